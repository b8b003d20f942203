package disruption

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/replan"
)

// Rounds of the search, and how many ways are enough.
const (
	mostRounds = 3
	fewestWays = 3
	mostWays   = 6
)

// waysOut searches for legal ways out. A way breaks no hard rule more often than the board did before
// the disruption: boards of real productions break some (a permit still asked for, an estimate too
// long for the daylight), and that must not keep a storm from being answered. Nobody may be called
// within their rest, whatever it would cost, unless the board does so already. What has to be granted first
// (a permit, a place or person for one more day) is said with the way. round is told which
// search begins, from 1.
func waysOut(ctx context.Context, t trouble, steps int, round func(n int)) ([]replan.Way, error) {
	strict := restHard(t.c)
	before, err := check.Board(strict, t.b)
	if err != nil {
		return nil, err
	}
	hit, err := t.stopped()
	if err != nil {
		return nil, err
	}
	lenient := tolerant(strict, t.b, before, hit)
	var out []replan.Way
	for n := 1; n <= mostRounds && len(out) < fewestWays; n++ {
		round(n)
		found, err := replan.Ways(ctx, lenient, t.b, t.event, replan.Options{Seed: uint64(n), Steps: steps * n})
		if err != nil {
			return nil, err
		}
		for _, w := range found {
			kept, ok, err := lawful(t, strict, before, w)
			if err != nil {
				return nil, err
			}
			if ok && !slices.ContainsFunc(out, func(x replan.Way) bool { return sameDays(x.Board, kept.Board) }) {
				out = append(out, kept)
			}
		}
	}
	return fewBest(out), nil
}

// restHard is the case with rest that cannot be bought.
func restHard(c *board.Case) *board.Case {
	n := *c
	n.Rules = maps.Clone(c.Rules)
	if n.Rules == nil {
		n.Rules = map[board.RuleID]board.Rule{}
	}
	n.Rules[board.CastRest], n.Rules[board.CrewRest] = board.Rule{Mode: board.Hard}, board.Rule{Mode: board.Hard}
	return &n
}

// tolerant is the case in which the board as it stands is valid, for the search. What stays where it is
// may go on breaking what it breaks: dates that are taken are given, a child whose hours are broken
// already is not counted, a scene that plays against its light keeps the light it has. Any other rule
// that the board breaks weighs a day of the crew each time. What is found is judged by the true case.
func tolerant(c *board.Case, b *board.Board, before check.Report, hit map[string]bool) *board.Case {
	n := search{*c}
	n.Rules, n.Scenes, n.People, n.Places = maps.Clone(c.Rules), slices.Clone(c.Scenes), slices.Clone(c.People), slices.Clone(c.Places)
	scenes := sceneIndex(c)
	for _, day := range b.Days {
		for _, id := range day.Scenes {
			if sc := scenes[id]; !hit[id] {
				n.give(sc, day.Date)
			}
		}
	}
	for _, x := range before.Violations {
		switch {
		case x.Mode != board.Hard || x.Rule == board.Availability || x.Rule == board.PlaceDates || x.Rule == board.Permit:
		case x.Rule == board.Minors && n.uncounted(x.Person):
		case x.Rule == board.Light && n.relit(b, x.Scene):
		default:
			n.Rules[x.Rule] = board.Rule{Mode: board.Soft, Price: max(c.Prices.Day, 1)}
		}
	}
	return &n.Case
}

// search is a case on its way to be searched.
type search struct{ board.Case }

// give lets a scene stay on a day that its people or its place do not have.
func (n *search) give(sc *board.Scene, day civil.Date) {
	for i := range n.People {
		if p := &n.People[i]; slices.Contains(sc.Cast, p.ID) && !p.CanWork(day) {
			p.Away = slices.DeleteFunc(slices.Clone(p.Away), func(d civil.Date) bool { return d == day })
			p.Free = given(p.Free, day)
		}
	}
	for i := range n.Places {
		if p := &n.Places[i]; p.ID == sc.Place {
			p.Free, p.Permit = given(p.Free, day), given(p.Permit, day)
		}
	}
}

// uncounted takes a child out of the hours of children.
func (n *search) uncounted(name string) bool {
	i := slices.IndexFunc(n.People, func(p board.Person) bool { return p.Name == name })
	if i >= 0 {
		n.People[i].Born, n.People[i].School = civil.Date{}, nil
	}
	return i >= 0
}

// relit gives a scene the light in which it stands; false when it stands in none.
func (n *search) relit(b *board.Board, number string) bool {
	i := slices.IndexFunc(n.Scenes, func(s board.Scene) bool { return s.Number == number })
	if i < 0 {
		return false
	}
	own := n.Scenes[i].Light
	for _, l := range []strips.Light{strips.Day, strips.Dusk, strips.Dawn, strips.Night} {
		n.Scenes[i].Light = l
		r, err := check.Board(&n.Case, b)
		if err == nil && !slices.ContainsFunc(r.Violations, func(x check.Violation) bool { return x.Rule == board.Light && x.Scene == number }) {
			return true
		}
	}
	n.Scenes[i].Light = own
	return false
}

