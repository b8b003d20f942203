package timeline

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// schemas are the schemas we know, by name, with the newest version whose every field the model has. Names on the
// right of an alias are what older programs called the same thing.
var schemas = map[string]struct {
	kind   Kind
	newest int
}{
	"Timeline": {Timeline, 1}, "Stack": {Stack, 1}, "Track": {Track, 1}, "Clip": {Clip, 2}, "Gap": {Gap, 1},
	"Transition": {Transition, 1}, "SerializableCollection": {Collection, 1},
	"Sequence": {Track, 1}, "Filler": {Gap, 1}, "SerializeableCollection": {Collection, 1},
}

// newest are the versions of the schemas that are no nodes.
var newest = map[string]int{
	MissingReference: 1, ExternalReference: 1, GeneratorReference: 1, ImageSequenceReference: 1,
	PlainEffect: 1, TimeEffect: 1, LinearTimeWarp: 1, FreezeFrame: 1, "Marker": 2,
}

// Read reads an .otio file: OpenTimelineIO's JSON. Older schemas become today's; schemas and fields that we do
// not know are kept as they are, and found fault with only in the findings. The error of a file that is no JSON, or
// has no schema, names the line.
func Read(r io.Reader) (*Node, []Finding, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, err
	}
	return Parse(b)
}

// Parse is Read of bytes. The node keeps them: do not change them afterwards.
func Parse(b []byte) (*Node, []Finding, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	p := &parser{b: b}
	n, err := p.node()
	if err != nil {
		return nil, nil, err
	}
	if p.peek() != 0 {
		return nil, nil, p.unexpected("the end of the file")
	}
	if n == nil {
		return nil, nil, fmt.Errorf("line 1: null; want an object with an OTIO_SCHEMA, such as Timeline.1")
	}
	return n, p.findings, nil
}

// schema finds the schema of the object that begins here without passing it. It nearly always stands first.
func (p *parser) schema() (name string, version int, err error) {
	start, depth := p.at, p.depth
	defer func() { p.at, p.depth = start, depth }()
	var found []byte
	stop := fmt.Errorf("found")
	err = p.object(func(field []byte) error {
		if string(field) != "OTIO_SCHEMA" {
			return p.skip()
		}
		s, err := p.str()
		if err != nil {
			return err
		}
		found = s
		return stop
	})
	if err != nil && err != stop {
		return "", 0, err
	}
	if p.again += p.at - start; p.again > 16*len(p.b)+1<<16 {
		return "", 0, p.fault("OTIO_SCHEMA stands at the end of too many objects; want it first")
	}
	if found == nil {
		p.at = start
		return "", 0, p.fault("an object without OTIO_SCHEMA; want one such as Clip.2")
	}
	return p.split(found)
}

// split parts "Clip.2".
func (p *parser) split(s []byte) (string, int, error) {
	dot := bytes.LastIndexByte(s, '.')
	if dot < 1 {
		return "", 0, p.fault("OTIO_SCHEMA %q: want a name and a version, such as Clip.2", s)
	}
	v, err := strconv.Atoi(string(s[dot+1:]))
	if err != nil || v < 0 {
		return "", 0, p.fault("OTIO_SCHEMA %q: want a name and a version, such as Clip.2", s)
	}
	return p.intern(s[:dot]), v, nil
}

func (p *parser) note(level Level, format string, args ...any) {
	line := 1 + bytes.Count(p.b[:p.at], []byte{'\n'})
	p.findings = append(p.findings, Finding{Level: level, Line: line, Text: fmt.Sprintf(format, args...)})
}

// newer is the version of a schema if it is newer than ours, otherwise 0.
func (p *parser) newer(name string, version, ours int) int {
	if version <= ours {
		return 0
	}
	p.note(Note, "%s.%d is newer than the %s.%d known here; fields beyond it are kept as they are", name, version, name, ours)
	return version
}

// node reads an object that may stand in a timeline; null gives nil.
func (p *parser) node() (*Node, error) {
	if p.peek() == 'n' {
		return nil, p.literal("null")
	}
	name, version, err := p.schema()
	if err != nil {
		return nil, err
	}
	known, ok := schemas[name]
	if !ok {
		p.note(Note, "%s.%d is not known here and kept as it is", name, version)
		raw, err := p.value()
		return &Node{Kind: Unknown, Raw: raw, Name: Raw(raw).Text("name")}, err
	}
	n := &Node{Kind: known.kind, Version: p.newer(name, version, known.newest)}
	if n.Kind == Track {
		n.TrackKind = Video
	}
	err = p.object(func(field []byte) error { return p.nodeField(n, field) })
	return n, err
}

