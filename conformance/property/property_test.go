package property

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/oracle"
	"kizami/core"
	"kizami/core/family"
	"kizami/core/simulate"
)

// propertyNamed returns the property of that name.
func propertyNamed(t *testing.T, name string) Property {
	t.Helper()
	i := slices.IndexFunc(Lockstep, func(p Property) bool { return p.Name == name })
	if i < 0 {
		t.Fatalf("no property %q", name)
	}
	return Lockstep[i]
}

func TestPropertiesNoticeWrongRecords(t *testing.T) {
	mutants := []struct {
		property, says string
		edit           func(oracle.Case, *Record)
	}{
		{"message-count", "messages of", func(_ oracle.Case, r *Record) { r.Messages++ }},
		{"message-count", "messages of", func(_ oracle.Case, r *Record) { r.Bytes -= 8 }},
		{"agreement", "node 0 holds", func(c oracle.Case, r *Record) { r.Averages[c.Nodes-1] = nil }},
		{"exact-average", "average", func(_ oracle.Case, r *Record) { r.Averages[0][0].Numerator++ }},
		{"restore-anywhere", "restored in round", func(_ oracle.Case, r *Record) { edit(r, 1, func(n *core.NodeState) { n.Denominator[0] = 2 }) }},
		{"restore-anywhere", "restored at the end", func(_ oracle.Case, r *Record) { r.Averages[0] = nil }},
		{"wire", "order", func(_ oracle.Case, r *Record) { edit(r, len(r.Steps)-1, func(n *core.NodeState) { n.Order++ }) }},
		{"relabelling", "renamed to", func(_ oracle.Case, r *Record) { edit(r, len(r.Steps)-1, func(n *core.NodeState) { n.Order++ }) }},
		{"exact-horizon", "horizon", func(_ oracle.Case, r *Record) { edit(r, 0, func(n *core.NodeState) { n.Horizon = 1 }) }},
		{"write-once", "changes the digraph", func(c oracle.Case, r *Record) {
			r.Steps[len(r.Steps)-1].State.Digraph = append([]core.Arc{{From: 0, To: c.Nodes}}, c.Arcs...)
		}},
		{"stop-safety", "never stops", func(_ oracle.Case, r *Record) {
			edit(r, len(r.Steps)-1, func(n *core.NodeState) { n.Stopped = core.None })
		}},
	}
	for _, m := range mutants {
		p := propertyNamed(t, m.property)
		r := p.Check(t.Context(), func(c oracle.Case) (*Record, error) {
			record, err := Core(c)
			if err == nil {
				m.edit(c, record)
			}
			return record, err
		}, 50, 8, oracle.Seed)
		if !strings.Contains(r.Failure, m.says) {
			t.Errorf("%s: %q, want something with %q", m.property, r.Failure, m.says)
		}
	}
}

func edit(r *Record, step int, change func(*core.NodeState)) {
	s := r.Steps[step].State.Clone()
	change(&s.Nodes[0])
	r.Steps[step].State = s
}

func TestPanicIsAFailureThatShrinks(t *testing.T) {
	p := propertyNamed(t, "agreement")
	r := p.Check(t.Context(), func(c oracle.Case) (*Record, error) {
		if c.Nodes > 2 {
			panic("too many nodes")
		}
		return Core(c)
	}, 50, oracle.MaxNodes, oracle.Seed)
	if !strings.HasPrefix(r.Failure, "3 nodes") || !strings.Contains(r.Failure, "panic: too many nodes") {
		t.Errorf("%q, want the panic at 3 nodes", r.Failure)
	}
}

// A network that never ends, or here would take far more rounds than its case, is told, not waited for.
func TestEndlessRunIsAFailure(t *testing.T) {
	c := oracle.Case{Nodes: 1, Values: [][]int64{{1}}, Quantum: oracle.Quantum{Numerator: 1, Denominator: 1}, Capacity: 1, Seed: 1}
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

// goldenDigest is the same on every machine and under js/wasm: every state of 200 generated runs. A change of the
// protocol or of the generator changes it; nothing else may.
const goldenDigest = "8582074cdab022c31fa445e149cc071c84344e85da38902c24f361f60ca2dff0"

func TestRunsAreTheSameEverywhere(t *testing.T) {
	random := rand.New(rand.NewSource(oracle.Seed))
	digest := sha256.New()
	for range 200 {
		c := oracle.RandomCase(random, 12)
		r, err := Core(c)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(digest, c)
		for _, step := range r.Steps {
			fmt.Fprintln(digest, step.Action)
			io.WriteString(digest, step.State.Key())
		}
		fmt.Fprintln(digest, r.Averages, r.Messages, r.Bytes)
	}
	if got := fmt.Sprintf("%x", digest.Sum(nil)); got != goldenDigest {
		t.Errorf("seed %d: digest %s, want %s", oracle.Seed, got, goldenDigest)
	}
}
