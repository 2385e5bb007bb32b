package core

import (
	"fmt"
	"slices"
)

// None is the value of Order, Decided and Stopped before they are known.
const None = -1

// Config is what all nodes of a deployment agree on beforehand.
type Config struct {
	Field    Field
	Ending   Ending
	Capacity int // the most nodes that the deployment allows; it sets the range of values (FTC-19), never the rounds
	Epoch    uint32
}

// NodeState holds the state variables of one node, named as in tla/RoundCoordination.tla.
type NodeState struct {
	Numerator   [][]Element // every observation of x since round 0, one sequence per coordinate
	Denominator []Element   // every observation of y
	Probe       []Element   // every observation of r; empty with the bound ending
	Horizon     int         // θ: the latest decision round heard of; 0 with the bound ending
	Order       int         // M, or None
	Decided     int         // T, the decision round, or None
	Average     []Element   // φ_x/φ_y per coordinate; nil before the decision and when refused
	Refused     bool        // the node decided that it cannot know the average (FTC-20)
	Stopped     int         // the round after which the node fell silent, or None
}

// Node is one participant. It is a pure machine: it only computes, in the order Share, Advance, Decide, Stop of every
// round, and shares no memory with anybody. Not safe for concurrent use.
type Node struct {
	config      Config
	inverse     Element // 1/(1+d)
	state       NodeState
	words       []*[]Element  // numerator…, denominator, probe: the sequences of state in wire order
	recurrences []*Recurrence // of the differences of each word (bound), of the probe alone (probe)
	sum         Message       // of the shares of a round; its memory is used again
	fractions   []Fraction
	projections []Element
}

// NewNode returns a node with the given out-degree, which is below the capacity, and value, one integer number of quanta
// per coordinate (FTC-3). start is the probe's first value, drawn with [Field.Random] at each node; the bound ending
// ignores it. A node cannot see the start of another; with the same start at all, they may decide on what is no average.
// Errors: [*RangeError] for a value out of range; a sentence for a nonsensical configuration.
func NewNode(c Config, outDegree int, value []int64, start Element) (*Node, error) {
	if err := c.check(outDegree, len(value)); err != nil {
		return nil, err
	}
	if err := c.inRange(value); err != nil {
		return nil, err
	}
	state := NodeState{Denominator: []Element{1}, Order: None, Decided: None, Stopped: None}
	for _, v := range value {
		state.Numerator = append(state.Numerator, []Element{c.Field.FromInt(v)})
	}
	if c.Ending.IsProbe() {
		state.Probe = []Element{start % Element(c.Field.prime)}
	}
	return c.node(outDegree, state), nil
}

func (c Config) check(outDegree, coordinates int) error {
	if c.Field.prime == 0 {
		return fmt.Errorf("the configuration has no field")
	}
	if c.Ending == (Ending{}) {
		return fmt.Errorf("the configuration has no ending")
	}
	if c.Capacity < 1 || c.Capacity > MaxNodes {
		return fmt.Errorf("capacity %d: must be between 1 and %d", c.Capacity, MaxNodes)
	}
	if outDegree < 0 || outDegree >= c.Capacity {
		return fmt.Errorf("out-degree %d: must be between 0 and %d, one less than the capacity", outDegree, c.Capacity-1)
	}
	if coordinates < 1 || coordinates > MaxWords-2 {
		return fmt.Errorf("a value of %d coordinates: must be between 1 and %d", coordinates, MaxWords-2)
	}
	return nil
}

func (c Config) inRange(value []int64) error {
	limit := ValueRange(c.Field, c.Capacity)
	for i, v := range value {
		if v < -limit || v > limit {
			return &RangeError{i, v, c.Capacity, limit}
		}
	}
	return nil
}

// RestoreNode returns the node whose state variables are s. Every state that a node can reach is accepted. A state that
// fits neither itself nor the configuration is an error, as is a nonsensical configuration; that its words are those of
// this network is the caller's promise, and that the out-degree is the same: nothing in a NodeState depends on it.
// Cost: O(rounds²) for each word whose recurrence the node looks for.
func RestoreNode(c Config, outDegree int, s NodeState) (*Node, error) {
	if err := c.check(outDegree, len(s.Numerator)); err != nil {
		return nil, err
	}
	if err := c.checkNode(s); err != nil {
		return nil, err
	}
	n := c.node(outDegree, s)
	if len(n.fractions) != len(s.Average) {
		return nil, fmt.Errorf("the average is no fraction with a denominator up to %d", c.Capacity)
	}
	return n, nil
}

// node returns the node of a state that was checked.
func (c Config) node(outDegree int, s NodeState) *Node {
	n := &Node{config: c, inverse: c.Field.Inverse(c.Field.FromInt(int64(1 + outDegree))), state: s.clone()}
	for i := range n.state.Numerator {
		n.words = append(n.words, &n.state.Numerator[i])
	}
	n.words = append(n.words, &n.state.Denominator)
	if c.Ending.IsProbe() {
		n.words = append(n.words, &n.state.Probe)
	}
	for _, word := range n.observed() {
		recurrence := NewRecurrence(c.Field)
		for k := 1; k < len(*word); k++ {
			recurrence.Observe(c.Field.Sub((*word)[k], (*word)[k-1]))
		}
		n.recurrences = append(n.recurrences, recurrence)
	}
	for _, u := range s.Average {
		if fraction, ok := Reconstruct(c.Field, u, c.Capacity); ok {
			n.fractions = append(n.fractions, fraction)
		}
	}
	return n
}

