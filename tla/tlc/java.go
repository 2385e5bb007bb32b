package tlc

import (
	"archive/zip"
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

const installJava = "install a Java runtime of version 11 or later"

func findJava() (string, error) {
	java, err := exec.LookPath("java")
	if err == nil {
		return java, nil
	}
	if errors.Is(err, exec.ErrDot) {
		return "", fault(NoJava, "java is found in the working directory only, where it is not run: give its folder on the PATH from the root")
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		path := filepath.Join(dir, "java")
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return "", fault(NoJava, "%s on the PATH is not executable: make it so, or %s", path, installJava)
		}
	}
	return "", fault(NoJava, "java is not on the PATH: %s (on Debian or Ubuntu: apt-get install default-jre-headless)", installJava)
}

// jarLink is how Java sees the jar from the folder of the modules: a class
// path cannot name a file with a colon in its path.
const jarLink = "tlc.jar"

func linkJar(jar, dir string) error {
	jar, err := filepath.Abs(jar)
	if err != nil {
		return err
	}
	link := filepath.Join(dir, jarLink)
	if os.Symlink(jar, link) == nil {
		return nil
	}
	from, err := os.Open(jar)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.Create(link)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

// tooLittle is how Java and the system say that there is not enough memory
// for Java to begin.
var tooLittle = regexp.MustCompile(`Could not (reserve|allocate)|insufficient memory|[Cc]annot allocate memory|out of memory|` +
	`OutOfMemoryError|unable to create (new )?native thread|heap size .*than the maximum|failed to map segment|Resource temporarily unavailable`)

// unfit tells why Java could not even start TLC, and nil if it did.
func (r *runner) unfit(cause error, output *messageWriter) *Fault {
	said := strings.Join(output.head, " ")
	told := clipLine(cmp.Or(said, "nothing but "+cause.Error()))
	switch {
	case output.heard:
		return nil
	case strings.Contains(said, "UnsupportedClassVersionError"):
		return fault(NoJava, "the java on the PATH is too old for TLC (%s): %s", r.java, installJava)
	case strings.Contains(said, "main class tlc2.TLC") && hasTLC(r.jar):
		return fault(NoJar, "java cannot read the jar %s from the folder for temporary files %s: the system lacks the locale that can spell their names; put both where all names are plain ASCII (%s, TMPDIR)", r.jar, os.TempDir(), jarEnv)
	case strings.Contains(said, "main class tlc2.TLC") && os.Getenv(jarEnv) == "":
		return fault(NoJar, "there is no TLC in the jar %s any more: run again", r.jar)
	case strings.Contains(said, "main class tlc2.TLC"):
		return fault(NoJar, "there is no TLC in the jar %s: correct %s or unset it", r.jar, jarEnv)
	case tooLittle.MatchString(said), exitCode(cause) < 0:
		return fault(NoMemory, "java does not get as much memory, address space or threads as it needs to start TLC: free some, or lift the limit (ulimit -v, ulimit -u, or the container's); java said: %s", told)
	case strings.Contains(said, "Could not create the Java Virtual Machine"), strings.Contains(said, "initialization of VM"),
		strings.Contains(said, "shared libraries"), strings.Contains(said, "Could not find Java SE Runtime"), strings.Contains(said, "could not find libjava"):
		return fault(NoJava, "java does not start (%s): %s; java said: %s", r.java, installJava, told)
	}
	return nil
}

func hasTLC(jar string) bool {
	z, err := zip.OpenReader(jar)
	if err != nil {
		return false
	}
	defer z.Close()
	f, err := z.Open("tlc2/TLC.class")
	if err != nil {
		return false
	}
	f.Close()
	return true
}
