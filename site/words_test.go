package site

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/core/scenario"
	"kizami/wasm/door"
)

func dictionary(t *testing.T, lang string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("i18n", lang+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]string
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatalf("%s: %v", lang, err)
	}
	return words
}

var placeholder = regexp.MustCompile(`\{(\w+)[^}]*\}`)

func placeholders(text string) (names []string) {
	for _, match := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, match[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	en := dictionary(t, "en")
	for _, lang := range Languages {
		words := dictionary(t, lang)
		for _, key := range slices.Sorted(maps.Keys(en)) {
			text, found := words[key]
			if !found || strings.TrimSpace(text) == "" {
				t.Errorf("%s has no %q", lang, key)
			} else if got, want := placeholders(text), placeholders(en[key]); !slices.Equal(got, want) {
				t.Errorf("%s %q is filled from %v, in English from %v", lang, key, got, want)
			}
		}
		for key := range words {
			if _, found := en[key]; !found {
				t.Errorf("%s has %q, which English has not", lang, key)
			}
		}
	}
}

func TestEveryErrorOfTheEngineCanBeSaid(t *testing.T) {
	for code, sentence := range door.Sentences() {
		for _, lang := range Languages {
			text, found := dictionary(t, lang)["error."+code]
			if !found {
				t.Errorf("%s cannot say error %q", lang, code)
				continue
			}
			known := placeholders(sentence)
			for _, name := range placeholders(text) {
				if !slices.Contains(known, name) {
					t.Errorf("%s: error %q wants {%s}, which the error does not carry", lang, code, name)
				}
			}
		}
	}
}

func TestEveryPresetAndExampleHasAName(t *testing.T) {
	for _, example := range door.Examples() {
		for _, lang := range Languages {
			if dictionary(t, lang)["example."+example.ID] == "" {
				t.Errorf("%s has no name for example %s", lang, example.ID)
			}
		}
	}
	for _, preset := range scenario.Presets() {
		for _, lang := range Languages {
			if dictionary(t, lang)["preset."+preset.ID] == "" {
				t.Errorf("%s has no name for preset %s", lang, preset.ID)
			}
		}
	}
}

// TestNoWordIsIdle keeps the dictionaries from gathering dust: every key is named in the sources, whole or by its stem.
func TestNoWordIsIdle(t *testing.T) {
	var sources strings.Builder
	for _, path := range append(glob(t, "src", "*.ts*"), glob(t, "src", "learn/*.ts*")...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sources.Write(data)
	}
	text := sources.String()
	for key := range dictionary(t, "en") {
		stem := key[:strings.LastIndex("."+key, ".")]
		if !strings.Contains(text, `"`+key+`"`) && !strings.Contains(text, "`"+stem+"${") && key != "title" {
			t.Errorf("nothing uses %q", key)
		}
	}
}
