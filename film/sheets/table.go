package sheets

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"backlot/film/civil"
	"backlot/film/pages"
)

// A table is one board, a line a strip: scenes, banners, and the ends of days. People sort, cut and
// paste tables, so reading forgives: columns are known by their headings, in any order and in
// several spellings; days are made from lines that end one or, without such lines, from the
// columns of day and date. What a line says that makes no sense is a finding with its number, and
// the rest of the line is read all the same.

// column is one column of a table.
type column struct {
	title string
	width float64 // of a spreadsheet, in characters
	names []string
	write func(*tableLine) string
}

// tableLine is a strip on its way into a table.
type tableLine struct {
	s                 *Sheet
	day               BoardDay
	intExt, set, time string
	unused            bool
}

// The words for what a line is.
const (
	wordScene    = "scene"
	wordBanner   = "banner"
	wordDay      = "end of day"
	wordBoneyard = "boneyard"
)

var columns = []column{
	{"Day", 6, []string{"day", "shoot day", "shooting day", "tag", "drehtag"}, func(l *tableLine) string {
		if l.day.Number == 0 || l.unused {
			return ""
		}
		return strconv.Itoa(l.day.Number)
	}},
	{"Date", 12, []string{"date", "datum", "shoot date"}, func(l *tableLine) string {
		if l.unused {
			return ""
		}
		return l.day.Date.String()
	}},
	{"Type", 12, []string{"type", "kind", "art", "typ"}, func(l *tableLine) string {
		switch {
		case l.unused && l.s.Kind == KindScene:
			return wordBoneyard
		case l.s.Kind == KindScene:
			return wordScene
		case l.s.Kind == KindDay:
			return wordDay
		}
		return l.s.Kind
	}},
	{"Scene", 9, []string{"scene", "scene number", "scn", "sc", "sc.", "szene", "bild", "bildnummer"}, func(l *tableLine) string { return l.s.Number }},
	{"I/E", 8, []string{"i/e", "int/ext", "int./ext.", "ie", "innen/außen", "i/a"}, func(l *tableLine) string { return l.intExt }},
	{"Set", 34, []string{"set", "slug", "scene heading", "set name", "motiv", "dekoration"}, func(l *tableLine) string { return l.set }},
	{"D/N", 10, []string{"d/n", "day/night", "time of day", "time", "tag/nacht", "t/n", "stimmung"}, func(l *tableLine) string { return l.time }},
	{"Pages", 8, []string{"pages", "pgs", "page count", "length", "seiten"}, func(l *tableLine) string {
		switch {
		case l.s.Kind != KindScene && l.s.Eighths == 0:
			return ""
		case l.s.Eighths%pages.Page != 0 && l.s.Eighths < pages.Page:
			return "0 " + l.s.Eighths.String() // a spreadsheet makes the third of August of 3/8
		}
		return l.s.Eighths.String()
	}},
	{"Eighths", 8, []string{"eighths", "1/8", "achtel"}, func(l *tableLine) string {
		if l.s.Kind != KindScene && l.s.Eighths == 0 {
			return ""
		}
		return strconv.Itoa(int(l.s.Eighths))
	}},
	{"Minutes", 8, []string{"minutes", "min", "est. time", "estimated minutes", "minuten"}, func(l *tableLine) string {
		if l.s.Minutes == 0 {
			return ""
		}
		return strconv.Itoa(l.s.Minutes)
	}},
	{"Cast", 26, []string{"cast", "cast members", "characters", "besetzung", "rollen"}, func(l *tableLine) string { return join(l.s.Elements[Cast]) }},
	{"Location", 24, []string{"location", "place", "drehort", "ort"}, func(l *tableLine) string { return join(l.s.Elements[Location]) }},
	{"Description", 48, []string{"description", "synopsis", "text", "what happens", "inhalt", "beschreibung"}, func(l *tableLine) string { return l.s.Synopsis }},
	{"Notes", 30, []string{"notes", "note", "comments", "notizen", "bemerkung"}, func(l *tableLine) string { return l.s.Comments }},
	{"Script page", 8, []string{"script page", "script pages", "drehbuchseite"}, func(l *tableLine) string { return l.s.Page }},
	{"ID", 38, []string{"id", "strip id"}, func(l *tableLine) string { return l.s.ID }},
}

// table lays a board out: its headings, then a line a strip, the boneyard last.
func table(b Book, n int) ([][]string, error) {
	if n < 0 || n >= len(b.Boards) {
		return nil, fmt.Errorf("board %d: the book has %d boards", n+1, len(b.Boards))
	}
	for _, i := range append(slices.Clone(b.Boards[n].Strips), b.Boards[n].Unused...) {
		if i < 0 || i >= len(b.Scenes) {
			return nil, fmt.Errorf("board %s names sheet %d of %d", b.Boards[n].Name, i, len(b.Scenes))
		}
	}
	out := [][]string{make([]string, len(columns))}
	for i, c := range columns {
		out[0][i] = c.title
	}
	add := func(sheet int, day BoardDay, unused bool) {
		l := tableLine{s: &b.Scenes[sheet], day: day, unused: unused}
		l.intExt, l.set, l.time = l.s.Where()
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = c.write(&l)
		}
		out = append(out, row)
	}
	for _, d := range b.Days(n) {
		for _, i := range d.Strips {
			add(i, d, false)
		}
		if d.Break >= 0 {
			add(d.Break, d, false)
		}
	}
	for _, i := range b.Boards[n].Unused {
		add(i, BoardDay{}, true)
	}
	return out, nil
}

