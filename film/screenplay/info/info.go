// Package info says what a script is at a glance: its scenes with lengths, its
// characters, and every element in order, as `backlot script info` prints it.
package info

import (
	"backlot/film/pages"
	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
)

// Info is the summary of a script. Its JSON field names are a promise.
type Info struct {
	Title      string               `json:"title"`
	Format     string               `json:"format"`
	Pages      int                  `json:"pages"`
	Eighths    pages.Eighths        `json:"eighths"` // sum over the scenes
	Scenes     []Scene              `json:"scenes"`
	Characters []screenplay.Person  `json:"characters"`
	Elements   []Element            `json:"elements"`
	Findings   []screenplay.Finding `json:"findings"`
	Seconds    int                  `json:"seconds"` // screen time of the scenes
	CoPresence []Together           `json:"copresence"`
	// NeverMeet are the pairs of characters in three scenes or more who are never
	// seen in one together.
	NeverMeet [][2]string     `json:"never_meet"`
	Pace      screenplay.Pace `json:"pace"` // that seconds are counted at
	// Fit says how well the pace fits the running times it was learned from; nil if
	// it was not learned.
	Fit *screenplay.Fit `json:"fit,omitempty"`
}

// Scene is one scene of the script.
type Scene struct {
	ID         string        `json:"id"`
	Number     string        `json:"number"`
	Heading    string        `json:"heading"`
	IntExt     string        `json:"int_ext"`
	Set        string        `json:"set"`
	Time       string        `json:"time"`
	Page       string        `json:"page"`
	Eighths    pages.Eighths `json:"eighths"`
	Seconds    int           `json:"seconds"`
	Characters []string      `json:"characters"` // speakers first, then those seen
	// Presence tells the same characters apart: lines and words, only heard, or
	// there without a line.
	Presence []screenplay.Presence `json:"presence"`
	Light    string                `json:"light"`          // "day", "night", "dawn", "dusk" or ""
	Place    string                `json:"place"`          // the larger place of the set: HOUSE of HOUSE - KITCHEN
	Note     string                `json:"note,omitempty"` // FLASHBACK, 1944, MOVING
	StoryDay int                   `json:"story_day"`
	// Strand is the line of time the day belongs to, "" for the main story.
	Strand             string  `json:"strand,omitempty"`
	StoryDayReason     string  `json:"story_day_reason"`
	StoryDayConfidence float64 `json:"story_day_confidence"` // 0 to 1
	Omitted            bool    `json:"omitted,omitempty"`
	Synopsis           string  `json:"synopsis,omitempty"`
	// Stated is the length the file itself gives, if it gives one.
	Stated pages.Eighths `json:"stated_eighths,omitempty"`
}

// Element is one element of the script in document order. The notes and cut
// text inside an element follow it.
type Element struct {
	Type screenplay.Type `json:"type"`
	Text string          `json:"text"`
}

// Of summarises a script laid out with the options, at the default pace.
func Of(s *screenplay.Script, o layout.Options) Info { return At(s, o, screenplay.DefaultPace()) }

// At summarises a script with the screen time of its scenes at a pace.
func At(s *screenplay.Script, o layout.Options, pace screenplay.Pace) Info {
	set := layout.Set(s, o)
	study := s.Study()
	scenes := study.Scenes
	in := Info{Title: s.Title(), Format: s.Format, Pages: len(set.Pages), Eighths: set.Eighths,
		Scenes: make([]Scene, 0, len(scenes)), Characters: study.People(), Elements: Elements(s), Pace: pace}
	in.Findings = append(append([]screenplay.Finding{}, s.Findings...), study.Misspelt()...)
	if in.Characters == nil {
		in.Characters = []screenplay.Person{}
	}
	lengths := make([]pages.Eighths, len(scenes))
	for i := range scenes {
		lengths[i] = set.Scenes[i].Eighths
		in.Scenes = append(in.Scenes, sceneOf(s, &scenes[i], set.Scenes[i], pace))
		in.Seconds += in.Scenes[i].Seconds
	}
	in.CoPresence = CoPresence(study, in.Characters, lengths)
	in.NeverMeet = append([][2]string{}, NeverMeet(in.Characters, in.CoPresence, 3)...)
	return in
}

func sceneOf(s *screenplay.Script, sc *screenplay.Scene, at layout.Scene, pace screenplay.Pace) Scene {
	place, _ := sc.Place()
	out := Scene{ID: sc.ID, Number: sc.Number, Heading: sc.Text, IntExt: sc.IntExt, Set: sc.Set, Time: sc.Time,
		Page: at.Page, Eighths: at.Eighths, Characters: []string{}, Presence: sc.Characters, Light: sc.Light, Place: place, Note: sc.Note,
		StoryDay: sc.StoryDay, Strand: sc.Day.Strand, StoryDayReason: sc.Day.Reason, StoryDayConfidence: sc.Day.Confidence,
		Omitted: sc.Omitted, Synopsis: sc.Synopsis}
	if !sc.Omitted {
		out.Seconds = pace.Seconds(sc.Measure)
	}
	for _, c := range sc.Characters {
		out.Characters = append(out.Characters, c.Name)
	}
	if facts := s.Blocks[sc.Start].Scene; facts != nil {
		out.Stated = facts.Length
	}
	return out
}

// Elements lists the elements of a script in document order.
func Elements(s *screenplay.Script) []Element {
	out := make([]Element, 0, len(s.Blocks))
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Kept != nil && b.Kept.Origin == "element" {
			continue
		}
		text := b.Text
		if b.Type == screenplay.TitlePage && b.Key != "" {
			text = b.Key + ": " + text
		}
		out = append(out, Element{b.Type, text})
		for _, n := range b.Notes {
			out = append(out, Element{n.Type, n.Text})
		}
	}
	return out
}
