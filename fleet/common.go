package fleet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"

	"kizami/core"
)

// Common is the file that all nodes of a run must have, to the byte (spec/fleet.schema.json): its hash is the run's name.
// Either Average or Learn is there.
type Common struct {
	Kizami   int      `json:"kizami"`
	Nonce    string   `json:"nonce"` // drawn once, so that no two runs have the same name
	Nodes    int      `json:"nodes"`
	Arcs     [][2]int `json:"arcs"`
	Names    []string `json:"names,omitempty"` // of the nodes
	Bound    int      `json:"bound"`           // N
	Diameter int      `json:"diameter"`        // D
	Average  *Average `json:"average,omitempty"`
	Learn    *Learn   `json:"learn,omitempty"`
}

// Average is what nodes agree on that find one exact average.
type Average struct {
	Rule        string `json:"rule"`    // "bracket", "race" or "bound"
	Most        int64  `json:"most"`    // V, in quanta
	Quantum     string `json:"quantum"` // every value is a multiple of it
	Coordinates int    `json:"coordinates"`
	Rounds      int    `json:"rounds,omitempty"`       // in which a bracket is given up
	Prime       uint64 `json:"prime,omitempty,string"` // of the bound ending; absent: that of the kit
}

// Learn is what nodes agree on that learn with certified steps.
type Learn struct {
	Experiment json.RawMessage `json:"experiment"` // its file, with one method
	Seed       uint64          `json:"seed"`
}

// MaxCommonBytes is how long a common file may be.
const MaxCommonBytes = 64 << 20

// RunName returns the name of the run whose common file this is: the first 16 hexadecimal digits of its SHA-256.
func RunName(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// ParseCommon reads a common file. It is strict: no unknown field, nothing after the end.
func ParseCommon(data []byte) (*Common, *core.Digraph, error) {
	var c Common
	if err := decodeStrictly(data, &c); err != nil {
		return nil, nil, err
	}
	switch {
	case c.Kizami != 1:
		return nil, nil, fmt.Errorf("\"kizami\" is %d: this program knows version 1", c.Kizami)
	case (c.Average == nil) == (c.Learn == nil):
		return nil, nil, errors.New(`there must be either "average" or "learn"`)
	case len(c.Names) != 0 && len(c.Names) != c.Nodes:
		return nil, nil, fmt.Errorf("%d names for %d nodes", len(c.Names), c.Nodes)
	case c.Nodes < 1 || c.Nodes > core.MaxNodes:
		return nil, nil, fmt.Errorf("%d nodes: a fleet has between 1 and %d", c.Nodes, core.MaxNodes)
	case c.Bound < c.Nodes || c.Bound > core.MaxNodes:
		return nil, nil, fmt.Errorf("bound %d: must be between the number of nodes, %d, and %d", c.Bound, c.Nodes, core.MaxNodes)
	}
	arcs := make([]core.Arc, len(c.Arcs))
	for i, a := range c.Arcs {
		arcs[i] = core.Arc{From: a[0], To: a[1]}
	}
	g, err := core.NewDigraph(c.Nodes, arcs)
	if err != nil {
		return nil, nil, err
	}
	if own := max(1, g.Diameter()); c.Diameter < own {
		return nil, nil, fmt.Errorf("diameter %d: distances in this digraph are up to %d", c.Diameter, own)
	}
	return &c, g, nil
}

// decodeStrictly decodes one JSON value that is all of data.
func decodeStrictly(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("it is no such JSON: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something after its end")
	}
	return nil
}

var number = regexp.MustCompile(`^-?[0-9]{1,40}(?:\.[0-9]{1,40}|/[0-9]{1,40})?$`)

func rational(text string) (*big.Rat, error) {
	value := new(big.Rat)
	if !number.MatchString(text) {
		return nil, fmt.Errorf("%q: must be an integer, a decimal or a fraction, such as 7/2", text)
	}
	if _, ok := value.SetString(text); !ok {
		return nil, fmt.Errorf("%q: must not divide by 0", text)
	}
	return value, nil
}

// Quanta counts a node's value in quanta. Errors: a number that is none, or no multiple of the quantum, or beyond the greatest
// that all agreed on; another number of coordinates.
func (a *Average) Quanta(value []string) ([]int64, error) {
	quantum, err := rational(a.Quantum)
	if err != nil || quantum.Sign() <= 0 {
		return nil, fmt.Errorf("the quantum %q: must be a positive number", a.Quantum)
	}
	if len(value) != a.Coordinates {
		return nil, fmt.Errorf("a value of %d coordinates: all agreed on %d", len(value), a.Coordinates)
	}
	quanta := make([]int64, len(value))
	for i, text := range value {
		v, err := rational(text)
		if err != nil {
			return nil, fmt.Errorf("the value %w", err)
		}
		count := v.Quo(v, quantum)
		if !count.IsInt() {
			return nil, fmt.Errorf("the value %s: must be a multiple of the quantum %s", text, a.Quantum)
		}
		if size := new(big.Int).Abs(count.Num()); size.Cmp(big.NewInt(a.Most)) > 0 {
			return nil, fmt.Errorf("the value %s: all agreed that no value is more than %d quanta of %s in size", text, a.Most, a.Quantum)
		}
		quanta[i] = count.Num().Int64()
	}
	return quanta, nil
}

// Units returns averages in quanta in the units of the values, exactly.
func (a *Average) Units(average []core.Fraction) (exact []string) {
	quantum, err := rational(a.Quantum)
	if err != nil {
		return nil
	}
	for _, q := range average {
		exact = append(exact, new(big.Rat).Mul(q.Rat(), quantum).RatString())
	}
	return exact
}

// NodeFile is what a node has for itself (spec/node.schema.json). Names of files are looked for in its own folder.
type NodeFile struct {
	Kizami   int      `json:"kizami"`
	Common   string   `json:"common"`             // the common file
	Node     int      `json:"node"`               // which one it is
	Servers  string   `json:"servers"`            // "nats://host:port", more after commas
	Journal  string   `json:"journal"`            // the file of its journal
	Value    []string `json:"value,omitempty"`    // of an average
	Folder   string   `json:"folder,omitempty"`   // of the files that an experiment names
	Careless bool     `json:"careless,omitempty"` // the journal is not forced to the disk
	Linger   string   `json:"linger,omitempty"`   // such as "30s"
	Key      string   `json:"key,omitempty"`      // the file of its key
	CA       string   `json:"ca,omitempty"`       // the file of certificates that vouch for the servers: then TLS 1.3 only
}

// ParseNodeFile reads the file of a node. It is strict as [ParseCommon] is.
func ParseNodeFile(data []byte) (*NodeFile, error) {
	var n NodeFile
	if err := decodeStrictly(data, &n); err != nil {
		return nil, err
	}
	switch {
	case n.Kizami != 1:
		return nil, fmt.Errorf("\"kizami\" is %d: this program knows version 1", n.Kizami)
	case n.Common == "" || n.Journal == "" || n.Servers == "":
		return nil, errors.New(`"common", "journal" and "servers" must name the common file, the journal and the servers`)
	}
	return &n, nil
}
