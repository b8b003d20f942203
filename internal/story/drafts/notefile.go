package drafts

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"backlot/film/screenplay"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// fileNote is a note that stands in an imported file.
type fileNote struct {
	block            int // index in Script.Blocks of the paragraph it is held to
	start, end       int // runes of that paragraph
	text, kind, from string
}

// digest tells a note of a file again in the next file. Where it stands is no part
// of it: writers move their notes.
func (n fileNote) digest() string {
	sum := sha256.Sum256([]byte(n.from + "\x00" + n.kind + "\x00" + n.text))
	return hex.EncodeToString(sum[:12])
}

// fileNotes lists the notes of a script: those inside paragraphs and those on lines
// of their own.
func fileNotes(s *screenplay.Script) []fileNote {
	var out []fileNote
	for i := range s.Blocks {
		b := &s.Blocks[i]
		for _, a := range b.Notes {
			if a.Type == screenplay.Note && strings.TrimSpace(a.Text) != "" {
				out = append(out, heldTo(s, i, a.At, a.Text, a.Raw))
			}
		}
		if b.Type == screenplay.Note && strings.TrimSpace(b.Text) != "" {
			if at := beside(s, i); at >= 0 {
				out = append(out, heldTo(s, at, utf8.RuneCountInString(s.Blocks[at].Text), b.Text, ""))
			}
		}
	}
	return out
}

// beside is the paragraph that a note on a line of its own speaks of: the one before
// it, or the one after it where it opens the script.
func beside(s *screenplay.Script, note int) int {
	for i := note - 1; i >= 0; i-- {
		if b := &s.Blocks[i]; b.Type.Printed() && b.Type != screenplay.TitlePage && b.Text != "" {
			return i
		}
	}
	for i := note + 1; i < len(s.Blocks); i++ {
		if b := &s.Blocks[i]; b.Type.Printed() && b.Type != screenplay.TitlePage && b.Text != "" {
			return i
		}
	}
	return -1
}

// heldTo holds a note to the sentence it stands in or behind.
func heldTo(s *screenplay.Script, block, at int, text, raw string) fileNote {
	n := fileNote{block: block, text: strings.TrimSpace(text), kind: noteType(attr(raw, "Type") + " " + attr(raw, "Name")), from: attr(raw, "WriterName")}
	if s.Blocks[block].Type == screenplay.SceneHeading { // "INT." ends no sentence
		n.end = utf8.RuneCountInString(s.Blocks[block].Text)
		return n
	}
	n.start, n.end = sentence([]rune(s.Blocks[block].Text), at)
	return n
}

// sentence is the sentence of a text that the rune before at is part of.
func sentence(text []rune, at int) (start, end int) {
	at = min(max(at, 0), len(text))
	for at > 0 && isSpace(text[at-1]) {
		at--
	}
	at = max(at-1, 0)
	for start = at; start > 0 && !(isEnd(text[start-1]) && isSpace(text[start])); start-- {
	}
	for start < len(text) && isSpace(text[start]) && start < at {
		start++
	}
	for end = at; end < len(text) && !(isEnd(text[end]) && (end+1 == len(text) || isSpace(text[end+1]))); end++ {
	}
	return start, min(end+1, len(text))
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }

func isEnd(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '…' }

// attr reads an attribute of the element that raw markup begins with.
func attr(raw, name string) string {
	head, _, _ := strings.Cut(raw, ">")
	_, rest, ok := strings.Cut(head, " "+name+`="`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(rest, `"`)
	return strings.NewReplacer("&quot;", `"`, "&apos;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(value)
}

// noteType is our type for what a writing program calls a note.
func noteType(name string) string {
	name = strings.ToLower(name)
	for _, t := range []string{"question", "request", "correction", "praise", "continuity", "sound", "camera", "performance"} {
		if strings.Contains(name, t) {
			return t
		}
	}
	return "remark"
}

// fileNotesKnown counts the notes that came with files, by their digest.
func fileNotesKnown(v graph.View) map[string]int {
	known := map[string]int{}
	for _, n := range graph.All[production.Note](v) {
		if n.FileHash != "" {
			known[n.FileHash]++
		}
	}
	return known
}

// notes keeps the notes of the file, but for those that came with an earlier file:
// what people did with them since stays.
func (im *importer) notes() {
	known := fileNotesKnown(im.v)
	parties := map[string]graph.ID{}
	for id, p := range graph.All[production.Party](im.v) {
		parties[strings.ToUpper(p.Name)] = id
	}
	for _, n := range fileNotes(im.script) {
		hash := n.digest()
		if known[hash] > 0 {
			known[hash]--
			continue
		}
		b := &im.script.Blocks[n.block]
		rec := production.Note{About: graph.To[graph.Any](im.blockIDs[b.ID]), Text: n.text, Type: n.kind, Author: n.from, Status: "open", FileHash: hash,
			StartRune: n.start, EndRune: n.end, Words: cut(b.Text, n.start, n.end)}
		if party, ok := parties[strings.ToUpper(n.from)]; ok {
			rec.By, rec.Author = graph.To[production.Party](party), ""
		}
		graph.Add(im.e, rec)
	}
}
