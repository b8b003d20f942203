package documents

import (
	"fmt"
	"strings"
	"unicode"
)

// Format is a file format of papers.
type Format string

// The formats.
const (
	AsPDF  Format = "pdf"
	AsHTML Format = "html"
	AsXLSX Format = "xlsx"
)

// File is a rendered paper.
type File struct {
	Name      string // "the-salt-line-one-liner-schedule.pdf"
	MediaType string
	Body      []byte
	Findings  []Finding
}

var mediaTypes = map[Format]string{
	AsPDF:  "application/pdf",
	AsHTML: "text/html; charset=utf-8",
	AsXLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// Render writes a document in a format. Only PDF copies bear the mark of a recipient.
func Render(doc Document, format Format, to Recipient) (File, error) {
	out := File{Name: FileName(doc.Meta, format), MediaType: mediaTypes[format]}
	switch format {
	case AsPDF:
		pdf, err := RenderPDF(doc, to)
		out.Body, out.Findings = pdf.Bytes, pdf.Findings
		return out, err
	case AsHTML:
		out.Body = RenderHTML(doc).Bytes
		return out, nil
	case AsXLSX:
		x, err := RenderXLSX(doc)
		out.Body, out.Findings = x.Bytes, x.Findings
		return out, err
	}
	return File{}, fmt.Errorf("format %q: want pdf, html or xlsx", format)
}

// FileName is a name for the file of a paper that every system takes: letters, digits and hyphens.
func FileName(m Meta, format Format) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, joinNonEmpty("-", m.Production, m.Title, m.Subtitle, m.Issue))
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '-' })
	runes := []rune(strings.Join(parts, "-"))
	if len(runes) > 100 {
		runes = runes[:100]
	}
	if len(runes) == 0 {
		runes = []rune("paper")
	}
	return strings.TrimSuffix(string(runes), "-") + "." + string(format)
}
