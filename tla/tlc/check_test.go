package tlc

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"kizami/tla/model"
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
	s := &Suite{Files: fstest.MapFS{}, Models: []Model{{Name: "A", Quick: true, Core: true}, {Name: "B"}, {Name: "C", Quick: true, Core: true}}}
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
		models, tenth, err := s.choose(c.options)
		got := names(models)
		if err != nil {
			got = err.Error()
		}
		if got != c.want || (tenth > 0) != (c.want == "A C") {
			t.Errorf("%+v: got %q, tenth %d, want %q", c.options, got, tenth, c.want)
		}
	}
	slow := &Suite{Files: fstest.MapFS{}, Models: []Model{{Name: "B"}}}
	if _, _, err := slow.choose(Options{}); err == nil || err.Error() != "none of the models is a quick one" {
		t.Errorf("no quick model: %v", err)
	}
	if _, err := s.Check(context.Background(), Options{Models: []string{"D"}}); err == nil || errors.As(err, new(*Fault)) {
		t.Errorf("an unknown model: %v", err)
	}
}

func names(models []Model) string {
	var names []string
	for _, m := range models {
		names = append(names, m.Name)
	}
	return strings.Join(names, " ")
}

// Every quick model outside the core is in one of the tenths, which are of one size, and different seeds choose different
// ones: whoever changes the models or what is recorded of them gets another one, and the same as long as they stay.
func TestTenths(t *testing.T) {
	s := embedded(t)
	in := map[string]int{}
	smallest, largest := len(s.Models), 0
	for tenth := 1; tenth <= tenths; tenth++ {
		part := s.tenth(tenth)
		smallest, largest = min(smallest, len(part)), max(largest, len(part))
		for _, name := range part {
			in[name]++
		}
	}
	for _, m := range s.Models {
		want := 0
		if m.Quick && !m.Core {
			want = 1
		}
		if in[m.Name] != want {
			t.Errorf("%s is in %d tenths, not in %d", m.Name, in[m.Name], want)
		}
	}
	if largest-smallest > 1 {
		t.Errorf("the tenths have between %d and %d models", smallest, largest)
	}
	met := map[int]bool{}
	for i := range 100 {
		chosen, tenth, err := s.choose(Options{Seed: fmt.Sprint(i)})
		again, other, _ := s.choose(Options{Seed: fmt.Sprint(i)})
		if err != nil || names(chosen) != names(again) || tenth != other {
			t.Errorf("the seed %d chooses %d and %d models, the tenths %d and %d, %v", i, len(chosen), len(again), tenth, other, err)
		}
		met[tenth] = true
	}
	if len(met) != tenths || met[0] {
		t.Errorf("a hundred seeds choose the tenths %v", met)
	}
	_, plain, err := s.choose(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		records := model.Records{"MCBound3": fmt.Sprint(i)}
		changed := s.With(map[string]string{model.RecordsFile: string(records.Text())})
		if _, other, err := changed.choose(Options{}); err != nil || other != plain {
			return
		}
	}
	t.Errorf("whatever is recorded, the tenth is %d", plain)
}

// The core covers what it is for, as far as quick models can: every module that has models with each ending, both verdicts,
// every kind of refutation, and every claim that some model holds to.
func TestTheCoreCovers(t *testing.T) {
	s := embedded(t)
	want, have := map[string]bool{}, map[string]bool{}
	cores := 0
	for _, m := range s.Models {
		features := []string{"module " + m.Module, "verdict " + string(m.Expect), "kind " + string(m.Kind)}
		if ending := m.Config.Constant("Ending"); ending != "" {
			features = append(features, "ending "+ending+" of "+m.Module)
		}
		if m.Expect == Holds {
			given, err := s.Given(m)
			if err != nil {
				t.Fatal(err)
			}
			for _, claim := range slices.Concat(m.Config.Invariants, m.Config.Properties) {
				features = append(features, "claim "+claim+" as defined in"+definers(given, claim))
			}
		}
		for _, f := range features {
			want[f] = want[f] || m.Quick
			have[f] = have[f] || m.Core
		}
		if m.Core {
			cores++
		}
	}
	for f, wanted := range want {
		if wanted && !have[f] {
			t.Errorf("no model of the core is of the %s", f)
		}
	}
	if cores != 56 {
		t.Errorf("the core has %d models, not 56", cores)
	}
}

// definers names the files in which something of that name is defined.
func definers(given []model.File, name string) string {
	found := ""
	for _, f := range given {
		if strings.Contains("\n"+string(f.Text), "\n"+name+" ==") {
			found += " " + f.Name
		}
	}
	return found
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
