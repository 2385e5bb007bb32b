package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"kizami/core/scenario"
	"kizami/graphfile"
)

// files reads what a scenario names, in its folder or below, and tells what it left out.
type files struct {
	folder string               // "": names are those of the command line, wherever they lead
	flags  scenario.DigraphFile // what the command line asks of the digraph of any
	used   bool                 // they were of use
	notes  []string
}

func (f *files) open(name string) (io.ReadCloser, error) {
	if f.folder == "" {
		return os.Open(name)
	}
	if !filepath.IsLocal(name) {
		return nil, fmt.Errorf("%s: a scenario names files in its own folder or below", name)
	}
	root, err := os.OpenRoot(f.folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	file, err := root.Open(name)
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			path.Op, path.Path = "open", filepath.Join(f.folder, name)
		}
		return nil, err
	}
	return file, nil
}

func (f *files) read(name string) ([]byte, error) {
	file, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, graphfile.MaxBytes+1))
}

// Digraph reads a digraph for a scenario.
func (f *files) Digraph(d scenario.DigraphFile) (*scenario.NamedDigraph, error) {
	data, err := f.read(d.Name)
	if err != nil {
		return nil, err
	}
	named, err := f.digraph(d, data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.Name, err)
	}
	return named, nil
}

func (f *files) digraph(d scenario.DigraphFile, data []byte) (*scenario.NamedDigraph, error) {
	g, err := f.graph(d, data)
	if err != nil {
		return nil, err
	}
	digraph, err := g.Digraph()
	if apart := new(graphfile.ApartError); errors.As(err, &apart) {
		return nil, fmt.Errorf("%w; --largest (in a scenario or an experiment \"largest\": true) goes on with the greatest part that is", err)
	}
	return &scenario.NamedDigraph{Digraph: digraph, Names: g.Names}, err
}

// graph reads a digraph that need not be strongly connected.
func (f *files) graph(d scenario.DigraphFile, data []byte) (*graphfile.Graph, error) {
	d = f.asked(d)
	g, err := graphfile.Read(data, graphfile.Options{Format: d.Format, Undirected: d.Undirected, IgnoreWeights: d.IgnoreWeights})
	if err != nil {
		return nil, err
	}
	for _, note := range g.Notes() {
		f.notes = append(f.notes, d.Name+": "+note)
	}
	if d.Largest {
		part, left := g.Largest()
		if left > 0 {
			f.notes = append(f.notes, fmt.Sprintf("%s: of %s the greatest strongly connected part has %d; the others are left out",
				d.Name, count(len(g.Names), "node"), len(part.Names)))
		}
		g = part
	}
	return g, nil
}

// Values reads the values of the nodes.
func (f *files) Values(name string, names []string) ([][]string, error) {
	data, err := f.read(name)
	if err != nil {
		return nil, err
	}
	values, err := graphfile.ReadValues(data, names)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return values, nil
}

// asked returns how a digraph shall be read: as the one who names it says, and as flags say.
func (f *files) asked(d scenario.DigraphFile) scenario.DigraphFile {
	f.used = true
	d.Format = cmp.Or(f.flags.Format, d.Format)
	d.Undirected = d.Undirected || f.flags.Undirected
	d.IgnoreWeights = d.IgnoreWeights || f.flags.IgnoreWeights
	d.Largest = d.Largest || f.flags.Largest
	return d
}

var errNoDigraphFile = errors.New("--format, --undirected, --ignore-weights and --largest say how a digraph file is read, and none is named")

// tell writes what was left out.
func (f *files) tell(w io.Writer) {
	for _, note := range f.notes {
		fmt.Fprintln(w, note)
	}
}
