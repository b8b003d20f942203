package fonts

import (
	"slices"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Glyph is one picture of a shaped text, in the order drawn from left to right.
type Glyph struct {
	// Code is the character that stands for the glyph in the file Face.Coded(Form).
	Code rune
	Form int
	// X and Y place it from the start of its run, Y upwards; Advance is how far its own
	// width goes. All in thousandths of the type size.
	X, Y, Advance float64
}

// Cluster is the least stretch of text that has pictures of its own: a letter, a
// ligature, a letter with its marks, a syllable.
type Cluster struct {
	Text   string // in reading order
	Glyphs []Glyph
	// Spelled says that the codes of the glyphs are the letters of Text, so a reader of
	// the file finds the words without being told.
	Spelled bool
}

// Codes of glyphs that no letter stands for begin here, in the private use area.
const privateUse = 0xe000

// Forms is the number of coded files of a face. An Arabic letter has up to four
// pictures, and every file holds one for each letter; brackets have two. The last
// file has private codes for all glyphs.
const (
	Forms     = 5
	unspelled = Forms - 1
)

type codeKey struct {
	r     rune
	glyph font.GID
}

type glyphKey struct{ form, glyph int }

type shaper struct {
	mu     sync.Mutex
	owned  map[glyphKey]bool
	engine shaping.HarfbuzzShaper
	face   *font.Face
	form   map[codeKey]int
	forms  [Forms]map[rune]int // glyph of every code
	ttf    []byte
	coded  [Forms][]byte
	cache  map[shapeKey][]Cluster
}

type shapeKey struct {
	text string
	rtl  bool
}

func newShaper(face *font.Face, f *Face, natural map[rune]int, glyphs int, joins bool) *shaper {
	s := &shaper{face: face, form: map[codeKey]int{}, owned: map[glyphKey]bool{}, ttf: f.TTF, cache: map[shapeKey][]Cluster{}}
	for i := range s.forms {
		s.forms[i] = map[rune]int{}
	}
	for _, r := range slices.Sorted(keysOf(natural)) {
		s.give(0, r, natural[r])
	}
	for g := range min(glyphs, 0xf8ff-privateUse) {
		s.forms[unspelled][privateUse+rune(g)] = g
	}
	for r, m := range brackets { // turned round in a line from right to left
		if g, ok := natural[m]; ok {
			s.give(1, r, g)
		}
	}
	if joins {
		s.joined(natural)
	}
	return s
}

// give lets a letter stand for a glyph in a form. In one form a glyph has one letter and
// a letter one glyph: the PDF writer's files would not be the same twice otherwise.
func (s *shaper) give(form int, r rune, glyph int) {
	owner := glyphKey{form, glyph}
	_, used := s.forms[form][r]
	if used || s.owned[owner] {
		return
	}
	s.owned[owner] = true
	s.forms[form][r] = glyph
	s.form[codeKey{r, font.GID(glyph)}] = form
}

// joined finds the pictures a letter has at the beginning, inside and at the end of a
// word by setting it between strokes.
func (s *shaper) joined(natural map[rune]int) {
	const stroke = 'ـ'
	for _, r := range slices.Sorted(keysOf(natural)) {
		if r < 0x600 || r > 0x6ff || r == stroke {
			continue
		}
		for form, text := range [][]rune{{r}, {r, stroke}, {stroke, r, stroke}, {stroke, r}} {
			at := slices.Index(text, r)
			for _, g := range s.run(text, true).Glyphs {
				key := codeKey{r, g.GlyphID}
				if _, known := s.form[key]; g.TextIndex() != at || g.RunesCount() != 1 || g.GlyphsCount() != 1 || known {
					continue
				}
				s.give(form, r, int(g.GlyphID))
			}
		}
	}
}

func keysOf(m map[rune]int) func(yield func(rune) bool) {
	return func(yield func(rune) bool) {
		for r := range m {
			if !yield(r) {
				return
			}
		}
	}
}

// brackets are the marks that change places in a line from right to left.
var brackets = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«'}

const perSize = 1000 // shaped at a size of 1000, so that lengths are thousandths

func (s *shaper) run(text []rune, rtl bool) shaping.Output {
	in := shaping.Input{Text: text, RunEnd: len(text), Face: s.face, Size: fixed.I(perSize), Script: scriptOf(text), Language: language.NewLanguage("")}
	if rtl {
		in.Direction = di.DirectionRTL
	}
	return s.engine.Shape(in)
}

func scriptOf(text []rune) language.Script {
	for _, r := range text {
		if sc := language.LookupScript(r); sc.Strong() {
			return sc
		}
	}
	return language.Common
}

// shape sets a text of one direction; the result must not be changed.
func (s *shaper) shape(text string, rtl bool) []Cluster {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := shapeKey{text, rtl}
	if c, ok := s.cache[key]; ok {
		return c
	}
	runes := []rune(text)
	out := s.run(runes, rtl)
	var list []Cluster
	x := 0.0
	for i := 0; i < len(out.Glyphs); {
		n := max(out.Glyphs[i].GlyphsCount(), 1)
		n = min(n, len(out.Glyphs)-i)
		list = append(list, s.cluster(out.Glyphs[i:i+n], runes, rtl, &x))
		i += n
	}
	if len(s.cache) > 4096 { // a long script has about as many different lines
		clear(s.cache)
	}
	s.cache[key] = list
	return list
}

func (s *shaper) cluster(glyphs []shaping.Glyph, runes []rune, rtl bool, x *float64) Cluster {
	first := glyphs[0].TextIndex()
	letters := runes[first:min(first+max(glyphs[0].RunesCount(), 1), len(runes))]
	c := Cluster{Text: string(letters), Spelled: len(letters) == len(glyphs)}
	for i, g := range glyphs {
		at := i
		if rtl {
			at = len(letters) - 1 - i
		}
		code, form, ok := privateUse+rune(g.GlyphID), unspelled, false
		if c.Spelled {
			code = letters[at]
			form, ok = s.form[codeKey{code, g.GlyphID}]
		}
		if !ok {
			c.Spelled, code, form = false, privateUse+rune(g.GlyphID), unspelled
		}
		c.Glyphs = append(c.Glyphs, Glyph{Code: code, Form: form, X: *x + thousandths(g.XOffset), Y: thousandths(g.YOffset), Advance: thousandths(fixed.Int26_6(s.width(g.GlyphID)))})
		*x += thousandths(g.Advance)
	}
	return c
}

func (s *shaper) width(g font.GID) int {
	return int(s.face.HorizontalAdvance(g) * perSize * 64 / float32(s.face.Upem()))
}

func thousandths(v fixed.Int26_6) float64 { return float64(v) / 64 }

// Coded is the font file in which the codes of the glyphs of a form stand for them.
func (f *Face) Coded(form int) []byte {
	s := f.shaper
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.coded[form] == nil {
		s.coded[form] = withCodes(s.ttf, s.forms[form])
	}
	return s.coded[form]
}
