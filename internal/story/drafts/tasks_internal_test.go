package drafts

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/screenplay/compare"
	"backlot/film/strips"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

const ferryBlue = `Title: The Salt Road

INT. KITCHEN - DAY #1#

MARA lights the stove with a match.

MARA
It never starts.

EXT. QUAY - DAY #2#

The keeper steps off the ferry, alive. TOM sees him.

TOM
Father.

INT. ATTIC - NIGHT #3#

A letter under the floor: burn the boat.

EXT. QUAY - DAWN #4#

Mara and Tom wait.

MARA
Nobody came.
`

func taskOf(t *testing.T, list Tasks, d compare.Department, kind compare.TaskKind) Task {
	t.Helper()
	i := slices.IndexFunc(list.Tasks, func(t Task) bool { return t.Department == d && t.Kind == kind })
	if i < 0 {
		t.Fatalf("no task %s of %s in %+v", kind, d, list.Tasks)
	}
	return list.Tasks[i]
}

func TestADepartmentTicksOffWhatARevisionAsks(t *testing.T) {
	h := newHouse(t)
	white := h.draft(ferry, "White", "white")
	blue := h.draft(ferryBlue, "Blue", "blue")
	_, office := h.person("Coordinator", []graph.ID{}...)
	v := h.as(office)
	list, err := TasksOf(v, graph.ID{}, blue)
	if err != nil {
		t.Fatal(err)
	}
	light := taskOf(t, list, compare.Lighting, compare.LightChanged)
	if light.Number != "2" || light.Status != "open" || light.Record != h.scene("2").ID || len(light.Why) == 0 {
		t.Fatalf("task %+v; want scene 2 from night to day, open, with the words", light)
	}
	change, err := h.s.answer(v, graph.ID{}, blue, AnswerIn{Department: compare.Lighting, Key: light.Key, Status: "done", Note: "Gels ordered"}, h.now)
	if err != nil {
		t.Fatal(err)
	}
	h.land(change)

	again := h.draft(ferryBlue, "Blue, sent again", "blue")
	for name, draft := range map[string]graph.ID{"the same pair": blue, "the same draft imported again": again} {
		list, err := TasksOf(h.as(office), white, draft)
		if err != nil {
			t.Fatal(err)
		}
		got := taskOf(t, list, compare.Lighting, compare.LightChanged)
		if got.Status != "done" || got.Note != "Gels ordered" {
			t.Errorf("%s: task is %s %q; want it still done", name, got.Status, got.Note)
		}
		for _, c := range list.Departments {
			open, done := 0, 0
			for _, task := range list.Tasks {
				if task.Department == c.Department && task.Status == "open" {
					open++
				} else if task.Department == c.Department {
					done++
				}
			}
			if c.Open != open || c.Done != done {
				t.Errorf("%s counts %d open, %d done; the list has %d, %d", c.Department, c.Open, c.Done, open, done)
			}
		}
	}
	change, err = h.s.answer(h.as(office), white, blue, AnswerIn{Department: compare.Lighting, Key: light.Key, Status: "open"}, h.now)
	if err != nil {
		t.Fatal(err)
	}
	h.land(change)
	list, _ = TasksOf(h.as(office), white, blue)
	if got := taskOf(t, list, compare.Lighting, compare.LightChanged); got.Status != "open" {
		t.Errorf("an answer taken back leaves the task %s", got.Status)
	}
}

func TestAHeadAnswersForTheirOwnDepartment(t *testing.T) {
	h := newHouse(t)
	h.draft(ferry, "White", "white")
	blue := h.draft(ferryBlue, "Blue", "blue")
	list, err := TasksOf(h.system(), graph.ID{}, blue)
	if err != nil {
		t.Fatal(err)
	}
	task := taskOf(t, list, compare.Lighting, compare.LightChanged)
	in := AnswerIn{Department: compare.Lighting, Key: task.Key, Status: "done"}
	for _, tt := range []struct {
		department string
		want       fault.Kind
	}{{"lighting", fault.Internal}, {"costume", fault.Denied}} {
		v := h.m.Snapshot().View(graph.Audience{Rights: map[string]bool{taskRight: true, "department:" + tt.department: true}})
		if _, err := h.s.answer(v, graph.ID{}, blue, in, h.now); err != nil && fault.KindOf(err) != tt.want || (err == nil) != (tt.department == "lighting") {
			t.Errorf("the head of %s answers for the electricians: %v", tt.department, err)
		}
	}
}

