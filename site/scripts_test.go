package site

import (
	"os/exec"
	"path/filepath"
	"testing"

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
	args := append([]string{"--test"}, glob(t, out, "*.mjs")...)
	if text, err := exec.Command("node", args...).CombinedOutput(); err != nil {
		t.Errorf("node %v: %v\n%s", filepath.Base(out), err, text)
	}
}
