// Package aaf reads cuts from AAF files as Media Composer, Premiere and Resolve write them.
//
// Sources: AMWA's "AAF Object Specification" and "AAF Low-Level Container Specification". An AAF holds mobs: compositions,
// which are cuts; masters, which are clips; and sources, which are files and tapes. A cut is followed through them to where
// its media lies and to the timecode it was shot with. Media within the file is not read, and AAF is not written.
package aaf

import (
	"fmt"
	"io"

	"backlot/film/timeline"
)

// Read reads a file: a timeline, or a collection where the file has several cuts or none.
func Read(r io.Reader) (*timeline.Node, []timeline.Finding, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, err
	}
	return Parse(b)
}

// Parse is Read of bytes.
func Parse(b []byte) (*timeline.Node, []timeline.Finding, error) {
	c, err := open(b)
	if err == nil {
		err = c.load()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("AAF: %w", err)
	}
	n, findings := c.read()
	return n, findings, nil
}

// read reads the cuts of a file whose objects are open.
func (c *container) read() (*timeline.Node, []timeline.Finding) {
	p := &reader{c: c, about: map[*timeline.Node]facts{}, mobs: map[*object]*timeline.Node{}, said: map[string]bool{}}
	out := &timeline.Node{Kind: timeline.Collection, Name: "list"}
	for _, mob := range c.cuts() {
		n := *p.mob(mob)
		n.Tracks = p.clone(n.Tracks)
		p.root = n.Tracks
		p.simplify(n.Tracks, nil)
		trimMarkers(n.Tracks)
		out.Children = append(out.Children, &n)
	}
	if len(out.Children) == 1 {
		return out.Children[0], p.findings
	}
	if len(out.Children) == 0 {
		p.find(timeline.Doubtful, "", "no cut in it: neither compositions nor master clips")
	}
	return out, p.findings
}

// cuts are the mobs that are cuts: the compositions at the top, else all compositions, else the master clips.
func (c *container) cuts() []*object {
	var top, compositions, masters []*object
	for _, m := range c.mobsInOrder() {
		switch m.class {
		case classCompositionMob:
			compositions = append(compositions, m)
			if u := m.props[pidUsage].data; len(u) == 16 && u[3] == 0x0d && u[0] == 0x02 && u[7] == 0x07 {
				top = append(top, m)
			}
		case classMasterMob:
			masters = append(masters, m)
		}
	}
	for _, found := range [][]*object{top, compositions} {
		if len(found) > 0 {
			return found
		}
	}
	return masters
}

// facts are what a node's object says beyond the model.
type facts struct {
	slot, track int64  // of a track: its slot, and its number, by which markers and clips find it
	kind        string // of what it is, picture or sound, for a track to be made of it
	kept        bool   // the node has comments of its own, and is not taken out as saying nothing
}

// maxNodes and maxDepth bound what mobs and segments that hold each other may unfold to.
const (
	maxNodes = 200_000
	maxDepth = 200
)

type reader struct {
	c        *container
	about    map[*timeline.Node]facts
	mobs     map[*object]*timeline.Node // those that were read; nil while one is being read
	root     *timeline.Node             // the stack of the cut that is being simplified
	waiting  []waiting                  // markers of the mob that is being read
	said     map[string]bool            // findings that are said once
	nodes    int
	depth    int
	findings []timeline.Finding
}

func (p *reader) find(level timeline.Level, place, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: level, Place: place, Text: fmt.Sprintf(format, args...)})
}

// full counts nodes, and says when there are too many or they nest too deep.
func (p *reader) full() bool {
	if p.nodes++; p.nodes <= maxNodes && p.depth <= maxDepth {
		return false
	}
	if !p.said["full"] {
		p.said["full"] = true
		p.find(timeline.Wrong, "", "segments nest too deep or unfold to too many; what is beyond is left out")
	}
	return true
}

