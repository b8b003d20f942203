package drafts

import (
	"cmp"
	"context"
	"net/http"

	"backlot/film/screenplay/compare"
	"backlot/film/screenplay/report"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// paperRoutes are the comparison, the reports, sides and copies.
func (s *service) paperRoutes(m *web.Mux) {
	const draft = "/api/productions/{production}/drafts/{draft}"
	web.Query(m, "GET "+draft+"/beside", readRight, s.beside, web.Summary("Two drafts for reading side by side"))
	web.File(m, "GET "+draft+"/beside/report", readRight, s.revisionFile, web.Summary("Revision report of two drafts"))
	web.Query(m, "GET "+draft+"/tasks", readRight, s.tasks, web.Summary("What a draft asks of each department"))
	web.File(m, "GET "+draft+"/tasks/file", readRight, s.taskFile, web.Summary("The list of one department, or of all"))
	web.Command(m, "POST "+draft+"/tasks", taskRight, func(_ context.Context, v graph.View, in answerIn) (graph.Change, error) {
		return s.answer(v, in.From.ID, in.Draft.ID, in.AnswerIn, m.Now())
	}, web.Summary("Tick off what a draft asks of a department"))
	web.Query(m, "GET "+draft+"/reports", readRight, s.reports, web.Summary("Scenes, characters and sets of a draft"))
	web.Query(m, "GET "+draft+"/dialogue", readRight, s.dialogue, web.Summary("The lines of one part with their cues"))
	web.Query(m, "GET "+draft+"/sides", readRight, s.sides, web.Summary("Sides, before they are printed"))
	web.Query(m, "GET "+draft+"/sides/choices", readRight, s.sideChoices, web.Summary("Days and parts that sides can be made for"))
	web.File(m, "GET "+draft+"/sides/file", readRight, s.sidesFile, web.Summary("Sides as PDF"))
	web.Action(m, "POST "+draft+"/copies", distributeRight, func(ctx context.Context, in struct {
		draftIn
		HandOutIn
	}) (handedOut, error) {
		job, err := s.distribute(ctx, web.ViewOf(ctx), in.Draft.ID, in.HandOutIn, m.Now())
		return handedOut{job}, err
	}, web.Summary("Draw a marked copy for each of several people: a job"))
	web.Query(m, "GET /api/productions/{production}/copies", distributeRight, s.copies, web.Summary("Copies of scripts that were given out"))
	web.Query(m, "GET /api/productions/{production}/copies/choices", distributeRight, s.copyChoices, web.Summary("People and lists that copies can be handed to"))
	web.Command(m, "PATCH /api/productions/{production}/copies/{copy}", distributeRight, func(_ context.Context, v graph.View, in struct {
		copyIn
		CopyIn
	}) (graph.Change, error) {
		return s.mark(v, in.Copy.ID, in.CopyIn, m.Now())
	}, web.Summary("Write that a copy was acknowledged or came back"))
	web.Raw(m, "GET /api/productions/{production}/copies/{issue}/zip", distributeRight, s.zip, web.Timeout(0), web.Summary("The copies of one handing out, as they were drawn"))
}

type againstIn struct {
	Draft graph.Ref[production.Draft] `path:"draft"`
	From  graph.Ref[production.Draft] `query:"from" doc:"Draft to compare with; left out: the one before"`
}

type answerIn struct {
	againstIn
	AnswerIn
}

func (s *service) beside(_ context.Context, v graph.View, in againstIn) (Beside, error) {
	return BesideOf(v, in.From.ID, in.Draft.ID)
}

func (s *service) tasks(_ context.Context, v graph.View, in againstIn) (Tasks, error) {
	return TasksOf(v, in.From.ID, in.Draft.ID)
}

func (s *service) revisionFile(_ context.Context, v graph.View, in struct {
	againstIn
	Format documents.Format `query:"format" enum:"pdf,html,xlsx"`
}) (web.Document, error) {
	p, err := pairOf(v, in.From.ID, in.Draft.ID)
	if err != nil {
		return web.Document{}, err
	}
	return answerFile(p.revisionReport(), in.Format)
}

func (s *service) taskFile(_ context.Context, v graph.View, in struct {
	againstIn
	Department string `query:"department" maxLength:"40" doc:"props, wardrobe ...; all when left out"`
	Format     string `query:"format" enum:"pdf,html,xlsx,csv"`
}) (web.Document, error) {
	only := compare.Department(in.Department)
	if _, ok := departmentNames[only]; !ok && only != "" {
		return web.Document{}, fault.At("query.department", "no department %q: want one of %v", only, compare.Departments())
	}
	p, err := pairOf(v, in.From.ID, in.Draft.ID)
	if err != nil {
		return web.Document{}, err
	}
	paper := p.taskPaper(only)
	if in.Format != "csv" {
		return answerFile(paper, documents.Format(in.Format))
	}
	body, err := p.taskCSV(only)
	return web.Document{Name: documents.FileName(paper.Meta, "csv"), Type: "text/csv; charset=utf-8", Body: body}, err
}

func answerFile(doc documents.Document, format documents.Format) (web.Document, error) {
	f, err := documents.Render(doc, cmp.Or(format, documents.AsPDF), documents.Recipient{})
	return web.Document{Name: f.Name, Type: f.MediaType, Body: f.Body, Inline: true}, err
}

type reportsOut struct {
	Totals     report.Totals      `json:"totals"`
	Scenes     []report.Scene     `json:"scenes"`
	Characters []report.Character `json:"characters"`
	Sets       []report.Set       `json:"sets"`
	// Parts gives the element of each character by name, where the production has one.
	Parts map[string]graph.ID `json:"parts"`
}

func (s *service) reports(_ context.Context, v graph.View, in draftIn) (reportsOut, error) {
	b, err := bookOf(v, in.Draft.ID)
	if err != nil {
		return reportsOut{}, err
	}
	return reportsOut{b.Totals(), b.Scenes(), b.Characters(), b.Sets(), partsOf(v)}, nil
}

// partsOf finds the element of every character by its name and aliases.
func partsOf(v graph.View) map[string]graph.ID {
	out := map[string]graph.ID{}
	for id, el := range graph.All[production.Element](v) {
		if el.Category != "character" {
			continue
		}
		out[el.Name] = id
		for alias := range el.Aliases {
			out[alias] = id
		}
	}
	return out
}

func (s *service) dialogue(_ context.Context, v graph.View, in struct {
	draftIn
	Part graph.Ref[production.Element] `query:"part" doc:"Character"`
}) (report.Dialogue, error) {
	el, ok := graph.Get[production.Element](v, in.Part.ID)
	if !ok {
		return report.Dialogue{}, fault.At("query.part", "whose lines? Want a character")
	}
	b, err := bookOf(v, in.Draft.ID)
	if err != nil {
		return report.Dialogue{}, err
	}
	d, err := b.Dialogue(el.Name)
	if err != nil {
		return d, fault.Mark(fault.NotFound, err)
	}
	return d, nil
}

type sidesIn struct {
	draftIn
	SidesIn
}

func (s *service) sides(_ context.Context, v graph.View, in sidesIn) (Sides, error) {
	return s.sidesOf(v, in.Draft.ID, in.SidesIn)
}

func (s *service) sidesFile(_ context.Context, v graph.View, in sidesIn) (web.Document, error) {
	out, err := s.sidesOf(v, in.Draft.ID, in.SidesIn)
	if err != nil {
		return web.Document{}, err
	}
	return answerFile(out.document, documents.AsPDF)
}

type handedOut struct {
	Job graph.ID `json:"job" doc:"Its result names the archive with all copies"`
}

type copiesOut struct {
	Copies []Copy `json:"copies"`
}

func (s *service) copies(_ context.Context, v graph.View, _ struct{}) (copiesOut, error) {
	return copiesOut{Copies(v)}, nil
}

type copyIn struct {
	Copy graph.Ref[production.Delivery] `path:"copy"`
}

// zip writes the archive as it goes; a hundred copies need not stand in memory.
func (s *service) zip(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r.Context())
	id, err := graph.ParseID(r.PathValue("issue"))
	if err != nil {
		return fault.At("path.issue", "%w", err)
	}
	list := handOutOf(v, id)
	if len(list) == 0 {
		return fault.New(fault.NotFound, "no copies under %s", id)
	}
	if err := web.Audited(r.Context()); err != nil {
		return err
	}
	web.ServeDocument(w, r, "copies-"+list[0].Version+".zip", "application/zip", false)
	return s.writeZip(r.Context(), w, list)
}
