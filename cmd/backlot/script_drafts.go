package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"

	"backlot/film/screenplay"
	"backlot/film/screenplay/breakdown"
	"backlot/film/screenplay/compare"
)

// ScriptDiff compares two drafts.
type ScriptDiff struct {
	Before string `arg:"" help:"Earlier draft." type:"existingfile"`
	After  string `arg:"" help:"Later draft." type:"existingfile"`
	JSON   bool   `help:"Print JSON: the changes and the tasks of each department." name:"json"`

	Department string `help:"What one department has to do about it, such as props or cast; all for every department." short:"d"`
}

// Run prints every changed scene, or what departments have to do about it; the
// exit code is 1 if the drafts differ.
func (c *ScriptDiff) Run() error {
	if c.Department != "" && c.Department != "all" && !slices.Contains(compare.Departments(), compare.Department(c.Department)) {
		fmt.Fprintf(os.Stderr, "backlot: diff: no department %q: want all or one of %v\n", c.Department, compare.Departments())
		return exitCode(2)
	}
	before, err := readScript(c.Before)
	if err != nil {
		return err
	}
	after, err := readScript(c.After)
	if err != nil {
		return err
	}
	r := compare.Drafts(before, after)
	tasks := slices.DeleteFunc(compare.Tasks(r, before, compare.Known{}), func(t compare.Task) bool {
		return c.Department != "" && c.Department != "all" && t.Department != compare.Department(c.Department)
	})
	switch {
	case c.JSON:
		err := printJSON(os.Stdout, struct {
			compare.Result
			Tasks []compare.Task `json:"tasks"`
		}{r, tasks})
		if err != nil {
			return err
		}
	case c.Department != "":
		printTasks(os.Stdout, tasks)
	default:
		printDiff(os.Stdout, r)
	}
	if !r.Same() {
		return exitCode(1)
	}
	return nil
}

func printDiff(out io.Writer, r compare.Result) {
	for _, b := range r.Front {
		fmt.Fprintf(out, "before the first scene: %s %s: %s%s\n", b.Type, b.Kind, b.Before, arrow(b))
	}
	for _, s := range r.Scenes {
		number := s.Number
		if number == "" {
			number = "-"
		}
		fmt.Fprintf(out, "scene %s %s: %s\n", number, s.Heading, s.Text)
		for _, b := range s.Blocks {
			fmt.Fprintf(out, "    %-13s %-8s %s%s\n", b.Type, b.Kind, b.Before, arrow(b))
		}
	}
	fmt.Fprintf(out, "%d scenes changed, %d as they were\n", len(r.Scenes), r.Kept)
}

// printTasks prints tasks by department, each with the first words that cause it.
func printTasks(out io.Writer, tasks []compare.Task) {
	last := compare.Department("")
	for _, t := range tasks {
		if t.Department != last {
			fmt.Fprintf(out, "%s\n", t.Department)
			last = t.Department
		}
		where := "script"
		if t.Scene != "" {
			where = cmp.Or(t.Number, t.Heading)
		}
		words := ""
		if len(t.Why) > 0 {
			words = fmt.Sprintf("  %q", t.Why[len(t.Why)-1].Words)
		}
		fmt.Fprintf(out, "  %-4s  %-6s %s%s\n", t.Severity, where, t.What, words)
	}
	fmt.Fprintf(out, "%d tasks\n", len(tasks))
}

func arrow(b compare.BlockChange) string {
	switch {
	case b.Kind == compare.Added:
		return b.After
	case b.Before != b.After && b.After != "":
		return " => " + b.After
	}
	return ""
}

// ScriptBreakdown proposes a breakdown.
type ScriptBreakdown struct {
	Files []string `arg:"" name:"file" help:"Screenplays." type:"existingfile"`
	JSON  bool     `help:"Print JSON: a list of proposals for one file, a list of lists for several." name:"json"`
	Least float64  `help:"Leave out proposals with less confidence, from 0 to 1." default:"0"`
}

// Run prints the proposals by scene and category.
func (c *ScriptBreakdown) Run() error {
	var all [][]breakdown.Suggestion
	for _, path := range c.Files {
		s, err := readScript(path)
		if err != nil {
			return err
		}
		kept := []breakdown.Suggestion{}
		for _, g := range breakdown.Suggest(s) {
			if g.Confidence >= c.Least {
				kept = append(kept, g)
			}
		}
		all = append(all, kept)
		for _, finding := range breakdown.Findings(s) {
			fmt.Fprintf(os.Stderr, "%s: %s: %s\n", finding.Severity, finding.Place, finding.Text)
		}
		if !c.JSON {
			printBreakdown(os.Stdout, s, kept)
		}
	}
	if !c.JSON {
		return nil
	}
	if len(all) == 1 {
		return printJSON(os.Stdout, all[0])
	}
	return printJSON(os.Stdout, all)
}

func printBreakdown(out io.Writer, s *screenplay.Script, list []breakdown.Suggestion) {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	last := ""
	for _, g := range list {
		if g.Scene != last {
			fmt.Fprintf(w, "%s\t%s\t\t\n", g.Number, s.Block(g.Scene).Text)
			last = g.Scene
		}
		fmt.Fprintf(w, "\t%s\t%s\t%.2f\t%q\n", g.Category, g.Name, g.Confidence, g.Places[0].Words)
	}
	w.Flush()
}
