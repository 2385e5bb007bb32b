package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The versions that the proofs are written for. Others give other names to what they use.
const (
	coqVersion      = "8.16.1"
	mathcompVersion = "1.15"
)

// checkVersions refuses another Coq or MathComp by name.
func checkVersions(ctx context.Context) error {
	said, err := exec.CommandContext(ctx, "coqc", "--print-version").Output()
	if err != nil {
		return errors.New("coqc cannot be run: please install Coq " + coqVersion + " (.ci/tools coq)")
	}
	version, _, _ := strings.Cut(strings.TrimSpace(string(said)), " ")
	if version != coqVersion {
		return fmt.Errorf("this is Coq %s: the proofs are written for Coq %s", version, coqVersion)
	}
	where, err := exec.CommandContext(ctx, "coqc", "-where").Output()
	if err != nil {
		return err
	}
	version, err = newestMathComp(filepath.Join(strings.TrimSpace(string(where)), "user-contrib", "mathcomp"))
	if err == nil && version != mathcompVersion {
		err = fmt.Errorf("this is MathComp %s: the proofs are written for MathComp %s.0", version, mathcompVersion)
	}
	return err
}

var mention = regexp.MustCompile(`mathcomp (\d+)\.(\d+)`)

// newestMathComp returns the newest version that MathComp's files mention, "1.15" for 1.15.0: MathComp has no constant
// that says which it is, but each version names itself where it deprecates something.
func newestMathComp(dir string) (string, error) {
	var newest [2]int
	for _, part := range []string{"ssreflect", "fingroup", "algebra"} {
		files, err := filepath.Glob(filepath.Join(dir, part, "*.v"))
		if err != nil || len(files) == 0 {
			return "", fmt.Errorf("MathComp's %s is missing: please install MathComp %s.0 (.ci/tools coq)", part, mathcompVersion)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return "", err
			}
			for _, m := range mention.FindAllSubmatch(text, -1) {
				major, _ := strconv.Atoi(string(m[1]))
				minor, _ := strconv.Atoi(string(m[2]))
				if seen := [2]int{major, minor}; slices.Compare(seen[:], newest[:]) > 0 {
					newest = seen
				}
			}
		}
	}
	return fmt.Sprintf("%d.%d", newest[0], newest[1]), nil
}

