package screenplay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Fountain has no revisions, so they travel in notes, which every program that
// reads Fountain leaves alone: one note names the revision sets, and a note at
// the end of a revised block says which runes each revision touched and how long
// the text was, so that a later edit elsewhere is noticed:
//
//	[[revisions: 1 | Blue | #0000 | #B6B6 | *; 2 | Pink | ...]]
//	[[rev 2:9-15 5:15-16 /120]]
//
// In the same way [[element dialogue]] says that a line of action is speech whose
// cue is missing, and [[number 4/5]] gives a scene number that Fountain refuses.

const (
	revisionSets = "revisions: "
	revisionRuns = "rev "
	numberNote   = "number "
	elementNote  = "element " // what a paragraph was that Fountain has no place for
	nothing      = ""         // text of a note that parts marks of emphasis
	softBreak    = "\n"       // text of a note that stands for a line end inside one paragraph of dialogue
)

func (f *fountainWriter) revisionSets() string {
	used := false
	for i := range f.s.Blocks {
		for _, r := range f.s.Blocks[i].Runs {
			used = used || r.Revision != ""
		}
	}
	if !used || len(f.s.Revisions) == 0 {
		return ""
	}
	var sets []string
	clean := strings.NewReplacer("|", "/", ";", ",", "]", ")", "\n", " ")
	for _, r := range f.s.Revisions {
		parts := []string{clean.Replace(r.ID), clean.Replace(r.Name), clean.Replace(r.Color), clean.Replace(r.Page), clean.Replace(r.Mark)}
		sets = append(sets, strings.Join(parts, " | "))
	}
	return revisionSets + strings.Join(sets, "; ")
}

// revisionNote is the note that carries the revised stretches of a block, or "".
func revisionNote(b *Block) string {
	var out strings.Builder
	for i := 0; i < len(b.Runs); {
		r := b.Runs[i]
		end := r.End
		for i++; i < len(b.Runs) && b.Runs[i].Revision == r.Revision && b.Runs[i].Start == end; i++ {
			end = b.Runs[i].End
		}
		if r.Revision != "" && !strings.ContainsAny(r.Revision, " :]/\n") {
			fmt.Fprintf(&out, " %s:%d-%d", r.Revision, r.Start, end)
		}
	}
	if out.Len() == 0 {
		return ""
	}
	return "rev" + out.String() + " /" + strconv.Itoa(utf8.RuneCountInString(b.Text))
}

// takeRevisions turns the notes back into revisions and removes them.
func (s *Script) takeRevisions() {
	out := s.Blocks[:0]
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type == Note && s.revisionsFrom(b.Text) {
			continue
		}
		if len(b.Notes) > 0 {
			takeElement(b)
			takeRevisionRuns(b)
		}
		out = append(out, *b)
	}
	s.Blocks = out
}

func (s *Script) revisionsFrom(text string) bool {
	list, ok := strings.CutPrefix(text, revisionSets)
	if !ok || len(s.Revisions) > 0 {
		return false
	}
	for set := range strings.SplitSeq(list, "; ") {
		parts := strings.Split(set, " | ")
		if len(parts) != 5 {
			s.Revisions = nil
			return false
		}
		s.Revisions = append(s.Revisions, Revision{ID: strings.TrimSpace(parts[0]), Name: parts[1], Color: parts[2], Page: parts[3], Mark: strings.TrimSpace(parts[4])})
	}
	return true
}

var carriedTypes = []Type{SceneHeading, Character, Dialogue, Parenthetical, Transition}

// takeElement gives a block back the type and the number that its notes carry.
func takeElement(b *Block) {
	kept := b.Notes[:0]
	for _, n := range b.Notes {
		typ, isType := strings.CutPrefix(n.Text, elementNote)
		number, isNumber := strings.CutPrefix(n.Text, numberNote)
		switch {
		case n.Type == Note && isType && (b.Type == Action || b.Type == Parenthetical) && slices.Contains(carriedTypes, Type(typ)):
			b.Type = Type(typ)
		case n.Type == Note && isNumber && b.Type == SceneHeading && b.Number == "":
			b.Number = number
		default:
			kept = append(kept, n)
		}
	}
	if b.Notes = kept; len(kept) == 0 {
		b.Notes = nil
	}
}

func takeRevisionRuns(b *Block) {
	kept := b.Notes[:0]
	for _, n := range b.Notes {
		body, ok := strings.CutPrefix(n.Text, revisionRuns)
		if n.Type != Note || !ok {
			kept = append(kept, n)
			continue
		}
		runs, ok := parseRevisionRuns(body, utf8.RuneCountInString(b.Text))
		if !ok {
			kept = append(kept, n)
			continue
		}
		b.Runs = overlay(b.Runs, runs)
	}
	if b.Notes = kept; len(kept) == 0 {
		b.Notes = nil
	}
}

// parseRevisionRuns reads "2:9-15 5:15-16 /120". If the text is no longer as
// long as it was, the whole block counts as touched by the last revision named.
func parseRevisionRuns(body string, length int) ([]Run, bool) {
	var runs []Run
	was, last := -1, 0
	for field := range strings.FieldsSeq(body) {
		if n, ok := strings.CutPrefix(field, "/"); ok {
			v, err := strconv.Atoi(n)
			if err != nil {
				return nil, false
			}
			was = v
			continue
		}
		id, span, ok := strings.Cut(field, ":")
		a, z, ok2 := strings.Cut(span, "-")
		from, err := strconv.Atoi(a)
		to, err2 := strconv.Atoi(z)
		if !ok || !ok2 || err != nil || err2 != nil || from < last || to <= from {
			return nil, false
		}
		last = to
		runs = append(runs, Run{Start: from, End: to, Revision: id})
	}
	if len(runs) == 0 || was < 0 {
		return nil, false
	}
	if was != length || last > length {
		if length == 0 {
			return nil, true
		}
		return []Run{{Start: 0, End: length, Revision: runs[len(runs)-1].Revision}}, true
	}
	return runs, true
}

// overlay joins styled runs with revised runs, splitting where they overlap.
func overlay(styles, revs []Run) []Run {
	if len(styles) == 0 {
		return revs
	}
	var out []Run
	cuts := map[int]bool{}
	end := 0
	for _, list := range [][]Run{styles, revs} {
		for _, r := range list {
			cuts[r.Start], cuts[r.End] = true, true
			end = max(end, r.End)
		}
	}
	i, j, from := 0, 0, 0
	for at := 1; at <= end; at++ {
		if !cuts[at] {
			continue
		}
		for i < len(styles) && styles[i].End <= from {
			i++
		}
		for j < len(revs) && revs[j].End <= from {
			j++
		}
		var r Run
		hit := false
		if i < len(styles) && styles[i].Start <= from {
			r, hit = styles[i], true
		}
		if j < len(revs) && revs[j].Start <= from {
			r.Revision, hit = revs[j].Revision, true
		}
		if hit {
			r.Start, r.End = from, at
			out = append(out, r)
		}
		from = at
	}
	return out
}
