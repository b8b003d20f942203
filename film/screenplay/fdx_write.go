package screenplay

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// WriteFDX writes the script as Final Draft XML. A script read from Final Draft
// and not changed since comes back byte for byte; a changed one keeps every
// element and attribute this model does not know.
func WriteFDX(w io.Writer, s *Script) error {
	if raw, ok := s.untouched(FinalDraft); ok {
		_, err := io.WriteString(w, raw)
		return err
	}
	out := &fdxWriter{s: s}
	out.document()
	bw := bufio.NewWriter(w)
	bw.WriteString(out.b.String())
	return bw.Flush()
}

type fdxWriter struct {
	s *Script
	b strings.Builder
}

const fdxHead = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">

  `

func (f *fdxWriter) document() {
	head, open, tail := fdxHead, "<Content>\n", ""
	if k := f.s.Kept; k != nil && f.s.Format == FinalDraft && len(k.Parts) == 2 {
		head, tail = k.Parts[0], k.Parts[1]
		if k.Outer != "" {
			open = "<Content " + k.Outer + ">\n"
		}
	}
	f.b.WriteString(head)
	f.b.WriteString(open)
	for i := 0; i < len(f.s.Blocks); i++ {
		if f.s.Blocks[i].Dual == Left {
			i = f.dual(i) - 1
			continue
		}
		f.block(i, "    ")
	}
	f.b.WriteString("  </Content>")
	if tail == "" {
		f.b.WriteString("\n\n")
		f.titlePage()
		f.revisions()
		f.tagData()
		f.b.WriteString("</FinalDraft>\n")
		return
	}
	f.b.WriteString(f.refresh(tail))
}

// refresh puts the model's own revisions, tags and title page into the raw tail
// of the source where they differ from what the tail says.
func (f *fdxWriter) refresh(tail string) string {
	was := &fdx{x: newXMLScanner(tail), script: &Script{}, line: 1}
	type place struct {
		from, to int
		render   func()
	}
	var places []place
	var haveRevisions, haveTags bool
	for {
		t := was.x.next()
		if t.kind == xmlEOF {
			break
		}
		if t.kind != xmlStart {
			continue
		}
		was.part(t)
		p := place{from: t.from, to: was.x.pos}
		switch t.name {
		case "Revisions":
			haveRevisions = true
			if fmt.Sprint(was.script.Revisions) != fmt.Sprint(f.s.Revisions) {
				p.render = f.revisions
			}
		case "TagData":
			haveTags = true
			if fmt.Sprint(was.script.Categories, was.script.Definitions, was.script.Tags) !=
				fmt.Sprint(f.s.Categories, f.s.Definitions, f.s.Tags) {
				p.render = f.tagData
			}
		case "TitlePage":
			if titleText(was.script.Blocks) != titleText(f.s.Blocks) {
				p.render = f.titlePage
			}
		}
		if p.render != nil {
			places = append(places, p)
		}
	}
	end := strings.LastIndex(tail, "</")
	if end >= 0 && !haveRevisions && len(f.s.Revisions) > 0 {
		places = append(places, place{end, end, f.revisions})
	}
	if end >= 0 && !haveTags && len(f.s.Definitions) > 0 {
		places = append(places, place{end, end, f.tagData})
	}
	keep := f.b
	f.b = strings.Builder{}
	last := 0
	for _, p := range places {
		f.b.WriteString(tail[last:p.from])
		p.render()
		last = p.to
	}
	f.b.WriteString(tail[last:])
	out := f.b.String()
	f.b = strings.Builder{}
	f.b.WriteString(keep.String())
	return out
}

func titleText(blocks []Block) string {
	var out strings.Builder
	for i := range blocks {
		if blocks[i].Type == TitlePage {
			out.WriteString(blocks[i].Key + ":" + blocks[i].Text + "\n")
		}
	}
	return out.String()
}

// dual writes the blocks of a dual dialogue that begins at i and returns the
// index after it.
func (f *fdxWriter) dual(i int) int {
	end, right := i, false
	for end < len(f.s.Blocks) && f.s.Blocks[end].Dual != "" {
		if f.s.Blocks[end].Dual == Right {
			right = true
		} else if right {
			break
		}
		end++
	}
	outer, before, after := "", "", ""
	if k := f.s.Blocks[i].Kept; k != nil {
		outer = k.Outer
		if len(k.Around) == 2 {
			before, after = k.Around[0], k.Around[1]
		}
	}
	f.b.WriteString("    <Paragraph")
	if outer != "" {
		f.b.WriteString(" " + outer)
	}
	f.b.WriteString(">\n")
	f.line("      ", before)
	f.b.WriteString("      <DualDialogue>\n")
	for ; i < end; i++ {
		f.block(i, "        ")
	}
	f.b.WriteString("      </DualDialogue>\n")
	f.line("      ", after)
	f.b.WriteString("    </Paragraph>\n")
	return end
}

// line writes raw markup on a line of its own, if there is any.
func (f *fdxWriter) line(indent, raw string) {
	if raw != "" {
		f.b.WriteString(indent + raw + "\n")
	}
}

func (f *fdxWriter) block(i int, indent string) {
	b := &f.s.Blocks[i]
	switch {
	case b.Type == TitlePage:
		return
	case b.Kept != nil && b.Kept.Origin == "summary":
		if i > 0 && summaryUnder(f.s.Blocks[:i]) {
			return // written inside its scene's properties
		}
	case b.Kept != nil && b.Kept.Origin == "element":
		f.b.WriteString(indent + strings.Join(b.Kept.Parts, "\n"+indent) + "\n")
		return
	case b.Type == PageBreak:
		return // the next paragraph carries it
	case b.Type == Note || b.Type == Boneyard:
		f.paragraph(b, indent, "General", nil, i)
		return
	}
	name := b.Kind
	if t, known := fdxTypes[name]; name == "" || known && t != b.Type {
		name = fdxName(b.Type)
	}
	if b.Type == Section {
		name = fmt.Sprintf("Outline %d", min(max(b.Level, 1), 4))
	}
	f.paragraph(b, indent, name, b.Runs, i)
}

// summaryUnder reports whether the last block is a scene heading, perhaps with
// more of its summary after it.
func summaryUnder(before []Block) bool {
	for i := len(before) - 1; i >= 0; i-- {
		if before[i].Type == SceneHeading {
			return true
		}
		if before[i].Kept == nil || before[i].Kept.Origin != "summary" {
			return false
		}
	}
	return false
}

func (f *fdxWriter) paragraph(b *Block, indent, name string, runs []Run, i int) {
	f.b.WriteString(indent + "<Paragraph")
	f.attributes(b, name, i)
	f.b.WriteString(">\n")
	inner := indent + "  "
	f.sceneProperties(b, i, inner)
	if b.Kept != nil {
		for _, p := range b.Kept.Parts {
			if !strings.HasPrefix(p, "<SceneProperties") {
				f.b.WriteString(inner + p + "\n")
			}
		}
	}
	if b.Type == Note || b.Type == Boneyard {
		f.note(Anchored{Type: b.Type, Text: b.Text}, inner)
	} else {
		f.texts(b, runs, inner)
	}
	f.b.WriteString(indent + "</Paragraph>\n")
}

// attributes writes the paragraph's own attributes in the order of the source.
func (f *fdxWriter) attributes(b *Block, name string, i int) {
	wrote := map[string]bool{}
	put := func(key, value string) {
		f.b.WriteString(" " + key + `="`)
		escapeText(&f.b, value, true)
		f.b.WriteString(`"`)
		wrote[key] = true
	}
	if b.Kept != nil {
		eachAttr(b.Kept.Attrs, func(a attr) bool {
			switch {
			case a.name == "Type":
				put("Type", name)
			case a.name == "Number":
				if b.Number != "" {
					put("Number", b.Number)
				}
			case a.name == "StartsNewPage":
				value := "No"
				if b.NewPage {
					value = "Yes"
				}
				put("StartsNewPage", value)
			default:
				f.b.WriteString(" " + a.raw)
				wrote[a.name] = true
			}
			return true
		})
	}
	if !wrote["Number"] && b.Number != "" {
		put("Number", b.Number)
	}
	if !wrote["Type"] {
		put("Type", name)
	}
	if b.Type == Centered && !wrote["Alignment"] {
		put("Alignment", "Center")
	}
	if !wrote["StartsNewPage"] && (b.NewPage || i > 0 && f.s.Blocks[i-1].Type == PageBreak) {
		put("StartsNewPage", "Yes")
	}
}

