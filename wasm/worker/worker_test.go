//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kizami/wasm/api"
	"kizami/wasm/door"
)

const triangle = `{"kizami":1,"digraph":{"nodes":3,"arcs":[[0,1],[1,2],[2,0],[0,2]]},"values":["1","2","6"],"ending":{"rule":"bound","bound":3}}`

// call is a request that the Worker and the native handler must answer alike.
type call struct{ method, path, contentType, body string }

func calls(t *testing.T) []call {
	const kind = "application/json"
	all := []call{
		{"GET", "/api/health", "", ""},
		{"HEAD", "/api/health", "", ""},
		{"GET", "/api/version?x=1", "", ""},
		{"GET", "/api/presets", "", ""},
		{"GET", "/", "", ""},
		{"GET", "/api/", "", ""},
		{"GET", "/api/run", "", ""},
		{"OPTIONS", "/api/run", "", ""},
		{"DELETE", "/api/health", "", ""},
		{"POST", "/api/health", kind, "{}"},
		{"POST", "/api/run", "text/plain", triangle},
		{"POST", "/api/run", kind, ""},
		{"POST", "/api/run", kind, `{"kizami":1,"kizami":1}`},
		{"POST", "/api/run", kind, strings.Replace(triangle, `"bound":3`, `"bound":10000`, 1)},
		{"POST", "/api/average", kind, triangle + strings.Repeat(" ", api.MaxBody-len(triangle))},
		{"POST", "/api/average", kind, triangle + strings.Repeat(" ", api.MaxBody-len(triangle)+1)},
		{"POST", "/api/average", kind, triangle + strings.Repeat(" ", 4<<20)},
		{"POST", "/api/average", kind, strings.Replace(triangle, `"rule":"bound","bound":3`, `"rule":"probe"`, 1)},
	}
	for _, p := range door.Presets() {
		text, err := json.Marshal(p.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, call{"POST", "/api/average", kind, string(text)}, call{"POST", "/api/run", kind, string(text)})
	}
	return append(all, all[0]) // whatever happened before, it is alive
}

func (c call) request(base string) *http.Request {
	r := httptest.NewRequest(c.method, base+c.path, strings.NewReader(c.body))
	r.RequestURI = "" // so that a client takes it too
	if c.contentType != "" {
		r.Header.Set("Content-Type", c.contentType)
	}
	return r
}

func TestTheWorkerAnswersAsTheNativeHandlerDoes(t *testing.T) {
	base := startWorkerd(t, findWorkerd(t), buildWorker(t))
	client := &http.Client{Timeout: 30 * time.Second}
	for _, c := range calls(t) {
		recorder := httptest.NewRecorder()
		api.Handler().ServeHTTP(recorder, c.request("http://worker"))
		response := ask(t, client, c, base)
		if got, want := read(t, response), read(t, recorder.Result()); got != want {
			t.Errorf("%s %s %.100s\nWorker:\n%.1500s\nnative:\n%.1500s", c.method, c.path, c.body, got, want)
		}
	}
}

// ask tries again when the Worker answered and hung up before it had taken the whole of a body that is too large: then the
// client may see its own broken pipe before the answer.
func ask(t *testing.T, client *http.Client, c call, base string) *http.Response {
	t.Helper()
	for attempt := 1; ; attempt++ {
		response, err := client.Do(c.request(base))
		if err == nil {
			return response
		}
		if len(c.body) <= api.MaxBody || attempt == 20 {
			t.Fatalf("%s %s: %v", c.method, c.path, err)
		}
	}
}

// read returns status, headers and body as one text. Content-Length is left out: workerd may send in chunks.
func read(t *testing.T, response *http.Response) string {
	t.Helper()
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintln(response.StatusCode)
	for _, name := range []string{"Content-Type", "Cache-Control", "Allow", "Access-Control-Allow-Origin"} {
		text += fmt.Sprintf("%s: %s\n", name, response.Header.Get(name))
	}
	for _, h := range api.SecurityHeaders {
		text += fmt.Sprintf("%s: %s\n", h.Name, response.Header.Get(h.Name))
	}
	return text + string(body)
}
