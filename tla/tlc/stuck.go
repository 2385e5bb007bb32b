package tlc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"
)

// TLC 1.7.3 may lose a wake-up between its periodic report (StateQueue.suspendAll) and its last worker, and then wait for
// ever. It was seen once in some ten thousand runs. A run that takes next to no processor time is therefore ended and
// begun anew.
var errStuck = errors.New("TLC stands still")

// How a run is found to be stuck: for so long it has taken less than this many hundredths of a second of processor time.
// Java alone takes some in every second.
var (
	stuckAfter       = 30 * time.Second
	stuckBelow int64 = 60
)

// attempts is how often a run that gets stuck is begun.
const attempts = 3

// endIfStuck ends ctx with errStuck when the process stands still. Where the system does not tell it does nothing.
func endIfStuck(ctx context.Context, process int, end context.CancelCauseFunc) {
	ticker := time.NewTicker(stuckAfter)
	defer ticker.Stop()
	last, ok := processorTime(process)
	for ok {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		var now int64
		if now, ok = processorTime(process); ok && now-last < stuckBelow {
			end(errStuck)
			return
		}
		last = now
	}
}

// processorTime returns what a process has taken so far, in the hundredths of a second in which Linux counts it.
func processorTime(process int) (hundredths int64, ok bool) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if err != nil {
		return 0, false
	}
	fields := bytes.Fields(data[bytes.LastIndexByte(data, ')')+1:]) // the name before may hold spaces
	if len(fields) < 13 {
		return 0, false
	}
	for _, field := range fields[11:13] { // utime and stime, proc(5)
		ticks, err := strconv.ParseInt(string(field), 10, 64)
		if err != nil {
			return 0, false
		}
		hundredths += ticks
	}
	return hundredths, true
}
