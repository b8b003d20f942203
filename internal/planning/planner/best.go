package planner

import (
	"fmt"
	"slices"
	"strings"

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
	options, err := now.BestDays(strip.String(), 0)
	if err != nil {
		return out, fmt.Errorf("best days on %s: %w", r.Case.Title, err)
	}
	out.Options = r.choices(v, strip.String(), options)
	if limit > 0 && len(out.Options) > limit {
		out.Options = out.Options[:limit]
	}
	return out, nil
}

// choices puts the options of the engine into the words of the production, with the day the strip
// stands on among them.
func (r *Reading) choices(v graph.View, strip string, options []live.Option) []Choice {
	a := v.Audience()
	priced := a.All || a.Has(production.RightDeals)
	var all []Choice
	for _, o := range options {
		c := Choice{Date: o.Date, Day: r.dayOn(o.Date), Legal: o.Possible, Why: sentence(o.Why), Breaks: r.flags(o.Breaks), Mends: r.flags(o.Mends)}
		if list := without(r.scenesOn(o.Date), strip); o.At > 0 && o.At <= len(list) {
			c.After = graph.MustID(list[o.At-1])
		}
		if priced {
			m := r.Money(o.Delta)
			c.Delta = &m
		} else if o.Possible {
			c.Why = r.unpriced(o)
		}
		all = append(all, c)
	}
	all = r.whereItStands(all, strip, options)
	for i := range all {
		all[i].Rank = i + 1
	}
	return all
}

// unpriced is why a day is good or bad without what it costs.
func (r *Reading) unpriced(o live.Option) string {
	for _, f := range slices.Concat(r.flags(o.Mends), r.flags(o.Breaks)) {
		if f.Mode != board.Soft {
			return sentence(f.Text)
		}
	}
	return "No rule stands against it."
}

// whereItStands puts the day of the strip among the others, before the first that is no better.
func (r *Reading) whereItStands(all []Choice, strip string, options []live.Option) []Choice {
	for _, d := range r.Board.Days {
		if !slices.Contains(d.Scenes, strip) {
			continue
		}
		own := Choice{Date: d.Date, Day: r.dayOn(d.Date), Stays: true, Legal: true, Why: "It stands here.", Breaks: []Flag{}, Mends: []Flag{}}
		at := slices.IndexFunc(options, func(o live.Option) bool {
			better := slices.ContainsFunc(o.Mends, func(x check.Violation) bool { return x.Mode == board.Hard })
			return !o.Possible || !better && o.Delta >= 0
		})
		if at < 0 {
			at = len(all)
		}
		return slices.Insert(all, at, own)
	}
	return all
}

func (r *Reading) scenesOn(date civil.Date) []string {
	for _, d := range r.Board.Days {
		if d.Date == date {
			return d.Scenes
		}
	}
	return nil
}

func without(list []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == one })
}

// sentence begins with a capital and ends with a full stop.
func sentence(text string) string {
	if text == "" {
		return text
	}
	return strings.TrimSuffix(strings.ToUpper(text[:1])+text[1:], ".") + "."
}
