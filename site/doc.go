// Package site builds the playground and serves it. [Build] needs Go, Node.js and npm; what it writes is a folder of plain
// files that any static server can offer, together with the headers that belong to them. [Serve] is such a server, for
// this machine only, with the API of kizami/wasm/api beside the files.
//
// The page (src/, TypeScript) computes nothing about the protocol: it shows the trace that core/scenario, and its second
// view (src/learn) the report that learn, compiled to WebAssembly and run in a Web Worker, answers with.
package site
