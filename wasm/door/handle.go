package door

import (
	"fmt"

	"kizami/core/scenario"
)

// MaxRequest is the size of the largest request in bytes: room for the largest scenario written as a string.
const MaxRequest = 2 * scenario.MaxBytes

// operation has the fields that its request needs besides v, id and op, and fills an answer.
type operation struct {
	fields []string
	do     func(*request, *answer) error
}

// Handle answers one request of the forms in the package comment, whatever its bytes are. It never panics and keeps no
// state: the same request has the same answer, except for a probe without a seed.
func Handle(data []byte) []byte { return handle(data, operations()) }

func handle(data []byte, known map[string]operation) (response []byte) {
	a := answer{V: 1}
	defer func() {
		if p := recover(); p != nil {
			response = encode(answer{V: 1, ID: a.ID, Error: NewFailure(fmt.Errorf("%v", p))})
		}
	}()
	if err := serve(data, known, &a); err != nil {
		return encode(answer{V: 1, ID: a.ID, Error: NewFailure(err)})
	}
	a.OK = true
	return encode(a)
}

func serve(data []byte, known map[string]operation, a *answer) error {
	if len(data) > MaxRequest {
		return fail("request-too-large", "", map[string]any{"bytes": len(data), "limit": MaxRequest})
	}
	r, err := readRequest(data)
	id, idErr := r.integer("id")
	a.ID = id // before anything is refused, so that the refusal finds its way back to the caller
	if err != nil {
		return err
	}
	chosen, err := choose(r, known)
	if err != nil {
		return err
	}
	if err := r.only(append([]string{"v", "id", "op"}, chosen.fields...)); err != nil {
		return err
	}
	if idErr != nil {
		return idErr
	}
	return chosen.do(r, a)
}

// choose looks at v and op before all else, because what a request may contain depends on them.
func choose(r *request, known map[string]operation) (operation, error) {
	for _, name := range []string{"v", "op"} {
		if !r.has(name) {
			return operation{}, missing(name)
		}
	}
	if v := string(r.fields["v"]); v != "1" {
		return operation{}, fail("unknown-version", "v", map[string]any{"got": clip(v)})
	}
	name, err := r.text("op")
	if err != nil {
		return operation{}, err
	}
	chosen, found := known[name]
	if !found {
		return operation{}, fail("unknown-op", "op", map[string]any{"op": clip(name)})
	}
	return chosen, nil
}
