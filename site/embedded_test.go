package site

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestProgramWithThePageInside builds one as `make build` does, from the page of these tests, and lets it serve in an empty
// folder, without any other program.
func TestProgramWithThePageInside(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	out, dir := page(t).Out, t.TempDir()
	overlay := map[string]string{}
	for _, file := range append(glob(t, out, "*.*"), glob(t, out, "assets/*")...) {
		name, err := filepath.Rel(out, file)
		if err != nil {
			t.Fatal(err)
		}
		overlay[filepath.Join(root, "site", "dist", name)] = file
	}
	text, err := json.Marshal(map[string]any{"Replace": overlay})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "overlay.json"), text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "kizami")
	build := exec.Command("go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-tags", "page", "-buildvcs=false", "-o", program, "./cmd/kizami")
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	play := exec.Command(program, "play", "--port", "0")
	play.Dir, play.Env = t.TempDir(), []string{"HOME=" + dir}
	said, err := play.StdoutPipe()
	if err == nil {
		err = play.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(30*time.Second, func() { play.Process.Kill() }).Stop()
	line, _ := bufio.NewReader(said).ReadString('\n')
	_, address, _ := strings.Cut(line, " is at ")
	address, _, _ = strings.Cut(address, " ")
	for _, path := range []string{"", "learn.html", strings.TrimPrefix(glob(t, out, "assets/kizami-*.wasm")[0], out+"/")} {
		answer, err := http.Get(address + path)
		if err != nil {
			t.Fatalf("%q, after %q: %v", path, line, err)
		}
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		if want := contents(t, filepath.Join(out, path+map[bool]string{true: "index.html"}[path == ""])); string(body) != string(want) {
			t.Errorf("%q answers %d with %d bytes, want %d", path, answer.StatusCode, len(body), len(want))
		}
	}
	if err := play.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := play.Wait(); err != nil {
		t.Errorf("after Ctrl-C: %v", err)
	}
}
