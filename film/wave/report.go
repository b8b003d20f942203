package wave

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// Report is the sound report of a roll, as recorders and their programs export it.
type Report struct {
	Project  string             `json:"project,omitempty"`
	Mixer    string             `json:"mixer,omitempty"`
	Roll     string             `json:"roll,omitempty"`
	Header   map[string]string  `json:"header,omitempty"` // every field above the table, by its name
	Takes    []ReportTake       `json:"takes"`
	Findings []timeline.Finding `json:"findings,omitempty"`
}

// ReportTake is a line of a sound report.
type ReportTake struct {
	File       string    `json:"file"`
	Channels   int       `json:"channels,omitempty"`
	Poly       bool      `json:"poly,omitempty"` // all channels in one file
	Tape       string    `json:"tape,omitempty"`
	Scene      string    `json:"scene,omitempty"`
	Take       string    `json:"take,omitempty"`
	SampleRate int       `json:"sample_rate,omitempty"`
	Rate       rate.Rate `json:"timecode_rate,omitzero"`
	Drop       bool      `json:"drop_frame,omitempty"`
	BitDepth   int       `json:"bit_depth,omitempty"`
	Seconds    int       `json:"seconds,omitempty"`
	Start      string    `json:"start,omitempty"` // timecode as written
	StartFrame int64     `json:"start_frame,omitempty"`
	Wild       bool      `json:"wild,omitempty"`
	Circled    bool      `json:"circled,omitempty"`
	Note       string    `json:"note,omitempty"`
	Tracks     []string  `json:"tracks,omitempty"`
	Line       int       `json:"line"`
}

// maxReport bounds what is read of a report.
const maxReport = 16 << 20

// ReadReport reads a sound report: a table separated by commas whose first column is File Name, under lines of "Name:",
// value. Lines may end with CR, LF or both. Lines that cannot be understood are found fault with, and read as far as they can be.
func ReadReport(r io.Reader) (*Report, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxReport+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxReport {
		return nil, fmt.Errorf("sound report: more than %d bytes", maxReport)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	s := strings.ReplaceAll(strings.ReplaceAll(text(bytes.ReplaceAll(b, []byte{0}, nil)), "\r\n", "\n"), "\r", "\n")
	c := csv.NewReader(strings.NewReader(s))
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	out := &Report{Header: map[string]string{}}
	var columns []string
	for {
		row, err := c.Read()
		if err == io.EOF {
			break
		}
		line, _ := c.FieldPos(0)
		switch {
		case err != nil:
			out.fault(line, "%v", err)
		case columns != nil:
			out.row(columns, row, line)
		case strings.EqualFold(strings.TrimSpace(row[0]), "file name"):
			columns = row
		default:
			out.head(row)
		}
	}
	if columns == nil {
		return nil, fmt.Errorf("sound report: no line begins with \"File Name\"; want the table's columns")
	}
	out.Project, out.Mixer, out.Roll = out.Header["Project"], out.Header["Sound Mixer"], out.Header["Roll"]
	return out, nil
}

func (r *Report) fault(line int, format string, args ...any) {
	r.Findings = append(r.Findings, timeline.Finding{Level: timeline.Wrong, Line: line, Text: fmt.Sprintf(format, args...)})
}

// head reads a line above the table: names that end with a colon, each with its value.
func (r *Report) head(row []string) {
	for i := 0; i+1 < len(row); i++ {
		if name, ok := strings.CutSuffix(strings.TrimSpace(row[i]), ":"); ok && strings.TrimSpace(row[i+1]) != "" {
			r.Header[name] = strings.TrimSpace(row[i+1])
			i++
		}
	}
}

// row reads a take.
func (r *Report) row(columns, row []string, line int) {
	t := ReportTake{Line: line}
	get := map[string]string{}
	for i, v := range row {
		if i >= len(columns) {
			break
		}
		name, v := strings.TrimSpace(columns[i]), strings.TrimSpace(v)
		if n, ok := strings.CutPrefix(name, "T"); ok && n != "" && strings.Trim(n, "0123456789") == "" {
			t.Tracks = append(t.Tracks, v)
			continue
		}
		get[strings.ToLower(name)] = v
	}
	for len(t.Tracks) > 0 && t.Tracks[len(t.Tracks)-1] == "" {
		t.Tracks = t.Tracks[:len(t.Tracks)-1]
	}
	t.File, t.Tape, t.Scene, t.Take, t.Note = get["file name"], get["tape"], get["scene"], get["take"], get["notes"]
	if t.File == "" {
		r.fault(line, "no file name")
		return
	}
	count, kind, _ := strings.Cut(get["channels"], "(")
	t.Channels, t.Poly = r.whole(line, "Channels", count), strings.HasPrefix(strings.ToUpper(kind), "POLY")
	t.SampleRate, t.BitDepth = r.whole(line, "Sample Rate", get["sample rate"]), r.whole(line, "Bit Depth", get["bit depth"])
	t.Wild, t.Circled, t.Start = get["wild"] != "", get["circled"] != "", get["start tc"]
	t.Seconds = r.length(line, get["length"])
	r.timecode(&t, get["frame rate"], line)
	r.Takes = append(r.Takes, t)
}

func (r *Report) whole(line int, name, s string) int {
	if s = strings.TrimSpace(s); s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		r.fault(line, "%s is %q; want a whole number", name, s)
		return 0
	}
	return n
}

// length reads hh:mm:ss.
func (r *Report) length(line int, s string) int {
	if s == "" {
		return 0
	}
	parts := strings.Split(s, ":")
	total := 0
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || n > 1<<20 || len(parts) != 3 {
			r.fault(line, "Length is %q; want hh:mm:ss", s)
			return 0
		}
		total = total*60 + n
	}
	return total
}

// timecode reads a rate such as "23.97 ND" and the code that begins the take.
func (r *Report) timecode(t *ReportTake, s string, line int) {
	if s == "" {
		return
	}
	number, flag, _ := strings.Cut(s, " ")
	fps, err := rate.Parse(number)
	if err != nil {
		r.fault(line, "Frame Rate: %v", err)
		return
	}
	t.Drop = strings.HasPrefix(strings.ToUpper(flag), "D")
	b, err := timecode.Of(fps, t.Drop)
	if err != nil {
		r.fault(line, "Frame Rate: %v", err)
		return
	}
	t.Rate = fps
	if t.Start == "" {
		return
	}
	if t.StartFrame, err = b.Parse(t.Start); err != nil {
		r.fault(line, "Start TC: %v", err)
	}
}
