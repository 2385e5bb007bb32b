package main

import "testing"

func TestPublicAddress(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "https://example.org": "https://example.org/", "https://example.org/kizami/": "https://example.org/kizami/", "http://127.0.0.1:8080": "http://127.0.0.1:8080/",
	} {
		if got, err := publicAddress(text); got != want || err != nil {
			t.Errorf("%q becomes %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"example.org", "/kizami/", "ftp://example.org", "https://", "https://a@example.org", "https://example.org/?x", "https://example.org/#x", "https://exa mple.org"} {
		if got, err := publicAddress(text); err == nil {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
