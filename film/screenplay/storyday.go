package screenplay

import (
	"fmt"
	"strings"
	"unicode"
)

// Day is the proposal of a story day with its reason. Scenes of a flashback, a
// dream or another year are a strand of their own with days of their own; when
// the story comes back, the days go on where they were.
type Day struct {
	Strand     string  `json:"strand"` // "" is the main story; else "flashback", "dream", "1953"
	Reason     string  `json:"reason"`
	Confidence float64 `json:"confidence"` // 0 to 1; below 0.7 look at it
}

// clock is the place of a scene's time in its day, 0 before sunrise to 7 at
// midnight: a time earlier than that of the scene before begins another day.
var clock = map[string][2]int{
	"DAWN": {0, 0}, "SUNRISE": {0, 1}, "DAYBREAK": {0, 1}, "MORNING": {1, 2}, "BREAKFAST": {1, 1}, "NOON": {3, 3}, "MIDDAY": {3, 3}, "LUNCHTIME": {3, 3}, "AFTERNOON": {3, 4},
	"DUSK": {5, 5}, "SUNSET": {4, 5}, "TWILIGHT": {5, 5}, "EVENING": {5, 6}, "MIDNIGHT": {7, 7},
	"MORGEN": {1, 2}, "VORMITTAG": {2, 2}, "MITTAG": {3, 3}, "NACHMITTAG": {3, 4}, "ABEND": {5, 6}, "MATIN": {1, 2}, "MIDI": {3, 3}, "SOIR": {5, 6}, "MAÑANA": {1, 2}, "TARDE": {3, 4}, "MATTINA": {1, 2}, "POMERIGGIO": {3, 4}, "SERA": {5, 6},
}

var lightClock = map[string][2]int{"dawn": {0, 1}, "day": {1, 4}, "dusk": {4, 5}, "night": {5, 7}}

// strand is one line of time in the script.
type strand struct {
	day   int
	at    [2]int // earliest and latest the last scene may be
	light string
	week  string // last day of the week that was named
	seen  map[string]bool
}

// calendar proposes the days.
type calendar struct {
	strands map[string]*strand
	now     string // strand of the scene before
	last    int    // highest day given
}

// storyDays proposes the story day of every scene.
func (s *Script) storyDays(scenes []Scene) {
	c := &calendar{strands: map[string]*strand{}}
	for i := range scenes {
		sc := &scenes[i]
		if sc.Omitted {
			sc.StoryDay, sc.Day = max(c.last, 1), Day{c.now, "omitted", 1}
			continue
		}
		c.scene(sc, s.captions(sc), i == 0)
	}
}

// captions are the words put on the picture at the head of a scene, and the first
// sentence of its action, in capitals.
func (s *Script) captions(sc *Scene) string {
	var out []string
	first := true
	for i := sc.Start + 1; i < sc.End && i < sc.Start+8; i++ {
		b := &s.Blocks[i]
		switch {
		case b.Type != Action && b.Type != Centered && b.Type != Section:
		case isCaption(b.Text):
			out = append(out, "SUPER "+strings.ToUpper(b.Text[:min(len(b.Text), 200)]))
		case first && b.Type == Action:
			first = false
			text := b.Text
			if end := strings.IndexAny(text, ".,!?;:\n"); end >= 0 {
				text = text[:end]
			}
			if len(text) <= 60 && (strings.Contains(text, "ater") || strings.Contains(text, "ext ") || strings.Contains(text, "ollowing") || strings.Contains(text, "LATER") || strings.Contains(text, "NEXT")) {
				out = append(out, " "+strings.ToUpper(strings.Trim(text, " \"“”"))) // no year is read from it
			}
		}
	}
	return strings.Join(out, "\n")
}

