package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// row is one wrapped line of a block: bytes and runes of its text.
type row struct {
	from, to   int // bytes
	start, end int // runes
}

// Cells is the width of a rune in character cells: two for the letters of Chinese,
// Japanese and Korean, none for marks that stand over or under another letter.
func Cells(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf && r != 0x303f, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6,
		r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// Width is the width of text in cells.
func Width(text string) int {
	n := 0
	for _, r := range text {
		n += Cells(r)
	}
	return n
}

// wrap breaks text from byte offset from (rune offset fromRune) into rows of at
// most wide cells: at spaces, after hyphens and between wide characters; a word
// too long for a row is cut. Every "\n" ends a row.
func wrap(text string, from, fromRune, wide int) []row {
	var out []row
	w := wrapper{text: text, wide: max(wide, 2)}
	for {
		end := strings.IndexByte(text[from:], '\n')
		stop := len(text)
		if end >= 0 {
			stop = from + end
		}
		out = w.line(out, from, stop, fromRune)
		if end < 0 {
			return out
		}
		fromRune = out[len(out)-1].end + utf8.RuneCountInString(text[out[len(out)-1].to:stop]) + 1
		from = stop + 1
	}
}

type wrapper struct {
	text string
	wide int
}

// line wraps one line without line ends; it adds at least one row.
func (w wrapper) line(out []row, from, stop, rune0 int) []row {
	start, startRune := from, rune0
	brk, brkRune := -1, 0 // where the row may end
	next, nextRune := -1, 0
	n, at := 0, rune0
	for i := from; i < stop; {
		r, size := rune(w.text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(w.text[i:stop])
		}
		c := Cells(r)
		if r == ' ' {
			if i > start {
				brk, brkRune, next, nextRune = i, at, i+1, at+1
			}
			n, i, at = n+1, i+1, at+1
			continue
		}
		if n+c > w.wide && i > start && !unicode.Is(unicode.M, r) {
			if brk < 0 || brk <= start {
				brk, brkRune, next, nextRune = i, at, i, at
			}
			out = append(out, w.trim(row{start, brk, startRune, brkRune}))
			start, startRune = next, nextRune
			for start < i && w.text[start] == ' ' {
				start, startRune = start+1, startRune+1
			}
			n = Width(w.text[start:i])
			brk = -1
		}
		if thaiFront(r) && i > start {
			brk, brkRune, next, nextRune = i, at, i, at
		}
		n, i, at = n+c, i+size, at+1
		if r == '-' && i < stop && w.text[i] != '-' || c == 2 && w.parts(r, i, stop) || r == '—' || r == '/' && n > w.wide/2 {
			brk, brkRune, next, nextRune = i, at, i, at
		}
	}
	return append(out, w.trim(row{start, stop, startRune, at}))
}

// thaiFront reports whether a vowel is written before its consonant: the beginning of
// a syllable for certain. Thai has no spaces between words and we have no dictionary,
// so rows end there, or at a space.
func thaiFront(r rune) bool { return r >= 'เ' && r <= 'ไ' }

// parts is MayPart between r and what stands at i; a wide letter at the end may.
func (w wrapper) parts(r rune, i, stop int) bool {
	if i >= stop {
		return true
	}
	after, _ := utf8.DecodeRuneInString(w.text[i:stop])
	return MayPart(r, after)
}

// MayPart reports whether a row may end between two letters without a space between
// them: after a wide letter, though not after an opening bracket, nor before a closing
// one, a full stop or a small kana (JIS X 4051, kinsoku), and in Korean only at spaces;
// and before a Thai vowel that begins a syllable.
func MayPart(r, after rune) bool {
	switch {
	case thaiFront(after):
		return r != ' '
	case Cells(r) != 2, strings.ContainsRune("（「『【〔《〈“‘", r):
		return false
	case unicode.Is(unicode.Hangul, r) && (unicode.Is(unicode.Hangul, after) || after < 0x80):
		return false
	}
	return !strings.ContainsRune("、。，．・：；？！）」』】〕》〉”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…‥,.!?:;)", after)
}

// trim takes spaces from the end of a row.
func (w wrapper) trim(r row) row {
	for r.to > r.from && (w.text[r.to-1] == ' ' || w.text[r.to-1] == '\t') {
		r.to--
		r.end--
	}
	return r
}

// sentenceEnds lists the byte and rune offsets in text after which a new
// sentence begins, from byte offset from on.
func sentenceEnds(text string, from, fromRune int) (bytes, runes []int) {
	at := fromRune
	ended := false
	for i, r := range text[from:] {
		switch {
		case r == '.' || r == '!' || r == '?' || r == '…' || r == '。' || r == '！' || r == '？' || r == '।' || r == '؟':
			ended = true
			if r >= 0x3000 {
				bytes, runes = append(bytes, from+i+utf8.RuneLen(r)), append(runes, at+1)
			}
		case r == '"' || r == '\'' || r == '”' || r == '’' || r == ')':
		case r == ' ' || r == '\n':
			if ended || r == '\n' {
				bytes, runes = append(bytes, from+i+1), append(runes, at+1)
			}
			ended = false
		default:
			ended = false
		}
		at++
	}
	return bytes, runes
}
