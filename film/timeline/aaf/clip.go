package aaf

import (
	"encoding/binary"
	"fmt"
	"strings"

	"backlot/film/timeline"
)

// mobID writes a mob's identifier as the standard does, urn:smpte:umid:….
func mobID(b []byte) string {
	if len(b) != 32 {
		return ""
	}
	// the last half is a GUID, stored in the byte order of the machine
	m := append([]byte(nil), b...)
	le := binary.LittleEndian
	binary.BigEndian.PutUint32(m[16:], le.Uint32(b[16:]))
	binary.BigEndian.PutUint16(m[20:], le.Uint16(b[20:]))
	binary.BigEndian.PutUint16(m[22:], le.Uint16(b[22:]))
	var s []string
	for i := 0; i < 32; i += 4 {
		s = append(s, fmt.Sprintf("%x", m[i:i+4]))
	}
	return "urn:smpte:umid:" + strings.Join(s, ".")
}

// behind is the mob a source clip shows, or nil.
func (p *reader) behind(clip *object) *object {
	return p.c.mobs[string(clip.props[pidSourceID].data)]
}

// slotOf is the slot of a mob that a source clip shows.
func slotOf(mob, clip *object) *object {
	want, _ := clip.int(pidSourceSlot)
	for _, s := range mob.all(pidSlots) {
		if id, _ := s.int(pidSlotID); id == want {
			return s
		}
	}
	return nil
}

// chain follows a source clip through the mobs behind it: a master, a file, and the tape or the camera's file that has the
// timecode.
// The second list is where in each mob the first mob's zero lies.
func (p *reader) chain(clip *object) (mobs []*object, zero []int64) {
	at := int64(0)
	for range 50 { // chains are 3 to 6 long; what is longer goes in a circle
		mob := p.behind(clip)
		if mob == nil {
			break
		}
		mobs, zero = append(mobs, mob), append(zero, at)
		seg := slotOf(mob, clip).one(pidSegment)
		if seg != nil && seg.class == classSequence {
			start, _ := clip.int(pidStartTime)
			seg = componentAt(seg, start)
		}
		if seg == nil || seg.class != classSourceClip {
			break
		}
		clip = seg
		start, _ := seg.int(pidStartTime)
		at += start
	}
	return mobs, zero
}

// shot is the timecode that what a clip shows was recorded with: that of the last mob behind it that has one.
func (p *reader) shot(clip *object) (start, length int64, ok bool) {
	mobs, zero := p.chain(clip)
	for i := len(mobs) - 1; i >= 0; i-- {
		if start, length, ok = recorded(mobs[i]); ok {
			return start + zero[i], length, true
		}
	}
	return 0, 0, false
}

// componentAt is the component of a sequence at a time.
func componentAt(seq *object, at int64) *object {
	pos := int64(0)
	var got *object
	for _, c := range seq.all(pidComponents) {
		length, _ := c.int(pidLength)
		if c.class == classTransition {
			pos -= length
			continue
		}
		got = c
		if at < pos+length {
			return c
		}
		pos += length
	}
	return got
}

// recorded is the timecode that a mob was recorded with: its only one, or several that agree.
func recorded(mob *object) (start, length int64, ok bool) {
	for _, slot := range mob.all(pidSlots) {
		tc := slot.one(pidSegment)
		if tc != nil && tc.class == classSequence {
			tc = tc.one(pidComponents)
		}
		if tc == nil || tc.class != classTimecode {
			continue
		}
		s, ok1 := tc.int(pidTCStart)
		l, ok2 := tc.int(pidLength)
		if !ok1 || !ok2 || ok && (s != start || l != length) {
			return 0, 0, false
		}
		start, length, ok = s, l, true
	}
	return start, length, ok
}

