//go:build !page

package site

import "io/fs"

// Embedded returns the page that was put into this program, as `make build` does, or nil if none was.
func Embedded() fs.FS { return nil }
