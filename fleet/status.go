package fleet

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// reporting is how often a node tells where it stands.
const reporting = time.Second

// report tells where the node stands, to whoever listens ([Listen]).
func (d *driver) report() {
	content, err := json.Marshal(d.status)
	if err == nil {
		d.link.Send(Packet{Kind: Standing, Incarnation: d.incarnation, Content: content})
	}
}

// complain says in the log whom the node waits for, if that takes long.
func (d *driver) complain() {
	if !d.paced.Over() && min(time.Since(d.moved), time.Since(d.complained)) > longRound {
		d.complained = time.Now()
		d.Log.Warn("waiting", "round", d.paced.Round(), "for nodes", d.paced.Missing())
	}
}

// Listen hears for a while where the nodes of a run stand, and returns what it has heard, by node. Nodes tell it every second;
// of one that is missing nobody has heard. Errors: those of the connection.
func Listen(ctx context.Context, servers, run string, nodes int, while time.Duration, options ...nats.Option) (map[int]Status, error) {
	to, err := nats.Connect(servers, append([]nats.Option{nats.Name("kizami, watching run " + run), nats.Timeout(10 * time.Second)}, options...)...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", servers, err)
	}
	defer to.Close()
	incoming := make(chan *nats.Msg, queued)
	if _, err := to.ChanSubscribe(Neighbours{Run: run}.subject(Standing, "*"), incoming); err != nil {
		return nil, err
	}
	heard := map[int]Status{}
	end := time.After(while)
	for len(heard) < nodes {
		select {
		case m := <-incoming:
			node, status, err := parseStanding(m)
			if err == nil && node >= 0 && node < nodes {
				heard[node] = status
			}
		case <-end:
			return heard, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return heard, nil
}

// Stop tells all nodes of a run that it has to end, on behalf of one of them, as often as a node would.
func Stop(ctx context.Context, servers string, who Neighbours, sentence string, options ...nats.Option) error {
	link, err := Dial(servers, who, options...)
	if err != nil {
		return err
	}
	defer link.Close()
	for range failing {
		link.Send(Packet{Kind: Fail, Incarnation: 1, Content: []byte(sentence)})
		select {
		case <-time.After(telling):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func parseStanding(m *nats.Msg) (node int, s Status, err error) {
	if node, err = strconv.Atoi(m.Subject[strings.LastIndex(m.Subject, ".")+1:]); err != nil {
		return 0, s, err
	}
	p, err := parsePacket(Standing, m.Data)
	if err != nil {
		return 0, s, err
	}
	return node, s, json.Unmarshal(p.Content, &s)
}
