package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Face is one font file with what setting text needs to know of it.
type Face struct {
	// Name is unique among the files, such as "inter-greek-400-normal".
	Name string
	// TTF is the file itself; it must not be changed.
	TTF []byte

	advance map[rune]float64 // in thousandths of the type size
	shown   map[rune]rune    // the rune to draw: the least of all that share a glyph
	shaper  *shaper          // nil: every letter has one picture
}

// Advance returns the width of r in thousandths of the type size, and whether the file has it.
func (f *Face) Advance(r rune) (float64, bool) {
	w, ok := f.advance[r]
	return w, ok
}

type table []byte

func (t table) u16(i int) int {
	if i < 0 || i+2 > len(t) {
		return 0
	}
	return int(binary.BigEndian.Uint16(t[i:]))
}

func (t table) i16(i int) int { return int(int16(t.u16(i))) }

func (t table) u32(i int) int {
	if i < 0 || i+4 > len(t) {
		return 0
	}
	return int(binary.BigEndian.Uint32(t[i:]))
}

// parse reads the character map (OpenType cmap format 4) and advances (hmtx) of a TrueType file.
// Reads past the end of a table give zero, so a damaged file ends in an error or in fewer letters.
func parse(ttf []byte) (*Face, error) {
	tables, err := directory(ttf)
	if err != nil {
		return nil, err
	}
	head, hhea, hmtx, cmap := tables["head"], tables["hhea"], tables["hmtx"], tables["cmap"]
	perEm := head.u16(18)
	metrics := hhea.u16(34)
	if perEm == 0 || metrics == 0 || len(hmtx) < metrics*4 {
		return nil, errors.New("want head, hhea and hmtx tables with units and advances")
	}
	glyphs, err := characters(cmap)
	if err != nil {
		return nil, err
	}
	f := &Face{TTF: ttf, advance: make(map[rune]float64, len(glyphs)), shown: make(map[rune]rune, len(glyphs))}
	least := map[int]rune{}
	for r, g := range glyphs {
		f.advance[r] = float64(hmtx.u16(min(g, metrics-1)*4)) * 1000 / float64(perEm)
		if m, ok := least[g]; !ok || r < m {
			least[g] = r
		}
	}
	for r, g := range glyphs {
		f.shown[r] = least[g]
	}
	return f, nil
}

func directory(ttf []byte) (map[string]table, error) {
	t := table(ttf)
	if v := t.u32(0); v != 0x00010000 && v != 0x74727565 {
		return nil, errors.New("not a TrueType file")
	}
	out := map[string]table{}
	for i := range t.u16(4) {
		e := 12 + i*16
		off, size := t.u32(e+8), t.u32(e+12)
		if e+16 > len(t) || off > len(t) || size > len(t)-off {
			return nil, fmt.Errorf("table %d lies outside the file", i)
		}
		out[string(t[e:e+4])] = t[off : off+size]
	}
	return out, nil
}

// characters returns the glyph of every rune the Unicode BMP subtable maps.
func characters(cmap table) (map[rune]int, error) {
	for i := range cmap.u16(2) {
		e := 4 + i*8
		platform, encoding, off := cmap.u16(e), cmap.u16(e+2), cmap.u32(e+4)
		unicodeMap := platform == 0 || platform == 3 && encoding == 1
		if unicodeMap && off < len(cmap) && cmap.u16(off) == 4 {
			return format4(cmap[off:]), nil
		}
	}
	return nil, errors.New("want a Unicode character map of format 4")
}

func format4(t table) map[rune]int {
	out := map[rune]int{}
	twice := t.u16(6)
	for seg := 0; seg < twice; seg += 2 {
		end, start := t.u16(14+seg), t.u16(16+twice+seg)
		delta, at := t.i16(16+2*twice+seg), 16+3*twice+seg
		rangeOff := t.u16(at)
		for c := start; c <= end && c < 0xffff; c++ {
			g := c + delta
			if rangeOff != 0 {
				if g = t.u16(at + rangeOff + 2*(c-start)); g != 0 {
					g += delta
				}
			}
			if g &= 0xffff; g != 0 {
				out[rune(c)] = g
			}
		}
	}
	return out
}
