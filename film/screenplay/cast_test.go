package screenplay_test

import (
	"slices"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

func readText(t testing.TB, text string) *screenplay.Script {
	t.Helper()
	s, err := screenplay.Read(strings.NewReader(text), "s.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestHeadingsOfOtherLanguagesAndHabits(t *testing.T) {
	for _, tt := range []struct{ in, intExt, set, time, light, note string }{
		{"INT. HOUSE - KITCHEN - NIGHT", "INT", "HOUSE - KITCHEN", "NIGHT", "night", ""},
		{"INT./EXT. CAR (MOVING) - DAY", "INT/EXT", "CAR", "DAY", "day", "MOVING"},
		{"INT. ROOM (TOP FLOOR) - DAY", "INT", "ROOM (TOP FLOOR)", "DAY", "day", ""},
		{"INT. HOUSE - FLASHBACK - NIGHT", "INT", "HOUSE", "NIGHT", "night", "FLASHBACK"},
		{"INT. HOUSE - 1944 - DAY", "INT", "HOUSE", "DAY", "day", "1944"},
		{"INT. HOUSE - DAY (1944)", "INT", "HOUSE", "DAY", "day", "1944"},
		{"EXT. BEACH - MAGIC HOUR", "EXT", "BEACH", "MAGIC HOUR", "dusk", ""},
		{"EXT. ROAD - DAWN/DUSK", "EXT", "ROAD", "DAWN/DUSK", "dawn", ""},
		{"INT. OFFICE - SAME", "INT", "OFFICE", "SAME", "", ""},
		{"INT. OFFICE - SAME TIME", "INT", "OFFICE", "SAME TIME", "", ""},
		{"INT. OFFICE - TWO WEEKS LATER", "INT", "OFFICE", "TWO WEEKS LATER", "", ""},
		{"INT. OFFICE - MONDAY MORNING", "INT", "OFFICE", "MONDAY MORNING", "day", ""},
		{"INT. OFFICE - 3:15 AM", "INT", "OFFICE", "3:15 AM", "night", ""},
		{"EXT. PARK NIGHT", "EXT", "PARK", "NIGHT", "night", ""},
		{"INT. NIGHT CLUB - DAY", "INT", "NIGHT CLUB", "DAY", "day", ""},
		{"INT. NIGHT CLUB", "INT", "NIGHT CLUB", "", "", ""},
		{"INT. MEMORY - DAY", "INT", "MEMORY", "DAY", "day", ""},
		{"INNEN. KÜCHE - TAG", "INT", "KÜCHE", "TAG", "day", ""},
		{"INNEN/AUSSEN AUTO - NACHT", "INT/EXT", "AUTO", "NACHT", "night", ""},
		{"AUSSEN KÜCHE/TAG", "EXT", "KÜCHE", "TAG", "day", ""},
		{"INT. JOUR - CUISINE", "INT", "CUISINE", "JOUR", "day", ""},
		{"INT. NUIT. CUISINE", "INT", "CUISINE", "NUIT", "night", ""},
		{"EXT. RUE - LE LENDEMAIN MATIN", "EXT", "RUE", "LE LENDEMAIN MATIN", "day", ""},
		{"INT. COCINA - NOCHE", "INT", "COCINA", "NOCHE", "night", ""},
		{"INT. CASA - MÁS TARDE", "INT", "CASA", "MÁS TARDE", "day", ""},
		{"INTERNO CUCINA - NOTTE", "INT", "CUCINA", "NOTTE", "night", ""},
		{"ESTERNO. SPIAGGIA - TRAMONTO", "EXT", "SPIAGGIA", "TRAMONTO", "dusk", ""},
		{"INT. ADA’S FLAT - DAY", "INT", "ADA'S FLAT", "DAY", "day", ""},
		{"LATER", "", "", "LATER", "", ""},
		{"THE NIGHT", "", "THE NIGHT", "", "", ""},
	} {
		t.Run(tt.in, func(t *testing.T) {
			if h := screenplay.ParseHeading(tt.in); h != (screenplay.Heading{IntExt: tt.intExt, Set: tt.set, Time: tt.time, Light: tt.light, Note: tt.note}) {
				t.Errorf("reads %+v", h)
			}
		})
	}
}

func TestASetIsTheSetOfBefore(t *testing.T) {
	s := readText(t, "INT. HOUSE - KITCHEN - DAY\n\nTea.\n\nINT. KITCHEN - LATER\n\nNo tea.\n\n.LATER\n\nTea again.\n\nEXT. GARDEN - DAY\n\nGrass.\n\nINT. KITCHEN - NIGHT\n\nAnother kitchen, for all we know.\n")
	var got []string
	for _, sc := range s.Scenes() {
		got = append(got, sc.IntExt+" "+sc.Set)
	}
	if want := "INT HOUSE - KITCHEN; INT HOUSE - KITCHEN; INT HOUSE - KITCHEN; EXT GARDEN; INT KITCHEN"; strings.Join(got, "; ") != want {
		t.Errorf("sets %s\nwant %s", strings.Join(got, "; "), want)
	}
}

func TestExtensionsOfManyHands(t *testing.T) {
	for _, tt := range []struct {
		in, name, ext string
		off, contd    bool
	}{
		{"MARA (V/O)", "MARA", "V.O.", true, false},
		{"MARA (VOICE OVER)", "MARA", "V.O.", true, false},
		{"MARA V.O.", "MARA", "V.O.", true, false},
		{"MARA (V.O.", "MARA", "V.O.", true, false},
		{"MARA [O.C.]", "MARA", "O.C.", true, false},
		{"MARA (PRE-LAP)", "MARA", "PRE-LAP", true, false},
		{"MARA (ON PHONE)", "MARA", "ON PHONE", true, false},
		{"MARA (INTO PHONE)", "MARA", "INTO PHONE", false, false},
		{"MARA (FILTERED)", "MARA", "FILTERED", true, false},
		{"MARA (ON TV)", "MARA", "ON TV", false, false},
		{"MARA (AUS DEM OFF) (FORTS.)", "MARA", "O.S.", true, true},
		{"MARA (HORS CHAMP)", "MARA", "O.S.", true, false},
		{"MARA (EN OFF) (CONT.)", "MARA", "O.S.", true, true},
		{"MARA (F.C.)", "MARA", "O.S.", true, false},
		{"MARA (IN FRENCH)", "MARA", "IN FRENCH", false, false},
		{"MARA (V.O., CONT'D)", "MARA", "V.O.", true, true},
	} {
		t.Run(tt.in, func(t *testing.T) {
			c := screenplay.ParseCue(tt.in)
			if c.Name != tt.name || strings.Join(c.Extensions, ",") != tt.ext || c.OffScreen() != tt.off || c.Continued != tt.contd {
				t.Errorf("reads %+v, off screen %v", c, c.OffScreen())
			}
		})
	}
}

const household = `INT. HALL - DAY

DETECTIVE PAULA OKORO, 41, wipes her feet. A BUTLER, 60, bows to nobody.

ANNA
Who let you in?

YOUNG ANNA
Not me.

OKORO
The door.

ANNA/BEN
Out!

ANNA, BEN AND OKORO
Out!

ALL
Out!

GUARD #1
Halt.

GUARD ONE (CONT'D)
I said halt.

GUARD 2
Halt.

BEN
All right.

INÊS
Olá.

INES
Hello.

INT. STAIRS - DAY

Paula climbs. The butler follows. All is quiet. Ben waits.
`

func TestWhoIsWho(t *testing.T) {
	s := readText(t, household)
	people := map[string]screenplay.Person{}
	for _, p := range s.People(s.Scenes()) {
		people[p.Name] = p
	}
	if p := people["OKORO"]; p.Lines != 2 || p.Scenes != 2 || !slices.Contains(p.Aliases, "DETECTIVE PAULA OKORO") {
		t.Errorf("OKORO is %+v; want 2 speeches, in both scenes as Paula, with her full name", p)
	}
	if p := people["ANNA"]; p.Lines != 3 {
		t.Errorf("ANNA speaks %d times; want 3: alone, with Ben, with both", p.Lines)
	}
	if p := people["YOUNG ANNA"]; !slices.Equal(p.Perhaps, []string{"ANNA"}) || p.Lines != 1 {
		t.Errorf("YOUNG ANNA is %+v; want her apart and ANNA offered", p)
	}
	if p := people["GUARD #1"]; p.Lines != 2 || p.Role != "GUARD" || people["GUARD 2"].Role != "GUARD" || people["GUARD 2"].Lines != 1 {
		t.Errorf("guards are %+v, %+v", p, people["GUARD 2"])
	}
	if !people["ALL"].Group || people["BEN"].Group {
		t.Error("ALL is a group, BEN is not")
	}
	if p := people["BUTLER"]; p.Lines != 0 || p.Scenes != 1 {
		t.Errorf("BUTLER is %+v; want a part without a line", p)
	}
	if p := people["INES"]; !slices.Equal(p.Perhaps, []string{"INÊS"}) {
		t.Errorf("INES is %+v; want INÊS offered", p)
	}
	for _, name := range []string{"ANNA/BEN", "ANNA, BEN AND OKORO", "GUARD ONE", "PAULA"} {
		if _, ok := people[name]; ok {
			t.Errorf("%s is a character of its own", name)
		}
	}
	for _, p := range s.Scenes()[1].Characters {
		if p.Name == "ALL" {
			t.Error("ALL is on the stairs because a sentence begins with All")
		}
	}
}

func TestStoryDays(t *testing.T) {
	for _, tt := range []struct{ name, script, want string }{
		{"night to day", "INT. A - NIGHT\n\nx\n\nINT. B - DAY\n\nx\n", "1 2"},
		{"afternoon to morning", "INT. A - AFTERNOON\n\nx\n\nINT. B - MORNING\n\nx\n", "1 2"},
		{"day to night", "INT. A - DAY\n\nx\n\nINT. B - NIGHT\n\nx\n\nINT. B - LATER\n\nx\n", "1 1 1"},
		{"next morning", "INT. A - DAY\n\nx\n\nINT. B - THE NEXT MORNING\n\nx\n", "1 2"},
		{"weeks later", "INT. A - DAY\n\nx\n\nINT. B - TWO WEEKS LATER\n\nx\n", "1 2"},
		{"words of the action", "EXT. A - DAY\n\nx\n\nEXT. B - DAY\n\nA year later. She is older.\n", "1 2"},
		{"a caption", "EXT. A - DAY\n\nx\n\nEXT. B - DAY\n\nSUPER: \"Three days later\"\n", "1 2"},
		{"weekdays", "INT. A - MONDAY MORNING\n\nx\n\nINT. B - TUESDAY MORNING\n\nx\n\nINT. C - TUESDAY AFTERNOON\n\nx\n", "1 2 2"},
		{"a flashback and back", "INT. A - DAY\n\nx\n\nINT. B - FLASHBACK - NIGHT\n\nx\n\nINT. A - DAY\n\nx\n", "1 2 1"},
		{"two years told in turn", "INT. A - DAY\n\nSUPER: 1953\n\nMARA\nYes.\n\nINT. B - DAY\n\nSUPER: 2026\n\nINÊS\nNo.\n\nINT. C - DAY\n\nMara looks up.\n", "1 2 1"},
		{"continuous over midnight", "INT. A - NIGHT\n\nx\n\nINT. B - CONTINUOUS\n\nx\n\nEXT. C - DAWN\n\nx\n", "1 1 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, sc := range readText(t, tt.script).Scenes() {
				got = append(got, string(rune('0'+sc.StoryDay)))
				if sc.Day.Reason == "" || sc.Day.Confidence <= 0 || sc.Day.Confidence > 1 {
					t.Errorf("scene %d: %+v", sc.Ordinal, sc.Day)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("days %s; want %s", strings.Join(got, " "), tt.want)
			}
		})
	}
}
