package state

import (
	"strings"
	"testing"

	"kizami/core"
	"kizami/tla/tlc"
)

// someState is a state that TLC printed, of a run with the probe ending in which one node has decided.
const someState = `/\ digraph = {<<0, 1>>, <<1, 0>>}
/\ round = 1
/\ numerator = (0 :> <<3, 23172>> @@ 1 :> <<46335, 23172>>)
/\ denominator = (0 :> <<1, 1>> @@ 1 :> <<1, 1>>)
/\ probe = (0 :> <<5, 5>> @@ 1 :> <<5, 5>>)
/\ horizon = (0 :> 1 @@ 1 :> 1)
/\ order = (0 :> 0 @@ 1 :> -1)
/\ decided = (0 :> 1 @@ 1 :> -1)
/\ average = (0 :> -2 @@ 1 :> -1)
/\ stopped = (0 :> -1 @@ 1 :> -1)`

func modelField(t *testing.T) core.Field {
	t.Helper()
	f, err := core.NewField(core.ModelPrime)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestDecode(t *testing.T) {
	raw, err := tlc.ParseState(someState)
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeRounds(modelField(t), raw)
	if err != nil {
		t.Fatal(err)
	}
	want := Rounds{
		Digraph: []core.Arc{{From: 0, To: 1}, {From: 1, To: 0}},
		Round:   1,
		Nodes: []core.NodeState{
			{Numerator: [][]core.Element{{3, 23172}}, Denominator: []core.Element{1, 1}, Probe: []core.Element{5, 5}, Horizon: 1,
				Order: 0, Decided: 1, Refused: true, Stopped: core.None},
			{Numerator: [][]core.Element{{46335, 23172}}, Denominator: []core.Element{1, 1}, Probe: []core.Element{5, 5}, Horizon: 1,
				Order: core.None, Decided: core.None, Stopped: core.None},
		},
	}
	if diff := want.Differences(got); len(diff) > 0 || got.Key() != want.Key() {
		t.Errorf("%v", diff)
	}
}

func TestDecodeNamesWhatItCannotRead(t *testing.T) {
	cases := []struct{ old, new, want string }{
		{"/\\ round = 1\n", "", "a state of 9 variables"},
		{"round", "rounds", "variable round is missing"},
		{"round = 1", "round = -1", "variable round: -1 is not a natural number"},
		{"round = 1", "round = {}", "variable round: {} is not a natural number"},
		{"<<3, 23172>>", "<<3, 46337>>", "variable numerator: 46337 is not an element of GF(46337)"},
		{"<<3, 23172>>", "<<3, TRUE>>", "variable numerator: TRUE is not an element of GF(46337)"},
		{"<<3, 23172>>", "{3, 23172}", "variable numerator: {3, 23172} is not a sequence"},
		{"horizon = (0 :> 1 @@ 1 :> 1)", "horizon = <<1, 1>>", "variable horizon: <<1, 1>> is not a function of the nodes"},
		{"horizon = (0 :> 1 @@ 1 :> 1)", "horizon = (0 :> 1)", "variable horizon: (0 :> 1) is not a function of the nodes"},
		{"horizon = (0 :> 1 @@ 1 :> 1)", "horizon = (0 :> 1 @@ 7 :> 1)", "variable horizon: (0 :> 1 @@ 7 :> 1) is not defined at node 1"},
		{"order = (0 :> 0 @@ 1 :> -1)", "order = (0 :> -3 @@ 1 :> -1)", "variable order: -3 is not a natural number"},
		{"average = (0 :> -2", "average = (0 :> -3", "variable average: -3 is not an element of GF(46337)"},
		{"<<0, 1>>, <<1, 0>>", "<<0, 1>>, <<1>>", "variable digraph: <<1>> is not an arc"},
		{"<<0, 1>>, <<1, 0>>", `<<0, "1">>`, `variable digraph: "1" is not a natural number`},
		{"{<<0, 1>>, <<1, 0>>}", "<<0, 1>>", "variable digraph: <<0, 1>> is not a set of arcs"},
	}
	for _, c := range cases {
		raw, err := tlc.ParseState(strings.Replace(someState, c.old, c.new, 1))
		if err != nil {
			t.Fatalf("%s: %v", c.new, err)
		}
		if _, err := DecodeRounds(modelField(t), raw); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.new, err, c.want)
		}
	}
}

// someMessageState is a state that TLC printed: node 0 has stopped and node 1 has just taken in its mark.
const someMessageState = `/\ digraph = {<<0, 1>>, <<1, 0>>}
/\ epoch = (0 :> 0 @@ 1 :> 0)
/\ round = (0 :> 1 @@ 1 :> 1)
/\ numerator = (0 :> <<3, 23172>> @@ 1 :> <<46335, 23172>>)
/\ denominator = (0 :> <<1, 1>> @@ 1 :> <<1, 1>>)
/\ probe = (0 :> <<5, 5>> @@ 1 :> <<5, 5>>)
/\ horizon = (0 :> 1 @@ 1 :> 1)
/\ order = (0 :> 0 @@ 1 :> -1)
/\ decided = (0 :> 1 @@ 1 :> -1)
/\ average = (0 :> -2 @@ 1 :> -1)
/\ stopped = (0 :> 1 @@ 1 :> -1)
/\ inbox = (0 :> {} @@ 1 :> {[from |-> 0, epoch |-> 0, round |-> 1, horizon |-> 1, words |-> << >>]})
/\ offered = (0 :> {[from |-> 0, epoch |-> 0, round |-> 1, horizon |-> 1, words |-> << >>]} @@ 1 :> {})
/\ network = {[from |-> 0, epoch |-> 0, round |-> 1, horizon |-> 1, words |-> << >>]}`

func TestDecodeMessagesNamesWhatItCannotRead(t *testing.T) {
	const mark = "[from |-> 0, epoch |-> 0, round |-> 1, horizon |-> 1, words |-> << >>]"
	raw, err := tlc.ParseState(someMessageState)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := DecodeMessages(modelField(t), raw); err != nil || !s.Peers[1].Inbox[0].IsMark() || s.Peers[0].Stopped != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"/\\ epoch = (0 :> 0 @@ 1 :> 0)\n", "", "a state of 13 variables"},
		{"epoch = (0 :> 0 @@ 1 :> 0)", "epoch = (0 :> -1 @@ 1 :> 0)", "variable epoch: -1 is not a natural number"},
		{"round = (0 :> 1 @@ 1 :> 1)", "round = (0 :> 2 @@ 1 :> 1)", "variable round: (0 :> 2 @@ 1 :> 1) comes back as (0 :> 1 @@ 1 :> 1)"},
		{"network = {" + mark + "}", "network = 3", "variable network: 3 is not a set of messages"},
		{"network = {" + mark + "}", "network = {4}", "variable network: 4 is not a message"},
		{"network = {[from |-> 0", "network = {[by |-> 0", "is not a message with the field from"},
		{"network = {[from |-> 0, epoch |-> 0, round |-> 1", "network = {[from |-> 0, epoch |-> 0, round |-> -1", "variable network: -1 is not a natural"},
		{"offered = (0 :> {[from |-> 0", "offered = (0 :> {[from |-> 1", "variable offered: "},
	} {
		raw, err := tlc.ParseState(strings.Replace(someMessageState, c.old, c.new, 1))
		if err != nil {
			t.Fatalf("%s: %v", c.new, err)
		}
		if _, err := DecodeMessages(modelField(t), raw); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.new, err, c.want)
		}
	}
}
