package graphfile

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Options say what a file alone does not.
type Options struct {
	Format        string // "": by the content
	Undirected    bool   // every edge leads both ways
	IgnoreWeights bool
}

// A format has a reader, of a text or of a table, and a writer.
type format struct {
	name  string
	read  func([]byte, Options) (*Graph, error)
	table func(*table, Options) (*Graph, error)
	write func(*Graph) []byte
}

var formats = []format{
	{name: "edges", table: readEdges, write: writeEdges},
	{name: "adjacency", table: readMatrix, write: writeMatrix},
	{name: "adjacency-list", table: readLists, write: writeLists},
	{name: "graphml", read: readGraphML, write: writeGraphML},
	{name: "dot", read: readDOT, write: writeDOT},
	{name: "matrix-market", read: readMarket, write: writeMarket},
	{name: "node-link", read: readNodeLink, write: writeNodeLink},
	{name: "kizami", read: readOwn, write: writeOwn},
}

// Formats returns the names of the formats.
func Formats() (names []string) {
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

func named(name string) (format, error) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 {
		return format{}, fmt.Errorf("the format %q is not known; there are %s", name, strings.Join(Formats(), ", "))
	}
	return formats[i], nil
}

// Read reads a digraph file of at most [MaxBytes]. Its errors are sentences that name the line, where there is one. Cost:
// O(len(data)) but for the ordering of arcs.
func Read(data []byte, o Options) (*Graph, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("more than %d bytes: that is the most that is read", MaxBytes)
	}
	data, err := plain(data)
	if err != nil {
		return nil, err
	}
	var t *table // if it was read to find the format
	if o.Format == "" {
		if o.Format, t, err = detect(data); err != nil {
			return nil, err
		}
	}
	f, err := named(o.Format)
	if err != nil {
		return nil, err
	}
	g, err := f.graph(data, t, o)
	if err != nil {
		return nil, fmt.Errorf("read as %s: %w", o.Format, err)
	}
	return g, nil
}

func (f format) graph(data []byte, t *table, o Options) (*Graph, error) {
	if f.table == nil {
		return f.read(data, o)
	}
	if t == nil {
		var err error
		if t, err = readTable(data); err != nil {
			return nil, err
		}
	}
	return f.table(t, o)
}

// Write returns the digraph as a file of the format.
func Write(g *Graph, name string) ([]byte, error) {
	f, err := named(name)
	if err != nil {
		return nil, err
	}
	return f.write(g), nil
}

// plain returns the text without a mark of its encoding and with line feeds only.
func plain(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil, fmt.Errorf("it is UTF-16: save it as UTF-8")
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("it is not UTF-8 text: save it as UTF-8")
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n")), nil
}

var markup = regexp.MustCompile(`^<[A-Za-z?!]`)

// Detect says by the content what format a file has, or that it has none of these.
func Detect(data []byte) (string, error) {
	data, err := plain(data)
	if err != nil {
		return "", err
	}
	format, _, err := detect(data)
	return format, err
}

// detect also returns the table, if that is what the text is.
func detect(data []byte) (format string, t *table, err error) {
	text := bytes.TrimSpace(data)
	switch {
	case len(text) == 0:
		return "", nil, fmt.Errorf("it is empty")
	case stranger(text) != nil:
		return "", nil, stranger(text)
	case bytes.HasPrefix(bytes.ToLower(text[:min(len(text), 20)]), []byte("%%matrixmarket")):
		return "matrix-market", nil, nil
	case markup.Match(text):
		return "graphml", nil, nil
	case text[0] == '{':
		return detectJSON(text), nil, nil
	case looksLikeDOT(text):
		return "dot", nil, nil
	}
	if t, err = readTable(data); err == nil {
		format, err = t.format()
	}
	return format, t, err
}

// looksLikeDOT says whether the first word, comments aside, begins a graph of DOT.
func looksLikeDOT(text []byte) bool {
	for {
		switch {
		case bytes.HasPrefix(text, []byte("//")), bytes.HasPrefix(text, []byte("#")):
			_, text, _ = bytes.Cut(text, []byte("\n"))
		case bytes.HasPrefix(text, []byte("/*")):
			_, text, _ = bytes.Cut(text, []byte("*/"))
		default:
			head, _, found := bytes.Cut(text, []byte("{"))
			words := strings.Fields(strings.ToLower(string(head)))
			return found && len(words) > 0 && (words[0] == "strict" || words[0] == "digraph" || words[0] == "graph")
		}
		text = bytes.TrimSpace(text)
	}
}
