package callsheet

import (
	"cmp"
	"context"

	"backlot/film/civil"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/callsheets"

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+base, RightRead, s.list, web.Summary("Shoot days with the state of their call sheets"))
	web.Query(m, "GET "+base+"/{day}", RightRead, s.read, web.Summary("The call sheet of a day, with its issues"))
	web.Command(m, "PATCH "+base+"/{day}", RightEdit, s.edit, web.Summary("Change the times, places and notes of a day"))
	web.Command(m, "POST "+base+"/{day}/calls", RightEdit, s.call, web.Summary("Call somebody or a department"))
	web.Command(m, "DELETE /api/productions/{production}/calls/{call}", RightEdit, s.uncall, web.Summary("Take a call back"))
	web.Command(m, "POST "+base+"/{day}/publish", RightPublish, func(ctx context.Context, v graph.View, in dayIn) (graph.Change, error) {
		return s.publish(ctx, v, in.Day.ID, m.Now())
	}, web.Summary("Freeze and number the call sheet"), web.Strict())
	web.File(m, "GET "+base+"/{day}/issues/{revision}", RightRead, s.issueFile, web.Summary("An issue as it was handed out"))
}

type dayIn struct {
	Day graph.Ref[production.ShootDay] `path:"day"`
}

// DayItem is a shoot day in the list of call sheets.
type DayItem struct {
	ID     graph.ID   `json:"id"`
	Date   civil.Date `json:"date"`
	Number int        `json:"number"`
	Unit   string     `json:"unit"`
	Kind   string     `json:"kind"`
	Status string     `json:"status"`
	Scenes []string   `json:"scenes" doc:"Numbers in shooting order"`
	Length string     `json:"length" doc:"Pages and eighths"`
	Issue  int        `json:"issue" doc:"Latest published issue; 0 when none"`
	AtMS   int64      `json:"at_ms,omitempty" doc:"When it was published"`
}

type listOut struct {
	Days []DayItem `json:"days"`
}

func (s *service) list(_ context.Context, v graph.View, _ struct{}) (listOut, error) {
	out := listOut{Days: []DayItem{}}
	for _, id := range Days(v) {
		d, _ := graph.Get[production.ShootDay](v, id)
		u, _ := graph.Get[production.Unit](v, d.Unit.ID)
		look, err := s.boards.Day(v, id)
		if err != nil {
			return listOut{}, err
		}
		item := DayItem{ID: id, Date: d.Date, Number: d.Number, Unit: u.Name, Kind: cmp.Or(d.Type, "shoot"), Status: d.Status, Scenes: []string{}, Length: look.Today.Totals.Eighths.String()}
		for _, st := range look.Today.Strips {
			if st.Scene.Number != "" {
				item.Scenes = append(item.Scenes, st.Scene.Number)
			}
		}
		if _, issues := issuesOf(v, id); len(issues) > 0 {
			last := issues[len(issues)-1].Record
			item.Issue, item.AtMS = last.Revision, last.AtMS
		}
		out.Days = append(out.Days, item)
	}
	return out, nil
}

// Answer is a day's sheet as pages read it.
type Answer struct {
	ID      graph.ID    `json:"id"`
	Status  string      `json:"status" doc:"planned, called, shooting, wrapped or cancelled"`
	Sheet   Sheet       `json:"sheet"`
	General General     `json:"general"`
	Cast    []graph.ID  `json:"cast" doc:"Engagements that the rows of the sheet's cast call, in their order; empty where nobody is engaged"`
	Groups  []graph.ID  `json:"groups" doc:"The same for its background"`
	Calls   []CallItem  `json:"calls"`
	Issues  []IssueItem `json:"issues"`
	Pending []string    `json:"pending" doc:"What the next issue would say is new"`
}

// General is what DayIn changes and the sheet says in other words.
type General struct {
	Lunch    string   `json:"lunch,omitempty" doc:"Clock time without the minutes"`
	LunchMin int      `json:"lunch_min,omitempty"`
	Base     graph.ID `json:"unit_base,omitzero"`
	Parking  graph.ID `json:"parking,omitzero"`
	Hospital graph.ID `json:"hospital,omitzero"`
	Weather  string   `json:"weather,omitempty" doc:"Without the temperatures"`
	TempMinC int      `json:"temp_min_c,omitempty"`
	TempMaxC int      `json:"temp_max_c,omitempty"`
}

