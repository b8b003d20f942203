package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/film/screenplay/report"
	"backlot/internal/core/documents"
	"backlot/internal/story/drafts"
)

// ScriptReport reads lists off a script.
type ScriptReport struct {
	Kind      string   `arg:"" help:"scenes, characters, sets, dialogue, or revision (of two drafts)." enum:"scenes,characters,sets,dialogue,revision"`
	Files     []string `arg:"" name:"file" help:"Screenplay; for revision the earlier draft and the later one." type:"existingfile"`
	Character []string `help:"For dialogue: whose lines; several for an actor in several parts." short:"c"`
	JSON      bool     `help:"Print JSON." name:"json"`
	PDF       string   `help:"Write a PDF." name:"pdf" type:"path"`
	XLSX      string   `help:"Write a spreadsheet." name:"xlsx" type:"path"`
	HTML      string   `help:"Write a page." name:"html" type:"path"`
	ScriptLayout
}

// reported is a report as value, as paper, and as lines of a terminal.
type reported struct {
	value any
	paper documents.Document
	lines [][]string // the first are the titles
}

// Run prints the report, and writes the files that are asked for.
func (c *ScriptReport) Run() error {
	if want := map[bool]int{true: 2, false: 1}[c.Kind == "revision"]; len(c.Files) != want {
		fmt.Fprintf(os.Stderr, "backlot: report %s: want %d file(s), not %d\n", c.Kind, want, len(c.Files))
		return exitCode(2)
	}
	var scripts []*screenplay.Script
	for _, path := range c.Files {
		s, err := readScript(path)
		if err != nil {
			return err
		}
		scripts = append(scripts, s)
	}
	r, err := c.report(scripts)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Files[0], err)
	}
	if err := c.write(r.paper); err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, r.value)
	}
	if c.PDF+c.XLSX+c.HTML == "" {
		printTable(os.Stdout, r.lines)
	}
	return nil
}

func (c *ScriptReport) report(scripts []*screenplay.Script) (reported, error) {
	o := c.options()
	o.AutoNumber, o.AutoContd = true, true
	last := scripts[len(scripts)-1]
	meta := documents.Meta{Production: cmp.Or(last.Title(), filepath.Base(c.Files[len(c.Files)-1]))}
	size := documents.Letter
	if c.Paper == "a4" {
		size = documents.A4
	}
	if c.Kind == "revision" {
		r := report.Compare(scripts[0], last, o)
		return reported{r, drafts.RevisionReport(meta, size, r), revisionLines(r)}, nil
	}
	b := report.Of(last, layout.Set(last, o))
	switch c.Kind {
	case "scenes":
		list := b.Scenes()
		return reported{list, drafts.SceneList(meta, size, b), sceneLines(list)}, nil
	case "characters":
		list := b.Characters()
		return reported{list, drafts.CharacterReport(meta, size, b), characterLines(list)}, nil
	case "sets":
		list := b.Sets()
		return reported{list, drafts.SetReport(meta, size, b), setLines(list)}, nil
	}
	if len(c.Character) == 0 {
		return reported{}, fmt.Errorf("whose lines? Want -c NAME, one of %s", strings.Join(castOf(last, last.Scenes()), ", "))
	}
	d, err := b.Dialogue(c.Character...)
	return reported{d, drafts.CueScript(meta, size, d), dialogueLines(d)}, err
}

// write makes the files that are asked for.
func (c *ScriptReport) write(doc documents.Document) error {
	for _, to := range []struct {
		path   string
		format documents.Format
	}{{c.PDF, documents.AsPDF}, {c.XLSX, documents.AsXLSX}, {c.HTML, documents.AsHTML}} {
		if to.path == "" {
			continue
		}
		f, err := documents.Render(doc, to.format, documents.Recipient{})
		if err != nil {
			return err
		}
		for _, note := range f.Findings {
			fmt.Fprintf(os.Stderr, "page %d: %s\n", note.Page, note.Message)
		}
		if err := os.WriteFile(to.path, f.Body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func printTable(out io.Writer, lines [][]string) {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, l := range lines {
		fmt.Fprintln(w, strings.Join(l, "\t"))
	}
	w.Flush()
}

func sceneLines(list []report.Scene) [][]string {
	out := [][]string{{"SCENE", "PAGE", "LENGTH", "TIME", "HEADING", "CHARACTERS"}}
	for _, s := range list {
		out = append(out, []string{s.Number, s.Page, s.Eighths.String(), fmt.Sprintf("%d:%02d", s.Seconds/60, s.Seconds%60), s.Heading, strings.Join(s.Characters, ", ")})
	}
	return out
}

func characterLines(list []report.Character) [][]string {
	out := [][]string{{"CHARACTER", "SCENES", "NO LINE", "PAGES", "SPEECHES", "WORDS", "FIRST", "LAST", "MOST WITH"}}
	for _, p := range list {
		with := ""
		if len(p.With) > 0 {
			with = fmt.Sprintf("%s (%d)", p.With[0].Name, p.With[0].Scenes)
		}
		out = append(out, []string{p.Name, fmt.Sprint(len(p.Scenes)), fmt.Sprint(p.Silent), p.Eighths.String(), fmt.Sprint(p.Speeches), fmt.Sprint(p.Words), p.First, p.Last, with})
	}
	return out
}

func setLines(list []report.Set) [][]string {
	out := [][]string{{"SET", "I/E", "PAGES", "DAY", "NIGHT", "SCENES"}}
	for _, s := range list {
		var numbers []string
		for _, sc := range s.Scenes {
			numbers = append(numbers, sc.Number)
		}
		out = append(out, []string{s.Name, strings.Join(s.IntExt, ", "), s.Eighths.String(), s.Day.String(), s.Night.String(), strings.Join(numbers, ", ")})
	}
	return out
}

func dialogueLines(d report.Dialogue) [][]string {
	out := [][]string{{"SCENE", "PAGE", "CUE", "LINE"}}
	for _, l := range d.Lines {
		var said []string
		for _, p := range l.Parts {
			said = append(said, strings.ReplaceAll(p.Text, "\n", " "))
		}
		cue := l.Before.Text
		if l.Before.Name != "" {
			cue = l.Before.Name + ": " + cue
		}
		out = append(out, []string{l.Number, l.Page, cue, strings.Join(said, " ")})
	}
	return out
}

func revisionLines(r report.Revision) [][]string {
	out := [][]string{{"SCENE", "PAGE", "WAS", "NOW", "WHAT HAPPENED"}}
	for _, s := range r.Scenes {
		out = append(out, []string{s.Number, cmp.Or(s.Page, s.PageWas), s.EighthsWas.String(), s.Eighths.String(), s.Text})
	}
	var pages []string
	for _, p := range r.Pages {
		pages = append(pages, p.Number)
	}
	return append(out, []string{"", "", r.Before.Eighths.String(), r.After.Eighths.String(),
		fmt.Sprintf("%d scenes changed, %d as they were; pages %s", len(r.Scenes), r.Kept, strings.Join(pages, ", "))})
}
