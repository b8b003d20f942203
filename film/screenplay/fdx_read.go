package screenplay

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"backlot/film/pages"
)

// fdx reads Final Draft XML, as Final Draft and Fade In write it.
type fdx struct {
	x      *xmlScanner
	name   string
	limit  int
	script *Script
	full   bool
	line   int // line of the last counted offset
	lineAt int
}

// fdxTypes maps Final Draft's names of paragraphs to ours; the rest become
// action and keep their name in Block.Kind.
var fdxTypes = map[string]Type{
	"Scene Heading": SceneHeading, "Action": Action, "Character": Character, "Dialogue": Dialogue,
	"Parenthetical": Parenthetical, "Transition": Transition, "Lyrics": Lyrics, "Singing": Lyrics,
	"New Act": Centered, "End of Act": Centered, "Act": Centered, "Act Break": Centered,
	"Outline 1": Section, "Outline 2": Section, "Outline 3": Section, "Outline 4": Section, "Outline Body": Synopsis,
}

func readFDX(text, name string, limits Limits) (*Script, error) {
	f := &fdx{x: newXMLScanner(text), name: name, limit: limits.Blocks, script: &Script{Format: FinalDraft}, line: 1}
	f.script.Blocks = make([]Block, 0, min(len(text)/220+16, limits.Blocks))
	root := f.x.next()
	for root.kind == xmlText || root.kind == xmlEnd {
		root = f.x.next()
	}
	if root.kind != xmlStart || root.name != "FinalDraft" {
		got := "no XML element"
		if root.kind == xmlStart {
			got = "<" + root.name + ">"
		}
		return nil, fmt.Errorf("script %s: %s where a <FinalDraft> document begins; want Final Draft XML (.fdx)", name, got)
	}
	f.document(root)
	if f.full {
		return nil, fmt.Errorf("script %s has more than %d paragraphs: want a screenplay", name, limits.Blocks)
	}
	if f.x.broken >= 0 {
		f.find(Error, f.x.broken, f.x.bad+"; what was read up to there is kept")
	}
	return f.script, nil
}

func (f *fdx) find(sev Severity, at int, text string) {
	f.script.Findings = append(f.script.Findings, Finding{sev, fmt.Sprintf("%s:%d", f.name, f.lineOf(at)), text})
}

// lineOf is the line of an offset; offsets mostly come in rising order.
func (f *fdx) lineOf(at int) int {
	if at < f.lineAt {
		f.line, f.lineAt = 1, 0
	}
	f.line += strings.Count(f.x.s[f.lineAt:at], "\n")
	f.lineAt = at
	return f.line
}

// document reads the children of the root. Kept.Parts are the raw file before
// the script text and after it.
func (f *fdx) document(root xmlToken) {
	kept := &Kept{Attrs: root.attrs}
	f.script.Kept = kept
	if root.empty {
		return
	}
	head := true
	for !f.full {
		t := f.x.next()
		if t.kind == xmlEOF || t.kind == xmlEnd {
			break
		}
		if t.kind != xmlStart {
			continue
		}
		if t.name == "Content" && head {
			head = false
			kept.Outer = t.attrs
			kept.Parts = append(kept.Parts, f.x.s[:t.from])
			f.content(t)
			kept.Parts = append(kept.Parts, f.x.s[f.x.pos:])
			continue
		}
		f.part(t)
	}
	if head {
		f.find(Error, root.from, "the document has no <Content>: no script text in it")
	}
}

// part reads a top-level element the model knows something about.
func (f *fdx) part(t xmlToken) {
	switch t.name {
	case "TitlePage":
		f.titlePage(t)
	case "Revisions":
		f.revisions(t)
	case "LockedPages":
		f.lockedPages(t)
	case "TagData":
		f.tagData(t)
	default:
		f.x.skipElement(t)
	}
}

func (f *fdx) content(t xmlToken) {
	if t.empty {
		return
	}
	for !f.full {
		switch c := f.x.next(); c.kind {
		case xmlEOF:
			f.x.damage(t.from, "the file ends inside <Content>")
			return
		case xmlEnd:
			return
		case xmlStart:
			if c.name == "Paragraph" {
				f.paragraph(c, "", "")
			} else {
				raw := f.x.skipElement(c)
				f.script.Blocks = append(f.script.Blocks, Block{Type: Note, Kind: c.name, Line: f.lineOf(c.from),
					Kept: &Kept{Parts: []string{raw}, Origin: "element"}})
			}
		}
		if len(f.script.Blocks) > f.limit {
			f.full = true
		}
	}
}

