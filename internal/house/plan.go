package house

import (
	"encoding/json"
	"fmt"
	"time"

	"backlot/film/civil"
	"backlot/film/screenplay"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/planning/board"
	"backlot/internal/shoot/callsheet"
	"backlot/internal/story/breakdown"
	"backlot/internal/story/drafts"
)

// PlanIn is a script and when to begin shooting it.
type PlanIn struct {
	Script *screenplay.Script
	Start  civil.Date
	Paper  string // "us_letter" or "a4"
	board.Capacity
}

// Planned is a script turned into a shooting plan.
type Planned struct {
	Name     string
	Scenes   int
	Days     int
	Elements int
	Files    []documents.File // papers, and production.json
	Findings []screenplay.Finding
}

// Plan breaks a script down, puts its scenes in days and draws the papers, without
// a server or a database. The same input gives the same bytes.
func Plan(in PlanIn) (Planned, error) {
	ids := &graph.SequentialIDs{Prefix: 0xb4c1}
	began := in.Start.In(time.UTC)
	m := graph.NewMemory(production.NewRegistry(), graph.Main(ids.NewID()), ids.NewID(), func() time.Time { return began })
	view := func() graph.View { return m.Snapshot().View(graph.System) }
	commit := func(c graph.Change, err error) error {
		if err == nil {
			_, err = m.Commit(c, graph.ID{})
		}
		return err
	}
	e := view().Edit(ids, "Import "+in.Script.Name)
	if _, err := drafts.Import(e, view(), in.Script, drafts.Options{Paper: in.Paper}); err != nil {
		return Planned{}, err
	}
	if err := commit(e.Change()); err != nil {
		return Planned{}, fmt.Errorf("import %s: %w", in.Script.Name, err)
	}
	e = view().Edit(ids, "Accept what the words suggest")
	breakdown.Accept(e, view(), drafts.CurrentScript, 0.8)
	if e.Len() > 0 {
		if err := commit(e.Change()); err != nil {
			return Planned{}, fmt.Errorf("break %s down: %w", in.Script.Name, err)
		}
	}
	if err := commit(board.Create(view(), ids, board.CreateIn{Name: "Board 1", Start: in.Start, Capacity: in.Capacity})); err != nil {
		return Planned{}, fmt.Errorf("arrange the board: %w", err)
	}
	id, _ := board.Current(view())
	if err := commit(board.Adopt(view(), ids, id)); err != nil {
		return Planned{}, fmt.Errorf("number the days: %w", err)
	}
	return planned(view(), id, in)
}

// planPapers names the documents of a plan; the call sheet is the first day's.
func planned(v graph.View, boardID graph.ID, in PlanIn) (Planned, error) {
	out := Planned{Name: production.NameOf(v), Findings: in.Script.Findings}
	for _, sc := range graph.All[production.Scene](v) {
		if !sc.Omitted {
			out.Scenes++
		}
	}
	for range graph.All[production.Element](v) {
		out.Elements++
	}
	days := callsheet.Days(v)
	out.Days = len(days)
	subjects := map[graph.Kind]graph.ID{"board": boardID}
	if len(days) > 0 {
		subjects["shoot_day"] = days[0]
	}
	wanted := map[string]string{"breakdown-sheets": "breakdown-sheets.pdf", "one-liner": "one-liner.pdf", "day-out-of-days": "day-out-of-days.pdf", "call-sheet": "call-sheet-day-1.pdf"}
	for _, s := range Slices(nil, nil) {
		for _, d := range s.Documents {
			name, ok := wanted[d.Name]
			if !ok {
				continue
			}
			file, err := d.Draw(v, subjects[d.Subject], documents.AsPDF, documents.Recipient{})
			if err != nil {
				return Planned{}, fmt.Errorf("draw %s: %w", name, err)
			}
			file.Name = name
			out.Files = append(out.Files, file)
		}
	}
	record, err := recordFile(v, out.Name)
	out.Files = append(out.Files, documents.File{Name: "production.json", MediaType: "application/json", Body: record})
	return out, err
}

// ProductionFile is the form of production.json: every record of the plan.
type ProductionFile struct {
	Form    string         `json:"form"`    // "backlot-production"
	Version int            `json:"version"` // 1
	Name    string         `json:"name"`
	Records []graph.Record `json:"records"` // by kind, then in the order they were made
}

func recordFile(v graph.View, name string) ([]byte, error) {
	f := ProductionFile{Form: "backlot-production", Version: 1, Name: name}
	for _, k := range v.Registry().All() {
		for r := range v.Records(k.Kind) {
			f.Records = append(f.Records, r)
		}
	}
	body, err := json.MarshalIndent(f, "", " ")
	return append(body, '\n'), err
}
