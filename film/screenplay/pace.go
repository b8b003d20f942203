package screenplay

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Measure is what a scene is made of, as far as its screen time goes.
type Measure struct {
	Words    int `json:"words"`    // spoken; of a script without spaces, three for five characters
	Speeches int `json:"speeches"` // each begins with a breath
	Lines    int `json:"lines"`    // of action, sixty characters each
	Clauses  int `json:"clauses"`  // of action: what happens one after the other
	Pauses   int `json:"pauses"`   // "(a beat)", "Silence."
	Shots    int `json:"shots"`    // paragraphs of a montage, counted here and not as action
}

// Pace turns a measure into seconds of screen time.
type Pace struct {
	WordsPerSecond       float64 `json:"words_per_second"`
	SecondsPerSpeech     float64 `json:"seconds_per_speech"`
	SecondsPerActionLine float64 `json:"seconds_per_action_line"`
	SecondsPerClause     float64 `json:"seconds_per_clause"`
	SecondsPerPause      float64 `json:"seconds_per_pause"`
	SecondsPerShot       float64 `json:"seconds_per_shot"`  // of a montage
	SecondsPerScene      float64 `json:"seconds_per_scene"` // coming into it and out of it
}

// DefaultPace is the pace before anything was shot. Conversation in English runs
// at about 150 to 170 words a minute (2.5 to 2.8 a second). The other rates are
// derived, not measured: they are set so that a page of pure dialogue and a page
// of pure action in the standard layout both come to about a minute, which is the
// trade's rule of thumb. Calibrate replaces them by the production's own.
func DefaultPace() Pace {
	return Pace{WordsPerSecond: 2.75, SecondsPerSpeech: 0.5, SecondsPerActionLine: 1.5, SecondsPerClause: 0.4, SecondsPerPause: 1.5,
		SecondsPerShot: 3, SecondsPerScene: 1}
}

// Time is the screen time of a measure in seconds.
func (p Pace) Time(m Measure) float64 {
	rates, x := p.rates(), m.vector()
	sum := 0.0
	for i := range rates {
		sum += rates[i] * x[i]
	}
	return sum
}

// Seconds is the screen time of a measure, rounded, at least a second.
func (p Pace) Seconds(m Measure) int { return max(int(math.Round(p.Time(m))), 1) }

const rates = 7

// rates lists the pace as seconds for each part of a measure.
func (p Pace) rates() [rates]float64 {
	return [rates]float64{1 / p.WordsPerSecond, p.SecondsPerSpeech, p.SecondsPerActionLine, p.SecondsPerClause, p.SecondsPerPause, p.SecondsPerShot, p.SecondsPerScene}
}

func paceOf(r [rates]float64) Pace {
	return Pace{1 / r[0], r[1], r[2], r[3], r[4], r[5], r[6]}
}

func (m Measure) vector() [rates]float64 {
	return [rates]float64{float64(m.Words), float64(m.Speeches), float64(m.Lines), float64(m.Clauses), float64(m.Pauses), float64(m.Shots), 1}
}

// meter measures the blocks of one scene.
type meter struct {
	m       *Measure
	montage bool
}

func (t *meter) block(b *Block) {
	switch b.Type {
	case Character:
		t.m.Speeches++
	case Dialogue, Lyrics:
		t.m.Words += spokenWords(b.Text)
	case Parenthetical:
		if isPause(b.Text) {
			t.m.Pauses++
		}
	case Action, Centered:
		t.action(b.Text)
	}
}

// action measures a paragraph of action; in a montage each paragraph, or each
// line that begins with a dash or a letter and a bracket, is a shot.
func (t *meter) action(text string) {
	up := ""
	if head := text[:min(len(text), 60)]; strings.Contains(head, "MONTAGE") || strings.Contains(head, "SERIES") || strings.Contains(head, "BACK TO") || strings.Contains(head, "ontage") {
		up = strings.ToUpper(head)
	}
	switch {
	case strings.Contains(up, "END MONTAGE"), strings.Contains(up, "END OF MONTAGE"), strings.Contains(up, "END SERIES"), strings.Contains(up, "BACK TO SCENE"):
		t.montage = false
		return
	case strings.Contains(up, "MONTAGE") || strings.Contains(up, "SERIES OF SHOTS"):
		t.montage = true
		return
	}
	if t.montage {
		t.m.Shots += 1 + strings.Count(text, "\n")
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		t.m.Lines += (utf8.RuneCountInString(line) + 59) / 60
	}
	start := 0
	for i := 0; i < len(text); i++ {
		size := 0
		switch c := text[i]; {
		case c == '.' || c == '!' || c == '?' || c == ';' || c == ':':
			size = 1
		case c >= 0xe2 && len(text) >= i+3 && (text[i:i+3] == "—" || text[i:i+3] == "。" || text[i:i+3] == "！" || text[i:i+3] == "？"):
			size = 3
		}
		if size > 0 {
			t.clause(text[start:i])
			start = i + size
			i = start - 1
		}
	}
	t.clause(text[start:])
}

// clause counts one clause, and the two halves around ", and".
func (t *meter) clause(text string) {
	if isPause(text) {
		t.m.Pauses++
	}
	if strings.ContainsFunc(text, unicode.IsLetter) {
		t.m.Clauses++
		for rest := text; ; {
			i := strings.Index(rest, ", ")
			if i < 0 {
				break
			}
			if rest = rest[i+2:]; strings.HasPrefix(rest, "and ") || strings.HasPrefix(rest, "then ") || strings.HasPrefix(rest, "und ") || strings.HasPrefix(rest, "et ") {
				t.m.Clauses++
			}
		}
	}
}

// pauses are the words for a pause, where a clause or a parenthetical says no more.
var pauses = set("BEAT PAUSE SILENCE MOMENT STILLE SCHWEIGEN TEMPS PAUSA SILENCIO SILENZIO STILLNESS")

// isPause reports whether a few words say that nothing is said: "a long beat".
func isPause(text string) bool {
	if len(text) > 40 {
		return false
	}
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	text = strings.TrimFunc(text, notLetter)
	last := text[strings.LastIndexFunc(text, notLetter)+1:]
	if len(last) < 4 || len(last) > 9 || !pauses[strings.ToUpper(last)] {
		return false
	}
	return len(strings.FieldsFunc(text, notLetter)) <= 4
}

// spokenWords counts words as they are said: a wide character, which is a
// syllable in Chinese and Japanese, counts three fifths of a word.
func spokenWords(text string) int {
	wide := 0
	for _, r := range text {
		if r >= 0x2e80 && unicode.IsLetter(r) {
			wide++
		}
	}
	if wide == 0 {
		return countWords(text)
	}
	return countWords(text) + wide*3/5
}
