package sheets_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/sheets"
)

// twoDays is a board of two days, a banner, a part of a scene and a scene in the boneyard.
func twoDays() sheets.Book {
	scene := func(number, intExt, set, light string, eighths, minutes int, cast ...string) sheets.Sheet {
		return sheets.Sheet{Number: number, Heading: intExt + ". " + set + " - " + light, Elements: map[string][]string{
			sheets.IntExt: {intExt}, sheets.Set: {set}, sheets.DayNight: {light}, sheets.Cast: cast}, Eighths: pages.Eighths(eighths), Minutes: minutes}
	}
	return sheets.Book{Name: "Storm", Categories: []string{sheets.Set, sheets.IntExt, sheets.DayNight, sheets.Cast},
		Scenes: []sheets.Sheet{
			scene("12", "EXT", "HARBOUR - PIER", "DAY", 3, 45, "MARA", "TOM"),
			{Kind: sheets.KindBanner, Synopsis: "=Company move, -2 °C", Minutes: 30, Elements: map[string][]string{}},
			scene("3A pt 1", "INT", "FÄHRE; BRÜCKE", "NIGHT", 11, 120, "O'Neil, Pat"),
			{Kind: sheets.KindDay, Date: civil.MustParse("2027-03-01"), Elements: map[string][]string{}},
			scene("7", "INT", "KITCHEN", "DAWN", 16, 0, "MARA"),
			{Kind: sheets.KindDay, Date: civil.MustParse("2027-03-03"), Elements: map[string][]string{}},
			scene("99", "EXT", "ROOF", "NIGHT", 1, 0, "TOM"),
		},
		Boards: []sheets.Board{{Name: "Storm", Strips: []int{0, 1, 2, 3, 4, 5}, Unused: []int{6}}}}
}

