package fcp7

import (
	"fmt"
	"io"
	"strconv"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/xmltree"
)

// Write writes a timeline as one sequence, and says what the format cannot hold.
func Write(w io.Writer, n *timeline.Node) ([]timeline.Finding, error) {
	if n.Kind != timeline.Timeline || n.Tracks == nil {
		return nil, fmt.Errorf("Final Cut Pro 7 XML of a %s: want a timeline", n.Kind)
	}
	p := &writer{files: map[string]string{}, rate: n.Rate(), drop: n.Drop()}
	if p.rate.IsZero() {
		p.rate = rate.R24
	}
	p.x.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!DOCTYPE xmeml>")
	p.x.Open("xmeml", "version", "4")
	p.sequence(n.Name, n.Tracks, n.Start)
	if p.colors > 0 {
		p.lost(n, "colours of markers (%d); the format has none", p.colors)
	}
	if media, clips := n.OtherMedia(); media > 0 {
		p.lost(n, "other media (%d) of clips (%d); the format has one of each", media, clips)
	}
	p.x.Close("xmeml")
	p.x.WriteByte('\n')
	_, err := w.Write(p.x.Bytes())
	return p.findings, err
}

type writer struct {
	x        xmltree.Writer
	rate     rate.Rate
	drop     bool // the sequence counts in drop-frame codes
	files    map[string]string
	items    int
	seqs     int
	colors   int // markers whose colour was not written
	findings []timeline.Finding
}

func (p *writer) lost(n *timeline.Node, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: timeline.Doubtful, Place: n.Name, Text: fmt.Sprintf(format, args...)})
}

