package site

import (
	"encoding/json"
	"fmt"

	"kizami/wasm/door"
)

// foretold writes the engine's answers to what the page asks first, so that a run is on screen before the engine has
// come. The engine gives the same: it is the same program, and traces are the same bits wherever they are made.
func (b *builder) foretold() error {
	first, err := json.Marshal(door.Presets()[0].Scenario)
	if err != nil {
		return err
	}
	answers := map[string]json.RawMessage{}
	for op, fields := range map[string]map[string]any{"version": {}, "presets": {}, "run": {"scenario": string(first)}, "recipe": {"scenario": string(first)}} {
		fields["v"], fields["id"], fields["op"] = 1, 0, op
		request, err := json.Marshal(fields)
		if err != nil {
			return err
		}
		answers[op] = door.Handle(request)
		var said struct{ OK bool }
		if err := json.Unmarshal(answers[op], &said); err != nil || !said.OK {
			return fmt.Errorf("the engine refuses what the page asks first, %s: %s", request, answers[op])
		}
	}
	data, err := json.Marshal(answers)
	if err != nil {
		return err
	}
	return b.asset("foretold", ".json", data)
}
