package fleet

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kizami/core"
	"kizami/core/family"
)

// crew is a run of an average, all nodes in this process.
type crew struct {
	t      testing.TB
	g      *core.Digraph
	hub    *hub
	folder string
	values []int64
	faults Faults
	run    string
	linger time.Duration
	hold   time.Duration   // every round takes that long at least
	moved  func(round int) // node 0 has gone through so many rounds

	lock    sync.Mutex
	sides   []*core.AverageSide
	results []error
	ended   []Status
}

func newCrew(t testing.TB, n int, seed uint64) *crew {
	g, err := family.Random(n, min(3, n-1), seed)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(seed, 17))
	c := &crew{t: t, g: g, hub: newHub(), folder: t.TempDir(), run: fmt.Sprint(seed), linger: 5 * time.Second,
		sides: make([]*core.AverageSide, n), results: make([]error, n), ended: make([]Status, n)}
	for range n {
		c.values = append(c.values, random.Int64N(1<<40))
	}
	return c
}

func (c *crew) span() int { return max(1, c.g.Diameter()) }

// node returns node j, as a new process would.
func (c *crew) node(j int) Node {
	side, err := core.NewBracketSide(core.BracketConfig{Bound: c.g.Nodes(), Span: c.span(), Most: 1 << 40}, c.g.OutDegree(j), []int64{c.values[j]})
	if err != nil {
		c.t.Error(err)
	}
	c.lock.Lock()
	c.sides[j] = side
	c.lock.Unlock()
	return Node{
		Neighbours: Neighbours{c.run, j, c.g.In(j), c.g.Out(j)}, Nodes: c.g.Nodes(), Span: c.span(), Side: &slow{AverageSide: side, crew: c, first: j == 0},
		Private: fmt.Sprint(c.values[j]), Journal: filepath.Join(c.folder, fmt.Sprint(j)), Careless: true, Linger: c.linger,
	}
}

// slow is a side whose rounds take time.
type slow struct {
	*core.AverageSide
	crew  *crew
	first bool // it is that of node 0
}

func (s *slow) Advance(inbox [][]byte) error {
	time.Sleep(s.crew.hold)
	if s.first && s.crew.moved != nil {
		s.crew.moved(s.Rounds())
	}
	return s.AverageSide.Advance(inbox)
}

// drive runs node j until its end or that of the context.
func (c *crew) drive(ctx context.Context, j int) error {
	n := c.node(j)
	status, err := n.Drive(ctx, func() (Link, error) { return Faulty(c.hub.dial(n.Neighbours), c.faults, uint64(j)), nil })
	c.lock.Lock()
	defer c.lock.Unlock()
	c.results[j], c.ended[j] = err, status
	return err
}

// all drives every node, each by way of alone if there is one.
func (c *crew) all(alone func(j int) error) {
	var group sync.WaitGroup
	for j := range c.g.Nodes() {
		group.Go(func() {
			if alone == nil {
				_ = c.drive(c.t.Context(), j)
			} else {
				_ = alone(j)
			}
		})
	}
	group.Wait()
}

// exact fails unless all nodes have the average.
func (c *crew) exact() {
	c.t.Helper()
	sum := new(big.Int)
	for _, v := range c.values {
		sum.Add(sum, big.NewInt(v))
	}
	want := new(big.Rat).SetFrac(sum, big.NewInt(int64(len(c.values))))
	for j, s := range c.sides {
		if c.results[j] != nil || len(s.Average()) != 1 || s.Average()[0].Rat().Cmp(want) != 0 {
			c.t.Errorf("node %d: %v, error %v; the average is %v", j, s.Average(), c.results[j], want)
		}
	}
}

func TestFleetIsExact(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]Faults{
		"good links": {}, "loss": {Lose: 0.3, Double: 0.2}, "slow": {Delay: 5 * time.Millisecond, Jitter: 5 * time.Millisecond, Lose: 0.05},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCrew(t, 8, 3)
			c.faults = f
			c.all(nil)
			c.exact()
		})
	}
}

// Without faults every node sends the message of each of its rounds once, and nothing again but what late starters ask for.
func TestUndisturbedFleetSendsWhatTheRuleSays(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 8, 5)
	c.all(nil)
	c.exact()
	for j, s := range c.ended {
		if s.Sent != int(s.Round) || s.Round != uint32(c.sides[j].Rounds()+c.span()) || s.Ignored > s.Received {
			t.Errorf("node %d: %d messages in %d rounds", j, s.Sent, s.Round)
		}
	}
}

