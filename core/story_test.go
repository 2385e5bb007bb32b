package core_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/simulate"
)

// The stories are runs that a person reads like a play. Rewrite them with: go test ./core -run TestStories -rewrite
func TestStories(t *testing.T) {
	datadriven.Walk(t, "testdata/stories", func(t *testing.T, path string) {
		var stage story
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "begin":
				return stage.begin(t, d)
			case "step":
				return stage.step()
			case "run":
				var out strings.Builder
				for stage.network.Enabled() != "" {
					out.WriteString(stage.step())
				}
				return out.String() + stage.end()
			}
			t.Fatalf("%s: unknown command %s", d.Pos, d.Cmd)
			return ""
		})
	})
}

type story struct {
	config  core.Config
	network *simulate.Network
}

// begin reads: begin prime=101 [bound=3] [probe=(5,6,7)] [values=(3,10,2)], and the arcs as input.
func (s *story) begin(t *testing.T, d *datadriven.TestData) string {
	var prime uint64
	var bound int
	var starts []core.Element
	var values [][]int64
	d.ScanArgs(t, "prime", &prime)
	for _, arg := range d.CmdArgs {
		for _, text := range arg.Vals {
			v, err := strconv.ParseInt(text, 10, 64)
			switch {
			case err != nil:
				t.Fatalf("%s: %v", d.Pos, err)
			case arg.Key == "bound":
				bound = int(v)
			case arg.Key == "probe":
				starts = append(starts, core.Element(v))
			case arg.Key == "values":
				values = append(values, []int64{v})
			}
		}
	}
	s.config = core.Config{Field: coretest.Field(t, prime), Ending: core.Probe(), Capacity: len(values)}
	if bound > 0 {
		s.config.Ending = coretest.Must(core.Bound(bound))(t)
	}
	g, err := core.NewDigraph(len(values), coretest.ParseArcs(t, d.Input))
	if err != nil {
		return err.Error()
	}
	if s.network, err = simulate.NewNetwork(s.config, g, values, starts); err != nil {
		return err.Error()
	}
	var out strings.Builder
	for j := range values {
		fmt.Fprintf(&out, "node %d sends to %v: %s\n", j, g.Out(j), s.words(j))
	}
	return out.String()
}

func (s *story) words(j int) string {
	state, k := s.network.Nodes()[j].State(), s.network.Nodes()[j].Round()
	text := fmt.Sprintf("x = %d, y = %d", state.Numerator[0][k], state.Denominator[k])
	if s.config.Ending.IsProbe() {
		text += fmt.Sprintf(", r = %d, horizon %d", state.Probe[k], state.Horizon)
	}
	return text
}

func (s *story) step() string {
	var out strings.Builder
	action := s.network.Step()
	changed := s.network.Changed()
	fmt.Fprintf(&out, "%s, round %d\n", action, s.network.Round())
	for _, j := range changed {
		node := s.network.Nodes()[j]
		state := node.State()
		switch action {
		case core.ActionAdvance:
			fmt.Fprintf(&out, "  node %d: %s\n", j, s.words(j))
		case core.ActionDecide:
			verdict := "refuses: in this field it cannot know the average"
			if !state.Refused {
				verdict = fmt.Sprintf("the average is %d, which is %v", state.Average[0], node.Average()[0])
			}
			fmt.Fprintf(&out, "  node %d: order %d, %s\n", j, state.Order, verdict)
		case core.ActionStop:
			fmt.Fprintf(&out, "  node %d falls silent\n", j)
		}
	}
	return out.String()
}

func (s *story) end() string {
	count, bytes := s.network.Messages()
	return fmt.Sprintf("all silent after %d rounds, %d messages, %d bytes\n", s.network.Round(), count, bytes)
}
