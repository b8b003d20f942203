package adaptation

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strings"

	"backlot/film/source"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// maxBook bounds an uploaded book: base64 adds a third.
const maxBook = 90 << 20

type bookFile struct {
	Name    string `json:"name" minLength:"1" doc:"File name; its ending helps to tell the format"`
	Content []byte `json:"content" doc:"The file, base64"`
}

func (f bookFile) read() (*source.Text, error) {
	t, err := source.Read(bytes.NewReader(f.Content), f.Name, source.Limits{})
	if err != nil {
		return nil, fault.At("body.content", "%w", err)
	}
	return t, nil
}

type readIn struct {
	bookFile
	Source graph.Ref[production.Source] `json:"source,omitzero" doc:"The source this is a new edition of"`
}

// BookReport is what a file holds, before anything is imported.
type BookReport struct {
	Title    string           `json:"title"`
	Author   string           `json:"author"`
	Format   string           `json:"format"`
	Language string           `json:"language"`
	Words    int              `json:"words"`
	Chapters []ChapterHead    `json:"chapters"`
	People   []source.Person  `json:"people"`
	Findings []source.Finding `json:"findings"`
	// Passages says what becomes of those of the edition before, for a new edition.
	Passages []FateRow `json:"passages"`
}

// ChapterHead is a chapter in a list.
type ChapterHead struct {
	Number int    `json:"number"`
	Title  string `json:"title"`
	Part   string `json:"part"`
	Place  string `json:"place"`
	Words  int    `json:"words"`
	Matter bool   `json:"matter"`
}

// FateRow is what becomes of a passage in a new edition.
type FateRow struct {
	Passage graph.ID    `json:"passage"`
	Label   string      `json:"label"`
	Fate    source.Fate `json:"fate"`
	Place   string      `json:"place"` // where its words are now
}

func heads(t *source.Text) []ChapterHead {
	out := []ChapterHead{}
	for i, c := range t.Chapters {
		out = append(out, ChapterHead{i + 1, c.Title, c.Part, c.Place, c.Words, c.Matter})
	}
	return out
}

func (s *service) read(ctx context.Context, in readIn) (BookReport, error) {
	t, err := in.bookFile.read()
	if err != nil {
		return BookReport{}, err
	}
	report := BookReport{Title: t.Title, Author: t.Author, Format: t.Format, Language: t.Language, Words: t.Words(),
		Chapters: heads(t), People: t.People(), Findings: t.Findings, Passages: []FateRow{}}
	if in.Source.IsZero() {
		return report, nil
	}
	v := web.ViewOf(ctx)
	_, old, err := s.sourceOf(ctx, v, in.Source.ID)
	if err != nil {
		return BookReport{}, err
	}
	for _, m := range moves(v, in.Source.ID, old, t) {
		report.Passages = append(report.Passages, FateRow{m.id, label(m.passage), m.found.Fate, m.next.Locator})
	}
	return report, nil
}

// move is a passage on its way to a new edition.
type move struct {
	id      graph.ID
	passage production.Passage
	found   source.Found
	next    production.Passage
}

// moves finds every passage of an edition in the next one.
func moves(v graph.View, src graph.ID, old, t *source.Text) []move {
	var list []move
	var anchors []source.Anchor
	for id, p := range graph.Referring[production.Passage](v, src, "source") {
		if p.Chapter > 0 && !p.Lost {
			list = append(list, move{id: id, passage: p})
			anchors = append(anchors, source.Anchor{Chapter: p.Chapter, Start: p.StartRune, End: p.EndRune})
		}
	}
	for i, found := range source.Reanchor(old, t, anchors) {
		m := &list[i]
		m.found, m.next = found, m.passage
		next, err := anchored(t, src, found.Anchor)
		if found.Fate == source.Gone || err != nil {
			m.found.Fate, m.next.Lost = source.Gone, true
			continue
		}
		m.next.Chapter, m.next.StartRune, m.next.EndRune = next.Chapter, next.StartRune, next.EndRune
		m.next.Quote, m.next.Words = next.Quote, next.Words
		if strings.HasPrefix(m.passage.Locator, "ch. ") && strings.Contains(m.passage.Locator, "¶") {
			m.next.Locator = next.Locator
		}
	}
	return list
}

type importIn struct {
	bookFile
	Title   string   `json:"title,omitempty" doc:"Left out: as the file says"`
	Author  string   `json:"author,omitempty" doc:"Left out: as the file says"`
	Type    string   `json:"type" enum:"novel,comic,play,article,life_rights,podcast,film,game,archive,research,interview,other"`
	Edition string   `json:"edition,omitempty"`
	People  []string `json:"people,omitempty" doc:"Names of the report that are characters" maxItems:"500"`
}

