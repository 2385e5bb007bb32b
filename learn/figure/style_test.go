package figure

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot"

	"kizami/learn"
)

// Without any colour, dashes and marker together still tell the methods of every example apart.
func TestLooksDifferWithoutColour(t *testing.T) {
	for _, example := range learn.Examples() {
		var methods []learn.Method
		for _, spec := range example.Experiment.Methods {
			methods = append(methods, learn.Method{Name: spec.Name, Method: spec.Method})
		}
		seen := map[string]string{}
		for i, s := range styles(methods) {
			look := fmt.Sprintf("%v %T", s.dashes, s.marker)
			if other, twice := seen[look]; twice {
				t.Errorf("%s: %s looks like %s: %s", example.Name, methods[i].Name, other, look)
			}
			seen[look] = methods[i].Name
		}
	}
}

func TestColourSaysTheKind(t *testing.T) {
	got := styles([]learn.Method{
		{Method: "coordinated"}, {Method: "own"}, {Method: "push-pull"}, {Method: "bb"}, {Method: "coordinated"},
	})
	for i, want := range []any{accent, ink, ink, secondInk, accent} {
		if got[i].color != want {
			t.Errorf("method %d has the colour %v, want %v", i, got[i].color, want)
		}
	}
	for i, s := range styles([]learn.Method{{Method: "own"}, {Method: "own"}, {Method: "own"}}) {
		if want := []any{accent, ink, secondInk}[i]; s.color != want {
			t.Errorf("of one kind, method %d has the colour %v, want %v", i, s.color, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for want, got := range map[string]string{
		"×2,241": Gain(2241.4), "×34": Gain(34.2), "×10": Gain(9.96), "×9.9": Gain(9.94), "×1.0": Gain(1), "×0.99": Gain(0.99),
		"×0.15": Gain(0.148), "–": Gain(0), "1,234,567": thousands(1234567), "999": thousands(999), "0": thousands(0),
		"10⁻⁶": small(1e-6), "0.0005": small(0.0005), "1": small(1), "10,000": powerOfTen(4), "10⁵": powerOfTen(5), "10¹²": powerOfTen(12),
		"0.25": decimal(0.25), "0.3": decimal(0.1 + 0.2),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func labels(ticks []plot.Tick) (texts []string) {
	for _, tick := range ticks {
		if !tick.IsMinor() {
			texts = append(texts, tick.Label)
		}
	}
	return texts
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		got  []plot.Tick
		want []string
	}{
		{decades(1e-3, 10), []string{"10⁻³", "10⁻²", "10⁻¹", "1", "10"}},
		{decades(4, 2000), []string{"1", "10", "100", "1,000", "10,000"}},
		{decades(1e-9, 1e9), []string{"10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1", "100", "10,000", "10⁶", "10⁸"}},
		{evenly(0, 128), []string{"0", "20", "40", "60", "80", "100", "120"}},
		{evenly(0, 1.02), []string{"0", "0.2", "0.4", "0.6", "0.8", "1"}},
		{evenly(0, 6000), []string{"0", "1,000", "2,000", "3,000", "4,000", "5,000", "6,000"}},
	} {
		if diff := cmp.Diff(c.want, labels(c.got)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func TestTextsAreFitted(t *testing.T) {
	if got := Plain(" a\x00b\n c\u00a0d "); got != "a b c d" {
		t.Errorf("Plain: %q", got)
	}
	if got := clip("coordinated", nameText, 40); got == "coordinated" || nameText.width(got) > 40 {
		t.Errorf("clip: %q is %g wide", got, nameText.width(got))
	}
	lines := wrap("one two three four five six", nameText, 60, 2)
	if len(lines) != 2 || lines[0] != "one two" || nameText.width(lines[1]) > 60 {
		t.Errorf("wrap: %q", lines)
	}
}
