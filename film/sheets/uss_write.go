package sheets

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/zeebo/xxh3"

	"backlot/film/screenplay"
)

// WriteUSS writes a Universal Schedule Standard file. What the file it was read
// from said beyond the model stays. Ids that are missing are made from the
// content, so the same book gives the same bytes. The standard has no heading: a
// sheet that has one and no set gets its elements from it.
func WriteUSS(w io.Writer, b Book) error {
	u := &ussWriter{b: b, ids: map[[2]string]string{}, sheets: make([]string, len(b.Scenes))}
	u.elements()
	out := uss{ID: ussID("book", b.Name), Name: b.Name, Source: "Backlot", Version: "0.1.0", Calendars: []json.RawMessage{},
		Breakdowns: []json.RawMessage{}, Categories: []json.RawMessage{}, Elements: []json.RawMessage{}, Stripboards: []json.RawMessage{}}
	for _, c := range b.Calendars {
		x := ussCalendar{ID: c.ID, Name: c.Name, DaysOff: append([]int{}, c.DaysOff...), Events: []json.RawMessage{}}
		for _, e := range c.Events {
			x.Events = append(x.Events, u.object(e.ID, e))
		}
		out.Calendars = append(out.Calendars, u.object(c.ID, x))
	}
	for i := range u.b.Scenes {
		out.Breakdowns = append(out.Breakdowns, u.sheet(i))
	}
	for n, c := range u.b.Categories {
		cat := ussCategory{ID: u.categoryID(c), CatID: catID(c, n), Name: c, Elements: []string{}}
		for _, e := range u.b.Elements {
			if e.Category == c {
				cat.Elements = append(cat.Elements, e.ID)
			}
		}
		out.Categories = append(out.Categories, u.object(cat.ID, cat))
	}
	for _, e := range u.b.Elements {
		out.Elements = append(out.Elements, u.object(e.ID, ussElement{ID: e.ID, Name: e.Name}))
	}
	for _, board := range b.Boards {
		sb, err := u.board(board)
		if err != nil {
			return err
		}
		out.Stripboards = append(out.Stripboards, sb)
	}
	doc := map[string]json.RawMessage{"universalScheduleStandard": u.object(header, out)}
	if u.err != nil {
		return fmt.Errorf("universal schedule: %w", u.err)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

type ussWriter struct {
	b      Book
	ids    map[[2]string]string // of elements, by category and name
	sheets []string             // ids
	err    error
}

// object is a value as JSON with what was kept of the object of that id.
func (u *ussWriter) object(id string, v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		u.err = err
		return nil
	}
	kept := u.b.Kept[id]
	if len(kept) == 0 {
		return raw
	}
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &all); err != nil {
		u.err = err
		return nil
	}
	for k, v := range kept {
		all[k] = v
	}
	if raw, err = json.Marshal(all); err != nil {
		u.err = err
	}
	return raw
}

// elements completes the list of elements and categories with what the sheets
// name, on a copy of the book.
func (u *ussWriter) elements() {
	u.b.Categories = slices.Clone(u.b.Categories)
	u.b.Elements = slices.Clone(u.b.Elements)
	u.b.Scenes = slices.Clone(u.b.Scenes)
	for _, e := range u.b.Elements {
		u.ids[[2]string{e.Category, e.Name}] = e.ID
	}
	for i := range u.b.Scenes {
		s := &u.b.Scenes[i]
		s.Elements = withHeading(s)
		for _, c := range slices.Sorted(maps.Keys(s.Elements)) {
			if c != "" && !slices.Contains(u.b.Categories, c) {
				u.b.Categories = append(u.b.Categories, c)
			}
		}
	}
	for _, c := range append(slices.Clone(u.b.Categories), "") {
		for i := range u.b.Scenes {
			for _, name := range u.b.Scenes[i].Elements[c] {
				key := [2]string{c, name}
				if _, ok := u.ids[key]; !ok {
					u.ids[key] = ussID("element", c, name)
					u.b.Elements = append(u.b.Elements, Element{ID: u.ids[key], Category: c, Name: name})
				}
			}
		}
	}
}

// universalIDs are the numbers of categories that the published sample shows; our
// own get numbers far from them.
var universalIDs = map[string]int{"Set": 0, "INT/EXT": 1, "Day/Night": 2, "Cast Members": 100, "Props": 104}

