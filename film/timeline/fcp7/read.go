// Package fcp7 reads and writes the XML of Final Cut Pro 7 (xmeml), which Premiere, Resolve and others still exchange.
//
// Source of the format: Apple's "Final Cut Pro XML Interchange Format" (archived developer documentation). What an element
// does not say it inherits: its rate from what it stands in, everything from the first element of its id.
package fcp7

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/xmltree"
)

// Read reads a file: a timeline, or a collection of them where it has several sequences.
func Read(r io.Reader) (*timeline.Node, []timeline.Finding, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, err
	}
	return Parse(b)
}

// Parse is Read of bytes.
func Parse(b []byte) (*timeline.Node, []timeline.Finding, error) {
	root, err := xmltree.Parse(b)
	if err != nil {
		return nil, nil, fmt.Errorf("Final Cut Pro 7 XML: %w", err)
	}
	if root.Name != "xmeml" {
		return nil, nil, fmt.Errorf("Final Cut Pro 7 XML: the root is <%s>; want <xmeml>", root.Name)
	}
	p := &reader{ids: map[string]*xmltree.Elem{}, open: map[*xmltree.Elem]bool{}, most: mostClips(len(b)),
		meta: map[*xmltree.Elem]timeline.Raw{}}
	var all []*timeline.Node
	for _, s := range sequences(root, nil) {
		all = append(all, p.sequence(p.same(s)))
	}
	switch len(all) {
	case 0:
		return nil, nil, fmt.Errorf("Final Cut Pro 7 XML: no sequence in it")
	case 1:
		return all[0], p.findings, nil
	}
	return &timeline.Node{Kind: timeline.Collection, Name: "Sequences", Children: all}, p.findings, nil
}

// sequences finds the sequences that stand for themselves: at the top, and in projects and bins.
func sequences(e *xmltree.Elem, out []*xmltree.Elem) []*xmltree.Elem {
	for _, c := range e.Children {
		switch c.Name {
		case "sequence":
			out = append(out, c)
		case "project", "bin", "children":
			out = sequences(c, out)
		}
	}
	return out
}

type reader struct {
	ids      map[string]*xmltree.Elem
	open     map[*xmltree.Elem]bool // sequences that are being unfolded
	nested   int
	clips    int
	most     int
	meta     map[*xmltree.Elem]timeline.Raw
	findings []timeline.Finding
}

// mostClips bounds what sequences that nest in each other unfold to, for a file of so many bytes: a real one has hundreds of bytes
// a clip and nests a sequence a few times.
func mostClips(size int) int { return 20_000 + size/32 }

// once is what an element says beyond the model, but for the children named in without. It is made once, for clips refer to
// the same files and sequences again and again.
func (p *reader) once(e *xmltree.Elem, without ...string) timeline.Raw {
	raw, ok := p.meta[e]
	if !ok {
		raw = timeline.Raw(nil).With("fcp_xml", e.JSON(without...))
		p.meta[e] = raw
	}
	return raw
}

func (p *reader) find(level timeline.Level, e *xmltree.Elem, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: level, Line: e.Line, Place: e.Name, Text: fmt.Sprintf(format, args...)})
}

// same is the first element of an element's id; later ones only refer to it.
func (p *reader) same(e *xmltree.Elem) *xmltree.Elem {
	if e == nil || e.Attr("id") == "" {
		return e
	}
	key := e.Name + " " + e.Attr("id")
	if first, ok := p.ids[key]; ok {
		return first
	}
	p.ids[key] = e
	return e
}

// speed is the rate of an element, or the one around it.
func speed(e *xmltree.Elem, around rate.Rate) rate.Rate {
	n, ok := e.Int("rate", "timebase")
	if !ok || n < 1 || n > 100000 {
		return around
	}
	ntsc := e.Value("rate", "ntsc")
	if strings.EqualFold(ntsc, "TRUE") || ntsc == "" && around.Den == 1001 {
		return rate.Of(int(n)*1000, 1001)
	}
	return rate.Of(int(n), 1)
}

// start is the frame a timecode element begins at: the number it has, or else the one its code has.
func start(e *xmltree.Elem, around rate.Rate) *timeline.Time {
	if e == nil {
		return nil
	}
	r := speed(e, around)
	n, ok := e.Int("frame")
	if !ok {
		code := e.Value("string")
		b, err := timecode.Of(r, r.Den == 1001 && r.Nominal()%30 == 0 && (strings.Contains(code, ";") || e.Value("displayformat") == "DF"))
		if err != nil {
			return nil
		}
		if n, err = b.Parse(code); err != nil {
			return nil
		}
	}
	t := timeline.Frames(n, r)
	return &t
}

func on(e *xmltree.Elem) bool { return !strings.EqualFold(e.Value("enabled"), "FALSE") }

func (p *reader) sequence(e *xmltree.Elem) *timeline.Node {
	r := speed(e, rate.R24)
	n := timeline.New(e.Value("name"))
	n.Tracks = p.stack(e, r)
	n.Start = start(p.same(e.Get("timecode")), r)
	n.Metadata = p.once(e, "name", "media", "marker", "duration", "timecode", "rate")
	if strings.EqualFold(p.same(e.Get("timecode")).Value("displayformat"), "DF") {
		n.CountDrop()
	}
	return n
}

