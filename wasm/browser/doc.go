// Command browser is wasm/door as a WebAssembly program for a classic Web Worker: it sets the global function
// kizami(requestJSON), which returns door.Handle's answer, and calls the global kizamiReady() once if there is one.
// It must stay below 1 MB by brotli, which a test holds: no net/http here, and no crypto/rand in what it imports, which
// alone is 45 kB. The rest is, by size of code, runtime, learn, encoding/json, math/big, reflect, time and fmt.
package main
