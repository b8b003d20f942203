package compare

import (
	"strings"
	"unicode"

	"github.com/zeebo/xxh3"
)

// WordEdit is a stretch of an edited block: kept, taken out or put in.
type WordEdit struct {
	Op   string `json:"op"` // "keep", "out", "in"
	Text string `json:"text"`
}

// token is a word, or the space and marks between words.
type token struct {
	text       string
	start, end int // runes
}

func tokens(text string) []token {
	var out []token
	start, startRune, n := 0, 0, 0
	kind := 0
	for i, r := range text {
		k := 3
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			k = 1
		case unicode.IsSpace(r):
			k = 2
		}
		if r >= 0x2e80 && k == 1 { // a wide character is a word by itself
			k = 4
		}
		if i > start && (k != kind || k >= 3) {
			out = append(out, token{text[start:i], startRune, n})
			start, startRune = i, n
		}
		kind = k
		n++
	}
	if start < len(text) {
		out = append(out, token{text[start:], startRune, n})
	}
	return out
}

func hashes(ts []token) []uint64 {
	out := make([]uint64, len(ts))
	for i, t := range ts {
		out[i] = xxh3.HashString(t.text)
	}
	return out
}

// Words says how one text became another, word by word.
func Words(before, after string) []WordEdit {
	a, b := tokens(before), tokens(after)
	var out []WordEdit
	put := func(op, text string) {
		if text == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += text
			return
		}
		out = append(out, WordEdit{op, text})
	}
	i, j := 0, 0
	for _, p := range append(align(hashes(a), hashes(b)), [2]int{len(a), len(b)}) {
		for ; i < p[0]; i++ {
			put("out", a[i].text)
		}
		for ; j < p[1]; j++ {
			put("in", b[j].text)
		}
		if i < len(a) {
			put("keep", a[i].text)
		}
		i, j = i+1, j+1
	}
	return out
}

// MoveRange finds where the runes start to end of an earlier text stand in a
// later one. It reports false if not one of the words is still there; a range of
// which a part survives shrinks to that part.
func MoveRange(before, after string, start, end int) (from, to int, ok bool) {
	if before == after {
		return start, end, true
	}
	a, b := tokens(before), tokens(after)
	from, to = -1, -1
	for _, p := range align(hashes(a), hashes(b)) {
		t, u := a[p[0]], b[p[1]]
		lo, hi := max(t.start, start), min(t.end, end)
		if lo >= hi || strings.TrimSpace(t.text) == "" || !wordy(t.text) {
			continue
		}
		lo, hi = u.start+lo-t.start, u.start+hi-t.start
		if from < 0 {
			from = lo
		}
		to = hi
	}
	return from, to, from >= 0
}

func wordy(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// likeness of two texts from 0 to 1: words in common, twice, by words in all.
func likeness(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := make(map[uint64]int, len(a))
	for _, h := range a {
		n[h]++
	}
	common := 0
	for _, h := range b {
		if n[h] > 0 {
			n[h]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// wordHashes are the words of a text in lower case, without what stands between.
func wordHashes(text string) []uint64 {
	var out []uint64
	for _, t := range tokens(text) {
		if wordy(t.text) {
			out = append(out, xxh3.HashString(strings.ToLower(t.text)))
		}
	}
	return out
}
