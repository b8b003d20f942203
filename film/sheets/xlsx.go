package sheets

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// numbers are the columns that a spreadsheet should be able to add up.
var numbers = map[string]bool{"Day": true, "Eighths": true, "Minutes": true}

// WriteXLSX writes board n of a book as a workbook of one sheet. All cells are text but counts, so
// that nothing becomes a formula or a date.
func WriteXLSX(w io.Writer, b Book, n int) error {
	rows, err := table(b, n)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	f := excelize.NewFile()
	defer f.Close()
	if err := fillSheet(f, rows); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return f.Write(w)
}

func fillSheet(f *excelize.File, rows [][]string) error {
	const name = "Board"
	if err := f.SetSheetName(f.GetSheetName(0), name); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	ended, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3E6EA"}}})
	if err != nil {
		return err
	}
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, c := range columns {
		if err := s.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range rows {
		style := 0
		switch {
		case i == 0:
			style = bold
		case row[typeColumn] == wordDay:
			style = ended
		}
		cells := make([]any, len(row))
		for n, text := range row {
			cell := excelize.Cell{StyleID: style, Value: text}
			if number, err := strconv.Atoi(text); err == nil && numbers[columns[n].title] {
				cell.Value = number
			}
			cells[n] = cell
		}
		if err := s.SetRow("A"+strconv.Itoa(i+1), cells); err != nil {
			return err
		}
	}
	return s.Flush()
}

// typeColumn is where a line says what it is.
const typeColumn = 2

// ReadXLSX reads a board from the first sheet of a workbook that has a line of headings. Columns
// are known by them; lines that make no sense are findings. name is that of the board.
func ReadXLSX(r io.Reader, name string) (b Book, err error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxTable+1))
	if err != nil {
		return Book{}, fmt.Errorf("xlsx: %w", err)
	}
	if len(raw) > maxTable {
		return Book{}, fmt.Errorf("xlsx: larger than %d MiB", maxTable>>20)
	}
	defer func() { // excelize is not proof against every damaged workbook
		if p := recover(); p != nil {
			b, err = Book{}, fmt.Errorf("xlsx: the workbook is damaged: %v", p)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: 4 * maxTable, UnzipXMLSizeLimit: maxTable, RawCellValue: true})
	if err != nil {
		return Book{}, fmt.Errorf("xlsx: %w", err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, rowsErr := f.GetRows(sheet)
		if rowsErr != nil {
			return Book{}, fmt.Errorf("xlsx: sheet %s: %w", sheet, rowsErr)
		}
		if b, err = readTable(rows, name); err == nil {
			return b, nil
		}
	}
	return Book{}, fmt.Errorf("xlsx: %w", err)
}
