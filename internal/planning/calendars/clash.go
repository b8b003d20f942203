package calendars

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// clashes are the days of a row on which the board wants what cannot be had, each with a sentence
// that names both. Why somebody cannot is not part of it: the sentence goes to more people than
// the reason.
func (r *reader) clashes(row *Row) []Clash {
	out := []Clash{}
	work := r.work.days[row.ID]
	for _, s := range row.Spans {
		switch s.Type {
		case "unavailable", "travel", "tentative":
			out = append(out, against(row, s, work)...)
		case "holiday", "off", "hiatus":
			for _, d := range within(work, s.From, s.To) {
				out = append(out, Clash{d.date, d.date, "red", fmt.Sprintf("%s shoots on %s, %s, which is %s.", row.Name, say(d.date), d.words(), dayOff(s))})
			}
		case "engaged":
			out = append(out, outside(row, s, work)...)
		}
	}
	out = append(out, r.notOffered(row, work)...)
	if row.Kind == "place" {
		out = append(out, notPermitted(row, work)...)
	}
	if row.Kind == "item" {
		out = append(out, r.overbooked(row)...)
	}
	slices.SortStableFunc(out, func(a, b Clash) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(b.Severity, a.Severity)) })
	return out
}

func say(d civil.Date) string { return d.Format("Mon 2 Jan") }

func sayDays(from, to civil.Date) string {
	if from == to {
		return "on " + say(from)
	}
	return "from " + say(from) + " to " + say(to)
}

func within(work []workDay, from, to civil.Date) []workDay {
	var out []workDay
	for _, d := range work {
		if !d.date.Before(from) && !d.date.After(to) {
			out = append(out, d)
		}
	}
	return out
}

// against are the work days in a span in which somebody cannot work, or may not be able to.
func against(row *Row, s Span, work []workDay) []Clash {
	var out []Clash
	for _, d := range within(work, s.From, s.To) {
		c := Clash{From: d.date, To: d.date, Severity: "red"}
		part := ""
		if s.FromMin != 0 || s.ToMin != 0 {
			part, c.Severity = fmt.Sprintf(", %s to %s of the day", clock(s.FromMin), clock(cmp.Or(s.ToMin, 1440))), "amber"
		}
		switch s.Type {
		case "unavailable":
			c.Text = fmt.Sprintf("%s is wanted on %s, %s, and cannot be had %s%s.", row.Name, say(d.date), d.words(), sayDays(s.From, s.To), part)
		case "travel":
			c.Text = fmt.Sprintf("%s is wanted on %s, %s, and travels that day%s.", row.Name, say(d.date), d.words(), part)
		default:
			c.Severity = "amber"
			c.Text = fmt.Sprintf("%s is wanted on %s, %s, and is only tentatively to be had %s%s.", row.Name, say(d.date), d.words(), sayDays(s.From, s.To), part)
		}
		out = append(out, c)
	}
	return out
}

func clock(min int) string { return fmt.Sprintf("%02d:%02d", min/60, min%60) }

func dayOff(s Span) string {
	switch {
	case s.Text != "":
		return s.Text
	case s.Type == "holiday":
		return "a holiday"
	case s.Type == "hiatus":
		return "in the hiatus"
	}
	return "a day off"
}

// outside are the work days before an engagement begins or after it ends.
func outside(row *Row, s Span, work []workDay) []Clash {
	var out []Clash
	for _, d := range work {
		switch {
		case !d.date.Before(s.From) && !d.date.After(s.To):
		case row.Kind == "item":
			out = append(out, Clash{d.date, d.date, "red", fmt.Sprintf("%s is wanted on %s, %s, and must be back by %s.", row.Name, say(d.date), d.words(), say(s.To))})
		default:
			out = append(out, Clash{d.date, d.date, "red", fmt.Sprintf("%s is wanted on %s, %s, and is engaged %s.", row.Name, say(d.date), d.words(), sayDays(s.From, s.To))})
		}
	}
	return out
}

// notOffered are the work days outside of the days somebody offered, where they offered any.
func (r *reader) notOffered(row *Row, work []workDay) []Clash {
	offered := slices.Collect(func(yield func(Span) bool) {
		for _, s := range row.Spans {
			if s.Type == "available" && !yield(s) {
				return
			}
		}
	})
	if len(offered) == 0 {
		return nil
	}
	var out []Clash
	for _, d := range work {
		if !slices.ContainsFunc(offered, func(s Span) bool { return !d.date.Before(s.From) && !d.date.After(s.To) }) {
			out = append(out, Clash{d.date, d.date, "red", fmt.Sprintf("%s is wanted on %s, %s, which is not one of the days offered.", row.Name, say(d.date), d.words())})
		}
	}
	return out
}

// notPermitted are the work days at a place that none of its permits covers, where it has any.
func notPermitted(row *Row, work []workDay) []Clash {
	var out []Clash
	has := slices.ContainsFunc(row.Spans, func(s Span) bool { return s.Type == "permit" })
	for _, d := range work {
		if has && !slices.ContainsFunc(row.Spans, func(s Span) bool {
			return s.Type == "permit" && !d.date.Before(s.From) && !d.date.After(s.To)
		}) {
			out = append(out, Clash{d.date, d.date, "red", fmt.Sprintf("%s is wanted on %s, %s, and no permit covers that day.", row.Name, say(d.date), d.words())})
		}
	}
	return out
}

// overbooked are the days on which more of a thing is booked than there is.
func (r *reader) overbooked(row *Row) []Clash {
	item, _ := graph.Get[production.Item](r.v, row.ID)
	have := max(1, item.Count)
	type booking struct {
		from, to civil.Date
		n        int
	}
	var all []booking
	for _, b := range graph.Referring[production.Booking](r.v, row.ID, "item") {
		if b.Status != "released" {
			all = append(all, booking{b.From, b.To, max(1, b.Count)})
		}
	}
	var out []Clash
	for _, b := range all { // what is booked is most where a booking begins
		n := 0
		until := b.to
		for _, x := range all {
			if !b.from.Before(x.from) && !b.from.After(x.to) {
				n += x.n
				if x.to.Before(until) {
					until = x.to
				}
			}
		}
		c := Clash{b.from, until, "red", fmt.Sprintf("%s is booked %d times %s, and there are %d.", row.Name, n, sayDays(b.from, until), have)}
		if n > have && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
