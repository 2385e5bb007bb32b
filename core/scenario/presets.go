package scenario

import (
	"embed"
	"fmt"
)

// Preset is a scenario worth looking at.
type Preset struct {
	ID       string
	Scenario *Scenario
}

//go:embed presets
var presetFiles embed.FS

// presetIDs are the presets in the order in which they are offered.
var presetIDs = []string{
	"unbalanced6", "bracket7", "race8", "triangle", "ring6", "unbalanced4", "path5", "star6", "barbell8", "random8", "complete5",
}

// Presets returns the presets; the first is the one to start with. Each is also a file in the folder presets.
func Presets() []Preset {
	var presets []Preset
	for _, id := range presetIDs {
		data, err := presetFiles.ReadFile("presets/" + id + ".json")
		if err != nil {
			panic(fmt.Sprintf("preset %s: %v", id, err)) // unreachable: the files are part of the program
		}
		s, err := Parse(data)
		if err != nil {
			panic(fmt.Sprintf("preset %s: %v", id, err))
		}
		presets = append(presets, Preset{id, s})
	}
	return presets
}
