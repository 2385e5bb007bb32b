package conformance

import (
	"kizami/tla/tlc"
	"strings"
	"testing"
)

func TestClaimsAreLeftOut(t *testing.T) {
	cfg := "CONSTANTS\n    N = 3\nSPECIFICATION Spec\nINVARIANTS\n    TypeOK\n    Agreement\nPROPERTY\n    KeepsContract\nCONSTRAINT Small\nCHECK_DEADLOCK TRUE\nINVARIANT Last\n"
	want := "CONSTANTS\n    N = 3\nSPECIFICATION Spec\nCONSTRAINT Small\nCHECK_DEADLOCK TRUE\n"
	if got := claimSections.ReplaceAllString(cfg, ""); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestDumpNamesTheLineThatItCannotRead(t *testing.T) {
	dot := "strict digraph DiskGraph {\n1 [label=\"/\\\\ x = 1\",style = filled]\n1 -> 2 [label=\"Next\"];\n2 [label=\"/\\\\ x = <<\"];\n}\n"
	g, err := tlc.ReadGraph(strings.NewReader(dot))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := DumpOf(g); err == nil || !strings.Contains(err.Error(), "line 4") || !strings.Contains(err.Error(), "variable x") {
		t.Errorf("%v", err)
	}
}
