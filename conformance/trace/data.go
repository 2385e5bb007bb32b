package trace

import (
	"fmt"
	"slices"
	"strings"

	"kizami/conformance/state"
	"kizami/core"
	"kizami/tla/tlc"
)

// traceModule writes traces as the module TraceData, which TraceMessageCoordination.tla extends. They must agree in prime
// and ending; nodes that a trace does not have stand idle.
func traceModule(traces ...*Trace) string {
	nodes := 0
	for _, t := range traces {
		nodes = max(nodes, t.Digraph.Nodes())
	}
	ending, bound := tlc.String("probe"), 0
	if e := traces[0].Ending; !e.IsProbe() {
		ending, bound = "bound", e.Bound()
	}
	var b strings.Builder
	b.WriteString("---- MODULE TraceData ----\nEXTENDS Integers\n")
	fmt.Fprintf(&b, "TraceN == %d\nTracePrime == %d\nTraceEnding == %v\nTraceBound == %d\nTraces == <<", nodes, traces[0].Field.Prime(),
		ending, bound)
	for i, t := range traces {
		if i > 0 {
			b.WriteByte(',')
		}
		writeTrace(&b, t, nodes)
	}
	b.WriteString(">>\n====\n")
	return b.String()
}

// writeTrace writes one trace as a record. Every message is written once, and events name it by its number: most of
// what arrives has arrived before.
func writeTrace(b *strings.Builder, t *Trace, nodes int) {
	pad := func(elements []core.Element) tlc.Value {
		return state.Sequence(append(slices.Clone(elements), make([]core.Element, nodes-len(elements))...))
	}
	numbers := map[string]int{}
	var messages tlc.Tuple
	var events []string
	for _, e := range t.Events {
		number := 0
		if e.Message != nil {
			message := state.MessageSet([]core.Received{*e.Message}).(tlc.Set)[0]
			key := message.String()
			if numbers[key] == 0 {
				messages = append(messages, message)
				numbers[key] = len(messages)
			}
			number = numbers[key]
		}
		events = append(events, e.record(t.Ending, number).String())
	}
	fmt.Fprintf(b, "\n[nodes |-> %d,\n digraph |-> %v,\n values |-> %v,\n probes |-> %v,\n", t.Digraph.Nodes(), state.ArcSet(t.Digraph.Arcs()),
		pad(t.Values), pad(t.Probes))
	fmt.Fprintf(b, " messages |-> %v,\n events |-> <<\n%s>>]", messages, strings.Join(events, ",\n"))
}

// record writes the event as a record with the names of its JSON.
func (e Event) record(ending core.Ending, message int) tlc.Value {
	fields := []tlc.Pair{{Key: tlc.String("action"), Value: tlc.String(e.Action)}, {Key: tlc.String("node"), Value: tlc.Int(e.Node)}}
	add := func(name string, value int) {
		fields = append(fields, tlc.Pair{Key: tlc.String(name), Value: tlc.Int(value)})
	}
	switch e.Action {
	case core.ActionReceive, core.ActionIgnore:
		add("message", message)
	case core.ActionAdvance:
		add("round", e.Round)
		add("numerator", int(e.Numerator))
		add("denominator", int(e.Denominator))
		if ending.IsProbe() {
			add("probe", int(e.Probe))
			add("horizon", e.Horizon)
		}
	case core.ActionDecide:
		add("order", e.Order)
		add("decided", e.Decided)
		if e.Refused {
			add("average", state.Refused)
		} else {
			add("average", int(e.Average))
		}
	case core.ActionStop:
		add("stopped", e.Stopped)
	}
	record, err := tlc.NewFunction(fields...)
	if err != nil {
		panic(err) // unreachable: every name is there once
	}
	return record
}
