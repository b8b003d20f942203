package calendars

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/ical"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ImportIn is a file of availability: a calendar of one person, place or item, or a list of many.
type ImportIn struct {
	Name    string                      `json:"name" maxLength:"200" doc:"Of the file; it is the source of what is read from it"`
	Content []byte                      `json:"content" doc:"The file, in base64: .ics, .csv or .xlsx"`
	Party   graph.Ref[production.Party] `json:"party,omitzero" doc:"Whose calendar it is; a list names people itself"`
	Place   graph.Ref[production.Place] `json:"place,omitzero"`
	Item    graph.Ref[production.Item]  `json:"item,omitzero"`
	Type    string                      `json:"type,omitempty" enum:"unavailable,tentative,available,hold,travel,school" doc:"What the entries mean; when left out, busy is unavailable and tentative is tentative"`
}

// Report says what a file holds and what would become of it.
type Report struct {
	Format   string      `json:"format" enum:"ics,csv,xlsx"`
	Rows     []ImportRow `json:"rows"`
	Findings []string    `json:"findings" doc:"What could not be read, with its line"`
	Added    int         `json:"added"`
	Changed  int         `json:"changed"`
	Same     int         `json:"same"`
	Removed  int         `json:"removed"`
	// Reasons is how many private reasons the file holds; Kept says whether they are kept, which
	// needs the right to private facts of people.
	Reasons int  `json:"reasons"`
	Kept    bool `json:"reasons_kept"`
}

// ImportRow is one stretch of days of the file.
type ImportRow struct {
	Line    int        `json:"line,omitempty"`
	Who     string     `json:"who"`
	Type    string     `json:"type"`
	From    civil.Date `json:"from"`
	To      civil.Date `json:"to"`
	FromMin int        `json:"from_min,omitempty"`
	ToMin   int        `json:"to_min,omitempty"`
	State   string     `json:"state" enum:"new,changed,same,removed"`

	record graph.ID // what it changes or removes
	of     production.Availability
	reason string
}

// ReadImport reads a file and compares it with what is known. Entries are known again by their
// identity in the calendar, so that reading a file twice changes nothing, a moved entry moves, and
// one that is gone from the calendar, or cancelled, is taken away.
func ReadImport(v graph.View, boards Boards, in ImportIn) (Report, error) {
	rep := Report{Rows: []ImportRow{}, Findings: []string{}}
	aud := v.Audience()
	rep.Kept = aud.Has(production.RightPeople)
	var err error
	switch ext := strings.ToLower(path.Ext(in.Name)); {
	case bytes.HasPrefix(in.Content, []byte("PK\x03\x04")) || ext == ".xlsx":
		rep.Format = "xlsx"
		err = rep.readSheet(v, in)
	case ext == ".csv" || ext == ".txt" || ext == ".tsv":
		rep.Format = "csv"
		err = rep.readSheet(v, in)
	default:
		rep.Format = "ics"
		err = rep.readCalendar(v, boards, in)
	}
	if err != nil {
		return rep, err
	}
	rep.compare(v, in)
	return rep, nil
}

// readCalendar reads iCalendar for one subject, on the days of where it is.
func (rep *Report) readCalendar(v graph.View, boards Boards, in ImportIn) error {
	f, err := ical.Read(bytes.NewReader(in.Content), ical.Limits{})
	if err != nil {
		return fault.At("content", "%s: %w", in.Name, err)
	}
	name, err := subject(v, in.Party.ID, in.Place.ID, in.Item.ID)
	if err != nil {
		return err
	}
	r, err := newReader(v, boards)
	if err != nil {
		return err
	}
	zone := r.zone
	if p, ok := graph.Get[production.Place](v, in.Place.ID); ok && p.TimeZone != "" {
		zone = p.TimeZone
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return err
	}
	events, odd := f.Events()
	from, to := r.window(events)
	list, more := ical.Occurrences(events, f.Zones(loc), loc, from, to)
	for _, x := range append(append(f.Findings, odd...), more...) {
		rep.Findings = append(rep.Findings, x.String())
	}
	free := 0
	for _, o := range list {
		if o.Event.Free && in.Type == "" {
			free++
			continue
		}
		rep.Rows = append(rep.Rows, rep.ofCalendar(o, name, in))
	}
	if free > 0 {
		rep.Findings = append(rep.Findings, fmt.Sprintf("%d entries make nobody busy; left out", free))
	}
	return nil
}

// window is what of a calendar matters to this production: from a month before the first day to a
// quarter after the last, or two years from the calendar's first entry where there is no board.
func (r *reader) window(events []ical.Event) (from, to civil.Date) {
	from, to = r.work.first, r.work.last
	for _, u := range graph.All[production.Unit](r.v) {
		if !u.Start.IsZero() && (from.IsZero() || u.Start.Before(from)) {
			from = u.Start
		}
		if u.End.After(to) {
			to = u.End
		}
	}
	if from.IsZero() {
		for _, e := range events {
			if from.IsZero() || e.Start.Date.Before(from) {
				from = e.Start.Date
			}
		}
		return from.AddDays(-1), from.AddDays(731)
	}
	if to.IsZero() {
		to = from.AddDays(365)
	}
	return from.AddDays(-30), to.AddDays(90)
}

