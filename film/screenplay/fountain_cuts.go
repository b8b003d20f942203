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
	out.Grow(len(text))
	take := func(from, to int, t Type) {
		out.WriteString(text[last:from])
		out.WriteRune(cutMark)
		body := text[from+2 : to-2]
		cuts = append(cuts, cut{t, body, strings.Count(body, "\n")})
		last = to
	}
	for i := 0; i+1 < len(text); {
		j := strings.IndexAny(text[i:], "/[")
		if j < 0 {
			break
		}
		i += j
		switch {
		case strings.HasPrefix(text[i:], "/*"):
			if end, ok := yards[i]; ok {
				take(i, end, Boneyard)
				i = end
				continue
			}
			i += 2
		case strings.HasPrefix(text[i:], "[[") && i >= dead:
			end, ok := noteEnd(text, i+2)
			if ok {
				take(i, end, Note)
				i = end
				continue
			}
			dead = end
			i += 2
		default:
			i++
		}
	}
	out.WriteString(text[last:])
	return out.String(), cuts, findings
}

// boneyardEnds maps the offset of each outermost "/*" to the offset after its
// "*/". An opening mark that stays unbalanced closes at the next closing mark;
// open is the first that has none at all, or -1.
func boneyardEnds(text string) (ends map[int]int, open int) {
	var closes []int
	match := map[int]int{}
	var stack, opens []int
	for i := 0; i+1 < len(text); {
		j := strings.IndexAny(text[i:], "/*")
		if j < 0 || i+j+1 >= len(text) {
			break
		}
		i += j
		switch text[i : i+2] {
		case "/*":
			stack = append(stack, i)
			opens = append(opens, i)
			i += 2
		case "*/":
			closes = append(closes, i+2)
			if n := len(stack); n > 0 {
				match[stack[n-1]] = i + 2
				stack = stack[:n-1]
			}
			i += 2
		default:
			i++
		}
	}
	ends, open = map[int]int{}, -1
	after, next := 0, 0
	for _, o := range opens {
		if o < after {
			continue
		}
		end, ok := match[o]
		for next < len(closes) && closes[next] < o+4 {
			next++
		}
		if !ok && next < len(closes) {
			end, ok = closes[next], true
		}
		if !ok {
			if open < 0 {
				open = o
			}
			continue
		}
		ends[o], after = end, end
	}
	return ends, open
}

// noteEnd finds the offset after the "]]" that closes a note whose text begins
// at from. A note may hold line ends but no empty line, unless two spaces stand
// on it. When the note does not close, the offset is where the search ended.
func noteEnd(text string, from int) (int, bool) {
	for i := from; ; {
		eol := strings.IndexByte(text[i:], '\n')
		line := text[i:]
		if eol >= 0 {
			line = text[i : i+eol]
		}
		if i > from && strings.TrimRight(line, " \t") == "" && len(line) < 2 {
			return i, false
		}
		if j := strings.Index(line, "]]"); j >= 0 {
			end := i + j + 2
			for end < len(text) && text[end] == ']' {
				end++
			}
			return end, true
		}
		if eol < 0 {
			return len(text), false
		}
		i += eol + 1
	}
}
