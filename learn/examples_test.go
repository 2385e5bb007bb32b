package learn

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestEveryExampleFileIsOffered(t *testing.T) {
	files := must(fs.Glob(exampleFiles, "examples/*.json"))(t)
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "examples/"), ".json")
	}
	names := slices.Sorted(slices.Values(exampleNames))
	if !slices.Equal(files, names) {
		t.Errorf("files %q, offered %q", files, names)
	}
}

// ends returns how the runs of an example end, by method, the heavy examples with one seed.
func ends(t *testing.T, name string) map[string]Method {
	t.Helper()
	methods := map[string]Method{}
	for _, x := range Examples() {
		if x.Name == name {
			x.Experiment.Seeds.Count, x.Experiment.Epochs = 1, min(x.Experiment.Epochs, 2500)
			for _, m := range reportOf(t, x.Experiment).Methods {
				methods[m.Name] = m
			}
		}
	}
	if len(methods) == 0 {
		t.Fatalf("no example %s", name)
	}
	return methods
}

// Every example shows what its title says.
func TestExamplesShowWhatTheySay(t *testing.T) {
	for name, want := range map[string]map[string]string{
		"small": {"coordinated": Converged, "own": Unfinished},
		"heterogeneous": {
			"coordinated mean": Converged, "coordinated min": Converged, "coordinated harmonic": Converged, "own": Unfinished,
			"dgd tuned": Unfinished, "push-diging tuned": Converged, "push-pull tuned": Converged,
			"gradient-descent": Converged, "adgd": Converged, "bb": Converged,
		},
		"few-rounds": {"certified": Converged, "certified kernel": Converged, "coordinated harmonic": Converged, "push-pull tuned": Converged, "adgd": Converged},
		"modes": {
			"coordinated mean": Diverged, "coordinated mean, a tenth of alpha": Converged, "coordinated min": Converged,
			"coordinated harmonic": Converged, "own": Unfinished, "adgd": Converged,
		},
		"long-cycle": {
			"coordinated min": Converged, "coordinated harmonic": Converged, "push-diging tuned": Unfinished, "push-pull tuned": Unfinished,
			"adgd": Converged,
		},
		"unsafe-mean":    {"coordinated mean": Diverged, "coordinated min": Converged, "coordinated harmonic": Converged},
		"slow-min":       {"coordinated mean": Diverged, "coordinated min": Converged, "coordinated harmonic": Converged},
		"slow-harmonic":  {"coordinated mean": Converged, "coordinated min": Converged, "coordinated harmonic": Converged},
		"one-large-step": {"own": Diverged, "coordinated mean": Diverged, "coordinated min": Converged, "coordinated harmonic": Converged},
		"refused":        {"certified": Converged, "own": Unfinished},
	} {
		methods := ends(t, name)
		for method, end := range want {
			if got := methods[method].Runs; len(got) != 1 || got[0].End != end {
				t.Errorf("%s, %s: %+v, want %s", name, method, got, end)
			}
		}
	}
}

func TestSlowExamplesAreSlow(t *testing.T) {
	for _, c := range []struct {
		example, slow, fast string
		times               float64
	}{
		{"slow-min", "coordinated min", "coordinated harmonic", 7},
		{"slow-harmonic", "coordinated harmonic", "coordinated mean", 10},
		{"slow-harmonic", "coordinated min", "coordinated harmonic", 1.5},
		{"few-rounds", "coordinated harmonic", "certified kernel", 3},
	} {
		methods := ends(t, c.example)
		if slow, fast := methods[c.slow].Runs[0].Epochs, methods[c.fast].Runs[0].Epochs; float64(slow) < c.times*float64(fast) {
			t.Errorf("%s: %s needs %d epochs, %s %d", c.example, c.slow, slow, c.fast, fast)
		}
	}
}

// By the bracket an epoch takes a third of the rounds that kernels take, and hardly more epochs.
func TestFewRoundsAreFew(t *testing.T) {
	methods := ends(t, "few-rounds")
	rounds := func(name string) int { return methods[name].Runs[0].Rounds }
	if bracket, kernel := rounds("certified"), rounds("certified kernel"); 5*bracket > 2*kernel || bracket > rounds("push-pull tuned") {
		t.Errorf("%d rounds by the bracket, %d by kernels, %d of tuned Push-Pull", bracket, kernel, rounds("push-pull tuned"))
	}
	if bracket, kernel := methods["certified"].Runs[0].Epochs, methods["certified kernel"].Runs[0].Epochs; 2*bracket > 3*kernel {
		t.Errorf("%d epochs by the bracket, %d by kernels", bracket, kernel)
	}
}

// The claims that spec and README make of the ten families: where the protocol wins most and where it loses most.
func TestRoundsExampleShowsBothSides(t *testing.T) {
	for _, x := range Examples() {
		if x.Name != "rounds" {
			continue
		}
		x.Experiment.Seeds.Count = 1
		gains := map[string]float64{}
		for _, f := range reportOf(t, x.Experiment).Families {
			if f.Nodes == 100 {
				gains[f.Family] = f.Gain
			}
		}
		if gains["barbell"] < 2000 || gains["path"] < 200 || gains["cycle"] < 150 || gains["random-8"] > 0.15 || gains["complete"] > 0.34 {
			t.Errorf("%v", gains)
		}
	}
}
