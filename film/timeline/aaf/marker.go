package aaf

import (
	"encoding/binary"
	"math"
	"strings"

	"backlot/film/timeline"
)

// waiting is a marker that is to be put where it belongs.
type waiting struct {
	marker      *timeline.Marker
	slot, track int64
}

// marker keeps a marker until its mob is whole.
func (p *reader) marker(o *object, w where) {
	if w.event == nil {
		return
	}
	wait := waiting{marker: p.note(o, w.rate), slot: -1}
	if d := o.props[pidDescribedSlots].data; len(d) >= 4 {
		wait.slot = int64(binary.LittleEndian.Uint32(d))
	}
	wait.track, _ = w.event.int(pidNum)
	p.waiting = append(p.waiting, wait)
}

// note is a marker with its name, place and colour.
func (p *reader) note(o *object, rate float64) *timeline.Marker {
	position, _ := o.int(pidPosition)
	length, ok := o.int(pidLength)
	if !ok {
		length = 1
	}
	m := &timeline.Marker{Name: o.text(pidComment), Range: *span(position, length, rate), Color: "RED"}
	attributes := map[string]any{}
	if pid, ok := o.named("CommentMarkerAttributeList"); ok {
		attributes = comments(o.all(pid))
	}
	if name, _ := attributes["_ATN_CRM_COLOR"].(string); colors[strings.ToUpper(name)] {
		m.Color = strings.ToUpper(name)
	} else if pid, ok := o.named("CommentMarkerColor"); ok {
		m.Color = nearest(o.props[pid].data)
	}
	m.Metadata = timeline.Raw(nil).With("AAF", map[string]any{"CommentMarkerAttributeList": attributes})
	return m
}

var colors = map[string]bool{"PINK": true, "RED": true, "ORANGE": true, "YELLOW": true, "GREEN": true, "CYAN": true, "BLUE": true,
	"PURPLE": true, "MAGENTA": true, "BLACK": true, "WHITE": true}

// hues are the colours of markers around the circle, each up to a part of it.
var hues = []struct {
	to   float64
	name string
}{{0.04, "RED"}, {0.13, "ORANGE"}, {0.2, "YELLOW"}, {0.43, "GREEN"}, {0.52, "CYAN"}, {0.74, "BLUE"}, {0.82, "PURPLE"}, {0.93, "MAGENTA"}}

// nearest is the name of a colour of three numbers of 16 bits. The bounds are those of OpenTimelineIO's reader, so that a
// marker has the same colour in both.
func nearest(b []byte) string {
	if len(b) < 6 {
		return "RED"
	}
	le := binary.LittleEndian
	r, g, u := float64(le.Uint16(b))/65535, float64(le.Uint16(b[2:]))/65535, float64(le.Uint16(b[4:]))/65535
	high, low := max(r, g, u), min(r, g, u)
	light, spread := (high+low)/2, high-low
	grey := spread == 0
	if !grey {
		grey = spread/min(high+low, 2-high-low) < 0.2 // the saturation
	}
	switch {
	case high == 1 && low == 0 && (r+g+u) == 1: // a pure colour, light as its half
	case grey && light > 0.65, light > 0.9:
		return "WHITE"
	case grey, light < 0.13:
		return "BLACK"
	}
	hue := hueOf(r, g, u, high, spread)
	name := "RED"
	for _, c := range hues {
		if hue <= c.to {
			name = c.name
			break
		}
	}
	switch {
	case name == "RED" && light > 0.53:
		return "PINK"
	case name == "MAGENTA" && hue < 0.89 && light < 0.42:
		return "PURPLE"
	}
	return name
}

// hueOf is where a colour stands on the circle, from 0 to 1; red is 0.
func hueOf(r, g, u, high, spread float64) float64 {
	switch high {
	case r:
		return math.Mod((g-u)/spread+6, 6) / 6
	case g:
		return ((u-r)/spread + 2) / 6
	}
	return ((r-g)/spread + 4) / 6
}

// attachMarkers puts markers onto the clips they stand over, in those clips' own time. One whose track is not in the mob,
// or is of timecode, stands on the mob.
func (p *reader) attachMarkers(n *timeline.Node) {
	if len(p.waiting) == 0 {
		return
	}
	type key struct{ slot, track int64 }
	tracks := map[key]*timeline.Node{}
	n.Tracks.Walk(func(t *timeline.Node) bool {
		if f, ok := p.about[t]; ok && f.slot > 0 && t.Kind == timeline.Track && !strings.HasPrefix(t.TrackKind, "AAF_") {
			tracks[key{f.slot, f.track}] = t
		}
		return true
	})
	for _, w := range p.waiting {
		t := tracks[key{w.slot, w.track}]
		if t == nil {
			n.Tracks.Markers = append(n.Tracks.Markers, w.marker)
			continue
		}
		target, at := deepest(t, w.marker.Range.Start)
		w.marker.Range.Start = at
		target.Markers = append(target.Markers, w.marker)
	}
}

// deepest is the innermost node of a track at a time, and that time on its own clock. Beyond the end it is the track.
func deepest(t *timeline.Node, at timeline.Time) (*timeline.Node, timeline.Time) {
	pos := timeline.Time{Rate: at.Rate}
	for _, c := range t.Children {
		if c.Kind == timeline.Transition {
			continue
		}
		if t.Kind == timeline.Stack {
			pos = timeline.Time{Rate: at.Rate}
		}
		r := c.Trimmed()
		if r == nil {
			continue
		}
		end := sum(pos, r.Duration)
		if at.Seconds() < end.Seconds() {
			local := sum(less(at, pos), r.Start)
			if len(c.Children) > 0 {
				return deepest(c, local)
			}
			return c, local
		}
		pos = end
	}
	return t, at
}

// trimMarkers takes off clips the markers of their media that stand outside the part that is used.
func trimMarkers(n *timeline.Node) {
	n.Walk(func(c *timeline.Node) bool {
		if c.Kind == timeline.Clip && c.Source != nil {
			within(c)
		}
		return true
	})
}

func within(c *timeline.Node) {
	from, to := c.Source.Start.Seconds(), c.Source.End().Seconds()
	var kept []*timeline.Marker
	for _, m := range c.Markers {
		if s := m.Range.Start.Seconds(); s >= from-1e-6 && s < to-1e-6 {
			kept = append(kept, m)
		}
	}
	c.Markers = kept
}
