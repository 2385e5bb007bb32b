//go:build !js

package fault

import (
	"cmp"
	"fmt"
	"slices"

	"kizami/core"
)

// secondPeer is the machine of MessageCoordination.tla once more, around core's node for the algebra. Without a defect
// it must pass everything; each defect is one thing that an implementation could get wrong.
type secondPeer struct {
	defect    defect
	config    core.Config
	outDegree int
	in        []int
	node      *core.Node
	inbox     []core.Received
	offered   []core.Message
	written   func() // goes back to what was written one action ago
	inVain    int    // how often it was its turn since it last moved on
}

type defect string

const (
	offersLess      defect = "offers one round less"
	offersTooLittle defect = "offers one round less when it has decided"
	offersMore      defect = "offers one round more"
	takesOld        defect = "takes in words of rounds that are over"
	keepsOld        defect = "keeps the words of rounds that are over"
	mixesEpochs     defect = "takes in words of any epoch"
	forgetsEpoch    defect = "offers nothing of the epoch before"
	keepsEpoch      defect = "offers the epoch before for ever"
	forgetsMark     defect = "makes no mark"
	ignoresMarks    defect = "takes in no marks"
	falselySilent   defect = "falls silent when it has stopped"
	skipsOne        defect = "advances without its last in-neighbour"
	givesUp         defect = "gives up waiting"
	newHorizon      defect = "offers old rounds with its newest horizon"
	newShares       defect = "offers old rounds with its newest words"
	stopsEarly      defect = "stops when the horizon has not moved for one round less"
	refusesTwice    defect = "takes a message that comes twice for a lie"
	onlyNow         defect = "takes in its own round only"
	newProbe        defect = "restarts with a new probe"
	oldState        defect = "restarts from one action ago"
	beginsEarly     defect = "begins the next epoch when it has decided"
	waitsOnce       defect = "waits for nobody after the first epoch"
	countsTwice     defect = "adds what comes twice twice"
	neverStops      defect = "goes on for ever"
	standsStill     defect = "never leaves round 2"
	panicsOnMarks   defect = "panics on a mark"
)

func (d defect) newPeer(c core.Config, outDegree int, in []int, value []int64, start core.Element) (peer, error) {
	node, err := core.NewNode(c, outDegree, value, start)
	if err != nil {
		return nil, err
	}
	return &secondPeer{defect: d, config: c, outDegree: outDegree, in: in, node: node, offered: []core.Message{node.Share()}}, nil
}

func (p *secondPeer) State() core.PeerState {
	return core.PeerState{NodeState: p.node.State(), Epoch: p.config.Epoch, Inbox: slices.Clone(p.inbox), Offered: slices.Clone(p.offered)}
}

func (p *secondPeer) round() int { return p.node.Round() }

func (p *secondPeer) Receive(from int, m core.Message) (bool, error) {
	switch {
	case p.defect == panicsOnMarks && m.IsMark():
		panic("what is this?")
	case p.defect == countsTwice && !p.node.Stopped() && m.Epoch == p.config.Epoch && int(m.Round) == p.round():
	case p.node.Stopped(), p.defect == ignoresMarks && m.IsMark():
		return false, nil
	case p.defect == mixesEpochs && m.Epoch != p.config.Epoch:
	case m.Epoch != p.config.Epoch:
		return false, nil
	case int(m.Round) < p.round() && !m.IsMark() && p.defect != takesOld, int(m.Round) > p.round() && p.defect == onlyNow:
		return false, nil
	case slices.ContainsFunc(p.inbox, func(o core.Received) bool { return o.From == from && sameMessage(o.Message, m) }):
		if p.defect == refusesTwice {
			return false, fmt.Errorf("round %d again", m.Round)
		}
		return false, nil
	}
	p.inbox = append(p.inbox, core.Received{From: from, Message: m})
	slices.SortStableFunc(p.inbox, func(a, b core.Received) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Round, b.Round))
	})
	return true, nil
}

func (p *secondPeer) waits() bool {
	in := p.in
	switch {
	case p.defect == skipsOne && len(in) > 1:
		in = in[:len(in)-1]
	case p.defect == waitsOnce && p.config.Epoch > 0:
		return false
	}
	for _, i := range in {
		if !slices.ContainsFunc(p.inbox, func(m core.Received) bool {
			return m.From == i && (int(m.Round) == p.round() || m.IsMark() && int(m.Round) < p.round())
		}) {
			return true
		}
	}
	return false
}

