package sheets

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"backlot/film/pages"
)

// The Universal Schedule Standard is JSON: sheets (breakdowns) name elements by
// id, categories list the elements that belong to them, stripboards list sheets.
// Page counts are decimal pages and times are milliseconds there. Source: the
// published description and sample (formats.md section 2, [18] and [19]).
type uss struct {
	ID          string            `json:"id"`
	Name        string            `json:"name"`
	Source      string            `json:"source"`
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
	CatID    int      `json:"catId"`
	Elements []string `json:"elements"`
	Name     string   `json:"name"`
}

type ussCalendar struct {
	ID      string            `json:"id"`
	Name    string            `json:"name"`
	DaysOff []int             `json:"daysOff"`
	Events  []json.RawMessage `json:"events"`
}

type ussElement struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type ussStripboard struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Calendar string     `json:"calendar,omitempty"`
	Boards   []ussBoard `json:"boards"`
}

type ussBoard struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	BreakdownIDs []string `json:"breakdownIds"`
}

const (
	boneyard = "boneyard" // part of a stripboard where sheets lie that are not scheduled
	header   = "header"   // under which Book.Kept has the fields of the file itself
)

// ReadUSS reads a Universal Schedule Standard file. Ids that point nowhere and
// lengths that are no whole eighths or minutes are findings.
func ReadUSS(r io.Reader) (Book, error) {
	var doc struct {
		Standard json.RawMessage `json:"universalScheduleStandard"`
	}
	if err := json.NewDecoder(io.LimitReader(r, 256<<20)).Decode(&doc); err != nil {
		return Book{}, fmt.Errorf("universal schedule: %w", err)
	}
	if len(doc.Standard) == 0 {
		return Book{}, fmt.Errorf("universal schedule: no \"universalScheduleStandard\" in it")
	}
	u := &ussReader{names: map[string]string{}, category: map[string]string{}, index: map[string]int{}}
	var head uss
	if err := u.object(doc.Standard, &head, func() string { return header },
		"name", "breakdowns", "calendars", "categories", "elements", "stripboards"); err != nil {
		return Book{}, fmt.Errorf("universal schedule: %w", err)
	}
	u.b.Name = head.Name
	for _, step := range [...]struct {
		what string
		list []json.RawMessage
		read func(json.RawMessage) error
	}{
		{"category", head.Categories, u.readCategory}, {"element", head.Elements, u.readElement},
		{"breakdown", head.Breakdowns, u.readSheet}, {"stripboard", head.Stripboards, u.readBoard}, {"calendar", head.Calendars, u.readCalendar},
	} {
		for i, raw := range step.list {
			if err := step.read(raw); err != nil {
				return Book{}, fmt.Errorf("universal schedule: %s %d of %d: %w", step.what, i+1, len(step.list), err)
			}
		}
	}
	return u.b, nil
}

type ussReader struct {
	b        Book
	names    map[string]string // of elements by id
	category map[string]string // of elements by id
	index    map[string]int    // of sheets by id
}

// object decodes one object and keeps the fields that the model does not hold
// under the id it turns out to have.
func (u *ussReader) object(raw json.RawMessage, into any, id func() string, known ...string) error {
	if err := json.Unmarshal(raw, into); err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return err
	}
	for _, k := range known {
		delete(all, k)
	}
	for k, v := range all {
		if all[k] = compact(v); string(all[k]) == "" {
			delete(all, k)
		}
	}
	if len(all) == 0 || id() == "" {
		return nil
	}
	if u.b.Kept == nil {
		u.b.Kept = map[string]map[string]json.RawMessage{}
	}
	u.b.Kept[id()] = all
	return nil
}

func (u *ussReader) find(format string, args ...any) {
	if len(u.b.Findings) < 1000 {
		u.b.Findings = append(u.b.Findings, fmt.Sprintf(format, args...))
	}
}

func (u *ussReader) readCategory(raw json.RawMessage) error {
	var c ussCategory
	if err := u.object(raw, &c, func() string { return c.ID }, "id", "name", "elements"); err != nil {
		return err
	}
	u.b.Categories = append(u.b.Categories, c.Name)
	if c.ID != "" {
		if u.b.CategoryIDs == nil {
			u.b.CategoryIDs = map[string]string{}
		}
		u.b.CategoryIDs[c.Name] = c.ID
	}
	for _, id := range c.Elements {
		u.category[id] = c.Name
	}
	return nil
}

