// Command kizami runs, checks and shows finite-time coordination. See kizami --help.
package main

import (
	"fmt"
	"os"
)

func main() { os.Exit(run()) }

func run() int {
	err := newRoot().Execute()
	if err == nil {
		return 0
	}
	fmt.Fprintln(os.Stderr, "kizami:", err)
	return exitCode(err)
}
