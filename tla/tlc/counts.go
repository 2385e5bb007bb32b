package tlc

// Counts are TLC's own figures of a run. Initial and Generated count states
// each time they are met, the others only once. Depth counts states.
type Counts struct {
	Initial         int64 `json:"initial"`
	InitialDistinct int64 `json:"initialDistinct"`
	Generated       int64 `json:"generated"`
	Distinct        int64 `json:"distinct"`
	Queue           int64 `json:"queue"` // found but not looked at yet
	Depth           int64 `json:"depth"`
}
