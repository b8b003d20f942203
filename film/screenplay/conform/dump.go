package conform

import (
	"fmt"
	"strings"

	"backlot/film/screenplay"
)

// dumpLine is one element of a golden dump.
type dumpLine struct{ typ, text string }

// dumpType is the name the dumps use for a type; title entries and centred text
// count as what they are printed as.
func dumpType(t screenplay.Type) string {
	switch t {
	case screenplay.SceneHeading:
		return "HEADING"
	case screenplay.Action, screenplay.Centered:
		return "ACTION"
	case screenplay.Lyrics:
		return "LYRIC"
	case screenplay.PageBreak:
		return "PAGEBREAK"
	case screenplay.TitlePage:
		return "TITLEENTRY"
	}
	return strings.ToUpper(string(t))
}

// parseDump reads a dump: elements are TYPE:"text" with text over several lines,
// followed by remarks in parentheses. The callback dump (TYPE: text:...) too.
func parseDump(text string) []dumpLine {
	var out []dumpLine
	for line := range strings.SplitSeq(text, "\n") {
		typ, rest, ok := strings.Cut(line, ":")
		name := typ[strings.LastIndex(typ, "/")+1:]
		if ok && name != "" && strings.ToUpper(name) == name && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && len(rest) > 0 && (rest[0] == '"' || rest[0] == ' ') && known[name] {
			out = append(out, dumpLine{name, rest})
			continue
		}
		if len(out) > 0 {
			out[len(out)-1].text += "\n" + line
		}
	}
	return out
}

var known = map[string]bool{
	"HEADING": true, "ACTION": true, "CHARACTER": true, "DIALOGUE": true, "PARENTHETICAL": true, "TRANSITION": true,
	"LYRIC": true, "PAGEBREAK": true, "SECTION": true, "SYNOPSIS": true, "TITLEENTRY": true, "BONEYARD": true, "NOTE": true,
}

// joinLines joins adjacent action and dialogue, drops empty action, and keeps
// letters and digits: dumps differ in how they part lines.
func joinLines(in []dumpLine) []dumpLine {
	var out []dumpLine
	for _, l := range in {
		l.text = dumpPlain(l.typ, l.text)
		if l.text == "" && l.typ != "PAGEBREAK" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].typ == l.typ && (l.typ == "ACTION" || l.typ == "DIALOGUE") {
			out[n-1].text += l.text
			continue
		}
		out = append(out, l)
	}
	return out
}

func dumpPlain(typ, text string) string {
	for _, remark := range []string{"(centered)", "(Dual)"} {
		if i := strings.LastIndex(text, "\" "+remark); i >= 0 {
			text = text[:i]
		}
	}
	if typ == "CHARACTER" {
		for _, c := range []string{"(CONT'D)", "(CONT’D)"} {
			text = strings.ReplaceAll(text, c, "")
		}
	}
	if typ == "HEADING" {
		if i := strings.LastIndex(text, "\" ("); i >= 0 {
			text = text[:i]
		}
	}
	return plain(text)
}

func unequalLines(got, want []dumpLine) string {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return fmt.Sprintf("%d elements; want %d, missing %s %.80q", len(got), len(want), want[i].typ, want[i].text)
		case i >= len(want):
			return fmt.Sprintf("%d elements; want %d, too many from %s %.80q", len(got), len(want), got[i].typ, got[i].text)
		case got[i] != want[i]:
			return fmt.Sprintf("element %d reads %s %.80q; want %s %.80q", i+1, got[i].typ, got[i].text, want[i].typ, want[i].text)
		}
	}
	return ""
}

// formatted writes every line of action with <b>, <i> and <u>, as the dump of
// emphasis does.
func formatted(s *screenplay.Script) []string {
	var out []string
	for i := range s.Blocks {
		b := &s.Blocks[i]
		runes := []rune(b.Text)
		var line strings.Builder
		at := 0
		for _, r := range b.Runs {
			line.WriteString(string(runes[at:r.Start]))
			line.WriteString(tags(r.Style, "<"))
			line.WriteString(string(runes[r.Start:r.End]))
			line.WriteString(tags(r.Style, "</"))
			at = r.End
		}
		line.WriteString(string(runes[at:]))
		out = append(out, strings.Split(line.String(), "\n")...)
	}
	return out
}

func tags(s screenplay.Style, mark string) string {
	var out string
	put := func(t string) {
		if mark == "<" {
			out += "<" + t + ">"
		} else {
			out = "</" + t + ">" + out
		}
	}
	if s&screenplay.Underline != 0 {
		put("u")
	}
	if s&screenplay.Bold != 0 {
		put("b")
	}
	if s&screenplay.Italic != 0 {
		put("i")
	}
	return out
}

func collapse(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func unequalDump(got, want []string) string {
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) {
			return fmt.Sprintf("%d lines; want %d", len(got), len(want))
		}
		if got[i] != want[i] {
			return fmt.Sprintf("line %d reads %q; want %q", i+1, got[i], want[i])
		}
	}
	return ""
}
