package api

import "net/http"

// Header is one header of an HTTP response.
type Header struct{ Name, Value string }

// SecurityHeaders go with every response, of the page as of the API: this list is the only one. The native server, the
// Worker and the _headers file of the static assets take it from here.
var SecurityHeaders = [...]Header{
	{"Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
		"img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; font-src 'self'; manifest-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
}

// SetSecurityHeaders sets all of them.
func SetSecurityHeaders(h http.Header) {
	for _, header := range SecurityHeaders {
		h.Set(header.Name, header.Value)
	}
}
