package tlc

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A TLC that stands still is begun anew, but not for ever.
func TestStuckTLCIsBegunAnew(t *testing.T) {
	defer func(after time.Duration) { stuckAfter = after }(stuckAfter)
	stuckAfter = 200 * time.Millisecond
	for _, c := range []struct {
		stuck, begun int // attempts
		want         string
	}{
		{1, 2, "TLC died on the model Holds with exit code 3"},
		{attempts, attempts, "TLC stood still on the model Holds, 3 times over: run it again"},
	} {
		sign := filepath.Join(t.TempDir(), "begun")
		sandbox(t, map[string]string{"java": "echo x >>'" + sign + "'; " +
			"if [ $(wc -l <'" + sign + "') -le " + strconv.Itoa(c.stuck) + " ]; then exec sleep 600; fi; exit 3"})
		fakeJar(t)
		report, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Holds"}})
		if err != nil {
			t.Fatal(err)
		}
		if m := report.Models[0]; report.OK || !strings.HasPrefix(m.Why, c.want) {
			t.Errorf("%s: %s", m.Got, m.Why)
		}
		data, err := os.ReadFile(sign)
		if begun := strings.Count(string(data), "x"); err != nil || begun != c.begun {
			t.Errorf("begun %d times, want %d (%v)", begun, c.begun, err)
		}
		nothingLeft(t)
	}
}

// A process that works is not stuck, however long it takes.
func TestProcessorTime(t *testing.T) {
	before, ok := processorTime(os.Getpid())
	for start := time.Now(); ok && time.Since(start) < 300*time.Millisecond; {
	}
	if after, _ := processorTime(os.Getpid()); !ok || after <= before {
		t.Errorf("%d hundredths before, %d after %v", before, after, ok)
	}
	if _, ok := processorTime(0); ok {
		t.Error("there is no process 0")
	}
}

// What a Java leaves running ends with it.
func TestNothingGoesOnAfterJava(t *testing.T) {
	sign := filepath.Join(t.TempDir(), "child")
	sandbox(t, map[string]string{"java": "sleep 600 >/dev/null 2>&1 & echo $! >'" + sign + "'; exit 3"})
	fakeJar(t)
	if _, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Holds"}}); err != nil {
		t.Fatal(err)
	}
	id, err := os.ReadFile(sign)
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		stat, err := os.ReadFile("/proc/" + strings.TrimSpace(string(id)) + "/stat")
		if err != nil || strings.Contains(string(stat), ") Z ") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a child of Java's goes on")
}