func (rep *Report) ofCalendar(o ical.Occurrence, who string, in ImportIn) ImportRow {
	row := ImportRow{Line: o.Event.Line, Who: who, Type: in.Type, From: o.First, To: o.Last}
	if row.Type == "" {
		row.Type = "unavailable"
		words := strings.ToLower(o.Event.Summary + " " + strings.Join(o.Event.Categories, " "))
		switch {
		case o.Event.Status == "TENTATIVE":
			row.Type = "tentative"
		case strings.HasPrefix(words, "hold"):
			row.Type = "hold"
		case strings.Contains(words, "travel"):
			row.Type = "travel"
		}
	}
	if !o.AllDay && o.First == o.Last { // parts of days only where they say the same of each day
		row.FromMin, row.ToMin = o.FromMin, o.ToMin
		if row.ToMin <= row.FromMin {
			row.ToMin = min(row.FromMin+1, 1440)
		}
		if row.ToMin == 1440 {
			row.ToMin = 0
		}
	}
	if o.Event.Status == "CANCELLED" {
		row.State = "removed"
	}
	if o.Event.Summary != "" && !o.Event.Private { // what its owner marked as private is not carried over
		rep.Reasons++
		row.reason = o.Event.Summary
	}
	row.of = production.Availability{Party: in.Party, Place: in.Place, Item: in.Item, UID: cmp.Or(o.ID, fmt.Sprintf("%s/%s", o.First, o.Event.Summary))}
	return row
}

// compare finds what is known already, and what the source no longer says.
func (rep *Report) compare(v graph.View, in ImportIn) {
	type key struct{ of, uid string }
	of := func(a production.Availability) string {
		return a.Party.ID.String() + a.Place.ID.String() + a.Item.ID.String()
	}
	known := map[key]graph.ID{}
	subjects := map[string]bool{}
	for _, row := range rep.Rows {
		subjects[of(row.of)] = true
	}
	if rep.Format == "ics" {
		subjects[of(production.Availability{Party: in.Party, Place: in.Place, Item: in.Item})] = true
	}
	for id, a := range graph.All[production.Availability](v) {
		if a.UID != "" && subjects[of(a)] {
			known[key{of(a), a.UID}] = id
		}
	}
	seen := map[graph.ID]bool{}
	kept := rep.Rows[:0]
	for _, row := range rep.Rows {
		row.of.Type, row.of.From, row.of.To, row.of.FromMin, row.of.ToMin, row.of.Source = row.Type, row.From, row.To, row.FromMin, row.ToMin, in.Name
		id, have := known[key{of(row.of), row.of.UID}]
		if have && seen[id] || !have && row.State == "removed" {
			continue // the same line twice, or a cancellation of what nobody knew
		}
		seen[id] = seen[id] || have
		if row.record = id; have {
			was, _ := graph.Get[production.Availability](v, id)
			row.of.Reason = was.Reason
			switch {
			case row.State == "removed":
			case was == row.of:
				row.State = "same"
			default:
				row.State = "changed"
			}
		} else {
			row.State = "new"
		}
		kept = append(kept, row)
	}
	rep.Rows = kept
	for id, a := range graph.All[production.Availability](v) { // gone from the same source
		if a.UID == "" || a.Source != in.Name || seen[id] || !subjects[of(a)] {
			continue
		}
		name, _ := subject(v, a.Party.ID, a.Place.ID, a.Item.ID)
		rep.Rows = append(rep.Rows, ImportRow{Who: name, Type: a.Type, From: a.From, To: a.To, FromMin: a.FromMin, ToMin: a.ToMin, State: "removed", record: id, of: a})
	}
	slices.SortStableFunc(rep.Rows, func(a, b ImportRow) int { return cmp.Or(strings.Compare(a.Who, b.Who), a.From.Compare(b.From)) })
	for _, row := range rep.Rows {
		switch row.State {
		case "new":
			rep.Added++
		case "changed":
			rep.Changed++
		case "same":
			rep.Same++
		case "removed":
			rep.Removed++
		}
	}
}

// Import lands what ReadImport found, as one change that can be undone.
func Import(v graph.View, boards Boards, ids graph.IDs, in ImportIn) (graph.Change, error) {
	rep, err := ReadImport(v, boards, in)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, "Availability from "+in.Name)
	for _, row := range rep.Rows {
		id := row.record
		switch row.State {
		case "removed":
			e.Delete(id)
			continue
		case "same":
			continue
		case "changed":
			graph.Update(e, id, func(a *production.Availability) { *a = row.of })
		default:
			id = graph.Add(e, row.of)
		}
		if rep.Kept && row.reason != "" {
			if err := putReason(v, e, id, row.reason); err != nil {
				return graph.Change{}, err
			}
		}
	}
	if e.Len() == 0 {
		return graph.Change{}, fault.New(fault.Conflict, "%s says nothing new: %d stretches of days are known, %d lines could not be read", in.Name, rep.Same, len(rep.Findings))
	}
	return e.Change()
}
