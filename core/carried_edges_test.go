package core_test

import (
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

// The ends of the ranges of FTC-55 and FTC-56: a number at the end is taken, and one beyond is not.
const (
	endOfNumerators   = 1 << 61
	endOfDenominators = 1 << 59
	reachOfQuotients  = 1 << 62
)

// At either end of every range a state is taken, and one step beyond it is not; so it is with the rounds from which something
// is told.
func TestCarriedStatesAtTheEdge(t *testing.T) {
	c := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2}
	limit := c.Limit()
	type state = core.CarriedState
	for name, k := range map[string]struct {
		rounds int
		good   bool
		change func(s *state)
	}{
		"least value":               {5, true, func(s *state) { s.Value[1] = -limit }},
		"a lesser value":            {5, false, func(s *state) { s.Value[1] = -limit - 1 }},
		"greatest value":            {5, true, func(s *state) { s.Value[0] = limit }},
		"a greater value":           {5, false, func(s *state) { s.Value[0] = limit + 1 }},
		"least numerator":           {5, true, func(s *state) { s.Numerator[1] = 1 - endOfNumerators }},
		"a lesser numerator":        {5, false, func(s *state) { s.Numerator[1] = -endOfNumerators }},
		"greatest numerator":        {5, true, func(s *state) { s.Numerator[1] = endOfNumerators - 1 }},
		"a greater numerator":       {5, false, func(s *state) { s.Numerator[1] = endOfNumerators }},
		"least denominator":         {5, true, func(s *state) { s.Denominator = 1 }},
		"no denominator":            {5, false, func(s *state) { s.Denominator = 0 }},
		"greatest denominator":      {5, true, func(s *state) { s.Denominator = endOfDenominators - 1 }},
		"a greater denominator":     {5, false, func(s *state) { s.Denominator = endOfDenominators }},
		"least quotient":            {5, true, func(s *state) { s.Least[1] = -reachOfQuotients }},
		"a lesser quotient":         {5, false, func(s *state) { s.Least[1] = -reachOfQuotients - 1 }},
		"greatest quotient":         {5, true, func(s *state) { s.Greatest[1] = reachOfQuotients }},
		"a greater quotient":        {5, false, func(s *state) { s.Greatest[1] = reachOfQuotients + 1 }},
		"quotients alike":           {5, true, func(s *state) { s.Least[1] = s.Greatest[1] }},
		"quotients out of order":    {5, false, func(s *state) { s.Least[1] = s.Greatest[1] + 1 }},
		"widest bracket":            {5, true, func(s *state) { s.Lower[1], s.Upper[1] = -reachOfQuotients, reachOfQuotients }},
		"a bracket from beyond":     {5, false, func(s *state) { s.Lower[1] = -reachOfQuotients - 1 }},
		"a bracket to beyond":       {5, false, func(s *state) { s.Upper[1] = reachOfQuotients + 1 }},
		"an empty bracket":          {5, true, func(s *state) { s.Lower[1], s.Upper[1] = 7, -7 }},
		"an empty bracket beyond":   {5, false, func(s *state) { s.Lower[1], s.Upper[1] = 0, -reachOfQuotients-1 }},
		"told below too early":      {3, false, func(s *state) { s.Lower[1] = 5 }},
		"told above too early":      {3, false, func(s *state) { s.Upper[0] = 5 }},
		"told in time":              {4, true, func(s *state) { s.Lower[1], s.Upper[1] = -5, 5 }},
		"told small too early":      {3, false, func(s *state) { s.Small = true }},
		"told small before a round": {0, false, func(s *state) { s.Small = true }},
		"told small in time":        {4, true, func(s *state) { s.Small = true }},
		"told wide too early":       {5, false, func(s *state) { s.Narrows = false }},
		"told wide in time":         {6, true, func(s *state) { s.Narrows = false }},
		"round 0":                   {0, true, func(s *state) { s.Least[0], s.Greatest[0] = 3, 9 }},
		"first window, less":        {2, false, func(s *state) { s.Least[0]-- }},
		"first window, more":        {2, false, func(s *state) { s.Greatest[0]++ }},
		"later window, less":        {6, false, func(s *state) { s.Least[0]-- }},
		"later window, more":        {6, false, func(s *state) { s.Greatest[0]++ }},
		"heard within a window":     {3, true, func(s *state) { s.Least[0]--; s.Greatest[0]++ }},
		"unbegun below 0":           {-1, false, func(s *state) { s.Value[1] = -1 }},
		"unbegun quotients":         {-1, false, func(s *state) { s.Greatest[0] = 1 }},
		"unbegun and narrow":        {-1, false, func(s *state) { s.Narrows = true }},
		"unbegun and large":         {-1, false, func(s *state) { s.Small = false }},
		"unbegun in round 1":        {-1, false, func(s *state) { s.Round = 1 }},
		"unbegun, units":            {-1, false, func(s *state) { s.Denominator++ }},
		"unbegun":                   {-1, true, func(*state) {}},
	} {
		s := carriedState(t, c, k.rounds)
		k.change(&s)
		if _, err := core.RestoreCarriedNode(c, 1, s); (err == nil) != k.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Messages at either end of every range are taken, and one step beyond they are not, whatever they add up to.
func TestCarriedMessagesAtTheEdge(t *testing.T) {
	c := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2}
	type edge struct {
		rounds int
		good   bool
		change func(words []int64) // of each message
		many   int
	}
	half := int64(endOfNumerators / 2)
	for name, k := range map[string]edge{
		"greatest share":           {0, true, func(w []int64) { w[1] = endOfNumerators - 1 }, 1},
		"a greater share":          {0, false, func(w []int64) { w[1] = endOfNumerators }, 1},
		"least share":              {0, true, func(w []int64) { w[1] = 1 - endOfNumerators }, 1},
		"a lesser share":           {0, false, func(w []int64) { w[1] = -endOfNumerators }, 1},
		"greatest sum":             {0, true, func(w []int64) { w[1] = half - 1 }, 2},
		"a greater sum":            {0, false, func(w []int64) { w[1] = half }, 2},
		"a lesser sum":             {0, false, func(w []int64) { w[1] = -half }, 2},
		"a sum around 64 bits":     {0, false, func(w []int64) { w[1], w[2] = endOfNumerators-1, 0 }, 8},
		"a sum around them below":  {0, false, func(w []int64) { w[1], w[2] = 1-endOfNumerators, 0 }, 8},
		"no denominator":           {0, true, func(w []int64) { w[2] = 0 }, 1},
		"a negative denominator":   {0, false, func(w []int64) { w[2] = -1 }, 1},
		"a great denominator":      {0, false, func(w []int64) { w[2] = endOfDenominators }, 1},
		"greatest denominator":     {0, true, func(w []int64) { w[2] = endOfDenominators - 1 - 1<<56 }, 1},
		"a greater denominator":    {0, false, func(w []int64) { w[2] = endOfDenominators - 1<<56 }, 1},
		"least quotient":           {3, true, func(w []int64) { w[4] = -reachOfQuotients }, 1},
		"a lesser quotient":        {3, false, func(w []int64) { w[4] = -reachOfQuotients - 1 }, 1},
		"greatest quotient":        {3, true, func(w []int64) { w[6] = reachOfQuotients }, 1},
		"a greater quotient":       {3, false, func(w []int64) { w[6] = reachOfQuotients + 1 }, 1},
		"quotients alike":          {3, true, func(w []int64) { w[4], w[6] = 7, 7 }, 1},
		"quotients out of order":   {3, false, func(w []int64) { w[4], w[6] = 8, 7 }, 1},
		"first round of a window":  {2, false, func(w []int64) { w[4], w[6] = 8, 7 }, 1},
		"a message as it is":       {2, true, func([]int64) {}, 1},
		"a message as it is, once": {0, true, func([]int64) {}, 1},
	} {
		node := coretest.Must(core.NewCarriedNode(c, 1))(t)
		if err := node.Begin([]int64{0, 0}); err != nil {
			t.Fatal(err)
		}
		for range k.rounds {
			if err := node.Advance(nil); err != nil {
				t.Fatal(err)
			}
		}
		m := node.Share()
		m.Words = slices.Clone(m.Words)
		k.change(m.Words)
		if err := node.Advance(slices.Repeat([]core.BracketMessage{m}, k.many)); (err == nil) != k.good {
			t.Errorf("%s: %v", name, err)
		}
		m.Words = m.Words[:len(m.Words)-1]
		if node.Round() == k.rounds && node.Advance([]core.BracketMessage{m}) == nil {
			t.Errorf("%s: a message that lacks a word is taken", name)
		}
	}
}

// Either number of any coordinate changes what a message carries of the bracket.
func TestCarriedFramesDiffer(t *testing.T) {
	c := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2}
	frames := map[uint32]bool{}
	for _, change := range []func(s *core.CarriedState){
		func(*core.CarriedState) {},
		func(s *core.CarriedState) { s.Lower[0]-- }, func(s *core.CarriedState) { s.Lower[1]-- },
		func(s *core.CarriedState) { s.Upper[0]++ }, func(s *core.CarriedState) { s.Upper[1]++ },
	} {
		s := carriedState(t, c, 5)
		change(&s)
		frames[coretest.Must(core.RestoreCarriedNode(c, 1, s))(t).Share().Frame] = true
	}
	if len(frames) != 5 {
		t.Errorf("%d checksums of 5 brackets", len(frames))
	}
}

