package learn

import (
	"errors"
	"testing"
)

// isFault makes sure that err is an *Error of a known code, that of code if it is not empty.
func isFault(t testing.TB, err error, code string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || sentences[e.Code] == "" || e.Msg == "" || code != "" && e.Code != code {
		t.Errorf("%#v is not a fault with the code %q", err, code)
	}
}
