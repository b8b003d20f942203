package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"backlot/film/screenplay"
	"backlot/film/screenplay/info"
	"backlot/film/screenplay/layout"
)

// ScriptCmd reads, converts, measures and compares screenplays.
type ScriptCmd struct {
	Info    ScriptInfo    `cmd:"" help:"Say what a script holds: scenes with lengths, characters, elements, findings."`
	Convert ScriptConvert `cmd:"" help:"Write a script in another format."`
	Pages   ScriptPages   `cmd:"" help:"Lay a script out on pages."`
	Diff    ScriptDiff    `cmd:"" help:"Say what became of every scene in a later draft."`

	Sides     ScriptSides     `cmd:"" help:"Lay out only the pages of some scenes or of one character, the rest crossed out."`
	Report    ScriptReport    `cmd:"" help:"Scenes, characters, sets, the lines of a part with their cues, or what a revision changed."`
	Breakdown ScriptBreakdown `cmd:"" help:"Propose the elements of every scene, with the words that say so."`
}

// ScriptLayout are the options of the page layout.
type ScriptLayout struct {
	Paper string `help:"Paper: letter or a4." enum:"letter,a4" default:"letter"`
}

func (l ScriptLayout) options() layout.Options {
	return layout.Options{Paper: layout.Paper(l.Paper), SceneNumbers: true}
}

// readScript opens and reads a script file.
func readScript(path string) (*screenplay.Script, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return screenplay.Read(f, filepath.Base(path), screenplay.Limits{})
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(v)
}

// ScriptInfo summarises scripts.
type ScriptInfo struct {
	Files []string `arg:"" name:"file" help:"Screenplays." type:"existingfile"`
	JSON  bool     `help:"Print JSON: one object for one file, a list for several." name:"json"`
	Pace  string   `help:"File with scene numbers and their seconds on screen; the estimates learn from it." type:"existingfile"`
	ScriptLayout
}

// Run prints the summary of each file. The exit code is 1 if a part of a file
// could not be read, which a finding of severity error says; warnings do not
// change it.
func (c *ScriptInfo) Run() error {
	var all []info.Info
	damaged := false
	for _, path := range c.Files {
		s, err := readScript(path)
		if err != nil {
			return err
		}
		pace, fit, err := c.pace(s)
		if err != nil {
			return err
		}
		in := info.At(s, c.options(), pace)
		in.Fit = fit
		for _, f := range in.Findings {
			damaged = damaged || f.Severity == screenplay.Error
		}
		all = append(all, in)
	}
	if err := c.print(all); err != nil {
		return err
	}
	if damaged {
		return exitCode(1)
	}
	return nil
}

func (c *ScriptInfo) print(all []info.Info) error {
	switch {
	case !c.JSON:
		for i := range all {
			printInfo(os.Stdout, c.Files[i], &all[i])
		}
		return nil
	case len(all) == 1:
		return printJSON(os.Stdout, all[0])
	}
	return printJSON(os.Stdout, all)
}

// pace reads the file of --pace, and learns from it for one script.
func (c *ScriptInfo) pace(s *screenplay.Script) (screenplay.Pace, *screenplay.Fit, error) {
	if c.Pace == "" {
		return screenplay.DefaultPace(), nil, nil
	}
	data, err := os.ReadFile(c.Pace)
	if err != nil {
		return screenplay.Pace{}, nil, err
	}
	pace, fit, err := info.Pace(data, s.Scenes())
	if err != nil {
		return screenplay.Pace{}, nil, fmt.Errorf("%s: %w", c.Pace, err)
	}
	return pace, fit, nil
}

func printInfo(out io.Writer, path string, in *info.Info) {
	title := in.Title
	if title == "" {
		title = filepath.Base(path)
	}
	fmt.Fprintf(out, "%s: %d pages (%s in scenes), about %d:%02d minutes, %d scenes, %d characters, read as %s\n",
		title, in.Pages, in.Eighths, in.Seconds/60, in.Seconds%60, len(in.Scenes), len(in.Characters), in.Format)
	if in.Fit != nil {
		fmt.Fprintf(out, "pace learned from %d timed scenes: mean error %.1f s a scene, was %.1f s\n", in.Fit.Scenes, in.Fit.After, in.Fit.Before)
	}
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "SCENE\tPAGE\tLENGTH\tTIME\tDAY\tHEADING\tCHARACTERS")
	for i, s := range in.Scenes {
		n := s.Number
		if n == "" {
			n = fmt.Sprintf("(%d)", i+1)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d:%02d\t%d\t%s\t%s\n", n, s.Page, s.Eighths, s.Seconds/60, s.Seconds%60, s.StoryDay, s.Heading, strings.Join(s.Characters, ", "))
	}
	w.Flush()
	for _, f := range in.Findings {
		fmt.Fprintf(out, "%s: %s: %s\n", f.Severity, f.Place, f.Text)
	}
}
