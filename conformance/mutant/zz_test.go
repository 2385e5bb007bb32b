package mutant
import ("testing";"slices";"fmt";"os";"strings")
func TestZZLab(t *testing.T){
	var ms []coreMutant
	want := strings.Fields(os.Getenv("ZZ"))
	for _, m := range slices.Concat(bracketMutants, bracketNodeMutants, bracketStateMutants, bracketPeerMutants, raceMutants) {
		if len(want)==0 || slices.Contains(want,m.name) { ms = append(ms,m) }
	}
	l := tryAll(t, ms)
	for n := range len(ms)+1 {
		name := "as it is"; if n>0 { name = ms[n-1].name }
		if err := l.broken[n]; err != nil { fmt.Printf("BROKEN %s: %.1500v\n", name, err) }
		if n>0 && len(l.trials[n])==0 { fmt.Printf("SURVIVES %s\n", name) }
		for g, w := range l.trials[n] { fmt.Printf("killed %s by %s: %.100s\n", name, g, w) }
	}
}
