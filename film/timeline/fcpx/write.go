package fcpx

import (
	"fmt"
	"io"
	"sort"
	"strconv"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/xmltree"
)

// Write writes a timeline as a project of FCPXML 1.10, and says what the format cannot hold. The lowest picture track
// becomes the spine; the others are connected to it.
func Write(w io.Writer, n *timeline.Node) ([]timeline.Finding, error) {
	if n.Kind != timeline.Timeline || n.Tracks == nil {
		return nil, fmt.Errorf("FCPXML of a %s: want a timeline", n.Kind)
	}
	p := &writer{rate: n.Rate(), assets: map[string]string{}, effects: map[string]string{}}
	if p.rate.IsZero() {
		p.rate = rate.R24
	}
	p.formats = map[rate.Rate]string{p.rate: "r1"}
	p.next = 2
	p.res.Leaf("format", "", "id", "r1", "frameDuration", frameDuration(p.rate))
	start := int64(0)
	if n.Start != nil {
		start = n.Start.FramesAt(p.rate)
	}
	p.body.Open("sequence", "format", "r1", "duration", p.at(n.Duration().FramesAt(p.rate)), "tcStart", p.at(start), "tcFormat", map[bool]string{true: "DF", false: "NDF"}[n.Drop()])
	p.spine(n.Tracks, start)
	p.body.Close("sequence")
	if p.colors > 0 {
		p.lost(n, "colours of markers (%d); the format has to do, done, chapters and others", p.colors)
	}
	if media, clips := n.OtherMedia(); media > 0 {
		p.lost(n, "other media (%d) of clips (%d); the format has one of each", media, clips)
	}
	var out xmltree.Writer
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!DOCTYPE fcpxml>")
	out.Open("fcpxml", "version", "1.10")
	out.Open("resources")
	out.Write(p.res.Bytes())
	out.Close("resources")
	out.Open("library")
	out.Open("event", "name", n.Name)
	out.Open("project", "name", n.Name)
	out.Write(p.body.Bytes())
	out.Close("project")
	out.Close("event")
	out.Close("library")
	out.Close("fcpxml")
	out.WriteByte('\n')
	_, err := w.Write(out.Bytes())
	return p.findings, err
}

type writer struct {
	res, body xmltree.Writer
	rate      rate.Rate
	formats   map[rate.Rate]string
	assets    map[string]string
	effects   map[string]string // effects by name
	next      int
	colors    int // markers whose colour was not written
	findings  []timeline.Finding
}

func (p *writer) lost(n *timeline.Node, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: timeline.Doubtful, Place: n.Name, Text: fmt.Sprintf(format, args...)})
}

func frameDuration(r rate.Rate) string { return fmt.Sprintf("%d/%ds", r.Den, r.Num) }

// at is a frame of the sequence as a time.
func (p *writer) at(frame int64) string { return at(frame, p.rate) }

func at(frame int64, r rate.Rate) string {
	n := frame * int64(r.Den)
	if n%int64(r.Num) == 0 {
		return strconv.FormatInt(n/int64(r.Num), 10) + "s"
	}
	return fmt.Sprintf("%d/%ds", n, r.Num)
}

func (p *writer) id() string {
	p.next++
	return "r" + strconv.Itoa(p.next-1)
}

// hung is an item of another track, to be connected to what stands under it: a clip, or a storyline of several.
type hung struct {
	run    []*timeline.Node
	lane   int
	start  int64 // frame of the sequence, from zero
	length int64
}

// spine writes the tracks of a stack. Frames of the sequence begin with start.
func (p *writer) spine(stack *timeline.Node, start int64) {
	main, others := p.split(stack)
	if len(stack.Markers) > 0 {
		p.lost(stack, "markers on the cut itself (%d); the format has markers on clips only", len(stack.Markers))
	}
	p.body.Open("spine")
	pos := int64(0)
	var children []*timeline.Node
	if main != nil {
		children = main.Children
	}
	used := 0
	for i, c := range children {
		if c.Kind == timeline.Transition {
			p.change(c, start+pos)
			continue
		}
		length := c.Duration().FramesAt(p.rate)
		last := true
		for _, d := range children[i+1:] {
			last = last && d.Kind == timeline.Transition
		}
		var mine []hung
		for used < len(others) && (others[used].start < pos+length || last) {
			mine = append(mine, others[used])
			used++
		}
		p.item(off(c, main.Disabled), 0, p.at(start+pos), pos, length, mine)
		pos += length
	}
	if used < len(others) { // nothing under them
		end := pos + 1
		for _, h := range others[used:] {
			end = max(end, h.start+h.length)
		}
		p.item(&timeline.Node{Kind: timeline.Gap, Name: "Gap", Source: timeline.Between(0, end-pos, p.rate)}, 0, p.at(start+pos), pos, end-pos, others[used:])
	}
	p.body.Close("spine")
}

