package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns a text file into UTF-8 with "\n" line ends. Byte order marks are
// obeyed; bytes that are not UTF-8 are read as Windows-1252, which covers Latin-1.
func decode(raw []byte, name string) (string, []Finding, error) {
	var findings []Finding
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(raw)
		if err != nil {
			return "", nil, fmt.Errorf("book %s: damaged UTF-16: %w", name, err)
		}
		raw = out
	case !utf8.Valid(raw):
		if bytes.Count(raw, []byte{0})*50 > len(raw) {
			return "", nil, fmt.Errorf("book %s is a binary file: want text, Markdown, HTML, EPUB or PDF", name)
		}
		line := 1 + bytes.Count(raw[:firstInvalid(raw)], []byte("\n"))
		out, err := charmap.Windows1252.NewDecoder().Bytes(raw)
		if err != nil {
			return "", nil, fmt.Errorf("book %s: read as Windows-1252: %w", name, err)
		}
		findings = append(findings, Finding{Warning, fmt.Sprintf("line %d", line), "the text is not UTF-8; read as Windows-1252"})
		raw = out
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if n := bytes.Count(raw, []byte{0}); n > 0 {
		if n*50 > len(raw) {
			return "", nil, fmt.Errorf("book %s is a binary file: want text, Markdown, HTML, EPUB or PDF", name)
		}
		findings = append(findings, Finding{Warning, fmt.Sprintf("line %d", 1+bytes.Count(raw[:bytes.IndexByte(raw, 0)], []byte("\n"))), fmt.Sprintf("%d NUL characters left out", n)})
		raw = bytes.ReplaceAll(raw, []byte{0}, nil)
	}
	return newlines.Replace(string(raw)), findings, nil
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n")

func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(raw)
}

var htmlHead = regexp.MustCompile(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<(!doctype\s+html|html)\b`)

func looksLikeHTML(text string) bool { return htmlHead.MatchString(text[:min(len(text), 4096)]) }

var atx = regexp.MustCompile(`(?m)^#{1,6} \S`)

func looksLikeMarkdown(text string) bool { return len(atx.FindAllStringIndex(text, 3)) >= 2 }