// plain is a book as JSON, without categories, whose order a table does not keep.
func plain(t *testing.T, b sheets.Book) string {
	t.Helper()
	b.Categories, b.Name = nil, ""
	for i := range b.Boards {
		b.Boards[i].Name = ""
	}
	raw, err := json.MarshalIndent(b, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestABoardComesBackFromATable(t *testing.T) {
	for _, format := range []sheets.Format{sheets.CSV, sheets.XLSX} {
		t.Run(string(format), func(t *testing.T) {
			want := twoDays()
			var out bytes.Buffer
			if err := sheets.Write(&out, format, want, 0); err != nil {
				t.Fatal(err)
			}
			got, err := sheets.Read("board."+string(format), out.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if a, b := plain(t, got), plain(t, want); a != b {
				t.Errorf("came back as\n%s\nwant\n%s", a, b)
			}
		})
	}
}

// TestWhatASpreadsheetWouldSpoil: 3/8 is no date, and a text is no formula.
func TestWhatASpreadsheetWouldSpoil(t *testing.T) {
	var out bytes.Buffer
	if err := sheets.WriteCSV(&out, twoDays(), 0); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{"\ufeffDay,Date,Type,Scene", ",0 3/8,3,45,", ",1 3/8,11,120,", "'=Company move", "1,2027-03-01,end of day,", ",,boneyard,99,"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestTablesOfOthers(t *testing.T) {
	for _, tt := range []struct {
		name, table string
		strips      string // as days: "12 14 | 3"
		findings    []string
	}{
		{"semicolons, days in a column", "Produktion: Sturm\n\nDrehtag;Bild;Motiv;Seiten\n1;12;HAFEN;1 3/8\n1;14;HAFEN;2/8\n2;3;KÜCHE;0,5\n", "12 14 | 3", nil},
		{"days out of order", "Day\tScene\tPages\n2\t3\t1\n1\t12\t1\n", "12 | 3", []string{"the lines stand in another order than their days; put in order of days"}},
		{"dates alone", "Scene,Date\n1,2027-03-01\n2,2027-03-01\n3,2027-03-04\n", "1 2 | 3", nil},
		{"marked days", "Type,Scene\nscene,1\nend of day,\n,2\n", "1 | 2", nil},
		{"a date made of eighths", "Scene,Pages\n1,03. Aug\n", "1", []string{`line 2: pages "03. Aug": want pages and eighths, such as 1 3/8 or 1.375; write 0 3/8, or a spreadsheet makes a date of 3/8`}},
		{"nonsense", "Scene,Type,Minutes,Day,Date,Eighths\n1,scene,soon,x,1.3.27,1.5\n,,,7,,\n", "1", []string{
			`line 2: eighths "1.5": want a whole number, such as 11 for 1 3/8 pages`, `line 2: minutes "soon": want a number such as 95, or 1:35`,
			`line 2: day "x": want the number of a shooting day, such as 7`, `line 2: date "1.3.27": want year-month-day, such as 2027-03-01`,
			"line 3: neither a scene nor a text; left out"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, err := sheets.ReadCSV(strings.NewReader(tt.table), "x")
			if err != nil {
				t.Fatal(err)
			}
			var days []string
			for _, d := range b.Days(0) {
				var scenes []string
				for _, i := range d.Strips {
					scenes = append(scenes, b.Scenes[i].Number)
				}
				days = append(days, strings.Join(scenes, " "))
			}
			if got := strings.Join(days, " | "); got != tt.strips || !slices.Equal(b.Findings, tt.findings) {
				t.Errorf("strips %q, findings %q; want %q, %q", got, b.Findings, tt.strips, tt.findings)
			}
		})
	}
	if _, err := sheets.ReadCSV(strings.NewReader("a,b\n1,2\n"), "x"); err == nil || !strings.Contains(err.Error(), "a column called Scene") {
		t.Errorf("a table without headings: %v", err)
	}
}

// TestDaysFollowTheCalendar: Monday 1 March 2027, weekends off, the Wednesday a holiday.
func TestDaysFollowTheCalendar(t *testing.T) {
	b := sheets.Book{Calendars: []sheets.Calendar{{ID: "c", DaysOff: []int{0, 6}, Events: []sheets.Event{
		{Date: "2027-02-28T23:00:00.000Z", Effect: sheets.EffectStart}, // midnight in Berlin
		{Date: "2027-03-03T08:00:00.000Z", Effect: sheets.EffectDayOff},
	}}}, Boards: []sheets.Board{{Calendar: "c"}}}
	for range 5 {
		b.Boards[0].Strips = append(b.Boards[0].Strips, len(b.Scenes), len(b.Scenes)+1)
		b.Scenes = append(b.Scenes, sheets.Sheet{Number: "1"}, sheets.Sheet{Kind: sheets.KindDay})
	}
	var got []string
	for _, d := range b.Days(0) {
		got = append(got, fmt.Sprintf("%d:%s", d.Number, d.Date))
	}
	if want := []string{"1:2027-03-01", "2:2027-03-02", "3:2027-03-04", "4:2027-03-05", "5:2027-03-08"}; !slices.Equal(got, want) {
		t.Errorf("days %v; want %v", got, want)
	}
}

// odd is a schedule of another version with what no model foresees.
const odd = `{"beside":[1],"universalScheduleStandard":{"name":"x","version":"0.9","extra":{"a":12345678901234567890},
 "categories":[{"id":"c1","name":"Props","elements":["p1","p2","gone"],"colour":"red"},{"id":"c2","name":"Props","elements":["p3"]}],
 "elements":[{"id":"p1","name":"Lamp"},{"id":"p2","name":"Lamp","n":1.0},{"id":"p3","name":"Rope"},{"id":"loose","name":"Fog"}],
 "breakdowns":[{"id":"s1","type":"scene","scene":"1","pages":0.3,"time":90001,"elements":["p2","nobody","p1","loose"],"mood":"<grim>"},
  {"type":"banner","description":"Lunch","pages":0.125},{"id":"d","type":"day"},{"id":"s1","type":"scene","scene":"1bis"}],
 "calendars":[{"id":"k","name":"k","daysOff":[],"events":[{"id":"e","date":"?","effect":"moon"},{"id":"e","date":"2027-01-01","effect":"start","type":"x"}]}],
 "stripboards":[{"id":"b","name":"B","boards":[{"id":"q","name":"stripboard","breakdownIds":["s1","nowhere"],"z":1},{"id":"r","name":"wings","breakdownIds":["d"]}]}]}}`

func roundTrip(t *testing.T, raw []byte, change func(*sheets.Book)) []string {
	t.Helper()
	b, err := sheets.ReadUSS(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&b)
	}
	var out bytes.Buffer
	if err := sheets.WriteUSS(&out, b); err != nil {
		t.Fatal(err)
	}
	var was, is any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&was); err != nil {
		t.Fatal(err)
	}
	dec = json.NewDecoder(&out)
	dec.UseNumber()
	if err := dec.Decode(&is); err != nil {
		t.Fatal(err)
	}
	return lost("", was, is)
}

func TestNothingOfAScheduleIsLost(t *testing.T) {
	if d := roundTrip(t, []byte(odd), nil); len(d) > 0 {
		t.Errorf("lost: %q", d)
	}
	b, err := sheets.ReadUSS(strings.NewReader(odd))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`version "0.9": this reader knows 0.1.0; what it does not know of is kept as it is`,
		"scene 1: 0.3 pages are no whole eighths; read as 2/8", "scene 1: 90001 milliseconds are no whole minutes; read as 2",
		"scene 1: element nobody does not exist", "breakdown s1 stands there twice; boards mean the last", "stripboard B: sheet nowhere does not exist"}
	if !slices.Equal(b.Findings, want) {
		t.Errorf("findings %q; want %q", b.Findings, want)
	}
}

// TestAnEditChangesOnlyItself: a longer scene with one prop less leaves every other field as it was.
func TestAnEditChangesOnlyItself(t *testing.T) {
	got := roundTrip(t, []byte(odd), func(b *sheets.Book) {
		b.Scenes[0].Eighths = 4
		b.Scenes[0].Elements["Props"] = []string{"Lamp"}
		b.Boards[0].Strips = []int{1, 3}
	})
	want := []string{
		"/universalScheduleStandard/breakdowns/0/elements: 3 values; want 4",
		"/universalScheduleStandard/breakdowns/0/pages: 0.5; want 0.3",
		"/universalScheduleStandard/stripboards/0/boards/0/breakdownIds/0: ",
	}
	for _, w := range want {
		if !slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, w) }) {
			t.Errorf("no %q among %q", w, got)
		}
	}
	for _, g := range got {
		if !strings.HasPrefix(g, "/universalScheduleStandard/breakdowns/0/") && !strings.HasPrefix(g, "/universalScheduleStandard/stripboards/0/boards") {
			t.Errorf("changed besides: %s", g)
		}
	}
}

