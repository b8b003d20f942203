package breakdown_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/breakdown"
)

func read(t testing.TB, text string) *screenplay.Script {
	t.Helper()
	s, err := screenplay.Read(strings.NewReader(text), "s.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// found lists what is proposed for a paragraph of action, as "category: Name".
func found(t testing.TB, action string) []string {
	t.Helper()
	var out []string
	for _, g := range breakdown.Suggest(read(t, "INT. ROOM - DAY\n\n"+action+"\n\nMARA\nYes.\n")) {
		if g.Name != "MARA" {
			out = append(out, string(g.Category)+": "+g.Name)
		}
	}
	return out
}

func TestWhatTheWordsMean(t *testing.T) {
	for _, tt := range []struct{ action, want, not string }{
		{"She lifts the lamp.", "props: Lamp", "set_dressing: Lamp"},
		{"A sofa and a bookshelf.", "set_dressing: Sofa", "props"},
		{"She unfolds the zorple.", "props: Zorple", ""},
		{"She holds his gaze and takes a breath.", "", "props"},
		{"He wears a chasuble.", "wardrobe: Chasuble", "props"},
		{"A man as big as a horse.", "", "animals"},
		{"There is no dog here.", "", "animals"},
		{"A black BMW sedan waits.", "vehicles: BMW sedan", ""},
		{"He fords the river in autumn.", "", "vehicles"},
		{"The van skids into the yard.", "additional_labor: Stunt driver", ""},
		{"His nose is broken.", "makeup_hair: Broken nose", ""},
		{"A broken window.", "", "makeup_hair"},
		{"A cut over one eye.", "makeup_hair: Cut", ""},
		{"We cut to the chase.", "", "makeup_hair"},
		{"The phone rings.", "sound: Phone ring", ""},
		{"She screams at the wall.", "", "sound: Scream"},
		{"Light falls from the window.", "", "stunts"},
		{"She falls from the roof.", "stunts: Fall", ""},
		{"A punch bowl on the table.", "", "stunts"},
		{"A dozen TRUCKERS at the counter.", "background: Truckers", ""},
		{"A BEEKEEPER nods.", "cast: BEEKEEPER", ""},
		{"The WATER rises.", "", "cast"},
		{"A newborn baby sleeps.", "additional_labor: Studio teacher and nurse", "cast"},
		{"The door opens by itself.", "mechanical_effects: Self-moving door", ""},
		{"She fires at him.", "additional_labor: Armourer", ""},
		{"She kisses him.", "additional_labor: Intimacy coordinator", ""},
		{"She kisses her hand.", "", "additional_labor"},
		{"The sign says \"tiger\".", "", "animals"},
	} {
		t.Run(tt.action, func(t *testing.T) {
			got := found(t, tt.action)
			if tt.want != "" && !slices.Contains(got, tt.want) {
				t.Errorf("proposes %q; want %s", got, tt.want)
			}
			if tt.not != "" && slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, tt.not) }) {
				t.Errorf("proposes %q; want no %s", got, tt.not)
			}
		})
	}
}

func TestOtherLanguagesGetCastOnly(t *testing.T) {
	s := read(t, "INNEN. KÜCHE - TAG\n\n"+strings.Repeat("ANNA nimmt den Hammer und die Gans. Rauch steigt auf, der Hund bellt im Garten des Hauses. ", 4)+
		"\n\nANNA\nJa.\n\n[[closed set]]\n")
	for _, g := range breakdown.Suggest(s) {
		if g.Category != breakdown.Cast && g.Category != breakdown.Notes && g.Category != breakdown.Security {
			t.Errorf("proposes %s %s of a German script", g.Category, g.Name)
		}
	}
	if f := breakdown.Findings(s); len(f) != 1 || !strings.Contains(f[0].Text, "not in English") {
		t.Errorf("findings %v", f)
	}
	if f := breakdown.Findings(read(t, "INT. A - DAY\n\n"+strings.Repeat("The dog sits on the rug in front of the fire. ", 6))); f != nil {
		t.Errorf("findings of an English script: %v", f)
	}
}

func TestGroupsAreBackgroundOrNobody(t *testing.T) {
	var got []string
	for _, g := range breakdown.Suggest(read(t, "INT. A - DAY\n\nMARA\nYes.\n\nALL\nYes!\n\nCROWD\nNo!\n")) {
		got = append(got, string(g.Category)+" "+g.Name)
	}
	if strings.Join(got, "; ") != "cast MARA; background Crowd" {
		t.Errorf("proposes %q", got)
	}
}

func FuzzSuggest(f *testing.F) {
	for _, file := range []string{"testdata/night-shift.fountain", "testdata/cold-ledger.fountain"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw[400:1600]))
	}
	f.Add("INT. CAR - DAY\n\n“The ﬁre’s BMW” rings, ISLAND\u00a0MEN’S é́ 12 13 14-15 of a it's its' -\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := screenplay.Read(strings.NewReader(text), "f.fountain", screenplay.Limits{})
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, g := range breakdown.Suggest(s) {
			key := g.Scene + "\x00" + string(g.Category) + "\x00" + strings.ToLower(g.Name)
			if seen[key] || len(g.Places) == 0 || g.Confidence <= 0 || g.Confidence > 1 {
				t.Fatalf("proposal %+v, seen before %v", g, seen[key])
			}
			seen[key] = true
			for _, p := range g.Places {
				b := s.Block(p.Block)
				if b == nil {
					t.Fatalf("%s: no block %s", g.Name, p.Block)
				}
				r := []rune(b.Text)
				if p.Start < 0 || p.End > len(r) || p.Start > p.End {
					t.Fatalf("%s at %d to %d of %q", g.Name, p.Start, p.End, b.Text)
				}
				if b.Type == screenplay.Action && p.Start < p.End && string(r[p.Start:p.End]) != p.Words {
					t.Fatalf("%s: words %q stand at %q", g.Name, p.Words, string(r[p.Start:p.End]))
				}
			}
		}
	})
}
