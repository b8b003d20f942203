package screenplay

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Limits bounds what a reader takes in. A zero field means the default.
type Limits struct {
	Bytes  int64 // of the file and of anything unpacked from it; default 128 MiB
	Blocks int   // paragraphs of the script; default 4,000,000, about 200 MB of script
}

func (l Limits) withDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 128 << 20
	}
	if l.Blocks <= 0 {
		l.Blocks = 4_000_000
	}
	return l
}

// The formats Read knows, as Script.Format names them.
const (
	Fountain       = "fountain"
	FinalDraft     = "fdx"
	OpenScreenplay = "osf"
	FadeIn         = "fadein"
	Celtx          = "celtx"
	PDF            = "pdf"
	PlainText      = "text" // laid out as on paper; other plain text is Fountain
)

// ErrEmpty says that a file holds no script at all.
var ErrEmpty = errors.New("the file is empty: want a screenplay as Fountain, Final Draft (.fdx), Open Screenplay Format, .fadein, .celtx or PDF")

// Read reads a screenplay of any supported format. The name of the file helps to
// tell the format and appears in findings; what is in the file decides. An error
// means that nothing could be read; everything milder is in Script.Findings.
func Read(r io.Reader, name string, limits Limits) (*Script, error) {
	limits = limits.withDefaults()
	raw, err := readText(r, limits.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read script %s: %w", name, err)
	}
	if int64(len(raw)) > limits.Bytes {
		return nil, fmt.Errorf("script %s is larger than %d MiB: want a screenplay, not a bundle", name, limits.Bytes>>20)
	}
	return readString(raw, name, limits)
}

// readText reads at most one byte more than the limit, in one piece where the
// reader knows its length: blocks are cut from this string and never copied.
func readText(r io.Reader, limit int64) (string, error) {
	size := int64(0)
	switch v := r.(type) {
	case interface{ Len() int }:
		size = int64(v.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if st, err := v.Stat(); err == nil {
			size = st.Size()
		}
	}
	var b strings.Builder
	b.Grow(int(min(max(size, 0), limit+1)))
	_, err := io.Copy(&b, io.LimitReader(r, limit+1))
	return b.String(), err
}

func readString(raw, name string, limits Limits) (*Script, error) {
	if strings.TrimSpace(raw) == "" {
		return nil, fmt.Errorf("script %s: %w", name, ErrEmpty)
	}
	if kind := foreign(raw); kind != "" {
		return nil, fmt.Errorf("script %s: it is %s; want Fountain or Final Draft (.fdx)", name, kind)
	}
	s, err := readAny(raw, name, limits)
	if err != nil {
		return nil, err
	}
	s.Schema, s.Name = Schema, name
	if !s.hasHeading() {
		s.Findings = append(s.Findings, Finding{Warning, name + ":1",
			"no scene heading found: is this a screenplay? A heading begins with INT., EXT., EST. or I/E, or with a full stop in Fountain"})
	}
	s.origin = &origin{raw: raw, mark: s.identify()}
	return s, nil
}

func (s *Script) hasHeading() bool {
	for i := range s.Blocks {
		if s.Blocks[i].Type == SceneHeading {
			return true
		}
	}
	return false
}

// readAny tells the format by what is in the file, and by its name in doubt.
func readAny(raw, name string, limits Limits) (*Script, error) {
	if strings.HasPrefix(raw, "PK\x03\x04") {
		return readArchive(raw, name, limits)
	}
	if strings.Contains(raw[:min(len(raw), 1024)], "%PDF-") {
		return readPDF([]byte(raw), name, limits)
	}
	text, findings, err := decodeText(raw, name)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return nil, fmt.Errorf("script %s: %w", name, ErrEmpty)
	}
	var s *Script
	switch {
	case looksLikeXML(text) || strings.EqualFold(path.Ext(name), ".fdx"):
		s, err = readXML(text, name, limits)
	case strings.Contains(text[:min(len(text), 4096)], "<html") && strings.Contains(text, "sceneheading"):
		s, err = readCeltx(text, name, limits)
	case looksLikeModel(text):
		if s, err = Decode([]byte(text)); err == nil && len(s.Blocks) > limits.Blocks {
			err = fmt.Errorf("script %s has more than %d paragraphs: want a screenplay", name, limits.Blocks)
		}
	case looksPrinted(text):
		s = readPrinted(text)
	default:
		s, err = readFountain(text, name, limits)
	}
	if err != nil {
		return nil, err
	}
	s.Findings = append(findings, s.Findings...)
	return s, nil
}

// looksLikeModel reports whether text is a script as json.Marshal writes it.
func looksLikeModel(text string) bool {
	t := strings.TrimLeft(text, " \t\r\n")
	return strings.HasPrefix(t, "{") && strings.Contains(t[:min(len(t), 200)], `"schema"`)
}

func looksLikeXML(text string) bool {
	t := strings.TrimLeft(text, " \t\r\n")
	return strings.HasPrefix(t, "<?xml") || strings.HasPrefix(t, "<FinalDraft") || strings.HasPrefix(t, "<document") || strings.HasPrefix(t, "<!--")
}

// foreign names a kind of file that is certainly not a script we read.
func foreign(raw string) string {
	for _, m := range []struct{ magic, name string }{
		{"\xd0\xcf\x11\xe0", "an old Office document"},
		{"{\\rtf", "a rich text document"},
		{"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"}, {"GIF8", "a picture"},
		{"\x1f\x8b", "a gzip archive"},
		{"\x7fELF", "a program"}, {"MZ\x90", "a program"},
	} {
		if strings.HasPrefix(raw, m.magic) {
			return m.name
		}
	}
	return ""
}
