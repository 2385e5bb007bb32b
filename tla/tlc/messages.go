package tlc

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

// TLC's -tool mode wraps everything that it has to say into
//
//	@!@!@STARTMSG 2199:0 @!@!@
//	17 states generated, 15 distinct states found, 0 states left on queue.
//	@!@!@ENDMSG 2199 @!@!@
//
// with a code and a severity (1 is an error). Some parts of TLC print outside.
const mark = "@!@!@"

var (
	startMark = regexp.MustCompile(`^@!@!@STARTMSG (\d+):(\d+) @!@!@$`)
	endMark   = regexp.MustCompile(`^@!@!@ENDMSG (\d+) @!@!@$`)
)

// The codes that are read; tlc2.output.EC has them all.
const (
	codeNested         = 2103
	codeAssumption     = 2104
	codeInvariantInit  = 2107
	codePropertyInit   = 2108
	codeInvariant      = 2110
	codeProperty       = 2112
	codeDeadlock       = 2114
	codeTemporal       = 2116
	codeBehavior       = 2121
	codeBackTo         = 2122
	codeAssert         = 2132
	codeStarting       = 2185
	codeComputingInit  = 2189
	codeInit           = 2190
	codeInitRepeated   = 2191
	codeLiveness       = 2192
	codeSuccess        = 2193
	codeDepth          = 2194
	codeStats          = 2199
	codeProgress       = 2200
	codeSimulation     = 2209
	codeState          = 2217
	codeStuttering     = 2218
	codeBanner         = 2262
	codeCounterexample = 2264
	codeInitProgress   = 2269
)

const (
	severityError = 1
	maxTail       = 12
	maxMessage    = maxLine
)

type message struct {
	code, severity int
	body           string
}

// messageWriter splits TLC's output into messages as it comes. What stands
// outside of messages is kept in tail, its last lines only.
type messageWriter struct {
	handle  func(message)
	partial []byte
	open    bool
	current message
	body    []string
	size    int
	tail    []string
	parser  bool     // the tail holds what TLA+'s parser found
	heard   bool     // there was a message: TLC has begun
	head    []string // what stands before, its first lines only
}

func (w *messageWriter) Write(p []byte) (int, error) {
	n := len(p)
	for {
		i := bytes.IndexByte(p, '\n')
		if i < 0 {
			w.partial = append(w.partial, p...)
			if len(w.partial) > maxLine {
				w.flush()
			}
			return n, nil
		}
		w.partial = append(w.partial, p[:i]...)
		w.flush()
		p = p[i+1:]
	}
}

// flush takes what was written since the last line break for a line.
func (w *messageWriter) flush() {
	line := strings.TrimSuffix(string(w.partial), "\r")
	w.partial = w.partial[:0]
	if !w.open {
		w.outside(line)
		return
	}
	if m := endMark.FindStringSubmatch(line); m != nil && m[1] == strconv.Itoa(w.current.code) {
		w.current.body = strings.Join(w.body, "\n")
		w.handle(w.current)
		w.open, w.body, w.size = false, nil, 0
		return
	}
	// Messages nest when TLC dies of one: the inner marks are noise.
	line, _, _ = strings.Cut(line, mark)
	if w.size += len(line) + 1; w.size <= maxMessage {
		w.body = append(w.body, line)
	}
}

func (w *messageWriter) outside(line string) {
	if m := startMark.FindStringSubmatch(line); m != nil {
		code, _ := strconv.Atoi(m[1])
		severity, _ := strconv.Atoi(m[2])
		w.heard, w.open, w.current = true, true, message{code: code, severity: severity}
		return
	}
	line, _, _ = strings.Cut(line, mark)
	line = plainLine(line)
	if line == "" || strings.HasPrefix(line, "Parsing file ") || strings.HasPrefix(line, "Semantic processing ") {
		return
	}
	if !w.heard && len(w.head) < maxTail {
		w.head = append(w.head, clipLine(line))
	}
	// The parser says first what is wrong and then, at length, where it was.
	if !w.parser && (line == "***Parse Error***" || strings.HasPrefix(line, "Semantic errors:")) {
		w.parser, w.tail = true, nil
		return
	}
	if w.parser && len(w.tail) == maxTail {
		return
	}
	if w.tail = append(w.tail, clipLine(line)); len(w.tail) > maxTail {
		w.tail = w.tail[1:]
	}
}

var terminal = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

// plainLine takes away what is meant for a terminal; nothing is left of what
// Java says of its environment.
func plainLine(line string) string {
	line = strings.TrimSpace(terminal.ReplaceAllString(line, ""))
	if strings.HasPrefix(line, "Picked up ") || strings.HasPrefix(line, "NOTE: Picked up ") {
		return ""
	}
	return line
}

func clipLine(line string) string {
	if len(line) > 300 {
		return strings.ToValidUTF8(line[:300], "") + "..."
	}
	return line
}
