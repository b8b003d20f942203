package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"backlot/film/civil"
	"backlot/film/ical"
)

// CalendarCmd is the iCalendar engine on the command line.
type CalendarCmd struct {
	Read  CalendarReadCmd  `cmd:"" help:"List what happens when in an iCalendar file, recurrences written out."`
	Check CalendarCheckCmd `cmd:"" help:"Say what is wrong with an iCalendar file, by line."`
}

// CalendarReadCmd lists the occurrences of a file.
type CalendarReadCmd struct {
	File string `arg:"" help:"iCalendar file (.ics); - is standard input."`
	Zone string `default:"UTC" help:"Time zone of the days, such as Europe/Oslo; also of times that name none."`
	From string `help:"First day; the first of the file when left out."`
	To   string `help:"Last day; two years after the first when left out."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// calendarEntry is one occurrence as it is printed.
type calendarEntry struct {
	ID      string     `json:"id"`
	Summary string     `json:"summary"`
	AllDay  bool       `json:"all_day"`
	Start   time.Time  `json:"start"`
	End     time.Time  `json:"end"`
	First   civil.Date `json:"first"`
	Last    civil.Date `json:"last"`
	Status  string     `json:"status,omitempty"`
	Place   string     `json:"place,omitempty"`
}

// calendarAnswer is what read prints as JSON.
type calendarAnswer struct {
	Entries  []calendarEntry `json:"entries"`
	Findings []ical.Finding  `json:"findings"`
}

// Run prints one line an occurrence, and findings on standard error.
func (c *CalendarReadCmd) Run() error { return c.print(os.Stdout, os.Stderr) }

func (c *CalendarReadCmd) print(w, odd io.Writer) error {
	f, err := openCalendar(c.File)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return fmt.Errorf("time zone %q: want a name such as Europe/Oslo", c.Zone)
	}
	events, findings := f.Events()
	from, to, err := c.span(events)
	if err != nil {
		return err
	}
	list, more := ical.Occurrences(events, f.Zones(zone), zone, from, to)
	answer := calendarAnswer{Entries: []calendarEntry{}, Findings: append(append(f.Findings, findings...), more...)}
	for _, o := range list {
		answer.Entries = append(answer.Entries, calendarEntry{
			o.ID, o.Event.Summary, o.AllDay, o.Start, o.End, o.First, o.Last, o.Event.Status, o.Event.Location,
		})
	}
	if c.JSON {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(answer)
	}
	for _, e := range answer.Entries {
		when := e.Start.Format("2006-01-02 15:04") + " to " + e.End.Format("2006-01-02 15:04")
		if e.AllDay {
			when = fmt.Sprintf("%s to %s", e.First, e.Last)
		}
		if _, err := fmt.Fprintf(w, "%-37s %s\n", when, e.Summary); err != nil {
			return err
		}
	}
	for _, x := range answer.Findings {
		fmt.Fprintln(odd, x)
	}
	return nil
}

func (c *CalendarReadCmd) span(events []ical.Event) (from, to civil.Date, err error) {
	for _, e := range events {
		if from.IsZero() || e.Start.Date.Before(from) {
			from = e.Start.Date
		}
	}
	from = from.AddDays(-1) // the day of a zone east or west of it
	if c.From != "" {
		if from, err = civil.Parse(c.From); err != nil {
			return from, to, err
		}
	}
	to = from.AddDays(731)
	if c.To != "" {
		to, err = civil.Parse(c.To)
	}
	return from, to, err
}

func openCalendar(name string) (*ical.File, error) {
	in := io.Reader(os.Stdin)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	f, err := ical.Read(in, ical.Limits{})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return f, nil
}

// CalendarCheckCmd reads a file and says what is odd about it.
type CalendarCheckCmd struct {
	File string `arg:"" help:"iCalendar file (.ics); - is standard input."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// calendarCheck is what check prints as JSON.
type calendarCheck struct {
	Components map[string]int `json:"components"`
	Events     int            `json:"events"`
	Findings   []ical.Finding `json:"findings"`
}

// Run prints the counts and one line a finding; it exits 1 when there is one.
func (c *CalendarCheckCmd) Run() error { return c.print(os.Stdout) }

func (c *CalendarCheckCmd) print(w io.Writer) error {
	f, err := openCalendar(c.File)
	if err != nil {
		return err
	}
	events, findings := f.Events()
	out := calendarCheck{f.Counts(), len(events), append(append([]ical.Finding{}, f.Findings...), findings...)}
	if c.JSON {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		err = enc.Encode(out)
	} else {
		for _, x := range out.Findings {
			fmt.Fprintln(w, x)
		}
		_, err = fmt.Fprintf(w, "%d events, %d findings\n", out.Events, len(out.Findings))
	}
	if err == nil && len(out.Findings) > 0 {
		return exitCode(1)
	}
	return err
}