// TestTheAnswerToASealedTaskIsSealed: an answer tells that something changed in its
// scene.
func TestTheAnswerToASealedTaskIsSealed(t *testing.T) {
	h := newHouse(t)
	h.draft(ferry, "White", "white")
	circle := h.ids.NewID()
	h.seal("2", circle)
	blue := h.draft(strings.Replace(ferry, "Father.", "Father! You drowned.", 1), "Blue", "blue")
	_, cleared := h.person("Director", circle)
	list, err := TasksOf(h.as(cleared), graph.ID{}, blue)
	if err != nil {
		t.Fatal(err)
	}
	task := taskOf(t, list, compare.Actors, compare.Lines)
	change, err := h.s.answer(h.as(cleared), graph.ID{}, blue, AnswerIn{Department: compare.Actors, Key: task.Key, Status: "done"}, h.now)
	if err != nil {
		t.Fatal(err)
	}
	h.land(change)
	for range graph.All[production.RevisionTask](h.m.Snapshot().View(graph.Audience{Rights: everything})) {
		t.Error("an uncleared reader finds the answer to a task of a sealed scene")
	}
	open, err := TasksOf(h.m.Snapshot().View(graph.Audience{Rights: everything}), graph.ID{}, blue)
	if err != nil || len(open.Tasks) != 0 {
		t.Errorf("an uncleared reader is told of %+v, %v; the only change is in a sealed scene", open.Tasks, err)
	}
}

func TestTheListOfADepartmentAsCSV(t *testing.T) {
	h := newHouse(t)
	h.draft(ferry, "White", "white")
	blue := h.draft(strings.Replace(ferryBlue, "Nobody came.", "=1+1 is what I counted.", 1), "Blue", "blue")
	p, err := pairOf(h.system(), graph.ID{}, blue)
	if err != nil {
		t.Fatal(err)
	}
	body, err := p.taskCSV("")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(p.tasks().Tasks)+1 {
		t.Fatalf("%d rows, %v; want the titles and %d tasks", len(rows), err, len(p.tasks().Tasks))
	}
	for _, r := range rows {
		for _, cell := range r {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a spreadsheet would compute %q", cell)
			}
		}
	}
	one := p.taskPaper(compare.Lighting)
	if one.Meta.Title != "Revision: Electric" || len(one.Blocks) != 3 {
		t.Errorf("the list of one department is %q with %d parts; want its counts, name and tasks", one.Meta.Title, len(one.Blocks))
	}
}

func TestBesideCarriesWhatLivesOn(t *testing.T) {
	h := newHouse(t)
	white := h.draft(ferry, "White", "white")
	blue := h.draft(ferryBlue, "Blue", "blue")
	b, err := BesideOf(h.system(), graph.ID{}, blue)
	if err != nil || b.From != white || b.Same {
		t.Fatalf("%+v, %v; want blue against white", b, err)
	}
	if len(b.Before) != len(b.After) || len(b.Scenes) != 2 {
		t.Errorf("%d paragraphs beside %d, %d scenes changed; want as many, and scenes 1 and 2", len(b.Before), len(b.After), len(b.Scenes))
	}
	for i := range b.Before {
		if b.Before[i].ID != b.After[i].ID {
			t.Errorf("paragraph %d %q is not the one it was: %q", i, b.After[i].Text, b.Before[i].Text)
		}
		if b.After[i].Page == "" && b.After[i].Type != "title_page" {
			t.Errorf("paragraph %q is on no page", b.After[i].Text)
		}
	}
	if b.Scene[b.Scenes[0].ID] != h.scene("1").ID {
		t.Error("the first changed scene is not the record of scene 1")
	}
	if same, err := BesideOf(h.system(), graph.ID{}, white); err != nil || !same.Same {
		t.Errorf("a first draft: %v, %v; want nothing changed", same.Same, err)
	}
}

// TestAWithheldSceneIsNotCut: a scene whose heading is another to the uncleared keeps
// its words from them in a new draft; they are not told that it is gone.
func TestAWithheldSceneIsNotCut(t *testing.T) {
	h := newHouse(t)
	h.draft(ferry, "White", "white")
	sc := h.scene("2")
	circle := h.ids.NewID()
	h.do("Seal", func(e *graph.Edit) {
		e.Seal(sc.ID, circle, production.Scene{Number: "2", Order: sc.Order, Heading: "WITHHELD", LengthEighths: 1})
	})
	blue := h.draft(strings.Replace(ferry, "brass", "silver", 1), "Blue", "blue")
	open, err := TasksOf(h.m.Snapshot().View(graph.Audience{Rights: everything}), graph.ID{}, blue)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range open.Tasks {
		if task.Number != "1" {
			t.Errorf("an uncleared reader is told %q of scene %s; only scene 1 changed", task.What, task.Number)
		}
	}
}

