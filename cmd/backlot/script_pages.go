package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/film/screenplay/revision"
	"backlot/internal/core/documents"
)

// ScriptPages lays scripts out. With --lock the files are drafts of one script, the
// first of which is locked and each later one issued as a revision.
type ScriptPages struct {
	Files     []string `arg:"" name:"file" help:"Screenplays; with --lock the drafts of one, oldest first." type:"existingfile"`
	JSON      bool     `help:"Print JSON: positioned lines, and with --lock what changed." name:"json"`
	Continued bool     `help:"Print (CONTINUED) around scenes broken by a page."`
	Standard  bool     `help:"Standard margins, whatever a Final Draft file states."`
	Revised   bool     `help:"Only pages that carry a revision mark." aliases:"revised-only"`

	PDF  string `help:"Write the pages as PDF to this file; with --lock those of the last draft." name:"pdf" placeholder:"OUT"`
	Tint bool   `help:"Paint pages in the colour of their revision."`
	For  string `help:"Mark every page of the PDF with the name of the person it is for." placeholder:"NAME"`
	Copy string `help:"Number of that copy." placeholder:"N"`

	Lock    bool   `help:"Lock scene and page numbers of the first draft, and issue the others."`
	Colors  string `help:"Order of colours: standard, wga, double, uk, or names parted by commas." default:"standard"`
	Date    string `help:"Date over the revised pages, such as 2027-03-01." placeholder:"DATE"`
	Scheme  string `help:"A scene between 42 and 43 is 42A (after) or A43 (before)." enum:"after,before" default:"after"`
	Inserts string `help:"A page between 12 and 12A is A12A (prefix), 12AA (doubled) or A12 (digits)." enum:"prefix,doubled,digits" default:"prefix"`
	ScriptLayout
}

// Run prints the pages as text, or as positioned lines; with --lock what those who have
// the draft before must change.
func (c *ScriptPages) Run() error {
	var drafts []*screenplay.Script
	for _, path := range c.Files {
		s, err := readScript(path)
		if err != nil {
			return err
		}
		drafts = append(drafts, s)
	}
	if c.Date != "" {
		if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
			return fmt.Errorf("date %q: want year, month and day, such as 2027-03-01", c.Date)
		}
	}
	if c.Lock {
		return c.issue(drafts)
	}
	if c.PDF != "" && len(drafts) > 1 {
		return fmt.Errorf("write %s: want one script, or --lock for the drafts of one; got %d files", c.PDF, len(drafts))
	}
	var all []pagesJSON
	for _, s := range drafts {
		r := layout.Set(s, c.layout())
		agreement := r.Agreement(s)
		if f := agreement.Finding(); f != nil {
			r.Findings = append(r.Findings, *f)
		}
		if c.Revised {
			r = r.Revised()
		}
		all = append(all, pagesJSON{r, agreement})
		if c.PDF != "" {
			if err := c.print(s, r, ""); err != nil {
				return err
			}
		}
		if !c.JSON && c.PDF == "" {
			printPages(os.Stdout, r)
		}
	}
	switch {
	case !c.JSON:
		return nil
	case len(all) == 1:
		return printJSON(os.Stdout, all[0])
	}
	return printJSON(os.Stdout, all)
}

// pagesJSON is what pages prints about one file.
type pagesJSON struct {
	layout.Result
	// Agreement compares the scene lengths the file states with those measured.
	Agreement *layout.Agreement `json:"agreement,omitempty"`
}

func (c *ScriptPages) layout() layout.Options {
	o := c.options()
	o.Continued = c.Continued
	if c.Standard {
		f := layout.Standard(o.Paper)
		o.Format = &f
	}
	switch c.Inserts {
	case "doubled":
		o.Inserts = layout.Doubled
	case "digits":
		o.Inserts = layout.Digits
	}
	return o
}

func printPages(out io.Writer, r layout.Result) {
	for i := range r.Pages {
		fmt.Fprintln(out, r.Plain(i)+"\f")
	}
	for _, f := range r.Findings {
		fmt.Fprintf(os.Stderr, "%s: %s: %s\n", f.Severity, f.Place, f.Text)
	}
}

// draftJSON is one draft of a locked script.
type draftJSON struct {
	File  string         `json:"file"`
	Color revision.Color `json:"color"`
	revision.Issue
}

// issue locks the first draft and issues the others in the order of colours.
func (c *ScriptPages) issue(drafts []*screenplay.Script) error {
	ladder, err := revision.LadderOf(c.Colors)
	if err != nil {
		return err
	}
	o := revision.Options{Layout: c.layout(), Pages: true}
	if c.Scheme == "before" {
		o.Scheme = layout.Before
	}
	var all []draftJSON
	var last revision.Issue
	for n, s := range drafts {
		color := ladder.At(n)
		if n == 0 {
			last = revision.First(s, o)
		} else {
			o.Revision = screenplay.Revision{ID: color.Name, Name: color.Name, Page: color.RGB, Mark: "*"}
			last = revision.Later(last, s, o)
		}
		all = append(all, draftJSON{c.Files[n], color, last})
	}
	if c.Revised {
		last.Layout = last.Layout.Revised()
		all[len(all)-1].Layout = last.Layout
	}
	if c.PDF != "" {
		if err := c.print(last.Script, last.Layout, all[len(all)-1].Color.Name); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(os.Stdout, map[string]any{"drafts": all})
	}
	for _, d := range all {
		printIssue(os.Stdout, d)
	}
	return nil
}

func printIssue(out io.Writer, d draftJSON) {
	fmt.Fprintf(out, "%s: %s, %d pages, %s pages of scenes\n", filepath.Base(d.File), d.Color.Name, len(d.Layout.Pages), d.Layout.Eighths)
	if len(d.Added) > 0 {
		fmt.Fprintf(out, "  new scenes: %s\n", strings.Join(d.Added, ", "))
	}
	if len(d.Omitted) > 0 {
		fmt.Fprintf(out, "  omitted: %s\n", strings.Join(d.Omitted, ", "))
	}
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, p := range d.Pages {
		fmt.Fprintf(w, "  page %s\t%s\t%d lines marked\n", p.Number, p.Change, p.Marks)
	}
	w.Flush()
	for _, f := range d.Findings {
		fmt.Fprintf(out, "  %s: %s: %s\n", f.Severity, f.Place, f.Text)
	}
}

// print writes laid out pages as PDF; color is that of the revision, "" if none.
func (c *ScriptPages) print(s *screenplay.Script, r layout.Result, color string) error {
	meta := documents.Meta{Production: s.Title(), Title: "Screenplay", Issue: color}
	if c.Date != "" {
		meta.Created, _ = time.Parse(time.DateOnly, c.Date) // checked before
	}
	r = r.Header(s, func(name string) string {
		if name == "" {
			name = color
		}
		return strings.TrimSpace(strings.ToUpper(name) + " REVISIONS " + c.Date)
	})
	to := documents.Recipient{Name: c.For}
	if c.Copy != "" {
		to.Detail = "copy " + c.Copy
	}
	pdf, err := documents.RenderPDF(documents.ScreenplayIn(meta, s, r, documents.ScriptLook{Tinted: c.Tint}), to)
	if err != nil {
		return err
	}
	for _, f := range pdf.Findings {
		fmt.Fprintf(os.Stderr, "warning: page %d: %s\n", f.Page, f.Message)
	}
	if err := os.WriteFile(c.PDF, pdf.Bytes, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s: %d pages\n", c.PDF, pdf.Pages)
	return nil
}
