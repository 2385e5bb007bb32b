package scenario

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"kizami/core/coretest"
	"kizami/core/family"
)

// familyText is a scenario on a digraph of a family with values that a seed decides.
func familyText(name string, nodes int, ending string) string {
	random := rand.New(rand.NewPCG(171, uint64(nodes)))
	values := make([]string, nodes)
	for j := range values {
		values[j] = fmt.Sprintf(`"%d"`, random.IntN(2_000_001)-1_000_000)
	}
	seed := ""
	if strings.HasPrefix(name, "random-") {
		seed = `,"seed":1`
	}
	return fmt.Sprintf(`{"kizami":1,"digraph":{"family":"%s","nodes":%d%s},"values":[%s]%s}`, name, nodes, seed, strings.Join(values, ","), ending)
}

// mixErrors returns the errors of runs that mix, and of what only the command reads.
func mixErrors(t *testing.T) (all []*Error) {
	for want, text := range map[string]string{
		`ending.rule: 10001 nodes are too many for the ending "race", which takes up to 10000; the ending "bracket" takes up to 1000000`: familyText("star", 10_001, `,"ending":{"rule":"race"}`),
		`ending.diameter: the diameter 1 is too small: some distance in this digraph is greater`:                                         familyText("star", 9, `,"ending":{"rule":"race","diameter":1}`),
		`ending.diameter: the diameter 2 is too small: some distance in this digraph is greater`:                                         familyText("random-3", 10_001, `,"ending":{"rule":"bracket","diameter":2}`),
		"ending: the distances in this digraph are up to 299999: with the bound 1000000 no window of so many rounds is over before words could leave 64 bits; " +
			"give a smaller diameter if one is known": familyText("star", 10_001, `,"ending":{"rule":"bracket","bound":1000000,"diameter":299999}`),
		`ending: the bracket does not narrow any more: after round 6048 it lies between`:                         stalling(t),
		`ending: the last round, 150, is over: the bracket lies between `:                                        `late`,
		`a trace of the bracket is recorded of up to 10000 nodes, and there are 10001`:                           `nodes`,
		`ending: the distances in this digraph are up to 15, and a run with the bracket may take 14 rounds here`: `long`,
		"node 0 decided what is not in the bracket: the prime is unlucky for this digraph and these values":      `contradiction`,
	} {
		var err error
		switch text {
		case "late":
			s := must(Parse([]byte(familyText("cycle", 16, `,"ending":{"rule":"bracket"}`))))
			s.last = 164
			_, err = s.Average()
		case "nodes":
			_, err = must(ParseLarge([]byte(familyText("star", 10_001, `,"ending":{"rule":"bracket"}`)), Given{})).Trace()
		case "long":
			_, err = must(Parse([]byte(familyText("cycle", 16, `,"ending":{"rule":"bracket"}`)))).Until(14).Trace()
		case "contradiction":
			err = fault("contradiction", "", args{"node": 0}) // no input is known that leads to it
		default:
			var s *Scenario
			if s, err = ParseLarge([]byte(text), Given{}); err == nil {
				_, err = s.Average()
			}
		}
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
			continue
		}
		all = append(all, e)
	}
	return all
}

// stalling is a chain in which all nodes send back to the first: the last one's denominator becomes so small that 64 bits
// cannot tell its quotient.
func stalling(t *testing.T) string {
	t.Helper()
	const n = 64
	var arcs, values []string
	for j := range n {
		if j+1 < n {
			arcs = append(arcs, fmt.Sprintf("[%d,%d]", j, j+1))
		}
		if j > 0 {
			arcs = append(arcs, fmt.Sprintf("[%d,0]", j))
		}
		values = append(values, fmt.Sprintf(`"%d"`, j*j-700))
	}
	return fmt.Sprintf(`{"kizami":1,"digraph":{"nodes":%d,"arcs":[%s]},"values":[%s],"ending":{"rule":"bracket"}}`, n, strings.Join(arcs, ","), strings.Join(values, ","))
}

func TestMixingErrorsAreOneSentenceEach(t *testing.T) {
	if all := mixErrors(t); len(all) != 9 {
		t.Errorf("%d errors", len(all))
	}
}

// exact returns the average of the values of a scenario.
func exact(s *Scenario) *big.Rat {
	sum := new(big.Rat)
	for _, value := range s.values {
		v, _ := new(big.Rat).SetString(value[0])
		sum.Add(sum, v)
	}
	return sum.Quo(sum, big.NewRat(int64(len(s.values)), 1))
}