// clip is a source clip of a cut.
func (p *reader) clip(o *object, w where) *timeline.Node {
	mob := p.behind(o)
	n := &timeline.Node{Kind: timeline.Clip, Name: "SourceClip Missing Mob"}
	if mob != nil {
		if n.Name = mob.text(pidMobName); n.Name == "" {
			n.Name = "Untitled SourceClip"
		}
	}
	start, _ := o.int(pidStartTime)
	length, _ := o.int(pidLength)
	from, all, rate := start, length, w.rate
	if s, l, ok := p.shot(o); ok {
		from, all = s, l
		start += s
		if mob != nil { // a tape is longer than what was captured of it
			if most, ok := slotOf(mob, o).one(pidSegment).int(pidLength); ok && most > 0 && most < all {
				all = most
			}
		}
	} else if mob != nil { // without a timecode, there is as much as its slot has
		slot := slotOf(mob, o)
		if l, ok := slot.one(pidSegment).int(pidLength); ok && l > 0 {
			from, all = 0, l
			if r := rational(slot.props[pidEditRate].data); r > 0 {
				rate = r
			}
		}
	}
	if w.direct {
		n.Source = p.span(start, length, w.rate)
	}
	master := mob
	if mob != nil && mob.class == classCompositionMob {
		master = nil
		for _, slot := range mob.all(pidSlots) {
			if seg := slot.one(pidSegment); slot.class == classTimelineSlot && seg != nil && seg.class == classSourceClip {
				if m := p.behind(seg); m != nil && m.class == classMasterMob {
					master = m
				}
				break
			}
		}
	}
	meta := map[string]any{"Name": n.Name, "SourceID": mobID(o.props[pidSourceID].data)}
	if mob != nil && mob.class == classCompositionMob {
		if c := comments(mob.all(pidMobUser)); len(c) > 0 {
			meta["UserComments"] = c
		}
	}
	n.Metadata = timeline.Raw(nil).With("AAF", meta)
	if master == nil || master.class != classMasterMob {
		n.Show(timeline.Media{Schema: timeline.MissingReference})
		return n
	}
	n.Show(p.media(master, slotOf(master, o), p.span(from, all, rate)))
	p.noted(n, master, o, from)
	return n
}

// noted gives a clip the markers that its master clip has in the part that is used, on the slot that is shown.
func (p *reader) noted(n *timeline.Node, master, o *object, from int64) {
	if n.Source == nil {
		return
	}
	shown, _ := o.int(pidSourceSlot)
	for _, slot := range master.all(pidSlots) {
		if slot.class != classEventSlot {
			continue
		}
		for _, e := range slot.one(pidSegment).all(pidComponents) {
			if e.class != classDescriptive && e.class != classCommentMarker {
				continue
			}
			if d := e.props[pidDescribedSlots].data; len(d) >= 4 && int64(binary.LittleEndian.Uint32(d)) != shown {
				continue
			}
			m := p.note(e, n.Source.Start.Rate)
			m.Range.Start.Value += float64(from)
			if d := m.Range.Start.Value - n.Source.Start.Value; d >= 0 && d < n.Source.Duration.Value {
				n.Markers = append(n.Markers, m)
			}
		}
	}
}