// change writes a transition over the cut at a frame.
func (p *writer) change(c *timeline.Node, cut int64) {
	in, out := c.InOffset.FramesAt(p.rate), c.OutOffset.FramesAt(p.rate)
	if c.Shape != "" && c.Shape != "SMPTE_Dissolve" {
		p.lost(c, "a transition of shape %q; written with its name only", c.Shape)
	}
	p.body.Open("transition", "name", c.Name, "offset", p.at(cut-in), "duration", p.at(in+out))
	if c.Shape == "SMPTE_Dissolve" {
		p.body.Empty("filter-video", "ref", p.effect(dissolve), "name", dissolve)
	}
	p.body.Close("transition")
}

// split parts the lowest picture track from the others, whose items are listed by their start.
func (p *writer) split(stack *timeline.Node) (main *timeline.Node, others []hung) {
	for _, t := range stack.Children {
		if t.Kind == timeline.Track && t.TrackKind != timeline.Audio && main == nil {
			main = t
		}
	}
	above, below := 0, 0
	for _, t := range stack.Children {
		if len(t.Markers) > 0 {
			p.lost(t, "markers on a track (%d); the format has markers on clips only", len(t.Markers))
		}
		if t == main {
			continue
		}
		if t.Kind != timeline.Track {
			p.lost(t, "a %s beside the tracks; left out", t.Kind)
			continue
		}
		if t.TrackKind != timeline.Video && t.TrackKind != timeline.Audio {
			p.lost(t, "a track of kind %q; written as picture", t.TrackKind)
		}
		lane := 0
		if t.TrackKind == timeline.Audio {
			below--
			lane = below
		} else {
			above++
			lane = above
		}
		others = append(others, p.hang(t, lane)...)
	}
	sort.SliceStable(others, func(i, k int) bool { return others[i].start < others[k].start })
	return main, others
}

// hang lists the items of a track that is connected to the spine: clips each for itself, and where transitions stand between
// them, all that follow each other as one storyline.
func (p *writer) hang(t *timeline.Node, lane int) []hung {
	var out []hung
	var run []*timeline.Node
	changes := false
	pos, start := int64(0), int64(0)
	flush := func() {
		if changes {
			out = append(out, hung{run: run, lane: lane, start: start, length: pos - start})
		}
		if !changes {
			at := start
			for _, c := range run {
				length := c.Duration().FramesAt(p.rate)
				out = append(out, hung{run: []*timeline.Node{c}, lane: lane, start: at, length: length})
				at += length
			}
		}
		run, changes = nil, false
	}
	for _, c := range t.Children {
		switch c.Kind {
		case timeline.Transition:
			changes = true
		case timeline.Unknown:
			p.lost(c, "an object that only another program knows; left out")
			fallthrough
		case timeline.Gap:
			flush()
			pos += c.Duration().FramesAt(p.rate)
			start = pos
			continue
		}
		if len(run) == 0 {
			start = pos
		}
		run = append(run, off(c, t.Disabled))
		if c.Kind != timeline.Transition {
			pos += c.Duration().FramesAt(p.rate)
		}
	}
	flush()
	return out
}

// connect writes an item of another track within what it hangs on, at a time of that.
func (p *writer) connect(h hung, offset string) {
	if len(h.run) == 1 && h.run[0].Kind != timeline.Transition {
		p.item(h.run[0], h.lane, offset, h.start, h.length, nil)
		return
	}
	p.body.Open("spine", "lane", strconv.Itoa(h.lane), "offset", offset)
	at := int64(0)
	for _, c := range h.run {
		if c.Kind == timeline.Transition {
			p.change(c, at)
			continue
		}
		length := c.Duration().FramesAt(p.rate)
		p.item(c, 0, p.at(at), h.start+at, length, nil)
		at += length
	}
	p.body.Close("spine")
}

// off is a clip of a track that is switched off: the format switches off clips.
func off(c *timeline.Node, disabled bool) *timeline.Node {
	if !disabled || c.Disabled {
		return c
	}
	copied := *c
	copied.Disabled = true
	return &copied
}

// item writes a clip or gap with what is connected to it. pos is its first frame in the sequence.
func (p *writer) item(c *timeline.Node, lane int, offset string, pos, length int64, mine []hung) {
	own := int64(0)
	if c.Kind != timeline.Gap {
		if r := c.Trimmed(); r != nil {
			own = r.Start.FramesAt(p.rate)
		}
	}
	attrs := []string{"name", c.Name, "offset", offset, "start", p.at(own), "duration", p.at(length)}
	if lane != 0 {
		attrs = append(attrs, "lane", strconv.Itoa(lane))
	}
	if c.Disabled {
		attrs = append(attrs, "enabled", "0")
	}
	if c.Kind == timeline.Unknown {
		p.lost(c, "an object that only another program knows; written as a gap")
	}
	tag := "gap"
	m := c.Shown()
	switch {
	case c.Kind == timeline.Gap || c.Kind == timeline.Unknown:
	case c.Kind == timeline.Stack || c.Kind == timeline.Track:
		tag = "ref-clip"
		attrs = append(attrs, "ref", p.compound(c))
	case m != nil && m.Schema == timeline.GeneratorReference:
		tag = "title"
		attrs = append(attrs, "ref", p.effect(title))
		if m.Generator != "title" {
			p.lost(c, "generator %q; written as a title", m.Generator)
		}
	default:
		tag = "asset-clip"
		attrs = append(attrs, "ref", p.asset(c, m, lane < 0))
	}
	p.body.Open(tag, attrs...)
	p.speed(c, length)
	for _, h := range mine {
		p.connect(h, p.at(own+h.start-pos))
	}
	for _, k := range c.Markers {
		p.marker(k)
	}
	p.body.Close(tag)
}

