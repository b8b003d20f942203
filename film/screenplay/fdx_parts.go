package screenplay

import (
	"regexp"
	"strings"
)

// children calls do for each child element of start and moves past its end; do
// must consume the child.
func (f *fdx) children(start xmlToken, do func(xmlToken)) {
	if start.empty {
		return
	}
	for {
		switch t := f.x.next(); t.kind {
		case xmlStart:
			do(t)
		case xmlEnd:
			return
		case xmlEOF:
			f.x.damage(start.from, "the file ends inside <"+start.name+">")
			return
		}
	}
}

func (f *fdx) revisions(start xmlToken) {
	f.children(start, func(t xmlToken) {
		if t.name == "Revision" {
			f.script.Revisions = append(f.script.Revisions, Revision{
				ID: attrValue(t.attrs, "ID"), Name: attrValue(t.attrs, "Name"), Color: attrValue(t.attrs, "Color"),
				Page: attrValue(t.attrs, "PageColor"), Mark: attrValue(t.attrs, "Mark"),
			})
		}
		f.x.skipElement(t)
	})
}

func (f *fdx) lockedPages(start xmlToken) {
	f.children(start, func(t xmlToken) {
		n := attrValue(t.attrs, "Number")
		if n == "" {
			n = attrValue(t.attrs, "Page")
		}
		f.script.LockedPages = append(f.script.LockedPages, LockedPage{Number: n, Attrs: t.attrs})
		f.x.skipElement(t)
	})
}

func (f *fdx) tagData(start xmlToken) {
	f.children(start, func(group xmlToken) {
		f.children(group, func(t xmlToken) {
			switch t.name {
			case "TagCategory":
				f.script.Categories = append(f.script.Categories, TagCategory{
					ID: attrValue(t.attrs, "Id"), Number: attrValue(t.attrs, "Number"), Name: attrValue(t.attrs, "Name"),
					Color: attrValue(t.attrs, "Color"), Style: attrValue(t.attrs, "Style"),
				})
			case "TagDefinition":
				f.script.Definitions = append(f.script.Definitions, TagDefinition{
					ID: attrValue(t.attrs, "Id"), Category: attrValue(t.attrs, "CatId"), Label: attrValue(t.attrs, "Label"),
				})
			case "Tag":
				tag := Tag{Number: attrValue(t.attrs, "Number")}
				f.children(t, func(d xmlToken) {
					if d.name == "DefId" {
						if text := f.x.next(); text.kind == xmlText {
							tag.Definitions = append(tag.Definitions, strings.TrimSpace(unescape(text.text)))
						}
						f.skipRest(d)
						return
					}
					f.x.skipElement(d)
				})
				f.script.Tags = append(f.script.Tags, tag)
				return
			}
			f.x.skipElement(t)
		})
	})
}

var (
	creditLine = regexp.MustCompile(`(?i)^(by|(screen|tele)?play by|written( and directed)? by|story by|a (screen|tele)play by|an original screenplay by|created by|written for .* by)\s*:?$`)
	creditName = regexp.MustCompile(`(?i)^((?:written|screenplay|teleplay)(?: and directed)? by)\s+(.+)$`)
	dateLine   = regexp.MustCompile(`(?i)\b(draft|revision|revised)\b|\b(19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}`)
)

// titlePage reads the title page as written paragraph by paragraph and names
// what it can: title, credit, author, draft date, contact.
func (f *fdx) titlePage(start xmlToken) {
	var lines []Block
	f.children(start, func(t xmlToken) {
		if t.name != "Content" {
			f.x.skipElement(t)
			return
		}
		f.children(t, func(c xmlToken) {
			if c.name != "Paragraph" {
				f.x.skipElement(c)
				return
			}
			at := f.lineOf(c.from)
			raw := f.x.skipElement(c)
			if text := strings.TrimSpace(paragraphText(raw)); text != "" {
				lines = append(lines, Block{Type: TitlePage, Text: text, Line: at, Kind: attrValue(c.attrs, "Alignment")})
			}
		})
	})
	f.script.Blocks = append(nameTitleLines(lines), f.script.Blocks...)
}

// paragraphText joins the <Text> of one paragraph without line breaks of ours.
func paragraphText(raw string) string {
	x := newXMLScanner(raw)
	var out strings.Builder
	in := false
	for {
		switch t := x.next(); t.kind {
		case xmlEOF:
			return out.String()
		case xmlStart:
			in = t.name == "Text" && !t.empty
		case xmlEnd:
			in = false
		case xmlText:
			if in {
				out.WriteString(unescape(t.text))
			}
		}
	}
}

// nameTitleLines gives the lines of a title page their keys and joins lines of
// the same entry. A line in "Key: value" form keeps its own key.
func nameTitleLines(lines []Block) []Block {
	var out []Block
	add := func(key string, b Block) {
		if n := len(out); n > 0 && out[n-1].Key == key && key != "Credit" {
			out[n-1].Text += "\n" + b.Text
			return
		}
		b.Key, b.Kind = key, ""
		out = append(out, b)
	}
	author := false
	for i, b := range lines {
		m := creditName.FindStringSubmatch(b.Text)
		switch {
		case i == 0:
			add("Title", b)
		case creditLine.MatchString(b.Text):
			add("Credit", b)
			author = true
			continue
		case m != nil && b.Kind != "Left" && b.Kind != "Right":
			name := b
			b.Text, name.Text = m[1], m[2]
			add("Credit", b)
			add("Author", name)
		case author:
			add("Author", b)
		case dateLine.MatchString(b.Text) && len(b.Text) < 60:
			add("Draft date", b)
		case strings.HasPrefix(strings.ToLower(b.Text), "based on"):
			add("Source", b)
		case strings.Contains(strings.ToLower(b.Text), "copyright") || strings.Contains(b.Text, "©"):
			add("Copyright", b)
		default:
			add("Contact", b)
		}
		author = false
	}
	return out
}
