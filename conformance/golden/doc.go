// Package golden keeps state graphs of TLC as files, for tests: core is compared with them where there is no Java, under
// js/wasm, and wherever a test needs a graph that nobody could have made up. A graph names the modules that it was made of,
// so that one of an older specification is noticed ([Fresh]).
package golden
