package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"backlot/film/pages"
	"backlot/film/sheets"
)

// SheetsCmd exchanges breakdown sheets and stripboards with scheduling programs and spreadsheets.
type SheetsCmd struct {
	Show    SheetsShowCmd    `cmd:"" help:"Print the boards of a file, day by day."`
	Convert SheetsConvertCmd `cmd:"" help:"Write breakdown sheets and boards in another format."`
}

// SheetsShowCmd prints a file of sheets.
type SheetsShowCmd struct {
	File string `arg:"" help:"Schedule to read: .uss, .sex, .csv or .xlsx; - is standard input."`
	JSON bool   `name:"json" help:"Print everything the file says as JSON."`
}

// Run prints the boards; findings go to standard error. It exits 1 when there are findings.
func (c *SheetsShowCmd) Run() error { return c.print(os.Stdout, os.Stderr) }

func (c *SheetsShowCmd) print(w, notes io.Writer) error {
	b, err := readSheets(c.File)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(w, b)
	} else {
		err = printBook(w, b)
	}
	if err == nil && tellFindings(notes, b) {
		return exitCode(1)
	}
	return err
}

func tellFindings(notes io.Writer, b sheets.Book) bool {
	for _, f := range b.Findings {
		fmt.Fprintln(notes, f)
	}
	return len(b.Findings) > 0
}

func printBook(w io.Writer, b sheets.Book) error {
	scenes := 0
	for _, s := range b.Scenes {
		if s.Kind == sheets.KindScene {
			scenes++
		}
	}
	fmt.Fprintf(w, "%s: %d scenes, %d elements in %d categories, %d boards\n", b.Name, scenes, len(b.Elements), len(b.Categories), len(b.Boards))
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for n, board := range b.Boards {
		days := b.Days(n)
		fmt.Fprintf(out, "\nboard %d: %s, %d days, %d sheets in the boneyard\n", n+1, board.Name, len(days), len(board.Unused))
		for _, d := range days {
			var length pages.Eighths
			var line []string
			for _, i := range d.Strips {
				s := b.Scenes[i]
				length += s.Eighths
				if s.Kind == sheets.KindScene {
					line = append(line, s.Number)
				} else {
					line = append(line, "["+s.Synopsis+"]")
				}
			}
			number := "-"
			if d.Number > 0 {
				number = strconv.Itoa(d.Number)
			}
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", number, d.Date, length, strings.Join(line, " "))
		}
	}
	return out.Flush()
}

// SheetsConvertCmd writes sheets in another format.
type SheetsConvertCmd struct {
	File  string `arg:"" help:"Schedule to read: .uss, .sex, .csv or .xlsx, told by its content or ending; - is standard input."`
	Out   string `arg:"" optional:"" help:"File to write; its ending chooses the format. Default: CSV to standard output."`
	To    string `help:"Format to write: uss, xlsx, csv or sex." enum:"uss,xlsx,csv,sex," default:""`
	Board string `help:"Name or number of the board that a table shows; the first when left out."`
}

// Run converts the file. Nothing is written unless all of it could be made.
func (c *SheetsConvertCmd) Run() error { return c.convert(os.Stdout, os.Stderr) }

func (c *SheetsConvertCmd) convert(w, notes io.Writer) error {
	to := sheets.Format(c.To)
	if to == "" {
		to = sheets.CSV
		if c.Out != "" && c.Out != "-" {
			var err error
			if to, err = sheets.FormatOf(c.Out, nil); err != nil {
				fmt.Fprintf(notes, "backlot: convert to %v\n", err)
				return exitCode(2)
			}
		}
	}
	b, err := readSheets(c.File)
	if err != nil {
		return err
	}
	n, err := c.board(b)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := sheets.Write(&out, to, b, n); err != nil {
		return fmt.Errorf("convert %s to %s: %w", c.File, to, err)
	}
	tellFindings(notes, b)
	if c.Out == "" || c.Out == "-" {
		_, err := out.WriteTo(w)
		return err
	}
	return os.WriteFile(c.Out, out.Bytes(), 0o644)
}

// board finds the board to show.
func (c *SheetsConvertCmd) board(b sheets.Book) (int, error) {
	if c.Board == "" {
		return 0, nil
	}
	var names []string
	for i, x := range b.Boards {
		if x.Name == c.Board || strconv.Itoa(i+1) == c.Board {
			return i, nil
		}
		names = append(names, strconv.Quote(x.Name))
	}
	return 0, fmt.Errorf("%s: no board %q; it has %s", c.File, c.Board, strings.Join(names, ", "))
}

// readSheets reads a file, or standard input for "-".
func readSheets(name string) (sheets.Book, error) {
	var raw []byte
	var err error
	if name == "-" {
		raw, err = io.ReadAll(os.Stdin)
		name = "standard input.csv" // when the content does not say what it is
	} else {
		raw, err = os.ReadFile(name)
	}
	if err != nil {
		return sheets.Book{}, err
	}
	b, err := sheets.Read(filepath.ToSlash(name), raw)
	if err != nil {
		return b, fmt.Errorf("%s: %w", name, err)
	}
	return b, nil
}
