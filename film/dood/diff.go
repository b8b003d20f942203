package dood

import (
	"fmt"

	"backlot/film/civil"
)

// Change is how one person's days differ between two charts.
type Change struct {
	Person Person       `json:"person"`
	Cells  []CellChange `json:"cells,omitempty"`
	Before Totals       `json:"before"`
	After  Totals       `json:"after"`
}

// CellChange is one day that reads differently.
type CellChange struct {
	Date   civil.Date `json:"date"`
	Before Cell       `json:"before"`
	After  Cell       `json:"after"`
}

// Diff lists the persons whose days differ, in the order of the later chart, then those who left.
func Diff(before, after Chart) []Change {
	old := map[string]Row{}
	for _, r := range before.Rows {
		old[r.Person.ID] = r
	}
	var out []Change
	for _, r := range after.Rows {
		if c := compare(old[r.Person.ID], before.Days, r, after.Days); len(c.Cells) > 0 || c.Before != c.After {
			c.Person = r.Person
			out = append(out, c)
		}
		delete(old, r.Person.ID)
	}
	for _, r := range before.Rows {
		if _, left := old[r.Person.ID]; !left {
			continue
		}
		if c := compare(r, before.Days, Row{}, after.Days); len(c.Cells) > 0 {
			c.Person = r.Person
			out = append(out, c)
		}
	}
	return out
}

func compare(a Row, aDays []Day, b Row, bDays []Day) Change {
	c := Change{Before: a.Totals, After: b.Totals}
	was := map[civil.Date]Cell{}
	for i, cell := range a.Cells {
		was[aDays[i].Date] = cell
	}
	for i, cell := range b.Cells {
		d := bDays[i].Date
		if was[d] != cell {
			c.Cells = append(c.Cells, CellChange{d, was[d], cell})
		}
		delete(was, d)
	}
	for i, cell := range a.Cells { // days that the later chart no longer has
		if _, gone := was[aDays[i].Date]; gone && cell != 0 {
			c.Cells = append(c.Cells, CellChange{Date: aDays[i].Date, Before: cell})
		}
	}
	return c
}

func plural(days int) string {
	if days == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", days)
}
