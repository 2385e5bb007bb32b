package fault

import (
	"fmt"
	"slices"

	"kizami/core"
)

func (w *walk) finished(j int) bool {
	return w.now[j].Stopped != core.None && int(w.now[j].Epoch)+1 == w.c.Epochs
}

// ends: whatever happened before, without faults everybody decides and stops in every epoch.
func ends(w *walk) string {
	if len(w.events) == w.budget {
		return fmt.Sprintf("somebody still goes on after %d events without faults: the run never stops", w.budget-w.scripted)
	}
	if slices.Contains(w.dead, true) {
		return ""
	}
	for j, s := range w.now {
		if !w.finished(j) {
			awaited := "nobody"
			if i := w.waitsFor(j, s); i >= 0 {
				awaited = fmt.Sprintf("node %d", i)
			}
			return fmt.Sprintf("node %d never stops: it is in round %d of epoch %d, decided %d, and waits for %s",
				j, round(s), s.Epoch, s.Decided, awaited)
		}
	}
	return ""
}

// deadNode: whoever cannot end waits for somebody who is dead, or who is behind and cannot end either. That nobody
// decides wrongly meanwhile, or gets further than the distance from the dead, the other checks say in every state.
func deadNode(w *walk) string {
	for j, s := range w.now {
		if w.dead[j] || w.finished(j) || !slices.Contains(w.dead, true) {
			continue
		}
		i := w.waitsFor(j, s)
		if i < 0 {
			return fmt.Sprintf("node %d waits in round %d of epoch %d for nobody", j, round(s), s.Epoch)
		}
		behind := w.now[i].Epoch < s.Epoch || w.now[i].Epoch == s.Epoch && round(w.now[i]) < round(s)
		if !w.dead[i] && !behind {
			return fmt.Sprintf("node %d waits in round %d of epoch %d for node %d, which is neither dead nor behind",
				j, round(s), s.Epoch, i)
		}
	}
	return ""
}

// silenceHarmless: with the probe ending, nodes that die after they have stopped for good keep nobody from deciding.
func silenceHarmless(w *walk) string {
	for j, dead := range w.dead {
		if w.c.Bound > 0 || dead && !w.finished(j) {
			return ""
		}
	}
	for j, s := range w.now {
		if int(s.Epoch)+1 < w.c.Epochs || s.Decided == core.None {
			return fmt.Sprintf("node %d never decides: it is in round %d of epoch %d", j, round(s), s.Epoch)
		}
	}
	return ""
}
