package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"kizami/fleet"
)

// listening is how long fleet status listens: nodes tell where they stand every second.
const listening = 2500 * time.Millisecond

func newFleetStatus() *cobra.Command {
	var config string
	var asJSON bool
	command := &cobra.Command{
		Use:   "status --config node.json",
		Short: "Show where the nodes of a running fleet stand, and who waits for whom",
		Long: `status listens for two or three seconds on the servers that the file of any node names, and shows the round that each node of
its run is in, and whose messages it waits for. A node of which nothing is heard is down, or cannot reach the servers.`,
		Example: `  kizami fleet status --config ring/node-0.json`,
		Args:    badUsage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			at, err := runAt(config)
			if err != nil {
				return badInput(err)
			}
			ctx, stop := interruptible(cmd.Context())
			defer stop()
			heard, err := fleet.Listen(ctx, at.settings.Servers, at.run, at.common.Nodes, listening, at.options...)
			if err != nil {
				return interrupted(ctx, err)
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(heard)
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), statusTable(at.common, heard))
			return err
		},
	}
	command.Flags().StringVar(&config, "config", "", "the file of any node of the run")
	command.Flags().BoolVar(&asJSON, "json", false, "print what was heard as JSON: the status of each node, by its number")
	return command
}

func newFleetStop() *cobra.Command {
	var config, why string
	command := &cobra.Command{
		Use:   "stop --config node.json",
		Short: "End a running fleet everywhere, for good",
		Long: `stop tells all nodes of the run that the file of any of them belongs to that it has to end. They end with exit code 1 and the
reason, and write it down: a run that was stopped does not go on. To interrupt one that shall go on, end its processes.`,
		Example: `  kizami fleet stop --config ring/node-0.json --why "the third site is moving"`,
		Args:    badUsage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			at, err := runAt(config)
			if err != nil {
				return badInput(err)
			}
			ctx, stop := interruptible(cmd.Context())
			defer stop()
			sentence := "the run was stopped: " + why
			if len(sentence) > 500 {
				return badInput(errors.New("--why must be shorter than 480 bytes"))
			}
			who := fleet.Neighbours{Run: at.run, Node: at.settings.Node}
			if err := fleet.Stop(ctx, at.settings.Servers, who, sentence, at.options...); err != nil {
				return interrupted(ctx, err)
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), "told all nodes of run", at.run)
			return err
		},
	}
	command.Flags().StringVar(&config, "config", "", "the file of any node of the run")
	command.Flags().StringVar(&why, "why", "somebody asked for it", "the reason that all nodes give")
	return command
}

// place is where a run can be heard.
type place struct {
	settings *fleet.NodeFile
	common   *fleet.Common
	run      string
	options  []nats.Option
}

// runAt reads the file of a node, and the common file that it names.
func runAt(config string) (at place, err error) {
	if config == "" {
		return at, errors.New("--config must name the file of a node")
	}
	o := nodeOptions{config: config}
	if at.settings, err = o.settings(); err != nil {
		return at, err
	}
	data, err := os.ReadFile(o.place(at.settings.Common))
	if err != nil {
		return at, err
	}
	if at.common, _, err = fleet.ParseCommon(data); err != nil {
		return at, fmt.Errorf("%s: %w", at.settings.Common, err)
	}
	at.run = fleet.RunName(data)
	at.options, err = o.secrets(at.settings)
	return at, err
}

func statusTable(c *fleet.Common, heard map[int]fleet.Status) string {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.AppendHeader(table.Row{"node", "round", "waits for", "journal"})
	silent := []string{}
	for j := range c.Nodes {
		name := nodeLabel(c, j)
		s, known := heard[j]
		if !known {
			silent = append(silent, name)
			t.AppendRow(table.Row{name, "", "not heard", ""})
			continue
		}
		waits := make([]string, len(s.Waiting))
		for i, from := range s.Waiting {
			waits[i] = nodeLabel(c, from)
		}
		what := strings.Join(waits, ", ")
		if s.Over {
			what = fmt.Sprintf("has ended, and knows it of %d", s.Ended)
		}
		t.AppendRow(table.Row{name, s.Round, what, fmt.Sprintf("%d B", s.Journal)})
	}
	if len(silent) == 0 {
		return t.Render()
	}
	return t.Render() + "\nnot heard: " + strings.Join(silent, ", ")
}

// nodeLabel returns what a node is called.
func nodeLabel(c *fleet.Common, j int) string {
	if c.Names != nil {
		return c.Names[j]
	}
	return strconv.Itoa(j)
}
