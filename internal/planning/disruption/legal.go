package disruption

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"backlot/film/civil"
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
// within their rest, whatever it would cost, unless the board does so already. round is told which
// search begins, from 1.
func waysOut(ctx context.Context, t trouble, steps int, round func(n int)) ([]replan.Way, error) {
	strict := restHard(t.c)
	before, err := check.Board(strict, t.b)
	if err != nil {
		return nil, err
	}
	lenient := tolerant(strict, t.b, before)
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

// tolerant is the case in which the board as it stands is valid. Dates that are taken already are
// given; other rules that it breaks weigh a day of the crew each time instead of being forbidden.
func tolerant(c *board.Case, b *board.Board, before check.Report) *board.Case {
	n := *c
	n.Rules, n.People, n.Places = maps.Clone(c.Rules), slices.Clone(c.People), slices.Clone(c.Places)
	scenes := sceneIndex(c)
	for _, day := range b.Days {
		for _, id := range day.Scenes {
			sc := scenes[id]
			for i := range n.People {
				if p := &n.People[i]; slices.Contains(sc.Cast, p.ID) && !p.CanWork(day.Date) {
					p.Away = slices.DeleteFunc(slices.Clone(p.Away), func(d civil.Date) bool { return d == day.Date })
					p.Free = given(p.Free, day.Date)
				}
			}
			for i := range n.Places {
				if p := &n.Places[i]; p.ID == sc.Place {
					p.Free, p.Permit = given(p.Free, day.Date), given(p.Permit, day.Date)
				}
			}
		}
	}
	facts := []board.RuleID{board.Availability, board.PlaceDates, board.Permit}
	for _, x := range before.Violations {
		if x.Mode == board.Hard && !slices.Contains(facts, x.Rule) {
			n.Rules[x.Rule] = board.Rule{Mode: board.Soft, Price: max(c.Prices.Day, 1)}
		}
	}
	return &n
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
	w.Case = &judged
	settled := w
	settled.Board = leftAlone(t.b, w.Board)
	for _, one := range []replan.Way{settled, w} {
		after, err := check.Board(&judged, one.Board)
		if err != nil {
			return w, false, err
		}
		if len(worse(before, after)) == 0 {
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
