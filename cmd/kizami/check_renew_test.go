package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kizami/tla/model"
	"kizami/tla/tlc"
)

// recorded returns the repository's models and records, but for some of these.
func recorded(t *testing.T, without ...string) (*tlc.Suite, model.Records) {
	t.Helper()
	suite, err := tlc.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	stale, _, err := suite.Stale()
	if err != nil {
		t.Fatal(err)
	}
	known, err := model.ReadRecords(suite.Files)
	if err != nil || len(stale) > 0 {
		t.Fatalf("%d records are stale, %v: see TestEveryRecordIsFresh", len(stale), err)
	}
	for _, name := range without {
		delete(known, name)
	}
	return suite.With(map[string]string{model.RecordsFile: string(known.Text())}), known
}

func TestStaleRecordsAreTold(t *testing.T) {
	const many = "MCStepsizeMean MCStepsizeMin MCStepsizeHarmonic MCStepsizeOneEpoch MCStepsizeAlone MCStepsizeSoon MCStepsizeNewest MCStepsizeHasty MCStepsizeSum"
	for _, c := range []struct {
		stale string
		want  string
	}{
		{"", ""},
		{"MCBound3", "TLC has not checked MCBound3 as they are now: kizami check --renew checks and records them"},
		{"MCBound4", "TLC has not checked MCBound4 as they are now, and they take long: kizami check --renew --all checks and records them"},
		{"MCBound3 MCBound4", "TLC has not checked MCBound3, MCBound4 as they are now: kizami check --renew checks and records the 1 quick ones, with --all also the 1 that take long"},
		{many, "TLC has not checked " + strings.ReplaceAll(strings.TrimSuffix(many, " MCStepsizeSum"), " ", ", ") + " and 1 more as they are now: kizami check --renew checks and records them"},
	} {
		suite, _ := recorded(t, strings.Fields(c.stale)...)
		var out bytes.Buffer
		err := fresh(&out, suite, false)
		if got := saying(err); got != c.want || out.Len() > 0 {
			t.Errorf("%s: %s, printed %q, want %s", c.stale, got, out.String(), c.want)
		}
	}
	suite, _ := recorded(t, "MCBound3")
	var out bytes.Buffer
	if err := fresh(&out, suite, true); err == nil || out.String() != `{"ok":false,"tlc":"","seconds":0,"tenth":0,"models":[],"stale":["MCBound3"]}`+"\n" {
		t.Errorf("as JSON: %s, %v", out.String(), err)
	}
	suite, all := recorded(t)
	all["Gone"] = "1"
	err := fresh(&out, suite.With(map[string]string{model.RecordsFile: string(all.Text())}), false)
	if saying(err) != "there are records of Gone, which are no models: kizami check --renew takes them away" {
		t.Errorf("a record too many: %v", err)
	}
}

func saying(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// What is to be renewed is what the file of the repository lacks, whatever was built in.
func TestToRenew(t *testing.T) {
	suite, records := recorded(t)
	root := t.TempDir()
	file := filepath.Join(root, "tla", model.RecordsFile)
	if err := errors.Join(os.Mkdir(filepath.Join(root, "tla"), 0o755), os.WriteFile(filepath.Join(root, "go.mod"), []byte("module kizami\n"), 0o644)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(root, "tla"))
	put := func(change func(model.Records)) {
		r := model.Records{}
		for name, hash := range records {
			r[name] = hash
		}
		change(r)
		if err := os.WriteFile(file, r.Text(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	some := func(r model.Records) { delete(r, "MCBound3"); r["MCBound4"] = "1" }
	for _, c := range []struct {
		what    string
		change  func(model.Records)
		options checkOptions
		models  string
		err     string
		left    string
	}{
		{"nothing", func(model.Records) {}, checkOptions{}, "", "nothing is stale", ""},
		{"a record too many", func(r model.Records) { r["Gone"] = "1" }, checkOptions{}, "", "nothing is stale", ""},
		{"two", some, checkOptions{}, "MCBound3", "", "TLC has not checked MCBound4 as they are now, and they take long: kizami check --renew --all checks and records them"},
		{"two", some, checkOptions{Options: tlc.Options{All: true}}, "MCBound3 MCBound4", "", ""},
		{"two", some, checkOptions{Options: tlc.Options{Models: []string{"MCContract"}}}, "MCContract", "", ""},
		{"a slow one", func(r model.Records) { delete(r, "MCBound4") }, checkOptions{}, "",
			"TLC has not checked MCBound4 as they are now, and they take long: kizami check --renew --all checks and records them", ""},
	} {
		put(c.change)
		o := c.options
		if err := o.toRenew(suite); saying(err) != c.err {
			t.Errorf("%s: %v, want %s", c.what, err, c.err)
		}
		if got := strings.Join(o.Models, " "); got != c.models || o.Record != file || c.err == "" && saying(o.left) != c.left {
			t.Errorf("%s: to renew is %s in %s, left is %v", c.what, got, o.Record, o.left)
		}
	}
	if now, err := model.ReadRecords(os.DirFS(filepath.Dir(file))); err != nil || now["Gone"] != "" {
		t.Errorf("a record too many stays, %v", err)
	}
}

// The repository is found from below, and nowhere else.
func TestRecordsFile(t *testing.T) {
	t.Chdir("testdata")
	if got, err := recordsFile(); err != nil || !strings.HasSuffix(filepath.ToSlash(got), "/tla/verdicts.json") {
		t.Errorf("%s, %v", got, err)
	}
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "go.mod"), []byte("module other\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(other)
	if got, err := recordsFile(); saying(err) != "run it in the repository" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestTheReportNamesTheTenth(t *testing.T) {
	for tenth, want := range map[int]string{0: "0 models, TLC V, 0 seconds\n",
		3: "0 models, TLC V, 0 seconds: the core and tenth 3 of 10 of the other quick ones; all others are as they were recorded\n"} {
		var out bytes.Buffer
		if err := writeCheck(&out, &tlc.Report{OK: true, TLC: "V", Tenth: tenth}, false); err != nil || !strings.HasSuffix(out.String(), want) {
			t.Errorf("tenth %d: %s, %v", tenth, out.String(), err)
		}
	}
}

// Every model is recorded in the repository and of the pinned TLC, and elsewhere that is said.
func TestToRecord(t *testing.T) {
	jar := filepath.Join(t.TempDir(), "any.jar")
	if err := os.WriteFile(jar, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TLA2TOOLS_JAR", jar)
	for _, c := range []struct{ folder, want string }{
		{".", "nothing will be recorded in tla/verdicts.json: this is not the pinned TLC\n"},
		{t.TempDir(), "nothing will be recorded in tla/verdicts.json: run it in the repository\n"},
	} {
		t.Chdir(c.folder)
		var o checkOptions
		var out bytes.Buffer
		if err := o.toRecord(t.Context(), &out); err != nil || out.String() != c.want || o.Record != "" {
			t.Errorf("%s: %q, %q, %v", c.folder, out.String(), o.Record, err)
		}
	}
}
