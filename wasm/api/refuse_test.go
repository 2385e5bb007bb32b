package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// refusal is what a caller sees of an error.
type refusal struct {
	V     int
	OK    bool
	Error struct {
		Code, Path, Msg string
		Args            map[string]any
	}
}

func checkRefusal(t *testing.T, h http.Handler, r *http.Request, status int, code string) refusal {
	t.Helper()
	response := serve(h, r)
	text := body(t, response)
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	var got refusal
	if err := decoder.Decode(&got); err != nil {
		t.Fatalf("%s %s: %q: %v", r.Method, r.URL, text, err)
	}
	if response.StatusCode != status || got.V != 1 || got.OK || got.Error.Code != code || got.Error.Msg == "" {
		t.Errorf("%s %s: status %d, %s; want status %d, code %s", r.Method, r.URL, response.StatusCode, text, status, code)
	}
	checkHeaders(t, r, response, len(text))
	return got
}

func TestUnknownPaths(t *testing.T) {
	for _, path := range []string{"/", "/api", "/api/", "/api/healthy", "/api/health/", "//api/health", "/API/health", "/api/../api/health"} {
		checkRefusal(t, Handler(), httptest.NewRequest(http.MethodGet, "http://kizami"+path, nil), http.StatusNotFound, "not-found")
	}
}

func TestMethods(t *testing.T) {
	for path, allowed := range map[string]string{"/api/health": "GET, HEAD", "/api/version": "GET, HEAD", "/api/presets": "GET, HEAD",
		"/api/average": "POST", "/api/run": "POST", "/api/learn": "POST"} {
		for _, method := range []string{"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"} {
			if strings.Contains(allowed, method) {
				continue
			}
			r := httptest.NewRequest(method, path, nil)
			got := checkRefusal(t, Handler(), r, http.StatusMethodNotAllowed, "method")
			if header := serve(Handler(), r).Header.Get("Allow"); header != allowed || got.Error.Args["allowed"] != allowed {
				t.Errorf("%s %s: Allow %q, want %q", method, path, header, allowed)
			}
		}
	}
}

func TestContentTypes(t *testing.T) {
	for kind, ok := range map[string]bool{
		"application/json": true, "application/json; charset=utf-8": true, "Application/JSON;charset=UTF-8": true, "application/json;charset=Utf-8": true,
		"": false, "text/plain": false, "text/json": false, "application/json; charset=latin1": false, "application/json; charset": false,
		"application/x-www-form-urlencoded": false, "multipart/form-data; boundary=x": false,
	} {
		r := post("/api/average", triangle)
		r.Header.Set("Content-Type", kind)
		if !ok {
			checkRefusal(t, Handler(), r, http.StatusUnsupportedMediaType, "content-type")
		} else if status := serve(Handler(), r).StatusCode; status != http.StatusOK {
			t.Errorf("content type %q: status %d", kind, status)
		}
	}
	for coding, ok := range map[string]bool{"gzip": false, "identity, gzip": false, "identity": true, "Identity": true} {
		r := post("/api/average", triangle)
		r.Header.Set("Content-Encoding", coding)
		if !ok {
			checkRefusal(t, Handler(), r, http.StatusUnsupportedMediaType, "content-type")
		} else if status := serve(Handler(), r).StatusCode; status != http.StatusOK {
			t.Errorf("content encoding %q: status %d", coding, status)
		}
	}
}

func TestBodySize(t *testing.T) {
	padded := triangle + strings.Repeat(" ", MaxBody-len(triangle))
	for _, path := range []string{"/api/average", "/api/run"} {
		if response := serve(Handler(), post(path, padded)); response.StatusCode != http.StatusOK {
			t.Errorf("%s with %d bytes: %s", path, len(padded), body(t, response))
		}
		got := checkRefusal(t, Handler(), post(path, padded+" "), http.StatusRequestEntityTooLarge, "too-large")
		if got.Error.Args["max"] != float64(MaxBody) {
			t.Errorf("%s: args %v", path, got.Error.Args)
		}
	}
}

// endless never ends, so that a test which reads all of it would not either.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection lost") }

func TestBodiesThatDoNotArrive(t *testing.T) {
	for reader, want := range map[io.Reader]int{endless{}: http.StatusRequestEntityTooLarge, broken{}: http.StatusBadRequest} {
		r := httptest.NewRequest(http.MethodPost, "/api/run", reader)
		r.Header.Set("Content-Type", "application/json")
		checkRefusal(t, Handler(), r, want, map[int]string{http.StatusRequestEntityTooLarge: "too-large", http.StatusBadRequest: "bad-body"}[want])
	}
}

func TestBadScenarios(t *testing.T) {
	for text, code := range map[string]string{
		``:              "not-json",
		`[]`:            "not-an-object",
		triangle + `{}`: "trailing-data",
		strings.Replace(triangle, `{`, `{"x":1,`, 1):                 "unknown-field",
		strings.Replace(triangle, `{`, `{"kizami":1,`, 1):            "repeated-field",
		strings.Replace(triangle, `[2,0],`, ``, 1):                   "not-strongly-connected",
		strings.Replace(triangle, `"bound":3`, `"bound":10000`, 1):   "too-costly",
		strings.Replace(triangle, `"6"`, `"9223372036854775807"`, 1): "value-range",
	} {
		for _, path := range []string{"/api/average", "/api/run"} {
			checkRefusal(t, Handler(), post(path, text), http.StatusBadRequest, code)
		}
	}
}

// Between the two limits an outcome can be had, a trace cannot.
func TestATraceHasTheStricterLimit(t *testing.T) {
	text := strings.Replace(triangle, `"bound":3`, `"bound":200`, 1)
	if response := serve(Handler(), post("/api/average", text)); response.StatusCode != http.StatusOK {
		t.Errorf("average: %s", body(t, response))
	}
	got := checkRefusal(t, Handler(), post("/api/run", text), http.StatusBadRequest, "too-costly")
	if got.Error.Args["limit"] != float64(limits.Run) {
		t.Errorf("args %v", got.Error.Args)
	}
}

func TestPanicsAndBugsAreAnswered(t *testing.T) {
	get := []string{http.MethodGet}
	known := map[string]route{
		"/panic": {get, func(http.ResponseWriter, *http.Request) result { panic("boom") }},
		"/abort": {get, func(http.ResponseWriter, *http.Request) result { panic(http.ErrAbortHandler) }},
		"/odd":   {get, func(http.ResponseWriter, *http.Request) result { return result{http.StatusOK, func() {}} }},
		"/bug": {get, func(w http.ResponseWriter, _ *http.Request) result {
			r := post("/", "")
			return compute(w, r, func([]byte) (any, error) { return nil, errors.New("bug") })
		}},
	}
	for path := range known {
		checkRefusal(t, handler(known), httptest.NewRequest(http.MethodGet, path, nil), http.StatusInternalServerError, "internal")
	}
}
