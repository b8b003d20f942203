//go:build unix

// Command benchstrips measures the planner's search on generated films and prints tables:
// boards against the rule of thumb, contracts against plain spans, and replans.
// scripts/bench-strips runs it. Seconds are processor time.
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"syscall"
	"time"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/generate"
	"backlot/film/strips/solve"
)

func main() {
	table := flag.String("table", "boards", "boards, contracts or replan")
	seeds := flag.Int("seeds", 10, "how many films of each kind")
	first := flag.Uint64("first", 1, "first seed")
	kind := flag.String("kind", "", "feature or block; both when left out")
	limit := flag.Duration("cpu", 30*time.Second, "processor time for each board")
	flag.Parse()
	kinds := []generate.Kind{generate.Feature, generate.Block}
	if *kind != "" {
		kinds = []generate.Kind{generate.Kind(*kind)}
	}
	var err error
	switch *table {
	case "boards":
		err = boards(kinds, *first, *seeds, *limit)
	default:
		err = fmt.Errorf("table %q: want boards, contracts or replan", *table)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchstrips:", err)
		os.Exit(1)
	}
}

// boards solves films and sets them beside the rule of thumb.
func boards(kinds []generate.Kind, first uint64, seeds int, limit time.Duration) error {
	fmt.Println("film         scenes people places days | rule of thumb: hard waiting total | ours: hard waiting total days | waiting less | first valid s | bound gap | steps")
	for _, kind := range kinds {
		least, sum, worst := math.Inf(1), 0.0, 0.0
		for seed := first; seed < first+uint64(seeds); seed++ {
			c, _, err := generate.Case(generate.Options{Kind: kind, Seed: seed})
			if err != nil {
				return err
			}
			thumb, err := solve.RuleOfThumb(c)
			if err != nil {
				return err
			}
			a, err := check.Board(c, thumb)
			if err != nil {
				return err
			}
			r, valid, err := solveFor(c, solve.Options{Seed: 1}, limit)
			if err != nil {
				return err
			}
			b, err := check.Board(c, r.Board)
			if err != nil {
				return err
			}
			if b.Cost.Total != r.Cost || b.Valid != r.Valid {
				fmt.Printf("THE REFEREE COUNTS %d (valid %v), the search %d (valid %v)\n", b.Cost.Total, b.Valid, r.Cost, r.Valid)
			}
			if os.Getenv("PARTS") != "" {
				fmt.Printf("   thumb %d days %+v\n   ours %d days %+v\n", a.Days, a.Cost, b.Days, b.Cost)
			}
			less := 100 * (1 - float64(b.Cost.Waiting())/float64(a.Cost.Waiting()))
			least, sum, worst = min(least, less), sum+less, max(worst, r.Gap)
			fmt.Printf("%-12s %6d %6d %6d %4d | %d %d %d | %d %d %d %d | %.1f %% | %.2f | %d %.1f %% | %d\n", c.Title, len(c.Scenes), len(c.People), len(c.Places), len(c.Days),
				hard(a), a.Cost.Waiting()/100, a.Cost.Total/100, hard(b), b.Cost.Waiting()/100, b.Cost.Total/100, b.Days, less, valid, r.Bound/100, 100*r.Gap, r.Steps)
		}
		fmt.Printf("%s: waiting, moves and overtime %.1f %% less on average, %.1f %% at least; widest gap %.1f %%\n", kind, sum/float64(seeds), least, 100*worst)
	}
	return nil
}

func hard(r check.Report) int {
	n := 0
	for _, v := range r.Violations {
		if v.Mode == board.Hard {
			n++
		}
	}
	return n
}

// solveFor searches for so much processor time, and says after how many seconds of it the first
// valid board stood.
func solveFor(c *board.Case, o solve.Options, limit time.Duration) (r solve.Result, valid float64, err error) {
	start := cpu()
	valid = math.Inf(1)
	o.Spent = func() float64 { return float64(cpu()-start) / float64(limit) }
	o.Progress = func(p solve.Progress) {
		if p.Hard == 0 {
			valid = min(valid, (cpu() - start).Seconds())
		}
	}
	r, err = solve.Board(context.Background(), c, o)
	return r, valid, err
}

// cpu is the processor time of this process, over all cores.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
