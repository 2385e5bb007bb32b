package fleet

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// Record is a line of a journal.
type Record struct {
	Kind    byte
	Content []byte
}

// The kinds of records.
const (
	recordStart = 'S' // whose journal this is: the first record
	recordTaken = 'T' // an offer that was taken in
	recordFail  = 'F' // why the run has to end
)

// Journal is an append-only file of what a node must not forget (FTC-62). Every record has its length and a checksum. One
// process at a time holds it.
type Journal struct {
	file  *os.File
	sync  bool
	size  int64
	dirty bool
	block []byte
}

const (
	journalMagic  = "kizami journal 1\n"
	recordHeader  = 9 // length, checksum, kind
	longestRecord = 1 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// OpenJournal opens the file or makes it, and returns the records in it. What a crash has left half-written at its end is
// cut off. Without sync a crash of the machine, not of the process, may lose the last records, and with them what FTC-62 is for. Errors: a
// file that is no journal or is damaged before its end; another process holds it; those of the file system.
func OpenJournal(path string, sync bool) (*Journal, []Record, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, nil, err
	}
	j := &Journal{file: file, sync: sync}
	records, err := j.open()
	if err != nil {
		file.Close()
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return j, records, nil
}

func (j *Journal) open() ([]Record, error) {
	if err := lock(j.file); err != nil {
		return nil, errors.New("another process holds this journal: a node runs once")
	}
	info, err := j.file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < int64(len(journalMagic)) {
		return nil, j.begin(info.Size())
	}
	records, end, err := readRecords(bufio.NewReader(j.file), info.Size())
	if err != nil {
		return nil, err
	}
	if end < info.Size() {
		if err := j.file.Truncate(end); err != nil {
			return nil, err
		}
	}
	j.size = end
	_, err = j.file.Seek(end, io.SeekStart)
	return records, err
}

// begin writes the head of a new journal, also over one that a crash has left shorter than that.
func (j *Journal) begin(size int64) error {
	head := make([]byte, size)
	if _, err := io.ReadFull(j.file, head); err != nil || string(head) != journalMagic[:size] {
		return errors.New("this is no journal of kizami")
	}
	if _, err := j.file.WriteAt([]byte(journalMagic), 0); err != nil {
		return err
	}
	j.size = int64(len(journalMagic))
	_, err := j.file.Seek(j.size, io.SeekStart)
	return err
}

// readRecords reads all whole records, and returns where they end.
func readRecords(r io.Reader, size int64) (records []Record, end int64, err error) {
	head := make([]byte, len(journalMagic))
	if _, err := io.ReadFull(r, head); err != nil || string(head) != journalMagic {
		return nil, 0, errors.New("this is no journal of kizami")
	}
	end = int64(len(head))
	for end < size {
		header := make([]byte, recordHeader)
		if size-end < recordHeader {
			return records, end, nil // torn
		}
		if _, err := io.ReadFull(r, header); err != nil {
			return nil, 0, err
		}
		length := int64(binary.BigEndian.Uint32(header))
		if size-end-recordHeader < length {
			return records, end, nil // torn
		}
		content := make([]byte, length)
		if _, err := io.ReadFull(r, content); err != nil {
			return nil, 0, err
		}
		whole := checksum(header[8], content) == binary.BigEndian.Uint32(header[4:])
		next := end + recordHeader + length
		if !whole && next == size {
			return records, end, nil // torn
		}
		if !whole {
			return nil, 0, fmt.Errorf("this journal is damaged at byte %d: its node has lost its state", end)
		}
		records, end = append(records, Record{header[8], content}), next
	}
	return records, end, nil
}

func checksum(kind byte, content []byte) uint32 {
	return crc32.Update(crc32.Update(0, castagnoli, []byte{kind}), castagnoli, content)
}

// Append writes a record, which is safe after the next Sync.
func (j *Journal) Append(r Record) error {
	if len(r.Content) > longestRecord {
		return fmt.Errorf("a record of %d bytes: a journal takes %d", len(r.Content), longestRecord)
	}
	b := binary.BigEndian.AppendUint32(j.block[:0], uint32(len(r.Content)))
	b = binary.BigEndian.AppendUint32(b, checksum(r.Kind, r.Content))
	j.block = append(append(b, r.Kind), r.Content...)
	n, err := j.file.Write(j.block)
	j.size, j.dirty = j.size+int64(n), true
	return err
}

// Sync makes everything safe that was appended. It must have succeeded before anything is sent that follows from it.
func (j *Journal) Sync() error {
	if !j.dirty || !j.sync {
		return nil
	}
	j.dirty = false
	return j.file.Sync()
}

// Size returns the length of the file in bytes.
func (j *Journal) Size() int64 { return j.size }

// Close gives the journal free for another process.
func (j *Journal) Close() error { return errors.Join(j.Sync(), j.file.Close()) }
