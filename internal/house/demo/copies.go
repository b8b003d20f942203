package demo

import (
	"bytes"
	"time"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/story/drafts"
)

// handOuts are the scripts that the coordinator, who is cleared for nothing, has
// handed out. A copy that is back says when.
var handOuts = []struct {
	version, date, clock, note string
	revised                    bool
	to                         []struct{ name, channel, status, back string }
}{
	{"Shooting draft", "2026-09-16", "10:00", "Read-through", false, []struct{ name, channel, status, back string }{
		{"Margrethe Falk", "print", "recalled", "2026-10-07"}, {"Roar Lien", "print", "acknowledged", "2026-09-16"},
	}},
	{"Blue", "2026-10-06", "09:30", "Blue pages to everybody who has a script", true, []struct{ name, channel, status, back string }{
		{"Margrethe Falk", "mail", "sent", ""}, {"Roar Lien", "print", "sent", ""}, {"Camilla Winge", "print", "acknowledged", "2026-10-06"},
	}},
}

// handOutScripts records copies as the page of documents would have drawn them.
func (b *builder) handOutScripts(e *graph.Edit) {
	open := b.view.Uncleared()
	for _, h := range handOuts {
		draft := b.draftCalled(h.version)
		if draft.IsZero() {
			continue // without the blue revision
		}
		at := time.UnixMilli(at(civil.MustParse(h.date), h.clock, "Europe/Oslo")).UTC()
		kind, pages, name := "script", "all", Name+" "+h.version
		if h.revised {
			kind, pages, name = "revision_pages", "revised", name+", revised pages"
		}
		document := graph.Add(e, production.Document{Type: kind, Name: name, About: graph.To[graph.Any](draft)})
		issue := graph.Add(e, production.Issue{Document: graph.To[production.Document](document), Revision: 1, AtMS: at.UnixMilli(), By: b.party("Ingvild Sæther"), Changes: h.note})
		for _, to := range h.to {
			d := production.Delivery{Issue: graph.To[production.Issue](issue), Recipient: b.party(to.name), Channel: to.channel, SentAtMS: at.UnixMilli(), Status: to.status}
			if to.back != "" {
				d.AcknowledgedAtMS = max(atNoon(to.back), d.SentAtMS)
			}
			id := b.ids.NewID()
			d.MarkID = drafts.MarkOf(id)
			if b.opts.Keep != nil {
				pdf, err := drafts.DrawCopy(open, draft, pages, to.name, d.MarkID, at)
				if err == nil {
					d.Hash, err = b.opts.Keep(b.ctx, bytes.NewReader(pdf))
				}
				if err != nil {
					e.Fail(err)
					return
				}
			}
			graph.AddAs(e, id, d)
		}
	}
	b.answerRevision(e)
}

func atNoon(date string) int64 { return at(civil.MustParse(date), "12:00", "Europe/Oslo") }

func (b *builder) draftCalled(version string) graph.ID {
	for id, d := range graph.All[production.Draft](b.view) {
		if d.Version == version {
			return id
		}
	}
	return graph.ID{}
}

// answerRevision is what the property master has already said about the blue pages:
// the first thing they ask of the department.
func (b *builder) answerRevision(e *graph.Edit) {
	blue := b.draftCalled("Blue")
	if blue.IsZero() {
		return
	}
	tasks, err := drafts.TasksOf(b.view.Uncleared(), graph.ID{}, blue)
	if err != nil {
		e.Fail(err)
		return
	}
	for _, t := range tasks.Tasks {
		if t.Department == "props" {
			graph.Add(e, production.RevisionTask{Department: "props", Key: t.Key, Scene: graph.To[production.Scene](t.Record), Draft: graph.To[production.Draft](blue),
				Status: "done", Note: "Seen to on 7 October", By: b.party("Ole Kristian Berg"), AtMS: atNoon("2026-10-07")})
			return
		}
	}
}
