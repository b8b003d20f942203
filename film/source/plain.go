package source

import (
	"regexp"
	"strings"
)

// readPlain reads typed text. Paragraphs are parted by blank lines, and lines in
// between are joined, as texts wrapped at 70 columns need it; a text without
// blank lines has a paragraph on each line.
func readPlain(text string) *Text {
	t := &Text{Format: Plain}
	text = t.trimGutenberg(text)
	groups := groupLines(text)
	t.assemble(t.headPlain(groups))
	return t
}

// group is lines without a blank one between them.
type group struct {
	lines []string
	line  int // number of the first, from 1
}

func groupLines(text string) []group {
	var out []group
	var cur group
	blank, filled := 0, 0
	flush := func() {
		if len(cur.lines) > 0 {
			out = append(out, cur)
		}
		cur = group{}
	}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		line = strings.TrimSpace(line)
		if line == "" {
			blank++
			flush()
			continue
		}
		filled++
		if len(cur.lines) == 0 {
			cur.line = n
		}
		cur.lines = append(cur.lines, line)
	}
	flush()
	if blank*20 >= filled || filled < 3 {
		return out
	}
	var each []group // hardly a blank line: each line is a paragraph
	for _, g := range out {
		for i, line := range g.lines {
			each = append(each, group{[]string{line}, g.line + i})
		}
	}
	return each
}

// headPlain tells headings from paragraphs: by their words, else by numbers in
// order, else by capitals. A bare number takes the line after it as its title.
func (t *Text) headPlain(groups []group) []para {
	style := headingStyle(groups)
	var out []para
	for i := 0; i < len(groups); i++ {
		g := groups[i]
		level := style(g)
		text := strings.Join(g.lines, " ")
		if level > 0 && len(g.lines) > 1 { // "CHAPTER ONE" and its title on the next line
			text = g.lines[0] + ": " + strings.Join(g.lines[1:], " ")
		} else if level > 1 && bareNumber(text) && i+1 < len(groups) && titleLine(groups[i+1]) && style(groups[i+1]) == 0 {
			i++
			text = strings.TrimRight(text, ".: ") + ": " + groups[i].lines[0]
		}
		out = append(out, para{text: squeeze(text), level: level, place: linePlace(g.line)})
	}
	return out
}

// headingStyle chooses how this text heads its chapters.
func headingStyle(groups []group) func(group) int {
	worded := func(g group) int {
		if len(g.lines) > 2 || len(g.lines) == 2 && !titleLine(group{lines: g.lines[1:]}) {
			return 0
		}
		return headingLevel(g.lines[0])
	}
	styles := []func(group) int{worded, risingNumbers(groups), func(g group) int {
		if len(g.lines) == 1 && shouted(g.lines[0]) {
			return 2
		}
		return 0
	}}
	for _, style := range styles {
		found := 0
		for _, g := range groups {
			if style(g) > 0 {
				found++
			}
		}
		if found >= 2 {
			return style
		}
	}
	return worded
}

// risingNumbers takes "1", "2", "3" or "I", "II", "III" on lines of their own,
// as long as each is one more than the one before.
func risingNumbers(groups []group) func(group) int {
	heads := map[int]bool{}
	want := 1
	for _, g := range groups {
		m := bare.FindStringSubmatch(g.lines[0])
		if len(g.lines) > 1 || m == nil {
			continue
		}
		if number := m[1]; number == itoa(want) || m[2] == roman(want) {
			heads[g.line] = true
			want++
		}
	}
	return func(g group) int {
		if heads[g.line] && len(g.lines) == 1 {
			return 2
		}
		return 0
	}
}

func bareNumber(s string) bool {
	if bare.MatchString(s) {
		return true
	}
	m := numbered.FindStringSubmatch(s)
	return m != nil && m[1] == ""
}

// titleLine is one short line that does not read like a sentence.
func titleLine(g group) bool {
	if len(g.lines) != 1 {
		return false
	}
	line := g.lines[0]
	return Words(line) <= 10 && len(line) < 80 && !strings.ContainsAny(line[len(line)-1:], ".,;:\"”") && !strings.ContainsAny(line[:1], "\"“-—")
}

var (
	gutenbergStart = regexp.MustCompile(`(?mi)^\*\*\* ?START OF TH(E|IS) PROJECT GUTENBERG.*$`)
	gutenbergEnd   = regexp.MustCompile(`(?mi)^\*\*\* ?END OF TH(E|IS) PROJECT GUTENBERG.*$`)
)

// trimGutenberg leaves out the licence around a Project Gutenberg text; line
// numbers stay those of the file.
func (t *Text) trimGutenberg(text string) string {
	if at := gutenbergEnd.FindStringIndex(text); at != nil {
		t.find(Info, linePlace(1+strings.Count(text[:at[0]], "\n")), "the licence after the text was left out")
		text = text[:at[0]]
	}
	if at := gutenbergStart.FindStringIndex(text); at != nil {
		lines := strings.Count(text[:at[1]], "\n")
		t.find(Info, "line 1", "%d lines of licence before the text were left out", lines+1)
		text = strings.Repeat("\n", lines) + text[at[1]:]
	}
	return text
}

var (
	mdHeading   = regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*$`)
	mdRule      = regexp.MustCompile(`^(?:[-*_]\s*){3,}$`)
	mdUnderline = regexp.MustCompile(`^(=+|-{2,})$`)
	mdMarks     = regexp.MustCompile(`(\*\*|__|\*|_|` + "`" + `)(\S(?:.*?\S)?)(\*\*|__|\*|_|` + "`" + `)`)
	mdLink      = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
)

// readMarkdown reads the headings and paragraphs of Markdown; emphasis and links
// leave their words.
func readMarkdown(text string) *Text {
	t := &Text{Format: Markdown}
	text = t.frontMatter(text)
	var out []para
	for _, g := range groupLines(text) {
		var lines []string
		place := linePlace(g.line)
		flush := func() {
			if body := squeeze(plainMarkdown(strings.Join(lines, " "))); body != "" {
				out = append(out, para{text: body, place: place})
			}
			lines = nil
		}
		for i, line := range g.lines {
			under := i+1 < len(g.lines) && len(lines) == 0 && mdUnderline.MatchString(g.lines[i+1])
			switch m := mdHeading.FindStringSubmatch(line); {
			case m != nil:
				flush()
				out = append(out, para{text: plainMarkdown(m[2]), level: len(m[1]), place: linePlace(g.line + i)})
			case under:
				level := 1
				if g.lines[i+1][0] == '-' {
					level = 2
				}
				out = append(out, para{text: plainMarkdown(line), level: level, place: linePlace(g.line + i)})
			case i > 0 && mdUnderline.MatchString(line) && len(lines) == 0, mdRule.MatchString(line):
				flush()
			default:
				lines = append(lines, strings.TrimPrefix(line, "> "))
			}
		}
		flush()
	}
	t.assemble(out)
	return t
}

// frontMatter reads title and author of a YAML head and leaves it out.
func (t *Text) frontMatter(text string) string {
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return text
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok || len(head) > 4096 {
		return text
	}
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			t.Title = value
		case "author":
			t.Author = value
		case "lang", "language":
			t.Language = value
		}
	}
	return strings.Repeat("\n", strings.Count(head, "\n")+3) + body // places stay those of the file
}

func plainMarkdown(s string) string {
	s = mdLink.ReplaceAllString(s, "$1")
	return mdMarks.ReplaceAllString(s, "$2")
}
