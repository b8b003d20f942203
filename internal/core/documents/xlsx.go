package documents

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"backlot/film/civil"
)

// XLSX is a document as a spreadsheet.
type XLSX struct {
	Bytes    []byte
	Findings []Finding
}

// longest text a cell may hold, in characters (Excel specifications and limits).
const maxCellText = 32767

// RenderXLSX writes a document as a workbook. A table with a name gets a worksheet of its own, with
// its headings frozen; everything else stands on the first sheet. Cells with a Value hold numbers
// and dates; all others are text, so that nothing a person typed can become a formula.
func RenderXLSX(doc Document) (XLSX, error) {
	w := &xlsxWriter{file: excelize.NewFile(), styles: map[xlsxStyle]int{}, names: map[string]bool{}}
	defer w.file.Close()
	if err := w.write(doc); err != nil {
		return XLSX{}, fmt.Errorf("encode %q as XLSX: %w", doc.Meta.Title, err)
	}
	var raw bytes.Buffer
	if err := w.file.Write(&raw); err != nil {
		return XLSX{}, fmt.Errorf("encode %q as XLSX: %w", doc.Meta.Title, err)
	}
	b, err := sorted(raw.Bytes())
	if err != nil {
		return XLSX{}, fmt.Errorf("order the parts of %q: %w", doc.Meta.Title, err)
	}
	return XLSX{Bytes: b, Findings: w.findings}, nil
}

type xlsxWriter struct {
	file     *excelize.File
	sw       *excelize.StreamWriter
	row      int // of the open sheet, last written
	styles   map[xlsxStyle]int
	names    map[string]bool // worksheet names in use, lower case
	findings []Finding
}

type xlsxStyle struct {
	text  TextStyle
	fill  Colour
	date  bool
	head  bool
	large bool
}

func (w *xlsxWriter) write(doc Document) error {
	if err := w.properties(doc.Meta); err != nil {
		return err
	}
	first, rest := split(doc)
	if err := w.firstSheet(doc.Meta, first, len(rest) == 0); err != nil {
		return err
	}
	for _, t := range rest {
		if err := w.tableSheet(t); err != nil {
			return err
		}
	}
	return nil
}

// split parts the named tables from the rest. A document of a single table keeps it on the first sheet.
func split(doc Document) (first []Block, rest []Table) {
	named := 0
	for _, b := range doc.Blocks {
		if t, ok := b.(Table); ok && t.Name != "" {
			named++
		}
	}
	for _, b := range doc.Blocks {
		if t, ok := b.(Table); ok && t.Name != "" && named > 1 {
			rest = append(rest, t)
			continue
		}
		first = append(first, b)
	}
	return first, rest
}

func (w *xlsxWriter) properties(m Meta) error {
	created := m.Created.UTC()
	if m.Created.IsZero() {
		created = undated
	}
	stamp := created.Format(time.RFC3339)
	return w.file.SetDocProps(&excelize.DocProperties{
		Title: joinNonEmpty(": ", m.Production, m.Title), Subject: m.Subtitle, Version: m.Issue,
		Creator: joinNonEmpty(", ", m.Author, m.Company), LastModifiedBy: "Backlot",
		Created: stamp, Modified: stamp, Language: m.Language,
	})
}

