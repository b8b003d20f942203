package layout

import (
	"strings"

	"backlot/film/screenplay"
)

// titlePage sets the title page: title, credit, author and source in the middle,
// what else there is at the foot, contact on the left and dates on the right.
// It is nil if the script has no title page.
func (st *setter) titlePage() *Page {
	var middle, left, right []int
	for i := range st.s.Blocks {
		b := &st.s.Blocks[i]
		if b.Type != screenplay.TitlePage || strings.TrimSpace(b.Text) == "" {
			continue
		}
		switch strings.ToLower(b.Key) {
		case "title", "credit", "credits", "author", "authors", "source", "written by", "based on":
			middle = append(middle, i)
		case "draft date", "date", "draft", "revision", "revised by", "version", "watermark", "tr", "br":
			right = append(right, i)
		default:
			left = append(left, i)
		}
	}
	if len(middle)+len(left)+len(right) == 0 {
		return nil
	}
	p := &Page{}
	row := st.m.rows / 3
	for n, i := range middle {
		if n > 0 {
			row++
		}
		row = st.titleLines(p, i, row, alignCenter)
		if n == 0 {
			row += 2
		}
	}
	st.foot(p, left, alignLeft, row+2)
	st.foot(p, right, alignRight, row+2)
	return p
}

// foot sets entries so that the last line stands at the foot of the page.
func (st *setter) foot(p *Page, list []int, align alignment, least int) {
	total := 0
	for _, i := range list {
		total += len(wrap(st.s.Blocks[i].Text, 0, 0, st.m.Action.wide()/2))
	}
	row := max(st.m.Top+st.m.Body-total, least)
	for _, i := range list {
		row = st.titleLines(p, i, row, align)
	}
}

// titleLines sets one entry and returns the row after it; what does not fit on
// the paper is cut, for a title page is one page.
func (st *setter) titleLines(p *Page, i, row int, align alignment) int {
	b := &st.s.Blocks[i]
	wide := st.m.Action.wide()
	if align != alignCenter {
		wide = st.m.Action.wide()/2 - 1
	}
	for _, r := range wrap(b.Text, 0, 0, wide) {
		text := b.Text[r.from:r.to]
		l := Line{Row: row, Col: st.m.Action.Left, Text: text, Block: b.ID, Index: i, Start: r.start, End: r.end}
		switch align {
		case alignCenter:
			l.Col = st.m.Action.Left + max(st.m.Action.wide()-Width(text), 0)/2
		case alignRight:
			l.Col = max(st.m.Action.Right-Width(text), st.m.Action.Left)
		}
		for _, run := range b.Runs {
			if from, to := max(run.Start, r.start), min(run.End, r.end); from < to && run.Style != 0 {
				l.Spans = append(l.Spans, Span{from - r.start, to - r.start, run.Style, ""})
			}
		}
		l.RTL = RightToLeft(b.Text)
		if st.mirrored {
			st.mirror(&l)
		}
		if row < st.m.rows-2 {
			p.Lines = append(p.Lines, l)
		}
		row++
	}
	return row
}
