package sheets

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

const maxTable = 64 << 20

// bom tells spreadsheets that a file is UTF-8.
const bom = "\ufeff"

// WriteCSV writes board n of a book as comma-separated values: UTF-8 with a mark at its beginning,
// so that Excel reads umlauts, and an apostrophe before cells that a spreadsheet would take for a
// formula.
func WriteCSV(w io.Writer, b Book, n int) error {
	rows, err := table(b, n)
	if err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@'\t\r", rune(cell[0])) {
				cell = "'" + cell
			}
			row[i] = cell
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("csv: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// ReadCSV reads a board from values separated by commas, semicolons or tabs. Columns are known by
// their headings; lines that make no sense are findings. name is that of the board.
func ReadCSV(r io.Reader, name string) (Book, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxTable+1))
	if err != nil {
		return Book{}, fmt.Errorf("csv: %w", err)
	}
	if len(raw) > maxTable {
		return Book{}, fmt.Errorf("csv: larger than %d MiB", maxTable>>20)
	}
	text := string(bytes.TrimPrefix(raw, []byte(bom)))
	if !utf8.ValidString(text) {
		text = latin(raw) // as older programs save
	}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.LazyQuotes = separator(text), -1, true
	var rows [][]string
	for {
		row, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return Book{}, fmt.Errorf("csv: %w", err)
		}
		line, _ := in.FieldPos(0)
		for len(rows) < line-1 && len(rows) < 1<<20 { // empty lines, and lines within a cell
			rows = append(rows, nil)
		}
		for i, cell := range row {
			if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@'\t\r", rune(cell[1])) {
				row[i] = cell[1:]
			}
		}
		rows = append(rows, row)
	}
	b, err := readTable(rows, name)
	if err != nil {
		return b, fmt.Errorf("csv: %w", err)
	}
	return b, nil
}

// separator is what the first line that has any parts its cells by most often.
func separator(text string) rune {
	for line := range strings.Lines(text) {
		best, most := ',', 0
		for _, c := range ",;\t" {
			if n := strings.Count(line, string(c)); n > most {
				best, most = c, n
			}
		}
		if most > 0 {
			return best
		}
	}
	return ','
}