// CallItem is a call record, so that a page can change it.
type CallItem struct {
	ID graph.ID `json:"id"`
	CallIn
}

// IssueItem is a published issue.
type IssueItem struct {
	Revision  int    `json:"revision"`
	AtMS      int64  `json:"at_ms"`
	By        string `json:"by,omitempty"`
	Changes   string `json:"changes,omitempty"`
	Withdrawn string `json:"withdrawn,omitempty"`
}

func (s *service) read(ctx context.Context, v graph.View, in dayIn) (Answer, error) {
	c, err := compose(v, s.boards, in.Day.ID)
	if err != nil {
		return Answer{}, err
	}
	out := Answer{
		ID: in.Day.ID, Status: cmp.Or(c.day.Status, "planned"), Sheet: c.sheet, General: c.generalAnswer(), Calls: []CallItem{}, Issues: []IssueItem{}, Pending: []string{},
		Cast: append([]graph.ID{}, c.cast...), Groups: append([]graph.ID{}, c.background...),
	}
	for id, call := range graph.Referring[production.Call](v, in.Day.ID, "day") {
		out.Calls = append(out.Calls, CallItem{id, CallIn{
			Engagement: call.Engagement.ID, Department: call.Department.ID, Pickup: c.clock(call.PickupAtMS), Call: c.clock(call.CallAtMS),
			Makeup: c.clock(call.MakeupAtMS), Costume: c.clock(call.CostumeAtMS), Rehearsal: c.clock(call.RehearsalAtMS), Set: c.clock(call.SetAtMS),
			Count: call.Count, Place: call.Place.ID, Note: call.Note,
		}})
	}
	_, issues := issuesOf(v, in.Day.ID)
	for _, i := range issues {
		by, _ := graph.Get[production.Party](v, i.Record.By.ID)
		out.Issues = append(out.Issues, IssueItem{i.Record.Revision, i.Record.AtMS, by.Name, i.Record.Changes, i.Record.Withdrawn})
	}
	if n := len(issues); n > 0 {
		if last, err := s.load(ctx, issues[n-1].Record.Hash); err == nil {
			plain, err := Compose(v.Uncleared(), s.boards, in.Day.ID)
			if err != nil {
				return Answer{}, err
			}
			out.Pending = append(out.Pending, Differences(last.Sheet, plain)...)
		}
	}
	return out, nil
}

func (c *composer) generalAnswer() General {
	return General{
		Lunch: c.clock(c.day.LunchAtMS), LunchMin: c.day.LunchMin, Base: c.day.Base.ID, Parking: c.day.Parking.ID, Hospital: c.day.Hospital.ID,
		Weather: c.day.Weather, TempMinC: c.day.TempMinC, TempMaxC: c.day.TempMaxC,
	}
}

func (s *service) edit(_ context.Context, v graph.View, in struct {
	dayIn
	DayIn
}) (graph.Change, error) {
	return editDay(v, s.ids, in.Day.ID, in.DayIn)
}

func (s *service) call(_ context.Context, v graph.View, in struct {
	dayIn
	CallIn
}) (graph.Change, error) {
	return callPeople(v, s.ids, in.Day.ID, in.CallIn)
}

func (s *service) uncall(_ context.Context, v graph.View, in struct {
	Call graph.Ref[production.Call] `path:"call"`
}) (graph.Change, error) {
	return uncall(v, s.ids, in.Call.ID)
}

type issueIn struct {
	dayIn
	Revision  int              `path:"revision" minimum:"1"`
	Format    documents.Format `query:"format" enum:"pdf,html"`
	Recipient string           `query:"recipient" maxLength:"120" doc:"Name printed across each page of a PDF"`
}

func (s *service) issueFile(ctx context.Context, v graph.View, in issueIn) (web.Document, error) {
	i, err := find(v, in.Day.ID, in.Revision)
	if err != nil {
		return web.Document{}, err
	}
	frozen, err := s.load(ctx, i.Hash)
	if err != nil {
		return web.Document{}, err
	}
	f, err := frozen.render(cmp.Or(in.Format, documents.AsPDF), in.Recipient)
	return web.Document{Name: f.Name, Type: f.MediaType, Body: f.Body, Inline: true, Language: frozen.Sheet.Language}, err
}
