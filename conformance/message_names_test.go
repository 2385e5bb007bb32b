package conformance

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/core"
)

// At the level of messages, too, model, core and conformance call everything the same.
func TestMessageStateVariablesHaveOneName(t *testing.T) {
	module := moduleVariables(read(t, "../tla/MessageCoordination.tla"))
	if !slices.Equal(module, MessageVariables) {
		t.Errorf("MessageCoordination.tla has the variables %v, conformance compares %v", module, MessageVariables)
	}
	fields := []string{"digraph", "network", "round"} // no variables of a node, and the number of observations
	for _, state := range []reflect.Type{reflect.TypeFor[core.NodeState](), reflect.TypeFor[core.PeerState]()} {
		for i := range state.NumField() {
			f := state.Field(i)
			if name := strings.ToLower(f.Name); !f.Anonymous && name != "refused" { // TLA+ has it as a value of average
				fields = append(fields, name)
			}
		}
	}
	if !slices.Equal(sorted(module), sorted(fields)) {
		t.Errorf("MessageCoordination.tla has the variables %v, core has %v", sorted(module), sorted(fields))
	}
}

func TestMessageActionsHaveOneName(t *testing.T) {
	_, next, _ := strings.Cut(read(t, "../tla/MessageCoordination.tla"), "\nNext ==")
	next, _, _ = strings.Cut(next, "\n\n")
	var model []string
	for _, m := range regexp.MustCompile(`(\w+)\(j\)`).FindAllStringSubmatch(next, -1) {
		model = append(model, m[1])
	}
	actions := []string{core.ActionReceive, core.ActionAdvance, core.ActionDecide, core.ActionStop, core.ActionBegin}
	if !slices.Equal(sorted(model), sorted(actions)) || !strings.Contains(next, ActionFinished) {
		t.Errorf("MessageCoordination.tla has the actions %v and Finished, core has %v", model, actions)
	}
	for _, action := range actions {
		if _, known := reflect.TypeFor[*core.Peer]().MethodByName(action); !known {
			t.Errorf("core.Peer has no method %s", action)
		}
	}
}
