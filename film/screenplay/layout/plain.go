package layout

import (
	"fmt"
	"strings"
)

// MarkCol is the column of revision marks.
func (r Result) MarkCol() int {
	if r.Mirrored {
		return r.Cols - 1 - markCol
	}
	return markCol
}

// Plain draws page i as text, a line of output for a line of paper, without
// trailing spaces.
func (r Result) Plain(i int) string {
	rows := make([][]rune, r.Rows)
	for _, l := range r.Pages[i].Lines {
		put(rows, l.Row, l.Col, l.Text)
		if l.Mark != "" {
			put(rows, l.Row, r.MarkCol(), l.Mark)
		}
	}
	var out strings.Builder
	for n, row := range rows {
		if n > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(strings.TrimRight(string(row), " "))
	}
	return strings.TrimRight(out.String(), "\n")
}

// Words is what page i says and where, without revision marks: equal for two pages
// if one need not be printed again.
func (r Result) Words(i int) string {
	p := r.Pages[i]
	var out strings.Builder
	out.WriteString(p.Label())
	for _, l := range p.Lines {
		if l.Role == Header {
			continue
		}
		fmt.Fprintf(&out, "\n%d %d %s", l.Row, l.Col, l.Text)
		for _, s := range l.Spans {
			if s.Style != 0 {
				fmt.Fprintf(&out, " %d-%d %s", s.Start, s.End, s.Style)
			}
		}
	}
	return out.String()
}

func put(rows [][]rune, row, col int, text string) {
	if row < 0 || row >= len(rows) {
		return
	}
	for len(rows[row]) < col {
		rows[row] = append(rows[row], ' ')
	}
	rows[row] = append(rows[row][:col], append([]rune(text), tail(rows[row], col+len([]rune(text)))...)...)
}

func tail(row []rune, from int) []rune {
	if from >= len(row) {
		return nil
	}
	return append([]rune(nil), row[from:]...)
}
