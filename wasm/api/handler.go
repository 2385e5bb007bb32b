package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"kizami/wasm/door"
)

// result is what a route answers with: a value for the JSON body, or an error and its status.
type result struct {
	status int
	body   any
}

type route struct {
	methods []string
	serve   func(http.ResponseWriter, *http.Request) result
}

func routes() map[string]route {
	get, post := []string{http.MethodGet, http.MethodHead}, []string{http.MethodPost}
	return map[string]route{
		"/api/health":  {get, health},
		"/api/version": {get, version},
		"/api/presets": {get, presets},
		"/api/average": {post, average},
		"/api/run":     {post, run},
		"/api/learn":   {post, learn},
	}
}

// Handler serves exactly the routes of the package comment. Besides the codes of wasm/door, for
// which the status is 400, or 500 for a bug, there are not-found (404), method (405, with Allow), too-large (413),
// content-type (415) and bad-body (400).
func Handler() http.Handler { return handler(routes()) }

func handler(known map[string]route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		SetSecurityHeaders(w.Header())
		w.Header().Set("Cache-Control", "no-store")
		write(w, r, answer(known, w, r))
	})
}

// answer recovers from every panic, since one that escaped would end a Worker's instance.
func answer(known map[string]route, w http.ResponseWriter, r *http.Request) (answered result) {
	defer func() {
		if p := recover(); p != nil {
			answered = refuse(http.StatusInternalServerError, fmt.Errorf("%v", p))
		}
	}()
	chosen, found := known[r.URL.Path]
	if !found {
		return refuse(http.StatusNotFound, &door.Failure{Code: "not-found", Msg: "there is nothing at this path"})
	}
	for _, method := range chosen.methods {
		if r.Method == method {
			return chosen.serve(w, r)
		}
	}
	allowed := strings.Join(chosen.methods, ", ")
	w.Header().Set("Allow", allowed)
	return refuse(http.StatusMethodNotAllowed, &door.Failure{Code: "method", Msg: "this path only answers to " + allowed,
		Args: map[string]any{"allowed": allowed}})
}

type errorBody struct {
	V     int           `json:"v"`
	OK    bool          `json:"ok"`
	Error *door.Failure `json:"error"`
}

func refuse(status int, err error) result {
	return result{status, errorBody{V: 1, Error: door.NewFailure(err)}}
}

// write sends a whole body or, when it cannot be encoded, a whole error: never half of one.
func write(w http.ResponseWriter, r *http.Request, answered result) {
	data, err := json.Marshal(answered.body)
	if err != nil {
		answered = refuse(http.StatusInternalServerError, err)
		data, _ = json.Marshal(answered.body)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(answered.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // a caller that has gone away is no error of ours
	}
}
