// Package strict reads JSON of a known shape, and refuses everything else in one sentence that names the place: unknown,
// repeated and missing fields, wrong types, numbers that are not integers, whatever follows the end. The formats of the kit
// (core/scenario, learn, tla/model) are read with it.
package strict
