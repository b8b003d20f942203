// Package pdftext reads the words of a PDF with their places on the page, as
// much as is needed to read a screenplay or a report back from print.
//
// It needs no cross-reference table: objects are found where they stand, so
// damaged files give what is left of them. It draws nothing and runs nothing.
package pdftext

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Word is text without a space in it. Places are in points from the lower left
// corner of the page.
type Word struct {
	X, Y  float64 // of the baseline's beginning
	Right float64 // where the next character would begin
	Size  float64 // of the type, in points
	Font  string  // name of the font, such as "CourierPrime-Bold"
	Text  string
}

// Page is one page with its words, from top to bottom and left to right.
type Page struct {
	Width, Height float64
	Words         []Word
}

// Limits bounds the work on a file. A zero field means the default.
type Limits struct {
	Unpacked int64 // bytes of all streams together; default 256 MiB
	Pages    int   // default 5000
	Words    int   // default 4,000,000
}

// ErrEncrypted says that the file is locked by a password or by rights.
var ErrEncrypted = errors.New("the PDF is encrypted: save it without a password first")

// ErrNoText says that the file has pages and no text: a scan or a picture.
var ErrNoText = errors.New("the PDF has no text layer: it is a scan or pictures; run text recognition (OCR) on it first")

// Read reads the words of every page.
func Read(raw []byte, limits Limits) ([]Page, error) {
	if limits.Unpacked <= 0 {
		limits.Unpacked = 256 << 20
	}
	if limits.Pages <= 0 {
		limits.Pages = 5000
	}
	if limits.Words <= 0 {
		limits.Words = 4_000_000
	}
	d := open(raw, limits.Unpacked)
	if d.encrypted {
		return nil, ErrEncrypted
	}
	dicts := d.pages(limits.Pages)
	if len(dicts) == 0 {
		return nil, fmt.Errorf("no pages found in the PDF")
	}
	var out []Page
	words := 0
	for _, p := range dicts {
		page := d.page(p, limits.Words-words)
		words += len(page.Words)
		out = append(out, page)
	}
	if words == 0 {
		return nil, ErrNoText
	}
	return out, nil
}

// char is one character as shown.
type char struct {
	x, y, right, size float64
	font              string
	text              string
}

// wordsOf joins characters into words: first as they were shown one after the
// other, so that texts printed across each other stay apart, then neighbours on
// one baseline without a gap.
func wordsOf(chars []char) []Word {
	words := shownWords(chars)
	sort.SliceStable(words, func(i, j int) bool { return words[i].Y > words[j].Y })
	var out []Word
	for start := 0; start < len(words); {
		end := start + 1
		for end < len(words) && words[end].Y > words[start].Y-2.01 {
			end++
		}
		line := words[start:end]
		sort.SliceStable(line, func(i, j int) bool { return line[i].X < line[j].X })
		out = append(out, joinLine(line)...)
		start = end
	}
	return out
}

// shownWords joins characters in the order of the page's content.
func shownWords(chars []char) []Word {
	var out []Word
	var text []byte // of the open word
	open := false
	shut := func() {
		if open {
			out[len(out)-1].Text = string(text)
			text, open = text[:0], false
		}
	}
	for i := range chars {
		c := &chars[i]
		if strings.TrimSpace(c.text) == "" {
			shut()
			continue
		}
		if open {
			w := &out[len(out)-1]
			if d := c.x - w.Right; d < c.size*0.2 && d > -c.size*0.3 && near(c.y, w.Y) && near(c.size, w.Size) {
				text = append(text, c.text...)
				w.Right = max(w.Right, c.right)
				continue
			}
			shut()
		}
		out = append(out, Word{X: c.x, Y: c.y, Right: c.right, Size: c.size, Font: c.font})
		text, open = append(text, c.text...), true
	}
	shut()
	return out
}

func near(a, b float64) bool { return a-b < 2 && b-a < 2 }

// joinLine joins the words of one line that touch, and leaves out what is
// printed twice for a bold look.
func joinLine(line []Word) []Word {
	out := line[:0]
	for _, w := range line {
		if n := len(out); n > 0 {
			last := &out[n-1]
			switch gap := w.X - last.Right; {
			case w.Text == last.Text && w.X-last.X < w.Size*0.3:
				continue
			case gap < w.Size*0.2 && gap > -w.Size*0.1:
				last.Text += w.Text
				last.Right = max(last.Right, w.Right)
				continue
			}
		}
		out = append(out, w)
	}
	return out
}
