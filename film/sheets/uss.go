package sheets

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/zeebo/xxh3"

	"backlot/film/pages"
)

// The Universal Schedule Standard is JSON: sheets (breakdowns) name elements by
// id, categories list the elements that belong to them, stripboards list sheets.
// Page counts are decimal pages and times are milliseconds there.
type ussDoc struct {
	Standard uss `json:"universalScheduleStandard"`
}

type uss struct {
	ID          string          `json:"id"`
	Author      string          `json:"author"`
	Created     string          `json:"created"`
	Description string          `json:"description"`
	Name        string          `json:"name"`
	Project     string          `json:"project"`
	Source      string          `json:"source"`
	Version     string          `json:"version"`
	Breakdowns  []ussBreakdown  `json:"breakdowns"`
	Calendars   json.RawMessage `json:"calendars,omitempty"`
	Categories  []ussCategory   `json:"categories"`
	Elements    []ussElement    `json:"elements"`
	Stripboards []ussStripboard `json:"stripboards"`
}

type ussBreakdown struct {
	ID          string   `json:"id"`
	Comments    *string  `json:"comments"`
	Created     string   `json:"created"`
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
	Created  string   `json:"created"`
	Elements []string `json:"elements"`
	Name     string   `json:"name"`
}

type ussElement struct {
	ID          string `json:"id"`
	Created     string `json:"created"`
	DoodInclude bool   `json:"doodInclude"`
	ElementID   string `json:"elementId"`
	Name        string `json:"name"`
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

// ReadUSS reads a Universal Schedule Standard file. Ids that point nowhere are
// findings.
func ReadUSS(r io.Reader) (Book, error) {
	var doc ussDoc
	if err := json.NewDecoder(io.LimitReader(r, 256<<20)).Decode(&doc); err != nil {
		return Book{}, fmt.Errorf("universal schedule: %w", err)
	}
	u := &doc.Standard
	if u.Version == "" && u.Breakdowns == nil {
		return Book{}, fmt.Errorf("universal schedule: no \"universalScheduleStandard\" with breakdowns in it")
	}
	b := Book{Name: u.Name}
	names, category := map[string]string{}, map[string]string{}
	for _, e := range u.Elements {
		names[e.ID] = e.Name
	}
	for _, c := range u.Categories {
		b.Categories = append(b.Categories, c.Name)
		for _, id := range c.Elements {
			category[id] = c.Name
		}
	}
	index := map[string]int{}
	for i, x := range u.Breakdowns {
		index[x.ID] = i
		b.Scenes = append(b.Scenes, b.sheet(x, names, category))
	}
	for _, sb := range u.Stripboards {
		board := Board{Name: sb.Name}
		for _, part := range sb.Boards {
			for _, id := range part.BreakdownIDs {
				i, ok := index[id]
				switch {
				case !ok:
					b.Findings = append(b.Findings, fmt.Sprintf("stripboard %s: sheet %s does not exist", sb.Name, id))
				case part.Name == "boneyard":
					board.Unused = append(board.Unused, i)
				default:
					board.Strips = append(board.Strips, i)
				}
			}
		}
		b.Boards = append(b.Boards, board)
	}
	return b, nil
}

func (b *Book) sheet(x ussBreakdown, names, category map[string]string) Sheet {
	text := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	s := Sheet{Number: text(x.Scene), Page: text(x.ScriptPage), Synopsis: text(x.Description), Comments: text(x.Comments), Elements: map[string][]string{}}
	if x.Pages != nil {
		s.Eighths = pages.Eighths(math.Round(max(*x.Pages, 0) * 8))
	}
	if x.Time != nil {
		s.Minutes = int(math.Round(*x.Time / 60000))
	}
	if x.Type != "scene" {
		s.Kind = x.Type
	}
	var intExt, set, time string
	for _, id := range x.Elements {
		name, ok := names[id]
		if !ok {
			b.Findings = append(b.Findings, fmt.Sprintf("scene %s: element %s does not exist", s.Number, id))
			continue
		}
		c := category[id]
		switch c {
		case "Int/Ext", "I/E", "INT/EXT", "Int Ext":
			intExt = name
		case "Set":
			set = name
		case "Day/Night", "D/N", "Time", "Time of Day":
			time = name
		}
		s.Elements[c] = append(s.Elements[c], name)
	}
	s.Heading = heading(intExt, set, time)
	return s
}

func heading(intExt, set, time string) string {
	out := set
	if intExt != "" {
		out = intExt + ". " + out
	}
	if time != "" {
		out += " - " + time
	}
	return out
}

// WriteUSS writes a Universal Schedule Standard file. Ids are made from the
// content, so the same book gives the same bytes.
func WriteUSS(w io.Writer, b Book) error {
	u := uss{ID: ussID("book", b.Name), Name: b.Name, Source: "Backlot", Version: "0.1.0", Breakdowns: []ussBreakdown{}, Elements: []ussElement{}, Stripboards: []ussStripboard{}}
	seen := map[string]bool{}
	for n, c := range b.Categories {
		cat := ussCategory{ID: ussID("category", c), CatID: n, Name: c, Elements: []string{}}
		for _, s := range b.Scenes {
			for _, e := range s.Elements[c] {
				id := ussID("element", c, e)
				if !seen[id] {
					seen[id] = true
					cat.Elements = append(cat.Elements, id)
					u.Elements = append(u.Elements, ussElement{ID: id, DoodInclude: true, Name: e})
				}
			}
		}
		u.Categories = append(u.Categories, cat)
	}
	ids := make([]string, len(b.Scenes))
	for i, s := range b.Scenes {
		x := ussBreakdown{ID: ussID("sheet", strconv.Itoa(i), s.Number), Type: "scene", Elements: []string{}}
		ids[i] = x.ID
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
		for _, c := range b.Categories {
			for _, e := range s.Elements[c] {
				x.Elements = append(x.Elements, ussID("element", c, e))
			}
		}
		u.Breakdowns = append(u.Breakdowns, x)
	}
	for _, board := range b.Boards {
		sb := ussStripboard{ID: ussID("stripboard", board.Name), Name: board.Name}
		for _, part := range [...]struct {
			name string
			list []int
		}{{"stripboard", board.Strips}, {"boneyard", board.Unused}} {
			p := ussBoard{ID: ussID("board", board.Name, part.name), Name: part.name, BreakdownIDs: []string{}}
			for _, i := range part.list {
				if i < 0 || i >= len(ids) {
					return fmt.Errorf("universal schedule: board %s names sheet %d of %d", board.Name, i, len(ids))
				}
				p.BreakdownIDs = append(p.BreakdownIDs, ids[i])
			}
			sb.Boards = append(sb.Boards, p)
		}
		u.Stripboards = append(u.Stripboards, sb)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(ussDoc{u})
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
