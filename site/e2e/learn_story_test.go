package e2e

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kizami/core/coretest"
	"kizami/learn"
)

// told is what the page says, what it asks for, and how every way ends.
type told struct {
	Story, Next, End, Text string
	Rounds                 string
	Ends                   map[string]string
	Counts                 map[string]string
}

const readTold = `(() => {
	const story = document.querySelector("#story"), outcomes = [...document.querySelectorAll(".outcome")];
	return {
		story: story.dataset.story, next: story.dataset.next, end: document.querySelector("#result").dataset.end, text: story.textContent,
		ends: Object.fromEntries(outcomes.map((o) => [o.dataset.way, o.dataset.end ?? ""])),
		counts: Object.fromEntries(outcomes.map((o) => [o.dataset.way, /([\d,]+) rounds/.exec(o.textContent)?.[1] ?? ""])),
	};
})()`

// drag puts the slider to a place, and waits until the engine has answered for it.
func (tab *tab) drag(place int) {
	tab.Helper()
	tab.choose("#stepper", strconv.Itoa(place))
	tab.wait(fmt.Sprintf(`document.querySelector("#stepper").value === "%d" && document.querySelector("main").dataset.learning === "false" && !document.querySelector("#automatic").checked`, place),
		fmt.Sprintf("the run with the slider at %d", place))
}

func (tab *tab) chooseWay(way string) {
	tab.Helper()
	if coordinated := read[bool](tab, element(`#coordinate[aria-checked="true"]`)+` !== null`); way == "own" {
		if coordinated {
			tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#coordinate").click()`))
		}
	} else {
		tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#mode-` + way + `").click()`))
	}
	tab.wait(fmt.Sprintf(`document.querySelector("main").dataset.way === %q`, way), "the way "+way)
}

// obey does what the page asks for, as a reader would, and holds it to what it promised.
func (tab *tab) obey(where string, place int) {
	tab.Helper()
	before := read[told](tab, readTold)
	way := read[string](tab, `document.querySelector("main").dataset.way`)
	ends := func(what, want string) {
		tab.Helper()
		if after := read[told](tab, readTold); after.End != want {
			tab.Errorf("%s: %q was done, and they have %s", where, what, after.End)
		}
	}
	rescues := map[string]string{
		"learn.try.coordinate": "#coordinate", "learn.try.harmonic": "#mode-harmonic", "learn.try.min": "#mode-min", "learn.try.certified": "#mode-certified",
	}
	switch next := before.Next; {
	case next == "":
	case rescues[next] != "":
		tab.do(chromedp.Evaluate[chromedp.Void](element(rescues[next]) + ".click()"))
		tab.wait(fmt.Sprintf(`document.querySelector("main").dataset.way !== %q`, way), next)
		ends(before.Text, learn.Converged)
		if next == "learn.try.coordinate" && !read[bool](tab, element("#mode-harmonic")+".checked") {
			tab.Errorf("%s: to coordinate is not the harmonic mean", where)
		}
	case next == "learn.try.mean":
		tab.chooseWay("mean")
		ends(before.Text, learn.Diverged)
	case next == "learn.try.fewer":
		numbers := regexp.MustCompile(`([\d,]+) rounds do in place of ([\d,]+)`).FindStringSubmatch(before.Text)
		if numbers == nil || numbers[1] != before.Counts["certified"] || numbers[2] != before.Counts[way] {
			tab.Fatalf("%s: %q, but rounds are %v", where, before.Text, before.Counts)
		}
		tab.chooseWay("certified")
		ends(before.Text, learn.Converged)
	case next == "learn.try.drag":
		tab.drag(200)
		ends(before.Text, learn.Diverged)
		tab.drag(place)
	case next == "learn.try.any":
		for _, elsewhere := range []int{0, 200, place} {
			tab.drag(elsewhere)
			if after := read[told](tab, readTold); after.Counts["certified"] != before.Counts["certified"] || after.End != before.End {
				tab.Errorf("%s: the run by certified steps changed from %v to %v", where, before, after)
			}
		}
	default:
		tab.Fatalf("%s: nobody knows how to %q", where, next)
	}
	tab.chooseWay(way)
}

var allWays = []string{"own", "harmonic", "mean", "min", "certified"}

// TestEveryPromiseComesTrue does what the page asks for, by every way: in the first example at 10 places of the slider, with
// KIZAMI_LONG at 20, in each other one, where harmonic mean and minimum fail too, at five.
func TestEveryPromiseComesTrue(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for _, id := range []string{"small", "unsafe-mean", "slow-min", "slow-harmonic", "one-large-step"} {
		t.Run(id, func(t *testing.T) {
			tab := learns(t, look{still: true}, "")
			tab.choose("#preset", id)
			tab.wait(fmt.Sprintf(`document.querySelector("#preset").value === %q && document.querySelector("main").dataset.learning === "false"`, id), id)
			visit := func(place int) {
				for _, way := range allWays {
					tab.chooseWay(way)
					said := read[told](tab, readTold)
					seen[said.Story]++
					seen[said.Next]++
					tab.obey(fmt.Sprintf("%s, slider at %d, %s", id, place, way), place)
				}
			}
			between := 20
			switch long := coretest.Long(); {
			case long && id == "small":
				between = 10
			case id != "small":
				between = 40
			}
			for place := 5; place <= 195; place += between {
				tab.drag(place)
				visit(place)
			}
		})
	}
	for _, key := range []string{
		"learn.try.coordinate", "learn.try.harmonic", "learn.try.min", "learn.try.certified", "learn.try.drag", "learn.try.mean", "learn.try.fewer", "learn.try.any",
		"learn.story.own-unfinished", "learn.story.own-diverged", "learn.story.mean", "learn.story.mean-held", "learn.story.even-diverged", "learn.story.slow",
		"learn.story.min", "learn.story.harmonic", "learn.story.certified",
	} {
		if seen[key] == 0 {
			t.Errorf("nobody was told %s", key)
		}
	}
}

