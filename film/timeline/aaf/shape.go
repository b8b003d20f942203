package aaf

import (
	"encoding/binary"
	"math"
	"strings"

	"backlot/film/timeline"
)

// fixTransitions takes off clips what transitions take: in an AAF both clips of a transition are as long as it and overlap.
func fixTransitions(n *timeline.Node) {
	if n.Kind == timeline.Track {
		for i, c := range n.Children {
			if c.Kind == timeline.Transition {
				continue
			}
			if i > 0 && n.Children[i-1].Kind == timeline.Transition {
				shorten(c, n.Children[i-1].InOffset, timeline.Time{})
			}
			if i+1 < len(n.Children) && n.Children[i+1].Kind == timeline.Transition {
				shorten(c, timeline.Time{}, n.Children[i+1].OutOffset)
			}
		}
	}
	for _, c := range n.Children {
		fixTransitions(c)
	}
}

func shorten(n *timeline.Node, head, tail timeline.Time) {
	r := n.Trimmed()
	if r == nil {
		return
	}
	s := *r
	s.Start = s.Start.Add(head)
	s.Duration = s.Duration.Sub(head).Sub(tail)
	n.Source = &s
}

// marker keeps a marker until the cut is whole.
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
	m := &timeline.Marker{Name: o.text(pidComment), Range: *p.span(position, length, rate), Color: "RED"}
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

// nearest is the name of a colour of three numbers of 16 bits.
func nearest(b []byte) string {
	if len(b) < 6 {
		return "RED"
	}
	le := binary.LittleEndian
	r, g, u := float64(le.Uint16(b))/65535, float64(le.Uint16(b[2:]))/65535, float64(le.Uint16(b[4:]))/65535
	high, low := max(r, g, u), min(r, g, u)
	light := (high + low) / 2
	if high-low < 0.1 {
		if light > 0.65 {
			return "WHITE"
		}
		return "BLACK"
	}
	hue := 0.0
	switch high {
	case r:
		hue = math.Mod((g-u)/(high-low)+6, 6) / 6
	case g:
		hue = ((u-r)/(high-low) + 2) / 6
	default:
		hue = ((r-g)/(high-low) + 4) / 6
	}
	for _, c := range []struct {
		to   float64
		name string
	}{{0.04, "RED"}, {0.13, "ORANGE"}, {0.2, "YELLOW"}, {0.43, "GREEN"}, {0.52, "CYAN"}, {0.74, "BLUE"}, {0.82, "PURPLE"}, {0.93, "MAGENTA"}} {
		if hue <= c.to {
			return c.name
		}
	}
	return "RED"
}

// attachMarkers puts markers onto the clips they stand over, in those clips' own time. One whose track is not in the file,
// or is of timecode, stands on the cut.
func (p *reader) attachMarkers(n *timeline.Node) {
	tracks := map[facts]*timeline.Node{}
	n.Tracks.Walk(func(t *timeline.Node) bool {
		if f, ok := p.about[t]; ok && t.Kind == timeline.Track && !strings.HasPrefix(t.TrackKind, "AAF_") {
			tracks[f] = t
		}
		return true
	})
	for _, w := range p.waiting {
		t := tracks[facts{w.slot, w.track}]
		if t == nil {
			n.Tracks.Markers = append(n.Tracks.Markers, w.marker)
			continue
		}
		target, at := deepest(t, w.marker.Range.Start.Value)
		w.marker.Range.Start.Value = at
		target.Markers = append(target.Markers, w.marker)
	}
}

// deepest is the innermost node of a track at a time, and that time on its own clock. Beyond the end it is the track.
func deepest(t *timeline.Node, at float64) (*timeline.Node, float64) {
	pos := 0.0
	for _, c := range t.Children {
		if c.Kind == timeline.Transition {
			continue
		}
		if t.Kind == timeline.Stack {
			pos = 0
		}
		r := c.Trimmed()
		if r == nil {
			continue
		}
		if at < pos+r.Duration.Value {
			local := at - pos + r.Start.Value
			if c.Kind == timeline.Track || c.Kind == timeline.Stack {
				return deepest(c, local)
			}
			return c, local
		}
		pos += r.Duration.Value
	}
	return t, at
}

// simplify takes out the containers that say nothing: an AAF wraps everything in several. parent is nil for the stack of
// the cut.
func simplify(n, parent *timeline.Node) *timeline.Node {
	if n.Kind != timeline.Stack && n.Kind != timeline.Track {
		return n
	}
	for i, c := range n.Children {
		n.Children[i] = simplify(c, n)
	}
	if n.Kind == timeline.Stack {
		flatten(n)
	}
	if len(n.Children) != 1 || parent == nil {
		return n
	}
	only := n.Children[0]
	top := n.Kind == timeline.Track && parent.Name == "tracks" && parent.Kind == timeline.Stack
	if top && only.Kind != timeline.Track || only.Kind == timeline.Transition {
		return n
	}
	return merged(n, only)
}

// merged is the only child of a container with what the container said about it.
func merged(n, only *timeline.Node) *timeline.Node {
	if n.Disabled {
		only.Disabled = true
	}
	only.Markers = append(only.Markers, n.Markers...)
	only.Effects = append(only.Effects, n.Effects...)
	if n.Source == nil {
		return only
	}
	start := timeline.Time{Rate: n.Source.Start.Rate}
	if r := only.Trimmed(); r != nil {
		start = r.Start
	}
	only.Source = &timeline.Range{Start: start.Add(n.Source.Start), Duration: n.Source.Duration}
	return only
}

// flatten drops what is empty from a stack, and pulls up the children of stacks within it.
func flatten(n *timeline.Node) {
	var out []*timeline.Node
	for _, c := range n.Children {
		if !worth(c) {
			continue
		}
		inner := c
		if c.Kind == timeline.Track && len(c.Children) == 1 && c.Children[0].Kind == timeline.Stack && len(c.Children[0].Children) > 0 &&
			c.Children[0].Children[0].Kind == timeline.Track {
			inner = c.Children[0]
		}
		if len(c.Effects) > 0 || inner.Kind != timeline.Stack || len(inner.Effects) > 0 {
			out = append(out, c)
			continue
		}
		out = append(out, inner.Children...)
		n.Markers = append(n.Markers, inner.Markers...)
	}
	n.Children = out
}

// worth says whether there is anything in a node.
func worth(n *timeline.Node) bool {
	if len(n.Effects) > 0 || len(n.Markers) > 0 {
		return true
	}
	switch n.Kind {
	case timeline.Track, timeline.Stack:
		for _, c := range n.Children {
			if worth(c) {
				return true
			}
		}
		return false
	case timeline.Gap:
		return false
	}
	return true
}

// wrap puts what stands in the stack of a cut without a track onto one of its name.
func (p *reader) wrap(stack *timeline.Node) {
	for i, c := range stack.Children {
		if c.Kind != timeline.Track {
			stack.Children[i] = &timeline.Node{Kind: timeline.Track, Name: c.Name, TrackKind: timeline.Video, Children: []*timeline.Node{c}}
		}
	}
}
