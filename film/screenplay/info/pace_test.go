package info_test

import (
	"fmt"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/info"
	"backlot/film/screenplay/layout"
)

const meeting = `INT. KITCHEN - DAY #1#

MARA
One two three.

TOM
Four.

REIS (V.O.)
I am not there.

INT. CELLAR - NIGHT #2#

TOM and MARA wait. GHOST stands still.

ALL
Boo!

GHOST
Five six.

INT. ATTIC - NIGHT #3#

IDA
Hello?
`

func TestWhoMeetsWhom(t *testing.T) {
	s, err := screenplay.Read(strings.NewReader(meeting), "m.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	in := info.Of(s, layout.Options{})
	got := map[string]info.Together{}
	for _, c := range in.CoPresence {
		got[c.A+"+"+c.B] = c
	}
	if c := got["MARA+TOM"]; c.Scenes != 2 || c.Eighths != 3 || c.Words != 4 || len(c.In) != 2 {
		t.Errorf("Mara and Tom: %+v; want 2 scenes, 3 eighths, 4 words", c)
	}
	for _, pair := range []string{"MARA+REIS", "TOM+REIS", "MARA+ALL", "GHOST+ALL"} {
		if c, ok := got[pair]; ok {
			t.Errorf("%s meet: %+v", pair, c)
		}
	}
	never := fmt.Sprint(info.NeverMeet(in.Characters, in.CoPresence, 1))
	for _, pair := range []string{"IDA", "REIS"} {
		if !strings.Contains(never, pair) {
			t.Errorf("%s is not among those who never meet somebody: %s", pair, never)
		}
	}
	if strings.Contains(never, "[MARA TOM]") || strings.Contains(never, "ALL") {
		t.Errorf("never meet: %s", never)
	}
}

func TestPaceFile(t *testing.T) {
	s, err := screenplay.Read(strings.NewReader(meeting), "m.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	scenes := s.Scenes()
	p, fit, err := info.Pace([]byte(`{"pace":{"words_per_second":2}}`), scenes)
	if err != nil || p.WordsPerSecond != 2 || p.SecondsPerScene != screenplay.DefaultPace().SecondsPerScene || fit != nil {
		t.Errorf("a rate of our own gives %+v, %v, %v", p, fit, err)
	}
	_, fit, err = info.Pace([]byte(`{"actuals":[{"scene":"1","seconds":12},{"scene":"2","seconds":30},{"scene":"3","seconds":4}]}`), scenes)
	if err != nil || fit == nil || fit.Scenes != 3 || fit.After >= fit.Before {
		t.Errorf("three times give %+v, %v", fit, err)
	}
	for _, bad := range []string{`{`, `{"speed":3}`, `{"pace":{"words_per_second":0}}`, `{"actuals":[{"scene":"9","seconds":12}]}`, `{"actuals":[{"scene":"1","seconds":12}]}`} {
		if _, _, err := info.Pace([]byte(bad), scenes); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func FuzzPace(f *testing.F) {
	f.Add([]byte(`{"pace":{"words_per_second":2},"actuals":[{"scene":"1","seconds":12},{"scene":"2","seconds":30},{"scene":"3","seconds":4}]}`))
	s, err := screenplay.Read(strings.NewReader(meeting), "m.fountain", screenplay.Limits{})
	if err != nil {
		f.Fatal(err)
	}
	scenes := s.Scenes()
	f.Fuzz(func(t *testing.T, data []byte) {
		p, _, err := info.Pace(data, scenes)
		if err == nil && !(p.Time(scenes[0].Measure) > 0) {
			t.Errorf("pace %+v gives %v", p, p.Time(scenes[0].Measure))
		}
	})
}
