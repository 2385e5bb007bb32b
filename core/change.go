package core

// The actions of a node, named as in tla/RoundCoordination.tla.
const (
	ActionInit    = "Init"
	ActionAdvance = "Advance"
	ActionDecide  = "Decide"
	ActionStop    = "Stop"
)

// What else happens to a [Peer], named as in tla/MessageCoordination.tla.
const (
	ActionReceive = "Receive" // a message arrived and was taken in
	ActionIgnore  = "Ignore"  // a message arrived and was of no use
	ActionBegin   = "Begin"   // the node began the next epoch
	ActionRestart = "Restart" // the node lost its inbox
)

// Change holds what an action set at one node. Sequences hold only their new observation; what stayed as it was is absent.
type Change struct {
	ID          int         `json:"id"`
	Numerator   []Element   `json:"numerator,omitempty"`
	Denominator *Element    `json:"denominator,omitempty"`
	Probe       *Element    `json:"probe,omitempty"`
	Horizon     int         `json:"horizon,omitempty"`
	Settled     bool        `json:"settled,omitempty"`
	Order       *int        `json:"order,omitempty"`
	Decided     *int        `json:"decided,omitempty"`
	Recurrence  [][]Element `json:"recurrence,omitempty"` // β of every word used: of each word (bound), of the probe (probe)
	Projection  []Element   `json:"projection,omitempty"` // φ of numerator… and denominator
	Residue     []Element   `json:"residue,omitempty"`    // φ_x/φ_y in the field
	Average     []Fraction  `json:"-"`                    // the same, reconstructed, in quanta
	Refused     bool        `json:"refused,omitempty"`
	Stopped     *int        `json:"stopped,omitempty"`
}

// Change returns what the action set, which must be the last that the node did: ActionInit in round 0, ActionAdvance,
// ActionDecide or ActionStop. id is copied. Some of what it returns shares memory with the node; the caller must not change it.
func (n *Node) Change(id int, action string) Change {
	change := Change{ID: id}
	switch action {
	case ActionInit, ActionAdvance:
		k := n.Round()
		for _, word := range n.state.Numerator {
			change.Numerator = append(change.Numerator, word[k])
		}
		change.Denominator = &n.state.Denominator[k]
		if n.config.Ending.IsProbe() {
			change.Probe, change.Horizon = &n.state.Probe[k], n.state.Horizon
		}
		change.Settled = n.CanDecide()
	case ActionDecide:
		order, decided := n.state.Order, n.state.Decided
		change.Order, change.Decided = &order, &decided
		for _, r := range n.recurrences {
			change.Recurrence = append(change.Recurrence, r.Coefficients())
		}
		change.Projection, change.Residue = n.projections, n.state.Average
		change.Average, change.Refused = n.fractions, n.state.Refused
	case ActionStop:
		stopped := n.state.Stopped
		change.Stopped = &stopped
	}
	return change
}
