package door

import (
	"strconv"

	"kizami/core"
	"kizami/core/scenario"
)

// Version is the version of the kit.
const Version = "0.1.0"

// Prime returns p of the exact field, written as in a trace.
func Prime() string { return strconv.FormatUint(core.Exact.Prime(), 10) }

// Presets returns the presets in the order in which the page lists them.
func Presets() []Preset {
	var presets []Preset
	for _, p := range scenario.Presets() {
		presets = append(presets, Preset{p.ID, p.Scenario})
	}
	return presets
}

// Average runs the scenario written in data without recording it.
// Errors: *scenario.Error; *Failure with code "too-costly" beyond the limits.
func Average(data []byte, limits Limits) (*scenario.Outcome, error) {
	s, err := scenario.Parse(data)
	if err != nil {
		return nil, err
	}
	if s, err = affordable(s, limits.Average, 0); err != nil {
		return nil, err
	}
	return s.Average()
}

// Run runs the scenario written in data and records its trace. Errors as for [Average].
func Run(data []byte, limits Limits) (*scenario.Trace, error) {
	s, err := scenario.Parse(data)
	if err != nil {
		return nil, err
	}
	if s, err = affordable(s, limits.Run, stepsPerMixed); err != nil {
		return nil, err
	}
	return s.Trace()
}

// Recipe returns what the published recipe would say at every node of the scenario written in data. Errors as for [Average].
func Recipe(data []byte, limits Limits) ([]scenario.RecipeAnswer, error) {
	s, err := scenario.Parse(data)
	if err != nil {
		return nil, err
	}
	if cost := s.RecipeCost(); cost > limits.Recipe {
		return nil, fail("too-costly", "", map[string]any{"cost": cost, "limit": limits.Recipe})
	}
	return s.Recipe()
}

func operations() map[string]operation {
	return map[string]operation{
		"version": {nil, func(_ *request, a *answer) error {
			a.Version, a.Prime = Version, Prime()
			return nil
		}},
		"presets": {nil, func(_ *request, a *answer) error {
			a.Presets = Presets()
			return nil
		}},
		"examples": {nil, func(_ *request, a *answer) error {
			a.Examples = Examples()
			return nil
		}},
		"random":  {[]string{"nodes", "seed", "ending"}, random},
		"average": {[]string{"scenario"}, average},
		"run":     {[]string{"scenario"}, run},
		"recipe":  {[]string{"scenario"}, published},
		"learn":   {[]string{"experiment"}, learnExperiment},
	}
}

// random only offers what can then be run.
func random(r *request, a *answer) error {
	nodes, err := r.integer("nodes")
	if err != nil {
		return err
	}
	seed, err := r.integer("seed")
	if err != nil {
		return err
	}
	ending, err := r.text("ending")
	if err != nil {
		return err
	}
	if nodes > core.MaxNodes { // before it is an int, which may be shorter
		return fail("node-count", "nodes", map[string]any{"value": nodes, "min": 1, "max": core.MaxNodes})
	}
	s, err := scenario.Random(int(nodes), seed, ending)
	if err != nil {
		return err
	}
	a.Scenario = s
	_, err = affordable(s, browserLimits.Run, stepsPerMixed)
	return err
}

func average(r *request, a *answer) error {
	data, err := r.document("scenario")
	if err != nil {
		return err
	}
	a.Outcome, err = Average(data, browserLimits)
	return err
}

func published(r *request, a *answer) error {
	data, err := r.document("scenario")
	if err != nil {
		return err
	}
	a.Recipe, err = Recipe(data, browserLimits)
	return err
}

func run(r *request, a *answer) error {
	data, err := r.document("scenario")
	if err != nil {
		return err
	}
	if a.Trace, err = Run(data, browserLimits); err == nil && a.Trace.Scenario.OfFamily() {
		a.Digraph = drawn(a.Trace.Scenario.Digraph()) // its arcs, which the trace does not list
	}
	return err
}
