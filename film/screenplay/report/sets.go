package report

import (
	"strings"

	"backlot/film/pages"
)

// Set is everything that plays in one set.
type Set struct {
	Name       string        `json:"name"`  // "LIGHTHOUSE - KITCHEN"; "" for headings that name none
	Place      string        `json:"place"` // what stands before the first dash: "LIGHTHOUSE"
	IntExt     []string      `json:"int_ext"`
	Times      []string      `json:"times"`  // as written, each once
	Scenes     []Scene       `json:"scenes"` // in script order
	Eighths    pages.Eighths `json:"eighths"`
	Day        pages.Eighths `json:"day"`   // of day and dawn scenes
	Night      pages.Eighths `json:"night"` // of night and dusk scenes
	Seconds    int           `json:"seconds"`
	Characters []string      `json:"characters"` // everybody who plays there
}

// Sets reports on every set in the order in which the script first goes there.
// Lengths of scenes without a light count in Eighths alone. Omitted scenes are
// left out.
func (b *Book) Sets() []Set {
	at := map[string]int{}
	out := []Set{}
	for _, sc := range b.Scenes() {
		if sc.Omitted {
			continue
		}
		i, ok := at[sc.Set]
		if !ok {
			i = len(out)
			at[sc.Set] = i
			place, _, _ := strings.Cut(sc.Set, " - ")
			out = append(out, Set{Name: sc.Set, Place: place, IntExt: []string{}, Times: []string{}, Characters: []string{}})
		}
		out[i].add(sc)
	}
	return out
}

func (s *Set) add(sc Scene) {
	s.Scenes = append(s.Scenes, sc)
	s.Eighths += sc.Eighths
	s.Seconds += sc.Seconds
	switch sc.Light {
	case "day", "dawn":
		s.Day += sc.Eighths
	case "night", "dusk":
		s.Night += sc.Eighths
	}
	s.IntExt, s.Times = addOnce(s.IntExt, sc.IntExt), addOnce(s.Times, sc.Time)
	for _, c := range sc.Characters {
		s.Characters = addOnce(s.Characters, c)
	}
}
