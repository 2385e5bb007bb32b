package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// types are the media types of the files that a build writes; nothing else is served. The system's table is not asked,
// because a wrong type for wasm would keep the engine from starting.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".map":  "application/json",
	".svg":  "image/svg+xml",
	".wasm": "application/wasm",
}

type files struct{ byPath map[string]*file }

type file struct {
	data    []byte
	media   string
	tag     string
	forever bool
	brotli  []byte        // nil where the build kept none
	packed  func() []byte // gzip, made when first asked for
}

// add takes a file in, in the order of names: the brotli of a file comes after it.
func (f *files) add(name string, data []byte) {
	if plain, found := f.byPath["/"+strings.TrimSuffix(name, ".br")]; found && path.Ext(name) == ".br" {
		plain.brotli = data
		return
	}
	media, known := types[path.Ext(name)]
	if !known {
		return
	}
	sum := sha256.Sum256(data)
	added := &file{data: data, media: media, tag: hex.EncodeToString(sum[:12]), forever: strings.HasPrefix(name, "assets/")}
	added.packed = sync.OnceValue(func() []byte { return pack(data) })
	f.byPath["/"+name] = added
	if name == "index.html" {
		f.byPath["/"] = added
	}
}

func pack(data []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	w.Write(data)
	w.Close()
	return out.Bytes()
}

func (f *files) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "this path only answers to GET, HEAD", http.StatusMethodNotAllowed)
		return
	}
	found, ok := f.byPath[r.URL.Path]
	if !ok {
		f.missing(w, r)
		return
	}
	found.serve(w, r)
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	header, body, tag := w.Header(), f.data, f.tag
	header.Set("Content-Type", f.media)
	header.Set("Cache-Control", cacheNever)
	if f.forever {
		header.Set("Cache-Control", cacheForever)
	}
	header.Set("Vary", "Accept-Encoding")
	switch {
	case f.brotli != nil && accepts(r, "br"):
		header.Set("Content-Encoding", "br")
		body, tag = f.brotli, tag+"-br"
	case accepts(r, "gzip"):
		header.Set("Content-Encoding", "gzip")
		body, tag = f.packed(), tag+"-gz"
	}
	header.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

func (f *files) missing(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", types[".html"])
	w.Header().Set("Cache-Control", cacheNever)
	w.WriteHeader(http.StatusNotFound)
	if page, ok := f.byPath["/404.html"]; ok && r.Method == http.MethodGet {
		w.Write(page.data)
	}
}

// accepts reads the header as far as browsers use it; a range would count in the packed bytes, so it gets plain ones.
func accepts(r *http.Request, encoding string) bool {
	if r.Header.Get("Range") != "" {
		return false
	}
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == encoding {
			return strings.ReplaceAll(quality, " ", "") != "q=0"
		}
	}
	return false
}
