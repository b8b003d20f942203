package board

import (
	"cmp"
	"context"

	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/boards"

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+base, RightRead, s.list, web.Summary("Boards of the production"))
	web.Command(m, "POST "+base, RightEdit, s.create, web.Summary("Make a board, arranged or as a copy"))
	web.Query(m, "GET "+base+"/{board}", RightRead, s.read, web.Summary("A board in days"))
	web.Command(m, "PATCH "+base+"/{board}", RightEdit, s.edit, web.Summary("Rename a board, set its dates or colours"))
	web.Command(m, "DELETE "+base+"/{board}", RightEdit, s.discard, web.Summary("Delete a board that is not shot"))
	web.Command(m, "POST "+base+"/{board}/adopt", RightAdopt, s.adopt, web.Summary("Make a board the one that is shot"))
	web.Command(m, "POST "+base+"/{board}/move", RightEdit, s.move, web.Summary("Move strips"))
	web.Command(m, "POST "+base+"/{board}/put", RightEdit, s.put, web.Summary("Add a day break or a banner"))
	web.Command(m, "POST "+base+"/{board}/scenes", RightEdit, s.addScenes, web.Summary("Put scenes without a strip on the board"))
	web.Command(m, "POST "+base+"/{board}/arrange", RightEdit, s.arrange, web.Summary("Arrange the board by rule of thumb"))
	web.Command(m, "POST "+base+"/{board}/sort", RightEdit, s.sort, web.Summary("Sort strips"))
	web.Command(m, "PATCH /api/productions/{production}/strips/{strip}", RightEdit, s.change, web.Summary("Change what a strip says"))
	web.Command(m, "DELETE /api/productions/{production}/strips/{strip}", RightEdit, s.remove, web.Summary("Remove a banner or day break; put a scene into the boneyard"))
	web.Command(m, "POST /api/productions/{production}/strips/{strip}/split", RightEdit, s.split, web.Summary("Split a scene over two strips"))
	web.Query(m, "GET "+base+"/{board}/day-out-of-days", RightRead, s.charts, web.Summary("Day-out-of-days by category"))
	web.File(m, "GET "+base+"/{board}/day-out-of-days/{category}", RightRead, s.chart, web.Summary("Day-out-of-days of one category as PDF, page or workbook"))
}

type boardIn struct {
	Board graph.Ref[production.Board] `path:"board"`
}

type stripIn struct {
	Strip graph.Ref[production.Strip] `path:"strip"`
}

type listOut struct {
	Boards []ListItem `json:"boards"`
}

func (s *service) list(_ context.Context, v graph.View, _ struct{}) (listOut, error) {
	boards, err := list(v)
	return listOut{boards}, err
}

func (s *service) create(_ context.Context, v graph.View, in CreateIn) (graph.Change, error) {
	return Create(v, s.ids, in)
}

func (s *service) read(_ context.Context, v graph.View, in boardIn) (Answer, error) {
	p, err := Read(v, in.Board.ID)
	if err != nil {
		return Answer{}, err
	}
	return p.answer(), nil
}

func (s *service) edit(_ context.Context, v graph.View, in struct {
	boardIn
	BoardIn
}) (graph.Change, error) {
	return edit(v, s.ids, in.Board.ID, in.BoardIn)
}

func (s *service) discard(_ context.Context, v graph.View, in boardIn) (graph.Change, error) {
	return discard(v, s.ids, in.Board.ID)
}

func (s *service) adopt(_ context.Context, v graph.View, in boardIn) (graph.Change, error) {
	return Adopt(v, s.ids, in.Board.ID)
}

func (s *service) move(_ context.Context, v graph.View, in struct {
	boardIn
	MoveIn
}) (graph.Change, error) {
	return move(v, s.ids, in.Board.ID, in.MoveIn)
}

func (s *service) put(_ context.Context, v graph.View, in struct {
	boardIn
	PutIn
}) (graph.Change, error) {
	return put(v, s.ids, in.Board.ID, in.PutIn)
}

func (s *service) addScenes(_ context.Context, v graph.View, in struct {
	boardIn
	AddIn
}) (graph.Change, error) {
	return addScenes(v, s.ids, in.Board.ID, in.AddIn)
}

func (s *service) arrange(_ context.Context, v graph.View, in struct {
	boardIn
	ArrangeIn
}) (graph.Change, error) {
	return arrange(v, s.ids, in.Board.ID, in.ArrangeIn)
}

func (s *service) sort(_ context.Context, v graph.View, in struct {
	boardIn
	SortIn
}) (graph.Change, error) {
	return sortStrips(v, s.ids, in.Board.ID, in.SortIn)
}

func (s *service) change(_ context.Context, v graph.View, in struct {
	stripIn
	StripIn
}) (graph.Change, error) {
	return change(v, s.ids, in.Strip.ID, in.StripIn)
}

func (s *service) remove(_ context.Context, v graph.View, in stripIn) (graph.Change, error) {
	return remove(v, s.ids, in.Strip.ID)
}

func (s *service) split(_ context.Context, v graph.View, in struct {
	stripIn
	SplitIn
}) (graph.Change, error) {
	return split(v, s.ids, in.Strip.ID, in.SplitIn)
}

func (s *service) charts(_ context.Context, v graph.View, in struct {
	boardIn
	Category string `query:"category" doc:"Only this category, such as character; empty is all"`
}) (chartsOut, error) {
	p, err := Read(v, in.Board.ID)
	if err != nil {
		return chartsOut{}, err
	}
	charts, err := p.chartAnswers(in.Category)
	return chartsOut{charts}, err
}

type chartsOut struct {
	Charts []ChartAnswer `json:"charts"`
}

type chartIn struct {
	boardIn
	Category string `path:"category" doc:"Category of the breakdown, such as character"`
	Format   string `query:"format" enum:"pdf,html,xlsx" default:"pdf"`
}

func (s *service) chart(_ context.Context, v graph.View, in chartIn) (web.Document, error) {
	doc, err := dayOutOfDays(v, in.Board.ID, in.Category)
	if err != nil {
		return web.Document{}, err
	}
	f, err := documents.Render(doc, cmp.Or(documents.Format(in.Format), documents.AsPDF), documents.Recipient{})
	return web.Document{Name: f.Name, Type: f.MediaType, Body: f.Body, Inline: in.Format != "xlsx"}, err
}
