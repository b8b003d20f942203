package screenplay

import (
	"strings"
	"unicode"
)

// Cue is a character cue taken apart: "MARGARET (V.O.) (CONT'D)".
type Cue struct {
	Name       string   // in capitals, spaces made equal
	Extensions []string // normalised: "V.O.", "O.S.", "O.C.", others in capitals as written
	Continued  bool     // (CONT'D) in any spelling
}

// OffScreen reports whether the speaker is heard and not seen.
func (c Cue) OffScreen() bool {
	for _, e := range c.Extensions {
		switch e {
		case "V.O.", "O.S.", "O.C.":
			return true
		}
	}
	return false
}

// ParseCue takes a cue apart. Spellings of the usual extensions are joined.
func ParseCue(text string) Cue {
	t := strings.NewReplacer("（", "(", "）", ")").Replace(text)
	var c Cue
	for {
		open := strings.IndexByte(t, '(')
		if open < 0 {
			break
		}
		end := strings.IndexByte(t[open:], ')')
		if end < 0 {
			break
		}
		c.extension(t[open+1 : open+end])
		t = t[:open] + " " + t[open+end+1:]
	}
	name := strings.ToUpper(strings.Join(strings.Fields(t), " "))
	c.Name = strings.TrimRight(strings.TrimSuffix(name, "^"), " :")
	return c
}

func (c *Cue) extension(text string) {
	for part := range strings.SplitSeq(text, "/") {
		e := strings.ToUpper(strings.Join(strings.Fields(part), " "))
		e = strings.ReplaceAll(e, "’", "'")
		switch key := lettersOnly(e); key {
		case "":
			continue
		case "CONTD", "CONT", "CONTINUED", "CONTINUING":
			c.Continued = true
			continue
		case "VO", "VOICEOVER":
			e = "V.O."
		case "OS", "OFFSCREEN":
			e = "O.S."
		case "OC", "OFFCAMERA":
			e = "O.C."
		case "MORE":
			continue
		}
		c.Extensions = append(c.Extensions, e)
	}
}

func lettersOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
