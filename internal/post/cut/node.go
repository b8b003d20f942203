package cut

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// cut is a timeline read once: its records in order, and the same as film/timeline knows it.
type cut struct {
	id     graph.ID
	line   production.Timeline
	tracks []track
	node   *timeline.Node
	of     map[*timeline.Node]graph.ID // the item each clip of node is made from
	base   timecode.Base
	items  map[graph.ID]item
}

type track struct {
	id graph.ID
	production.TimelineTrack
	label string // V1, A2: kind and number from the bottom
	items []item
}

type item struct {
	id graph.ID
	production.TimelineItem
	track string // label of its track
}

func (i item) end() int64 { return i.StartFrames + i.LengthFrames }

// picture reports whether a track is seen, not heard.
func (t track) picture() bool {
	return t.Type == "video" || t.Type == "title" || t.Type == "subtitle"
}

// read reads a timeline as the view knows it.
func read(v graph.View, id graph.ID) (*cut, error) {
	line, ok := graph.Get[production.Timeline](v, id)
	if !ok {
		return nil, fault.New(fault.NotFound, "no cut %s", id)
	}
	c := &cut{id: id, line: line, of: map[*timeline.Node]graph.ID{}, items: map[graph.ID]item{}}
	c.base = base(line)
	for t, rec := range graph.Referring[production.TimelineTrack](v, id, "timeline") {
		c.tracks = append(c.tracks, track{id: t, TimelineTrack: rec})
	}
	slices.SortStableFunc(c.tracks, func(a, b track) int {
		if a.picture() != b.picture() {
			if a.picture() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Order, b.Order)
	})
	video, audio := 0, 0
	for i := range c.tracks {
		t := &c.tracks[i]
		if t.picture() {
			video++
			t.label = label("V", video)
		} else {
			audio++
			t.label = label("A", audio)
		}
		for n, rec := range graph.Referring[production.TimelineItem](v, t.id, "track") {
			one := item{n, rec, t.label}
			t.items = append(t.items, one)
			c.items[n] = one
		}
		slices.SortStableFunc(t.items, func(a, b item) int { return cmp.Compare(a.StartFrames, b.StartFrames) })
	}
	c.build(v)
	return c, nil
}

func label(kind string, n int) string { return kind + string(appendInt(nil, n)) }