func (p *secondPeer) Advance() bool {
	if p.node.Stopped() || p.node.CanDecide() || p.canStop() || p.defect == standsStill && p.round() == 2 {
		return false
	}
	if p.waits() {
		if p.inVain++; p.defect != givesUp || p.inVain < 4 {
			return false
		}
	}
	p.write()
	k := p.round()
	var heard []core.Message
	for _, m := range p.inbox {
		if int(m.Round) == k && !m.IsMark() {
			m.Epoch = p.config.Epoch
			heard = append(heard, m.Message)
		}
	}
	if err := p.node.Advance(heard); err != nil {
		panic(err)
	}
	p.inVain = 0
	if p.defect != keepsOld {
		p.inbox = slices.DeleteFunc(p.inbox, func(m core.Received) bool { return int(m.Round) <= k && !m.IsMark() })
	}
	if !p.canStop() && (p.config.Ending.IsProbe() || !p.node.CanDecide()) {
		p.offered = append(p.offered, p.node.Share())
	}
	p.trim()
	return true
}

// trim takes off offer what is too old, and spoils what stays where a defect says so.
func (p *secondPeer) trim() {
	kept, state := p.config.Ending.Bound(), p.node.State()
	if p.config.Ending.IsProbe() && p.node.Decided() {
		kept = state.Order + 1
	} else if p.config.Ending.IsProbe() {
		kept = p.round() + 1
	}
	switch {
	case p.defect == offersLess, p.defect == offersTooLittle && p.node.Decided() && p.config.Ending.IsProbe():
		kept--
	case p.defect == offersMore:
		kept++
	}
	p.offered = slices.DeleteFunc(p.offered, func(m core.Message) bool {
		return m.Epoch == p.config.Epoch && int(m.Round) <= p.round()-kept
	})
	for i, m := range p.offered {
		if p.defect == newHorizon && !m.IsMark() {
			p.offered[i].Horizon = min(m.Round, uint32(state.Horizon))
		}
		if p.defect == newShares && !m.IsMark() {
			p.offered[i].Words = p.node.Share().Words
		}
	}
}

func (p *secondPeer) Decide() bool {
	if !p.node.CanDecide() {
		return false
	}
	p.write()
	p.node.Decide()
	if p.defect != keepsEpoch {
		p.offered = slices.DeleteFunc(p.offered, func(m core.Message) bool { return m.Epoch != p.config.Epoch })
	}
	p.trim()
	return true
}

func (p *secondPeer) canStop() bool {
	switch {
	case p.defect == neverStops:
		return false
	case p.defect != stopsEarly || !p.config.Ending.IsProbe():
		return p.node.CanStop()
	}
	s := p.node.State()
	return p.node.Decided() && !p.node.Stopped() && p.round()-s.Horizon >= s.Order
}

func (p *secondPeer) Stop() bool {
	if !p.canStop() {
		return false
	}
	p.write()
	s := p.node.State()
	s.Stopped = p.round()
	p.node = p.restored(p.config, s)
	p.inbox = nil
	if p.config.Ending.IsProbe() && p.defect != forgetsMark {
		p.offered = append(p.offered, core.Message{Epoch: p.config.Epoch, Round: uint32(p.round()), Horizon: uint32(s.Horizon)})
	}
	p.trim()
	if p.defect == falselySilent {
		p.offered = nil
	}
	return true
}

func (p *secondPeer) Begin(value []int64, start core.Element) (bool, error) {
	if !p.node.Stopped() && (p.defect != beginsEarly || !p.node.Decided()) {
		return false, nil
	}
	p.write()
	p.config.Epoch++
	node, err := core.NewNode(p.config, p.outDegree, value, start)
	if err != nil {
		return false, err
	}
	p.node = node
	if p.defect == forgetsEpoch {
		p.offered = nil
	}
	p.offered = append(p.offered, node.Share())
	return true, nil
}

// restored returns the node in a state; one that core refuses is a panic, which the walk tells as a failure.
func (p *secondPeer) restored(c core.Config, s core.NodeState) *core.Node {
	node, err := core.RestoreNode(c, p.outDegree, s)
	if err != nil {
		panic(err)
	}
	return node
}

// write keeps the state before an action.
func (p *secondPeer) write() {
	config, node, offered := p.config, p.node.State(), slices.Clone(p.offered)
	p.written = func() { p.config, p.node, p.offered = config, p.restored(config, node), offered }
}

func (p *secondPeer) Restart() {
	p.inbox = nil
	switch s := p.node.State(); {
	case p.defect == oldState && p.written != nil:
		p.written()
	case p.defect == newProbe && p.config.Ending.IsProbe():
		s.Probe[0] ^= 1
		p.node = p.restored(p.config, s)
	}
}