// shoot puts scenes on a day.
func (h *memoryHouse) shoot(numbers ...string) (day graph.ID) {
	h.do("Plan", func(e *graph.Edit) {
		unit := graph.Add(e, production.Unit{Name: "Main unit", Type: "main", TimeZone: "Europe/Oslo"})
		day = graph.Add(e, production.ShootDay{Date: civil.MustParse("2027-03-03"), Number: 3, Unit: graph.To[production.Unit](unit)})
	})
	var look strips.Outlook
	for _, n := range numbers {
		sc := h.scene(n)
		look.Today.Strips = append(look.Today.Strips, strips.Strip{Type: strips.SceneStrip, Scene: strips.Scene{ID: sc.ID.String(), Number: n}})
	}
	h.days[day] = look
	return day
}

func TestSidesOfADayAreInShootingOrder(t *testing.T) {
	h := newHouse(t)
	draft := h.draft(ferry, "White", "white")
	day := h.shoot("4", "1", "2")
	out, err := h.s.sidesOf(h.system(), draft, SidesIn{Day: graph.To[production.ShootDay](day)})
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, s := range out.Scenes {
		order = append(order, s.Number)
	}
	if got := strings.Join(order, " "); got != "4 1 2" || len(out.Pages) != 2 {
		t.Errorf("scenes %s on %d pages; want 4 alone, then 1 and 2 together, as they are shot", got, len(out.Pages))
	}
	if out.Title != "Day 3, Wed 3 March 2027, Main unit" || out.Eighths != "3/8" {
		t.Errorf("title %q, length %s", out.Title, out.Eighths)
	}
	if pages := len(out.document.Drawn().Pages); pages != 3 {
		t.Errorf("%d sheets; want a list of scenes and two pages", pages)
	}
	script, err := h.s.sidesOf(h.system(), draft, SidesIn{Day: graph.To[production.ShootDay](day), Order: "script", Bare: true, TwoUp: true})
	if err != nil || len(script.Pages) != 1 || len(script.document.Drawn().Pages) != 1 {
		t.Errorf("in script order: %d pages, %v; want the page once", len(script.Pages), err)
	}
}

func TestSidesOfAPartOnADay(t *testing.T) {
	h := newHouse(t)
	draft := h.draft(ferry, "White", "white")
	day := h.shoot("2", "1")
	var tom graph.ID
	for id, el := range graph.All[production.Element](h.system()) {
		if el.Name == "TOM" {
			tom = id
		}
	}
	out, err := h.s.sidesOf(h.system(), draft, SidesIn{Day: graph.To[production.ShootDay](day), Part: graph.To[production.Element](tom)})
	if err != nil || len(out.Scenes) != 1 || out.Scenes[0].Number != "2" {
		t.Errorf("TOM's sides of the day: %+v, %v; want scene 2", out.Scenes, err)
	}
	counts := map[bool]int{}
	for _, l := range out.Pages[0].Lines {
		counts[l.Crossed]++
	}
	if counts[true] == 0 || counts[false] == 0 {
		t.Errorf("%d lines count, %d are crossed out; want some of each", counts[false], counts[true])
	}
	if _, err := h.s.sidesOf(h.system(), draft, SidesIn{Scenes: "2, 19"}); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), `"19"`) {
		t.Errorf("err = %v; want one that names scene 19", err)
	}
	if _, err := h.s.sidesOf(h.system(), draft, SidesIn{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("sides of nothing: %v", err)
	}
}

// TestCrossedOutIsNotALeak: who is cleared prints sides for people who are not; a
// sealed scene beside theirs is left blank under the line.
func TestCrossedOutIsNotALeak(t *testing.T) {
	h := newHouse(t)
	draft := h.draft(ferry, "White", "white")
	circle := h.ids.NewID()
	h.seal("2", circle)
	_, director := h.person("Director", circle)
	out, err := h.s.sidesOf(h.as(director), draft, SidesIn{Scenes: "1"})
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := out.document.Drawn().PDF(documentsFor("Tom Aas"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(printed(t, pdf.Bytes), " ")
	if strings.Contains(text, "alive") || !strings.Contains(text, "QUAY") || !strings.Contains(text, "lighter") {
		t.Errorf("sides of scene 1 print the sealed scene 2, or lack what is open:\n%s", text)
	}
}