func (p *parser) nodeField(n *Node, field []byte) (err error) {
	switch string(field) {
	case "OTIO_SCHEMA":
		return p.skip()
	case "name":
		n.Name, err = p.text()
	case "metadata":
		n.Metadata, err = p.meta()
	case "source_range":
		n.Source, err = p.span2()
	case "effects":
		n.Effects, err = list(p, p.effect)
	case "markers":
		n.Markers, err = list(p, p.marker)
	case "enabled":
		on := false
		on, err = p.boolean()
		n.Disabled = !on
	default:
		return p.kindField(n, field)
	}
	return err
}

// kindField reads the fields that only some kinds have.
func (p *parser) kindField(n *Node, field []byte) (err error) {
	switch f := string(field); {
	case f == "children" && (n.Kind == Stack || n.Kind == Track || n.Kind == Collection):
		n.Children, err = list(p, p.node)
	case f == "kind" && n.Kind == Track:
		n.TrackKind, err = p.text()
	case f == "tracks" && n.Kind == Timeline:
		n.Tracks, err = p.node()
	case f == "global_start_time" && n.Kind == Timeline:
		n.Start, err = p.time()
	case f == "media_references" && n.Kind == Clip:
		n.Media, err = p.medias()
	case f == "active_media_reference_key" && n.Kind == Clip:
		n.Active, err = p.text()
	case f == "media_reference" && n.Kind == Clip: // Clip.1
		var m *Media
		if m, err = p.media(); m != nil {
			n.Show(*m)
		}
	case f == "transition_type" && n.Kind == Transition:
		n.Shape, err = p.text()
	case f == "in_offset" && n.Kind == Transition:
		n.InOffset, err = p.timeOrZero()
	case f == "out_offset" && n.Kind == Transition:
		n.OutOffset, err = p.timeOrZero()
	default:
		return p.extra(&n.Extra, field)
	}
	return err
}

func (p *parser) extra(into *[]Field, field []byte) error {
	name := p.intern(field)
	v, err := p.value()
	*into = append(*into, Field{name, v})
	return err
}

// list reads an array of objects; null is none.
func list[T any](p *parser, read func() (*T, error)) ([]*T, error) {
	if p.peek() == 'n' {
		return nil, p.literal("null")
	}
	var out []*T
	err := p.array(func() error {
		v, err := read()
		if v != nil {
			out = append(out, v)
		}
		return err
	})
	return out, err
}

// meta reads metadata; an empty object is nil.
func (p *parser) meta() (Raw, error) {
	raw, err := p.value()
	if err != nil || len(raw) == 2 || string(raw) == "null" {
		return nil, err
	}
	return raw, nil
}

// time reads a RationalTime; null gives nil.
func (p *parser) time() (*Time, error) {
	if p.peek() == 'n' {
		return nil, p.literal("null")
	}
	t := &Time{Rate: 1}
	return t, p.timeInto(t)
}

func (p *parser) timeOrZero() (Time, error) {
	t, err := p.time()
	if t == nil {
		return Time{}, err
	}
	return *t, err
}

func (p *parser) timeInto(t *Time) error {
	return p.object(func(field []byte) (err error) {
		switch string(field) {
		case "value":
			t.Value, err = p.number()
		case "rate":
			t.Rate, err = p.number()
		default:
			err = p.skip()
		}
		return err
	})
}

// span2 reads a TimeRange; null gives nil.
func (p *parser) span2() (*Range, error) {
	if p.peek() == 'n' {
		return nil, p.literal("null")
	}
	r := &Range{}
	err := p.object(func(field []byte) error {
		switch string(field) {
		case "start_time":
			return p.timeField(&r.Start)
		case "duration":
			return p.timeField(&r.Duration)
		}
		return p.skip()
	})
	return r, err
}

func (p *parser) timeField(t *Time) error {
	if p.peek() == 'n' {
		return p.literal("null")
	}
	return p.timeInto(t)
}

