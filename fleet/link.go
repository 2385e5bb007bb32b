package fleet

import (
	"math/rand/v2"
	"sync"
	"time"
)

// Link carries packets of one node to all that should hear them, and those that it should hear to it. It may lose, double,
// delay and reorder them: Send never fails, and what cannot be carried is lost.
type Link interface {
	Send(Packet)
	Packets() <-chan Packet
	Close()
}

// Faults says what a bad link does: each packet on its way in is lost or doubled with these probabilities, and each copy comes
// later by a time drawn from Delay ± Jitter.
type Faults struct {
	Lose, Double  float64
	Delay, Jitter time.Duration
}

// Faulty makes a link worse, for trying. The same seed draws the same faults.
func Faulty(link Link, f Faults, seed uint64) Link {
	w := &faulty{Link: link, faults: f, random: rand.New(rand.NewPCG(seed, 0)), packets: make(chan Packet, queued), done: make(chan struct{})}
	go w.carry()
	return w
}

type faulty struct {
	Link
	faults  Faults
	random  *rand.Rand
	packets chan Packet
	done    chan struct{}
	once    sync.Once
}

// queued is how many packets wait at most for a node that is busy; what comes then is lost.
const queued = 1 << 13

func (w *faulty) carry() {
	for {
		select {
		case p := <-w.Link.Packets():
			copies := 1
			if w.random.Float64() < w.faults.Double {
				copies = 2
			}
			for range copies {
				if w.random.Float64() >= w.faults.Lose {
					w.deliver(p)
				}
			}
		case <-w.done:
			return
		}
	}
}

func (w *faulty) deliver(p Packet) {
	put := func() {
		select {
		case w.packets <- p:
		default:
		}
	}
	later := w.faults.Delay
	if w.faults.Jitter > 0 {
		later += time.Duration(w.random.Int64N(int64(2*w.faults.Jitter))) - w.faults.Jitter
	}
	if later <= 0 {
		put()
		return
	}
	time.AfterFunc(later, put)
}

func (w *faulty) Packets() <-chan Packet { return w.packets }

func (w *faulty) Close() {
	w.once.Do(func() { close(w.done) })
	w.Link.Close()
}
