package model

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// A folder of modules, each of which is read once.
type folder struct {
	files fs.FS
	known map[string]*module
}

func newFolder(files fs.FS) *folder { return &folder{files, map[string]*module{}} }

// A module is a file, what counts of it, and the files of the modules that it extends or instantiates.
type module struct {
	text  []byte
	code  string
	needs []string
}

func (f *folder) module(file string) (*module, error) {
	if m := f.known[file]; m != nil {
		return m, nil
	}
	text, err := fs.ReadFile(f.files, file)
	if err != nil {
		return nil, err
	}
	m := &module{text: text, code: code(string(text))}
	m.needs = needs(m.code)
	f.known[file] = m
	return m, nil
}

// modules returns the files of the modules that TLC needs of the folder to check the root module, ordered by name: its own
// and those of all that these extend or instantiate. TLC's standard modules are no files of the folder and do not count. The
// error is that of reading a file; of a root that is not there fs.ErrNotExist.
func (f *folder) modules(root string) ([]string, error) {
	var found []string
	for queue := []string{root + ".tla"}; len(queue) > 0; queue = queue[1:] {
		file := queue[0]
		if slices.Contains(found, file) {
			continue
		}
		m, err := f.module(file)
		if errors.Is(err, fs.ErrNotExist) && len(found) > 0 {
			continue // a standard module
		}
		if err != nil {
			return nil, err
		}
		found = append(found, file)
		queue = append(queue, m.needs...)
	}
	slices.Sort(found)
	return found, nil
}

// needs returns the files of the modules that a module extends or instantiates.
func needs(code string) []string {
	var files []string
	wanted, named := false, false // a name comes next; one has just come, and a comma may lead to another
	for i := 0; i < len(code); {
		word := firstToken(code[i:])
		i += len(word)
		switch {
		case strings.TrimSpace(word) == "":
		case word == "EXTENDS" || word == "INSTANCE" || named && word == ",":
			wanted, named = true, false
		case wanted && isWord(word, "_"):
			files = append(files, word+".tla")
			wanted, named = false, true
		default:
			wanted, named = false, false
		}
	}
	return files
}

// firstToken returns the word that the text begins with, or the sign.
func firstToken(text string) string {
	end := 0
	for end < len(text) && isWord(text[end:end+1], "_") {
		end++
	}
	return text[:max(end, 1)]
}

// code returns what counts of a module: without comments, without what stands outside of the module, and without empty lines
// and blanks at the end of lines, which mean nothing in TLA+. All else is in the column where it was.
func code(text string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(blankComments(text)) {
		inside = inside || strings.HasPrefix(line, "----") && strings.Contains(line, "MODULE")
		if line = strings.TrimRight(line, " \t\r\n"); inside && line != "" {
			b.WriteString(line + "\n")
		}
		inside = inside && !strings.HasPrefix(line, "====")
	}
	return b.String()
}

// blankComments puts blanks in the place of comments, which may hold others.
func blankComments(text string) string {
	out := []byte(text)
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		two := text[i:min(i+2, len(text))]
		switch {
		case quoted:
			if two[0] == '\\' {
				i++
			}
			quoted = two[0] != '"' && two[0] != '\n'
		case two == "(*":
			depth++
			i = blank(out, i, 2)
		case depth > 0 && two == "*)":
			depth--
			i = blank(out, i, 2)
		case depth > 0:
			i = blank(out, i, 1)
		case two == `\*`:
			end := strings.IndexByte(text[i:], '\n')
			if end < 0 {
				end = len(text) - i
			}
			i = blank(out, i, end)
		default:
			quoted = two[0] == '"'
		}
	}
	return string(out)
}

// blank blanks so many bytes and returns the place of the last one.
func blank(text []byte, from, count int) int {
	for i := from; i < from+count; i++ {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
	return from + count - 1
}
