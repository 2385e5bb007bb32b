//go:build unix

package tlc

import (
	"archive/zip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// checkFault checks the model Holds, which must fail so.
func checkFault(t *testing.T, kind FaultKind, want string) {
	t.Helper()
	_, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Holds"}})
	wantFault(t, err, kind, want)
}

// A Java that is there but cannot be run is not said to be missing.
func TestJavaThatCannotBeRun(t *testing.T) {
	sandbox(t, map[string]string{"java": "exit 0"})
	fakeJar(t)
	java := filepath.Join(os.Getenv("PATH"), "java")
	if err := os.WriteFile(java, []byte("\x7fELF of another machine"), 0o755); err != nil {
		t.Fatal(err)
	}
	checkFault(t, NoJava, "java cannot be run (fork/exec "+java+": exec format error): install a Java runtime of version 11 or later")
	if err := os.Chmod(java, 0o644); err != nil {
		t.Fatal(err)
	}
	checkFault(t, NoJava, java+" on the PATH is not executable: make it so, or install a Java runtime of version 11 or later")
	nothingLeft(t)
	if err := os.Chmod(java, 0o755); err != nil {
		t.Fatal(err)
	}
	suite := testSuite(t)
	t.Chdir(filepath.Dir(java))
	t.Setenv("PATH", ".")
	_, err := suite.Check(t.Context(), Options{Models: []string{"Holds"}})
	wantFault(t, err, NoJava, "java is found in the working directory only")
}

// What Java and the system say when Java cannot start, word by word: nothing
// of it is about the model.
func TestJavaThatDoesNotStart(t *testing.T) {
	const little = "java does not get as much memory, address space or threads as it needs to start TLC: free some, or lift the limit " +
		"(ulimit -v, ulimit -u, or the container's); java said: "
	const noVM = "Error: Could not create the Java Virtual Machine."
	for _, c := range []struct {
		says, ends string
		kind       FaultKind
		want       string
	}{
		{"Error occurred during initialization of VM\nCould not reserve enough space for 2097152KB object heap", "exit 1", NoMemory, little + "Error occurred during"},
		{"Error occurred during initialization of VM\nCould not allocate compressed class space: 1073741824 bytes", "exit 1", NoMemory, little},
		{"#\n# There is insufficient memory for the Java Runtime Environment to continue.", "exit 1", NoMemory, little},
		{"library initialization failed - unable to allocate file descriptor table - out of memory", "kill -ABRT $$", NoMemory, little},
		{"[0.023s][warning][os,thread] Failed to start thread: pthread_create failed (EAGAIN)\nError occurred during initialization of VM\n" +
			"java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached", "exit 1", NoMemory, little},
		{"java: error while loading shared libraries: libjli.so: failed to map segment from shared object", "exit 127", NoMemory, little},
		{"", "kill -KILL $$", NoMemory, little + "nothing but signal: killed"},
		{"", "kill -SEGV $$", NoMemory, little + "nothing but signal: segmentation fault"},
		{"java: error while loading shared libraries: libjli.so: cannot open shared object file", "exit 127", NoJava, "java does not start ("},
		{"Error occurred during initialization of boot layer", "exit 1", Died, "TLC died"},
		{"Unrecognized VM option 'UseSerialGC'\n" + noVM, "exit 1", NoJava, "java does not start ("},
		{"Picked up JAVA_TOOL_OPTIONS: -Da=b\nUnrecognized VM option 'UseSerialGC'\n" + noVM, "exit 1", NoJava, "java does not start ("},
		{"Exception in thread \"main\" java.lang.UnsupportedClassVersionError: tlc2/TLC : Unsupported major.minor version 52.0" +
			strings.Repeat("\n\tat java.lang.ClassLoader.defineClass1(Native Method)", 20), "exit 1", NoJava, "the java on the PATH is too old for TLC ("},
	} {
		sandbox(t, map[string]string{"java": "cat >&2 <<'EOF'\n" + c.says + "\nEOF\n" + c.ends})
		fakeJar(t)
		report, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Holds"}})
		if c.kind == Died {
			if err != nil || !strings.HasPrefix(report.Models[0].Why, c.want) {
				t.Errorf("%q: %v, %+v", c.says, err, report)
			}
			continue
		}
		wantFault(t, err, c.kind, c.want)
		if err != nil && strings.Contains(err.Error(), "Picked up") {
			t.Errorf("noise in %v", err)
		}
		nothingLeft(t)
	}
}

// The same with a real Java, which gets too little address space.
func TestTooLittleAddressSpace(t *testing.T) {
	needTLC(t)
	for _, kilobytes := range []string{"2500000", "1000000", "150000"} {
		wrapped(t, "ulimit -v "+kilobytes)
		checkFault(t, NoMemory, "java does not get as much memory, address space or threads as it needs to start TLC: ")
	}
}

// The same with a real Java that is older than the jar.
func TestJarForALaterJava(t *testing.T) {
	needTLC(t)
	class := append([]byte{0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 99}, make([]byte, 64)...)
	setJar(t, "tlc2/TLC.class", class)
	checkFault(t, NoJava, "the java on the PATH is too old for TLC ("+realJava(t)+"): install")
}

// And with a real jar in which there is no TLC.
func TestJarWithoutTLC(t *testing.T) {
	needTLC(t)
	setJar(t, "other/Program.class", nil)
	checkFault(t, NoJar, "there is no TLC in the jar "+os.Getenv(jarEnv)+": correct TLA2TOOLS_JAR or unset it")
}

func setJar(t *testing.T, entry string, data []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.jar")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(file)
	w, err := z.Create(entry)
	if err == nil {
		_, err = w.Write(data)
	}
	if err := errors.Join(err, z.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	t.Setenv(jarEnv, path)
}

// Time is counted while this process runs, in ticks of its own.
func TestWatchOverCountsTicks(t *testing.T) {
	ctx, end := context.WithCancelCause(t.Context())
	watchOver(ctx, os.Getpid(), 2*tick, end)
	if context.Cause(ctx) != errTimedOut {
		t.Errorf("ended with %v", context.Cause(ctx))
	}
	ctx, end = context.WithCancelCause(t.Context())
	time.AfterFunc(2*tick, func() { end(nil) })
	watchOver(ctx, os.Getpid(), 0, end)
	if context.Cause(ctx) != context.Canceled {
		t.Errorf("without a limit ended with %v", context.Cause(ctx))
	}
}
