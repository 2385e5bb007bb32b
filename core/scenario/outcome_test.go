package scenario

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// many are scenarios of all kinds, in a fixed order.
func many(t testing.TB) (all []*Scenario) {
	for _, p := range Presets() {
		all = append(all, p.Scenario)
	}
	for nodes := 1; nodes <= 20; nodes++ {
		for _, ending := range []string{"bound", "probe"} {
			s, err := Random(nodes, uint64(100+nodes), ending)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
	}
	for _, text := range []string{
		`{"kizami":1,"digraph":{"nodes":2,"arcs":[[1,0],[0,1]]},"values":[["1","-1/3"],["0.5","7"]],"ending":{"rule":"bound","bound":5}}`,
		`{"kizami":1,"digraph":{"nodes":2,"arcs":[[1,0],[0,1]]},"values":[["1","-1/3"],["0.5","7"]],"ending":{"rule":"bracket","bound":5}}`,
		`{"kizami":1,"digraph":{"nodes":3,"arcs":[[1,2],[2,0],[0,1]]},"values":[["1","-1/3"],["0.5","7"],["1","0"]],"ending":{"rule":"race"}}`,
		`{"kizami":1,"digraph":{"nodes":1,"arcs":[]},"values":["-7/3"]}`,
		`{"kizami":1,"digraph":{"nodes":2,"arcs":[[1,0],[0,1]]},"values":[["3","0"],["-9","300"]],"ending":{"rule":"probe","seed":0},"quantum":"3","capacity":900}`,
		`{"kizami":1,"digraph":{"nodes":1,"arcs":[]},"values":["0"],"ending":{"rule":"bound","bound":1},"quantum":"` + strings.Repeat("9", 128) + `"}`,
		`{"kizami":1,"digraph":{"nodes":1,"arcs":[]},"values":["` + strings.Repeat("9", 64) + `"],"ending":{"rule":"probe"},"quantum":"` + strings.Repeat("9", 64) + `"}`,
	} {
		s, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

func TestOutcomeIsTheExactAverage(t *testing.T) {
	for _, s := range many(t) {
		out, err := s.Average()
		if err != nil {
			t.Fatal(err)
		}
		for c := range out.Average {
			sum := new(big.Rat)
			for _, value := range s.values {
				v, _ := new(big.Rat).SetString(value[c])
				sum.Add(sum, v)
			}
			sum.Quo(sum, big.NewRat(int64(len(s.values)), 1))
			nearest, _ := sum.Float64()
			if out.Average[c] != sum.RatString() || out.Decimal[c] != nearest || math.IsInf(nearest, 0) {
				t.Errorf("%v: %s, %v, want %s, %v", s.values, out.Average[c], out.Decimal[c], sum.RatString(), nearest)
			}
		}
		for _, node := range out.Nodes {
			if !reflect.DeepEqual(node.Average, out.Average) || node.Stopped > out.Rounds || node.Decided > node.Stopped {
				t.Errorf("%v: node %+v of %+v", s.values, node, out)
			}
		}
	}
}

func TestTheExampleOfTheFormat(t *testing.T) {
	s := preset(t, "unbalanced4")
	out, err := s.Average()
	if err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(out)
	want := `{"kizami":1,"average":["33/16"],"decimal":[2.0625],"rounds":6,"messages":42,"bytes":1344,` +
		`"nodes":[{"id":0,"average":["33/16"],"order":3,"decided":6,"stopped":6},`
	if !strings.HasPrefix(string(got), want) {
		t.Errorf("got\n%s\nwant\n%s…", got, want)
	}
}

func preset(t testing.TB, id string) *Scenario {
	for _, p := range Presets() {
		if p.ID == id {
			return p.Scenario
		}
	}
	t.Fatalf("no preset %s", id)
	return nil
}

func TestAStarOfTenThousandNodes(t *testing.T) {
	star, err := family.Star(core.MaxNodes)
	if err != nil {
		t.Fatal(err)
	}
	d := &document{digraph: explicit(core.MaxNodes, star.Arcs()), ending: EndingText{Rule: "probe", Seed: "1"}}
	for j := range core.MaxNodes {
		d.values = append(d.values, []string{fmt.Sprint(j)})
	}
	s, err := d.scenario(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if s, err = Parse(text); err != nil {
		t.Fatal(err)
	}
	out, err := s.Average()
	if err != nil || out.Average[0] != "9999/2" || out.Rounds != 8 {
		t.Errorf("average %v after %d rounds, %v; want 9999/2 after 8", out.Average, out.Rounds, err)
	}
}

func TestSeededProbesRepeatAndOthersDoNot(t *testing.T) {
	s := preset(t, "unbalanced6")
	seeded := s.starts()
	// by an independent PCG-DXSM
	if want := []core.Element{621491036386373147, 691102690942836916}; fmt.Sprint(seeded[:2]) != fmt.Sprint(want) {
		t.Errorf("seed 7 starts with %v, want %v", seeded[:2], want)
	}
	if !reflect.DeepEqual(seeded, s.starts()) {
		t.Error("the same seed gave other starts")
	}
	unseeded := *s
	unseeded.seed = nil
	if reflect.DeepEqual(unseeded.starts(), unseeded.starts()) {
		t.Error("without a seed, two runs had the same starts")
	}
	draws := []uint64{math.MaxUint64, core.MersennePrime << 3, 15}
	next := func() uint64 { d := draws[0]; draws = draws[1:]; return d }
	if got, err := core.Exact.Random(source(next)); got != 1 || err != nil || len(draws) != 0 {
		t.Errorf("drawn %d, %v: p itself must be drawn again", got, err)
	}
}

func TestCostBoundsTheWordsOfATraceAndNeverOverflows(t *testing.T) {
	for _, s := range many(t) {
		text, err := json.Marshal(must(s.Trace()))
		if err != nil {
			t.Fatal(err)
		}
		if words := int64(bytes.Count(text, []byte(`"numerator"`)) * len(s.values[0])); words > s.Cost() {
			t.Errorf("%d words cost %d", words, s.Cost())
		}
	}
	star, _ := family.Star(core.MaxNodes)
	largest := &Scenario{digraph: star, values: [][]string{make([]string, MaxCoordinates)}}
	largest.ending, _ = core.Bound(core.MaxNodes)
	if cost := largest.Cost(); cost < 2_000_000_000_000_000 {
		t.Errorf("the largest star costs %d", cost)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// runErrors returns the errors of bad luck, which no honest input is known to cause.
func runErrors(t *testing.T) (all []*Error) {
	s := preset(t, "ring6")
	config, start := s.Config(), coretest.States(must(s.Network()))
	for j := range start {
		start[j].Probe = []core.Element{0}
		start[j].Horizon = 0
	}
	unlucky := coretest.Restored(t, config, s.digraph, 0, start)
	unlucky.Run()
	states := coretest.States(unlucky)
	states[0].Refused, states[0].Average = true, nil
	for _, network := range []*simulate.Network{unlucky, coretest.Restored(t, config, s.digraph, unlucky.Round(), states)} {
		_, err := s.outcome(network)
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("no error of bad luck: %v", err)
		}
		all = append(all, e)
	}
	return all
}

func TestBadLuckIsNeverAnAverage(t *testing.T) {
	var codes []string
	for _, e := range runErrors(t) {
		codes = append(codes, fmt.Sprintf("%s at node %v", e.Code, e.Args["node"]))
	}
	if got := strings.Join(codes, ", "); got != "disagreement at node 1, refused at node 0" {
		t.Error(got)
	}
}
