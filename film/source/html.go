package source

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads a page, or a book saved as one.
func readHTML(text string) *Text {
	t := &Text{Format: HTML}
	page := parsePage(text)
	t.Title, t.Author, t.Language = page.title, page.author, page.language
	t.assemble(page.paras)
	return t
}

// page is what an HTML file says.
type page struct {
	title, author, language string
	paras                   []para
}

// selfClosed are elements of XHTML that HTML would read as never closed.
var selfClosed = regexp.MustCompile(`(?i)<(title|script|style|textarea|iframe|noscript|noembed|noframes|xmp)\b([^<>]*)/>`)

// skipped elements hold nothing that is read aloud.
var skipped = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Nav: true, atom.Template: true, atom.Svg: true, atom.Math: true,
	atom.Noscript: true, atom.Iframe: true, atom.Object: true, atom.Select: true, atom.Textarea: true}

// blocks end a paragraph.
var blocks = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Blockquote: true, atom.Li: true, atom.Ul: true,
	atom.Ol: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Pre: true, atom.Hr: true,
	atom.Body: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Figure: true, atom.Figcaption: true, atom.Main: true, atom.Address: true}

var headings = map[atom.Atom]int{atom.H1: 1, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}

// pageReader goes through the tags once, without building a tree, so that its work
// grows with the file and not with the depth of its nesting.
type pageReader struct {
	page
	text  strings.Builder
	level int
	line  int
	from  int // line on which the paragraph began
	skip  int // depth inside skipped elements
	title bool
	ids   []string
}

func parsePage(text string) page {
	r := &pageReader{line: 1, from: 1}
	z := html.NewTokenizer(strings.NewReader(selfClosed.ReplaceAllString(text, "<$1$2></$1>")))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		lines := strings.Count(string(z.Raw()), "\n")
		switch kind {
		case html.TextToken:
			r.addText(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(atom.Lookup(name))
		}
		r.line += lines
	}
	r.flush()
	return r.page
}

func (r *pageReader) addText(raw string) {
	switch {
	case r.title:
		r.page.title = squeeze(html.UnescapeString(raw))
	case r.skip == 0:
		if r.text.Len() == 0 {
			r.from = r.line + strings.Count(raw[:len(raw)-len(strings.TrimLeft(raw, " \t\n"))], "\n")
			raw = strings.TrimLeft(raw, " \t\n")
		}
		r.text.WriteString(raw)
	}
}

func (r *pageReader) start(z *html.Tokenizer, closed bool) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	attrs := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		attrs[string(key)] = string(value)
	}
	switch {
	case skipped[tag]:
		if !closed {
			r.skip++
		}
	case tag == atom.Title && r.page.title == "" && r.skip == 0:
		r.title = !closed
	case tag == atom.Html:
		r.language = orText(attrs["lang"], attrs["xml:lang"])
	case tag == atom.Meta:
		if strings.EqualFold(attrs["name"], "author") {
			r.author = squeeze(attrs["content"])
		}
	case tag == atom.Br:
		r.text.WriteByte(' ')
	case headings[tag] > 0:
		r.flush()
		r.level = headings[tag]
	case blocks[tag]:
		r.flush()
	}
	if id := attrs["id"]; id != "" {
		r.ids = append(r.ids, id)
	} else if tag == atom.A && attrs["name"] != "" {
		r.ids = append(r.ids, attrs["name"])
	}
}

func (r *pageReader) end(tag atom.Atom) {
	switch {
	case skipped[tag]:
		r.skip = max(0, r.skip-1)
	case tag == atom.Title:
		r.title = false
	case headings[tag] > 0 || blocks[tag]:
		r.flush()
	}
}

func (r *pageReader) flush() {
	text := squeeze(strings.ReplaceAll(r.text.String(), "\u00ad", ""))
	r.text.Reset()
	if text != "" {
		r.paras = append(r.paras, para{text: text, level: r.level, place: linePlace(r.from), ids: r.ids})
		r.ids = nil
	}
	r.level = 0
}
