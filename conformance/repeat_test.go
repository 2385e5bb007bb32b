package conformance

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/tla/tlc"
)

func goldenRepeat(t *testing.T) (goldenRun[RepeatState], []RepeatState) {
	run := readRun(t, "MCRepeat3", DecodeRepeat)
	initial, err := run.Repeats()
	if err != nil {
		t.Fatal(err)
	}
	return run, initial
}

// repeating returns core with what it shows after an action edited.
func repeating(action string, edit func(next *RepeatState)) LiveOf[RepeatState] {
	return func(c core.Config, s RepeatState) (func() (StepOf[RepeatState], error), error) {
		next, err := CoreRepeats(c, s)
		return func() (StepOf[RepeatState], error) {
			step, err := next()
			if step.Action == action {
				edit(&step.State)
			}
			return step, err
		}, err
	}
}

func TestEqualNoticesEveryRepeatMutant(t *testing.T) {
	run, initial := goldenRepeat(t)
	run.check(t, initial, CoreRepeats)
	for _, m := range []struct {
		name, variable string
		live           LiveOf[RepeatState]
	}{
		{"a word off by one", "numerator", repeating(core.ActionAdvance, func(next *RepeatState) {
			word := next.Nodes[1].Numerator[0]
			word[len(word)-1] ^= 1
		})},
		{"a round too many", "round", repeating(core.ActionAdvance, func(next *RepeatState) { next.Round++ })},
		{"decides a round late", "decided", repeating(core.ActionDecide, func(next *RepeatState) { next.Nodes[0].Decided++ })},
		{"decides something else", "average", repeating(core.ActionDecide, func(next *RepeatState) {
			next.Nodes[0].Average = []core.Element{7}
		})},
		{"refuses", "average", repeating(core.ActionDecide, func(next *RepeatState) { next.Nodes[0].Refused = true })},
		{"stops alone", "stopped", repeating(core.ActionStop, func(next *RepeatState) { next.Nodes[2].Stopped = core.None })},
		{"learns", "kernel", repeating(core.ActionStop, func(next *RepeatState) {
			next.Kernels = slices.Clone(next.Kernels)
			next.Kernels[0].Rounds++
		})},
		{"rewires", "digraph", repeating(core.ActionStop, func(next *RepeatState) { next.Digraph = next.Digraph[1:] })},
	} {
		if d := run.parts(t, initial, m.live); d == nil || len(d.Differences) == 0 || d.Differences[0].Variable != m.variable {
			t.Errorf("%s: %v, want a difference of %s", m.name, d, m.variable)
		}
	}
}

// A kernel that a first epoch did not leave is told.
func TestRepeatsFromStrangeStates(t *testing.T) {
	run, initial := goldenRepeat(t)
	strange := initial[0]
	strange.Kernels = slices.Clone(strange.Kernels)
	strange.Kernels[1].Rounds++
	if _, err := CoreRepeats(run.Config, strange); err == nil {
		t.Error("kernels of different rounds are taken")
	}
	if _, err := Kernels(run.Config, Digraphs(3)[0], make([]core.Element, 3)); err != nil {
		t.Logf("a probe of zeros: %v", err)
	}
}

func TestDecodeRepeatNamesWhatIsWrong(t *testing.T) {
	run, initial := goldenRepeat(t)
	for _, c := range []struct {
		variable string
		value    tlc.Value
		says     string
	}{
		{"round", tlc.Int(-1), "variable round: -1 is not a natural number"},
		{"kernel", tlc.NewFunctionOver(3, func(int) tlc.Value { return tlc.Int(1) }), "variable kernel: 1 is not a kernel"},
		{"kernel", tlc.NewFunctionOver(3, func(int) tlc.Value {
			return tlc.Record{{Name: "a", Value: tlc.Int(1)}, {Name: "b", Value: tlc.Int(1)}, {Name: "c", Value: tlc.Int(1)}}
		}), "is not a kernel with the field recurrence"},
		{"average", tlc.NewFunctionOver(3, func(int) tlc.Value { return tlc.Int(46337) }), "variable average: 46337 is not an element"},
	} {
		s := initial[0].encode()
		s[c.variable] = c.value
		if _, err := DecodeRepeat(run.Config.Field, s); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s = %v: %v, want %q", c.variable, c.value, err, c.says)
		}
	}
	s := initial[0].encode()
	delete(s, "kernel")
	if _, err := DecodeRepeat(run.Config.Field, s); err == nil || !strings.Contains(err.Error(), "a state of 6 variables") {
		t.Errorf("%v", err)
	}
}

// In a repeated epoch, too, model, core and conformance call everything the same.
func TestRepeatStateVariablesHaveOneName(t *testing.T) {
	text := read(t, "../tla/RepeatCoordination.tla")
	module := moduleVariables(text)
	if !slices.Equal(module, RepeatVariables) {
		t.Errorf("RepeatCoordination.tla has the variables %v, conformance compares %v", module, RepeatVariables)
	}
	fields := []string{"digraph", "round", "kernel"} // no variables of a node, and what it is made with
	state := reflect.TypeFor[core.RepeatState]()
	for i := range state.NumField() {
		if name := strings.ToLower(state.Field(i).Name); name != "refused" { // TLA+ has it as a value of average
			fields = append(fields, name)
		}
	}
	if !slices.Equal(sorted(module), sorted(fields)) {
		t.Errorf("RepeatCoordination.tla has the variables %v, core has %v", sorted(module), sorted(fields))
	}
	var kernel []string
	for i := range reflect.TypeFor[core.Kernel]().NumField() {
		kernel = append(kernel, strings.ToLower(reflect.TypeFor[core.Kernel]().Field(i).Name))
	}
	var record []string
	_, definition, _ := strings.Cut(read(t, "../tla/Kernels.tla"), "\nKernel(")
	definition, _, _ = strings.Cut(definition, "\n\n")
	for _, m := range regexp.MustCompile(`(\w+)\s*\|->`).FindAllStringSubmatch(definition, -1) {
		record = append(record, m[1])
	}
	if !slices.Equal(kernel, record) {
		t.Errorf("a kernel has the fields %v in Kernels.tla, core.Kernel has %v", record, kernel)
	}
	for _, action := range []string{core.ActionAdvance, core.ActionDecide, core.ActionStop, "Share", "CanDecide", "CanStop"} {
		if _, known := reflect.TypeFor[*core.Repeat]().MethodByName(action); !known || !operators(text)[action] {
			t.Errorf("%s is not both in core.Repeat and in RepeatCoordination.tla", action)
		}
	}
}
