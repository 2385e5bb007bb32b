// Package figure draws what an experiment came to as one SVG picture that stands alone: no script, no font file, no
// reference to anything outside. The same report gives the same bytes.
//
// What a line or a dot stands for is told by its marker, its dashes and words, never by its colour alone.
package figure
