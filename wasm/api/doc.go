// Package api serves the operations of wasm/door over HTTP. It is an ordinary net/http handler, so that the same code
// runs natively under `kizami play` and as a Cloudflare Worker (wasm/worker).
//
//	GET  /api/health   {"ok":true}
//	GET  /api/version  {"version":"…","prime":"…"}
//	GET  /api/presets  {"presets":[{"id":"…","scenario":{…}}]}
//	POST /api/average  scenario in, outcome out
//	POST /api/run      scenario in, trace out
//	POST /api/learn    experiment in, {"report":{…},"digraph":{…}} out
//
// Every error is JSON, {"v":1,"ok":false,"error":{"code","path","msg","args"}}, with the codes of wasm/door and those
// of [Handler]. There is no CORS: a page of another origin cannot read the answers.
package api
