package golden

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"kizami/tla/tlc"
)

// Source is a file that a model is made of, and its SHA-256 in hexadecimal.
type Source struct{ Name, SHA256 string }

var (
	tlaComment     = regexp.MustCompile(`(?s)\(\*.*?\*\)|\\\*[^\n]*`)
	extendsClause  = regexp.MustCompile(`(?m)^\s*EXTENDS\s+(\w+(?:\s*,\s*\w+)*)`)
	instanceClause = regexp.MustCompile(`\bINSTANCE\s+(\w+)`)
)

// Sources returns the configuration of a model and every module that it is made of, ordered by name: its own module and
// all that one extends or instantiates. TLC's standard modules are no files of the suite and do not count.
func Sources(suite *tlc.Suite, model string) ([]Source, error) {
	m, err := suite.Manifest.Find(model)
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for queue := []string{m.Cfg, m.Module + ".tla"}; len(queue) > 0; queue = queue[1:] {
		name := queue[0]
		if _, known := found[name]; known {
			continue
		}
		text, err := fs.ReadFile(suite.Files, name)
		if errors.Is(err, fs.ErrNotExist) && len(found) > 1 {
			continue // a standard module
		}
		if err != nil {
			return nil, err
		}
		found[name] = fmt.Sprintf("%x", sha256.Sum256(text))
		if strings.HasSuffix(name, ".tla") {
			queue = append(queue, needs(string(text))...)
		}
	}
	var sources []Source
	for name, sum := range found {
		sources = append(sources, Source{name, sum})
	}
	slices.SortFunc(sources, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	return sources, nil
}

// needs returns the files of the modules that a module extends or instantiates.
func needs(text string) []string {
	text = tlaComment.ReplaceAllString(text, " ")
	var files []string
	for _, m := range extendsClause.FindAllStringSubmatch(text, -1) {
		for name := range strings.SplitSeq(m[1], ",") {
			files = append(files, strings.TrimSpace(name)+".tla")
		}
	}
	for _, m := range instanceClause.FindAllStringSubmatch(text, -1) {
		files = append(files, m[1]+".tla")
	}
	return files
}
