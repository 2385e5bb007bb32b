package scenario

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"

	"kizami/core"
	"kizami/core/family"
)

// Random returns a scenario on a random strongly connected digraph in which every node sends to two others, with values
// from −10 to 10 in steps of 1/4. The ending is "bound", "bracket" or "race" (N = nodes) or "probe" (with the same seed).
// The same arguments give the same scenario on every 64-bit machine, wasm included. Errors: [*Error].
func Random(nodes int, seed uint64, ending string) (*Scenario, error) {
	if nodes < 1 || nodes > core.MaxNodes {
		return nil, fault("node-count", "", args{"value": nodes, "min": 1, "max": core.MaxNodes})
	}
	if seed > MaxSeed {
		return nil, fault("seed-range", "", args{"value": seed, "min": 0, "max": int64(MaxSeed)})
	}
	digraph, err := family.Random(nodes, min(2, nodes-1), seed)
	if err != nil {
		return nil, err
	}
	d := &document{digraph: explicit(nodes, digraph.Arcs()), ending: EndingText{Rule: ending}}
	switch ending {
	case ruleBound, ruleBracket, ruleRace:
		d.ending.Bound = json.Number(strconv.Itoa(nodes))
	case ruleProbe:
		d.ending.Seed = json.Number(strconv.FormatUint(seed, 10))
	default:
		return nil, fault("ending-rule", "", args{"rule": ending, "known": quotedList([]string{ruleBound, ruleProbe, ruleBracket, ruleRace})})
	}
	random := rand.New(rand.NewPCG(seed, 1))
	for range nodes {
		quarters := float64(random.IntN(81) - 40)
		d.values = append(d.values, []string{strconv.FormatFloat(quarters/4, 'f', -1, 64)})
	}
	return d.scenario(nil)
}

// explicit returns the digraph of a list of arcs.
func explicit(nodes int, arcs []core.Arc) digraphDocument {
	return digraphDocument{DigraphText: DigraphText{nodes, arcs}, most: core.MaxNodes, hasArcs: true}
}
