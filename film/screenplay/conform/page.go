package conform

import (
	"regexp"
	"strings"
	"unicode"
)

// The rules of the syntax page written down a second time, line by line with
// expressions and without regard to speed, to judge lists on which parsers
// disagree. It knows nothing of the reader it checks.
var (
	pageBoneyard = regexp.MustCompile(`(?s)/\*.*?\*/`)
	pageNote     = regexp.MustCompile(`(?s)\[\[.*?\]\]`)
	pageHeading  = regexp.MustCompile(`(?i)^[*_]*(int|ext|est|int\./ext|int/ext|i/e)[. \t。].*`)
	pageForced   = regexp.MustCompile(`^\.[*_]*[\p{L}\p{N}]`)
	pageNumber   = regexp.MustCompile(`\s*#[\p{L}\p{N}.-]+#\s*$`)
	pageTitle    = regexp.MustCompile(`^(?i)(title|credit|authors?|source|notes|draft date|date|contact( info)?|copyright|format|font|tl|tc|lang|episode|revision)\s*[:：]`)
	pageExtend   = regexp.MustCompile(`\s*[(（][^()（）]*[)）]`)
	pageMarks    = regexp.MustCompile(`[*_]`)
)

// byThePage lists the elements of a type in Fountain text as the sentences of the
// syntax page give them.
func byThePage(text, typ string) []string {
	p := pageReader{want: typ, out: []string{}}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(text, "\ufeff"))
	text = pageBoneyard.ReplaceAllString(text, "")
	text = pageNote.ReplaceAllStringFunc(text, func(n string) string {
		if regexp.MustCompile(`\n[ \t]?\n`).MatchString(n) {
			return n // an empty line without two spaces: no note
		}
		return "\x00"
	})
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.Contains(line, "\x00") {
			if line = strings.ReplaceAll(line, "\x00", ""); strings.TrimSpace(line) == "" {
				continue // it held a note alone
			}
		}
		lines = append(lines, line)
	}
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	if len(lines) > 0 && pageTitle.MatchString(lines[0]) {
		for len(lines) > 0 && strings.TrimSpace(lines[0]) != "" {
			lines = lines[1:]
		}
	}
	p.free = true
	for i, line := range lines {
		p.line(line, i+1 == len(lines) || strings.TrimSpace(lines[i+1]) == "")
	}
	return p.out
}

type pageReader struct {
	want   string
	out    []string
	free   bool // the line before is empty
	speech bool
	words  bool // the speech has a line
}

func (p *pageReader) is(typ, text string) {
	if typ == p.want {
		p.out = append(p.out, text)
	}
	p.free, p.speech = false, false
}

// line sorts one line; last says that an empty line follows.
func (p *pageReader) line(raw string, last bool) {
	t := strings.TrimSpace(raw)
	switch {
	case t == "" && p.speech && p.words && len(raw) >= 2:
		return
	case t == "":
		p.free, p.speech = true, false
		return
	case p.speech && !(len(t) > 2 && strings.Trim(t, "=") == ""):
		p.words = true
		switch {
		case strings.HasPrefix(t, "~"):
			p.is("lyrics", t[1:])
		case strings.HasPrefix(strings.Trim(t, "*_"), "(") && strings.HasSuffix(strings.Trim(t, "*_"), ")"), strings.HasPrefix(t, "（") && strings.HasSuffix(t, "）"):
			p.is("parenthetical", t)
		}
		p.speech, p.free = true, false
		return
	}
	free := p.free
	switch {
	case len(t) > 2 && strings.Trim(t, "=") == "":
		p.is("page_break", "")
		p.free = true
	case t[0] == '=':
		p.is("synopsis", t[1:])
		p.free = true
	case t[0] == '#':
		p.is("section", strings.TrimLeft(t, "#"))
		p.free = true
	case t[0] == '~':
		p.is("lyrics", t[1:])
	case t[0] == '>' && strings.HasSuffix(t, "<") && len(t) > 1:
		p.is("centered", t[1:len(t)-1])
	case t[0] == '>':
		p.is("transition", t[1:])
	case t[0] == '!':
		p.is("action", t[1:])
	case free && pageForced.MatchString(t):
		p.is("scene_heading", pageNumber.ReplaceAllString(t[1:], ""))
	case free && pageHeading.MatchString(t):
		p.is("scene_heading", pageNumber.ReplaceAllString(t, ""))
	case free && t[0] == '@' && len(t) > 1:
		p.is("character", t[1:])
		p.speech, p.words = true, false
	case free && last && strings.HasSuffix(t, "TO:") && strings.ToUpper(t) == t:
		p.is("transition", t)
	case free && !last && pageName(t):
		p.is("character", t)
		p.speech, p.words = true, false
	default:
		p.is("action", t)
	}
}

// pageName reports whether a line is a name in capitals with a letter in it,
// apart from its extensions and a caret at its end.
func pageName(t string) bool {
	name := pageMarks.ReplaceAllString(pageExtend.ReplaceAllString(strings.TrimSuffix(t, "^"), ""), "")
	if strings.ContainsAny(name, "^()") || strings.HasPrefix(t, "(") || strings.ToUpper(name) != name {
		return false
	}
	cased := false
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
			cased = cased || unicode.IsUpper(r)
		}
	}
	return letters > 0 && (cased || len([]rune(strings.TrimSpace(name))) <= 14 && !strings.ContainsAny(name, ".,!?。！？、，"))
}
