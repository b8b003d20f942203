package documents

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"sort"
	"strings"
)

// HTML is a document as a page of its own: no script, no outside file, one style block.
type HTML struct {
	Bytes []byte
	// StyleHash allows the style block under a strict Content-Security-Policy:
	// style-src '<StyleHash>'.
	StyleHash string
}

// RenderHTML writes a document as a HTML page that also prints: table headings repeat, groups stay
// together, colours stay. Colours of strips become classes, so that no element carries a style.
func RenderHTML(doc Document) HTML {
	h := &htmlWriter{colours: map[Colour]bool{}}
	for i, b := range doc.Blocks {
		h.blockAt(i, b)
	}
	style := h.style(doc)
	lang := doc.Meta.Language
	if lang == "" {
		lang = "en"
	}
	title := joinNonEmpty(" · ", doc.Meta.Production, doc.Meta.Title, doc.Meta.Issue)
	var out bytes.Buffer
	fmt.Fprintf(&out, "<!DOCTYPE html>\n<html lang=%q>\n<head>\n<meta charset=\"utf-8\">\n", html.EscapeString(lang))
	out.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	fmt.Fprintf(&out, "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n", html.EscapeString(title), style)
	htmlHeader(&out, doc.Meta)
	out.WriteString("<main>\n")
	out.Write(h.body.Bytes())
	out.WriteString("</main>\n")
	htmlFooter(&out, doc.Meta)
	out.WriteString("</body>\n</html>\n")
	sum := sha256.Sum256([]byte(style))
	return HTML{Bytes: out.Bytes(), StyleHash: "sha256-" + base64.StdEncoding.EncodeToString(sum[:])}
}

type htmlWriter struct {
	body    bytes.Buffer
	colours map[Colour]bool
}

func (h *htmlWriter) printf(format string, args ...any) { fmt.Fprintf(&h.body, format, args...) }

func htmlHeader(out *bytes.Buffer, m Meta) {
	fmt.Fprintf(out, "<header>\n<div><strong>%s</strong>%s</div>\n", html.EscapeString(m.Production), small(m.Company))
	fmt.Fprintf(out, "<div class=\"name\"><h1>%s</h1>%s</div>\n", html.EscapeString(m.Title), small(m.Subtitle))
	rev := ""
	if m.Revision.Name != "" {
		rev = "<small>" + html.EscapeString(m.Revision.Name) + " <span class=\"swatch\"></span></small>"
	}
	fmt.Fprintf(out, "<div class=\"issue\">%s%s</div>\n</header>\n", html.EscapeString(m.Issue), rev)
}

func htmlFooter(out *bytes.Buffer, m Meta) {
	created := ""
	if !m.Created.IsZero() {
		created = fmt.Sprintf("<time datetime=%q>%s</time>", m.Created.Format("2006-01-02T15:04:05Z07:00"), m.Created.Format("2 Jan 2006 15:04 MST"))
	}
	fmt.Fprintf(out, "<footer><span>%s</span>%s</footer>\n", html.EscapeString(m.Notice), created)
}

func small(s string) string {
	if s == "" {
		return ""
	}
	return "<small>" + html.EscapeString(s) + "</small>"
}

func (h *htmlWriter) blockAt(i int, b Block) {
	switch b := b.(type) {
	case Heading:
		level := min(max(b.Level, 1), 3) + 1
		h.printf("<h%d>%s</h%d>\n", level, html.EscapeString(b.Text), level)
	case Paragraph:
		h.printf("<p%s>%s</p>\n", h.class(b.Style, 0), lines(b.Text))
	case Grid:
		h.printf("<dl class=\"cols%d\">\n", min(max(b.Columns, 1), 4))
		for _, p := range b.Pairs {
			h.printf("<div><dt>%s</dt><dd>%s</dd></div>\n", html.EscapeString(p.Label), lines(p.Value))
		}
		h.printf("</dl>\n")
	case PageBreak:
		h.printf("<hr class=\"page\">\n")
	case Table:
		h.table(i, b)
	}
}

func lines(s string) string {
	return strings.ReplaceAll(html.EscapeString(s), "\n", "<br>")
}

// class returns the class attribute of a styled, filled element.
func (h *htmlWriter) class(s TextStyle, fill Colour, more ...string) string {
	names := append([]string(nil), more...)
	for name, on := range map[string]bool{"b": s.Bold, "i": s.Italic, "s": s.Small, "c": s.Align == Centre, "r": s.Align == Right, "l": s.Align == Left} {
		if on {
			names = append(names, name)
		}
	}
	if fill != 0 {
		h.colours[fill] = true
		names = append(names, "f"+fill.String()[1:])
	}
	if s.Colour != 0 {
		h.colours[s.Colour] = true
		names = append(names, "t"+s.Colour.String()[1:])
	}
	if len(names) == 0 {
		return ""
	}
	sort.Strings(names)
	return " class=\"" + strings.Join(names, " ") + "\""
}

func (h *htmlWriter) table(i int, t Table) {
	class := "plain"
	if t.Grid {
		class = "grid"
	}
	h.printf("<div class=\"wide\"><table class=%q id=\"t%d\">\n<thead><tr>", class, i)
	for _, c := range t.Columns {
		extra := []string{}
		if c.Turned {
			extra = append(extra, "turned")
		}
		h.printf("<th scope=\"col\"%s><span>%s</span></th>", h.class(TextStyle{Align: c.Align}, 0, extra...), lines(c.Title))
	}
	h.printf("</tr></thead>\n")
	for _, g := range t.Groups {
		h.printf("<tbody>\n")
		if g.Title != "" {
			fill := g.Fill
			if fill == 0 {
				fill = Shade
			}
			h.printf("<tr><th scope=\"rowgroup\" colspan=\"%d\"%s>%s</th></tr>\n", len(t.Columns), h.class(TextStyle{Align: Left}, fill), lines(g.Title))
		}
		for _, r := range g.Rows {
			h.row(t, r, "")
		}
		if g.Total != nil {
			h.row(t, *g.Total, "total")
		}
		h.printf("</tbody>\n")
	}
	h.printf("</table></div>\n")
}