// mirror makes scratch hold the sources as they are now, and of what was built from others nothing. A file that has not
// changed keeps its time, so that it is not built again.
func mirror(at place, p *project) error {
	if err := os.MkdirAll(at.scratch, 0o755); err != nil {
		return err
	}
	keep := append([]string{"_CoqProject"}, p.files...)
	there, err := os.ReadDir(at.scratch)
	if err != nil {
		return err
	}
	for _, entry := range there {
		stem, _, _ := strings.Cut(strings.TrimPrefix(entry.Name(), "."), ".")
		if !slices.Contains(p.files, stem+".v") && entry.Name() != "_CoqProject" {
			if err := os.RemoveAll(filepath.Join(at.scratch, entry.Name())); err != nil {
				return err
			}
		}
	}
	for _, name := range keep {
		text, err := os.ReadFile(filepath.Join(at.source, name))
		if err != nil {
			return err
		}
		old, err := os.ReadFile(filepath.Join(at.scratch, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err != nil || !bytes.Equal(old, text) {
			if err := os.WriteFile(filepath.Join(at.scratch, name), text, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// build compiles every file, as many at a time as there are processors, and says which and when.
func build(ctx context.Context, at place, p *project, out io.Writer) error {
	if err := mirror(at, p); err != nil {
		return err
	}
	if said, err := command(ctx, at.scratch, "coq_makefile", "-f", "_CoqProject", "-o", "Makefile.coq").CombinedOutput(); err != nil {
		return fmt.Errorf("coq_makefile: %w: %s", err, said)
	}
	run := makeProofs(ctx, at, p, min(runtime.NumCPU(), 4))
	var fault bytes.Buffer
	run.Stderr = &fault
	pipe, err := run.StdoutPipe()
	if err != nil {
		return err
	}
	begin := time.Now()
	if err := run.Start(); err != nil {
		return err
	}
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		if file, compiling := strings.CutPrefix(lines.Text(), "COQC "); compiling {
			fmt.Fprintf(out, "%4d s  %s\n", int(time.Since(begin).Seconds()), file)
		}
	}
	if err := run.Wait(); err != nil {
		return fmt.Errorf("refused by Coq:\n%s", firstError(fault.String(), at.limit))
	}
	return nil
}

// makeProofs compiles what is not compiled yet, so many files at a time.
func makeProofs(ctx context.Context, at place, p *project, jobs int) *exec.Cmd {
	arguments := []string{"-f", "Makefile.coq", fmt.Sprintf("-j%d", jobs), "COQC=timeout " + at.limit + " coqc"}
	for _, file := range p.proofs() {
		arguments = append(arguments, file+"o")
	}
	return command(ctx, at.scratch, "make", arguments...)
}

// proofs are all files but Assumptions.v, which is read here, and Extract.v, which writes a program.
func (p *project) proofs() []string {
	return slices.DeleteFunc(slices.Clone(p.files), func(file string) bool { return file == assumptions || file == extraction })
}

// firstError keeps of what Coq and make say the first error.
func firstError(said, limit string) string {
	var kept []string
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "make") || len(kept) == 20 {
			break
		}
		kept = append(kept, line)
	}
	if text := strings.TrimSpace(strings.Join(kept, "")); text != "" {
		return text
	}
	return "a file took more than " + limit + " s:\n" + strings.TrimSpace(said)
}

// command is one that runs in dir, with what it prints in plain English.
func command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir, c.Env = dir, append(os.Environ(), "LC_ALL=C")
	return c
}

const closed = "Closed under the global context"

// askAssumptions counts the listed theorems that assume nothing. It does not run Assumptions.v itself but a file of its
// own that names each theorem in full, so that no other can stand in for it; and it asks about each only when the answer
// about all of them at once, which is had much sooner, is not what it should be.
func askAssumptions(ctx context.Context, at place, p *project, out io.Writer) (passed int, err error) {
	names, _ := p.listed()
	all := "Definition every :=\n"
	for _, name := range names {
		all += "  let _ := @Kizami." + name + " in\n"
	}
	said, err := ask(ctx, at, p, all+"  tt.\nPrint Assumptions every.\n")
	if err != nil || strings.TrimSpace(said) == closed {
		return len(names), err
	}
	var open []error
	for _, name := range names {
		said, err := ask(ctx, at, p, "Print Assumptions Kizami."+name+".\n")
		if err != nil {
			return 0, err
		}
		if said = strings.TrimSpace(said); said != closed {
			open = append(open, fmt.Errorf("%s stands on what nobody proved: %s", name, said))
		}
	}
	if len(open) == 0 {
		return 0, fmt.Errorf("the theorems together stand on what nobody proved: %s", strings.TrimSpace(said))
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", len(names)-len(open), len(open))
	return 0, errors.Join(open...)
}

// ask runs a few lines that may name everything that the project proves, and returns what Coq prints.
func ask(ctx context.Context, at place, p *project, lines string) (string, error) {
	text := ""
	for _, file := range p.proofs() {
		text += "From Kizami Require " + strings.TrimSuffix(file, ".v") + ".\n"
	}
	asked := filepath.Join(at.scratch, "Ask.v")
	if err := os.WriteFile(asked, []byte(text+lines), 0o644); err != nil {
		return "", err
	}
	defer os.Remove(asked)
	said, err := command(ctx, at.scratch, "timeout", at.limit, "coqc", "-q", "-w", "none", "-R", ".", "Kizami", "Ask.v").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("asking Coq what the theorems assume: %s", firstError(string(said), at.limit))
	}
	return string(said), nil
}
