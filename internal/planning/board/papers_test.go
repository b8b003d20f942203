package board

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func TestPapersOfABoard(t *testing.T) {
	s := newSample(t)
	s.engage("MARTA", "Ingrid Solberg", "1200.00 EUR", graph.ID{})
	s.apply(put(s.view(), s.ids, s.board, PutIn{Type: "banner", Text: "COMPANY MOVE TO THE SKERRY", Minutes: 45, After: s.strip("6")}))
	s.apply(move(s.view(), s.ids, s.board, MoveIn{Strips: []graph.ID{s.strip("5")}, Boneyard: true}))
	for _, d := range papers {
		for _, format := range d.Formats {
			f, err := d.Draw(s.view(), s.board, format, documents.Recipient{})
			if err != nil {
				t.Fatalf("%s as %s: %v", d.Name, format, err)
			}
			again, err := d.Draw(s.view(), s.board, format, documents.Recipient{})
			if err != nil || !bytes.Equal(f.Body, again.Body) {
				t.Errorf("%s as %s differs from print to print, %v", d.Name, format, err)
			}
			if len(f.Findings) > 0 {
				t.Errorf("%s as %s: %v", d.Name, format, f.Findings)
			}
			if dir := os.Getenv("BACKLOT_PAPER"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, f.Name), f.Body, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestOneLinerSaysWhatIsShot(t *testing.T) {
	s := newSample(t)
	doc, err := OneLiner(s.view(), s.board)
	if err != nil {
		t.Fatal(err)
	}
	page := string(documents.RenderHTML(doc).Bytes)
	for _, want := range []string{"The Salt Line", "Day 3 · Thursday 4 March 2027", "LIGHTHOUSE - LAMP ROOM", "1 4/8", "They sink the logbook.", "1, 3, 5", "End of day 1 · 2 scenes"} {
		if !strings.Contains(page, want) {
			t.Errorf("one-liner lacks %q", want)
		}
	}
	doc, err = ShootingSchedule(s.view(), s.board)
	if err != nil {
		t.Fatal(err)
	}
	page = string(documents.RenderHTML(doc).Bytes)
	for _, want := range []string{"Cast: 1. MARTA, 4. THE PILOT", "Vehicles: Pilot boat", "Props: Storm lantern (2)"} {
		if !strings.Contains(page, want) {
			t.Errorf("shooting schedule lacks %q", want)
		}
	}
}

func TestDayOutOfDays(t *testing.T) {
	s := newSample(t)
	charts, err := s.plan().chartAnswers("")
	if err != nil {
		t.Fatal(err)
	}
	if len(charts) != 3 || charts[0].Title != "Cast" || charts[1].Title != "Props" || charts[2].Title != "Vehicles" {
		t.Fatalf("charts of %d categories; want cast, props, vehicles", len(charts))
	}
	// Days: 1 = 2 3, 2 = 6 11, holiday, 3 = 9, 4 = 1 8 12, weekend, 5 = 5, 6 = 7 10, 7 = 4.
	for name, want := range map[string]string{
		"MARTA":     "SW W HOL W W . . H W WF",
		"JONAS":     ". . . . SW . . W W WF",
		"EINAR":     "SW W HOL H H . . H WF .",
		"THE PILOT": ". SW HOL H H . . H H WF",
	} {
		got := ""
		for _, r := range charts[0].Rows {
			if r.Name == name {
				for _, c := range r.Codes {
					if c == "" {
						c = "."
					}
					got += c + " "
				}
			}
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%s: %s; want %s", name, got, want)
		}
	}
	lantern := charts[1].Rows[0]
	if lantern.Totals.Work != 7 {
		t.Errorf("the lantern works %d days; want 7", lantern.Totals.Work)
	}
}

func TestTermsComeFromTheRulePack(t *testing.T) {
	s := newSample(t)
	e := s.edit("Rules")
	pack := graph.Add(e, production.RulePack{Name: "Test agreement", Pack: "test"})
	graph.Add(e, production.Rule{Pack: graph.To[production.RulePack](pack), Key: ruleDropAfter, Text: "Dropped after five days", Value: "5", Source: "clause 7"})
	s.commit(e)
	s.engage("THE PILOT", "Tor Lie", "800.00 EUR", pack)
	charts, err := s.plan().chartAnswers("character")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range charts[0].Rows {
		if r.Name == "THE PILOT" {
			if r.Totals.Drops != 1 || r.Totals.Hold != 0 || r.Terms != "Test agreement, clause 7" {
				t.Errorf("the pilot: %+v under %q; want one drop under clause 7", r.Totals, r.Terms)
			}
			if !r.HoldCost.IsZero() {
				t.Errorf("a dropped actor costs %s to hold; want nothing", r.HoldCost)
			}
		}
	}
}

func TestBoardWithoutDatesHasNoChart(t *testing.T) {
	s := newSample(t)
	e := s.edit("No dates")
	graph.Update(e, s.board, func(b *production.Board) { b.Start = production.Date{} })
	s.commit(e)
	if _, err := DayOutOfDays(s.view(), s.board); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "first date") {
		t.Errorf("chart without dates: %v; want a conflict that says what to do", err)
	}
	if _, err := OneLiner(s.view(), s.board); err != nil {
		t.Errorf("a one-liner needs no dates: %v", err)
	}
}
