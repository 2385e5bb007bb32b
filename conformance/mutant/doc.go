// Package mutant is nothing but tests: small mistakes are made in core, in core/stepsize, in a network of core/simulate and
// in the models, one at a time, and each must be noticed. What notices which mistake is written into spec/mutants.md.
//
// The tables of mutants name the file of core, the text that is replaced and the requirement that breaks. All mutants of
// core are built into one test binary, where an environment variable chooses which of them runs; gates, which are short
// forms of what `kizami conform` does, are asked about each.
package mutant