// sceneProperties writes what the file said of the scene, with the summary as it
// now is.
func (f *fdxWriter) sceneProperties(b *Block, i int, indent string) {
	if b.Type != SceneHeading {
		return
	}
	raw := ""
	if b.Kept != nil {
		for _, p := range b.Kept.Parts {
			if strings.HasPrefix(p, "<SceneProperties") {
				raw = p
			}
		}
	}
	summary := f.synopsisAfter(i)
	was := ""
	if b.Scene != nil {
		was = b.Scene.Summary
	}
	if raw != "" && summary == was {
		f.b.WriteString(indent + raw + "\n")
		return
	}
	if raw == "" && summary == "" {
		return
	}
	attrs, inner := "", ""
	if raw != "" {
		x := newXMLScanner(raw)
		start := x.next()
		attrs = start.attrs
		if !start.empty {
			for t := x.next(); t.kind != xmlEOF && t.kind != xmlEnd; t = x.next() {
				if t.kind == xmlStart {
					if part := x.skipElement(t); t.name != "Summary" {
						inner += indent + "  " + part + "\n"
					}
				}
			}
		}
	}
	f.b.WriteString(indent + "<SceneProperties")
	if attrs != "" {
		f.b.WriteString(" " + attrs)
	}
	f.b.WriteString(">\n" + inner)
	if summary != "" {
		f.b.WriteString(indent + "  <Summary>\n")
		for line := range strings.SplitSeq(summary, "\n") {
			f.b.WriteString(indent + "    <Paragraph>\n" + indent + "      <Text>")
			escapeText(&f.b, line, false)
			f.b.WriteString("</Text>\n" + indent + "    </Paragraph>\n")
		}
		f.b.WriteString(indent + "  </Summary>\n")
	}
	f.b.WriteString(indent + "</SceneProperties>\n")
}

