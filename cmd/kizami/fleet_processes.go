package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// processes are the nodes of a fleet on this machine.
type processes struct {
	options  *fleetOptions
	folder   string
	problems io.Writer
	begun    time.Time

	lock    sync.Mutex
	nodes   []process
	killed  int
	failure string
}

type process struct {
	running  *os.Process
	restarts int
	last     *nodeReport
	done     bool
}

const (
	mostRestarts = 1000 // of one node
	killEvery    = 100 * time.Millisecond
)

// run starts all, starts again what dies, and returns when all are done or one says why the run has to end.
func (p *processes) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, len(p.nodes))
	for j := range p.nodes {
		go func() { ended <- p.keep(ctx, j) }()
	}
	go p.disturb(ctx)
	go p.watch(ctx)
	var first error
	for range p.nodes {
		if err := <-ended; err != nil && first == nil {
			first = err
			var failed *exec.ExitError
			if !errors.As(err, &failed) || p.failure == "" {
				stop() // the others would wait for ever
			}
		}
	}
	if p.failure != "" {
		return errors.New(p.failure)
	}
	return first
}

// keep runs node j, again and again while it dies.
func (p *processes) keep(ctx context.Context, j int) error {
	for {
		err := p.once(ctx, j)
		var exit *exec.ExitError
		killed := errors.As(err, &exit) && exit.ExitCode() < 0 && ctx.Err() == nil
		p.lock.Lock()
		n := &p.nodes[j]
		n.running = nil
		if n.last != nil && n.last.Failed != "" && p.failure == "" {
			p.failure = n.last.Failed
		}
		if err == nil && n.last != nil && n.last.Done {
			n.done = true
			p.lock.Unlock()
			return nil
		}
		again := killed && n.restarts < mostRestarts
		if again {
			n.restarts++
		}
		p.lock.Unlock()
		if !again {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("node %d: %w", j, err)
		}
	}
}

// once runs node j until its process ends.
func (p *processes) once(ctx context.Context, j int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"node", "--config", nodeName(p.folder, j), "--json", "--with-parent"}
	if o := p.options; o.lose > 0 || o.double > 0 || o.delay > 0 {
		args = append(args, fmt.Sprintf("--lose=%g", o.lose), fmt.Sprintf("--double=%g", o.double), fmt.Sprintf("--delay=%s", o.delay))
	}
	command := exec.Command(self, args...)
	command.Env = append(os.Environ(), "GOMAXPROCS=1")
	var problems strings.Builder
	command.Stderr = &problems
	alive, err := command.StdinPipe()
	if err != nil {
		return err
	}
	defer alive.Close()
	lines, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	p.lock.Lock()
	p.nodes[j].running = command.Process
	p.lock.Unlock()
	end := context.AfterFunc(ctx, func() { alive.Close() }) // which ends the node
	defer end()
	reader := bufio.NewScanner(lines)
	reader.Buffer(nil, 16<<20)
	for reader.Scan() {
		report := new(nodeReport)
		if json.Unmarshal(reader.Bytes(), report) == nil {
			p.lock.Lock()
			p.nodes[j].last = report
			p.lock.Unlock()
		}
	}
	if err := command.Wait(); err != nil {
		if said := strings.TrimSpace(problems.String()); said != "" {
			return fmt.Errorf("%w: %s", err, said[strings.LastIndex(said, "\n")+1:])
		}
		return err
	}
	return nil
}

// disturb kills as many processes as the options say.
func (p *processes) disturb(ctx context.Context) {
	tick := time.NewTicker(killEvery)
	defer tick.Stop()
	for p.killed < p.options.kill {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		p.lock.Lock()
		if n := &p.nodes[rand.IntN(len(p.nodes))]; n.running != nil && !n.done && n.running.Kill() == nil {
			p.killed++
		}
		p.lock.Unlock()
	}
}

// watch tells how far a long run has come.
func (p *processes) watch(ctx context.Context) {
	tick := time.NewTicker(longRun)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		p.lock.Lock()
		least, greatest, done := ^uint32(0), uint32(0), 0
		for _, n := range p.nodes {
			if n.last == nil {
				least = 0
				continue
			}
			least, greatest = min(least, n.last.Status.Round), max(greatest, n.last.Status.Round)
			if n.done {
				done++
			}
		}
		p.lock.Unlock()
		fmt.Fprintf(p.problems, "rounds %d to %d, %d of %d nodes done\n", least, greatest, done, len(p.nodes))
	}
}
