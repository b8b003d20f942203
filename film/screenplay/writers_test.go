package screenplay_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"backlot/film/screenplay"
)

// writers are all writers of the package; reads says that Read takes it back.
var writers = []struct {
	name  string
	reads bool
	write func(io.Writer, *screenplay.Script) error
}{
	{"fountain", true, screenplay.WriteFountain},
	{"fdx", true, screenplay.WriteFDX},
	{"osf", true, screenplay.WriteOSF},
	{"html", false, screenplay.WriteHTML},
	{"epub", false, func(w io.Writer, s *screenplay.Script) error { return screenplay.WriteEPUB(w, s, time.Time{}) }},
}

func TestAChangedWindowsScriptKeepsItsLineEnds(t *testing.T) {
	s, err := screenplay.Read(strings.NewReader("INT. X - DAY\r\n\r\nBob.\r\n"), "x.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s.Blocks[1].Text = "Bob\nwalks."
	var out bytes.Buffer
	if err := screenplay.WriteFountain(&out, s); err != nil || out.String() != "INT. X - DAY\r\n\r\nBob\r\nwalks." {
		t.Errorf("written as %q, %v", out.String(), err)
	}
}
