// Package tla holds the specifications and their models, as files. What runs TLC on them is package tlc.
package tla

import "embed"

// Files are the modules (*.tla) of this folder, their models (models/*.json) and, beside each module that TLC is given, the
// configuration of one model to start with (*.cfg). What TLC has checked is recorded in verdicts.json.
//
//go:embed *.tla *.cfg models/*.json verdicts.json
var Files embed.FS
