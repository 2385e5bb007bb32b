package main

import (
	"errors"
	"fmt"
	"testing"
)

func TestExitCodes(t *testing.T) {
	fault := errors.New("the disk is full")
	for _, c := range []struct {
		err  error
		want int
	}{{fault, 1}, {badInput(fault), 2}, {fmt.Errorf("ring.json: %w", badInput(fault)), 2}} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%v: exit code %d, want %d", c.err, got, c.want)
		}
	}
	if err := badInput(fault); !errors.Is(err, fault) || err.Error() != fault.Error() {
		t.Errorf("bad input hides its cause: %v", err)
	}
}