// media is where the media of a master clip lies: its UNC path where it has one, else the locator of the file behind the
// slot that is shown, else behind any.
func (p *reader) media(master, shown *object, available *timeline.Range) timeline.Media {
	m := timeline.Media{Schema: timeline.MissingReference, Available: available}
	said := comments(master.all(pidMobUser))
	m.Metadata = timeline.Raw(nil).With("AAF", map[string]any{"Name": master.text(pidMobName), "MobID": mobID(master.props[pidMobID].data),
		"UserComments": said})
	path, _ := said["UNC Path"].(string)
	m.Name = "UNC Path"
	if path == "" {
		m.Name = ""
		for _, slot := range append([]*object{shown}, master.all(pidSlots)...) {
			seg := slot.one(pidSegment)
			if seg != nil && seg.class == classSequence {
				seg = componentAt(seg, 0)
			}
			if seg == nil || seg.class != classSourceClip || path != "" {
				continue
			}
			source := p.behind(seg)
			if url := source.one(pidDescriptor).one(pidLocator).text(pidURL); url != "" {
				path = url
				if m.Name = source.text(pidMobName); m.Name == "" {
					m.Name = mobID(source.props[pidMobID].data)
				}
			}
		}
	}
	if path == "" {
		return m
	}
	if !strings.HasPrefix(path, "file://") {
		path = "file://" + path
	}
	m.Schema, m.URL = timeline.ExternalReference, strings.ReplaceAll(path, `\`, "/")
	return m
}

// comments are tagged values, by name; the type before each value says whether it is a text or a number.
func comments(all []*object) map[string]any {
	out := map[string]any{}
	for _, t := range all {
		b := t.props[pidTagValue].data
		if len(b) < 17 {
			continue
		}
		v := b[17:]
		if b[1+3] == 0x01 && b[1+2] == 0x10 || len(v) > 8 { // a text type: 011 0....
			out[t.text(pidTagName)] = text(v)
			continue
		}
		if len(v) == 4 {
			out[t.text(pidTagName)] = int32(binary.LittleEndian.Uint32(v))
			continue
		}
		out[t.text(pidTagName)] = text(v)
	}
	return out
}

// operation is an effect with what it is put on: a stack with the effect.
func (p *reader) operation(o *object, length int64, w where) *timeline.Node {
	def := p.c.defs[o.weak(pidOperation)]
	name := def.text(pidDefName)
	n := &timeline.Node{Kind: timeline.Stack, Name: name, Source: p.span(0, length, w.rate)}
	e := &timeline.Effect{Schema: timeline.PlainEffect, Name: name}
	if warp, _ := def.int(pidTimeWarp); warp != 0 {
		e.Schema = timeline.TimeEffect
		if name == "Motion Control" {
			p.speed(e, o, length)
		}
	}
	n.Effects = []*timeline.Effect{e}
	for _, in := range o.all(pidInputs) {
		if child := p.segment(in, w); child != nil {
			n.Children = append(n.Children, child)
		}
	}
	return n
}

// speed reads the speed of a Motion Control effect from the map of its offsets: two points are one speed. Avid's SpeedRatio
// often says something else.
func (p *reader) speed(e *timeline.Effect, o *object, length int64) {
	var offsets *object
	for _, q := range o.all(pidParameters) {
		if p.c.names[pidParameterDefs][string(q.props[pidParameterDef].data)] == "PARAM_SPEED_OFFSET_MAP_U" {
			offsets = q
		}
	}
	if offsets == nil || offsets.class != classVaryingValue {
		return
	}
	how := p.c.names[pidInterpolationDefs][offsets.weak(pidInterpolation)]
	points := offsets.all(pidPoints)
	if !strings.HasPrefix(strings.ReplaceAll(how, " ", ""), "Linear") || len(points) > 2 {
		return
	}
	e.Schema, e.Effect, e.Scalar = timeline.LinearTimeWarp, timeline.LinearTimeWarp, 1
	if len(points) == 2 && pointTime(points[0]) == 0 && pointValue(points[0]) == 0 && pointTime(points[1]) != 0 {
		e.Scalar = pointValue(points[1]) / pointTime(points[1])
	} else if s := p.ratio(o, length); s != nil {
		e.Scalar = *s
	}
	if e.Scalar == 0 {
		e.Schema, e.Effect = timeline.FreezeFrame, timeline.FreezeFrame
	}
}

// ratio is the speed that the SpeedRatio parameter says: it counts frames of the cut for a frame of the source.
func (p *reader) ratio(o *object, length int64) *float64 {
	for _, q := range o.all(pidParameters) {
		if p.c.names[pidParameterDefs][string(q.props[pidParameterDef].data)] != "SpeedRatio" {
			continue
		}
		r := rational(indirect(q.props[pidValue].data))
		s := 0.0
		if r != 0 && r != float64(length) {
			s = 1 / r
		}
		return &s
	}
	return nil
}

func pointTime(o *object) float64  { return rational(o.props[pidPointTime].data) }
func pointValue(o *object) float64 { return rational(indirect(o.props[pidPointValue].data)) }