func truth(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

func (p *writer) speed(r rate.Rate) {
	p.x.Open("rate")
	p.x.Whole("timebase", int64(r.Nominal()))
	p.x.Leaf("ntsc", truth(r.Den != 1))
	p.x.Close("rate")
}

func (p *writer) code(t timeline.Time, around rate.Rate, drop bool) {
	r := t.Ratio()
	if r.IsZero() {
		r = around
	}
	p.x.Open("timecode")
	p.speed(r)
	if b, err := timecode.Of(r, drop); err == nil {
		p.x.Leaf("string", b.Format(t.FramesAt(r)))
	}
	p.x.Whole("frame", t.FramesAt(r))
	p.x.Leaf("displayformat", map[bool]string{true: "DF", false: "NDF"}[drop])
	p.x.Close("timecode")
}

// frames is a time in the sequence's frames.
func (p *writer) frames(t timeline.Time) int64 { return t.FramesAt(p.rate) }

func (p *writer) sequence(name string, stack *timeline.Node, start *timeline.Time) {
	p.seqs++
	p.x.Open("sequence", "id", fmt.Sprintf("sequence-%d", p.seqs))
	p.x.Leaf("name", name)
	p.x.Whole("duration", p.frames(stack.Duration()))
	p.speed(p.rate)
	if start != nil {
		p.code(*start, p.rate, p.drop)
	}
	p.x.Open("media")
	for _, kind := range []string{timeline.Video, timeline.Audio} {
		p.x.Open(map[string]string{timeline.Video: "video", timeline.Audio: "audio"}[kind])
		for _, t := range stack.Children {
			if t.Kind == timeline.Track && t.TrackKind == kind {
				p.track(t)
			}
		}
		p.x.Close(map[string]string{timeline.Video: "video", timeline.Audio: "audio"}[kind])
	}
	for _, t := range stack.Children {
		if t.Kind != timeline.Track || t.TrackKind != timeline.Video && t.TrackKind != timeline.Audio {
			p.lost(t, "a %s %s beside the video and audio tracks; left out", t.TrackKind, t.Kind)
		}
	}
	p.x.Close("media")
	p.markers(stack.Markers)
	p.x.Close("sequence")
}

func (p *writer) track(t *timeline.Node) {
	attrs := []string{}
	if t.Name != "" {
		attrs = []string{"MZ.TrackName", t.Name}
	}
	if len(t.Markers) > 0 {
		p.lost(t, "markers on a track (%d); the format has them on clips and sequences", len(t.Markers))
	}
	p.x.Open("track", attrs...)
	at := int64(0)
	for i, c := range t.Children {
		switch c.Kind {
		case timeline.Transition:
			p.transition(c, at)
			continue
		case timeline.Unknown:
			p.lost(c, "an object that only another program knows; left out")
			fallthrough
		case timeline.Gap:
			at += p.frames(c.Duration())
			continue
		}
		length := p.frames(c.Duration())
		head := i > 0 && t.Children[i-1].Kind == timeline.Transition
		tail := i+1 < len(t.Children) && t.Children[i+1].Kind == timeline.Transition
		p.clip(c, at, length, head, tail, t.Children, i)
		at += length
	}
	p.x.Leaf("enabled", truth(!t.Disabled))
	p.x.Close("track")
}

func (p *writer) transition(c *timeline.Node, at int64) {
	in, out := p.frames(c.InOffset), p.frames(c.OutOffset)
	if c.Shape != "" && c.Shape != "SMPTE_Dissolve" {
		p.lost(c, "a transition of shape %q; written as a cross dissolve of its name", c.Shape)
	}
	p.x.Open("transitionitem")
	p.x.Whole("start", at-in)
	p.x.Whole("end", at+out)
	align := "center"
	switch {
	case in == 0 && out > 0:
		align = "start"
	case out == 0 && in > 0:
		align = "end"
	case in != (in+out)/2:
		p.lost(c, "a transition of %d frames before and %d after the cut; the format has start, centre and end: written as centred", in, out)
	}
	p.x.Leaf("alignment", align)
	p.speed(p.rate)
	p.x.Open("effect")
	p.x.Leaf("name", c.Name)
	p.x.Leaf("effectid", "Cross Dissolve")
	p.x.Leaf("effecttype", "transition")
	p.x.Leaf("mediatype", "video")
	p.x.Close("effect")
	p.x.Close("transitionitem")
}

func (p *writer) clip(c *timeline.Node, at, length int64, head, tail bool, around []*timeline.Node, i int) {
	p.items++
	shown := c.Shown()
	tag := "clipitem"
	if c.Kind == timeline.Clip && shown != nil && shown.Schema == timeline.GeneratorReference {
		tag = "generatoritem"
	}
	own := p.rate
	var in int64
	if r := c.Trimmed(); r != nil {
		if !r.Start.Ratio().IsZero() {
			own = r.Start.Ratio()
		}
		begin := r.Start
		if shown != nil && shown.Available != nil && tag == "clipitem" {
			begin = begin.Sub(shown.Available.Start)
		}
		in = begin.FramesAt(own)
	}
	start, end := at, at+length
	if head {
		in -= around[i-1].InOffset.FramesAt(own)
		start = -1
	}
	if tail {
		end = -1
	}
	p.x.Open(tag, "id", fmt.Sprintf("%s-%d", tag, p.items))
	p.x.Leaf("name", c.Name)
	p.x.Leaf("enabled", truth(!c.Disabled))
	p.x.Whole("duration", c.Duration().FramesAt(own))
	p.speed(own)
	p.x.Whole("start", start)
	p.x.Whole("end", end)
	p.x.Whole("in", in)
	p.x.Whole("out", in+c.Duration().FramesAt(own))
	switch {
	case c.Kind == timeline.Stack:
		p.sequence(c.Name, c, nil)
	case c.Kind == timeline.Track:
		p.sequence(c.Name, &timeline.Node{Kind: timeline.Stack, Name: c.Name, Children: []*timeline.Node{c}}, nil)
	case tag == "generatoritem":
		p.x.Open("effect")
		p.x.Leaf("name", shown.Name)
		p.x.Leaf("effectid", shown.Generator)
		p.x.Leaf("effecttype", "generator")
		p.x.Close("effect")
	default:
		p.file(c, shown, own)
	}
	p.filters(c)
	p.markers(c.Markers)
	p.x.Close(tag)
}

// file writes a clip's media, whole the first time and as a reference afterwards.
func (p *writer) file(c *timeline.Node, m *timeline.Media, own rate.Rate) {
	if m == nil {
		m = &timeline.Media{Schema: timeline.MissingReference}
	}
	key := fmt.Sprintf("%s|%s|%s|%v", m.Schema, m.URL, m.Name, m.Available)
	if m.Available != nil {
		key = fmt.Sprintf("%s|%s|%s|%v", m.Schema, m.URL, m.Name, *m.Available)
	}
	if id, ok := p.files[key]; ok && (m.URL != "" || m.Name != "") {
		p.x.Empty("file", "id", id)
		return
	}
	id := "file-" + strconv.Itoa(len(p.files)+1)
	p.files[key+strconv.Itoa(boolInt(m.URL == "" && m.Name == "")*p.items)] = id
	p.x.Open("file", "id", id)
	p.x.Leaf("name", m.Name)
	if m.URL != "" {
		p.x.Leaf("pathurl", m.URL)
	}
	if m.Sequence != nil {
		p.lost(c, "a series of stills; the format has files only: written as its folder")
	}
	r := own
	if m.Available != nil {
		if got := m.Available.Duration.Ratio(); !got.IsZero() {
			r = got
		}
		p.speed(r)
		p.x.Whole("duration", m.Available.Duration.FramesAt(r))
		p.code(m.Available.Start, r, false)
	} else {
		p.speed(r)
	}
	p.x.Close("file")
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *writer) filters(c *timeline.Node) {
	for _, e := range c.Effects {
		s := e.Scalar
		switch e.Schema {
		case timeline.LinearTimeWarp, timeline.FreezeFrame:
			name := e.Name
			if name == "" {
				name = "Time Remap"
			}
			p.x.Open("filter")
			p.x.Open("effect")
			p.x.Leaf("name", name)
			p.x.Leaf("effectid", "timeremap")
			p.x.Leaf("effecttype", "motion")
			p.parameter("variablespeed", "0")
			p.parameter("speed", strconv.FormatFloat(max(s, -s)*100, 'f', -1, 64))
			p.parameter("reverse", truth(s < 0))
			p.x.Close("effect")
			p.x.Close("filter")
		default:
			p.x.Open("filter")
			p.x.Open("effect")
			p.x.Leaf("name", e.Name)
			p.x.Close("effect")
			p.x.Close("filter")
		}
	}
}

func (p *writer) parameter(id, value string) {
	p.x.Open("parameter")
	p.x.Leaf("parameterid", id)
	p.x.Leaf("name", id)
	p.x.Leaf("value", value)
	p.x.Close("parameter")
}

func (p *writer) markers(all []*timeline.Marker) {
	for _, m := range all {
		if m.Color != "" && m.Color != "RED" { // which is what readers make of them
			p.colors++
		}
		in := p.frames(m.Range.Start)
		out := int64(-1)
		if d := p.frames(m.Range.Duration); d > 0 {
			out = in + d
		}
		p.x.Open("marker")
		p.x.Leaf("name", m.Name)
		p.x.Leaf("comment", m.Comment)
		p.x.Whole("in", in)
		p.x.Whole("out", out)
		p.x.Close("marker")
	}
}
