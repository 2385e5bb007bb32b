package tlc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
)

// ReadGraph reads what TLC writes for -dump dot,actionlabels. A file that
// breaks off, names a state that it never prints or has a line of another
// form is a *FileError.
func ReadGraph(r io.Reader) (*Graph, error) {
	d := dotReader{
		in:      bufio.NewReaderSize(r, 1<<16),
		nodes:   map[int64]int32{},
		texts:   map[string]int32{},
		actions: map[string]int32{},
	}
	for {
		line, err := d.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, d.fail("%s", err)
		}
		if err := d.read(line); err != nil {
			return nil, err
		}
	}
	return d.graph()
}

type dotReader struct {
	in      *bufio.Reader
	long    []byte // a line that does not fit into the buffer
	line    int
	depth   int  // of braces
	legend  int  // the depth at which a legend started, 0 outside
	over    bool // the last brace was closed
	g       Graph
	nodes   map[int64]int32
	printed []bool  // per node: its state was met
	named   []int32 // per node: the line that named it first
	texts   map[string]int32
	actions map[string]int32
	label   []byte
	values  []int32 // of the state being read
}

func (d *dotReader) fail(format string, args ...any) error {
	return &FileError{"state graph", d.line, fmt.Sprintf(format, args...)}
}

// next returns a line, valid until the next call.
func (d *dotReader) next() ([]byte, error) {
	d.line++
	line, err := d.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		line, err = d.longLine(line)
	}
	if err != nil && len(line) == 0 {
		d.line--
		return nil, err
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return bytes.TrimSpace(line), nil
}

func (d *dotReader) longLine(line []byte) ([]byte, error) {
	d.long = append(d.long[:0], line...)
	for {
		line, err := d.in.ReadSlice('\n')
		d.long = append(d.long, line...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return d.long, err
		}
		// The ranks at the end name all states of a level in one line.
		if len(d.long) > maxLine && d.long[0] != '{' {
			return nil, fmt.Errorf("the line is longer than %d bytes", maxLine)
		}
	}
}

var opens = regexp.MustCompile(`^(strict )?(digraph|subgraph) \w+ \{`)

func (d *dotReader) read(line []byte) error {
	switch {
	case len(line) == 0:
		return nil
	case d.over:
		return d.fail("something follows the graph")
	case opens.Match(line):
		return d.open(line)
	case len(bytes.Trim(line, "}")) == 0:
		return d.close(len(line))
	case d.depth == 0:
		return d.fail("expected digraph {")
	case d.legend > 0 || d.isDecoration(line):
		return nil
	}
	return d.item(line)
}

func (d *dotReader) open(line []byte) error {
	isGraph := bytes.HasPrefix(line, []byte("strict digraph ")) || bytes.HasPrefix(line, []byte("digraph "))
	if isGraph != (d.depth == 0) || !isGraph && !bytes.HasPrefix(line, []byte("subgraph ")) {
		return d.fail("a brace opens where none is expected")
	}
	d.depth++
	if d.legend == 0 && bytes.Contains(line, []byte("legend")) {
		d.legend = d.depth
	}
	return nil
}

func (d *dotReader) close(braces int) error {
	if braces > d.depth {
		return d.fail("a brace closes that none opened")
	}
	d.depth -= braces
	d.over = d.depth == 0
	if d.depth < d.legend {
		d.legend = 0
	}
	return nil
}

func (d *dotReader) isDecoration(line []byte) bool {
	return bytes.HasPrefix(line, []byte("{rank = same;")) && line[len(line)-1] == '}' ||
		bytes.HasPrefix(line, []byte("nodesep=")) ||
		bytes.HasPrefix(line, []byte("edge [")) ||
		bytes.HasPrefix(line, []byte("color=")) ||
		bytes.HasSuffix(line, []byte(` [style="dashed"];`)) // staying put, drawn for models with liveness
}

// item reads a node, `7 [label="..."]`, or an edge, `7 -> 9 [label="..."]`.
func (d *dotReader) item(line []byte) error {
	head, rest, labelled := bytes.Cut(line, []byte(` [label="`))
	if !labelled {
		return d.fail("neither a state nor a step: %q", clip(string(line)))
	}
	from, to, isEdge := bytes.Cut(head, []byte(" -> "))
	i, err := d.node(from)
	if err != nil {
		return err
	}
	attributes, err := d.unescape(rest)
	if err != nil {
		return err
	}
	if !isEdge {
		return d.state(i, attributes)
	}
	j, err := d.node(to)
	if err != nil {
		return err
	}
	return d.step(i, j)
}

func (d *dotReader) node(text []byte) (int32, error) {
	id, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return 0, d.fail("%q is not the number of a state", clip(string(text)))
	}
	i, known := d.nodes[id]
	if known {
		return i, nil
	}
	if len(d.g.ids) == math.MaxInt32 {
		return 0, d.fail("more than %d states", math.MaxInt32)
	}
	i = int32(len(d.g.ids))
	d.nodes[id] = i
	d.g.ids = append(d.g.ids, id)
	d.printed = append(d.printed, false)
	d.named = append(d.named, int32(d.line))
	return i, nil
}

func (d *dotReader) state(i int32, attributes []byte) error {
	if d.printed[i] {
		return d.fail("the state %d is printed twice", d.g.ids[i])
	}
	d.printed[i] = true
	if bytes.Contains(attributes, []byte("style = filled")) {
		d.g.initial = append(d.g.initial, int(i))
	}
	if err := d.equations(); err != nil {
		return err
	}
	end := (int(i) + 1) * len(d.values)
	if len(d.g.values) < end {
		d.g.values = slices.Grow(d.g.values, end-len(d.g.values))[:end]
	}
	copy(d.g.values[end-len(d.values):], d.values)
	return nil
}

func (d *dotReader) step(from, to int32) error {
	if len(d.g.edges) == math.MaxInt32 {
		return d.fail("more than %d steps", math.MaxInt32)
	}
	action, known := d.actions[string(d.label)]
	if !known {
		action = int32(len(d.g.Actions))
		d.actions[string(d.label)] = action
		d.g.Actions = append(d.g.Actions, string(d.label))
	}
	d.g.edges = append(d.g.edges, Edge{from, to, action})
	return nil
}

func (d *dotReader) graph() (*Graph, error) {
	if !d.over {
		return nil, d.fail("the graph breaks off")
	}
	if len(d.g.ids) == 0 {
		return nil, d.fail("the graph has no state")
	}
	for i, printed := range d.printed {
		if !printed {
			d.line = int(d.named[i])
			return nil, d.fail("the state %d is named but never printed", d.g.ids[i])
		}
	}
	d.g.index()
	return &d.g, nil
}
