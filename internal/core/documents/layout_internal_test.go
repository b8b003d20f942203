package documents

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestTableStaysOnThePage lays out tables of every shape: rows taller than a page, columns wider
// than a page, groups of one row. All text must stand inside the margins, and none may be lost.
func TestTableStaysOnThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 24).Draw(t, "columns")
		table := Table{Sticky: rapid.IntRange(0, 2).Draw(t, "sticky"), Grid: true}
		for i := range columns {
			w := rapid.SampledFrom([]Width{Fixed(18), Fixed(200), Share(1), Content(60), {}}).Draw(t, "width")
			table.Columns = append(table.Columns, Column{Title: fmt.Sprint("C", i), Width: w, Turned: rapid.Bool().Draw(t, "turned")})
		}
		words := 0
		for range rapid.IntRange(0, 5).Draw(t, "groups") {
			g := Group{Title: rapid.SampledFrom([]string{"", "Day"}).Draw(t, "title")}
			for range rapid.IntRange(0, 12).Draw(t, "rows") {
				n := rapid.SampledFrom([]int{0, 1, 5, 40, 300}).Draw(t, "words")
				g.Rows = append(g.Rows, Row{Cells: []Cell{Text(strings.Repeat("q ", n))}})
				words += n
			}
			if rapid.Bool().Draw(t, "total") {
				g.Total = &Row{Cells: []Cell{Text("sum")}}
			}
			table.Groups = append(table.Groups, g)
		}
		paper := Layout(Document{Blocks: []Block{table}})
		bandsOf := len(bands(table, Letter.W-2*MarginX, Type{Size: 8.5}))
		found := 0
		for n, g := range paper.Pages {
			for _, s := range g.steps {
				if s.kind != stepText {
					continue
				}
				if s.y > g.Size.H-FootSpace+0.01 || s.y < BodyTop || s.x < MarginX-0.01 {
					t.Fatalf("page %d: %q stands at %.1f, %.1f; want it inside the margins", n+1, s.text, s.x, s.y)
				}
				found += strings.Count(s.text, "q")
			}
		}
		repeats := 1
		if table.Sticky > 0 {
			repeats = bandsOf
		}
		if found != words*repeats {
			t.Fatalf("%d words printed in %d bands; want %d in each", found, bandsOf, words)
		}
	})
}

func TestCompactDropsEmptyColumns(t *testing.T) {
	table := Table{Sticky: 2, Columns: []Column{{Title: "Scene"}, {Title: "Day"}, {Title: "Set"}, {Title: "Place"}},
		Groups: []Group{{
			Rows:  []Row{{Cells: []Cell{Text("1"), {}, Text("HARBOUR"), {}}}, {Banner: true, Cells: []Cell{Text("MOVE")}}},
			Total: &Row{Cells: []Cell{{Text: "sum", Span: 2}, {Text: "1 day", Span: 2}}},
		}}}
	got := table.Compact()
	if len(got.Columns) != 2 || got.Columns[1].Title != "Set" || got.Sticky != 1 {
		t.Fatalf("columns = %+v, %d sticky; want Scene and Set, one sticky", got.Columns, got.Sticky)
	}
	if total := got.Groups[0].Total.Cells; len(total) != 2 || total[0].Span != 1 || len(got.Groups[0].Rows[0].Cells) != 2 {
		t.Errorf("rows = %+v", got.Groups[0])
	}
	if len(table.Columns) != 4 || len(table.Groups[0].Rows[0].Cells) != 4 {
		t.Error("the table given was changed")
	}
}
