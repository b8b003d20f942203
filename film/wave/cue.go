package wave

import (
	"encoding/binary"
	"sort"

	"backlot/film/timeline"
)

// Cue is a marker or a range.
type Cue struct {
	ID     int    `json:"id"`
	Sample int64  `json:"sample"` // from the file's start
	Length int64  `json:"length,omitempty"`
	Label  string `json:"label,omitempty"`
	Note   string `json:"note,omitempty"`
}

// cueParts gathers what cue points and the associated data list say about each id.
type cueParts struct {
	cues map[uint32]*Cue
	has  map[uint32]bool // ids that have a point
}

func (c *cueParts) of(id uint32) *Cue {
	if c.cues == nil {
		c.cues, c.has = map[uint32]*Cue{}, map[uint32]bool{}
	}
	if c.cues[id] == nil {
		c.cues[id] = &Cue{ID: int(id)}
	}
	return c.cues[id]
}

// points reads the cue chunk.
func (c *cueParts) points(p *parser, b []byte, place string) {
	if len(b) < 4 {
		p.note(timeline.Wrong, place, "cue has %d bytes; want at least 4", len(b))
		return
	}
	want := binary.LittleEndian.Uint32(b)
	for b = b[4:]; len(b) >= 24 && want > 0; b, want = b[24:], want-1 {
		id := binary.LittleEndian.Uint32(b)
		c.of(id).Sample = int64(binary.LittleEndian.Uint32(b[20:]))
		c.has[id] = true
	}
	if want > 0 {
		p.note(timeline.Wrong, place, "cue is %d points short of what it says", want)
	}
}

// list reads the LIST chunks adtl (labels, notes and lengths of cues) and INFO.
func (p *parser) list(b []byte, place string) {
	if len(b) < 4 {
		return
	}
	kind := string(b[:4])
	if kind != "adtl" && kind != "INFO" {
		return
	}
	for b = b[4:]; len(b) >= 8; {
		name, n := string(b[:4]), int(min(binary.LittleEndian.Uint32(b[4:]), 1<<30))
		b = b[8:]
		if n > len(b) {
			p.note(timeline.Wrong, place, "%s: %q says it has %d bytes; %d are left", kind, name, n, len(b))
			n = len(b)
		}
		part := b[:n]
		b = b[min(n+n%2, len(b)):]
		if kind == "INFO" {
			if p.f.Info == nil {
				p.f.Info = map[string]string{}
			}
			p.f.Info[name] = text(part)
			continue
		}
		if len(part) < 4 {
			continue
		}
		cue := p.cues.of(binary.LittleEndian.Uint32(part))
		switch name {
		case "labl":
			cue.Label = text(part[4:])
		case "note":
			cue.Note = text(part[4:])
		case "ltxt":
			if len(part) >= 8 {
				cue.Length = int64(binary.LittleEndian.Uint32(part[4:]))
			}
		}
	}
}

// list gives the cues that have a point, by id.
func (c *cueParts) list() []Cue {
	var out []Cue
	for id, cue := range c.cues {
		if c.has[id] {
			out = append(out, *cue)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}
