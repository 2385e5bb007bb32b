package door

import (
	"encoding/json"

	"kizami/core/scenario"
	"kizami/learn"
)

// answer is what Handle returns; each operation fills its own field.
type answer struct {
	V        int                     `json:"v"`
	ID       uint64                  `json:"id"`
	OK       bool                    `json:"ok"`
	Version  string                  `json:"version,omitempty"`
	Prime    string                  `json:"prime,omitempty"`
	Presets  []Preset                `json:"presets,omitempty"`
	Scenario *scenario.Scenario      `json:"scenario,omitempty"`
	Outcome  *scenario.Outcome       `json:"outcome,omitempty"`
	Trace    *scenario.Trace         `json:"trace,omitempty"`
	Examples []Example               `json:"examples,omitempty"`
	Report   *learn.Report           `json:"report,omitempty"`
	Digraph  *Digraph                `json:"digraph,omitempty"`
	Recipe   []scenario.RecipeAnswer `json:"recipe,omitempty"`
	Error    *Failure                `json:"error,omitempty"`
}

// Preset is a scenario with the id under which the page names and explains it.
type Preset struct {
	ID       string             `json:"id"`
	Scenario *scenario.Scenario `json:"scenario"`
}

func encode(a answer) []byte {
	data, err := json.Marshal(a)
	if err != nil {
		a = answer{V: a.V, ID: a.ID, Error: NewFailure(err)}
		data, _ = json.Marshal(a) // numbers and texts: nothing left that can fail
	}
	return data
}
