package timeline

import "fmt"

// Level is how bad a finding is.
type Level string

// The levels: a Wrong thing was left out or had to be guessed; a Doubtful one was read, but may not say what
// was meant; a Note is worth knowing.
const (
	Wrong    Level = "wrong"
	Doubtful Level = "doubtful"
	Note     Level = "note"
)

// Finding is what a reader has to say about a file it opened, with the place.
type Finding struct {
	Level Level  `json:"level"`
	Line  int    `json:"line,omitempty"` // from 1; 0 when the file has no lines
	Place string `json:"place,omitempty"`
	Text  string `json:"text"`
}

// String is the line people read.
func (f Finding) String() string {
	s := string(f.Level) + ": "
	if f.Line > 0 {
		s += fmt.Sprintf("line %d: ", f.Line)
	}
	if f.Place != "" {
		s += f.Place + ": "
	}
	return s + f.Text
}
