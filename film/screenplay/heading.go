package screenplay

import (
	"strconv"
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
	Note   string `json:"note"`    // what says neither where nor when, such as "FLASHBACK", "1944", "MOVING"
}

// Place parts the set into the larger place and the room in it: "HOUSE - KITCHEN"
// is the KITCHEN of HOUSE. A set without a dash is all place.
func (h Heading) Place() (place, room string) {
	place, room, _ = strings.Cut(h.Set, " - ")
	return place, room
}

// Follows reports whether the time only says that it goes on from the scene
// before: CONTINUOUS, LATER, SAME, MOMENTS LATER.
func (h Heading) Follows() bool { return h.Time != "" && h.Light == "" && !longSpan(h.Time) }

// ParseHeading takes a scene heading apart. It never fails: what it cannot name
// stays in Set.
func ParseHeading(text string) Heading {
	t := strings.ToUpper(strings.Join(strings.Fields(text), " "))
	t = strings.ReplaceAll(t, "’", "'")
	var h Heading
	var say []string
	h.IntExt, t = intExt(t)
	t, say = asides(t)
	segments := splitHeading(t)
	for i := len(segments) - 1; i >= 0; i-- {
		light, ok := timeOf(segments[i])
		if !ok || i == 0 && !wholeTime(segments[0], light, len(segments) == 1 && h.IntExt == "") {
			continue
		}
		h.Time, h.Light = segments[i], light
		segments = append(segments[:i:i], segments[i+1:]...)
		break
	}
	if h.Time == "" && len(segments) > 0 && h.IntExt != "" {
		last := len(segments) - 1
		segments[last], h.Time, h.Light = trailingTime(segments[last])
	}
	var sets []string
	for i, s := range segments {
		if isNote(s) && (i > 0 || len(segments) > 1 || h.IntExt != "" && len(say) == 0 && h.Time != "" && !oneNote(s)) {
			say = append(say, s)
		} else if s != "" {
			sets = append(sets, s)
		}
	}
	if len(sets) == 0 && h.Time == "" {
		sets = segments // INSERT - NEWSREEL: that is all there is
	}
	h.Set, h.Note = strings.Join(sets, " - "), strings.Join(say, " - ")
	return h
}

// oneNote keeps a set called by a single such word: INT. MEMORY - DAY.
func oneNote(s string) bool { return !strings.Contains(s, " ") }

// wholeTime reports whether a segment that stands where the set would is a time
// and nothing else: NIGHT, and not NIGHT CLUB; alone in a heading only LATER and
// the like, and not a set called THE NIGHT.
func wholeTime(segment, light string, alone bool) bool {
	for w := range strings.FieldsSeq(segment) {
		if !timeWord(strings.Trim(w, ".,:")) && !timeModifiers[w] && !spans[w] {
			return false
		}
	}
	return !alone || light == "" && segment != ""
}

func intExt(t string) (kind, rest string) {
	for _, p := range insides {
		after, ok := strings.CutPrefix(t, p.prefix)
		if !ok || after != "" && !strings.ContainsAny(after[:1], ". :-/") && !strings.HasPrefix(after, "。") {
			continue
		}
		return p.kind, strings.TrimLeft(after, ".。: -–—/")
	}
	return "", t
}

// asides takes what is in parentheses out of a heading if it says how and not
// where: "CAR (MOVING)", "HOUSE (FLASHBACK - 1944)".
func asides(t string) (rest string, say []string) {
	for from := 0; ; {
		open := strings.IndexByte(t[from:], '(')
		if open < 0 {
			return t, say
		}
		open += from
		end := strings.IndexByte(t[open:], ')')
		if end < 0 {
			return t, say
		}
		inside := strings.TrimSpace(t[open+1 : open+end])
		if !isNote(inside) {
			from = open + end + 1
			continue
		}
		say = append(say, inside)
		t = strings.Join(strings.Fields(t[:open]+" "+t[open+end+1:]), " ")
		from = 0
	}
}

// isNote reports whether all words of a part of a heading say how the scene is
// told, or when it is without saying a time of day.
func isNote(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '/' || r == ',' || r == '.' })
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	told := false
	for _, w := range words {
		switch {
		case notes[w] && w != "OF" && w != "TO":
			told = true
		case isYear(w):
			told = true
		case notes[w] || timeModifiers[w] || times[w] != "":
		default:
			return false
		}
	}
	return told
}

func isYear(w string) bool {
	w = strings.TrimSuffix(strings.TrimSuffix(w, "S"), "'")
	n, err := strconv.Atoi(w)
	return err == nil && len(w) == 4 && n >= 1000 && n <= 2999
}

// splitHeading parts a heading at its dashes: a hyphen between spaces, or any
// longer dash.
func splitHeading(t string) []string {
	if strings.ContainsAny(t, "—–－-") {
		t = dashes.Replace(t)
	}
	var out []string
	for part := range strings.SplitSeq(t, " - ") {
		part = strings.Trim(part, " -,.")
		if part != "" {
			out = append(out, part)
		}
	}
	if len(out) == 1 {
		if i := strings.LastIndexAny(out[0], "-/"); i > 0 { // 医院-天, KÜCHE/TAG
			if _, ok := times[strings.TrimSpace(out[0][i+1:])]; ok {
				return []string{strings.TrimSpace(out[0][:i]), strings.TrimSpace(out[0][i+1:])}
			}
		}
		if i := strings.IndexAny(out[0], ".,/ "); i > 0 { // NACHT. KÜCHE
			if light, ok := times[out[0][:i]]; ok && light != "" && (out[0][i] != ' ' || !english[out[0][:i]]) {
				return []string{out[0][:i], strings.Trim(out[0][i:], " .,/")}
			}
		}
	}
	if len(out) == 0 {
		out = []string{""}
	}
	return out
}

