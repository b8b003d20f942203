package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"backlot/film/civil"
	"backlot/film/dood"
)

// DoodCmd computes a day-out-of-days from a file of events.
type DoodCmd struct {
	File      string `arg:"" help:"CSV (person,date,event and perhaps name,category,number) or JSON ({\"persons\":[...],\"calendar\":{...},\"terms\":{...}}); - is JSON from standard input."`
	DropAfter int    `help:"Calendar days after which a pause may be dropped; 0 never. Overrides the file."`
	MaxDrops  int    `help:"Drops allowed for a person; 0 is no limit. Overrides the file."`
	DaysOff   bool   `help:"Count weekends and days off inside an engagement as hold days."`
	JSON      bool   `name:"json" help:"Print the whole chart as JSON."`
}

// doodFile is the JSON form of the input.
type doodFile struct {
	Persons  []dood.Person `json:"persons"`
	Calendar dood.Calendar `json:"calendar"`
	Terms    dood.Terms    `json:"terms"`
}

// Run prints the chart as a table or as JSON; findings go to standard error.
func (c *DoodCmd) Run() error { return c.print(os.Stdout, os.Stderr) }

func (c *DoodCmd) print(w, notes io.Writer) error {
	in, err := c.read()
	if err != nil {
		return err
	}
	if c.DropAfter > 0 {
		in.Terms.DropAfter = c.DropAfter
	}
	if c.MaxDrops > 0 {
		in.Terms.MaxDrops = c.MaxDrops
	}
	in.Terms.HoldOnDaysOff = in.Terms.HoldOnDaysOff || c.DaysOff
	if len(in.Calendar.Shooting) == 0 {
		in.Calendar.Shooting = workedDays(in.Persons)
	}
	chart, err := dood.Compute(in.Persons, in.Calendar, in.Terms)
	if err != nil {
		return err
	}
	for _, f := range chart.Findings {
		fmt.Fprintf(notes, "%s on %s: %s\n", f.Person, f.Date, f.Message)
	}
	if c.JSON {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(chart)
	}
	return printChart(w, chart)
}

func (c *DoodCmd) read() (doodFile, error) {
	var in doodFile
	r := io.Reader(os.Stdin)
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return in, err
		}
		defer f.Close()
		r = f
	}
	if strings.EqualFold(filepath.Ext(c.File), ".csv") {
		persons, err := dood.ReadCSV(r)
		if err != nil {
			return in, fmt.Errorf("read %s: %w", c.File, err)
		}
		in.Persons = persons
		return in, nil
	}
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return in, fmt.Errorf("read %s: %w; want {\"persons\": [...], \"calendar\": {\"shooting\": [...]}, \"terms\": {...}}", c.File, err)
	}
	return in, nil
}

// workedDays takes the days on which anybody works as the shooting days.
func workedDays(persons []dood.Person) []civil.Date {
	var out []civil.Date
	seen := map[civil.Date]bool{}
	for _, p := range persons {
		for _, e := range p.Events {
			if e.Kind == dood.Work && !seen[e.Date] {
				seen[e.Date] = true
				out = append(out, e.Date)
			}
		}
	}
	return out
}

func printChart(w io.Writer, chart dood.Chart) error {
	t := tabwriter.NewWriter(w, 0, 0, 1, ' ', 0)
	fmt.Fprint(t, "person")
	for _, d := range chart.Days {
		fmt.Fprintf(t, "\t%s", d.Date.Format("2/1"))
	}
	fmt.Fprintln(t, "\twork\thold\ttravel\ttotal")
	for _, r := range chart.Rows {
		fmt.Fprint(t, r.Person.Name)
		for _, c := range r.Cells {
			code := c.String()
			if code == "" {
				code = "."
			}
			fmt.Fprintf(t, "\t%s", code)
		}
		fmt.Fprintf(t, "\t%d\t%d\t%d\t%d\n", r.Totals.Work, r.Totals.Hold, r.Totals.Travel, r.Totals.Total)
	}
	return t.Flush()
}
