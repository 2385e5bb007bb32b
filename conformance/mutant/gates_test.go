package mutant

import (
	"fmt"
	"math/rand"
	"sync"
	"testing"

	"kizami/conformance"
	"kizami/conformance/checkout"
	"kizami/conformance/golden"
	"kizami/conformance/graph"
	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/conformance/state"
	"kizami/tla/tlc"
)

// A gate is a check that core must pass: what `kizami conform` and the tests do at length, here short enough to be done
// again for every mutant of core. It returns "" or what is wrong.
type gate struct {
	name  string
	says  string
	wrong func() string
}

// Enough for every mutant to be noticed; the checks themselves try more and larger ones.
const gateWalks, gateCases, gateNodes, faultyCases, faultyNodes = 30, 20, 6, 6, 4

// gateModels are small ones whose graphs are kept, of both levels and for both endings.
var gateModels = []string{"MCBound3", "MCProbe3", "MCMessages2Bound", "MCMessages2BoundEpochs", "MCMessages2Probe",
	"MCMessages2ProbeEpochs"}

// gateBrackets are the same of the bracket.
var gateBrackets = []string{"MCBracketZoomDeep", "MCBracketCoarse", "MCRace3Coarse", "MCBracketMessages2Three", "MCBracketMessages3Zoom"}

// yardstick is what gates hold core against. It is made once, by core as it is, before any mutant is chosen.
type yardstick struct {
	rounds   []goldenRound
	messages []goldenMessage
	brackets []goldenBracket
	cases    []expectedCase
	faulty   []expectedCase
}

type goldenRound struct {
	conformance.Setting
	graph *graph.Graph[state.Rounds]
	walks []graph.Walk
}

type goldenMessage struct {
	conformance.Setting
	graph   *graph.Graph[state.Messages]
	vectors []graph.Vector
}

// goldenBracket is a graph of either level of the bracket.
type goldenBracket struct {
	conformance.Setting
	rounds   *graph.Graph[state.Bracket]
	messages *graph.Graph[state.BracketMessages]
	vectors  []graph.BracketVector
}

type expectedCase struct {
	oracle.Case
	*oracle.Expected
}

