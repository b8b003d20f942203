package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"backlot/film/source"
)

// SourceCmd reads the books that films are made from.
type SourceCmd struct {
	Info SourceInfo `cmd:"" help:"Say what a book holds: chapters, words, people, findings."`
}

// SourceInfo summarises books.
type SourceInfo struct {
	File string `arg:"" help:"Book: text, Markdown, HTML, EPUB or PDF with a text layer." type:"existingfile"`
	JSON bool   `help:"Print JSON." name:"json"`
}

// sourceReport is what source info --json prints.
type sourceReport struct {
	Title      string           `json:"title"`
	Author     string           `json:"author"`
	Format     string           `json:"format"`
	Language   string           `json:"language"`
	Words      int              `json:"words"`
	Chapters   []sourceChapter  `json:"chapters"`
	Characters []source.Person  `json:"characters"`
	Findings   []source.Finding `json:"findings"`
}

type sourceChapter struct {
	Number int    `json:"number"`
	Title  string `json:"title"`
	Part   string `json:"part,omitempty"`
	Place  string `json:"place"`
	Words  int    `json:"words"`
	Matter bool   `json:"matter,omitempty"`
}

// Run prints the summary of the book.
func (c *SourceInfo) Run() error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	t, err := source.Read(f, filepath.Base(c.File), source.Limits{})
	if err != nil {
		fmt.Fprintln(os.Stderr, "backlot:", err)
		return exitCode(2)
	}
	r := sourceReport{Title: t.Title, Author: t.Author, Format: t.Format, Language: t.Language, Words: t.Words(),
		Chapters: []sourceChapter{}, Characters: t.People(), Findings: t.Findings}
	for i, ch := range t.Chapters {
		r.Chapters = append(r.Chapters, sourceChapter{i + 1, ch.Title, ch.Part, ch.Place, ch.Words, ch.Matter})
	}
	if c.JSON {
		return printJSON(os.Stdout, r)
	}
	printSource(os.Stdout, c.File, r)
	return nil
}

func printSource(out io.Writer, path string, r sourceReport) {
	title := r.Title
	if title == "" {
		title = filepath.Base(path)
	}
	if r.Author != "" {
		title += " by " + r.Author
	}
	fmt.Fprintf(out, "%s: %d words in %d chapters, %d characters, read as %s\n\n", title, r.Words, len(r.Chapters), len(r.Characters), r.Format)
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "CHAPTER\tWORDS\tAT\tTITLE")
	for _, ch := range r.Chapters {
		name := ch.Title
		if ch.Part != "" && ch.Part != ch.Title {
			name = ch.Part + " / " + name
		}
		if ch.Matter {
			name += " (not part of the story)"
		}
		fmt.Fprintf(w, "%d\t%d\t%s\t%s\n", ch.Number, ch.Words, ch.Place, name)
	}
	fmt.Fprintln(w, "\nCHARACTER\tNAMED\tCHAPTERS\tALSO")
	for _, p := range r.Characters {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\n", p.Name, p.Mentions, len(p.Chapters), strings.Join(p.Aliases, ", "))
	}
	w.Flush()
	for _, f := range r.Findings {
		fmt.Fprintf(out, "%s: %s: %s\n", f.Severity, f.Place, f.Text)
	}
}
