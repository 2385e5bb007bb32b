//go:build !js || !wasm

package main

import "log"

func main() {
	log.SetFlags(0)
	log.Fatal("this program runs in a Worker: build it with GOOS=js GOARCH=wasm")
}
