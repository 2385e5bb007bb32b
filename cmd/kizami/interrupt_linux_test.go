package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A checking is a kizami check whose Java is a script that runs until it is ended.
type checking struct {
	*exec.Cmd
	stderr bytes.Buffer
	folder string
}

// alone begins it in a session of its own, as ssh and containers do: nobody there could continue it.
const alone = ":; "

// lasting is a Java that starts a program of its own; both leave their ids, and only what nobody can catch ends them.
const lasting = `#!/bin/sh
trap '' HUP INT QUIT TERM
/bin/sleep 600 &
echo $! >"$FOLDER/child.new"; echo $$ >"$FOLDER/java.new"
/bin/mv "$FOLDER/child.new" "$FOLDER/child"; /bin/mv "$FOLDER/java.new" "$FOLDER/java"
wait
`

// startChecking makes a folder for it and begins.
func startChecking(t *testing.T, before string) *checking {
	t.Helper()
	c := &checking{folder: t.TempDir()}
	for _, sub := range []string{"bin", "tmp"} {
		if err := os.Mkdir(filepath.Join(c.folder, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"bin/java": lasting, "any.jar": "no jar"} {
		if err := os.WriteFile(filepath.Join(c.folder, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(c.folder, "bin", "kizami")); err != nil { // TestMain goes by the name
		t.Fatal(err)
	}
	c.begin(t, before)
	return c
}

// begin starts it in a group of its own, as a shell does, after what the shell is told to do before.
func (c *checking) begin(t *testing.T, before string) {
	t.Helper()
	c.Cmd = exec.Command("/bin/sh", "-c", before+"exec kizami check --model MCSimulateBound5")
	c.Env = []string{"PATH=" + filepath.Join(c.folder, "bin"), "FOLDER=" + c.folder, "HOME=" + c.folder,
		"TMPDIR=" + filepath.Join(c.folder, "tmp"), "TLA2TOOLS_JAR=" + filepath.Join(c.folder, "any.jar")}
	c.Stderr = &c.stderr
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: before != alone, Setsid: before == alone}
	c.WaitDelay = time.Second
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	c.pid(t, "java")
}

func (c *checking) send(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := c.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// pid waits for a process of Java's to tell its id.
func (c *checking) pid(t *testing.T, name string) (id int) {
	t.Helper()
	eventually(t, name+" runs", func() bool {
		data, _ := os.ReadFile(filepath.Join(c.folder, name))
		id, _ = strconv.Atoi(strings.TrimSpace(string(data)))
		return id > 0
	})
	return id
}

func (c *checking) leftBehind(t *testing.T) []string {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(c.folder, "tmp", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// javaEnds waits until both processes are gone.
func (c *checking) javaEnds(t *testing.T) {
	t.Helper()
	for _, name := range []string{"java", "child"} {
		id := c.pid(t, name)
		eventually(t, name+" is gone", func() bool { s := state(id); return s == "" || s == "Z" })
	}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 1000 {
		if holds() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("waited in vain: %s", what)
}

// state is the letter by which Linux tells what a process does (proc(5)); there is none when it is gone.
func state(id int) string {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", id))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
		return ""
	}
	fields := bytes.Fields(data[bytes.LastIndexByte(data, ')')+1:])
	return string(fields[0])
}

// Ctrl-C, Ctrl-\, the end of the terminal and a plain kill end kizami, its Java, and the folder in which that ran.
func TestEverySignalEndsJavaToo(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			c := startChecking(t, "")
			c.send(t, s)
			_ = c.Wait()
			if said := c.stderr.String(); c.ProcessState.ExitCode() != 1 || !strings.HasSuffix(said, "\nkizami: interrupted: nothing was concluded\n") {
				t.Errorf("exit code %d: %s", c.ProcessState.ExitCode(), said)
			}
			c.javaEnds(t)
			if left := c.leftBehind(t); len(left) > 0 {
				t.Errorf("%q is left", left)
			}
		})
	}
}

// A signal that nobody can catch ends Java too, and the next start removes the folder: but not that of one that runs.
func TestKilledKizamiLeavesNothingForLong(t *testing.T) {
	c := startChecking(t, "")
	c.send(t, syscall.SIGKILL)
	_ = c.Wait()
	c.javaEnds(t)
	dead := c.leftBehind(t)
	if len(dead) != 1 {
		t.Fatalf("left: %q", dead)
	}
	if err := os.Remove(filepath.Join(c.folder, "java")); err != nil {
		t.Fatal(err)
	}
	c.begin(t, "")
	first := c.Cmd
	live := c.leftBehind(t)
	if len(live) != 1 || live[0] == dead[0] {
		t.Errorf("after the next start there are %q, of which %q is the dead one's", live, dead)
	}
	if err := os.Remove(filepath.Join(c.folder, "java")); err != nil {
		t.Fatal(err)
	}
	c.begin(t, "")
	if both := c.leftBehind(t); len(both) != 2 {
		t.Errorf("two run in %q", both)
	}
	for _, one := range []*exec.Cmd{first, c.Cmd} {
		_ = one.Process.Signal(syscall.SIGTERM)
		_ = one.Wait()
	}
	if left := c.leftBehind(t); len(left) > 0 {
		t.Errorf("%q is left", left)
	}
}

// Ctrl-Z stops Java with kizami, and fg continues both; so again and again.
func TestStopSignalStopsJavaToo(t *testing.T) {
	c := startChecking(t, "")
	all := map[string]int{"kizami": c.Process.Pid, "java": c.pid(t, "java"), "child": c.pid(t, "child")}
	for range 2 {
		c.send(t, syscall.SIGTSTP)
		for name, id := range all {
			eventually(t, name+" is stopped", func() bool { return state(id) == "T" })
		}
		c.send(t, syscall.SIGCONT)
		for name, id := range all {
			eventually(t, name+" goes on", func() bool { return state(id) == "S" })
		}
	}
	c.send(t, syscall.SIGTSTP)
	eventually(t, "kizami is stopped", func() bool { return state(all["kizami"]) == "T" })
	c.send(t, syscall.SIGKILL)
	_ = c.Wait()
	c.javaEnds(t)
}

// Where nobody could continue kizami, it goes on as any program does.
func TestStopSignalWhereNobodyCanContinue(t *testing.T) {
	c := startChecking(t, alone)
	c.send(t, syscall.SIGTSTP)
	time.Sleep(300 * time.Millisecond)
	for name, id := range map[string]int{"kizami": c.Process.Pid, "java": c.pid(t, "java")} {
		if s := state(id); s != "S" {
			t.Fatalf("%s is in the state %q", name, s)
		}
	}
	c.send(t, syscall.SIGTERM)
	_ = c.Wait()
	c.javaEnds(t)
}

// With nohup the end of the terminal is no reason to end.
func TestIgnoredSignalStaysIgnored(t *testing.T) {
	c := startChecking(t, "trap '' HUP; ")
	c.send(t, syscall.SIGHUP)
	time.Sleep(300 * time.Millisecond)
	if s := state(c.pid(t, "java")); s != "S" {
		t.Errorf("java is in the state %q", s)
	}
	c.send(t, syscall.SIGTERM)
	_ = c.Wait()
	if c.ProcessState.ExitCode() != 1 {
		t.Errorf("exit code %d", c.ProcessState.ExitCode())
	}
}
