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

// wordsOf joins characters into words: neighbours on one baseline without a gap.
func wordsOf(chars []char) []Word {
	sort.SliceStable(chars, func(i, j int) bool {
		a, b := &chars[i], &chars[j]
		if d := a.y - b.y; d > 2 || d < -2 {
			return a.y > b.y
		}
		return false
	})
	var out []Word
	for start := 0; start < len(chars); {
		end := start + 1
		for end < len(chars) && chars[end].y > chars[start].y-2.01 {
			end++
		}
		line := chars[start:end]
		sort.SliceStable(line, func(i, j int) bool { return line[i].x < line[j].x })
		out = append(out, lineWords(line)...)
		start = end
	}
	return out
}

func lineWords(line []char) []Word {
	var out []Word
	var cur *Word
	for i := range line {
		c := &line[i]
		if strings.TrimSpace(c.text) == "" {
			cur = nil
			continue
		}
		gap := c.size * 0.2
		if cur != nil && c.x-cur.Right < gap && c.x >= cur.X-0.01 {
			if c.x < cur.Right-c.size*0.3 && strings.HasSuffix(cur.Text, c.text) {
				continue // printed twice for a bold look
			}
			cur.Text += c.text
			cur.Right = max(cur.Right, c.right)
			continue
		}
		out = append(out, Word{X: c.x, Y: c.y, Right: c.right, Size: c.size, Font: c.font, Text: c.text})
		cur = &out[len(out)-1]
	}
	return out
}
