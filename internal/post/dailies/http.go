package dailies

import (
	"context"

	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/dailies"

func (s *service) routes(m *web.Mux) {
	// What a copy is and how far it is depends on records and jobs that the reader does not know.
	web.Query(m, "GET "+base, readRight, s.selects, web.Fresh(), web.Summary("The day's footage in the order of the story"))
	web.Query(m, "GET "+base+"/clips/{clip}", readRight, s.clip, web.Fresh(), web.Summary("A clip: picture, slate, lens, notes, ranges"))
	web.Raw(m, "GET "+base+"/clips/{clip}/media/{what}", readRight, s.serve, web.Timeout(0),
		web.Summary("A clip's video, thumb, filmstrip, waveform or cube; ranges are answered"))
	web.Action(m, "POST "+base+"/make", makeRight, func(ctx context.Context, in makeIn) (Asked, error) { return s.ask(ctx, web.ViewOf(ctx), in) },
		web.Summary("Make viewing copies of clips"))
	web.Action(m, "POST "+base+"/clips/{clip}/own", readRight, func(ctx context.Context, in clipIn) (Own, error) { return s.askOwn(ctx, web.ViewOf(ctx), in.Clip.ID) },
		web.Summary("Have a copy with the reader's name burned in"))
	web.Command(m, "POST "+base+"/watched", readRight, s.markWatched, web.Summary("Mark clips as watched, or not, for oneself"))
	web.Command(m, "POST "+base+"/clips/{clip}/ranges", markRight, s.addRange, web.Summary("Mark frames: a select, an outtake with its reason, what to keep away from"))
	web.Command(m, "PATCH "+base+"/ranges/{range}", markRight, s.patchRange, web.Summary("Change a mark"))
	web.Command(m, "DELETE "+base+"/ranges/{range}", markRight, s.dropRange, web.Summary("Take a mark away"))
	web.Command(m, "PUT "+base+"/scenes/{scene}/viewers", ruleRight, s.setViewers, web.Summary("Say who watches footage of a closed set"))
	web.Command(m, "PUT "+base+"/rule", ruleRight, s.setRule, web.Summary("Say whose copies bear a name"))
	s.noteRoutes(m)
	s.roomRoutes(m)
	s.listRoutes(m)
}

func (s *service) noteRoutes(m *web.Mux) {
	web.Query(m, "GET "+base+"/readers", noteRight, s.readers, web.Summary("Whom a note on footage can be shared with"))
	web.Command(m, "POST "+base+"/clips/{clip}/notes", noteRight, s.addNote, web.Summary("Write a note on frames, or draw on them"))
	web.Command(m, "PATCH "+base+"/notes/{note}", noteRight, s.patchNote, web.Summary("Change a note, or mark it as done"))
	web.Command(m, "PUT "+base+"/notes/{note}/readers", noteRight, s.shareNote, web.Summary("Choose who reads a note"))
	web.Command(m, "POST "+base+"/notes/{note}/replies", noteRight, s.reply, web.Summary("Answer a note"))
	web.Command(m, "DELETE "+base+"/notes/{note}", noteRight, s.dropNote, web.Summary("Delete a note of one's own"))
}
