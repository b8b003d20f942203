package timeline

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf8"
)

// WriteOptions say how an .otio file is written. The zero value is for today's programs.
type WriteOptions struct {
	// Before16 writes Clip.1 as programs older than OpenTimelineIO 0.15 want it; a clip then keeps only the media it
	// shows.
	Before16 bool
}

// Write writes a node as an .otio file. What was read and is not known here is written back as it was.
func Write(w io.Writer, n *Node, o WriteOptions) error {
	e := &emitter{o: o, out: make([]byte, 0, 1<<16)}
	e.node(n)
	e.out = append(e.out, '\n')
	_, err := w.Write(e.out)
	return err
}

// emitter writes JSON with OpenTimelineIO's indents and order of fields.
type emitter struct {
	o     WriteOptions
	out   []byte
	level int
	first bool
}

func (e *emitter) line() {
	e.out = append(e.out, '\n')
	for range e.level {
		e.out = append(e.out, "    "...)
	}
}

func (e *emitter) open(c byte) {
	e.out = append(e.out, c)
	e.level++
	e.first = true
}

func (e *emitter) shut(c byte) {
	e.level--
	if !e.first {
		e.line()
	}
	e.first = false
	e.out = append(e.out, c)
}

// item begins an element of an array.
func (e *emitter) item() {
	if !e.first {
		e.out = append(e.out, ',')
	}
	e.first = false
	e.line()
}

// key begins a field.
func (e *emitter) key(name string) {
	e.item()
	e.out = append(e.out, '"')
	e.out = append(e.out, name...)
	e.out = append(e.out, `": `...)
}

func (e *emitter) text(name, value string) {
	e.key(name)
	e.out = appendString(e.out, value)
}

func (e *emitter) number(name string, value float64) {
	e.key(name)
	e.out = appendNumber(e.out, value)
}

func (e *emitter) flag(name string, value bool) {
	e.key(name)
	e.out = strconv.AppendBool(e.out, value)
}

func (e *emitter) raw(name string, value Raw) {
	e.item()
	e.out = appendString(e.out, name)
	e.out = append(e.out, ": "...)
	if len(value) == 0 {
		e.out = append(e.out, "{}"...)
		return
	}
	e.out = append(e.out, value...)
}

func (e *emitter) extra(fields []Field) {
	for _, f := range fields {
		e.raw(f.Name, f.Value)
	}
}

// schema opens an object.
func (e *emitter) schema(name string, version, ours int) {
	e.open('{')
	e.key("OTIO_SCHEMA")
	e.out = append(e.out, '"')
	e.out = append(e.out, name...)
	e.out = append(e.out, '.')
	e.out = strconv.AppendInt(e.out, int64(max(version, ours)), 10)
	e.out = append(e.out, '"')
}

func (e *emitter) null() { e.out = append(e.out, "null"...) }

func (e *emitter) time(t Time) {
	e.schema("RationalTime", 0, 1)
	e.number("rate", t.Rate)
	e.number("value", t.Value)
	e.shut('}')
}

func (e *emitter) span(r *Range) {
	if r == nil {
		e.null()
		return
	}
	e.schema("TimeRange", 0, 1)
	e.key("duration")
	e.time(r.Duration)
	e.key("start_time")
	e.time(r.Start)
	e.shut('}')
}

// kindNames are the schemas of kinds with their newest version.
var kindNames = [...]string{Timeline: "Timeline", Collection: "SerializableCollection", Stack: "Stack", Track: "Track",
	Clip: "Clip", Gap: "Gap", Transition: "Transition"}

// String is the name of the kind's schema.
func (k Kind) String() string {
	if int(k) >= len(kindNames) || k == Unknown {
		return "Unknown"
	}
	return kindNames[k]
}

func (e *emitter) node(n *Node) {
	if n == nil {
		e.null()
		return
	}
	if n.Kind == Unknown || int(n.Kind) >= len(kindNames) {
		e.out = append(e.out, n.Raw...)
		if len(n.Raw) == 0 {
			e.null()
		}
		return
	}
	ours := 1
	if n.Kind == Clip && !e.o.Before16 {
		ours = 2
	}
	e.schema(kindNames[n.Kind], n.Version, ours)
	e.raw("metadata", n.Metadata)
	e.text("name", n.Name)
	switch n.Kind {
	case Timeline:
		e.timeline(n)
	case Transition:
		e.text("transition_type", n.Shape)
		e.key("in_offset")
		e.time(n.InOffset)
		e.key("out_offset")
		e.time(n.OutOffset)
	case Collection:
		e.children(n)
	default:
		e.item2(n)
	}
	e.extra(n.Extra)
	e.shut('}')
}

func (e *emitter) timeline(n *Node) {
	e.key("global_start_time")
	if n.Start == nil {
		e.null()
	} else {
		e.time(*n.Start)
	}
	e.key("tracks")
	e.node(n.Tracks)
}

