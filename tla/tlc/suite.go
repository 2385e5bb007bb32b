package tlc

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"kizami/tla"
	"kizami/tla/model"
)

// What a model is, and what must come of it, says package model.
type (
	Model      = model.Model
	Config     = model.Config
	Assignment = model.Assignment
	Verdict    = model.Verdict
	Kind       = model.Kind
)

// A Suite is a folder of modules and the models to check.
type Suite struct {
	Files  fs.FS
	Models model.Set
}

// Embedded returns the models of this repository, as they were built in.
func Embedded() (*Suite, error) { return Open(tla.Files) }

// Open reads the models of any folder; see [model.Read].
func Open(files fs.FS) (*Suite, error) {
	models, err := model.Read(files)
	if err != nil {
		return nil, err
	}
	return &Suite{files, models}, nil
}

// Given returns the files that TLC is given of a model; see [model.Given].
func (s *Suite) Given(m Model) ([]model.File, error) { return model.Given(s.Files, m) }

// Dump searches a model of the suite with one worker and returns its whole
// state graph, whose size is TLC's own count. A model that is refuted is an
// error.
func (s *Suite) Dump(ctx context.Context, model string) (*Graph, *Result, error) {
	m, err := s.Models.Find(model)
	if err != nil {
		return nil, nil, err
	}
	return s.DumpModel(ctx, m)
}

// DumpModel does as Dump for any model of the suite's files; see Try.
func (s *Suite) DumpModel(ctx context.Context, m Model) (*Graph, *Result, error) {
	var g *Graph
	result, err := s.run(ctx, m, job{
		workers: 1,
		args:    []string{"-dump", "dot,actionlabels", filepath.Join("..", "graph"), "-fp", "0"},
		collect: func(dir string, r *Result) (err error) {
			if r.Verdict == Refuted {
				return refutedError(r)
			}
			if g, err = readGraphFile(filepath.Join(dir, "graph.dot")); err != nil {
				return err
			}
			return g.CheckCounts(r.Counts)
		},
	})
	if err != nil {
		return nil, nil, err
	}
	return g, result, nil
}

func readGraphFile(path string) (*Graph, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadGraph(f)
}

func refutedError(r *Result) error {
	return errors.New("TLC says that the model " + r.Model + " is " + r.Outcome() + ":\n" + r.Counterexample.String())
}

// Simulate returns num random behaviours of a model, each of at most depth
// states. The same seed gives the same ones. A refuted model is an error.
func (s *Suite) Simulate(ctx context.Context, model string, num, depth int, seed int64) ([][]State, error) {
	if num < 1 || depth < 1 {
		return nil, errors.New("the number of behaviours and their depth must be positive")
	}
	m, err := s.Models.Find(model)
	if err != nil {
		return nil, err
	}
	var traces [][]State
	_, err = s.run(ctx, m, job{
		workers: 1,
		random:  true,
		args: []string{"-simulate", "file=trace,num=" + strconv.Itoa(num), "-depth", strconv.Itoa(depth),
			"-seed", strconv.FormatInt(seed, 10)},
		collect: func(dir string, r *Result) (err error) {
			if r.Verdict == Refuted {
				return refutedError(r)
			}
			traces, err = readTraces(filepath.Join(dir, specDir), num)
			return err
		},
	})
	return traces, err
}

func readTraces(dir string, num int) ([][]State, error) {
	traces := make([][]State, num)
	for i := range traces {
		f, err := os.Open(filepath.Join(dir, "trace_0_"+strconv.Itoa(i)))
		if err != nil {
			return nil, err
		}
		traces[i], err = ParseTrace(f)
		f.Close()
		if err != nil {
			return nil, err
		}
	}
	return traces, nil
}

// Check checks the models of this repository; see Suite.Check.
func Check(ctx context.Context, o Options) (*Report, error) {
	s, err := Embedded()
	if err != nil {
		return nil, err
	}
	return s.Check(ctx, o)
}
