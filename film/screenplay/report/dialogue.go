package report

import (
	"fmt"
	"slices"
	"strings"

	"backlot/film/screenplay"
)

// Dialogue is a cue script: every speech of one or several parts with what is
// said just before it.
type Dialogue struct {
	Names    []string `json:"names"`
	Lines    []Line   `json:"lines"`
	Scenes   int      `json:"scenes"` // with a line
	Speeches int      `json:"speeches"`
	Words    int      `json:"words"`
}

// Line is one speech.
type Line struct {
	Scene     string   `json:"scene"` // id of the scene; "" before the first heading
	Number    string   `json:"number"`
	Heading   string   `json:"heading"`
	Page      string   `json:"page"`
	Name      string   `json:"name"`                // who speaks, as asked for
	Extension string   `json:"extension,omitempty"` // "V.O.", "O.S."
	Parts     []Spoken `json:"parts"`
	Words     int      `json:"words"`
	Before    Before   `json:"before"`
}

// Spoken is a paragraph of a speech.
type Spoken struct {
	Type screenplay.Type `json:"type"` // dialogue, parenthetical or lyrics
	Text string          `json:"text"`
}

// Before is the cue: the end of what another part says, or of what happens.
type Before struct {
	Name string `json:"name,omitempty"` // who says it; "" is action, or the head of the scene
	Text string `json:"text,omitempty"` // the last sentence, cut to the last words
}

// cueWords is how many words of a cue are kept: enough to know it by.
const cueWords = 12

// Dialogue lists the speeches of the named parts (in capitals, as in Characters)
// in script order. A name without a speech is an error that names those who have
// one.
func (b *Book) Dialogue(names ...string) (Dialogue, error) {
	for i := range names {
		names[i] = strings.ToUpper(strings.Join(strings.Fields(names[i]), " "))
	}
	out := Dialogue{Names: names, Lines: []Line{}}
	scenes, spoke := map[int]bool{}, map[string]bool{}
	for _, sp := range b.speeches {
		for _, name := range sp.Names {
			spoke[name] = true
			if !slices.Contains(names, name) {
				continue
			}
			out.Lines = append(out.Lines, b.line(sp, name, names))
			out.Speeches++
			out.Words += sp.Words
			scenes[sp.Scene] = true
		}
	}
	for _, name := range names {
		if !spoke[name] {
			return Dialogue{}, fmt.Errorf("%s has no line: want one of %s", name, strings.Join(b.speaking(), ", "))
		}
	}
	out.Scenes = len(scenes)
	return out, nil
}

// speaking lists everybody with a line, most lines first.
func (b *Book) speaking() []string {
	var out []string
	for _, p := range b.Script.People(b.list) {
		if p.Lines > 0 {
			out = append(out, p.Name)
		}
	}
	return out
}

func (b *Book) line(sp screenplay.Speech, name string, own []string) Line {
	l := Line{Number: b.number(sp.Scene), Page: b.Page(sp.Start), Name: name, Extension: strings.Join(sp.Cue.Extensions, ", "),
		Parts: []Spoken{}, Words: sp.Words, Before: b.before(sp, own)}
	if sp.Scene >= 0 {
		l.Scene, l.Heading = b.list[sp.Scene].ID, b.list[sp.Scene].Text
	}
	for i := sp.Start + 1; i < sp.End; i++ {
		switch bl := &b.Script.Blocks[i]; bl.Type {
		case screenplay.Dialogue, screenplay.Lyrics, screenplay.Parenthetical:
			l.Parts = append(l.Parts, Spoken{bl.Type, bl.Text})
		}
	}
	return l
}

// before finds the cue of a speech in its scene: the nearest words above it that
// the actor does not say.
func (b *Book) before(sp screenplay.Speech, own []string) Before {
	start := 0
	if sp.Scene >= 0 {
		start = b.list[sp.Scene].Start + 1
	}
	for i := sp.Start - 1; i >= start; i-- {
		bl := &b.Script.Blocks[i]
		switch bl.Type {
		case screenplay.Action, screenplay.Centered:
			return Before{Text: ending(bl.Text)}
		case screenplay.Dialogue, screenplay.Lyrics:
			name := b.speakerOf(i)
			if slices.Contains(own, name) {
				continue
			}
			return Before{Name: name, Text: ending(bl.Text)}
		}
	}
	return Before{}
}

func (b *Book) speakerOf(block int) string {
	for i := block - 1; i >= 0; i-- {
		if bl := &b.Script.Blocks[i]; bl.Type == screenplay.Character {
			return screenplay.ParseCue(bl.Text).Name
		}
	}
	return ""
}

// ending is the last sentence of a text, cut to its last words.
func ending(text string) string {
	words := strings.Fields(text)
	from := 0
	for i := len(words) - 2; i >= 0; i-- {
		if w := strings.TrimRight(words[i], `"'”’)`); strings.HasSuffix(w, ".") || strings.HasSuffix(w, "?") || strings.HasSuffix(w, "!") {
			from = i + 1
			break
		}
	}
	if len(words)-from > cueWords {
		return "… " + strings.Join(words[len(words)-cueWords:], " ")
	}
	return strings.Join(words[from:], " ")
}
