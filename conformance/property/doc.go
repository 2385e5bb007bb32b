// Package property checks core beyond the bounds of the models. A [Property] judges the [Record] of a run against what
// package oracle expects of its case, and [Property.Check] tries it on generated cases and shrinks one that fails.
package property
