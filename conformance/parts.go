package conformance

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/tla/tlc"
)

// part is one thing to do; run says whether it holds and leaves what it found in its place of the report.
type part struct {
	name string
	run  func(context.Context) (holds bool, err error)
}

func (r *Report) parts(suite *tlc.Suite, subject property.Subject, models []string, o Options) []part {
	var parts []part
	r.Graphs = make([]GraphReport, len(models))
	for i, m := range models {
		parts = append(parts, part{"graph " + m, func(ctx context.Context) (bool, error) { return r.Graphs[i].fill(ctx, suite, m, o) }})
	}
	walked := simulated(suite, models)
	r.Simulations = make([]SimulationReport, len(walked))
	for i, m := range walked {
		parts = append(parts, part{"simulate " + m, func(ctx context.Context) (bool, error) { return r.Simulations[i].fill(ctx, suite, m, o) }})
	}
	r.Properties = make([]PropertyReport, len(Properties))
	for i, p := range Properties {
		seed := o.Seed + int64(i) // each property sees cases of its own
		parts = append(parts, part{"property " + p.Name, func(ctx context.Context) (bool, error) {
			start := time.Now()
			result := p.Check(ctx, subject, o.Cases, oracle.MaxNodes, seed)
			r.Properties[i] = PropertyReport{result, time.Since(start).Seconds()}
			return result.Failure == "", nil
		}})
	}
	return parts
}

// graphModels returns the models whose state graphs are those of core, as the manifest says.
func graphModels(suite *tlc.Suite, o Options) ([]string, error) {
	var models []string
	for _, name := range o.Models {
		m, err := suite.Models.Find(name)
		if err != nil {
			return nil, err
		}
		if !m.Graph {
			return nil, fmt.Errorf("the state graph of %s is not one that core has", name)
		}
		models = append(models, name)
	}
	if len(models) > 0 {
		return models, nil
	}
	for _, m := range suite.Models {
		if m.Graph && (m.Quick || o.All) {
			models = append(models, m.Name)
		}
	}
	return models, nil
}

// quarters is into how many parts the quick state graphs are divided. Those of the others are kept as files, which say what
// they were made of, so that a stale one is noticed; go test compares core with all of them.
const quarters = 4

// quarter returns every fourth of the models, in the order of their sizes, beginning with the one that the text chooses.
func quarter(suite *tlc.Suite, models []string, text string) (chosen []string, number int) {
	states := func(name string) int64 {
		m, _ := suite.Models.Find(name) // it is one of the suite's
		return m.Distinct
	}
	sorted := slices.Clone(models)
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(states(b), states(a)) })
	first := int(sha256.Sum256([]byte(text))[0]) % quarters
	for i := first; i < len(sorted); i += quarters {
		chosen = append(chosen, sorted[i])
	}
	return chosen, first + 1
}

// simulated returns the models with more nodes than all digraphs can be tried on.
func simulated(suite *tlc.Suite, models []string) []string {
	return slices.DeleteFunc(slices.Clone(models), func(model string) bool {
		setting, err := ReadSetting(suite, model)
		return err == nil && setting.Nodes < 5
	})
}

// maxAtOnce bounds the memory that parts which go on at once can take.
const maxAtOnce = 2

// doParts does the parts, some at once, and says whether all of them hold. The first error ends the others.
func doParts(ctx context.Context, parts []part, progress func(Progress)) (holds bool, err error) {
	var telling sync.Mutex
	tell := func(p Progress) {
		telling.Lock()
		defer telling.Unlock()
		holds = holds && (p.Holds || !p.Done)
		progress(p)
	}
	holds = true
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(min(maxAtOnce, runtime.GOMAXPROCS(0)))
	for i, part := range parts {
		group.Go(func() (err error) {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			start, p := time.Now(), Progress{Part: part.name, Index: i, Of: len(parts)}
			tell(p)
			if p.Holds, err = part.run(ctx); err != nil {
				return err
			}
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			p.Done, p.Elapsed = true, time.Since(start)
			tell(p)
			return nil
		})
	}
	err = group.Wait()
	return holds, err
}
