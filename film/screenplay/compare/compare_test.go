package compare_test

import (
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
)

const base = `Title: Harbour

INT. KITCHEN - DAY #1#

MARA fills the kettle and looks at the grey harbour outside.

MARA
The boat is late again and nobody will say why.

TOM
It is always late on Thursdays.

EXT. HARBOUR - NIGHT #2#

Rain. A lantern swings on the quay. TOM waits with a rope in his hands.

TOM
Throw me the line, quickly!

The boat bumps against the stones. MARA jumps ashore.

INT. CAR - NIGHT #3#

They drive in silence along the coast road.

INT. KITCHEN - LATER #4#

The kettle boils over. Nobody moves.
`

func script(t testing.TB, text string) *screenplay.Script {
	t.Helper()
	s, err := screenplay.Read(strings.NewReader(text), "draft.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func revise(t *testing.T, old, new string) (compare.Result, *screenplay.Script) {
	t.Helper()
	if !strings.Contains(base, old) {
		t.Fatalf("the draft has no %q", old)
	}
	before := script(t, base)
	return compare.Drafts(before, script(t, strings.Replace(base, old, new, 1))), before
}

func TestTheSameDraftGivesNoMark(t *testing.T) {
	before := script(t, base)
	r := compare.Drafts(before, script(t, base))
	if !r.Same() || r.Kept != 4 {
		t.Errorf("changes %+v, %d kept", r.Scenes, r.Kept)
	}
	for i := range before.Blocks {
		if r.Script.Blocks[i].ID != before.Blocks[i].ID {
			t.Errorf("block %d has another id", i)
		}
	}
}

func TestAnEditedLineKeepsItsID(t *testing.T) {
	r, before := revise(t, "The boat is late again and nobody will say why.", "The ferry is late again and nobody will tell me why.")
	if len(r.Scenes) != 1 || !r.Scenes[0].Has(compare.Edited) || len(r.Scenes[0].Blocks) != 1 {
		t.Fatalf("changes %+v", r.Scenes)
	}
	c := r.Scenes[0].Blocks[0]
	if c.Kind != compare.Edited || before.Block(c.ID).Text != "The boat is late again and nobody will say why." {
		t.Errorf("change %+v", c)
	}
	if r.Script.Block(c.ID).Text != c.After {
		t.Error("the later draft has the line under another id")
	}
}

func TestScenes(t *testing.T) {
	car := "INT. CAR - NIGHT #3#\n\nThey drive in silence along the coast road.\n\n"
	for _, tt := range []struct {
		name, old, new string
		number         string
		want           compare.Kind
	}{
		{"renumbered", "#3#", "#3A#", "3A", compare.Renumbered},
		{"retitled", "INT. CAR - NIGHT", "INT. TRUCK - NIGHT", "3", compare.Retitled},
		{"removed", car, "", "3", compare.Removed},
		{"omitted", car, ".OMITTED #3#\n\n", "3", compare.Omitted},
		{"added", car, car + "EXT. CLIFF - DAWN #3A#\n\nGulls scream over the broken fence.\n\n", "3A", compare.Added},
		{"split", "The boat bumps", "EXT. QUAY - NIGHT #2A#\n\nThe boat bumps", "2A", compare.Split},
		{"merged", "INT. CAR - NIGHT #3#\n\n", "", "2", compare.Edited},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, _ := revise(t, tt.old, tt.new)
			for _, c := range r.Scenes {
				if c.Number == tt.number && c.Has(tt.want) {
					return
				}
			}
			t.Errorf("no scene %s %s in %+v", tt.number, tt.want, r.Scenes)
		})
	}
}

