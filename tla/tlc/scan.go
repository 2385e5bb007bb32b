package tlc

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A SyntaxError says where a text stops being what TLC prints.
type SyntaxError struct {
	Line, Column int // from 1; columns count bytes
	Msg          string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Msg)
}

type parser struct {
	text string
	pos  int
}

func (p *parser) fail(pos int, format string, args ...any) error {
	before := p.text[:pos]
	return &SyntaxError{
		Line:   1 + strings.Count(before, "\n"),
		Column: pos - strings.LastIndexByte(before, '\n'),
		Msg:    fmt.Sprintf(format, args...),
	}
}

func (p *parser) unexpected(wanted string) error {
	if p.pos == len(p.text) {
		return p.fail(p.pos, "expected %s, found the end", wanted)
	}
	rest := []rune(p.text[p.pos:min(p.pos+40, len(p.text))])
	return p.fail(p.pos, "expected %s, found %q", wanted, string(rest[:min(10, len(rest))]))
}

func (p *parser) space() {
	for p.pos < len(p.text) && (p.text[p.pos] == ' ' || p.text[p.pos] == '\n') {
		p.pos++
	}
}

// peek returns the next byte after spaces, 0 at the end.
func (p *parser) peek() byte {
	if p.space(); p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

// accept consumes token if it comes next.
func (p *parser) accept(token string) bool {
	p.space()
	if !strings.HasPrefix(p.text[p.pos:], token) {
		return false
	}
	p.pos += len(token)
	return true
}

func (p *parser) expect(token string) error {
	if !p.accept(token) {
		return p.unexpected(token)
	}
	return nil
}

func (p *parser) integer() (Int, error) {
	start := p.pos
	if p.pos < len(p.text) && p.text[p.pos] == '-' {
		p.pos++
	}
	digits := p.pos
	for p.pos < len(p.text) && isDigit(p.text[p.pos]) {
		p.pos++
	}
	if p.pos == digits {
		return 0, p.unexpected("a digit")
	}
	text := p.text[start:p.pos]
	i, err := strconv.ParseInt(text, 10, 64)
	if err != nil || i < math.MinInt32 || i > math.MaxInt32 {
		return 0, p.fail(start, "%s does not fit into 32 bits", clip(text))
	}
	if strconv.FormatInt(i, 10) != text {
		return 0, p.fail(start, "%s is not how TLC writes %d", clip(text), i)
	}
	if p.pos < len(p.text) && isLetter(p.text[p.pos]) {
		return 0, p.unexpected("the end of a number")
	}
	return Int(i), nil
}

func clip(text string) string {
	if len(text) > 30 {
		return text[:30] + "..."
	}
	return text
}

func (p *parser) string() (Value, error) {
	start := p.pos
	p.pos++
	var b strings.Builder
	for {
		end := strings.IndexAny(p.text[p.pos:], "\"\\\n\r\t\f")
		if end < 0 {
			return nil, p.fail(start, "a string is not closed")
		}
		b.WriteString(p.text[p.pos : p.pos+end])
		p.pos += end
		switch p.text[p.pos] {
		case '"':
			p.pos++
			return String(b.String()), nil
		case '\\':
			c, err := p.escape()
			if err != nil {
				return nil, err
			}
			b.WriteByte(c)
		default:
			return nil, p.fail(p.pos, "a string holds an unescaped control character")
		}
	}
}

func (p *parser) escape() (byte, error) {
	if p.pos+1 < len(p.text) {
		if i := strings.IndexByte(`\"nrtf`, p.text[p.pos+1]); i >= 0 {
			p.pos += 2
			return "\\\"\n\r\t\f"[i], nil
		}
	}
	return 0, p.fail(p.pos, "a string holds an unknown escape")
}

func (p *parser) identifier() (string, error) {
	p.space()
	start := p.pos
	for p.pos < len(p.text) && (isLetter(p.text[p.pos]) || isDigit(p.text[p.pos]) && p.pos > start) {
		p.pos++
	}
	if p.pos == start {
		return "", p.unexpected("a name")
	}
	return p.text[start:p.pos], nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

func isIdentifier(name string) bool {
	for i := range len(name) {
		if !isLetter(name[i]) && (i == 0 || !isDigit(name[i])) {
			return false
		}
	}
	return name != ""
}
