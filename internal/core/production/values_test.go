package production

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/internal/core/graph"
)

func TestMoney(t *testing.T) {
	for _, tt := range []struct {
		in    string
		minor int64
		out   string
	}{
		{"1250.00 EUR", 125000, "1250.00 EUR"},
		{"1250 EUR", 125000, "1250.00 EUR"},
		{"1250.5 NOK", 125050, "1250.50 NOK"},
		{"90000 JPY", 90000, "90000 JPY"}, // the yen has no minor unit
		{"-0.05 USD", -5, "-0.05 USD"},
		{"1.234 TND", 1234, "1.234 TND"},
		{"0 GBP", 0, "0.00 GBP"}, // nothing, in pounds, is not "not set"
	} {
		t.Run(tt.in, func(t *testing.T) {
			got, err := ParseMoney(tt.in)
			if err != nil || got.Minor != tt.minor || got.String() != tt.out || got.IsZero() {
				t.Errorf("ParseMoney(%q) = %d %q, %v; want %d %q", tt.in, got.Minor, got, err, tt.minor, tt.out)
			}
		})
	}
	for _, bad := range []string{"1250", "1250.005 EUR", "90000.5 JPY", "1,250.00 EUR", "EUR 5", "5 eur", "5 XQQ", "--5 EUR", "+5 EUR", ". EUR", "5. EUR", "99999999999999999999 EUR"} {
		if got, err := ParseMoney(bad); err == nil {
			t.Errorf("ParseMoney(%q) = %v; want an error", bad, got)
		}
	}
}

func FuzzMoney(f *testing.F) {
	for _, s := range []string{"1250.00 EUR", "-0.05 USD", "90000 JPY", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMoney(s)
		if err != nil {
			return
		}
		again, err := ParseMoney(m.String())
		if err != nil || again != m {
			t.Errorf("ParseMoney(%q) = %v, read back as %v, %v", s, m, again, err)
		}
	})
}

func TestRecordsOmitWhatIsNotSet(t *testing.T) {
	b, err := json.Marshal(Scene{Number: "42", Order: "V"})
	if err != nil || string(b) != `{"number":"42","order":"V"}` {
		t.Errorf("scene = %s, %v", b, err)
	}
	b, err = json.Marshal(Deal{Rate: Money{125000, "EUR"}, RateUnit: "day", From: civil.MustParse("2027-03-01")})
	if err != nil || string(b) != `{"engagement":"","rate":"1250.00 EUR","rate_unit":"day","from":"2027-03-01"}` {
		t.Errorf("deal = %s, %v", b, err)
	}
}

func TestValidate(t *testing.T) {
	id := graph.MustID("0192f0c1-2b3c-7d4e-8f50-112233445566")
	scene, element, board := graph.To[Scene](id), graph.To[Element](id), graph.To[Board](id)
	for _, tt := range []struct {
		name string
		rec  interface{ Validate() error }
		want string // part of the message, "" for a good record
	}{
		{"a scene", Scene{Number: "1", Order: "V", IntExt: "INT"}, ""},
		{"a scene without number", Scene{Order: "V"}, "number is missing"},
		{"inside-out scene", Scene{Number: "1", Order: "V", IntExt: "INSIDE"}, "want one of INT, EXT"},
		{"an order with a dash", Scene{Number: "1", Order: "a-b"}, "letters and digits"},
		{"a scene strip", Strip{Board: board, Type: "scene", Order: "V", Scene: scene}, ""},
		{"a scene strip without scene", Strip{Board: board, Type: "scene", Order: "V"}, "names its scene"},
		{"a banner with a scene", Strip{Board: board, Type: "banner", Order: "V", Scene: scene}, "only scene strips"},
		{"a place at the pole", Place{Name: "Pole", Type: "location", Latitude: 90}, ""},
		{"a place beyond the pole", Place{Name: "Pole", Type: "location", Latitude: 91}, "at most 90"},
		{"a unit in no zone", Unit{Name: "Main", TimeZone: "Europe/Atlantis"}, "such as Europe/Oslo"},
		{"an animal of no species", Party{Type: "animal", Name: "Bris"}, "species is missing"},
		{"a period backwards", Availability{Party: graph.To[Party](id), Type: "hold", From: civil.MustParse("2027-03-02"), To: civil.MustParse("2027-03-01")}, "on or after 2027-03-02"},
		{"an accepted tag of nothing", Tag{Block: graph.To[Block](id), EndRune: 3, Text: "dog", Status: "accepted"}, "names what it means"},
		{"a tag of no characters", Tag{Block: graph.To[Block](id), StartRune: 3, EndRune: 3, Text: "dog", Status: "suggested"}, "at least one character"},
		{"frames without a rate", Clip{Roll: graph.To[Roll](id), Name: "A001C001", LengthFrames: 48}, "rate is missing"},
		{"a circled no-good take", Take{Setup: graph.To[Setup](id), Number: 1, Circled: true, NGReason: "focus"}, "one or the other"},
		{"a share over the whole", Share{Track: graph.To[Track](id), Party: graph.To[Party](id), Side: "writer", ShareBP: 10001}, "at most 10000"},
		{"usage on a line replacement", Cue{Timeline: graph.To[Timeline](id), Number: "A1", Type: "adr", Usage: "BI"}, "only music"},
		{"an invented scene", Adaptation{Change: "invented", Scene: scene}, ""},
		{"a kept passage of nothing", Adaptation{Change: "kept", Scene: scene}, "passage is missing"},
		{"a call to nobody", Call{Day: graph.To[ShootDay](id)}, "either an engagement or a department"},
		{"a hold lifted by nobody", HoldTag{On: graph.To[graph.Any](id), Reason: "cracked", AtMS: 1, LiftedAtMS: 2}, "by a person who inspected"},
		{"an unknown weekday", Calendar{Name: "N", Workdays: map[string]bool{"monday": true}}, "want mon, tue"},
		{"a colour by name", Arc{Name: "A", Color: "red"}, "such as #1F77B4"},
		{"a use", Use{Scene: scene, Element: element, Quantity: 40}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.rec.Validate()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("Validate() = %v; want %q", err, tt.want)
			}
		})
	}
}

func TestFormSpeaksToPeople(t *testing.T) {
	reg := NewRegistry()
	for _, k := range reg.All() {
		for _, f := range Form(k) {
			if f.Title == "" || f.Doc == "" || f.Input == "" {
				t.Errorf("%s.%s has no title, help or input: %+v", k.Kind, f.Name, f)
			}
		}
		if KindDoc(k.Kind) == "" {
			t.Errorf("%s has no description", k.Kind)
		}
	}
}

func TestEveryElementCategoryIsListed(t *testing.T) {
	var e Element
	seen := map[string]bool{}
	for _, c := range Categories() {
		e = Element{Name: "x", Category: c.Key}
		if err := e.Validate(); err != nil || seen[c.Key] || seen[c.Letter] || c.OMC == "" {
			t.Errorf("category %+v: %v", c, err)
		}
		seen[c.Key], seen[c.Letter] = true, true
	}
	for _, r := range rulesOf(reflect.TypeFor[Element]()) {
		if r.name == "category" && len(r.enum) != len(Categories()) {
			t.Errorf("%d categories in the tag, %d listed", len(r.enum), len(Categories()))
		}
	}
}
