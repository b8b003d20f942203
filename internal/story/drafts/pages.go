package drafts

import (
	"encoding/json"
	"strings"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// pageOptions is how the pages of a draft are set: in the form its file states, with
// scene numbers on both sides, missing ones counted. Only what the draft itself
// changed is marked.
func pageOptions(d production.Draft) layout.Options {
	o := layout.Options{Revision: d.Version, Paper: paperOf(d.Paper), SceneNumbers: true, AutoNumber: true, AutoContd: true}
	var form layout.Format
	if d.PageForm != "" && json.Unmarshal([]byte(d.PageForm), &form) == nil {
		o.Format = &form
	}
	return o
}

func paperOf(name string) layout.Paper {
	if name == "a4" {
		return layout.A4
	}
	return layout.Letter
}

// pageForm is the form of pages that a file states for itself, as a draft keeps it; ""
// for the standard one.
func pageForm(s *screenplay.Script, paper layout.Paper) string {
	form := layout.FormatOf(s, paper)
	if form == layout.Standard(paper) {
		return ""
	}
	text, err := json.Marshal(form)
	if err != nil {
		return ""
	}
	return string(text)
}

// Pages is a draft as printed, with what a reader needs to find a place in it.
type Pages struct {
	Draft     graph.ID            `json:"draft"`
	Name      string              `json:"name"`
	Version   string              `json:"version"`
	Colors    map[string]string   `json:"colors"` // paper of each page, by its revision
	TitlePage []TitleLine         `json:"title_page"`
	Rows      int                 `json:"rows"`
	Cols      int                 `json:"cols"`
	Pages     []layout.Page       `json:"pages"`
	Blocks    map[string]graph.ID `json:"blocks"` // record of each block id in the lines
	Tags      []TagSpan           `json:"tags"`
}

// TitleLine is one entry of the title page.
type TitleLine struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// TagSpan is a tagged stretch of a block.
type TagSpan struct {
	ID       graph.ID `json:"id"`
	Block    string   `json:"block"` // as in the lines
	Start    int      `json:"start"` // runes
	End      int      `json:"end"`
	Element  graph.ID `json:"element,omitzero"`
	Name     string   `json:"name"`
	Category string   `json:"category"`
	Status   string   `json:"status"`
}

// PagesOf lays out a draft.
func PagesOf(v graph.View, draft graph.ID) (Pages, error) {
	d, ok := graph.Get[production.Draft](v, draft)
	if !ok {
		return Pages{}, fault.New(fault.NotFound, "no draft %s", draft)
	}
	script, err := Script(v, draft)
	if err != nil {
		return Pages{}, err
	}
	set := layout.Set(script, pageOptions(d))
	out := Pages{Draft: draft, Name: d.Name, Version: d.Version, Colors: map[string]string{}, TitlePage: titleLines(script),
		Rows: set.Rows, Cols: set.Cols, Pages: set.Pages, Blocks: map[string]graph.ID{}, Tags: []TagSpan{}}
	for _, r := range script.Revisions[1:] { // the first draft is white
		out.Colors[r.ID] = r.Page
	}
	for _, b := range Blocks(v, draft) {
		out.Blocks[b.Anchor] = b.ID
		for id, t := range graph.Referring[production.Tag](v, b.ID, "block") {
			if t.Status == "accepted" || t.Status == "suggested" {
				out.Tags = append(out.Tags, tagSpan(v, id, t, b.Anchor))
			}
		}
	}
	return out, nil
}

func tagSpan(v graph.View, id graph.ID, t production.Tag, block string) TagSpan {
	span := TagSpan{ID: id, Block: block, Start: t.StartRune, End: t.EndRune, Element: t.Element.ID, Name: t.Text, Category: t.Category, Status: t.Status}
	if el, ok := graph.Get[production.Element](v, t.Element.ID); ok {
		span.Name, span.Category = el.Name, el.Category
	}
	return span
}

func titleLines(s *screenplay.Script) []TitleLine {
	out := []TitleLine{}
	for _, b := range s.Blocks {
		if b.Type == screenplay.TitlePage {
			out = append(out, TitleLine{b.Key, b.Text})
		}
	}
	return out
}

// describeScript is a draft as paper: the pages a screenwriting program prints.
func describeScript(v graph.View, draft graph.ID) (documents.Document, error) {
	d, ok := graph.Get[production.Draft](v, draft)
	if !ok {
		return documents.Document{}, fault.New(fault.NotFound, "no draft %s", draft)
	}
	script, err := Script(v, draft)
	if err != nil {
		return documents.Document{}, err
	}
	return documents.Screenplay(scriptMeta(d, "Screenplay"), script, layout.Set(script, pageOptions(d))), nil
}

// scriptMeta names the pages of a draft. The foot of the title page says its colour
// and its version, once where they are the same.
func scriptMeta(d production.Draft, title string) documents.Meta {
	m := documents.Meta{Production: d.Name, Title: title, Author: d.Authors}
	if strings.EqualFold(d.RevisionColor, d.Version) || d.RevisionColor == "" {
		m.Revision.Name, m.Issue = d.Version, d.Version
		return m
	}
	m.Revision.Name, m.Subtitle = strings.ToUpper(d.RevisionColor[:1])+d.RevisionColor[1:], d.Version
	return m
}
