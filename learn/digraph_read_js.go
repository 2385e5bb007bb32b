package learn

import (
	"io/fs"

	"kizami/core/strict"
)

// fromFile refuses: the page has no files, and its engine need not hold what reads them.
func (t *digraphText) fromFile(fs.FS) (DigraphSpec, error) {
	return DigraphSpec{}, fault("file-here", "digraph.file", args{"file": t.file.Name})
}

// fileFields has the one that names the file, which is refused.
func (t *digraphText) fileFields(r reader) []strict.Field {
	return []strict.Field{r.text("file", &t.file.Name, maxTitle)}
}
