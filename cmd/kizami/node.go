package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"kizami/core"
	"kizami/core/scenario"
	"kizami/fleet"
	"kizami/learn"
)

// nodeOptions are the flags of the command node.
type nodeOptions struct {
	config       string
	asJSON       bool
	withParent   bool
	lose, double float64
	delay        time.Duration
	metrics      string
}

func newNode() *cobra.Command {
	var o nodeOptions
	command := &cobra.Command{
		Use:   "node --config node.json",
		Short: "Be one node of a fleet, on this machine",
		Long: `node takes part in a run as one of its nodes, until it has the result and has heard that all others have it, too. It may be
killed at any time and started again with the same file: its journal tells where it was. kizami fleet init writes the file of
every node; kizami fleet run starts all of them on this machine.

  { "kizami": 1, "common": "fleet.json", "node": 3, "value": ["7/2"],
    "servers": "nats://10.0.0.1:4222,nats://10.0.0.2:4222", "journal": "node-3.journal" }

SIGINT or SIGTERM end it; what it has is in the journal. If the run has to end, as when a node has lost its state, all nodes end
with exit code 1 and the same sentence.`,
		Example: `  kizami node --config node-3.json
  kizami node --config node-3.json --json`,
		Args: badUsage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.config == "" {
				return badInput(errors.New("--config must name the file of the node"))
			}
			ctx, stop := interruptible(cmd.Context())
			defer stop()
			return o.run(ctx, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := command.Flags()
	flags.StringVar(&o.config, "config", "", "the file of the node (spec/node.schema.json)")
	flags.BoolVar(&o.asJSON, "json", false, "print where the node stands every second, and the result, as JSON, a line each")
	flags.StringVar(&o.metrics, "metrics", "", "answer /healthz, /readyz, /status and /metrics (Prometheus) on this address, such as 127.0.0.1:9090")
	flags.BoolVar(&o.withParent, "with-parent", false, "end when standard input does: for whoever starts many nodes")
	flags.Float64Var(&o.lose, "lose", 0, "for trying: the part of packets that is thrown away on arrival")
	flags.Float64Var(&o.double, "double", 0, "for trying: the part of packets that arrives twice")
	flags.DurationVar(&o.delay, "delay", 0, "for trying: how much later packets arrive, give or take half of it")
	return command
}

// nodeReport is a line that a node prints.
type nodeReport struct {
	Node     int          `json:"node"`
	Done     bool         `json:"done"`
	Average  []string     `json:"average,omitempty"`
	Rounds   int          `json:"rounds,omitempty"` // of the average
	Iterate  []float64    `json:"iterate,omitempty"`
	Epochs   int          `json:"epochs,omitempty"`
	Accepted int          `json:"accepted,omitempty"`
	Ended    string       `json:"ended,omitempty"`  // why before all epochs
	Digest   string       `json:"digest,omitempty"` // of all epochs
	Status   fleet.Status `json:"status"`
	Failed   string       `json:"failed,omitempty"` // why the run had to end
}

// nodeTask is what a node computes.
type nodeTask struct {
	common  *fleet.Common
	side    core.Side
	private string
	report  func(*nodeReport) error
}

func (o *nodeOptions) run(ctx context.Context, stdin io.Reader, out, problems io.Writer) error {
	if o.withParent {
		var stop context.CancelFunc
		ctx, stop = context.WithCancel(ctx)
		defer stop()
		go func() {
			_, _ = io.Copy(io.Discard, stdin)
			stop()
		}()
	}
	node, task, err := o.node()
	if err != nil {
		return badInput(err)
	}
	node.Log = slog.New(slog.NewTextHandler(problems, &slog.HandlerOptions{Level: slog.LevelWarn}))
	var seen atomic.Pointer[fleet.Status]
	node.Seen = &seen
	settings, err := o.settings()
	if err != nil {
		return badInput(err)
	}
	options, err := o.secrets(settings)
	if err != nil {
		return badInput(err)
	}
	say := func(r *nodeReport) error { return json.NewEncoder(out).Encode(r) }
	ended := make(chan struct{})
	if o.asJSON {
		go sayEverySecond(ended, node.Neighbours.Node, &seen, say)
	}
	if o.metrics != "" {
		where, err := fleet.Show(ctx, o.metrics, node.Neighbours.Node, &seen)
		if err != nil {
			return badInput(err)
		}
		fmt.Fprintf(problems, "http://%s/metrics\n", where)
	}
	status, err := node.Drive(ctx, func() (fleet.Link, error) {
		link, err := fleet.Dial(settings.Servers, node.Neighbours, options...)
		if err != nil || o.lose == 0 && o.double == 0 && o.delay == 0 {
			return link, err
		}
		return fleet.Faulty(link, fleet.Faults{Lose: o.lose, Double: o.double, Delay: o.delay, Jitter: o.delay / 2}, uint64(time.Now().UnixNano())), nil
	})
	close(ended)
	report := &nodeReport{Node: node.Neighbours.Node, Done: err == nil, Status: status}
	var failed *fleet.EndedError
	if errors.As(err, &failed) {
		report.Failed = failed.Sentence
	}
	if err == nil {
		err = task.report(report)
	}
	if o.asJSON {
		return errors.Join(say(report), interrupted(ctx, err))
	}
	if err == nil {
		_, err = fmt.Fprintln(out, nodeSummary(task.common, report))
	}
	return interrupted(ctx, err)
}

func sayEverySecond(ended chan struct{}, node int, seen *atomic.Pointer[fleet.Status], say func(*nodeReport) error) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			if status := seen.Load(); status != nil {
				_ = say(&nodeReport{Node: node, Status: *status})
			}
		}
	}
}

