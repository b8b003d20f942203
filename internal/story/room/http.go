package room

import (
	"cmp"
	"context"

	"backlot/film/civil"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/room"

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+base+"/board", RightRead, s.board, web.Summary("The story as cards, by season, episode, arc or character"))
	web.Query(m, "GET "+base+"/cards/{card}", RightRead, s.card, web.Summary("A card with its scenes, versions, notes and cost"))
	web.Query(m, "GET "+base+"/matrix", RightRead, s.matrix, web.Summary("Arcs by episodes: beats, coverage and gaps"))
	web.Query(m, "GET "+base+"/pitches", RightRead, s.pitches, web.Summary("Pitches, parked and dropped cards with reasons"))
	web.Query(m, "GET "+base+"/assignments", RightRead, s.assignments, web.Summary("Who writes what by when"))
	web.Query(m, "GET "+base+"/locks", RightRead, s.locks, web.Summary("Who locked and unlocked what, and why"))
	web.File(m, "GET "+base+"/papers/{paper}", RightRead, s.paper, web.Summary("Board, outline or matrix as PDF, page or workbook"))

	web.Command(m, "POST "+base+"/cards", RightWrite, s.add, web.Summary("Add a card to the board, or pitch one"))
	web.Command(m, "PATCH "+base+"/cards/{card}", RightWrite, s.change, web.Summary("Rewrite a card, tie it to scenes, arcs, characters"))
	web.Command(m, "DELETE "+base+"/cards/{card}", RightWrite, s.discard, web.Summary("Delete a card with its versions"))
	web.Command(m, "POST "+base+"/cards/{card}/versions", RightWrite, s.version, web.Summary("Begin another version of a card"))
	web.Command(m, "POST "+base+"/cards/{card}/choose", RightWrite, s.choose, web.Summary("Put this version on the board; the others are kept"))
	web.Command(m, "POST "+base+"/cards/{card}/notes", RightRead, s.note, web.Summary("Write a note on a card"))
	web.Command(m, "POST "+base+"/move", RightWrite, s.move, web.Summary("Move cards on one of the boards"))
	web.Command(m, "POST "+base+"/decide", RightWrite, s.decide, web.Summary("Accept, park, drop or pitch cards again"))
	web.Command(m, "POST "+base+"/from-script", RightWrite, s.fromScript, web.Summary("Make a card of every scene without one"))

	web.Command(m, "POST "+base+"/lanes", RightWrite, s.addLanes, web.Summary("Add columns: acts of an episode or a feature"))
	web.Command(m, "PATCH "+base+"/lanes/{lane}", RightWrite, s.changeLane, web.Summary("Rename or move a column, say what the act ends on"))
	web.Command(m, "DELETE "+base+"/lanes/{lane}", RightLead, s.removeLane, web.Summary("Delete an empty column"))
	web.Command(m, "POST "+base+"/arcs", RightWrite, s.addArc, web.Summary("Begin a storyline"))
	web.Command(m, "PATCH "+base+"/arcs/{arc}", RightWrite, s.changeArc, web.Summary("Change a storyline"))
	web.Command(m, "DELETE "+base+"/arcs/{arc}", RightLead, s.removeArc, web.Summary("Delete a storyline; its cards stay"))
	web.Command(m, "POST "+base+"/seasons", RightLead, s.addSeason, web.Summary("Begin a season with its episodes"))
	web.Command(m, "PATCH "+base+"/episodes/{episode}", RightWrite, s.changeEpisode, web.Summary("Name an episode"))

	web.Command(m, "POST "+base+"/assignments", RightAssign, s.assign, web.Summary("Give a writer something to write"))
	web.Command(m, "PATCH "+base+"/assignments/{assignment}", RightWrite, s.changeAssignment, web.Summary("Change an assignment, say that it is delivered"))
	web.Command(m, "DELETE "+base+"/assignments/{assignment}", RightAssign, s.removeAssignment, web.Summary("Delete an assignment"))
	web.Command(m, "POST "+base+"/locks", RightLead, s.lock, web.Summary("Lock or unlock a card, a column, an episode or the board"))
	web.Command(m, "POST "+base+"/hide", RightLead, s.hide, web.Strict(), web.Summary("Hide cards, or how arcs end, from all but a few"))
	web.Command(m, "POST "+base+"/reveal", RightLead, s.reveal, web.Strict(), web.Summary("Show what was hidden"))
}

type cardIn struct {
	Card graph.Ref[production.Card] `path:"card"`
}

type laneIn struct {
	Lane graph.Ref[production.Lane] `path:"lane"`
}

type arcIn struct {
	Arc graph.Ref[production.Arc] `path:"arc"`
}

type assignmentIn struct {
	Assignment graph.Ref[production.Assignment] `path:"assignment"`
}

type boardIn struct {
	By      string                        `query:"by" enum:"season,episode,arc,character" doc:"Left out: by season for a series, by act for a feature"`
	Season  graph.Ref[production.Season]  `query:"season" doc:"Left out: the first"`
	Episode graph.Ref[production.Episode] `query:"episode" doc:"Only this episode"`
}

func (in boardIn) scope() scope { return scope{in.By, in.Season.ID, in.Episode.ID} }

func (s *service) read(v graph.View) (*book, *ledger) {
	b := newBook(v)
	return b, newLedger(b, s.plan)
}

func (s *service) board(_ context.Context, v graph.View, in boardIn) (Board, error) {
	b, l := s.read(v)
	return b.answer(in.scope(), l)
}

func (s *service) card(_ context.Context, v graph.View, in cardIn) (Detail, error) {
	b, l := s.read(v)
	return b.detail(in.Card.ID, l)
}

