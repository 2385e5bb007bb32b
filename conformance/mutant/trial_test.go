package mutant

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// chosen names the environment variable that chooses mutants, by their numbers from 1; 0 is core as it is. In core's own
// tests it is one; in those of this package it is a list of questions.
const chosen = "KIZAMI_MUTANT"

// beMutant makes core a mutant of it. There is none but in a core that was built with its mutants.
var beMutant func(number int)

// A question is which gates notice a mutant: all that do, or the first that does, where the gate that did so before is asked
// before all others.
type question struct {
	mutant  int
	oneDoes bool
	before  int // the number of a gate
}

// String writes "12" for all gates, "12:3" for gate 3 before the others until one notices.
func (q question) String() string {
	if q.oneDoes {
		return fmt.Sprintf("%d:%d", q.mutant, q.before)
	}
	return strconv.Itoa(q.mutant)
}

// questions returns those that whoever started this test wants answered.
func questions() (all []question) {
	if beMutant == nil {
		return nil
	}
	for _, text := range strings.Fields(os.Getenv(chosen)) {
		mutant, before, oneDoes := strings.Cut(text, ":")
		all = append(all, question{atoi(mutant), oneDoes, atoi("0" + before)})
	}
	return all
}

func atoi(text string) int {
	number, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return number
}

// trial is what the gates say of one mutant: of each that notices it, the first line.
type trial struct {
	Mutant int
	Wrong  map[string]string
}

// answer prints one trial a line.
func answer(y *yardstick, all []question) {
	for _, q := range all {
		beMutant(q.mutant)
		one := trial{q.mutant, map[string]string{}}
		gates := y.gates()
		for _, g := range slices.Concat(gates[q.before:q.before+1], gates[:q.before], gates[q.before+1:]) {
			says, crash := attempt(func() (string, error) { return g.wrong(), nil })
			if says, _, _ = strings.Cut(says+crash, "\n"); says != "" {
				one.Wrong[g.name] = says
				if q.oneDoes {
					break
				}
			}
		}
		line, err := json.Marshal(one)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s\n", line)
	}
}
