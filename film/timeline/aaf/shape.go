package aaf

import "backlot/film/timeline"

// fixTransitions takes off the clips of a track what transitions take: in an AAF both clips of a transition are as long as
// it and overlap.
func fixTransitions(t *timeline.Node) {
	for i, c := range t.Children {
		if c.Kind == timeline.Transition {
			continue
		}
		if i > 0 && t.Children[i-1].Kind == timeline.Transition {
			shorten(c, t.Children[i-1].InOffset, timeline.Time{})
		}
		if i+1 < len(t.Children) && t.Children[i+1].Kind == timeline.Transition {
			shorten(c, timeline.Time{}, t.Children[i+1].OutOffset)
		}
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

// simplify takes out the containers that say nothing, for an AAF wraps everything in several, and gives what is left of a
// node. parent is what it stands in, nil for the stack of the cut.
func (p *reader) simplify(n, parent *timeline.Node) *timeline.Node {
	if n.Kind != timeline.Stack && n.Kind != timeline.Track || len(n.Children) == 0 {
		return n
	}
	for i, c := range n.Children {
		n.Children[i] = p.simplify(c, n)
	}
	if n.Kind == timeline.Track {
		p.unroll(n)
	} else {
		p.flatten(n)
		p.tracks(n)
		p.crop(n)
	}
	if len(n.Children) != 1 || parent == nil || p.about[n].kept {
		return n
	}
	only := n.Children[0]
	top := n.Kind == timeline.Track && parent == p.root
	if top && only.Kind != timeline.Track || only.Kind == timeline.Transition {
		return n
	}
	return p.merged(n, only)
}

// merged is the only child of a container with what the container said about it.
func (p *reader) merged(n, only *timeline.Node) *timeline.Node {
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
	only.Source = &timeline.Range{Start: sum(start, n.Source.Start), Duration: n.Source.Duration}
	return only
}

// unroll puts the children of tracks within a track in their place, as far as those show them.
func (p *reader) unroll(t *timeline.Node) {
	var out []*timeline.Node
	for _, c := range t.Children {
		if c.Kind != timeline.Track || p.about[c].kept || len(c.Children) != 1 && (len(c.Effects) > 0 || hasTransition(c)) {
			out = append(out, c)
			continue
		}
		inner := c.Children
		if c.Source != nil {
			inner = trimmed(c.Children, *c.Source)
		}
		if len(inner) == 1 {
			inner[0].Effects = append(inner[0].Effects, c.Effects...)
			if c.Source != nil && inner[0].Source != nil && hasTimeEffect(inner[0]) {
				inner[0].Source = &timeline.Range{Start: inner[0].Source.Start, Duration: c.Source.Duration}
			}
		}
		for _, k := range inner {
			k.Disabled = k.Disabled || c.Disabled
		}
		t.Markers = append(t.Markers, c.Markers...)
		out = append(out, inner...)
	}
	t.Children = out
}

func hasTransition(t *timeline.Node) bool {
	for _, c := range t.Children {
		if c.Kind == timeline.Transition {
			return true
		}
	}
	return false
}

func hasTimeEffect(n *timeline.Node) bool {
	for _, e := range n.Effects {
		if e.Schema != timeline.PlainEffect {
			return true
		}
	}
	return false
}

// trimmed are the children of a track that a range of it shows, the first and last cut to it.
func trimmed(children []*timeline.Node, r timeline.Range) []*timeline.Node {
	from, to := r.Start, r.End()
	pos := timeline.Time{Rate: from.Rate}
	var out []*timeline.Node
	for _, c := range children {
		if c.Kind == timeline.Transition {
			if s := pos.Seconds(); s > from.Seconds() && s < to.Seconds() {
				out = append(out, c)
			}
			continue
		}
		used := c.Trimmed()
		if used == nil {
			out = append(out, c)
			continue
		}
		begin, end := pos, sum(pos, used.Duration)
		pos = end
		const frame = 1e-9
		if end.Seconds() <= from.Seconds()+frame || begin.Seconds() >= to.Seconds()-frame {
			continue
		}
		s := *used
		if head := less(from, begin); head.Seconds() > frame {
			s.Start, s.Duration = sum(s.Start, head), less(s.Duration, head)
		}
		if tail := less(end, to); tail.Seconds() > frame {
			s.Duration = less(s.Duration, tail)
		}
		if s != *used {
			c.Source = &s
		}
		out = append(out, c)
	}
	return out
}

// flatten drops what is empty from a stack, and pulls up the children of stacks within it.
func (p *reader) flatten(n *timeline.Node) {
	var out []*timeline.Node
	for _, c := range n.Children {
		if !p.worth(c) {
			continue
		}
		inner := c
		if c.Kind == timeline.Track && len(c.Children) == 1 && len(c.Effects) == 0 && !p.about[c].kept {
			inner = c.Children[0]
		}
		if inner.Kind != timeline.Stack || len(inner.Effects) > 0 || p.about[inner].kept || len(c.Effects) > 0 {
			out = append(out, c)
			continue
		}
		for _, k := range inner.Children {
			k.Disabled = k.Disabled || c.Disabled || inner.Disabled
		}
		out = append(out, inner.Children...)
		n.Markers = append(n.Markers, inner.Markers...)
	}
	n.Children = out
}

// worth says whether there is anything in a node.
func (p *reader) worth(n *timeline.Node) bool {
	if len(n.Effects) > 0 || len(n.Markers) > 0 || p.about[n].kept {
		return true
	}
	switch n.Kind {
	case timeline.Track, timeline.Stack:
		for _, c := range n.Children {
			if p.worth(c) {
				return true
			}
		}
		return false
	case timeline.Gap:
		return false
	}
	return true
}

// tracks puts what stands in a stack without a track onto one of its name.
func (p *reader) tracks(stack *timeline.Node) {
	for i, c := range stack.Children {
		if c.Kind == timeline.Track {
			continue
		}
		t := &timeline.Node{Kind: timeline.Track, Name: c.Name, TrackKind: timeline.Video, Children: []*timeline.Node{c}}
		if kind := p.about[c].kind; kind != "" {
			t.TrackKind = kind
		}
		stack.Children[i] = t
	}
}

// crop cuts the tracks of a stack to the part of it that is used, where no transition stands in the way.
func (p *reader) crop(stack *timeline.Node) {
	if stack.Source == nil {
		return
	}
	for _, t := range stack.Children {
		if hasTransition(t) {
			return
		}
	}
	for _, t := range stack.Children {
		t.Children = trimmed(t.Children, *stack.Source)
		for _, c := range t.Children {
			if c.Source != nil {
				within(c)
			}
		}
	}
	stack.Source = &timeline.Range{Start: timeline.Time{Rate: stack.Source.Duration.Rate}, Duration: stack.Source.Duration}
}
