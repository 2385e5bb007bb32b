package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"kizami/core/scenario"
)

const (
	muchMemory = 200 << 20       // what a run takes is said beforehand from here on
	longRun    = 3 * time.Second // how far it has come, when it takes longer, and again and again
)

// runAverage runs a scenario until it has ended or is interrupted. A run that the machine has no memory for does not begin.
func runAverage(cmd *cobra.Command, s *scenario.Scenario) (*scenario.Outcome, error) {
	ctx, stop := interruptible(cmd.Context())
	defer stop()
	if err := announce(cmd.ErrOrStderr(), s, availableMemory()); err != nil {
		return nil, err
	}
	p := pace{w: cmd.ErrOrStderr(), begun: time.Now(), said: time.Now()}
	outcome, err := s.Run(ctx, p.watch)
	return outcome, interrupted(ctx, err)
}

// blame makes bad input of an error that only the run finds and that the scenario is to blame for.
func blame(err error) error {
	var fault *scenario.Error
	if errors.As(err, &fault) && slices.Contains([]string{"diameter-low", "bracket-long", "rounds-short", "trace-nodes"}, fault.Code) {
		return badInput(err)
	}
	return err
}

// announce says how much memory a run takes, when that is much, and refuses it when there is less. Less than nothing
// available means that nobody knows.
func announce(w io.Writer, s *scenario.Scenario, available int64) error {
	need := s.Memory()
	if available >= 0 && need > available {
		return fmt.Errorf("the run takes about %s of memory, and %s are available", megabytes(need), megabytes(available))
	}
	if need >= muchMemory {
		fmt.Fprintf(w, "%d nodes: the run takes about %s of memory\n", s.Digraph().Nodes(), megabytes(need))
	}
	return nil
}

func megabytes(bytes int64) string { return fmt.Sprintf("%d MB", (bytes+1_000_000-1)/1_000_000) }

var memoryLine = regexp.MustCompile(`(?m)^MemAvailable: +([0-9]+) kB$`)

// availableMemory returns what Linux says that programs may take, or −1.
func availableMemory() int64 {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return -1
	}
	line := memoryLine.FindSubmatch(text)
	if line == nil {
		return -1
	}
	kilobytes, err := strconv.ParseInt(string(line[1]), 10, 64)
	if err != nil {
		return -1
	}
	return kilobytes * 1024
}

// pace tells how far a long run has come, and how long it will still take if it goes on like that.
type pace struct {
	w           io.Writer
	begun, said time.Time
}

func (p *pace) watch(now scenario.Progress) {
	if time.Since(p.said) < longRun {
		return
	}
	p.said = time.Now()
	fmt.Fprintf(p.w, "round %d: about %d %%", now.Round, int(100*now.Part))
	if left := remaining(p.said.Sub(p.begun), now.Part); left > 0 {
		fmt.Fprintf(p.w, ", %s left", left)
	}
	fmt.Fprintln(p.w)
}

// remaining guesses the time that is left from the time that a part took, or returns 0.
func remaining(passed time.Duration, part float64) time.Duration {
	if part < 0.01 || part >= 1 {
		return 0
	}
	return time.Duration(float64(passed) * (1 - part) / part).Round(time.Second)
}
