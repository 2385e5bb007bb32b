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
			if config == "" {
				return badInput(errors.New("--config must name the file of a node"))
			}
			o := nodeOptions{config: config}
			settings, err := o.settings()
			if err != nil {
				return badInput(err)
			}
			data, err := os.ReadFile(o.place(settings.Common))
			if err != nil {
				return badInput(err)
			}
			common, _, err := fleet.ParseCommon(data)
			if err != nil {
				return badInput(fmt.Errorf("%s: %w", settings.Common, err))
			}
			options, err := o.secrets(settings)
			if err != nil {
				return badInput(err)
			}
			ctx, stop := interruptible(cmd.Context())
			defer stop()
			heard, err := fleet.Listen(ctx, settings.Servers, fleet.RunName(data), common.Nodes, listening, options...)
			if err != nil {
				return interrupted(ctx, err)
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(heard)
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), statusTable(common, heard))
			return err
		},
	}
	command.Flags().StringVar(&config, "config", "", "the file of any node of the run")
	command.Flags().BoolVar(&asJSON, "json", false, "print what was heard as JSON: the status of each node, by its number")
	return command
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