// where is what a segment stands in.
type where struct {
	rate   float64
	slot   *object // the timeline slot around it
	event  *object // the event slot around it
	scope  bool    // directly in a nested scope
	number int64   // its number there, from 1
}

// mob is the timeline of a composition or of a master clip, read once. It is nil for a mob that holds itself.
func (p *reader) mob(m *object) *timeline.Node {
	if n, ok := p.mobs[m]; ok {
		return n
	}
	p.mobs[m] = nil
	outer := p.waiting
	p.waiting = nil
	n := timeline.New(m.text(pidMobName))
	if n.Name == "" {
		n.Name = classNames[m.class]
	}
	said := comments(m.all(pidMobUser))
	if m.class == classMasterMob {
		p.master(n, m, said)
	} else {
		p.composition(n, m)
		p.about[n] = facts{kept: len(said) > 0}
	}
	p.attachMarkers(n)
	n.Metadata = timeline.Raw(nil).With("AAF", map[string]any{"Name": m.text(pidMobName), "MobID": mobID(m.props[pidMobID].data),
		"UserComments": said})
	p.waiting = outer
	p.mobs[m] = n
	return n
}

func (p *reader) composition(n *timeline.Node, m *object) {
	for _, slot := range m.all(pidSlots) {
		n.Tracks.Children = append(n.Tracks.Children, p.slot(slot))
	}
	if tc := startOf(m); tc != nil {
		n.Start = &tc.Start
	}
}

// slot is a track of its segment.
func (p *reader) slot(slot *object) *timeline.Node {
	w := where{slot: slot, rate: rational(slot.props[pidEditRate].data)}
	if slot.class == classEventSlot {
		w.event, w.rate = slot, rational(slot.props[pidEventRate].data)
	}
	seg := slot.one(pidSegment)
	t := &timeline.Node{Kind: timeline.Track, Name: slot.text(pidSlotName), TrackKind: p.kind(seg)}
	if t.Name == "" {
		t.Name = classNames[slot.class]
	}
	p.about[t] = slotFacts(slot, t.TrackKind)
	if seg != nil && seg.class == classSequence {
		p.components(t, seg, w)
		return t
	}
	if child := p.segment(seg, w); child != nil {
		t.Children = append(t.Children, child)
	}
	return t
}

func slotFacts(slot *object, kind string) facts {
	f := facts{kind: kind}
	f.slot, _ = slot.int(pidSlotID)
	f.track, _ = slot.int(pidNum)
	return f
}

func span(start, length int64, rate float64) *timeline.Range {
	return &timeline.Range{Start: timeline.Time{Value: float64(start), Rate: rate}, Duration: timeline.Time{Value: float64(length), Rate: rate}}
}

// components puts the components of a sequence onto a track.
func (p *reader) components(t *timeline.Node, seq *object, w where) {
	w.scope = false
	for _, c := range seq.all(pidComponents) {
		if child := p.segment(c, w); child != nil {
			t.Children = append(t.Children, child)
		}
	}
	fixTransitions(t)
}

