package screenplay

import (
	"strings"
	"unicode"
)

// Heading is a scene heading taken apart: "INT. KITCHEN - LATER" is interior,
// the set KITCHEN, the time LATER.
type Heading struct {
	IntExt string `json:"int_ext"` // "INT", "EXT", "INT/EXT" or ""
	Set    string `json:"set"`     // in capitals, spaces and dashes made equal
	Time   string `json:"time"`    // in capitals as written, such as "DAY", "MOMENTS LATER", or ""
	Light  string `json:"light"`   // "day", "night", "dawn", "dusk", or "" where the time says nothing of it
	Note   string `json:"note"`    // what follows the time, such as "FLASHBACK" or "1944"
}

// times maps the first word of a time of day, in several languages, to its
// light; "" is a time that follows the scene before.
var times = map[string]string{
	"DAY": "day", "NIGHT": "night", "MORNING": "day", "AFTERNOON": "day", "EVENING": "night", "DAWN": "dawn",
	"DUSK": "dusk", "SUNRISE": "dawn", "SUNSET": "dusk", "NOON": "day", "MIDDAY": "day", "MIDNIGHT": "night",
	"TWILIGHT": "dusk", "DAYBREAK": "dawn", "NIGHTFALL": "dusk", "LUNCHTIME": "day", "DAYTIME": "day", "NIGHTTIME": "night",
	"LATER": "", "CONTINUOUS": "", "CONT": "", "SAME": "", "MOMENTS": "", "MOMENT": "", "SIMULTANEOUS": "", "SECONDS": "", "MINUTES": "", "HOURS": "",
	"TAG": "day", "NACHT": "night", "MORGEN": "day", "ABEND": "night", "MORGENDÄMMERUNG": "dawn", "ABENDDÄMMERUNG": "dusk",
	"JOUR": "day", "NUIT": "night", "MATIN": "day", "SOIR": "night", "AUBE": "dawn", "CRÉPUSCULE": "dusk",
	"DÍA": "day", "DIA": "day", "NOCHE": "night", "MAÑANA": "day", "TARDE": "day", "AMANECER": "dawn", "ATARDECER": "dusk",
	"GIORNO": "day", "NOTTE": "night", "MATTINA": "day", "SERA": "night", "NOITE": "night", "MANHÃ": "day",
	"DZIEŃ": "day", "NOC": "night", "DEN": "day", "NATT": "night", "DAG": "day", "ДЕНЬ": "day", "НОЧЬ": "night", "УТРО": "day", "ВЕЧЕР": "night",
	"日": "day", "夜": "night", "昼": "day", "天": "day", "晚": "night",
}

// timeModifiers may stand before a time: "LATE NIGHT", "EARLY MORNING", "THE NEXT DAY".
var timeModifiers = map[string]bool{
	"LATE": true, "EARLY": true, "PRE": true, "NEXT": true, "THE": true, "THAT": true, "SAME": true, "ANOTHER": true,
	"FOLLOWING": true, "MID": true, "FEW": true, "A": true, "SOME": true, "TWO": true, "THREE": true, "MAGIC": true,
	"PRESENT": true, "LATER": true, "STILL": true, "MUCH": true, "FIRST": true, "LAST": true, "ONE": true, "PREVIOUS": true,
}

// ParseHeading takes a scene heading apart. It never fails: what it cannot name
// stays in Set.
func ParseHeading(text string) Heading {
	t := strings.ToUpper(strings.Join(strings.Fields(text), " "))
	var h Heading
	h.IntExt, t = intExt(t)
	segments := splitHeading(t)
	for i := len(segments) - 1; i > 0; i-- {
		light, ok := timeOf(segments[i])
		if !ok {
			continue
		}
		h.Time, h.Light = segments[i], light
		h.Note = strings.Join(segments[i+1:], " - ")
		segments = segments[:i]
		break
	}
	if h.Time == "" && len(segments) == 1 && h.IntExt != "" {
		segments[0], h.Time, h.Light = trailingTime(segments[0])
	}
	h.Set = strings.Join(segments, " - ")
	return h
}

func intExt(t string) (kind, rest string) {
	for _, p := range [...]struct{ prefix, kind string }{
		{"INT. / EXT", "INT/EXT"}, {"INT./EXT", "INT/EXT"}, {"INT/EXT", "INT/EXT"}, {"I./E", "INT/EXT"}, {"I/E", "INT/EXT"},
		{"EXT. / INT", "INT/EXT"}, {"EXT./INT", "INT/EXT"}, {"EXT/INT", "INT/EXT"}, {"E./I", "INT/EXT"}, {"E/I", "INT/EXT"},
		{"INTERIOR", "INT"}, {"EXTERIOR", "EXT"}, {"INT", "INT"}, {"EXT", "EXT"}, {"EST", "EXT"}, {"ИНТ", "INT"}, {"НАТ", "EXT"}, {"ЭКСТ", "EXT"},
		{"WNĘTRZE", "INT"}, {"PLENER", "EXT"}, {"INNEN", "INT"}, {"AUSSEN", "EXT"},
	} {
		after, ok := strings.CutPrefix(t, p.prefix)
		if !ok || after != "" && !strings.ContainsAny(after[:1], ". :-/") && !strings.HasPrefix(after, "。") {
			continue
		}
		return p.kind, strings.TrimLeft(after, ".。: -–—")
	}
	return "", t
}

// splitHeading parts a heading at its dashes: a hyphen between spaces, or any
// longer dash.
func splitHeading(t string) []string {
	t = strings.NewReplacer("—", " - ", "–", " - ", "---", " - ", "--", " - ", "－", " - ", " -", " - ").Replace(t)
	var out []string
	for part := range strings.SplitSeq(t, " - ") {
		part = strings.Trim(part, " -,.")
		if part != "" {
			out = append(out, part)
		}
	}
	if len(out) == 1 {
		if i := strings.LastIndexAny(out[0], "-/"); i > 0 { // 医院-天
			if _, ok := times[out[0][i+1:]]; ok {
				return []string{strings.TrimSpace(out[0][:i]), out[0][i+1:]}
			}
		}
	}
	if len(out) == 0 {
		out = []string{""}
	}
	return out
}

// timeOf reports whether a segment of a heading is a time of day.
func timeOf(segment string) (light string, ok bool) {
	words := strings.FieldsFunc(segment, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
	if len(words) == 0 || len(words) > 6 {
		return "", false
	}
	i := 0
	for i < len(words) && (timeModifiers[words[i]] && !(words[i] == "SAME" && len(words) == 1) || isDigits(words[i])) {
		if words[i] == "LATER" {
			ok = true
		}
		if words[i] == "MAGIC" && i+1 < len(words) && words[i+1] == "HOUR" {
			return "dusk", true
		}
		i++
	}
	if i == len(words) {
		return "", ok
	}
	light, known := times[words[i]]
	if !known {
		return "", ok
	}
	for _, w := range words[i+1:] {
		if l := times[w]; l != "" && light == "" {
			light = l
		}
	}
	return light, true
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// trailingTime finds a time after a full stop or comma: "HOUSE. NIGHT".
func trailingTime(set string) (rest, time, light string) {
	i := strings.LastIndexAny(set, ".,")
	if i <= 0 {
		return set, "", ""
	}
	t := strings.TrimSpace(set[i+1:])
	if l, ok := timeOf(t); ok {
		return strings.Trim(set[:i], " .,"), t, l
	}
	return set, "", ""
}
