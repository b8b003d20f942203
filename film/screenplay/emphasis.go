package screenplay

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutMark stands in the text for a note or boneyard that was taken out; it is a
// noncharacter, so no script holds it.
const cutMark = '\ufdd0'

const cutText = string(cutMark)

// escapable are the characters a backslash makes ordinary: those of the syntax
// page, itself, and the bracket, so that "[\[" begins no note.
const escapable = `*_\[`

// plain reports whether text has no emphasis, escape or cut mark.
func plain(text string, cuts bool) bool {
	return strings.IndexByte(text, '*') < 0 && strings.IndexByte(text, '_') < 0 &&
		strings.IndexByte(text, '\\') < 0 && !(cuts && strings.Contains(text, cutText))
}

// mark is one run of emphasis characters.
type mark struct {
	pos, len      int
	char          byte
	canOpen       bool
	canClose      bool
	left          int // characters not yet matched
	opens, closes Style
	used          int // characters matched
}

// inline takes emphasis marks, escapes and cut marks out of text. It returns the
// text as read, its styled runs, and the rune offset of each cut mark.
func inline(text string) (string, []Run, []int) {
	marks := findMarks(text)
	matchMarks(marks)
	var (
		out   strings.Builder
		runs  []Run
		cuts  []int
		style Style
		start int
		runeN int
		next  int
	)
	out.Grow(len(text))
	turn := func(to Style) {
		if to == style {
			return
		}
		if style != 0 && runeN > start {
			runs = append(runs, Run{Start: start, End: runeN, Style: style})
		}
		style, start = to, runeN
	}
	for i := 0; i < len(text); {
		if next < len(marks) && marks[next].pos == i {
			m := &marks[next]
			next++
			turn(style&^m.closes | m.opens)
			for range m.len - m.used {
				out.WriteByte(m.char)
				runeN++
			}
			i += m.len
			continue
		}
		c := text[i]
		if c == '\\' && i+1 < len(text) && strings.IndexByte(escapable, text[i+1]) >= 0 {
			out.WriteByte(text[i+1])
			runeN++
			i += 2
			continue
		}
		if c < utf8.RuneSelf {
			out.WriteByte(c)
			runeN++
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == cutMark {
			cuts = append(cuts, runeN)
		} else {
			out.WriteString(text[i : i+n])
			runeN++
		}
		i += n
	}
	turn(0)
	return out.String(), runs, cuts
}

// findMarks lists the runs of emphasis characters; emphasis needs the text to
// touch the marks on the inside.
func findMarks(text string) []mark {
	var marks []mark
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\\' {
			i++
			continue
		}
		if c != '*' && c != '_' {
			continue
		}
		n := 1
		for i+n < len(text) && text[i+n] == c {
			n++
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		rest := text[i+n:]
		for strings.HasPrefix(rest, cutText) {
			rest = rest[len(cutText):] // what was taken out does not count
		}
		after, _ := utf8.DecodeRuneInString(rest)
		m := mark{pos: i, len: n, char: c, left: n}
		m.canOpen = rest != "" && !unicode.IsSpace(after)
		m.canClose = i > 0 && !unicode.IsSpace(before)
		if c == '*' && n > 3 || c == '_' && n > 1 {
			m.canOpen, m.canClose = false, false
		}
		marks = append(marks, m)
		i += n - 1
	}
	return marks
}

// matchMarks pairs opening and closing marks of a line; asterisks nest,
// underscores pair by themselves, and nothing pairs across a line end.
func matchMarks(marks []mark) {
	var stars, scores []int
	for i := range marks {
		m := &marks[i]
		stack := &stars
		if m.char == '_' {
			stack = &scores
		}
		if m.canClose && (!m.canOpen || exactly(marks, stack, m.left)) {
			for m.left > 0 && len(*stack) > 0 {
				top := len(*stack) - 1
				o := &marks[(*stack)[top]]
				n := min(m.left, o.left)
				st := styleOf(m.char, n)
				o.opens |= st
				m.closes |= st
				o.left, m.left = o.left-n, m.left-n
				o.used, m.used = o.used+n, m.used+n
				if o.left == 0 {
					*stack = (*stack)[:top]
				}
			}
		}
		if m.canOpen && m.left > 0 {
			*stack = append(*stack, i)
		}
	}
}

// exactly reports whether as many characters wait to be closed in one mark, and
// drops what was opened after it: a mark inside a word that could open as well
// closes only its like, so "**a*b***" is bold with b in italics besides.
func exactly(marks []mark, stack *[]int, n int) bool {
	sum := 0
	for i := len(*stack) - 1; i >= 0; i-- {
		left := marks[(*stack)[i]].left
		if sum += left; sum == n {
			return true // it closes several at once
		}
		if left == n {
			*stack = (*stack)[:i+1]
			return true
		}
	}
	return false
}

func styleOf(char byte, n int) Style {
	switch {
	case char == '_':
		return Underline
	case n == 1:
		return Italic
	case n == 2:
		return Bold
	}
	return Bold | Italic
}

// inlineLines runs inline on each line by itself, for emphasis ends with the line.
func inlineLines(text string) (string, []Run, []int) {
	if strings.IndexByte(text, '\n') < 0 {
		return inline(text)
	}
	var (
		out  strings.Builder
		runs []Run
		cuts []int
		base int
	)
	out.Grow(len(text))
	first := true
	for line := range strings.SplitSeq(text, "\n") {
		if !first {
			out.WriteByte('\n')
			base++
		}
		first = false
		t, r, c := line, []Run(nil), []int(nil)
		if !plain(line, true) {
			t, r, c = inline(line)
		}
		for _, run := range r {
			run.Start, run.End = run.Start+base, run.End+base
			runs = append(runs, run)
		}
		for _, at := range c {
			cuts = append(cuts, at+base)
		}
		out.WriteString(t)
		base += utf8.RuneCountInString(t)
	}
	return out.String(), runs, cuts
}
