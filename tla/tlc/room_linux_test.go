package tlc

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// mounted mounts a file system of its own on a new folder; where that is not
// allowed it tells so.
func mounted(t *testing.T, flags uintptr, size string) (folder string, ok bool) {
	t.Helper()
	folder = t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", flags, "size="+size); err != nil {
		t.Logf("no file system can be mounted here (%v): only what stands in for it is tested", err)
		return "", false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder, true
}

func placeFault(folder, why string) string {
	return "the folder for temporary files " + folder + " cannot be used (" + why + "): mend that, or set TMPDIR to a folder that can be written to"
}

// A folder for temporary files that is missing, a file, or not to be written
// to by anybody.
func TestNoPlaceToRunIn(t *testing.T) {
	sandbox(t, map[string]string{"java": "exit 0"})
	fakeJar(t)
	missing := filepath.Join(t.TempDir(), "missing")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{missing: "no such file or directory", file: "not a directory", "/proc": "no such file or directory"}
	if folder, ok := mounted(t, syscall.MS_RDONLY, "64k"); ok {
		cases[folder] = "read-only file system"
	}
	for folder, why := range cases {
		t.Setenv("TMPDIR", folder)
		checkFault(t, NoRoom, placeFault(folder, why))
	}
}

// A disk that is full before TLC begins, while TLC unpacks its modules, and
// while it writes a state graph. What TLC makes of the last two is not told.
func TestFullDisk(t *testing.T) {
	needTLC(t)
	for _, size := range []string{"16k", "64k", "200k", "1000k"} {
		folder, ok := mounted(t, 0, size)
		if !ok {
			break
		}
		t.Setenv("TMPDIR", folder)
		checkDump(t, NoRoom, placeFault(folder, "no space left on device"))
		nothingLeft(t)
	}
}

func checkDump(t *testing.T, kind FaultKind, want string) {
	t.Helper()
	s := testSuite(t).With(map[string]string{"Many.cfg": "CONSTANT limit = 9000\nSPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n"})
	_, _, err := s.DumpModel(t.Context(), Model{Name: "Many", Module: "Bounded", Cfg: "Many.cfg"})
	wantFault(t, err, kind, want)
}

// The same where nothing can be mounted: a TLC that fails, in a folder in
// which a file cannot be written.
func TestFailureInAFolderThatCannotBeWrittenTo(t *testing.T) {
	for _, ends := range []string{"exit 1", "kill -KILL $$", `printf '@!@!@STARTMSG 2199:0 @!@!@\nmany states\n@!@!@ENDMSG 2199 @!@!@\n'`} {
		sandbox(t, map[string]string{"java": "mkdir ../room; " + ends})
		fakeJar(t)
		checkFault(t, NoRoom, placeFault(os.TempDir(), "is a directory"))
		nothingLeft(t)
	}
}

// A cache that is somebody else's, read-only, or full.
func TestCacheWithoutRoom(t *testing.T) {
	sandbox(t, map[string]string{"java": "exit 0", "mvn": "mkdir room; exit 1"})
	const remedy = "make it one that you can write to, with room for 10 MB, or set TLA2TOOLS_JAR to a jar with TLC in it"
	told := func(folder, why string) {
		t.Helper()
		t.Setenv("XDG_CACHE_HOME", folder)
		_, err := testSuite(t).Check(t.Context(), Options{})
		wantFault(t, err, NoCache, "the directory for TLC cannot be written to (")
		if err == nil || !strings.HasSuffix(err.Error(), why+"): "+remedy) || !strings.Contains(err.Error(), folder) {
			t.Errorf("got %v", err)
		}
	}
	told(t.TempDir(), "is a directory") // what stands in for a full disk
	told("/proc", "no such file or directory")
	if folder, ok := mounted(t, syscall.MS_RDONLY, "64k"); ok {
		told(folder, "read-only file system")
	}
	sandbox(t, map[string]string{"java": "exit 0", "mvn": "exit 1"})
	if folder, ok := mounted(t, 0, "64k"); ok {
		told(folder, "no space left on device")
	}
}

// At the start the folders go that dead processes of this user have left, and
// nothing else.
func TestSweep(t *testing.T) {
	sandbox(t, map[string]string{"java": "exit 3"})
	fakeJar(t)
	parent := os.TempDir()
	make := func(name string) string {
		path := filepath.Join(parent, name)
		if err := os.MkdirAll(filepath.Join(path, specDir), 0o755); err != nil {
			t.Fatal(err)
		}
		return path
	}
	dead := make(runFolder + "1")
	stays := []string{make("kizami-tlc-2"), make("other")}
	elsewhere := t.TempDir()
	link := filepath.Join(parent, runFolder+"3")
	file := filepath.Join(parent, runFolder+"4")
	if err := errors.Join(os.Symlink(elsewhere, link), os.WriteFile(file, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	stays = append(stays, link, file, elsewhere)
	if os.Geteuid() == 0 {
		others := make(runFolder + "5")
		if err := os.Chown(others, 12345, 12345); err != nil {
			t.Fatal(err)
		}
		stays = append(stays, others)
	}
	live, err := newFolder("", runFolder)
	if err != nil {
		t.Fatal(err)
	}
	stays = append(stays, live.path)
	if _, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Holds"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dead); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s stays (%v)", dead, err)
	}
	for _, path := range stays {
		if _, err := os.Lstat(path); err != nil {
			t.Errorf("%s is gone: %v", path, err)
		}
	}
	live.remove()
	if left, err := filepath.Glob(live.path); err != nil || len(left) > 0 {
		t.Errorf("left: %q (%v)", left, err)
	}
}

// A folder that is being made is not swept from under its owner.
func TestSweepBesideNewFolders(t *testing.T) {
	parent := t.TempDir()
	ctx, end := context.WithCancel(t.Context())
	var sweeping sync.WaitGroup
	sweeping.Go(func() {
		for ctx.Err() == nil {
			sweep(parent, runFolder)
			time.Sleep(100 * time.Microsecond) // or there would be nothing but sweeping
		}
	})
	for range 300 {
		f, err := newFolder(parent, runFolder)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(f.path, "a"), nil, 0o644); err != nil {
			t.Error(err)
		}
		f.remove()
	}
	end()
	sweeping.Wait()
	if left, err := os.ReadDir(parent); err != nil || len(left) > 0 {
		t.Errorf("left: %v (%v)", left, err)
	}
}