func (s *service) matrix(_ context.Context, v graph.View, in struct {
	Season graph.Ref[production.Season] `query:"season" doc:"Left out: the first"`
}) (Matrix, error) {
	b, l := s.read(v)
	return b.matrix(in.Season.ID, l)
}

func (s *service) pitches(_ context.Context, v graph.View, _ struct{}) (Ledger, error) {
	b, l := s.read(v)
	return b.pitches(l), nil
}

type assignmentsOut struct {
	Assignments []AssignmentItem `json:"assignments"`
}

func (s *service) assignments(_ context.Context, v graph.View, in struct {
	Today civil.Date `query:"today" doc:"The reader's date, by which things are overdue"`
}) (assignmentsOut, error) {
	return assignmentsOut{assignments(newBook(v), in.Today)}, nil
}

type locksOut struct {
	Locks []LockItem `json:"locks"`
}

func (s *service) locks(_ context.Context, v graph.View, _ struct{}) (locksOut, error) {
	return locksOut{lockLog(v)}, nil
}

type paperIn struct {
	boardIn
	Paper  string `path:"paper" enum:"board,outline,matrix"`
	Format string `query:"format" enum:"pdf,html,xlsx" default:"pdf"`
}

func (s *service) paper(_ context.Context, v graph.View, in paperIn) (web.Document, error) {
	doc, err := s.describe(v, in.Paper, in.scope())
	if err != nil {
		return web.Document{}, err
	}
	f, err := documents.Render(doc, cmp.Or(documents.Format(in.Format), documents.AsPDF), documents.Recipient{})
	return web.Document{Name: f.Name, Type: f.MediaType, Body: f.Body, Inline: in.Format != "xlsx"}, err
}

func (s *service) add(_ context.Context, v graph.View, in AddIn) (graph.Change, error) {
	return add(v, s.ids, in)
}

func (s *service) change(_ context.Context, v graph.View, in struct {
	cardIn
	CardIn
}) (graph.Change, error) {
	return change(v, s.ids, in.Card.ID, in.CardIn)
}

func (s *service) discard(_ context.Context, v graph.View, in cardIn) (graph.Change, error) {
	return discard(v, s.ids, in.Card.ID)
}

func (s *service) version(_ context.Context, v graph.View, in struct {
	cardIn
	VersionIn
}) (graph.Change, error) {
	return version(v, s.ids, in.Card.ID, in.VersionIn)
}

func (s *service) choose(_ context.Context, v graph.View, in struct {
	cardIn
	ChooseIn
}) (graph.Change, error) {
	return choose(v, s.ids, in.Card.ID, in.ChooseIn)
}

func (s *service) note(_ context.Context, v graph.View, in struct {
	cardIn
	NoteIn
}) (graph.Change, error) {
	return note(v, s.ids, in.Card.ID, in.NoteIn)
}

func (s *service) move(_ context.Context, v graph.View, in MoveIn) (graph.Change, error) {
	return move(v, s.ids, in)
}

func (s *service) decide(_ context.Context, v graph.View, in DecideIn) (graph.Change, error) {
	return decide(v, s.ids, in)
}

func (s *service) fromScript(_ context.Context, v graph.View, in FromScriptIn) (graph.Change, error) {
	return fromScript(v, s.ids, in)
}

func (s *service) addLanes(_ context.Context, v graph.View, in LanesIn) (graph.Change, error) {
	return addLanes(v, s.ids, in)
}

func (s *service) changeLane(_ context.Context, v graph.View, in struct {
	laneIn
	LaneIn
}) (graph.Change, error) {
	return changeLane(v, s.ids, in.Lane.ID, in.LaneIn)
}

func (s *service) removeLane(_ context.Context, v graph.View, in laneIn) (graph.Change, error) {
	return removeLane(v, s.ids, in.Lane.ID)
}

func (s *service) addArc(_ context.Context, v graph.View, in ArcIn) (graph.Change, error) {
	return addArc(v, s.ids, in)
}

func (s *service) changeArc(_ context.Context, v graph.View, in struct {
	arcIn
	ArcIn
}) (graph.Change, error) {
	return changeArc(v, s.ids, in.Arc.ID, in.ArcIn)
}

func (s *service) removeArc(_ context.Context, v graph.View, in arcIn) (graph.Change, error) {
	return removeArc(v, s.ids, in.Arc.ID)
}

func (s *service) addSeason(_ context.Context, v graph.View, in SeasonIn) (graph.Change, error) {
	return addSeason(v, s.ids, in)
}

func (s *service) changeEpisode(_ context.Context, v graph.View, in struct {
	Episode graph.Ref[production.Episode] `path:"episode"`
	EpisodeIn
}) (graph.Change, error) {
	return changeEpisode(v, s.ids, in.Episode.ID, in.EpisodeIn)
}

func (s *service) assign(_ context.Context, v graph.View, in AssignIn) (graph.Change, error) {
	return assign(v, s.ids, in)
}

func (s *service) changeAssignment(_ context.Context, v graph.View, in struct {
	assignmentIn
	AssignmentIn
}) (graph.Change, error) {
	return changeAssignment(v, s.ids, in.Assignment.ID, in.AssignmentIn)
}

func (s *service) removeAssignment(_ context.Context, v graph.View, in assignmentIn) (graph.Change, error) {
	return removeAssignment(v, s.ids, in.Assignment.ID)
}

func (s *service) lock(_ context.Context, v graph.View, in LockIn) (graph.Change, error) {
	return setLock(v, s.ids, in)
}

func (s *service) hide(_ context.Context, v graph.View, in HideIn) (graph.Change, error) {
	return hide(v, s.ids, in)
}

func (s *service) reveal(_ context.Context, v graph.View, in RevealIn) (graph.Change, error) {
	return reveal(v, s.ids, in)
}
