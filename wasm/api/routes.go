package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"kizami/wasm/door"
)

// MaxBody is the size of the largest scenario or experiment in bytes that the API takes. It is smaller than what the format allows:
// reading more than this costs a Worker more than it may spend on a request.
const MaxBody = 16 << 10

// limits suit a Worker, which may spend 10 ms of processor time on a request.
var limits = door.Limits{Average: 250_000, Run: 50_000, Learn: 300_000}

func health(http.ResponseWriter, *http.Request) result {
	return result{http.StatusOK, struct {
		OK bool `json:"ok"`
	}{true}}
}

func version(http.ResponseWriter, *http.Request) result {
	return result{http.StatusOK, struct {
		Version string `json:"version"`
		Prime   string `json:"prime"`
	}{door.Version, door.Prime()}}
}

func presets(http.ResponseWriter, *http.Request) result {
	return result{http.StatusOK, struct {
		Presets []door.Preset `json:"presets"`
	}{door.Presets()}}
}

func average(w http.ResponseWriter, r *http.Request) result {
	return compute(w, r, func(data []byte) (any, error) { return door.Average(data, limits) })
}

func run(w http.ResponseWriter, r *http.Request) result {
	return compute(w, r, func(data []byte) (any, error) { return door.Run(data, limits) })
}

func learn(w http.ResponseWriter, r *http.Request) result {
	return compute(w, r, func(data []byte) (any, error) { return door.Learn(data, limits) })
}

func compute(w http.ResponseWriter, r *http.Request, work func([]byte) (any, error)) result {
	data, status, err := readBody(w, r)
	if err != nil {
		return refuse(status, err)
	}
	body, err := work(data)
	if err == nil {
		return result{http.StatusOK, body}
	}
	failure := door.NewFailure(err)
	if failure.Code == door.Internal {
		return refuse(http.StatusInternalServerError, failure)
	}
	return refuse(http.StatusBadRequest, failure)
}

// readBody returns what is in the request, or the status of its refusal.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, int, error) {
	if !isPlainJSON(r.Header) {
		return nil, http.StatusUnsupportedMediaType, &door.Failure{Code: "content-type",
			Msg: "the body must be sent as application/json in UTF-8, not compressed"}
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, http.StatusRequestEntityTooLarge, &door.Failure{Code: "too-large",
			Msg: fmt.Sprintf("the body has more than %d bytes", MaxBody), Args: map[string]any{"max": MaxBody}}
	case err != nil:
		return nil, http.StatusBadRequest, &door.Failure{Code: "bad-body", Msg: "the body did not arrive whole"}
	}
	return data, http.StatusOK, nil
}

func isPlainJSON(h http.Header) bool {
	kind, parameters, err := mime.ParseMediaType(h.Get("Content-Type"))
	coding := h.Get("Content-Encoding")
	if err != nil || kind != "application/json" || coding != "" && !strings.EqualFold(coding, "identity") {
		return false
	}
	charset, given := parameters["charset"]
	return !given || strings.EqualFold(charset, "utf-8")
}
