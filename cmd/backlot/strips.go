package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/generate"
	"backlot/film/strips/replan"
	"backlot/film/strips/solve"
	"backlot/film/worktime"
)

// StripsCmd is the planner on the command line.
type StripsCmd struct {
	Generate   StripsGenerateCmd   `cmd:"" help:"Make a believable scheduling case of which it is known whether it can be solved."`
	Check      StripsCheckCmd      `cmd:"" help:"Say which rules a board breaks and what it costs."`
	Solve      StripsSolveCmd      `cmd:"" help:"Search for the cheapest board that breaks no rule."`
	Replan     StripsReplanCmd     `cmd:"" help:"Find legal ways on after something happened, with their prices."`
	Explain    StripsExplainCmd    `cmd:"" help:"Say why a case cannot be solved: a smallest set of facts that exclude each other."`
	BestDays   StripsBestDaysCmd   `cmd:"" help:"Say on which days a scene could stand, what that saves and costs, and why not."`
	Why        StripsWhyCmd        `cmd:"" help:"Say which cost or rule it serves that scenes changed their days."`
	Talent     StripsTalentCmd     `cmd:"" help:"Order scenes so that actors wait least, with proof (talent scheduling instances)."`
	Movieshoot StripsMovieshootCmd `cmd:"" help:"Order scenes at places, with precedences, so that people wait least and the company returns least."`
}

// StripsGenerateCmd makes a case.
type StripsGenerateCmd struct {
	Kind       string `default:"feature" enum:"feature,block" help:"feature or block (three episodes with a second unit)."`
	Seed       uint64 `default:"1" help:"The same seed makes the same case."`
	Scenes     int    `help:"How many scenes; the seed decides when left out."`
	Days       int    `help:"In how many days; the seed decides when left out."`
	Impossible bool   `help:"Plant a conflict, so that no board is valid."`
	Answer     string `type:"path" help:"Write what is known of the case here: the planted board, or why there is none."`
}

// Run prints the case as JSON.
func (c *StripsGenerateCmd) Run() error { return c.print(os.Stdout) }

func (c *StripsGenerateCmd) print(w io.Writer) error {
	made, answer, err := generate.Case(generate.Options{
		Kind: generate.Kind(c.Kind), Seed: c.Seed, Scenes: c.Scenes, Days: c.Days, Impossible: c.Impossible,
	})
	if err != nil {
		return err
	}
	if c.Answer != "" {
		if err := writeJSONFile(c.Answer, answer); err != nil {
			return err
		}
	}
	return printJSON(w, made)
}

// StripsCheckCmd is the referee.
type StripsCheckCmd struct {
	Case  string `arg:"" help:"Case as JSON; - is standard input."`
	Board string `arg:"" help:"Board as JSON."`
	JSON  bool   `name:"json" help:"Print the whole report as JSON."`
}

// Run prints what the board breaks and costs; it exits 1 when the board is not valid.
func (c *StripsCheckCmd) Run() error { return c.print(os.Stdout) }

func (c *StripsCheckCmd) print(w io.Writer) error {
	problem, err := readFileAs(c.Case, board.ReadCase)
	if err != nil {
		return err
	}
	b, err := readFileAs(c.Board, board.ReadBoard)
	if err != nil {
		return err
	}
	r, err := check.Board(problem, b)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(w, r)
	} else {
		err = printReport(w, problem, r)
	}
	if err == nil && !r.Valid {
		return exitCode(1)
	}
	return err
}

func printReport(w io.Writer, c *board.Case, r check.Report) error {
	for _, v := range r.Violations {
		line := fmt.Sprintf("%s %s %s: %s", v.Date, v.Mode, v.Rule, v.Text)
		if v.Cost > 0 {
			line += " " + amount(v.Cost, c.Currency)
		}
		fmt.Fprintln(w, line)
	}
	verdict := "valid"
	if !r.Valid {
		verdict = "not valid"
	}
	_, err := fmt.Fprintf(w, "%s: %d days, %s; waiting %s in %d held days, %d moves within days, overtime %s\n",
		verdict, r.Days, amount(r.Cost.Total, c.Currency), amount(r.Cost.Holds, c.Currency), r.HoldDays, r.MoveCount, amount(r.Cost.Overtime, c.Currency))
	return err
}

// StripsSolveCmd searches for a board.
type StripsSolveCmd struct {
	Case  string        `arg:"" help:"Case as JSON; - is standard input."`
	Start string        `type:"path" help:"Board to begin with."`
	Seed  uint64        `default:"1" help:"The same case, seed and steps give the same board."`
	Steps int           `help:"Changes to try, which can be repeated exactly; left out, the search fills its time."`
	Time  time.Duration `default:"30s" help:"How long to search; with --steps, when to stop at the latest."`
	Days  int           `help:"Unit-days that are paid in any case: saving one of them saves nothing."`
	Thumb bool          `name:"rule-of-thumb" help:"Do not search: group by place, day or night, and cast, and fill day after day."`
	Out   string        `short:"o" type:"path" help:"Write the board here."`
	JSON  bool          `name:"json" help:"Print the result as JSON."`
}

// Run prints progress to standard error and the result to standard output; it exits 1 when no
// valid board was found. An interrupt stops the search with the best board so far.
func (c *StripsSolveCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return c.print(ctx, os.Stdout, os.Stderr)
}

