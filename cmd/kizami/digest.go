package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"

	"kizami/learn"
)

// digests fills in by what nodes agree: the digest of the iterate that all hold.
func digests(r *learn.Report) {
	for _, m := range r.Methods {
		for _, run := range m.Runs {
			if run.Model != nil && run.Model.Iterate != nil {
				run.Model.Digest = digestOf(run.Model.Iterate)
			}
		}
	}
}

func digestOf(x []float64) string {
	var bytes []byte
	for _, v := range x {
		bytes = binary.BigEndian.AppendUint64(bytes, math.Float64bits(v))
	}
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}