// given adds a day to spans that do not have it; no spans are every day.
func given(spans []board.Span, d civil.Date) []board.Span {
	if len(spans) == 0 || slices.ContainsFunc(spans, func(s board.Span) bool { return s.Has(d) }) {
		return spans
	}
	return append(slices.Clone(spans), board.Span{From: d, To: d})
}

// lawful gives a way as it would be offered, and whether it may be: with days that keep their scenes
// left exactly as they were where that is legal.
func lawful(t trouble, strict *board.Case, before check.Report, w replan.Way) (replan.Way, bool, error) {
	judged := *w.Case
	judged.Rules, judged.People, judged.Places = strict.Rules, restored(w.Case.People, strict.People, t.event), strict.Places
	judged.Scenes = slices.Clone(w.Case.Scenes)
	light := sceneIndex(strict)
	for i := range judged.Scenes {
		if sc := light[judged.Scenes[i].ID]; sc != nil {
			judged.Scenes[i].Light = sc.Light
		}
	}
	w.Case = &judged
	settled := w
	settled.Board = leftAlone(t.b, w.Board)
	for _, one := range []replan.Way{settled, w} {
		after, err := check.Board(&judged, one.Board)
		if err != nil {
			return w, false, err
		}
		if !slices.ContainsFunc(worse(before, after), func(x check.Violation) bool { return !askable(x, t.ill()) }) {
			return one, true, nil
		}
	}
	return w, false, nil
}

// restored are the people with their own dates, and those the event takes.
func restored(now, strict []board.Person, e replan.Event) []board.Person {
	out := slices.Clone(strict)
	for i := range out {
		if out[i].ID == e.Person {
			j := slices.IndexFunc(now, func(p board.Person) bool { return p.ID == e.Person })
			out[i].Away = append(slices.Clone(out[i].Away), now[j].Away...)
		}
	}
	return out
}

// leftAlone gives days that keep all their scenes the order and call they had, so that nobody is told
// anew about a day on which nothing changed.
func leftAlone(was, is *board.Board) *board.Board {
	n := *is
	n.Days = slices.Clone(is.Days)
	for i, day := range n.Days {
		for _, old := range was.Days {
			if old.Unit == day.Unit && old.Date == day.Date && sameScenes(old.Scenes, day.Scenes) {
				n.Days[i] = old
			}
		}
	}
	return &n
}

func sameScenes(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func sameDays(a, b *board.Board) bool {
	return slices.EqualFunc(a.Days, b.Days, func(x, y board.DayPlan) bool {
		return x.Unit == y.Unit && x.Date == y.Date && x.Call == y.Call && slices.Equal(x.Scenes, y.Scenes)
	})
}

// breach is what makes two breaches of a rule the same one, wherever its day went.
type breach struct {
	rule          board.RuleID
	scene, person string
}

func breachOf(x check.Violation) breach { return breach{x.Rule, x.Scene, x.Person} }

// askable says whether a breach can still be mended by asking: for a permit, or for a place or person on
// one more day. Who cannot work is not asked.
func askable(x check.Violation, ill string) bool {
	switch x.Rule {
	case board.Permit, board.PlaceDates:
		return true
	case board.Availability:
		return x.Person != ill || ill == ""
	}
	return false
}

// worse lists the hard rules that one board breaks more often than another.
func worse(before, after check.Report) []check.Violation {
	left := map[breach]int{}
	for _, x := range before.Violations {
		if x.Mode == board.Hard {
			left[breachOf(x)]++
		}
	}
	var out []check.Violation
	for _, x := range after.Violations {
		if x.Mode != board.Hard {
			continue
		}
		if left[breachOf(x)]--; left[breachOf(x)] < 0 {
			out = append(out, x)
		}
	}
	return out
}

// fewBest keeps the cheapest way of each kind, then the cheapest of the others, in order of cost.
func fewBest(ways []replan.Way) []replan.Way {
	slices.SortStableFunc(ways, func(a, b replan.Way) int { return cmp.Compare(a.Cost, b.Cost) })
	seen := map[string]bool{}
	var first, rest []replan.Way
	for _, w := range ways {
		if seen[w.Name] {
			rest = append(rest, w)
		} else {
			seen[w.Name] = true
			first = append(first, w)
		}
	}
	out := append(first, rest...)
	out = out[:min(len(out), mostWays)]
	slices.SortStableFunc(out, func(a, b replan.Way) int { return cmp.Compare(a.Cost, b.Cost) })
	return out
}
