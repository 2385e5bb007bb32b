package tlc

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	comments   = regexp.MustCompile(`(?s)\(\*.*?\*\)|\\\*[^\n]*`)
	cfgToken   = regexp.MustCompile(`[A-Za-z0-9_!]+`)
	location   = regexp.MustCompile(`^line (\d+), col \d+ to .* of module (\w+)$`)
	definition = regexp.MustCompile(`^(?:ASSUME\s+)?([A-Za-z]\w*)\s*(?:\(.*?\))?\s*==`)
)

var cfgKeywords = []string{
	"CONSTANT", "CONSTANTS", "INIT", "NEXT", "SPECIFICATION", "INVARIANT", "INVARIANTS", "PROPERTY", "PROPERTIES",
	"CONSTRAINT", "CONSTRAINTS", "ACTION_CONSTRAINT", "ACTION_CONSTRAINTS", "VIEW", "SYMMETRY", "CHECK_DEADLOCK",
}

// configured lists the names that follow one of the keywords in a
// configuration file.
func configured(files fs.FS, cfg string, keywords ...string) ([]string, error) {
	data, err := fs.ReadFile(files, cfg)
	if err != nil {
		return nil, err
	}
	var names []string
	inside := false
	for _, token := range cfgToken.FindAllString(comments.ReplaceAllString(string(data), " "), -1) {
		if slices.Contains(cfgKeywords, token) {
			inside = slices.Contains(keywords, token)
		} else if inside {
			names = append(names, token)
		}
	}
	return names, nil
}

// definitionAt names the definition around a place that TLC gives, as
// Module!Name; the module alone if there is none.
func definitionAt(files fs.FS, where string) string {
	match := location.FindStringSubmatch(where)
	if match == nil {
		return where
	}
	line, _ := strconv.Atoi(match[1])
	data, err := fs.ReadFile(files, match[2]+".tla")
	if err != nil {
		return match[2]
	}
	lines := strings.Split(string(data), "\n")
	for i := min(line, len(lines)) - 1; i >= 0; i-- {
		if name := definition.FindStringSubmatch(lines[i]); name != nil {
			return match[2] + "!" + name[1]
		}
	}
	return match[2]
}
