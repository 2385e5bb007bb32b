package property

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand"
	"testing"

	"kizami/conformance/oracle"
)

// goldenDigest is the same on every machine and under js/wasm: every state of 200 generated runs. A change of the
// protocol or of the generator changes it; nothing else may.
const goldenDigest = "8582074cdab022c31fa445e149cc071c84344e85da38902c24f361f60ca2dff0"

func TestRunsAreTheSameEverywhere(t *testing.T) {
	random := rand.New(rand.NewSource(oracle.Seed))
	digest := sha256.New()
	for range 200 {
		c := oracle.RandomCase(random, 12)
		r, err := Core(c)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(digest, c)
		for _, step := range r.Steps {
			fmt.Fprintln(digest, step.Action)
			io.WriteString(digest, step.State.Key())
		}
		fmt.Fprintln(digest, r.Averages, r.Messages, r.Bytes)
	}
	if got := fmt.Sprintf("%x", digest.Sum(nil)); got != goldenDigest {
		t.Errorf("seed %d: digest %s, want %s", oracle.Seed, got, goldenDigest)
	}
}