// Nodes are stopped at any time, as a kill would, and started again from their journals.
func TestKilledNodesGoOn(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 7, 11)
	c.faults = Faults{Lose: 0.1, Delay: time.Millisecond, Jitter: time.Millisecond}
	restored := 0
	c.all(func(j int) error {
		random := rand.New(rand.NewPCG(uint64(j), 12))
		for range 4 {
			ctx, stop := context.WithTimeout(t.Context(), time.Duration(5+random.IntN(25))*time.Millisecond)
			err := c.drive(ctx, j)
			stop()
			if !errors.Is(err, context.DeadlineExceeded) {
				return err
			}
		}
		return c.drive(t.Context(), j)
	})
	c.exact()
	for _, s := range c.ended {
		if s.Restored {
			restored++
		}
	}
	if restored < 3 {
		t.Errorf("only %d nodes were ever started again", restored)
	}
}

// For a while one half does not hear the other.
func TestPartitionsHeal(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 6, 13)
	var healed atomic.Bool
	c.moved = func(round int) {
		if round == 2*c.span() {
			c.hub.part(3)
			time.AfterFunc(500*time.Millisecond, func() { healed.Store(true); c.hub.part(0) })
		}
	}
	c.all(nil)
	c.exact()
	if !healed.Load() {
		t.Error("the run was over before its halves were together again")
	}
}

// All nodes stop in the middle of a round, and start again.
func TestColdStopGoesOn(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 6, 14)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	c.moved = func(round int) {
		if round == 2*c.span() {
			stop()
		}
	}
	c.all(func(j int) error { return c.drive(ctx, j) })
	c.moved = nil
	for j, err := range c.results {
		if !errors.Is(err, context.Canceled) || c.ended[j].Round == 0 {
			t.Fatalf("node %d was not stopped in the middle: round %d, %v", j, c.ended[j].Round, err)
		}
	}
	c.all(nil)
	c.exact()
	for j, s := range c.ended {
		if !s.Restored {
			t.Errorf("node %d began anew", j)
		}
	}
}

// A node that comes back without its journal, with another value, ends the run everywhere, with one sentence.
func TestLostJournalEndsTheRun(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 6, 21)
	c.faults = Faults{Delay: 3 * time.Millisecond}
	c.all(func(j int) error {
		if j == 2 {
			ctx, stop := context.WithTimeout(t.Context(), 30*time.Millisecond)
			defer stop()
			_ = c.drive(ctx, j)
			c.values[j]++
			if err := os.Remove(filepath.Join(c.folder, "2")); err != nil {
				t.Error(err)
			}
		}
		return c.drive(t.Context(), j)
	})
	for j, err := range c.results {
		var ended *EndedError
		if !errors.As(err, &ended) || ended.Sentence != (&core.LostStateError{Node: 2}).Error() {
			t.Errorf("node %d ends with %v", j, err)
		}
	}
	if err := c.drive(t.Context(), 0); err == nil || !strings.Contains(err.Error(), "lost its state") {
		t.Errorf("started again, node 0 ends with %v", err)
	}
}

// What no honest node can send ends the run, and the sentence names the link.
func TestContradictionEndsTheRun(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 5, 31)
	in := c.g.In(0)[0]
	liar := c.hub.dial(Neighbours{c.run, in, nil, nil})
	c.all(func(j int) error {
		if j != in {
			return c.drive(t.Context(), j)
		}
		for k := range 20 {
			liar.Send(Packet{Kind: Offer, Incarnation: 9, Content: []byte(fmt.Sprint("anything", k))})
			time.Sleep(10 * time.Millisecond)
		}
		return nil
	})
	for j, err := range c.results {
		if want := fmt.Sprintf("a message from node %d", in); j != in && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("node %d ends with %v", j, err)
		}
	}
}

func TestJournalsOfOthersAreRefused(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 3, 41)
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer stop()
	if err := c.drive(ctx, 0); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	dial := func() (Link, error) { return nil, errors.New("must not come to this") }
	for want, change := range map[string]func(*Node){
		"not of another": func(n *Node) { n.Neighbours.Run = "another" },
		"not of node 1":  func(n *Node) { n.Neighbours.Node = 1 },
		"another value":  func(n *Node) { n.Private = "else" },
	} {
		n := c.node(0)
		change(&n)
		if _, err := n.Drive(t.Context(), dial); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q expected, found %v", want, err)
		}
	}
}
