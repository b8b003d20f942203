package planner

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/live"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// BestDays are the days on which a strip could be shot, best first: those that break fewest hard
// rules, then the cheapest.
type BestDays struct {
	Strip graph.ID `json:"strip"`
	// Undated says why there is no answer yet; empty when there is.
	Undated string   `json:"undated,omitempty"`
	Options []Choice `json:"options"`
}

// Choice is one day for a strip.
type Choice struct {
	Date civil.Date `json:"date"`
	// Day is the index of the day on the board; -1 for a date the board has no day of yet.
	Day int `json:"day"`
	// After is the strip of the day it would stand behind; empty is the beginning of the day.
	After graph.ID `json:"after,omitzero"`
	// Stays: it is there already.
	Stays bool `json:"stays,omitempty"`
	Rank  int  `json:"rank"` // from 1; equal ones share it
	Legal bool `json:"legal"`
	// Delta is what the board costs more (or less, when negative) than now; left out when the reader may not
	// know what things cost.
	Delta  *production.Money `json:"delta,omitempty"`
	Why    string            `json:"why"`    // a sentence
	Breaks []Flag            `json:"breaks"` // rules it breaks that are not broken now
	Mends  []Flag            `json:"mends"`  // rules broken now that it mends
}

// BestDays asks on which days a strip could be shot: limit of them, or all for 0. A strip of the
// boneyard can be asked about like one of the line.
func (p Planner) BestDays(v graph.View, boardID, strip graph.ID, limit int) (BestDays, error) {
	out := BestDays{Strip: strip, Options: []Choice{}}
	rec, ok := graph.Get[production.Strip](v, strip)
	if !ok || rec.Board.ID != boardID {
		return out, fault.New(fault.NotFound, "strip %s is not on this board", strip)
	}
	if rec.Type != string(strips.SceneStrip) {
		return out, fault.New(fault.Invalid, "only scenes have best days: a banner or day break goes where it is put")
	}
	spare := graph.ID{}
	if rec.Boneyard {
		spare = strip
	}
	r, err := p.readWith(v, boardID, spare)
	if why := undated(err); why != "" {
		out.Undated = why
		return out, nil
	}
	if err != nil {
		return out, err
	}
	if _, ok := r.strips[strip.String()]; !ok {
		return out, fault.New(fault.NotFound, "the scene of strip %s is not in the script", strip)
	}
	now, err := live.Open(r.Case, r.Board)
	if err != nil {
		return out, fmt.Errorf("best days on %s: %w", r.Case.Title, err)
	}
	out.Options, err = r.choices(v, now, strip.String())
	if limit > 0 && len(out.Options) > limit {
		out.Options = out.Options[:limit]
	}
	return out, err
}

// choices tries every open day of the case.
func (r *Reading) choices(v graph.View, now *live.Live, strip string) ([]Choice, error) {
	before := now.Report()
	var all []Choice
	cost := map[civil.Date]int64{}
	hard := map[civil.Date]int{}
	for _, d := range r.Case.Days {
		if !r.Case.Frozen.IsZero() && !d.Date.After(r.Case.Frozen) {
			continue
		}
		then, at, err := r.bestPlace(now, strip, d.Date)
		if err != nil {
			return nil, err
		}
		c := r.choice(before, then.Report(), strip, d.Date, at)
		cost[d.Date], hard[d.Date] = then.Cost()-now.Cost(), then.Hard()
		a := v.Audience()
		if a.All || a.Has(production.RightDeals) {
			m := r.Money(cost[d.Date])
			c.Delta = &m
		}
		c.Why = r.why(c, cost[d.Date], before, then.Report())
		all = append(all, c)
	}
	order := func(a, b Choice) int {
		return cmp.Or(hard[a.Date]-hard[b.Date], cmp.Compare(cost[a.Date], cost[b.Date]))
	}
	slices.SortStableFunc(all, order)
	for i := range all {
		all[i].Rank = i + 1
		if i > 0 && order(all[i], all[i-1]) == 0 {
			all[i].Rank = all[i-1].Rank
		}
	}
	return all, nil
}

// bestPlace tries the positions of a day: its ends, and beside scenes at the same place.
func (r *Reading) bestPlace(now *live.Live, strip string, date civil.Date) (*live.Live, int, error) {
	var list []string
	if i := slices.IndexFunc(r.Board.Days, func(p board.DayPlan) bool { return p.Date == date }); i >= 0 {
		if slices.Contains(r.Board.Days[i].Scenes, strip) {
			return now, slices.Index(r.Board.Days[i].Scenes, strip), nil
		}
		list = r.Board.Days[i].Scenes
	}
	place := r.sceneOf(strip).Place
	var best *live.Live
	where := 0
	for at := 0; at <= len(list); at++ {
		beside := at > 0 && r.sceneOf(list[at-1]).Place == place || at < len(list) && r.sceneOf(list[at]).Place == place
		if at > 0 && at < len(list) && !beside {
			continue
		}
		then, err := now.Move(strip, r.Unit, date, at)
		if err != nil {
			return nil, 0, err
		}
		if best == nil || then.Hard() < best.Hard() || then.Hard() == best.Hard() && then.Cost() < best.Cost() {
			best, where = then, at
		}
	}
	return best, where, nil
}

func (r *Reading) choice(before, after check.Report, strip string, date civil.Date, at int) Choice {
	c := Choice{Date: date, Day: r.dayOn(date), Breaks: r.flags(beyond(after, before)), Mends: r.flags(beyond(before, after))}
	c.Legal = !slices.ContainsFunc(c.Breaks, func(f Flag) bool { return f.Mode == board.Hard })
	if i := slices.IndexFunc(r.Board.Days, func(p board.DayPlan) bool { return p.Date == date }); i >= 0 {
		list := r.Board.Days[i].Scenes
		c.Stays = slices.Contains(list, strip)
		if at > 0 && at <= len(list) {
			c.After = graph.MustID(list[at-1])
		}
	}
	return c
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

// why says in a sentence what decides about a day.
func (r *Reading) why(c Choice, delta int64, before, after check.Report) string {
	if c.Stays {
		return "It stands here."
	}
	for _, f := range c.Breaks {
		if f.Mode == board.Hard {
			return f.Text + "."
		}
	}
	text := "Nothing gets dearer or cheaper."
	if part := dearest(before.Cost, after.Cost); delta != 0 && part != "" {
		text = part + "."
	}
	for _, f := range c.Mends {
		if f.Mode == board.Hard {
			text = "Mends: " + f.Text + "."
			break
		}
	}
	for _, f := range c.Breaks {
		return text + " " + f.Text + "."
	}
	return text
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
