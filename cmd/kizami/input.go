package main

import (
	"fmt"
	"io"
	"os"
)

// readInput parses a file, or standard input for -. It reads no more than tells that there are more than most bytes.
func readInput[T any](name string, stdin io.Reader, most int64, parse func([]byte) (T, error)) (parsed T, err error) {
	source := stdin
	if name == "-" {
		name = "standard input"
	} else {
		file, err := os.Open(name)
		if err != nil {
			return parsed, err
		}
		defer file.Close()
		source = file
	}
	data, err := io.ReadAll(io.LimitReader(source, most+1))
	if err != nil {
		return parsed, err
	}
	if parsed, err = parse(data); err != nil {
		return parsed, fmt.Errorf("%s: %w", name, err)
	}
	return parsed, nil
}
