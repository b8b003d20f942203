package adaptation

import (
	"context"
	"slices"

	"backlot/film/civil"
	"backlot/film/source"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const prefix = "/api/productions/{production}/adaptation"

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+prefix+"/sources", readRight, s.sources, web.Summary("Sources of the production"))
	web.Query(m, "GET "+prefix+"/sources/{source}", readRight, s.sourceMap, web.Summary("A source with its passages, beside the scenes"))
	web.Query(m, "GET "+prefix+"/sources/{source}/chapters/{chapter}", readRight, s.chapter, web.Summary("The text of a chapter"))
	web.Query(m, "GET "+prefix+"/sources/{source}/coverage", readRight, s.coverage, web.Summary("What the script makes of a source"))
	web.Query(m, "GET "+prefix+"/sources/{source}/rights", readRight, s.rights, web.Summary("What the production may do with a source, and until when"))
	web.File(m, "GET "+prefix+"/sources/{source}/rights.ics", readRight, s.calendar, web.Summary("Dates of the rights, for a calendar"))
	web.Action(m, "POST "+prefix+"/read", editRight, s.read, web.MaxBody(maxBook), web.Summary("What a book holds, before it is imported"))
	web.Command(m, "POST "+prefix+"/sources", editRight, s.add, web.MaxBody(maxBook), web.Summary("Import a book"))
	web.Command(m, "POST "+prefix+"/sources/by-hand", editRight, s.addByHand, web.Summary("Add a source without a text, such as a comic"))
	web.Command(m, "PATCH "+prefix+"/sources/{source}", editRight, s.patchSource, web.Summary("Change what is said about a source"))
	web.Command(m, "POST "+prefix+"/sources/{source}/editions", editRight, s.edition, web.MaxBody(maxBook), web.Summary("Put a new edition in the place of the text"))
	web.Command(m, "POST "+prefix+"/sources/{source}/passages", editRight, s.addPassage, web.Summary("Anchor a passage of the text"))
	web.Command(m, "POST "+prefix+"/sources/{source}/panels", editRight, s.addPanels, web.Summary("Anchor a passage by page and panel"))
	web.Command(m, "PATCH "+prefix+"/passages/{passage}", editRight, s.patchPassage, web.Summary("Change a passage, or anchor it anew"))
	web.Command(m, "DELETE "+prefix+"/passages/{passage}", editRight, s.dropPassage, web.Summary("Remove a passage"))
	web.Command(m, "POST "+prefix+"/verdicts", editRight, s.judge, web.Summary("Say what became of passages"))
	web.Command(m, "PATCH "+prefix+"/links/{link}", editRight, s.patchLink, web.Summary("Say why a passage became what it is"))
	web.Command(m, "DELETE "+prefix+"/links/{link}", editRight, s.dropLink, web.Summary("Take a verdict back"))
	web.Command(m, "POST "+prefix+"/sources/{source}/people", editRight, s.addPeople, web.Summary("List characters of a source"))
	web.Command(m, "PATCH "+prefix+"/people/{person}", editRight, s.patchPerson, web.Summary("Say what became of a character"))
	web.Command(m, "DELETE "+prefix+"/people/{person}", editRight, s.dropPerson, web.Summary("Remove a character from the list"))
	s.rightsRoutes(m)
}

func (s *service) rightsRoutes(m *web.Mux) {
	web.Command(m, "PATCH "+prefix+"/sources/{source}/rights", rightsRight, s.patchRights, web.Summary("Say when to warn, or that no right is needed"))
	web.Command(m, "POST "+prefix+"/sources/{source}/terms", rightsRight, s.addTerm, web.Summary("Add a term or date of the rights"))
	web.Command(m, "PATCH "+prefix+"/terms/{term}", rightsRight, s.patchTerm, web.Summary("Change a term, or say that it was done"))
	web.Command(m, "DELETE "+prefix+"/terms/{term}", rightsRight, s.dropTerm, web.Summary("Remove a term"))
	web.Command(m, "POST "+prefix+"/sources/{source}/agreements", rightsRight, s.addAgreement, web.Summary("Add an option or licence"))
	web.Command(m, "PATCH "+prefix+"/agreements/{grant}", rightsRight, s.patchAgreement, web.Summary("Change an agreement"))
	web.Command(m, "POST "+prefix+"/agreements/{grant}/conditions", rightsRight, s.addCondition, web.Summary("Add a condition of an agreement"))
	web.Command(m, "PATCH "+prefix+"/conditions/{condition}", rightsRight, s.patchCondition, web.Summary("Change a condition, or say that it is met"))
	web.Command(m, "DELETE "+prefix+"/conditions/{condition}", rightsRight, s.dropCondition, web.Summary("Remove a condition"))
	web.Command(m, "POST "+prefix+"/sources/{source}/title-papers", rightsRight, s.addTitleItem, web.Summary("Ask for a paper of the chain of title"))
	web.Command(m, "POST "+prefix+"/sources/{source}/title-checklist", rightsRight, s.checklist, web.Summary("Ask for the usual papers of a chain of title"))
	web.Command(m, "PATCH "+prefix+"/title-papers/{item}", rightsRight, s.patchTitleItem, web.Summary("Say where a paper stands"))
	web.Command(m, "DELETE "+prefix+"/title-papers/{item}", rightsRight, s.dropTitleItem, web.Summary("Remove a paper from the list"))
}