func (p *writer) marker(k *timeline.Marker) {
	attrs := []string{"start", p.at(k.Range.Start.FramesAt(p.rate)), "duration", p.at(max(1, k.Range.Duration.FramesAt(p.rate))), "value", k.Name}
	if k.Comment != "" {
		attrs = append(attrs, "note", k.Comment)
	}
	switch k.Color {
	case "RED":
		attrs = append(attrs, "completed", "0")
	case "GREEN":
		attrs = append(attrs, "completed", "1")
	case "", "ORANGE", "PURPLE":
	default:
		p.colors++
	}
	name := "marker"
	if k.Color == "ORANGE" {
		name = "chapter-marker"
	}
	p.body.Empty(name, attrs...)
}

func (p *writer) speed(c *timeline.Node, length int64) {
	for _, e := range c.Effects {
		switch e.Schema {
		case timeline.LinearTimeWarp, timeline.FreezeFrame:
			p.body.Open("timeMap")
			p.body.Empty("timept", "time", "0s", "value", "0s", "interp", "linear")
			p.body.Empty("timept", "time", p.at(max(1, length)), "value",
				strconv.FormatFloat(timeline.Frames(max(1, length), p.rate).Seconds()*e.Scalar, 'f', -1, 64)+"s", "interp", "linear")
			p.body.Close("timeMap")
		default:
			p.lost(c, "effect %q; only speeds are written", e.Name)
		}
	}
}

// asset writes a file as a resource, once.
func (p *writer) asset(c *timeline.Node, m *timeline.Media, sound bool) string {
	if m == nil {
		m = &timeline.Media{Schema: timeline.MissingReference}
	}
	if m.Sequence != nil {
		p.lost(c, "a series of stills; written as its folder")
	}
	name := m.Name
	if name == "" && m.URL == "" {
		name = c.Name
	}
	key := fmt.Sprint(m.URL, "|", name, "|", sound)
	if m.Available != nil {
		key += fmt.Sprint(*m.Available)
	}
	if id, ok := p.assets[key]; ok {
		return id
	}
	id := p.id()
	p.assets[key] = id
	attrs := []string{"id", id, "name", name}
	r := p.rate
	if m.Available != nil {
		if got := m.Available.Duration.Ratio(); !got.IsZero() {
			r = got
		}
		attrs = append(attrs, "start", at(m.Available.Start.FramesAt(r), r), "duration", at(m.Available.Duration.FramesAt(r), r))
	}
	if _, ok := p.formats[r]; !ok {
		p.formats[r] = p.id()
		p.res.Leaf("format", "", "id", p.formats[r], "frameDuration", frameDuration(r))
	}
	if sound { // below the spine, where sound lies
		attrs = append(attrs, "hasAudio", "1", "format", p.formats[r])
	} else {
		attrs = append(attrs, "hasVideo", "1", "format", p.formats[r])
	}
	p.res.Open("asset", attrs...)
	if m.URL != "" {
		p.res.Empty("media-rep", "kind", "original-media", "src", m.URL)
	}
	p.res.Close("asset")
	return id
}

// The effects that are written, and what Final Cut Pro knows them by.
const (
	title    = "Basic Title"
	dissolve = "Cross Dissolve"
)

var uids = map[string]string{title: ".../Titles.localized/Basic Text.localized/Text.localized/Text.moti",
	dissolve: "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"}

// effect writes an effect as a resource, once.
func (p *writer) effect(name string) string {
	if p.effects[name] == "" {
		p.effects[name] = p.id()
		p.res.Empty("effect", "id", p.effects[name], "name", name, "uid", uids[name])
	}
	return p.effects[name]
}

// compound writes a nested stack as a resource of its own.
func (p *writer) compound(c *timeline.Node) string {
	id := p.id()
	stack := c
	if c.Kind == timeline.Track {
		stack = &timeline.Node{Kind: timeline.Stack, Children: []*timeline.Node{c}}
	}
	outer := p.body
	p.body = xmltree.Writer{}
	p.body.Open("media", "id", id, "name", c.Name)
	length := int64(0)
	if r := stack.Available(); r != nil {
		length = r.Duration.FramesAt(p.rate)
	}
	p.body.Open("sequence", "format", "r1", "duration", p.at(length), "tcStart", "0s", "tcFormat", "NDF")
	p.spine(stack, 0)
	p.body.Close("sequence")
	p.body.Close("media")
	p.res.Write(p.body.Bytes())
	p.body = outer
	return id
}
