package dood_test

import (
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/dood"

	"pgregory.net/rapid"
)

var monday = civil.MustParse("2027-03-01")

// week makes a five-day calendar of so many weeks from Monday 1 March 2027.
func week(n int) dood.Calendar {
	var c dood.Calendar
	for i := range 7 * n {
		if i%7 < 5 {
			c.Shooting = append(c.Shooting, monday.AddDays(i))
		}
	}
	return c
}

// person makes events from a letter for each day from 1 March: W work, T travel, R rehearsal,
// F fitting, H hold by contract, D and P a drop and pick-up by hand on a worked day, S and E
// contracted start and finish without shooting.
func person(days string) dood.Person {
	kinds := map[rune][]dood.Kind{
		'W': {dood.Work}, 'T': {dood.Travel}, 'R': {dood.Rehearsal}, 'F': {dood.Fitting}, 'H': {dood.Hold},
		'D': {dood.Work, dood.Drop}, 'P': {dood.Work, dood.PickUp}, 'S': {dood.ContractStart}, 'E': {dood.ContractFinish}, 'B': {dood.Work, dood.Travel},
	}
	p := dood.Person{ID: "1", Name: "Marta"}
	for i, r := range []rune(days) {
		for _, k := range kinds[r] {
			p.Events = append(p.Events, dood.Event{Date: monday.AddDays(i), Kind: k})
		}
	}
	return p
}

