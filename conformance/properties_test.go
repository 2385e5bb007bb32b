package conformance

import (
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/simulate"
)

// The seed of every property test; failures print it with the smallest failing case.
const seed = Seed

func TestProperties(t *testing.T) {
	cases := 60
	if testing.Short() {
		cases = 20
	}
	for i, p := range Properties {
		t.Run(p.Name, func(t *testing.T) {
			r := p.Check(Core, cases, MaxNodes, seed+int64(i))
			t.Logf("seed %d, %d cases up to %d nodes: %s", r.Seed, r.Cases, r.MaxNodes, r.Says)
			if r.Failure != "" || r.Cases != cases {
				t.Errorf("after %d cases and %d shrinks: %s", r.Cases, r.Shrinks, r.Failure)
			}
		})
	}
}

func TestPropertiesNoticeEveryMachineMutant(t *testing.T) {
	for _, m := range machineMutants {
		t.Run(m.name, func(t *testing.T) {
			p, known := PropertyNamed(m.property)
			if !known {
				t.Fatalf("no property %q", m.property)
			}
			r := p.Check(running(m.machine), 100, 8, seed)
			if r.Failure == "" {
				t.Fatalf("%s did not notice in %d cases", m.property, r.Cases)
			}
			t.Logf("after %d cases and %d shrinks: %s", r.Cases, r.Shrinks, r.Failure)
		})
	}
}

func TestPropertiesNoticeWrongRecords(t *testing.T) {
	mutants := []struct {
		property, says string
		edit           func(Case, *Record)
	}{
		{"message-count", "messages of", func(_ Case, r *Record) { r.Messages++ }},
		{"message-count", "messages of", func(_ Case, r *Record) { r.Bytes -= 8 }},
		{"agreement", "node 0 holds", func(c Case, r *Record) { r.Averages[c.Nodes-1] = nil }},
		{"exact-average", "average", func(_ Case, r *Record) { r.Averages[0][0].Numerator++ }},
		{"restore-anywhere", "restored in round", func(_ Case, r *Record) { edit(r, 1, func(n *core.NodeState) { n.Denominator[0] = 2 }) }},
		{"restore-anywhere", "restored at the end", func(_ Case, r *Record) { r.Averages[0] = nil }},
		{"wire", "order", func(_ Case, r *Record) { edit(r, len(r.Steps)-1, func(n *core.NodeState) { n.Order++ }) }},
		{"relabelling", "renamed to", func(_ Case, r *Record) { edit(r, len(r.Steps)-1, func(n *core.NodeState) { n.Order++ }) }},
		{"exact-horizon", "horizon", func(_ Case, r *Record) { edit(r, 0, func(n *core.NodeState) { n.Horizon = 1 }) }},
		{"write-once", "changes the digraph", func(c Case, r *Record) {
			r.Steps[len(r.Steps)-1].State.Digraph = append([]core.Arc{{From: 0, To: c.Nodes}}, c.Arcs...)
		}},
		{"stop-safety", "never stops", func(_ Case, r *Record) { edit(r, len(r.Steps)-1, func(n *core.NodeState) { n.Stopped = core.None }) }},
	}
	for _, m := range mutants {
		p, _ := PropertyNamed(m.property)
		r := p.Check(func(c Case) (*Record, error) {
			record, err := Core(c)
			if err == nil {
				m.edit(c, record)
			}
			return record, err
		}, 50, 8, seed)
		if !strings.Contains(r.Failure, m.says) {
			t.Errorf("%s: %q, want something with %q", m.property, r.Failure, m.says)
		}
	}
}

func edit(r *Record, step int, change func(*core.NodeState)) {
	s := r.Steps[step].State.clone()
	change(&s.Nodes[0])
	r.Steps[step].State = s
}

func TestPanicIsAFailureThatShrinks(t *testing.T) {
	p, _ := PropertyNamed("agreement")
	r := p.Check(func(c Case) (*Record, error) {
		if c.Nodes > 2 {
			panic("too many nodes")
		}
		return Core(c)
	}, 50, MaxNodes, seed)
	if !strings.HasPrefix(r.Failure, "3 nodes") || !strings.Contains(r.Failure, "panic: too many nodes") {
		t.Errorf("%q, want the panic at 3 nodes", r.Failure)
	}
}

// A network that never ends, or here would take far more rounds than its case, is told, not waited for.
func TestEndlessRunIsAFailure(t *testing.T) {
	c := Case{Nodes: 1, Values: [][]int64{{1}}, Quantum: Quantum{1, 1}, Capacity: 1, Seed: 1}
	digraph, _ := family.Complete(1)
	config, _ := c.Config()
	config.Ending, _ = core.Bound(core.MaxNodes)
	late, err := simulate.NewNetwork(config, digraph, c.Values, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := record(c, late); err == nil ||
		!strings.Contains(err.Error(), "still going on after") {
		t.Errorf("%v", err)
	}
}
