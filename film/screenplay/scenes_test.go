package screenplay_test

import (
	"strings"
	"testing"

	"backlot/film/screenplay"
)

func TestParseHeading(t *testing.T) {
	for _, tt := range []struct{ in, intExt, set, time, light string }{
		{"INT. KITCHEN - DAY", "INT", "KITCHEN", "DAY", "day"},
		{"ext. olympia circus - night", "EXT", "OLYMPIA CIRCUS", "NIGHT", "night"},
		{"INT. KITCHEN - LATER", "INT", "KITCHEN", "LATER", ""},
		{"INT. HOUSE - KITCHEN - MOMENTS LATER", "INT", "HOUSE - KITCHEN", "MOMENTS LATER", ""},
		{"INT./EXT. CAR (MOVING) - LATE NIGHT", "INT/EXT", "CAR", "LATE NIGHT", "night"},
		{"I/E TRAIN -- THE NEXT MORNING", "INT/EXT", "TRAIN", "THE NEXT MORNING", "day"},
		{"EXT. PARK--DAY", "EXT", "PARK", "DAY", "day"},
		{"INT. HOUSE - DAY - FLASHBACK (1944)", "INT", "HOUSE", "DAY", "day"},
		{"EST. CITY – DAWN", "EXT", "CITY", "DAWN", "dawn"},
		{"INT. PALACE BALLROOM", "INT", "PALACE BALLROOM", "", ""},
		{"THE DROWNED VILLAGE", "", "THE DROWNED VILLAGE", "", ""},
		{"INT. HOUSE. NIGHT", "INT", "HOUSE", "NIGHT", "night"},
		{"EXT. WALD - NACHT", "EXT", "WALD", "NACHT", "night"},
		{"INT。 医院-天", "INT", "医院", "天", "day"},
	} {
		t.Run(tt.in, func(t *testing.T) {
			h := screenplay.ParseHeading(tt.in)
			if h.IntExt != tt.intExt || h.Set != tt.set || h.Time != tt.time || h.Light != tt.light {
				t.Errorf("reads %+v", h)
			}
		})
	}
}

func TestParseCue(t *testing.T) {
	for _, tt := range []struct {
		in, name, ext string
		contd         bool
	}{
		{"MARA", "MARA", "", false},
		{"MARA (V.O.) (CONT'D)", "MARA", "V.O.", true},
		{"MOM (O. S.)", "MOM", "O.S.", false},
		{"Han (o.s./cont’d)", "HAN", "O.S.", true},
		{"HANS (on the radio)", "HANS", "ON THE RADIO", false},
		{"约翰（画外音）", "约翰", "V.O.", false},
	} {
		t.Run(tt.in, func(t *testing.T) {
			c := screenplay.ParseCue(tt.in)
			if c.Name != tt.name || strings.Join(c.Extensions, ",") != tt.ext || c.Continued != tt.contd {
				t.Errorf("reads %+v", c)
			}
		})
	}
}

func TestPresenceAndStoryDays(t *testing.T) {
	s, err := screenplay.Read(strings.NewReader(`INT. KITCHEN - NIGHT

MARA (V.O.)
Nobody came.

OLD TOM
I did.

Mara and Tom look at the door. REIS walks by.

INT. KITCHEN - LATER

REIS
Hello.

EXT. QUAY - MORNING

MARA AND REIS
Hurrah!
`), "s.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	sc := s.Scenes()
	who := func(i int) string {
		var out []string
		for _, c := range sc[i].Characters {
			out = append(out, c.Name)
		}
		return strings.Join(out, ",")
	}
	if who(0) != "MARA,OLD TOM,REIS" || !sc[0].Characters[0].Heard || sc[0].Characters[2].Speaks() {
		t.Errorf("first scene %+v", sc[0].Characters)
	}
	if sc[1].Set != sc[0].Set || sc[1].Light != "night" || sc[1].StoryDay != 1 || sc[2].StoryDay != 2 {
		t.Errorf("second %+v, third %+v", sc[1].Heading, sc[2])
	}
	people := s.People(sc)
	for _, p := range people {
		if p.Name == "REIS" && p.Scenes != 3 {
			t.Errorf("REIS is in %d scenes; want 3", p.Scenes)
		}
	}
}

func TestMisspelt(t *testing.T) {
	text := strings.Repeat("GORTOV\nYes.\n\n", 5) + "GORTVO\nNo.\n\n" + strings.Repeat("GUARD 1\nHalt.\n\n", 5) + "GUARD 2\nHalt.\n"
	s, err := screenplay.Read(strings.NewReader(text), "s", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if f := s.Misspelt(); len(f) != 1 || !strings.Contains(f[0].Text, "GORTVO") {
		t.Errorf("findings %v", f)
	}
}
