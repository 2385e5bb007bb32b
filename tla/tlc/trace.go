package tlc

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// maxLine bounds a line of what TLC writes: one state, however wide.
const maxLine = 16 << 20

// A FileError says which line of a file of TLC's cannot be read.
type FileError struct {
	What string // the kind of file
	Line int
	Msg  string
}

func (e *FileError) Error() string {
	return fmt.Sprintf("%s, line %d: %s", e.What, e.Line, e.Msg)
}

// ParseTrace reads a file that TLC wrote for -simulate file=: the states of
// one behaviour in their order. A file that breaks off is a *FileError.
func ParseTrace(r io.Reader) ([]State, error) {
	t := traceReader{lines: bufio.NewScanner(r)}
	t.lines.Buffer(nil, maxLine)
	if err := t.header(); err != nil {
		return nil, err
	}
	for t.next() {
		line := t.lines.Text()
		if strings.HasPrefix(line, "====") {
			return t.end()
		}
		if err := t.read(line); err != nil {
			return nil, err
		}
	}
	return nil, t.fail("the trace breaks off")
}

type traceReader struct {
	lines  *bufio.Scanner
	line   int
	states []State
	text   []string
	first  int // line of the state's first equation
	inside bool
}

func (t *traceReader) fail(format string, args ...any) error {
	if err := t.lines.Err(); err != nil {
		format, args = "%s", []any{err}
	}
	return &FileError{"trace", t.line, fmt.Sprintf(format, args...)}
}

func (t *traceReader) next() bool {
	if !t.lines.Scan() {
		return false
	}
	t.line++
	return true
}

func (t *traceReader) header() error {
	for t.next() {
		line := t.lines.Text()
		if strings.HasPrefix(line, "----") && strings.Contains(line, " MODULE ") {
			return nil
		}
		if line != "" {
			break
		}
	}
	return t.fail("expected the header of a module")
}

func (t *traceReader) read(line string) error {
	if strings.HasPrefix(line, `\*`) {
		return nil
	}
	name, isHead := strings.CutSuffix(strings.TrimRight(line, " "), " ==")
	if isHead && strings.HasPrefix(name, "STATE_") {
		return t.head(name)
	}
	if !t.inside && line != "" {
		return t.fail("expected STATE_%d", len(t.states)+1)
	}
	if t.text == nil {
		t.first = t.line
	}
	t.text = append(t.text, line)
	return nil
}

func (t *traceReader) head(name string) error {
	if err := t.close(); err != nil {
		return err
	}
	if want := fmt.Sprintf("STATE_%d", len(t.states)+1); name != want {
		return t.fail("expected %s, found %s", want, name)
	}
	t.inside, t.text = true, nil
	return nil
}

// close ends the state that is being read, if there is one.
func (t *traceReader) close() error {
	if !t.inside {
		return nil
	}
	s, err := ParseState(strings.Join(t.text, "\n"))
	if err != nil {
		return t.wrap(err)
	}
	t.states = append(t.states, s)
	return nil
}

func (t *traceReader) wrap(err error) error {
	if syntax, ok := err.(*SyntaxError); ok {
		return &FileError{"trace", t.first + syntax.Line - 1, fmt.Sprintf("column %d: %s", syntax.Column, syntax.Msg)}
	}
	return t.fail("%s", err)
}

func (t *traceReader) end() ([]State, error) {
	if err := t.close(); err != nil {
		return nil, err
	}
	if len(t.states) == 0 {
		return nil, t.fail("the trace has no state")
	}
	return t.states, nil
}
