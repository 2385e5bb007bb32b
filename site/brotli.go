package site

import (
	"context"
	"fmt"
	"path/filepath"
)

// brotliScript writes the brotli of each file beside it, at the highest quality, which takes some ten seconds.
const brotliScript = `const fs = require("fs"), zlib = require("zlib");
for (const file of process.argv.slice(1)) fs.writeFileSync(file + ".br", zlib.brotliCompressSync(fs.readFileSync(file)));`

// pack writes the brotli of what a browser loads beside it.
func (b *builder) pack(ctx context.Context) error {
	arguments := []string{"-e", brotliScript}
	for _, pattern := range []string{"*.wasm", "*.js", "*.css", "*.json"} {
		files, err := filepath.Glob(filepath.Join(b.Out, "assets", pattern))
		if err != nil {
			return err
		}
		arguments = append(arguments, files...)
	}
	if _, err := run(ctx, b.site, nil, "node", arguments...); err != nil {
		return fmt.Errorf("brotli of the page: %w", err)
	}
	return nil
}
