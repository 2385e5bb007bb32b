package site

import (
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kizami/wasm/api"
)

func get(t *testing.T, h http.Handler, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// smallPage is a folder like a built one.
func smallPage(t *testing.T) http.Handler {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.html": "<p>index", "404.html": "<p>missing", headersFile: "x", "secret.txt": "x",
		"assets/kizami-1.wasm": "\x00asm", "assets/main-1.js": strings.Repeat("x", 5000), "assets/words-1.json": "{}", "assets/words-1.json.br": "brotli", "assets/none.js.br": "brotli of nothing",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	handler, err := Handler(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	h := smallPage(t)
	for _, path := range []string{"/", "/index.html", "/assets/main-1.js", "/nothing", "/api/health", "/api/nothing"} {
		answer := get(t, h, path)
		for _, header := range api.SecurityHeaders {
			if got := answer.Header.Get(header.Name); got != header.Value {
				t.Errorf("%s: %s is %q", path, header.Name, got)
			}
		}
	}
}

func TestFilesHaveTheirTypesAndCacheTimes(t *testing.T) {
	h := smallPage(t)
	for _, c := range []struct {
		path, media, cache string
		status             int
	}{
		{"/", "text/html; charset=utf-8", cacheNever, 200},
		{"/assets/kizami-1.wasm", "application/wasm", cacheForever, 200},
		{"/assets/main-1.js", "text/javascript; charset=utf-8", cacheForever, 200},
		{"/assets/words-1.json", "application/json", cacheForever, 200},
		{"/nothing", "text/html; charset=utf-8", cacheNever, 404},
		{"/assets/", "text/html; charset=utf-8", cacheNever, 404},
		{"/_headers", "text/html; charset=utf-8", cacheNever, 404},
		{"/secret.txt", "text/html; charset=utf-8", cacheNever, 404},
		{"/../serve.go", "text/html; charset=utf-8", cacheNever, 404},
		{"/api/health", "application/json", "no-store", 200},
	} {
		answer := get(t, h, c.path)
		media, cache := answer.Header.Get("Content-Type"), answer.Header.Get("Cache-Control")
		if answer.StatusCode != c.status || !strings.HasPrefix(media, c.media) || cache != c.cache {
			t.Errorf("%s: %d %q %q", c.path, answer.StatusCode, media, cache)
		}
	}
}

func TestGzipOnlyForThoseWhoTakeIt(t *testing.T) {
	h := smallPage(t)
	plain := get(t, h, "/assets/main-1.js", "Accept-Encoding", "gzip;q=0, br")
	if body, _ := io.ReadAll(plain.Body); plain.Header.Get("Content-Encoding") != "" || len(body) != 5000 {
		t.Errorf("plain: %q, %d bytes", plain.Header.Get("Content-Encoding"), len(body))
	}
	packed := get(t, h, "/assets/main-1.js", "Accept-Encoding", "br, gzip")
	if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("packed: %v", packed.Header)
	}
	reader, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(reader); err != nil || len(body) != 5000 {
		t.Errorf("%d bytes, %v", len(body), err)
	}
	again := get(t, h, "/assets/main-1.js", "Accept-Encoding", "gzip", "If-None-Match", packed.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("the same tag was answered with %d", again.StatusCode)
	}
	part := get(t, h, "/assets/main-1.js", "Accept-Encoding", "gzip", "Range", "bytes=0-9")
	if body, _ := io.ReadAll(part.Body); part.StatusCode != http.StatusPartialContent || string(body) != "xxxxxxxxxx" {
		t.Errorf("a range was answered with %d, %q", part.StatusCode, body)
	}
	if plain.Header.Get("ETag") == packed.Header.Get("ETag") {
		t.Error("packed and plain bytes have the same tag")
	}
}

func TestBrotliWhereTheBuildKeptIt(t *testing.T) {
	h := smallPage(t)
	for _, c := range []struct{ path, takes, encoding, body string }{
		{"/assets/words-1.json", "gzip, deflate, br", "br", "brotli"},
		{"/assets/words-1.json", "gzip;q=1, br;q=0", "gzip", ""},
		{"/assets/words-1.json", "", "", "{}"},
		{"/assets/main-1.js", "br", "", strings.Repeat("x", 5000)},
	} {
		answer := get(t, h, c.path, "Accept-Encoding", c.takes)
		body, _ := io.ReadAll(answer.Body)
		if got := answer.Header.Get("Content-Encoding"); got != c.encoding || c.body != "" && string(body) != c.body {
			t.Errorf("%s for %q: %q %.20q", c.path, c.takes, got, body)
		}
	}
	for _, path := range []string{"/assets/words-1.json.br", "/assets/none.js.br"} {
		if answer := get(t, h, path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	w := httptest.NewRecorder()
	smallPage(t).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader("x")))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("%d %q", w.Code, w.Header().Get("Allow"))
	}
}

func TestServeStopsWithItsContext(t *testing.T) {
	dir := page(t).Out
	ctx, cancel := context.WithCancel(t.Context())
	err := Serve(ctx, os.DirFS(dir), "127.0.0.1:0", func(url string) {
		defer cancel()
		answer, err := http.Get(url)
		if err != nil {
			t.Error(err)
			return
		}
		answer.Body.Close()
		if answer.StatusCode != 200 {
			t.Errorf("%s answered %d", url, answer.StatusCode)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestServeSaysWhatIsWrong(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := page(t).Out
	for _, c := range []struct{ dir, addr, want string }{
		{dir, taken.Addr().String(), "is taken"},
		{dir, "0.0.0.0:0", "on this machine only"},
		{dir, ":0", "on this machine only"},
		{dir, "8080", "not of the form"},
		{t.TempDir(), "127.0.0.1:0", "build it first"},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		err := Serve(ctx, os.DirFS(c.dir), c.addr, func(string) {
			t.Errorf("%s: served", c.addr)
			cancel()
		})
		cancel()
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want ... %s ...", c.addr, err, c.want)
		}
	}
}