// readTable makes a book with one board of a table; name is that of the board. Rows are numbered
// from 1 in findings, as programs show them.
func readTable(rows [][]string, name string) (Book, error) {
	head, at := headings(rows)
	if head == nil {
		return Book{}, fmt.Errorf("no line of headings: want a column called Scene, and others such as %s", titles())
	}
	t := &tableReader{at: at, b: Book{Name: name, Boards: []Board{{Name: name}}}}
	for i := head.row + 1; i < len(rows); i++ {
		if strings.TrimSpace(strings.Join(rows[i], "")) != "" {
			t.line(i+1, rows[i])
		}
	}
	t.board()
	t.categories()
	return t.b, nil
}

func titles() string {
	var out []string
	for _, c := range columns {
		out = append(out, c.title)
	}
	return strings.Join(out, ", ")
}

type headRow struct{ row int }

// headings finds the line that names the columns, among the first of a table, and where each is.
func headings(rows [][]string) (*headRow, map[string]int) {
	for i, row := range rows[:min(len(rows), 30)] {
		at := map[string]int{}
		for n, cell := range row {
			cell = strings.ToLower(strings.Join(strings.Fields(cell), " "))
			for _, c := range columns {
				if _, has := at[c.title]; !has && slices.Contains(c.names, cell) {
					at[c.title] = n
					break
				}
			}
		}
		if _, ok := at["Scene"]; ok && len(at) > 1 {
			return &headRow{i}, at
		}
	}
	return nil, nil
}

type tableReader struct {
	at    map[string]int // columns by their title
	b     Book
	marks bool // lines end days
	days  []tableDay
}

// tableDay is what a line says of its day.
type tableDay struct {
	number int // 0 when it says none
	date   civil.Date
	unused bool
}

func (t *tableReader) find(row int, format string, args ...any) {
	if len(t.b.Findings) < 1000 {
		t.b.Findings = append(t.b.Findings, fmt.Sprintf("line %d: ", row)+fmt.Sprintf(format, args...))
	}
}

func (t *tableReader) line(row int, cells []string) {
	get := func(title string) string {
		n, ok := t.at[title]
		if !ok || n >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[n])
	}
	s := Sheet{ID: get("ID"), Number: get("Scene"), Page: get("Script page"), Synopsis: get("Description"), Comments: get("Notes"), Elements: map[string][]string{}, row: row}
	d := tableDay{}
	switch kind := strings.ToLower(get("Type")); kind {
	case wordScene, "":
		if s.Number == "" {
			if s.Synopsis == "" {
				t.find(row, "neither a scene nor a text; left out")
				return
			}
			s.Kind = KindBanner
		}
	case wordDay, "day", "day break", "daybreak", "drehschluss", "ende des tages":
		s.Kind, t.marks = KindDay, true
	case wordBanner:
		s.Kind = KindBanner
	case wordBoneyard:
		d.unused = true
	default:
		t.find(row, "type %q: want %s, %s, %s or %s; read as a banner", get("Type"), wordScene, wordBanner, wordDay, wordBoneyard)
		s.Kind = KindBanner
	}
	if s.Kind == KindScene && s.Number == "" {
		t.find(row, "a scene without its number")
	}
	s.Eighths = t.length(row, get("Pages"), get("Eighths"))
	s.Minutes = t.minutes(row, get("Minutes"))
	for category, text := range map[string]string{IntExt: get("I/E"), Set: get("Set"), DayNight: get("D/N")} {
		if text != "" {
			s.Elements[category] = []string{text}
		}
	}
	for _, c := range [...]struct{ category, title string }{{Cast, "Cast"}, {Location, "Location"}} {
		if list := split(get(c.title)); len(list) > 0 {
			s.Elements[c.category] = list
		}
	}
	s.Heading = headingOf(s.Elements)
	d.number = t.day(row, get("Day"))
	d.date = t.date(row, get("Date"))
	t.b.Scenes = append(t.b.Scenes, s)
	t.days = append(t.days, d)
}

// join writes a list so that split parts it again, also one name with a comma in it.
func join(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ReplaceAll(s, ";", ",")
	}
	text := strings.Join(out, "; ")
	if len(list) == 1 && strings.Contains(text, ",") {
		text += ";"
	}
	return text
}

