package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestNumbersAsPeopleWriteThem types what keyboards and spreadsheets give.
func TestNumbersAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	shows := func() {
		t.Helper()
		tab.shows(parse(t, d.text()))
	}
	tab.fill("#value-0", "１２")
	d.Values[0] = "12"
	shows()
	tab.fill("#value-1", "−２２／７")
	d.Values[1] = "-22/7"
	shows()
	tab.fill("#sends-0", "１、3、４")
	d.send(0, 1, 3, 4)
	shows()
	tab.fill("#value-2", "1,000")
	tab.wait(element(`#value-2-error [data-code="number-grouped"], #value-2-error[data-code="number-grouped"]`), "the sentence about separators")
	tab.describes("#value-2", "#value-2-error")
	for _, lang := range []string{"ja", "en"} {
		tab.speak(lang)
		if said := tab.text("#value-2-error"); !strings.Contains(said, wordsOf(t, lang)["error.number-grouped"]) {
			t.Errorf("%s: %q", lang, said)
		}
	}
	tab.fill("#value-2", "1000")
	d.Values[2] = "1000"
	shows()
	tab.do(chromedp.Focus(chromedp.CSS("#value-3")), chromedp.Evaluate[chromedp.Void](`{
		const data = new DataTransfer();
		data.setData("text", "7\r\n−8\r\n１/９\r\n");
		document.querySelector("#value-3").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }`))
	d.Values[3], d.Values[4], d.Values[5] = "7", "-8", "1/9"
	shows()
}

// TestArcsAsPeopleWriteThem pastes lists in brackets, in full-width digits, and one that counts from 1, which is refused.
func TestArcsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	tab, d := edits(t, look{still: true})
	tab.fill("#paste", "1 2\n2 3\n3 1")
	tab.click("#apply")
	tab.wait(element(`#paste-error [data-code="arcs-from-one"], #paste-error[data-code="arcs-from-one"]`), "the sentence about lists that count from 1")
	if said, want := tab.text("#paste-error"), wordsOf(t, "en").sentence(t, "arcs-from-one", map[string]any{"most": 3, "last": 2}); !strings.Contains(said, want) {
		t.Errorf("%q, want %q", said, want)
	}
	tab.fill("#paste", "(0,1),\n[1, 2]\n２　０\n")
	tab.click("#apply")
	d.Digraph.Nodes, d.Values = 3, d.Values[:3]
	d.Digraph.Arcs = [][2]int{{0, 1}, {1, 2}, {2, 0}}
	tab.shows(parse(t, d.text()))
}

// TestFamilyIsDrawn pastes a scenario whose digraph is one of a family, and edits what is drawn.
func TestFamilyIsDrawn(t *testing.T) {
	t.Parallel()
	tab, _ := edits(t, look{still: true})
	const ring = `{"kizami":1,"digraph":{"family":"ring","nodes":4},"values":["1","2","3","6"],"ending":{"rule":"bound","bound":4}}`
	tab.fill("#paste", ring)
	tab.click("#apply")
	tab.shows(parse(t, ring))
	if arcs := read[int](tab, `document.querySelectorAll(".arc").length`); arcs != 8 {
		t.Errorf("%d arcs are drawn, want 8", arcs)
	}
	tab.fill("#value-0", "5")
	drawn := parse(t, ring).Digraph()
	var list []string
	for _, arc := range drawn.Arcs() {
		list = append(list, fmt.Sprintf("[%d,%d]", arc.From, arc.To))
	}
	tab.shows(parse(t, fmt.Sprintf(`{"kizami":1,"digraph":{"nodes":4,"arcs":[%s]},"values":["5","2","3","6"],"ending":{"rule":"bound","bound":4}}`, strings.Join(list, ","))))
}

// TestStageHasRoom opens the run with two rulers on a laptop's screen.
func TestStageHasRoom(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "ja"} {
		tab := newTab(t, look{still: true, lang: lang, width: 1280, height: 900})
		tab.visit("#preset=bracket7")
		tab.wait(`document.querySelector("#preset")?.value === "bracket7"`, "the bracket")
		tab.wait(ended, "the end of the run")
		stage, ruler, time := tab.box("#stage"), tab.box(".shutting"), tab.box(".time")
		if height := stage.Bottom - stage.Top; height < 320 {
			t.Errorf("%s: the stage is %v px high", lang, height)
		}
		if ruler.Bottom > time.Top+1 {
			t.Errorf("%s: the bracket ends at %v, behind the ruler of time from %v on", lang, ruler.Bottom, time.Top)
		}
	}
}
