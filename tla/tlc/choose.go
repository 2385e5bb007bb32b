package tlc

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"slices"

	"kizami/tla/model"
)

// tenths is into how many parts the quick models outside the core are divided.
const tenths = 10

// choose returns the models to check and, if these are the core and a tenth of
// the other quick ones, which tenth, from 1.
func (s *Suite) choose(o Options) (chosen []Model, tenth int, err error) {
	for _, name := range o.Models {
		m, err := s.Models.Find(name)
		if err != nil {
			return nil, 0, err
		}
		chosen = append(chosen, m)
	}
	if len(chosen) > 0 {
		return chosen, 0, nil
	}
	if o.All {
		return s.Models, 0, nil
	}
	tenth = int(sha256.Sum256([]byte(cmp.Or(o.Seed, s.seed())))[0])%tenths + 1
	part := s.tenth(tenth)
	for _, m := range s.Models {
		if m.Core || slices.Contains(part, m.Name) {
			chosen = append(chosen, m)
		}
	}
	if len(chosen) == 0 {
		return nil, 0, errors.New("none of the models is a quick one")
	}
	return chosen, tenth, nil
}

// seed is the same as long as the models and what is recorded of them are.
func (s *Suite) seed() string {
	records, _ := model.ReadRecords(s.Files) // without any, all is the same to the choice
	return string(records.Text())
}

// tenth returns the names of the models in that part of the quick ones outside
// the core. The parts take about as long as one another, for large models and
// small ones are dealt out in turn.
func (s *Suite) tenth(number int) []string {
	var others []Model
	for _, m := range s.Models {
		if m.Quick && !m.Core {
			others = append(others, m)
		}
	}
	slices.SortStableFunc(others, func(a, b Model) int { return cmp.Or(cmp.Compare(b.Distinct, a.Distinct), cmp.Compare(a.Name, b.Name)) })
	var names []string
	for i := number - 1; i < len(others); i += tenths {
		names = append(names, others[i].Name)
	}
	return names
}
