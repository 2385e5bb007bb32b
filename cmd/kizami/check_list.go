package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"kizami/tla/tlc"
)

// listModels tells what there is to check and what is recorded of it.
func listModels(w io.Writer, o checkOptions) error {
	if o.All || o.renew || o.Seed != "" || len(o.Models) > 0 {
		return badInput(errors.New("--list lists every model: give it without --all, --model, --renew and --seed"))
	}
	suite, err := tlc.Embedded()
	if err != nil {
		return err
	}
	if o.json {
		return json.NewEncoder(w).Encode(struct {
			Kizami int         `json:"kizami"`
			Models []tlc.Model `json:"models"`
		}{1, suite.Models})
	}
	t := newTable("model", "expected", "nodes", "digraphs", "distinct", "quick", "what it shows")
	t.SetColumnConfigs([]table.ColumnConfig{
		{Name: "expected", WidthMax: 26, WidthMaxEnforcer: text.WrapSoft},
		{Name: "what it shows", WidthMax: 72, WidthMaxEnforcer: text.WrapSoft},
	})
	quick := 0
	for _, m := range suite.Models {
		mark := ""
		if m.Quick {
			mark, quick = "quick", quick+1
		}
		t.AppendRow(table.Row{m.Name, m.Expected(), known(m.Nodes), known(m.Digraphs), known(m.Distinct), mark, m.Shows})
	}
	_, err = fmt.Fprintf(w, "%s\n%s, %d of them quick\n", t.Render(), count(len(suite.Models), "model"), quick)
	return err
}
