package calendars

import (
	"context"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/calendar"

// maxFile bounds an imported file, as base64 in JSON.
const maxFile = 24 << 20

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+base, RightRead, s.page, web.Summary("Who and what can be had on which day"))
	web.Command(m, "POST "+base+"/spans", RightEdit, s.add, web.Summary("Note days on which somebody or something can or cannot be had"))
	web.Command(m, "PATCH "+base+"/spans/{span}", RightEdit, s.edit, web.Summary("Change such days"))
	web.Command(m, "DELETE "+base+"/spans/{span}", RightEdit, s.remove, web.Summary("Take such days away"))
	web.Command(m, "POST "+base+"/units/{unit}/days", RightEdit, s.days, web.Summary("Say what days of a unit are: holidays, days off, hiatus"))
	web.Action(m, "POST "+base+"/read", RightEdit, s.read, web.MaxBody(maxFile), web.Summary("What a file of availability holds, before it is imported"))
	web.Command(m, "POST "+base+"/import", RightEdit, s.take, web.MaxBody(maxFile), web.Summary("Import availability: iCalendar, CSV or workbook"))
	web.File(m, "GET "+base+"/ics", RightRead, s.export, web.Summary("A calendar as an iCalendar file"))
	web.File(m, "GET "+base+"/feed", RightFeed, s.feed, web.KeyInAddress(), web.Summary("A calendar for calendar programs, with its key in the address"))
}

func (s *service) page(_ context.Context, v graph.View, _ struct{}) (Page, error) {
	return ReadPage(v, s.boards)
}

func (s *service) add(_ context.Context, v graph.View, in SpanIn) (graph.Change, error) {
	return AddSpan(v, s.ids, in)
}

type spanPath struct {
	Span graph.Ref[production.Availability] `path:"span"`
}

func (s *service) edit(_ context.Context, v graph.View, in struct {
	spanPath
	SpanEdit
}) (graph.Change, error) {
	return EditSpan(v, s.ids, in.Span.ID, in.SpanEdit)
}

func (s *service) remove(_ context.Context, v graph.View, in spanPath) (graph.Change, error) {
	return RemoveSpan(v, s.ids, in.Span.ID)
}

func (s *service) days(_ context.Context, v graph.View, in struct {
	Unit graph.Ref[production.Unit] `path:"unit"`
	DaysIn
}) (graph.Change, error) {
	return PutDays(v, s.ids, in.Unit.ID, in.DaysIn)
}

func (s *service) read(ctx context.Context, in ImportIn) (Report, error) {
	return ReadImport(web.ViewOf(ctx), s.boards, in)
}

func (s *service) take(_ context.Context, v graph.View, in ImportIn) (graph.Change, error) {
	return Import(v, s.boards, s.ids, in)
}

func (s *service) export(_ context.Context, v graph.View, in Whose) (web.Document, error) {
	return Export(v, s.boards, in)
}

// feed serves a subscription. A key in an address is easily passed on, so one that holds more than
// this right is refused.
func (s *service) feed(_ context.Context, v graph.View, in struct {
	Whose
	Key string `query:"key" doc:"API token whose only right is calendar.feed"`
}) (web.Document, error) {
	if in.Key != "" && !onlyFeed(v.Audience()) {
		return web.Document{}, fault.New(fault.Denied, "this key can do more than read calendars and must not stand in an address: make one with the right %q only", RightFeed)
	}
	return Export(v, s.boards, in.Whose)
}

// onlyFeed says that an audience may do nothing but read calendars. Departments somebody belongs to
// are no rights (package access writes them with a colon).
func onlyFeed(a graph.Audience) bool {
	for right := range a.Rights {
		if right != RightFeed && !strings.Contains(right, ":") {
			return false
		}
	}
	return true
}
