package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"backlot/film/match"
	"backlot/film/match/sheet"
)

// TakesCmd works on logs of takes.
type TakesCmd struct {
	Match TakesMatch `cmd:"" help:"Say which file belongs to which take, and what does not fit."`
}

// TakesMatch matches a log with the files of a day.
type TakesMatch struct {
	Takes string           `required:"" help:"What was logged: CSV (slate,take,time,length and a column a camera), JSON, or a manifest of footage; - is standard input."`
	Clips []string         `required:"" help:"What lies on the cards: an Avid log (.ale), CSV (name,camera,roll,timecode,rate,frames), JSON, or a manifest; give it again for each list."`
	Ahead map[string]int64 `help:"Milliseconds by which the timecode of a device is ahead, once confirmed: --ahead B=3600000."`
	JSON  bool             `name:"json" help:"Print pairs with their reasons, findings and clocks as JSON."`
}

// Run prints the pairs; the exit code is 1 if something does not fit or a clip has no sure take.
func (c *TakesMatch) Run() error {
	takes, err := readList(c.Takes, sheet.Takes)
	if err != nil {
		return err
	}
	var clips []match.Clip
	for i, path := range c.Clips {
		list, err := readList(path, sheet.Clips)
		if err != nil {
			return err
		}
		for _, one := range list {
			if strings.HasPrefix(one.ID, "clip ") { // numbered within its list
				one.ID = fmt.Sprintf("list %d %s", i+1, one.ID)
			}
			clips = append(clips, one)
		}
	}
	got := match.Day(takes, clips, match.Options{Offsets: c.Ahead})
	if c.JSON {
		err = printJSON(os.Stdout, got)
	} else {
		err = printMatch(os.Stdout, takes, clips, got)
	}
	if err == nil && (len(got.Findings) > 0 || len(got.Sure()) < len(clips)) {
		return exitCode(1)
	}
	return err
}

func readList[T any](path string, read func(io.Reader) ([]T, error)) ([]T, error) {
	in := os.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	list, err := read(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return list, nil
}

func printMatch(w io.Writer, takes []match.Take, clips []match.Clip, got match.Result) error {
	take, clip := map[string]string{}, map[string]string{}
	for _, t := range takes {
		take[t.ID] = fmt.Sprintf("%s take %d%s", t.Slate, t.Number, t.Suffix)
	}
	for _, c := range clips {
		clip[c.ID] = c.Name
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, p := range got.Pairs {
		sure := "?"
		if p.Sure {
			sure = "="
		}
		var why []string
		for _, r := range p.Reasons {
			why = append(why, strings.ReplaceAll(string(r.Kind), "_", " "))
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\n", clip[p.Clip], sure, take[p.Take], p.Score, strings.Join(why, ", "))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	names := func(ids []string, of map[string]string) (out []string) {
		for _, id := range ids {
			out = append(out, of[id])
		}
		return out
	}
	for _, f := range got.Findings {
		text := strings.ReplaceAll(string(f.Kind), "_", " ")
		if f.Device != "" {
			text += ", " + f.Device
		}
		if all := append(names(f.Takes, take), names(f.Clips, clip)...); len(all) > 0 {
			text += ": " + strings.Join(all, ", ")
		}
		if f.MS != 0 {
			text += fmt.Sprintf(": ahead by %d ms; --ahead %s=%d takes that for true", f.MS, f.Device, f.MS)
		}
		fmt.Fprintln(w, text)
	}
	_, err := fmt.Fprintf(w, "%d takes, %d clips, %d matched, %d findings\n", len(takes), len(clips), len(got.Sure()), len(got.Findings))
	return err
}
