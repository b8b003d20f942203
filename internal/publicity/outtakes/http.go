package outtakes

import (
	"context"

	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/outtakes"

func (s *service) routes(m *web.Mux) {
	// What is granted today may not be tomorrow, and closed sets are read from the whole production.
	web.Query(m, "GET "+base, RightRead, func(ctx context.Context, v graph.View, _ struct{}) (Page, error) {
		r, err := s.read(ctx, v)
		if err != nil {
			return Page{}, err
		}
		return r.page(), nil
	}, web.Fresh(), web.Summary("Takes for the gag reel, who and what they show, what is cleared, and the reel"))
	web.Command(m, "POST "+base+"/reel", RightPick, s.add, web.Summary("Put frames of a take at the end of the reel"))
	web.Command(m, "PATCH "+base+"/reel/{pick}", RightPick, s.move, web.Summary("Move a piece of the reel"))
	web.Command(m, "DELETE "+base+"/reel/{pick}", RightPick, s.drop, web.Summary("Take a piece out of the reel"))
	web.File(m, "GET "+base+"/reel", RightRelease, s.reel, web.Fresh(), web.Summary("The reel for a cutting program, once everyone and everything in it is cleared"))
	web.File(m, "GET "+base+"/list", RightRead, s.list, web.Fresh(), web.Summary("Who and what the takes show, as CSV"))
}