// paragraph reads one <Paragraph>; side and outer are given inside dual dialogue.
func (f *fdx) paragraph(start xmlToken, side Side, outer string) {
	b := Block{Type: Action, Dual: side, Line: f.lineOf(start.from)}
	f.attributes(&b, start.attrs)
	if outer != "" {
		b.keep().Outer = outer
	}
	at := len(f.script.Blocks)
	f.script.Blocks = append(f.script.Blocks, b)
	if start.empty {
		return
	}
	var text fdxText
	for {
		c := f.x.next()
		if c.kind == xmlEOF {
			f.x.damage(start.from, "the file ends inside <Paragraph>")
			break
		}
		if c.kind == xmlEnd {
			break
		}
		if c.kind != xmlStart {
			continue
		}
		switch c.name {
		case "Text":
			f.text(c, &text)
		case "DualDialogue":
			f.script.Blocks = f.script.Blocks[:at]
			before := strings.TrimSpace(f.x.s[start.to:c.from])
			f.dual(c, start.attrs)
			after := f.x.pos
			end := f.skipRest(start)
			f.around(at, before, strings.TrimSpace(f.x.s[after:end]))
			return
		case "SceneProperties":
			f.sceneProperties(c, at)
		case "ScriptNote":
			raw := f.x.skipElement(c)
			text.notes = append(text.notes, Anchored{At: text.runes, Type: Note, Text: rawText(raw), Raw: raw})
		default:
			f.script.Blocks[at].keep().Parts = append(f.script.Blocks[at].keep().Parts, f.x.skipElement(c))
		}
	}
	p := &f.script.Blocks[at]
	p.Text, p.Runs, p.Notes = text.string(), text.runs, text.notes
}

// around keeps what stands beside a dual dialogue in its paragraph.
func (f *fdx) around(at int, before, after string) {
	if before+after == "" {
		return
	}
	if at == len(f.script.Blocks) { // an empty dual dialogue
		f.script.Blocks = append(f.script.Blocks, Block{Type: Note, Kept: &Kept{Origin: "element"}})
	}
	f.script.Blocks[at].keep().Around = []string{before, after}
}

// skipRest moves past the end of the element that start began and returns where
// its end tag begins.
func (f *fdx) skipRest(start xmlToken) int {
	for depth := 1; depth > 0; {
		switch t := f.x.next(); t.kind {
		case xmlStart:
			if !t.empty {
				depth++
			}
		case xmlEnd:
			if depth--; depth == 0 {
				return t.from
			}
		case xmlEOF:
			return t.from
		}
	}
	return f.x.pos
}

// keep gives the block a place for raw markup.
func (b *Block) keep() *Kept {
	if b.Kept == nil {
		b.Kept = &Kept{}
	}
	return b.Kept
}

func (f *fdx) attributes(b *Block, raw string) {
	more, centered := false, false
	eachAttr(raw, func(a attr) bool {
		switch a.name {
		case "Alignment":
			centered, more = a.value == "Center", true
		case "Type":
			t, ok := fdxTypes[a.value]
			if ok {
				b.Type = t
			}
			if name := fdxName(b.Type); name != a.value {
				b.Kind = a.value
			}
			if b.Type == Section {
				b.Level = int(a.value[len(a.value)-1] - '0')
			}
		case "Number":
			b.Number = a.value
		case "StartsNewPage":
			b.NewPage = a.value == "Yes"
			more = true
		default:
			more = true
		}
		return true
	})
	if centered && b.Type == Action {
		b.Type = Centered
	}
	if more || b.Number != "" && b.Type != SceneHeading {
		b.keep().Attrs = raw
	}
}

// fdxText gathers the <Text> elements of a paragraph.
type fdxText struct {
	one   string
	more  []byte
	runes int
	runs  []Run
	notes []Anchored
}

func (t *fdxText) string() string {
	if t.more != nil {
		return string(t.more)
	}
	return t.one
}

func (t *fdxText) add(s string) {
	switch {
	case s == "":
	case t.one == "" && t.more == nil:
		t.one = s
	default:
		if t.more == nil {
			t.more = append(make([]byte, 0, len(t.one)+len(s)+256), t.one...)
		}
		t.more = append(t.more, s...)
	}
	t.runes += utf8.RuneCountInString(s)
}

