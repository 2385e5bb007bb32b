package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Show answers on an address, until the context is done, how a node is: /healthz that its process lives, /readyz that it has
// heard all its in-neighbours once, /status where it stands as JSON, /metrics the same for Prometheus. It returns where it listens.
func Show(ctx context.Context, address string, node int, seen *atomic.Pointer[Status]) (string, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: showing(node, seen), ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 1 << 14}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			listener.Close()
		}
	}()
	context.AfterFunc(ctx, func() { server.Close() })
	return listener.Addr().String(), nil
}

func showing(node int, seen *atomic.Pointer[Status]) http.Handler {
	status := func() Status {
		if s := seen.Load(); s != nil {
			return *s
		}
		return Status{}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if status().Round == 0 {
			http.Error(w, "the node waits for its in-neighbours", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.HandleFunc("GET /status", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(status())
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics(node, status), promhttp.HandlerOpts{}))
	return mux
}

// metrics returns the numbers of a status as Prometheus reads them.
func metrics(node int, status func() Status) *prometheus.Registry {
	registry := prometheus.NewRegistry()
	gauge := func(name, help string, of func(Status) float64) {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "kizami", Name: name, Help: help}, func() float64 { return of(status()) }))
	}
	counter := func(name, help string, of func(Status) int) {
		registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Namespace: "kizami", Name: name, Help: help}, func() float64 { return float64(of(status())) }))
	}
	gauge("node", "which node of the run this is", func(Status) float64 { return float64(node) })
	gauge("round", "rounds of the run that the node has taken part in", func(s Status) float64 { return float64(s.Round) })
	gauge("waiting", "in-neighbours whose message of this round is missing", func(s Status) float64 { return float64(len(s.Waiting)) })
	gauge("ended", "nodes of which this one knows that they have ended", func(s Status) float64 { return float64(s.Ended) })
	gauge("journal_bytes", "length of the journal", func(s Status) float64 { return float64(s.Journal) })
	counter("sent_total", "messages, each to all out-neighbours", func(s Status) int { return s.Sent })
	counter("sent_bytes_total", "bytes of these messages", func(s Status) int { return s.Bytes })
	counter("resent_total", "messages that were sent again", func(s Status) int { return s.Resent })
	counter("asked_total", "times that the node asked for what was missing", func(s Status) int { return s.Asked })
	counter("received_total", "packets that came in", func(s Status) int { return s.Received })
	counter("ignored_total", "packets that were old, doubled or of nobody", func(s Status) int { return s.Ignored })
	return registry
}
