// Command udp runs one node of a finite-time coordination over UDP, where messages are lost, doubled and reordered. Its state
// is on disk before anybody can hear of it, so it may be killed at any time and started again with the same arguments.
//
// Three nodes on a directed cycle, each in a terminal of its own:
//
//	go run ./examples/udp -me 127.0.0.1:7000 -value 1 -to 127.0.0.1:7001 -from 127.0.0.1:7002 -state a.json
//	go run ./examples/udp -me 127.0.0.1:7001 -value 2 -to 127.0.0.1:7002 -from 127.0.0.1:7000 -state b.json
//	go run ./examples/udp -me 127.0.0.1:7002 -value 6 -to 127.0.0.1:7000 -from 127.0.0.1:7001 -state c.json
//
// Each prints "average 3", and then goes on offering its last messages until Ctrl-C: nobody can know that they have arrived.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"net"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"kizami/core"
)

func main() {
	me := flag.String("me", "127.0.0.1:7000", "the address of this node")
	to := flag.String("to", "", "addresses of its out-neighbours, with commas")
	from := flag.String("from", "", "addresses of its in-neighbours, with commas")
	value := flag.Int64("value", 0, "the value of this node")
	bound := flag.Int("bound", 3, "a number that all nodes know: at least as many as there are")
	state := flag.String("state", "node.json", "where the state is written down")
	loss := flag.Float64("loss", 0, "the part of messages that is thrown away, for trying")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ending, err := core.Bound(*bound)
	if err != nil {
		log.Fatal(err)
	}
	n := node{
		config: core.Config{Field: core.Exact, Ending: ending, Capacity: *bound},
		to:     split(*to), from: split(*from), file: *state, loss: *loss,
	}
	if err := n.run(ctx, *me, *value); err != nil {
		log.Fatal(err)
	}
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
}

// node drives a peer.
type node struct {
	config   core.Config
	to, from []string
	file     string
	loss     float64
	peer     *core.Peer
	told     bool
}

const resend = 20 * time.Millisecond

func (n *node) run(ctx context.Context, me string, value int64) error {
	if err := n.begin(value); err != nil {
		return err
	}
	socket, err := net.ListenPacket("udp", me)
	if err != nil {
		return err
	}
	defer socket.Close()
	buffer := make([]byte, 64<<10)
	for due := time.Now(); ctx.Err() == nil; {
		if !time.Now().Before(due) { // everything on offer, again and again
			if err := n.offer(socket); err != nil {
				return err
			}
			due = time.Now().Add(resend)
		}
		socket.SetReadDeadline(due)
		size, sender, err := socket.ReadFrom(buffer)
		if err != nil || rand.Float64() < n.loss {
			continue // nothing came, or it is lost
		}
		n.hear(sender.String(), buffer[:size])
		if err := n.step(); err != nil {
			return err
		}
	}
	return nil
}

// begin starts anew, or goes on from the state that is written down.
func (n *node) begin(value int64) (err error) {
	links := make([]int, len(n.from))
	for i := range links {
		links[i] = i
	}
	text, err := os.ReadFile(n.file)
	if os.IsNotExist(err) {
		if n.peer, err = core.NewPeer(n.config, len(n.to), links, []int64{value}, 0); err != nil {
			return err
		}
		return n.write()
	}
	var s core.PeerState
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err == nil {
		n.peer, err = core.RestorePeer(n.config, len(n.to), links, s)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", n.file, err)
	}
	n.tell()
	return nil
}

// hear hands in a message. What no honest neighbour can have sent is named and ignored.
func (n *node) hear(sender string, data []byte) {
	m, err := core.ParseMessage(n.config.Field, data)
	if err == nil {
		_, err = n.peer.Receive(slices.Index(n.from, sender), m)
	}
	if err != nil {
		log.Printf("from %s: %v", sender, err)
	}
}

// step does what is enabled. The state is on disk before anything new is offered.
func (n *node) step() error {
	for n.peer.Advance() || n.peer.Decide() || n.peer.Stop() {
		if err := n.write(); err != nil {
			return err
		}
	}
	n.tell()
	return nil
}

func (n *node) tell() {
	if n.peer.Decided() && !n.told {
		n.told = true
		fmt.Println("average", n.peer.Average()[0].Rat().RatString())
	}
}

func (n *node) offer(socket net.PacketConn) error {
	for _, m := range n.peer.Offered() {
		data, err := m.AppendBinary(nil)
		if err != nil {
			return err
		}
		for _, address := range n.to {
			destination, err := net.ResolveUDPAddr("udp", address)
			if err != nil {
				return err
			}
			socket.WriteTo(data, destination) // it may be lost anyway
		}
	}
	return nil
}

// write puts the state down whole or not at all, and waits for the disk. The inbox may be lost.
func (n *node) write() error {
	s := n.peer.State()
	s.Inbox = nil
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	file, err := os.Create(n.file + ".new")
	if err != nil {
		return err
	}
	if _, err = file.Write(text); err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(n.file+".new", n.file)
	}
	return err
}
