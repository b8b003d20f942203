package offload

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"time"

	"backlot/film/offload/hashes"
)

// journalVersion is in the first line of a journal.
const journalVersion = 1

// journal is what a destination remembers of a copy that is not finished: a line of JSON for every
// file that was verified. A line that was torn when the machine died is passed over: that file is
// verified again.
type journal struct {
	volume Volume
	name   string
	done   map[string]record
	// sealing are the manifests a run began to write and may not have entered into their chain files.
	sealing []string
}

type header struct {
	Journal int    `json:"journal"`
	Card    string `json:"card"`
}

// sealing is written before a history is: what it names is the copy's own, finished or not.
type sealing struct {
	Sealing []string `json:"sealing"`
}

// record is a verified file, with the source as it was then.
type record struct {
	Path         string       `json:"path"`
	Size         int64        `json:"size"`
	Modified     time.Time    `json:"modified"`
	Sums         hashes.Sums  `json:"sums"`
	Verification Verification `json:"verification"`
}

func journalName(card string) string { return journalFolder + "/" + card + ".jsonl" }

// openJournal reads what an earlier run left, if there was one.
func openJournal(v Volume, card string) (*journal, error) {
	j := &journal{volume: v, name: journalName(card), done: map[string]record{}}
	data, err := fs.ReadFile(v, j.name)
	if notThere(err) {
		line, err := json.Marshal(header{journalVersion, card})
		if err != nil {
			return nil, err
		}
		return j, v.Append(j.name, append(line, '\n'))
	}
	if err != nil {
		return nil, err
	}
	if j.done, j.sealing, err = readJournal(data, card); err != nil {
		return nil, fmt.Errorf("%s: %w", j.name, err)
	}
	// a torn last line must not swallow the next
	return j, v.Append(j.name, []byte("\n"))
}

// readJournal reads the lines of a journal; those that are damaged are passed over, but a journal of
// another card or version is an error.
func readJournal(data []byte, card string) (done map[string]record, begun []string, err error) {
	done = map[string]record{}
	first := true
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		if first {
			first = false
			var h header
			if json.Unmarshal(line, &h) == nil && h.Journal != 0 {
				if h.Journal != journalVersion {
					return nil, nil, fmt.Errorf("version %d: want %d; finish with the program that began, or remove the journal", h.Journal, journalVersion)
				}
				if h.Card != card {
					return nil, nil, fmt.Errorf("is of card %q, not %q", h.Card, card)
				}
				continue
			}
		}
		var s sealing
		if json.Unmarshal(line, &s) == nil && len(s.Sealing) > 0 {
			begun = append(begun, s.Sealing...)
			continue
		}
		var r record
		if json.Unmarshal(line, &r) == nil && r.valid() {
			done[r.Path] = r
		}
	}
	return done, begun, nil
}

func (r record) valid() bool {
	if r.Path == "" || r.Size < 0 || len(r.Sums) == 0 {
		return false
	}
	for f, text := range r.Sums {
		if _, err := hashes.Parse(string(f)); err != nil {
			return false
		}
		if _, err := f.Bytes(text); err != nil {
			return false
		}
	}
	return true
}

// add remembers a verified file. The line need not survive a loss of power: without it the file is
// only read again.
func (j *journal) add(r record) error { return j.line(r) }

// begin remembers the manifests that are about to be written.
func (j *journal) begin(names []string) error { return j.line(sealing{names}) }

func (j *journal) line(r any) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return j.volume.Append(j.name, append(line, '\n'))
}

// finish removes the journal of a copy that is complete, and its folder when no other card has one.
func (j *journal) finish() error {
	err := j.volume.Remove(j.name)
	_ = j.volume.Remove(journalFolder) // refused while it holds another journal
	return err
}
