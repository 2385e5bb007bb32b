package model

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// An Error says what is wrong with a file of models: which model and which field, as far as it is one.
type Error struct{ File, Model, Field, Msg string }

func (e *Error) Error() string {
	text := e.File + ": "
	if e.Model != "" {
		text += "the model " + e.Model + ": "
	}
	if e.Field != "" {
		text += e.Field + ": "
	}
	return text + e.Msg
}

// Dir is the folder of the models, beside the modules.
const Dir = "models"

const longestFile = 1 << 20

// Read reads every models/*.json of the folder: one file for each module that TLC is given, and named as the module. What
// is unknown, given twice, or does not fit what a model is like, is an [*Error].
func Read(files fs.FS) (Set, error) {
	names, err := fs.Glob(files, Dir+"/*.json")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("there are no models: the folder has no %s/*.json", Dir)
	}
	var drafts []draft
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		of, err := parse(name, data)
		if err != nil {
			return nil, err
		}
		if module := of[0].Module; module != strings.TrimSuffix(path.Base(name), ".json") {
			return nil, &Error{File: name, Field: "module", Msg: "must be the name of the file, not " + module}
		}
		drafts = append(drafts, of...)
	}
	return resolve(files, drafts)
}