// SourceItem is a source in the list.
type SourceItem struct {
	ID       graph.ID `json:"id"`
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Author   string   `json:"author"`
	Edition  string   `json:"edition"`
	Citation string   `json:"citation"`
	HasText  bool     `json:"has_text"`
	Words    int      `json:"words"`
	Passages int      `json:"passages"`
	Open     int      `json:"open"`  // passages without a verdict
	State    string   `json:"state"` // of the rights: clear, warn, block
}

type sourcesOut struct {
	Sources []SourceItem `json:"sources"`
}

func item(v graph.View, id graph.ID, src production.Source, m mapping) SourceItem {
	out := SourceItem{ID: id, Name: src.Name, Type: src.Type, Author: src.Author, Edition: src.Edition, Citation: src.Citation,
		HasText: src.TextHash != "", Words: src.Words, Passages: len(m.passages), State: state(pointsOf(v, id, src, termsOf(v, id), photography(v)))}
	for _, p := range m.passages {
		if p.Verdict == open {
			out.Open++
		}
	}
	return out
}

func (s *service) sources(_ context.Context, v graph.View, _ struct{}) (sourcesOut, error) {
	out := sourcesOut{Sources: []SourceItem{}}
	for id, src := range graph.All[production.Source](v) {
		out.Sources = append(out.Sources, item(v, id, src, mapOf(v, id)))
	}
	slices.SortStableFunc(out.Sources, func(a, b SourceItem) int { return b.Passages - a.Passages })
	return out, nil
}

// SourceMap is a source with its passages, beside the scenes of the script.
type SourceMap struct {
	SourceItem
	Chapters []ChapterHead `json:"chapters"`
	Passages []PassageRow  `json:"passages"`
	Scenes   []SceneRow    `json:"scenes"`
	Cards    []CardRow     `json:"cards"`
	Total    Shares        `json:"total"`
}

func (s *service) sourceMap(ctx context.Context, v graph.View, in sourceIn) (SourceMap, error) {
	src, t, err := s.sourceOf(ctx, v, in.Source.ID)
	if err != nil {
		return SourceMap{}, err
	}
	m := mapOf(v, in.Source.ID)
	return SourceMap{SourceItem: item(v, in.Source.ID, src, m), Chapters: heads(t), Passages: append([]PassageRow{}, m.passages...), Scenes: m.scenes,
		Cards: m.cards, Total: coverageOf(v, in.Source.ID, src, t).Total}, nil
}

type chapterIn struct {
	sourceIn
	Chapter int `path:"chapter" minimum:"1" doc:"Number, from 1"`
}

type chapterOut struct {
	ChapterHead
	Text string `json:"text"` // paragraphs parted by line feeds
}

func (s *service) chapter(ctx context.Context, v graph.View, in chapterIn) (chapterOut, error) {
	src, t, err := s.sourceOf(ctx, v, in.Source.ID)
	if err != nil {
		return chapterOut{}, err
	}
	if in.Chapter < 1 || in.Chapter > len(t.Chapters) {
		return chapterOut{}, fault.New(fault.NotFound, "%s has chapters 1 to %d, not %d", src.Name, len(t.Chapters), in.Chapter)
	}
	return chapterOut{heads(t)[in.Chapter-1], t.Chapters[in.Chapter-1].Text}, nil
}

func (s *service) coverage(ctx context.Context, v graph.View, in sourceIn) (Coverage, error) {
	src, t, err := s.sourceOf(ctx, v, in.Source.ID)
	if err != nil {
		return Coverage{}, err
	}
	return coverageOf(v, in.Source.ID, src, t), nil
}

type rightsIn struct {
	sourceIn
	Today civil.Date `query:"today" doc:"Day from which the days to a date are counted, YYYY-MM-DD"`
}

