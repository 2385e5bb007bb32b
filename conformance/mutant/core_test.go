package mutant

// coreMutant is core with one small mistake: in a file, new stands in the place of old.
type coreMutant struct {
	name     string
	file     string
	old, new string
	breaks   string // the requirement that it breaks, and how
}

// coreMutants are all mutants of core, each to be noticed by some gate.
func coreMutants() []coreMutant {
	var all []coreMutant
	for _, some := range [][]coreMutant{nodeMutants, decideMutants, algebraMutants, messageMutants, peerMutants, receiveMutants,
		restoreMutants, repeatMutants, maximumMutants, bracketMutants, bracketNodeMutants, bracketStateMutants, bracketPeerMutants,
		raceMutants} {
		all = append(all, some...)
	}
	return all
}

var nodeMutants = []coreMutant{
	{"value-below", "node.go", "v < -limit", "v < -limit-1", "FTC-19: takes a value one below the range"},
	{"value-above", "node.go", "v > limit", "v > limit+1", "FTC-19: takes a value one above the range"},
	{"no-ending", "node.go", "c.Ending == (Ending{})", "c.Ending == (Ending{}) && outDegree > 1", "FTC-11: takes no ending for a bound"},
	{"capacity-low", "node.go", "c.Capacity < 1", "c.Capacity < 2", "FTC-19: refuses a capacity of 1"},
	{"capacity-high", "node.go", "c.Capacity > MaxNodes", "c.Capacity > MaxNodes+1", "FTC-1: takes a capacity beyond the limit"},
	{"degree-low", "node.go", "outDegree < 0", "outDegree < -1", "FTC-1: takes an out-degree of -1"},
	{"degree-high", "node.go", "outDegree >= c.Capacity", "outDegree > c.Capacity", "FTC-19: takes as many out-neighbours as there are nodes"},
	{"coordinates-low", "node.go", "coordinates < 1", "coordinates < 0", "FTC-3: takes a value of no coordinates"},
	{"coordinates-high", "node.go", "coordinates > MaxWords-2", "coordinates > MaxWords-1", "FTC-6: takes a value that fits no message"},
	{"start-unreduced", "node.go", "start % Element(c.Field.prime)", "start", "FTC-3: takes a probe start that is no element"},
	{"denominator-start", "node.go", "Denominator: []Element{1}", "Denominator: []Element{2}", "FTC-3: starts the denominator at 2"},
	{"share-by-degree", "node.go", "int64(1 + outDegree)", "int64(max(1, outDegree))", "FTC-4: divides by the out-degree without itself"},
	{"restore-short", "node.go", "k < len(*word)", "k < len(*word)-1", "FTC-8: restores a recurrence without the last difference"},
	{"restore-any-average", "node.go", "if fraction, ok := Reconstruct(c.Field, u, c.Capacity); ok {",
		"if fraction, _ := Reconstruct(c.Field, u, c.Capacity); true {", "FTC-18: restores an average that is no fraction"},
	{"restores-no-fraction", "node.go", "len(n.fractions) != len(s.Average)", "len(n.fractions) > len(s.Average)",
		"FTC-18: restores an average that is no fraction"},
	{"one-for-both", "node.go", "if n.config.Ending.IsProbe() {\n\t\treturn", "if true {\n\t\treturn",
		"FTC-11: one recurrence serves all words with a bound"},
	{"settled-is-decided", "node.go", "return n.state.Decided != None", "return n.recurrences[0].Settled()",
		"FTC-10: takes what could be decided for decided"},
	{"refused-is-stopped", "node.go", "return n.state.Stopped != None", "return n.state.Stopped != None || n.state.Refused",
		"FTC-20: a node that refuses is silent at once"},
	{"share-another-horizon", "node.go", "Horizon: uint32(n.state.Horizon)", "Horizon: uint32(max(n.state.Horizon-1, 0))",
		"FTC-6: sends a horizon one too early"},
	{"advance-stopped", "node.go", "if n.Stopped() {", "if false {", "FTC-14: takes part in rounds after it stopped"},
	{"advance-undecided", "node.go", "if n.CanDecide() {", "if false {", "FTC-11: lets the round of its decision pass"},
	{"any-epoch", "node.go", "m.Epoch != sum.Epoch || ", "", "FTC-6: takes in words of another epoch"},
	{"any-round", "node.go", " || m.Round != sum.Round", "", "FTC-6: takes in words of another round"},
	{"any-horizon", "node.go", "m.Horizon > m.Round", "m.Horizon > m.Round+1", "FTC-6: believes a horizon beyond the round"},
	{"fewer-words", "node.go", "len(m.Words) != len(sum.Words)", "len(m.Words) > len(sum.Words)",
		"FTC-6: takes in a message that lacks words"},
	{"own-horizon", "node.go", "total.Horizon = max(total.Horizon, m.Horizon)", "total.Horizon = max(total.Horizon, 0)",
		"FTC-13: hears no other horizon"},
	{"horizon-always", "node.go", "if n.config.Ending.IsProbe() {\n\t\tlatest", "if true {\n\t\tlatest",
		"FTC-13: has a horizon with the bound ending too"},
	{"horizon-two-rounds", "node.go", "if n.Decided() {\n\t\t\tlatest", "if n.Round() > 2 {\n\t\t\tlatest",
		"FTC-13: counts as undecided for two rounds only"},
}

