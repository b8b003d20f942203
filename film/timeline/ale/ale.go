// Package ale reads and writes Avid Log Exchange files: the list of clips that a lab or a DIT hands to the cutting room.
//
// A file is three parts, Heading, Column and Data, with tabs between. Every column is kept; those that say where a clip
// is are understood.
package ale

import (
	"bytes"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/charset"
)

// Read reads a file as a collection of clips. Rows that have no timecodes are kept and found fault with.
func Read(r io.Reader) (*timeline.Node, []timeline.Finding, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, err
	}
	return Parse(b)
}

// Parse is Read of bytes.
func Parse(b []byte) (*timeline.Node, []timeline.Finding, error) {
	text := strings.ReplaceAll(strings.ReplaceAll(string(charset.Text(b, charmap.Windows1252)), "\r\n", "\n"), "\r", "\n")
	p := &reader{heading: map[string]string{}, rate: rate.R24, out: &timeline.Node{Kind: timeline.Collection}}
	part := ""
	most := 10_000 + len(text)/32
	for i, s := range strings.Split(text, "\n") {
		line := i + 1
		switch word := strings.TrimSpace(s); {
		case word == "Heading" || word == "Column" || word == "Data":
			part = word
		case word == "":
		case part == "Heading":
			p.head(s, line)
		case part == "Column":
			p.columns = trimAll(strings.Split(s, "\t"))
			for i, c := range p.columns { // a row names each of its columns
				if len(c) > maxColumn {
					p.find(timeline.Wrong, line, "the name of column %d is %d bytes long; cut at %d", i+1, len(c), maxColumn)
					p.columns[i] = c[:maxColumn]
				}
			}
		case part == "Data" && len(p.out.Children) >= most:
			p.find(timeline.Wrong, line, "more than %d rows, of less than 32 bytes each; the rest is left out", most)
			part = "Rest"
		case part == "Rest":
		case part == "Data":
			p.row(s, line)
		default:
			return nil, nil, fmt.Errorf("Avid log: line %d: %.40q; want Heading", line, s)
		}
	}
	if p.columns == nil {
		return nil, nil, fmt.Errorf("Avid log: no Column part in it")
	}
	p.out.Metadata = timeline.Raw(nil).With("ALE", map[string]any{"header": p.heading, "columns": p.columns})
	return p.out, p.findings, nil
}

// maxColumn is how long the name of a column may be.
const maxColumn = 256

func trimAll(v []string) []string {
	for i := range v {
		v[i] = strings.TrimSpace(v[i])
	}
	return v
}

type reader struct {
	heading  map[string]string
	columns  []string
	rate     rate.Rate
	out      *timeline.Node
	findings []timeline.Finding
}

func (p *reader) find(level timeline.Level, line int, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: level, Line: line, Text: fmt.Sprintf(format, args...)})
}

// head reads a line of the heading: pairs of a name and a value, one or more of them.
func (p *reader) head(s string, line int) {
	words := trimAll(strings.Split(s, "\t"))
	for i := 0; i+1 < len(words); i += 2 {
		p.heading[words[i]] = words[i+1]
		if words[i] != "FPS" {
			continue
		}
		r, err := rate.Parse(words[i+1])
		if f, ferr := strconv.ParseFloat(words[i+1], 64); err != nil && ferr == nil {
			r, err = timeline.Ratio(f), nil
		}
		if err != nil || r.IsZero() {
			p.find(timeline.Wrong, line, "FPS %q; want frames per second such as 23.976. 24 is assumed", words[i+1])
			continue
		}
		p.rate = r
	}
}

// row reads a clip.
func (p *reader) row(s string, line int) {
	values := trimAll(strings.Split(s, "\t"))
	if len(values) > len(p.columns) {
		for _, v := range values[len(p.columns):] {
			if v != "" {
				p.find(timeline.Doubtful, line, "%d values for %d columns; the rest is left out", len(values), len(p.columns))
				break
			}
		}
		values = values[:len(p.columns)]
	}
	row := make(map[string]string, len(values))
	for i, v := range values {
		if v != "" || row[p.columns[i]] == "" {
			row[p.columns[i]] = v
		}
	}
	n := &timeline.Node{Kind: timeline.Clip, Name: row["Name"]}
	if url := row["Source File"]; url != "" {
		n.Show(timeline.Media{Schema: timeline.ExternalReference, URL: url})
	} else {
		n.Show(timeline.Media{Schema: timeline.MissingReference})
	}
	n.Source = p.span(row, line)
	n.Metadata = timeline.Raw(nil).With("ALE", row)
	if c, ok := grade(row); ok {
		n.Metadata = n.Metadata.With("cdl", c)
	}
	p.out.Children = append(p.out.Children, n)
}

