// Package strips is the stripboard in engine terms: scenes as strips, in an order, cut into
// shooting days, with what each day amounts to and the colours strips are known by.
//
// It also makes a first board by the rule of thumb of assistant directors (Arrange). The optimal
// board belongs to another engine. Everything here is pure.
package strips

import (
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/pages"
)

// Scene is what a board needs to know of a scene.
type Scene struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	// Set is what the script calls the place, "LIGHTHOUSE - LAMP ROOM".
	Set string `json:"set"`
	// Place is where it will be shot; empty while nobody knows, and then the first part of Set
	// ("LIGHTHOUSE") stands for it.
	Place   string        `json:"place,omitempty"`
	IntExt  string        `json:"int_ext"` // INT, EXT or INT/EXT
	Time    string        `json:"time"`    // DAY, NIGHT, DAWN, DUSK or another word of the heading
	Eighths pages.Eighths `json:"eighths"`
	Minutes int           `json:"minutes,omitempty"` // to shoot it; zero when not estimated
	Cast    []string      `json:"cast,omitempty"`    // cast ids, in the order of the call sheet
}

// Where is the place of a scene as a board groups it.
func (s Scene) Where() string {
	if s.Place != "" {
		return s.Place
	}
	set, _, _ := strings.Cut(s.Set, " - ")
	return strings.TrimSpace(set)
}

// Light is the light a scene plays in: "day", "night", "dawn" or "dusk".
type Light string

// The lights.
const (
	Day   Light = "day"
	Night Light = "night"
	Dawn  Light = "dawn"
	Dusk  Light = "dusk"
)

// LightOf reads the time of a heading. Words that name no time of day, such as CONTINUOUS, count
// as day, which is what a board assumes until somebody says otherwise.
func LightOf(time string) Light {
	switch strings.ToUpper(strings.TrimSpace(time)) {
	case "NIGHT", "EVENING", "MIDNIGHT", "NIGHTFALL":
		return Night
	case "DAWN", "SUNRISE", "DAYBREAK", "EARLY MORNING":
		return Dawn
	case "DUSK", "SUNSET", "TWILIGHT", "MAGIC HOUR":
		return Dusk
	}
	return Day
}

// Type is the kind of a strip.
type Type string

// The types.
const (
	SceneStrip Type = "scene"
	DayBreak   Type = "day_break"
	BannerType Type = "banner"
)

// Strip is one line of a board, in order. A day break ends the day above it.
type Strip struct {
	ID    string `json:"id"`
	Type  Type   `json:"type"`
	Scene Scene  `json:"scene,omitzero"` // for scene strips
	Part  string `json:"part,omitempty"` // "pt 1" when a scene is split over days
	// Eighths of a part of a scene; zero means the whole scene.
	Eighths pages.Eighths `json:"eighths,omitempty"`
	Text    string        `json:"text,omitempty"`    // of a banner
	Minutes int           `json:"minutes,omitempty"` // of a banner
}

// Length is what the strip adds to a day, in eighths.
func (s Strip) Length() pages.Eighths {
	switch {
	case s.Type != SceneStrip:
		return 0
	case s.Eighths > 0:
		return s.Eighths
	}
	return s.Scene.Eighths
}

// Duration is what the strip adds to a day, in minutes. A part takes its share of the scene.
func (s Strip) Duration() int {
	switch {
	case s.Type == BannerType:
		return s.Minutes
	case s.Type != SceneStrip:
		return 0
	case s.Eighths > 0 && s.Scene.Eighths > 0:
		return (s.Scene.Minutes*int(s.Eighths) + int(s.Scene.Eighths)/2) / int(s.Scene.Eighths)
	}
	return s.Scene.Minutes
}

// DayOf is one shooting day of a board.
type DayOf struct {
	Number int     `json:"number"` // from 1
	Strips []Strip `json:"strips"` // scenes and banners
	// Break is the id of the day break that ends it; empty for strips after the last break.
	Break  string `json:"break,omitempty"`
	Totals Totals `json:"totals"`
}

// Dated is a day of a board with its date and the number people say.
type Dated struct {
	Date   civil.Date `json:"date"`
	Shoot  int        `json:"shoot"` // number of the shooting day, 0 on days without scenes
	Strips []Strip    `json:"strips"`
	Totals Totals     `json:"totals"`
	// Break is the id of the day break that ends it, empty for an open end; Day that of the shoot
	// day it is bound to, if any.
	Break string `json:"break,omitempty"`
	Day   string `json:"day,omitempty"`
}

// Outlook is a shooting day with what surrounds it, as a call sheet needs it.
type Outlook struct {
	Today    Dated             `json:"today"`
	Next     []Dated           `json:"next"`     // the days of the board after it
	Shooting int               `json:"shooting"` // shooting days of the board
	Codes    map[string]string `json:"codes"`    // day-out-of-days code of today, by cast id
}

// Totals is what a run of strips amounts to.
type Totals struct {
	Scenes  int           `json:"scenes"`
	Eighths pages.Eighths `json:"eighths"`
	Minutes int           `json:"minutes"`
	Cast    []string      `json:"cast"`   // who works, each once, in order of appearance
	Sets    []string      `json:"sets"`   // each once
	Places  []string      `json:"places"` // each once
	Moves   int           `json:"moves"`  // changes of place from one scene to the next
}

// Days cuts a board into days at its day breaks. Strips after the last break are a day too, open
// at its end; a break with nothing above it is an empty day, which is how a day off is planned.
func Days(board []Strip) []DayOf {
	var out []DayOf
	var open []Strip
	finish := func(id string) {
		out = append(out, DayOf{Number: len(out) + 1, Strips: open, Break: id, Totals: Sum(open)})
		open = nil
	}
	for _, s := range board {
		if s.Type == DayBreak {
			finish(s.ID)
			continue
		}
		open = append(open, s)
	}
	if len(open) > 0 {
		finish("")
	}
	return out
}

// Sum adds up strips.
func Sum(list []Strip) Totals {
	var t Totals
	last := ""
	add := func(to *[]string, v string) {
		if v != "" && !slices.Contains(*to, v) {
			*to = append(*to, v)
		}
	}
	for _, s := range list {
		t.Minutes += s.Duration()
		if s.Type != SceneStrip {
			continue
		}
		t.Scenes++
		t.Eighths += s.Length()
		for _, c := range s.Scene.Cast {
			add(&t.Cast, c)
		}
		add(&t.Sets, s.Scene.Set)
		where := s.Scene.Where()
		add(&t.Places, where)
		if last != "" && where != "" && where != last {
			t.Moves++
		}
		if where != "" {
			last = where
		}
	}
	return t
}

// Calendar says on which dates a unit shoots.
type Calendar struct {
	Workdays [7]bool             // by time.Weekday; all false means Monday to Friday
	Off      map[civil.Date]bool // true: does not shoot; false: shoots although the weekday is free
}

// Shoots says whether the unit shoots on a date.
func (c Calendar) Shoots(d civil.Date) bool {
	if off, ok := c.Off[d]; ok {
		return !off
	}
	if c.Workdays == ([7]bool{}) {
		return d.Weekday() >= 1 && d.Weekday() <= 5
	}
	return c.Workdays[d.Weekday()]
}

// Dates returns the first n shooting dates from start on. It gives up after ten years without one
// more, so a calendar without working days gives fewer.
func (c Calendar) Dates(start civil.Date, n int) []civil.Date {
	var out []civil.Date
	for d, tries := start, 0; len(out) < n && tries < 3660; d, tries = d.AddDays(1), tries+1 {
		if c.Shoots(d) {
			out = append(out, d)
			tries = 0
		}
	}
	return out
}
