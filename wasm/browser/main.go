//go:build js && wasm

package main

import (
	"syscall/js"

	"kizami/wasm/door"
)

func main() {
	js.Global().Set("kizami", js.FuncOf(answer))
	if ready := js.Global().Get("kizamiReady"); ready.Type() == js.TypeFunction {
		ready.Invoke()
	}
	select {} // the program must live as long as its function
}

// answer never fails: a panic here would end the program for good. What is no string becomes a text that is no request.
func answer(_ js.Value, args []js.Value) any {
	if len(args) != 1 {
		return string(door.Handle(nil))
	}
	return string(door.Handle([]byte(args[0].String())))
}
