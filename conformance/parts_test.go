package conformance

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"kizami/conformance/checkout"
)

// partsOf returns parts that do what they are given, named by their places.
func partsOf(runs ...func(context.Context) (bool, error)) []part {
	var parts []part
	for i, run := range runs {
		parts = append(parts, part{fmt.Sprint("part ", i), run})
	}
	return parts
}

func TestPartsHoldOnlyTogether(t *testing.T) {
	good := func(context.Context) (bool, error) { return true, nil }
	bad := func(context.Context) (bool, error) { return false, nil }
	for place := range 4 {
		runs := []func(context.Context) (bool, error){good, good, good, good}
		var ended []int
		tell := func(p Progress) {
			if p.Done {
				ended = append(ended, p.Index)
			}
			if want := p.Done && (p.Index != place); p.Holds != want || p.Part != fmt.Sprint("part ", p.Index) || p.Of != 4 {
				t.Errorf("with part %d that does not hold: %+v", place, p)
			}
		}
		runs[place] = bad
		if holds, err := doParts(t.Context(), partsOf(runs...), tell); holds || err != nil {
			t.Errorf("with part %d that does not hold: %v, %v", place, holds, err)
		}
		if slices.Sort(ended); !slices.Equal(ended, []int{0, 1, 2, 3}) {
			t.Errorf("the parts %v ended", ended)
		}
	}
	for _, parts := range [][]part{nil, partsOf(good), partsOf(good, good, good)} {
		if holds, err := doParts(t.Context(), parts, func(Progress) {}); !holds || err != nil {
			t.Errorf("%d parts: %v, %v", len(parts), holds, err)
		}
	}
}

// The first error ends what runs beside it, and nothing is begun after it.
func TestPartsEndWithTheFirstError(t *testing.T) {
	boom := errors.New("boom")
	wait := func(ctx context.Context) (bool, error) {
		<-ctx.Done()
		return true, nil
	}
	fail := func(context.Context) (bool, error) { return false, boom }
	never := func(context.Context) (bool, error) {
		t.Error("begun after the error")
		return true, nil
	}
	parts := partsOf(wait, fail, never, never)
	if runtime.GOMAXPROCS(0) == 1 {
		parts = parts[1:] // one at a time, and nothing would end the first
	}
	if _, err := doParts(t.Context(), parts, func(p Progress) {
		if p.Done {
			t.Errorf("%+v has ended", p)
		}
	}); !errors.Is(err, boom) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := doParts(ctx, partsOf(never), func(Progress) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// Every quick state graph is in one quarter, and each text chooses one of them.
func TestQuartersAreAllOfThem(t *testing.T) {
	suite := checkout.Suite(t)
	models, err := graphModels(suite, Options{})
	if err != nil {
		t.Fatal(err)
	}
	met := map[int][]string{}
	for text := range 100 {
		chosen, number := quarter(suite, models, fmt.Sprint(text))
		if met[number] == nil {
			met[number] = chosen
		}
		if !slices.Equal(met[number], chosen) {
			t.Errorf("quarter %d is %v and %v", number, met[number], chosen)
		}
	}
	all := slices.Sorted(slices.Values(slices.Concat(met[1], met[2], met[3], met[4])))
	if slices.Sort(models); !slices.Equal(all, models) {
		t.Errorf("the quarters are %v, all graphs %v", met, models)
	}
	for number, chosen := range met {
		if len(chosen)+1 < len(models)/quarters || len(chosen) > len(models)/quarters+1 {
			t.Errorf("quarter %d has %d of %d graphs", number, len(chosen), len(models))
		}
	}
}
