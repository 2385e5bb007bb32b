package trace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"kizami/core/strict"
)

// Options say what else is read than what the schemas describe.
type Options struct {
	Extra bool // fields that the schemas do not know are passed over, as programs add times and notes
}

func (o Options) reader(data []byte) (*strict.Reader, error) {
	reader, err := strict.NewReader(data, MaxBytes)
	if err == nil && o.Extra {
		reader.PassOver()
	}
	return reader, err
}

// joined returns the text of one trace. Of JSON Lines, where the first line is the trace without its events and every other
// one is an event, it makes such a text; anything else it returns as it is.
func joined(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	decoder := json.NewDecoder(bytes.NewReader(data))
	var head json.RawMessage
	if err := decoder.Decode(&head); err != nil || !bytes.HasPrefix(head, []byte("{")) || !decoder.More() {
		return data, nil // the strict reader says what is wrong
	}
	if eventsIn(head) {
		return nil, errors.New(`behind the trace there is more; of JSON Lines, the first line has no "events", for each other line is one`)
	}
	var whole bytes.Buffer
	whole.Write(bytes.TrimRight(bytes.TrimSuffix(head, []byte("}")), " \t\r\n"))
	if whole.Len() > 1 {
		whole.WriteByte(',')
	}
	whole.WriteString(`"events":[`)
	for i := 0; ; i++ {
		var event json.RawMessage
		err := decoder.Decode(&event)
		if err == io.EOF {
			break
		}
		if err != nil {
			line := 1 + bytes.Count(data[:decoder.InputOffset()], []byte("\n"))
			return nil, fmt.Errorf("after line %d, events[%d]: this is not JSON: %w", line, i, err)
		}
		if i > 0 {
			whole.WriteByte(',')
		}
		whole.Write(event)
	}
	whole.WriteString("]}")
	return whole.Bytes(), nil
}

func eventsIn(head []byte) bool {
	var fields map[string]json.RawMessage
	_, there := fields["events"]
	if json.Unmarshal(head, &fields) == nil {
		_, there = fields["events"]
	}
	return there
}