var decideMutants = []coreMutant{
	{"decide-again", "decide.go", "if n.Decided() || n.Stopped() {", "if false || n.Stopped() {", "FTC-15: decides again"},
	{"settled-with-bound", "decide.go", "if n.config.Ending.IsProbe() {", "if true {",
		"FTC-11: decides by the first recurrence that settles, also with a bound"},
	{"one-round-less", "decide.go", "n.Round() == 2*n.config.Ending.bound-2", "n.Round() >= 2*n.config.Ending.bound-3",
		"FTC-11: decides one round early"},
	{"decide-unasked", "decide.go", "if !n.CanDecide() {", "if n.Decided() {", "FTC-12: decides whenever it is told to"},
	{"order-of-first", "decide.go", "max(n.state.Order, r.Order())", "r.Order()",
		"FTC-11: takes the order of the last word for the largest"},
	{"never-refuses", "decide.go", "n.state.Refused = !n.divide()", "n.state.Refused = n.divide() && false",
		"FTC-20: never says that it refuses"},
	{"no-projection", "decide.go", "Coefficients())\n\t\tif !ok {", "Coefficients())\n\t\tif !ok && i < 0 {",
		"FTC-20: goes on without a projection"},
	{"zero-denominator", "decide.go", "n.projections[last] == 0", "n.projections[last] == 0 && last < 0",
		"FTC-20: divides by a projection of 0"},
	{"no-fraction", "decide.go", "n.config.Capacity)\n\t\tif !ok {", "n.config.Capacity)\n\t\tif !ok && i < 0 {",
		"FTC-20: takes a residue that is no fraction"},
	{"some-coordinates", "decide.go", "\t\t\tn.fractions = nil\n", "", "FTC-20: keeps some coordinates when it refuses"},
	{"inverted", "decide.go", "f.Mul(n.projections[i], inverse)", "f.Mul(inverse, inverse)", "FTC-10: divides 1 by the denominator"},
	{"stop-undecided", "decide.go", "!n.Decided() || n.Stopped()", "false || n.Stopped()", "FTC-14: stops before it has decided"},
	{"stop-again", "decide.go", "!n.Decided() || n.Stopped()", "!n.Decided() || false", "FTC-14: stops again"},
	{"window-with-bound", "decide.go", "!n.config.Ending.IsProbe() || n.Round()", "n.Round()",
		"FTC-11: waits for a window with a bound too"},
	{"window-short", "decide.go", ">= n.state.Order+1", ">= n.state.Order", "FTC-14: a window one too small"},
	{"window-long", "decide.go", ">= n.state.Order+1", "> n.state.Order+1", "FTC-14: a window one too large"},
	{"no-window", "decide.go", "n.Round()-n.state.Horizon >= n.state.Order+1", "true", "FTC-14: stops as soon as it has decided"},
	{"stop-unasked", "decide.go", "if !n.CanStop() {", "if n.Stopped() {", "FTC-14: stops whenever it is told to"},
}

