package sheets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/zeebo/xxh3"
)

// WriteUSS writes a Universal Schedule Standard file. What it was read from is written back in the
// words of that file, field by field, apart from what has been changed since; unknown fields, ids
// that point nowhere and page counts that are no eighths stay. Ids that are missing are made from
// the content, so the same book gives the same bytes. The standard has no heading: a sheet that
// has one and no set gets its elements from it.
func WriteUSS(w io.Writer, b Book) error {
	u := &ussWriter{b: b, ids: map[[2]string]string{}, known: elements{}, sheets: make([]string, len(b.Scenes)), index: map[string]int{}, needed: map[int]bool{}}
	u.complete()
	head := maps.Clone(b.source)
	if head == nil {
		head = source{}
		u.set(head, "id", ussID("book", b.Name), false)
		u.set(head, "source", "Backlot", false)
		u.set(head, "version", ussVersion, false)
	}
	u.set(head, "name", b.Name, b.Name == u.string(head["name"]))
	lists := map[string][]source{"breakdowns": {}, "calendars": {}, "categories": {}, "elements": {}, "stripboards": {}}
	for _, x := range b.Boards {
		sb, err := u.board(x)
		if err != nil {
			return err
		}
		lists["stripboards"] = append(lists["stripboards"], sb)
	}
	for i := range u.b.Scenes {
		lists["breakdowns"] = append(lists["breakdowns"], u.sheet(i))
	}
	for _, c := range b.Calendars {
		lists["calendars"] = append(lists["calendars"], u.calendar(c))
	}
	for n, c := range u.b.Categories {
		lists["categories"] = append(lists["categories"], u.category(n, c))
	}
	for _, e := range u.b.Elements {
		x := clone(e.source)
		u.set(x, "id", e.ID, e.ID == u.string(x["id"]))
		u.set(x, "name", e.Name, e.Name == u.string(x["name"]))
		if e.Number != u.string(x["elementId"]) {
			u.set(x, "elementId", e.Number, false)
		}
		lists["elements"] = append(lists["elements"], x)
	}
	for name, list := range lists {
		u.set(head, name, list, false)
	}
	doc := clone(b.around)
	u.set(doc, ussRoot, head, false)
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
	known  elements             // of the book as it is
	index  map[string]int       // of sheets, by id
	sheets []string             // ids
	needed map[int]bool         // sheets that a board names, and that so need an id
	err    error
}

func clone(s source) source {
	if s == nil {
		return source{}
	}
	return maps.Clone(s)
}

// set writes a field, unless what the file said is the same.
func (u *ussWriter) set(x source, field string, v any, same bool) {
	if _, has := x[field]; has && same {
		return
	}
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		u.err = err
		return
	}
	x[field] = bytes.TrimSpace(raw.Bytes())
}

// string is a text that the file had, or "".
func (u *ussWriter) string(raw json.RawMessage) string {
	var s *string
	_ = json.Unmarshal(raw, &s) // it was read before; what is absent is ""
	return text(s)
}

