package wave

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"

	"backlot/film/timeline"
	"backlot/film/timeline/xmltree"
)

// Model is an audio definition model: what the tracks of a mix are, for renderers of immersive sound. Source: ITU-R BS.2076-2; definitions
// that all programs share are ITU-R BS.2094.
type Model struct {
	Programmes []ModelPart        `json:"programmes,omitempty"` // what is heard as a whole
	Contents   []ModelPart        `json:"contents,omitempty"`   // dialogue, music ...
	Objects    []ModelPart        `json:"objects,omitempty"`    // tracks that belong together
	Packs      []ModelPart        `json:"packs,omitempty"`      // channels that belong together
	Channels   []ModelPart        `json:"channels,omitempty"`   // a place, or a path through the room
	Streams    []ModelPart        `json:"streams,omitempty"`
	Formats    []ModelPart        `json:"track_formats,omitempty"`
	Tracks     []ModelPart        `json:"tracks,omitempty"` // the file's tracks, by their UID
	Findings   []timeline.Finding `json:"findings,omitempty"`
}

// ModelPart is an element of a model with an id of its own.
type ModelPart struct {
	ID    string   `json:"id"`
	Name  string   `json:"name,omitempty"`
	Type  string   `json:"type,omitempty"`   // of packs and channels: DirectSpeakers, Objects, HOA ...
	Refs  []string `json:"refs,omitempty"`   // ids it points to
	Start string   `json:"start,omitempty"`  // of programmes and objects, as written
	Track int      `json:"track,omitempty"`  // of tracks: the channel of the file, from 1, where a chna chunk says it
	Block int      `json:"blocks,omitempty"` // of channels: stretches of time
	Line  int      `json:"line"`
}

// modelElements are the elements with an id: the attribute that holds it, and how it begins.
var modelElements = map[string]struct{ id, begins string }{
	"audioProgramme": {"audioProgrammeID", "APR_"}, "audioContent": {"audioContentID", "ACO_"}, "audioObject": {"audioObjectID", "AO_"},
	"audioPackFormat": {"audioPackFormatID", "AP_"}, "audioChannelFormat": {"audioChannelFormatID", "AC_"}, "audioStreamFormat": {"audioStreamFormatID", "AS_"},
	"audioTrackFormat": {"audioTrackFormatID", "AT_"}, "audioTrackUID": {"UID", "ATU_"},
}

// lists are the parts of a model by the name of their element.
func (m *Model) lists() map[string]*[]ModelPart {
	return map[string]*[]ModelPart{
		"audioProgramme": &m.Programmes, "audioContent": &m.Contents, "audioObject": &m.Objects, "audioPackFormat": &m.Packs,
		"audioChannelFormat": &m.Channels, "audioStreamFormat": &m.Streams, "audioTrackFormat": &m.Formats, "audioTrackUID": &m.Tracks,
	}
}

// maxModel is the most elements a model may have: an hour of ten objects that move all the time.
const maxModel = 2_000_000

// ReadModel reads a model as an axml chunk or an .xml file holds it. References to what is not there are findings. An error means that it is
// no model, with the line.
func ReadModel(b []byte) (*Model, error) {
	root, err := xmltree.ParseAtMost(utf8Text(b), maxModel)
	if err != nil {
		return nil, fmt.Errorf("audio definition model: %w", err)
	}
	at := extended(root, 0)
	if at == nil {
		return nil, fmt.Errorf("audio definition model: line %d: <%s> without <audioFormatExtended>", root.Line, root.Name)
	}
	m := &Model{}
	lists, seen := m.lists(), map[string]int{}
	for _, e := range at.Children {
		kind, known := modelElements[e.Name]
		if !known {
			continue
		}
		p := part(e, kind.id)
		switch first, twice := seen[p.ID]; {
		case !strings.HasPrefix(p.ID, kind.begins):
			m.fault(timeline.Wrong, e.Line, e.Name, "%s is %q; want one that begins with %s", kind.id, p.ID, kind.begins)
			continue
		case twice:
			m.fault(timeline.Wrong, e.Line, e.Name, "%s is there already, in line %d", p.ID, first)
		}
		seen[p.ID] = e.Line
		*lists[e.Name] = append(*lists[e.Name], p)
	}
	m.resolve(seen)
	return m, nil
}

func (m *Model) fault(level timeline.Level, line int, place, format string, args ...any) {
	if len(m.Findings) < 1000 {
		m.Findings = append(m.Findings, timeline.Finding{Level: level, Line: line, Place: place, Text: fmt.Sprintf(format, args...)})
	}
}

