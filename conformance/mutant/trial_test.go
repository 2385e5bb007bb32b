package mutant

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// chosen names the environment variable that chooses mutants, by their numbers from 1; 0 is core as it is. In core's own
// tests it is one; in those of this package it is a list.
const chosen = "KIZAMI_MUTANT"

// untilNoticed names the environment variable that has a trial end with the first gate that notices the mutant.
const untilNoticed = "KIZAMI_UNTIL_NOTICED"

// beMutant makes core a mutant of it. There is none but in a core that was built with its mutants.
var beMutant func(number int)

// mutantsToTry returns the numbers that whoever started this test wants tried.
func mutantsToTry() (numbers []int) {
	if beMutant == nil {
		return nil
	}
	for _, text := range strings.Fields(os.Getenv(chosen)) {
		number, err := strconv.Atoi(text)
		if err != nil {
			panic(err)
		}
		numbers = append(numbers, number)
	}
	return numbers
}

// trial is what the gates say of one mutant: of each that notices it, the first line.
type trial struct {
	Mutant int
	Wrong  map[string]string
}

// tryMutants prints one trial a line.
func tryMutants(y *yardstick, numbers []int) {
	for _, number := range numbers {
		beMutant(number)
		all := trial{number, map[string]string{}}
		for _, g := range y.gates() {
			says, crash := attempt(func() (string, error) { return g.wrong(), nil })
			if says, _, _ = strings.Cut(says+crash, "\n"); says != "" {
				all.Wrong[g.name] = says
				if os.Getenv(untilNoticed) != "" {
					break
				}
			}
		}
		line, err := json.Marshal(all)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s\n", line)
	}
}
