// Package fault checks core's peers on faulty links. An environment loses, doubles, delays and reorders messages, restarts
// nodes and lets them die; what it decides is a script, which shrinks with the case. After every event the peers are held
// against lock step and against the rules of spec/messages.md, written down a second time.
package fault
