package fonts

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/binary"
	"fmt"
	"io"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
)

//go:embed world/*.ttf.gz
var worldFiles embed.FS

// world is a typeface for scripts that Inter does not hold. It is unpacked when a text
// first needs it, so papers in Latin, Greek and Cyrillic cost nothing more.
type world struct {
	stem   string
	bold   bool // there is a bold cut; otherwise bold is drawn with a thicker line
	tables []*unicode.RangeTable
	// joins says that letters have other forms inside a word, as in Arabic.
	joins bool
	// shaped says that the glyphs of a text are not simply those of its letters.
	shaped bool
	scale  float64 // size in a Courier text, to stand well among its cells
}

// cjk are the marks that belong to Chinese, Japanese and Korean type.
var cjk = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x3000, Hi: 0x303f, Stride: 1}, {Lo: 0x30fb, Hi: 0x30fc, Stride: 1}, {Lo: 0x3200, Hi: 0x33ff, Stride: 1}, {Lo: 0xff00, Hi: 0xffef, Stride: 1}}}

// worlds are the typefaces in the order in which they are asked for a letter. Sources:
// Debian 12 packages fonts-noto-core 20201225-1 (OFL-1.1) and fonts-droid-fallback
// 1:6.0.1r16-1.1 (Apache-2.0); each file is packed by gzip -9 -n, otherwise unchanged.
var worlds = []world{
	{stem: "noto-naskh-arabic", bold: true, tables: []*unicode.RangeTable{unicode.Arabic}, joins: true, shaped: true, scale: 1.05},
	{stem: "noto-sans-hebrew", bold: true, tables: []*unicode.RangeTable{unicode.Hebrew}, shaped: true, scale: 1},
	{stem: "noto-sans-devanagari", bold: true, tables: []*unicode.RangeTable{unicode.Devanagari}, shaped: true, scale: 1},
	{stem: "noto-sans-thai", bold: true, tables: []*unicode.RangeTable{unicode.Thai}, shaped: true, scale: 1},
	{stem: "noto-sans-bengali", tables: []*unicode.RangeTable{unicode.Bengali}, shaped: true, scale: 1},
	{stem: "noto-sans-tamil", tables: []*unicode.RangeTable{unicode.Tamil}, shaped: true, scale: 0.86},
	{stem: "noto-sans-telugu", tables: []*unicode.RangeTable{unicode.Telugu}, shaped: true, scale: 0.9},
	{stem: "noto-sans-kannada", tables: []*unicode.RangeTable{unicode.Kannada}, shaped: true, scale: 0.9},
	{stem: "noto-sans-malayalam", tables: []*unicode.RangeTable{unicode.Malayalam}, shaped: true, scale: 0.86},
	{stem: "noto-sans-gujarati", tables: []*unicode.RangeTable{unicode.Gujarati}, shaped: true, scale: 1},
	{stem: "noto-sans-gurmukhi", tables: []*unicode.RangeTable{unicode.Gurmukhi}, shaped: true, scale: 1},
	{stem: "noto-sans-georgian", tables: []*unicode.RangeTable{unicode.Georgian}, scale: 1},
	{stem: "noto-sans-armenian", tables: []*unicode.RangeTable{unicode.Armenian}, scale: 1},
	{stem: "droid-sans-fallback", tables: []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, cjk}, scale: 1.05},
}

// worldOf is the index of the typeface of a letter, -1 for none. A mark that many
// scripts share has none of its own.
func worldOf(r rune) int {
	if r < 0x530 {
		return -1
	}
	for i := range worlds {
		if unicode.In(r, worlds[i].tables...) {
			return i
		}
	}
	return -1
}

type worldKey struct {
	world int
	bold  bool
}

var (
	worldMu sync.Mutex
	worldOn = map[worldKey]*Face{}
)

// worldFace reads a typeface, once a process.
func worldFace(i int, style Style) *Face {
	w := &worlds[i]
	key := worldKey{i, style&Bold != 0 && w.bold}
	worldMu.Lock()
	defer worldMu.Unlock()
	if f := worldOn[key]; f != nil {
		return f
	}
	name := w.stem + "-400"
	if key.bold {
		name = w.stem + "-700"
	}
	f, err := loadWorld(name, w)
	if err != nil {
		panic(fmt.Sprintf("embedded font %s: %v", name, err)) // a broken build, not an input
	}
	worldOn[key] = f
	return f
}

func loadWorld(name string, w *world) (*Face, error) {
	packed, err := worldFiles.ReadFile("world/" + name + ".ttf.gz")
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	f, err := parse(data)
	if err != nil {
		return nil, err
	}
	f.Name = name
	if !w.shaped {
		return f, nil
	}
	face, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	tables, err := directory(data)
	if err != nil {
		return nil, err
	}
	glyphs, err := characters(tables["cmap"])
	if err != nil {
		return nil, err
	}
	f.shaper = newShaper(face, f, glyphs, tables["maxp"].u16(4), w.joins)
	return f, nil
}

// withCodes is the font file with another character map, for a PDF writer that knows
// glyphs only by the characters that stand for them.
func withCodes(ttf []byte, codes map[rune]int) []byte {
	t := table(ttf)
	n := t.u16(4)
	cmap := format4Table(codes)
	out := bytes.Clone(ttf)
	for len(out)%4 != 0 {
		out = append(out, 0)
	}
	for i := range n {
		e := 12 + i*16
		if string(out[e:e+4]) == "cmap" {
			binary.BigEndian.PutUint32(out[e+8:], uint32(len(out)))
			binary.BigEndian.PutUint32(out[e+12:], uint32(len(cmap)))
		}
	}
	return append(out, cmap...)
}