// stack is the tracks of a sequence.
func (p *reader) stack(e *xmltree.Elem, r rate.Rate) *timeline.Node {
	s := &timeline.Node{Kind: timeline.Stack, Name: e.Value("name"), Markers: p.markers(e, r)}
	media := p.same(e.Get("media"))
	if media == nil {
		return s
	}
	for _, kind := range media.Children {
		name := map[string]string{"video": timeline.Video, "audio": timeline.Audio}[kind.Name]
		if name == "" {
			continue
		}
		for _, t := range p.same(kind).All("track") {
			// Premiere writes a track for each channel of a stereo track; the first stands for all
			if i := t.Attr("currentExplodedTrackIndex"); name == timeline.Audio && i != "" && i != "0" && t.Attr("totalExplodedTrackCount") != "1" {
				continue
			}
			s.Children = append(s.Children, p.track(p.same(t), name, r))
		}
	}
	return s
}

func (p *reader) track(e *xmltree.Elem, kind string, r rate.Rate) *timeline.Node {
	t := &timeline.Node{Kind: timeline.Track, Name: e.Value("name"), TrackKind: kind, Disabled: !on(e)}
	if name := e.Attr("MZ.TrackName"); name != "" {
		t.Name = name
	}
	var items []*xmltree.Elem
	for _, c := range e.Children {
		if c.Name == "clipitem" || c.Name == "generatoritem" || c.Name == "transitionitem" {
			items = append(items, p.same(c))
		}
	}
	at := int64(0)
	var head *xmltree.Elem
	for i, c := range items {
		var tail *xmltree.Elem
		if i+1 < len(items) && items[i+1].Name == "transitionitem" {
			tail = items[i+1]
		}
		if c.Name == "transitionitem" {
			n, from, to := p.transition(c, r)
			if at < from { // a fade in from nothing
				t.Children = append(t.Children, gap(from-at, r))
			}
			t.Children = append(t.Children, n)
			at, head = to, c
			continue
		}
		from, to, ok := p.place(c, head, tail)
		if !ok {
			continue
		}
		if at < from {
			t.Children = append(t.Children, gap(from-at, r))
		}
		if n := p.item(c, head, from, to, r); n != nil {
			t.Children = append(t.Children, n)
		}
		at, head = to, nil
	}
	return t
}

func gap(frames int64, r rate.Rate) *timeline.Node {
	return &timeline.Node{Kind: timeline.Gap, Source: timeline.Between(0, frames, r)}
}

// place is where an item stands in its track; -1 is the cut in the middle of the transition beside it.
func (p *reader) place(c, head, tail *xmltree.Elem) (from, to int64, ok bool) {
	from, ok1 := c.Int("start")
	to, ok2 := c.Int("end")
	if !ok1 || !ok2 {
		p.find(timeline.Wrong, c, "%q has no start and end; left out", c.Value("name"))
		return 0, 0, false
	}
	if from == -1 {
		if head == nil {
			p.find(timeline.Wrong, c, "%q starts at -1 and no transition stands before it; left out", c.Value("name"))
			return 0, 0, false
		}
		from = cut(head)
	}
	if to == -1 {
		if tail == nil {
			p.find(timeline.Wrong, c, "%q ends at -1 and no transition stands after it; left out", c.Value("name"))
			return 0, 0, false
		}
		to = cut(tail)
	}
	if to < from {
		p.find(timeline.Wrong, c, "%q ends at %d, before it starts at %d; left out", c.Value("name"), to, from)
		return 0, 0, false
	}
	return from, to, true
}

// cut is the frame a transition would be a cut at.
func cut(t *xmltree.Elem) int64 {
	from, _ := t.Int("start")
	to, _ := t.Int("end")
	switch t.Value("alignment") {
	case "start", "start-black":
		return from
	case "end", "end-black":
		return to
	}
	return from + (to-from)/2
}

func (p *reader) transition(c *xmltree.Elem, r rate.Rate) (n *timeline.Node, from, to int64) {
	from, _ = c.Int("start")
	to, _ = c.Int("end")
	at := cut(c)
	n = &timeline.Node{Kind: timeline.Transition, Name: c.Value("effect", "name"), Shape: "SMPTE_Dissolve",
		InOffset: timeline.Frames(at-from, r), OutOffset: timeline.Frames(to-at, r)}
	n.Metadata = p.once(c, "start", "end", "rate")
	return n, from, to
}