// span is what Start, End and Duration say.
func (p *reader) span(row map[string]string, line int) *timeline.Range {
	if row["Start"] == "" {
		return nil
	}
	start, ok := p.code(row, "Start", line)
	if !ok {
		return nil
	}
	var length int64
	if row["Duration"] != "" {
		if length, ok = p.code(row, "Duration", line); !ok {
			return nil
		}
		if end, ok := p.code(row, "End", 0); ok && row["End"] != "" && end-start != length {
			p.find(timeline.Doubtful, line, "Start %s, End %s and Duration %s do not agree; the duration counts", row["Start"], row["End"],
				row["Duration"])
		}
	} else {
		end, ok := p.code(row, "End", line)
		if !ok || end < start {
			p.find(timeline.Wrong, line, "no Duration, and End %q does not follow Start %q", row["End"], row["Start"])
			return nil
		}
		length = end - start
	}
	return timeline.Between(start, start+length, p.rate)
}

// code reads a timecode of a row; without a line it finds no fault.
func (p *reader) code(row map[string]string, name string, line int) (int64, bool) {
	s := row[name]
	b, err := timecode.Of(p.rate, strings.Contains(s, ";") && p.rate.Den == 1001 && p.rate.Nominal()%30 == 0)
	if err == nil {
		var n int64
		if n, err = b.Parse(s); err == nil {
			return n, true
		}
	}
	if line > 0 {
		p.find(timeline.Wrong, line, "%s: %v", name, err)
	}
	return 0, false
}

// grade reads the CDL columns.
func grade(row map[string]string) (map[string]any, bool) {
	words := strings.FieldsFunc(row["ASC_SOP"], func(r rune) bool { return strings.ContainsRune("() ,\t", r) })
	if len(words) != 9 {
		return nil, false
	}
	var v [9]float64
	for i, w := range words {
		f, err := strconv.ParseFloat(w, 64)
		if err != nil || f != f || f > 1e9 || f < -1e9 {
			return nil, false
		}
		v[i] = f
	}
	sat, err := strconv.ParseFloat(row["ASC_SAT"], 64)
	if err != nil || sat != sat || sat > 1e9 || sat < -1e9 {
		sat = 1
	}
	return map[string]any{"asc_sat": sat, "asc_sop": map[string]any{"slope": v[0:3], "offset": v[3:6], "power": v[6:9]}}, true
}

// Write writes every clip of a node as a row, and says what rows cannot hold. The columns are those that the clips came
// with, after Name, Tracks, Start, End and Duration.
func Write(w io.Writer, n *timeline.Node) ([]timeline.Finding, error) {
	var clips []*timeline.Node
	lost := map[timeline.Kind]int{}
	marks, off := 0, 0
	n.Walk(func(c *timeline.Node) bool {
		switch c.Kind {
		case timeline.Clip:
			clips = append(clips, c)
		case timeline.Transition, timeline.Unknown, timeline.Stack:
			if c != n.Tracks {
				lost[c.Kind]++
			}
		}
		if c.Kind != timeline.Clip {
			marks += len(c.Markers)
		}
		if c.Disabled {
			off++
		}
		return true
	})
	if len(clips) == 0 {
		return nil, fmt.Errorf("Avid log of %q: no clip in it", n.Name)
	}
	r := n.Rate()
	if r.IsZero() {
		r = rate.R24
	}
	base, err := timecode.Of(r, false)
	if err != nil {
		return nil, fmt.Errorf("Avid log: %w", err)
	}
	p := &writer{base: base}
	for _, c := range clips {
		p.clip(c)
	}
	say := func(format string, args ...any) {
		p.findings = append(p.findings, timeline.Finding{Level: timeline.Doubtful, Place: n.Name, Text: fmt.Sprintf(format, args...)})
	}
	for _, k := range []timeline.Kind{timeline.Transition, timeline.Stack, timeline.Unknown} {
		if lost[k] > 0 {
			say("%d of %s; a log has clips only", lost[k], k)
		}
	}
	if n.Kind == timeline.Timeline {
		say("places of clips (%d) in the cut; a log has none", len(clips))
	}
	if media, of := n.OtherMedia(); media > 0 {
		say("other media (%d) of clips (%d); a log has one of each", media, of)
	}
	if marks > 0 {
		say("markers on tracks or on the cut (%d); a log has none", marks)
	}
	if off > 0 {
		say("clips or tracks that are switched off (%d); a log lists them all", off)
	}
	var out bytes.Buffer
	p.print(&out, n)
	_, err = w.Write(out.Bytes())
	return p.findings, err
}

