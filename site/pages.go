package site

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"strings"

	"kizami/wasm/api"
)

//go:embed pages
var pageFiles embed.FS

// headersFile tells a static host which headers belong to which paths. It also marks a folder as built here.
const headersFile = "_headers"

// pages writes what a browser asks for first, and the files for static hosts.
func (b *builder) pages(context.Context) error {
	rules, err := readRules(b.Root, lockStep, onLinks, learning, bracket, certified)
	if err != nil {
		return err
	}
	templates, err := template.ParseFS(pageFiles, "pages/*.html")
	if err != nil {
		return err
	}
	data := map[string]any{
		"Style": b.urls["main.css"], "Early": b.urls["early.js"], "Main": b.urls["main.js"], "Foretold": b.urls["foretold.json"],
		"LearnStyle": b.urls["learn.css"], "Learn": b.urls["learn.js"],
		"Rules": rules,
	}
	for _, name := range []string{"index.html", "learn.html", "rules.html", "404.html"} {
		var page bytes.Buffer
		if err := templates.ExecuteTemplate(&page, name, data); err != nil {
			return fmt.Errorf("page %s: %w", name, err)
		}
		if err := b.write(name, page.Bytes()); err != nil {
			return err
		}
	}
	icon, err := pageFiles.ReadFile("pages/favicon.svg")
	if err != nil {
		return err
	}
	if err := b.write("favicon.svg", icon); err != nil {
		return err
	}
	return b.write(headersFile, []byte(headers()))
}

const (
	cacheForever = "public, max-age=31536000, immutable"
	cacheNever   = "no-cache"
)

// headers returns the headers of all paths in the form that static hosts read.
func headers() string {
	var text strings.Builder
	text.WriteString("/*\n")
	for _, header := range api.SecurityHeaders {
		fmt.Fprintf(&text, "  %s: %s\n", header.Name, header.Value)
	}
	fmt.Fprintf(&text, "/assets/*\n  Cache-Control: %s\n", cacheForever)
	return text.String()
}
