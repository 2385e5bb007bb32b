package fleet

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

// BenchmarkFleet measures one exact average of random digraphs of out-degree 3 over a NATS server, every node with a connection
// and a journal of its own, from when all are connected to when all know that all have ended.
func BenchmarkFleet(b *testing.B) {
	for _, n := range []int{10, 50, 100} {
		for _, careless := range []bool{false, true} {
			name := map[bool]string{false: "safe", true: "careless"}[careless]
			b.Run(fmt.Sprintf("n=%d/%s", n, name), func(b *testing.B) {
				s, err := Serve(0, "")
				if err != nil {
					b.Fatal(err)
				}
				defer s.Close()
				resent, sent := 0, 0
				for round := 0; b.Loop(); round++ {
					b.StopTimer()
					c := newCrew(b, n, uint64(1000*n+round))
					c.run = fmt.Sprint(b.Name(), round, time.Now().UnixNano())
					c.run = RunName([]byte(c.run))
					c.average(b, s.URL(), careless)
					for _, status := range c.ended {
						resent, sent = resent+status.Resent, sent+status.Sent
					}
				}
				b.ReportMetric(100*float64(resent)/float64(sent), "%resent")
			})
		}
	}
}

// average drives all nodes, with the clock running from when all are connected.
func (c *crew) average(b *testing.B, url string, careless bool) {
	var connected, group sync.WaitGroup
	begin := make(chan struct{})
	connected.Add(c.g.Nodes())
	for j := range c.g.Nodes() {
		group.Go(func() {
			n := c.node(j)
			n.Careless = careless
			status, err := n.Drive(b.Context(), func() (Link, error) {
				link, err := Dial(url, n.Neighbours)
				connected.Done()
				<-begin
				return link, err
			})
			if err != nil {
				b.Error(err)
			}
			c.lock.Lock()
			defer c.lock.Unlock()
			c.ended[j] = status
		})
	}
	connected.Wait()
	b.StartTimer()
	close(begin)
	group.Wait()
	b.StopTimer()
	c.exact()
	b.StartTimer()
}