// isCaption reports whether a paragraph is words put on the picture.
func isCaption(text string) bool {
	for _, w := range [...]string{"SUPER", "TITLE", "CHYRON", "CAPTION", "EINBLENDUNG", "INSERT", "Super", "Title", "Chyron", "Caption"} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// scene places one scene.
func (c *calendar) scene(sc *Scene, captions string, first bool) {
	name, why, sure := c.strandOf(sc, captions)
	st := c.strands[name]
	back := name != c.now && !first
	if st == nil {
		c.last++
		st = &strand{day: c.last, seen: map[string]bool{}}
		c.strands[name] = st
		if first {
			why, sure = "first scene", 1
		}
		c.set(sc, st, name, why, sure)
		return
	}
	fresh, reason, conf := st.next(sc, captions)
	if back {
		if !fresh {
			reason, conf = why, sure
		}
		conf = min(conf, max(sure, 0.5))
	}
	if fresh {
		c.last++
		st.day = c.last
	}
	c.set(sc, st, name, reason, conf)
}

func (c *calendar) set(sc *Scene, st *strand, name, why string, sure float64) {
	sc.StoryDay, sc.Day = st.day, Day{name, why, sure}
	c.now = name
	st.at = clockOf(sc, st.at)
	if sc.Light != "" {
		st.light = sc.Light
	}
	if w := weekday(sc.Time); w != "" {
		st.week = w
	}
	for _, p := range sc.Characters {
		st.seen[p.Name] = true
	}
}

// strandOf finds the line of time a scene belongs to.
func (c *calendar) strandOf(sc *Scene, captions string) (name, why string, sure float64) {
	note := sc.Note + " " + sc.Set + " " + sc.Text
	up := strings.ToUpper(note)
	if y := yearIn(sc.Note); y != "" {
		return y, "the heading says " + y, 0.95
	}
	for line := range strings.SplitSeq(captions, "\n") {
		if y := yearIn(line); y != "" && strings.HasPrefix(line, "SUPER ") {
			return y, "the caption says " + y, 0.9
		}
	}
	switch ends := strings.Contains(up, "ENDS") || strings.Contains(up, "END FLASHBACK"); {
	case ends || strings.Contains(sc.Note, "PRESENT") || strings.Contains(sc.Note, "BACK TO"):
		return c.main(), "the heading says that it is over", 0.9
	case strings.Contains(up, "FLASHBACK") || strings.Contains(up, "RÜCKBLENDE"):
		return "flashback", "the heading says flashback", 0.95
	case strings.Contains(up, "FLASH FORWARD") || strings.Contains(up, "FLASHFORWARD") || strings.Contains(up, "FLASH-FORWARD"):
		return "flash forward", "the heading says flash forward", 0.95
	case hasWord(up, "DREAM") || hasWord(up, "NIGHTMARE") || hasWord(up, "TRAUM"):
		return "dream", "the heading says dream", 0.9
	}
	if c.now == "dream" || c.now == "flashback" || c.now == "flash forward" {
		return c.main(), "the heading no longer says " + c.now, 0.7
	}
	if other := c.byCast(sc); other != "-" && other != c.now {
		return other, "who is in it was seen then and not since", 0.6
	}
	return c.now, "", 0
}

// main is the strand the story returns to: the one last used that is no dream and
// no flashback.
func (c *calendar) main() string {
	best, day := "", -1
	for name, st := range c.strands {
		if name != "dream" && name != "flashback" && name != "flash forward" && (st.day > day || st.day == day && name < best) {
			best, day = name, st.day
		}
	}
	return best
}

// byCast finds the one other strand whose people are in a scene: some were seen
// in it and not in the current one, and none the other way; "-" if there is none.
func (c *calendar) byCast(sc *Scene) string {
	if len(c.strands) < 2 || c.strands[c.now] == nil {
		return "-"
	}
	found := "-"
	for name, st := range c.strands {
		if name == c.now || name == "dream" || name == "flashback" || name == "flash forward" {
			continue
		}
		there, here := 0, 0
		for _, p := range sc.Characters {
			a, b := st.seen[p.Name], c.strands[c.now].seen[p.Name]
			if a && !b {
				there++
			}
			if b && !a {
				here++
			}
		}
		if there > 0 && here == 0 {
			if found != "-" {
				return "-"
			}
			found = name
		}
	}
	return found
}

// next says whether a scene begins another day than the one before it in its strand.
func (st *strand) next(sc *Scene, captions string) (fresh bool, why string, sure float64) {
	switch t := sc.Time; {
	case hasWord(t, "NEXT") || hasWord(t, "FOLLOWING") || hasWord(t, "LENDEMAIN") || strings.Contains(t, "NÄCHSTE") || hasWord(t, "SIGUIENTE") || longSpan(t):
		return true, "the heading says " + strings.ToLower(t), 0.95
	case weekday(t) != "" && st.week != "" && weekday(t) != st.week:
		return true, "the heading says " + strings.ToLower(weekday(t)), 0.9
	case sc.Follows():
		return false, "the heading says " + strings.ToLower(t), 0.95
	}
	for line := range strings.SplitSeq(captions, "\n") {
		if w := laterWords(line); w != "" {
			return true, "the text begins with " + strings.ToLower(w), 0.85
		}
	}
	at := clockOf(sc, st.at)
	switch {
	case (st.light == "night" || st.light == "dusk") && sc.Light == "day":
		return true, st.light + " before, day now", 0.75
	case st.light == "night" && sc.Light == "dawn":
		return true, "night before, dawn now: perhaps the same night", 0.6
	case at[1] < st.at[0]:
		return true, fmt.Sprintf("%s after %s", orLight(sc), st.light), 0.7
	case sc.Light != st.light:
		return false, fmt.Sprintf("%s follows %s", orLight(sc), st.light), 0.7
	}
	return false, "nothing says another day", 0.6
}

func orLight(sc *Scene) string {
	if sc.Time != "" {
		return strings.ToLower(sc.Time)
	}
	return sc.Light
}

// clockOf is the earliest and latest time a scene may be; without a time that of
// the scene before.
func clockOf(sc *Scene, before [2]int) [2]int {
	if sc.Follows() || sc.Time == "" {
		return before
	}
	for w := range strings.FieldsSeq(sc.Time) {
		if at, ok := clock[w]; ok {
			return at
		}
	}
	if at, ok := lightClock[sc.Light]; ok {
		return at
	}
	return before
}

// longSpan reports whether words say that a day or more has passed.
func longSpan(t string) bool {
	if !hasWord(t, "LATER") && !hasWord(t, "SPÄTER") && !strings.Contains(t, "PLUS TARD") && !strings.Contains(t, "DESPUÉS") && !hasWord(t, "DOPO") {
		return false
	}
	for w := range strings.FieldsSeq(t) {
		switch w {
		case "DAY", "DAYS", "WEEK", "WEEKS", "MONTH", "MONTHS", "YEAR", "YEARS", "DECADE", "DECADES", "TAGE", "WOCHE", "WOCHEN", "MONATE", "JAHR", "JAHRE",
			"JOURS", "SEMAINE", "SEMAINES", "MOIS", "ANS", "DÍAS", "SEMANA", "SEMANAS", "MESES", "AÑOS", "GIORNI", "SETTIMANE", "MESI", "ANNI":
			return true
		}
	}
	return false
}

// laterWords finds words such as "THE NEXT MORNING" or "TWO YEARS LATER" in a
// caption or a first sentence, "" if there are none.
func laterWords(line string) string {
	f := strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
	if len(f) > 12 {
		return ""
	}
	for i := 1; i < len(f); i++ {
		switch {
		case f[i] == "LATER" && longSpan(strings.Join(f[max(0, i-3):i+1], " ")):
			return strings.Join(f[max(0, i-2):i+1], " ")
		case (f[i-1] == "NEXT" || f[i-1] == "FOLLOWING") && (f[i] == "DAY" || f[i] == "MORNING" || f[i] == "EVENING" || f[i] == "NIGHT" || f[i] == "AFTERNOON"):
			return f[i-1] + " " + f[i]
		}
	}
	return ""
}

func weekday(t string) string {
	for w := range strings.FieldsSeq(t) {
		switch w {
		case "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY":
			return w
		}
	}
	return ""
}

// yearIn is the first year named in a text in capitals.
func yearIn(text string) string {
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if isYear(w) && w[0] != '0' {
			return strings.TrimSuffix(w, "S")
		}
	}
	return ""
}

func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(word)
		if (i == 0 || !isLetterByte(text[i-1])) && (end == len(text) || !isLetterByte(text[end])) {
			return true
		}
		at = end
	}
}

func isLetterByte(b byte) bool { return b >= 'A' && b <= 'Z' || b >= 0x80 }
