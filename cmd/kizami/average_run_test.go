package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"kizami/core/scenario"
)

func TestARunThatTheMachineHasNoMemoryForIsRefused(t *testing.T) {
	s, err := scenario.Random(1000, 1, "bound")
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	if err := announce(&said, s, 1_000_000); fmt.Sprint(err) != "the run takes about 96 MB of memory, and 1 MB are available" || said.Len() > 0 {
		t.Errorf("%v, said %q", err, said.String())
	}
	if err := announce(&said, s, -1); err != nil || said.Len() > 0 {
		t.Errorf("%v, said %q: nobody knows, and it is not much", err, said.String())
	}
	large, err := scenario.Random(2000, 1, "probe")
	if err != nil {
		t.Fatal(err)
	}
	if err := announce(&said, large, 1<<60); err != nil || said.String() != "2000 nodes: the run takes about 865 MB of memory\n" {
		t.Errorf("%v, said %q", err, said.String())
	}
}

func TestALongRunSaysHowFarItHasCome(t *testing.T) {
	var said bytes.Buffer
	p := pace{w: &said, begun: time.Now().Add(-40 * time.Second), said: time.Now()}
	p.watch(scenario.Progress{Round: 3, Part: 0.1})
	if said.Len() > 0 {
		t.Errorf("said %q at once", said.String())
	}
	p.said = p.said.Add(-longRun)
	p.watch(scenario.Progress{Round: 30, Part: 0.4})
	if got := said.String(); got != "round 30: about 40 %, 1m0s left\n" {
		t.Errorf("said %q", got)
	}
	if remaining(time.Second, 0) != 0 || remaining(time.Second, 1) != 0 {
		t.Error("a guess from nothing")
	}
	if available := availableMemory(); available == 0 || strings.HasPrefix(megabytes(available), "0") {
		t.Errorf("%d bytes available", available)
	}
}
