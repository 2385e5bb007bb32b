package main

import (
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// meter tells on standard error how far a long run has come: a bar on a terminal, plain lines elsewhere. Parts may
// overlap.
type meter interface {
	begin(index, of int, what string) // a part begins, counted from 0
	tick(what string)                 // it is still going on, perhaps with others
	end(index, of int, what string)   // it has ended
	close()
}

func newMeter(w io.Writer) meter {
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return &barMeter{w: w}
	}
	return &lineMeter{w: w}
}

type lineMeter struct{ w io.Writer }

func (m *lineMeter) begin(index, of int, what string) { m.line(index, of, what) }

func (m *lineMeter) tick(string) {}

func (m *lineMeter) end(index, of int, what string) { m.line(index, of, what) }

func (m *lineMeter) line(index, of int, what string) {
	fmt.Fprintf(m.w, "[%d/%d] %s\n", index+1, of, what)
}

func (m *lineMeter) close() {}

type barMeter struct {
	w   io.Writer
	bar *progressbar.ProgressBar
}

func (m *barMeter) begin(_, of int, what string) {
	if m.bar == nil {
		m.bar = progressbar.NewOptions(of, progressbar.OptionSetWriter(m.w), progressbar.OptionSetWidth(24),
			progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(true),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetRenderBlankState(true))
	}
	m.tick(what)
}

func (m *barMeter) tick(what string) {
	m.bar.Describe(what)
	_ = m.bar.RenderBlank() // the bar is for the eye: a failing terminal must not fail the run
}

func (m *barMeter) end(int, int, string) { _ = m.bar.Add(1) }

func (m *barMeter) close() {
	if m.bar != nil {
		_ = m.bar.Clear()
		m.bar = nil
	}
}
