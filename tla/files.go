// Package tla holds the specifications and their models, as files. What runs TLC on them is package tlc.
package tla

import "embed"

// Files are the modules (*.tla) and models of this folder.
//
//go:embed *.tla *.cfg manifest.json
var Files embed.FS
