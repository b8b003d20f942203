// Package fcpx reads and writes FCPXML, the XML of Final Cut Pro from version 10 on (FCPXML 1.0 to 1.13).
//
// Source of the format: Apple's "FCPXML Reference" and its document types. A project is a spine of clips with others connected
// to them in lanes above and below; every element has a place in what holds it (offset), a clock of its own (start) and a
// length. Here each lane becomes a track: 0 is the spine, 1 and up lie above, -1 and down below.
package fcpx

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/xmltree"
)

// Read reads a file: a timeline, or a collection where it has events, several projects or loose clips.
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
		return nil, nil, fmt.Errorf("FCPXML: %w", err)
	}
	if root.Name != "fcpxml" {
		return nil, nil, fmt.Errorf("FCPXML: the root is <%s>; want <fcpxml>", root.Name)
	}
	p := &reader{resources: map[string]*xmltree.Elem{}, open: map[string]bool{}, rate: rate.R24, most: mostClips(len(b)),
		meta: map[*xmltree.Elem]timeline.Raw{}}
	for _, e := range root.Get("resources").Kids() {
		if id := e.Attr("id"); id != "" {
			p.resources[id] = e
		}
	}
	out := p.collection(root)
	for len(out.Children) == 1 && (out.Children[0].Kind == timeline.Collection || out.Children[0].Kind == timeline.Timeline) {
		out = out.Children[0]
		if out.Kind == timeline.Timeline {
			break
		}
	}
	if len(out.Children) == 0 && out.Kind == timeline.Collection {
		p.find(timeline.Doubtful, root, "neither project nor clip in it")
	}
	return out, p.findings, nil
}

// maxNested is how deep compound clips may hold each other.
const maxNested = 15

// mostClips bounds what compound clips unfold to, for a file of so many bytes: a real one has a hundred bytes a clip and uses a
// compound clip a few times; a hostile one holds ten of the next, ten deep.
func mostClips(size int) int { return 20_000 + size/32 }

type reader struct {
	resources map[string]*xmltree.Elem
	rate      rate.Rate       // of the sequence that is being read
	open      map[string]bool // resources that are being unfolded
	nested    int
	clips     int
	most      int
	meta      map[*xmltree.Elem]timeline.Raw // what elements say, for compound clips unfold the same ones again and again
	findings  []timeline.Finding
}

func (p *reader) find(level timeline.Level, e *xmltree.Elem, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: level, Line: e.Line, Place: e.Name, Text: fmt.Sprintf(format, args...)})
}

// collection reads libraries and events as collections, and what stands in them.
func (p *reader) collection(e *xmltree.Elem) *timeline.Node {
	n := &timeline.Node{Kind: timeline.Collection, Name: e.Attr("name")}
	for _, c := range e.Children {
		switch c.Name {
		case "library", "event":
			inner := p.collection(c)
			if c.Name == "library" {
				n.Children = append(n.Children, inner.Children...)
				continue
			}
			n.Children = append(n.Children, inner)
		case "project":
			for _, s := range c.All("sequence") {
				n.Children = append(n.Children, p.project(c, s))
			}
		case "asset-clip", "clip", "ref-clip", "sync-clip", "mc-clip", "audition", "video", "audio", "title":
			p.rate = p.rateOf(c.Attr("format"), p.assetRate(c))
			at := &layer{}
			p.item(c, at, 0, 0)
			for _, placed := range at.all {
				n.Children = append(n.Children, placed.node)
			}
		}
	}
	return n
}

func (p *reader) project(e, s *xmltree.Elem) *timeline.Node {
	n := timeline.New(e.Attr("name"))
	p.rate = p.rateOf(s.Attr("format"), rate.R24)
	n.Tracks.Children = p.sequence(s)
	if t, ok := seconds(s.Attr("tcStart")); ok && t != 0 {
		start := timeline.Time{Value: p.frames(t), Rate: timeline.Float(p.rate)}
		n.Start = &start
	}
	n.Metadata = timeline.Raw(nil).With("fcpx", map[string]any{"tcFormat": s.Attr("tcFormat"), "uid": e.Attr("uid"), "modDate": e.Attr("modDate")})
	return n
}

