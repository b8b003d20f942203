package main

import (
	"errors"
	"fmt"
	"os"

	"backlot/film/offload"
	"backlot/internal/core/documents"
	cards "backlot/internal/shoot/offload"
)

// writeOffloadPapers writes a report in the forms that are asked for.
func writeOffloadPapers(r *offload.Report, pdf, html, table string) error {
	for _, to := range []struct {
		path   string
		format documents.Format
	}{{pdf, documents.AsPDF}, {html, documents.AsHTML}} {
		if to.path == "" {
			continue
		}
		f, err := documents.Render(cards.ReportPaper(r), to.format, documents.Recipient{})
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
	if table != "" {
		return writeOffloadCSV(r, table)
	}
	return nil
}

// writeOffloadCSV writes a line per file.
func writeOffloadCSV(r *offload.Report, name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(cards.WriteCSV(f, r), f.Close())
}
