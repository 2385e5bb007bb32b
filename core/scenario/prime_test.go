package scenario

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"kizami/core/coretest"
)

// withPrime is the base with another ending.
func withPrime(t *testing.T, ending string) *Scenario {
	t.Helper()
	s, err := Parse([]byte(strings.Replace(base, `"ending":{"rule":"bound","bound":3}`, `"ending":`+ending, 1)))
	if err != nil {
		t.Fatalf("%s: %v", ending, err)
	}
	return s
}

// Whatever the prime, the average is the same; the outcome and the trace name it, and all are what their schemas ask for.
func TestEndingsInAnotherField(t *testing.T) {
	want := must(withPrime(t, `{"rule":"bound","bound":3}`).Average())
	if want.Prime != "" {
		t.Errorf("the outcome names %s, which nobody chose", want.Prime)
	}
	for _, ending := range []string{
		`{"rule":"bound","bound":3,"prime":"46337"}`, `{"rule":"probe","prime":"2305843009213693951","seed":1}`,
		`{"rule":"bound","bound":5,"prime":"random"}`, `{"rule":"bound","bound":3,"prime":"random","seed":9007199254740991}`,
		`{"rule":"probe","prime":"random"}`, `{"rule":"probe","prime":"random","seed":7}`,
	} {
		s := withPrime(t, ending)
		trace := must(s.Trace())
		if got := trace.Outcome; got.Average[0] != want.Average[0] || got.Prime != trace.Prime || got.Prime != fmt.Sprint(s.Config().Field.Prime()) {
			t.Errorf("%s: the average is %v with the prime %q, of the trace %s", ending, got.Average, got.Prime, trace.Prime)
		}
		p, ok := new(big.Int).SetString(trace.Prime, 10)
		if !ok || !p.ProbablyPrime(20) || strings.Contains(ending, "random") != (p.BitLen() == 61 && trace.Prime != "2305843009213693951") {
			t.Errorf("%s: the prime is %s", ending, trace.Prime)
		}
		for name, value := range map[string]any{"scenario": s, "trace": trace, "outcome": trace.Outcome} {
			if err := coretest.Validate(t, schema(t, name), must(json.Marshal(value))); err != nil {
				t.Errorf("%s: the %s: %v", ending, name, err)
			}
		}
	}
}

// A seed gives the same prime every time, in a stream of its own; without one it is another every time.
func TestRandomPrimesAreDrawnOnce(t *testing.T) {
	prime := func(ending string) uint64 { return withPrime(t, ending).Config().Field.Prime() }
	seeded := `{"rule":"bound","bound":3,"prime":"random","seed":7}`
	if a, b := prime(seeded), prime(`{"rule":"probe","prime":"random","seed":7}`); a != b || a != 1417428395315277281 {
		t.Errorf("the primes of seed 7 are %d and %d", a, b)
	}
	if prime(seeded) == prime(strings.Replace(seeded, "7", "8", 1)) {
		t.Error("two seeds have the same prime")
	}
	free := `{"rule":"probe","prime":"random"}`
	if first, second := prime(free), prime(free); first == second {
		t.Error("the same prime twice from the system's randomness")
	}
	s := withPrime(t, free)
	if one, two := must(s.Average()), must(s.Average()); one.Prime != two.Prime {
		t.Error("a scenario changes its prime")
	}
	if again := must(Parse(must(json.Marshal(withPrime(t, seeded))))); again.Config().Field.Prime() != prime(seeded) {
		t.Error("a scenario that was written and read has another prime")
	}
}

// What is in range does not depend on which prime is drawn.
func TestRangeOfARandomPrime(t *testing.T) {
	text := strings.NewReplacer(`"6"]`, `"64051194700380389"]`, `"bound":3`, `"bound":3,"prime":"random"`).Replace(base)
	for range 20 {
		if _, err := must(Parse([]byte(text))).Average(); err != nil {
			t.Fatal(err)
		}
	}
	if !new(big.Int).SetInt64(leastDrawn).ProbablyPrime(20) {
		t.Error("no prime")
	}
	for p := int64(1<<60 + 1); p < leastDrawn; p += 2 {
		if big.NewInt(p).ProbablyPrime(20) {
			t.Errorf("%d is less", p)
		}
	}
}
