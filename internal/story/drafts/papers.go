package drafts

import (
	"backlot/film/screenplay/layout"
	"backlot/film/screenplay/report"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
)

var (
	allFormats = []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}
	onlyPDF    = []documents.Format{documents.AsPDF}
)

// papers are the documents that are computed from a draft.
func (s *service) papers() []slice.Document {
	return []slice.Document{
		{Name: "script", Title: "Script", Right: readRight, Subject: "draft", Formats: onlyPDF, Describe: describeScript},
		{Name: "scene-list", Title: "Scene list", Right: readRight, Subject: "draft", Formats: allFormats, Describe: describeBook(SceneList)},
		{Name: "character-report", Title: "Character report", Right: readRight, Subject: "draft", Formats: allFormats, Describe: describeBook(CharacterReport)},
		{Name: "set-report", Title: "Set report", Right: readRight, Subject: "draft", Formats: allFormats, Describe: describeBook(SetReport)},
		{Name: "cue-script", Title: "Cue script", Right: readRight, Subject: "element", Formats: allFormats, Describe: describeCueScript},
		{Name: "revision-report", Title: "Revision report", Right: readRight, Subject: "draft", Formats: allFormats, Describe: describeRevision},
		{Name: "revision-tasks", Title: "What each department must do", Right: readRight, Subject: "draft", Formats: allFormats, Describe: describeTasks},
		{Name: "day-sides", Title: "Sides of a day", Right: readRight, Subject: "shoot_day", Formats: onlyPDF, Describe: s.describeDaySides},
		{Name: "cast-sides", Title: "Sides of one part", Right: readRight, Subject: "element", Formats: onlyPDF, Describe: s.describeCastSides},
	}
}

// book is a draft on its pages, as the view may know it.
type book struct {
	*report.Book
	id    graph.ID
	draft production.Draft
}

func bookOf(v graph.View, draft graph.ID) (book, error) {
	d, ok := graph.Get[production.Draft](v, draft)
	if !ok {
		return book{}, fault.New(fault.NotFound, "no draft %s", draft)
	}
	script, err := Script(v, draft)
	if err != nil {
		return book{}, err
	}
	return book{report.Of(script, layout.Set(script, pageOptions(d))), draft, d}, nil
}

// currentBook is the draft the production works from.
func currentBook(v graph.View) (book, error) {
	id, _, ok := Current(v)
	if !ok {
		return book{}, fault.New(fault.NotFound, "this production has no script yet: import one first")
	}
	return bookOf(v, id)
}

// meta names a paper of a draft.
func (b book) meta(v graph.View, title string) documents.Meta {
	m := documents.Meta{Production: production.NameOf(v), Title: title, Subtitle: b.draft.Version, Revision: revisionOf(v, b.draft.Version, b.draft.RevisionColor)}
	if m.Production == "" {
		m.Production = b.draft.Name
	}
	for _, t := range graph.All[production.Title](v) {
		if c, ok := graph.Get[production.Company](v, t.Company.ID); ok {
			m.Company = c.Name
		}
		break
	}
	return m
}

func (b book) size() documents.Size {
	if b.Set.Paper == layout.A4 {
		return documents.A4
	}
	return documents.Letter
}

// describeBook makes a document of a report on one draft.
func describeBook(of func(documents.Meta, documents.Size, *report.Book) documents.Document) func(graph.View, graph.ID) (documents.Document, error) {
	return func(v graph.View, draft graph.ID) (documents.Document, error) {
		b, err := bookOf(v, draft)
		if err != nil {
			return documents.Document{}, err
		}
		return of(b.meta(v, ""), b.size(), b.Book), nil
	}
}

// describeCueScript is the lines of one part in the current draft.
func describeCueScript(v graph.View, element graph.ID) (documents.Document, error) {
	el, b, err := partOf(v, element)
	if err != nil {
		return documents.Document{}, err
	}
	d, err := b.Dialogue(el.Name)
	if err != nil {
		return documents.Document{}, fault.Mark(fault.NotFound, err)
	}
	return CueScript(b.meta(v, ""), b.size(), d), nil
}

// partOf is a character of the production with the draft it is in.
func partOf(v graph.View, element graph.ID) (production.Element, book, error) {
	el, ok := graph.Get[production.Element](v, element)
	if !ok || el.Category != "character" {
		return el, book{}, fault.New(fault.NotFound, "no character %s", element)
	}
	b, err := currentBook(v)
	return el, b, err
}

// revisionOf is the paper of a revision: its name, and the colour the production
// prints it on.
func revisionOf(v graph.View, name, colour string) documents.Revision {
	if colour == "" || colour == "white" {
		return documents.Revision{}
	}
	ink := paperColours[colour]
	for _, c := range graph.All[production.RevisionColor](v) {
		if hex, err := documents.Hex(c.Color); err == nil && hex != 0 && equalFold(c.Name, colour) {
			ink = hex
		}
	}
	return documents.Revision{Name: name, Colour: ink}
}

// paperColours are the papers of revisions as ink, for productions that have not
// set their own.
var paperColours = map[string]documents.Colour{
	"blue": documents.RGB(188, 215, 240), "pink": documents.RGB(246, 198, 212), "yellow": documents.RGB(251, 240, 160), "green": documents.RGB(195, 227, 191),
	"goldenrod": documents.RGB(240, 200, 96), "buff": documents.RGB(240, 223, 184), "salmon": documents.RGB(247, 184, 156), "cherry": documents.RGB(229, 138, 149),
	"tan": documents.RGB(217, 189, 146), "gray": documents.RGB(207, 207, 207), "ivory": documents.RGB(251, 247, 230),
}
