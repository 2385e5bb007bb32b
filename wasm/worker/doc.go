// Command worker is wasm/api as a Cloudflare Worker, through github.com/syumai/workers; wrangler.jsonc describes it.
// A fresh Go instance is started for every request, so it keeps nothing in memory. The page is not its business: static
// assets are served before it, and only /api/ reaches it.
package main
