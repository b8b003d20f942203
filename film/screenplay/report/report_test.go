package report_test

import (
	"slices"
	"strings"
	"testing"

	"backlot/film/pages"
	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/film/screenplay/report"
	"backlot/testdata/demo"
)

var asPrinted = layout.Options{SceneNumbers: true, AutoNumber: true, AutoContd: true}

func read(t testing.TB, text string) *screenplay.Script {
	t.Helper()
	s, err := screenplay.Read(strings.NewReader(text), "script.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func book(t testing.TB, text string) *report.Book {
	s := read(t, text)
	return report.Of(s, layout.Set(s, asPrinted))
}

const quay = `INT. KITCHEN - DAY #1#

MARA lights the stove. TOM watches her.

MARA
(to the stove)
It never starts. It never did.

EXT. QUAY - NIGHT #2#

The ferry is late. A gull complains.

TOM
Any minute.

MARA (V.O.)
He said that every night.
He said it for years.

TOM
Any minute now.

INT. KITCHEN - LATER #3#

Mara and Tom eat in silence.

.OMITTED #4#

INT. KITCHEN - DAY #5#

TOM
You lit it.
`

func TestCharactersSayWhereTheyAreAndWithWhom(t *testing.T) {
	list := book(t, quay).Characters()
	if len(list) != 2 {
		t.Fatalf("%d characters, want MARA and TOM", len(list))
	}
	tom, mara := list[0], list[1]
	if tom.Name != "TOM" || tom.Speeches != 3 || tom.Words != 8 || tom.Speaking != 2 || tom.Silent != 2 || tom.First != "1" || tom.Last != "5" {
		t.Errorf("TOM is %+v; want 3 speeches of 8 words in 2 scenes, 2 more in silence, scenes 1 to 5", tom)
	}
	if mara.Heard != 1 || mara.Speaking != 2 || mara.Silent != 1 || mara.Words != 16 {
		t.Errorf("MARA is %+v; want one scene by voice only, one in silence, 16 words", mara)
	}
	if len(tom.With) != 1 || tom.With[0] != (report.Company{Name: "MARA", Scenes: 3}) {
		t.Errorf("TOM plays with %v; want MARA in 3 scenes", tom.With)
	}
}

func TestASetIsWhereverItsScenesPlay(t *testing.T) {
	sets := book(t, quay).Sets()
	if len(sets) != 2 || sets[0].Name != "KITCHEN" || sets[1].Name != "QUAY" {
		t.Fatalf("sets %v; want KITCHEN and QUAY, not the omitted scene", sets)
	}
	k := sets[0]
	if len(k.Scenes) != 3 || k.Eighths != 3 || k.Day != 2 || k.Night != 1 || strings.Join(k.Times, " ") != "DAY LATER" || strings.Join(k.Characters, " ") != "MARA TOM" {
		t.Errorf("KITCHEN is %+v; want 3 scenes, 2/8 by day, 1/8 by night: LATER follows the night on the quay", k)
	}
}

func TestACueScriptHasTheWordsBefore(t *testing.T) {
	d, err := book(t, quay).Dialogue("Tom")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range d.Lines {
		got = append(got, l.Number+" "+l.Before.Name+"|"+l.Before.Text+"|"+l.Parts[len(l.Parts)-1].Text)
	}
	want := []string{"2 |A gull complains.|Any minute.", "2 MARA|He said it for years.|Any minute now.", "5 ||You lit it."}
	if !slices.Equal(got, want) || d.Speeches != 3 || d.Words != 8 || d.Scenes != 2 {
		t.Errorf("TOM's lines %q in %d scenes, %d words; want %q in 2, 8 words", got, d.Scenes, d.Words, want)
	}
	both, err := book(t, quay).Dialogue("TOM", "MARA")
	if err != nil || both.Speeches != 5 || both.Lines[3].Before.Name != "" {
		t.Errorf("one actor in both parts: %+v, %v; want 5 speeches, none cued by the actor", both, err)
	}
}

func TestAPartWithoutALineIsRefusedByName(t *testing.T) {
	_, err := book(t, quay).Dialogue("GULL")
	if err == nil || !strings.Contains(err.Error(), "GULL") || !strings.Contains(err.Error(), "TOM, MARA") {
		t.Errorf("err = %v; want one that names GULL and who speaks", err)
	}
}

// TestReportsAgreeWithThePages holds every sum of the demo feature against the layout.
func TestReportsAgreeWithThePages(t *testing.T) {
	for name, text := range map[string]string{"white": demo.White, "blue": demo.Blue} {
		t.Run(name, func(t *testing.T) {
			b := book(t, text)
			var scenes, sets, omitted pages.Eighths
			words, speeches := 0, 0
			for _, s := range b.Scenes() {
				scenes += s.Eighths
				speeches += s.Speeches
				if s.Omitted {
					omitted += s.Eighths
				}
			}
			for _, s := range b.Sets() {
				sets += s.Eighths
				if s.Day+s.Night > s.Eighths {
					t.Errorf("%s: %s by day and %s by night are more than %s", s.Name, s.Day, s.Night, s.Eighths)
				}
			}
			if total := b.Set.Eighths; scenes != total || sets+omitted != total || b.Totals().Eighths != total {
				t.Errorf("scenes %s, sets %s, omitted %s, totals %s; the layout has %s", scenes, sets, omitted, b.Totals().Eighths, total)
			}
			for _, c := range b.Characters() {
				if c.Speeches == 0 {
					continue
				}
				d, err := b.Dialogue(c.Name)
				if err != nil || d.Words != c.Words || d.Speeches != c.Speeches {
					t.Errorf("%s: cue script of %d speeches, %d words, %v; the report has %d, %d", c.Name, d.Speeches, d.Words, err, c.Speeches, c.Words)
				}
				words += c.Words
				if len(c.Scenes) != c.Speaking+c.Silent {
					t.Errorf("%s is in %d scenes: %d with a line, %d without", c.Name, len(c.Scenes), c.Speaking, c.Silent)
				}
			}
			if words == 0 || speeches == 0 {
				t.Error("nobody speaks")
			}
		})
	}
}

func TestRevisionReportSaysWhichPagesToReplace(t *testing.T) {
	before := read(t, quay)
	after := read(t, strings.Replace(quay, "Any minute now.", "Any minute now. Look.", 1))
	r := report.Compare(before, after, asPrinted)
	if len(r.Scenes) != 1 || r.Scenes[0].Number != "2" || r.Kept != 4 || r.Counts["edited"] != 1 {
		t.Errorf("changed scenes %+v, kept %d; want scene 2, and 4 as they were", r.Scenes, r.Kept)
	}
	if len(r.Pages) != 1 || r.Pages[0].Number != "1" || r.Pages[0].Lines != 1 || strings.Join(r.Pages[0].Scenes, " ") != "2" {
		t.Errorf("changed pages %+v; want page 1 with one line of scene 2", r.Pages)
	}
	if len(r.New)+len(r.Gone) != 0 {
		t.Errorf("new pages %v, gone %v; want none", r.New, r.Gone)
	}
}

func TestASceneTakenOutChangesThePageItStoodOn(t *testing.T) {
	from, to := strings.Index(quay, "EXT. QUAY"), strings.Index(quay, "INT. KITCHEN - LATER")
	r := report.Compare(read(t, quay), read(t, quay[:from]+quay[to:]), asPrinted)
	if len(r.Pages) != 1 || r.Pages[0].Lines == 0 {
		t.Errorf("changed pages %+v; want the page on which scene 2 stood", r.Pages)
	}
	gone := slices.IndexFunc(r.Scenes, func(s report.RevisedScene) bool { return s.Number == "2" })
	if gone < 0 || r.Scenes[gone].EighthsWas == 0 || r.Scenes[gone].Eighths != 0 {
		t.Errorf("scenes %+v; want 2 with its length before and none now", r.Scenes)
	}
}

func TestTheSameDraftHasNoRevisedPage(t *testing.T) {
	r := report.Compare(read(t, demo.White), read(t, demo.White), asPrinted)
	if len(r.Scenes)+len(r.Pages)+len(r.New)+len(r.Gone) != 0 || r.Before != r.After {
		t.Errorf("a draft against itself: %d scenes, %d pages changed; want none", len(r.Scenes), len(r.Pages))
	}
}

func TestBlueRevisionOfTheDemo(t *testing.T) {
	r := report.Compare(read(t, demo.White), read(t, demo.Blue), asPrinted)
	var got []string
	for _, s := range r.Scenes {
		got = append(got, s.Number)
	}
	for _, want := range []string{"3", "4", "11", "15", "23", "26", "30A", "32"} {
		if !slices.Contains(got, want) {
			t.Errorf("changed scenes %v; the blue pages say %s changed", got, want)
		}
	}
	if r.After.Scenes != r.Before.Scenes || r.Counts["added"] != 1 || r.Counts["omitted"] != 1 {
		t.Errorf("%d scenes, were %d; %v; want 15 omitted and 30A added", r.After.Scenes, r.Before.Scenes, r.Counts)
	}
}

func FuzzReports(f *testing.F) {
	f.Add(quay, strings.ToUpper(quay))
	f.Add("", "INT. A - DAY\n\nBOB AND ANN\nYes.\n")
	f.Add("BOB\nBefore any scene.\n\nINT. A\n", "INT. A\n\nBOB ^\n(x)\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 20_000 {
			return
		}
		first, err := screenplay.Read(strings.NewReader(a), "a.fountain", screenplay.Limits{})
		if err != nil {
			return
		}
		second, err := screenplay.Read(strings.NewReader(b), "b.fountain", screenplay.Limits{})
		if err != nil {
			return
		}
		r := report.Compare(first, second, asPrinted)
		bk := report.Of(first, layout.Set(first, asPrinted))
		var sum pages.Eighths
		for _, s := range bk.Scenes() {
			sum += s.Eighths
		}
		if sum != r.Before.Eighths {
			t.Errorf("scenes come to %s, the script to %s", sum, r.Before.Eighths)
		}
		bk.Sets()
		for _, c := range bk.Characters() {
			if d, err := bk.Dialogue(c.Name); err == nil && d.Words != c.Words {
				t.Errorf("%q says %d words in the cue script, %d in the report", c.Name, d.Words, c.Words)
			}
		}
	})
}
