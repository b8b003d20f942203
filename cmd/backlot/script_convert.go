package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents"
)

// ScriptConvert writes a script in another format.
type ScriptConvert struct {
	File string `arg:"" help:"Screenplay to read." type:"existingfile"`
	Out  string `arg:"" optional:"" help:"File to write; its ending chooses the format. Default: Fountain to standard output."`
	To   string `help:"Format to write: fountain, fdx, osf, pdf, html, epub, text (pages as printed) or json." enum:"fountain,fdx,osf,pdf,html,epub,text,json," default:""`
	JSON bool   `help:"Write the document model as JSON." name:"json"`
	ScriptLayout
}

// formatsByEnding are the formats that the ending of a file chooses.
var formatsByEnding = map[string]string{
	"": "fountain", ".fountain": "fountain", ".spmd": "fountain", ".fdx": "fdx", ".osf": "osf", ".xml": "osf", ".pdf": "pdf",
	".html": "html", ".htm": "html", ".epub": "epub", ".txt": "text", ".text": "text", ".json": "json",
}

// Run converts the file. Nothing is written unless all of it could be made.
func (c *ScriptConvert) Run() error {
	to, ok := c.To, true
	switch {
	case c.JSON:
		to = "json"
	case to == "":
		to, ok = formatsByEnding[strings.ToLower(filepath.Ext(c.Out))]
	}
	if !ok {
		fmt.Fprintf(os.Stderr, "backlot: convert to %q: want an ending such as .fountain, .fdx, .osf, .pdf, .html, .epub, .txt or .json\n", filepath.Ext(c.Out))
		return exitCode(2)
	}
	s, err := readScript(c.File)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := c.write(&out, s, to); err != nil {
		return fmt.Errorf("convert %s to %s: %w", c.File, to, err)
	}
	for _, f := range s.Findings {
		fmt.Fprintf(os.Stderr, "%s: %s: %s\n", f.Severity, f.Place, f.Text)
	}
	if c.Out == "" || c.Out == "-" {
		_, err := out.WriteTo(os.Stdout)
		return err
	}
	return os.WriteFile(c.Out, out.Bytes(), 0o644)
}

func (c *ScriptConvert) write(w io.Writer, s *screenplay.Script, to string) error {
	switch to {
	case "fdx":
		return screenplay.WriteFDX(w, s)
	case "osf":
		return screenplay.WriteOSF(w, s)
	case "html":
		return screenplay.WriteHTML(w, s)
	case "epub":
		return screenplay.WriteEPUB(w, s, time.Now())
	case "json":
		return printJSON(w, s)
	case "pdf":
		return c.writePDF(w, s)
	case "text":
		set := layout.Set(s, c.options())
		for i := range set.Pages {
			if _, err := io.WriteString(w, strings.TrimRight(set.Plain(i), "\n")+"\n\f"); err != nil {
				return err
			}
		}
		return nil
	}
	return screenplay.WriteFountain(w, s)
}

// writePDF prints the script as the product does.
func (c *ScriptConvert) writePDF(w io.Writer, s *screenplay.Script) error {
	title := s.Title()
	if title == "" {
		title = strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))
	}
	meta := documents.Meta{Production: title, Title: "Screenplay", Author: s.TitleField("author")}
	doc := documents.Screenplay(meta, s, layout.Set(s, c.options()))
	pdf, err := documents.RenderPDF(doc, documents.Recipient{})
	if err != nil {
		return err
	}
	for _, f := range slices.Compact(pdf.Findings) {
		fmt.Fprintf(os.Stderr, "page %d: %s\n", f.Page, f.Message)
	}
	_, err = w.Write(pdf.Bytes)
	return err
}
