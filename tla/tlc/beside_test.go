//go:build unix

package tlc

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// started counts the Javas that left a mark in dir.
func started(t *testing.T, dir string) int {
	t.Helper()
	marks, err := filepath.Glob(filepath.Join(dir, "started.*"))
	if err != nil {
		t.Error(err)
	}
	return len(marks)
}

func leaveMark(dir string) string { return "touch '" + dir + "'/started.$$; " }

// Two Javas that wait for each other meet only if they run side by side.
func TestSmallModelsRunSideBySide(t *testing.T) {
	dir := t.TempDir()
	sandbox(t, map[string]string{"java": leaveMark(dir) +
		"for i in $(seq 600); do [ $(ls '" + dir + "' | wc -l) -ge 2 ] && { echo met; exit 3; }; sleep 0.1; done; echo alone; exit 3"})
	fakeJar(t)
	var inside atomic.Int32
	names := []string{"Holds", "Invariant"}
	report, err := testSuite(t).Check(t.Context(), Options{Models: names, Workers: 2, Progress: func(Progress) {
		if inside.Add(1) != 1 {
			t.Error("Progress is called twice at a time")
		}
		time.Sleep(time.Millisecond)
		inside.Add(-1)
	}})
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range report.Models {
		if m.Model != names[i] || !strings.HasSuffix(m.Why, ": met") {
			t.Errorf("%d is %s: %s", i, m.Model, m.Why)
		}
	}
	nothingLeft(t)
}

// Large models have the machine for themselves, and all of its processors.
func TestLargeModelsRunAlone(t *testing.T) {
	dir := t.TempDir()
	sandbox(t, map[string]string{"java": "mkdir '" + dir + "/busy' || echo not alone; sleep 0.2; rmdir '" + dir + `/busy'
echo "$@" | grep -o 'workers .'; exit 3`})
	fakeJar(t)
	s := testSuite(t)
	large := Suite{Files: s.Files}
	for i := range 3 {
		m := Model{Name: fmt.Sprint("Large", i), Module: "Counter", Cfg: "BadCfg.cfg", Expect: Holds, Distinct: small, Quick: true}
		large.Models = append(large.Models, m)
	}
	report, err := large.Check(t.Context(), Options{All: true, Workers: 3})
	if err != nil || len(report.Models) != len(large.Models) {
		t.Fatal(report, err)
	}
	for i, m := range report.Models {
		if m.Model != large.Models[i].Name || !strings.HasSuffix(m.Why, ": workers 3") {
			t.Errorf("%d is %s: %s", i, m.Model, m.Why)
		}
	}
}

// Every TLC that runs dies with the context, and none is begun after it.
func TestCancelEndsAllOfThem(t *testing.T) {
	dir := t.TempDir()
	sandbox(t, map[string]string{"java": leaveMark(dir) + "(sleep 3; touch '" + dir + "/late') & wait"})
	fakeJar(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := testSuite(t).Check(ctx, Options{Workers: 2, Progress: func(p Progress) {
		if started(t, dir) == 2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	nothingLeft(t)
	if n := started(t, dir); n != 2 {
		t.Errorf("%d Javas were started", n)
	}
	time.Sleep(4 * time.Second)
	if _, err := os.Stat(filepath.Join(dir, "late")); err == nil {
		t.Error("a TLC goes on")
	}
}

// A fault of one run ends the others: nothing can be said.
func TestFaultEndsAllOfThem(t *testing.T) {
	dir := t.TempDir()
	sandbox(t, map[string]string{"java": leaveMark(dir) + `
case "$*" in *Invariant.cfg*)
	for i in $(seq 600); do [ $(ls '` + dir + `' | wc -l) -ge 2 ] && break; sleep 0.1; done
	echo 'Error: Could not find or load main class tlc2.TLC'; exit 1;;
esac
sleep 600`})
	fakeJar(t)
	_, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Holds", "Invariant", "Action"}, Workers: 2})
	wantFault(t, err, NoJar, "there is no TLC in the jar ")
	nothingLeft(t)
	if n := started(t, dir); n != 2 {
		t.Errorf("%d Javas were started", n)
	}
}
