//go:build page

package site

import (
	"embed"
	"io/fs"
)

//go:embed dist/*.html dist/*.svg dist/assets/*.js dist/assets/*.css dist/assets/*.json dist/assets/*.wasm dist/assets/*.br
var dist embed.FS

// Embedded returns the page that was put into this program, as `make build` does, or nil if none was.
func Embedded() fs.FS {
	page, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name is valid
	}
	return page
}
