package tlc

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"kizami/tla/model"
)

// A runner is what it takes to run TLC.
type runner struct {
	java, jar string
	files     fs.FS
}

func newRunner(ctx context.Context, files fs.FS) (*runner, error) {
	java, err := findJava()
	if err != nil {
		return nil, err
	}
	jar, err := Jar(ctx)
	if err != nil {
		return nil, err
	}
	sweep(os.TempDir(), runFolder)
	return &runner{java, jar, files}, nil
}

// A job is one run of TLC.
type job struct {
	model   Model
	workers int
	timeout time.Duration // 0: none
	args    []string      // beyond the usual
	random  bool          // simulates instead of searching
	watch   func(Phase, Counts)
	// collect, if set, is called in the directory of a run that ended with a
	// verdict, before it is removed.
	collect func(dir string, r *Result) error
}

// run checks a model. An error is a *Fault, ctx's own, or one about what TLC
// wrote.
func (r *runner) run(ctx context.Context, j job) (*Result, error) {
	for range attempts {
		result, err := r.once(ctx, j)
		if !errors.Is(err, errStuck) {
			return result, err
		}
	}
	return nil, fault(TimedOut, "TLC stood still on the model %s, %d times over: run it again", j.model.Name, attempts)
}

// once is one attempt, in a directory of its own.
func (r *runner) once(ctx context.Context, j job) (*Result, error) {
	dir, err := newFolder("", runFolder)
	if err != nil {
		return nil, noPlace(os.TempDir(), err)
	}
	defer dir.remove()
	result, err := r.within(ctx, dir.path, j)
	if err == nil || ctx.Err() != nil {
		return result, err
	}
	// What is told of a file that was cut off would lead astray.
	if full := noRoom(dir.path); full != nil {
		return nil, noPlace(os.TempDir(), full)
	}
	return result, err
}

func (r *runner) within(ctx context.Context, dir string, j job) (*Result, error) {
	given, err := model.Given(r.files, j.model)
	if err != nil {
		return nil, err
	}
	if err := prepare(dir, given); err != nil {
		return nil, fmt.Errorf("the specifications cannot be copied: %w", err)
	}
	if err := linkJar(r.jar, dir); err != nil {
		return nil, fmt.Errorf("the jar cannot be copied: %w", err)
	}
	result, err := r.execute(ctx, dir, j)
	if err != nil {
		return nil, err
	}
	result.given = given
	if j.collect != nil {
		err = j.collect(dir, result)
	}
	return result, err
}

// The directories of a run. TLC unpacks its standard modules into tmp.
const (
	specDir = "spec"
	metaDir = "meta"
	tmpDir  = "tmp"
)

// prepare gives TLC what the model is made of, and nothing else.
func prepare(dir string, given []model.File) error {
	for _, sub := range []string{specDir, metaDir, tmpDir} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			return err
		}
	}
	for _, f := range given {
		if err := os.WriteFile(filepath.Join(dir, specDir, f.Name), f.Text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// javaFor bounds the memory of what may run side by side.
func javaFor(m Model) []string {
	switch {
	case m.Distinct < tiny:
		return []string{"-XX:+UseSerialGC", "-Xmx2g", "-XX:TieredStopAtLevel=1"}
	case sideBySide(m):
		return []string{"-XX:+UseSerialGC", "-Xmx2g"}
	}
	return []string{"-XX:+UseParallelGC"}
}

// flags are those of TLC's on which a verdict depends.
var flags = []string{"-lncheck", "final"}

// beside names what lies beside the folder that TLC runs in. Java is told no
// path of the user's, which it might not be able to spell.
func beside(name string) string { return filepath.Join("..", name) }

func (r *runner) arguments(j job) []string {
	return slices.Concat(javaFor(j.model), fixedLocale, []string{
		"-XX:-UsePerfData", "-Djava.io.tmpdir=" + beside(tmpDir),
		"-cp", beside(jarLink), "tlc2.TLC", "-tool", "-workers", strconv.Itoa(max(1, j.workers)),
		"-metadir", beside(metaDir), "-config", j.model.CfgName(),
	}, flags, j.args, []string{j.model.Module})
}

func (r *runner) execute(ctx context.Context, dir string, j job) (*Result, error) {
	limited, end := context.WithCancelCause(ctx)
	defer end(nil)
	c := collector{phase: Parsing}
	c.result.Model = j.model.Name
	output := messageWriter{handle: func(m message) {
		c.handle(m)
		if j.watch != nil {
			j.watch(c.phase, c.result.Counts)
		}
	}}
	cmd := command(limited, r.java, r.arguments(j)...)
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = javaEnvironment(), filepath.Join(dir, specDir), &output, &output
	start := time.Now()
	err := run(cmd, func(process int) { go watchOver(limited, process, j.timeout, end) })
	output.flush()
	c.result.Elapsed = time.Since(start)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	switch context.Cause(limited) {
	case errStuck:
		return nil, errStuck
	case errTimedOut:
		return nil, fault(TimedOut, "TLC did not finish the model %s within %s (%s, %d states so far): allow more time, or choose another model",
			j.model.Name, j.timeout, c.phase, c.result.Counts.Distinct)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, fault(NoJava, "java cannot be run (%s): %s", err, installJava)
	}
	if verdict, _ := verdictOf(exitCode(err)); verdict == Broken {
		if f := r.unfit(err, &output); f != nil {
			return nil, f
		}
	}
	return r.conclude(&c, exitCode(err), &output, j)
}

// conclude makes the verdict of the exit code; what TLC said must bear it out.
func (r *runner) conclude(c *collector, exit int, output *messageWriter, j job) (*Result, error) {
	result := &c.result
	result.Exit = exit
	result.Verdict, result.Kind = verdictOf(exit)
	switch {
	case result.Verdict == Broken:
		return nil, died(j.model.Name, exit, c.errors, output.tail)
	case c.problem != nil:
		return nil, c.problem
	case result.Verdict == Refuted && len(c.errors) == 0:
		return nil, died(j.model.Name, exit, []string{"it refutes the model but does not say why"}, output.tail)
	case result.Verdict == Holds && !j.random && !(c.success && c.hasStats):
		return nil, died(j.model.Name, exit, []string{"it ends well but without its summary"}, output.tail)
	}
	if result.Verdict == Refuted && result.Violated == "" {
		r.nameViolated(result, j.model)
	}
	return result, nil
}

// nameViolated finds a name where TLC gives a place, or none: the only
// property that the model claims, or else the definition at that place.
func (r *runner) nameViolated(result *Result, m Model) {
	switch result.Kind {
	case Property:
		if claimed := m.Config.Properties; len(claimed) == 1 {
			result.Violated = claimed[0]
			return
		}
	case Assumption:
	default:
		return
	}
	if result.Where != "" {
		result.Violated = definitionAt(r.files, result.Where)
	}
}
