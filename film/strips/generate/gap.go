package generate

import (
	"fmt"
	"math/rand/v2"

	"backlot/film/strips"
	"backlot/film/strips/board"
)

// LongGap makes a case in which contracts decide: two stages are to be had in the first and the
// last fortnight only, and the eight weeks between belong to a third. Some people are engaged by
// the day and may be dropped in a pause of more than 14 days, which costs a journey; some are paid by the
// week. Thirty scenes; the same seed gives the same case.
func LongGap(seed uint64) *board.Case {
	g := &grower{rng: rand.New(rand.NewPCG(seed, 0x6a9)), c: &board.Case{Schema: board.Schema, Title: fmt.Sprint("long gap ", seed), Currency: "EUR", Zone: "Europe/Oslo"}}
	g.prices()
	last := firstDay
	for range 40 {
		g.c.Days = append(g.c.Days, board.Day{Unit: "main", Date: last})
		last = nextWeekday(last)
	}
	last = g.c.Days[len(g.c.Days)-1].Date
	spans := []board.Span{{From: firstDay, To: firstDay.AddDays(11)}, {From: firstDay.AddDays(21), To: firstDay.AddDays(32)}, {From: last.AddDays(-11), To: last}}
	for i, s := range spans {
		g.c.Places = append(g.c.Places, board.Place{ID: fmt.Sprint("l", i), Name: fmt.Sprint("Stage ", i+1), Lat: 59.9, Lon: 10.7, Blackout: true, Free: []board.Span{s}, DayRate: 100_000, Stint: 200_000})
	}
	for i := range 8 {
		p := board.Person{ID: fmt.Sprint("p", i), Name: fmt.Sprint("Player ", i+1), Ready: 60, Off: 30, Rest: 11 * 60}
		switch i % 3 {
		case 0: // by the day, dropped once in a long pause
			p.DayRate, p.DropAfter, p.MaxDrops, p.Travel = int64(g.between(15, 40))*10_000, 14, 1, 150_000
		case 1: // by the week
			p.WeekRate, p.DropAfter, p.MaxDrops, p.Travel = int64(g.between(60, 160))*10_000, 14, 1, 150_000
		default: // from far away: the journey costs more than a short pause
			p.DayRate, p.DropAfter, p.MaxDrops, p.Travel = int64(g.between(8, 20))*10_000, 4, 2, int64(g.between(60, 120))*10_000
		}
		p.Forced = max(p.DayRate, p.WeekRate/5)
		g.c.People = append(g.c.People, p)
	}
	for i := range 30 {
		e, minutes := g.length()
		s := board.Scene{ID: fmt.Sprintf("s%02d", i), Number: fmt.Sprint(i + 1), Set: "SET", Place: fmt.Sprint("l", i%3), IntExt: "INT", Light: strips.Day, Eighths: e, Minutes: minutes}
		for k := range g.c.People {
			if g.chance(30) {
				s.Cast = append(s.Cast, g.c.People[k].ID)
			}
		}
		g.c.Scenes = append(g.c.Scenes, s)
	}
	return g.c
}

// PlainSpans is a case as talent scheduling sees it: everybody is paid by the day from the first
// day to the last, nobody is dropped, nobody travels. A week is five days of pay.
func PlainSpans(c *board.Case) *board.Case {
	n := *c
	n.People = append([]board.Person(nil), c.People...)
	for i := range n.People {
		p := &n.People[i]
		if p.WeekRate > 0 {
			p.DayRate, p.WeekRate = p.WeekRate/5, 0
		}
		p.DropAfter, p.MaxDrops, p.Travel, p.Guarantee = 0, 0, 0, 0
	}
	return &n
}
