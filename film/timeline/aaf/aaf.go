// Package aaf reads cuts from AAF files as Media Composer, Premiere and Resolve write them.
//
// Sources: AMWA's "AAF Object Specification" and "AAF Low-Level Container Specification". An AAF holds mobs: compositions,
// which are cuts; masters, which are clips; and sources, which are files and tapes. A cut is followed through them to where
// its media lies and to the timecode it was shot with. Media within the file is not read, and AAF is not written.
package aaf

import (
	"fmt"
	"io"
	"strings"

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
	p := &reader{c: c, about: map[*timeline.Node]facts{}}
	out := &timeline.Node{Kind: timeline.Collection, Name: "list"}
	for _, mob := range c.cuts() {
		n := p.mob(mob)
		fixTransitions(n.Tracks)
		p.attachMarkers(n)
		n.Tracks = simplify(n.Tracks, nil)
		p.wrap(n.Tracks)
		out.Children = append(out.Children, n)
	}
	if len(out.Children) == 1 {
		return out.Children[0], p.findings, nil
	}
	if len(out.Children) == 0 {
		p.find(timeline.Doubtful, "", "no cut in it: neither compositions nor master clips")
	}
	return out, p.findings, nil
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

// facts are what a node's object says that its markers are found by.
type facts struct {
	slot, track int64
}

// maxNodes and maxDepth bound what segments that hold each other may unfold to.
const (
	maxNodes = 200_000
	maxDepth = 200
)

type reader struct {
	c        *container
	about    map[*timeline.Node]facts
	waiting  []waiting
	nodes    int
	depth    int
	findings []timeline.Finding
}

// waiting is a marker that is to be put where it belongs.
type waiting struct {
	marker      *timeline.Marker
	slot, track int64
}

func (p *reader) find(level timeline.Level, place, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: level, Place: place, Text: fmt.Sprintf(format, args...)})
}

// where is what a segment stands in.
type where struct {
	rate   float64
	slot   *object // the timeline slot around it
	event  *object // the event slot around it
	scope  bool    // directly in a nested scope
	number int64   // its number there, from 1
	direct bool    // in a composition, not in the mobs behind it
}

func (p *reader) mob(m *object) *timeline.Node {
	n := timeline.New(m.text(pidMobName))
	n.Tracks.Name = "tracks"
	p.waiting = nil
	for _, slot := range m.all(pidSlots) {
		w := where{slot: slot, direct: m.class == classCompositionMob, rate: rational(slot.props[pidEditRate].data)}
		if slot.class == classEventSlot {
			w.event, w.rate = slot, rational(slot.props[pidEventRate].data)
		}
		t := p.slot(slot, w)
		n.Tracks.Children = append(n.Tracks.Children, t)
		if start := p.timecode(slot, w.rate); start != nil {
			n.Start = start
		}
	}
	n.Metadata = timeline.Raw(nil).With("AAF", map[string]any{"Name": m.text(pidMobName), "MobID": mobID(m.props[pidMobID].data),
		"UserComments": comments(m.all(pidMobUser))})
	return n
}

// slot is a track of its segment; the components of a sequence become its own.
func (p *reader) slot(slot *object, w where) *timeline.Node {
	t := &timeline.Node{Kind: timeline.Track, Name: slot.text(pidSlotName)}
	if t.Name == "" {
		t.Name = classNames[slot.class]
	}
	seg := slot.one(pidSegment)
	t.TrackKind = p.kind(seg)
	var f facts
	f.slot, _ = slot.int(pidSlotID)
	f.track, _ = slot.int(pidNum)
	p.about[t] = f
	if seg != nil && seg.class == classSequence {
		p.components(t, seg, w)
		return t
	}
	if child := p.segment(seg, w); child != nil {
		t.Children = append(t.Children, child)
	}
	return t
}

// kind is what a segment's data definition says it is.
func (p *reader) kind(seg *object) string {
	switch name := p.definition(seg); name {
	case "Picture", "LegacyPicture":
		return timeline.Video
	case "Sound", "SoundMasterTrack", "LegacySound":
		return timeline.Audio
	case "":
		return timeline.Video
	default:
		return "AAF_" + name
	}
}

// definition is the name of a segment's data definition.
func (p *reader) definition(seg *object) string {
	id := seg.weak(pidDataDef)
	if id == "" {
		return ""
	}
	if name := p.c.names[pidDataDefs][id]; name != "" {
		return strings.ReplaceAll(name, " ", "")
	}
	if id[3] == 0x01 && len(id) == 16 { // 01030202-0100 and -0200: picture and sound
		switch id[7] {
		case 0x01:
			return "Picture"
		case 0x02:
			return "Sound"
		}
	}
	return ""
}

// timecode is the frame that a cut begins at: the start of its first timecode track.
func (p *reader) timecode(slot *object, rate float64) *timeline.Time {
	seg := slot.one(pidSegment)
	if seg == nil || !strings.Contains(p.definition(seg), "Timecode") {
		return nil
	}
	if n, ok := slot.int(pidNum); !ok || n != 1 {
		return nil
	}
	tc := seg
	if seg.class == classSequence {
		tc = seg.one(pidComponents)
	}
	start, ok := tc.int(pidTCStart)
	if !ok {
		return nil
	}
	return &timeline.Time{Value: float64(start), Rate: rate}
}

func (p *reader) span(start, length int64, rate float64) *timeline.Range {
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
}

// segment is the node of a segment, or nil for what is no part of a cut.
func (p *reader) segment(o *object, w where) *timeline.Node {
	if o == nil {
		return nil
	}
	if p.nodes++; p.nodes > maxNodes || p.depth > maxDepth {
		if p.nodes == maxNodes+1 || p.depth > maxDepth {
			p.find(timeline.Wrong, "", "segments nest too deep or unfold to too many; what is beyond is left out")
		}
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
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
		return &timeline.Node{Kind: timeline.Gap, Name: classNames[o.class], Source: p.span(0, length, w.rate)}
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
	case classEssenceGroup:
		p.find(timeline.Doubtful, "", "a group of alternative media of %d frames; shown as a gap", length)
		return &timeline.Node{Kind: timeline.Gap, Name: classNames[o.class], Source: p.span(0, length, w.rate)}
	}
	return nil
}

// selector is a choice: what is selected, or, where that is nothing, the one alternative, switched off.
func (p *reader) selector(o *object, w where) *timeline.Node {
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
