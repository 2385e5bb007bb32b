package e2e

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kizami/learn"
)

// learnt is what the page says about the run on screen.
type learnt struct {
	End     string            `json:"end"`
	Epochs  int               `json:"epochs"`
	Reason  string            `json:"reason"`
	Ways    map[string]string `json:"ways"`
	Numbers [][]string        `json:"numbers"`
	Costs   map[string]string `json:"costs"`
	Epoch   int               `json:"epoch"`
	Last    int               `json:"last"`
	States  []string          `json:"states"`
}

const readLearnt = `(() => {
	const all = (selector) => [...document.querySelectorAll(selector)];
	const result = document.querySelector("#result").dataset, slider = document.querySelector("#round-slider");
	return {
		end: result.end, epochs: Number(result.epochs), reason: document.querySelector("#reason").textContent,
		ways: Object.fromEntries(all(".outcome").map((o) => [o.dataset.way, o.dataset.end + " " + o.textContent])),
		numbers: all(".numbers tbody tr").map((row) => [...row.cells].map((cell) => cell.textContent.replaceAll("−", "-"))),
		costs: Object.fromEntries(all("[data-cost]").map((c) => [c.dataset.cost, c.textContent])),
		epoch: Number(slider.value), last: Number(slider.max), states: all("[data-node]").map((n) => n.dataset.state),
	};
})()`

// learns opens the learning view.
func learns(t *testing.T, l look, hash string) *tab {
	t.Helper()
	tab := newTab(t, l)
	tab.visit("learn.html" + hash)
	tab.wait(element("#result"), "the first result")
	return tab
}

// ends waits for the end of the run on screen.
func (tab *tab) ends(how string) {
	tab.Helper()
	tab.wait(fmt.Sprintf(`document.querySelector("#result").dataset.end === %q && %s === document.querySelector("#round-slider").max`, how,
		`document.querySelector("#round-slider").value`), "the end: "+how)
}

// written is the experiment on screen, as the page would hand it on.
func (tab *tab) written() string {
	tab.Helper()
	const forget = `history.replaceState(null, "", location.pathname)` // a link that is there already is not the answer
	tab.do(chromedp.Evaluate[chromedp.Void](forget + `; document.querySelector("#share").click()`))
	tab.wait(`location.hash.startsWith("#v1.")`, "the link in the address")
	hash := read[string](tab, `location.hash`)
	tab.do(chromedp.Evaluate[chromedp.Void](forget))
	return unpack(tab.T, hash)
}

func (tab *tab) learnNatively(text string) *learn.Report {
	tab.Helper()
	e, err := learn.Parse([]byte(text), nil)
	if err != nil {
		tab.Fatalf("%s: %v", text, err)
	}
	report, err := e.Run(tab.Context(), nil)
	if err != nil {
		tab.Fatal(err)
	}
	return report
}

// matches compares everything said about the run on screen with the same engine run natively, bit by bit.
func (tab *tab) matches() *learn.Report {
	tab.Helper()
	report := tab.learnNatively(tab.written())
	run := report.Methods[0].Runs[0]
	for _, epoch := range []int{0, 1, len(run.Trace) / 2, len(run.Trace) - 1} {
		tab.choose("#round-slider", fmt.Sprint(epoch))
		tab.wait(fmt.Sprintf(`document.querySelector(".numbers h3").textContent.endsWith(" %d")`, epoch), fmt.Sprintf("epoch %d", epoch))
		got, want := read[learnt](tab, readLearnt), run.Trace[epoch]
		if got.End != run.End || got.Last != len(run.Trace)-1 {
			tab.Errorf("%s in %d epochs; natively %s, %d", got.End, got.Last, run.End, len(run.Trace)-1)
		}
		for j, row := range got.Numbers {
			proposal, applied := "–", "–"
			if epoch > 0 {
				proposal, applied = same64(row[1], want.Proposals[j]), same64(row[2], want.Applied[j])
			}
			if row[1] != proposal || row[2] != applied || row[3] != same64(row[3], want.Losses[j]) {
				tab.Errorf("epoch %d, node %d: %v; natively %s, %s, %v", epoch, j, row, proposal, applied, want.Losses[j])
			}
		}
		costs := map[string]float64{
			"rounds": float64(want.Rounds), "messages": want.Messages, "bytes": want.Bytes, "gradients": float64(want.Gradients),
		}
		for name, value := range costs {
			shown, err := strconv.ParseFloat(strings.ReplaceAll(got.Costs[name], ",", ""), 64)
			if err != nil || math.Abs(shown-value) > 5e-4 {
				tab.Errorf("epoch %d: %s %s, natively %v", epoch, name, got.Costs[name], value)
			}
		}
	}
	return report
}

// same64 returns text when it reads as the very same float64, and what it should be otherwise.
func same64(text string, want float64) string {
	if got, err := strconv.ParseFloat(text, 64); err == nil && math.Float64bits(got) == math.Float64bits(want) {
		return text
	}
	return fmt.Sprint(want)
}
