package screenplay

import (
	"io"
	"strings"
)

// WriteOSF writes the script as Open Screenplay Format 2.1. A script read from
// that format and not changed since comes back byte for byte.
func WriteOSF(w io.Writer, s *Script) error {
	if raw, ok := s.untouched(OpenScreenplay); ok {
		_, err := io.WriteString(w, raw)
		return err
	}
	o := &osfWriter{s: s}
	o.document()
	_, err := io.WriteString(w, o.b.String())
	return err
}

type osfWriter struct {
	s *Script
	b strings.Builder
}

func (o *osfWriter) document() {
	o.b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<document type="Open Screenplay Format document" version="21"`)
	if k := o.s.Kept; k != nil && (o.s.Format == OpenScreenplay || o.s.Format == FadeIn) {
		o.raw(otherAttrs(k.Attrs, []string{"type", "version"}))
	}
	o.b.WriteString(">\n")
	lists := false
	if k := o.s.Kept; k != nil && (o.s.Format == OpenScreenplay || o.s.Format == FadeIn) {
		for _, p := range k.Parts {
			o.b.WriteString("  " + p + "\n")
			lists = lists || strings.HasPrefix(p, "<lists")
		}
	}
	o.b.WriteString("  <paragraphs>\n")
	for i := range o.s.Blocks {
		if b := &o.s.Blocks[i]; b.Type != TitlePage {
			o.para(i, b)
		}
	}
	o.b.WriteString("  </paragraphs>\n")
	o.titlePage()
	if !lists && len(o.s.Revisions) > 0 {
		o.b.WriteString("  <lists>\n    <revisionColors>\n")
		for _, r := range o.s.Revisions {
			o.b.WriteString("      <revisionColor")
			o.attr("name", r.Name)
			o.attr("index", r.ID)
			o.b.WriteString("/>\n")
		}
		o.b.WriteString("    </revisionColors>\n  </lists>\n")
	}
	o.b.WriteString("</document>\n")
}

func (o *osfWriter) attr(name, value string) {
	if value == "" {
		return
	}
	o.b.WriteString(" " + name + `="`)
	escapeText(&o.b, value, true)
	o.b.WriteString(`"`)
}

func (o *osfWriter) para(i int, b *Block) {
	if b.Type == PageBreak || b.Kept != nil && (b.Kept.Origin == "summary" && i > 0 || b.Kept.Origin == "element") {
		return
	}
	o.b.WriteString("    <para")
	o.attr("sceneNumber", b.Number)
	if b.Scene != nil {
		o.attr("pageNumber", b.Scene.Page)
	}
	note := ""
	for _, n := range b.Notes {
		note = strings.TrimPrefix(note+"\n"+n.Text, "\n")
	}
	if b.Type == Note || b.Type == Boneyard {
		note = b.Text
	}
	o.attr("note", note)
	if i+1 < len(o.s.Blocks) {
		if next := &o.s.Blocks[i+1]; next.Kept != nil && next.Kept.Origin == "summary" {
			o.attr("synopsis", next.Text)
		}
	}
	if b.Omitted {
		o.attr("omitted", "true")
	}
	kept := o.kept(b)
	o.raw(otherAttrs(kept.Attrs, osfPara))
	o.b.WriteString(">\n      <style")
	o.attr("baseStyleName", osfName(b))
	o.raw(otherAttrs(kept.Outer, osfStyle))
	if b.Type == Centered {
		o.attr("align", "center")
	}
	if b.Type == Character && b.Dual == Left {
		o.attr("dualDialogue", "1")
	}
	if b.NewPage || i > 0 && o.s.Blocks[i-1].Type == PageBreak {
		o.attr("pageBreakBefore", "1")
	}
	o.b.WriteString("/>\n")
	if b.Type != Note && b.Type != Boneyard {
		o.texts(b)
	}
	for _, p := range kept.Parts {
		o.b.WriteString("      " + p + "\n")
	}
	o.b.WriteString("    </para>\n")
}

// kept is what an Open Screenplay Format file held of a block beyond the model.
func (o *osfWriter) kept(b *Block) Kept {
	if b.Kept == nil || o.s.Format != OpenScreenplay && o.s.Format != FadeIn {
		return Kept{}
	}
	return *b.Kept
}

// raw writes attributes as they were.
func (o *osfWriter) raw(attrs string) {
	if attrs != "" {
		o.b.WriteString(" " + attrs)
	}
}

func osfName(b *Block) string {
	switch {
	case b.Kind != "" && (b.Type == Action || b.Type == Centered):
		return b.Kind
	case b.Type == Section:
		return "Outline " + string(rune('0'+min(max(b.Level, 1), 3)))
	case b.Type == Synopsis:
		return "Synopsis"
	case b.Type == Lyrics:
		return "Lyrics"
	}
	return fdxName(b.Type)
}

func (o *osfWriter) texts(b *Block) {
	text, n := b.Text, 0
	put := func(upTo int, r *Run) {
		size := len(text)
		if upTo >= 0 {
			size = runeOffset(text, upTo-n)
			n = upTo
		}
		if size == 0 {
			return
		}
		o.b.WriteString("      <text")
		if r != nil {
			if r.Attrs != "" && (o.s.Format == OpenScreenplay || o.s.Format == FadeIn) {
				o.b.WriteString(" " + r.Attrs)
			}
			for _, st := range [...]struct {
				bit  Style
				name string
			}{{Bold, "bold"}, {Italic, "italic"}, {Underline, "underline"}, {Strikeout, "strikeThrough"}} {
				if r.Style&st.bit != 0 {
					o.attr(st.name, "1")
				}
			}
			o.attr("revision", r.Revision)
		}
		o.b.WriteString(">")
		escapeText(&o.b, text[:size], false)
		o.b.WriteString("</text>\n")
		text = text[size:]
	}
	for i := range b.Runs {
		put(b.Runs[i].Start, nil)
		put(b.Runs[i].End, &b.Runs[i])
	}
	put(-1, nil)
}

func (o *osfWriter) titlePage() {
	any := false
	for i := range o.s.Blocks {
		b := &o.s.Blocks[i]
		if b.Type != TitlePage {
			continue
		}
		if !any {
			o.b.WriteString("  <titlePage>\n")
			any = true
		}
		key := b.Key
		for line := range strings.SplitSeq(b.Text, "\n") {
			o.b.WriteString("    <para")
			o.attr("bookmark", key)
			key = ""
			o.b.WriteString(">\n      <style baseStyleName=\"Normal Text\"/>\n")
			if part := (Block{Text: line}); line == b.Text {
				o.texts(b)
			} else {
				o.texts(&part)
			}
			o.b.WriteString("    </para>\n")
		}
	}
	if any {
		o.b.WriteString("  </titlePage>\n")
	}
}
