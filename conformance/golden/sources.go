package golden

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"kizami/tla/tlc"
)

// Source is a file that a model is made of, and its SHA-256 in hexadecimal.
type Source struct{ Name, SHA256 string }

// Sources returns what TLC is given of a model, ordered by name: its configuration and every module that it is made of.
func Sources(suite *tlc.Suite, model string) ([]Source, error) {
	m, err := suite.Models.Find(model)
	if err != nil {
		return nil, err
	}
	files, err := suite.Given(m)
	if err != nil {
		return nil, err
	}
	var sources []Source
	for _, f := range files {
		sources = append(sources, Source{f.Name, fmt.Sprintf("%x", sha256.Sum256(f.Text))})
	}
	slices.SortFunc(sources, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	return sources, nil
}
