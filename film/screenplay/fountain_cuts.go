package screenplay

import (
	"fmt"
	"strings"
)

// cut is a note or a piece of boneyard taken out of Fountain text.
type cut struct {
	Type  Type
	text  string
	lines int // line ends inside it
}

// takeCuts replaces every note and boneyard of text with a cutMark and lists
// them in order. Boneyards nest when their marks balance; a note ends at an
// empty line, which makes it ordinary text, as the syntax page says.
func takeCuts(text, name string) (string, []cut, []Finding) {
	if !strings.Contains(text, "/*") && !strings.Contains(text, "[[") {
		return text, nil, nil
	}
	var findings []Finding
	if strings.Contains(text, cutText) {
		text = strings.ReplaceAll(text, cutText, "\ufffd")
		findings = append(findings, Finding{Warning, name, "the noncharacter U+FDD0 was replaced by U+FFFD"})
	}
	yards, open := boneyardEnds(text)
	if open >= 0 {
		line := 1 + strings.Count(text[:open], "\n")
		findings = append(findings, Finding{Warning, fmt.Sprintf("%s:%d", name, line),
			"a boneyard is opened with /* and never closed; read as ordinary text"})
	}
	var (
		out  strings.Builder
		cuts []cut
		last int
		dead int // no note closes before this offset
	)
	notes := noteFinder{text: text, close: -1}
	out.Grow(len(text))
	take := func(from, to int, t Type) {
		out.WriteString(text[last:from])
		out.WriteRune(cutMark)
		body := text[from+2 : to-2]
		cuts = append(cuts, cut{t, body, strings.Count(body, "\n")})
		last = to
	}
	for i := 0; i+1 < len(text); {
		switch {
		case text[i] != '/' && text[i] != '[' || escaped(text, i):
			i++
		case text[i] == '/' && text[i+1] == '*':
			if end, ok := yards[i]; ok {
				take(i, end, Boneyard)
				i = end
				continue
			}
			i += 2
		case text[i] == '[' && text[i+1] == '[' && i >= dead:
			end, ok := notes.end(i + 2)
			if ok {
				take(i, end, Note)
				i = end
				continue
			}
			if dead = end; len(findings) < 20 {
				findings = append(findings, Finding{Warning, fmt.Sprintf("%s:%d", name, 1+strings.Count(text[:i], "\n")),
					"a note is opened with [[ and not closed before the next empty line; read as ordinary text"})
			}
			i += 2
		default:
			i++
		}
	}
	out.WriteString(text[last:])
	return out.String(), cuts, findings
}

// escaped reports whether a backslash makes the bracket at i ordinary.
func escaped(text string, i int) bool {
	return text[i] == '[' && i > 0 && text[i-1] == '\\' && (i == 1 || text[i-2] != '\\')
}

// boneyardEnds maps the offset of each outermost "/*" to the offset after its
// "*/". An opening mark that stays unbalanced closes at the next closing mark;
// open is the first that has none at all, or -1.
func boneyardEnds(text string) (ends map[int]int, open int) {
	type yard struct{ at, end int }
	var opens []yard
	var stack, closes []int
	for i := 0; i+1 < len(text); i++ {
		j := strings.IndexByte(text[i:], '*')
		if j < 0 {
			break
		}
		i += j
		switch {
		case i > 0 && text[i-1] == '/' && (len(closes) == 0 || closes[len(closes)-1] != i):
			stack = append(stack, len(opens))
			opens = append(opens, yard{i - 1, -1})
		case i+1 < len(text) && text[i+1] == '/':
			closes = append(closes, i+2)
			if n := len(stack); n > 0 {
				opens[stack[n-1]].end = i + 2
				stack = stack[:n-1]
			}
			i++
		}
	}
	ends, open = map[int]int{}, -1
	after, next := 0, 0
	for _, o := range opens {
		if o.at < after {
			continue
		}
		for next < len(closes) && closes[next] < o.at+4 {
			next++
		}
		if o.end < 0 && next < len(closes) {
			o.end = closes[next]
		}
		if o.end < 0 {
			if open < 0 {
				open = o.at
			}
			continue
		}
		ends[o.at], after = o.end, o.end
	}
	return ends, open
}

// noteFinder finds where notes end, looking at every part of the text once.
type noteFinder struct {
	text  string
	close int // offset of the last "]]" found; the text before it was searched
}

// end finds the offset after the "]]" that closes a note whose text begins at
// from. A note may hold line ends but no empty line, unless two spaces stand on
// it. When the note does not close, the offset is before which none does.
func (f *noteFinder) end(from int) (int, bool) {
	if f.close < from {
		j := strings.Index(f.text[from:], "]]")
		if j < 0 {
			f.close = len(f.text)
		} else {
			f.close = from + j
		}
	}
	body := f.text[from:f.close]
	for i := strings.IndexByte(body, '\n'); i >= 0 && i < len(body); {
		rest := body[i+1:]
		eol := strings.IndexByte(rest, '\n')
		if eol < 0 {
			break
		}
		if eol < 2 && strings.TrimRight(rest[:eol], " \t") == "" {
			return from + i + 1, false
		}
		i += eol + 1
	}
	if f.close == len(f.text) {
		return f.close, false
	}
	end := f.close + 2
	for end < len(f.text) && f.text[end] == ']' {
		end++
	}
	return end, true
}
