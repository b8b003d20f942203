package planner

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/sheets"
	"backlot/film/strips"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// ImportIn is a schedule of another program.
type ImportIn struct {
	Name    string `json:"name" minLength:"1" maxLength:"200" doc:"File name; its ending helps to tell the format"`
	Content []byte `json:"content" doc:"The file, base64: .uss, .xlsx, .csv or .sex"`
	Board   int    `json:"board,omitempty" minimum:"0" maximum:"1000" doc:"Which board of the file, counted from 0"`
	Title   string `json:"title,omitempty" maxLength:"120" doc:"Name of the new board; that of the file when left out"`
}

// ImportReport says what became of every line of a schedule.
type ImportReport struct {
	Format   string       `json:"format"`
	Boards   []string     `json:"boards" doc:"Boards of the file"`
	Title    string       `json:"title" doc:"Name of the new board"`
	Start    civil.Date   `json:"start,omitzero"`
	Days     int          `json:"days" doc:"Shooting days"`
	Matched  int          `json:"matched" doc:"Strips that are scenes of this production"`
	Lines    []ImportLine `json:"lines" doc:"Strips that are not quite as the breakdown says, or no scene here; in order of the file"`
	Missing  []ImportLine `json:"missing" doc:"Scenes of this production that the file leaves out: they lie in the boneyard"`
	Findings []string     `json:"findings" doc:"What in the file was not understood, and where"`
}

// ImportLine is a strip of the file, or a scene that it leaves out.
type ImportLine struct {
	Line    int      `json:"line,omitempty" doc:"Of a table, as programs number lines"`
	Number  string   `json:"number"`
	Heading string   `json:"heading"`
	Scene   graph.ID `json:"scene,omitzero" doc:"The scene of this production that it is"`
	What    string   `json:"what" doc:"What became of it"`
}

// readBoardFile reports what an import would make.
func (s *service) readBoardFile(ctx context.Context, in ImportIn) (ImportReport, error) {
	im, err := s.Import(web.ViewOf(ctx), in)
	return im.Report, err
}

// importBoard makes the board.
func (s *service) importBoard(_ context.Context, v graph.View, in ImportIn) (graph.Change, error) {
	im, err := s.Import(v, in)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, fmt.Sprintf("Import board %q", im.Board.Name))
	im.Write(e)
	return e.Change()
}

// Imported is a schedule in terms of the production: a board with its strips in order.
type Imported struct {
	Report ImportReport
	Board  production.Board
	Strips []production.Strip // without their board and order
}

// Import reads a schedule against the production. Scenes are known by the id of their strip where
// the file came from here, and by their number otherwise; what is no scene of the production
// becomes a banner that says what it was, and scenes that the file leaves out go to the boneyard,
// so that nothing is lost on either side.
func (p Planner) Import(v graph.View, in ImportIn) (Imported, error) {
	book, err := sheets.Read(in.Name, in.Content)
	if err != nil {
		return Imported{}, fault.At("body.content", "%w", err)
	}
	format, _ := sheets.FormatOf(in.Name, in.Content) // Read knew it
	im := &importer{v: v, book: book, scenes: map[string][]graph.ID{}, used: map[graph.ID]bool{}, needs: needsOf(v)}
	if len(book.Boards) == 0 { // Scheduling Exchange: the order of its sheets
		im.book.Boards = []sheets.Board{{Name: strings.TrimSuffix(path.Base(in.Name), path.Ext(in.Name))}}
		for i := range book.Scenes {
			im.book.Boards[0].Strips = append(im.book.Boards[0].Strips, i)
		}
	}
	if in.Board >= len(im.book.Boards) {
		return Imported{}, fault.At("body.board", "board %d: the file has %d", in.Board+1, len(im.book.Boards))
	}
	im.out.Report = ImportReport{Format: string(format), Boards: []string{}, Lines: []ImportLine{}, Missing: []ImportLine{}, Findings: append([]string{}, book.Findings...)}
	for _, b := range im.book.Boards {
		im.out.Report.Boards = append(im.out.Report.Boards, b.Name)
	}
	if err := im.calendar(p.boards); err != nil {
		return Imported{}, err
	}
	im.index()
	im.days(in.Board)
	for _, i := range im.book.Boards[in.Board].Unused {
		im.strip(i, true)
	}
	im.missing()
	im.out.Board.Name = cmp.Or(strings.TrimSpace(in.Title), im.book.Boards[in.Board].Name, book.Name, "Imported board")
	im.out.Report.Title, im.out.Report.Start = im.out.Board.Name, im.out.Board.Start
	return im.out, nil
}

// Write adds the board and its strips to an edit and gives the board's id.
func (im Imported) Write(e *graph.Edit) graph.ID {
	board := graph.Add(e, im.Board)
	for i, key := range graph.Orders(len(im.Strips)) {
		s := im.Strips[i]
		s.Board, s.Order = graph.To[production.Board](board), key
		graph.Add(e, s)
	}
	return board
}

