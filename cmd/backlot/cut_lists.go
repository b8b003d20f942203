package main

import (
	"fmt"
	"os"
	"regexp"

	"backlot/film/timeline/diff"
	"backlot/film/timeline/lists"
)

// CutTable says how a list is printed.
type CutTable struct {
	JSON bool `name:"json" help:"Print JSON: title, rows and notes." xor:"form"`
	CSV  bool `name:"csv" help:"Print comma-separated values for a spreadsheet." xor:"form"`
}

func (c CutTable) print(t *lists.Table) error {
	switch {
	case c.JSON:
		return t.JSON(os.Stdout)
	case c.CSV:
		return t.CSV(os.Stdout)
	}
	return t.Text(os.Stdout)
}

// CutDiff compares two cuts.
type CutDiff struct {
	Old string `arg:"" help:"The earlier cut."`
	New string `arg:"" help:"The later cut; the formats may differ. - is standard input."`
	All bool   `help:"List shots that are the same or only shifted as well."`
	CutTable
	CutReading
}

// Run prints the change list; the exit code is 1 if the cuts differ.
func (c *CutDiff) Run() error {
	old, err := c.timeline(c.Old)
	if err != nil {
		return err
	}
	now, err := c.timeline(c.New)
	if err != nil {
		return err
	}
	r := diff.Timelines(old, now)
	if err := c.print(lists.Changes(r, c.All)); err != nil {
		return err
	}
	if r.Counts()[diff.Same] < len(r.Changes) {
		return exitCode(1)
	}
	return nil
}

// CutPull lists what to pull.
type CutPull struct {
	File    string `arg:"" help:"The cut; - is standard input."`
	Handles int64  `default:"8" help:"Frames to add at each end."`
	CutTable
	CutReading
}

// Run prints the pull list.
func (c *CutPull) Run() error {
	if c.Handles < 0 || c.Handles > 100000 {
		fmt.Fprintf(os.Stderr, "backlot: pull: handles of %d frames; want 0 to 100000\n", c.Handles)
		return exitCode(2)
	}
	n, err := c.timeline(c.File)
	if err != nil {
		return err
	}
	return c.print(lists.Pull(n, c.Handles))
}

// CutList prints one of the other lists.
type CutList struct {
	What    string `arg:"" help:"vfx, music or markers." enum:"vfx,music,markers"`
	File    string `arg:"" help:"The cut; - is standard input."`
	Match   string `help:"Regular expression. vfx: markers and clip names that mean an effects shot, beside those that begin with VFX. music: tracks, media or clip names that are music; the default finds MX, MUS and music."`
	Handles int64  `default:"8" help:"Frames of handles to bid for an effects shot, at each end."`
	CutTable
	CutReading
}

// Run prints the list.
func (c *CutList) Run() error {
	match := c.Match
	if match == "" && c.What == "music" {
		match = `(?i)(^|[^a-z])(mx|mus|music)([^a-z]|$)`
	}
	var pattern *regexp.Regexp
	if match != "" {
		var err error
		if pattern, err = regexp.Compile(match); err != nil {
			fmt.Fprintln(os.Stderr, "backlot: list:", err)
			return exitCode(2)
		}
	}
	n, err := c.timeline(c.File)
	if err != nil {
		return err
	}
	switch c.What {
	case "vfx":
		return c.print(lists.VFX(n, pattern, max(0, min(c.Handles, 100000))))
	case "music":
		return c.print(lists.Music(n, pattern))
	}
	return c.print(lists.Markers(n))
}
