package state

import (
	"strings"
	"testing"

	"kizami/tla/tlc"
)

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
