package source

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"
)

// Anchor is a stretch of a book: Start included, End not, in runes of the text of
// the chapter.
type Anchor struct {
	Chapter int `json:"chapter"` // number, from 1
	Start   int `json:"start"`
	End     int `json:"end"`
}

// Quote is the words an anchor holds, or "" when it lies outside the book.
func (t *Text) Quote(a Anchor) string {
	if a.Chapter < 1 || a.Chapter > len(t.Chapters) || a.Start < 0 || a.Start >= a.End {
		return ""
	}
	text := t.Chapters[a.Chapter-1].Text
	from := byteAt(text, a.Start)
	to := from + byteAt(text[from:], a.End-a.Start)
	if utf8.RuneCountInString(text[from:to]) != a.End-a.Start {
		return ""
	}
	return text[from:to]
}

// byteAt is where rune n begins, or the end.
func byteAt(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// Fate is what became of a passage in a new edition.
type Fate string

// The fates of a passage.
const (
	Same    Fate = "same"    // the same words in the same chapter
	Moved   Fate = "moved"   // the same words in another chapter
	Changed Fate = "changed" // most of its words; some were rewritten
	Gone    Fate = "gone"    // less than half of its words are together anywhere
)

// Found is where a passage stands in a new edition. Share is the part of its words
// that were found together, from 0 to 1.
type Found struct {
	Anchor
	Fate  Fate    `json:"fate"`
	Share float64 `json:"share"`
}

// Reanchor finds the passages of an edition in a later one by their words. A
// passage of which less than half is left is Gone; it is never put on a guess.
func Reanchor(before, after *Text, anchors []Anchor) []Found {
	x := indexWords(after)
	out := make([]Found, len(anchors))
	for i, a := range anchors {
		quote := before.Quote(a)
		if a.Chapter <= len(after.Chapters) && quote != "" && after.Quote(a) == quote && before.Chapters[a.Chapter-1].Text == after.Chapters[a.Chapter-1].Text {
			out[i] = Found{a, Same, 1}
			continue
		}
		out[i] = x.find(quote, a, int(before.progress(a)*float64(len(x.words))))
	}
	return out
}

// progress is how far into the book an anchor is, from 0 to 1.
func (t *Text) progress(a Anchor) float64 {
	total, at := 0, 0
	for i, c := range t.Chapters {
		if i+1 < a.Chapter {
			at += c.Words
		}
		total += c.Words
	}
	if q := t.Quote(Anchor{a.Chapter, 0, a.Start}); q != "" {
		at += Words(q)
	}
	return float64(at) / float64(max(total, 1))
}

// word is one word of a book with its place.
type word struct {
	hash       uint64
	chapter    int
	start, end int // runes
}

// index knows where each run of three words stands.
type index struct {
	words []word
	grams map[uint64][]int32
	seed  maphash.Seed
}

const gram = 3

func indexWords(t *Text) *index {
	x := &index{grams: map[uint64][]int32{}, seed: maphash.MakeSeed()}
	for i, c := range t.Chapters {
		x.words = append(x.words, x.wordsOf(c.Text, i+1)...)
	}
	for i := 0; i+gram <= len(x.words); i++ {
		key := mix(x.words[i : i+gram])
		if list := x.grams[key]; len(list) < 64 { // what is everywhere tells nothing
			x.grams[key] = append(list, int32(i))
		}
	}
	return x
}

func (x *index) wordsOf(text string, chapter int) []word {
	var out []word
	runes, at := 0, 0
	eachWord(text, func(from, to int) {
		runes += utf8.RuneCountInString(text[at:from])
		n := utf8.RuneCountInString(text[from:to])
		out = append(out, word{hash: maphash.String(x.seed, strings.ToLower(text[from:to])), chapter: chapter, start: runes, end: runes + n})
		runes, at = runes+n, to
	})
	return out
}

func mix(words []word) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		h = (h ^ w.hash) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// find looks for the words of a passage. hint is the word of the new edition near
// which it is expected; it decides between places that are alike.
func (x *index) find(quote string, a Anchor, hint int) Found {
	words := x.wordsOf(quote, a.Chapter)
	gone := Found{Anchor: a, Fate: Gone}
	if len(words) == 0 {
		return gone
	}
	hits := x.hits(words)
	best, bestScore, bestFar := window{}, 0, 0
	for _, i := range starts(hits, len(words)) {
		w := x.window(words, hits, i)
		far := abs(hits[i].at - hint)
		if w.matched > bestScore || w.matched == bestScore && far < bestFar {
			best, bestScore, bestFar = w, w.matched, far
		}
	}
	share := float64(bestScore) / float64(len(words))
	if share < 0.5 {
		gone.Share = share
		return gone
	}
	best = x.widen(words, best)
	first, last := x.words[best.from], x.words[best.to]
	found := Found{Anchor{first.chapter, first.start, last.end}, Same, share}
	switch {
	case share < 1 || best.to-best.from+1 != len(words):
		found.Fate = Changed
	case first.chapter != a.Chapter:
		found.Fate = Moved
	}
	return found
}

// hit is a run of words of the passage, from its word in, at a word of the book.
type hit struct{ in, at int }

func (x *index) hits(words []word) []hit {
	var out []hit
	if len(words) < gram { // a passage of a word or two: every place where they all stand
		for i := 0; i+len(words) <= len(x.words) && len(out) < 1000; i++ {
			if slices.EqualFunc(x.words[i:i+len(words)], words, func(a, b word) bool { return a.hash == b.hash }) {
				out = append(out, hit{0, i})
			}
		}
		return out
	}
	for i := 0; i+gram <= len(words); i++ {
		for _, at := range x.grams[mix(words[i:i+gram])] {
			out = append(out, hit{i, int(at)})
		}
	}
	slices.SortFunc(out, func(a, b hit) int { return a.at - b.at })
	return out
}

// starts are the hits worth beginning at: the first of each place where many hits
// lie as far from the passage's beginning, the fullest places first. It keeps the
// work in proportion to the hits, however often a book repeats itself.
func starts(hits []hit, words int) []int {
	const most = 24
	width := max(8, words/8)
	type place struct{ key, votes, first int }
	places := map[int]*place{}
	for i, h := range hits {
		key := (h.at - h.in + 1<<30) / width
		for k := key - 1; k <= key+1; k++ {
			if places[k] == nil {
				places[k] = &place{key: k, first: i}
			}
			places[k].votes++
		}
	}
	list := make([]*place, 0, len(places))
	for _, p := range places {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *place) int { return cmp.Or(b.votes-a.votes, a.key-b.key) })
	var out []int
	for _, p := range list[:min(most, len(list))] {
		if !slices.Contains(out, p.first) {
			out = append(out, p.first)
		}
	}
	return out
}

