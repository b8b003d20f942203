// Package fonts holds the letters every paper of a production is set in: Courier Prime for
// screenplays, Inter for everything else, both under the SIL Open Font License (OFL-*.txt).
//
// Each family comes as several small files, one per script (Latin, extended Latin, Vietnamese,
// Greek, Cyrillic). A text is cut into runs, each with the first file that has its letters; a
// letter Courier Prime lacks is set in Inter, and a letter that no file has becomes a run without a
// file, which the caller must show as a box and report: it is never dropped.
//
// The files are the .woff of npm @fontsource/courier-prime 5.3.0 and @fontsource/inter 5.3.0,
// unpacked by the command in woff/.
package fonts

import (
	"embed"
	"fmt"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"backlot/film/screenplay/layout"
)

// Family is a typeface.
type Family int

// The two typefaces.
const (
	Inter Family = iota
	Courier
)

// Style is a cut of a typeface; Bold and Italic may be joined.
type Style int

// The cuts.
const (
	Regular Style = 0
	Bold    Style = 1
	Italic  Style = 2
)

//go:embed *.ttf
var files embed.FS

// scripts lists the files of a family in the order in which they are asked for a letter.
var scripts = map[Family][]string{
	Inter:   {"latin", "latin-ext", "vietnamese", "greek", "cyrillic", "greek-ext", "cyrillic-ext"},
	Courier: {"latin", "latin-ext"},
}

var stems = map[Family]string{Inter: "inter", Courier: "courier-prime"}

// Run is a piece of text that one file can set. Runs stand from left to right.
type Run struct {
	Text string // in reading order
	Face *Face  // nil: no file has these letters
	// Width is the advance in thousandths of the type size.
	Width float64
	// Foreign says that the run is set in another family than was asked for.
	Foreign bool
	// Clusters are the pictures of a text that is not simply its letters one after
	// another; nil otherwise. Scale is the part of the type size they are set in.
	Clusters []Cluster
	Scale    float64
	// Reads is what Text stands for, if its pictures are those of other letters.
	Reads string
	// Heavy says that bold was asked for and the file has no bold cut.
	Heavy bool
}

// Wide reports whether a run begins with a letter of two cells.
func (r Run) Wide() bool {
	for _, c := range r.Text {
		return layout.Cells(c) == 2
	}
	return false
}

// Pitch is the advance of every letter asked for in Courier, also of one that another family lends:
// ten characters an inch at 12 point, on which page counts rest. In thousandths of the size.
const Pitch = 600

// BoxWidth is the advance of the box drawn for a letter that no file has, in thousandths of the size
// (in Courier the box takes one Pitch).
const BoxWidth = 620

type cut struct {
	family Family
	style  Style
}

var (
	loadMu sync.Mutex
	loaded = map[cut][]*Face{}
)

// faces returns the files of a family and style, read once a process.
func faces(family Family, style Style) []*Face {
	loadMu.Lock()
	defer loadMu.Unlock()
	key := cut{family, style}
	if f, ok := loaded[key]; ok {
		return f
	}
	var out []*Face
	for _, script := range scripts[family] {
		f, err := load(family, style, script)
		if err != nil {
			panic(fmt.Sprintf("embedded font: %v", err)) // a broken build, not an input
		}
		out = append(out, f)
	}
	loaded[key] = out
	return out
}

func load(family Family, style Style, script string) (*Face, error) {
	weight, slope := "400", "normal"
	if style&Bold != 0 {
		weight = "700"
	}
	if style&Italic != 0 {
		slope = "italic"
	}
	name := stems[family] + "-" + script + "-" + weight + "-" + slope
	data, err := files.ReadFile(name + ".ttf")
	if err != nil {
		return nil, err
	}
	f, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f.Name = name
	return f, nil
}

// Runs cuts s into runs. The text is composed first (NFC), so that "é" typed as two characters
// finds its letter; spaces of unusual width become plain ones; control characters vanish, because
// they have no picture (line ends must be handled before). Text that is written from right to left
// is put in the order in which it stands on paper; it reads from the right if its first letter does.
func Runs(s string, family Family, style Style) []Run {
	text := norm.NFC.String(s)
	for _, r := range text {
		if r >= firstWorld && worldOf(r) >= 0 {
			return mixed(text, family, style)
		}
	}
	return simple(nil, text, family, style)
}

// simple appends the runs of a text without right-to-left or shaped letters.
func simple(out []Run, text string, family Family, style Style) []Run {
	for _, r := range text {
		r = plain(r)
		if r < 0 {
			continue
		}
		face, shown, foreign := find(r, family, style)
		width := float64(BoxWidth)
		switch {
		case family == Courier:
			width = Pitch
		case face != nil:
			width = face.advance[shown]
		}
		if n := len(out) - 1; n >= 0 && out[n].Face == face && out[n].Foreign == foreign && out[n].Clusters == nil && out[n].Reads == "" {
			out[n].Text += string(shown)
			out[n].Width += width
			continue
		}
		out = append(out, Run{Text: string(shown), Face: face, Width: width, Foreign: foreign})
	}
	return out
}

// Width returns the advance of s in thousandths of the type size.
func Width(s string, family Family, style Style) float64 {
	if family == Courier {
		var sum float64
		for _, run := range Runs(s, family, style) {
			sum += run.Width
		}
		return sum
	}
	first := faces(family, style)[0]
	var sum float64
	for i, r := range s {
		w, ok := first.advance[r]
		if !ok || r >= 0x300 {
			rest := 0.0
			for _, run := range Runs(s[i:], family, style) {
				rest += run.Width
			}
			return sum + rest
		}
		sum += w
	}
	return sum
}

// Missing returns the letters of s that no file can show, each once, in order of appearance.
func Missing(s string) []rune {
	var out []rune
	seen := map[rune]bool{}
	for _, run := range Runs(s, Inter, Regular) {
		if run.Face != nil {
			continue
		}
		for _, r := range run.Text {
			if !seen[r] {
				seen[r] = true
				out = append(out, r)
			}
		}
	}
	return out
}

// find returns the face for r and the rune to draw with it.
func find(r rune, family Family, style Style) (*Face, rune, bool) {
	for _, f := range faces(family, style) {
		if shown, ok := f.shown[r]; ok {
			return f, shown, false
		}
	}
	if family != Inter {
		f, shown, _ := find(r, Inter, style)
		return f, shown, f != nil
	}
	return nil, r, false
}

// plain maps characters that differ only in spacing or breaking to the one that is drawn;
// -1 means that there is nothing to draw.
func plain(r rune) rune {
	switch {
	case r == '\t', r == '\u00a0', r == '\u202f', r >= '\u2000' && r <= '\u200a', r == '\u3000':
		return ' '
	case r == '\u2010', r == '\u2011':
		return '-'
	case r == '\u00ad', r == '\ufeff', r >= '\u200b' && r <= '\u200f', r >= '\ufe00' && r <= '\ufe0f':
		return -1
	case unicode.IsControl(r):
		return -1
	}
	return r
}
