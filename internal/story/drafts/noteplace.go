package drafts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"backlot/film/screenplay/compare"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// follow takes a range of a paragraph from the draft it was marked in to the last
// draft of the line, step by step. Where its words are gone it stops there and says
// so: a note is never moved to a guess.
func (l *line) follow(from int, b Placed, start, end int) NotePlace {
	for i := from + 1; i < len(l.drafts); i++ {
		next, nextStart, nextEnd, ok := l.step(i, b, start, end)
		if !ok {
			return placeOf(l.v, b, start, end, true)
		}
		b, start, end = next, nextStart, nextEnd
	}
	return placeOf(l.v, b, start, end, false)
}

// step finds a range of a paragraph in the next draft: in the same paragraph, or,
// where a paragraph was split or joined, word for word in a new one of the scene.
func (l *line) step(i int, b Placed, start, end int) (Placed, int, int, bool) {
	if same, ok := l.of(i)[b.Anchor]; ok {
		if same.Text == b.Text {
			return same, start, end, true
		}
		from, to, found := compare.MoveRange(b.Text, same.Text, start, end)
		if found && lives(cut(b.Text, start, end), cut(same.Text, from, to)) {
			return same, from, to + len([]rune(closing(cut(b.Text, start, end), cut(same.Text, to, to+marks)))), true
		}
	}
	words := strings.TrimSpace(cut(b.Text, start, end))
	if len(strings.Fields(words)) < movedWords {
		return b, start, end, false
	}
	var found []Placed
	at := 0
	for _, n := range l.newIn(i)[b.Scene.ID] {
		if strings.Count(n.Text, words) > 0 {
			found = append(found, n)
			at = strings.Index(n.Text, words)
		}
	}
	if len(found) != 1 || strings.Count(found[0].Text, words) != 1 {
		return b, start, end, false
	}
	from := utf8.RuneCountInString(found[0].Text[:at])
	return found[0], from, from + utf8.RuneCountInString(words), true
}

// marks is the most that closes a sentence: an ellipsis of dots, a quotation mark.
const marks = 4

// closing is the marks that end the words and still follow them: MoveRange moves
// words, and the full stop belongs to the sentence.
func closing(words, next string) string {
	last := strings.TrimRightFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end := strings.TrimSpace(words[len(last):]); strings.HasPrefix(next, end) {
		return end
	}
	return ""
}

// movedWords is how many words a quotation must have to be known again in another
// paragraph: two are said too often.
const movedWords = 3

// lives reports whether at least half of the words are still among those that stand
// in their place. Less is another sentence that happens to say "the".
func lives(before, after string) bool {
	left := map[string]int{}
	for _, w := range plainWords(after) {
		left[w]++
	}
	was, kept := plainWords(before), 0
	for _, w := range was {
		if left[w] > 0 {
			left[w]--
			kept++
		}
	}
	return kept > 0 && 2*kept >= len(was)
}

func plainWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' })
}

// cut is the runes start to end of a text, as far as there are such.
func cut(text string, start, end int) string {
	r := []rune(text)
	start = min(max(start, 0), len(r))
	return string(r[start:min(max(end, start), len(r))])
}

func placeOf(v graph.View, b Placed, start, end int, lost bool) NotePlace {
	p := NotePlace{Block: b.ID, Anchor: b.Anchor, Start: start, End: end, Lost: lost, Page: b.Page, Scene: b.Scene.ID, order: b.Order}
	if s, ok := graph.Get[production.Scene](v, b.Scene.ID); ok {
		p.Number = s.Number
	}
	return p
}
