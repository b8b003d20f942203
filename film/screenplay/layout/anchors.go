package layout

import (
	"fmt"
	"sort"
	"strconv"
	"unicode/utf8"

	"backlot/film/screenplay"
)

// Anchors are the locked pages of a script with the block that each begins in.
// Those that Backlot locked have it already. A Final Draft file states for each page
// PageNumber, Position, LockLevel, LevelIndex and Deleted; it does not publish what
// they count. Position is read as characters from the beginning of the script text,
// with one for the end of every paragraph (it moves with the text when paragraphs are
// put in before it); pages that repeat a number are its A-pages, in order; deleted
// ones keep only their number. The findings say what was so understood, and which
// pages could not be placed.
func Anchors(s *screenplay.Script) ([]screenplay.LockedPage, []screenplay.Finding) {
	places, total := []int(nil), 0
	out := make([]screenplay.LockedPage, 0, len(s.LockedPages))
	letters := map[string]int{}
	read, beyond, inside := 0, 0, 0
	for _, p := range s.LockedPages {
		position, err := strconv.Atoi(attribute(p.Attrs, "Position"))
		if p.Block != "" || err != nil {
			out = append(out, p)
			continue
		}
		if places == nil {
			places, total = positions(s)
		}
		p.Number = fileNumber(p, letters)
		switch {
		case attribute(p.Attrs, "Deleted") == "1" || attribute(p.Attrs, "Deleted") == "Yes":
		case position < 0 || position > total:
			beyond++
		default:
			read++
			i, at := blockAt(places, position)
			for i >= 0 && i+1 < len(s.Blocks) && !s.Blocks[i].Type.Printed() {
				i, at = i+1, 0
			}
			if i >= 0 {
				p.Block, p.At = s.Blocks[i].ID, at
			}
			if at > 0 {
				inside++
			}
		}
		out = append(out, p)
	}
	return out, anchorFindings(read, beyond, inside)
}

func anchorFindings(read, beyond, inside int) []screenplay.Finding {
	var out []screenplay.Finding
	if read > 0 {
		out = append(out, screenplay.Finding{Severity: screenplay.Info, Place: "LockedPages", Text: fmt.Sprintf(
			"the file locks %d pages, %d of them inside a paragraph; their places are read as characters from the beginning of the script, which Final Draft does not publish: compare the first pages with a print", read, inside)})
	}
	if beyond > 0 {
		out = append(out, screenplay.Finding{Severity: screenplay.Warning, Place: "LockedPages", Text: fmt.Sprintf(
			"%d locked pages begin after the end of the script text: they are kept in the file but not laid out by", beyond)})
	}
	return out
}

// fileNumber is the number of a locked page of a file. letters counts how often a
// number came.
func fileNumber(p screenplay.LockedPage, letters map[string]int) string {
	n := attribute(p.Attrs, "PageNumber")
	if n == "" {
		return p.Number
	}
	k := letters[n]
	letters[n]++
	if k > 0 {
		return n + letter(k-1)
	}
	return n
}

// positions lists the character position at which every printed block begins, -1
// for one that is no paragraph of the file, and the length of the script.
func positions(s *screenplay.Script) (places []int, total int) {
	places = make([]int, len(s.Blocks))
	for i := range s.Blocks {
		b := &s.Blocks[i]
		places[i] = -1
		if b.Type == screenplay.TitlePage || b.Kept != nil && b.Kept.Origin != "" {
			continue
		}
		places[i] = total
		total += utf8.RuneCountInString(b.Text) + 1
	}
	return places, total
}

// blockAt finds the block of a position and the runes before it there; the end of a
// paragraph is the beginning of the next.
func blockAt(places []int, position int) (i, at int) {
	var index, from []int
	for i, p := range places {
		if p >= 0 {
			index, from = append(index, i), append(from, p)
		}
	}
	k := sort.SearchInts(from, position+1) - 1
	if k < 0 {
		return -1, 0
	}
	if k+1 < len(from) && position == from[k+1]-1 {
		k++
		position = from[k]
	}
	return index[k], position - from[k]
}
