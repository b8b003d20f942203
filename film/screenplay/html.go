package screenplay

import (
	"bufio"
	"html"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// WriteHTML writes the script as one HTML page that reads on any screen and
// needs no script. Every block carries its id as an anchor, so a note or a
// schedule can link to a line.
func WriteHTML(w io.Writer, s *Script) error {
	h := &htmlWriter{w: bufio.NewWriter(w)}
	title := s.Title()
	if title == "" {
		title = s.Name
	}
	h.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
		escapeHTML(title), "</title>\n<style>", htmlStyle, "</style>\n</head>\n<body>\n<main>\n")
	if h.title(s) {
		h.put("<hr/>\n")
	}
	h.blocks(s, 0, len(s.Blocks))
	h.put("</main>\n</body>\n</html>\n")
	return h.w.Flush()
}

const htmlStyle = `
body{margin:0;background:#fff;color:#111;font:16px/1.25 "Courier Prime",Courier,monospace}
main{max-width:61ch;margin:0 auto;padding:2rem 1rem}
h1{font-size:1rem;text-align:center;margin:3rem 0 1rem;white-space:pre-line}
.credit{text-align:center;white-space:pre-line}.contact{white-space:pre-line}
h2{font-size:1rem;font-weight:bold;margin:2rem 0 0;display:flex;gap:1ch}
h2 .n{color:#555}
p{margin:1rem 0 0;white-space:pre-wrap}
.character{margin-left:20ch;margin-bottom:0}.dialogue,.lyrics{margin:0 10ch}.parenthetical{margin:0 15ch}
.lyrics{font-style:italic}.transition{text-align:right}.centered{text-align:center}
.section,.synopsis,.note{color:#666;font-style:italic}
.dual{display:grid;grid-template-columns:1fr 1fr;gap:2ch}
.dual .character{margin-left:6ch}.dual .dialogue{margin:0}.dual .parenthetical{margin:0 0 0 2ch}
.rev::after{content:"*";float:right}.revised{border-bottom:1px dotted}
hr{border:0;border-top:1px solid #bbb;margin:2rem 0}
@media(max-width:40rem){.character{margin-left:8ch}.dialogue{margin:0 2ch}.parenthetical{margin:0 4ch}}
@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}.section,.synopsis,.note,h2 .n{color:#999}}
`

// htmlWriter writes blocks as HTML that is well-formed XML too, so that pages and
// EPUB chapters are made the same way.
type htmlWriter struct{ w *bufio.Writer }

func (h *htmlWriter) put(parts ...string) {
	for _, p := range parts {
		h.w.WriteString(p)
	}
}

// blocks writes the blocks from one index up to another.
func (h *htmlWriter) blocks(s *Script, from, to int) {
	for i := from; i < to; i++ {
		b := &s.Blocks[i]
		switch {
		case b.Type == TitlePage || b.Type == Boneyard || b.Kept != nil && b.Kept.Origin == "element":
		case b.Dual == Left:
			i = h.dual(s, i) - 1
		default:
			h.block(b)
		}
	}
}

// title writes the title page and reports whether there is one.
func (h *htmlWriter) title(s *Script) bool {
	any := false
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != TitlePage {
			continue
		}
		any = true
		switch strings.ToLower(b.Key) {
		case "title":
			h.put("<h1 id=\"", b.ID, "\">", h.text(b), "</h1>\n")
		case "credit", "author", "authors", "source":
			h.put("<p class=\"credit\">", h.text(b), "</p>\n")
		default:
			h.put("<p class=\"contact\">", h.text(b), "</p>\n")
		}
	}
	return any
}

func (h *htmlWriter) block(b *Block) {
	switch b.Type {
	case PageBreak:
		h.put("<hr/>\n")
	case SceneHeading:
		h.put("<h2 id=\"", b.ID, "\">")
		if b.Number != "" {
			h.put("<span class=\"n\">", escapeHTML(b.Number), "</span> ")
		}
		h.put("<span>", h.text(b), "</span></h2>\n")
	default:
		class := string(b.Type)
		for _, r := range b.Runs {
			if r.Revision != "" {
				class += " rev"
				break
			}
		}
		h.put("<p id=\"", b.ID, "\" class=\"", class, "\">")
		if b.Type == Section && b.Level > 0 {
			h.put("<span aria-level=\"", strconv.Itoa(b.Level), "\" role=\"heading\">", h.text(b), "</span></p>\n")
			return
		}
		h.put(h.text(b), "</p>\n")
	}
}

// dual writes two speeches side by side and returns the index after them.
func (h *htmlWriter) dual(s *Script, i int) int {
	h.put("<div class=\"dual\">")
	for _, side := range [...]Side{Left, Right} {
		h.put("<div>\n")
		for i < len(s.Blocks) && (s.Blocks[i].Dual == side || !s.Blocks[i].Type.Printed()) {
			if s.Blocks[i].Dual == side {
				h.block(&s.Blocks[i])
			}
			i++
		}
		h.put("</div>")
	}
	h.put("</div>\n")
	return i
}

// text is the text with its styles as elements.
func (h *htmlWriter) text(b *Block) string {
	if len(b.Runs) == 0 {
		return escapeHTML(b.Text)
	}
	var out strings.Builder
	rest, n := b.Text, 0
	take := func(upTo int) string {
		size := runeOffset(rest, upTo-n)
		piece := rest[:size]
		rest, n = rest[size:], n+utf8.RuneCountInString(piece)
		return escapeHTML(piece)
	}
	for _, r := range b.Runs {
		out.WriteString(take(r.Start))
		open, shut := "", ""
		if r.Revision != "" {
			open, shut = `<span class="revised" data-revision="`+escapeHTML(r.Revision)+`">`, "</span>"
		}
		for _, st := range [...]struct {
			bit Style
			tag string
		}{{Bold, "b"}, {Italic, "i"}, {Underline, "u"}, {Strikeout, "s"}} {
			if r.Style&st.bit != 0 {
				open, shut = open+"<"+st.tag+">", "</"+st.tag+">"+shut
			}
		}
		out.WriteString(open + take(r.End) + shut)
	}
	out.WriteString(escapeHTML(rest))
	return out.String()
}

// escapeHTML escapes text for an element or an attribute, in HTML and in XML,
// which holds no control characters.
func escapeHTML(text string) string {
	text = html.EscapeString(text)
	if strings.ContainsFunc(text, notXML) {
		text = strings.Map(func(r rune) rune {
			if notXML(r) {
				return '\ufffd'
			}
			return r
		}, text)
	}
	return text
}

func notXML(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r == '\ufffe' || r == '\uffff'
}