type writer struct {
	base     timecode.Base
	rows     []map[string]string
	findings []timeline.Finding
}

// own are the columns that the model has fields for.
var own = []string{"Name", "Tracks", "Start", "End", "Duration", "Source File"}

func (p *writer) clip(c *timeline.Node) {
	row := map[string]string{}
	c.Metadata.Into(&row, "ALE")
	row["Name"] = c.Name
	if row["Tracks"] == "" {
		row["Tracks"] = "V"
	}
	delete(row, "Start")
	delete(row, "End")
	delete(row, "Duration")
	if s := c.Trimmed(); s != nil {
		from, length := s.Start.FramesAt(p.base.Rate), s.Duration.FramesAt(p.base.Rate)
		row["Start"], row["End"], row["Duration"] = p.base.Format(from), p.base.Format(from+length), p.base.Format(length)
	}
	if m := c.Shown(); m != nil && m.URL != "" {
		row["Source File"] = m.URL
	}
	if row["Tape"] == "" {
		if reel := c.Metadata.Text("cmx_3600", "reel"); reel != "" {
			row["Tape"] = reel
		}
	}
	if m := c.Shown(); m != nil && (m.Sequence != nil || m.Schema == timeline.GeneratorReference) {
		p.findings = append(p.findings, timeline.Finding{Level: timeline.Doubtful, Place: c.Name,
			Text: "a series of stills, or something generated; a log has a file only"})
	}
	if len(c.Effects) > 0 || len(c.Markers) > 0 {
		p.findings = append(p.findings, timeline.Finding{Level: timeline.Doubtful, Place: c.Name,
			Text: fmt.Sprintf("effects (%d) and markers (%d); a log has neither", len(c.Effects), len(c.Markers))})
	}
	p.rows = append(p.rows, row)
}

func (p *writer) print(out *bytes.Buffer, n *timeline.Node) {
	fmt.Fprintf(out, "Heading\nFIELD_DELIM\tTABS\n")
	var head map[string]string
	n.Metadata.Into(&head, "ALE", "header")
	for _, k := range sorted(head) {
		if k != "FIELD_DELIM" && k != "FPS" {
			fmt.Fprintf(out, "%s\t%s\n", k, flat(head[k]))
		}
	}
	fmt.Fprintf(out, "FPS\t%s\n\nColumn\n", p.base.Rate.Name())
	columns := p.columns(n)
	for i, c := range columns {
		columns[i] = flat(c)
	}
	fmt.Fprintf(out, "%s\n\nData\n", strings.Join(columns, "\t"))
	for _, row := range p.rows {
		for i, c := range columns {
			if i > 0 {
				out.WriteByte('\t')
			}
			out.WriteString(flat(row[c]))
		}
		out.WriteByte('\n')
	}
}

// columns are the columns of the file the clips came from, in its order, and those that rows have beside them.
func (p *writer) columns(n *timeline.Node) []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(c string) {
		if !seen[c] {
			seen[c] = true
			out = append(out, c)
		}
	}
	var came []string
	n.Metadata.Into(&came, "ALE", "columns")
	for _, c := range came {
		add(c)
	}
	for _, c := range own[:5] {
		add(c)
	}
	for _, row := range p.rows {
		for _, c := range sorted(row) {
			if row[c] != "" {
				add(c)
			}
		}
	}
	return out
}

func sorted(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// flat is a value on one line of one column.
func flat(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}
