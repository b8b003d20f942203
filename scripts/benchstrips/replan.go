//go:build unix

package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/generate"
	"backlot/film/strips/replan"
	"backlot/film/strips/solve"
)

// replans lets every kind of thing happen to films of many seeds.
func replans(first uint64, seeds int, limit time.Duration) error {
	kinds := []replan.Kind{replan.LostDay, replan.Weather, replan.Sick, replan.LostPlace, replan.Overrun, replan.NewScene}
	type tally struct {
		n, ways, fewest, frozen int
		cpu, wall, worst        float64
		kept, least             float64
		over, most              float64
		anyway, mostAnyway      float64
	}
	sums := map[replan.Kind]*tally{}
	for _, k := range kinds {
		sums[k] = &tally{fewest: math.MaxInt, least: 1, most: math.Inf(-1), mostAnyway: math.Inf(-1)}
	}
	for seed := first; seed < first+uint64(seeds); seed++ {
		c, _, err := generate.Case(generate.Options{Kind: generate.Feature, Seed: seed})
		if err != nil {
			return err
		}
		r, _, _, err := solveFor(c, solve.Options{Seed: 1}, limit)
		if err != nil {
			return err
		}
		for _, k := range kinds {
			e := eventOf(k, c, r.Board)
			wall, start := time.Now(), cpu()
			ways, err := replan.Ways(context.Background(), c, r.Board, e, replan.Options{Seed: 1})
			if err != nil {
				return fmt.Errorf("%s, %s: %w", c.Title, k, err)
			}
			t := sums[k]
			s := (cpu() - start).Seconds()
			t.n, t.ways, t.fewest = t.n+1, t.ways+len(ways), min(t.fewest, len(ways))
			t.cpu, t.wall, t.worst = t.cpu+s, t.wall+time.Since(wall).Seconds(), max(t.worst, s)
			now, err := replan.Apply(c, r.Board, e)
			if err != nil {
				return err
			}
			free, _, _, err := solveFor(now, solve.Options{Seed: 1}, limit)
			if err != nil {
				return err
			}
			cheapest, any, kept := math.Inf(1), math.Inf(1), 0.0
			for _, w := range ways {
				report, err := check.Board(w.Case, w.Board)
				if err != nil || !report.Valid {
					return fmt.Errorf("%s, %s, %s: valid %v, %v", c.Title, k, w.Name, report.Valid, err)
				}
				any = min(any, float64(w.Cost))
				if w.Kept >= 0.85 {
					cheapest = min(cheapest, float64(w.Cost))
				}
				kept = max(kept, w.Kept)
				if !pastStands(r.Board, w.Board, e) {
					t.frozen++
				}
			}
			over := 100 * (cheapest/float64(free.Cost) - 1)
			anyway := 100 * (any/float64(free.Cost) - 1)
			t.anyway, t.mostAnyway = t.anyway+anyway, max(t.mostAnyway, anyway)
			t.kept, t.least, t.over, t.most = t.kept+kept, min(t.least, kept), t.over+over, max(t.most, over)
		}
	}
	fmt.Println("event      | films | ways: average fewest | cpu s: average worst, wall | kept by the best: average least | above a search from scratch, average and most: cheapest way that keeps 85 %, cheapest of all | past changed")
	for _, k := range kinds {
		t := sums[k]
		n := float64(t.n)
		fmt.Printf("%-10s | %d | %.1f %d | %.2f %.2f, %.2f | %.3f %.3f | %+.1f %% %+.1f %%, %+.1f %% %+.1f %% | %d\n", k, t.n, float64(t.ways)/n, t.fewest, t.cpu/n, t.worst, t.wall/n, t.kept/n, t.least, t.over/n, t.most, t.anyway/n, t.mostAnyway, t.frozen)
	}
	return nil
}

// eventOf is something of a kind that hits the middle of a shoot.
func eventOf(k replan.Kind, c *board.Case, b *board.Board) replan.Event {
	day := b.Days[len(b.Days)/2]
	for _, d := range b.Days[len(b.Days)/3:] {
		if slices.ContainsFunc(d.Scenes, func(id string) bool { return sceneOf(c, id).Outside() }) {
			day = d
			break
		}
	}
	s := sceneOf(c, day.Scenes[0])
	e := replan.Event{Kind: k, Date: day.Date, Reason: "bench"}
	switch k {
	case replan.Weather:
		e.To = day.Date.AddDays(1)
	case replan.Sick:
		e.Person, e.To = s.Cast[0], day.Date.AddDays(1)
	case replan.LostPlace:
		e.Place, e.To = s.Place, day.Date.AddDays(2)
	case replan.Overrun:
		e.Date, e.Scene, e.Minutes = b.Days[2].Date, b.Days[1].Scenes[0], 60
	case replan.NewScene:
		added := board.Scene{ID: "new", Number: "27A", Set: "SET NEW", Place: s.Place, IntExt: "INT", Light: strips.Day, Eighths: 6, Minutes: 90, Cast: s.Cast[:1]}
		if i := slices.IndexFunc(c.Places, func(p board.Place) bool { return p.ID == s.Place }); !c.Places[i].Blackout {
			added.IntExt = "EXT"
		}
		e.New = &added
	}
	return e
}

func sceneOf(c *board.Case, id string) *board.Scene {
	return &c.Scenes[slices.IndexFunc(c.Scenes, func(s board.Scene) bool { return s.ID == id })]
}

// pastStands says whether the days before an event are as they were.
func pastStands(was, is *board.Board, e replan.Event) bool {
	past := func(b *board.Board) []string {
		var out []string
		for _, d := range b.Days {
			if d.Date.Before(e.Date) && d.Date != (civil.Date{}) {
				out = append(out, fmt.Sprint(d))
			}
		}
		return out
	}
	return slices.Equal(past(was), past(is))
}
