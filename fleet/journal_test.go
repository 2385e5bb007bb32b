package fleet

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func records(n int) (list []Record) {
	for k := range n {
		list = append(list, Record{byte('A' + k), bytes.Repeat([]byte{byte(k)}, 7*k)})
	}
	return list
}

func written(t *testing.T, list []Record) (name string, data []byte) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "journal")
	j, there, err := OpenJournal(name, true)
	if err != nil || len(there) > 0 {
		t.Fatal(there, err)
	}
	for _, r := range list {
		if err := j.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if data, err = os.ReadFile(name); err != nil || int64(len(data)) != j.Size() {
		t.Fatal(len(data), j.Size(), err)
	}
	return name, data
}

// Wherever a crash cuts a journal off, what was whole before is read again, and appended to.
func TestTornTailsAreCut(t *testing.T) {
	t.Parallel()
	list := records(5)
	name, data := written(t, list)
	for size := range len(data) + 1 {
		if err := os.WriteFile(name, data[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		j, there, err := OpenJournal(name, true)
		if err != nil {
			t.Fatalf("cut off after %d bytes: %v", size, err)
		}
		if len(there) > 0 && !reflect.DeepEqual(there, list[:len(there)]) || size == len(data) && len(there) != len(list) {
			t.Fatalf("cut off after %d bytes: %v", size, there)
		}
		if err := errors.Join(j.Append(Record{'z', []byte("more")}), j.Close()); err != nil {
			t.Fatal(err)
		}
		j, again, err := OpenJournal(name, true)
		if err != nil || len(again) != len(there)+1 || string(again[len(there)].Content) != "more" {
			t.Fatalf("cut off after %d bytes: %v, error %v", size, again, err)
		}
		j.Close()
	}
}

// A bit that is wrong in the last record is what a crash leaves; before it the journal is damaged, and nothing is made of it.
func TestDamagedJournalsAreRefused(t *testing.T) {
	t.Parallel()
	name, data := written(t, records(5))
	refused := 0
	for place := range data {
		spoilt := bytes.Clone(data)
		spoilt[place] ^= 4
		if err := os.WriteFile(name, spoilt, 0o600); err != nil {
			t.Fatal(err)
		}
		j, there, err := OpenJournal(name, true)
		if err != nil {
			refused++
			continue
		}
		j.Close()
		if len(there) >= 5 {
			t.Errorf("byte %d is wrong, and nobody sees it", place)
		}
	}
	if refused < 20 {
		t.Errorf("only %d of %d damaged journals are refused", refused, len(data))
	}
}

func TestAJournalIsHeldByOne(t *testing.T) {
	t.Parallel()
	name, _ := written(t, nil)
	j, _, err := OpenJournal(name, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := OpenJournal(name, true); err == nil || !strings.Contains(err.Error(), "another process holds this journal") {
		t.Error(err)
	}
	j.Close()
	if j, _, err = OpenJournal(name, true); err != nil {
		t.Fatal(err)
	}
	j.Close()
}

func TestOtherFilesAreNoJournals(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "thesis")
	for _, text := range []string{"d", "draft", "a thesis of more than so many bytes"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := OpenJournal(name, true); err == nil {
			t.Errorf("%q is taken for a journal", text)
		}
		if after, _ := os.ReadFile(name); string(after) != text {
			t.Errorf("%q became %q", text, after)
		}
	}
}

// A node that cannot write its journal sends nothing more, and tells all why the run has to end.
func TestAFullDiskEndsTheRun(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 4, 81)
	c.hold = 3 * time.Millisecond
	c.all(func(j int) error {
		if j != 1 {
			return c.drive(t.Context(), j)
		}
		n, rounds := c.node(j), 0
		n.full = func() bool { rounds++; return rounds > 5 }
		_, err := n.Drive(t.Context(), func() (Link, error) { return c.hub.dial(n.Neighbours), nil })
		c.lock.Lock()
		defer c.lock.Unlock()
		c.results[j] = err
		return err
	})
	for j, err := range c.results {
		if err == nil || !strings.Contains(err.Error(), "node 1: cannot write its journal") {
			t.Errorf("node %d ends with %v", j, err)
		}
	}
}

func FuzzJournal(f *testing.F) {
	f.Add([]byte(journalMagic))
	f.Add(fmt.Appendf(nil, "%s\x00\x00\x00\x01\x00\x00\x00\x00Ax", journalMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, end, err := readRecords(bytes.NewReader(data), int64(len(data)))
		if err == nil && (end > int64(len(data)) || end < int64(len(journalMagic))) {
			t.Errorf("%d bytes end at %d", len(data), end)
		}
	})
}

func FuzzPacket(f *testing.F) {
	for kind := range names {
		f.Add(byte(kind), appendPacket(nil, Packet{Kind: kind, Incarnation: 7, Round: 3, Content: []byte("xxxx")}))
	}
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		p, err := parsePacket(Kind(kind), data)
		if err == nil && !bytes.Equal(appendPacket(nil, p), data) {
			t.Errorf("%v was %x", p, data)
		}
	})
}

func FuzzCommon(f *testing.F) {
	f.Add([]byte(`{"kizami":1,"nonce":"","nodes":2,"arcs":[[0,1],[1,0]],"bound":2,"diameter":1,"average":{"rule":"race","most":2,"quantum":"1/2","coordinates":1}}`), "3/2")
	f.Add([]byte(`{"kizami":1,"nonce":"","nodes":1,"arcs":null,"bound":1,"diameter":1,"average":{"rule":"race","most":2,"quantum":"0","coordinates":1}}`), "1e9")
	f.Fuzz(func(t *testing.T, data []byte, value string) {
		c, _, err := ParseCommon(data)
		if err == nil && c.Average != nil {
			if quanta, err := c.Average.Quanta([]string{value}); err == nil && len(quanta) != 1 {
				t.Error(quanta)
			}
		}
		_, _ = ParseNodeFile(data)
	})
}
