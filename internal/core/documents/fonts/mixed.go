package fonts

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/bidi"

	"backlot/film/screenplay/layout"
)

// firstWorld is the first letter that can belong to a world typeface.
const firstWorld = 0x530

// FromRight, before a text, makes it read from right to left whatever it begins with.
const FromRight = "\u200f"

// Proportional reports whether a text has letters that Courier cannot set one to a cell:
// those of scripts that join, stack or reorder them.
func Proportional(s string) bool {
	for _, r := range s {
		if w := worldOf(r); w >= 0 && worlds[w].shaped {
			return true
		}
	}
	return false
}

// mixed is Runs for a text with letters of a world typeface.
func mixed(text string, family Family, style Style) []Run {
	runes := make([]rune, 0, len(text))
	for _, r := range text {
		switch {
		case r == '\u200c' || r == '\u200d' || r == '\u200e' || r == '\u200f':
			runes = append(runes, r) // joiners and direction marks matter until they are used
		case r == '\u3000':
			runes = append(runes, r)
		default:
			if r = plain(r); r >= 0 {
				runes = append(runes, r)
			}
		}
	}
	var out []Run
	for _, d := range directions(runes) {
		out = append(out, oneWay(runes[d.start:d.end], d.rtl, family, style)...)
	}
	return out
}

type direction struct {
	start, end int
	rtl        bool
}

// directions cuts a text into stretches of one direction in the order in which they
// stand on paper (Unicode bidirectional algorithm, UAX 9, rule L2 by whole runs).
func directions(runes []rune) []direction {
	var p bidi.Paragraph
	base := bidi.LeftToRight
	if layout.RightToLeft(string(runes)) {
		base = bidi.RightToLeft
	}
	runs := p.Segment(runes, base)
	n := runs.NumRuns()
	list, levels, high := make([]direction, n), make([]int, n), 0
	for i := range n {
		r := runs.Run(i)
		list[i], levels[i] = direction{r.Start, r.End, r.Level%2 == 1}, int(r.Level)
		high = max(high, levels[i])
	}
	for level := high; level > 0; level-- {
		for i := 0; i < n; i++ {
			if levels[i] < level {
				continue
			}
			j := i
			for j < n && levels[j] >= level {
				j++
			}
			slices.Reverse(list[i:j])
			slices.Reverse(levels[i:j])
			i = j
		}
	}
	return list
}

// oneWay sets a stretch of one direction: pieces of one typeface, in the order on paper.
func oneWay(runes []rune, rtl bool, family Family, style Style) []Run {
	var pieces [][]Run
	for start := 0; start < len(runes); {
		w := homeOf(runes, start)
		end := start + 1
		for end < len(runes) && stays(runes, end, w) {
			end++
		}
		piece := runes[start:end]
		start = end
		if w < 0 {
			piece = drawn(piece)
			if rtl {
				pieces = append(pieces, backwards(piece, family, style))
			} else {
				pieces = append(pieces, simple(nil, string(piece), family, style))
			}
			continue
		}
		pieces = append(pieces, worldRuns(piece, w, rtl, family, style))
	}
	if rtl {
		slices.Reverse(pieces)
	}
	var out []Run
	for _, p := range pieces {
		out = append(out, p...)
	}
	return out
}

// homeOf is the typeface of the rune at i: its own, or for marks, spaces and digits that
// of the letters around it, if that has them.
func homeOf(runes []rune, i int) int {
	r := runes[i]
	if w := worldOf(r); w >= 0 && has(w, r) {
		return w
	}
	if !neutral(r) {
		return -1
	}
	for j := i + 1; j < len(runes); j++ {
		if w := worldOf(runes[j]); w >= 0 || !neutral(runes[j]) {
			if w >= 0 && lends(w, r) {
				return w
			}
			return -1
		}
	}
	return -1
}

// stays reports whether the rune at i is set with the piece before it.
func stays(runes []rune, i, w int) bool {
	r := runes[i]
	if own := worldOf(r); own >= 0 && has(own, r) {
		return own == w
	}
	if w < 0 {
		return homeOf(runes, i) < 0
	}
	return neutral(r) && lends(w, r)
}

// has reports whether a typeface holds a letter of its script.
func has(w int, r rune) bool {
	_, ok := worldFace(w, Regular).advance[r]
	return ok
}

func neutral(r rune) bool {
	return !unicode.IsLetter(r)
}

// lends reports whether a typeface sets a rune that is not its own: shaped ones hold
// the marks that go with their letters, the others leave them to Inter and Courier.
func lends(w int, r rune) bool {
	if !worlds[w].shaped || unicode.IsDigit(r) && r < 0x80 {
		return false
	}
	if r == '\u200c' || r == '\u200d' || r == '\u200e' || r == '\u200f' {
		return true
	}
	_, ok := worldFace(w, Regular).advance[r]
	return ok
}

func drawn(runes []rune) []rune {
	return slices.DeleteFunc(slices.Clone(runes), func(r rune) bool { return plain(r) < 0 })
}

// backwards sets text without letters, such as full stops and brackets, in a line that
// runs from right to left. Brackets are drawn turned round and say what they are.
func backwards(runes []rune, family Family, style Style) []Run {
	var out []Run
	for _, r := range slices.Backward(runes) {
		if m, ok := brackets[r]; ok {
			turned := simple(nil, string(m), family, style)
			turned[0].Reads = string(r)
			out = append(out, turned...)
			continue
		}
		out = simple(out, string(r), family, style)
	}
	return out
}

// worldRuns sets a piece in a world typeface.
func worldRuns(runes []rune, w int, rtl bool, family Family, style Style) []Run {
	face := worldFace(w, style)
	heavy := style&Bold != 0 && !worlds[w].bold
	if face.shaper != nil {
		runes = slices.DeleteFunc(slices.Clone(runes), func(r rune) bool { return r == '\u200e' || r == '\u200f' })
		scale := 1.0
		if family == Courier {
			scale = worlds[w].scale
		}
		run := Run{Text: string(runes), Face: face, Scale: scale, Foreign: true, Heavy: heavy, Clusters: face.shaper.shape(string(runes), rtl)}
		for _, c := range run.Clusters {
			for _, g := range c.Glyphs {
				run.Width = max(run.Width, (g.X+g.Advance)*scale)
			}
		}
		return []Run{run}
	}
	var out []Run
	for _, r := range runes {
		f, shown := face, r
		if s, ok := face.shown[r]; ok {
			shown = s
		} else {
			f = nil
		}
		width := 1000.0
		if f != nil {
			width = f.advance[shown]
		}
		if family == Courier {
			width = float64(layout.Cells(r)) * Pitch
		}
		if n := len(out) - 1; n >= 0 && out[n].Face == f {
			out[n].Text += string(shown)
			out[n].Width += width
			continue
		}
		out = append(out, Run{Text: string(shown), Face: f, Width: width, Foreign: true, Heavy: heavy})
	}
	return out
}
