package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"kizami/learn"
)

func listExamples(w io.Writer) error {
	t := newTable("example", "task", "what it compares")
	for _, example := range learn.Examples() {
		t.AppendRow(table.Row{example.Name, example.Experiment.Task, example.Experiment.Title})
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}

func findExample(name string) (*learn.Experiment, error) {
	var known []string
	for _, example := range learn.Examples() {
		if example.Name == name {
			return example.Experiment, nil
		}
		known = append(known, example.Name)
	}
	return nil, fmt.Errorf("there is no example %q: the examples are %s", name, strings.Join(known, ", "))
}
