package calendars

import (
	"fmt"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// SpanIn is a stretch of days as somebody enters it.
type SpanIn struct {
	Party   graph.Ref[production.Party] `json:"party,omitzero" doc:"Whose days; or"`
	Place   graph.Ref[production.Place] `json:"place,omitzero" doc:"the place; or"`
	Item    graph.Ref[production.Item]  `json:"item,omitzero" doc:"the item"`
	Type    string                      `json:"type" enum:"unavailable,tentative,available,hold,travel,school"`
	From    civil.Date                  `json:"from"`
	To      civil.Date                  `json:"to,omitzero" doc:"The same day when left out"`
	FromMin int                         `json:"from_min,omitempty" minimum:"0" maximum:"1440"`
	ToMin   int                         `json:"to_min,omitempty" minimum:"0" maximum:"1440"`
	Text    string                      `json:"text,omitempty" maxLength:"300" doc:"What everybody who plans may know"`
	Reason  string                      `json:"reason,omitempty" maxLength:"1000" doc:"Private; needs the right to private facts of people"`
}

// subject is whose days they are, for the sentence of a change.
func subject(v graph.View, ids ...graph.ID) (string, error) {
	for _, id := range ids {
		if id.IsZero() {
			continue
		}
		if name := v.Label(id); name != "" {
			return name, nil
		}
		return "", fault.New(fault.NotFound, "%s does not exist", id)
	}
	return "", fault.At("party", "want a party, a place or an item: whose days they are")
}

// AddSpan notes days on which somebody or something can or cannot be had.
func AddSpan(v graph.View, ids graph.IDs, in SpanIn) (graph.Change, error) {
	name, err := subject(v, in.Party.ID, in.Place.ID, in.Item.ID)
	if err != nil {
		return graph.Change{}, err
	}
	if in.To.IsZero() {
		in.To = in.From
	}
	e := v.Edit(ids, fmt.Sprintf("%s: %s %s", name, in.Type, sayDays(in.From, in.To)))
	id := graph.Add(e, production.Availability{
		Party: in.Party, Place: in.Place, Item: in.Item, Type: in.Type, From: in.From, To: in.To,
		FromMin: in.FromMin, ToMin: in.ToMin, Reason: in.Text,
	})
	if err := addReason(v, e, id, in.Reason); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

func addReason(v graph.View, e *graph.Edit, id graph.ID, text string) error {
	aud := v.Audience()
	switch {
	case text == "":
		return nil
	case !aud.Has(production.RightPeople):
		return fault.New(fault.Denied, "a private reason needs the right %q, which your roles do not give; leave it out", production.RightPeople)
	}
	graph.Add(e, production.AvailabilityReason{Availability: graph.To[production.Availability](id), Text: text})
	return nil
}

// SpanEdit is what may change about days; what is left out stays.
type SpanEdit struct {
	Type    *string     `json:"type,omitempty" enum:"unavailable,tentative,available,hold,travel,school"`
	From    *civil.Date `json:"from,omitempty"`
	To      *civil.Date `json:"to,omitempty"`
	FromMin *int        `json:"from_min,omitempty" minimum:"0" maximum:"1440"`
	ToMin   *int        `json:"to_min,omitempty" minimum:"0" maximum:"1440"`
	Text    *string     `json:"text,omitempty" maxLength:"300"`
	Reason  *string     `json:"reason,omitempty" maxLength:"1000"`
}

// EditSpan changes days. What was read from a calendar and is changed by hand stays as the hand
// left it until the calendar is read again.
func EditSpan(v graph.View, ids graph.IDs, id graph.ID, in SpanEdit) (graph.Change, error) {
	a, ok := graph.Get[production.Availability](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "availability %s does not exist", id)
	}
	name, err := subject(v, a.Party.ID, a.Place.ID, a.Item.ID)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, name+": change of days")
	graph.Update(e, id, func(a *production.Availability) {
		set(&a.Type, in.Type)
		set(&a.From, in.From)
		set(&a.To, in.To)
		set(&a.FromMin, in.FromMin)
		set(&a.ToMin, in.ToMin)
		set(&a.Reason, in.Text)
	})
	if in.Reason != nil {
		if err := putReason(v, e, id, *in.Reason); err != nil {
			return graph.Change{}, err
		}
	}
	return e.Change()
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// putReason makes the private reason say this, and nothing when it is empty.
func putReason(v graph.View, e *graph.Edit, id graph.ID, text string) error {
	for old, r := range graph.Referring[production.AvailabilityReason](v, id, "availability") {
		if r.Text == text {
			return nil
		}
		if text == "" {
			e.Delete(old)
			return nil
		}
		graph.Update(e, old, func(r *production.AvailabilityReason) { r.Text = text })
		return nil
	}
	return addReason(v, e, id, text)
}

// RemoveSpan takes days away.
func RemoveSpan(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	a, ok := graph.Get[production.Availability](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "availability %s does not exist", id)
	}
	name, err := subject(v, a.Party.ID, a.Place.ID, a.Item.ID)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("%s: no longer %s %s", name, a.Type, sayDays(a.From, a.To)))
	e.Delete(id)
	return e.Change()
}

// DaysIn are days of a unit's calendar.
type DaysIn struct {
	From civil.Date `json:"from"`
	To   civil.Date `json:"to,omitzero" doc:"The same day when left out"`
	Type string     `json:"type" enum:"holiday,off,work,travel,hiatus,prep,school_off,none" doc:"none makes them days like any other"`
	Name string     `json:"name,omitempty" maxLength:"120"`
}

// maxDays bounds one edit of a unit's calendar.
const maxDays = 400

// PutDays says what days of a unit are. A unit without a calendar gets one that works Monday to
// Friday.
func PutDays(v graph.View, ids graph.IDs, unit graph.ID, in DaysIn) (graph.Change, error) {
	u, ok := graph.Get[production.Unit](v, unit)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "unit %s does not exist", unit)
	}
	if in.To.IsZero() {
		in.To = in.From
	}
	if in.From.IsZero() || in.To.Before(in.From) || in.To.Sub(in.From) >= maxDays {
		return graph.Change{}, fault.At("to", "%s to %s: want at least one day and at most %d", in.From, in.To, maxDays)
	}
	e := v.Edit(ids, fmt.Sprintf("%s: %s %s", u.Name, in.Type, sayDays(in.From, in.To)))
	cal := u.Calendar.ID
	if _, ok := graph.Get[production.Calendar](v, cal); !ok {
		cal = graph.Add(e, production.Calendar{Name: u.Name, Workdays: map[string]bool{"mon": true, "tue": true, "wed": true, "thu": true, "fri": true}})
		graph.Update(e, unit, func(u *production.Unit) { u.Calendar = graph.To[production.Calendar](cal) })
	}
	have := map[civil.Date]graph.ID{}
	for id, d := range graph.Referring[production.CalendarDay](v, cal, "calendar") {
		have[d.Date] = id
	}
	for d := in.From; !d.After(in.To); d = d.AddDays(1) {
		old, exists := have[d]
		switch {
		case in.Type == "none" && exists:
			e.Delete(old)
		case in.Type == "none":
		case exists:
			graph.Update(e, old, func(c *production.CalendarDay) { c.Type, c.Name = in.Type, in.Name })
		default:
			graph.Add(e, production.CalendarDay{Calendar: graph.To[production.Calendar](cal), Date: d, Type: in.Type, Name: in.Name})
		}
	}
	return e.Change()
}
