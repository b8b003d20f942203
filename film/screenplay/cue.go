package screenplay

import (
	"strings"
	"unicode"
)

// Cue is a character cue taken apart: "MARGARET (V.O.) (CONT'D)".
type Cue struct {
	Name       string   // in capitals, spaces made equal
	Extensions []string // normalised: "V.O.", "O.S.", "O.C.", "PRE-LAP", others in capitals as written
	Continued  bool     // (CONT'D) in any spelling
}

// OffScreen reports whether the speaker is heard and not seen.
func (c Cue) OffScreen() bool {
	for _, e := range c.Extensions {
		if heard[e] {
			return true
		}
		for _, device := range [...]string{"OVER ", "VIA ", "THROUGH ", "FROM ", "ON RADIO", "ON THE RADIO", "ON PHONE", "ON THE PHONE", "ON SPEAKER", "ON INTERCOM", "AM TELEFON", "AU TÉLÉPHONE", "AL TELÉFONO", "AL TELEFONO"} {
			if strings.HasPrefix(e, device) {
				return true
			}
		}
	}
	return false
}

// heard are the extensions of a voice without a face. (INTO PHONE) and (ON TV)
// are not among them: these speakers are seen.
var heard = map[string]bool{"V.O.": true, "O.S.": true, "O.C.": true, "PRE-LAP": true, "FILTERED": true, "PHONE": true, "RADIO": true, "INTERCOM": true}

// extensions joins the spellings of an extension, by its letters and digits, in
// the languages scripts come in. "+" is a speech that goes on.
var extensions = map[string]string{
	"CONTD": "+", "CONT": "+", "CONTINUED": "+", "CONTINUING": "+", "CONTINUES": "+", "FORTS": "+", "FORTSETZUNG": "+", "WEITER": "+", "SUITE": "+",
	"CONTINÚA": "+", "CONTINUA": "+", "CONTINUANDO": "+", "SEGUE": "+", "ПРОД": "+", "ПРОДОЛЖАЕТ": "+", "VERVOLG": "+", "FORTSATT": "+", "CD": "+", "CDW": "+",
	"VO": "V.O.", "VOICEOVER": "V.O.", "VOICE": "V.O.", "VOIXOFF": "V.O.", "VOZENOFF": "V.O.", "VOCEOFF": "V.O.", "VFC": "V.O.", "ЗК": "V.O.", "ЗАКАДРОМ": "V.O.", "画外音": "V.O.", "旁白": "V.O.",
	"NARRATION": "V.O.", "NARRATING": "V.O.", "LEKTOR": "V.O.", "AUSDEMOFF": "O.S.", "IMOFF": "O.S.",
	"OS": "O.S.", "OFFSCREEN": "O.S.", "OFF": "O.S.", "ENOFF": "O.S.", "EMOFF": "O.S.", "HORSCHAMP": "O.S.", "HC": "O.S.", "FUERADECAMPO": "O.S.", "FC": "O.S.", "FUORICAMPO": "O.S.", "OFFSTAGE": "O.S.",
	"OC": "O.C.", "OFFCAMERA": "O.C.", "PRELAP": "PRE-LAP", "FILTER": "FILTERED", "FILTERED": "FILTERED",
	"MORE": "", "MEHR": "", "DAL": "",
}

// ParseCue takes a cue apart. Spellings of the usual extensions are joined, also
// where they stand in brackets, without parentheses, or the closing one is missing.
func ParseCue(text string) Cue {
	t := text
	if strings.ContainsAny(t, "（）[]") {
		t = strings.NewReplacer("（", "(", "）", ")", "[", "(", "]", ")").Replace(t)
	}
	var c Cue
	for {
		open := strings.IndexByte(t, '(')
		if open < 0 {
			break
		}
		inside, rest, _ := strings.Cut(t[open+1:], ")")
		c.extension(inside)
		t = t[:open] + " " + rest
	}
	name := strings.ToUpper(strings.Join(strings.Fields(t), " "))
	name = strings.ReplaceAll(strings.TrimRight(strings.TrimSuffix(name, "^"), " :"), "’", "'")
	for _, bare := range [...]string{" V.O.", " V.O", " O.S.", " O.S", " O.C.", " V/O"} {
		if n, ok := strings.CutSuffix(name, bare); ok && n != "" {
			name = n
			c.extension(bare)
		}
	}
	c.Name = strings.TrimRight(name, " ,-")
	return c
}

func (c *Cue) extension(text string) {
	if lettersOnly(text) == "VO" || lettersOnly(text) == "OC" {
		text = strings.ReplaceAll(text, "/", "") // V/O is one extension
	}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '/' || r == ',' || r == ';' }) {
		e := strings.ToUpper(strings.Join(strings.Fields(part), " "))
		e = strings.ReplaceAll(e, "’", "'")
		key := lettersOnly(e)
		usual, known := extensions[key]
		switch {
		case key == "", known && usual == "":
			continue
		case usual == "+":
			c.Continued = true
			continue
		case known:
			e = usual
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
