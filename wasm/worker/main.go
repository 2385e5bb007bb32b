//go:build js && wasm

package main

import (
	"github.com/syumai/workers"

	"kizami/wasm/api"
)

func main() { workers.Serve(api.Handler()) }