func TestAMovedSceneKeepsItsIDAndText(t *testing.T) {
	car := "INT. CAR - NIGHT #3#\n\nThey drive in silence along the coast road.\n\n"
	before := script(t, base)
	text := strings.Replace(base, car, "", 1)
	text = strings.Replace(text, "INT. KITCHEN - DAY #1#", car+"INT. KITCHEN - DAY #1#", 1)
	r := compare.Drafts(before, script(t, text))
	if len(r.Scenes) != 1 || !r.Scenes[0].Has(compare.Moved) || r.Scenes[0].Has(compare.Edited) {
		t.Fatalf("changes %+v", r.Scenes)
	}
	if b := before.Block(r.Scenes[0].ID); b == nil || b.Number != "3" {
		t.Error("the moved scene has another id")
	}
}

func TestIDsStayUniqueThroughManyDrafts(t *testing.T) {
	s := script(t, base)
	text := base
	for i, edit := range [][2]string{
		{"MARA\nThe boat", "TOM\nWell?\n\nMARA\nThe boat"}, {"TOM\nWell?\n\n", ""}, {"Nobody moves.", "Nobody moves at all."},
		{"INT. CAR - NIGHT #3#", "TOM\nWell?\n\nINT. CAR - NIGHT #3#"}, {"Rain. ", "Rain.\n\nRain.\n\nRain. "},
	} {
		text = strings.Replace(text, edit[0], edit[1], 1)
		s = compare.Drafts(s, script(t, text)).Script
		seen := map[string]bool{}
		for _, b := range s.Blocks {
			if seen[b.ID] {
				t.Fatalf("draft %d: id %s twice", i, b.ID)
			}
			seen[b.ID] = true
		}
		if r := compare.Drafts(s, script(t, text)); !r.Same() {
			t.Fatalf("draft %d read again: %+v", i, r.Scenes)
		}
	}
}

func TestMoveRange(t *testing.T) {
	for _, tt := range []struct {
		name, before, after, words, want string
	}{
		{"untouched", "He lifts the red lantern.", "He lifts the red lantern.", "red lantern", "red lantern"},
		{"words before it", "He lifts the red lantern.", "Slowly, he lifts the big red lantern.", "red lantern", "red lantern"},
		{"a part is gone", "He lifts the red lantern.", "He lifts the lantern.", "red lantern", "lantern"},
		{"gone", "He lifts the red lantern.", "He lifts a torch.", "red lantern", ""},
		{"not Latin", "Он берёт красный фонарь.", "Тихо он берёт красный фонарь.", "красный фонарь", "красный фонарь"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at := len([]rune(tt.before[:strings.Index(tt.before, tt.words)]))
			from, to, ok := compare.MoveRange(tt.before, tt.after, at, at+len([]rune(tt.words)))
			got := ""
			if ok {
				got = string([]rune(tt.after)[from:to])
			}
			if got != tt.want {
				t.Errorf("%q; want %q", got, tt.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	var got []string
	for _, w := range compare.Words("The boat is late.", "The ferry is very late.") {
		got = append(got, w.Op+":"+w.Text)
	}
	want := "keep:The |out:boat|in:ferry|keep: is|in: very|keep: late."
	if strings.Join(got, "|") != want {
		t.Errorf("%s; want %s", strings.Join(got, "|"), want)
	}
}

func FuzzDrafts(f *testing.F) {
	f.Add(base, strings.Replace(base, "Rain.", "Snow.", 1))
	f.Fuzz(func(t *testing.T, a, b string) {
		x, err := screenplay.Read(strings.NewReader(a), "a.fountain", screenplay.Limits{})
		if err != nil {
			return
		}
		y, err := screenplay.Read(strings.NewReader(b), "b.fountain", screenplay.Limits{})
		if err != nil {
			return
		}
		r := compare.Drafts(x, y)
		if again := compare.Drafts(r.Script, y); !again.Same() {
			t.Fatalf("the same draft again gives %+v %+v", again.Scenes, again.Front)
		}
		if len(a)+len(b) < 1<<14 {
			rooted(t, compare.Tasks(r, x, compare.Known{}), x, r.Script)
		}
	})
}
