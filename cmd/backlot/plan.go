package main

import (
	"fmt"
	"os"
	"path/filepath"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/internal/house"
	"backlot/internal/planning/board"
)

// PlanCmd turns a script into a shooting plan.
type PlanCmd struct {
	Script string     `arg:"" help:"Screenplay (Fountain, FDX); - reads standard input." type:"existingfile"`
	Start  civil.Date `help:"First shooting day, as 2027-03-01." required:""`
	Out    string     `help:"Folder for the papers." required:"" type:"path"`
	Paper  string     `help:"Paper that script pages are counted on: us_letter or a4." enum:"us_letter,a4" default:"us_letter"`
	Pages  string     `help:"Pages a day, in eighths such as \"4 2/8\"." default:"5"`
	JSON   bool       `help:"Print what was made as JSON." name:"json"`
}

// planReport is what plan --json prints.
type planReport struct {
	Title    string   `json:"title"`
	Scenes   int      `json:"scenes"`
	Days     int      `json:"days"`
	Elements int      `json:"elements"`
	Files    []string `json:"files"`
	Findings any      `json:"findings"`
}

// Run reads the script and writes the papers.
func (c *PlanCmd) Run() error {
	script, err := readScript(c.Script)
	if err != nil {
		return err
	}
	perDay, err := pages.Parse(c.Pages)
	if err != nil {
		return err
	}
	plan, err := house.Plan(house.PlanIn{Script: script, Start: c.Start, Paper: c.Paper, Capacity: board.Capacity{Eighths: perDay}})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	report := planReport{Title: plan.Name, Scenes: plan.Scenes, Days: plan.Days, Elements: plan.Elements, Findings: plan.Findings}
	for _, f := range plan.Files {
		path := filepath.Join(c.Out, f.Name)
		if err := os.WriteFile(path, f.Body, 0o644); err != nil {
			return err
		}
		report.Files = append(report.Files, path)
	}
	if c.JSON {
		return printJSON(os.Stdout, report)
	}
	fmt.Printf("%s: %d scenes on %d shooting days, %d elements\n", plan.Name, plan.Scenes, plan.Days, plan.Elements)
	for _, f := range report.Files {
		fmt.Println("  " + f)
	}
	for _, f := range plan.Findings {
		fmt.Fprintf(os.Stderr, "%s %s: %s\n", f.Severity, f.Place, f.Text)
	}
	return nil
}
