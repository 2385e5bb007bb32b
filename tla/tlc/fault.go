package tlc

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// A FaultKind says what keeps TLC from running.
type FaultKind string

// The faults. With all but the last two no model can be checked.
const (
	NoJava   FaultKind = "no-java"
	NoMaven  FaultKind = "no-maven"
	NoFetch  FaultKind = "no-fetch"  // Maven could not get the jar: most often, no network
	NoCache  FaultKind = "no-cache"  // nowhere to keep the jar
	NoJar    FaultKind = "no-jar"    // TLA2TOOLS_JAR names no readable file
	WrongJar FaultKind = "wrong-jar" // another hash than the one that is pinned
	NoRoom   FaultKind = "no-room"   // the folder for temporary files cannot be written to
	NoMemory FaultKind = "no-memory" // too little for Java to start
	Died     FaultKind = "died"
	TimedOut FaultKind = "timed-out"
)

// A Fault is a run that says nothing about a model. Error is one sentence
// that says what to do; Output holds the last lines of the tool that failed.
type Fault struct {
	Kind   FaultKind
	Exit   int // of the tool that failed; -1 if a signal ended it
	Msg    string
	Output []string
}

func (f *Fault) Error() string { return f.Msg }

func fault(kind FaultKind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Msg: fmt.Sprintf(format, args...)}
}

// noPlace words why TLC has no folder to run in.
func noPlace(folder string, err error) *Fault {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fault(NoRoom, "the folder for temporary files %s cannot be used (%s): mend that, or set TMPDIR to a folder that can be written to", folder, err)
}

// died words how TLC ended without a verdict.
func died(model string, exit int, errors, tail []string) *Fault {
	output := tail
	for _, e := range errors {
		output = append(output, strings.Split(e, "\n")...)
	}
	reason := reason(errors, tail)
	if reason == "" {
		reason = "it said nothing"
	}
	f := fault(Died, "TLC died on the model %s with exit code %d (%s); correct the specification or run it again with more memory: %s",
		model, exit, exitMeaning(exit), reason)
	f.Exit, f.Output = exit, output
	return f
}

// reason picks what a person needs out of TLC's complaints.
func reason(errors, tail []string) string {
	const boilerplate = "The exception was a "
	var lines []string
	for _, e := range errors {
		if _, rest, ok := strings.Cut(e, boilerplate); ok {
			_, e, _ = strings.Cut(rest, "\n: ")
		}
		lines = append(lines, strings.Fields(e)...)
	}
	told := strings.Join(lines, " ")
	if told == "" || strings.HasPrefix(told, "Parsing or semantic analysis failed.") {
		told = strings.Join(tail, " ")
	}
	return clipLine(told)
}
