package model

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Modules returns the files of the modules that TLC needs of the folder to check the root module, ordered by name: its own
// and those of all that these extend or instantiate. TLC's standard modules are no files of the folder and do not count. The error is that of reading a file;
// of a root that is not there fs.ErrNotExist.
func Modules(files fs.FS, root string) ([]string, error) {
	var found []string
	for queue := []string{root + ".tla"}; len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		if slices.Contains(found, name) {
			continue
		}
		text, err := fs.ReadFile(files, name)
		if errors.Is(err, fs.ErrNotExist) && len(found) > 0 {
			continue // a standard module
		}
		if err != nil {
			return nil, err
		}
		found = append(found, name)
		queue = append(queue, needs(Code(string(text)))...)
	}
	slices.Sort(found)
	return found, nil
}

// needs returns the files of the modules that a module extends or instantiates.
func needs(code string) []string {
	var files []string
	wanted, named := false, false // a name comes next; one has just come, and a comma may lead to another
	for word := range strings.FieldsSeq(spaced(code)) {
		switch {
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

// spaced puts blanks around all that is no part of a word.
func spaced(code string) string {
	var b strings.Builder
	for _, r := range code {
		if isWord(string(r), "_") {
			b.WriteRune(r)
		} else {
			b.WriteString(" " + string(r) + " ")
		}
	}
	return b.String()
}

// Code returns what counts of a module: comments and what stands outside of the module are blank, and everything else is
// where it was. Lines keep their numbers.
func Code(text string) string {
	lines := strings.SplitAfter(blankComments(text), "\n")
	inside := false
	for i, line := range lines {
		ends := strings.HasPrefix(line, "====")
		inside = inside || strings.HasPrefix(line, "----") && strings.Contains(line, "MODULE")
		if !inside {
			lines[i] = strings.Repeat("\n", strings.Count(line, "\n"))
		}
		inside = inside && !ends
	}
	return strings.Join(lines, "")
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
