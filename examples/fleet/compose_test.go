// Package fleet holds a compose file and what it runs. No container runtime is asked for: the test holds the file against what
// kizami fleet init writes.
package fleet

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestComposeStartsEveryNode(t *testing.T) {
	text, err := os.ReadFile("compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var compose struct {
		Services map[string]struct {
			Image     string
			Command   []string
			Volumes   []string
			DependsOn []string `yaml:"depends_on"`
			Build     struct{ Context, Dockerfile string }
		}
	}
	if err := yaml.Unmarshal(text, &compose); err != nil {
		t.Fatal(err)
	}
	var scenario struct{ Digraph struct{ Nodes int } }
	ring, err := os.ReadFile("ring.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(ring, &scenario); err != nil {
		t.Fatal(err)
	}
	if len(compose.Services) != scenario.Digraph.Nodes+1 || compose.Services["nats"].Image == "" {
		t.Errorf("%d services for %d nodes and a server", len(compose.Services), scenario.Digraph.Nodes)
	}
	for j := range scenario.Digraph.Nodes {
		s := compose.Services[fmt.Sprint("node-", j)]
		want := []string{"node", "--config", fmt.Sprintf("/ring/node-%d.json", j)}
		if !slices.Equal(s.Command, want) || !slices.Equal(s.DependsOn, []string{"nats"}) || !slices.Equal(s.Volumes, []string{"./ring:/ring"}) {
			t.Errorf("node %d: %+v", j, s)
		}
		if _, err := os.Stat("../../" + s.Build.Dockerfile); err != nil || s.Build.Context != "../.." {
			t.Errorf("node %d is built from %+v: %v", j, s.Build, err)
		}
	}
	container, err := os.ReadFile("Containerfile")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"FROM scratch", `ENTRYPOINT ["/kizami"]`, "COPY --from=build /kizami /kizami"} {
		if !strings.Contains(string(container), "\n"+line+"\n") {
			t.Errorf("the Containerfile has no line %q", line)
		}
	}
}
