package cut

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// changeRow is a change order on its way to paper.
type changeRow struct {
	shot Shot
	Changed
}

// ordersPaper lists the change orders of one vendor, for its answer and two signatures. It goes to the vendor: what the
// production estimates is not in it. A cut that is not zero leaves out the change orders of others.
func ordersPaper(v graph.View, vendor, cut graph.ID) (documents.Document, error) {
	p, ok := graph.Get[production.Party](v, vendor)
	if !ok {
		return documents.Document{}, fault.New(fault.NotFound, "no company %s", vendor)
	}
	shots, err := shotsOf(v)
	if err != nil {
		return documents.Document{}, err
	}
	var rows []changeRow
	for _, s := range shots {
		for _, c := range s.Changes {
			if s.VendorID == vendor && c.Status != "withdrawn" && (cut.IsZero() || c.Cut == cut) {
				rows = append(rows, changeRow{s, c})
			}
		}
	}
	doc := documents.Document{Meta: documents.Meta{Production: production.NameOf(v), Title: "Change orders", Subtitle: p.Name}, Size: wide(paperSize(v))}
	if len(rows) == 0 {
		doc.Blocks = []documents.Block{documents.Paragraph{Text: "No change order is open with " + p.Name + "."}}
		return doc, nil
	}
	slices.SortStableFunc(rows, func(a, b changeRow) int { return cmp.Compare(a.AtMS, b.AtMS) })
	doc.Blocks = []documents.Block{changeTable(v, rows, mayPrice(v)),
		documents.Paragraph{Text: "Lengths are frames of the cut, without handles. Frames to send lie beyond those the vendor has. A price agreed here replaces no part of the bid: it is added to it."},
		documents.Grid{Columns: 2, Pairs: []documents.Pair{{Label: "For the production: name, date, signature", Value: "\n\n"}, {Label: "For " + p.Name + ": name, date, signature", Value: "\n\n"}}}}
	return doc, nil
}

// changeTable has a group for each day on which change orders were drafted, named by the cut for those who may know it.
func changeTable(v graph.View, rows []changeRow, prices bool) documents.Table {
	t := documents.Table{Name: "Change orders", Size: 8, Columns: []documents.Column{{Title: "Shot", Width: documents.Fixed(82)}, {Title: "What is asked", Width: documents.Share(4)},
		{Title: "Was", Width: documents.Fixed(34), Align: documents.Right}, {Title: "Now", Width: documents.Fixed(34), Align: documents.Right},
		{Title: "Send at head", Width: documents.Fixed(52), Align: documents.Right}, {Title: "Send at tail", Width: documents.Fixed(52), Align: documents.Right},
		{Title: "Due", Width: documents.Fixed(56)}, {Title: "Status", Width: documents.Fixed(48)}}}
	if prices {
		t.Columns = append(t.Columns, documents.Column{Title: "Bid", Width: documents.Fixed(80), Align: documents.Right}, documents.Column{Title: "Price of the change", Width: documents.Fixed(86), Align: documents.Right})
	}
	for _, r := range rows {
		title := "Drafted " + time.UnixMilli(r.AtMS).UTC().Format("2 January 2006")
		if name := v.Label(r.Cut); name != "" {
			title = name + ", d" + title[1:]
		}
		if n := len(t.Groups); n == 0 || t.Groups[n-1].Title != title {
			t.Groups = append(t.Groups, documents.Group{Title: title})
		}
		g := &t.Groups[len(t.Groups)-1]
		g.Rows = append(g.Rows, changeCells(r, prices))
	}
	if last := &t.Groups[len(t.Groups)-1]; prices {
		last.Total = &documents.Row{Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{{Text: fmt.Sprintf("%d change orders", len(rows)), Span: 8}, {}, documents.Text(agreedSums(rows))}}
	}
	return t
}

func changeCells(r changeRow, prices bool) documents.Row {
	row := documents.Row{Cells: []documents.Cell{{Text: r.shot.Code, Note: r.shot.Description}, {Text: strings.ToUpper(r.Type[:1]) + r.Type[1:], Note: r.Text}, framesCell(r.Was), framesCell(r.Now),
		documents.Count(int(r.Head)), documents.Count(int(r.Tail)), documents.Text(r.shot.Due.String()), documents.Text(r.Status)}}
	if prices {
		row.Cells = append(row.Cells, sumCell(r.shot.Bid), sumCell(r.Agreed))
	}
	return row
}

func framesCell(n int64) documents.Cell { return documents.Number(fmt.Sprint(n), float64(n)) }

func sumCell(m *production.Money) documents.Cell {
	if m == nil {
		return documents.Cell{}
	}
	return documents.Text(m.String())
}

// agreedSums are the prices agreed, one sum a currency.
func agreedSums(rows []changeRow) string {
	sums := map[string]int64{}
	for _, r := range rows {
		if r.Agreed != nil {
			sums[r.Agreed.Currency] += r.Agreed.Minor
		}
	}
	var out []string
	for currency, minor := range sums {
		out = append(out, production.Money{Minor: minor, Currency: currency}.String())
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}