// text reads one <Text> element into a stretch of the paragraph.
func (f *fdx) text(start xmlToken, into *fdxText) {
	from := into.runes
	if !start.empty {
		f.characters(into)
	}
	if start.attrs == "" || into.runes == from {
		return
	}
	run := Run{Start: from, End: into.runes}
	var rest []string
	eachAttr(start.attrs, func(a attr) bool {
		switch a.name {
		case "Style":
			st, unknown := ParseStyle(a.value)
			run.Style = st
			if unknown {
				run.Style = 0
				rest = append(rest, a.raw)
			}
		case "RevisionID":
			if run.Revision = a.value; a.value == "0" {
				run.Revision = ""
				rest = append(rest, a.raw)
			}
		case "TagNumber":
			run.Tag = a.value
		default:
			rest = append(rest, a.raw)
		}
		return true
	})
	run.Attrs = strings.Join(rest, " ")
	if run != (Run{Start: from, End: into.runes}) {
		into.runs = append(into.runs, run)
	}
}

// characters reads up to the end tag of a <Text>; markup inside it is passed over.
func (f *fdx) characters(into *fdxText) {
	for depth := 1; ; {
		switch t := f.x.next(); t.kind {
		case xmlText:
			if t.literal {
				into.add(t.text)
			} else {
				into.add(unescape(t.text))
			}
		case xmlStart:
			if !t.empty {
				depth++
			}
		case xmlEnd:
			if depth--; depth == 0 {
				return
			}
		case xmlEOF:
			f.x.damage(t.from, "the file ends inside <Text>")
			return
		}
	}
}

// dual reads <DualDialogue>: the first speech stands left, the second right.
func (f *fdx) dual(start xmlToken, outer string) {
	if start.empty {
		return
	}
	side, cues, first := Left, 0, true
	for {
		t := f.x.next()
		switch {
		case t.kind == xmlEOF:
			f.x.damage(start.from, "the file ends inside <DualDialogue>")
			return
		case t.kind == xmlEnd:
			return
		case t.kind == xmlStart && t.name == "Paragraph":
			if attrValue(t.attrs, "Type") == "Character" {
				if cues++; cues == 2 {
					side = Right
				}
			}
			wrap := ""
			if first {
				wrap, first = outer, false
			}
			f.paragraph(t, side, wrap)
		case t.kind == xmlStart:
			raw := f.x.skipElement(t)
			f.script.Blocks = append(f.script.Blocks, Block{Type: Note, Kind: t.name, Dual: side, Kept: &Kept{Parts: []string{raw}, Origin: "element"}})
		}
	}
}

// sceneProperties reads what the file says about a scene; a summary becomes a
// synopsis block after the heading.
func (f *fdx) sceneProperties(start xmlToken, at int) {
	b := &f.script.Blocks[at]
	facts := &SceneFacts{}
	b.Scene = facts
	eachAttr(start.attrs, func(a attr) bool {
		switch a.name {
		case "Length":
			n, err := pages.Parse(a.value)
			if err != nil {
				f.find(Warning, start.from, "scene length: "+err.Error())
			}
			facts.Length = n
		case "Page":
			facts.Page = a.value
		case "Title":
			facts.Title = a.value
		case "Color":
			facts.Color = a.value
		}
		return true
	})
	raw := f.x.skipElement(start)
	b.keep().Parts = append(b.keep().Parts, raw)
	i := strings.Index(raw, "<Summary")
	if i < 0 {
		return
	}
	sub := newXMLScanner(raw[i:])
	summary := rawText(sub.skipElement(sub.next()))
	if summary == "" {
		return
	}
	facts.Summary = summary
	f.script.Blocks = append(f.script.Blocks, Block{Type: Synopsis, Text: summary, Line: b.Line,
		Kept: &Kept{Origin: "summary"}})
}

// rawText is the text of all <Text> elements in raw markup; paragraphs are lines.
func rawText(raw string) string {
	x := newXMLScanner(raw)
	var out strings.Builder
	in := false
	for {
		switch t := x.next(); t.kind {
		case xmlEOF:
			return strings.TrimSpace(out.String())
		case xmlStart:
			in = t.name == "Text" && !t.empty
			if t.name == "Paragraph" && out.Len() > 0 {
				out.WriteByte('\n')
			}
		case xmlEnd:
			in = false
		case xmlText:
			if in {
				out.WriteString(unescape(t.text))
			}
		}
	}
}