// split parts a list at semicolons or, where it has none, at commas.
func split(s string) []string {
	sep := ";"
	if !strings.Contains(s, sep) {
		sep = ","
	}
	var out []string
	for _, p := range strings.Split(s, sep) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// length reads what a line says of the length of a scene; eighths alone are not to be mistaken.
func (t *tableReader) length(row int, paged, counted string) pages.Eighths {
	const most = 8 * 1000
	if counted != "" {
		if n, err := strconv.ParseFloat(strings.Replace(counted, ",", ".", 1), 64); err == nil && n >= 0 && n <= most && n == math.Trunc(n) {
			return pages.Eighths(n)
		}
		t.find(row, "eighths %q: want a whole number, such as 11 for 1 3/8 pages", counted)
	}
	if paged == "" {
		return 0
	}
	if e, err := pages.Parse(paged); err == nil && e <= most {
		return e
	}
	if n, err := strconv.ParseFloat(strings.Replace(paged, ",", ".", 1), 64); err == nil && n >= 0 && n*8 <= most && n*8 == math.Trunc(n*8) {
		return pages.Eighths(n * 8)
	}
	t.find(row, "pages %q: want pages and eighths, such as 1 3/8 or 1.375; write 0 3/8, or a spreadsheet makes a date of 3/8", paged)
	return 0
}

func (t *tableReader) minutes(row int, text string) int {
	if text == "" {
		return 0
	}
	if n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil && n >= 0 && n <= 100_000 {
		return int(math.Round(n))
	}
	if h, m, ok := strings.Cut(text, ":"); ok {
		hours, err1 := strconv.Atoi(h)
		mins, err2 := strconv.Atoi(m)
		if err1 == nil && err2 == nil && hours >= 0 && hours <= 1000 && mins >= 0 && mins < 60 {
			return hours*60 + mins
		}
	}
	t.find(row, "minutes %q: want a number such as 95, or 1:35", text)
	return 0
}

func (t *tableReader) day(row int, text string) int {
	if text == "" {
		return 0
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n >= 1 && n <= 10_000 && n == math.Trunc(n) {
		return int(n)
	}
	t.find(row, "day %q: want the number of a shooting day, such as 7", text)
	return 0
}

// date reads a day as ISO 8601, or as a spreadsheet counts it: days since 30 December 1899.
func (t *tableReader) date(row int, text string) civil.Date {
	if len(text) >= len("2027-03-01") {
		if d, err := civil.Parse(text[:len("2027-03-01")]); err == nil {
			return d
		}
	}
	if text == "" {
		return civil.Date{}
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n >= 10_000 && n < 110_000 {
		return civil.Of(1899, 12, 30).AddDays(int(n))
	}
	t.find(row, "date %q: want year-month-day, such as 2027-03-01", text)
	return civil.Date{}
}

// board puts the lines in order, and ends days where the table does not say so itself.
func (t *tableReader) board() {
	to := &t.b.Boards[0]
	if t.marks {
		for i, d := range t.days {
			if t.b.Scenes[i].Kind == KindDay {
				t.b.Scenes[i].Date = d.date
			}
			if d.unused {
				to.Unused = append(to.Unused, i)
			} else {
				to.Strips = append(to.Strips, i)
			}
		}
		return
	}
	order := make([]int, 0, len(t.days))
	for i, d := range t.days {
		if d.unused {
			to.Unused = append(to.Unused, i)
			continue
		}
		if d.number == 0 && d.date.IsZero() && len(order) > 0 { // a banner of the day above it
			prev := t.days[order[len(order)-1]]
			t.days[i].number, t.days[i].date = prev.number, prev.date
		}
		order = append(order, i)
	}
	byDay := func(a, b int) int {
		x, y := t.days[a], t.days[b]
		if x.number > 0 && y.number > 0 {
			return x.number - y.number
		}
		return x.date.Compare(y.date)
	}
	if !slices.IsSortedFunc(order, byDay) {
		t.b.Findings = append(t.b.Findings, "the lines stand in another order than their days; put in order of days")
		slices.SortStableFunc(order, byDay)
	}
	for n, i := range order {
		if n > 0 && byDay(order[n-1], i) != 0 {
			t.end(order[n-1])
		}
		to.Strips = append(to.Strips, i)
	}
	if len(order) > 0 && !t.days[order[len(order)-1]].date.IsZero() { // else an open end says as much
		t.end(order[len(order)-1])
	}
}

// end ends the day of a line after it.
func (t *tableReader) end(line int) {
	t.b.Boards[0].Strips = append(t.b.Boards[0].Strips, len(t.b.Scenes))
	t.b.Scenes = append(t.b.Scenes, Sheet{Kind: KindDay, Date: t.days[line].date, Elements: map[string][]string{}})
}

func (t *tableReader) categories() {
	have := map[string]bool{}
	for _, s := range t.b.Scenes {
		for c := range maps.Keys(s.Elements) {
			have[c] = true
		}
	}
	for _, c := range []string{Set, IntExt, DayNight, Cast, Location} {
		if have[c] {
			t.b.Categories = append(t.b.Categories, c)
		}
	}
}

// Row is the line of the table that a sheet was read from, as programs number lines; 0 when it was
// not read from a table.
func (s Sheet) Row() int { return s.row }
