//go:build !js

package fault

import (
	"slices"
	"strings"
	"testing"

	"kizami/conformance/oracle"
	"kizami/core"
)

// spoiltBracket is core's peer with one thing wrong.
type spoiltBracket struct {
	bracketPeer
	span  int
	spoil func(p *spoiltBracket, s *core.BracketPeerState)
	deaf  func(s core.BracketPeerState, m core.BracketMessage) bool
	keeps bool // does not lose its inbox
	stuck bool // never decides
	twice bool // takes in twice what comes twice
}

func (p *spoiltBracket) State() core.BracketPeerState {
	s := p.bracketPeer.State()
	if p.spoil != nil {
		p.spoil(p, &s)
	}
	return s
}

func (p *spoiltBracket) Receive(from int, m core.BracketMessage) (bool, error) {
	if p.deaf != nil && p.deaf(p.bracketPeer.State(), m) {
		return false, nil
	}
	taken, err := p.bracketPeer.Receive(from, m)
	return taken || p.twice, err
}

func (p *spoiltBracket) Decide() bool { return !p.stuck && p.bracketPeer.Decide() }

func (p *spoiltBracket) Restart() {
	if !p.keeps {
		p.bracketPeer.Restart()
	}
}

// Every check notices what it is for, and tells it.
func TestBracketChecksNotice(t *testing.T) {
	for _, c := range []struct {
		name, says string
		property   bracketProperty
		spoilt     spoiltBracket
	}{
		{"loses a unit", "same-words: ", bracketProperties[0], spoiltBracket{spoil: func(_ *spoiltBracket, s *core.BracketPeerState) {
			s.Denominator--
		}}},
		{"decides something else", "same-words: ", bracketProperties[0], spoiltBracket{spoil: func(_ *spoiltBracket, s *core.BracketPeerState) {
			if len(s.Average) > 0 {
				s.Average[0].Numerator++
			}
		}}},
		{"never decides", "ends: ", bracketProperties[0], spoiltBracket{stuck: true}},
		{"jumps a round", "exact-pace: ", bracketProperty{checks: bracketWords[1:]}, spoiltBracket{spoil: func(_ *spoiltBracket, s *core.BracketPeerState) {
			if s.Round > 2 {
				s.Round++
			}
		}}},
		{"offers a round less", "exact-offers: ", bracketProperties[1], spoiltBracket{spoil: offersLess1}},
		{"offers too little for others", "needed-is-offered: ", bracketProperty{checks: bracketTags[1:]}, spoiltBracket{spoil: offersLess1}},
		{"forgets the epoch before", "needed-is-offered: ", bracketProperty{checks: bracketTags[1:]},
			spoiltBracket{spoil: func(_ *spoiltBracket, s *core.BracketPeerState) {
				s.Offered = slices.DeleteFunc(s.Offered, func(m core.BracketMessage) bool { return m.Epoch < s.Epoch })
			}}},
		{"takes in its own round only", "exact-inbox: ", bracketProperties[1], spoiltBracket{deaf: func(s core.BracketPeerState, m core.BracketMessage) bool {
			return int(m.Round) > s.Round
		}}},
		{"takes in twice", "exact-inbox: ", bracketProperties[1], spoiltBracket{twice: true}},
		{"keeps its inbox", "exact-inbox: ", bracketProperties[1], spoiltBracket{keeps: true}},
		{"says something else later", "one-message: ", bracketProperty{}, spoiltBracket{spoil: func(p *spoiltBracket, s *core.BracketPeerState) {
			if s.Round > 0 && p.span > 1 {
				s.Offered[0].Words[0]++
			}
		}}},
		{"is ahead of all", "skew-bounded: ", bracketProperty{checks: bracketTags[3:]}, spoiltBracket{spoil: func(_ *spoiltBracket, s *core.BracketPeerState) {
			if s.Round > 3 {
				s.Round += 100
			}
		}}},
	} {
		newPeer := func(config core.BracketConfig, outDegree int, in []int, value []int64) (bracketPeer, error) {
			p, err := coreBracketPeer(config, outDegree, in, value)
			spoilt := c.spoilt
			spoilt.bracketPeer, spoilt.span = p, config.Span
			return &spoilt, err
		}
		trial := oracle.Try(c.property.cases(newPeer, 5), 60, oracle.Seed, func(f faultCase) string {
			return c.property.judge(f, newPeer)
		})
		if !strings.Contains(trial.Failure, c.says) {
			t.Errorf("%s: %q, want %q", c.name, trial.Failure, c.says)
		}
	}
}

func offersLess1(p *spoiltBracket, s *core.BracketPeerState) {
	if len(s.Offered) > p.span {
		s.Offered = s.Offered[1:]
	}
}

// What never happens shows nothing.
func TestBracketFaultsHappen(t *testing.T) {
	const cases = 40
	counts := map[string]int{}
	look := bracketCheck{"tally", func(w *bracketWalk, j int, before core.BracketPeerState) string {
		e, s := w.events[len(w.events)-1], w.now[j]
		for what, happened := range map[string]bool{
			"taken in too early":           e.did == core.ActionReceive && e.Round > s.Round,
			"as far ahead as can be":       e.did == core.ActionReceive && e.Round == s.Round+w.config.Span,
			"ignored, of an epoch over":    e.did == core.ActionIgnore && e.Epoch < int(before.Epoch),
			"ignored, of an epoch to come": e.did == core.ActionIgnore && e.Epoch > int(before.Epoch),
			"restarts that lose":           e.did == core.ActionRestart && len(before.Inbox) > 0,
			"lost":                         e.did == "Lose",
			"decided":                      e.did == core.ActionDecide && !s.Refused,
			"refused":                      e.did == core.ActionDecide && s.Refused,
			"begun":                        e.did == core.ActionBegin,
			"windows of more than a round": w.config.Span > 1,
			"zooms":                        len(s.Scale) > 0 && s.Scale[0] != w.runs[0].Rounds[0][0].Scale[0],
		} {
			if happened {
				counts[what]++
			} else {
				counts[what] += 0
			}
		}
		return ""
	}}
	watched := bracketProperty{restart: 0.1, checks: []bracketCheck{look}}
	if r := watched.search(t.Context(), coreBracketPeer, cases, mostNodes, oracle.Seed); r.Failure != "" {
		t.Fatal(r.Failure)
	}
	t.Logf("seed %d, %d walks: %v", oracle.Seed, cases, counts)
	for what, n := range counts {
		if n == 0 {
			t.Errorf("never happened: %s", what)
		}
	}
}