// item2 writes what clips, gaps, tracks and stacks have in common, and then what they have not.
func (e *emitter) item2(n *Node) {
	e.key("source_range")
	e.span(n.Source)
	e.key("effects")
	e.open('[')
	for _, x := range n.Effects {
		e.item()
		e.effect(x)
	}
	e.shut(']')
	e.key("markers")
	e.open('[')
	for _, m := range n.Markers {
		e.item()
		e.marker(m)
	}
	e.shut(']')
	e.flag("enabled", !n.Disabled)
	switch n.Kind {
	case Clip:
		e.clip(n)
	case Stack:
		e.children(n)
	case Track:
		e.children(n)
		e.text("kind", n.TrackKind)
	}
}

func (e *emitter) children(n *Node) {
	e.key("children")
	e.open('[')
	for _, c := range n.Children {
		e.item()
		e.node(c)
	}
	e.shut(']')
}

func (e *emitter) clip(n *Node) {
	if e.o.Before16 {
		e.key("media_reference")
		e.media(n.Shown())
		return
	}
	e.key("media_references")
	e.open('{')
	for i := range n.Media {
		e.item()
		e.out = appendString(e.out, n.Media[i].Key)
		e.out = append(e.out, ": "...)
		e.media(&n.Media[i])
	}
	active := n.Active
	if len(n.Media) == 0 {
		active = defaultMedia
		e.item()
		e.out = append(e.out, `"`+defaultMedia+`": `...)
		e.media(nil)
	}
	e.shut('}')
	e.text("active_media_reference_key", active)
}

func (e *emitter) media(m *Media) {
	if m == nil {
		m = &Media{Schema: MissingReference}
	}
	if m.Raw != nil {
		e.out = append(e.out, m.Raw...)
		return
	}
	e.schema(m.Schema, m.Version, 1)
	e.raw("metadata", m.Metadata)
	e.text("name", m.Name)
	e.key("available_range")
	e.span(m.Available)
	switch {
	case m.Schema == ExternalReference:
		e.text("target_url", m.URL)
	case m.Schema == GeneratorReference:
		e.text("generator_kind", m.Generator)
	case m.Sequence != nil:
		e.stills(m)
	}
	e.extra(m.Extra)
	e.shut('}')
}

func (e *emitter) stills(m *Media) {
	s := m.Sequence
	e.text("target_url_base", m.URL)
	e.text("name_prefix", s.Prefix)
	e.text("name_suffix", s.Suffix)
	e.whole("start_frame", s.First)
	e.whole("frame_step", s.Step)
	e.number("rate", s.Rate)
	e.whole("frame_zero_padding", s.Padding)
	missing := s.Missing
	if missing == "" {
		missing = "error"
	}
	e.text("missing_frame_policy", missing)
}

func (e *emitter) whole(name string, n int) {
	e.key(name)
	e.out = strconv.AppendInt(e.out, int64(n), 10)
}

func (e *emitter) effect(x *Effect) {
	if x.Raw != nil {
		e.out = append(e.out, x.Raw...)
		return
	}
	e.schema(x.Schema, x.Version, 1)
	e.raw("metadata", x.Metadata)
	e.text("name", x.Name)
	e.text("effect_name", x.Effect)
	e.flag("enabled", !x.Disabled)
	if x.Schema == LinearTimeWarp || x.Schema == FreezeFrame {
		e.number("time_scalar", x.Scalar)
	}
	e.extra(x.Extra)
	e.shut('}')
}

func (e *emitter) marker(m *Marker) {
	if m.Raw != nil {
		e.out = append(e.out, m.Raw...)
		return
	}
	e.schema("Marker", m.Version, newest["Marker"])
	e.raw("metadata", m.Metadata)
	e.text("name", m.Name)
	colored := false
	for _, f := range m.Extra {
		colored = colored || f.Name == "color"
	}
	if !colored {
		e.text("color", m.Color)
	}
	e.key("marked_range")
	e.span(&m.Range)
	if m.Comment != "" || m.Version <= newest["Marker"] {
		e.text("comment", m.Comment)
	}
	e.extra(m.Extra)
	e.shut('}')
}

// appendNumber writes a number as OpenTimelineIO does: whole numbers with ".0".
func appendNumber(out []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(out, "NaN"...)
	case math.IsInf(f, 1):
		return append(out, "Infinity"...)
	case math.IsInf(f, -1):
		return append(out, "-Infinity"...)
	case f == math.Trunc(f) && math.Abs(f) < 1e15:
		return append(strconv.AppendInt(out, int64(f), 10), ".0"...)
	}
	return strconv.AppendFloat(out, f, 'g', -1, 64)
}

// appendString writes a text as JSON.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError || n > 1 {
				i += n - 1
				continue
			}
		}
		out = append(out, s[start:i]...)
		start = i + 1
		switch {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c == '\n':
			out = append(out, `\n`...)
		case c == '\t':
			out = append(out, `\t`...)
		case c >= utf8.RuneSelf:
			out = append(out, "\ufffd"...)
		default:
			out = append(out, fmt.Sprintf(`\u%04x`, c)...)
		}
	}
	out = append(out, s[start:]...)
	return append(out, '"')
}