func appendInt(b []byte, n int) []byte {
	if n >= 10 {
		b = appendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

// base counts the codes of a timeline; a rate that has no codes counts at 24.
func base(line production.Timeline) timecode.Base {
	b, err := timecode.Of(line.Rate, line.DropFrame)
	if err != nil {
		b, _ = timecode.Of(rate.R24, false)
	}
	return b
}

// code is the timecode of a frame of the cut, counted from 0.
func (c *cut) code(frame int64) string { return c.base.Format(c.line.StartFrames + frame) }

// build makes the timeline of the records.
func (c *cut) build(v graph.View) {
	c.node = timeline.New(c.line.Name)
	start := timeline.Frames(c.line.StartFrames, c.line.Rate)
	c.node.Start = &start
	on := map[string]*timeline.Node{}
	for i := range c.tracks {
		t := &c.tracks[i]
		kind := timeline.Video
		if !t.picture() {
			kind = timeline.Audio
		}
		n := c.node.AddTrack(t.Name, kind)
		on[t.label] = n
		c.lay(v, n, t.items)
	}
	for _, m := range markersOf(v, c.id) {
		c.mark(on, m.Marker)
	}
}

// lay puts items on a track, with gaps between them. Of items that overlap, the later begins where the earlier ends.
func (c *cut) lay(v graph.View, n *timeline.Node, items []item) {
	at := int64(0)
	for _, it := range items {
		if it.Type == "gap" || it.Type == "transition" {
			continue
		}
		if gap := it.StartFrames - at; gap > 0 {
			n.Children = append(n.Children, &timeline.Node{Kind: timeline.Gap, Source: timeline.Between(0, gap, c.line.Rate)})
			at = it.StartFrames
		}
		length := it.end() - at
		if length <= 0 {
			continue
		}
		clip := c.clip(v, it, at-it.StartFrames, length)
		c.of[clip] = it.id
		n.Children = append(n.Children, clip)
		at += length
	}
	for _, it := range items {
		if it.Type == "transition" {
			dissolve(n, it, c.line.Rate)
		}
	}
}

// clip is an item without its first frames, as a clip of film/timeline.
func (c *cut) clip(v graph.View, it item, skip, length int64) *timeline.Node {
	n := &timeline.Node{Kind: timeline.Clip, Name: it.Name}
	src := it.SourceRate
	if src.IsZero() {
		src = c.line.Rate
	}
	n.Source = &timeline.Range{Start: timeline.Frames(it.SourceStartFrames+skip, src), Duration: timeline.Frames(length, c.line.Rate)}
	switch {
	case it.Freeze:
		n.Effects = []*timeline.Effect{{Schema: timeline.FreezeFrame, Effect: "FreezeFrame"}}
	case it.SpeedBP != 0 && it.SpeedBP != 10000:
		n.Effects = []*timeline.Effect{{Schema: timeline.LinearTimeWarp, Effect: "LinearTimeWarp", Scalar: float64(it.SpeedBP) / 10000}}
	}
	n.Show(mediumOf(v, it, src))
	if said := said(it); len(said) > 0 {
		n.Metadata = n.Metadata.With("cmx_3600", said)
	}
	return n
}

// said is what an edit list says of an item beside its places: its reel, its comments, and the name of a medium that is
// not known here.
func said(it item) map[string]any {
	out := map[string]any{}
	if it.Reel != "" {
		out["reel"] = it.Reel
	}
	if it.Note != "" {
		out["comments"] = strings.Split(it.Note, "\n")
	}
	if it.Clip.IsZero() && it.Media != "" && !strings.Contains(it.Media, "/") && !strings.HasPrefix(it.Media, "generated ") {
		out["source_file"] = it.Media
	}
	return out
}

// mediumOf is what an item shows: the clip's file, or what the list called it.
func mediumOf(v graph.View, it item, src rate.Rate) timeline.Media {
	if clip, ok := graph.Get[production.Clip](v, it.Clip.ID); ok {
		m := timeline.Media{Schema: timeline.ExternalReference, Name: clip.Name, URL: address(v, clip)}
		if !clip.Rate.IsZero() && clip.LengthFrames > 0 {
			from := clip.Rate.Convert(clip.TimecodeStartFrames, src)
			m.Available = timeline.Between(from, from+clip.Rate.Convert(clip.LengthFrames, src), src)
		}
		return m
	}
	switch {
	case strings.HasPrefix(it.Media, "generated "):
		what, _, _ := strings.Cut(strings.TrimPrefix(it.Media, "generated "), " ")
		return timeline.Media{Schema: timeline.GeneratorReference, Name: it.Name, Generator: what}
	case strings.Contains(it.Media, "/"):
		return timeline.Media{Schema: timeline.ExternalReference, Name: it.Name, URL: it.Media}
	}
	return timeline.Media{Schema: timeline.MissingReference, Name: it.Media}
}

// address is a clip's place on its card, the same on every machine.
func address(v graph.View, clip production.Clip) string {
	roll, _ := graph.Get[production.Roll](v, clip.Roll.ID)
	return path.Join(roll.Name, clip.Path, clip.Name)
}

// dissolve puts a transition between the clips it lies over.
func dissolve(n *timeline.Node, it item, r rate.Rate) {
	at := int64(0)
	for i, c := range n.Children {
		if c.Kind == timeline.Transition {
			continue
		}
		if at > it.StartFrames && at <= it.end() && i > 0 && n.Children[i-1].Kind != timeline.Transition {
			shape := cmp.Or(it.Name, "SMPTE_Dissolve")
			n.Children = slices.Insert(n.Children, i, &timeline.Node{Kind: timeline.Transition, Name: it.Name, Shape: shape,
				InOffset: timeline.Frames(at-it.StartFrames, r), OutOffset: timeline.Frames(it.end()-at, r)})
			return
		}
		at += c.Duration().FramesAt(r)
	}
}

// marker is a marker with its record's id.
type marker struct {
	id graph.ID
	production.Marker
}

// markersOf lists the markers of a timeline in order.
func markersOf(v graph.View, id graph.ID) []marker {
	var out []marker
	for m, rec := range graph.Referring[production.Marker](v, id, "timeline") {
		out = append(out, marker{m, rec})
	}
	slices.SortStableFunc(out, func(a, b marker) int { return cmp.Compare(a.AtFrames, b.AtFrames) })
	return out
}

// mark puts a marker onto the clip it stands on, or onto the whole.
func (c *cut) mark(on map[string]*timeline.Node, m production.Marker) {
	out := &timeline.Marker{Name: m.Text, Color: m.Color, Comment: m.Note}
	r := c.line.Rate
	if t := on[m.Track]; t != nil {
		at := int64(0)
		for _, n := range t.Children {
			if n.Kind == timeline.Transition {
				continue
			}
			length := n.Duration().FramesAt(r)
			if n.Kind == timeline.Clip && m.AtFrames >= at && m.AtFrames < at+length {
				speed := n.Speed()
				into := timeline.Frames(m.AtFrames-at, r).Rescale(n.Source.Start.Rate)
				if speed > 0 {
					into.Value *= speed
				}
				out.Range = timeline.Range{Start: n.Source.Start.Add(into), Duration: timeline.Frames(m.LengthFrames, r)}
				n.Markers = append(n.Markers, out)
				return
			}
			at += length
		}
	}
	out.Range = timeline.Range{Start: timeline.Frames(m.AtFrames, r), Duration: timeline.Frames(m.LengthFrames, r)}
	c.node.Tracks.Markers = append(c.node.Tracks.Markers, out)
}
