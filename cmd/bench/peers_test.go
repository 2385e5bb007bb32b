package main

import (
	"context"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"
)

// The exact average is the sum of the values over the number of nodes, whatever the graph.
func TestPeersMustComeToTheExactAverage(t *testing.T) {
	g := graph{Nodes: 30}
	average, err := exactAverage(g)
	sum := int64(0)
	for j := range g.Nodes {
		sum += value(j)
	}
	if err != nil || average.Cmp(big.NewRat(sum, 30)) != 0 {
		t.Fatalf("%v (%v), want %d/30", average, err, sum)
	}
	exact, _ := average.Float64()
	near, far := exact*(1+1e-12), exact*(1+1e-6)
	for _, test := range []struct {
		lowest, highest float64
		agree           bool
	}{{exact, near, true}, {near, exact, true}, {exact, far, false}, {far, exact, false}, {math.NaN(), exact, false}} {
		_, err := agreement(average, g.Name(), []peer{{Peer: "scipy", Graph: "random-100", Rounds: 9, Lowest: 1, Highest: 2},
			{Peer: "tvopt", Graph: g.Name(), Rounds: 9, Lowest: test.lowest, Highest: test.highest}})
		if (err == nil) != test.agree {
			t.Errorf("ratios from %g to %g, exact %g: %v", test.lowest, test.highest, exact, err)
		}
	}
	if _, err := agreement(average, g.Name(), nil); err == nil {
		t.Error("nothing compared, and it agrees")
	}
}

func TestWithoutPythonThereIsOneSentence(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := runPeers(context.Background(), t.TempDir()); err == nil || err.Error() != "python3 is not installed" {
		t.Errorf("%v", err)
	}
}

func TestParsePeersRefusesWhatIsNoJSON(t *testing.T) {
	if _, err := parsePeers([]byte("Traceback\n")); err == nil || !strings.Contains(err.Error(), "printed no JSON") {
		t.Errorf("%v", err)
	}
}

func TestRunTellsTheLastComplaint(t *testing.T) {
	_, err := run(context.Background(), time.Minute, t.TempDir(), "go", "no-such-command")
	if err == nil || err.Error() != "exit status 2: Run 'go help' for usage." {
		t.Errorf("%v", err)
	}
	if _, err := run(context.Background(), time.Nanosecond, t.TempDir(), "go", "version"); err == nil {
		t.Error("a program outlived its time")
	}
}

func TestTheTableIsExplainedWithAndWithoutPeers(t *testing.T) {
	var said strings.Builder
	if err := explain(&said, nil, errors.New("python3 is not installed")); err != nil {
		t.Errorf("without peers: %v", err)
	}
	if !strings.HasSuffix(said.String(), "scipy and tvopt were not measured: python3 is not installed.\n") {
		t.Errorf("without peers it says %q", &said)
	}
	said.Reset()
	right := []peer{{Peer: "scipy", Graph: "random-100", Rounds: 1, Lowest: 490.5, Highest: 490.5}}
	err := explain(&said, right, nil)
	if err != nil || !strings.Contains(said.String(), "on random-100 the exact average is 981/2 at every node") {
		t.Errorf("%v, it says %q", err, &said)
	}
	right[0].Highest++
	if err := explain(&said, right, nil); err == nil {
		t.Error("a peer with another result is not found out")
	}
}
