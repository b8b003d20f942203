package screenplay

import (
	"fmt"
	"slices"
	"strings"
)

// osf reads Open Screenplay Format 1.2 to 2.1, which is also what stands inside
// a .fadein file. Names of attributes changed between versions in capitals and
// underscores only, so both are ignored.
type osf struct {
	x      *xmlScanner
	name   string
	limit  int
	script *Script
	dual   Side // column the next speech stands in
	full   bool
	line   int
	lineAt int
}

var osfTypes = map[string]Type{
	"Scene Heading": SceneHeading, "Action": Action, "Character": Character, "Dialogue": Dialogue,
	"Parenthetical": Parenthetical, "Transition": Transition, "Lyrics": Lyrics, "Singing": Lyrics, "Synopsis": Synopsis,
	"Outline 1": Section, "Outline 2": Section, "Outline 3": Section, "Section": Section,
}

func readOSF(text, name string, limits Limits) (*Script, error) {
	o := &osf{x: newXMLScanner(text), name: name, limit: limits.Blocks, script: &Script{Format: OpenScreenplay}, line: 1}
	var root xmlToken
	for root.kind != xmlStart {
		if root = o.x.next(); root.kind == xmlEOF {
			return nil, fmt.Errorf("script %s: no XML element; want an Open Screenplay Format document", name)
		}
	}
	if root.name != "document" {
		return nil, fmt.Errorf("script %s: <%s> where an Open Screenplay Format <document> begins", name, root.name)
	}
	kept := &Kept{Attrs: root.attrs}
	o.script.Kept = kept
	for !o.full {
		t := o.x.next()
		if t.kind == xmlEOF || t.kind == xmlEnd {
			break
		}
		if t.kind != xmlStart {
			continue
		}
		switch t.name {
		case "paragraphs":
			o.paragraphs(t, false)
		case "titlepage", "titlePage", "title_page":
			o.paragraphs(t, true)
		default:
			raw := o.x.skipElement(t)
			kept.Parts = append(kept.Parts, raw)
			o.part(t, raw)
		}
	}
	if o.full {
		return nil, fmt.Errorf("script %s has more than %d paragraphs: want a screenplay", name, limits.Blocks)
	}
	if o.x.broken >= 0 {
		at := 1 + strings.Count(text[:o.x.broken], "\n")
		o.script.Findings = append(o.script.Findings, Finding{Error, fmt.Sprintf("%s:%d", name, at), o.x.bad + "; what was read up to there is kept"})
	}
	return o.script, nil
}

// loose is an attribute's value, its name in any capitals and underscores.
func loose(raw, name string) string {
	value := ""
	eachAttr(raw, func(a attr) bool {
		if strings.EqualFold(strings.ReplaceAll(a.name, "_", ""), name) {
			value = a.value
			return false
		}
		return true
	})
	return value
}

// part reads the title information of version 1 and the revision colours.
func (o *osf) part(t xmlToken, raw string) {
	switch t.name {
	case "info":
		for _, f := range [...]struct{ attr, key string }{{"title", "Title"}, {"writtenby", "Author"}, {"copyright", "Copyright"}, {"contact", "Contact"}, {"drafts", "Draft date"}} {
			if v := strings.TrimSpace(loose(t.attrs, f.attr)); v != "" && v != "Untitled" {
				o.script.Blocks = append(o.script.Blocks, Block{Type: TitlePage, Key: f.key, Text: v})
			}
		}
	case "lists":
		x := newXMLScanner(raw)
		for t := x.next(); t.kind != xmlEOF; t = x.next() {
			if t.kind != xmlStart {
				continue
			}
			switch strings.ToLower(strings.ReplaceAll(t.name, "_", "")) {
			case "revisioncolor":
				if id := loose(t.attrs, "index"); id != "0" {
					o.script.Revisions = append(o.script.Revisions, Revision{ID: id, Name: loose(t.attrs, "name"), Page: loose(t.attrs, "colorname"), Mark: "*"})
				}
			case "tagcategory":
				o.script.Categories = append(o.script.Categories, TagCategory{ID: loose(t.attrs, "name"), Name: loose(t.attrs, "name")})
			}
		}
	}
}

func (o *osf) paragraphs(start xmlToken, title bool) {
	if start.empty {
		return
	}
	var lines []Block
	for !o.full {
		t := o.x.next()
		switch {
		case t.kind == xmlEOF:
			o.x.damage(start.from, "the file ends inside <"+start.name+">")
			return
		case t.kind == xmlEnd:
			if title && len(lines) > 0 {
				o.addTitle(lines)
			}
			return
		case t.kind == xmlStart && t.name == "para":
			b, style := o.para(t)
			if title {
				if strings.TrimSpace(b.Text) != "" {
					b.Type, b.Key = TitlePage, loose(t.attrs, "bookmark")
					lines = append(lines, b)
				}
				continue
			}
			o.place(b, t, style)
		case t.kind == xmlStart:
			o.x.skipElement(t)
		}
		o.full = len(o.script.Blocks) > o.limit
	}
}

// addTitle names the lines of the title page: by their bookmarks where they have
// some, else by what they look like.
func (o *osf) addTitle(lines []Block) {
	named := false
	for i := range lines {
		named = named || lines[i].Key != ""
	}
	var title []Block
	if named {
		for _, b := range lines {
			switch {
			case b.Key == "" && creditLine.MatchString(b.Text):
				b.Key = "Credit"
			case b.Key == "Draft":
				b.Key = "Draft date"
			case b.Key == "" && len(title) > 0:
				title[len(title)-1].Text += "\n" + b.Text
				continue
			case b.Key == "":
				b.Key = "Notes"
			}
			title = append(title, b)
		}
	} else {
		title = nameTitleLines(lines)
	}
	rest := o.script.Blocks
	for len(rest) > 0 && rest[0].Type == TitlePage {
		rest = rest[1:]
	}
	o.script.Blocks = append(title, rest...)
}

