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
	StoryDay   int           `json:"story_day"`
	Synopsis   string        `json:"synopsis,omitempty"`
	// Stated is the length the file itself gives, if it gives one.
	Stated pages.Eighths `json:"stated_eighths,omitempty"`
}

// Element is one element of the script in document order. The notes and cut
// text inside an element follow it.
type Element struct {
	Type screenplay.Type `json:"type"`
	Text string          `json:"text"`
}

// Of summarises a script laid out with the options.
func Of(s *screenplay.Script, o layout.Options) Info {
	set := layout.Set(s, o)
	scenes := s.Scenes()
	in := Info{Title: s.Title(), Format: s.Format, Pages: len(set.Pages), Eighths: set.Eighths,
		Scenes: make([]Scene, 0, len(scenes)), Characters: s.People(scenes), Elements: Elements(s)}
	in.Findings = append(append([]screenplay.Finding{}, s.Findings...), s.Misspelt()...)
	if in.Characters == nil {
		in.Characters = []screenplay.Person{}
	}
	for i, sc := range scenes {
		out := Scene{ID: sc.ID, Number: sc.Number, Heading: sc.Text, IntExt: sc.IntExt, Set: sc.Set, Time: sc.Time,
			Page: set.Scenes[i].Page, Eighths: set.Scenes[i].Eighths, Seconds: sc.Seconds, Characters: []string{},
			StoryDay: sc.StoryDay, Synopsis: sc.Synopsis}
		for _, c := range sc.Characters {
			out.Characters = append(out.Characters, c.Name)
		}
		if facts := s.Blocks[sc.Start].Scene; facts != nil {
			out.Stated = facts.Length
		}
		in.Scenes = append(in.Scenes, out)
	}
	return in
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
