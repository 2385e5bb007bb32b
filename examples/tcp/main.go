// Command tcp runs one node of a finite-time coordination over TCP, in lock step: nothing is lost, and a round is over when
// the message of every in-neighbour has come. A node that fails ends the run of all; examples/udp survives that.
//
// Three nodes on a directed cycle, each in a terminal of its own, in any order:
//
//	go run ./examples/tcp -me 127.0.0.1:7000 -value 1 -to 127.0.0.1:7001 -in 1
//	go run ./examples/tcp -me 127.0.0.1:7001 -value 2 -to 127.0.0.1:7002 -in 1
//	go run ./examples/tcp -me 127.0.0.1:7002 -value 6 -to 127.0.0.1:7000 -in 1
//
// Each prints "average 3 after 4 rounds" and ends.
package main

import (
	"bufio"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"time"

	"kizami/core"
)

func main() {
	me := flag.String("me", "127.0.0.1:7000", "the address of this node")
	to := flag.String("to", "", "addresses of its out-neighbours, with commas")
	in := flag.Int("in", 1, "how many in-neighbours it has")
	value := flag.Int64("value", 0, "the value of this node")
	bound := flag.Int("bound", 3, "a number that all nodes know: at least as many as there are")
	flag.Parse()
	average, rounds, err := run(*me, strings.FieldsFunc(*to, func(r rune) bool { return r == ',' }), *in, *value, *bound)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("average %s after %d rounds\n", average.Rat().RatString(), rounds)
}

// Beyond these, a neighbour is taken to have failed, and a message for nonsense.
const (
	patience = 30 * time.Second
	longest  = 1 << 10 // bytes
)

func run(me string, to []string, in int, value int64, bound int) (core.Fraction, int, error) {
	ending, err := core.Bound(bound)
	if err != nil {
		return core.Fraction{}, 0, err
	}
	config := core.Config{Field: core.Exact, Ending: ending, Capacity: bound}
	node, err := core.NewNode(config, len(to), []int64{value}, 0)
	if err != nil {
		return core.Fraction{}, 0, err
	}
	senders, receivers, err := connect(me, to, in)
	if err != nil {
		return core.Fraction{}, 0, err
	}
	for !node.Stopped() {
		inbox, err := exchange(config.Field, node.Share(), senders, receivers)
		if err == nil {
			err = node.Advance(inbox)
		}
		if err != nil {
			return core.Fraction{}, 0, err
		}
		node.Decide()
		node.Stop()
	}
	if node.Refused() {
		return core.Fraction{}, 0, fmt.Errorf("no average can be known: the prime is unlucky")
	}
	return node.Average()[0], node.Round(), nil
}

// connect waits for all in-neighbours while it calls all out-neighbours, which may start later.
func connect(me string, to []string, in int) (senders []*bufio.Reader, receivers []net.Conn, err error) {
	listener, err := net.Listen("tcp", me)
	if err != nil {
		return nil, nil, err
	}
	defer listener.Close()
	called := make(chan error, 1)
	go func() {
		for _, address := range to {
			connection, err := dial(address)
			if err != nil {
				called <- err
				return
			}
			receivers = append(receivers, connection)
		}
		called <- nil
	}()
	listener.(*net.TCPListener).SetDeadline(time.Now().Add(patience))
	for range in {
		connection, err := listener.Accept()
		if err != nil {
			return nil, nil, err
		}
		connection.SetReadDeadline(time.Now().Add(patience))
		senders = append(senders, bufio.NewReader(connection))
	}
	return senders, receivers, <-called
}

func dial(address string) (net.Conn, error) {
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		connection, err := net.Dial("tcp", address)
		if err == nil || time.Now().After(end) {
			return connection, err
		}
	}
}

// exchange sends the message to all out-neighbours and reads one from each in-neighbour: the length, then the bytes.
func exchange(field core.Field, m core.Message, senders []*bufio.Reader, receivers []net.Conn) (inbox []core.Message, err error) {
	data, err := m.AppendBinary(make([]byte, 2))
	if err != nil {
		return nil, err
	}
	binary.BigEndian.PutUint16(data, uint16(len(data)-2))
	for _, receiver := range receivers {
		if _, err := receiver.Write(data); err != nil {
			return nil, err
		}
	}
	for _, sender := range senders {
		var size uint16
		if err := binary.Read(sender, binary.BigEndian, &size); err != nil {
			return nil, err
		}
		if size > longest {
			return nil, fmt.Errorf("a message of %d bytes: at most %d are taken", size, longest)
		}
		text := make([]byte, size)
		if _, err := io.ReadFull(sender, text); err != nil {
			return nil, err
		}
		heard, err := core.ParseMessage(field, text)
		if err != nil {
			return nil, err
		}
		inbox = append(inbox, heard)
	}
	return inbox, nil
}