func TestFormatsAreToldByContent(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          sheets.Format
	}{
		{"a.uss", "{}", sheets.USS}, {"a.json", " {}", sheets.USS}, {"a", "SSI*....", sheets.SEX}, {"a.csv", "{,", sheets.CSV}, {"a.TSV", "x", sheets.CSV}, {"b.csv", "PK\x03\x04", sheets.XLSX},
	} {
		if got, err := sheets.FormatOf(tt.name, []byte(tt.content)); err != nil || got != tt.want {
			t.Errorf("%s is %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
	if _, err := sheets.FormatOf("a.docx", nil); err == nil {
		t.Error("a.docx is taken for a schedule")
	}
}

func FuzzUSSKeepsAll(f *testing.F) {
	f.Add([]byte(odd))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := sheets.ReadUSS(bytes.NewReader(raw))
		if err != nil {
			return
		}
		var once, twice bytes.Buffer
		if err := sheets.WriteUSS(&once, b); err != nil {
			t.Fatal(err)
		}
		again, err := sheets.ReadUSS(bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := sheets.WriteUSS(&twice, again); err != nil || !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Errorf("written twice it differs (%v):\n%s\n%s", err, once.Bytes(), twice.Bytes())
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add("Day,Date,Type,Scene,Pages,Cast\n1,2027-03-01,scene,12A,1 3/8,\"MARA; TOM\"\n1,,end of day,,,\n")
	f.Add("Bild;Seiten;Drehtag\n3;0,375;2\n'=1+1;44000;1\n")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := sheets.ReadCSV(strings.NewReader(text), "x")
		if err != nil {
			return
		}
		var once bytes.Buffer
		if err := sheets.WriteCSV(&once, b, 0); err != nil {
			t.Fatal(err)
		}
		again, err := sheets.ReadCSV(bytes.NewReader(once.Bytes()), "x")
		if err != nil {
			t.Fatalf("cannot read what was written: %v\n%s", err, once.Bytes())
		}
		if len(again.Boards[0].Strips) != len(b.Boards[0].Strips) || !reflect.DeepEqual(numbers(again), numbers(b)) {
			t.Errorf("came back with %q; want %q\n%s", numbers(again), numbers(b), once.Bytes())
		}
	})
}

func numbers(b sheets.Book) []string {
	var out []string
	for _, i := range append(slices.Clone(b.Boards[0].Strips), b.Boards[0].Unused...) {
		out = append(out, b.Scenes[i].Number)
	}
	return out
}

func FuzzReadXLSX(f *testing.F) {
	var out bytes.Buffer
	if err := sheets.WriteXLSX(&out, twoDays(), 0); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Fuzz(func(_ *testing.T, raw []byte) { _, _ = sheets.ReadXLSX(bytes.NewReader(raw), "x") })
}
