package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The figure in the README is what its command writes: kizami learn --example modes --plot learn/figure/modes.svg
func TestFigureOfTheReadme(t *testing.T) {
	want, err := os.ReadFile("../../learn/figure/modes.svg")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "modes.svg")
	reportOf(t, "--example", "modes", "--plot", path)
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("learn/figure/modes.svg is out of date: write it anew with the command above")
	}
}
