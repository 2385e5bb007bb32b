// Package door puts core/scenario and learn behind one JSON function, [Handle]: request bytes in, answer bytes out. The browser
// calls nothing else, and wasm/api serves the same operations over HTTP. Both are open to anybody, so everything that
// comes in is checked strictly, a run is refused when it would cost too much ([Limits]), and a panic becomes an answer.
//
// Requests, of which unknown, repeated, missing and superfluous fields are refused:
//
//	{"v":1,"id":7,"op":"version"}
//	{"v":1,"id":7,"op":"presets"}
//	{"v":1,"id":7,"op":"random","nodes":6,"seed":42,"ending":"bound"}
//	{"v":1,"id":7,"op":"average","scenario":{…}}
//	{"v":1,"id":7,"op":"run","scenario":{…}}
//	{"v":1,"id":7,"op":"recipe","scenario":{…}}
//	{"v":1,"id":7,"op":"examples"}
//	{"v":1,"id":7,"op":"learn","experiment":{…}}
//
// Answers carry the request's id, or 0 when it could not be read:
//
//	{"v":1,"id":7,"ok":true,"trace":{…}}
//	{"v":1,"id":7,"ok":false,"error":{"code":"unknown-op","path":"op","msg":"…","args":{"op":"rum"}}}
package door
