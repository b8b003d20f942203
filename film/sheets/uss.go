package sheets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"backlot/film/pages"
)

// The Universal Schedule Standard is JSON: sheets (breakdowns) name elements by
// id, categories list the elements that belong to them, stripboards list sheets.
// Page counts are decimal pages and times are milliseconds there. Source: the
// published description and sample (formats.md section 2, [18] and [19]).
const (
	ussRoot    = "universalScheduleStandard"
	ussVersion = "0.1.0"
	maxUSS     = 256 << 20
	boneyard   = "boneyard" // part of a stripboard where sheets lie that are not scheduled
	scheduled  = "stripboard"
)

type ussHeader struct {
	Name        string            `json:"name"`
	Version     string            `json:"version"`
	Breakdowns  []json.RawMessage `json:"breakdowns"`
	Calendars   []json.RawMessage `json:"calendars"`
	Categories  []json.RawMessage `json:"categories"`
	Elements    []json.RawMessage `json:"elements"`
	Stripboards []json.RawMessage `json:"stripboards"`
}

type ussBreakdown struct {
	ID          string   `json:"id"`
	Comments    *string  `json:"comments"`
	Description *string  `json:"description"`
	Elements    []string `json:"elements"`
	Pages       *float64 `json:"pages"`
	Scene       *string  `json:"scene"`
	ScriptPage  *string  `json:"scriptPage"`
	Time        *float64 `json:"time"`
	Type        string   `json:"type"`
}

type ussCategory struct {
	ID       string   `json:"id"`
	Elements []string `json:"elements"`
	Name     string   `json:"name"`
}

type ussCalendar struct {
	ID      string            `json:"id"`
	Name    string            `json:"name"`
	DaysOff []int             `json:"daysOff"`
	Events  []json.RawMessage `json:"events"`
}

type ussStripboard struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Calendar string    `json:"calendar"`
	Boards   []ussPart `json:"boards"`
}

type ussPart struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	BreakdownIDs []string `json:"breakdownIds"`
}

// ReadUSS reads a Universal Schedule Standard file. Ids that point nowhere, lengths that are no
// whole eighths or minutes, and other versions are findings; WriteUSS writes all of it back.
func ReadUSS(r io.Reader) (Book, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxUSS+1))
	if err != nil {
		return Book{}, fmt.Errorf("universal schedule: %w", err)
	}
	if len(raw) > maxUSS {
		return Book{}, fmt.Errorf("universal schedule: larger than %d MiB", maxUSS>>20)
	}
	u := &ussReader{index: map[string]int{}, elements: elements{}}
	if u.b.around, err = sourceOf(raw); err != nil {
		return Book{}, fmt.Errorf("universal schedule: %w", err)
	}
	standard := u.b.around[ussRoot]
	delete(u.b.around, ussRoot)
	if len(standard) == 0 {
		return Book{}, fmt.Errorf("universal schedule: no %q in it", ussRoot)
	}
	var head ussHeader
	if u.b.source, err = decode(standard, &head); err != nil {
		return Book{}, fmt.Errorf("universal schedule: %w", err)
	}
	u.b.Name = head.Name
	if head.Version != "" && !strings.HasPrefix(head.Version, "0.1.") {
		u.find("version %q: this reader knows %s; what it does not know of is kept as it is", head.Version, ussVersion)
	}
	for _, step := range [...]struct {
		what string
		list []json.RawMessage
		read func(json.RawMessage) error
	}{
		{"categories", head.Categories, u.readCategory}, {"elements", head.Elements, u.readElement},
		{"breakdowns", head.Breakdowns, u.readSheet}, {"stripboards", head.Stripboards, u.readBoard}, {"calendars", head.Calendars, u.readCalendar},
	} {
		delete(u.b.source, step.what)
		for i, raw := range step.list {
			if err := step.read(raw); err != nil {
				return Book{}, fmt.Errorf("universal schedule: %s, number %d of %d: %w", step.what, i+1, len(step.list), err)
			}
		}
	}
	return u.b, nil
}

// sourceOf takes an object apart; every value is written in one way, so that equal values are
// equal bytes.
func sourceOf(raw json.RawMessage) (source, error) {
	var out source
	if err := json.Unmarshal(raw, &out); err != nil {
		return nil, err
	}
	if out == nil {
		return nil, fmt.Errorf("null: want an object")
	}
	for k, v := range out {
		var tight bytes.Buffer
		if err := json.Compact(&tight, v); err != nil {
			return nil, err
		}
		out[k] = tight.Bytes()
	}
	return out, nil
}

// decode reads an object and keeps it as it is.
func decode(raw json.RawMessage, into any) (source, error) {
	if err := json.Unmarshal(raw, into); err != nil {
		return nil, err
	}
	return sourceOf(raw)
}

// elements are name and category of the elements of a file, by id.
type elements map[string]struct{ name, category string }

type ussReader struct {
	b        Book
	elements elements
	index    map[string]int // of sheets by id
}

func (u *ussReader) find(format string, args ...any) {
	if len(u.b.Findings) < 1000 {
		u.b.Findings = append(u.b.Findings, fmt.Sprintf(format, args...))
	}
}