// A bracket of one point is not empty, and one that is the other way round by a step is.
func TestCarriedEmptyBracket(t *testing.T) {
	for _, c := range []struct {
		lower, upper int64
		empty        bool
	}{{5, 5, false}, {6, 5, true}, {5, 6, false}, {reachOfQuotients, -reachOfQuotients, true}} {
		b := core.CarriedBracket{Lower: []int64{0, c.lower}, Upper: []int64{1, c.upper}}
		if b.Empty() != c.empty {
			t.Errorf("from %d to %d: empty? %t", c.lower, c.upper, !c.empty)
		}
	}
}

// A window judges all coordinates, and the first of a coordination is never the last.
func TestCarriedWindowsJudgeAllCoordinates(t *testing.T) {
	const one = reachOfQuotients / 2
	for name, c := range map[string]struct {
		least, greatest [2]int64
		narrows, small  bool // after the second such window
	}{
		"nothing told":      {[2]int64{-2 * one, -2 * one}, [2]int64{2 * one, 2 * one}, false, false},
		"the first only":    {[2]int64{0, -2 * one}, [2]int64{one, 2 * one}, true, false},
		"the last only":     {[2]int64{-2 * one, 0}, [2]int64{2 * one, one}, true, false},
		"both":              {[2]int64{0, -one}, [2]int64{one, 0}, true, true},
		"the first is less": {[2]int64{-one - 1, 0}, [2]int64{0, one}, true, false},
		"the first is more": {[2]int64{0, 0}, [2]int64{one + 1, one}, true, false},
	} {
		b := coretest.Must(core.NewCarriedCommon(core.CarriedConfig{Bound: 2, Span: 1, Coordinates: 2}))(t)
		if err := b.Begin(); err != nil {
			t.Fatal(err)
		}
		b.EndRound()
		b.EndRound()
		b.EndWindow([]int64{-2 * one, -2 * one}, []int64{2 * one, 2 * one})
		if !b.Bracket().Narrows {
			t.Errorf("%s: the first window may be the last", name)
		}
		b.EndRound()
		b.EndWindow(c.least[:], c.greatest[:])
		if got := b.Bracket(); got.Narrows != c.narrows || got.Small != c.small {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Where nothing is carried every coordination begins with the value and a new denominator; its number is one more, and in
// rounds that only mix there are no quotients.
func TestCarriedFreshWords(t *testing.T) {
	c := core.CarriedConfig{Bound: 3, Span: 2, Coordinates: 2, Fresh: true}
	node := coretest.Must(core.NewCarriedNode(c, 1))(t)
	units := node.Words()[2]
	for epoch, value := range [][]int64{{5, -7}, {9, 9}, {0, 4}} {
		if err := node.Begin(value); err != nil {
			t.Fatal(err)
		}
		if got, want := node.Words(), append(slices.Clone(value), units); !slices.Equal(got, want) || node.Share().Epoch != uint32(epoch+1) {
			t.Errorf("coordination %d begins with %v, want %v", node.Share().Epoch, got, want)
		}
		for range 5 {
			if err := node.Advance(nil); err != nil {
				t.Fatal(err)
			}
		}
	}
}
