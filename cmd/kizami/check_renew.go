package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kizami/tla/tlc"
)

// fresh is an error if a record is stale. Then the report, which is for JSON, has no model.
func fresh(w io.Writer, suite *tlc.Suite, asJSON bool) error {
	stale, orphans, err := suite.Stale()
	if err != nil || len(stale)+len(orphans) == 0 {
		return err
	}
	var quick, slow, all []string
	for _, m := range stale {
		all = append(all, m.Name)
		if m.Quick {
			quick = append(quick, m.Name)
		} else {
			slow = append(slow, m.Name)
		}
	}
	if asJSON {
		if err := json.NewEncoder(w).Encode(tlc.Report{Models: []tlc.ModelReport{}, Stale: slices.Concat(all, orphans)}); err != nil {
			return err
		}
	}
	switch {
	case len(quick) > 0 && len(slow) > 0:
		return fmt.Errorf("TLC has not checked %s as they are now: kizami check --renew checks and records the %d quick ones, with --all also the %d that take long",
			some(all), len(quick), len(slow))
	case len(slow) > 0:
		return fmt.Errorf("TLC has not checked %s as they are now, and they take long: kizami check --renew --all checks and records them", some(all))
	case len(quick) > 0:
		return fmt.Errorf("TLC has not checked %s as they are now: kizami check --renew checks and records them", some(all))
	}
	return fmt.Errorf("there are records of %s, which are no models: kizami check --renew takes them away", some(orphans))
}

// some names what fits into a sentence.
func some(names []string) string {
	const most = 8
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}

var errNothingStale = errors.New("nothing is stale")

// toRenew chooses what is stale, and the file to record it in. It is errNothingStale if there is nothing to do.
func (o *checkOptions) toRenew(suite *tlc.Suite) error {
	var err error
	if o.Record, err = recordsFile(); err != nil {
		return badInput(fmt.Errorf("--renew writes tla/verdicts.json: %w", err))
	}
	if len(o.Models) > 0 {
		return nil
	}
	text, err := os.ReadFile(o.Record)
	if err != nil {
		return err
	}
	// The file may hold more than what was built in: another run may have been interrupted.
	stale, orphans, err := suite.With(map[string]string{"verdicts.json": string(text)}).Stale()
	if err != nil {
		return err
	}
	var slow []string
	for _, m := range stale {
		if m.Quick || o.All {
			o.Models = append(o.Models, m.Name)
		} else {
			slow = append(slow, m.Name)
		}
	}
	if len(slow) > 0 {
		o.left = fmt.Errorf("TLC has not checked %s as they are now, and they take long: kizami check --renew --all checks and records them", some(slow))
	}
	if len(o.Models) > 0 {
		return nil
	}
	if len(orphans) > 0 {
		err = suite.DropRecords(o.Record)
	}
	if err == nil && o.left == nil {
		err = errNothingStale
	}
	if err == nil {
		err = o.left
	}
	return err
}

// toRecord finds the file in which to record what every model shows. Outside the repository, and of another TLC than the
// pinned one, nothing is recorded.
func (o *checkOptions) toRecord(ctx context.Context, w io.Writer) error {
	file, none := recordsFile()
	pinned, err := tlc.Pinned(ctx)
	switch {
	case err != nil:
		return err
	case none != nil:
		fmt.Fprintf(w, "nothing will be recorded in tla/verdicts.json: %v\n", none)
	case !pinned:
		fmt.Fprintln(w, "nothing will be recorded in tla/verdicts.json: this is not the pinned TLC")
	default:
		o.Record = file
	}
	return nil
}

// interrupted says what is left of a run that was interrupted.
func (o *checkOptions) interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil && o.Record != "" {
		return errors.New("interrupted: what had come out as expected is recorded")
	}
	return interrupted(ctx, err)
}

// recordsFile returns tla/verdicts.json of the repository that the command is called in.
func recordsFile() (string, error) {
	folder, err := os.Getwd()
	for err == nil {
		if mod, err := os.ReadFile(filepath.Join(folder, "go.mod")); err == nil && strings.HasPrefix(string(mod), "module kizami\n") {
			return filepath.Join(folder, "tla", "verdicts.json"), nil
		}
		if filepath.Dir(folder) == folder {
			err = errors.New("run it in the repository")
		}
		folder = filepath.Dir(folder)
	}
	return "", err
}
