package door_test

import (
	"fmt"

	"kizami/wasm/door"
)

func ExampleHandle() {
	fmt.Printf("%s\n", door.Handle([]byte(`{"v":1,"id":7,"op":"average","scenario":{"kizami":1,
		"digraph":{"nodes":2,"arcs":[[0,1],[1,0]]},"values":["1","4"],"ending":{"rule":"bound","bound":2}}}`)))
	fmt.Printf("%s\n", door.Handle([]byte(`{"v":1,"id":8,"op":"rum"}`)))
	// Output:
	// {"v":1,"id":7,"ok":true,"outcome":{"kizami":1,"average":["5/2"],"decimal":[2.5],"rounds":2,"messages":4,"bytes":128,"nodes":[{"id":0,"average":["5/2"],"order":1,"decided":2,"stopped":2},{"id":1,"average":["5/2"],"order":1,"decided":2,"stopped":2}]}}
	// {"v":1,"id":8,"ok":false,"error":{"code":"unknown-op","path":"op","msg":"the operation \"rum\" is not known","args":{"op":"rum"}}}
}