func (s *service) rights(_ context.Context, v graph.View, in rightsIn) (Rights, error) {
	src, ok := graph.Get[production.Source](v, in.Source.ID)
	if !ok {
		return Rights{}, fault.New(fault.NotFound, "no source %s", in.Source)
	}
	if in.Today.IsZero() {
		return Rights{}, fault.At("query.today", "today is missing: want the day from which to count, such as 2027-01-11")
	}
	return rightsOf(v, in.Source.ID, src, in.Today), nil
}

func (s *service) calendar(_ context.Context, v graph.View, in sourceIn) (web.Document, error) {
	src, ok := graph.Get[production.Source](v, in.Source.ID)
	if !ok {
		return web.Document{}, fault.New(fault.NotFound, "no source %s", in.Source)
	}
	return web.Document{Name: "rights.ics", Type: "text/calendar; charset=utf-8", Body: ics(v, src, termsOf(v, in.Source.ID), photography(v))}, nil
}

type byHandIn struct {
	Name     string `json:"name" minLength:"1"`
	Type     string `json:"type" enum:"novel,comic,play,article,life_rights,podcast,film,game,archive,research,interview,other"`
	Author   string `json:"author,omitempty"`
	Citation string `json:"citation,omitempty"`
}

func (s *service) addByHand(_ context.Context, v graph.View, in byHandIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Add the source "+in.Name)
	graph.Add(e, production.Source{Name: in.Name, Type: in.Type, Author: in.Author, Citation: in.Citation})
	return e.Change()
}

type patchSourceIn struct {
	sourceIn
	Name     *string `json:"name,omitempty" minLength:"1"`
	Author   *string `json:"author,omitempty"`
	Citation *string `json:"citation,omitempty"`
	Edition  *string `json:"edition,omitempty"`
}

func (s *service) patchSource(_ context.Context, v graph.View, in patchSourceIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change the source "+v.Label(in.Source.ID))
	graph.Update(e, in.Source.ID, func(src *production.Source) {
		set(&src.Name, in.Name)
		set(&src.Author, in.Author)
		set(&src.Citation, in.Citation)
		set(&src.Edition, in.Edition)
	})
	return e.Change()
}

type patchRightsIn struct {
	sourceIn
	PublicDomain *bool   `json:"public_domain,omitempty"`
	AlarmDays    *string `json:"alarm_days,omitempty" doc:"Days before a date at which to warn, such as 90, 30, 7"`
}

func (s *service) patchRights(_ context.Context, v graph.View, in patchRightsIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change the rights of "+v.Label(in.Source.ID))
	graph.Update(e, in.Source.ID, func(src *production.Source) {
		set(&src.PublicDomain, in.PublicDomain)
		set(&src.AlarmDays, in.AlarmDays)
	})
	return e.Change()
}

type passageIn struct {
	sourceIn
	Chapter int    `json:"chapter" minimum:"1"`
	Start   int    `json:"start" minimum:"0" doc:"First rune of the chapter's text"`
	End     int    `json:"end" minimum:"1" doc:"Rune after the last"`
	Summary string `json:"summary,omitempty"`
}

func (s *service) addPassage(ctx context.Context, v graph.View, in passageIn) (graph.Change, error) {
	src, t, err := s.sourceOf(ctx, v, in.Source.ID)
	if err != nil {
		return graph.Change{}, err
	}
	p, err := anchored(t, in.Source.ID, source.Anchor{Chapter: in.Chapter, Start: in.Start, End: in.End})
	if err != nil {
		return graph.Change{}, err
	}
	p.Summary = in.Summary
	p.Order = place(v, p)
	e := v.Edit(s.ids, "Anchor a passage of "+src.Name+": "+label(p))
	graph.Add(e, p)
	return e.Change()
}

type panelsIn struct {
	sourceIn
	Issue   string `json:"issue,omitempty"`
	Page    int    `json:"page" minimum:"1"`
	Panel   int    `json:"panel,omitempty" minimum:"0"`
	PanelTo int    `json:"panel_to,omitempty" minimum:"0"`
	Summary string `json:"summary" minLength:"1" doc:"What happens there, in our words"`
}

func (s *service) addPanels(_ context.Context, v graph.View, in panelsIn) (graph.Change, error) {
	p := production.Passage{Source: in.Source, Issue: in.Issue, Page: in.Page, Panel: in.Panel, PanelTo: in.PanelTo, Summary: in.Summary}
	p.Locator = panelLocator(p)
	p.Order = place(v, p)
	e := v.Edit(s.ids, "Anchor "+p.Locator+" of "+v.Label(in.Source.ID))
	graph.Add(e, p)
	return e.Change()
}

