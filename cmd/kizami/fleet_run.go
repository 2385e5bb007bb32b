package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"kizami/fleet"
	"kizami/learn"
)

// fleetOptions are the flags of the command fleet run.
type fleetOptions struct {
	state        string
	asJSON       bool
	lose, double float64
	delay        time.Duration
	kill         int
}

func newFleetRun() *cobra.Command {
	var o fleetOptions
	command := &cobra.Command{
		Use:   "run FILE|-",
		Short: "Run a scenario or an experiment as one process per node on this machine",
		Long: `run starts a NATS server on 127.0.0.1 and a process for every node of FILE: a scenario, as of kizami average, with any ending
but the probe, or a learning experiment with one method, certified or coordinated by bracket or race, whose first seed it
runs. It shows what each node found, and compares that with the simulator: average by average, or the digest of all epochs.

A process that dies is started again and goes on from its journal. With --state the journals stay, and the same command goes on
where an interrupted one was. --kill, --lose, --double and --delay are for trying how it holds.`,
		Example: `  kizami fleet run ring.json
  kizami fleet run ring.json --kill 20 --lose 0.2
  kizami fleet run mine.json --state state/ --json`,
		Args: badUsage(oneFile),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.kill < 0 || o.lose < 0 || o.lose >= 1 || o.double < 0 || o.double > 1 || o.delay < 0 {
				return badInput(errors.New("--kill and --delay must not be negative, --double be between 0 and 1, and --lose be below 1"))
			}
			p, err := readPlan(args[0], cmd.InOrStdin())
			if err != nil {
				return badInput(err)
			}
			ctx, stop := interruptible(cmd.Context())
			defer stop()
			return o.run(ctx, p, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := command.Flags()
	flags.StringVar(&o.state, "state", "", "keep the journals in this folder, or go on from them (default: a temporary one)")
	flags.BoolVar(&o.asJSON, "json", false, "print the outcome as JSON (spec/fleet-outcome.schema.json)")
	flags.IntVar(&o.kill, "kill", 0, "for trying: kill so many processes at random moments")
	flags.Float64Var(&o.lose, "lose", 0, "for trying: the part of packets that each node throws away on arrival")
	flags.Float64Var(&o.double, "double", 0, "for trying: the part of packets that arrives twice")
	flags.DurationVar(&o.delay, "delay", 0, "for trying: how much later packets arrive, give or take half of it")
	return command
}

func (o *fleetOptions) run(ctx context.Context, p *plan, out, problems io.Writer) error {
	folder, err := o.folder()
	if err != nil {
		return badInput(err)
	}
	if o.state == "" {
		defer os.RemoveAll(folder)
	}
	server, err := fleet.Serve(0, "")
	if err != nil {
		return err
	}
	defer server.Close()
	run, goesOn, err := p.write(folder, fleet.NodeFile{Servers: server.URL(), Linger: "10s"})
	if err != nil {
		return err
	}
	began := "run " + run
	if goesOn {
		began += " goes on"
	}
	fmt.Fprintf(problems, "%s: %d nodes, server %s\n", began, p.common.Nodes, server.URL())
	processes := &processes{options: o, folder: folder, nodes: make([]process, p.common.Nodes), problems: problems, begun: time.Now()}
	if err := processes.run(ctx); err != nil {
		return interrupted(ctx, err)
	}
	outcome, err := p.outcome(run, processes)
	if err != nil {
		return err
	}
	if o.asJSON {
		err = json.NewEncoder(out).Encode(outcome)
	} else {
		_, err = fmt.Fprintln(out, outcome.table(p))
	}
	if err == nil && !outcome.Fleet.Identical {
		err = errors.New("the fleet and the simulator do not agree: this is a fault of kizami, please report it with its file")
	}
	return err
}

func (o *fleetOptions) folder() (string, error) {
	if o.state != "" {
		return o.state, os.MkdirAll(o.state, 0o700)
	}
	return os.MkdirTemp("", "kizami-fleet-")
}

// fleetOutcome is what a fleet came to (spec/fleet-outcome.schema.json).
type fleetOutcome struct {
	Kizami  int          `json:"kizami"`
	Average []string     `json:"average,omitempty"`
	Rounds  int          `json:"rounds,omitempty"`
	Epochs  int          `json:"epochs,omitempty"`
	Steps   int          `json:"steps,omitempty"` // that were accepted
	Ended   string       `json:"ended,omitempty"` // why before all epochs
	Iterate []float64    `json:"iterate,omitempty"`
	Model   *learn.Model `json:"model,omitempty"`
	Fleet   fleetFigures `json:"fleet"`
	Nodes   []nodeReport `json:"nodes"`
}

type fleetFigures struct {
	Run       string `json:"run"`
	Restarts  int    `json:"restarts"`
	Messages  int    `json:"messages"` // one for each arc and round
	Resent    int    `json:"resent"`   // more messages, each to all out-neighbours
	Digest    string `json:"digest,omitempty"`
	Identical bool   `json:"identical"` // to the simulator
}

// outcome gathers what the nodes report, and holds it against the simulator.
func (p *plan) outcome(run string, all *processes) (*fleetOutcome, error) {
	first := all.nodes[0].last
	o := &fleetOutcome{Kizami: 1, Average: first.Average, Rounds: first.Rounds, Epochs: first.Epochs, Steps: first.Accepted, Ended: first.Ended, Iterate: first.Iterate}
	o.Fleet = fleetFigures{Run: run, Digest: first.Digest, Identical: true}
	degrees := make([]int, p.common.Nodes)
	for _, a := range p.common.Arcs {
		degrees[a[0]]++
	}
	for j, n := range all.nodes {
		o.Nodes = append(o.Nodes, *n.last)
		o.Fleet.Restarts += n.restarts
		o.Fleet.Messages += int(n.last.Status.Round) * degrees[j]
		o.Fleet.Resent += n.last.Status.Resent
		same := slices.Equal(n.last.Average, first.Average) && n.last.Rounds == first.Rounds && slices.Equal(n.last.Iterate, first.Iterate) && n.last.Epochs == first.Epochs
		o.Fleet.Identical = o.Fleet.Identical && same
	}
	return o, p.compare(o)
}

// compare runs the simulator.
func (p *plan) compare(o *fleetOutcome) error {
	if p.scenario != nil {
		simulated, err := p.scenario.Average()
		if err != nil {
			return err
		}
		o.Fleet.Identical = o.Fleet.Identical && slices.Equal(simulated.Average, o.Average) && simulated.Rounds == o.Rounds
		return nil
	}
	digests, err := p.learning.Simulated()
	if err != nil {
		return err
	}
	for j, n := range o.Nodes {
		o.Fleet.Identical = o.Fleet.Identical && fmt.Sprintf("%x", digests[j]) == n.Digest
	}
	o.Model = p.learning.Model(o.Iterate)
	return nil
}

// table shows the outcome to a person.
func (o *fleetOutcome) table(p *plan) string {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	result := "average"
	if o.Average == nil {
		result = "digest of all epochs"
	}
	t.AppendHeader(table.Row{"node", result, "rounds", "sent", "resent", "journal"})
	for _, n := range o.Nodes {
		found := strings.Join(n.Average, ", ")
		if o.Average == nil {
			found = n.Digest[:16] + "…"
		}
		t.AppendRow(table.Row{nodeLabel(&p.common, n.Node), found, n.Status.Round, n.Status.Sent, n.Status.Resent, fmt.Sprintf("%d B", n.Status.Journal)})
	}
	lines := []string{}
	if len(o.Nodes) <= mostRows {
		lines = append(lines, t.Render())
	}
	if o.Average != nil {
		lines = append(lines, fmt.Sprintf("average %s, decided after %d rounds, and %d of roll call", strings.Join(o.Average, ", "), o.Rounds, p.common.Diameter))
	} else {
		lines = append(lines, fmt.Sprintf("%d epochs, %d steps accepted; the iterate is %v", o.Epochs, o.Steps, o.Iterate))
		if o.Ended != "" {
			lines = append(lines, "ended: "+o.Ended)
		}
	}
	same := "the same bits at all nodes as in the simulator"
	if !o.Fleet.Identical {
		same = "NOT the bits of the simulator"
	}
	return strings.Join(append(lines, fmt.Sprintf("%s; %d processes were started again, %d messages sent again", same, o.Fleet.Restarts, o.Fleet.Resent)), "\n")
}
