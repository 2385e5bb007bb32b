package e2e

import (
	"io"
	"net/http"
	"strings"
	"sync"

	"kizami/wasm/api"
)

// reportPath is where the browser reports violations of the policy, those inside the worker too.
const reportPath = "/e2e-violations"

// workerPath is a worker with trouble inside, to see that such trouble is noted.
const (
	workerPath     = "/e2e-worker.js"
	troubledWorker = `fetch("http://127.0.0.2:1/from-the-worker").catch(() => 0);
setTimeout(() => { throw new Error("thrown in the worker") });`
)

// server is the page's own handler. Added to it: violations of the policy are reported to it, and it can be made to
// fail, as real servers do.
type server struct {
	page       http.Handler
	mu         sync.Mutex
	violations []string
	failing    map[string]int           // how many requests for a path with this in it are still refused
	held       map[string]chan struct{} // requests for a path with this in it wait until it is closed
}

func newServer(page http.Handler) *server {
	return &server{page: page, failing: map[string]int{}, held: map[string]chan struct{}{}}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == reportPath {
		body, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10))
		s.mu.Lock()
		defer s.mu.Unlock()
		s.violations = append(s.violations, string(body))
		return
	}
	if r.URL.Path == workerPath {
		api.SetSecurityHeaders(w.Header())
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(&reporting{w, false}, troubledWorker)
		return
	}
	if s.refuses(r.URL.Path) {
		http.Error(w, "refused by the test", http.StatusServiceUnavailable)
		return
	}
	s.wait(r)
	s.page.ServeHTTP(&reporting{w, false}, r)
}

// wait holds a request back for as long as hold says.
func (s *server) wait(r *http.Request) {
	s.mu.Lock()
	var held []chan struct{}
	for part, open := range s.held {
		if strings.Contains(r.URL.Path, part) {
			held = append(held, open)
		}
	}
	s.mu.Unlock()
	for _, open := range held {
		select {
		case <-open:
		case <-r.Context().Done():
		}
	}
}

// hold holds requests for paths with part in them back until release is called, which must be.
func (s *server) hold(part string) (release func()) {
	open := make(chan struct{})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[part] = open
	return func() { close(open) }
}

func (s *server) refuses(path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for part, left := range s.failing {
		if left > 0 && strings.Contains(path, part) {
			s.failing[part]--
			return true
		}
	}
	return false
}

// fail refuses the next requests for paths with part in them.
func (s *server) fail(part string, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failing[part] = times
}

// takeViolations returns the violations reported since the last call.
func (s *server) takeViolations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.violations
	s.violations = nil
	return taken
}

// reporting adds the address for reports to the policy and leaves everything else as the page's handler wrote it.
type reporting struct {
	http.ResponseWriter
	begun bool
}

const policyHeader = "Content-Security-Policy"

func (r *reporting) WriteHeader(status int) {
	if !r.begun {
		r.begun = true
		r.Header().Set(policyHeader, r.Header().Get(policyHeader)+"; report-uri "+reportPath)
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *reporting) Write(data []byte) (int, error) {
	if !r.begun {
		r.WriteHeader(http.StatusOK)
	}
	return r.ResponseWriter.Write(data)
}
