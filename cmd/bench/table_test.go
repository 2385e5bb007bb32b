package main

import (
	"strings"
	"testing"
)

const output = `goos: linux
cpu: Some CPU
BenchmarkAdvance/random-100     	      79	 105033221 node-updates/s	         0.7181 of-gather-only	       0 B/op	       0 allocs/op
BenchmarkAdvance/short-edged-1000000	       3	  25033221 node-updates/s	         0.5 of-gather-only	       0 B/op	       0 allocs/op
BenchmarkRecurrence/n=100       	   17074	     70452 ns/op
BenchmarkRecurrence/n=100       	   17074	     60452 ns/op
BenchmarkRecurrence/n=100       	   17074	     80452 ns/op
BenchmarkCoordination/path/probe/n=1000         	       1	6661060031 ns/op
BenchmarkBracketRound/n=100000 	      30	  38757166 node-updates/s	         2.261 of-float-2	         1.153 of-float-4	       0 B/op	       0 allocs/op
BenchmarkBracketAverage/n=1000 	      10	  1500000 ns/op	         88 rounds	         96.4 bytes/node	         4321.5 times-the-bound
BenchmarkCertified/bracket/n=100/d=10 	     100	   2040900 ns/op	     490.0 epochs/s	        33.25 rounds	    8584 B/op	      0 allocs/op
BenchmarkCertifiedRun/bracket/n=10000/d=10 	       1	   9040900000 ns/op	     417768 bytes/node	        26.00 epochs	     915.0 rounds
BenchmarkEpoch/n=10/d=10/mean 	    1000	    200000 ns/op	      5000 epochs/s	     512 B/op	    1234 allocs/op
BenchmarkBroken
PASS
`

func TestTable(t *testing.T) {
	r := &results{values: map[string]map[string]float64{}}
	r.parse([]byte(output))
	peers, err := parsePeers([]byte(`{"peer":"scipy","graph":"random-100","speed":3e7,"rounds":300,"lowest":499.9,"highest":500}
{"peer":"tvopt","graph":"random-100","speed":25000}
{"peer":"scipy","graph":"short-edged-1000000","speed":5.9e8}
{"peer":"scipy","graph":"bracket-100000","speed":1.55e7}
{"peer":"scipy","graph":"bracket-1000","speed":1e8}
`))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	writeTable(&text, r, peers)
	const want = `
┌──────────────────────────────────────────────────────────┬───────────┬───────────────────────┬────────────────┬─────────┬─────────┬─────────────┐
│ what                                                     │         n │                 speed │ of gather-only │ × scipy │ × tvopt │ allocations │
├──────────────────────────────────────────────────────────┼───────────┼───────────────────────┼────────────────┼─────────┼─────────┼─────────────┤
│ one round of all nodes, random graph                     │       100 │  105 M node-updates/s │           0.72 │     3.5 │   4,201 │           0 │
│ one round of all nodes, short-edged graph                │ 1,000,000 │ 25.0 M node-updates/s │           0.50 │   0.042 │       – │           0 │
├──────────────────────────────────────────────────────────┼───────────┼───────────────────────┼────────────────┼─────────┼─────────┼─────────────┤
│ Berlekamp–Massey of 2n terms, online                     │       100 │                 60 µs │              – │       – │       – │           – │
├──────────────────────────────────────────────────────────┼───────────┼───────────────────────┼────────────────┼─────────┼─────────┼─────────────┤
│ whole exact coordination, path, probe                    │     1,000 │                 6.7 s │              – │       – │       – │           – │
├──────────────────────────────────────────────────────────┼───────────┼───────────────────────┼────────────────┼─────────┼─────────┼─────────────┤
│ one round of the bracket                                 │   100,000 │ 38.8 M node-updates/s │              – │     2.5 │       – │           0 │
│   × 2.3 of 2 float64 words, × 1.2 of 4                   │           │                       │                │         │         │             │
├──────────────────────────────────────────────────────────┼───────────┼───────────────────────┼────────────────┼─────────┼─────────┼─────────────┤
│ whole exact average by the bracket                       │     1,000 │                1.5 ms │              – │    0.59 │       – │           – │
│   88 rounds, 96 bytes a node, 1/4322 of the bound ending │           │                       │                │         │         │             │
├──────────────────────────────────────────────────────────┼───────────┼───────────────────────┼────────────────┼─────────┼─────────┼─────────────┤
│ epoch of certified steps, bracket, d=10                  │       100 │          490 epochs/s │              – │       – │       – │           0 │
│   33 rounds                                              │           │                       │                │         │         │             │
├──────────────────────────────────────────────────────────┼───────────┼───────────────────────┼────────────────┼─────────┼─────────┼─────────────┤
│ certified steps to 1e-6, bracket, d=10                   │    10,000 │                 9.0 s │              – │       – │       – │           – │
│   26 epochs, 915 rounds, 417768 bytes a node             │           │                       │                │         │         │             │
├──────────────────────────────────────────────────────────┼───────────┼───────────────────────┼────────────────┼─────────┼─────────┼─────────────┤
│ learning epoch, d=10, mean                               │        10 │       5.00 k epochs/s │              – │       – │       – │       1,234 │
└──────────────────────────────────────────────────────────┴───────────┴───────────────────────┴────────────────┴─────────┴─────────┴─────────────┘
`
	if got := "\n" + text.String(); got != want {
		t.Errorf("%s", got)
	}
}

func TestNumbers(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0.00", 9.876: "9.88", 999: "999", 999.7: "1.00 k", 12345: "12.3 k", 105033221: "105 M", 2.5e9: "2.50 G",
	} {
		if got := quantity(x); got != want {
			t.Errorf("quantity(%v) = %q, want %q", x, got, want)
		}
	}
	for x, want := range map[float64]string{70452: "70 µs", 3.4e6: "3.4 ms", 6.66e9: "6.7 s"} {
		if got := duration(x); got != want {
			t.Errorf("duration(%v) = %q, want %q", x, got, want)
		}
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %q, want %q", n, got, want)
		}
	}
}
