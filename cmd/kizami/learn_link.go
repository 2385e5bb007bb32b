package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"kizami/learn"
)

const longestLatency = time.Hour

// link returns what the flags say about links, or nil if they say nothing.
func (o *learnOptions) link() (*learn.Link, error) {
	if o.latency < 0 || o.latency > longestLatency {
		return nil, fmt.Errorf("--latency %s: must be between 0s and 1h", o.latency)
	}
	if o.latency == 0 && o.bandwidth == "" {
		return nil, nil
	}
	link := &learn.Link{Latency: o.latency.Seconds()}
	if o.bandwidth == "" {
		return link, nil
	}
	bits, ok := bitsPerSecond(o.bandwidth)
	if !ok {
		return nil, fmt.Errorf("--bandwidth %q: must be a positive number with bit, kbit, Mbit or Gbit, such as 1Mbit", o.bandwidth)
	}
	link.Bandwidth = bits
	return link, nil
}

// bitsPerSecond reads a bandwidth; a thousand bits are a kbit, and upper or lower case means the same.
func bitsPerSecond(text string) (float64, bool) {
	text = strings.TrimSuffix(strings.ToLower(strings.ReplaceAll(text, " ", "")), "/s")
	number, isBits := strings.CutSuffix(text, "bit")
	if !isBits || number == "" {
		return 0, false
	}
	factor := 1.0
	for prefix, size := range map[string]float64{"k": 1e3, "m": 1e6, "g": 1e9} {
		if rest, found := strings.CutSuffix(number, prefix); found {
			number, factor = rest, size
			break
		}
	}
	value, err := strconv.ParseFloat(number, 64)
	bits := value * factor
	return bits, err == nil && bits > 0 && !math.IsInf(bits, 0) && strings.Trim(number, "0123456789.") == ""
}
