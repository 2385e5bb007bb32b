package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"kizami/wasm/api"
)

func ExampleHandler() {
	w := httptest.NewRecorder()
	api.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/health", nil))
	fmt.Println(w.Code, w.Body)
	// Output: 200 {"ok":true}
}