func nodeSummary(c *fleet.Common, r *nodeReport) string {
	if c.Average != nil {
		return fmt.Sprintf("average %s, decided after %d rounds", strings.Join(r.Average, ", "), r.Rounds)
	}
	return fmt.Sprintf("iterate %v after %d epochs, digest %s", r.Iterate, r.Epochs, r.Digest)
}

// settings reads the file of the node.
func (o *nodeOptions) settings() (*fleet.NodeFile, error) {
	return readInput(o.config, nil, fleet.MaxCommonBytes, fleet.ParseNodeFile)
}

// place returns where a file is that the file of the node names.
func (o *nodeOptions) place(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(o.config), name)
}

// secrets returns how the node shows who it is, and knows its servers.
func (o *nodeOptions) secrets(settings *fleet.NodeFile) (options []nats.Option, err error) {
	for _, s := range []struct {
		file string
		read func(string) (nats.Option, error)
	}{{settings.Key, fleet.WithKey}, {settings.CA, fleet.WithAuthority}} {
		if s.file == "" {
			continue
		}
		option, err := s.read(o.place(s.file))
		if err != nil {
			return nil, err
		}
		options = append(options, option)
	}
	return options, nil
}

// node reads all that the node starts from.
func (o *nodeOptions) node() (fleet.Node, *nodeTask, error) {
	none := fleet.Node{}
	settings, err := o.settings()
	if err != nil {
		return none, nil, err
	}
	data, err := os.ReadFile(o.place(settings.Common))
	if err != nil {
		return none, nil, err
	}
	common, g, err := fleet.ParseCommon(data)
	if err != nil {
		return none, nil, fmt.Errorf("%s: %w", settings.Common, err)
	}
	if settings.Node < 0 || settings.Node >= common.Nodes {
		return none, nil, fmt.Errorf("%s: node %d: there are nodes 0 to %d", o.config, settings.Node, common.Nodes-1)
	}
	linger := time.Duration(0)
	if settings.Linger != "" {
		if linger, err = time.ParseDuration(settings.Linger); err != nil || linger < 0 {
			return none, nil, fmt.Errorf("%s: linger %q: must be a time like 30s", o.config, settings.Linger)
		}
	}
	task, err := newNodeTask(common, g, settings, o.place(settings.Folder))
	if err != nil {
		return none, nil, fmt.Errorf("%s: %w", o.config, err)
	}
	return fleet.Node{
		Neighbours: fleet.Neighbours{Run: fleet.RunName(data), Node: settings.Node, In: g.In(settings.Node), Out: g.Out(settings.Node)},
		Nodes:      common.Nodes, Span: common.Diameter, Side: task.side, Private: task.private,
		Journal: o.place(settings.Journal), Careless: settings.Careless, Linger: linger,
	}, task, nil
}

func newNodeTask(c *fleet.Common, g *core.Digraph, settings *fleet.NodeFile, folder string) (*nodeTask, error) {
	if c.Average != nil {
		return averageTask(c, g, settings)
	}
	return learnTask(c, settings, folder)
}

func averageTask(c *fleet.Common, g *core.Digraph, settings *fleet.NodeFile) (*nodeTask, error) {
	quanta, err := c.Average.Quanta(settings.Value)
	if err != nil {
		return nil, err
	}
	side, err := planOf(c).Side(g.OutDegree(settings.Node), quanta)
	if err != nil {
		return nil, err
	}
	report := func(r *nodeReport) error {
		if r.Rounds = side.Rounds(); side.Refused() {
			return errors.New("no average: what all agreed on is not true, or a bracket did not come to an end")
		}
		r.Average = c.Average.Units(side.Average())
		return nil
	}
	return &nodeTask{c, side, strings.Join(settings.Value, " "), report}, nil
}

// planOf returns what the nodes of an average agree on.
func planOf(c *fleet.Common) scenario.Plan {
	a := c.Average
	return scenario.Plan{Rule: a.Rule, Bound: c.Bound, Diameter: c.Diameter, Most: a.Most, Rounds: a.Rounds, Prime: a.Prime}
}

func learnTask(c *fleet.Common, settings *fleet.NodeFile, folder string) (*nodeTask, error) {
	f, err := fleetOf(c, folder)
	if err != nil {
		return nil, err
	}
	side, err := f.Side(settings.Node)
	if err != nil {
		return nil, err
	}
	report := func(r *nodeReport) error {
		digest := side.Digest()
		r.Iterate, r.Epochs, r.Accepted, r.Digest = side.Iterate(), side.Epoch(), side.Accepted(), fmt.Sprintf("%x", digest)
		if side.Ended() != nil {
			r.Ended = side.Ended().Error()
		}
		return nil
	}
	return &nodeTask{c, side, "", report}, nil
}

// fleetOf returns the experiment of a common file, with its data from a folder.
func fleetOf(c *fleet.Common, folder string) (*learn.Fleet, error) {
	e, err := experimentIn(c.Learn.Experiment, folder)
	if err != nil {
		return nil, err
	}
	return e.Fleet(c.Learn.Seed)
}

func experimentIn(text []byte, folder string) (*learn.Experiment, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return learn.Parse(text, root.FS())
}