// extended finds the model under what wraps it: EBU Core, ITU or nothing.
func extended(e *xmltree.Elem, depth int) *xmltree.Elem {
	if e.Name == "audioFormatExtended" || depth > 4 {
		if depth > 4 {
			return nil
		}
		return e
	}
	for _, c := range e.Children {
		if got := extended(c, depth+1); got != nil {
			return got
		}
	}
	return nil
}

// part reads an element with its references.
func part(e *xmltree.Elem, id string) ModelPart {
	p := ModelPart{ID: e.Attr(id), Name: e.Attr(e.Name + "Name"), Type: e.Attr("typeDefinition"), Start: e.Attr("start"), Line: e.Line}
	for _, c := range e.Children {
		switch {
		case strings.HasSuffix(c.Name, "IDRef"):
			p.Refs = append(p.Refs, c.Text)
		case c.Name == "audioBlockFormat":
			p.Block++
		}
	}
	return p
}

// silent is the track of a channel without sound.
const silent = "ATU_00000000"

// resolve finds references to nothing.
func (m *Model) resolve(seen map[string]int) {
	lists := m.lists()
	for _, kind := range []string{"audioProgramme", "audioContent", "audioObject", "audioPackFormat", "audioChannelFormat", "audioStreamFormat", "audioTrackFormat", "audioTrackUID"} {
		for _, p := range *lists[kind] {
			for _, ref := range p.Refs {
				if seen[ref] == 0 && ref != silent && !shared(ref) {
					m.fault(timeline.Doubtful, p.Line, kind, "%s points to %s, which is not there", p.ID, ref)
				}
			}
		}
	}
}

// shared says whether an id is one of the definitions of ITU-R BS.2094, which files need not repeat: their last number is below 1000 hexadecimal.
func shared(id string) bool {
	for _, begins := range []string{"AP_", "AC_", "AS_", "AT_"} {
		if rest, ok := strings.CutPrefix(id, begins); ok && len(rest) >= 8 {
			return rest[4] == '0'
		}
	}
	return false
}

// axml reads the chunk that holds a model; other XML may stand in it too, and is passed over.
func (p *parser) axml(b []byte, place string) {
	p.f.ADM = true
	m, err := ReadModel(bytes.TrimRight(b, "\x00 "))
	switch {
	case p.f.Model != nil:
		p.note(timeline.Doubtful, place, "a second axml chunk; the first one counts")
	case err != nil && bytes.Contains(b, []byte("audioFormatExtended")):
		p.note(timeline.Wrong, place, "%v", err)
	case err == nil:
		p.f.Model = m
	}
}

// chna reads the chunk that says which track of the file is which of the model (ITU-R BS.2076, section 9).
func (p *parser) chna(b []byte, place string) {
	if len(b) < 4 {
		p.note(timeline.Wrong, place, "chna has %d bytes; want at least 4", len(b))
		return
	}
	want := int(binary.LittleEndian.Uint16(b[2:]))
	b = b[4:]
	if len(b)/40 < want {
		p.note(timeline.Wrong, place, "chna says it has %d tracks; %d are there", want, len(b)/40)
	}
	for ; len(b) >= 40 && want > 0; b, want = b[40:], want-1 {
		t := ModelPart{Track: int(binary.LittleEndian.Uint16(b)), ID: text(b[2:14])}
		for _, ref := range []string{text(b[14:28]), text(b[28:39])} {
			if ref != "" {
				t.Refs = append(t.Refs, ref)
			}
		}
		if t.ID != "" { // places for later are empty
			p.tracks = append(p.tracks, t)
		}
	}
}

// model puts what axml and chna say together.
func (p *parser) model() {
	m := p.f.Model
	if m == nil {
		if len(p.tracks) > 0 { // all of it may be shared definitions
			p.f.Model = &Model{Tracks: p.tracks}
		}
		return
	}
	at := map[string]int{}
	for i, t := range m.Tracks {
		at[t.ID] = i
	}
	for _, t := range p.tracks {
		i, ok := at[t.ID]
		if !ok {
			m.Tracks = append(m.Tracks, t)
			continue
		}
		m.Tracks[i].Track = t.Track
		if t.Track > p.f.Format.Channels {
			m.fault(timeline.Wrong, 0, "chna", "%s is track %d; the file has %d", t.ID, t.Track, p.f.Format.Channels)
		}
	}
	p.f.Findings = append(p.f.Findings, m.Findings...)
	m.Findings = nil
}
