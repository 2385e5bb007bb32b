package state

import (
	"testing"

	"kizami/core"
)

func TestNumbersOfDigraphs(t *testing.T) {
	for n, want := range map[int][2]int{1: {1, 1}, 2: {1, 1}, 3: {18, 5}, 4: {1606, 83}} {
		if all, chosen := len(Digraphs(n)), len(canonical(n)); all != want[0] || chosen != want[1] {
			t.Errorf("%d nodes: %d digraphs, %d shapes, want %v", n, all, chosen, want)
		}
	}
}

// Over two epochs a probe must be a lucky one in both.
func TestProbesMustBeLuckyInEveryEpoch(t *testing.T) {
	f := modelField(t)
	s := Start{Config: core.Config{Field: f, Ending: core.Probe(), Capacity: 2}, Digraphs: Digraphs(2), Values: [][]int64{{0, 1}},
		Probes: [][]core.Element{{5, 4}}} // 6 and 6 in the second epoch, in which nothing moves
	for epochs, want := range map[int]int{1: 1, 2: 0} {
		s.Epochs = epochs
		states, err := s.Messages()
		if err != nil || len(states) != want {
			t.Errorf("%d epochs: %d states, %v, want %d", epochs, len(states), err, want)
		}
	}
}
