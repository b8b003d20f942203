package screenplay

import (
	"math"
	"strings"

	"backlot/film/pdftext"
)

// dual reads two speeches printed side by side, beginning at line i. It returns
// how many lines they take, 0 if there is no dual dialogue there.
func (r *pdfReader) dual(i int) int {
	middle := (r.c.action + r.c.right) / 2
	left, right := parts(&r.lines[i], middle, 2*r.c.char)
	if left == nil || right == nil || r.lines[i].number != "" {
		return 0
	}
	a, b := joinWords(left), joinWords(right)
	if !isCueLine(a) || !isCueLine(b) || left[0].X < r.c.action+10 {
		return 0
	}
	n := 1
	var columns [2][]printed
	for k := i; k < len(r.lines); k++ {
		l := &r.lines[k]
		if k > i && (l.gap > r.c.leading*1.45 || l.page != r.lines[i].page) {
			break
		}
		n = k - i + 1
		one, two := parts(l, middle, 0)
		for side, words := range [2][]pdftext.Word{one, two} {
			if len(words) > 0 {
				part := printed{page: l.page, y: l.y, gap: l.gap, words: words, mark: l.mark}
				part.settle()
				columns[side] = append(columns[side], part)
			}
		}
	}
	if n < 2 {
		return 0
	}
	r.column(columns[0], Left)
	r.column(columns[1], Right)
	return n
}

// parts splits the words of a line at the middle of the page. With a least gap,
// both parts are nil unless the words stand that far apart there.
func parts(l *printed, middle, least float64) (left, right []pdftext.Word) {
	k := 0
	for k < len(l.words) && l.words[k].X < middle-2 {
		k++
	}
	if least > 0 {
		if k == 0 || k == len(l.words) || l.words[k].X-l.words[k-1].Right < least {
			return nil, nil
		}
	}
	return l.words[:k], l.words[k:]
}

func joinWords(ws []pdftext.Word) string {
	var out []string
	for _, w := range ws {
		out = append(out, w.Text)
	}
	return strings.Join(out, " ")
}

// column adds one speech of a dual dialogue.
func (r *pdfReader) column(lines []printed, side Side) {
	base := math.Inf(1)
	edge := 0.0
	for _, l := range lines[min(1, len(lines)):] {
		base, edge = min(base, l.x), max(edge, l.right)
	}
	last := Type("")
	for k := range lines {
		l := &lines[k]
		text := l.text()
		t := Dialogue
		switch {
		case k == 0:
			t = Character
		case strings.HasPrefix(text, "("), last == Parenthetical && !strings.HasSuffix(r.s.Blocks[len(r.s.Blocks)-1].Text, ")"):
			t = Parenthetical
		}
		n := len(r.s.Blocks)
		if t == last && t != Character && (t == Parenthetical || lines[k-1].right+r.c.char+(l.words[0].Right-l.words[0].X) > edge+1) {
			b := &r.s.Blocks[n-1]
			glue := " "
			if strings.HasSuffix(b.Text, "-") && !strings.HasSuffix(b.Text, "--") {
				glue = ""
			}
			b.Text += glue + text
			continue
		}
		b := r.block(l, t)
		b.Dual = side
		r.s.Blocks = append(r.s.Blocks, b)
		last = t
	}
}
