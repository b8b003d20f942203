package screenplay

import "strings"

// Scene is a stretch of blocks under one heading. What stands before the first
// heading belongs to no scene.
type Scene struct {
	ID      string `json:"id"`     // id of the heading block
	Number  string `json:"number"` // as the script numbers it, "" if it does not
	Ordinal int    `json:"ordinal"`
	Text    string `json:"heading"`
	Heading
	Start      int        `json:"start"` // index of the heading in Script.Blocks
	End        int        `json:"end"`   // index after the last block
	Synopsis   string     `json:"synopsis,omitempty"`
	Characters []Presence `json:"characters"` // speakers in order of first cue, then others named in the action
	Words      int        `json:"words"`      // of dialogue and action
	Seconds    int        `json:"seconds"`    // estimated screen time at the default pace
	Measure    Measure    `json:"measure"`    // what the estimate is made from
	Omitted    bool       `json:"omitted,omitempty"`
	StoryDay   int        `json:"story_day"` // proposed, from 1
	// Day says why the story day is proposed and how sure that is.
	Day Day `json:"day"`
}

// Presence is one character in one scene.
type Presence struct {
	Name  string `json:"name"`
	Lines int    `json:"lines"`           // speeches
	Words int    `json:"words"`           // spoken
	Heard bool   `json:"heard"`           // speaks only off screen (V.O., O.S., O.C. and the like)
	Group bool   `json:"group,omitempty"` // ALL, CROWD: no part of anybody
}

// Speaks reports whether the character has a line in the scene.
func (p Presence) Speaks() bool { return p.Lines > 0 }

// Scenes derives the scenes of the script from its headings.
func (s *Script) Scenes() []Scene { return s.Study().Scenes }

func (s *Script) scenes(names *cast, mentioned [][]Mention) []Scene {
	var out []Scene
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != SceneHeading {
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].End = i
		}
		out = append(out, Scene{ID: b.ID, Number: b.Number, Ordinal: len(out) + 1, Text: b.Text,
			Heading: ParseHeading(b.Text), Start: i, End: len(s.Blocks), Omitted: b.Omitted || isOmitted(b.Text)})
	}
	for i := range out {
		s.fill(&out[i], names, mentioned)
	}
	settleSets(out)
	settleLight(out)
	s.storyDays(out)
	return out
}

func isOmitted(heading string) bool {
	switch lettersOnly(strings.ToUpper(heading)) {
	case "OMITTED", "OMIT", "SCENEOMITTED", "ENTFÄLLT", "ENTFALLEN", "SUPPRIMÉ", "OMITIDA":
		return true
	}
	return false
}

// fill reads what a scene says: who speaks, who is there, how long it plays.
func (s *Script) fill(sc *Scene, names *cast, mentioned [][]Mention) {
	index := map[string]int{}
	person := func(name string) *Presence {
		i, ok := index[name]
		if !ok {
			i = len(sc.Characters)
			index[name] = i
			sc.Characters = append(sc.Characters, Presence{Name: name, Heard: true, Group: IsGroup(name)})
		}
		return &sc.Characters[i]
	}
	var who []string
	outlined := false
	m := meter{m: &sc.Measure}
	for i := sc.Start + 1; i < sc.End; i++ {
		b := &s.Blocks[i]
		m.block(b)
		switch b.Type {
		case Character:
			c := names.cue(b.Text)
			if c.Name == "" {
				continue
			}
			who = names.speakers(c.Name)
			for _, name := range who {
				p := person(name)
				p.Lines++
				p.Heard = p.Heard && c.OffScreen()
			}
		case Dialogue, Lyrics:
			n := countWords(b.Text)
			for _, name := range who {
				person(name).Words += n
			}
			sc.Words += n
		case Action:
			sc.Words += countWords(b.Text)
			who = nil
		case Section:
			outlined = true
		case Synopsis:
			if outlined {
				continue // it tells the section that begins here
			}
			if sc.Synopsis != "" {
				sc.Synopsis += "\n"
			}
			sc.Synopsis += b.Text
		}
	}
	silent(sc, mentioned, index)
	if sc.Characters == nil {
		sc.Characters = []Presence{}
	}
	sc.Seconds = DefaultPace().Seconds(sc.Measure)
}

// silent adds known characters named in the action who have no line in the scene.
func silent(sc *Scene, mentioned [][]Mention, index map[string]int) {
	for i := sc.Start + 1; i < sc.End; i++ {
		for _, m := range mentioned[i] {
			if _, ok := index[m.Name]; !ok && !partOfSpeaker(m.Name, sc.Characters) {
				index[m.Name] = len(sc.Characters)
				sc.Characters = append(sc.Characters, Presence{Name: m.Name})
			}
		}
	}
}

// partOfSpeaker reports whether a name mentioned in the action is short for a
// speaker of the scene: "Ada" where OLD ADA speaks.
func partOfSpeaker(name string, there []Presence) bool {
	for _, p := range there {
		if p.Lines > 0 && len(p.Name) > len(name) && (strings.HasSuffix(p.Name, " "+name) || strings.HasPrefix(p.Name, name+" ")) {
			return true
		}
	}
	return false
}

func countWords(text string) int {
	n, in := 0, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		space := c == ' ' || c == '\n' || c == '\t' || c == 0xc2 && i+1 < len(text) && text[i+1] == 0xa0 // no-break space
		if c == 0xc2 && space {
			i++
		}
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}
