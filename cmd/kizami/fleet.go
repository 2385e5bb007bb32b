package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kizami/core"
	"kizami/core/scenario"
	"kizami/fleet"
	"kizami/learn"
)

func newFleet() *cobra.Command {
	command := &cobra.Command{
		Use:   "fleet",
		Short: "Run one process per node, over NATS, with the simulator's very bits",
		Long: `A fleet is a run whose nodes are processes of their own, on one machine or on many. Messages travel over NATS. Whatever is
killed, lost, doubled or delayed, every node ends with the bits that the simulator computes (spec/fleet.md).`,
		Args: badUsage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	command.AddCommand(newFleetRun(), newFleetInit(), newFleetStatus(), newFleetStop(), newFleetTrace())
	return command
}

// plan is what a file makes of a fleet: the common file, but for its nonce, and each node's own value.
type plan struct {
	common   fleet.Common
	scenario *scenario.Scenario // or
	learning *learn.Fleet
	values   [][]string // of the scenario
	folder   string     // of the files that an experiment names
}

// readPlan reads a scenario or an experiment, whose first seed counts.
func readPlan(name string, stdin io.Reader) (*plan, error) {
	var data []byte
	_, err := readInput(name, stdin, scenario.MaxLargeBytes, func(all []byte) (bool, error) {
		data = all
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	var kind struct {
		Task string `json:"task"`
	}
	if json.Unmarshal(data, &kind) == nil && kind.Task != "" {
		return planLearning(name, data)
	}
	return planAverage(name, data)
}

func planAverage(name string, data []byte) (*plan, error) {
	in := averageInput{}
	s, err := in.read(name, bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if n := s.Digraph().Nodes(); n > core.MaxNodes {
		return nil, fmt.Errorf("%s: %d nodes: a fleet has at most %d", name, n, core.MaxNodes)
	}
	agreed, err := s.Plan()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p := &plan{common: commonOf(s.Digraph(), agreed.Bound, agreed.Diameter), scenario: s}
	average := &fleet.Average{Rule: agreed.Rule, Most: agreed.Most, Quantum: s.Quantum(), Coordinates: len(s.Quanta()[0]), Rounds: agreed.Rounds, Prime: agreed.Prime}
	p.common.Average, p.common.Names = average, s.Names()
	for _, quanta := range s.Quanta() {
		var exact []core.Fraction
		for _, q := range quanta {
			exact = append(exact, core.Fraction{Numerator: q, Denominator: 1})
		}
		p.values = append(p.values, average.Units(exact))
	}
	return p, nil
}

func planLearning(name string, data []byte) (*plan, error) {
	folder := "."
	if name != "-" {
		folder = filepath.Dir(name)
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, data); err != nil {
		return nil, err
	}
	e, err := experimentIn(compact.Bytes(), folder)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	learning := &fleet.Learn{Experiment: compact.Bytes(), Seed: e.Seeds.First}
	f, err := e.Fleet(learning.Seed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p := &plan{common: commonOf(f.Digraph, f.Bound, f.Span), learning: f, folder: folder}
	p.common.Learn = learning
	return p, nil
}

func commonOf(g *core.Digraph, bound, diameter int) fleet.Common {
	c := fleet.Common{Kizami: 1, Nodes: g.Nodes(), Bound: bound, Diameter: diameter}
	for _, a := range g.Arcs() {
		c.Arcs = append(c.Arcs, [2]int{a.From, a.To})
	}
	return c
}

const commonName = "fleet.json"

// write writes the common file and one file for each node into a folder. If there is a common file already it must be the
// same: then the run goes on. It returns the run's name.
func (p *plan) write(folder string, given fleet.NodeFile) (run string, goesOn bool, err error) {
	data, goesOn, err := p.commonFile(folder)
	if err != nil {
		return "", false, err
	}
	for j := range p.common.Nodes {
		node := given
		node.Kizami, node.Common, node.Node, node.Journal, node.Folder = 1, commonName, j, fmt.Sprintf("node-%d.journal", j), p.folder
		if node.Key != "" {
			node.Key = keyName(j)
		}
		if p.values != nil {
			node.Value = p.values[j]
		}
		if err := writeJSON(nodeName(folder, j), node); err != nil {
			return "", false, err
		}
	}
	return fleet.RunName(data), goesOn, nil
}

func keyName(j int) string { return fmt.Sprintf("node-%d.key", j) }

func nodeName(folder string, j int) string {
	return filepath.Join(folder, fmt.Sprintf("node-%d.json", j))
}

func (p *plan) commonFile(folder string) (data []byte, goesOn bool, err error) {
	name := filepath.Join(folder, commonName)
	there, err := os.ReadFile(name)
	if err == nil {
		var before fleet.Common
		if err := json.Unmarshal(there, &before); err != nil {
			return nil, false, fmt.Errorf("%s: %w", name, err)
		}
		p.common.Nonce = before.Nonce
		if again, err := marshal(p.common); err != nil || !bytes.Equal(again, there) {
			return nil, false, badInput(fmt.Errorf("%s: this folder has the state of another run: name an empty one, or remove it", folder))
		}
		return there, true, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, false, err
	}
	p.common.Nonce = rand.Text()
	if data, err = marshal(p.common); err != nil {
		return nil, false, err
	}
	return data, false, writeBytes(name, data)
}

func marshal(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	return append(data, '\n'), err
}

func writeJSON(name string, v any) error {
	data, err := marshal(v)
	if err != nil {
		return err
	}
	return writeBytes(name, data)
}

func writeBytes(name string, data []byte) error {
	return writeFile(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// writeKeys writes a key for each node that has none yet, and what servers must know of all. Public keys follow from the others.
func (p *plan) writeKeys(folder, run string) error {
	var nodes []fleet.Neighbours
	var public []string
	g, err := core.NewDigraph(p.common.Nodes, p.arcs())
	if err != nil {
		return err
	}
	for j := range p.common.Nodes {
		key, err := fleet.KeyIn(filepath.Join(folder, keyName(j)))
		if err != nil {
			return err
		}
		public = append(public, key)
		nodes = append(nodes, fleet.Neighbours{Run: run, Node: j, In: g.In(j), Out: g.Out(j)})
	}
	return writeBytes(filepath.Join(folder, "nats.conf"), []byte(fleet.ServerConfig(nodes, public)))
}

func (p *plan) arcs() (arcs []core.Arc) {
	for _, a := range p.common.Arcs {
		arcs = append(arcs, core.Arc{From: a[0], To: a[1]})
	}
	return arcs
}

func newFleetInit() *cobra.Command {
	var servers, authority string
	var keys bool
	command := &cobra.Command{
		Use:   "init FILE DIR --servers nats://HOST:PORT,…",
		Short: "Write the files with which nodes on many machines run a scenario or an experiment",
		Long: `init makes of a scenario, or of a learning experiment with one method, certified or coordinated, what a fleet needs: fleet.json, which
every node must have, and node-0.json, node-1.json, … of which each machine gets its own. Then start kizami node --config
node-3.json on each. A node's value is in its own file only, and nobody else needs it; what an experiment names must be on every
machine, in "folder".`,
		Example: `  kizami fleet init ring.json ring/ --servers nats://10.0.0.1:4222
  kizami fleet init mine.json mine/ --servers nats://10.0.0.1:4222,nats://10.0.0.2:4222`,
		Args: badUsage(func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fmt.Errorf("name a file and a folder; %d were named", len(args))
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if servers == "" {
				return badInput(errors.New("--servers must name the NATS servers, such as nats://10.0.0.1:4222"))
			}
			p, err := readPlan(args[0], cmd.InOrStdin())
			if err != nil {
				return badInput(err)
			}
			if err := os.MkdirAll(args[1], 0o700); err != nil {
				return badInput(err)
			}
			given := fleet.NodeFile{Servers: servers, CA: authority}
			if keys {
				given.Key = "its own"
			}
			run, goesOn, err := p.write(args[1], given)
			if err == nil && keys {
				err = p.writeKeys(args[1], run)
			}
			if err != nil {
				return err
			}
			what := "new run"
			if goesOn {
				what = "run as before"
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s %s of %d nodes: %s; on each machine: kizami node --config node-N.json\n", what, run, p.common.Nodes, args[1])
			return err
		},
	}
	command.Flags().StringVar(&servers, "servers", "", "the NATS servers, with commas; tls://HOST:PORT for TLS")
	command.Flags().BoolVar(&keys, "keys", false, "write a key for each node, and nats.conf, with which servers let in these nodes only")
	command.Flags().StringVar(&authority, "ca", "", "the file, on every node's machine, of certificates that vouch for the servers")
	return command
}