// segment is the node of a segment, or nil for what is no part of a cut.
func (p *reader) segment(o *object, w where) *timeline.Node {
	if o == nil || p.full() {
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	n := p.node(o, w)
	if n != nil {
		f := p.about[n]
		f.kind = p.kind(o)
		p.about[n] = f
	}
	return n
}

func (p *reader) node(o *object, w where) *timeline.Node {
	length, _ := o.int(pidLength)
	switch o.class {
	case classSourceClip:
		return p.clip(o, w)
	case classTransition:
		cut, _ := o.int(pidCutPoint)
		return &timeline.Node{Kind: timeline.Transition, Name: "Transition", Shape: "SMPTE_Dissolve",
			InOffset:  timeline.Time{Value: float64(cut), Rate: w.rate},
			OutOffset: timeline.Time{Value: float64(length - cut), Rate: w.rate}}
	case classFiller, classScopeReference:
		return &timeline.Node{Kind: timeline.Gap, Name: classNames[o.class], Source: span(0, length, w.rate)}
	case classNestedScope:
		n := &timeline.Node{Kind: timeline.Stack, Name: classNames[o.class]}
		for i, s := range o.all(pidScopeSlots) {
			w.scope, w.number = true, int64(i+1)
			if child := p.segment(s, w); child != nil {
				n.Children = append(n.Children, child)
			}
		}
		return n
	case classSequence:
		t := &timeline.Node{Kind: timeline.Track, Name: classNames[o.class], TrackKind: p.kind(o)}
		if w.scope {
			f := facts{track: w.number}
			f.slot, _ = w.slot.int(pidSlotID)
			p.about[t] = f
		}
		p.components(t, o, w)
		return t
	case classOperationGroup:
		return p.operation(o, length, w)
	case classSelector:
		return p.selector(o, w)
	case classDescriptive, classCommentMarker:
		p.marker(o, w)
	case classEssenceGroup: // the same picture in several qualities
		return p.segment(o.one(pidChoices), w)
	}
	return nil
}

// selector is a choice: what is selected, or, where that is nothing, the one alternative, switched off.
func (p *reader) selector(o *object, w where) *timeline.Node {
	w.scope = false
	selected, others := o.one(pidSelected), o.all(pidAlternates)
	if selected != nil && (selected.class == classFiller || selected.class == classScopeReference) && len(others) > 0 {
		n := p.segment(others[0], w)
		if n != nil {
			n.Disabled = true
		}
		return n
	}
	return p.segment(selected, w)
}

// clip is a source clip of a cut: the track that it shows of a master clip, or of another composition, from its start on
// and as long as it says. What it shows may not be in the file; then it is a gap.
func (p *reader) clip(o *object, w where) *timeline.Node {
	start, _ := o.int(pidStartTime)
	length, _ := o.int(pidLength)
	mob := p.behind(o)
	name := "SourceClip Missing Mob"
	if mob != nil {
		if name = mob.text(pidMobName); name == "" {
			name = "Untitled SourceClip"
		}
	}
	var from *timeline.Node
	if mob != nil && (mob.class == classMasterMob || mob.class == classCompositionMob) {
		from = p.mob(mob)
	}
	shown := p.shown(from, o)
	if shown == nil {
		if !p.said[name] {
			p.said[name] = true
			p.find(timeline.Doubtful, name, "a clip shows what is not in the file; it is a gap")
		}
		return &timeline.Node{Kind: timeline.Gap, Name: name, Source: span(0, length, w.rate)}
	}
	if shown.Name == "" {
		shown.Name = name
	}
	if mob.class == classMasterMob {
		shown.Source = span(start, length, w.rate)
		return shown
	}
	n := &timeline.Node{Kind: timeline.Stack, Name: from.Name, Source: span(start, length, w.rate), Metadata: from.Metadata,
		Children: []*timeline.Node{shown}}
	p.about[n] = facts{kept: p.about[from].kept}
	return n
}

// shown is a copy of the track of a mob that a source clip shows, or nil.
func (p *reader) shown(from *timeline.Node, o *object) *timeline.Node {
	if from == nil {
		return nil
	}
	want, _ := o.int(pidSourceSlot)
	for _, t := range from.Tracks.Children {
		if p.about[t].slot == want {
			return p.clone(t)
		}
	}
	return nil
}

// clone copies a node with all that is in it. The copy is found by no marker: those of its mob are on it already.
func (p *reader) clone(n *timeline.Node) *timeline.Node {
	c := *n
	c.Effects = append([]*timeline.Effect(nil), n.Effects...)
	c.Markers = append([]*timeline.Marker(nil), n.Markers...)
	c.Children = make([]*timeline.Node, 0, len(n.Children))
	for _, k := range n.Children {
		if p.full() {
			break
		}
		c.Children = append(c.Children, p.clone(k))
	}
	if f, ok := p.about[n]; ok {
		p.about[&c] = facts{kind: f.kind, kept: f.kept}
	}
	return &c
}
