// Package replan answers the call at night: the storm takes the day, the lead is ill, the place is
// gone. It gives several legal ways on, each with its price and what it touches: a cover set, a
// swap of days, a push to the end, a second unit, and the least change the search can find.
//
// What was shot stays as it was. Everything is pure; the case and board given are not changed.
package replan

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// Kind is what happened.
type Kind string

// The kinds of event.
const (
	LostDay   Kind = "lost-day"   // nothing can be shot
	Weather   Kind = "weather"    // nothing outside can be shot, everywhere or at a place
	Sick      Kind = "sick"       // a person cannot work
	LostPlace Kind = "lost-place" // a place cannot be used, for some days or from then on
	Overrun   Kind = "overrun"    // a scene was not finished
	NewScene  Kind = "new-scene"  // a page was added
)

// Event is one thing that happened.
type Event struct {
	Kind Kind       `json:"kind"`
	Date civil.Date `json:"date"`        // the first day it hits
	To   civil.Date `json:"to,omitzero"` // the last; zero is that day only, for a lost place the end of the shoot
	// Today is the last day that may no longer change; zero is the day before Date.
	Today   civil.Date   `json:"today,omitzero"`
	Person  string       `json:"person,omitempty"`  // id
	Place   string       `json:"place,omitempty"`   // id
	Scene   string       `json:"scene,omitempty"`   // id of the scene that was not finished
	Minutes int          `json:"minutes,omitempty"` // still owed on it
	New     *board.Scene `json:"new,omitempty"`
	Reason  string       `json:"reason,omitempty"`
}

// ReadEvent reads an event from JSON.
func ReadEvent(r io.Reader) (Event, error) {
	var e Event
	in := json.NewDecoder(r)
	in.DisallowUnknownFields()
	if err := in.Decode(&e); err != nil {
		return Event{}, fmt.Errorf("event: %w", err)
	}
	return e, nil
}

// Apply writes the event into a copy of the case: what can no longer be, and the past as the board
// has it.
func Apply(c *board.Case, b *board.Board, e Event) (*board.Case, error) {
	if e.Date.IsZero() {
		return nil, fmt.Errorf("event %s: the date is missing", e.Kind)
	}
	n := clone(c)
	n.Frozen = e.Today
	if n.Frozen.IsZero() {
		n.Frozen = e.Date.AddDays(-1)
	}
	n.Past = nil
	for _, d := range b.Days {
		if !d.Date.After(n.Frozen) {
			n.Past = append(n.Past, d)
		}
	}
	reason := e.Reason
	if reason == "" {
		reason = string(e.Kind)
	}
	to := e.To
	if to.IsZero() {
		to = e.Date
		if e.Kind == LostPlace && len(n.Days) > 0 {
			to = n.Days[len(n.Days)-1].Date
		}
	}
	if to.Before(e.Date) {
		return nil, fmt.Errorf("event %s: %s ends before it begins on %s", e.Kind, to, e.Date)
	}
	for d := e.Date; !d.After(to); d = d.AddDays(1) {
		if err := e.hit(n, d, reason); err != nil {
			return nil, err
		}
	}
	if err := e.add(n, b); err != nil {
		return nil, err
	}
	return n, n.Check()
}

// clone copies what Apply writes to.
func clone(c *board.Case) *board.Case {
	n := *c
	n.Scenes, n.People, n.Places = slices.Clone(c.Scenes), slices.Clone(c.People), slices.Clone(c.Places)
	n.Days, n.Shut = slices.Clone(c.Days), slices.Clone(c.Shut)
	return &n
}

// hit writes what the event makes impossible on a day.
func (e Event) hit(n *board.Case, d civil.Date, reason string) error {
	switch e.Kind {
	case LostDay:
		n.Shut = append(n.Shut, board.Shut{Date: d, Reason: reason})
	case Weather:
		n.Shut = append(n.Shut, board.Shut{Date: d, Place: e.Place, Outside: true, Reason: reason})
	case LostPlace:
		if e.Place == "" {
			return fmt.Errorf("event lost-place: the place is missing")
		}
		n.Shut = append(n.Shut, board.Shut{Date: d, Place: e.Place, Reason: reason})
	case Sick:
		i := slices.IndexFunc(n.People, func(p board.Person) bool { return p.ID == e.Person })
		if i < 0 {
			return fmt.Errorf("event sick: person %q is not in the case", e.Person)
		}
		n.People[i].Away = append(slices.Clone(n.People[i].Away), d)
	case Overrun, NewScene:
	default:
		return fmt.Errorf("event %q: want one of %s, %s, %s, %s, %s, %s", e.Kind, LostDay, Weather, Sick, LostPlace, Overrun, NewScene)
	}
	return nil
}

// add puts new work into the case.
func (e Event) add(n *board.Case, b *board.Board) error {
	switch e.Kind {
	case Overrun:
		i := slices.IndexFunc(n.Scenes, func(s board.Scene) bool { return s.ID == e.Scene })
		if i < 0 || e.Minutes < 1 {
			return fmt.Errorf("event overrun: scene %q with %d minutes owed: want a scene of the case and at least a minute", e.Scene, e.Minutes)
		}
		if !slices.ContainsFunc(b.Days, func(d board.DayPlan) bool { return !d.Date.After(n.Frozen) && slices.Contains(d.Scenes, e.Scene) }) {
			return fmt.Errorf("event overrun: scene %s was not shot by %s", n.Scenes[i].Number, n.Frozen)
		}
		s := n.Scenes[i]
		s.ID, s.Number, s.Minutes, s.Pinned = s.ID+"-owed", s.Number+" pt 2", e.Minutes, civil.Date{}
		n.Scenes = append(n.Scenes, s)
	case NewScene:
		if e.New == nil {
			return fmt.Errorf("event new-scene: the scene is missing")
		}
		n.Scenes = append(n.Scenes, *e.New)
	}
	return nil
}