// complete adds to elements and categories what the sheets name, on a copy of the book, and gives
// every sheet an id.
func (u *ussWriter) complete() {
	u.b.Categories = slices.Clone(u.b.Categories)
	u.b.Elements = slices.Clone(u.b.Elements)
	u.b.Scenes = slices.Clone(u.b.Scenes)
	for i := len(u.b.Elements) - 1; i >= 0; i-- { // the first of equal names
		e := u.b.Elements[i]
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
		if u.sheets[i] = s.ID; s.ID == "" {
			u.sheets[i] = ussID("sheet", strconv.Itoa(i), s.Number)
		}
		u.index[u.sheets[i]] = i
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
	for _, c := range u.b.categories { // also ids in categories that are no elements
		for _, id := range u.strings(c["elements"]) {
			u.known[id] = struct{ name, category string }{category: u.string(c["name"])}
		}
	}
	for _, e := range u.b.Elements {
		u.known[e.ID] = struct{ name, category string }{e.Name, e.Category}
	}
}

func (u *ussWriter) strings(raw json.RawMessage) []string {
	var out []string
	_ = json.Unmarshal(raw, &out) // it was read before; what is absent is empty
	return out
}

// universalIDs are the numbers of categories that the published sample shows; our
// own get numbers far from them.
var universalIDs = map[string]int{Set: 0, IntExt: 1, DayNight: 2, Cast: 100, "Props": 104}

// category writes one category with the elements it has now.
func (u *ussWriter) category(n int, name string) source {
	var x source
	if n < len(u.b.categories) && u.string(u.b.categories[n]["name"]) == name {
		x = u.b.categories[n]
	}
	x = clone(x)
	was := u.strings(x["elements"])
	now := slices.DeleteFunc(slices.Clone(was), func(id string) bool {
		e, ok := u.known[id]
		return ok && e.category != name && slices.IndexFunc(u.b.Elements, func(e Element) bool { return e.ID == id && e.source == nil }) >= 0
	})
	if slices.Index(u.b.Categories, name) == n {
		for _, e := range u.b.Elements {
			if e.Category == name && !slices.Contains(now, e.ID) && !u.elsewhere(name, n, e.ID) {
				now = append(now, e.ID)
			}
		}
	}
	if len(x) == 0 {
		id := 1000 + n
		if known, ok := universalIDs[name]; ok {
			id = known
		}
		u.set(x, "id", ussID("category", name), false)
		u.set(x, "catId", id, false)
	}
	u.set(x, "name", name, u.string(x["name"]) == name)
	u.set(x, "elements", append([]string{}, now...), slices.Equal(was, now))
	return x
}

// elsewhere says whether a later category of the same name lists an element.
func (u *ussWriter) elsewhere(name string, n int, id string) bool {
	for i, c := range u.b.categories {
		if i != n && u.string(c["name"]) == name && slices.Contains(u.strings(c["elements"]), id) {
			return true
		}
	}
	return false
}

func (u *ussWriter) sheet(i int) source {
	s := &u.b.Scenes[i]
	was, fresh := Sheet{}, s.source == nil
	if !fresh {
		var err error
		if was, err = sheetOf(s.source, u.known, func(string, ...any) {}); err != nil {
			u.err = err
		}
	}
	x := clone(s.source)
	if fresh || s.ID != "" || u.needed[i] {
		u.set(x, "id", u.sheets[i], was.ID == u.sheets[i])
	}
	u.set(x, "comments", opt(s.Comments), s.Comments == was.Comments)
	u.set(x, "description", opt(s.Synopsis), s.Synopsis == was.Synopsis)
	u.set(x, "scene", opt(s.Number), s.Number == was.Number)
	u.set(x, "scriptPage", opt(s.Page), s.Page == was.Page)
	kind := s.Kind
	if kind == KindScene {
		kind = "scene"
	}
	u.set(x, "type", kind, s.Kind == was.Kind)
	var length, time *float64
	if s.Kind == KindScene || s.Eighths > 0 {
		p := s.Eighths.Pages()
		length = &p
	}
	if s.Minutes > 0 {
		t := float64(s.Minutes) * 60000
		time = &t
	}
	u.set(x, "pages", length, !fresh && s.Eighths == was.Eighths)
	u.set(x, "time", time, !fresh && s.Minutes == was.Minutes)
	u.set(x, "elements", u.elementsOf(s, was), !fresh && sameElements(s.Elements, was.Elements))
	return x
}

// sameElements ignores categories that a sheet has nothing of.
func sameElements(a, b map[string][]string) bool {
	tight := func(m map[string][]string) map[string][]string {
		out := maps.Clone(m)
		maps.DeleteFunc(out, func(_ string, list []string) bool { return len(list) == 0 })
		return out
	}
	a, b = tight(a), tight(b)
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

// elementsOf lists the ids of what a sheet needs: first those of the file that it still needs, or
// that nobody knows, then what is new.
func (u *ussWriter) elementsOf(s *Sheet, was Sheet) []string {
	out := []string{}
	done := map[[2]string]int{}
	for _, id := range u.strings(was.source["elements"]) {
		e, ok := u.known[id]
		key := [2]string{e.category, e.name}
		if !ok || done[key] < count(s.Elements[e.category], e.name) {
			done[key]++
			out = append(out, id)
		}
	}
	for _, c := range slices.Sorted(maps.Keys(s.Elements)) {
		for _, name := range s.Elements[c] {
			key := [2]string{c, name}
			if done[key] > 0 {
				done[key]--
				continue
			}
			out = append(out, u.ids[key])
		}
	}
	return out
}

func count(list []string, name string) (n int) {
	for _, s := range list {
		if s == name {
			n++
		}
	}
	return n
}

func (u *ussWriter) calendar(c Calendar) source {
	x := clone(c.source)
	var was ussCalendar
	if c.source != nil {
		if raw, err := json.Marshal(c.source); err != nil || json.Unmarshal(raw, &was) != nil {
			u.err = err
		}
	}
	u.set(x, "id", c.ID, c.ID == was.ID)
	u.set(x, "name", c.Name, c.Name == was.Name)
	u.set(x, "daysOff", append([]int{}, c.DaysOff...), c.source != nil && slices.Equal(c.DaysOff, was.DaysOff))
	events := []source{}
	for _, e := range c.Events {
		y := clone(e.source)
		u.set(y, "id", e.ID, e.ID == u.string(y["id"]))
		u.set(y, "date", e.Date, e.Date == u.string(y["date"]))
		u.set(y, "effect", e.Effect, e.Effect == u.string(y["effect"]))
		u.set(y, "type", e.Type, e.source != nil && text(e.Type) == u.string(y["type"]))
		events = append(events, y)
	}
	u.set(x, "events", events, false)
	return x
}

// board writes a stripboard; its sheets are those of the file as long as nobody moved them.
func (u *ussWriter) board(b Board) (source, error) {
	x := clone(b.source)
	var was ussStripboard
	if b.source != nil {
		raw, err := json.Marshal(b.source)
		if err == nil {
			err = json.Unmarshal(raw, &was)
		}
		if err != nil {
			return nil, fmt.Errorf("universal schedule: %w", err)
		}
	}
	id := b.ID
	if id == "" {
		id = ussID("stripboard", b.Name)
	}
	if b.source == nil || b.ID != "" {
		u.set(x, "id", id, id == was.ID)
	}
	u.set(x, "name", b.Name, b.Name == was.Name)
	if b.Calendar != "" || was.Calendar != "" {
		u.set(x, "calendar", b.Calendar, b.Calendar == was.Calendar)
	}
	strips, unused := stripsOf(was, u.index, func(string, ...any) {})
	if b.source != nil && slices.Equal(strips, b.Strips) && slices.Equal(unused, b.Unused) {
		return x, nil
	}
	parts := []ussPart{}
	for _, part := range [...]struct {
		name string
		list []int
	}{{scheduled, b.Strips}, {boneyard, b.Unused}} {
		p := ussPart{ID: ussID("board", id, part.name), Name: part.name, BreakdownIDs: []string{}}
		if i := slices.IndexFunc(was.Boards, func(w ussPart) bool { return w.Name == part.name }); i >= 0 {
			p.ID = was.Boards[i].ID
		}
		for _, i := range part.list {
			if i < 0 || i >= len(u.sheets) {
				return nil, fmt.Errorf("universal schedule: board %s names sheet %d of %d", b.Name, i, len(u.sheets))
			}
			u.needed[i] = true
			p.BreakdownIDs = append(p.BreakdownIDs, u.sheets[i])
		}
		parts = append(parts, p)
	}
	u.set(x, "boards", parts, false)
	return x, nil
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
