package tlc

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// Whatever differs from what is recorded is told in a sentence.
func TestCompare(t *testing.T) {
	holds := Model{Name: "M", Expect: Holds, Distinct: 7, Generated: 9, Depth: 4}
	refuted := Model{Name: "M", Expect: Refuted, Kind: Invariant, Violated: "Small", Distinct: 6}
	hold := Result{Verdict: Holds, Counts: Counts{Generated: 9, Distinct: 7, Depth: 4}}
	refute := Result{Verdict: Refuted, Kind: Invariant, Violated: "Small", Exit: 12, Counts: Counts{Generated: 8, Distinct: 6, Depth: 3}}
	for _, c := range []struct {
		change func(*Model, *Result)
		model  Model
		result Result
		why    string
	}{
		{func(*Model, *Result) {}, holds, hold, ""},
		{func(*Model, *Result) {}, refuted, refute, ""},
		{func(m *Model, _ *Result) { m.Distinct++ }, holds, hold, "the model M is holds as recorded, but the count of distinct states is 7 where 8 is recorded"},
		{func(m *Model, _ *Result) { m.Generated++ }, holds, hold, "the count of generated states is 9 where 10 is recorded"},
		{func(m *Model, _ *Result) { m.Depth++ }, holds, hold, "the count of depth is 4 where 5 is recorded"},
		{func(m *Model, _ *Result) { m.Distinct++ }, refuted, refute, "the count of distinct states is 6 where 7 is recorded"},
		{func(m *Model, _ *Result) { m.Violated = "Tiny" }, refuted, refute, "the model M is recorded as refuted: invariant Tiny, but TLC says: refuted: invariant Small"},
		{func(m *Model, r *Result) { *r = hold }, refuted, refute, "recorded as refuted: invariant Small, but TLC says: holds"},
		{func(m *Model, r *Result) { *r = refute }, holds, hold, "recorded as holds, but TLC says: refuted: invariant Small"},
		{func(_ *Model, r *Result) { r.Kind, r.Violated, r.Exit = Deadlock, "", 11 }, refuted, refute, "but TLC says: refuted: deadlock"},
	} {
		c.change(&c.model, &c.result)
		one := compare(c.model, &c.result, nil)
		if one.OK != (c.why == "") || !strings.Contains(one.Why, c.why) || c.why == "" && one.Why != "" {
			t.Errorf("ok %v, why %q, want %q", one.OK, one.Why, c.why)
		}
	}
	if one := compare(holds, nil, died("M", 255, nil, nil)); one.OK || one.Got != "broken" || !strings.Contains(one.Why, "exit code 255") {
		t.Errorf("broken: %+v", one)
	}
}

func TestCheckChoosesModels(t *testing.T) {
	s := &Suite{Models: []Model{{Name: "A", Quick: true}, {Name: "B"}, {Name: "C", Quick: true}}}
	for _, c := range []struct {
		options Options
		want    string
	}{
		{Options{}, "A C"},
		{Options{All: true}, "A B C"},
		{Options{Models: []string{"C", "B"}}, "C B"},
		{Options{Models: []string{"B"}, All: true}, "B"},
		{Options{Models: []string{"D"}}, `there is no model "D"; there are [A B C]`},
	} {
		models, err := s.choose(c.options)
		var names []string
		for _, m := range models {
			names = append(names, m.Name)
		}
		got := strings.Join(names, " ")
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%+v: got %q, want %q", c.options, got, c.want)
		}
	}
	slow := &Suite{Models: []Model{{Name: "B"}}}
	if _, err := slow.choose(Options{}); err == nil || err.Error() != "none of the models is a quick one" {
		t.Errorf("no quick model: %v", err)
	}
	if _, err := s.Check(context.Background(), Options{Models: []string{"D"}}); err == nil || errors.As(err, new(*Fault)) {
		t.Errorf("an unknown model: %v", err)
	}
}

// What shares the machine has one worker and little memory.
func TestJavaFor(t *testing.T) {
	for _, c := range []struct {
		model      Model
		sideBySide bool
		java       string
	}{
		{Model{}, true, "-XX:+UseSerialGC -Xmx2g -XX:TieredStopAtLevel=1"},
		{Model{Expect: Holds, Distinct: tiny - 1}, true, "-XX:+UseSerialGC -Xmx2g -XX:TieredStopAtLevel=1"},
		{Model{Expect: Holds, Distinct: tiny}, true, "-XX:+UseSerialGC -Xmx2g"},
		{Model{Expect: Holds, Distinct: small}, false, "-XX:+UseParallelGC"},
		{Model{Expect: Refuted, Distinct: small}, true, "-XX:+UseSerialGC -Xmx2g"},
	} {
		if got := strings.Join(javaFor(c.model), " "); got != c.java || sideBySide(c.model) != c.sideBySide {
			t.Errorf("%+v: side by side %v, %s", c.model, sideBySide(c.model), got)
		}
	}
}

func TestAtOnce(t *testing.T) {
	var mu sync.Mutex
	var running, most int
	var done []int
	err := atOnce(t.Context(), 3, []int{4, 5, 6, 7, 8, 9}, func(_ context.Context, task int) error {
		mu.Lock()
		running++
		most = max(most, running)
		mu.Unlock()
		runtime.Gosched()
		mu.Lock()
		defer mu.Unlock()
		running--
		done = append(done, task)
		return nil
	})
	slices.Sort(done)
	if err != nil || most > 3 || !slices.Equal(done, []int{4, 5, 6, 7, 8, 9}) {
		t.Errorf("%v, %d at a time, done %v", err, most, done)
	}
}

// The first error ends what runs beside it, and nothing is begun after it.
func TestAtOnceEnds(t *testing.T) {
	boom := errors.New("boom")
	var begun atomic.Int32
	err := atOnce(t.Context(), 2, []int{0, 1, 2, 3}, func(ctx context.Context, task int) error {
		begun.Add(1)
		if task == 1 {
			return boom
		}
		<-ctx.Done()
		return context.Cause(ctx)
	})
	if !errors.Is(err, boom) || begun.Load() > 2 {
		t.Errorf("got %v, %d begun", err, begun.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := atOnce(ctx, 2, []int{0}, func(context.Context, int) error { t.Error("begun"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := atOnce(t.Context(), 2, nil, nil); err != nil {
		t.Errorf("nothing to do: %v", err)
	}
}