// TestMeanOfGoodStepsIsTooLong looks at the number that shows it, which is one of the trace.
func TestMeanOfGoodStepsIsTooLong(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.example("unsafe-mean")
	tab.click("#coordinate")
	tab.wait(`document.querySelector("main").dataset.way === "harmonic"`, "the harmonic mean")
	tab.ends(learn.Converged)
	if got := read[told](tab, readTold); got.Next != "learn.try.mean" {
		t.Errorf("after the harmonic mean the page goes on with %q", got.Text)
	}
	tab.chooseWay("mean")
	tab.ends(learn.Diverged)
	if got := read[told](tab, readTold); got.Story != "learn.story.mean-good" || got.Next != "learn.try.harmonic" {
		t.Errorf("after the mean: %+v", got)
	}
	said := tab.text("#reason")
	numbers := regexp.MustCompile(`^In epoch (\d+) all took the step (\S+), the mean of proposals from (\S+) to (\S+): the mean loss rose from (\S+) to (\S+)\.$`).FindStringSubmatch(said)
	if numbers == nil {
		t.Fatalf("the number that shows it: %q", said)
	}
	run := tab.matches().Methods[0].Runs[0]
	epoch, _ := strconv.Atoi(numbers[1])
	view, before := run.Trace[epoch], run.Trace[epoch-1]
	for i, want := range []float64{view.Applied[0], min(view.Proposals[0], view.Proposals[1]), max(view.Proposals[0], view.Proposals[1]), before.Loss, view.Loss} {
		got, err := strconv.ParseFloat(strings.ReplaceAll(numbers[i+2], ",", ""), 64)
		if err != nil || got < want*0.999 || got > want*1.001 {
			t.Errorf("%q says %s where the trace has %v", said, numbers[i+2], want)
		}
	}
	tab.speak("ja")
	if said := tab.text("#reason"); !japanese.MatchString(said) || !strings.Contains(said, numbers[2]) {
		t.Errorf("in Japanese: %q", said)
	}
}

// TestRefusedStepsAreSeen steps through certified steps: what is said of each is what the trace shows.
func TestRefusedStepsAreSeen(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{still: true}, "")
	tab.choose("#preset", "refused")
	tab.wait(`document.querySelector("#preset").value === "refused" && document.querySelector("main").dataset.way === "certified"`, "the example")
	run := tab.learnNatively(tab.written()).Methods[0].Runs[0]
	w, refused := wordsOf(t, "en"), 0
	for k, view := range run.Trace {
		want := "accepted"
		switch {
		case k < 2:
			want = []string{"start", "measured"}[k]
		case fmt.Sprint(view.Iterates[0]) == fmt.Sprint(run.Trace[k-1].Iterates[0]):
			want = "refused"
			refused++
		}
		tab.choose("#round-slider", strconv.Itoa(k))
		tab.wait(fmt.Sprintf(`document.querySelector("#status").textContent.endsWith(%q)`, w["learn.trial."+want]), fmt.Sprintf("epoch %d, %s", k, want))
	}
	if crosses := read[int](tab, `document.querySelector(".refused").getAttribute("d").split("M").length - 1`); refused == 0 || crosses != refused {
		t.Errorf("%d steps are refused, %d crosses are drawn", refused, crosses)
	}
	if rounds := read[told](tab, readTold).Counts["certified"]; rounds != grouped(run.Rounds) {
		t.Errorf("%s rounds are counted, natively %d", rounds, run.Rounds)
	}
}

// TestChangesPlayFromTheStart changes a step and then the way: both runs are seen from epoch 0 on.
func TestChangesPlayFromTheStart(t *testing.T) {
	t.Parallel()
	tab := learns(t, look{}, "")
	tab.choose("#speed", "0.25")
	tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#last").click()`))
	tab.choose("#stepper", "170")
	tab.wait(`document.querySelector("main").dataset.learning === "false" && document.querySelector("#play").ariaLabel === "Pause" && Number(document.querySelector("#round-slider").value) < 3`, "the divergence from its start")
	tab.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#last").click()`))
	tab.click("#coordinate")
	tab.wait(`document.querySelector("#play").ariaLabel === "Pause" && Number(document.querySelector("#round-slider").value) < 3`, "the rescue from its start")
}
