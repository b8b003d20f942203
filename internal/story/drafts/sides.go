package drafts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/film/screenplay/report"
	"backlot/film/strips"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Boards answers what stands on a shoot day, in shooting order.
type Boards interface {
	// Day gives a shoot day as its board has it; the zero Outlook when it stands on none.
	Day(v graph.View, day graph.ID) (strips.Outlook, error)
}

// SidesIn chooses sides: the scenes, and how they are printed. A day, a part and
// scenes by number narrow each other.
type SidesIn struct {
	Day    graph.Ref[production.ShootDay] `query:"day" doc:"Scenes of this shooting day"`
	Part   graph.Ref[production.Element]  `query:"part" doc:"Only scenes this character is in"`
	Scenes string                         `query:"scenes" maxLength:"4000" doc:"Scene numbers, parted by commas"`
	Order  string                         `query:"order" enum:"shooting,script" doc:"shooting when left out: as the day has them, each scene whole; script: every page once"`
	Clean  bool                           `query:"clean" doc:"Leave the other scenes out instead of crossing them out"`
	TwoUp  bool                           `query:"two_up" doc:"Two pages beside each other on a sheet, to be cut"`
	Tint   bool                           `query:"tint" doc:"Fill revised pages with the colour of their paper"`
	Bare   bool                           `query:"bare" doc:"Without the page that lists the scenes of a day"`
}

// Sides are sides as a page shows them before they are printed.
type Sides struct {
	Title    string            `json:"title"`
	Scenes   []report.Scene    `json:"scenes" doc:"In the order of printing"`
	Eighths  string            `json:"length"`
	Missing  []string          `json:"missing" doc:"Scenes of the day that this draft does not have"`
	Rows     int               `json:"rows"`
	Cols     int               `json:"cols"`
	Pages    []layout.Page     `json:"pages" doc:"Lines that do not count are marked as crossed"`
	Colors   map[string]string `json:"colors" doc:"Paper of each revision"`
	document documents.Document
}

// sidesOf makes the sides of a draft.
func (s *service) sidesOf(v graph.View, draft graph.ID, in SidesIn) (Sides, error) {
	b, err := bookOf(v, draft)
	if err != nil {
		return Sides{}, err
	}
	pick := picker{v: v, book: b, all: b.Scenes()}
	if err := pick.choose(s.boards, in); err != nil {
		return Sides{}, err
	}
	if len(pick.chosen) == 0 {
		return Sides{}, fault.New(fault.NotFound, "no scene of %s is among %s: choose a day, a part or scenes that it has", b.draft.Version, pick.title())
	}
	pages := withoutSealed(v, b, pick.pages(in.Order))
	out := Sides{Title: pick.title(), Missing: append([]string{}, pick.missing...), Rows: b.Set.Rows, Cols: b.Set.Cols, Pages: pages, Colors: map[string]string{}}
	for _, i := range pick.chosen {
		out.Scenes = append(out.Scenes, pick.all[i])
	}
	out.Eighths = lengthOf(out.Scenes)
	papers := map[string]documents.Revision{}
	for _, r := range b.Script.Revisions {
		out.Colors[r.ID] = r.Page
		papers[r.ID] = revisionOf(v, r.Name, r.Page)
	}
	meta := b.meta(v, "Sides")
	meta.Subtitle = out.Title
	sides := documents.Sides{Pages: pages, Paper: b.Set.Paper, Head: strings.ToUpper(meta.Production) + "  ·  " + out.Title, Mark: "CONFIDENTIAL",
		Clean: in.Clean, TwoUp: in.TwoUp, Tint: in.Tint, Papers: papers}
	if !in.Bare && !pick.day.Date.IsZero() {
		sides.Front = pick.front(out)
	}
	out.document = sides.Document(meta)
	return out, nil
}

