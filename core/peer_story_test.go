package core_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kizami/core"
	"kizami/core/coretest"
)

// The plays are runs on links that the play itself handles, message by message.
// Rewrite them with: go test ./core -run TestPlays -rewrite
func TestPlays(t *testing.T) {
	datadriven.Walk(t, "testdata/plays", func(t *testing.T, path string) {
		var stage play
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "begin":
				return stage.begin(t, d)
			case "offers":
				return stage.offers(number(t, d, "node"))
			case "arrive", "forge":
				return stage.arrive(t, d)
			case "does":
				return stage.does(t, d)
			case "settle":
				return stage.settle(t)
			}
			t.Fatalf("%s: unknown command %s", d.Pos, d.Cmd)
			return ""
		})
	})
}

type play struct {
	story
	peers []*core.Peer
	sent  map[string]core.Message // everything that was ever on offer, by from, epoch and round
}

func number(t *testing.T, d *datadriven.TestData, key string) (v int) {
	t.Helper()
	d.ScanArgs(t, key, &v)
	return v
}

// begin reads what the begin of the stories reads.
func (p *play) begin(t *testing.T, d *datadriven.TestData) string {
	text := p.story.begin(t, d)
	p.peers, p.sent = nil, map[string]core.Message{}
	for j, node := range p.network.Nodes() {
		g, s := p.network.Digraph(), node.State()
		state := core.PeerState{NodeState: s, Offered: []core.Message{node.Share()}}
		p.peers = append(p.peers, coretest.Must(core.RestorePeer(p.config, g.OutDegree(j), g.In(j), state))(t))
		p.remember(j)
	}
	return text
}

func (p *play) remember(j int) {
	for _, m := range p.peers[j].Offered() {
		p.sent[fmt.Sprint(j, m.Epoch, m.Round)] = m
	}
}

func (p *play) offers(j int) string {
	var out strings.Builder
	for _, m := range p.peers[j].Offered() {
		fmt.Fprintf(&out, "epoch %d, round %d: ", m.Epoch, m.Round)
		if m.IsMark() {
			out.WriteString("no words any more\n")
			continue
		}
		fmt.Fprintf(&out, "%d", m.Words)
		if p.config.Ending.IsProbe() {
			fmt.Fprintf(&out, ", horizon %d", m.Horizon)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// arrive reads: arrive from=0 at=1 epoch=0 round=2, of what was offered once; forge reads horizon and words too.
func (p *play) arrive(t *testing.T, d *datadriven.TestData) string {
	from, at := number(t, d, "from"), number(t, d, "at")
	m := core.Message{Epoch: uint32(number(t, d, "epoch")), Round: uint32(number(t, d, "round"))}
	if d.Cmd == "forge" {
		m.Horizon = uint32(number(t, d, "horizon"))
		arg, _ := d.Arg("words")
		for i := range arg.Vals {
			var word uint64
			arg.Scan(t, i, &word)
			m.Words = append(m.Words, core.Element(word))
		}
	} else {
		known := false
		if m, known = p.sent[fmt.Sprint(from, m.Epoch, m.Round)]; !known {
			return fmt.Sprintf("node %d never offered that\n", from)
		}
	}
	taken, err := p.peers[at].Receive(from, m)
	switch {
	case err != nil:
		return fmt.Sprintf("node %d refuses it: %v\n", at, err)
	case taken:
		return fmt.Sprintf("node %d takes it\n", at)
	}
	return fmt.Sprintf("node %d ignores it\n", at)
}

// does reads: does node=0 action=Advance; Begin reads value and start too.
func (p *play) does(t *testing.T, d *datadriven.TestData) string {
	var action string
	d.ScanArgs(t, "action", &action)
	j := number(t, d, "node")
	if action == core.ActionBegin {
		start := 0
		d.MaybeScanArgs(t, "start", &start)
		if begun, err := p.peers[j].Begin([]int64{int64(number(t, d, "value"))}, core.Element(start)); !begun || err != nil {
			return fmt.Sprintf("node %d cannot begin (%v)\n", j, err)
		}
		p.remember(j)
		return fmt.Sprintf("node %d is in epoch %d\n", j, p.peers[j].Epoch())
	}
	return p.act(j, action)
}

func (p *play) act(j int, action string) string {
	peer := p.peers[j]
	if action == core.ActionRestart {
		peer.Restart()
		return fmt.Sprintf("node %d has lost its inbox, and is in round %d\n", j, peer.Round())
	}
	for _, known := range peerActions {
		if known.name == action && !known.do(peer) {
			return fmt.Sprintf("node %d cannot %s in round %d\n", j, strings.ToLower(action), peer.Round())
		}
	}
	p.remember(j)
	s := peer.State()
	k := len(s.Denominator) - 1
	switch action {
	case core.ActionDecide:
		return fmt.Sprintf("node %d decides in round %d: order %d, the average is %v\n", j, k, s.Order, peer.Average())
	case core.ActionStop:
		return fmt.Sprintf("node %d stops in round %d\n", j, k)
	}
	text := fmt.Sprintf("node %d is in round %d: x = %d, y = %d", j, k, s.Numerator[0][k], s.Denominator[k])
	if p.config.Ending.IsProbe() {
		text += fmt.Sprintf(", r = %d, horizon %d", s.Probe[k], s.Horizon)
	}
	return text + "\n"
}

// settle lets everything that is on offer arrive, in order, and everybody do what they can, until nothing happens.
func (p *play) settle(t *testing.T) string {
	var out strings.Builder
	for happened := true; happened; {
		happened = false
		for _, a := range p.network.Digraph().Arcs() {
			for _, m := range p.peers[a.From].Offered() {
				if _, err := p.peers[a.To].Receive(a.From, m); err != nil {
					t.Fatal(err)
				}
			}
		}
		for j, peer := range p.peers {
			for _, action := range peerActions {
				if action.can(peer) {
					out.WriteString(p.act(j, action.name))
					happened = true
					break
				}
			}
		}
	}
	return out.String()
}