func (c *StripsSolveCmd) print(ctx context.Context, w, notes io.Writer) error {
	problem, err := readFileAs(c.Case, board.ReadCase)
	if err != nil {
		return err
	}
	clock := startWatch()
	o := solve.Options{Seed: c.Seed, Steps: c.Steps, PaidDays: c.Days}
	spent := func() float64 { return float64(time.Since(clock.wall)) / float64(c.Time) }
	if c.Steps == 0 {
		o.Spent = spent
	} else {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Time)
		defer cancel()
	}
	valid := -1.0
	o.Progress = func(p solve.Progress) {
		if cpu, _, _ := clock.read(); p.Hard == 0 && valid < 0 {
			valid = cpu
		}
		done := spent()
		if c.Steps > 0 {
			done = float64(p.Step) / float64(p.Steps)
		}
		fmt.Fprintf(notes, "\r%3.0f %%  %d rules broken, %s, at most %.1f %% above the best ", 100*min(done, 1), p.Hard, amount(p.Cost, problem.Currency), 100*p.Gap)
	}
	if c.Start != "" {
		if o.Start, err = readFileAs(c.Start, board.ReadBoard); err != nil {
			return err
		}
	}
	search := solve.Board
	if c.Thumb {
		search = func(_ context.Context, problem *board.Case, _ solve.Options) (solve.Result, error) {
			return solve.RuleOfThumb(problem)
		}
	}
	r, err := search(ctx, problem, o)
	fmt.Fprintln(notes)
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := writeJSONFile(c.Out, r.Board); err != nil {
			return err
		}
	}
	if c.JSON {
		answer := solveAnswer{Result: r, FirstValid: valid}
		answer.Seconds, answer.WallSeconds, _ = clock.read()
		err = printJSON(w, answer)
	} else {
		report, checkErr := check.Board(problem, r.Board)
		if checkErr != nil {
			return checkErr
		}
		if err = printReport(w, problem, report); err == nil {
			_, err = fmt.Fprintf(w, "no valid board costs less than %s: at most %.1f %% of the cost could be saved\n", amount(r.Bound, problem.Currency), 100*r.Gap)
		}
	}
	if err == nil && !r.Valid {
		return exitCode(1)
	}
	return err
}

// solveAnswer is what solve prints as JSON. Seconds is processor time; FirstValid is how much of it
// was gone when a board without a broken hard rule was first reported, -1 without one.
type solveAnswer struct {
	solve.Result
	Seconds     float64 `json:"seconds"`
	WallSeconds float64 `json:"wall_seconds"`
	FirstValid  float64 `json:"first_valid_seconds"`
}

// StripsReplanCmd answers an event.
type StripsReplanCmd struct {
	Case  string `arg:"" help:"Case as JSON."`
	Event string `arg:"" help:"Event as JSON: kind (lost-day, weather, sick, lost-place, overrun, new-scene), date, to, person, place, scene, minutes, reason; - is standard input."`
	Board string `type:"path" help:"The board in force; without it one is searched for first."`
	Seed  uint64 `default:"1" help:"The same input and seed give the same ways."`
	Steps int    `default:"30000" help:"Changes to try for each way."`
	JSON  bool   `name:"json" help:"Print the ways with their boards as JSON."`
}

// Run prints the ways on, cheapest first; it exits 1 when there is none.
func (c *StripsReplanCmd) Run() error { return c.print(context.Background(), os.Stdout) }

func (c *StripsReplanCmd) print(ctx context.Context, w io.Writer) error {
	problem, err := readFileAs(c.Case, board.ReadCase)
	if err != nil {
		return err
	}
	event, err := readFileAs(c.Event, replan.ReadEvent)
	if err != nil {
		return err
	}
	b, err := c.boardInForce(ctx, problem)
	if err != nil {
		return err
	}
	ways, err := replan.Ways(ctx, problem, b, event, replan.Options{Seed: c.Seed, Steps: c.Steps})
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(w, ways)
	} else {
		for _, x := range ways {
			change := amount(x.DeltaCost, problem.Currency) + " more"
			if x.DeltaCost < 0 {
				change = amount(-x.DeltaCost, problem.Currency) + " less"
			}
			_, err = fmt.Fprintf(w, "%s: %s %+d days, %s, %.0f %% of the other scenes keep their day, %d call sheets to reissue, %d people to tell\n",
				x.Name, x.Text, x.DeltaDays, change, 100*x.Kept, len(x.Days), len(x.Told))
			for _, a := range x.Asks {
				_, err = fmt.Fprintf(w, "    needs: %s\n", a.Text)
			}
		}
	}
	if err == nil && len(ways) == 0 {
		return errors.New("no way on without a broken rule was found")
	}
	return err
}

func (c *StripsReplanCmd) boardInForce(ctx context.Context, problem *board.Case) (*board.Board, error) {
	if c.Board != "" {
		return readFileAs(c.Board, board.ReadBoard)
	}
	r, err := solve.Board(ctx, problem, solve.Options{Seed: c.Seed, Steps: 5 * c.Steps})
	if err == nil && !r.Valid {
		err = fmt.Errorf("%s: no valid board was found to begin with", c.Case)
	}
	return r.Board, err
}

func amount(minor int64, currency string) string {
	return worktime.Money{Minor: minor, Currency: currency}.String()
}

func writeJSONFile(name string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(b, '\n'), 0o644)
}

// readFileAs reads a file, or standard input for "-", and names it in errors.
func readFileAs[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	in := io.Reader(os.Stdin)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			var none T
			return none, err
		}
		defer f.Close()
		in = f
	}
	v, err := read(in)
	if err != nil {
		return v, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}