// withoutSealed leaves crossed out lines of sealed paragraphs blank, whoever prints
// them: sides go to people for the scenes that count, not for those that do not.
func withoutSealed(v graph.View, b book, pages []layout.Page) []layout.Page {
	sealed := map[string]bool{}
	for _, bl := range Blocks(v, b.id) {
		if rec, ok := v.Record(bl.ID); ok && !rec.Compartment.IsZero() {
			sealed[bl.Anchor] = true
		}
	}
	if len(sealed) == 0 {
		return pages
	}
	for i := range pages {
		for k := range pages[i].Lines { // lines of sides are their own copies
			if l := &pages[i].Lines[k]; l.Crossed && sealed[l.Block] {
				l.Text, l.Spans, l.Mark = "", nil, ""
			}
		}
	}
	return pages
}

// picker finds the scenes that are wanted.
type picker struct {
	v       graph.View
	book    book
	all     []report.Scene
	chosen  []int // indexes in all, in the order of printing
	day     production.ShootDay
	shoot   strips.Outlook
	words   []string // what was asked for
	missing []string
}

func (p *picker) choose(boards Boards, in SidesIn) error {
	for i := range p.all {
		if !p.all[i].Omitted {
			p.chosen = append(p.chosen, i)
		}
	}
	if !in.Day.IsZero() {
		if err := p.onDay(boards, in.Day.ID); err != nil {
			return err
		}
	}
	if in.Scenes != "" {
		if err := p.numbered(in.Scenes); err != nil {
			return err
		}
	}
	if !in.Part.IsZero() {
		el, ok := graph.Get[production.Element](p.v, in.Part.ID)
		if !ok {
			return fault.New(fault.NotFound, "no character %s", in.Part.ID)
		}
		p.words = append(p.words, el.Name)
		p.keep(func(i int) bool { return slices.Contains(p.all[i].Characters, strings.ToUpper(el.Name)) })
	}
	if len(p.words) == 0 {
		return fault.At("query.scenes", "sides of what? Choose a day, a part, or scenes such as \"4,7A\"")
	}
	return nil
}

func (p *picker) keep(want func(i int) bool) {
	p.chosen = slices.DeleteFunc(p.chosen, func(i int) bool { return !want(i) })
}

// onDay takes the scenes of a day in the order in which they are shot.
func (p *picker) onDay(boards Boards, day graph.ID) error {
	d, ok := graph.Get[production.ShootDay](p.v, day)
	if !ok {
		return fault.New(fault.NotFound, "no shooting day %s", day)
	}
	look, err := boards.Day(p.v, day)
	if err != nil {
		return err
	}
	p.day, p.shoot, p.chosen = d, look, nil
	p.words = append(p.words, p.dayName())
	records := map[string]string{}
	for _, b := range Blocks(p.v, p.book.id) {
		if b.Type == string(screenplay.SceneHeading) {
			records[b.Anchor] = b.Scene.ID.String()
		}
	}
	for _, st := range look.Today.Strips {
		if st.Type != strips.SceneStrip {
			continue
		}
		i := slices.IndexFunc(p.all, func(s report.Scene) bool { return records[s.ID] == st.Scene.ID && !s.Omitted })
		switch {
		case i < 0:
			p.missing = append(p.missing, st.Scene.Number)
		case !slices.Contains(p.chosen, i):
			p.chosen = append(p.chosen, i)
		}
	}
	return nil
}

func (p *picker) dayName() string {
	var parts []string
	if n := cmp.Or(p.day.Number, p.shoot.Today.Shoot); n > 0 {
		parts = append(parts, fmt.Sprintf("Day %d", n))
	}
	if date := p.day.Date; !date.IsZero() {
		parts = append(parts, date.Format("Mon 2 January 2006"))
	}
	if u, ok := graph.Get[production.Unit](p.v, p.day.Unit.ID); ok {
		parts = append(parts, u.Name)
	}
	return strings.Join(parts, ", ")
}

