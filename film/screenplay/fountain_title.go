package screenplay

import (
	"strings"
)

var titleKeys = map[string]bool{
	"title": true, "credit": true, "credits": true, "author": true, "authors": true, "source": true,
	"draft date": true, "date": true, "draft": true, "contact": true, "contact info": true, "copyright": true,
	"notes": true, "note": true, "revision": true, "revised by": true, "font": true, "format": true, "lang": true,
	"header": true, "footer": true, "watermark": true, "logline": true, "episode": true, "series": true,
	"episode title": true, "production": true, "company": true, "version": true, "language": true,
	"written by": true, "based on": true, "wga": true, "wga registration": true, "tl": true, "tc": true, "tr": true, "cc": true, "bl": true, "br": true,
}

// titleKey splits a title page line "Key: value".
func titleKey(line string) (key, value string, ok bool) {
	if line == "" || line[0] == ' ' || line[0] == '\t' {
		return "", "", false
	}
	i, n := strings.IndexByte(line, ':'), 1
	if j := strings.Index(line, "："); j >= 0 && (i < 0 || j < i) {
		i, n = j, len("：")
	}
	if i <= 0 || i > 60 {
		return "", "", false
	}
	key = strings.TrimSpace(strings.ReplaceAll(line[:i], cutText, ""))
	return key, strings.TrimSpace(line[i+n:]), key != ""
}

// indented reports whether a title page line continues the value above: three
// or more spaces, or a tab. Two spaces are met in the wild and accepted.
func indented(line string) bool {
	return strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "  ") || strings.HasPrefix(line, " \t")
}

// beginsTitle reports whether the text at the first line is a title page. A line
// such as "FADE IN:" is not: one key of the block must be a known one.
func (p *fountain) beginsTitle(first string) bool {
	key, value, ok := titleKey(first)
	if !ok || headingPrefix(first) || strings.HasPrefix(first, ">") || strings.HasPrefix(first, "@") {
		return false
	}
	if titleKeys[strings.ToLower(key)] {
		return true
	}
	if value == "" && !indented(p.peek) {
		return false
	}
	rest := p.s[min(p.next, len(p.s)):]
	for range 40 {
		line, after, more := strings.Cut(rest, "\n")
		if blankLine(line) {
			return false
		}
		if k, _, ok := titleKey(line); ok && titleKeys[strings.ToLower(k)] {
			return true
		}
		if !more {
			return false
		}
		rest = after
	}
	return false
}

// titlePage reads title page entries from the current line on. It stops at an
// empty line or at a line that is neither a key nor a value.
func (p *fountain) titlePage() {
	var lines []string
	key, at := "", 0
	flush := func() {
		if key == "" {
			return
		}
		for len(lines) > 0 && lines[0] == "" {
			lines = lines[1:]
		}
		b := p.block(TitlePage)
		b.Key, b.Line = key, at
		p.finish(b, strings.Join(lines, "\n"))
		key, lines = "", nil
	}
	for p.more() {
		line := p.cur
		bare := strings.ReplaceAll(line, cutText, "")
		switch {
		case blankLine(line):
			flush()
			return
		case p.hasCuts && blankLine(bare):
			flush()
			p.standAlone(line)
		case indented(line) && key != "":
			lines = append(lines, strings.TrimSpace(line))
		default:
			k, v, ok := titleKey(line)
			if !ok {
				flush()
				return
			}
			flush()
			key, at = k, p.line
			lines = append(lines, v)
		}
		p.advance()
	}
	flush()
}
