// Package protools reads Pro Tools "session info as text": the tracks of a mix with their clips, markers and files.
//
// The export is in the time format the session was set to. Timecode, minutes and seconds, samples, and feet and frames become
// frames; bars and beats have no length without a tempo, and give a cut without places.
package protools

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/charset"
)

// Read reads a session's text as a timeline of sound tracks.
func Read(r io.Reader) (*timeline.Node, []timeline.Finding, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, err
	}
	return Parse(b)
}

// Parse is Read of bytes.
func Parse(b []byte) (*timeline.Node, []timeline.Finding, error) {
	text := strings.ReplaceAll(strings.ReplaceAll(string(charset.Text(b, charmap.Macintosh)), "\r\n", "\n"), "\r", "\n")
	p := &reader{head: map[string]string{}, rate: rate.R24, files: map[string]string{}, clips: map[string]string{}, unknown: map[string]bool{}, comment: 5}
	p.out = timeline.New("")
	for i, s := range strings.Split(text, "\n") {
		p.line(s, i+1)
	}
	p.flush()
	if p.out.Name == "" && len(p.out.Tracks.Children) == 0 {
		return nil, nil, fmt.Errorf("Pro Tools session text: neither a session name nor a track in it; want SESSION NAME: or TRACK NAME:")
	}
	p.finish()
	return p.out, p.findings, nil
}

// event is a clip of a track.
type event struct {
	name       string
	start, end int64
	muted      bool
}

type reader struct {
	out      *timeline.Node
	head     map[string]string
	rate     rate.Rate
	samples  int64
	drop     bool
	start    int64
	part     string
	files    map[string]string // file: folder
	clips    map[string]string // clip: file
	track    *timeline.Node
	channel  string
	events   []event
	extra    map[string]string
	unknown  map[string]bool // sections that were found fault with
	comments []string        // the further lines of a track's comment
	placed   bool
	comment  int  // the column of a marker's comment
	coded    bool // places are timecodes
	findings []timeline.Finding
}

func (p *reader) find(level timeline.Level, line int, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: level, Line: line, Text: fmt.Sprintf(format, args...)})
}

// sections are the headings, which are spaced out.
var sections = map[string]string{"ONLINEFILESINSESSION": "files", "OFFLINEFILESINSESSION": "files", "ONLINECLIPSINSESSION": "clips",
	"OFFLINECLIPSINSESSION": "clips", "PLUG-INSLISTING": "plugins", "TRACKLISTING": "tracks", "MARKERSLISTING": "markers"}

func (p *reader) line(s string, line int) {
	if strings.TrimSpace(s) == "" {
		return
	}
	if part, ok := sections[strings.ReplaceAll(strings.TrimSpace(s), " ", "")]; ok && strings.Contains(strings.TrimSpace(s), " ") {
		p.flush()
		p.part = part
		return
	}
	if strings.Count(s, "\t") == 0 && spaced(s) {
		p.flush()
		p.part = "unknown"
		if name := strings.TrimSpace(s); !p.unknown[name] {
			p.unknown[name] = true
			p.find(timeline.Note, line, "section %q is not known here and left out", name)
		}
		return
	}
	words := strings.Split(s, "\t")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	switch {
	case strings.HasPrefix(s, "TRACK NAME:"):
		p.part = "tracks"
		p.begin(words)
	case p.part == "":
		p.header(words, line)
	case p.part == "files" && len(words) > 1 && words[0] != "Filename":
		p.files[words[0]] = words[1]
	case p.part == "clips" && len(words) > 1 && words[0] != "CLIP NAME":
		p.clips[words[0]] = words[1]
	case p.part == "tracks":
		p.row(words, line)
	case p.part == "markers":
		p.marker(words, line)
	}
}

// spaced says whether a line is a heading in spaced capitals.
func spaced(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if len(w) != 1 || w[0] < 'A' || w[0] > 'Z' {
			return false
		}
	}
	return len(words) > 4
}