// numbered narrows to scenes by their printed numbers; an unknown one is an error.
func (p *picker) numbered(list string) error {
	wanted := map[string]bool{}
	for _, n := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		n = strings.ToUpper(n)
		if !slices.ContainsFunc(p.all, func(s report.Scene) bool { return s.Number == n }) {
			return fault.At("query.scenes", "no scene %q in %s: want numbers as printed, such as \"4,7A\"", n, p.book.draft.Version)
		}
		wanted[n] = true
	}
	var names []string
	p.keep(func(i int) bool { return wanted[p.all[i].Number] })
	for _, i := range p.chosen {
		names = append(names, p.all[i].Number)
	}
	word := "scenes "
	if len(names) == 1 {
		word = "scene "
	}
	p.words = append(p.words, word+strings.Join(names, ", "))
	return nil
}

func (p *picker) title() string { return strings.Join(p.words, " · ") }

// pages are the pages to print. In shooting order a scene's pages stand together,
// so a page on which two scenes stand comes twice, unless they are shot one after
// the other as they stand in the script.
func (p *picker) pages(order string) []layout.Page {
	if order == "script" || p.day.Date.IsZero() {
		return p.crossed(p.chosen)
	}
	var out []layout.Page
	for from := 0; from < len(p.chosen); {
		to := from + 1
		for to < len(p.chosen) && p.chosen[to] == p.chosen[to-1]+1 {
			to++
		}
		out = append(out, p.crossed(p.chosen[from:to])...)
		from = to
	}
	return out
}

func (p *picker) crossed(scenes []int) []layout.Page {
	wanted := map[string]bool{}
	for _, i := range scenes {
		wanted[p.all[i].ID] = true
	}
	return p.book.Set.Sides(p.book.Script, wanted).Pages
}

// front lists the scenes of the day in shooting order.
func (p *picker) front(out Sides) []documents.Block {
	t := documents.Table{Name: "Scenes", Size: 10, Columns: []documents.Column{
		{Title: "Scene", Width: documents.Content(50), Align: documents.Right}, {Title: "I/E", Width: documents.Content(44)}, {Title: "Set", Width: documents.Share(3)},
		{Title: "D/N", Width: documents.Content(80)}, {Title: "Page", Width: documents.Content(44), Align: documents.Right}, {Title: "Length", Width: documents.Content(50), Align: documents.Right},
		{Title: "Characters", Width: documents.Share(2)},
	}}
	var g documents.Group
	for _, s := range out.Scenes {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{bold(s.Number), documents.Text(s.IntExt), {Text: s.Set, Note: s.Synopsis}, documents.Text(s.Time),
			documents.Text(s.Page), length(s.Eighths), documents.Text(strings.Join(s.Characters, ", "))}})
	}
	total := out.Scenes[0].Eighths
	for _, s := range out.Scenes[1:] {
		total += s.Eighths
	}
	g.Total = &documents.Row{Cells: []documents.Cell{{}, {}, documents.Text(plural(len(out.Scenes), "scene")), {}, {}, length(total), {}}}
	t.Groups = []documents.Group{g}
	blocks := []documents.Block{documents.Heading{Level: 1, Text: out.Title}, t.Compact()}
	if len(out.Missing) > 0 {
		blocks = append(blocks, documents.Paragraph{Text: "On the board, but not in this draft: " + strings.Join(out.Missing, ", ")})
	}
	return blocks
}

func lengthOf(list []report.Scene) string {
	var sum = list[0].Eighths
	for _, s := range list[1:] {
		sum += s.Eighths
	}
	return sum.String()
}

// describeDaySides is the sides of a shooting day, from the current draft.
func (s *service) describeDaySides(v graph.View, day graph.ID) (documents.Document, error) {
	return s.describeSides(v, SidesIn{Day: graph.To[production.ShootDay](day)})
}

// describeCastSides is every scene of one part.
func (s *service) describeCastSides(v graph.View, element graph.ID) (documents.Document, error) {
	return s.describeSides(v, SidesIn{Part: graph.To[production.Element](element)})
}

func (s *service) describeSides(v graph.View, in SidesIn) (documents.Document, error) {
	draft, _, ok := Current(v)
	if !ok {
		return documents.Document{}, fault.New(fault.NotFound, "this production has no script yet: import one first")
	}
	out, err := s.sidesOf(v, draft, in)
	return out.document, err
}
