package fcpx

import (
	"math"
	"strings"

	"backlot/film/timeline"
	"backlot/film/timeline/xmltree"
)

// item reads what stands in a spine or is connected to a clip, with all that is connected to it, and gives its length.
// at is where it stands in the sequence.
func (p *reader) item(e *xmltree.Elem, l *layer, lane int, at float64) float64 {
	switch e.Name {
	case "audition":
		return p.audition(e, l, lane, at)
	case "spine":
		p.spine(e, l, lane, at, 0)
		return 0
	case "gap", "asset-clip", "clip", "video", "audio", "title", "ref-clip", "sync-clip", "mc-clip":
	case "caption":
		p.find(timeline.Note, e, "caption %q; captions are not part of the cut and left out", e.Attr("name"))
		return 0
	default:
		return 0 // metadata, effects and the like
	}
	if p.clips++; p.clips > p.most {
		if p.clips == p.most+1 {
			p.find(timeline.Wrong, e, "more than %d clips, as compound clips unfold in each other; the rest is left out", p.most)
		}
		return 0
	}
	length := p.length(e)
	start := p.time(e, "start")
	if e.Attr("start") == "" && e.Name != "clip" && e.Name != "sync-clip" {
		if s, ok := seconds(p.resources[e.Attr("ref")].Attr("start")); ok {
			start = p.frames(s) // the clock of what it shows
		}
	}
	float := timeline.Float(p.rate)
	n := p.node(e, &start)
	if n == nil {
		return length
	}
	n.Source = &timeline.Range{Start: timeline.Time{Value: start, Rate: float}, Duration: timeline.Time{Value: length, Rate: float}}
	n.Name = e.Attr("name")
	n.Disabled = e.Attr("enabled") == "0"
	n.Metadata = p.once(e, func() any { return said(e) })
	own := p.time(e, "start") // the clock that markers and connected clips are counted on
	if e.Attr("start") == "" {
		own = start
	}
	n.Markers = p.markers(e, start-own)
	p.warp(e, n)
	l.all = append(l.all, placed{lane, at, length, p.soundOnly(e), n})
	for _, c := range e.Children {
		if c.Attr("lane") == "" && c.Name != "caption" {
			continue
		}
		if (e.Name == "clip" || e.Name == "sync-clip") && p.content(e, c) {
			continue
		}
		where := own
		if c.Attr("offset") != "" {
			where = p.time(c, "offset")
		}
		p.item(c, l, lane+number(c.Attr("lane")), at+where-own)
	}
	return length
}

