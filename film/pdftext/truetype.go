package pdftext

import "encoding/binary"

// usualGlyph is added to the number of a glyph to guess its character where a
// font says nothing of it: fonts mostly begin with three special glyphs and go on
// in the order of ASCII.
const usualGlyph = ' ' - 3

// glyphText maps the codes of a font without a ToUnicode map to text through the
// character map of the TrueType font in the file; nil if there is none.
func (d *document) glyphText(fd dict) map[int]string {
	file, ok := d.get(d.dict(fd["FontDescriptor"])["FontFile2"]).(*stream)
	if !ok {
		return nil
	}
	glyphs := characterMap(d.data(file))
	if len(glyphs) == 0 {
		return nil
	}
	var codes []byte // CIDToGIDMap: two bytes a code
	if s, ok := d.get(fd["CIDToGIDMap"]).(*stream); ok {
		codes = d.data(s)
	}
	out := make(map[int]string, len(glyphs))
	if codes == nil {
		for g, r := range glyphs {
			out[g] = string(r)
		}
		return out
	}
	for i := 0; i+1 < len(codes); i += 2 {
		if r, ok := glyphs[int(binary.BigEndian.Uint16(codes[i:]))]; ok {
			out[i/2] = string(r)
		}
	}
	return out
}

// characterMap reads the cmap table of a TrueType font backwards, from glyph to
// character. Of several characters with one glyph the lowest counts.
func characterMap(font []byte) map[int]rune {
	table := func(tag string) []byte {
		if len(font) < 12 {
			return nil
		}
		for i := range int(binary.BigEndian.Uint16(font[4:])) {
			at := 12 + 16*i
			if at+16 > len(font) {
				return nil
			}
			from, n := int64(binary.BigEndian.Uint32(font[at+8:])), int64(binary.BigEndian.Uint32(font[at+12:]))
			if string(font[at:at+4]) == tag && from+n <= int64(len(font)) {
				return font[from : from+n]
			}
		}
		return nil
	}
	cmap := table("cmap")
	if len(cmap) < 4 {
		return nil
	}
	out := map[int]rune{}
	left := 1 << 17 // more than any font has
	put := func(glyph int, r rune) bool {
		left--
		if old, ok := out[glyph]; glyph > 0 && (!ok || r < old) {
			out[glyph] = r
		}
		return left > 0
	}
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		at := 4 + 8*i
		if at+8 > len(cmap) {
			break
		}
		from := binary.BigEndian.Uint32(cmap[at+4:])
		if int64(from)+16 > int64(len(cmap)) {
			continue
		}
		switch sub := cmap[from:]; binary.BigEndian.Uint16(sub) {
		case 4:
			segments(sub, put)
		case 12:
			groups(sub, put)
		}
	}
	return out
}

// segments reads a subtable of format 4: runs of characters of 16 bits.
func segments(sub []byte, put func(int, rune) bool) {
	n := int(binary.BigEndian.Uint16(sub[6:])) / 2
	word := func(i int) int {
		if i < 0 || i+2 > len(sub) {
			return 0
		}
		return int(binary.BigEndian.Uint16(sub[i:]))
	}
	for k := range n {
		end, start := word(14+2*k), word(16+2*n+2*k)
		delta, at := word(16+4*n+2*k), 16+6*n+2*k
		offset := word(at)
		for c := start; c <= end && c < 0xffff; c++ {
			glyph := c + delta
			if offset != 0 {
				if glyph = word(at + offset + 2*(c-start)); glyph != 0 {
					glyph += delta
				}
			}
			if !put(glyph&0xffff, rune(c)) {
				return
			}
		}
	}
}

// groups reads a subtable of format 12: runs of characters of 32 bits.
func groups(sub []byte, put func(int, rune) bool) {
	for i := 16; i+12 <= len(sub); i += 12 {
		start, end := binary.BigEndian.Uint32(sub[i:]), binary.BigEndian.Uint32(sub[i+4:])
		glyph := int(binary.BigEndian.Uint32(sub[i+8:]) & 0xffff)
		for c := start; c <= min(end, start+0xffff); c++ {
			if !put(glyph+int(c-start), rune(c)) {
				return
			}
		}
	}
}