func (p *reader) header(words []string, line int) {
	if len(words) < 2 {
		return
	}
	key := strings.TrimSuffix(words[0], ":")
	p.head[key] = words[1]
	switch key {
	case "SESSION NAME":
		p.out.Name = words[1]
	case "SAMPLE RATE":
		f, _ := strconv.ParseFloat(words[1], 64)
		if f > 0 && f < 1e7 {
			p.samples = int64(f)
		}
	case "TIMECODE FORMAT":
		number, _, _ := strings.Cut(words[1], " ")
		r, err := rate.Parse(number)
		if err != nil || r.IsZero() {
			p.find(timeline.Doubtful, line, "timecode format %q; want frames per second such as 23.976 Frame. 24 is assumed", words[1])
			return
		}
		p.rate, p.drop = r, strings.Contains(words[1], "Drop") && r.Den == 1001 && r.Nominal()%30 == 0
	case "SESSION START TIMECODE":
		p.start = -1 // read when the rate is known
	}
}

func (p *reader) begin(words []string) {
	p.flush()
	name := ""
	if len(words) > 1 {
		name = words[1]
	}
	p.track = &timeline.Node{Kind: timeline.Track, Name: name, TrackKind: timeline.Audio}
	p.extra = map[string]string{}
	p.channel = ""
}

func (p *reader) row(words []string, line int) {
	if p.track == nil {
		return
	}
	switch key := strings.TrimSuffix(words[0], ":"); key {
	case "COMMENTS", "USER DELAY", "STATE", "PLUG-INS":
		p.extra[key] = strings.Join(words[1:], "; ")
		if key == "STATE" && strings.Contains(p.extra[key], "Muted") {
			p.track.Disabled = true
		}
		return
	case "CHANNEL":
		return
	}
	if len(words) < 6 {
		if p.extra["COMMENTS"] != "" && strings.Trim(words[0], "0123456789") != "" { // a comment of several lines
			p.comments = append(p.comments, strings.Join(words, "\t"))
			return
		}
		p.find(timeline.Doubtful, line, "%d values in a row of a track; want channel, event, name, start, end and duration", len(words))
		return
	}
	if words[0] != p.channel && p.channel != "" { // each channel of a track has its clips; the first stand for all
		return
	}
	p.channel = words[0]
	start, ok1 := p.time(words[3])
	end, ok2 := p.time(words[4])
	if !ok1 || !ok2 || end < start {
		p.find(timeline.Wrong, line, "clip %q at %q to %q; want times of the session's format. It is left out", words[2], words[3], words[4])
		return
	}
	p.placed = true
	p.events = append(p.events, event{words[2], start, end, words[len(words)-1] == "Muted"})
}

