package demo

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"

	"backlot/film/civil"
	"backlot/film/source"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Novel is the novella that the demo production is adapted from, in Markdown: an
// original text, written for Backlot.
//
//go:embed keepers-daughter.md
var Novel string

// novelName is the source as the title page of the script names it.
const novelName = "Fyrvokterens datter"

// told is a passage of the novel, from the words it begins with to those it ends
// with, and what became of it.
type told struct {
	chapter          int
	from, to         string
	summary, verdict string
	scenes           string // numbers parted by blanks
	reason           string
}

// mapNovel gives the novel its text, its passages with their verdicts, its people,
// and the rights in it.
func (b *builder) mapNovel(e *graph.Edit) {
	text, err := source.Read(strings.NewReader(Novel), "keepers-daughter.md", source.Limits{})
	if err != nil {
		e.Fail(err)
		return
	}
	novel := b.novel()
	if err := b.keepNovel(e, novel, text); err != nil {
		e.Fail(err)
		return
	}
	old := map[string]graph.ID{} // passages the first step made, by summary
	for id, p := range graph.Referring[production.Passage](b.view, novel, "source") {
		old[p.Summary] = id
	}
	orders := graph.Orders(len(passages))
	for i, row := range passages {
		p, err := row.anchor(novel, text)
		if err != nil {
			e.Fail(err)
			return
		}
		p.Order = orders[i]
		id, known := old[row.summary]
		if known {
			graph.Update(e, id, func(q *production.Passage) { p.Claim = q.Claim; *q = p })
		} else {
			id = graph.Add(e, p)
		}
		b.judge(e, id, row)
	}
	for _, row := range inventions {
		graph.Add(e, production.Adaptation{Scene: b.scene(row.scene), Change: "invented", Reason: row.reason})
	}
	for _, p := range novelPeople {
		person := production.SourcePerson{Source: graph.To[production.Source](novel), Name: p.name, Change: p.change, Reason: p.reason, Element: b.elementOr(p.element)}
		for alias := range strings.SplitSeq(p.aliases, ",") {
			if alias != "" {
				if person.Aliases == nil {
					person.Aliases = map[string]bool{}
				}
				person.Aliases[alias] = true
			}
		}
		graph.Add(e, person)
	}
	b.rightsInNovel(e, novel)
}

func (b *builder) novel() graph.ID {
	for id, s := range graph.All[production.Source](b.view) {
		if s.Name == novelName {
			return id
		}
	}
	b.missing = append(b.missing, "source "+novelName)
	return graph.ID{}
}

// elementOr is an element by name, or none for "".
func (b *builder) elementOr(name string) graph.Ref[production.Element] {
	if name == "" {
		return graph.Ref[production.Element]{}
	}
	return b.element(name)
}

// keepNovel stores the text where the installation keeps files.
func (b *builder) keepNovel(e *graph.Edit, novel graph.ID, text *source.Text) error {
	hash, original := "", ""
	if b.opts.Keep != nil {
		var body bytes.Buffer
		err := text.Encode(&body)
		if err == nil {
			hash, err = b.opts.Keep(b.ctx, &body)
		}
		if err == nil {
			original, err = b.opts.Keep(b.ctx, strings.NewReader(Novel))
		}
		if err != nil {
			return fmt.Errorf("keep the novel: %w", err)
		}
	}
	graph.Update(e, novel, func(s *production.Source) {
		s.Edition, s.TextHash, s.OriginalHash, s.Words = "English translation, 2003", hash, original, text.Words()
	})
	return nil
}

// anchor finds the passage in the text.
func (row told) anchor(novel graph.ID, text *source.Text) (production.Passage, error) {
	chapter := text.Chapters[row.chapter-1].Text
	from := strings.Index(chapter, row.from)
	if from < 0 {
		return production.Passage{}, fmt.Errorf("chapter %d of the novel does not say %q", row.chapter, row.from)
	}
	length := strings.Index(chapter[from:], row.to)
	if length < 0 {
		return production.Passage{}, fmt.Errorf("chapter %d of the novel does not say %q after %q", row.chapter, row.to, row.from)
	}
	words := chapter[from : from+length+len(row.to)]
	start := utf8.RuneCountInString(chapter[:from])
	return production.Passage{Source: graph.To[production.Source](novel), Chapter: row.chapter, StartRune: start, EndRune: start + utf8.RuneCountInString(words),
		Quote: words, Words: source.Words(words), Summary: row.summary, Locator: fmt.Sprintf("ch. %d, ¶ %d", row.chapter, 1+strings.Count(chapter[:from], "\n"))}, nil
}

