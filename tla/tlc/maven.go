package tlc

import (
	"bytes"
	"cmp"
	"context"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// fetchFolder begins the names of the folders in which Maven works.
const fetchFolder = "fetching-"

// fetch lets Maven copy the jar next to where it shall be and moves it there
// only when its hash is right.
func fetch(ctx context.Context, dir, path string) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return fault(NoMaven, "mvn is not on the PATH, and TLC is not in the cache yet: install Maven (on Debian or Ubuntu: apt-get install maven), %s", otherwise)
	}
	sweep(dir, fetchFolder)
	work, err := newFolder(dir, fetchFolder)
	if err != nil {
		return unwritable(err)
	}
	defer work.remove()
	if err := askMaven(ctx, mvn, work.path); err != nil {
		return err
	}
	return adopt(filepath.Join(work.path, jarName), path)
}

func askMaven(ctx context.Context, mvn, work string) error {
	var said bytes.Buffer
	cmd := command(ctx, mvn, "-B", "-q", "-Dstyle.color=never", "dependency:copy",
		"-Dartifact="+artifact, "-DoutputDirectory="+work, "-Dmdep.useBaseVersion=true")
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = mavenEnvironment(), work, &said, &said
	err := run(cmd, nil)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err == nil {
		return nil
	}
	if full := noRoom(work); full != nil {
		return unwritable(full)
	}
	lines := mavenLines(said.String())
	f := fault(NoFetch, "Maven could not fetch %s: %s and run again, %s; Maven said: %s",
		artifact, mavenRemedy(lines), otherwise, cmp.Or(complaint(lines), err.Error()))
	f.Exit, f.Output = exitCode(err), lines[max(0, len(lines)-maxTail):]
	return f
}

// mavenLines leaves out what is no complaint.
func mavenLines(said string) []string {
	var lines []string
	for line := range strings.Lines(said) {
		if line = plainLine(line); line != "" && !chatter.MatchString(line) {
			lines = append(lines, clipLine(line))
		}
	}
	return lines
}

var (
	chatter = regexp.MustCompile(`^(\[WARNING\]|\[INFO\]|WARNING:|.* VM warning:)`)
	network = regexp.MustCompile(`(?i)unknown host|no plugin found|name resolution|connect|timed? ?out|unreachable|no route|transfer|offline|PKIX|resolve`)
)

// complaint is the first line that Maven calls an error; where Maven does
// not even begin, all that was said.
func complaint(lines []string) string {
	for _, line := range lines {
		if strings.HasPrefix(line, "[ERROR]") || strings.HasPrefix(line, "[FATAL]") {
			return line
		}
	}
	return clipLine(strings.Join(lines, " "))
}

// mavenRemedy names what Maven was told from outside: it may be the cause,
// and it may as well be what the network asks for.
func mavenRemedy(lines []string) string {
	remedy := "mend what it says"
	if said := complaint(lines); said == "" || network.MatchString(said) {
		remedy = "check the network"
	}
	if names := mavenOptions(); len(names) > 0 {
		remedy += ", and the options in " + strings.Join(names, " and ") + ","
	}
	return remedy
}
