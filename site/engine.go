package site

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// EngineFlags keep the engine small: what is not the arithmetic is compiled without inlining, which costs a few
// milliseconds of a run and saves 80 kB of what travels; the runtime alone accounts for 25 kB of them.
var EngineFlags = []string{"-ldflags=-s -w", "-gcflags=all=-l", "-gcflags=kizami/core="}

// engine compiles the Go program of the Web Worker and takes the support script of the same Go along.
func (b *builder) engine(ctx context.Context) error {
	if _, err := exec.LookPath("go"); err != nil {
		return fmt.Errorf("go is not installed: the page's engine is compiled with it")
	}
	temporary := filepath.Join(b.Out, "engine.wasm")
	env := []string{"GOOS=js", "GOARCH=wasm"}
	arguments := append([]string{"build", "-trimpath", "-buildvcs=false", "-o", temporary}, EngineFlags...)
	if _, err := run(ctx, b.Root, env, "go", append(arguments, "./wasm/browser")...); err != nil {
		return fmt.Errorf("engine of the page: %w", err)
	}
	wasm, err := os.ReadFile(temporary)
	if err != nil {
		return err
	}
	if err := os.Remove(temporary); err != nil {
		return err
	}
	sum := sha256.Sum256(wasm)
	b.sum, b.bytes = hex.EncodeToString(sum[:]), len(wasm)
	if err := b.asset("kizami", ".wasm", wasm); err != nil {
		return err
	}
	support, err := supportScript(ctx, b.Root)
	if err != nil {
		return err
	}
	small := api.Transform(string(support), api.TransformOptions{Loader: api.LoaderJS, MinifyWhitespace: true, MinifySyntax: true})
	if len(small.Errors) > 0 {
		return fmt.Errorf("lib/wasm/wasm_exec.js of this Go: %s", small.Errors[0].Text)
	}
	return b.asset("wasm_exec", ".js", small.Code)
}

// supportScript returns the wasm_exec.js of the Go that compiles; another version's would not fit.
func supportScript(ctx context.Context, dir string) ([]byte, error) {
	goroot, err := run(ctx, dir, nil, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	script, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("this Go comes without lib/wasm/wasm_exec.js: install the Go named in go.mod: %w", err)
	}
	return script, nil
}

// asset writes a file whose name carries a part of its hash, so that it may be cached for ever.
func (b *builder) asset(name, ext string, data []byte) error {
	sum := sha256.Sum256(data)
	url := "assets/" + name + "-" + hex.EncodeToString(sum[:])[:10] + ext
	b.urls[name+ext] = url
	return b.write(url, data)
}
