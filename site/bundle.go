package site

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// bundle makes the scripts and the style sheet. The worker comes first because the page carries its hashed name.
func (b *builder) bundle(ctx context.Context) error {
	written := map[string]any{
		"kizami:engine": map[string]any{"execURL": path.Base(b.urls["wasm_exec.js"]), "wasmURL": path.Base(b.urls["kizami.wasm"]), "wasmBytes": b.bytes},
	}
	if err := b.scripts(api.FormatIIFE, written, "worker.ts", "early.ts"); err != nil {
		return err
	}
	if err := b.told(ctx); err != nil {
		return err
	}
	if err := b.foretold(); err != nil {
		return err
	}
	words := map[string]string{}
	var err error
	for _, lang := range Languages {
		if words[lang], err = b.words(lang); err != nil {
			return err
		}
	}
	written["kizami:assets"] = map[string]any{"workerURL": b.urls["worker.js"], "wordsURL": words, "toldURL": b.urls["told.json"],
		"foretoldURL": b.urls["foretold.json"], "wasmSHA256": b.sum}
	return b.scripts(api.FormatESModule, written, "main.tsx", "learn.tsx")
}

// told writes what tells an event whatever the language is: rules, formulas, and which rules tell which event.
func (b *builder) told(ctx context.Context) error {
	formulas, err := run(ctx, b.site, nil, "node", "formulas.mjs")
	if err != nil {
		return fmt.Errorf("formulas of the page: %w", err)
	}
	rules, err := readRules(b.Root, lockStep, bracket)
	if err != nil {
		return err
	}
	byID := map[string]Rule{}
	for _, rule := range rules {
		byID[rule.ID] = rule
	}
	by, err := os.ReadFile(filepath.Join(b.site, "src", "told.json"))
	if err != nil {
		return err
	}
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false) // formulas are read by a script, never by a parser of HTML
	if err := encoder.Encode(map[string]any{"formulas": json.RawMessage(formulas), "rules": byID, "by": json.RawMessage(by)}); err != nil {
		return err
	}
	return b.asset("told", ".json", data.Bytes())
}

// Languages are those that the page speaks; each has a dictionary in site/i18n with the same keys.
var Languages = []string{"en", "ja"}

// words writes a dictionary as a file of its own, so that a reader loads one language only.
func (b *builder) words(lang string) (url string, err error) {
	data, err := os.ReadFile(filepath.Join(b.site, "i18n", lang+".json"))
	if err != nil {
		return "", err
	}
	var small bytes.Buffer
	if err := json.Compact(&small, data); err != nil {
		return "", fmt.Errorf("site/i18n/%s.json: %w", lang, err)
	}
	err = b.asset("words-"+lang, ".json", small.Bytes())
	return b.urls["words-"+lang+".json"], err
}

func (b *builder) scripts(format api.Format, written map[string]any, entries ...string) error {
	options := api.BuildOptions{
		AbsWorkingDir:     b.Root,
		Outdir:            filepath.Join(b.site, "dist", "assets"), // only names are taken from it, so that maps are the same wherever a build goes
		EntryNames:        "[name]-[hash]",
		Bundle:            true,
		Format:            format,
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Sourcemap:         api.SourceMapLinked,
		LegalComments:     api.LegalCommentsNone,
		JSX:               api.JSXAutomatic,
		JSXImportSource:   "preact",
		Tsconfig:          filepath.Join(b.site, "tsconfig.json"),
		Plugins:           []api.Plugin{writtenModules(written)},
	}
	for _, entry := range entries {
		options.EntryPoints = append(options.EntryPoints, filepath.Join(b.site, "src", entry))
	}
	result := api.Build(options)
	if len(result.Errors) > 0 {
		text := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
		return fmt.Errorf("scripts of the page: %s", strings.TrimSpace(strings.Join(text, "")))
	}
	for _, file := range result.OutputFiles {
		name := filepath.Base(file.Path)
		if err := b.write("assets/"+name, file.Contents); err != nil {
			return err
		}
		stem, _, _ := strings.Cut(name, "-")
		b.urls[stem+filepath.Ext(name)] = "assets/" + name
	}
	return nil
}

// writtenModules offers the modules that exist only in this build. Objects become named exports and a default export.
func writtenModules(written map[string]any) api.Plugin {
	return api.Plugin{Name: "written", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^kizami:"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: a.Path, Namespace: "written"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "written"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			content, err := json.Marshal(written[a.Path])
			text := string(content)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJSON}, err
		})
	}}
}