// number is a lane.
func number(s string) int {
	neg := strings.HasPrefix(s, "-")
	n := 0
	for _, c := range strings.TrimPrefix(s, "-") {
		if c < '0' || c > '9' || n > 1000 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	if neg {
		return -n
	}
	return n
}

// length is how long an item is in the sequence: what it says, else what it shows.
func (p *reader) length(e *xmltree.Elem) float64 {
	if e.Attr("duration") != "" {
		return p.time(e, "duration")
	}
	res := p.resources[e.Attr("ref")]
	d := res.Attr("duration")
	if d == "" {
		d = res.Get("sequence").Attr("duration")
	}
	s, _ := seconds(d)
	return p.frames(s)
}

// content says whether a child with a lane is part of a clip itself: sound that came with its picture, or that it was
// synchronised with.
func (p *reader) content(clip, c *xmltree.Elem) bool {
	if clip.Name == "sync-clip" {
		return number(c.Attr("lane")) < 0 && p.soundOnly(c)
	}
	return clip.Name == "clip" && c.Name == "audio" && len(clip.All("video")) > 0 && c.Attr("ref") == clip.Get("video").Attr("ref")
}

// soundOnly says whether an item has no picture.
func (p *reader) soundOnly(e *xmltree.Elem) bool {
	switch e.Name {
	case "audio":
		return true
	case "asset-clip":
		a := p.resources[e.Attr("ref")]
		return e.Attr("srcEnable") == "audio" || a != nil && a.Attr("hasVideo") != "1" && a.Attr("hasAudio") == "1"
	case "clip", "sync-clip":
		sound := false
		for _, c := range e.Children {
			switch c.Name {
			case "video", "title", "ref-clip", "mc-clip", "spine", "clip":
				return false
			case "asset-clip":
				if !p.soundOnly(c) {
					return false
				}
				sound = true
			case "audio":
				sound = true
			}
		}
		return sound
	}
	return e.Attr("srcEnable") == "audio"
}

// node makes the node of an item, without place and length. start is where it begins on its own clock; where the clip is a
// window on something with another clock, it becomes that clock's.
func (p *reader) node(e *xmltree.Elem, start *float64) *timeline.Node {
	n := &timeline.Node{Kind: timeline.Clip}
	switch e.Name {
	case "gap":
		n.Kind = timeline.Gap
		*start = 0
	case "title":
		n.Show(timeline.Media{Schema: timeline.GeneratorReference, Generator: "title", Name: p.resources[e.Attr("ref")].Attr("name")})
	case "asset-clip":
		n.Show(p.asset(e.Attr("ref"), e))
	case "video", "audio":
		n.Show(p.asset(e.Attr("ref"), e))
	case "ref-clip":
		return p.compound(e)
	case "mc-clip":
		return p.multicam(e)
	case "clip", "sync-clip":
		return p.wrapped(e, start)
	}
	return n
}

// asset is the media of a resource: a file, or what an effect generates.
func (p *reader) asset(id string, e *xmltree.Elem) timeline.Media {
	a := p.resources[id]
	if a == nil {
		p.find(timeline.Doubtful, e, "%q shows resource %q, which the file does not have", e.Attr("name"), id)
		return timeline.Media{Schema: timeline.MissingReference}
	}
	if a.Name == "effect" {
		return timeline.Media{Schema: timeline.GeneratorReference, Generator: a.Attr("name"), Name: a.Attr("name")}
	}
	m := timeline.Media{Schema: timeline.MissingReference, Name: a.Attr("name"), URL: a.Attr("src")}
	for _, rep := range a.All("media-rep") {
		if m.URL == "" || rep.Attr("kind") == "original-media" {
			m.URL = rep.Attr("src")
		}
	}
	if m.URL != "" {
		m.Schema = timeline.ExternalReference
	}
	r := p.rateOf(a.Attr("format"), p.rate)
	from, ok1 := seconds(a.Attr("start"))
	length, ok2 := seconds(a.Attr("duration"))
	if ok1 && ok2 && length > 0 {
		f := timeline.Float(r)
		m.Available = &timeline.Range{Start: timeline.Time{Value: framesAt(from, r), Rate: f},
			Duration: timeline.Time{Value: framesAt(length, r), Rate: f}}
	}
	m.Metadata = p.once(a, func() any {
		return map[string]any{"uid": a.Attr("uid"), "hasVideo": a.Attr("hasVideo"), "hasAudio": a.Attr("hasAudio"),
			"audioChannels": a.Attr("audioChannels"), "audioRate": a.Attr("audioRate")}
	})
	return m
}

// compound is a compound clip: a stack of the tracks of its sequence.
func (p *reader) compound(e *xmltree.Elem) *timeline.Node {
	n := &timeline.Node{Kind: timeline.Stack}
	m := p.resources[e.Attr("ref")]
	s := m.Get("sequence")
	if s == nil {
		p.find(timeline.Doubtful, e, "compound clip %q shows resource %q, which has no sequence", e.Attr("name"), e.Attr("ref"))
		return n
	}
	if p.nested >= maxNested || p.open[e.Attr("ref")] {
		p.find(timeline.Wrong, e, "compound clip %q holds itself, or nests deeper than %d; left empty", e.Attr("name"), maxNested)
		return n
	}
	p.nested++
	p.open[e.Attr("ref")] = true
	defer func() { p.nested--; delete(p.open, e.Attr("ref")) }()
	n.Children = p.sequence(s)
	return n
}

// multicam is a multicam clip: a stack of its angles, of which those that are not shown or heard are switched off.
func (p *reader) multicam(e *xmltree.Elem) *timeline.Node {
	n := &timeline.Node{Kind: timeline.Stack}
	mc := p.resources[e.Attr("ref")].Get("multicam")
	if mc == nil {
		p.find(timeline.Doubtful, e, "multicam clip %q shows resource %q, which has no angles", e.Attr("name"), e.Attr("ref"))
		return n
	}
	if p.nested >= maxNested || p.open[e.Attr("ref")] {
		p.find(timeline.Wrong, e, "multicam clip %q holds itself, or nests deeper than %d; left empty", e.Attr("name"), maxNested)
		return n
	}
	p.nested++
	p.open[e.Attr("ref")] = true
	defer func() { p.nested--; delete(p.open, e.Attr("ref")) }()
	used := map[string]bool{}
	for _, s := range e.All("mc-source") {
		if s.Attr("srcEnable") != "none" {
			used[s.Attr("angleID")] = true
		}
	}
	outer := p.rate
	p.rate = p.rateOf(mc.Attr("format"), p.rate)
	for i, angle := range mc.All("mc-angle") {
		l := &layer{}
		start := p.time(mc, "tcStart")
		p.spine(angle, l, 0, -start, start)
		for _, t := range p.tracks(l) {
			t.Name = angle.Attr("name")
			t.Disabled = len(used) > 0 && !used[angle.Attr("angleID")] || len(used) == 0 && i > 0
			n.Children = append(n.Children, t)
		}
	}
	p.rate = outer
	return n
}

// wrapped is a clip that holds what it shows. One that holds one thing is that thing with the clip's name; one that holds
// several, such as a synchronised clip, is a stack.
func (p *reader) wrapped(e *xmltree.Elem, start *float64) *timeline.Node {
	var inside []*xmltree.Elem
	for _, c := range e.Children {
		switch c.Name {
		case "video", "audio", "title", "asset-clip", "clip", "ref-clip", "mc-clip", "sync-clip", "gap":
			if c.Attr("lane") == "" || e.Name == "sync-clip" && p.content(e, c) {
				inside = append(inside, c)
			}
		case "spine":
			if c.Attr("lane") == "" {
				inside = append(inside, c)
			}
		}
	}
	if len(inside) == 1 && (inside[0].Name == "video" || inside[0].Name == "audio" || inside[0].Name == "asset-clip") {
		c := inside[0]
		n := &timeline.Node{Kind: timeline.Clip}
		n.Show(p.asset(c.Attr("ref"), c))
		if c.Attr("start") != "" || c.Attr("offset") != "" {
			*start += p.time(c, "start") - p.time(c, "offset")
		}
		return n
	}
	n := &timeline.Node{Kind: timeline.Stack}
	if p.nested >= maxNested {
		p.find(timeline.Wrong, e, "clip %q nests deeper than %d; left empty", e.Attr("name"), maxNested)
		return n
	}
	p.nested++
	defer func() { p.nested-- }()
	l := &layer{}
	for _, c := range inside {
		at := 0.0
		if c.Attr("offset") != "" {
			at = p.time(c, "offset")
		}
		p.item(c, l, number(c.Attr("lane")), at)
	}
	first := 0.0
	for i, x := range l.all { // the clip's clock may begin anywhere; its stack begins with its first item
		if i == 0 || x.at < first {
			first = x.at
		}
	}
	for i := range l.all {
		l.all[i].at -= first
	}
	*start -= first
	n.Children = p.tracks(l)
	return n
}

// audition lays the pick of an audition, its first clip, and keeps the others' names.
func (p *reader) audition(e *xmltree.Elem, l *layer, lane int, at float64) float64 {
	var pick *xmltree.Elem
	var others []string
	for _, c := range e.Children {
		switch c.Name {
		case "asset-clip", "clip", "video", "audio", "title", "ref-clip", "sync-clip", "mc-clip":
			if pick == nil {
				pick = c
			} else {
				others = append(others, c.Attr("name"))
			}
		}
	}
	if pick == nil {
		return 0
	}
	before := len(l.all)
	length := p.item(pick, l, lane, at)
	if len(l.all) > before {
		n := l.all[before].node
		n.Metadata = n.Metadata.With("audition", others)
	}
	return length
}

// said is what an element says beyond the model: its attributes, roles, notes and keywords.
func said(e *xmltree.Elem) map[string]any {
	out := map[string]any{}
	for _, a := range e.Attrs {
		switch a.Name.Local {
		case "name", "offset", "start", "duration", "enabled", "lane":
		default:
			out[a.Name.Local] = a.Value
		}
	}
	var keywords []string
	for _, k := range e.All("keyword") {
		keywords = append(keywords, k.Attr("value"))
	}
	if keywords != nil {
		out["keywords"] = keywords
	}
	if note := e.Value("note"); note != "" {
		out["note"] = note
	}
	md := map[string]string{}
	for _, m := range e.Get("metadata").Kids() {
		if m.Name == "md" && m.Attr("value") != "" {
			md[m.Attr("key")] = m.Attr("value")
		}
	}
	if len(md) > 0 {
		out["metadata"] = md
	}
	var text []string
	for _, t := range e.All("text") {
		for _, s := range t.All("text-style") {
			text = append(text, s.Text)
		}
	}
	if text != nil {
		out["text"] = text
	}
	out["element"] = e.Name
	return out
}

// markers reads the markers of an element; they are counted on its clock, which is by so much before its source's.
func (p *reader) markers(e *xmltree.Elem, by float64) []*timeline.Marker {
	var out []*timeline.Marker
	f := timeline.Float(p.rate)
	for _, c := range e.Children {
		if c.Name != "marker" && c.Name != "chapter-marker" {
			continue
		}
		m := &timeline.Marker{Name: c.Attr("value"), Comment: c.Attr("note"), Color: "PURPLE"}
		switch {
		case c.Name == "chapter-marker":
			m.Color = "ORANGE"
		case c.Attr("completed") == "0":
			m.Color = "RED"
		case c.Attr("completed") == "1":
			m.Color = "GREEN"
		}
		m.Range = timeline.Range{Start: timeline.Time{Value: p.time(c, "start") + by, Rate: f},
			Duration: timeline.Time{Value: p.time(c, "duration"), Rate: f}}
		out = append(out, m)
	}
	return out
}

// slope is the one speed of the points of a time map, if they lie on one line: to a thousandth of what is as shot.
func slope(points []*xmltree.Elem) (speed float64, ok bool) {
	var t0, v0 float64
	for i, p := range points {
		t, ok1 := seconds(p.Attr("time"))
		v, ok2 := seconds(p.Attr("value"))
		switch {
		case !ok1 || !ok2 || i > 0 && t <= t0:
			return 0, false
		case i == 0:
			t0, v0 = t, v
			continue
		}
		s := (v - v0) / (t - t0)
		if i == 1 {
			speed = s
		} else if math.Abs(s-speed) > 1e-3 {
			return 0, false
		}
	}
	return speed, len(points) > 1
}

// warp reads a time map. Points on one line are one speed; others are kept as an effect without a number.
func (p *reader) warp(e *xmltree.Elem, n *timeline.Node) {
	m := e.Get("timeMap")
	if m == nil {
		return
	}
	points := m.All("timept")
	if speed, ok := slope(points); ok {
		e := &timeline.Effect{Schema: timeline.LinearTimeWarp, Effect: timeline.LinearTimeWarp, Scalar: speed}
		if speed == 0 {
			e.Schema, e.Effect = timeline.FreezeFrame, timeline.FreezeFrame
		}
		n.Effects = append(n.Effects, e)
		return
	}
	p.find(timeline.Note, m, "%q changes its speed at %d points; kept as an effect without a speed", n.Name, len(points))
	n.Effects = append(n.Effects, &timeline.Effect{Schema: timeline.TimeEffect, Name: "timeMap",
		Metadata: p.once(m, func() any { return m.JSON() })})
}