func catID(name string, n int) int {
	if id, ok := universalIDs[name]; ok {
		return id
	}
	return 1000 + n
}

// categoryID is the id of a category: that of the file it came from, or one made
// from its name.
func (u *ussWriter) categoryID(name string) string {
	if id := u.b.CategoryIDs[name]; id != "" {
		return id
	}
	return ussID("category", name)
}

func (u *ussWriter) sheet(i int) json.RawMessage {
	s := &u.b.Scenes[i]
	x := ussBreakdown{ID: s.ID, Type: "scene", Elements: []string{}}
	if x.ID == "" {
		x.ID = ussID("sheet", strconv.Itoa(i), s.Number)
	}
	u.sheets[i] = x.ID
	x.Comments, x.Description = opt(s.Comments), opt(s.Synopsis)
	x.Scene, x.ScriptPage = opt(s.Number), opt(s.Page)
	if s.Kind != "" {
		x.Type = s.Kind
	} else {
		p := s.Eighths.Pages()
		x.Pages = &p
	}
	if s.Minutes > 0 {
		t := float64(s.Minutes) * 60000
		x.Time = &t
	}
	for _, c := range append(slices.Clone(u.b.Categories), "") {
		for _, name := range s.Elements[c] {
			x.Elements = append(x.Elements, u.ids[[2]string{c, name}])
		}
	}
	return u.object(x.ID, x)
}

func (u *ussWriter) board(board Board) (json.RawMessage, error) {
	sb := ussStripboard{ID: board.ID, Name: board.Name, Calendar: board.Calendar}
	if sb.ID == "" {
		sb.ID = ussID("stripboard", board.Name)
	}
	for _, part := range [...]struct {
		name string
		list []int
	}{{"stripboard", board.Strips}, {boneyard, board.Unused}} {
		p := ussBoard{ID: ussID("board", sb.ID, part.name), Name: part.name, BreakdownIDs: []string{}}
		for _, i := range part.list {
			if i < 0 || i >= len(u.sheets) {
				return nil, fmt.Errorf("universal schedule: board %s names sheet %d of %d", board.Name, i, len(u.sheets))
			}
			p.BreakdownIDs = append(p.BreakdownIDs, u.sheets[i])
		}
		sb.Boards = append(sb.Boards, p)
	}
	return u.object(sb.ID, sb), nil
}

func opt(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// ussID is an id of 24 hexadecimal digits, as the standard's files have them.
func ussID(parts ...string) string {
	h := xxh3.New()
	for _, p := range parts {
		h.WriteString(p)
		h.WriteString("\x00")
	}
	s := h.Sum128()
	return fmt.Sprintf("%016x%08x", s.Hi, uint32(s.Lo))
}

// The categories that make up a heading, by the names programs give them; the
// first is the one we write.
var (
	intExtNames = []string{"INT/EXT", "Int/Ext", "I/E", "Int Ext"}
	setNames    = []string{"Set"}
	timeNames   = []string{"Day/Night", "D/N", "Time", "Time of Day"}
)

// headingOf puts a heading together from the elements of a sheet.
func headingOf(elements map[string][]string) string {
	first := func(names []string) string {
		for _, n := range names {
			if list := elements[n]; len(list) > 0 {
				return list[len(list)-1]
			}
		}
		return ""
	}
	out := first(setNames)
	if in := first(intExtNames); in != "" {
		out = in + ". " + out
	}
	if t := first(timeNames); t != "" {
		out += " - " + t
	}
	return out
}

// withHeading is the elements of a sheet with those of its heading, if it names
// no set itself.
func withHeading(s *Sheet) map[string][]string {
	if s.Heading == "" || s.Kind != "" || len(s.Elements[setNames[0]]) > 0 || headingOf(s.Elements) == s.Heading {
		return s.Elements
	}
	out := map[string][]string{}
	for c, list := range s.Elements {
		out[c] = list
	}
	h := screenplay.ParseHeading(s.Heading)
	for _, e := range [...]struct{ category, name string }{{intExtNames[0], h.IntExt}, {setNames[0], h.Set}, {timeNames[0], h.Time}} {
		if e.name != "" && len(out[e.category]) == 0 {
			out[e.category] = []string{e.name}
		}
	}
	return out
}