// english times may begin the name of a set, NIGHT CLUB, where others do not.
var english = set("DAY NIGHT MORNING AFTERNOON EVENING DAWN DUSK SUNRISE SUNSET NOON MIDNIGHT TWILIGHT BREAKFAST DEN DIA ALBA TAG NOC")

var dashes = strings.NewReplacer("—", " - ", "–", " - ", "---", " - ", "--", " - ", "－", " - ", " -", " - ")

// timeOf reports whether a segment of a heading is a time of day.
func timeOf(segment string) (light string, ok bool) {
	words := strings.FieldsFunc(segment, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != ':'
	})
	if len(words) == 0 || len(words) > 7 {
		return "", false
	}
	if light, ok := clockLight(words); ok {
		return light, true
	}
	i := 0
	for i < len(words) && (timeModifiers[words[i]] && !(words[i] == "SAME" && len(words) == 1) || isDigits(words[i]) || i+1 < len(words) && spans[words[i]]) {
		if (words[i] == "MAGIC" || words[i] == "GOLDEN" || words[i] == "BLUE") && i+1 < len(words) && words[i+1] == "HOUR" {
			return "dusk", true
		}
		if light, known := times[words[i]]; known && light != "" && (i+1 == len(words) || words[i+1] != "LATER" && words[i+1] != "EARLIER" && !timeWord(words[i+1])) {
			break
		}
		i++
	}
	if i == len(words) {
		return "", words[0] == "SAME"
	}
	light, known := times[words[i]]
	if !known {
		return "", false
	}
	for _, w := range words[i+1:] {
		if l := times[w]; l != "" && light == "" {
			light = l
		}
	}
	return light, true
}

func timeWord(w string) bool { _, ok := times[w]; return ok }

// clockLight reads a time of the clock, "3:15 AM", "22:00", and guesses the light
// from the hour: day from 7 to 18.
func clockLight(words []string) (light string, ok bool) {
	for i, w := range words {
		half := ""
		for _, m := range [...]string{"AM", "PM"} {
			if n, cut := strings.CutSuffix(w, m); cut && (n == "" && i > 0 || n != "" && isDigits(strings.ReplaceAll(n, ":", ""))) {
				half = m
				if w = n; n == "" {
					w = words[i-1]
				}
			}
		}
		h, rest, colon := strings.Cut(w, ":")
		hour, err := strconv.Atoi(h)
		if half == "" && !colon || err != nil || hour > 24 || colon && (len(rest) < 2 || !isDigits(rest)) {
			continue
		}
		if half == "PM" && hour < 12 {
			hour += 12
		}
		if half == "AM" && hour == 12 {
			hour = 0
		}
		if hour >= 7 && hour < 19 {
			return "day", true
		}
		return "night", true
	}
	return "", false
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// trailingTime finds a time after a full stop or comma, "HOUSE. NIGHT", or as the
// last word, "HOUSE NIGHT".
func trailingTime(set string) (rest, time, light string) {
	if i := strings.LastIndexAny(set, ".,"); i > 0 {
		t := strings.TrimSpace(set[i+1:])
		if l, ok := timeOf(t); ok {
			return strings.Trim(set[:i], " .,"), t, l
		}
	}
	if i := strings.LastIndexByte(set, ' '); i > 0 {
		switch t := set[i+1:]; t {
		case "DAY", "NIGHT", "TAG", "NACHT", "JOUR", "NUIT", "NOCHE", "NOTTE", "GIORNO", "ДЕНЬ", "НОЧЬ":
			return strings.Trim(set[:i], " .,-"), t, times[t]
		}
	}
	return set, "", ""
}

// settleSets gives headings that only say a time, ".LATER", the set of the scene
// before, and joins INT. KITCHEN - LATER to the HOUSE - KITCHEN shortly before it.
func settleSets(scenes []Scene) {
	const back = 4
	for i := range scenes {
		sc := &scenes[i]
		if i == 0 || sc.Omitted || !sc.Follows() {
			continue
		}
		prev := &scenes[i-1]
		if sc.Set == "" {
			sc.Set = prev.Set
			if sc.IntExt == "" {
				sc.IntExt = prev.IntExt
			}
			continue
		}
		for k := i - 1; k >= max(0, i-back); k-- {
			if scenes[k].Set == sc.Set {
				break
			}
			if strings.HasSuffix(scenes[k].Set, " - "+sc.Set) {
				sc.Set = scenes[k].Set
				break
			}
		}
	}
}

// settleLight gives scenes without a light of their own that of the scene before.
func settleLight(scenes []Scene) {
	last := ""
	for i := range scenes {
		sc := &scenes[i]
		if sc.Light == "" && last != "" {
			sc.Light = last
		}
		if sc.Light != "" {
			last = sc.Light
		}
	}
}
