package tlc

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Export writes the models into a folder, as TLC and editors find them: the
// modules that they are made of and, of each model, a module of its own name
// that is no more than its root, with the configuration beside it. It returns
// the names of the files, in order. The folder is made if it is not there. A
// file that is there and holds something else stays, and is an error,
// fs.ErrExist; then nothing is written.
func (s *Suite) Export(dir string, models []Model) ([]string, error) {
	files := map[string][]byte{}
	for _, m := range models {
		given, err := s.Given(m)
		if err != nil {
			return nil, err
		}
		for _, f := range given {
			files[f.Name] = f.Text
		}
		files[m.Name+".tla"] = []byte(rootOf(m))
		files[m.Name+".cfg"] = fmt.Appendf(nil, "\\* %s\n\\* Expected: %s.\n%s", m.Shows, m.Expected(), m.Config.Text())
	}
	var names []string
	for name, text := range files {
		if err := free(filepath.Join(dir, name), text); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	slices.Sort(names)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), files[name], 0o644); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// rootOf is the module of a model's own name.
func rootOf(m Model) string {
	head := " MODULE " + m.Name + " "
	return strings.Repeat("-", 20) + head + strings.Repeat("-", 20) + "\nEXTENDS " + m.Module + "\n" + strings.Repeat("=", 40+len(head)) + "\n"
}

// free says whether a file can be written without loss.
func free(path string, text []byte) error {
	there, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) || err == nil && bytes.Equal(there, text) {
		return nil
	}
	if err == nil {
		return fmt.Errorf("%s: %w and holds something else, so nothing is written: name another folder, or take it away", path, fs.ErrExist)
	}
	return err
}

// CommandLine is how to run TLC by hand on an exported model, in its folder,
// with the jar that the driver would take.
func CommandLine(m Model) string {
	jar := os.Getenv(jarEnv)
	if jar == "" {
		if cache, err := os.UserCacheDir(); err == nil {
			jar = filepath.Join(cache, "kizami", jarName)
		} else {
			jar = jarName
		}
	}
	return "java -XX:+UseParallelGC -cp " + quoted(jar) + " tlc2.TLC " + m.Name
}

// quoted is the word as a shell takes it.
func quoted(word string) string {
	if strings.ContainsFunc(word, func(r rune) bool { return !strings.ContainsRune("/._-+:@%,=", r) && !isLetterOrDigit(r) }) {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return word
}

func isLetterOrDigit(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}
