package tlc

import (
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// What TLC says must not depend on who runs it. It writes numbers as the
// user's locale does (3.888 in German), it finds only such files as that
// locale can spell, and Java takes options from a dozen variables.
var (
	localeVariables = regexp.MustCompile(`^(LANG|LANGUAGE|LC_\w+|LOCPATH|TZ)=`)
	javaVariables   = regexp.MustCompile(`^(\w*JAVA\w*_(OPTIONS|OPTS)|CLASSPATH)=`)
	mavenVariables  = regexp.MustCompile(`^(\w*JAVA\w*_OPTIONS|MAVEN_OPTS|MAVEN_ARGS)=`)
)

// fixedLocale is what every Java gets, in whatever way it was started: macOS
// and wrappers of Java do not heed the environment.
var fixedLocale = []string{
	"-Duser.language=en", "-Duser.country=US", "-Duser.script=", "-Duser.variant=", "-Duser.timezone=UTC",
	"-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
}

// javaEnvironment is this process's environment without what would change
// how Java runs.
func javaEnvironment() []string {
	return withLocale(slices.DeleteFunc(os.Environ(), javaVariables.MatchString))
}

// mavenEnvironment keeps the options, because they may name the proxy or the
// certificates that the network asks for.
func mavenEnvironment() []string {
	options := strings.Join([]string{os.Getenv("MAVEN_OPTS"), "-Duser.language=en", "-Duser.country=US"}, " ")
	return append(withLocale(os.Environ()), "MAVEN_OPTS="+strings.TrimSpace(options))
}

// mavenOptions names the variables that change how Maven runs.
func mavenOptions() []string {
	var names []string
	for _, variable := range os.Environ() {
		if name, value, _ := strings.Cut(variable, "="); value != "" && mavenVariables.MatchString(variable) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func withLocale(env []string) []string {
	return append(slices.DeleteFunc(env, localeVariables.MatchString), "LC_ALL="+utf8Locale(), "TZ=UTC")
}

// utf8Locale is one that every system of its kind has.
func utf8Locale() string {
	if runtime.GOOS == "darwin" {
		return "en_US.UTF-8"
	}
	return "C.UTF-8"
}
