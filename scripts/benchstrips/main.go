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
	"slices"
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
	case "contracts":
		err = contracts(*first, *seeds, *limit)
	case "replan":
		err = replans(*first, *seeds, *limit)
	default:
		err = fmt.Errorf("table %q: want boards, contracts or replan", *table)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchstrips:", err)
		os.Exit(1)
	}
}

// boards solves films and sets them beside the rule of thumb: once as cheap as can be, and once in
// as many days as the rule of thumb takes, which shows what waiting, moves and overtime alone do.
func boards(kinds []generate.Kind, first uint64, seeds int, limit time.Duration) error {
	fmt.Println("W is waiting, moves and overtime in thousands, T the total")
	fmt.Println("film         scenes people places | thumb: broken days W T | cheapest: broken days W T | T less | bound, gap | first valid s | as many days: days W | W less")
	for _, kind := range kinds {
		var totals, waits []float64
		gaps := 0.0
		for seed := first; seed < first+uint64(seeds); seed++ {
			c, _, err := generate.Case(generate.Options{Kind: kind, Seed: seed})
			if err != nil {
				return err
			}
			thumb, err := solve.RuleOfThumb(c)
			if err != nil {
				return err
			}
			a, err := check.Board(c, thumb.Board)
			if err != nil {
				return err
			}
			r, valid, b, err := solveFor(c, solve.Options{Seed: 1}, limit)
			if err != nil {
				return err
			}
			_, _, same, err := solveFor(c, solve.Options{Seed: 1, PaidDays: a.Days}, limit)
			if err != nil {
				return err
			}
			total := 100 * (1 - float64(b.Cost.Total)/float64(a.Cost.Total))
			wait := 100 * (1 - float64(same.Cost.Waiting())/float64(a.Cost.Waiting()))
			totals, waits, gaps = append(totals, total), append(waits, wait), gaps+r.Gap
			fmt.Printf("%-12s %6d %6d %6d | %d %d %s %s | %d %d %s %s | %.1f %% | %s, %.1f %% | %.2f | %d %s | %.1f %%\n",
				c.Title, len(c.Scenes), len(c.People), len(c.Places), hard(a), a.Days, thousands(a.Cost.Waiting()), thousands(a.Cost.Total),
				hard(b), b.Days, thousands(b.Cost.Waiting()), thousands(b.Cost.Total), total, thousands(r.Bound), 100*r.Gap, valid,
				same.Days, thousands(same.Cost.Waiting()), wait)
		}
		fmt.Printf("%s: total %.1f %% less on average, %.1f %% at least; waiting, moves and overtime in as many days %.1f %% less on average, %.1f %% at least; gap %.1f %% on average\n",
			kind, mean(totals), slices.Min(totals), mean(waits), slices.Min(waits), 100*gaps/float64(seeds))
	}
	return nil
}

// contracts solves films with one long gap twice: as everybody is really paid, and as if everybody
// were paid from first to last day; both boards are priced by the true contracts.
func contracts(first uint64, seeds int, limit time.Duration) error {
	fmt.Println("film         | true contracts: total | best plain span, priced truly | more")
	for seed := first; seed < first+uint64(seeds); seed++ {
		c := generate.LongGap(seed)
		real, _, _, err := solveFor(c, solve.Options{Seed: 1}, limit)
		if err != nil {
			return err
		}
		span, _, _, err := solveFor(generate.PlainSpans(c), solve.Options{Seed: 1}, limit)
		if err != nil {
			return err
		}
		r, err := check.Board(c, span.Board)
		if err != nil {
			return err
		}
		fmt.Printf("%-12s | %s | %s | %.1f %%\n", c.Title, thousands(real.Cost), thousands(r.Cost.Total), 100*(float64(r.Cost.Total)/float64(real.Cost)-1))
	}
	return nil
}

func thousands(cents int64) string { return fmt.Sprintf("%.1f", float64(cents)/100_000) }

func mean(list []float64) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	return sum / float64(len(list))
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

// solveFor searches for so much processor time, says after how many seconds of it the first valid
// board stood, and has the referee count.
func solveFor(c *board.Case, o solve.Options, limit time.Duration) (r solve.Result, valid float64, report check.Report, err error) {
	start := cpu()
	valid = math.Inf(1)
	o.Spent = func() float64 { return float64(cpu()-start) / float64(limit) }
	o.Progress = func(p solve.Progress) {
		if p.Hard == 0 {
			valid = min(valid, (cpu() - start).Seconds())
		}
	}
	if r, err = solve.Board(context.Background(), c, o); err != nil {
		return r, 0, report, err
	}
	report, err = check.Board(c, r.Board)
	if err == nil && (report.Cost.Total != r.Cost || report.Valid != r.Valid) {
		err = fmt.Errorf("%s: the referee counts %d (valid %v), the search %d (valid %v)", c.Title, report.Cost.Total, report.Valid, r.Cost, r.Valid)
	}
	return r, valid, report, err
}

// cpu is the processor time of this process, over all cores.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