func newYardstick(suite *tlc.Suite) (*yardstick, error) {
	y, random := &yardstick{}, rand.New(rand.NewSource(oracle.Seed))
	for _, model := range gateModels {
		setting, err := conformance.ReadSetting(suite, model)
		if err != nil {
			return nil, err
		}
		kept, err := golden.Read(model)
		if err != nil {
			return nil, err
		}
		if setting.Epochs > 0 {
			err = y.addMessages(setting, kept.Dump)
		} else {
			err = y.addRounds(setting, kept.Dump, random)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, model := range gateBrackets {
		if err := y.addBracket(suite, model); err != nil {
			return nil, err
		}
	}
	for range gateCases {
		c := oracle.RandomCase(random, gateNodes)
		y.cases = append(y.cases, expectedCase{c, oracle.Expect(c)})
	}
	for range faultyCases {
		c := oracle.RandomCase(random, faultyNodes)
		y.faulty = append(y.faulty, expectedCase{c, oracle.Expect(c)})
	}
	return y, nil
}

func (y *yardstick) addRounds(s conformance.Setting, dump graph.Dump, random *rand.Rand) error {
	g, err := graph.Decode(s.Config.Field, dump, state.DecodeRounds)
	if err != nil {
		return err
	}
	y.rounds = append(y.rounds, goldenRound{s, g, graph.SomeWalks(random, g, gateWalks)})
	return nil
}

func (y *yardstick) addMessages(s conformance.Setting, dump graph.Dump) error {
	g, err := graph.DecodeMessages(s.Config.Field, dump)
	if err != nil {
		return err
	}
	y.messages = append(y.messages, goldenMessage{s, g, graph.Vectors(s.Config, g)})
	return nil
}

func (y *yardstick) addBracket(suite *tlc.Suite, model string) error {
	setting, err := conformance.ReadSetting(suite, model)
	if err != nil {
		return err
	}
	kept, err := golden.Read(model)
	if err != nil {
		return err
	}
	g := goldenBracket{Setting: setting}
	if setting.Epochs == 0 {
		g.rounds, err = graph.Decode(setting.Config.Field, kept.Dump, state.DecodeBracket)
	} else if g.messages, err = graph.Decode(setting.Config.Field, kept.Dump, state.DecodeBracketMessages); err == nil {
		g.vectors = graph.BracketVectors(setting.Start, g.messages)
	}
	y.brackets = append(y.brackets, g)
	return err
}

// gates are all gates but core's own tests, in the order of the columns of spec/mutants.md.
func (y *yardstick) gates() []gate {
	all := []gate{
		{"graph", "core spans TLC's golden state graphs of the rounds, states and transitions, both ways", y.sameGraphs},
		{"walks", "a network that is never restored follows random walks through these graphs", y.sameWalks},
		{"message-graph", "peers span TLC's golden state graphs of the messages, both ways", y.sameMessageGraphs},
		{"vectors", "peers that are never restored follow walks over every edge of these graphs", y.sameVectors},
		{"refusals", "with primes that are not lucky, core refuses exactly where elimination finds no average; it restores no spoilt state",
			refusesWhereItMust},
		{"bracket-graph", "nodes with the bracket, also in the race, span TLC's golden state graphs, both ways, restored after every step",
			y.sameBracketGraphs},
		{"bracket-message-graph", "peers with the bracket span TLC's golden state graphs, both ways", y.sameBracketMessageGraphs},
		{"bracket-vectors", "peers with the bracket that are never restored follow walks over every edge of these graphs", y.sameBracketVectors},
	}
	wrong := sync.OnceValue(y.wrongProperties)
	for _, p := range conformance.Properties {
		all = append(all, gate{p.Name, p.Says, func() string { return wrong()[p.Name] }})
	}
	return all
}

func (y *yardstick) sameGraphs() string {
	for _, golden := range y.rounds {
		initial, err := golden.Rounds()
		if err == nil {
			err = graph.Equal(golden.graph, initial, state.OneStep(golden.Config, state.CoreRound))
		}
		if err != nil {
			return golden.Model + ": " + err.Error()
		}
	}
	return ""
}

func (y *yardstick) sameWalks() string {
	for _, golden := range y.rounds {
		for _, walk := range golden.walks {
			if wrong := graph.Replay(golden.Config, walk, state.CoreRounds); wrong != "" {
				return golden.Model + ": " + wrong
			}
		}
	}
	return ""
}

func (y *yardstick) sameMessageGraphs() string {
	for _, golden := range y.messages {
		initial, err := golden.Messages()
		if err == nil {
			err = graph.Equal(golden.graph, initial, state.EveryStep(golden.Config, golden.Epochs, state.CoreMessages))
		}
		if err != nil {
			return golden.Model + ": " + err.Error()
		}
	}
	return ""
}

func (y *yardstick) sameVectors() string {
	for _, golden := range y.messages {
		for _, v := range golden.vectors {
			if wrong := v.Replay(); wrong != "" {
				return golden.Model + ": " + wrong
			}
		}
	}
	return ""
}

func (y *yardstick) sameBracketGraphs() string {
	for _, golden := range y.brackets {
		if golden.rounds == nil {
			continue
		}
		initial, err := golden.Brackets()
		var steps state.Steps[state.Bracket]
		if err == nil {
			steps, err = graph.Runs(golden.Config, initial, golden.CoreBracket)
		}
		if err == nil {
			err = graph.Equal(golden.rounds, initial, steps)
		}
		if err != nil {
			return golden.Model + ": " + err.Error()
		}
	}
	return ""
}

func (y *yardstick) sameBracketMessageGraphs() string {
	for _, golden := range y.brackets {
		if golden.messages == nil {
			continue
		}
		initial, err := golden.BracketMessages()
		if err == nil {
			err = graph.Equal(golden.messages, initial, state.EveryBracketStep(golden.CoreBracketMessages()))
		}
		if err != nil {
			return golden.Model + ": " + err.Error()
		}
	}
	return ""
}

func (y *yardstick) sameBracketVectors() string {
	for _, golden := range y.brackets {
		for _, v := range golden.vectors {
			if wrong := v.Replay(); wrong != "" {
				return golden.Model + ": " + wrong
			}
		}
	}
	return ""
}

// wrongProperties tries all properties on the same cases and returns what is first wrong with each.
func (y *yardstick) wrongProperties() map[string]string {
	first := map[string]string{}
	for i, c := range append(y.cases[:len(y.cases):len(y.cases)], y.faulty...) {
		record, failure := attempt(func() (*property.Record, error) { return property.Core(c.Case) })
		for _, p := range conformance.Properties {
			if first[p.Name] != "" || (p.Search != nil) != (i >= len(y.cases)) {
				continue
			}
			wrong := failure
			if failure == "" {
				wrong, failure = attempt(func() (string, error) { return p.Holds(c.Case, record, c.Expected), nil })
				wrong, failure = wrong+failure, ""
			}
			if wrong != "" {
				first[p.Name] = fmt.Sprintf("%s: %s", wrong, c)
			}
		}
	}
	return first
}

// attempt turns an error or a panic into a text.
func attempt[T any](act func() (T, error)) (result T, failure string) {
	defer func() {
		if r := recover(); r != nil {
			failure = fmt.Sprintf("panic: %v", r)
		}
	}()
	result, err := act()
	if err != nil {
		failure = err.Error()
	}
	return result, failure
}

func TestGatesHold(t *testing.T) {
	y, err := newYardstick(checkout.Suite(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("seed %d, %d walks, %d cases up to %d nodes, %d on faulty links up to %d", oracle.Seed, gateWalks, gateCases, gateNodes,
		faultyCases, faultyNodes)
	if all := questions(); all != nil {
		answer(y, all)
		return
	}
	for _, g := range y.gates() {
		t.Run(g.name, func(t *testing.T) {
			if wrong := g.wrong(); wrong != "" {
				t.Error(wrong)
			}
		})
	}
}