type importer struct {
	v      graph.View
	book   sheets.Book
	out    Imported
	works  strips.Calendar
	bound  map[civil.Date]graph.ID // shoot days, those of the unit first
	scenes map[string][]graph.ID   // by number, in one spelling
	used   map[graph.ID]bool
	needs  map[graph.ID]map[string][]string
}

// calendar takes unit and calendar over from the board that is shot, so that the new one falls on
// the same working days.
func (im *importer) calendar(boards Boards) error {
	last := ""
	for id, b := range graph.All[production.Board](im.v) {
		last = max(last, b.Order)
		if b.Current {
			im.out.Board.Unit, im.out.Board.Calendar = b.Unit, b.Calendar
			var err error
			if _, im.works, err = boards.Line(im.v, id); err != nil {
				return err
			}
		}
	}
	im.out.Board.Order = graph.Between(last, "")
	im.bound = map[civil.Date]graph.ID{}
	for id, d := range graph.All[production.ShootDay](im.v) {
		if _, taken := im.bound[d.Date]; !taken || d.Unit == im.out.Board.Unit {
			im.bound[d.Date] = id
		}
	}
	return nil
}

func (im *importer) index() {
	for id, sc := range graph.All[production.Scene](im.v) {
		if !sc.Omitted {
			im.scenes[spelling(sc.Number)] = append(im.scenes[spelling(sc.Number)], id)
		}
	}
}

// spelling makes numbers equal that people write in several ways: "12 a", "12A".
func spelling(number string) string { return strings.ToUpper(strings.Join(strings.Fields(number), "")) }

// days writes the strips of a board, and as many day breaks that its days fall on their dates.
func (im *importer) days(n int) {
	var at civil.Date
	for _, d := range im.book.Days(n) {
		if d.Number > 0 {
			im.out.Report.Days++
		}
		if !d.Date.IsZero() && at.IsZero() {
			im.out.Board.Start, at = d.Date, d.Date
		}
		br := production.Strip{Type: string(strips.DayBreak)}
		if !d.Date.IsZero() {
			if at = im.skip(at, d); !im.works.Shoots(d.Date) && at == d.Date.AddDays(1) {
				br.Day = graph.To[production.ShootDay](im.bound[d.Date])
			}
		}
		for _, i := range d.Strips {
			im.strip(i, false)
		}
		if d.Break >= 0 || !br.Day.IsZero() {
			im.out.Strips = append(im.out.Strips, br)
		}
	}
}

// skip leaves the working days before a day empty; it gives the first date after the day.
func (im *importer) skip(at civil.Date, d sheets.BoardDay) civil.Date {
	if d.Date.Before(at) {
		im.find("day %d is on %s in the file, before the day above it: the board puts it after that", d.Number, d.Date)
		return at
	}
	_, held := im.bound[d.Date]
	if !im.works.Shoots(d.Date) && !held {
		im.find("day %d is on %s in the file, which is no working day of the calendar: the board puts it on the next one", d.Number, d.Date)
	}
	for ; at.Before(d.Date); at = at.AddDays(1) {
		if im.works.Shoots(at) {
			im.out.Strips = append(im.out.Strips, production.Strip{Type: string(strips.DayBreak)})
		}
	}
	for !held && !im.works.Shoots(at) && at.Sub(d.Date) < 3660 { // as boards count
		at = at.AddDays(1)
	}
	return at.AddDays(1)
}

func (im *importer) find(format string, args ...any) {
	im.out.Report.Findings = append(im.out.Report.Findings, fmt.Sprintf(format, args...))
}

// strip writes one line of the file.
func (im *importer) strip(i int, unused bool) {
	s := &im.book.Scenes[i]
	out := production.Strip{Boneyard: unused, Note: s.Comments}
	switch s.Kind {
	case sheets.KindDay: // in the boneyard of other programs
		return
	case sheets.KindScene:
		if !im.scene(&out, s) {
			out.Type, out.Text, out.BannerMin = string(strips.BannerType), remembered(s), s.Minutes
		}
	default:
		out.Type, out.Text, out.BannerMin = string(strips.BannerType), cmp.Or(s.Synopsis, s.Comments, s.Number, s.Kind), s.Minutes
	}
	im.out.Strips = append(im.out.Strips, out)
}

// remembered is what a banner says of a scene that is not in the production.
func remembered(s *sheets.Sheet) string {
	text := "Scene " + s.Number + " of the file"
	for _, more := range []string{s.Heading, s.Synopsis} {
		if more != "" {
			text += ": " + more
		}
	}
	if cast := s.Elements[sheets.Cast]; len(cast) > 0 {
		text += " (" + strings.Join(cast, ", ") + ")"
	}
	return text + ", " + s.Eighths.String() + " pages"
}

