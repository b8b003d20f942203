package room

import (
	"slices"

	"backlot/internal/core/graph"
)

// gapColumns is how many columns in a row without a beat make a gap: one may breathe, two may be a choice,
// three and the audience has forgotten the story.
const gapColumns = 3

// Matrix is arcs by episodes, or by acts of a feature: where each storyline has beats.
type Matrix struct {
	Season  graph.ID       `json:"season,omitzero"`
	Columns []MatrixColumn `json:"columns"`
	Rows    []MatrixRow    `json:"rows"`
	Cards   []CardItem     `json:"cards"`
}

// MatrixColumn is an episode or an act.
type MatrixColumn struct {
	ID    graph.ID `json:"id"`
	Kind  string   `json:"kind" enum:"episode,lane,rest"`
	Title string   `json:"title"`
	Beats int      `json:"beats" doc:"Cards in the column"`
	Cost  Cost     `json:"cost"`
}

// MatrixRow is an arc; the last one, without an arc, holds the cards that belong to none.
type MatrixRow struct {
	Arc       graph.ID     `json:"arc,omitzero"`
	Title     string       `json:"title"`
	Color     string       `json:"color,omitempty"`
	Type      string       `json:"type,omitempty"`
	Character graph.ID     `json:"character,omitzero"`
	Hidden    bool         `json:"hidden" doc:"How it ends is hidden from others"`
	Cells     []MatrixCell `json:"cells"`
	Beats     int          `json:"beats"`
	Written   int          `json:"written" doc:"Beats that have scenes"`
	Gaps      []Gap        `json:"gaps" doc:"Three or more columns in a row without a beat, after the first one"`
}

// MatrixCell is what one storyline does in one column.
type MatrixCell struct {
	Cards   []graph.ID `json:"cards"`
	Written int        `json:"written" doc:"Cards that have scenes"`
	Eighths int        `json:"eighths"`
	Gap     bool       `json:"gap"`
}

// Gap is a run of columns in which a storyline sleeps.
type Gap struct {
	From    string `json:"from" doc:"First column without a beat"`
	To      string `json:"to"`
	Columns int    `json:"columns"`
	Open    bool   `json:"open" doc:"It has no beat after"`
}

// matrix lays arcs over columns.
func (b *book) matrix(season graph.ID, l *ledger) (Matrix, error) {
	s, err := b.narrow(scope{by: bySeason, season: season})
	if err != nil {
		return Matrix{}, err
	}
	columns := b.columns(s)
	out := Matrix{Season: s.season, Columns: []MatrixColumn{}, Rows: []MatrixRow{}, Cards: []CardItem{}}
	for _, c := range columns {
		out.Columns = append(out.Columns, MatrixColumn{ID: c.id, Kind: c.kind, Title: c.title, Beats: len(c.cards), Cost: l.of(c.cards...)})
		for _, one := range c.cards {
			out.Cards = append(out.Cards, b.item(one, l))
		}
	}
	for _, a := range b.arcs {
		row := b.row(columns, l, func(c *card) bool { return slices.Contains(c.arcs, a.id) })
		row.Arc, row.Title, row.Color, row.Type, row.Character, row.Hidden = a.id, arcTitle(a.Arc), a.Color, a.Type, a.Character.ID, a.sealed
		row.markGaps(columns)
		out.Rows = append(out.Rows, row)
	}
	if rest := b.row(columns, l, func(c *card) bool { return len(c.arcs) == 0 }); rest.Beats > 0 {
		out.Rows = append(out.Rows, rest)
	}
	return out, nil
}

func (b *book) row(columns []column, l *ledger, belongs func(*card) bool) MatrixRow {
	row := MatrixRow{Cells: []MatrixCell{}, Gaps: []Gap{}}
	for _, col := range columns {
		cards := only(col.cards, belongs)
		cell := MatrixCell{Cards: []graph.ID{}, Eighths: l.of(cards...).Eighths}
		for _, c := range cards {
			cell.Cards = append(cell.Cards, c.id)
			if len(c.scenes) > 0 {
				cell.Written++
			}
		}
		row.Beats += len(cards)
		row.Written += cell.Written
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// markGaps finds where a storyline sleeps too long. Before its first beat it has not begun, and that is no gap.
func (r *MatrixRow) markGaps(columns []column) {
	begun, from := false, -1
	end := func(to int, open bool) {
		if begun && from >= 0 && to-from >= gapColumns {
			r.Gaps = append(r.Gaps, Gap{From: columns[from].title, To: columns[to-1].title, Columns: to - from, Open: open})
			for i := from; i < to; i++ {
				r.Cells[i].Gap = true
			}
		}
		from = -1
	}
	for i, cell := range r.Cells {
		switch {
		case len(cell.Cards) > 0:
			end(i, false)
			begun = true
		case from < 0:
			from = i
		}
	}
	end(len(r.Cells), true)
}
