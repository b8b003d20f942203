// Package source reads a book that a film is made from: plain text, Markdown,
// HTML, EPUB 2 and 3, and PDF with a text layer. It finds the chapters, counts
// words, names the people in it, and holds on to passages through new editions.
//
// A place in a book is a chapter and a count of runes in that chapter's text, so
// that "half a sentence of chapter 3" has one name everywhere. Everything here is
// pure; what is read is bounded by Limits, and what was not understood is a Finding.
package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Formats a book can be read from.
const (
	Plain    = "text"
	Markdown = "markdown"
	HTML     = "html"
	EPUB     = "epub"
	PDF      = "pdf"
)

// Text is a book as it was read.
type Text struct {
	Format   string    `json:"format"`
	Title    string    `json:"title"`
	Author   string    `json:"author"`
	Language string    `json:"language"` // BCP 47 as the file says, or ""
	Chapters []Chapter `json:"chapters"` // in reading order
	Findings []Finding `json:"findings"`
}

// Chapter is one part of the book in reading order.
type Chapter struct {
	Title string `json:"title"`
	// Part is the heading above chapters, such as "Part One", or "".
	Part string `json:"part,omitempty"`
	// Place is where it begins in the file: "line 12", "page 3" or a member's name.
	Place string `json:"place"`
	// Matter is front or back matter: title page, imprint, contents, thanks. It is
	// kept, and left out of what is counted about the story.
	Matter bool `json:"matter,omitempty"`
	// Text is its paragraphs, parted by "\n"; the heading is not among them.
	Text string `json:"text"`
	// Words in Text, as Words counts them.
	Words int `json:"words"`
}

// Severity of a finding.
type Severity string

// The severities: Info needs no act, Warning should be looked at.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
)

// Finding is something about the file that a person should know.
type Finding struct {
	Severity Severity `json:"severity"`
	Place    string   `json:"place"`
	Text     string   `json:"text"`
}

// Limits bounds the work on a file. A zero field means the default.
type Limits struct {
	Bytes    int64 // of the file; default 64 MiB
	Unpacked int64 // of an EPUB's members together; default 256 MiB
	Members  int   // files in an EPUB; default 20,000
	Runes    int   // of the text; default 20,000,000, about thirty long novels
}

func (l Limits) orDefault() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 64 << 20
	}
	if l.Unpacked <= 0 {
		l.Unpacked = 256 << 20
	}
	if l.Members <= 0 {
		l.Members = 20_000
	}
	if l.Runes <= 0 {
		l.Runes = 20_000_000
	}
	return l
}

// Read reads a book. name is the file's name; its ending tells apart what the
// content leaves open. An error says what the file is instead of a book.
func Read(r io.Reader, name string, limits Limits) (*Text, error) {
	limits = limits.orDefault()
	raw, err := io.ReadAll(io.LimitReader(r, limits.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if int64(len(raw)) > limits.Bytes {
		return nil, fmt.Errorf("book %s is larger than %d MiB: want the text of one book, without pictures", name, limits.Bytes>>20)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, fmt.Errorf("book %s is empty: want a text, Markdown, HTML, EPUB or PDF file", name)
	}
	t, err := read(raw, name, limits)
	if err != nil {
		return nil, err
	}
	return t, t.finish(name, limits)
}

func read(raw []byte, name string, limits Limits) (*Text, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return readEPUB(raw, name, limits)
	case bytes.Contains(raw[:min(len(raw), 1024)], []byte("%PDF-")):
		return readPDF(raw, name, limits)
	}
	text, findings, err := decode(raw, name)
	if err != nil {
		return nil, err
	}
	var t *Text
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".html" || ext == ".htm" || ext == ".xhtml" || looksLikeHTML(text):
		t = readHTML(text)
	case ext == ".md" || ext == ".markdown" || looksLikeMarkdown(text):
		t = readMarkdown(text)
	default:
		t = readPlain(text)
	}
	t.Findings = append(findings, t.Findings...)
	return t, nil
}

// finish counts and checks what every reader leaves.
func (t *Text) finish(name string, limits Limits) error {
	total, runes := 0, 0
	for i := range t.Chapters {
		c := &t.Chapters[i]
		c.Words = Words(c.Text)
		total += c.Words
		runes += len(c.Text) // bytes bound runes
	}
	if total == 0 {
		return fmt.Errorf("book %s has no words in it: want a text, Markdown, HTML, EPUB or PDF file with text", name)
	}
	if runes > 4*limits.Runes {
		return fmt.Errorf("book %s has more than %d million characters: want one book", name, limits.Runes/1_000_000)
	}
	if t.Findings == nil {
		t.Findings = []Finding{}
	}
	return nil
}

// Words is the number of words of the story: front and back matter is left out.
func (t *Text) Words() int {
	n := 0
	for _, c := range t.Chapters {
		if !c.Matter {
			n += c.Words
		}
	}
	return n
}

func (t *Text) find(s Severity, place, format string, args ...any) {
	t.Findings = append(t.Findings, Finding{s, place, fmt.Sprintf(format, args...)})
}

// stored is the form a text is kept in.
type stored struct {
	Version int `json:"version"`
	*Text
}

const version = 1

// Encode writes the text in the form that Decode reads.
func (t *Text) Encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(stored{version, t})
}

// Decode reads what Encode wrote.
func Decode(r io.Reader) (*Text, error) {
	s := stored{Text: &Text{}}
	if err := json.NewDecoder(r).Decode(&s); err != nil {
		return nil, fmt.Errorf("read a stored book: %w", err)
	}
	if s.Version != version {
		return nil, fmt.Errorf("a stored book of version %d: this program reads version %d", s.Version, version)
	}
	if s.Text == nil {
		return nil, errors.New("a stored book without a text")
	}
	return s.Text, nil
}