// window is a stretch of the book, from and to included, with how many words of
// the passage are in it.
type window struct{ from, to, matched, head, tail int } // head and tail: words of the passage before and after what was matched

// window takes the hits from the first on that are near enough and go forward in
// the passage, within one chapter.
func (x *index) window(words []word, hits []hit, first int) window {
	h := hits[first]
	n := min(gram, len(words))
	w := window{from: h.at, to: h.at + n - 1, matched: n, head: h.in}
	in := h.in + n // words of the passage up to here are accounted for
	longest := len(words) + len(words)/2 + 8
	for _, g := range hits[first+1:] {
		if g.at-w.from > longest || x.words[g.at].chapter != x.words[w.from].chapter {
			break
		}
		to := g.at + n - 1
		if g.in+n <= in || to <= w.to || x.words[to].chapter != x.words[w.from].chapter {
			continue
		}
		w.matched += min(g.in+n-in, to-w.to, n)
		w.to, in = to, g.in+n
	}
	w.tail = len(words) - in
	return w
}

// widen takes in the ends of a passage that were rewritten: as far as one of the
// words that are missing there still stands near.
func (x *index) widen(words []word, w window) window {
	same := func(list []word, i int) bool {
		return slices.ContainsFunc(list, func(m word) bool { return m.hash == x.words[i].hash })
	}
	chapter := x.words[w.from].chapter
	for i := max(0, w.from-w.head); i < w.from; i++ {
		if x.words[i].chapter == chapter && same(words[:w.head], i) {
			w.from = i
			break
		}
	}
	for i := min(len(x.words)-1, w.to+w.tail); i > w.to; i-- {
		if x.words[i].chapter == chapter && same(words[len(words)-w.tail:], i) {
			w.to = i
			break
		}
	}
	return w
}

func abs(n int) int { return max(n, -n) }
