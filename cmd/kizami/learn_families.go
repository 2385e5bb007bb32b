package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"kizami/learn"
	"kizami/learn/figure"
)

// familyTable shows for each digraph the rounds of the protocol in its several ways and of ratio consensus, and how many
// words go along each arc.
func familyTable(r *learn.Report) string {
	const words = "\nwords per arc"
	header := []any{"family", "nodes", "diameter", "first", "silent", "repeated", "bracket", "bracket" + words, "race", "race" + words,
		"flooding", "flooding" + words, "ratio consensus", "gain"}
	t := newTable(header...)
	alignRight(t, header[1:])
	for _, f := range r.Families {
		bracket, bracketWords := bracketCells(f)
		row := table.Row{f.Family, f.Nodes, band(inOneLine, &f.Diameter)}
		row = append(row, probedCells(f, func(p *learn.Probed) []*learn.Band { return []*learn.Band{&p.First, &p.Silent, &p.Repeated} }, 3)...)
		row = append(row, bracket, bracketWords, band(inOneLine, &f.Race.Rounds), amount(f.Race.Words.Median), band(inOneLine, &f.Flooding.Rounds),
			amount(f.Flooding.Words.Median))
		row = append(row, probedCells(f, func(p *learn.Probed) []*learn.Band { return []*learn.Band{&p.Ratio} }, 1)...)
		gain := "–"
		if f.Probed != nil {
			gain = figure.Gain(f.Gain)
		}
		t.AppendRow(append(row, gain))
	}
	return t.Render()
}

// probedCells writes what only smaller digraphs have.
func probedCells(f learn.Family, of func(*learn.Probed) []*learn.Band, count int) (cells []any) {
	bands := make([]*learn.Band, count)
	if f.Probed != nil {
		bands = of(f.Probed)
	}
	for _, b := range bands {
		cells = append(cells, band(inOneLine, b))
	}
	return cells
}

// bracketCells writes the rounds and words of the bracket, and where it has not decided by its last round.
func bracketCells(f learn.Family) (rounds, words string) {
	missed := "not by " + amount(float64(f.Last))
	switch {
	case f.Bracket == nil:
		return missed, "–"
	case f.Undecided > 0:
		return fmt.Sprintf("%s; %d %s", band(inOneLine, &f.Bracket.Rounds), f.Undecided, missed), amount(f.Bracket.Words.Median)
	}
	return band(inOneLine, &f.Bracket.Rounds), amount(f.Bracket.Words.Median)
}

// familySummary says who needs the fewest rounds where, by medians.
func familySummary(r *learn.Report) string {
	fewest := map[string][]string{}
	fewer, heavier, compared, behind := 0, 0, 0, 0
	for _, f := range r.Families {
		way := fewestRounds(f)
		fewest[way] = append(fewest[way], fmt.Sprintf("%s %d", f.Family, f.Nodes))
		if f.Flooding.Rounds.Median < f.Race.Rounds.Median {
			fewer++
		}
		if f.Flooding.Words.Median > f.Race.Words.Median {
			heavier++
		}
		if f.Probed != nil {
			compared++
			if f.Ratio.Median > f.Race.Rounds.Median {
				behind++
			}
		}
	}
	return fmt.Sprintf("fewest rounds to the exact average: the bracket on %s, the 2N-2 of the bound ending on %s, the probe ending (not measured beyond 200 nodes) on %s; "+
		"flooding, with names, takes fewer than the race on %d of %s and sends more words along an arc on %d; "+
		"ratio consensus takes more than the race on %d of %d",
		grouped(fewest[byBracket]), grouped(fewest[byBound]), grouped(fewest[byProbe]), fewer, count(len(r.Families), "digraph"), heavier,
		behind, compared)
}

// The ways to the exact average that need no names.
const byBracket, byBound, byProbe = "bracket", "bound", "probe"

// fewestRounds names the way that takes the fewest rounds; of several the first. The bracket must decide with every seed.
func fewestRounds(f learn.Family) string {
	way, rounds := byBound, float64(2*f.Nodes-2)
	if f.Undecided == 0 && f.Bracket.Rounds.Median <= rounds {
		way, rounds = byBracket, f.Bracket.Rounds.Median
	}
	if f.Probed != nil && f.First.Median < rounds {
		way = byProbe
	}
	return way
}

// grouped writes "4 (star 10, 100, 1000; path 10)".
func grouped(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	var order []string
	sizes := map[string][]string{}
	for _, name := range names {
		family, size, _ := strings.Cut(name, " ")
		if !slices.Contains(order, family) {
			order = append(order, family)
		}
		sizes[family] = append(sizes[family], size)
	}
	for i, family := range order {
		order[i] = family + " " + strings.Join(sizes[family], ", ")
	}
	return fmt.Sprintf("%d (%s)", len(names), strings.Join(order, "; "))
}