var algebraMutants = []coreMutant{
	{"settled-early", "recurrence.go", "return len(r.terms) > 2*r.atLeast()", "return len(r.terms) >= 2*r.atLeast()",
		"FTC-12: settles one observation early"},
	{"settled-late", "recurrence.go", "return len(r.terms) > 2*r.atLeast()", "return len(r.terms) > 2*r.atLeast()+1", "FTC-12: settles one observation late"},
	{"near-miss", "recurrence.go", "if miss == 0 {", "if miss <= 1 {", "FTC-8: takes a miss by 1 for a hit"},
	{"wrong-mend", "recurrence.go", "f.Sub(shifted[i], f.Mul(scale, b))", "f.Add(shifted[i], f.Mul(scale, b))",
		"FTC-8: mends with the wrong sign"},
	{"forgets-discrepancy", "recurrence.go", "r.discrepancy, r.gap = miss, 1", "r.gap = 1",
		"FTC-8: keeps the discrepancy of the order before"},
	{"last-term-unseen", "recurrence.go", "for r.seen < len(r.terms) {", "for r.seen < len(r.terms)-1 {", "FTC-8: leaves the last term out"},
	{"passes-over", "recurrence.go", "if r.waiting {\n\t\t\tr.leap()", "if r.waiting && r.seen < 4 {\n\t\t\tr.leap()",
		"FTC-8: passes over a term that waits for the next"},
	{"leaps-too-far", "recurrence.go", "r.seen == 2*order+1", "r.seen >= 2*order+1", "FTC-8: takes an order that grows by more for one that grows by one"},
	{"leaps-alone", "recurrence.go", "f.Add(ahead, f.Mul(first, r.ahead))", "ahead", "FTC-8: forgets what the first of two terms changes for the second"},
	{"keeps-inverse", "recurrence.go", "if !r.leapt {", "if r.inverse == 0 {", "FTC-8: takes two terms in with what it knew before it took in single ones"},
	{"order-without-waiting", "recurrence.go", "if r.waiting {\n\t\treturn", "if r.waiting && r.seen < 3 {\n\t\treturn", "FTC-12: counts a term that waits as a hit"},
	{"coefficients-without-waiting", "recurrence.go", "if r.waiting {\n\t\tr.mend()", "if r.waiting && r.seen > 3 {\n\t\tr.mend()",
		"FTC-8: gives the coefficients without a term that waits"},
	{"beta-sums-to-zero", "projection.go", "total == 0", "total == 0 && weighted == 0", "FTC-9: projects 0 by a β that sums to 0"},
	{"unweighted", "projection.go", "f.Mul(b, s[i])", "s[i]", "FTC-9: weighs all observations alike"},
	{"numerator-range", "reconstruct.go", "r1 > limit", "r1 > 1 && r1 >= limit", "FTC-18: refuses the largest numerator"},
	{"numerator-wide", "reconstruct.go", "r1 > limit", "r1 > limit+1", "FTC-18: takes a numerator one beyond the range"},
	{"negative-denominator", "reconstruct.go", "t1 < 0", "t1 < -1", "FTC-18: keeps a denominator of -1"},
	{"denominator-range", "reconstruct.go", "t1 > int64(capacity)", "t1 > int64(capacity)+1",
		"FTC-18: takes a denominator one beyond the capacity"},
	{"unreduced", "reconstruct.go", " || gcd(r1, t1) != 1", "", "FTC-18: takes a fraction that is not in lowest terms"},
	{"wrong-divisor", "reconstruct.go", "b != 0", "b > 0", "FTC-18: finds the divisor of positive numbers only"},
	{"range-too-wide", "reconstruct.go", "2 * uint64(capacity)", "uint64(capacity)",
		"FTC-19: a range twice as wide, where fractions are not unique"},
	{"prime-is-element", "field.go", "uint64(e) >= f.prime", "uint64(e) > f.prime", "FTC-2: takes the prime for an element"},
	{"bound-low", "ending.go", "n < 1", "n < 0", "FTC-11: takes 0 for a bound"},
	{"bound-high", "ending.go", "n > MaxNodes", "n > MaxNodes+1", "FTC-11: takes a bound beyond the limit"},
	{"small-bound-is-probe", "ending.go", "return e.probe", "return e.probe || e.bound <= 2", "FTC-11: takes a bound of 1 or 2 for the probe ending"},
	{"rounds-of-the-other", "ending.go", "if e.IsProbe() {", "if !e.IsProbe() {", "FTC-17: names the rounds of the other ending"},
}

var messageMutants = []coreMutant{
	{"too-many-words", "message.go", "len(m.Words) > MaxWords", "len(m.Words) > MaxWords+1", "FTC-6: writes a message that nobody reads"},
	{"mark-unread", "message.go", "len(data) < headerBytes", "len(data) <= headerBytes", "FTC-21: cannot read a mark"},
	{"announces-too-many", "message.go", "count > MaxWords", "count > MaxWords+1", "FTC-6: reads a message with too many words"},
	{"trailing-bytes", "message.go", "len(data) != want", "len(data) < want", "FTC-6: reads a message with something behind it"},
	{"word-is-prime", "message.go", "f.check(m.Words)", "f.check(nil)", "FTC-6: reads a word that is no element"},
	{"mark-by-nil", "message.go", "len(m.Words) == 0", "m.Words == nil", "FTC-21: does not know a mark that came over the wire"},
	{"marks-of-all-rounds", "message.go", "m.Round == o.Round && ", "", "FTC-21: takes a mark of another round for the same"},
	{"horizons-alike", "message.go", "m.Horizon == o.Horizon && ", "", "FTC-22: takes another horizon for the same message"},
	{"words-alike", "message.go", " && slices.Equal(m.Words, o.Words)", "", "FTC-22: takes other words for the same message"},
	{"round-for-epoch", "message.go", "binary.BigEndian.AppendUint32(b, m.Epoch)", "binary.BigEndian.AppendUint32(b, m.Round)",
		"FTC-6: writes the round in the place of the epoch"},
}