func (h *htmlWriter) row(t Table, r Row, class string) {
	var extra []string
	if class != "" {
		extra = []string{class}
	}
	h.printf("<tr%s>", h.class(TextStyle{}, r.Fill, extra...))
	if r.Banner {
		text := ""
		if len(r.Cells) > 0 {
			text = r.Cells[0].Text
		}
		h.printf("<td colspan=\"%d\"%s>%s</td></tr>\n", len(t.Columns), h.class(TextStyle{Align: Centre, Bold: r.Style.Bold}, 0), lines(text))
		return
	}
	at := 0
	for _, c := range r.Cells {
		if at >= len(t.Columns) {
			break
		}
		style := merge(t.Columns[at].Align, r.Style, c.Style)
		span := ""
		if c.Span > 1 {
			span = fmt.Sprintf(" colspan=\"%d\"", c.Span)
		}
		note := ""
		if c.Note != "" {
			note = "<small>" + lines(c.Note) + "</small>"
		}
		h.printf("<td%s%s>%s%s</td>", span, h.class(style, c.Fill), lines(c.Text), note)
		at += max(c.Span, 1)
	}
	h.printf("</tr>\n")
}

// merge lays the style of a cell over that of its row and column.
func merge(align Align, row, cell TextStyle) TextStyle {
	out := TextStyle{Bold: row.Bold || cell.Bold, Italic: row.Italic || cell.Italic, Small: row.Small || cell.Small}
	out.Align = align
	for _, s := range []TextStyle{row, cell} {
		if s.Align != Inherit {
			out.Align = s.Align
		}
		if s.Colour != 0 {
			out.Colour = s.Colour
		}
	}
	return out
}

const baseStyle = `
:root{font:15px/1.35 Inter,"Helvetica Neue",Arial,sans-serif;color:#111}
body{margin:1.5rem auto;max-width:72rem;padding:0 1rem;background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}
header,footer{display:flex;justify-content:space-between;gap:1rem;border-bottom:1.5px solid #111;padding-bottom:.4rem;margin-bottom:1rem}
footer{border:0;border-top:1px solid #b8bec8;padding-top:.4rem;margin-top:1.5rem;color:#4b5563;font-size:.8rem}
header div{flex:1}header .name{text-align:center}header .issue{text-align:right}
header small{display:block;color:#4b5563}h1{font-size:1.25rem;margin:0}h2{font-size:1.15rem}h3{font-size:1.05rem}h4{font-size:1rem}
.swatch{display:inline-block;width:.8em;height:.8em;border:1px solid #4b5563}
dl{display:grid;gap:0 1.5rem;margin:0 0 1rem}.cols2{grid-template-columns:1fr 1fr}.cols3{grid-template-columns:repeat(3,1fr)}.cols4{grid-template-columns:repeat(4,1fr)}
dl div{display:flex;gap:.7rem;border-bottom:1px solid #e5e7eb;padding:.15rem 0}dt{color:#4b5563;font-size:.8rem;min-width:6rem;flex:none}dd{margin:0}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.87rem}
th,td{padding:.2rem .4rem;text-align:left;vertical-align:top;border-bottom:1px solid #b8bec8}thead th{background:#eef0f3;border-bottom:1.5px solid #111;vertical-align:bottom}
td small{display:block;color:#3f4650}.grid th,.grid td{border-left:1px solid #b8bec8;border-right:1px solid #b8bec8;padding:.15rem .25rem}
.turned span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}
.total td{border-top:1px solid #111;border-bottom:1.5px solid #111}
.b{font-weight:700}.i{font-style:italic}.s{font-size:.85em}th.l,td.l{text-align:left}th.c,td.c,p.c{text-align:center}th.r,td.r,p.r{text-align:right}
hr.page{border:0;break-after:page}
@media print{body{margin:0;max-width:none;padding:0}:root{font-size:9pt}.wide{overflow:visible}thead{display:table-header-group}tr,tbody{break-inside:avoid}}
@media (max-width:40rem){dl{grid-template-columns:1fr!important}}
`

// style is the base style, the colours used, and the page size.
func (h *htmlWriter) style(doc Document) string {
	size := doc.Size
	if size == (Size{}) {
		size = Letter
	}
	var out strings.Builder
	out.WriteString(baseStyle)
	used := make([]Colour, 0, len(h.colours))
	for c := range h.colours {
		used = append(used, c)
	}
	sort.Slice(used, func(i, j int) bool { return used[i] < used[j] })
	for _, c := range used {
		name := c.String()
		fmt.Fprintf(&out, ".f%s{background:%s;color:%s}.t%s{color:%s}\n", name[1:], name, c.Ink(), name[1:], name)
		if c.Ink() == White {
			fmt.Fprintf(&out, ".f%s small{color:#fff}\n", name[1:])
		}
	}
	if c := doc.Meta.Revision.Colour; c != 0 {
		fmt.Fprintf(&out, ".swatch{background:%s}\n", c)
	}
	fmt.Fprintf(&out, "@page{size:%.2fpt %.2fpt;margin:12mm}\n", size.W, size.H)
	return out.String()
}