// synopsisAfter is the summary that stands as synopsis blocks under a heading.
func (f *fdxWriter) synopsisAfter(i int) string {
	var lines []string
	for _, b := range f.s.Blocks[i+1:] {
		if b.Type != Synopsis || b.Kept == nil || b.Kept.Origin != "summary" {
			break
		}
		lines = append(lines, b.Text)
	}
	return strings.Join(lines, "\n")
}

// texts writes the text in one <Text> per run, with the notes in their places.
func (f *fdxWriter) texts(b *Block, runs []Run, indent string) {
	text, n, note := b.Text, 0, 0
	piece := func(upTo int, r *Run) {
		for n < upTo || text != "" && upTo < 0 {
			stop := upTo
			for note < len(b.Notes) && b.Notes[note].At <= n {
				f.note(b.Notes[note], indent)
				note++
			}
			if note < len(b.Notes) && (stop < 0 || b.Notes[note].At < stop) {
				stop = b.Notes[note].At
			}
			size := runeOffset(text, stop-n)
			if stop < 0 {
				size = len(text)
			}
			f.text(text[:size], r, indent)
			n += utf8.RuneCountInString(text[:size])
			text = text[size:]
			if text == "" {
				return
			}
		}
	}
	for i := range runs {
		piece(runs[i].Start, nil)
		piece(runs[i].End, &runs[i])
	}
	piece(-1, nil)
	for ; note < len(b.Notes); note++ {
		f.note(b.Notes[note], indent)
	}
	if b.Text == "" {
		f.b.WriteString(indent + "<Text></Text>\n")
	}
}