// time reads a place as frames: 01:00:05:00 or 01:00:05:00.12, 1:02.345, a count of samples, or feet and frames.
func (p *reader) time(s string) (int64, bool) {
	switch {
	case strings.Contains(s, "|"):
		return 0, false
	case strings.Contains(s, "+"):
		main, _, _ := strings.Cut(s, ".")
		n, err := timecode.Film35.ParseFeet(main)
		return n, err == nil
	case strings.Count(s, ":")+strings.Count(s, ";") == 3:
		main, _, _ := strings.Cut(s, ".")
		b, err := timecode.Of(p.rate, p.drop)
		if err != nil {
			return 0, false
		}
		n, err := b.Parse(main)
		p.coded = p.coded || err == nil
		return n, err == nil
	case strings.Count(s, ":") == 1:
		m, sec, _ := strings.Cut(s, ":")
		a, err1 := strconv.ParseInt(m, 10, 32)
		f, err2 := strconv.ParseFloat(sec, 64)
		if err1 != nil || err2 != nil || !(f >= 0 && f < 61) {
			return 0, false
		}
		return p.rate.MSToFrames(a*60000 + int64(f*1000+0.5)), true
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || p.samples == 0 || n > 1<<50 || n < 0 {
		return 0, false
	}
	return rate.Of(int(p.samples), 1).Convert(n, p.rate), true
}

// flush lays the clips of a track. Clips that overlap, as crossfades make them, are cut where the next begins.
func (p *reader) flush() {
	if p.track == nil {
		return
	}
	t := p.track
	if len(p.comments) > 0 {
		p.extra["COMMENTS"] += "\n" + strings.Join(p.comments, "\n")
		p.comments = nil
	}
	t.Metadata = timeline.Raw(nil).With("protools", p.extra)
	at := int64(0)
	for i, e := range p.events {
		if i+1 < len(p.events) && p.events[i+1].start > e.start && p.events[i+1].start < e.end {
			e.end = p.events[i+1].start
		}
		if e.start < at {
			continue
		}
		if e.start > at {
			t.Children = append(t.Children, &timeline.Node{Kind: timeline.Gap, Source: timeline.Between(at, e.start, p.rate)})
			t.Children[len(t.Children)-1].Source.Start.Value = 0
		}
		if strings.HasPrefix(e.name, "(") && strings.HasSuffix(e.name, ")") { // (fade in), (cross fade)
			t.Children = append(t.Children, &timeline.Node{Kind: timeline.Gap, Name: e.name, Source: timeline.Between(0, e.end-e.start, p.rate)})
			at = e.end
			continue
		}
		n := &timeline.Node{Kind: timeline.Clip, Name: e.name, Disabled: e.muted, Source: timeline.Between(0, e.end-e.start, p.rate)}
		n.Show(p.media(e.name))
		t.Children = append(t.Children, n)
		at = e.end
	}
	p.out.Tracks.Children = append(p.out.Tracks.Children, t)
	p.track, p.events = nil, nil
}

// media is the file of a clip, where the session lists it.
func (p *reader) media(clip string) timeline.Media {
	file := p.clips[clip]
	if file == "" {
		return timeline.Media{Schema: timeline.MissingReference, Name: clip}
	}
	return timeline.Media{Schema: timeline.ExternalReference, Name: clip, URL: strings.ReplaceAll(p.files[file], ":", "/") + file}
}

func (p *reader) marker(words []string, line int) {
	if len(words) > 0 && words[0] == "#" { // since 2023 rulers of tracks have markers too, with two more columns
		for i, w := range words {
			if w == "COMMENTS" {
				p.comment = i
			}
		}
		return
	}
	if len(words) < 5 {
		return
	}
	at, ok := p.time(words[1])
	if !ok {
		p.find(timeline.Doubtful, line, "marker %q at %q; want a time of the session's format. It is left out", words[4], words[1])
		return
	}
	comment := ""
	if p.comment > 4 && len(words) > p.comment {
		comment = strings.Join(words[p.comment:], " ")
	}
	p.out.Tracks.Markers = append(p.out.Tracks.Markers, &timeline.Marker{Name: words[4], Comment: comment, Color: "RED",
		Range: timeline.Range{Start: timeline.Frames(at, p.rate), Duration: timeline.Frames(0, p.rate)}})
}

// finish counts everything from the session's start, which becomes the start of the cut.
func (p *reader) finish() {
	p.out.Metadata = timeline.Raw(nil).With("protools", p.head)
	b, err := timecode.Of(p.rate, p.drop)
	if err != nil {
		return
	}
	start, err := b.Parse(p.head["SESSION START TIMECODE"])
	if err != nil {
		return
	}
	t := timeline.Frames(start, p.rate)
	p.out.Start = &t
	if !p.coded || start == 0 {
		return // samples, seconds and feet are counted from the session's start already
	}
	for _, track := range p.out.Tracks.Children {
		if len(track.Children) == 0 || track.Children[0].Kind != timeline.Gap || track.Children[0].Source.Duration.Value < t.Value {
			continue
		}
		if g := track.Children[0].Source; g.Duration.Value == t.Value {
			track.Children = track.Children[1:]
		} else {
			g.Duration.Value -= t.Value
		}
	}
	for _, m := range p.out.Tracks.Markers {
		m.Range.Start.Value -= t.Value
	}
}