func codes(r dood.Row, n int) string {
	var out []string
	for _, c := range r.Cells[:n] {
		s := c.String()
		if s == "" {
			s = "."
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// day performer as the SAG-AFTRA help page shows it: more than 14 calendar days, once.
var dayPerformer = dood.Terms{Source: "rules pack sagaftra, A4", DropAfter: 14, MaxDrops: 1}

func TestCodes(t *testing.T) {
	for _, tt := range []struct {
		name, days string
		terms      dood.Terms
		want       string
	}{
		{"one working day", "W", dood.Terms{}, "SWF"},
		{"three days running", "WWW", dood.Terms{}, "SW W WF"},
		{"wait of two days is held", "W..W", dood.Terms{}, "SW H H WF"},
		{"weekend inside is not a hold", "....W..W", dood.Terms{}, ". . . . SW . . WF"},
		{"weekend inside is a hold when terms say so", "....W..W", dood.Terms{HoldOnDaysOff: true}, ". . . . SW H H WF"},
		{"travel and fitting do not start employment", "FT.W.WT", dood.Terms{}, "FT T . SW H WF T"},
		{"rehearsal starts employment when terms say so", "R..W", dood.Terms{Engages: []dood.Kind{dood.Rehearsal}}, "SR H H WF"},
		{"fitting inside a wait replaces the hold", "W.F.W", dood.Terms{}, "SW H FT H WF"},
		{"work and travel on one day", "B...W", dood.Terms{}, "SW/T H H H WF"},
		{"contract starts and ends without shooting", "S.W.E", dood.Terms{}, "SW/H H W H H/WF"},
		{"extras are hired by the day", "W..W", dood.Terms{Gap: dood.GapBlank}, "SW . . WF"},
		{"a picture car waits unpaid", "W..W", dood.Terms{Gap: dood.GapIdle}, "SW I I WF"},
		{"drop by hand", "D..W", dood.Terms{}, "SWD . . PWF"},
		{"held by contract breaks no pause", "W.H.W", dood.Terms{}, "SW H H H WF"},
		{"never engaged", "T", dood.Terms{}, "T"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			chart, err := dood.Compute([]dood.Person{person(tt.days)}, week(4), tt.terms)
			if err != nil {
				t.Fatal(err)
			}
			n := len(strings.Fields(tt.want))
			if got := codes(chart.Rows[0], n); got != tt.want {
				t.Errorf("%s = %s; want %s", tt.days, got, tt.want)
			}
		})
	}
}

func TestHoldOrDrop(t *testing.T) {
	for _, tt := range []struct {
		gap   int // calendar days from last day worked to pick-up
		drops int
	}{
		{13, 0}, {14, 0}, {15, 1},
	} {
		p := person("W")
		p.Events = append(p.Events, dood.Event{Date: monday.AddDays(tt.gap), Kind: dood.Work})
		chart, err := dood.Compute([]dood.Person{p}, week(4), dayPerformer)
		if err != nil {
			t.Fatal(err)
		}
		got := chart.Rows[0].Totals
		if got.Drops != tt.drops || (got.Hold == 0) != (tt.drops == 1) {
			t.Errorf("pause of %d days: %d drops and %d holds; want %d drops", tt.gap, got.Drops, got.Hold, tt.drops)
		}
	}
}

func TestLongestPauseIsDroppedWhenOnlyOneMay(t *testing.T) {
	p := dood.Person{ID: "1"}
	for _, d := range []int{0, 16, 46, 64} {
		p.Events = append(p.Events, dood.Event{Date: monday.AddDays(d), Kind: dood.Work})
	}
	chart, err := dood.Compute([]dood.Person{p}, week(10), dayPerformer)
	if err != nil {
		t.Fatal(err)
	}
	r := chart.Rows[0]
	if got := r.Cells[16].String() + " " + r.Cells[46].String(); got != "WD PW" {
		t.Errorf("around the pause of 30 days: %s; want WD PW", got)
	}
	if r.Totals.Drops != 1 || r.Totals.Work != 4 {
		t.Errorf("totals = %+v; want one drop and four days of work", r.Totals)
	}
}

func TestFindings(t *testing.T) {
	for days, want := range map[string]string{
		"W.S.W": "before the contracted start",
		"W.E.W": "after the contracted finish",
		"D":     "bounds no pause",
	} {
		chart, err := dood.Compute([]dood.Person{person(days)}, week(2), dood.Terms{})
		if err != nil {
			t.Fatal(err)
		}
		if len(chart.Findings) != 1 || !strings.Contains(chart.Findings[0].Message, want) {
			t.Errorf("findings of %s = %v; want one that says %q", days, chart.Findings, want)
		}
	}
}

func TestDiffNamesWhoIsTouched(t *testing.T) {
	a, b := person("W..W"), person("W..W")
	b.ID = "2"
	before, _ := dood.Compute([]dood.Person{a, b}, week(1), dood.Terms{})
	moved := person("WW")
	after, _ := dood.Compute([]dood.Person{moved, b}, week(1), dood.Terms{})
	got := dood.Diff(before, after)
	if len(got) != 1 || got[0].Person.ID != "1" || got[0].Before.Hold != 2 || got[0].After.Hold != 0 {
		t.Fatalf("diff = %+v; want only person 1, two holds fewer", got)
	}
	if n := len(got[0].Cells); n != 3 {
		t.Errorf("%d days differ; want 3 (Tuesday, Wednesday, Thursday)", n)
	}
	if again := dood.Diff(before, before); len(again) != 0 {
		t.Errorf("a chart differs from itself: %v", again)
	}
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.StringOfN(rapid.SampledFrom([]rune("...WWTRFHB")), 1, 60, -1).Draw(t, "days")
		terms := dood.Terms{
			DropAfter: rapid.IntRange(0, 20).Draw(t, "dropAfter"), MaxDrops: rapid.IntRange(0, 3).Draw(t, "maxDrops"),
			HoldOnDaysOff: rapid.Bool().Draw(t, "off"),
		}
		chart, err := dood.Compute([]dood.Person{person(days)}, week(9), terms)
		if err != nil {
			t.Fatal(err)
		}
		r := chart.Rows[0]
		count := func(m dood.Mark) (n, first, last int) {
			first = -1
			for i, c := range r.Cells {
				if c.Has(m) {
					if n++; first < 0 {
						first = i
					}
					last = i
				}
			}
			return n, first, last
		}
		worked, firstW, lastW := count(dood.MarkWork)
		if want := strings.Count(days, "W") + strings.Count(days, "B"); worked != want || r.Totals.Work != want {
			t.Fatalf("%d days of work in the chart, %d counted; want %d", worked, r.Totals.Work, want)
		}
		s, start, _ := count(dood.MarkStart)
		f, finish, _ := count(dood.MarkFinish)
		if s != f || s > 1 {
			t.Fatalf("%d starts and %d finishes; want one of each or none", s, f)
		}
		if worked > 0 && (start > firstW || finish < lastW || start > finish) {
			t.Fatalf("start %d, work %d to %d, finish %d; want them in this order", start, firstW, lastW, finish)
		}
		drops, _, _ := count(dood.MarkDrop)
		picks, _, _ := count(dood.MarkPickUp)
		if drops != picks || drops != r.Totals.Drops || terms.MaxDrops > 0 && drops > terms.MaxDrops {
			t.Fatalf("%d drops, %d pick-ups, %d counted, at most %d allowed", drops, picks, r.Totals.Drops, terms.MaxDrops)
		}
		if holds, first, last := count(dood.MarkHold); holds > 0 && (first < start || last > finish) {
			t.Fatalf("holds from %d to %d outside the employment %d to %d", first, last, start, finish)
		}
	})
}

func TestReadCSV(t *testing.T) {
	in := "Person,Event,Date,Name,Category,Number\n1,work,2027-03-01,Marta,Cast,1\n1,Travel,2027-03-02\n"
	if _, err := dood.ReadCSV(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("short line: error %v; want one that names line 3", err)
	}
	got, err := dood.ReadCSV(strings.NewReader(strings.Replace(in, "03-02\n", "03-02,,,\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || len(got[0].Events) != 2 || got[0].Name != "Marta" || got[0].Number != 1 {
		t.Errorf("read %+v; want Marta with two events", got)
	}
	for in, want := range map[string]string{
		"person,date\n":                        `"event"`,
		"person,date,event\n1,2027-02-30,work": "line 2",
		"person,date,event\n1,2027-02-20,nap":  "want one of",
	} {
		if _, err := dood.ReadCSV(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ReadCSV(%q): error %v; want one with %s", in, err, want)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("person,date,event\n1,2027-03-01,work\n")
	f.Fuzz(func(t *testing.T, in string) {
		people, err := dood.ReadCSV(strings.NewReader(in))
		if err != nil {
			return
		}
		if _, err := dood.Compute(people, dood.Calendar{}, dood.Terms{}); err != nil {
			t.Errorf("what ReadCSV accepts, Compute refuses: %v", err)
		}
	})
}
