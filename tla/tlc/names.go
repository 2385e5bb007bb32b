package tlc

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
)

var (
	location   = regexp.MustCompile(`^line (\d+), col \d+ to .* of module (\w+)$`)
	definition = regexp.MustCompile(`^(?:ASSUME\s+)?([A-Za-z]\w*)\s*(?:\(.*?\))?\s*==`)
)

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
