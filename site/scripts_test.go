package site

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"kizami/core/stepsize"

	"github.com/evanw/esbuild/pkg/api"
)

// TestScriptsUnderNode runs test/*.test.ts, which hold what the page does without a browser.
func TestScriptsUnderNode(t *testing.T) {
	page(t) // installs the packages
	out := t.TempDir()
	result := api.Build(api.BuildOptions{
		EntryPoints:  glob(t, "test", "*.test.ts"),
		Outdir:       out,
		OutExtension: map[string]string{".js": ".mjs"},
		Bundle:       true,
		Format:       api.FormatESModule,
		Platform:     api.PlatformNode,
		Write:        true,
	})
	if len(result.Errors) > 0 {
		t.Fatal(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}))
	}
	said, err := json.Marshal(reasons())
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", append([]string{"--test"}, glob(t, out, "*.mjs")...)...)
	node.Env = append(os.Environ(), "KIZAMI_REASONS="+string(said))
	if text, err := node.CombinedOutput(); err != nil {
		t.Errorf("node %v: %v\n%s", filepath.Base(out), err, text)
	}
}

// reasons are the sentences with which a run of learning ends early, and what the page calls them. Contradictions are bugs
// or broken agreements, and are shown as they are.
func reasons() map[string]string {
	all := map[string]string{}
	for kind, errs := range map[string][]error{
		"coordinate": {&stepsize.OverflowError{Coordinate: 2, Value: 1e9, Limit: 1e7}},
		"gradient":   {&stepsize.OverflowError{Coordinate: 2, Gradient: true, Value: math.Inf(-1), Limit: 1e7}},
		"step":       {&stepsize.OverflowError{Coordinate: stepsize.Stepsize, Value: 1e9, Limit: 1e7}, &stepsize.UnderflowError{Value: 1e-12, Bits: 32}},
		"inverse":    {&stepsize.OverflowError{Coordinate: stepsize.Stepsize, Inverse: true, Value: 1e9}, &stepsize.UnderflowError{Inverse: true}},
		"curvature":  {&stepsize.OverflowError{Coordinate: stepsize.Curvature, Value: 1e9, Limit: 1e7}},
		"trial":      {&stepsize.StalledError{Value: math.Inf(1)}},
		"enough":     {&stepsize.StalledError{Gradient: 1e-9}},
		"short":      {&stepsize.StalledError{Short: true}},
		"wide":       {&stepsize.StalledError{Wide: true}},
		"faint":      {&stepsize.StalledError{}},
	} {
		for _, err := range errs {
			all[err.Error()] = kind
		}
	}
	return all
}
