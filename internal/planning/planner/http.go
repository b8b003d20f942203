package planner

import (
	"context"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/boards/{board}"

func (s *service) checkRoutes(m *web.Mux) {
	web.Query(m, "GET "+base+"/rules", RightRead, s.rules, web.Summary("What the rules say about a board: flags, price, light, who is not free, and what was assumed"))
	web.Query(m, "GET "+base+"/best-days/{strip}", RightRead, s.bestDays, web.Summary("The days on which a strip could be shot, best first"))
	web.Command(m, "POST "+base+"/reschedule", rightEdit, s.reschedule, web.Summary("Move a strip to a date, with day breaks where there are none yet"))
}

type boardIn struct {
	Board graph.Ref[production.Board] `path:"board"`
}

func (s *service) rules(_ context.Context, v graph.View, in boardIn) (Verdict, error) {
	return s.Judge(v, in.Board.ID)
}

type bestDaysIn struct {
	boardIn
	Strip graph.Ref[production.Strip] `path:"strip"`
	Limit int                         `query:"limit" minimum:"0" maximum:"1000" doc:"How many days at most; 0 is all"`
}

func (s *service) bestDays(_ context.Context, v graph.View, in bestDaysIn) (BestDays, error) {
	return s.BestDays(v, in.Board.ID, in.Strip.ID, in.Limit)
}

func (s *service) reschedule(_ context.Context, v graph.View, in struct {
	boardIn
	RescheduleIn
}) (graph.Change, error) {
	return s.Reschedule(v, s.ids, in.Board.ID, in.RescheduleIn)
}
