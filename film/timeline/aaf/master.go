package aaf

import (
	"encoding/binary"
	"fmt"
	"slices"
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

// parts are the components of a slot: of its sequence, or its one segment.
func parts(slot *object) []*object {
	seg := slot.one(pidSegment)
	switch {
	case seg == nil:
		return nil
	case seg.class == classSequence:
		return seg.all(pidComponents)
	}
	return []*object{seg}
}

// firstOf is the first component of a slot of a class, or nil.
func firstOf(slot *object, of class) *object {
	for _, c := range parts(slot) {
		if c.class == of {
			return c
		}
	}
	return nil
}

// startOf is the timecode of a mob: of its timecode track with the number 1, as the Edit Protocol has it, else of its first
// without a number.
func startOf(mob *object) *timeline.Range {
	var spare *timeline.Range
	for _, slot := range mob.all(pidSlots) {
		tc := firstOf(slot, classTimecode)
		if tc == nil {
			continue
		}
		start, ok := tc.int(pidTCStart)
		if !ok {
			continue
		}
		length, _ := tc.int(pidLength)
		r := span(start, length, rational(slot.props[pidEditRate].data))
		number, ok := slot.int(pidNum)
		if ok && number == 1 {
			return r
		}
		if !ok && spare == nil {
			spare = r
		}
	}
	return spare
}

// master reads the tracks of a master clip: each is the file it was captured to, or, where there are several of different
// quality, the first.
func (p *reader) master(n *timeline.Node, m *object, said map[string]any) {
	offset := startOf(m) // a timecode that somebody typed for the clip
	for _, slot := range m.all(pidSlots) {
		if slot.class == classEventSlot {
			n.Tracks.Children = append(n.Tracks.Children, p.slot(slot))
		}
		if slot.class != classTimelineSlot {
			continue
		}
		t := &timeline.Node{Kind: timeline.Track, Name: slot.text(pidSlotName), TrackKind: p.kind(slot.one(pidSegment))}
		p.about[t] = slotFacts(slot, t.TrackKind)
		rate := rational(slot.props[pidEditRate].data)
		for _, c := range parts(slot) {
			if c = best(c); c == nil || p.full() {
				continue
			}
			child := p.masterClip(m, slot, c, offset, said)
			if c.class != classSourceClip {
				length, _ := c.int(pidLength)
				child = &timeline.Node{Kind: timeline.Gap, Source: span(0, length, rate)}
			}
			p.about[child] = facts{kind: p.kind(c)}
			t.Children = append(t.Children, child)
		}
		n.Tracks.Children = append(n.Tracks.Children, t)
	}
}

// best is the first choice of an essence group that has a length, or the component itself; nil for what has no length.
func best(c *object) *object {
	choices := []*object{c}
	if c.class == classEssenceGroup {
		choices = c.all(pidChoices)
	}
	for _, c := range choices {
		if length, _ := c.int(pidLength); length != 0 {
			return c
		}
	}
	return nil
}

// link is a mob on the way from a master clip to the tape, with the source clip in it that leads on.
type link struct{ mob, slot, clip *object }

// chain follows a source clip through the mobs behind it: files, and the tape or the camera's file that has the timecode.
func (p *reader) chain(mob, slot, clip *object) []link {
	var out []link
	for range 50 { // chains are 3 to 6 long; what is longer goes in a circle
		out = append(out, link{mob, slot, clip})
		if mob = p.behind(clip); mob == nil {
			break
		}
		if slot = slotOf(mob, clip); slot == nil {
			break
		}
		if clip = firstOf(slot, classSourceClip); clip == nil {
			break
		}
	}
	return out
}

// span is what of a mob there is; in is what there is of the mob behind it.
func (l link) span(in *timeline.Range) *timeline.Range {
	rate := rational(l.slot.props[pidEditRate].data)
	start, _ := l.clip.int(pidStartTime)
	length, _ := l.clip.int(pidLength)
	r := span(start, length, rate)
	if tc := startOf(l.mob); tc != nil && l.mob.class == classSourceMob {
		r.Start = sum(r.Start, tc.Start.Rescale(rate))
		r.Duration = later(r.Duration, tc.Duration.Rescale(rate))
	}
	if in == nil {
		return r
	}
	r.Start = sum(r.Start, in.Start.Rescale(rate))
	from := later(in.Start, r.Start)
	end, most := sum(in.Duration, from), sum(r.Duration, r.Start)
	if most.Seconds() < end.Seconds() {
		end = most
	}
	return &timeline.Range{Start: from, Duration: less(end, from)}
}

// sum adds times of two rates at the higher one: sound has more samples than picture has frames.
func sum(a, b timeline.Time) timeline.Time {
	if a.Rate < b.Rate {
		a, b = b, a
	}
	return timeline.Time{Value: a.Value + b.Rescale(a.Rate).Value, Rate: a.Rate}
}

func less(a, b timeline.Time) timeline.Time {
	return sum(a, timeline.Time{Value: -b.Value, Rate: b.Rate})
}

// later is the later of two times, the first where they are one instant.
func later(a, b timeline.Time) timeline.Time {
	if a.Seconds() < b.Seconds() {
		return b
	}
	return a
}

// masterClip is a component of a master clip with the media behind it: its UNC path where it has one, then the files from the
// nearest to the tape.
func (p *reader) masterClip(m, slot, c *object, offset *timeline.Range, said map[string]any) *timeline.Node {
	name := m.text(pidMobName)
	n := &timeline.Node{Kind: timeline.Clip, Name: name}
	if c.class != classSourceClip {
		return n
	}
	meta := timeline.Raw(nil).With("AAF", map[string]any{"Name": name, "MobID": mobID(m.props[pidMobID].data), "UserComments": said})
	n.Metadata = meta
	links := p.chain(m, slot, c)
	var media []timeline.Media
	for i := len(links) - 1; i >= 0; i-- {
		n.Source = links[i].span(n.Source)
		if links[i].mob.class == classSourceMob {
			media = append(media, files(links[i].mob, shifted(n.Source, offset))...)
		}
	}
	n.Source = shifted(n.Source, offset)
	slices.Reverse(media)
	if path, _ := said["UNC Path"].(string); path != "" {
		media = slices.Insert(media, 0, timeline.Media{Schema: timeline.ExternalReference, Name: "UNC Path", URL: address(path),
			Available: n.Source, Metadata: meta})
	}
	if len(media) == 0 {
		media = []timeline.Media{{Schema: timeline.MissingReference}}
	}
	n.Show(media[0])
	used := map[string]bool{n.Active: true}
	for _, x := range media[1:] {
		x.Key = x.Name
		for i := 1; used[x.Key]; i++ {
			x.Key = fmt.Sprintf("%s_%02d", x.Name, i)
		}
		used[x.Key] = true
		n.Media = append(n.Media, x)
	}
	return n
}

func shifted(r, by *timeline.Range) *timeline.Range {
	if r == nil || by == nil {
		return r
	}
	return &timeline.Range{Start: sum(r.Start, by.Start), Duration: r.Duration}
}

// files are the media of a file or a tape: one for every place where it lies, one without a place if there is none.
func files(mob *object, available *timeline.Range) []timeline.Media {
	m := timeline.Media{Schema: timeline.MissingReference, Name: mob.text(pidMobName), Available: available}
	id := mobID(mob.props[pidMobID].data)
	m.Metadata = timeline.Raw(nil).With("AAF", map[string]any{"Name": m.Name, "MobID": id, "UserComments": comments(mob.all(pidMobUser))})
	if m.Name == "" {
		m.Name = id
	}
	var out []timeline.Media
	for _, place := range mob.one(pidDescriptor).all(pidLocator) {
		if url := place.text(pidURL); url != "" {
			at := m
			at.Schema, at.URL = timeline.ExternalReference, address(url)
			out = append(out, at)
		}
	}
	if out == nil {
		out = []timeline.Media{m}
	}
	return out
}

func address(path string) string {
	if !strings.HasPrefix(path, "file://") {
		path = "file://" + path
	}
	return strings.ReplaceAll(path, `\`, "/")
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
