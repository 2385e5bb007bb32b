package main

import (
	"net"
	"testing"
)

// Five nodes in processes' places, started in any order, all know the same fraction in the same round.
func TestExactOverTCP(t *testing.T) {
	arcs := [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}, {0, 2}, {0, 3}}
	values := []int64{1, 2, 3, 5, -8}
	var addresses []string
	for range values {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		addresses = append(addresses, listener.Addr().String())
		listener.Close()
	}
	type answer struct {
		average string
		rounds  int
		err     error
	}
	answers := make(chan answer)
	for j, value := range values {
		var to []string
		in := 0
		for _, a := range arcs {
			if a[0] == j {
				to = append(to, addresses[a[1]])
			}
			if a[1] == j {
				in++
			}
		}
		go func() {
			average, rounds, err := run(addresses[j], to, in, value, len(values))
			if err != nil {
				answers <- answer{err: err}
				return
			}
			answers <- answer{average.Rat().RatString(), rounds, nil}
		}()
	}
	for range values {
		if got := <-answers; got != (answer{"3/5", 8, nil}) {
			t.Errorf("%+v", got)
		}
	}
}