func TestBracketAndRaceGiveTheExactAverage(t *testing.T) {
	by := map[string]int{}
	for _, c := range []struct {
		family string
		nodes  int
		ending string
	}{
		{"random-3", 300, ""}, {"cycle", 12, ""}, {"star", 40, ""}, {"complete", 30, `,"ending":{"rule":"race"}`}, {"path", 1, ""}, {"path", 2, ""},
		{"random-5", 60, `,"ending":{"rule":"race","bound":80,"diameter":20},"quantum":"1/3"`}, {"random-3", 2000, `,"ending":{"rule":"bracket"}`},
		{"grid", 36, `,"ending":{"rule":"bracket"}`}, {"random-3", 12_000, ""}, {"random-8", 200, `,"ending":{"rule":"bracket","bound":1000000}`},
	} {
		s := must(ParseLarge([]byte(familyText(c.family, c.nodes, c.ending)), Given{}))
		out, err := s.Average()
		if err != nil || out.Average[0] != exact(s).RatString() {
			t.Fatalf("%s of %d nodes: %v, %+v; the average is %s", c.family, c.nodes, err, out, exact(s).RatString())
		}
		by[out.Ending.Rule+" by "+out.Ending.By]++
		if race := out.Ending.Rule == ruleRace; race && out.Rounds > 2*out.Ending.Bound-2 || out.Ending.Assumed != (s.assumed) || len(out.Nodes) != c.nodes && c.nodes <= 10_000 {
			t.Errorf("%s of %d nodes: %d rounds, %+v, %d nodes", c.family, c.nodes, out.Rounds, out.Ending, len(out.Nodes))
		}
		lower, _ := new(big.Rat).SetString(out.Bracket[0][0])
		upper, _ := new(big.Rat).SetString(out.Bracket[0][1])
		if lower.Cmp(exact(s)) > 0 || upper.Cmp(exact(s)) < 0 {
			t.Errorf("%s of %d nodes: %s is not in %v", c.family, c.nodes, exact(s), out.Bracket)
		}
	}
	if by["race by bracket"] == 0 || by["race by bound"] == 0 || by["bracket by bracket"] == 0 {
		t.Errorf("decided by %v", by)
	}
}

// The whole answer of a race that was not asked for, and what the schemas say of it.
func TestTheOutcomeOfAnAssumedRace(t *testing.T) {
	s := must(Parse([]byte(`{"kizami":1,"digraph":{"nodes":4,"arcs":[[0,1],[0,2],[1,0],[1,2],[1,3],[2,3],[3,0]]},"values":["0","1","21/2","-3.25"]}`)))
	text, _ := json.Marshal(must(s.Average()))
	want := `{"kizami":1,"average":["33/16"],"decimal":[2.0625],"rounds":6,"messages":42,"bytes":3360,` +
		`"ending":{"rule":"race","assumed":true,"bound":4,"diameter":3,"by":"bound"},"bracket":[["`
	if !strings.HasPrefix(string(text), want) || !strings.HasSuffix(string(text), `{"id":3,"average":["33/16"],"order":null,"decided":6,"stopped":6}]}`) {
		t.Errorf("%s, want %s…", text, want)
	}
	scenarios, outcomes := schema(t, "scenario"), schema(t, "outcome")
	if err := coretest.Validate(t, outcomes, text); err != nil {
		t.Error(err)
	}
	for _, ending := range []string{"", `,"ending":{"rule":"race","bound":30}`, `,"ending":{"rule":"bracket","diameter":9}`, `,"ending":{"rule":"bound","bound":12}`} {
		text := familyText("random-3", 12, ending)
		if err := coretest.Validate(t, scenarios, []byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		checkRoundTrip(t, must(Parse([]byte(text))))
	}
}

// A digraph of a family is that of the arcs.
func TestFamilyAndArcsAreOneScenario(t *testing.T) {
	g := must(family.Random(30, 3, 1))
	named := must(Parse([]byte(familyText("random-3", 30, ""))))
	if !reflect.DeepEqual(named.Digraph().Arcs(), g.Arcs()) {
		t.Error("another digraph")
	}
}

func TestARunIsWatchedAndEnded(t *testing.T) {
	for _, ending := range []string{"", `,"ending":{"rule":"bound","bound":400}`} {
		s := must(Parse([]byte(familyText("cycle", 60, ending))))
		ctx, end := context.WithCancel(context.Background())
		seen := 0
		_, err := s.Run(ctx, func(p Progress) {
			if p.Part < 0 || p.Part > 1 || p.Round < seen {
				t.Errorf("%+v after round %d", p, seen)
			}
			if seen = p.Round; seen > 50 {
				end()
			}
		})
		if !errors.Is(err, context.Canceled) || seen > 130 {
			t.Errorf("%v in round %d", err, seen)
		}
		end()
	}
}

func TestMemoryIsOfTheRightSize(t *testing.T) {
	s := must(ParseLarge([]byte(familyText("random-3", 20_000, "")), Given{}))
	if m := s.Memory(); m < 20_000*90 || m > 20_000*150 {
		t.Errorf("%d bytes for 20,000 nodes", m)
	}
	if m := must(Parse([]byte(familyText("cycle", 1000, "")))).Memory(); m < 90_000_000 || m > 200_000_000 {
		t.Errorf("%d bytes for a race of 1,000 nodes", m)
	}
}

// Work that knows no context does not keep a run from its end.
func TestAnInterruptDoesNotWaitForWork(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	hold, began := make(chan struct{}), make(chan struct{})
	defer close(hold)
	go func() { <-began; cancel() }()
	err := until(ctx, func() error { close(began); <-hold; return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if err := until(context.Background(), func() error { return io.EOF }); err != io.EOF {
		t.Errorf("%v", err)
	}
}
