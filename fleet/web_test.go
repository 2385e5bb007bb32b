package fleet

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestShowTellsHowANodeIs(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var seen atomic.Pointer[Status]
	where, err := Show(ctx, "127.0.0.1:0", 3, &seen)
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string) (int, string) {
		t.Helper()
		answer, err := http.Get("http://" + where + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, string(text)
	}
	if code, _ := get("/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("a node that has heard nobody: %d", code)
	}
	seen.Store(&Status{Round: 12, Waiting: []int{4, 5}, Resent: 7})
	for path, want := range map[string]string{
		"/healthz": "ok", "/readyz": "ok", "/status": `"round":12,"waiting":[4,5]`, "/metrics": "kizami_round 12\n",
	} {
		if code, text := get(path); code != http.StatusOK || !strings.Contains(text, want) {
			t.Errorf("%s: %d %s", path, code, text)
		}
	}
	if _, text := get("/metrics"); !strings.Contains(text, "kizami_waiting 2\n") || !strings.Contains(text, "kizami_resent_total 7\n") || !strings.Contains(text, "kizami_node 3\n") {
		t.Error(text)
	}
	if code, _ := get("/"); code != http.StatusNotFound {
		t.Errorf("/: %d", code)
	}
}

// Who listens hears where nodes stand: one that is missing is waited for.
func TestListenersHearWhoWaitsForWhom(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 4, 91)
	s := serve(t, 0, guarded(t, c, ""))
	defer s.Close()
	missing := c.g.In(0)[0]
	ctx, stop := context.WithTimeout(t.Context(), 2500*time.Millisecond)
	defer stop()
	heard := make(chan map[int]Status, 1)
	go func() {
		key, err := WithKey(c.folder + "/0.key")
		if err != nil {
			t.Error(err)
		}
		all, err := Listen(ctx, s.URL(), c.run, 4, 2*time.Second, key)
		if err != nil {
			t.Error(err)
		}
		heard <- all
	}()
	c.overNATS(ctx, s.URL(), missing)
	all := <-heard
	if _, there := all[missing]; there || len(all) != 3 {
		t.Errorf("heard %v", all)
	}
	if !slices.Contains(all[0].Waiting, missing) {
		t.Errorf("node 0 waits for %v, and %d is missing", all[0].Waiting, missing)
	}
}

// A run that is stopped by hand ends everywhere with the reason, and does not go on.
func TestStopEndsTheRun(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 4, 101)
	s := serve(t, 0, guarded(t, c, ""))
	defer s.Close()
	key, err := WithKey(c.folder + "/2.key")
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() {
		time.Sleep(100 * time.Millisecond)
		stopped <- Stop(t.Context(), s.URL(), Neighbours{Run: c.run, Node: 2}, "the run was stopped: tea", key)
	}()
	c.overNATS(t.Context(), s.URL(), 2) // which is missing, so that the others wait
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	for j, err := range c.results {
		if j != 2 && (err == nil || err.Error() != "the run was stopped: tea") {
			t.Errorf("node %d ends with %v", j, err)
		}
	}
}
