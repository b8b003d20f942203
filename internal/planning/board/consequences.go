package board

import (
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/dood"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// consequences tells what a change of a board, or of what stands on it, does to days, people,
// money and paper.
var consequences = graph.Derivation{
	Name: "board",
	Reads: []graph.Kind{
		production.Strip{}.Kind(), production.Board{}.Kind(), production.Scene{}.Kind(), production.Use{}.Kind(),
		production.Availability{}.Kind(), production.CalendarDay{}.Kind(), production.Engagement{}.Kind(), production.Activity{}.Kind(),
	},
	Consequences: boardConsequences,
}

func boardConsequences(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
	var out []graph.Consequence
	old := newSceneBook(before)
	now := old
	if touchesBreakdown(c) {
		now = newSceneBook(after)
	}
	for _, id := range touched(before, after, c) {
		was, err := readWith(before, id, old)
		if err != nil {
			continue // a board that this change makes or deletes has nothing to compare
		}
		is, err := readWith(after, id, now)
		if err != nil {
			continue
		}
		d := difference{was: was, is: is, change: c}
		out = append(out, d.days()...)
		people, err := d.people()
		if err != nil {
			return nil, err
		}
		out = append(out, people...)
		out = append(out, d.unavailable()...)
		if is.Board.Current {
			out = append(out, d.paper()...)
		}
	}
	return out, nil
}

// touchesBreakdown says whether a change can alter what scenes are and need. The commonest one, a
// moved strip, does not, and then the breakdown is read once for both sides.
func touchesBreakdown(c graph.Change) bool {
	return slices.ContainsFunc(c.Ops, func(op graph.Op) bool {
		return op.Kind != production.Strip{}.Kind() && op.Kind != production.Board{}.Kind()
	})
}

// touched lists the boards a change can matter to: those whose strips it names, or else the one
// that is shot.
func touched(before, after graph.View, c graph.Change) []graph.ID {
	var out []graph.ID
	add := func(id graph.ID) {
		if !id.IsZero() && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, op := range c.Ops {
		switch op.Kind {
		case production.Strip{}.Kind():
			for _, v := range []graph.View{before, after} {
				if s, ok := graph.Get[production.Strip](v, op.Record); ok {
					add(s.Board.ID)
				}
			}
		case production.Board{}.Kind():
			add(op.Record)
		default:
			if id, ok := Current(after); ok {
				add(id)
			}
		}
	}
	return out
}

// difference is a board before and after a change.
type difference struct {
	was, is *Plan
	change  graph.Change
}

// days reports days that end up longer or shorter, and a changed end of the shoot.
func (d difference) days() []graph.Consequence {
	var out []graph.Consequence
	var parts []string
	minutes := 0
	for i := range max(len(d.was.Days), len(d.is.Days)) {
		var a, b PlanDay
		if i < len(d.was.Days) {
			a = d.was.Days[i]
		}
		if i < len(d.is.Days) {
			b = d.is.Days[i]
		}
		minutes += b.Totals.Minutes - a.Totals.Minutes
		if a.Totals.Eighths != b.Totals.Eighths || a.Totals.Minutes != b.Totals.Minutes {
			parts = append(parts, fmt.Sprintf("day %d goes from %s to %s pages", i+1, a.Totals.Eighths, b.Totals.Eighths))
		}
	}
	if len(parts) > 4 {
		parts = append(parts[:4], fmt.Sprintf("%d more days change", len(parts)-4))
	}
	if len(parts) > 0 {
		out = append(out, graph.Consequence{
			What: capital(strings.Join(parts, ", ")), Severity: graph.Info, Minutes: minutes,
			Who: []string{"1st assistant director"}, Why: d.why(), Automatic: true,
		})
	}
	if n := d.is.Shooting() - d.was.Shooting(); n != 0 {
		out = append(out, graph.Consequence{
			What:     fmt.Sprintf("The shoot has %d days instead of %d", d.is.Shooting(), d.was.Shooting()),
			Severity: graph.Warn, Who: []string{"Unit production manager", "1st assistant director"}, Why: d.why(),
		})
	}
	return out
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// why is the path from the change: the strips or records it names, at most three.
func (d difference) why() []graph.Step {
	var out []graph.Step
	for _, op := range d.change.Ops {
		id := op.Record
		if s, ok := graph.Get[production.Strip](d.is.scenes.v, id); ok && !s.Scene.IsZero() {
			id = s.Scene.ID
		}
		label := d.is.scenes.v.Label(id)
		if label != "" && len(out) < 3 && !slices.ContainsFunc(out, func(s graph.Step) bool { return s.Record == id }) {
			out = append(out, graph.Step{Record: id, Label: label})
		}
	}
	return out
}

// people reports whose days change, and what the waiting costs for readers who may know deals.
func (d difference) people() ([]graph.Consequence, error) {
	before, err := castChart(d.was)
	if err != nil {
		return nil, nil //nolint:nilerr // a board without dates has no chart to compare
	}
	after, err := castChart(d.is)
	if err != nil {
		return nil, nil //nolint:nilerr // as above
	}
	costA, costB := d.was.holdCosts(before), d.is.holdCosts(after)
	var out []graph.Consequence
	for _, c := range dood.Diff(before, after) {
		hold, work := c.After.Hold-c.Before.Hold, c.After.Work-c.Before.Work
		moved := c.After.Start != c.Before.Start || c.After.Finish != c.Before.Finish
		if hold == 0 && work == 0 && !moved {
			continue
		}
		out = append(out, graph.Consequence{
			What: describe(c, hold, work), Severity: severityOf(hold, work), Cost: costOf(costA[c.Person.ID], costB[c.Person.ID]),
			Who: []string{"Casting", "Cast: " + c.Person.Name}, Why: append(d.why(), graph.Step{Record: graph.MustID(c.Person.ID), Label: c.Person.Name}),
		})
	}
	return out, nil
}

func castChart(p *Plan) (dood.Chart, error) {
	charts, err := p.Charts("character")
	if err != nil || len(charts) == 0 {
		return dood.Chart{}, err
	}
	return charts[0].Chart, nil
}

func describe(c dood.Change, hold, work int) string {
	var parts []string
	if work != 0 {
		parts = append(parts, fmt.Sprintf("works %d days instead of %d", c.After.Work, c.Before.Work))
	}
	if hold != 0 {
		parts = append(parts, fmt.Sprintf("%s (%d in all)", signedDays(hold), c.After.Hold))
	}
	if c.After.Start != c.Before.Start && !c.After.Start.IsZero() {
		parts = append(parts, "starts on "+c.After.Start.Format("Mon 2 Jan"))
	}
	if c.After.Finish != c.Before.Finish && !c.After.Finish.IsZero() {
		parts = append(parts, "finishes on "+c.After.Finish.Format("Mon 2 Jan"))
	}
	return c.Person.Name + " " + strings.Join(parts, ", ")
}

func severityOf(hold, work int) graph.Severity {
	if hold > 0 || work > 0 {
		return graph.Warn
	}
	return graph.Info
}

func costOf(before, after Hold) *graph.Money {
	currency := after.Cost.Currency
	if currency == "" {
		currency = before.Cost.Currency
	}
	mixed := before.Cost.Currency != "" && after.Cost.Currency != "" && before.Cost.Currency != after.Cost.Currency
	if minor := after.Cost.Minor - before.Cost.Minor; minor != 0 && !mixed {
		return &graph.Money{Minor: minor, Currency: currency}
	}
	return nil
}

// unavailable reports people who would work on a day on which they cannot, and could before.
func (d difference) unavailable() []graph.Consequence {
	old := clashes(d.was)
	var out []graph.Consequence
	for _, c := range clashes(d.is) {
		if slices.Contains(old, c) {
			continue
		}
		out = append(out, graph.Consequence{
			What:     fmt.Sprintf("%s is not available on %s, and works that day", c.name, c.date.Format("Mon 2 Jan")),
			Severity: graph.Must, Who: []string{"1st assistant director", "Casting"},
			Why: append(d.why(), graph.Step{Record: c.party, Label: c.name}),
		})
	}
	return out
}

type clash struct {
	party graph.ID
	name  string
	date  civil.Date
}

func clashes(p *Plan) []clash {
	v := p.scenes.v
	var out []clash
	for _, a := range graph.All[production.Availability](v) {
		if a.Type != "unavailable" {
			continue
		}
		party, ok := graph.Get[production.Party](v, a.Party.ID)
		if !ok {
			continue
		}
		for _, e := range graph.Referring[production.Engagement](v, a.Party.ID, "party") {
			for _, date := range p.worksOn(e.Character.ID) {
				if !date.Before(a.From) && !date.After(a.To) {
					out = append(out, clash{a.Party.ID, party.Name, date})
				}
			}
		}
	}
	return out
}

// worksOn lists the dates of a character's scenes.
func (p *Plan) worksOn(character graph.ID) []civil.Date {
	var out []civil.Date
	for _, d := range p.Days {
		if !d.Date.IsZero() && slices.Contains(d.Totals.Cast, character.String()) {
			out = append(out, d.Date)
		}
	}
	return out
}

// paper lists issued schedules that no longer say what the board says. Call sheets are the business
// of their own slice, which knows what stands on them.
func (d difference) paper() []graph.Consequence {
	v := d.is.scenes.v
	changed := d.changedDates()
	if len(changed) == 0 {
		return nil
	}
	var schedules []string
	for id, doc := range graph.All[production.Document](v) {
		ours := doc.Type == "one_liner" || doc.Type == "schedule" || doc.Type == "day_out_of_days"
		if ours && (doc.About.IsZero() || doc.About.ID == d.is.ID) && issued(v, id) {
			schedules = append(schedules, doc.Name)
		}
	}
	if len(schedules) == 0 {
		return nil
	}
	return []graph.Consequence{{
		What: "Issued schedules no longer match: " + strings.Join(schedules, ", "), Severity: graph.Warn,
		Who: []string{"2nd assistant director"}, Documents: schedules, Why: d.why(),
	}}
}

func issued(v graph.View, document graph.ID) bool {
	for _, i := range graph.Referring[production.Issue](v, document, "document") {
		if i.Withdrawn == "" {
			return true
		}
	}
	return false
}

// changedDates are the dates on which other strips stand than before.
func (d difference) changedDates() map[civil.Date]bool {
	read := func(p *Plan) map[civil.Date]string {
		out := map[civil.Date]string{}
		for _, day := range p.Days {
			if day.Date.IsZero() {
				continue
			}
			var b strings.Builder
			for _, s := range day.Strips {
				fmt.Fprintf(&b, "%s %d %s %d;", s.ID, s.Engine.Length(), s.Engine.Scene.Number, s.Engine.Minutes)
			}
			out[day.Date] = b.String()
		}
		return out
	}
	a, b := read(d.was), read(d.is)
	out := map[civil.Date]bool{}
	for date, text := range b {
		if a[date] != text {
			out[date] = true
		}
	}
	for date := range a {
		if _, still := b[date]; !still {
			out[date] = true
		}
	}
	return out
}
