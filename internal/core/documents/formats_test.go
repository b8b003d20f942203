package documents_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"backlot/internal/core/documents"
)

func TestHTMLIsOneSelfContainedPage(t *testing.T) {
	doc := oneLiner()
	doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: `<script>alert("x")</script> & more`})
	got := documents.RenderHTML(doc)
	keep(t, "oneliner.html", got.Bytes)
	s := string(got.Bytes)
	for _, never := range []string{"<script", "style=", "http://", "https://", "onload"} {
		if strings.Contains(s, never) {
			t.Errorf("page contains %q; want neither script, nor inline style, nor outside address", never)
		}
	}
	for _, want := range []string{"The Salt Line", "&lt;script&gt;", "Day 9 · Tuesday 9 March 2027", "Issue 3", "@media print"} {
		if !strings.Contains(s, want) {
			t.Errorf("page lacks %q", want)
		}
	}
	if again := documents.RenderHTML(doc); !bytes.Equal(got.Bytes, again.Bytes) {
		t.Error("two renderings differ")
	}
}

func TestXLSXReadsBack(t *testing.T) {
	got, err := documents.RenderXLSX(oneLiner())
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "oneliner.xlsx", got.Bytes)
	for range 5 {
		again, err := documents.RenderXLSX(oneLiner())
		if err != nil || !bytes.Equal(got.Bytes, again.Bytes) {
			t.Fatalf("two workbooks differ, %v", err)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(got.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("One-liner", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	flat := ""
	for _, r := range rows {
		flat += strings.Join(r, "|") + "\n"
	}
	for _, want := range []string{"|1.375|", "Day 1 · Monday 1 March 2027", "Łukasiewicz", "COMPANY MOVE"} {
		if !strings.Contains(flat, want) {
			t.Errorf("workbook lacks %q", want)
		}
	}
}

func TestXLSXNeverStoresAFormula(t *testing.T) {
	doc := documents.Document{Meta: documents.Meta{Title: "Crew"}, Blocks: []documents.Block{documents.Table{
		Name: "A/B: [crew]", Columns: []documents.Column{{Title: "Name"}},
		Groups: []documents.Group{{Rows: []documents.Row{{Cells: []documents.Cell{documents.Text(`=HYPERLINK("http://x","y")`)}}}}},
	}}}
	got, err := documents.RenderXLSX(doc)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(got.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetList()[0]
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		for j := range r {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				t.Errorf("%s holds the formula %q; want text", cell, formula)
			}
		}
	}
}

func TestXLSXOfSeveralTablesHasASheetForEach(t *testing.T) {
	table := func(name string) documents.Table {
		return documents.Table{Name: name, Columns: []documents.Column{{Title: "Name"}, {Title: "Days"}},
			Groups: []documents.Group{{Rows: []documents.Row{{Cells: []documents.Cell{documents.Text("Marta"), documents.Count(12)}}}}}}
	}
	doc := documents.Document{Meta: documents.Meta{Title: "Day Out of Days"}, Blocks: []documents.Block{table("Cast"), table("Animals"), table("cast")}}
	first, err := documents.RenderXLSX(doc)
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if again, err := documents.RenderXLSX(doc); err != nil || !bytes.Equal(first.Bytes, again.Bytes) {
			t.Fatalf("two workbooks differ, %v", err)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(first.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), ","); got != "Day Out of Days,Cast,Animals,cast 2" {
		t.Errorf("sheets = %s", got)
	}
}
