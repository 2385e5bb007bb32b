package oracle

import (
	"fmt"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
)

// Seed is the one that is used unless another is asked for.
const Seed = 20251123

// Trial is the outcome of judging many generated values.
type Trial struct {
	Cases   int    // that hold
	Failure string // the smallest value found that does not hold, and what is wrong with it; "" if all hold
	Shrinks int    // that led to it
}

// Try judges that many generated values, which follow from the seed, until one does not hold; that one is shrunk. Judge
// returns "" or what is wrong with a value.
func Try[T any](values gopter.Gen, count int, seed int64, judge func(T) string) Trial {
	parameters := gopter.DefaultTestParametersWithSeed(seed)
	parameters.MinSuccessfulTests = count
	result := prop.ForAll(judge, values).Check(parameters)
	t := Trial{Cases: result.Succeeded}
	switch {
	case result.Passed():
	case result.Error != nil:
		t.Failure = result.Error.Error()
	case len(result.Args) == 0:
		t.Failure = fmt.Sprintf("gave up after %d cases: %v", result.Succeeded, result.Status)
	default:
		smallest := result.Args[0]
		t.Failure, t.Shrinks = fmt.Sprintf("%v: %s", smallest.Arg, judge(smallest.Arg.(T))), smallest.Shrinks
	}
	return t
}