// runeOffset is the byte offset after n runes of s.
func runeOffset(s string, n int) int {
	if n < 0 {
		return 0
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

func (f *fdxWriter) text(text string, r *Run, indent string) {
	if text == "" {
		return
	}
	f.b.WriteString(indent + "<Text")
	if r != nil {
		if r.Attrs != "" {
			f.b.WriteString(" " + r.Attrs)
		}
		for _, a := range [...]struct{ key, value string }{
			{"RevisionID", r.Revision}, {"Style", r.Style.String()}, {"TagNumber", r.Tag},
		} {
			if a.value != "" {
				f.b.WriteString(" " + a.key + `="`)
				escapeText(&f.b, a.value, true)
				f.b.WriteString(`"`)
			}
		}
	}
	f.b.WriteString(">")
	escapeText(&f.b, text, false)
	f.b.WriteString("</Text>\n")
}

func (f *fdxWriter) note(a Anchored, indent string) {
	if a.Raw != "" && rawText(a.Raw) == a.Text {
		f.b.WriteString(indent + a.Raw + "\n")
		return
	}
	f.b.WriteString(indent + "<ScriptNote")
	if a.Type == Boneyard {
		f.b.WriteString(` Name="Boneyard"`)
	}
	f.b.WriteString(">\n")
	for line := range strings.SplitSeq(a.Text, "\n") {
		f.b.WriteString(indent + "  <Paragraph>\n" + indent + "    <Text>")
		escapeText(&f.b, line, false)
		f.b.WriteString("</Text>\n" + indent + "  </Paragraph>\n")
	}
	f.b.WriteString(indent + "</ScriptNote>\n")
}

func (f *fdxWriter) titlePage() {
	if titleText(f.s.Blocks) == "" {
		return
	}
	f.b.WriteString("  <TitlePage>\n    <Content>\n")
	for i := range f.s.Blocks {
		b := &f.s.Blocks[i]
		if b.Type != TitlePage {
			continue
		}
		align := "Left"
		switch strings.ToLower(b.Key) {
		case "title", "credit", "author", "authors", "source":
			align = "Center"
		}
		for line := range strings.SplitSeq(b.Text, "\n") {
			f.b.WriteString(`      <Paragraph Alignment="` + align + `">` + "\n        <Text>")
			escapeText(&f.b, line, false)
			f.b.WriteString("</Text>\n      </Paragraph>\n")
		}
	}
	f.b.WriteString("    </Content>\n  </TitlePage>\n")
}

func (f *fdxWriter) element(indent, name string, pairs ...string) {
	f.b.WriteString(indent + "<" + name)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" && pairs[i] != "Style" {
			continue
		}
		f.b.WriteString(" " + pairs[i] + `="`)
		escapeText(&f.b, pairs[i+1], true)
		f.b.WriteString(`"`)
	}
}

func (f *fdxWriter) revisions() {
	if len(f.s.Revisions) == 0 {
		return
	}
	f.b.WriteString("<Revisions ActiveSet=\"1\" Location=\"7.75\" RevisionMode=\"No\" RevisionsShown=\"All\">\n")
	for _, r := range f.s.Revisions {
		f.element("    ", "Revision", "Color", r.Color, "ID", r.ID, "Mark", r.Mark, "Name", r.Name, "PageColor", r.Page)
		f.b.WriteString("/>\n")
	}
	f.b.WriteString("  </Revisions>\n")
}

func (f *fdxWriter) tagData() {
	if len(f.s.Categories) == 0 {
		return
	}
	f.b.WriteString("<TagData>\n    <TagCategories>\n")
	for _, c := range f.s.Categories {
		f.element("      ", "TagCategory", "Color", c.Color, "Id", c.ID, "Name", c.Name, "Number", c.Number, "Style", c.Style)
		f.b.WriteString("/>\n")
	}
	f.b.WriteString("    </TagCategories>\n    <TagDefinitions>\n")
	for _, d := range f.s.Definitions {
		f.element("      ", "TagDefinition", "CatId", d.Category, "Id", d.ID, "Label", d.Label)
		f.b.WriteString("/>\n")
	}
	f.b.WriteString("    </TagDefinitions>\n    <Tags>\n")
	for _, t := range f.s.Tags {
		f.element("      ", "Tag", "Number", t.Number)
		f.b.WriteString(">\n")
		for _, d := range t.Definitions {
			f.b.WriteString("        <DefId>")
			escapeText(&f.b, d, false)
			f.b.WriteString("</DefId>\n")
		}
		f.b.WriteString("      </Tag>\n")
	}
	f.b.WriteString("    </Tags>\n  </TagData>\n")
}