// para reads one paragraph; style is the raw attributes of its style.
func (o *osf) para(start xmlToken) (b Block, style string) {
	o.line += strings.Count(o.x.s[o.lineAt:start.from], "\n")
	o.lineAt = start.from
	b = Block{Type: Action, Line: o.line}
	var text fdxText
	if start.empty {
		return b, ""
	}
	for {
		t := o.x.next()
		if t.kind == xmlEOF {
			o.x.damage(start.from, "the file ends inside <para>")
			break
		}
		if t.kind == xmlEnd {
			break
		}
		if t.kind != xmlStart {
			continue
		}
		switch t.name {
		case "style":
			style = t.attrs
			o.x.skipElement(t)
		case "text":
			o.text(t, &text)
		default:
			b.keep().Parts = append(b.keep().Parts, o.x.skipElement(t))
		}
	}
	b.Text, b.Runs = text.string(), text.runs
	return b, style
}

func (o *osf) text(start xmlToken, into *fdxText) {
	from := into.runes
	if !start.empty {
		f := &fdx{x: o.x}
		f.characters(into)
	}
	if start.attrs == "" || into.runes == from {
		return
	}
	run := Run{Start: from, End: into.runes}
	var rest []string
	eachAttr(start.attrs, func(a attr) bool {
		on := a.value == "1" || a.value == "true"
		switch strings.ToLower(strings.ReplaceAll(a.name, "_", "")) {
		case "bold":
			run.Style |= pick(on, Bold)
		case "italic":
			run.Style |= pick(on, Italic)
		case "underline":
			run.Style |= pick(on, Underline)
		case "strikethrough":
			run.Style |= pick(on, Strikeout)
		case "revision":
			if a.value != "0" {
				run.Revision = a.value
			}
		default:
			rest = append(rest, a.raw)
		}
		return true
	})
	run.Attrs = strings.Join(rest, " ")
	into.runs = append(into.runs, run)
}

func pick(on bool, s Style) Style {
	if on {
		return s
	}
	return 0
}

// place gives a paragraph its type and adds it with its synopsis and note.
func (o *osf) place(b Block, start xmlToken, style string) {
	name := loose(style, "basestylename")
	if name == "" {
		name = loose(style, "name")
	}
	if t, ok := osfTypes[name]; ok {
		b.Type = t
	} else if b.Kind = name; strings.EqualFold(loose(style, "align"), "center") {
		b.Type = Centered
	}
	if b.Type == Action && name == "Action" && strings.EqualFold(loose(style, "align"), "center") {
		b.Type = Centered
	}
	if b.Type == Section {
		b.Level = max(1, int(name[len(name)-1]-'0'))
		if name == "Section" {
			b.Level = 1
		}
	}
	b.NewPage = loose(style, "pagebreakbefore") == "1" || loose(style, "pagebreakbefore") == "true"
	o.column(&b, style)
	if b.Type == Parenthetical && !isWrapped(strings.TrimSpace(b.Text)) && strings.TrimSpace(b.Text) != "" {
		b.Text = "(" + b.Text + ")"
		for i := range b.Runs {
			b.Runs[i].Start++
			b.Runs[i].End++
		}
	}
	if b.Type == SceneHeading {
		b.Number = loose(start.attrs, "scenenumber")
		if b.Number == "" {
			b.Number = loose(start.attrs, "number")
		}
		if page := loose(start.attrs, "pagenumber"); page != "" {
			b.Scene = &SceneFacts{Page: page}
		}
		b.Omitted = loose(start.attrs, "omitted") == "1" || loose(start.attrs, "omitted") == "true"
	}
	if note := loose(start.attrs, "note"); note != "" {
		b.Notes = append(b.Notes, Anchored{At: len([]rune(b.Text)), Type: Note, Text: note})
	}
	if otherAttrs(start.attrs, osfPara) != "" || otherAttrs(style, osfStyle) != "" {
		b.keep().Attrs, b.keep().Outer = start.attrs, style
	}
	o.script.Blocks = append(o.script.Blocks, b)
	if syn := loose(start.attrs, "synopsis"); syn != "" {
		o.script.Blocks = append(o.script.Blocks, Block{Type: Synopsis, Text: syn, Line: b.Line, Kept: &Kept{Origin: "summary"}})
	}
}

// osfPara and osfStyle are the attributes that the model holds, in lower case and
// without underscores.
var (
	osfPara  = []string{"scenenumber", "number", "pagenumber", "note", "synopsis", "omitted"}
	osfStyle = []string{"basestylename", "name", "align", "dualdialogue", "pagebreakbefore"}
)

// otherAttrs are the raw attributes that are not among the known ones.
func otherAttrs(raw string, known []string) string {
	var rest []string
	eachAttr(raw, func(a attr) bool {
		if !slices.Contains(known, strings.ToLower(strings.ReplaceAll(a.name, "_", ""))) {
			rest = append(rest, a.raw)
		}
		return true
	})
	return strings.Join(rest, " ")
}

// column follows dual dialogue: the marked cue stands left, the next one right.
func (o *osf) column(b *Block, style string) {
	switch b.Type {
	case Character:
		switch {
		case loose(style, "dualdialogue") == "1" || loose(style, "dualdialogue") == "true":
			o.dual = Left
		case o.dual == Left:
			o.dual = Right
		default:
			o.dual = ""
		}
	case Dialogue, Parenthetical, Lyrics:
	default:
		o.dual = ""
	}
	b.Dual = o.dual
}
