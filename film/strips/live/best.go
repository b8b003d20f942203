package live

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/worktime"
)

// Option is a day on which a scene could stand instead of where it does.
type Option struct {
	Unit string         `json:"unit"`
	Date civil.Date     `json:"date"`
	Call worktime.Clock `json:"call"` // of the day; one of the usual calls where the day has none yet
	At   int            `json:"at"`   // the place in the order of that day, from 0, as Move takes it
	// Possible says that no hard rule is broken that was not broken before.
	Possible bool `json:"possible"`
	Change
	// Why is the verdict in a sentence: what it saves and costs, or what stands against it.
	Why string `json:"why"`
}

// BestDays gives the days on which a scene could stand, the best first: what is possible, then what mends
// most, then what costs least. Every day of every unit after the frozen ones is tried at every
// place in its order, and told at the best; with its call as it is. The day the scene stands on is among them only when another
// place in its order is better. No more than limit are given; 0 is no limit.
func (l *Live) BestDays(scene string, limit int) ([]Option, error) {
	if _, ok := l.f.sceneAt[scene]; !ok {
		return nil, fmt.Errorf("best days for scene %q: it is not in the case", scene)
	}
	off := l.lift(scene).found(l)
	type try struct {
		board.Day
		at  int
		now *Live
		Change
		hard bool
	}
	var all []try
	for _, d := range l.f.c.Days {
		if !l.f.c.Frozen.IsZero() && !d.Date.After(l.f.c.Frozen) {
			continue
		}
		best := try{Day: d}
		for at := len(off.planOf(d.Unit, d.Date).Scenes); at >= 0; at-- {
			n := off.insert(scene, d.Unit, d.Date, at, off)
			if best.now == nil || n.hard < best.now.hard || n.hard == best.now.hard && n.Cost() < best.now.Cost() {
				best.at, best.now = at, n
			}
		}
		if l.stands(scene, d) && best.now.hard >= l.hard && best.now.Cost() >= l.Cost() {
			continue
		}
		best.Change = best.now.since(l)
		best.hard = slices.ContainsFunc(best.Breaks, isHard)
		all = append(all, best)
	}
	slices.SortStableFunc(all, func(a, b try) int {
		return cmp.Or(order(b.hard)-order(a.hard), a.now.hard-b.now.hard, cmp.Compare(a.Delta, b.Delta))
	})
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	before := l.ledger()
	out := make([]Option, 0, len(all))
	for _, x := range all {
		o := Option{Unit: x.Unit, Date: x.Date, At: x.at, Call: x.now.planOf(x.Unit, x.Date).Call, Possible: !x.hard, Change: x.Change}
		o.Shares = l.f.shares(before, x.now.ledger())
		o.Why = l.f.why(&o)
		out = append(out, o)
	}
	return out, nil
}

// order puts true before false.
func order(b bool) int {
	if b {
		return 0
	}
	return 1
}

func isHard(v check.Violation) bool { return v.Mode == board.Hard }

func (l *Live) stands(scene string, d board.Day) bool {
	return slices.Contains(l.planOf(d.Unit, d.Date).Scenes, scene)
}

// why puts an option in a sentence.
func (f *film) why(o *Option) string {
	if !o.Possible {
		var hard []check.Violation
		for _, v := range o.Breaks {
			if isHard(v) {
				hard = append(hard, v)
			}
		}
		text := "not possible: " + hard[0].Text
		switch n := len(hard) - 1; n {
		case 0:
		case 1:
			text += "; 1 more rule is broken"
		default:
			text += fmt.Sprintf("; %d more rules are broken", n)
		}
		return text
	}
	return o.Say(f.c.Currency)
}
