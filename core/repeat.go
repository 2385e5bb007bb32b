package core

import (
	"fmt"
	"slices"
)

// RepeatState holds the state variables of a node in a repeated epoch, named as in tla/RepeatCoordination.tla.
type RepeatState struct {
	Numerator [][]Element // every observation of x since round 0, one sequence per coordinate
	Decided   int         // M, the decision round, or None
	Average   []Element   // φ_x/φ_y per coordinate; nil before the decision and when refused
	Refused   bool        // the node decided that it cannot know the average (FTC-20)
	Stopped   int         // R, the round after which the node fell silent, or None
}

// Repeat is a node in a later epoch on the digraph on which an epoch with the probe ending gave it a [Kernel] (FTC-30).
// Its messages carry numerator words only, and horizon 0. It decides in round M of its kernel, when it has M+1
// observations; all nodes go on sending until round R of their kernels and stop there together: one that stopped as soon
// as it has decided would spoil the words of others. Like [Node] it is a pure machine, driven in the order Share,
// Advance, Decide, Stop of every round, then Begin for the next epoch. Not safe for concurrent use.
type Repeat struct {
	config    Config
	kernel    Kernel
	inverse   Element // 1/(1+d)
	factor    Element // 1/(φ_y·Σβ)
	state     RepeatState
	sum       []Element // of the shares of a round; its memory is used again
	fractions []Fraction
}

// NewRepeat returns a node in round 0 of epoch c.Epoch. The field, out-degree and digraph must be those of the
// epoch that gave the kernel, which is copied; the number of coordinates may be another, the same at all nodes.
// Errors: [*RangeError] for a value out of range; a sentence for a nonsensical configuration or a kernel that cannot be.
func NewRepeat(c Config, k Kernel, outDegree int, value []int64) (*Repeat, error) {
	if err := c.check(outDegree, len(value)); err != nil {
		return nil, err
	}
	factor, err := k.factor(c)
	if err != nil {
		return nil, err
	}
	if err := c.inRange(value); err != nil {
		return nil, err
	}
	inverse := c.Field.Inverse(c.Field.FromInt(int64(1 + outDegree)))
	r := &Repeat{config: c, kernel: k.clone(), inverse: inverse, factor: factor}
	r.restart(c.Epoch, value)
	return r, nil
}

// Begin starts a later epoch with another value, in the memory of the one before. Errors, which change nothing: the node
// has not stopped, the epoch is not later, no coordinates or too many, and those of [NewRepeat] for the value.
func (r *Repeat) Begin(epoch uint32, value []int64) error {
	if err := r.CanBegin(epoch, value); err != nil {
		return err
	}
	r.restart(epoch, value)
	return nil
}

// CanBegin returns the error with which Begin would fail, nil if it would not.
func (r *Repeat) CanBegin(epoch uint32, value []int64) error {
	if !r.Stopped() {
		return fmt.Errorf("a node that has not stopped in epoch %d begins no other", r.config.Epoch)
	}
	if epoch <= r.config.Epoch {
		return fmt.Errorf("epoch %d does not come after epoch %d", epoch, r.config.Epoch)
	}
	if err := r.config.check(0, len(value)); err != nil {
		return err
	}
	return r.config.inRange(value)
}

// restart goes to round 0 of an epoch, in the memory of the one before.
func (r *Repeat) restart(epoch uint32, value []int64) {
	r.config.Epoch, r.fractions = epoch, nil
	words := slices.Grow(r.state.Numerator[:0], len(value))[:len(value)]
	for i, v := range value {
		words[i] = append(slices.Grow(words[i][:0], r.kernel.Rounds+1), r.config.Field.FromInt(v))
	}
	r.state = RepeatState{Numerator: words, Decided: None, Stopped: None}
}

// State returns a copy of the node's state variables.
func (r *Repeat) State() RepeatState {
	s := r.state
	s.Numerator, s.Average = slices.Clone(s.Numerator), slices.Clone(s.Average)
	for i := range s.Numerator {
		s.Numerator[i] = slices.Clone(s.Numerator[i])
	}
	return s
}

// Epoch returns the epoch that the node is in.
func (r *Repeat) Epoch() uint32 { return r.config.Epoch }

// Round returns k, the number of rounds of this epoch that the node has taken part in.
func (r *Repeat) Round() int { return len(r.state.Numerator[0]) - 1 }

// Decided says whether Decide has been called in this epoch.
func (r *Repeat) Decided() bool { return r.state.Decided != None }

// Stopped says whether the node has fallen silent in this epoch.
func (r *Repeat) Stopped() bool { return r.state.Stopped != None }

// Refused says that the node decided, and cannot know the average: the kernel is not one of this digraph.
func (r *Repeat) Refused() bool { return r.state.Refused }

