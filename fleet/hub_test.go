package fleet

import (
	"slices"
	"sync"
)

// hub carries packets between nodes of one process as NATS would: offers to out-neighbours, needs to in-neighbours, the rest
// to all. What does not fit a queue is lost.
type hub struct {
	lock  sync.Mutex
	links map[int]*hubLink
	apart int // nodes below this number and the others do not hear each other
}

type hubLink struct {
	hub     *hub
	who     Neighbours
	packets chan Packet
}

func newHub() *hub { return &hub{links: map[int]*hubLink{}} }

func (h *hub) dial(who Neighbours) *hubLink {
	l := &hubLink{h, who, make(chan Packet, queued)}
	h.lock.Lock()
	defer h.lock.Unlock()
	h.links[who.Node] = l
	return l
}

func (l *hubLink) Send(p Packet) {
	p, err := parsePacket(p.Kind, appendPacket(nil, p))
	if err != nil {
		panic(err)
	}
	p.From = l.who.Node
	l.hub.lock.Lock()
	defer l.hub.lock.Unlock()
	for j, other := range l.hub.links {
		hears := j != p.From && (j < l.hub.apart) == (p.From < l.hub.apart)
		switch p.Kind {
		case Offer:
			hears = hears && slices.Contains(other.who.In, p.From)
		case Need:
			hears = hears && slices.Contains(other.who.Out, p.From)
		}
		if hears {
			select {
			case other.packets <- p:
			default:
			}
		}
	}
}

func (l *hubLink) Packets() <-chan Packet { return l.packets }

func (l *hubLink) Close() {
	l.hub.lock.Lock()
	defer l.hub.lock.Unlock()
	if l.hub.links[l.who.Node] == l {
		delete(l.hub.links, l.who.Node)
	}
}

// part parts the nodes below a number from the others; 0 heals that.
func (h *hub) part(below int) {
	h.lock.Lock()
	defer h.lock.Unlock()
	h.apart = below
}