// item is a clip, a nested sequence, or something generated.
func (p *reader) item(c, head *xmltree.Elem, from, to int64, r rate.Rate) *timeline.Node {
	if p.clips++; p.clips > p.most {
		if p.clips == p.most+1 {
			p.find(timeline.Wrong, c, "more than %d clips, as sequences unfold in each other; the rest is left out", p.most)
		}
		return nil
	}
	own := speed(c, r)
	n := &timeline.Node{Kind: timeline.Clip, Name: c.Value("name")}
	var offset timeline.Time
	file, seq := p.same(c.Get("file")), p.same(c.Get("sequence"))
	switch {
	case seq != nil:
		n = p.inner(seq, own)
		if n == nil {
			return nil
		}
	case file != nil:
		n.Show(p.media(file, own))
		if t := start(file.Get("timecode"), speed(file, own)); t != nil {
			offset = *t
		}
	default:
		n.Show(generated(c))
	}
	n.Markers = append(n.Markers, p.markers(c, r)...)
	n.Disabled = !on(c)
	if c.Value("name") != "" && seq == nil {
		n.Name = c.Value("name")
	}
	in, _ := c.Int("in")
	begin := timeline.Frames(in, own).Add(offset)
	if s, _ := c.Int("start"); s == -1 && head != nil {
		from, _ := head.Int("start")
		begin = begin.Add(timeline.Frames(cut(head)-from, r))
	}
	n.Source = &timeline.Range{Start: begin, Duration: timeline.Frames(to-from, r).Rescale(timeline.Float(own))}
	n.Effects = p.effects(c)
	n.Metadata = p.once(c, "name", "start", "end", "in", "out", "duration", "file", "marker",
		"effect", "rate", "sequence", "filter", "enabled")
	return n
}

// inner is a nested sequence as a stack.
func (p *reader) inner(seq *xmltree.Elem, around rate.Rate) *timeline.Node {
	if p.nested > 15 || p.open[seq] {
		p.find(timeline.Wrong, seq, "sequence %q holds itself, or nests deeper than 15; left out", seq.Value("name"))
		return nil
	}
	p.nested++
	p.open[seq] = true
	defer func() { p.nested--; delete(p.open, seq) }()
	return p.stack(seq, speed(seq, around))
}

func (p *reader) media(f *xmltree.Elem, around rate.Rate) timeline.Media {
	r := speed(f, around)
	m := timeline.Media{Schema: timeline.MissingReference, Name: f.Value("name")}
	if url := f.Value("pathurl"); url != "" {
		m.Schema, m.URL = timeline.ExternalReference, url
	} else if g := f.Value("mediaSource"); g != "" {
		m.Schema, m.Generator = timeline.GeneratorReference, g
	}
	begin := start(f.Get("timecode"), r)
	length, ok := f.Int("duration")
	if begin != nil || ok {
		m.Available = &timeline.Range{Start: timeline.Frames(0, r), Duration: timeline.Frames(length, r)}
		if begin != nil {
			m.Available.Start = begin.Rescale(timeline.Float(r))
		}
	}
	m.Metadata = p.once(f, "duration", "name", "pathurl", "mediaSource")
	return m
}

func generated(c *xmltree.Elem) timeline.Media {
	e := c.Get("effect")
	return timeline.Media{Schema: timeline.GeneratorReference, Name: e.Value("name"), Generator: e.Value("effectid")}
}

// effects are the filters of a clip. A time remap with one speed is a linear time warp.
func (p *reader) effects(c *xmltree.Elem) []*timeline.Effect {
	var out []*timeline.Effect
	for _, f := range c.All("filter") {
		e := p.same(f).Get("effect")
		if e == nil {
			continue
		}
		x := &timeline.Effect{Schema: timeline.PlainEffect, Name: e.Value("name"), Disabled: !on(f),
			Metadata: p.once(e, "name")}
		if e.Value("effectid") == "timeremap" {
			if s, ok := remap(e); ok {
				x.Schema, x.Effect, x.Scalar = timeline.LinearTimeWarp, timeline.LinearTimeWarp, s
			}
		}
		out = append(out, x)
	}
	return out
}

// remap is the constant speed of a time remap: 1 is as shot.
func remap(e *xmltree.Elem) (float64, bool) {
	s, found, reverse := 1.0, false, false
	for _, q := range e.All("parameter") {
		switch q.Value("parameterid") {
		case "speed":
			f, err := strconv.ParseFloat(q.Value("value"), 64)
			if err != nil || math.IsNaN(f) || math.Abs(f) > 1e6 {
				return 0, false
			}
			s, found = f/100, true
		case "variablespeed":
			if v := q.Value("value"); v != "" && v != "0" {
				return 0, false
			}
		case "reverse":
			reverse = strings.EqualFold(q.Value("value"), "TRUE")
		}
	}
	if reverse {
		s = -s
	}
	return s, found
}

func (p *reader) markers(e *xmltree.Elem, around rate.Rate) []*timeline.Marker {
	r := speed(e, around)
	var out []*timeline.Marker
	for _, m := range e.All("marker") {
		in, ok := m.Int("in")
		if !ok {
			p.find(timeline.Doubtful, m, "marker %q has no place; left out", m.Value("name"))
			continue
		}
		length := int64(0)
		if to, _ := m.Int("out"); to > 0 {
			length = to - in
		}
		out = append(out, &timeline.Marker{Name: m.Value("name"), Color: "RED", Comment: m.Value("comment"),
			Range:    timeline.Range{Start: timeline.Frames(in, r), Duration: timeline.Frames(length, r)},
			Metadata: p.once(m, "in", "out", "name")})
	}
	return out
}
