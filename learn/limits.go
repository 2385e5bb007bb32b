package learn

// The limits of an experiment. Numbers have a lower limit too where 0 makes no sense.
const (
	MaxBytes       = 1 << 20 // of the whole text
	MaxNodes       = 200
	MaxRoundsNodes = 1000 // of task "rounds"; beyond MaxNodes without probe ending and ratio consensus
	MaxDimension   = 200
	MaxEpochs      = 100_000
	MaxRounds      = 1_000_000_000
	MaxSeeds       = 1000
	MaxSeed        = 1<<53 - 1
	MaxMethods     = 32
	MaxNodeCounts  = 10
	MaxBits        = 60
	MaxRows        = 10_000    // of a generated node
	MaxCells       = 2_000_000 // numbers in all generated rows

	maxTitle     = 200 // characters
	maxName      = 60
	maxNumber    = 1e15 // of coordinates and data
	maxCondition = 1e6
	maxSpread    = 2
	minRidge     = 1e-9
	maxRidge     = 1e6
	minCurvature = 1e-9
	maxCurvature = 1e9
	minAlpha     = 1e-6
	maxAlpha     = 1e6
	maxKappa     = 0.999999
	maxMemory    = 100
	minAccuracy  = 0.01
	maxAccuracy  = 0.9
	minStep      = 1e-18
	maxStep      = 1e6
	minTolerance = 1e-15
	maxTolerance = 1
	minRange     = 1e-15
	maxTrace     = 20_000_000 // numbers in the traces of all runs: some 200 MB, more as JSON

	// Ratio consensus in float64 ends up to 1.5e-11 away from the average, on a barbell of 200 nodes: rounding pulls it away.
	minRoundsTolerance = 1e-10
)

type number interface{ ~int | ~uint64 | ~float64 }

// inRange makes sure that low ≤ value ≤ high.
func inRange[N number](path string, value, low, high N) error {
	if value >= low && value <= high {
		return nil
	}
	return fault("out-of-range", path, args{"value": value, "min": low, "max": high})
}

// limit is a number of an experiment that must lie in a range.
type limit struct {
	path           string
	value, low, up float64
}

func within(limits ...limit) error {
	for _, l := range limits {
		if err := inRange(l.path, l.value, l.low, l.up); err != nil {
			return err
		}
	}
	return nil
}

func checkNodes(path string, nodes int) error { return checkNodesUpTo(path, nodes, MaxNodes) }

func checkNodesUpTo(path string, nodes, most int) error {
	if nodes >= 1 && nodes <= most {
		return nil
	}
	return fault("node-count", path, args{"value": nodes, "min": 1, "max": most})
}

// checkCount makes sure that a list has between one and most items.
func checkCount(path string, count, most int) error {
	if count < 1 || count > most {
		return fault("list-size", path, args{"count": count, "min": 1, "max": most})
	}
	return nil
}

// checkText makes sure that a text is neither empty nor too long.
func checkText(path, text string, longest int) error {
	if length := len([]rune(text)); length < 1 || length > longest {
		return fault("text-length", path, args{"length": length, "max": longest})
	}
	return nil
}