// open starts a worksheet with the column widths and frozen rows it will have: the stream wants
// both before the first row.
func (w *xlsxWriter) open(name string, t *Table, frozen int) error {
	name = w.unique(sheetName(name))
	if len(w.names) == 1 {
		if err := w.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else if _, err := w.file.NewSheet(name); err != nil {
		return err
	}
	sw, err := w.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	w.sw, w.row = sw, 0
	if t != nil {
		for i := range t.Columns {
			if err := sw.SetColWidth(i+1, i+1, xlsxWidth(*t, i)); err != nil {
				return err
			}
		}
	}
	if frozen > 0 {
		p := &excelize.Panes{Freeze: true, YSplit: frozen, TopLeftCell: fmt.Sprintf("A%d", frozen+1), ActivePane: "bottomLeft"}
		if t != nil && t.Sticky > 0 {
			corner, err := excelize.CoordinatesToCellName(t.Sticky+1, frozen+1)
			if err != nil {
				return err
			}
			p.XSplit, p.TopLeftCell, p.ActivePane = t.Sticky, corner, "bottomRight"
		}
		return sw.SetPanes(p)
	}
	return nil
}

func (w *xlsxWriter) unique(name string) string {
	base, out := name, name
	for n := 2; w.names[strings.ToLower(out)]; n++ {
		suffix := fmt.Sprintf(" %d", n)
		r := []rune(base)
		out = string(r[:min(len(r), 31-len(suffix))]) + suffix
	}
	w.names[strings.ToLower(out)] = true
	return out
}

// xlsxWidth turns a width rule into Excel's unit, the width of a digit.
func xlsxWidth(t Table, i int) float64 {
	const digit = 5.6 // points
	c := t.Columns[i].Width
	switch {
	case c.content:
		return max(6, contentWidth(t, i, Type{})/digit+1)
	case c.points > 0:
		return max(4, c.points/digit)
	}
	return max(20, min(60, 30*weight(t.Columns[i])))
}

func (w *xlsxWriter) firstSheet(m Meta, blocks []Block, tables bool) error {
	name := m.Title
	var lone *Table
	for _, b := range blocks {
		if t, ok := b.(Table); ok && lone == nil {
			lone = &t
		}
	}
	if tables && lone != nil && lone.Name != "" {
		name = lone.Name
	}
	if err := w.open(name, lone, 0); err != nil {
		return err
	}
	if err := w.title(m); err != nil {
		return err
	}
	for _, b := range blocks {
		if err := w.block(b); err != nil {
			return err
		}
	}
	return w.sw.Flush()
}

func (w *xlsxWriter) tableSheet(t Table) error {
	if err := w.open(t.Name, &t, 1); err != nil {
		return err
	}
	if err := w.table(t); err != nil {
		return err
	}
	return w.sw.Flush()
}

func (w *xlsxWriter) title(m Meta) error {
	if err := w.line(xlsxStyle{large: true, text: TextStyle{Bold: true}}, joinNonEmpty(" · ", m.Production, m.Title)); err != nil {
		return err
	}
	date := ""
	if !m.Created.IsZero() {
		date = m.Created.Format("2 Jan 2006 15:04 MST")
	}
	if err := w.line(xlsxStyle{}, joinNonEmpty(" · ", m.Subtitle, m.Issue, m.Revision.Name, m.Company, date)); err != nil {
		return err
	}
	if m.Notice != "" {
		if err := w.line(xlsxStyle{text: TextStyle{Italic: true}}, m.Notice); err != nil {
			return err
		}
	}
	w.row++
	return nil
}

func (w *xlsxWriter) block(b Block) error {
	switch b := b.(type) {
	case Heading:
		return w.line(xlsxStyle{text: TextStyle{Bold: true}}, b.Text)
	case Paragraph:
		return w.line(xlsxStyle{text: b.Style}, b.Text)
	case Grid:
		for _, p := range b.Pairs {
			if err := w.line(xlsxStyle{}, joinNonEmpty(": ", p.Label, p.Value)); err != nil {
				return err
			}
		}
		w.row++
	case Table:
		err := w.table(b)
		w.row++
		return err
	}
	return nil
}

func (w *xlsxWriter) line(s xlsxStyle, text string) error {
	if text == "" {
		return nil
	}
	c, err := w.cell(s, text, nil)
	if err != nil {
		return err
	}
	return w.put([]any{c})
}

func (w *xlsxWriter) put(cells []any) error {
	w.row++
	return w.sw.SetRow(fmt.Sprintf("A%d", w.row), cells)
}

func (w *xlsxWriter) table(t Table) error {
	head := make([]any, 0, len(t.Columns))
	for _, c := range t.Columns {
		cell, err := w.cell(xlsxStyle{head: true, text: TextStyle{Bold: true, Align: c.Align}}, c.Title, nil)
		if err != nil {
			return err
		}
		head = append(head, cell)
	}
	if err := w.put(head); err != nil {
		return err
	}
	for _, g := range t.Groups {
		if g.Title != "" {
			fill := g.Fill
			if fill == 0 {
				fill = Shade
			}
			bar := Row{Banner: true, Fill: fill, Style: TextStyle{Bold: true, Align: Left}, Cells: []Cell{Text(g.Title)}}
			if err := w.tableRow(t, bar); err != nil {
				return err
			}
		}
		for _, r := range g.Rows {
			if err := w.tableRow(t, r); err != nil {
				return err
			}
		}
		if g.Total != nil {
			if err := w.tableRow(t, *g.Total); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *xlsxWriter) tableRow(t Table, r Row) error {
	if r.Banner {
		return w.banner(t, r)
	}
	var cells []any
	at := 0
	for _, c := range r.Cells {
		if at >= len(t.Columns) {
			break
		}
		fill := c.Fill
		if fill == 0 {
			fill = r.Fill
		}
		s := xlsxStyle{text: merge(t.Columns[at].Align, r.Style, c.Style), fill: fill}
		cell, err := w.cell(s, joinNonEmpty("\n", c.Text, c.Note), c.Value)
		if err != nil {
			return err
		}
		cells = append(cells, cell)
		span := min(max(c.Span, 1), len(t.Columns)-at)
		for range span - 1 {
			cells = append(cells, excelize.Cell{StyleID: cell.StyleID})
		}
		if err := w.mergeCells(at+1, span); err != nil {
			return err
		}
		at += span
	}
	return w.put(cells)
}

func (w *xlsxWriter) banner(t Table, r Row) error {
	align := Centre
	if r.Style.Align != Inherit {
		align = r.Style.Align
	}
	text := ""
	if len(r.Cells) > 0 {
		text = r.Cells[0].Text
	}
	s := xlsxStyle{text: TextStyle{Bold: r.Style.Bold, Align: align}, fill: r.Fill}
	c, err := w.cell(s, text, nil)
	if err != nil {
		return err
	}
	cells := []any{c}
	for range len(t.Columns) - 1 {
		cells = append(cells, excelize.Cell{StyleID: c.StyleID})
	}
	if err := w.mergeCells(1, len(t.Columns)); err != nil {
		return err
	}
	return w.put(cells)
}

// mergeCells joins n columns of the row about to be written.
func (w *xlsxWriter) mergeCells(from, n int) error {
	if n < 2 {
		return nil
	}
	a, err := excelize.CoordinatesToCellName(from, w.row+1)
	if err != nil {
		return err
	}
	b, err := excelize.CoordinatesToCellName(from+n-1, w.row+1)
	if err != nil {
		return err
	}
	return w.sw.MergeCell(a, b)
}

func (w *xlsxWriter) cell(s xlsxStyle, text string, value any) (excelize.Cell, error) {
	var v any = text
	switch x := value.(type) {
	case nil:
		if n := utf8.RuneCountInString(text); n > maxCellText {
			v = string([]rune(text)[:maxCellText])
			w.findings = append(w.findings, Finding{Message: fmt.Sprintf("row %d: a text of %d letters is cut to %d, the most a cell can hold", w.row+1, n, maxCellText)})
		}
	case civil.Date:
		if s.date = !x.IsZero(); s.date {
			v = x.Sub(civil.Of(1899, time.December, 30)) // day number of the 1900 date system
		}
	case int, float64:
		v = x
	default:
		return excelize.Cell{}, fmt.Errorf("cell value %v: want an int, a float64 or a civil.Date, got %T", x, x)
	}
	id, err := w.styleID(s)
	return excelize.Cell{StyleID: id, Value: v}, err
}

func (w *xlsxWriter) styleID(s xlsxStyle) (int, error) {
	if id, ok := w.styles[s]; ok {
		return id, nil
	}
	st := &excelize.Style{
		Font:      &excelize.Font{Bold: s.text.Bold, Italic: s.text.Italic, Size: 10, Family: "Arial", Color: s.fill.Ink().String()[1:]},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: !s.large, Horizontal: [...]string{"general", "left", "center", "right"}[s.text.Align]},
	}
	if s.text.Colour != 0 {
		st.Font.Color = s.text.Colour.String()[1:]
	}
	if s.large {
		st.Font.Size = 14
	}
	if s.head && s.fill == 0 {
		s.fill = Shade
	}
	if s.fill != 0 {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.fill.String()[1:]}}
		st.Border = []excelize.Border{{Type: "bottom", Style: 1, Color: Rule.String()[1:]}}
	}
	if s.date {
		format := "yyyy-mm-dd"
		st.CustomNumFmt = &format
	}
	id, err := w.file.NewStyle(st)
	if err == nil {
		w.styles[s] = id
	}
	return id, err
}

// sorted writes the parts of a workbook in the order of their names, the content types first. The
// writer's own order changes from run to run.
func sorted(in []byte) ([]byte, error) {
	zr, err := zip.NewReader(bytes.NewReader(in), int64(len(in)))
	if err != nil {
		return nil, err
	}
	files := append([]*zip.File(nil), zr.File...)
	key := func(f *zip.File) string {
		if f.Name == "[Content_Types].xml" {
			return ""
		}
		return f.Name
	}
	sort.Slice(files, func(i, j int) bool { return key(files[i]) < key(files[j]) })
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, f := range files {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		w, err := zw.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err == nil {
			_, err = io.Copy(w, r)
		}
		if cerr := r.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return nil, err
		}
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
