package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"time"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/explain"
	"backlot/film/strips/live"
)

// StripsExplainCmd says why a case cannot be solved.
type StripsExplainCmd struct {
	Case  string        `arg:"" help:"Case as JSON; - is standard input."`
	Board string        `type:"path" help:"A board of the case: when it breaks no hard rule the case is possible, and otherwise what it breaks is said first."`
	Time  time.Duration `default:"10s" help:"Stop searching after this long; less is then shown about the set."`
	JSON  bool          `name:"json" help:"Print the verdict as JSON."`
}

// Run prints a smallest set of facts that exclude each other; it exits 1 when there is one, and when no valid board was
// found.
func (c *StripsExplainCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return c.print(ctx, os.Stdout)
}

func (c *StripsExplainCmd) print(ctx context.Context, w io.Writer) error {
	problem, err := readFileAs(c.Case, board.ReadCase)
	if err != nil {
		return err
	}
	v, err := c.verdict(ctx, w, problem)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(w, v)
	} else {
		err = printConflict(w, v)
	}
	if err == nil && !v.Possible {
		return exitCode(1)
	}
	return err
}

func (c *StripsExplainCmd) verdict(ctx context.Context, w io.Writer, problem *board.Case) (explain.Verdict, error) {
	if c.Board != "" {
		b, err := readFileAs(c.Board, board.ReadBoard)
		if err != nil {
			return explain.Verdict{}, err
		}
		r, err := check.Board(problem, b)
		if err != nil {
			return explain.Verdict{}, err
		}
		if r.Valid {
			return explain.Verdict{Possible: true, Board: b, Set: explain.Set{Facts: []explain.Fact{}, Text: "The board breaks no hard rule."}}, nil
		}
		for _, x := range r.Violations {
			if x.Mode == board.Hard && !c.JSON {
				fmt.Fprintf(w, "%s %s: %s\n", x.Date, x.Rule, x.Text)
			}
		}
	}
	ctx, cancel := context.WithTimeout(ctx, c.Time)
	defer cancel()
	return explain.Conflict(ctx, problem)
}

// mostTold is how many further conflicts are printed.
const mostTold = 5

func printConflict(w io.Writer, v explain.Verdict) error {
	if v.Possible {
		_, err := fmt.Fprintln(w, "possible: "+v.Text)
		return err
	}
	fmt.Fprintln(w, "not possible: "+v.Text)
	for _, f := range v.Facts {
		fmt.Fprintln(w, "  "+f.Text)
	}
	said := "that these exclude each other is not proved"
	if v.Proved {
		said = "proved"
	}
	if v.Minimal {
		said += "; without any one of them the others can be kept"
	}
	if v.Smallest {
		said += "; no smaller set excludes itself"
	}
	_, err := fmt.Fprintln(w, said)
	for i, s := range v.More {
		if i == mostTold {
			fmt.Fprintf(w, "and %d more, which --json tells\n", len(v.More)-i)
			break
		}
		fmt.Fprintf(w, "also %d: %s\n", i+1, s.Text)
		for _, f := range s.Facts {
			_, err = fmt.Fprintln(w, "  "+f.Text)
		}
	}
	if len(v.More) > 0 && len(v.Settle) > 0 {
		fmt.Fprintln(w, "to end all of these it is enough to change:")
		for _, f := range v.Settle {
			_, err = fmt.Fprintln(w, "  "+f.Text)
		}
	}
	return err
}

// StripsBestDaysCmd says on which days a scene could stand.
type StripsBestDaysCmd struct {
	Case  string `arg:"" help:"Case as JSON; - is standard input."`
	Board string `arg:"" help:"Board as JSON."`
	Scene string `arg:"" help:"Id or number of the scene."`
	Limit int    `default:"10" help:"Days to tell; 0 is all."`
	JSON  bool   `name:"json" help:"Print the days as JSON."`
}

// Run prints the best days first; it exits 1 when no day is possible.
func (c *StripsBestDaysCmd) Run() error { return c.print(os.Stdout) }

func (c *StripsBestDaysCmd) print(w io.Writer) error {
	problem, b, err := readCaseAndBoard(c.Case, c.Board)
	if err != nil {
		return err
	}
	l, err := live.Open(problem, b)
	if err != nil {
		return err
	}
	id, err := sceneID(problem, c.Scene)
	if err != nil {
		return err
	}
	options, err := l.BestDays(id, c.Limit)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(w, options)
	} else {
		for _, o := range options {
			unit := ""
			if len(problem.Days) > 0 && o.Unit != problem.Days[0].Unit {
				unit = " " + o.Unit
			}
			_, err = fmt.Fprintf(w, "%s%s, place %d: %s\n", o.Date, unit, o.At+1, o.Why)
		}
	}
	if err == nil && !slices.ContainsFunc(options, func(o live.Option) bool { return o.Possible }) {
		return exitCode(1)
	}
	return err
}

// sceneID is the id of a scene that a person names by id or number.
func sceneID(c *board.Case, name string) (string, error) {
	for _, by := range []func(s board.Scene) string{func(s board.Scene) string { return s.ID }, func(s board.Scene) string { return s.Number }} {
		if i := slices.IndexFunc(c.Scenes, func(s board.Scene) bool { return by(s) == name }); i >= 0 {
			return c.Scenes[i].ID, nil
		}
	}
	return "", fmt.Errorf("scene %q: want the id or number of a scene of the case, such as %s", name, firstScene(c))
}

func firstScene(c *board.Case) string {
	if len(c.Scenes) == 0 {
		return "none: it has no scenes"
	}
	return c.Scenes[0].Number
}

// StripsWhyCmd says why scenes changed their days.
type StripsWhyCmd struct {
	Case   string `arg:"" help:"Case as JSON; - is standard input."`
	Before string `arg:"" help:"Board as JSON."`
	After  string `arg:"" help:"Board as JSON."`
	JSON   bool   `name:"json" help:"Print the reasons as JSON."`
}

// Run prints what moved and which cost or rule that serves; the parts add up to the difference of the boards.
func (c *StripsWhyCmd) Run() error { return c.print(os.Stdout) }

func (c *StripsWhyCmd) print(w io.Writer) error {
	problem, before, err := readCaseAndBoard(c.Case, c.Before)
	if err != nil {
		return err
	}
	after, err := readFileAs(c.After, board.ReadBoard)
	if err != nil {
		return err
	}
	reasons, err := explain.Moves(problem, before, after)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(w, reasons)
	}
	var sum int64
	for _, r := range reasons {
		sum += r.Delta
		fmt.Fprintln(w, r.Text)
	}
	change := amount(sum, problem.Currency) + " more"
	if sum < 0 {
		change = amount(-sum, problem.Currency) + " less"
	}
	_, err = fmt.Fprintln(w, "together: "+change)
	return err
}

func readCaseAndBoard(caseName, boardName string) (*board.Case, *board.Board, error) {
	c, err := readFileAs(caseName, board.ReadCase)
	if err != nil {
		return nil, nil, err
	}
	b, err := readFileAs(boardName, board.ReadBoard)
	return c, b, err
}
