package documents

import (
	"strings"
	"unicode"

	"backlot/film/screenplay/layout"
)

// Wrap breaks s into lines of at most width points: at "\n", then at spaces and after hyphens, and
// inside a word only when the word alone is wider than a line; Chinese, Japanese and Thai, which
// have no spaces between words, where their rules allow. Nothing is lost but the spaces at breaks.
// The empty string is no line.
func Wrap(s string, width float64, t Type) []string {
	if s == "" {
		return nil
	}
	var out []string
	for _, part := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		out = append(out, wrapLine(strings.TrimRight(part, " \t\r"), width, t)...)
	}
	return out
}

func wrapLine(s string, width float64, t Type) []string {
	if t.Measure(s) <= width {
		return []string{s}
	}
	var out []string
	line, used := "", 0.0
	for _, word := range words(s) {
		w := t.Measure(strings.TrimRight(word, " "))
		if line != "" && used+w > width {
			out = append(out, strings.TrimRight(line, " "))
			line, used = "", 0
			word = strings.TrimLeft(word, " ")
		}
		for line == "" && t.Measure(strings.TrimRight(word, " ")) > width {
			head := longest(word, width, t)
			if head == strings.TrimRight(word, " ") {
				break // a single letter wider than the line
			}
			out = append(out, head)
			word = word[len(head):]
		}
		line += word
		used = t.Measure(line)
	}
	if line = strings.TrimRight(line, " "); line != "" {
		out = append(out, line)
	}
	return out
}

// words cuts after runs of spaces and after hyphens and slashes between letters.
func words(s string) []string {
	var out []string
	start := 0
	runes := []rune(s)
	for i, r := range runes {
		if i+1 >= len(runes) {
			break
		}
		next := runes[i+1]
		breakHere := unicode.IsSpace(r) && !unicode.IsSpace(next) && i > 0 ||
			(r == '-' || r == '/' || r == '–' || r == '—') && unicode.IsLetter(next) && i > start ||
			next > 0x300 && layout.MayPart(r, next)
		if breakHere {
			out = append(out, string(runes[start:i+1]))
			start = i + 1
		}
	}
	return append(out, string(runes[start:]))
}

// longest returns the longest beginning of a word that fits, at least one letter.
func longest(word string, width float64, t Type) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && !unicode.Is(unicode.M, r) && t.Measure(word[:next]) > width {
			break
		}
		end = next
	}
	return word[:end]
}

// Fit returns s, or its beginning with an ellipsis where s is wider than width points. Use it only
// where the whole text stands elsewhere on the paper.
func Fit(s string, width float64, t Type) string {
	if t.Measure(s) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		if cut := strings.TrimRight(string(runes[:n]), " ,-") + "…"; t.Measure(cut) <= width {
			return cut
		}
	}
	return "…"
}

// Shrink returns t in the largest size, down to least points, at which s is no wider than width.
func Shrink(s string, width float64, t Type, least float64) Type {
	if w := t.Measure(s); w > width {
		t.Size = max(least, t.size()*width/w)
	}
	return t
}
