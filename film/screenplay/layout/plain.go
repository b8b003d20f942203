package layout

import "strings"

// Plain draws page i as text, a line of output for a line of paper, without
// trailing spaces.
func (r Result) Plain(i int) string {
	rows := make([][]rune, r.Rows)
	for _, l := range r.Pages[i].Lines {
		put(rows, l.Row, l.Col, l.Text)
		if l.Mark != "" {
			put(rows, l.Row, markCol, l.Mark)
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
