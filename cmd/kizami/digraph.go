package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kizami/core/family"
	"kizami/core/scenario"
	"kizami/graphfile"
)

// digraphTask is what kizami digraph shall do.
type digraphTask struct {
	read    scenario.DigraphFile
	family  string
	nodes   int
	seed    uint64
	to, svg string
	out     string
	json    bool
}

func newDigraph() *cobra.Command {
	var task digraphTask
	command := &cobra.Command{
		Use:   "digraph FILE|- | digraph --family NAME --nodes N",
		Short: "Say what a digraph file holds, convert it, or draw it",
		Long: `digraph reads a digraph file and says how many nodes and arcs it has, whether it is strongly connected, its diameter, and
how many rounds each ending takes on it. With --to it writes the digraph in another format, with --svg a drawing.

Formats, found by the content or named with --format:

  edges           a line per arc: from, to, or columns that a header names; blanks, tabs, commas or semicolons; # and % comments
  adjacency       a square matrix of 0 and 1, perhaps with names: the node of a row sends to that of a column
  adjacency-list  a line per node: its name and those that it sends to
  graphml, dot, matrix-market, node-link (NetworkX), kizami ({"nodes": 3, "arcs": [[0,1],[1,2],[2,0]]})

Edges without a direction lead both ways. Weights other than 1 are refused unless --ignore-weights says otherwise.`,
		Example: `  kizami digraph roads.graphml
  kizami digraph roads.graphml --largest --to edges --out roads.txt
  kizami digraph --family torus --nodes 36 --svg torus.svg`,
		Args: badUsage(func(_ *cobra.Command, args []string) error { return task.fits(args) }),
		RunE: func(cmd *cobra.Command, args []string) error { return task.run(cmd, args) },
	}
	flags := command.Flags()
	digraphFlags(command, &task.read)
	flags.StringVar(&task.family, "family", "", "make one instead: "+strings.Join(family.Names(), ", "))
	flags.IntVar(&task.nodes, "nodes", 0, "nodes of the family")
	flags.Uint64Var(&task.seed, "seed", 0, "of a random family")
	flags.StringVar(&task.to, "to", "", "write the digraph in this format")
	flags.StringVar(&task.svg, "svg", "", fmt.Sprintf("write a drawing of at most %d nodes to this file", graphfile.MaxDrawn))
	flags.StringVar(&task.out, "out", "-", "where --to writes, whole or not at all; - is standard output")
	flags.BoolVar(&task.json, "json", false, "print what is said as JSON (spec/digraph.schema.json)")
	return command
}

func (t *digraphTask) fits(args []string) error {
	switch {
	case t.family == "" && len(args) != 1:
		return fmt.Errorf("name one digraph file, - for standard input, or --family; %d were named", len(args))
	case t.family != "" && len(args) > 0:
		return errors.New("FILE and --family exclude each other")
	case t.json && t.to != "":
		return errors.New("--json and --to exclude each other")
	case t.out != "-" && t.to == "":
		return errors.New("--out needs --to")
	}
	return nil
}

func (t *digraphTask) run(cmd *cobra.Command, args []string) error {
	g, err := t.graph(cmd, args)
	if err != nil {
		return badInput(err)
	}
	if t.svg != "" {
		if err := t.draw(g); err != nil {
			return err
		}
	}
	if t.to != "" {
		return t.convert(cmd.OutOrStdout(), g)
	}
	if t.svg != "" && !t.json {
		return nil
	}
	report := describe(g)
	if t.json {
		return json.NewEncoder(cmd.OutOrStdout()).Encode(report)
	}
	return report.write(cmd.OutOrStdout())
}

func (t *digraphTask) graph(cmd *cobra.Command, args []string) (*graphfile.Graph, error) {
	if t.family != "" {
		d, err := family.Named(t.family, t.nodes, t.seed, 20*graphfile.MaxNodes)
		if err != nil {
			return nil, err
		}
		return graphfile.Of(d), nil
	}
	t.read.Name = args[0]
	var f files
	g, err := readInput(args[0], cmd.InOrStdin(), graphfile.MaxBytes, func(data []byte) (*graphfile.Graph, error) {
		return f.graph(t.read, data)
	})
	f.tell(cmd.ErrOrStderr())
	return g, err
}

func (t *digraphTask) draw(g *graphfile.Graph) error {
	picture, err := g.SVG()
	if err != nil {
		return badInput(err)
	}
	return writeFile(t.svg, func(w io.Writer) error { _, err := w.Write(picture); return err })
}

func (t *digraphTask) convert(stdout io.Writer, g *graphfile.Graph) error {
	text, err := graphfile.Write(g, t.to)
	if err != nil {
		return badInput(err)
	}
	write := func(w io.Writer) error { _, err := w.Write(text); return err }
	if t.out == "-" {
		return write(stdout)
	}
	return writeFile(t.out, write)
}
