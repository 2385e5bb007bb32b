package learn

import "kizami/core/strict"

// readSplit refuses, as fromFile does.
func (t *problemText) readSplit(_ reader, path string) error {
	return fault("csv-unavailable", path, args{})
}

// layoutFields refuses each of them.
func (t *problemText) layoutFields(r reader) (fields []strict.Field) {
	for _, name := range []string{"weights", "penalty", "separator", "decimal", "header", "index", "features", "ignore", "classes", "missing"} {
		fields = append(fields, strict.Field{Name: name, Read: func(path string) error { return t.readSplit(r, path) }})
	}
	return fields
}
