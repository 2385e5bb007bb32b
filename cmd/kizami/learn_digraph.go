package main

import (
	"fmt"
	"io/fs"
	"strings"

	"kizami/core/scenario"
	"kizami/learn"
	"kizami/learn/figure"
)

// experimentFiles are the folder of an experiment, with the formats of digraphs.
type experimentFiles struct {
	fs.FS
	files *files
}

// Digraph reads a digraph for an experiment.
func (f experimentFiles) Digraph(d scenario.DigraphFile) (*scenario.NamedDigraph, []string, error) {
	before := len(f.files.notes)
	data, err := f.files.read(d.Name)
	if err != nil {
		return nil, nil, err
	}
	named, err := f.files.digraph(d, data)
	notes := f.files.notes[before:]
	for i := range notes {
		notes[i] = strings.TrimPrefix(notes[i], d.Name+": ")
	}
	f.files.notes = f.files.notes[:before]
	return named, notes, err
}

// fewNames is how many names of nodes a line takes.
const fewNames = 12

// digraphLines say what was read of a digraph file.
func digraphLines(d *learn.NamedNodes) string {
	if d == nil {
		return ""
	}
	shown := make([]string, 0, fewNames)
	for _, name := range d.Names[:min(len(d.Names), fewNames)] {
		shown = append(shown, figure.Plain(name))
	}
	list := strings.Join(shown, ", ")
	if more := len(d.Names) - len(shown); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	text := fmt.Sprintf("%s: %s and %s; nodes in order: %s\n", figure.Plain(d.File), count(len(d.Names), "node"), count(d.Arcs, "arc"), list)
	for _, note := range d.Notes {
		text += figure.Plain(d.File) + ": " + figure.Plain(note) + "\n"
	}
	return text
}