func (u *ussReader) readElement(raw json.RawMessage) error {
	var e ussElement
	if err := u.object(raw, &e, func() string { return e.ID }, "id", "name"); err != nil {
		return err
	}
	u.names[e.ID] = e.Name
	u.b.Elements = append(u.b.Elements, Element{ID: e.ID, Category: u.category[e.ID], Name: e.Name})
	return nil
}

func (u *ussReader) readSheet(raw json.RawMessage) error {
	var x ussBreakdown
	known := []string{"id", "comments", "description", "elements", "pages", "scene", "scriptPage", "time", "type"}
	if err := u.object(raw, &x, func() string { return x.ID }, known...); err != nil {
		return err
	}
	s := Sheet{ID: x.ID, Number: text(x.Scene), Page: text(x.ScriptPage), Synopsis: text(x.Description), Comments: text(x.Comments), Elements: map[string][]string{}}
	if x.Pages != nil {
		s.Eighths = eighths(*x.Pages)
		if s.Eighths.Pages() != *x.Pages {
			u.find("scene %s: %v pages are no whole eighths; read as %s", s.Number, *x.Pages, s.Eighths)
		}
	}
	if x.Time != nil {
		s.Minutes = minutes(*x.Time)
		if float64(s.Minutes)*60000 != *x.Time {
			u.find("scene %s: %v milliseconds are no whole minutes; read as %d", s.Number, *x.Time, s.Minutes)
		}
	}
	if x.Type != "scene" {
		s.Kind = x.Type
	}
	for _, id := range x.Elements {
		name, ok := u.names[id]
		if !ok {
			u.find("scene %s: element %s does not exist", s.Number, id)
			continue
		}
		c := u.category[id]
		s.Elements[c] = append(s.Elements[c], name)
	}
	s.Heading = headingOf(s.Elements)
	u.index[x.ID] = len(u.b.Scenes)
	u.b.Scenes = append(u.b.Scenes, s)
	return nil
}

func eighths(decimal float64) pages.Eighths {
	return pages.Eighths(math.Round(min(max(decimal, 0), 1e6) * 8))
}

func minutes(ms float64) int { return int(math.Round(min(max(ms, 0), 1e12) / 60000)) }

func (u *ussReader) readBoard(raw json.RawMessage) error {
	var sb ussStripboard
	if err := u.object(raw, &sb, func() string { return sb.ID }, "id", "name", "calendar", "boards"); err != nil {
		return err
	}
	board := Board{ID: sb.ID, Name: sb.Name, Calendar: sb.Calendar}
	for _, part := range sb.Boards {
		for _, id := range part.BreakdownIDs {
			i, ok := u.index[id]
			switch {
			case !ok:
				u.find("stripboard %s: sheet %s does not exist", sb.Name, id)
			case strings.EqualFold(part.Name, boneyard):
				board.Unused = append(board.Unused, i)
			default:
				board.Strips = append(board.Strips, i)
			}
		}
	}
	u.b.Boards = append(u.b.Boards, board)
	return nil
}

func (u *ussReader) readCalendar(raw json.RawMessage) error {
	var x ussCalendar
	if err := u.object(raw, &x, func() string { return x.ID }, "id", "name", "daysOff", "events"); err != nil {
		return err
	}
	c := Calendar{ID: x.ID, Name: x.Name, DaysOff: x.DaysOff}
	for i, raw := range x.Events {
		var e Event
		if err := u.object(raw, &e, func() string { return e.ID }, "id", "date", "effect", "type"); err != nil {
			return fmt.Errorf("event %d: %w", i+1, err)
		}
		c.Events = append(c.Events, e)
	}
	u.b.Calendars = append(u.b.Calendars, c)
	return nil
}

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// compact is a value without the spaces of its file, so that equal values are
// equal bytes.
func compact(raw json.RawMessage) json.RawMessage {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return raw
	}
	out, err := json.Marshal(v)
	if err != nil {
		return raw
	}
	return out
}
