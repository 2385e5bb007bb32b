package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"kizami/learn/fewrounds"
)

// keptCase is a line of the file of --keep: what all methods came to on one case.
type keptCase struct {
	Seeds  int             `json:"seeds"`
	Epochs int             `json:"epochs"`
	Rows   []fewrounds.Row `json:"rows"`
}

// keeper keeps every case as it is done, so that another run with the same file goes on from there. Without a file it
// keeps nothing.
type keeper struct {
	seeds, epochs int
	file          *os.File
	rows          map[fewrounds.Case][]fewrounds.Row
}

// newKeeper reads what a file holds, if there is one by that name; the end of a line that was cut off is taken away. A file
// that holds anything else is bad input, and stays as it is.
func newKeeper(name string, seeds, epochs int) (*keeper, error) {
	k := &keeper{seeds: seeds, epochs: epochs, rows: map[fewrounds.Case][]fewrounds.Row{}}
	if name == "" {
		return k, nil
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, badInput(fmt.Errorf("--keep: %w", err))
	}
	k.file = file
	if err := k.read(); err != nil {
		return nil, errors.Join(badInput(fmt.Errorf("--keep %s: %w", name, err)), file.Close())
	}
	return k, nil
}

func (k *keeper) read() error {
	if there, err := k.file.Stat(); err != nil || !there.Mode().IsRegular() {
		return errors.Join(err, errors.New("is no regular file"))
	}
	text, err := io.ReadAll(k.file)
	if err != nil {
		return err
	}
	whole := bytes.LastIndexByte(text, '\n') + 1
	number := 0
	for line := range bytes.Lines(text[:whole]) {
		number++
		if err := k.readLine(line); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	const begins = `{"seeds":`
	if rest := string(text[whole:]); !strings.HasPrefix(rest, begins) && !strings.HasPrefix(begins, rest) {
		return fmt.Errorf("line %d: is no case of the table", number+1)
	}
	if err := k.file.Truncate(int64(whole)); err != nil {
		return err
	}
	_, err = k.file.Seek(int64(whole), io.SeekStart)
	return err
}

// readLine takes a case; one with other seeds or epochs is left for the table that it belongs to.
func (k *keeper) readLine(line []byte) error {
	var c keptCase
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil || d.More() || c.Seeds < 1 {
		return errors.New("is no case of the table")
	}
	names := fewrounds.Methods()
	if len(c.Rows) != len(names) {
		return fmt.Errorf("has %d methods, the table has %d", len(c.Rows), len(names))
	}
	for i, r := range c.Rows {
		if r.Method != names[i] || r.Case != c.Rows[0].Case {
			return fmt.Errorf("method %d is %q on %v, the table has %q on %v", i, r.Method, r.Case, names[i], c.Rows[0].Case)
		}
	}
	if c.Seeds == k.seeds && c.Epochs == k.epochs {
		k.rows[c.Rows[0].Case] = c.Rows
	}
	return nil
}

// add keeps a case that is done.
func (k *keeper) add(rows []fewrounds.Row) error {
	k.rows[rows[0].Case] = rows
	if k.file == nil {
		return nil
	}
	line, err := json.Marshal(keptCase{k.seeds, k.epochs, rows})
	if err == nil {
		_, err = k.file.Write(append(line, '\n'))
	}
	if err == nil {
		err = k.file.Sync()
	}
	return err
}

// interrupted says what a run that ends early leaves behind.
func (k *keeper) interrupted() error {
	if k.file == nil {
		return errors.New("interrupted: nothing was concluded")
	}
	return fmt.Errorf("interrupted: %s in %s, from where the same command goes on", count(len(k.rows), "case"), k.file.Name())
}

func (k *keeper) close() error {
	if k.file == nil {
		return nil
	}
	return k.file.Close()
}
