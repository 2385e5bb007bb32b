package conformance

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"kizami/conformance/checkout"
)

// The worked example of the page about the idea, in both languages, is what the rule makes of its three nodes.
func TestWorkedExampleOfTheIdea(t *testing.T) {
	row := regexp.MustCompile(`(?m)^\| (\d) \| (.*) \| (.*) \| (.*) \|$`)
	for _, page := range []string{"spec/idea.md", "spec/idea.ja.md"} {
		text := checkout.Read(t, page)
		x := []*big.Rat{big.NewRat(6, 1), new(big.Rat), big.NewRat(3, 1)}
		y := []*big.Rat{big.NewRat(1, 1), big.NewRat(1, 1), big.NewRat(1, 1)}
		rows := row.FindAllStringSubmatch(text, -1)
		for k, found := range rows {
			want := fmt.Sprintf("| %d | %s | %s | %s |", k, listed(x), listed(y), new(big.Rat).Quo(x[0], y[0]).RatString())
			if found[0] != want {
				t.Errorf("%s: %s, want %s", page, found[0], want)
			}
			x, y = shared(x), shared(y)
		}
		if len(rows) != 5 {
			t.Errorf("%s has %d rounds", page, len(rows))
		}
		for _, said := range []string{"1/3·(−1/2) − 1/12·(−3/2) = −1/24", "1/3·(−1/24) − 1/12·(−1/2) = 1/36",
			"(4 − 1/3·9/2 + 1/12·6)/(1 − 1/3 + 1/12) = 3/(3/4) = **4**", "(49/36 − 1/3·4/3 + 1/12·1)/(3/4) = 1/(3/4) = **4/3**", "4/(4/3) = **3**"} {
			if !strings.Contains(text, said) {
				t.Errorf("%s does not say %s", page, said)
			}
		}
	}
}

func listed(words []*big.Rat) string {
	return words[0].RatString() + ", " + words[1].RatString() + ", " + words[2].RatString()
}

// shared is a round: 0 sends to 1, 1 to 0 and 2, 2 to 0.
func shared(w []*big.Rat) []*big.Rat {
	half, third := big.NewRat(1, 2), big.NewRat(1, 3)
	a, b, c := new(big.Rat).Mul(w[0], half), new(big.Rat).Mul(w[1], third), new(big.Rat).Mul(w[2], half)
	return []*big.Rat{new(big.Rat).Add(new(big.Rat).Add(a, b), c), new(big.Rat).Add(a, b), new(big.Rat).Add(b, c)}
}
