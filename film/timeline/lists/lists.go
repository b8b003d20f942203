// Package lists makes of a cut, or of the difference of two, the lists that people ask a cutting room for: changes, pulls,
// effects shots, music and markers.
//
// A list is a table of text, so that it prints, opens in a spreadsheet, and is JSON, with the same words everywhere.
package lists

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/diff"
)

// Table is a list.
type Table struct {
	Title   string
	Columns []string
	Rows    [][]string
	Notes   []string // sums and the like, below the list
}

func (t *Table) add(values ...string) { t.Rows = append(t.Rows, values) }

func (t *Table) note(format string, args ...any) {
	t.Notes = append(t.Notes, fmt.Sprintf(format, args...))
}

// Text writes the list in columns.
func (t *Table) Text(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, strings.Join(t.Columns, "\t"))
	for _, row := range t.Rows {
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, n := range t.Notes {
		if _, err := fmt.Fprintln(w, n); err != nil {
			return err
		}
	}
	return nil
}

// CSV writes the list for a spreadsheet. Notes are left out. A cell that a spreadsheet would take for a formula gets an
// apostrophe before it: clips are named by whoever sent them. Numbers with a sign stay numbers.
func (t *Table) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(t.Columns); err != nil {
		return err
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = inert(cell)
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// inert is a cell that no spreadsheet computes with.
func inert(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}

// JSON writes the list as an object: title, rows by column, and notes.
func (t *Table) JSON(w io.Writer) error {
	rows := make([]map[string]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = map[string]string{}
		for k, c := range t.Columns {
			rows[i][c] = row[k]
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Title string              `json:"title"`
		Rows  []map[string]string `json:"rows"`
		Notes []string            `json:"notes,omitempty"`
	}{t.Title, rows, t.Notes})
}

// coder writes frames as timecodes; a rate that has none gives the frames.
type coder struct {
	base timecode.Base
	ok   bool
}

func code(r rate.Rate, drop bool) coder {
	b, err := timecode.Of(r, drop && r.Den == 1001 && r.Nominal()%30 == 0)
	return coder{b, err == nil}
}

func (c coder) at(frame int64) string {
	if !c.ok {
		return strconv.FormatInt(frame, 10)
	}
	return c.base.Format(frame)
}

func (c coder) long(frames int64) string {
	if !c.ok {
		return strconv.FormatInt(frames, 10)
	}
	return c.base.FormatLong(frames)
}

// signed writes a number with its sign, and nothing for none.
func signed(n int64) string {
	switch {
	case n > 0:
		return "+" + strconv.FormatInt(n, 10)
	case n < 0:
		return strconv.FormatInt(n, 10)
	}
	return ""
}

// left writes how much of a source is left beside a shot, "?" when that is not known.
func left(n int64) string {
	if n == -1 {
		return "?"
	}
	return strconv.FormatInt(n, 10)
}

func speedText(s float64) string {
	if s == 1 {
		return ""
	}
	return strconv.FormatFloat(s*100, 'f', -1, 64) + " %"
}

// Changes lists what became of every shot between two cuts. Shots that are the same, or only shifted, are counted and
// listed only where all is asked for.
func Changes(r *diff.Result, all bool) *Table {
	t := &Table{Title: "change list", Columns: []string{"change", "track", "clip", "media", "old in", "old out", "new in", "new out",
		"head", "tail", "shift", "speed", "handles", "also"}}
	c := code(r.Rate, r.Drop)
	for i := range r.Changes {
		ch := &r.Changes[i]
		if !all && (ch.Kind == diff.Same || ch.Kind == diff.Shifted) {
			continue
		}
		s := ch.New
		if s == nil {
			s = ch.Old
		}
		row := []string{string(ch.Kind), s.Track, s.Name, s.Media, "", "", "", "", signed(ch.Head), signed(ch.Tail), signed(ch.Shift),
			speedText(s.Speed), left(s.Head) + "+" + left(s.Tail), also(ch)}
		if ch.Old != nil {
			row[4], row[5] = c.at(ch.Old.Start), c.at(ch.Old.End)
		}
		if ch.New != nil {
			row[6], row[7] = c.at(ch.New.Start), c.at(ch.New.End)
		}
		t.add(row...)
	}
	n := r.Counts()
	t.note("%d added, %d removed, %d lengthened, %d shortened, %d slipped, %d retimed, %d moved, %d shifted only, %d the same",
		n[diff.Added], n[diff.Removed], n[diff.Lengthened], n[diff.Shortened], n[diff.Slipped], n[diff.Retimed], n[diff.Moved],
		n[diff.Shifted], n[diff.Same])
	more := signed(r.NewLength - r.OldLength)
	if more == "" {
		more = "0"
	}
	t.note("runs %s, was %s (%s frames)", c.long(r.NewLength), c.long(r.OldLength), more)
	return t
}

func also(ch *diff.Change) string {
	var out []string
	if ch.Moved && ch.Kind != diff.Moved {
		out = append(out, "moved")
	}
	if ch.Track {
		out = append(out, "from "+ch.Old.Track)
	}
	if ch.Split {
		out = append(out, "part of a shot that was there")
	}
	if ch.Old != nil && ch.New != nil && ch.Old.Name != ch.New.Name {
		out = append(out, "was called "+ch.Old.Name)
	}
	if ch.Kind == diff.Retimed {
		was := speedText(ch.Old.Speed)
		if was == "" {
			was = "100 %"
		}
		out = append(out, "was "+was)
	}
	return strings.Join(out, "; ")
}

// Markers lists the markers of a cut with where they stand in it.
func Markers(n *timeline.Node) *Table {
	t := &Table{Title: "markers", Columns: []string{"at", "track", "clip", "colour", "name", "comment", "frames"}}
	shots, r := timeline.Shots(n)
	c := code(r, n.Drop())
	origin := int64(0)
	if n.Start != nil {
		origin = n.Start.FramesAt(r)
	}
	put := func(at int64, track, clip string, m *timeline.Marker) {
		length := ""
		if d := m.Range.Duration.FramesAt(r); d > 1 {
			length = strconv.FormatInt(d, 10)
		}
		t.add(c.at(at), track, clip, strings.ToLower(m.Color), m.Name, m.Comment, length)
	}
	if n.Tracks != nil {
		for _, m := range n.Tracks.Markers {
			put(origin+m.Range.Start.FramesAt(r), "", "", m)
		}
	}
	for i := range shots {
		s := &shots[i]
		for _, m := range s.Node.Markers {
			put(inCut(s, m, r), s.Track, s.Name, m)
		}
	}
	holes(n, r, origin, put)
	slices.SortStableFunc(t.Rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	t.note("%d markers", len(t.Rows))
	return t
}

// holes puts the markers that stand where nothing is shown.
func holes(n *timeline.Node, r rate.Rate, origin int64, put func(at int64, track, clip string, m *timeline.Marker)) {
	if n.Tracks == nil {
		return
	}
	for _, t := range n.Tracks.Children {
		var at timeline.Time
		for _, c := range t.Children {
			if c.Kind == timeline.Gap {
				for _, m := range c.Markers {
					from := m.Range.Start
					if c.Source != nil {
						from = from.Sub(c.Source.Start)
					}
					put(origin+at.FramesAt(r)+from.FramesAt(r), t.Name, "", m)
				}
			}
			if c.Kind != timeline.Transition {
				at = at.Add(c.Duration())
			}
		}
	}
}

// inCut is the frame of the cut a shot's marker stands at.
func inCut(s *timeline.Shot, m *timeline.Marker, r rate.Rate) int64 {
	d := m.Range.Start.FramesAt(s.Source) - s.In
	if s.Speed > 0 && s.Speed != 1 {
		d = int64(float64(d)/s.Speed + 0.5)
	}
	return s.Start + timeline.Frames(d, s.Source).FramesAt(r)
}