// seconds reads a time: "3600s", "1001/30000s". A missing one is zero.
func seconds(s string) (float64, bool) {
	if s == "" {
		return 0, true
	}
	num, den, ratio := strings.Cut(strings.TrimSuffix(s, "s"), "/")
	a, err := strconv.ParseFloat(num, 64)
	if err != nil || math.Abs(a) > 1e16 {
		return 0, false
	}
	if !ratio {
		return a, math.Abs(a) < 1e10
	}
	b, err := strconv.ParseFloat(den, 64)
	if err != nil || !(b > 0) || a/b > 1e10 || a/b < -1e10 {
		return 0, false
	}
	return a / b, true
}

// frames is a time in frames of the sequence, whole where it is within a hundredth of it.
func (p *reader) frames(s float64) float64 { return framesAt(s, p.rate) }

func framesAt(s float64, r rate.Rate) float64 {
	f := s * float64(r.Num) / float64(r.Den)
	if w := math.Round(f); math.Abs(f-w) < 0.01 {
		return w
	}
	return f
}

// rateOf is the rate of a format.
func (p *reader) rateOf(id string, otherwise rate.Rate) rate.Rate {
	s, ok := seconds(p.resources[id].Attr("frameDuration"))
	if !ok || !(s > 0) {
		return otherwise
	}
	if r := timeline.Ratio(1 / s); !r.IsZero() {
		return r
	}
	return otherwise
}

func (p *reader) assetRate(e *xmltree.Elem) rate.Rate {
	return p.rateOf(p.resources[e.Attr("ref")].Attr("format"), rate.R24)
}

// time is an attribute in frames.
func (p *reader) time(e *xmltree.Elem, name string) float64 {
	s, ok := seconds(e.Attr(name))
	if !ok {
		p.find(timeline.Wrong, e, "%s=%q; want seconds such as 3600s or 1001/30000s", name, e.Attr(name))
	}
	return p.frames(s)
}

// sequence reads the tracks of a sequence, in its own rate.
func (p *reader) sequence(s *xmltree.Elem) []*timeline.Node {
	defer func(r rate.Rate) { p.rate = r }(p.rate)
	p.rate = p.rateOf(s.Attr("format"), p.rate)
	l := &layer{}
	for _, spine := range s.All("spine") {
		start := p.time(s, "tcStart")
		p.spine(spine, l, 0, -start, start)
	}
	return p.tracks(l)
}

// spine reads a storyline; zero is where its time zero stands in the sequence, next the time of what begins it.
func (p *reader) spine(e *xmltree.Elem, l *layer, lane int, zero, next float64) {
	for _, c := range e.Children {
		at := next
		if c.Attr("offset") != "" {
			at = p.time(c, "offset")
		}
		if c.Name == "transition" {
			l.all = append(l.all, placed{lane: lane, at: at + zero, length: p.time(c, "duration"), node: p.transition(c)})
			continue
		}
		next = at + p.item(c, l, lane, at+zero)
	}
}

func (p *reader) transition(e *xmltree.Elem) *timeline.Node {
	shape := "SMPTE_Dissolve"
	if name := e.Attr("name"); name != "" && !strings.Contains(name, "Dissolve") && !strings.Contains(e.Get("filter-video").Attr("name"), "Dissolve") {
		shape = "Custom_Transition"
	}
	return &timeline.Node{Kind: timeline.Transition, Name: e.Attr("name"), Shape: shape,
		Metadata: p.once(e, func() any { return e.JSON("filter-video", "filter-audio") })}
}

// once is what an element says beyond the model, made once.
func (p *reader) once(e *xmltree.Elem, say func() any) timeline.Raw {
	raw, ok := p.meta[e]
	if !ok {
		raw = timeline.Raw(nil).With("fcpx", say())
		p.meta[e] = raw
	}
	return raw
}
