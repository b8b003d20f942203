package edl

import (
	"strconv"
	"strings"

	"backlot/film/timeline"
)

// after gives what follows a comment's keyword and the colon that may end it.
func after(s, key string) (string, bool) {
	if len(s) < len(key) || s[:len(key)] != key && !strings.EqualFold(s[:len(key)], key) {
		return "", false
	}
	rest := s[len(key):]
	if rest != "" && rest[0] != ' ' && rest[0] != ':' && rest[0] != '\t' && rest[0] != '(' {
		return "", false
	}
	rest = trim(rest)
	if strings.HasPrefix(rest, ":") {
		rest = trim(rest[1:])
	}
	return rest, true
}

// comment reads a comment without its asterisk. What has no field is kept.
func (p *reader) comment(s string, line int) {
	ev := p.last()
	s = trim(strings.TrimLeft(s, "* ")) // some write two asterisks
	switch {
	case s == "":
	case ev == nil:
		p.keep(nil, s)
	case !p.names(ev, s) && !p.grade(ev, s, line) && !p.places(ev, s, line) && !p.remarked(ev, s, line):
		ev.Comments = append(ev.Comments, s)
	}
}

// remarked reads statements that some programs write as comments.
func (p *reader) remarked(ev *Event, s string, line int) bool {
	if rest, ok := strings.CutPrefix(s, "M2 "); ok {
		p.motion(ev, trim(rest), line)
		return true
	}
	if rest, ok := after(s, "OTIO REFERENCE"); ok && ev.FromFile == "" { // OTIO REFERENCE FROM: /path
		if _, url, ok := strings.Cut(rest, ":"); ok {
			ev.FromFile = trim(url)
			return true
		}
	}
	return false
}

// names reads what a comment says about clips and files.
func (p *reader) names(ev *Event, s string) bool {
	switch s[0] {
	case 'F', 'T', 'S', 'E', 'f', 't', 's', 'e':
	default:
		return false
	}
	for _, known := range []struct {
		key  string
		into *string
	}{
		{"FROM CLIP NAME", &ev.FromName}, {"TO CLIP NAME", &ev.ToName}, {"SOURCE FILE", &ev.Source},
		{"FROM CLIP", &ev.FromFile}, {"FROM FILE", &ev.FromFile}, {"EFFECT NAME", &ev.Effect}, {"EFFECTS NAME IS", &ev.Effect},
	} {
		v, ok := after(s, known.key)
		if !ok || strings.HasPrefix(v, "IS ") { // FROM CLIP IS A GENERATOR
			continue
		}
		if known.into == &ev.Source && ev.Source != "" && ev.ToSource == "" && len(ev.Edits) == 2 {
			ev.ToSource = v
			return true
		}
		if *known.into != "" {
			return false // the first counts, the others are kept
		}
		*known.into = v
		return true
	}
	if _, ok := after(s, "FREEZE FRAME"); ok {
		ev.Freeze = true
		return true
	}
	return false
}

// grade reads the ASC CDL comments.
func (p *reader) grade(ev *Event, s string, line int) bool {
	if _, ok := after(s, "ASC_SOP"); ok {
		ev.SOP = s
		if _, ok := sop(s); !ok {
			p.l.find(timeline.Doubtful, line, "%.60q; want three brackets of three numbers: slope, offset, power", s)
		}
		return true
	}
	if v, ok := after(s, "ASC_SAT"); ok {
		f, err := strconv.ParseFloat(v, 64)
		if err != nil || f != f {
			p.l.find(timeline.Doubtful, line, "ASC_SAT %.20q; want one number, such as 0.9", v)
			return false
		}
		ev.Sat = &f
		return true
	}
	return false
}

// sop reads the nine numbers of an ASC_SOP comment.
func sop(s string) (v [9]float64, ok bool) {
	_, s, ok = strings.Cut(s, "(")
	if !ok {
		return v, false
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return r == '(' || r == ')' || r == ' ' || r == ',' || r == '\t' })
	if len(words) != 9 {
		return v, false
	}
	for i, w := range words {
		f, err := strconv.ParseFloat(w, 64)
		if err != nil || f != f || f > 1e9 || f < -1e9 {
			return v, false
		}
		v[i] = f
	}
	return v, true
}

// places reads locators and frame counts.
func (p *reader) places(ev *Event, s string, line int) bool {
	if v, ok := after(s, "LOC"); ok {
		at, rest := field(v)
		if !strings.Contains(at, ":") || !code(at) {
			p.l.find(timeline.Doubtful, line, "locator %.40q; want a timecode, a colour and a text", v)
			return false
		}
		color, text := field(rest)
		ev.Locators = append(ev.Locators, Locator{line, at, color, text})
		return true
	}
	if v, ok := after(s, "REEL"); ok {
		if _, clip, ok := strings.Cut(v, " IS CLIP "); ok && ev.Source == "" {
			ev.Source = trim(clip)
		}
		return false // the comment itself is kept
	}
	if v, ok := after(s, "FRMC START"); ok {
		words := strings.FieldsFunc(v, func(r rune) bool { return r == ' ' || r == ':' || r == '\t' })
		var got []int
		for _, w := range words {
			if n := number(w); n > 0 || w == "0" {
				got = append(got, n)
			}
		}
		if len(got) != 3 || got[1]-got[0]+1 != got[2] {
			p.l.find(timeline.Doubtful, line, "frame count %.50q; want start, end and duration that agree", s)
		}
		if len(got) == 3 {
			ev.Frames = &FrameCount{got[0], got[1], got[2]}
		}
		return len(got) == 3
	}
	return false
}
