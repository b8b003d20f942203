package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents"
)

// ScriptSides lays out sides.
type ScriptSides struct {
	File      string   `arg:"" help:"Screenplay." type:"existingfile"`
	Scene     []string `help:"Scene numbers; a scene without one is counted from 1." short:"s" name:"scene" aliases:"scenes"`
	Character []string `help:"Only scenes this character is in." short:"c"`
	JSON      bool     `help:"Print positioned lines as JSON; crossed out lines say so." name:"json"`
	PDF       string   `help:"Write a PDF." name:"pdf" type:"path"`
	Head      string   `help:"Words over every page of the PDF, such as \"Day 3, 3 March 2027, Main unit\"."`
	Clean     bool     `help:"Leave the other scenes out instead of crossing them out."`
	TwoUp     bool     `help:"Two pages beside each other on a sheet, to be cut." name:"two-up"`
	Recipient string   `help:"Name printed across every page of the PDF."`
	ScriptLayout
}

// Run writes the PDF, or prints the pages; lines of other scenes are left out of
// the text form.
func (c *ScriptSides) Run() error {
	if len(c.Scene) == 0 && len(c.Character) == 0 {
		fmt.Fprintln(os.Stderr, "backlot: sides: want --scene or --character")
		return exitCode(2)
	}
	s, err := readScript(c.File)
	if err != nil {
		return err
	}
	wanted, err := c.wanted(s)
	if err != nil {
		return err
	}
	o := c.options()
	o.AutoNumber = c.PDF != ""
	r := layout.Set(s, o).Sides(s, wanted)
	switch {
	case c.PDF != "":
		return c.writePDF(s, r)
	case c.JSON:
		return printJSON(os.Stdout, r)
	}
	for i := range r.Pages {
		r.Pages[i].Lines = slices.DeleteFunc(r.Pages[i].Lines, func(l layout.Line) bool { return l.Crossed })
		fmt.Println(r.Plain(i) + "\f")
	}
	return nil
}

// wanted finds the scenes: those named by number, of the characters named. Numbers
// and names that the script does not have are errors.
func (c *ScriptSides) wanted(s *screenplay.Script) (map[string]bool, error) {
	scenes := s.Scenes()
	byNumber := map[string]string{}
	for _, sc := range scenes {
		byNumber[cmp.Or(strings.ToUpper(sc.Number), fmt.Sprint(sc.Ordinal))] = sc.ID
	}
	out := map[string]bool{}
	for _, n := range c.Scene {
		id, ok := byNumber[strings.ToUpper(n)]
		if !ok {
			return nil, fmt.Errorf("sides of %s: no scene %q; it has %d scenes", c.File, n, len(scenes))
		}
		out[id] = true
	}
	for i, name := range c.Character {
		name = strings.ToUpper(strings.Join(strings.Fields(name), " "))
		theirs := layout.ScenesOf(scenes, name)
		if len(theirs) == 0 {
			return nil, fmt.Errorf("sides of %s: nobody called %s is in it; it has %s", c.File, name, strings.Join(castOf(s, scenes), ", "))
		}
		for id := range theirs {
			if len(c.Scene) == 0 {
				out[id] = true
			}
		}
		if len(c.Scene) > 0 && i == len(c.Character)-1 {
			c.narrow(out, scenes)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("sides of %s: %s in none of these scenes", c.File, strings.Join(c.Character, " and "))
	}
	return out, nil
}

// narrow keeps the scenes in which one of the characters is.
func (c *ScriptSides) narrow(wanted map[string]bool, scenes []screenplay.Scene) {
	there := map[string]bool{}
	for _, name := range c.Character {
		for id := range layout.ScenesOf(scenes, strings.ToUpper(strings.Join(strings.Fields(name), " "))) {
			there[id] = true
		}
	}
	for id := range wanted {
		if !there[id] {
			delete(wanted, id)
		}
	}
}

func castOf(s *screenplay.Script, scenes []screenplay.Scene) []string {
	var out []string
	for _, p := range s.People(scenes) {
		out = append(out, p.Name)
	}
	return out
}

func (c *ScriptSides) writePDF(s *screenplay.Script, r layout.Result) error {
	title := cmp.Or(s.Title(), strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File)))
	papers := map[string]documents.Revision{}
	for _, v := range s.Revisions {
		papers[v.ID] = documents.Revision{Name: v.Name}
	}
	head := strings.ToUpper(title)
	if what := cmp.Or(c.Head, strings.Join(c.Character, ", ")); what != "" {
		head += "  ·  " + what
	}
	sides := documents.Sides{Pages: r.Pages, Paper: r.Paper, Head: head, Mark: "CONFIDENTIAL", Clean: c.Clean, TwoUp: c.TwoUp, Papers: papers}
	pdf, err := documents.RenderPDF(sides.Document(documents.Meta{Production: title, Title: "Sides", Subtitle: c.Head}), documents.Recipient{Name: c.Recipient})
	if err != nil {
		return err
	}
	for _, f := range pdf.Findings {
		fmt.Fprintf(os.Stderr, "page %d: %s\n", f.Page, f.Message)
	}
	if err := os.WriteFile(c.PDF, pdf.Bytes, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d pages of script on %d sheets\n", c.PDF, len(r.Pages), pdf.Pages)
	return nil
}