func (u *ussReader) readCategory(raw json.RawMessage) error {
	var c ussCategory
	src, err := decode(raw, &c)
	if err != nil {
		return err
	}
	u.b.Categories = append(u.b.Categories, c.Name)
	u.b.categories = append(u.b.categories, src)
	for _, id := range c.Elements {
		e := u.elements[id]
		e.category = c.Name
		u.elements[id] = e
	}
	return nil
}

func (u *ussReader) readElement(raw json.RawMessage) error {
	var e Element
	src, err := decode(raw, &struct {
		ID     *string `json:"id"`
		Name   *string `json:"name"`
		Number *string `json:"elementId"`
	}{&e.ID, &e.Name, &e.Number})
	if err != nil {
		return err
	}
	known := u.elements[e.ID]
	known.name = e.Name
	u.elements[e.ID] = known
	e.Category, e.source = known.category, src
	u.b.Elements = append(u.b.Elements, e)
	return nil
}

func (u *ussReader) readSheet(raw json.RawMessage) error {
	src, err := sourceOf(raw)
	if err != nil {
		return err
	}
	s, err := sheetOf(src, u.elements, u.find)
	if err != nil {
		return err
	}
	if _, twice := u.index[s.ID]; twice && s.ID != "" {
		u.find("breakdown %s stands there twice; boards mean the last", s.ID)
	}
	u.index[s.ID] = len(u.b.Scenes)
	u.b.Scenes = append(u.b.Scenes, s)
	return nil
}

// sheetOf is what a file says of a sheet in terms of the model. known says which elements there
// are; findings, where the model says less, go to find.
func sheetOf(src source, known elements, find func(string, ...any)) (Sheet, error) {
	var x ussBreakdown
	raw, err := json.Marshal(src)
	if err == nil {
		err = json.Unmarshal(raw, &x)
	}
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{ID: x.ID, Number: text(x.Scene), Page: text(x.ScriptPage), Synopsis: text(x.Description), Comments: text(x.Comments), Elements: map[string][]string{}, source: src}
	name := "scene " + s.Number
	if x.Type != "scene" {
		s.Kind = x.Type
		name = s.Kind + " " + s.ID
	}
	if x.Pages != nil {
		s.Eighths = eighths(*x.Pages)
		if s.Eighths.Pages() != *x.Pages {
			find("%s: %v pages are no whole eighths; read as %s", name, *x.Pages, s.Eighths)
		}
	}
	if x.Time != nil {
		s.Minutes = minutes(*x.Time)
		if float64(s.Minutes)*60000 != *x.Time {
			find("%s: %v milliseconds are no whole minutes; read as %d", name, *x.Time, s.Minutes)
		}
	}
	for _, id := range x.Elements {
		e, ok := known[id]
		if !ok {
			find("%s: element %s does not exist", name, id)
			continue
		}
		s.Elements[e.category] = append(s.Elements[e.category], e.name)
	}
	s.Heading = headingOf(s.Elements)
	return s, nil
}

func eighths(decimal float64) pages.Eighths {
	return pages.Eighths(math.Round(min(max(decimal, 0), 1e6) * 8))
}

func minutes(ms float64) int { return int(math.Round(min(max(ms, 0), 1e12) / 60000)) }

func (u *ussReader) readBoard(raw json.RawMessage) error {
	var x ussStripboard
	src, err := decode(raw, &x)
	if err != nil {
		return err
	}
	b := Board{ID: x.ID, Name: x.Name, Calendar: x.Calendar, source: src}
	b.Strips, b.Unused = stripsOf(x, u.index, u.find)
	u.b.Boards = append(u.b.Boards, b)
	return nil
}

// stripsOf says which sheets a stripboard has and which lie in its boneyard.
func stripsOf(x ussStripboard, index map[string]int, find func(string, ...any)) (strips, unused []int) {
	for _, part := range x.Boards {
		for _, id := range part.BreakdownIDs {
			i, ok := index[id]
			switch {
			case !ok:
				find("stripboard %s: sheet %s does not exist", x.Name, id)
			case strings.EqualFold(part.Name, boneyard):
				unused = append(unused, i)
			default:
				strips = append(strips, i)
			}
		}
	}
	return strips, unused
}

func (u *ussReader) readCalendar(raw json.RawMessage) error {
	var x ussCalendar
	src, err := decode(raw, &x)
	if err != nil {
		return err
	}
	c := Calendar{ID: x.ID, Name: x.Name, DaysOff: x.DaysOff, source: src}
	if bad := slices.IndexFunc(x.DaysOff, func(d int) bool { return d < 0 || d > 6 }); bad >= 0 {
		u.find("calendar %s: day off %d: want 0 (Sunday) to 6", c.Name, x.DaysOff[bad])
	}
	for i, raw := range x.Events {
		var e Event
		if e.source, err = decode(raw, &e); err != nil {
			return fmt.Errorf("event %d: %w", i+1, err)
		}
		c.Events = append(c.Events, e)
	}
	delete(src, "events")
	u.b.Calendars = append(u.b.Calendars, c)
	return nil
}

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