type patchPassageIn struct {
	Passage graph.Ref[production.Passage] `path:"passage"`
	Summary *string                       `json:"summary,omitempty"`
	Locator *string                       `json:"locator,omitempty" minLength:"1"`
	Chapter int                           `json:"chapter,omitempty" doc:"With start and end: another stretch of the text" minimum:"0"`
	Start   int                           `json:"start,omitempty" minimum:"0"`
	End     int                           `json:"end,omitempty" minimum:"0"`
}

// patchPassage changes a passage's words about it, or anchors it anew: that is how
// a lost one is found again.
func (s *service) patchPassage(ctx context.Context, v graph.View, in patchPassageIn) (graph.Change, error) {
	p, ok := graph.Get[production.Passage](v, in.Passage.ID)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no passage %s", in.Passage)
	}
	if in.Chapter > 0 {
		_, t, err := s.sourceOf(ctx, v, p.Source.ID)
		if err != nil {
			return graph.Change{}, err
		}
		next, err := anchored(t, p.Source.ID, source.Anchor{Chapter: in.Chapter, Start: in.Start, End: in.End})
		if err != nil {
			return graph.Change{}, err
		}
		next.Summary, next.Claim, next.Order = p.Summary, p.Claim, place(v, next)
		p = next
	}
	e := v.Edit(s.ids, "Change the passage "+label(p))
	graph.Update(e, in.Passage.ID, func(q *production.Passage) {
		*q = p
		set(&q.Summary, in.Summary)
		set(&q.Locator, in.Locator)
	})
	return e.Change()
}

type passagePath struct {
	Passage graph.Ref[production.Passage] `path:"passage"`
}

func (s *service) dropPassage(_ context.Context, v graph.View, in passagePath) (graph.Change, error) {
	return s.drop(v, in.Passage.ID)
}

func (s *service) judge(_ context.Context, v graph.View, in verdictIn) (graph.Change, error) {
	e := v.Edit(s.ids, verdictTitle(v, in))
	if err := judge(e, v, in); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

type patchLinkIn struct {
	Link   graph.Ref[production.Adaptation] `path:"link"`
	Reason *string                          `json:"reason,omitempty"`
	Change *string                          `json:"change,omitempty"`
}

func (s *service) patchLink(_ context.Context, v graph.View, in patchLinkIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Say why: "+v.Label(in.Link.ID))
	graph.Update(e, in.Link.ID, func(a *production.Adaptation) {
		set(&a.Reason, in.Reason)
		set(&a.Change, in.Change)
	})
	return e.Change()
}

type linkPath struct {
	Link graph.Ref[production.Adaptation] `path:"link"`
}

func (s *service) dropLink(_ context.Context, v graph.View, in linkPath) (graph.Change, error) {
	return s.drop(v, in.Link.ID)
}

type peopleIn struct {
	sourceIn
	Names []string `json:"names" minItems:"1" maxItems:"500"`
}

func (s *service) addPeople(ctx context.Context, v graph.View, in peopleIn) (graph.Change, error) {
	src, t, err := s.sourceOf(ctx, v, in.Source.ID)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "List characters of "+src.Name)
	addPeople(e, v, in.Source.ID, t, in.Names)
	if e.Len() == 0 {
		return graph.Change{}, fault.New(fault.Conflict, "they are listed already")
	}
	return e.Change()
}

type patchPersonIn struct {
	Person  graph.Ref[production.SourcePerson] `path:"person"`
	Name    *string                            `json:"name,omitempty" minLength:"1"`
	Aliases *map[string]bool                   `json:"aliases,omitempty"`
	Change  *string                            `json:"change,omitempty"`
	Element *graph.Ref[production.Element]     `json:"element,omitempty"`
	Reason  *string                            `json:"reason,omitempty"`
}

func (s *service) patchPerson(_ context.Context, v graph.View, in patchPersonIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Say what became of "+v.Label(in.Person.ID))
	graph.Update(e, in.Person.ID, func(p *production.SourcePerson) {
		set(&p.Name, in.Name)
		set(&p.Aliases, in.Aliases)
		set(&p.Change, in.Change)
		set(&p.Element, in.Element)
		set(&p.Reason, in.Reason)
		if p.Change == "cut" {
			p.Element = graph.Ref[production.Element]{}
		}
	})
	return e.Change()
}

type personPath struct {
	Person graph.Ref[production.SourcePerson] `path:"person"`
}

func (s *service) dropPerson(_ context.Context, v graph.View, in personPath) (graph.Change, error) {
	return s.drop(v, in.Person.ID)
}
