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

// How a run is found to be stuck: for so long, in whole ticks, it has taken less than this many hundredths of a second of processor time.
// Java alone takes some in every second.
var (
	stuckAfter       = 30 * time.Second
	stuckBelow int64 = 60
)

// attempts is how often a run that gets stuck is begun.
const attempts = 3

// tick is how often a run is looked at. Time is counted in ticks, because what passes while this process is stopped does
// not count.
const tick = 100 * time.Millisecond

var errTimedOut = errors.New("TLC has used up its time")

// watchOver ends ctx with errTimedOut after the limit, unless it is 0, and with errStuck when the process stands still. Where
// the system does not tell of that, it is taken to move.
func watchOver(ctx context.Context, process int, limit time.Duration, end context.CancelCauseFunc) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	last, told := processorTime(process)
	for passed := tick; ; passed += tick {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if limit > 0 && passed >= limit {
			end(errTimedOut)
			return
		}
		if !told || passed%stuckAfter != 0 {
			continue
		}
		var now int64
		if now, told = processorTime(process); told && now-last < stuckBelow {
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
