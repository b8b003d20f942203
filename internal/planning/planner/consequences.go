package planner

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// told is how many broken rules a preview tells one by one.
const told = 6

// consequences tells which rules a change breaks and mends on the board, and what the board then
// costs more or less.
func (p Planner) consequences() graph.Derivation {
	return graph.Derivation{
		Name: "planner",
		Reads: []graph.Kind{
			production.Strip{}.Kind(), production.Board{}.Kind(), production.Scene{}.Kind(), production.Availability{}.Kind(), production.CalendarDay{}.Kind(),
			production.Engagement{}.Kind(), production.Place{}.Kind(), production.Grant{}.Kind(), production.Booking{}.Kind(), production.Route{}.Kind(),
			production.Dependency{}.Kind(), production.Rule{}.Kind(), production.RulePack{}.Kind(), production.Waiver{}.Kind(), production.ShootDay{}.Kind(), production.Deal{}.Kind(),
		},
		Consequences: p.changes,
	}
}

func (p Planner) changes(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
	var out []graph.Consequence
	for _, id := range touched(before, after, c) {
		was, then, err := p.judged(before, id)
		if err != nil {
			continue // a board that this change makes, or dates, has nothing to compare
		}
		is, now, err := p.judged(after, id)
		if err != nil {
			continue
		}
		out = append(out, is.broken(then, now)...)
		out = append(out, was.mended(then, now)...)
		if is.price(after, now) != nil && was.Case.Currency == is.Case.Currency {
			out = append(out, is.dearer(then, now)...)
		}
	}
	return out, nil
}

// touched are the boards a change can matter to: those whose strips it names, or else the one that
// is shot.
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
			for id, b := range graph.All[production.Board](after) {
				if b.Current {
					add(id)
				}
			}
		}
	}
	return out
}

func (r *Reading) broken(before, after check.Report) []graph.Consequence {
	flags := r.flags(beyond(after, before))
	slices.SortStableFunc(flags, byWeight)
	var out []graph.Consequence
	for i, f := range flags {
		if i == told {
			out = append(out, graph.Consequence{What: fmt.Sprintf("%d more rules are broken", len(flags)-told), Severity: graph.Warn, Who: firstAD, Why: r.onBoard()})
			break
		}
		x := graph.Consequence{What: f.Text, Severity: graph.Info, Who: firstAD, Why: r.onBoard()}
		switch f.Mode {
		case board.Hard:
			x.Severity = graph.Must
			x.What = "Breaks a rule: " + f.Text
		case board.Buy:
			x.Severity = graph.Warn
			x.What = "Has to be bought: " + f.Text
		}
		out = append(out, x)
	}
	return out
}

var firstAD = []string{"1st assistant director"}

func (r *Reading) onBoard() []graph.Step {
	return []graph.Step{{Record: r.BoardID, Label: r.Case.Title}}
}

// mended tells of rules that are no longer broken, in one sentence.
func (r *Reading) mended(before, after check.Report) []graph.Consequence {
	var texts []string
	for _, f := range r.flags(beyond(before, after)) {
		if f.Mode != board.Soft {
			texts = append(texts, f.Text)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	more := ""
	if len(texts) > 2 {
		texts, more = texts[:2], fmt.Sprintf(" and %d more", len(texts)-2)
	}
	return []graph.Consequence{{What: "No longer broken: " + strings.Join(texts, "; ") + more, Severity: graph.Info, Who: firstAD, Why: r.onBoard()}}
}

// dearer tells what the board costs more or less, with the parts. The amount stands in the sentence
// only: what waiting costs is counted by the stripboard's own consequence already.
func (r *Reading) dearer(before, after check.Report) []graph.Consequence {
	delta := (after.Cost.Total - after.Cost.Soft) - (before.Cost.Total - before.Cost.Soft)
	if delta == 0 {
		return nil
	}
	word, severity := "more", graph.Warn
	if delta < 0 {
		word, severity = "less", graph.Info
	}
	what := fmt.Sprintf("The board costs %s %s", r.Money(abs(delta)), word)
	if parts := dearest(before.Cost, after.Cost); parts != "" {
		what += ": " + strings.ToLower(parts[:1]) + parts[1:]
	}
	return []graph.Consequence{{What: what, Severity: severity, Who: []string{"Line producer"}, Why: r.onBoard()}}
}

// beyond are the violations of a that b has not: told apart by rule, scene, person and day, as numbers in
// their sentences change with every move.
func beyond(a, b check.Report) []check.Violation {
	type key struct {
		rule                board.RuleID
		scene, person, text string
		date                civil.Date
	}
	of := func(x check.Violation) key {
		k := key{rule: x.Rule, scene: x.Scene, person: x.Person, date: x.Date}
		if x.Rule == board.Precedence || x.Rule == board.GearTwice || x.Rule == board.Returning {
			k.text = x.Text
		}
		return k
	}
	count := map[key]int{}
	for _, x := range b.Violations {
		count[of(x)]++
	}
	var out []check.Violation
	for _, x := range a.Violations {
		k := of(x)
		if count[k] > 0 {
			count[k]--
			continue
		}
		out = append(out, x)
	}
	return out
}

// dearest names the parts of the cost that change most: more and less.
func dearest(a, b check.Cost) string {
	type part struct {
		name  string
		delta int64
	}
	parts := []part{
		{"pay for work", (b.Cast - b.Holds) - (a.Cast - a.Holds)}, {"paid waiting", b.Holds - a.Holds}, {"overtime", b.Overtime - a.Overtime}, {"company moves", b.Moves - a.Moves},
		{"days of the crew", b.Days - a.Days}, {"places", b.Places - a.Places}, {"forced calls", b.Forced - a.Forced}, {"travel", b.Travel - a.Travel}, {"gear", b.Gear - a.Gear}, {"turns from day to night", b.Flips - a.Flips},
	}
	slices.SortStableFunc(parts, func(x, y part) int { return cmp.Compare(abs(y.delta), abs(x.delta)) })
	out := ""
	for _, p := range parts[:3] {
		if p.delta == 0 {
			break
		}
		word := "more "
		if p.delta < 0 {
			word = "less "
		}
		if out != "" {
			out += ", "
		}
		out += word + p.name
	}
	if out == "" {
		return ""
	}
	return string(out[0]-'a'+'A') + out[1:]
}

func abs(n int64) int64 { return max(n, -n) }