// add imports a book.
func (s *service) add(ctx context.Context, v graph.View, in importIn) (graph.Change, error) {
	t, err := in.bookFile.read()
	if err != nil {
		return graph.Change{}, err
	}
	src := production.Source{Name: cmp.Or(in.Title, t.Title, in.Name), Author: cmp.Or(in.Author, t.Author), Type: in.Type, Edition: in.Edition}
	if err := s.keep(ctx, &src, in.Content, t); err != nil {
		return graph.Change{}, err
	}
	for _, other := range graph.All[production.Source](v) {
		if other.TextHash == src.TextHash {
			return graph.Change{}, fault.New(fault.Conflict, "this text is in the production already: %s", other.Name)
		}
	}
	e := v.Edit(s.ids, "Import "+src.Name)
	id := graph.Add(e, src)
	addPeople(e, v, id, t, in.People)
	return e.Change()
}

// keep stores a file and the text read from it.
func (s *service) keep(ctx context.Context, src *production.Source, file []byte, t *source.Text) error {
	var text bytes.Buffer
	err := t.Encode(&text)
	if err == nil {
		src.TextHash, err = s.files.Keep(ctx, &text)
	}
	if err == nil {
		src.OriginalHash, err = s.files.Keep(ctx, bytes.NewReader(file))
	}
	src.Words = t.Words()
	return err
}

// addPeople adds those of the book who are characters. One who is called as a
// character of the script is proposed to be that character.
func addPeople(e *graph.Edit, v graph.View, src graph.ID, t *source.Text, names []string) {
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[strings.TrimSpace(n)] = true
	}
	have := map[string]bool{}
	for _, p := range graph.Referring[production.SourcePerson](v, src, "source") {
		have[p.Name] = true
	}
	for _, p := range t.People() {
		if wanted[p.Name] && !have[p.Name] {
			aliases := map[string]bool{}
			for _, a := range p.Aliases {
				aliases[a] = true
			}
			have[p.Name] = true
			graph.Add(e, production.SourcePerson{Source: graph.To[production.Source](src), Name: p.Name, Aliases: aliases, Element: namesake(v, p.Name, p.Aliases)})
		}
	}
	for _, n := range names {
		if n = strings.TrimSpace(n); n != "" && !have[n] {
			have[n] = true
			graph.Add(e, production.SourcePerson{Source: graph.To[production.Source](src), Name: n, Element: namesake(v, n, nil)})
		}
	}
}

// namesake is the character of the script with one of the names.
func namesake(v graph.View, name string, aliases []string) graph.Ref[production.Element] {
	for id, el := range graph.All[production.Element](v) {
		if el.Category != "character" && el.Category != "animal" || !el.MergedInto.IsZero() {
			continue
		}
		for _, n := range append([]string{name}, aliases...) {
			if strings.EqualFold(el.Name, n) {
				return graph.To[production.Element](id)
			}
		}
	}
	return graph.Ref[production.Element]{}
}

type editionIn struct {
	Source graph.Ref[production.Source] `path:"source"`
	bookFile
	Edition string `json:"edition,omitempty"`
}

// edition puts a new edition in the place of the text. Passages follow their words;
// those whose words are gone say so and keep their quote and verdict.
func (s *service) edition(ctx context.Context, v graph.View, in editionIn) (graph.Change, error) {
	t, err := in.bookFile.read()
	if err != nil {
		return graph.Change{}, err
	}
	src, old, err := s.sourceOf(ctx, v, in.Source.ID)
	if err != nil {
		return graph.Change{}, err
	}
	next := src
	if err := s.keep(ctx, &next, in.Content, t); err != nil {
		return graph.Change{}, err
	}
	if next.TextHash == src.TextHash {
		return graph.Change{}, fault.New(fault.Conflict, "the text of %s is this one already, word for word", src.Name)
	}
	list := moves(v, in.Source.ID, old, t)
	gone := 0
	e := v.Edit(s.ids, "")
	for _, m := range list {
		if m.next.Lost {
			gone++
		}
		graph.Update(e, m.id, func(p *production.Passage) { *p = m.next })
	}
	graph.Update(e, in.Source.ID, func(p *production.Source) {
		p.TextHash, p.OriginalHash, p.Words = next.TextHash, next.OriginalHash, next.Words
		p.Edition = cmp.Or(in.Edition, p.Edition)
	})
	c, err := e.Change()
	c.Cause = fmt.Sprintf("Read a new edition of %s: %s found, %d lost", src.Name, count(len(list)-gone, "passage"), gone)
	return c, err
}