func (p *parser) effect() (*Effect, error) {
	if p.peek() == 'n' {
		return nil, p.literal("null")
	}
	name, version, err := p.schema()
	if err != nil {
		return nil, err
	}
	ours, ok := newest[name]
	if !ok {
		p.note(Note, "effect %s.%d is not known here and kept as it is", name, version)
		raw, err := p.value()
		return &Effect{Schema: name, Name: Raw(raw).Text("name"), Raw: raw}, err
	}
	e := &Effect{Schema: name, Version: p.newer(name, version, ours), Scalar: 1}
	if name == FreezeFrame {
		e.Scalar = 0
	}
	err = p.object(func(field []byte) (err error) {
		switch string(field) {
		case "OTIO_SCHEMA":
			return p.skip()
		case "name":
			e.Name, err = p.text()
		case "effect_name":
			e.Effect, err = p.text()
		case "time_scalar":
			e.Scalar, err = p.number()
		case "enabled":
			on := false
			on, err = p.boolean()
			e.Disabled = !on
		case "metadata":
			e.Metadata, err = p.meta()
		default:
			return p.extra(&e.Extra, field)
		}
		return err
	})
	return e, err
}

func (p *parser) marker() (*Marker, error) {
	if p.peek() == 'n' {
		return nil, p.literal("null")
	}
	name, version, err := p.schema()
	if err != nil {
		return nil, err
	}
	if name != "Marker" {
		p.note(Note, "marker %s.%d is not known here and kept as it is", name, version)
		raw, err := p.value()
		return &Marker{Name: Raw(raw).Text("name"), Raw: raw}, err
	}
	m := &Marker{Version: p.newer(name, version, newest[name])}
	err = p.object(func(field []byte) (err error) {
		switch string(field) {
		case "OTIO_SCHEMA":
			return p.skip()
		case "name":
			m.Name, err = p.text()
		case "color":
			if c := p.peek(); c != '"' && c != 'n' { // newer markers have a Color
				return p.extra(&m.Extra, field)
			}
			m.Color, err = p.text()
		case "comment":
			m.Comment, err = p.text()
		case "marked_range", "range": // Marker.1 said range
			var r *Range
			if r, err = p.span2(); r != nil {
				m.Range = *r
			}
		case "metadata":
			m.Metadata, err = p.meta()
		default:
			return p.extra(&m.Extra, field)
		}
		return err
	})
	return m, err
}

// medias reads the media of a clip by key.
func (p *parser) medias() ([]Media, error) {
	if p.peek() == 'n' {
		return nil, p.literal("null")
	}
	var out []Media
	err := p.object(func(key []byte) error {
		k := p.intern(key)
		m, err := p.media()
		if m != nil {
			m.Key = k
			out = append(out, *m)
		}
		return err
	})
	return out, err
}

func (p *parser) media() (*Media, error) {
	if p.peek() == 'n' {
		return nil, p.literal("null")
	}
	name, version, err := p.schema()
	if err != nil {
		return nil, err
	}
	ours, ok := newest[name]
	if !ok || !strings.HasSuffix(name, "Reference") {
		p.note(Note, "media %s.%d is not known here and kept as it is", name, version)
		raw, err := p.value()
		return &Media{Schema: name, Name: Raw(raw).Text("name"), Raw: raw}, err
	}
	m := &Media{Schema: name, Version: p.newer(name, version, ours)}
	if name == ImageSequenceReference {
		m.Sequence = &Stills{Step: 1}
	}
	err = p.object(func(field []byte) error { return p.mediaField(m, field) })
	return m, err
}

func (p *parser) mediaField(m *Media, field []byte) (err error) {
	switch f := string(field); {
	case f == "OTIO_SCHEMA":
		return p.skip()
	case f == "name":
		m.Name, err = p.text()
	case f == "metadata":
		m.Metadata, err = p.meta()
	case f == "available_range":
		m.Available, err = p.span2()
	case f == "target_url" && m.Schema == ExternalReference, f == "target_url_base" && m.Sequence != nil:
		m.URL, err = p.text()
	case f == "generator_kind" && m.Schema == GeneratorReference:
		m.Generator, err = p.text()
	case m.Sequence != nil:
		return p.stillsField(m, field)
	default:
		return p.extra(&m.Extra, field)
	}
	return err
}

func (p *parser) stillsField(m *Media, field []byte) (err error) {
	s := m.Sequence
	whole := func(into *int) error {
		f, err := p.number()
		*into = int(f)
		return err
	}
	switch string(field) {
	case "name_prefix":
		s.Prefix, err = p.text()
	case "name_suffix":
		s.Suffix, err = p.text()
	case "start_frame":
		err = whole(&s.First)
	case "frame_step":
		err = whole(&s.Step)
	case "frame_zero_padding":
		err = whole(&s.Padding)
	case "rate":
		s.Rate, err = p.number()
	case "missing_frame_policy":
		s.Missing, err = p.text()
	default:
		return p.extra(&m.Extra, field)
	}
	return err
}
