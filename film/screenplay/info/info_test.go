package info_test

import (
	"encoding/json"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/info"
	"backlot/film/screenplay/layout"
)

const short = `Title: The Kettle
Author: Nobody

INT. KITCHEN - DAY #1#

MARA fills the kettle. TOM watches.

MARA
Tea? [[warm]]

EXT. GARDEN - LATER #2#

TOM (O.S.)
(calling)
Yes please.
`

func TestOf(t *testing.T) {
	s, err := screenplay.Read(strings.NewReader(short), "kettle.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	in := info.Of(s, layout.Options{})
	if in.Title != "The Kettle" || in.Pages != 1 || len(in.Scenes) != 2 || in.Eighths != 2 {
		t.Errorf("title %q, %d pages, %d scenes, %d eighths", in.Title, in.Pages, len(in.Scenes), in.Eighths)
	}
	k, g := in.Scenes[0], in.Scenes[1]
	if k.Set != "KITCHEN" || k.Time != "DAY" || k.IntExt != "INT" || strings.Join(k.Characters, ",") != "MARA,TOM" {
		t.Errorf("kitchen reads %+v", k)
	}
	if g.Set != "GARDEN" || g.Time != "LATER" || strings.Join(g.Characters, ",") != "TOM" {
		t.Errorf("garden reads %+v", g)
	}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`{"type":"title_page","text":"Title: The Kettle"}`, `{"type":"note","text":"warm"}`,
		`{"type":"dialogue","text":"Tea? "},{"type":"note"`, `"findings":[]`, `"aliases":[]`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %s in %s", want, data)
		}
	}
}