// Average returns the average in quanta, a fraction per coordinate; nil until the node has decided and when it refused.
func (r *Repeat) Average() []Fraction { return r.fractions }

// Share returns what the node sends in this round: each numerator word times 1/(1+d) (FTC-4, FTC-6).
func (r *Repeat) Share() Message {
	var m Message
	r.ShareInto(&m)
	return m
}

// ShareInto sets m to [Repeat.Share] in the memory of its words, for transports that use memory again.
func (r *Repeat) ShareInto(m *Message) {
	*m = Message{Epoch: r.config.Epoch, Round: uint32(r.Round()), Words: r.appendShare(m.Words[:0])}
}

func (r *Repeat) appendShare(words []Element) []Element {
	for _, word := range r.state.Numerator {
		words = append(words, r.config.Field.Mul(r.inverse, word[len(word)-1]))
	}
	return words
}

// Advance ends the round: the new words are the node's own share plus the shares of all in-neighbours (FTC-5), all of
// which send in every round. An error changes nothing: the node has stopped, or has yet to decide or to stop in this
// round, or a message is of another epoch or round, has a horizon, or has another number of words.
func (r *Repeat) Advance(inbox []Message) error {
	if err := r.ownShare(); err != nil {
		return err
	}
	for i := range inbox {
		if err := r.add(&inbox[i]); err != nil {
			return err
		}
	}
	r.finish()
	return nil
}

// AdvanceFrom is Advance with sent[i] of each i of the senders, for those who have the messages of all nodes at hand: what
// arrives need not be copied together.
func (r *Repeat) AdvanceFrom(sent []Message, senders []int) error {
	if err := r.ownShare(); err != nil {
		return err
	}
	for _, i := range senders {
		if err := r.add(&sent[i]); err != nil {
			return err
		}
	}
	r.finish()
	return nil
}

// ownShare sets the sum that a round starts with, to which what arrives is added.
func (r *Repeat) ownShare() error {
	if r.Stopped() {
		return fmt.Errorf("a node that stopped in round %d takes part in no further round", r.state.Stopped)
	}
	if r.CanDecide() {
		return fmt.Errorf("a node that can decide in round %d must do so before the next round", r.Round())
	}
	if r.CanStop() {
		return fmt.Errorf("a node that can stop in round %d must do so, there is no further round", r.Round())
	}
	r.sum = r.appendShare(r.sum[:0])
	return nil
}

func (r *Repeat) add(m *Message) error {
	if m.Epoch != r.config.Epoch || m.Round != uint32(r.Round()) {
		return fmt.Errorf("a message of epoch %d, round %d came to a node in epoch %d, round %d",
			m.Epoch, m.Round, r.config.Epoch, r.Round())
	}
	if m.Horizon != 0 {
		return fmt.Errorf("a message with the horizon %d came to a node in a repeated epoch, which has none", m.Horizon)
	}
	if len(m.Words) != len(r.sum) {
		return fmt.Errorf("a message of %d words came to a node with %d", len(m.Words), len(r.sum))
	}
	for i, w := range m.Words {
		r.sum[i] = r.config.Field.Add(r.sum[i], w)
	}
	return nil
}

func (r *Repeat) finish() {
	for i, total := range r.sum {
		r.state.Numerator[i] = append(r.state.Numerator[i], total)
	}
}

// CanDecide says whether the node has the M+1 observations that the average takes.
func (r *Repeat) CanDecide() bool { return !r.Decided() && r.Round() == r.kernel.order() }

// Decide sets the decision round and the average, (Σβ_i x[i]/Σβ_i)/φ_y (FTC-30), and says whether CanDecide allowed it.
// When the average is no fraction of the range, because the kernel is not one of this digraph, the node is Refused.
func (r *Repeat) Decide() bool {
	if !r.CanDecide() {
		return false
	}
	r.state.Decided = r.Round()
	f, average, fractions := r.config.Field, make([]Element, len(r.state.Numerator)), make([]Fraction, len(r.state.Numerator))
	for i, word := range r.state.Numerator {
		average[i] = f.Mul(r.factor, f.dot(r.kernel.Recurrence, word))
		fraction, ok := Reconstruct(f, average[i], r.config.Capacity)
		if !ok {
			r.state.Refused = true
			return true
		}
		fractions[i] = fraction
	}
	r.state.Average, r.fractions = average, fractions
	return true
}

// CanStop says whether the node may fall silent: in round R, when nobody needs its words any more.
func (r *Repeat) CanStop() bool {
	return r.Decided() && !r.Stopped() && r.Round() == r.kernel.Rounds
}

// Stop makes the node fall silent and says whether CanStop allowed it. A stopped node must not send any more.
func (r *Repeat) Stop() bool {
	if !r.CanStop() {
		return false
	}
	r.state.Stopped = r.Round()
	return true
}
