package fleet

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
)

// Neighbours says who a node is, and whom it hears and is heard by.
type Neighbours struct {
	Run     string // its name
	Node    int
	In, Out []int
}

// natsLink is a link over NATS core, which delivers at most once: all that the protocol asks for.
type natsLink struct {
	to       *nats.Conn
	who      Neighbours
	incoming chan *nats.Msg
	packets  chan Packet
	done     chan struct{}
	garbage  atomic.Int64
}

// Dial connects a node to NATS servers, "nats://host:port" and more after commas. The connection comes back by itself when it
// breaks, for ever; what is sent meanwhile is lost, as the protocol expects. Errors: a URL or credentials that cannot be; no
// server within ten seconds.
func Dial(servers string, who Neighbours, options ...nats.Option) (Link, error) {
	all := append([]nats.Option{
		nats.Name(fmt.Sprintf("kizami node %d of run %s", who.Node, who.Run)), nats.NoEcho(),
		nats.MaxReconnects(-1), nats.ReconnectWait(50 * time.Millisecond), nats.ReconnectJitter(20*time.Millisecond, 20*time.Millisecond),
		nats.ReconnectBufSize(-1), nats.PingInterval(2 * time.Second), nats.MaxPingsOutstanding(2), nats.Timeout(10 * time.Second),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // what is lost is asked for again
	}, options...)
	to, err := nats.Connect(servers, all...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", servers, err)
	}
	l := &natsLink{to: to, who: who, incoming: make(chan *nats.Msg, queued), packets: make(chan Packet), done: make(chan struct{})}
	if err := l.listen(); err != nil {
		to.Close()
		return nil, err
	}
	go l.read()
	return l, nil
}

// subject returns what packets of a kind are published on by a node.
func (n Neighbours) subject(kind Kind, node string) string {
	return "kz." + n.Run + "." + names[kind] + "." + node
}

// heard returns what a node subscribes to.
func (n Neighbours) heard() (subjects []string) {
	for _, i := range n.In {
		subjects = append(subjects, n.subject(Offer, strconv.Itoa(i)))
	}
	for _, i := range n.Out {
		subjects = append(subjects, n.subject(Need, strconv.Itoa(i)))
	}
	return append(subjects, n.subject(Fail, "*"), n.subject(Over, "*"))
}

func (l *natsLink) listen() error {
	for _, subject := range l.who.heard() {
		if _, err := l.to.ChanSubscribe(subject, l.incoming); err != nil {
			return err
		}
	}
	return l.to.FlushTimeout(10 * time.Second)
}

// read parses what comes in. What cannot be read is counted and ignored.
func (l *natsLink) read() {
	for {
		select {
		case m := <-l.incoming:
			p, err := l.parse(m)
			if err != nil {
				l.garbage.Add(1)
				continue
			}
			select {
			case l.packets <- p:
			case <-l.done:
				return
			}
		case <-l.done:
			return
		}
	}
}

func (l *natsLink) parse(m *nats.Msg) (Packet, error) {
	parts := strings.Split(m.Subject, ".")
	if len(parts) != 4 {
		return Packet{}, fmt.Errorf("a packet on %s", m.Subject)
	}
	from, err := strconv.Atoi(parts[3])
	if err != nil {
		return Packet{}, err
	}
	for kind, name := range names {
		if name == parts[2] {
			p, err := parsePacket(kind, m.Data)
			p.From = from
			return p, err
		}
	}
	return Packet{}, fmt.Errorf("a packet on %s", m.Subject)
}

func (l *natsLink) Send(p Packet) {
	_ = l.to.Publish(l.who.subject(p.Kind, strconv.Itoa(l.who.Node)), appendPacket(nil, p))
}

func (l *natsLink) Packets() <-chan Packet { return l.packets }

// Garbage returns how many packets could not be read.
func (l *natsLink) Garbage() int { return int(l.garbage.Load()) }

func (l *natsLink) Close() {
	close(l.done)
	_ = l.to.FlushTimeout(time.Second)
	l.to.Close()
}
