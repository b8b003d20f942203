package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"backlot/film/worktime"
)

// WorktimeCmd is the engine of working hours on the command line.
type WorktimeCmd struct {
	Check WorktimeCheckCmd `cmd:"" help:"Say whether a person may work some days, why not, and what it costs."`
	Packs WorktimePacksCmd `cmd:"" help:"List the rule packs, or the rules of one."`
}

// WorktimeCheckCmd judges a case.
type WorktimeCheckCmd struct {
	File string `arg:"" help:"Case as JSON (packs, person, days; docs/manual/worktime.md has the fields); - is standard input."`
	JSON bool   `name:"json" help:"Print the whole verdict as JSON."`
}

// Run prints the findings; it exits 1 when a rule forbids the plan.
func (c *WorktimeCheckCmd) Run() error { return c.print(os.Stdout) }

func (c *WorktimeCheckCmd) print(w io.Writer) error {
	in := io.Reader(os.Stdin)
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	question, err := worktime.ReadCase(in)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.File, err)
	}
	v, err := question.Judge()
	if err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		err = out.Encode(v)
	} else {
		err = printVerdict(w, v)
	}
	if err == nil && !v.Allowed {
		return exitCode(1)
	}
	return err
}

func printVerdict(w io.Writer, v worktime.Verdict) error {
	for _, f := range v.Findings {
		line := strings.TrimSpace(f.Date.String() + " " + string(f.Severity) + ": " + f.Text)
		switch {
		case f.Cost != nil:
			line += " " + f.Cost.String()
		case f.Unpriced != "":
			line += " Price unknown: " + f.Unpriced + "."
		}
		if _, err := fmt.Fprintf(w, "%s [%s/%s %s]\n", line, f.Pack, f.Rule, f.Status); err != nil {
			return err
		}
	}
	verdict := "allowed"
	if !v.Allowed {
		verdict = "not allowed"
	}
	for _, m := range v.Cost {
		verdict += ", costs " + m.String()
	}
	_, err := fmt.Fprintln(w, verdict)
	return err
}

// WorktimePacksCmd lists what is known.
type WorktimePacksCmd struct {
	ID   string `arg:"" optional:"" help:"A pack, such as us-ca-minors; all when left out."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Run prints the packs, or the rules of one with status and source.
func (c *WorktimePacksCmd) Run() error { return c.print(os.Stdout) }

func (c *WorktimePacksCmd) print(w io.Writer) error {
	packs, err := worktime.Packs()
	if err != nil {
		return err
	}
	var one []worktime.Pack
	for _, p := range packs {
		if c.ID == "" || p.ID == c.ID {
			one = append(one, p)
		}
	}
	if len(one) == 0 {
		return fmt.Errorf("pack %q: there is none; `backlot worktime packs` lists them", c.ID)
	}
	if c.JSON {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(one)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, p := range one {
		if c.ID == "" {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s to %s\t%d rules\n", p.ID, p.Title, p.Jurisdiction, p.From, p.To, len(p.Rules))
			continue
		}
		for _, r := range p.Rules {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Quantity, r.Limit, r.Severity, r.Status, r.Citation)
		}
	}
	return t.Flush()
}
