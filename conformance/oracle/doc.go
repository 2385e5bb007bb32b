// Package oracle says what a coordination must come to, without the protocol: [Expect] works out a [Case] by summing, by exact
// rational numbers, by ranks and by distances. It shares no routine with package core.
//
// It also makes cases: [Cases] generates them at random and shrinks one that fails to the smallest that still does, and
// [Try] judges as many of them as it is told. The same seed gives the same cases on every machine.
package oracle
