package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kizami/core/scenario"
	"kizami/graphfile"
)

// averageInput is what average was told about its input.
type averageInput struct {
	values  string // "": FILE is a scenario
	round   bool
	digraph scenario.DigraphFile
	files   files
}

// digraphFlags are how a digraph file is read.
func digraphFlags(command *cobra.Command, d *scenario.DigraphFile) {
	command.Flags().StringVar(&d.Format, "format", "", "format of the digraph file: "+strings.Join(graphfile.Formats(), ", ")+" (default: by its content)")
	command.Flags().BoolVar(&d.Undirected, "undirected", false, "every edge of the digraph file leads both ways")
	command.Flags().BoolVar(&d.IgnoreWeights, "ignore-weights", false, "the arcs of the digraph file alone count, not their weights")
	command.Flags().BoolVar(&d.Largest, "largest", false, "go on with the greatest strongly connected part of the digraph file")
}

// read reads a scenario, or a digraph file with values.
func (in *averageInput) read(name string, stdin io.Reader) (*scenario.Scenario, error) {
	in.digraph.Name = name
	return readInput(name, stdin, scenario.MaxLargeBytes, func(data []byte) (*scenario.Scenario, error) {
		if in.values == "" {
			in.files.folder, in.files.flags = filepath.Dir(name), in.digraph
			in.files.flags.Name = ""
			s, err := scenario.ParseLarge(data, scenario.Given{Files: &in.files, Round: in.round})
			if err != nil {
				if format := digraphFormat(data); format != "" {
					return nil, fmt.Errorf("it is a digraph (%s); --values FILE names the file with a line name,value for each node", format)
				}
			}
			if err == nil && in.files.flags != (scenario.DigraphFile{}) && !in.files.used {
				return nil, errNoDigraphFile
			}
			return s, byFlag(err)
		}
		text, err := json.Marshal(map[string]any{"kizami": 1, "digraph": map[string]any{"file": name}, "values": map[string]any{"csv": in.values}})
		if err != nil {
			return nil, err
		}
		s, err := scenario.ParseLarge(text, scenario.Given{Files: &commandLine{in, data}, Round: in.round})
		return s, byFlag(err)
	})
}

// byFlag names the flag where an error names only what a scenario can say.
func byFlag(err error) error {
	if fault := new(scenario.Error); errors.As(err, &fault) && (fault.Code == "value-digits" || fault.Code == "off-grid") {
		return fmt.Errorf("%w; so does --round", err)
	}
	return err
}

// digraphFormat returns the format of what is no scenario but a digraph, or "". JSON is one only if it can be read as such.
func digraphFormat(data []byte) string {
	format, err := graphfile.Detect(data)
	if err != nil || format == "kizami" {
		return ""
	}
	if format == "node-link" {
		if _, err := graphfile.Read(data, graphfile.Options{Format: format, IgnoreWeights: true}); err != nil {
			return ""
		}
	}
	return format
}

// commandLine gives the files of the command line, of which the digraph is read already.
type commandLine struct {
	in   *averageInput
	data []byte
}

func (n *commandLine) Digraph(scenario.DigraphFile) (*scenario.NamedDigraph, error) {
	return n.in.files.digraph(n.in.digraph, n.data)
}

func (n *commandLine) Values(name string, names []string) ([][]string, error) {
	if name == "-" {
		return nil, errors.New("--values -: standard input can only be the digraph")
	}
	return n.in.files.Values(name, names)
}