var partOf = regexp.MustCompile(`(?i)^(.*\S)\s*((?:pt|part|teil)\.?\s*\w+)$`)

// scene finds the scene that a sheet is, and says what differs from the breakdown.
func (im *importer) scene(out *production.Strip, s *sheets.Sheet) bool {
	id, part, why := im.match(s)
	line := ImportLine{Line: s.Row(), Number: s.Number, Heading: s.Heading, Scene: id}
	if id.IsZero() {
		line.What = why + "; it stands on the board as a banner"
		im.out.Report.Lines = append(im.out.Report.Lines, line)
		return false
	}
	sc, _ := graph.Get[production.Scene](im.v, id)
	out.Type, out.Scene, out.Part = string(strips.SceneStrip), graph.To[production.Scene](id), part
	var notes []string
	if im.used[id] && part == "" {
		notes = append(notes, "stands in the file twice")
	}
	im.used[id] = true
	im.out.Report.Matched++
	switch {
	case part != "":
		out.PartEighths = s.Eighths
	case s.Eighths != sc.LengthEighths:
		notes = append(notes, fmt.Sprintf("%s pages in the file, %s in the breakdown", s.Eighths, lengthText(sc.LengthEighths)))
	}
	if part == "" && s.Minutes > 0 && s.Minutes != sc.EstimatedShootMin {
		notes = append(notes, fmt.Sprintf("%d minutes in the file, %d in the breakdown", s.Minutes, sc.EstimatedShootMin))
	}
	if _, set, _ := s.Where(); set != "" && sc.SetName != "" && !strings.EqualFold(set, sc.SetName) {
		notes = append(notes, fmt.Sprintf("set %q in the file, %q in the breakdown", set, sc.SetName))
	}
	notes = append(notes, castNotes(s.Elements[sheets.Cast], im.needs[id][sheets.Cast])...)
	if len(notes) > 0 {
		line.What = strings.Join(notes, "; ") + ": the breakdown stays"
		im.out.Report.Lines = append(im.out.Report.Lines, line)
	}
	return true
}

func lengthText(e pages.Eighths) string {
	if e == 0 {
		return "none"
	}
	return e.String()
}

// castNotes says who is in the file only, or here only. A file without cast says nothing.
func castNotes(file, here []string) []string {
	if len(file) == 0 {
		return nil
	}
	without := func(list, other []string) []string {
		var out []string
		for _, name := range list {
			if !slices.ContainsFunc(other, func(o string) bool { return strings.EqualFold(o, name) }) {
				out = append(out, name)
			}
		}
		return out
	}
	var notes []string
	if more := without(file, here); len(more) > 0 {
		notes = append(notes, "also with "+strings.Join(more, ", ")+" in the file")
	}
	if less := without(here, file); len(less) > 0 {
		notes = append(notes, "without "+strings.Join(less, ", ")+" in the file")
	}
	return notes
}

// match finds the scene of a sheet: by the id of a strip or scene of this production, else by
// number, which several episodes may share and the set then tells apart. part is "pt 1" of "12 pt 1".
func (im *importer) match(s *sheets.Sheet) (id graph.ID, part, why string) {
	if own, err := graph.ParseID(s.ID); err == nil {
		if r, ok := graph.Get[production.Strip](im.v, own); ok && !r.Scene.IsZero() {
			return r.Scene.ID, r.Part, ""
		}
		if _, ok := graph.Get[production.Scene](im.v, own); ok {
			return own, "", ""
		}
	}
	number := s.Number
	list := im.scenes[spelling(number)]
	if m := partOf.FindStringSubmatch(number); len(list) == 0 && m != nil {
		number, part = m[1], m[2]
		list = im.scenes[spelling(number)]
	}
	if len(list) > 1 {
		_, set, _ := s.Where()
		list = slices.DeleteFunc(slices.Clone(list), func(id graph.ID) bool {
			sc, _ := graph.Get[production.Scene](im.v, id)
			return !strings.EqualFold(sc.SetName, set)
		})
		if len(list) != 1 {
			return graph.ID{}, "", fmt.Sprintf("several scenes have the number %s, and the set does not tell which", number)
		}
	}
	if len(list) == 0 {
		return graph.ID{}, "", fmt.Sprintf("no scene %s in this production", cmp.Or(s.Number, "without a number"))
	}
	return list[0], part, ""
}

// missing puts the scenes that the file leaves out into the boneyard.
func (im *importer) missing() {
	for _, sc := range scenesWithout(im.v, im.used) {
		im.out.Strips = append(im.out.Strips, production.Strip{Type: string(strips.SceneStrip), Scene: graph.To[production.Scene](sc.id), Boneyard: true})
		im.out.Report.Missing = append(im.out.Report.Missing, ImportLine{Number: sc.Number, Heading: sc.Heading, Scene: sc.id, What: "not in the file; it lies in the boneyard"})
	}
}
