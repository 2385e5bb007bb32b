package state

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"kizami/conformance/checkout"
)

const fiveNodes = "tla/FiveNodes.tla"

// TestFiveNodes counts the strongly connected digraphs on 5 nodes, with labels and up to relabelling, and compares the
// list of the latter with the one in tla/FiveNodes.tla. With -update it writes that list.
func TestFiveNodes(t *testing.T) {
	codes, labelled := canonicalFive()
	if len(codes) != 5048 || labelled != 565080 {
		t.Errorf("%d shapes and %d labelled digraphs, want 5048 and 565080", len(codes), labelled)
	}
	data := checkout.Read(t, fiveNodes)
	before, rest, opened := strings.Cut(data, "Codes == <<\n")
	_, after, closed := strings.Cut(rest, ">>\n")
	if !opened || !closed {
		t.Fatalf("%s has no list of codes", fiveNodes)
	}
	text := before + "Codes == <<\n" + printCodes(codes) + ">>\n" + after
	if *checkout.Update {
		if err := os.WriteFile(checkout.Path(fiveNodes), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != data {
		t.Errorf("%s does not hold the smallest codes; go test ./conformance/state -run TestFiveNodes -update writes them", fiveNodes)
	}
}

// printCodes puts ten codes on a line.
func printCodes(codes []uint32) string {
	var out strings.Builder
	for i, code := range codes {
		comma, end := ",", " "
		if i == len(codes)-1 {
			comma = ""
		}
		if i%10 == 9 || i == len(codes)-1 {
			end = "\n"
		}
		if i%10 == 0 {
			out.WriteString("  ")
		}
		fmt.Fprintf(&out, "%d%s%s", code, comma, end)
	}
	return out.String()
}

// A digraph's code has the bit 5·j+i for each arc j→i, as in Digraphs.tla; so five bits of it are a row, j's
// out-neighbours. The relabellings are taken in rising order of the codes: the first one met is the smallest.
func canonicalFive() (codes []uint32, labelled int) {
	all := relabellings()
	seen := make([]bool, 1<<25)
	for set := range uint32(1 << 20) {
		code := withoutLoops(set)
		if !connectedFive(code) {
			continue
		}
		labelled++
		if seen[code] {
			continue
		}
		codes = append(codes, code)
		for _, f := range all {
			seen[relabel(code, f)] = true
		}
	}
	return codes, labelled
}

// withoutLoops spreads 20 bits, 4 to a row, over the 25 of a code so that no node is its own neighbour. It keeps the order.
func withoutLoops(set uint32) (code uint32) {
	for j := range 5 {
		row := set >> (4 * j) & 15
		below := row & (1<<j - 1)
		code |= (below | (row^below)<<1) << (5 * j)
	}
	return code
}

// connectedFive tells whether node 0 reaches everybody and everybody reaches node 0.
func connectedFive(code uint32) bool {
	reached, reaching := uint32(1), uint32(1)
	for range 4 {
		for j := range 5 {
			row := code >> (5 * j) & 31
			if reached>>j&1 == 1 {
				reached |= row
			}
			if reaching&row != 0 {
				reaching |= 1 << j
			}
		}
	}
	return reached == 31 && reaching == 31
}

// relabel gives node j the name f[j].
func relabel(code uint32, f [5]int) (other uint32) {
	for j := range 5 {
		for i := range 5 {
			other |= code >> (5*j + i) & 1 << (5*f[j] + f[i])
		}
	}
	return other
}

// relabellings returns the 120 permutations of 0..4.
func relabellings() (all [][5]int) {
	for number := range 5 * 5 * 5 * 5 * 5 {
		var f [5]int
		used := 0
		for j, rest := 0, number; j < 5; j, rest = j+1, rest/5 {
			f[j] = rest % 5
			used |= 1 << f[j]
		}
		if used == 31 {
			all = append(all, f)
		}
	}
	return all
}
