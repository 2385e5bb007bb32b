package conformance

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kizami/conformance/graph"
	"kizami/conformance/state"
	"kizami/tla/tlc"
)

// VectorModels returns the models that replay vectors can be written of: those of MessageCoordination.tla of one epoch
// whose state graph is compared with core.
func VectorModels(suite *tlc.Suite) ([]string, error) {
	var models []string
	for _, m := range suite.Models {
		if !m.Graph {
			continue
		}
		setting, err := ReadSetting(suite, m.Name)
		if err != nil {
			return nil, err
		}
		if setting.level.name == "messages" && setting.Epochs == 1 {
			models = append(models, m.Name)
		}
	}
	return models, nil
}

// ModelVectors returns vectors that take every step of a model which VectorModels names. They come from the graph that
// core spans, which Run shows to be TLC's, so that it takes no Java.
func ModelVectors(ctx context.Context, suite *tlc.Suite, model string) ([]graph.Vector, error) {
	models, err := VectorModels(suite)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(models, model) {
		return nil, fmt.Errorf("there are no vectors of %q: the models are %s", model, strings.Join(models, ", "))
	}
	setting, err := ReadSetting(suite, model)
	if err != nil {
		return nil, err
	}
	initial, err := setting.Messages()
	if err != nil {
		return nil, err
	}
	g, err := graph.Explore(initial, state.EveryStep(setting.Config, setting.Epochs, until(ctx, state.CoreMessages)))
	if err != nil {
		return nil, err
	}
	return graph.Vectors(setting.Config, g), nil
}
