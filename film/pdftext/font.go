package pdftext

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// font turns the codes of a string into text and widths.
type font struct {
	name     string
	wide     bool // codes of two bytes
	toText   map[int]string
	encoding [256]rune
	widths   map[int]float64 // thousandths of the size
	missing  float64
}

// show is one code of a string.
type show struct {
	text  string
	width float64
	space bool
}

func (d *document) font(o any) *font {
	fd := d.dict(o)
	f := &font{widths: map[int]float64{}, missing: 500}
	if n, ok := d.get(fd["BaseFont"]).(name); ok {
		f.name = string(n)
		if i := strings.IndexByte(f.name, '+'); i == 6 {
			f.name = f.name[7:]
		}
	}
	if strings.Contains(f.name, "Courier") {
		f.missing = 600
	}
	if s, ok := d.get(fd["ToUnicode"]).(*stream); ok {
		f.toText = toUnicode(d.data(s))
	}
	if d.get(fd["Subtype"]) == name("Type0") {
		f.wide = true
		if kids := d.array(fd["DescendantFonts"]); len(kids) > 0 {
			d.cidWidths(f, d.dict(kids[0]))
			if f.toText == nil {
				f.toText = d.glyphText(d.dict(kids[0]))
			}
		}
		return f
	}
	first := int(d.number(fd["FirstChar"]))
	for i, w := range d.array(fd["Widths"]) {
		if n := d.number(w); n > 0 {
			f.widths[first+i] = n
		}
	}
	f.encoding = standard
	switch e := d.get(fd["Encoding"]).(type) {
	case name:
		f.base(e)
	case dict:
		if b, ok := d.get(e["BaseEncoding"]).(name); ok {
			f.base(b)
		}
		code := 0
		for _, o := range d.array(e["Differences"]) {
			switch v := d.get(o).(type) {
			case float64:
				code = int(v)
			case name:
				if r, ok := glyph(string(v)); ok && code >= 0 && code < 256 {
					f.encoding[code] = r
				}
				code++
			}
		}
	}
	return f
}

func (f *font) base(n name) {
	switch n {
	case "MacRomanEncoding":
		f.encoding = macRoman
	default:
		f.encoding = winAnsi
	}
}

func (d *document) cidWidths(f *font, fd dict) {
	f.missing = 1000
	if dw, ok := d.get(fd["DW"]).(float64); ok {
		f.missing = dw
	}
	w := d.array(fd["W"])
	for i := 0; i+1 < len(w); {
		first := int(d.number(w[i]))
		if list := d.array(w[i+1]); list != nil {
			for k, v := range list {
				f.widths[first+k] = d.number(v)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last := min(int(d.number(w[i+1])), first+65535)
		for c := first; c <= last; c++ {
			f.widths[c] = d.number(w[i+2])
		}
		i += 3
	}
}

// decode splits a string into its codes.
func (f *font) decode(s []byte) []show {
	var out []show
	step := 1
	if f.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		code := int(s[i])
		if f.wide {
			code = code<<8 | int(s[i+1])
		}
		w, ok := f.widths[code]
		if !ok {
			w = f.missing
		}
		text, ok := f.toText[code]
		if !ok {
			switch {
			case f.wide && code >= 3:
				text = string(rune(code + usualGlyph))
			case f.encoding[code] != 0:
				text = string(f.encoding[code])
			}
		}
		out = append(out, show{text, w, code == 32 && !f.wide})
	}
	return out
}

// toUnicode reads a ToUnicode map.
func toUnicode(b []byte) map[int]string {
	out := map[int]string{}
	l := &lexer{b: b}
	var args []any
	for len(out) < 1<<17 {
		o, ok := l.next()
		if !ok {
			return out
		}
		k, isKey := o.(keyword)
		if !isKey {
			args = append(args, o)
			continue
		}
		switch k {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				out[codeOf(args[i])] = utf16Text(args[i+1], 0)
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				bfRange(out, args[i], args[i+1], args[i+2])
			}
		}
		args = nil
	}
	return out
}

func bfRange(out map[int]string, a, b, to any) {
	lo, hi := codeOf(a), codeOf(b)
	if hi-lo > 65535 {
		return
	}
	for c := lo; c <= hi; c++ {
		if list, ok := to.(array); ok {
			if c-lo < len(list) {
				out[c] = utf16Text(list[c-lo], 0)
			}
			continue
		}
		out[c] = utf16Text(to, c-lo)
	}
}

func codeOf(o any) int {
	s, _ := o.([]byte)
	n := 0
	for _, c := range s[:min(len(s), 4)] {
		n = n<<8 | int(c)
	}
	return n
}

func utf16Text(o any, add int) string {
	s, _ := o.([]byte)
	if len(s) == 1 {
		return string(rune(int(s[0]) + add))
	}
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	if len(units) > 0 {
		units[len(units)-1] += uint16(add)
	}
	return string(utf16.Decode(units))
}

// glyph is the character of a glyph name.
func glyph(n string) (rune, bool) {
	if i := strings.IndexByte(n, '.'); i > 0 {
		n = n[:i]
	}
	if len([]rune(n)) == 1 {
		return []rune(n)[0], true
	}
	if r, ok := glyphs[n]; ok {
		return r, true
	}
	for _, p := range [...]string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(n, p); ok && len(hex) >= 4 {
			if v, err := strconv.ParseUint(hex[:min(len(hex), 6)], 16, 21); err == nil {
				return rune(v), true
			}
		}
	}
	return 0, false
}
