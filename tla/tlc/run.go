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
	"strings"
	"time"

	"kizami/tla/model"
)

// A runner is what it takes to run TLC.
type runner struct {
	java, jar string
	files     fs.FS
}

func newRunner(ctx context.Context, files fs.FS) (*runner, error) {
	java, err := exec.LookPath("java")
	if err != nil {
		return nil, fault(NoJava, "java is not on the PATH: install a Java runtime of version 11 or later (on Debian or Ubuntu: apt-get install default-jre-headless)")
	}
	jar, err := Jar(ctx)
	if err != nil {
		return nil, err
	}
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
	dir, err := os.MkdirTemp("", "kizami-tlc-")
	if err != nil {
		return nil, fmt.Errorf("there is no place to run TLC in: %w", err)
	}
	defer os.RemoveAll(dir)
	given, err := model.Given(r.files, j.model)
	if err != nil {
		return nil, err
	}
	if err := prepare(dir, given); err != nil {
		return nil, fmt.Errorf("the specifications cannot be copied: %w", err)
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

func (r *runner) arguments(dir string, j job) []string {
	return slices.Concat(javaFor(j.model), []string{
		"-XX:-UsePerfData", "-Djava.io.tmpdir=" + filepath.Join(dir, tmpDir),
		"-cp", r.jar, "tlc2.TLC", "-tool", "-workers", strconv.Itoa(max(1, j.workers)),
		"-metadir", filepath.Join(dir, metaDir), "-config", j.model.CfgName(),
	}, flags, j.args, []string{j.model.Module})
}

func (r *runner) execute(ctx context.Context, dir string, j job) (*Result, error) {
	limited, cancel := ctx, context.CancelFunc(func() {})
	if j.timeout > 0 {
		limited, cancel = context.WithTimeout(ctx, j.timeout)
	}
	defer cancel()
	limited, end := context.WithCancelCause(limited)
	defer end(nil)
	c := collector{phase: Parsing}
	c.result.Model = j.model.Name
	output := messageWriter{handle: func(m message) {
		c.handle(m)
		if j.watch != nil {
			j.watch(c.phase, c.result.Counts)
		}
	}}
	cmd := command(limited, r.java, r.arguments(dir, j)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = filepath.Join(dir, specDir), &output, &output
	start := time.Now()
	err := cmd.Start()
	if err == nil {
		go endIfStuck(limited, cmd.Process.Pid, end)
		err = cmd.Wait()
	}
	output.flush()
	c.result.Elapsed = time.Since(start)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if context.Cause(limited) == errStuck {
		return nil, errStuck
	}
	if limited.Err() != nil {
		return nil, fault(TimedOut, "TLC did not finish the model %s within %s (%s, %d states so far): allow more time, or choose another model",
			j.model.Name, j.timeout, c.phase, c.result.Counts.Distinct)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, fault(NoJava, "java cannot be run (%s): install a Java runtime of version 11 or later", err)
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
		if f := r.unfit(output.tail); f != nil {
			return nil, f
		}
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

// unfit tells what Java says when it cannot even start TLC.
func (r *runner) unfit(tail []string) *Fault {
	told := strings.Join(tail, " ")
	switch {
	case strings.Contains(told, "UnsupportedClassVersionError"):
		return fault(NoJava, "the java on the PATH is too old for TLC: install a Java runtime of version 11 or later")
	case strings.Contains(told, "load main class tlc2.TLC"):
		return fault(NoJar, "there is no TLC in the jar %s: correct %s or unset it", r.jar, jarEnv)
	}
	return nil
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
