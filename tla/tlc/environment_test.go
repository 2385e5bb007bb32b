//go:build unix

package tlc

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// countsRight lets TLC count to some thousand, which it writes with a mark
// between the digits. That mark is the locale's.
func countsRight(t *testing.T) {
	t.Helper()
	s := testSuite(t).With(map[string]string{"Many.cfg": "CONSTANT limit = 3000\nSPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n"})
	r, err := s.Try(t.Context(), Model{Name: "Many", Module: "Bounded", Cfg: "Many.cfg"}, TryOptions{})
	if err != nil {
		t.Error(err)
		return
	}
	if r.Verdict != Holds || r.Counts.Distinct != 3001 || r.Counts.Generated != 3002 || r.Counts.Depth != 3000 {
		t.Errorf("%s, %+v", r.Verdict, r.Counts)
	}
}

// realJava is the Java on the PATH before sandbox changes it.
func realJava(t *testing.T) string {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		t.Fatal(err)
	}
	return java
}

// wrapped puts a Java on the PATH that is told something before it begins.
func wrapped(t *testing.T, before string) {
	t.Helper()
	jar, err := Jar(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sandbox(t, map[string]string{"java": before + "\nexec '" + realJava(t) + `' "$@"`})
	t.Setenv(jarEnv, jar)
}

// makeLocale makes a locale for the test, and tells whether that could be
// done.
func makeLocale(t *testing.T, folder, name string) bool {
	t.Helper()
	localedef, err := exec.LookPath("localedef")
	if err != nil {
		return false
	}
	out, err := exec.Command(localedef, "-i", name, "-f", "UTF-8", filepath.Join(folder, name+".UTF-8")).CombinedOutput()
	if err != nil {
		t.Logf("%s cannot be made: %s", name, out)
	}
	return err == nil
}

// Whatever the user's locale, TLC's numbers are read right.
func TestLocales(t *testing.T) {
	needTLC(t)
	folder := t.TempDir()
	for _, name := range []string{"de_DE", "fr_FR", "ar_EG", "fa_IR"} {
		t.Run(name, func(t *testing.T) {
			if !makeLocale(t, folder, name) {
				t.Log("only Java's own locale is changed")
			}
			for _, variable := range []string{"LC_ALL", "LC_NUMERIC", "LANG"} {
				t.Setenv(variable, name+".UTF-8")
			}
			t.Setenv("LOCPATH", folder)
			language, country, _ := strings.Cut(name, "_")
			t.Setenv("JAVA_TOOL_OPTIONS", "-Duser.language="+language+" -Duser.country="+country)
			countsRight(t)
		})
	}
}

// Nor does it matter what a Java is told that is a script, or that asks the
// system and not the environment.
func TestJavaThatSetsItsOwnLocale(t *testing.T) {
	needTLC(t)
	wrapped(t, "export JAVA_TOOL_OPTIONS='-Duser.language=ar -Duser.country=EG -Duser.variant=x -Duser.script=Arab -Dfile.encoding=UTF-16'")
	countsRight(t)
}

// No variable adds options to TLC's Java: it runs as if they were not there.
func TestOptionsFromOutside(t *testing.T) {
	needTLC(t)
	t.Setenv("JAVA_TOOL_OPTIONS", "-XX:+UseNoSuchCollector -Xms900g")
	t.Setenv("JDK_JAVA_OPTIONS", "--no-such-option")
	t.Setenv("_JAVA_OPTIONS", "-Xmx1k -Duser.language=de")
	t.Setenv("CLASSPATH", "/nowhere")
	countsRight(t)
}

// The whole of what a child is told, by name.
func TestEnvironmentOfChildren(t *testing.T) {
	for _, name := range []string{"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "IBM_JAVA_OPTIONS", "OPENJ9_JAVA_OPTIONS", "JAVA_OPTS",
		"CLASSPATH", "LANG", "LANGUAGE", "LC_ALL", "LC_NUMERIC", "LC_CTYPE", "LOCPATH", "TZ", "MAVEN_OPTS", "MAVEN_ARGS", "JAVA_HOME", "OTHER"} {
		t.Setenv(name, "outside")
	}
	for _, c := range []struct {
		of        string
		env       []string
		keeps     string
		appointed string
	}{
		{"java", javaEnvironment(), "JAVA_HOME MAVEN_ARGS MAVEN_OPTS OTHER", "LC_ALL=" + utf8Locale() + " TZ=UTC"},
		{"mvn", mavenEnvironment(), "CLASSPATH IBM_JAVA_OPTIONS JAVA_HOME JAVA_OPTS JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS MAVEN_ARGS MAVEN_OPTS OPENJ9_JAVA_OPTIONS OTHER _JAVA_OPTIONS",
			"LC_ALL=" + utf8Locale() + " TZ=UTC MAVEN_OPTS=outside -Duser.language=en -Duser.country=US"},
	} {
		var kept []string
		for _, variable := range c.env {
			if name, ok := strings.CutSuffix(variable, "=outside"); ok {
				kept = append(kept, name)
			}
		}
		slices.Sort(kept)
		if all := strings.Join(kept, " "); all != c.keeps {
			t.Errorf("%s is told %q from outside, want %q", c.of, all, c.keeps)
		}
		if all := strings.Join(c.env, " "); !strings.HasSuffix(all, c.appointed) {
			t.Errorf("%s is told at the end %q, want %q", c.of, all[max(0, len(all)-len(c.appointed)):], c.appointed)
		}
	}
}

// Folders and jars may have any names, also where the user's locale cannot
// spell them: the cache, the folder for temporary files, the jar that is
// named, and where kizami is started.
func TestAwkwardPaths(t *testing.T) {
	needTLC(t)
	jar, err := Jar(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	awkward := filepath.Join(t.TempDir(), "größe: 刻み  a!#%41", "'q\"$x;*?")
	for _, sub := range []string{"home/.cache/kizami", "cache/kizami", "tmp", "work"} {
		if err := os.MkdirAll(filepath.Join(awkward, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	named := filepath.Join(awkward, "größe:1.jar")
	for _, copied := range []string{named, filepath.Join(awkward, "cache/kizami", jarName)} {
		copyFile(t, jar, copied)
	}
	models, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	suite, err := Open(os.DirFS(models))
	if err != nil {
		t.Fatal(err)
	}
	holds, err := suite.Models.Find("Holds")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(awkward, "work"))
	t.Setenv("TMPDIR", filepath.Join(awkward, "tmp"))
	t.Setenv("HOME", filepath.Join(awkward, "home"))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(awkward, "cache"))
	for _, locale := range []string{"C", ""} {
		for _, one := range []string{"", named, "../größe:1.jar"} {
			t.Setenv("LC_ALL", locale)
			t.Setenv("LANG", locale)
			t.Setenv(jarEnv, one)
			if _, err := suite.Try(t.Context(), holds, TryOptions{}); err != nil {
				t.Errorf("LC_ALL=%q, jar %q: %v", locale, one, err)
			}
			nothingLeft(t)
		}
	}
}

// Where the system has no locale for such names at all, that is what is told.
func TestPathsThatJavaCannotSpell(t *testing.T) {
	needTLC(t)
	wrapped(t, "export LC_ALL=C")
	awkward := filepath.Join(t.TempDir(), "größe")
	if err := os.Mkdir(awkward, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", awkward)
	_, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Holds"}})
	wantFault(t, err, NoJar, "java cannot read the jar "+os.Getenv(jarEnv)+" from the folder for temporary files "+awkward+": the system lacks the locale")
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
