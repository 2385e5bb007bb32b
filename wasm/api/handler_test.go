package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kizami/core/scenario"
	"kizami/wasm/door"
)

const triangle = `{"kizami":1,"digraph":{"nodes":3,"arcs":[[0,1],[1,2],[2,0],[0,2]]},"values":["1","2","6"],"ending":{"rule":"bound","bound":3}}`

const parabolas = `{"kizami":1,"task":"learn","digraph":{"family":"cycle","nodes":3},"problem":{"kind":"quadratic","curvatures":["1","2","4"],
	"minimisers":["-2","4","0"]},"methods":[{"method":"coordinated","mode":"harmonic"}],"epochs":20}`

func serve(h http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func post(path, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}

func body(t *testing.T, response *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestRoutes(t *testing.T) {
	s, err := scenario.Parse([]byte(triangle))
	if err != nil {
		t.Fatal(err)
	}
	outcome, err := s.Average()
	if err != nil {
		t.Fatal(err)
	}
	trace, err := s.Trace()
	if err != nil {
		t.Fatal(err)
	}
	learnt, err := door.Learn([]byte(parabolas), limits)
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string) *http.Request { return httptest.NewRequest(http.MethodGet, path, nil) }
	for _, c := range []struct {
		request *http.Request
		want    any
	}{
		{get("/api/health"), map[string]bool{"ok": true}},
		{get("/api/version?now"), map[string]string{"prime": "2305843009213693951", "version": door.Version}},
		{get("/api/presets"), map[string]any{"presets": door.Presets()}},
		{post("/api/average", triangle), outcome},
		{post("/api/run", triangle), trace},
		{post("/api/learn", parabolas), map[string]any{"report": learnt.Report, "digraph": learnt.Digraph}},
	} {
		response := serve(Handler(), c.request)
		got := body(t, response)
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", c.request.URL, response.StatusCode)
		}
		want, _ := json.Marshal(c.want)
		if diff := cmp.Diff(normal(t, string(want)), normal(t, got)); diff != "" {
			t.Errorf("%s: %s", c.request.URL, diff)
		}
		checkHeaders(t, c.request, response, len(got))
	}
}

// normal orders the keys.
func normal(t *testing.T, text string) string {
	t.Helper()
	var v any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%.200s: %v", text, err)
	}
	data, _ := json.Marshal(v)
	return string(data)
}

func checkHeaders(t *testing.T, r *http.Request, response *http.Response, size int) {
	t.Helper()
	want := map[string]string{
		"Content-Type":                "application/json; charset=utf-8",
		"Content-Length":              strconv.Itoa(size),
		"Cache-Control":               "no-store",
		"Access-Control-Allow-Origin": "",
	}
	for _, h := range SecurityHeaders {
		want[h.Name] = h.Value
	}
	for name, value := range want {
		if got := response.Header.Get(name); got != value {
			t.Errorf("%s %s: header %s is %q, want %q", r.Method, r.URL, name, got, value)
		}
	}
}

func TestPresetsAreAffordableOverHTTP(t *testing.T) {
	for _, p := range door.Presets() {
		text, _ := json.Marshal(p.Scenario)
		for _, path := range []string{"/api/average", "/api/run"} {
			if response := serve(Handler(), post(path, string(text))); response.StatusCode != http.StatusOK {
				t.Errorf("%s of %s: %s", path, p.ID, body(t, response))
			}
		}
	}
}

// A run of many epochs is the business of the page and of the command.
func TestLearningIsBounded(t *testing.T) {
	costly := strings.Replace(parabolas, `"epochs":20`, `"epochs":20000`, 1)
	checkRefusal(t, Handler(), post("/api/learn", costly), http.StatusBadRequest, "too-costly-learning")
	checkRefusal(t, Handler(), post("/api/learn", triangle), http.StatusBadRequest, "unknown-field")
}

func TestHeadHasHeadersAndNoBody(t *testing.T) {
	r := httptest.NewRequest(http.MethodHead, "/api/health", nil)
	response := serve(Handler(), r)
	if text := body(t, response); response.StatusCode != http.StatusOK || text != "" {
		t.Errorf("status %d, body %q", response.StatusCode, text)
	}
	checkHeaders(t, r, response, len(`{"ok":true}`))
}

func TestEveryResponseIsOneOfAnOrdinaryServer(t *testing.T) {
	server := httptest.NewServer(Handler())
	defer server.Close()
	response, err := server.Client().Post(server.URL+"/api/average", "application/json", strings.NewReader(triangle))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	recorded := body(t, serve(Handler(), post("/api/average", triangle)))
	if got := body(t, response); got != recorded {
		t.Errorf("the server answers %q, the recorder %q", got, recorded)
	}
}

func TestSecurityHeadersNameEachHeaderOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, h := range SecurityHeaders {
		if seen[h.Name] || h.Name != http.CanonicalHeaderKey(h.Name) || strings.ContainsAny(h.Value, "\r\n") {
			t.Errorf("header %s", h.Name)
		}
		seen[h.Name] = true
	}
	policy := SecurityHeaders[0].Value
	for _, forbidden := range []string{"unsafe-inline", "unsafe-eval' ", "http:", "https:", "*"} {
		if strings.Contains(strings.ReplaceAll(policy, "'wasm-unsafe-eval'", ""), forbidden) {
			t.Errorf("the policy allows %s: %s", forbidden, policy)
		}
	}
	if !bytes.HasPrefix([]byte(policy), []byte("default-src 'none'; ")) {
		t.Errorf("the policy does not begin with nothing allowed: %s", policy)
	}
}