func (b *builder) judge(e *graph.Edit, passage graph.ID, row told) {
	switch {
	case row.verdict == "":
	case row.verdict == "cut":
		graph.Add(e, production.Adaptation{Passage: graph.To[production.Passage](passage), Change: "cut", Reason: row.reason})
	default:
		for number := range strings.FieldsSeq(row.scenes) {
			graph.Add(e, production.Adaptation{Passage: graph.To[production.Passage](passage), Scene: b.scene(number), Change: row.verdict, Reason: row.reason})
		}
	}
}

// rightsInNovel makes the option what it is three weeks before photography: the
// extension that was taken ends on 31 January 2027, the next must be asked for by
// 17 January, and photography starts on 22 February.
func (b *builder) rightsInNovel(e *graph.Edit, novel graph.ID) {
	src := graph.To[production.Source](novel)
	var option graph.ID
	for id, g := range graph.All[production.Grant](b.view) {
		if g.Type == "adaptation_right" && strings.HasPrefix(g.Name, novelName) {
			option = id
		}
	}
	if option.IsZero() {
		b.missing = append(b.missing, "grant "+novelName)
		return
	}
	graph.Update(e, option, func(g *production.Grant) {
		g.Type, g.Name, g.About = "option", "Option and purchase agreement, "+novelName, graph.To[graph.Any](novel)
		g.Grantor, g.From, g.To = graph.To[production.Party](b.named(e, "Ingrid Aasen")), civil.Date{}, civil.Date{}
		g.Scope, g.Number = "One feature film in any language, all media, world; remake and sequel by first negotiation", "HF-2025-011"
	})
	grant := graph.To[production.Grant](option)
	for _, c := range []struct{ kind, text, due, amount string }{
		{"payment", "Option fee, paid on signing", "2025-02-01", "65000.00 NOK"},
		{"payment", "First extension, twelve months", "2026-01-31", "75000.00 NOK"},
		{"payment", "Second extension, six months", "2027-01-31", "75000.00 NOK"},
		{"payment", "Purchase price, on the first day of photography at the latest", "2027-02-22", "650000.00 NOK"},
		{"reserved", "Print, radio, stage and audiobook stay with the author; no film tie-in without her publisher", "", ""},
		{"approval", "The author reads the shooting draft and may object in writing within three weeks", "2027-02-08", ""},
		{"moral", "Norwegian law: the right to be named and to the work's respect cannot be waived; the end credit reads as in schedule B", "", ""},
		{"credit", "Based on the novel by Ingrid Aasen, on a card of its own in the main titles", "", ""},
	} {
		cond := production.Condition{Grant: grant, Type: c.kind, Text: c.text, Met: c.due != "" && c.due < "2026-06"}
		if c.due != "" {
			cond.Due = civil.MustParse(c.due)
		}
		if c.amount != "" {
			cond.Amount = money(c.amount)
		}
		graph.Add(e, cond)
	}
	for _, t := range []struct{ kind, name, from, until, act, done, note string }{
		{"option", "Option, first term", "2025-02-01", "2026-01-31", "", "2025-02-01", ""},
		{"extension", "First extension", "2026-02-01", "2027-01-31", "2026-01-17", "2026-01-12", "Taken in writing."},
		{"extension", "Second extension", "2027-02-01", "2027-07-31", "2027-01-17", "", "Notice in writing, fourteen days before the first ends."},
		{"purchase", "Purchase", "2027-02-22", "", "2027-01-31", "", "At the latest on the first day of photography."},
		{"approval", "The author's reading of the shooting draft", "", "", "2027-02-08", "", ""},
		{"reversion", "Reversion", "", "2030-01-31", "", "", "If photography has not begun by then."},
	} {
		term := production.RightsTerm{Source: src, Grant: grant, Type: t.kind, Name: t.name, Note: t.note}
		for _, d := range []struct {
			to   *production.Date
			text string
		}{{&term.From, t.from}, {&term.Until, t.until}, {&term.ActBy, t.act}, {&term.Done, t.done}} {
			if d.text != "" {
				*d.to = civil.MustParse(d.text)
			}
		}
		graph.Add(e, term)
	}
	papers := []struct {
		kind, name, status string
		wait               bool
	}{
		{"agreement", "Option and purchase agreement with the author", "signed", false},
		{"release", "Publisher's release (quitclaim), Nordlys forlag", "signed", false},
		{"assignment", "Short-form assignment, signed and recorded", "draft", false},
		{"search", "Copyright search", "recorded", false},
		{"agreement", "Screenwriter's agreement", "signed", false},
		{"authorship", "Certificate of authorship of the screenplay", "asked", false},
		{"waiver", "Moral rights: consent to the adaptation", "signed", false},
		{"insurance", "Errors and omissions insurance", "asked", true},
	}
	orders := graph.Orders(len(papers))
	for i, p := range papers {
		graph.Add(e, production.TitleItem{Source: src, Grant: grant, Name: p.name, Type: p.kind, Status: p.status, CanWait: p.wait, Order: orders[i]})
	}
}
