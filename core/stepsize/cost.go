package stepsize

// Cost counts what a run has cost so far (FTC-38).
type Cost struct {
	Rounds    int   // of communication, the same at every node
	Messages  int64 // of the whole network, one per arc and round
	Bytes     int64 // of the whole network, in the wire encoding of FTC-6
	Gradients int   // evaluations per node
}

func (c *Cost) add(rounds, messages, bytes int) {
	c.Rounds += rounds
	c.Messages += int64(messages)
	c.Bytes += int64(bytes)
}