func (s NodeState) clone() NodeState {
	s.Numerator = slices.Clone(s.Numerator)
	for i := range s.Numerator {
		s.Numerator[i] = slices.Clone(s.Numerator[i])
	}
	s.Denominator, s.Probe, s.Average = slices.Clone(s.Denominator), slices.Clone(s.Probe), slices.Clone(s.Average)
	return s
}

// observed returns the words whose recurrence the node looks for.
func (n *Node) observed() []*[]Element {
	if n.config.Ending.IsProbe() {
		return n.words[len(n.words)-1:]
	}
	return n.words
}

// State returns a copy of the node's state variables.
func (n *Node) State() NodeState { return n.state.clone() }

// Words returns the node's newest observation of each word, in wire order: numerator, denominator, probe (FTC-6).
func (n *Node) Words() []Element {
	words := make([]Element, len(n.words))
	for i, word := range n.words {
		words[i] = (*word)[len(*word)-1]
	}
	return words
}

// Epoch returns the epoch that the node was made for.
func (n *Node) Epoch() uint32 { return n.config.Epoch }

// Round returns k, the number of rounds that the node has taken part in.
func (n *Node) Round() int { return len(n.state.Denominator) - 1 }

// Decided says whether Decide has been called.
func (n *Node) Decided() bool { return n.state.Decided != None }

// Refused says that the node decided, and cannot know the average: the prime is unlucky or the values are out of range
// (FTC-20).
func (n *Node) Refused() bool { return n.state.Refused }

// Stopped says whether the node has fallen silent.
func (n *Node) Stopped() bool { return n.state.Stopped != None }

// Share returns what the node sends in this round: each word times 1/(1+d), and its horizon (FTC-4, FTC-6).
func (n *Node) Share() Message {
	m := Message{Words: make([]Element, 0, len(n.words))}
	n.ShareInto(&m)
	return m
}

// ShareInto sets m to [Node.Share] in the memory of its words, for transports that use memory again.
func (n *Node) ShareInto(m *Message) {
	words := m.Words[:0]
	for _, word := range n.words {
		words = append(words, n.config.Field.Mul(n.inverse, (*word)[len(*word)-1]))
	}
	*m = Message{Epoch: n.config.Epoch, Round: uint32(n.Round()), Horizon: uint32(n.state.Horizon), Words: words}
}

// Advance ends the round: the new words are the node's own share plus the shares of all in-neighbours that still send
// (FTC-5), and the horizon takes the greatest heard of (FTC-13). An error changes nothing: the node has stopped or has
// yet to decide in this round, or a message is of another epoch or round, knows of a later round than its own, or has
// another number of words.
func (n *Node) Advance(inbox []Message) error {
	if err := n.ownShare(); err != nil {
		return err
	}
	for i := range inbox {
		if err := n.add(&inbox[i]); err != nil {
			return err
		}
	}
	n.finish()
	return nil
}

// ownShare sets the sum that a round starts with, to which what arrives is added.
func (n *Node) ownShare() error {
	if n.Stopped() {
		return fmt.Errorf("a node that stopped in round %d takes part in no further round", n.state.Stopped)
	}
	if n.CanDecide() {
		return fmt.Errorf("a node that can decide in round %d must do so before the next round", n.Round())
	}
	n.ShareInto(&n.sum)
	return nil
}

func (n *Node) add(m *Message) error {
	sum := &n.sum
	if m.Epoch != sum.Epoch || m.Round != sum.Round {
		return fmt.Errorf("a message of epoch %d, round %d came to a node in epoch %d, round %d", m.Epoch, m.Round, sum.Epoch, sum.Round)
	}
	if m.Horizon > m.Round {
		return fmt.Errorf("a message of round %d has the later horizon %d", m.Round, m.Horizon)
	}
	if len(m.Words) != len(sum.Words) {
		return fmt.Errorf("a message of %d words came to a node with %d", len(m.Words), len(sum.Words))
	}
	n.addWords(m)
	return nil
}

func (n *Node) addWords(m *Message) {
	total := &n.sum
	for i, w := range m.Words {
		total.Words[i] = n.config.Field.Add(total.Words[i], w)
	}
	total.Horizon = max(total.Horizon, m.Horizon)
}

// finish makes the sum of the round the newest observation.
func (n *Node) finish() {
	for i, word := range n.words {
		*word = append(*word, n.sum.Words[i])
	}
	if n.config.Ending.IsProbe() {
		latest := n.Round() // an undecided node counts as deciding now
		if n.Decided() {
			latest = n.state.Decided
		}
		n.state.Horizon = max(int(n.sum.Horizon), latest)
	}
	if !n.Decided() {
		n.observe()
	}
}

func (n *Node) observe() {
	k := n.Round()
	for i, word := range n.observed() {
		n.recurrences[i].Observe(n.config.Field.Sub((*word)[k], (*word)[k-1]))
	}
}
