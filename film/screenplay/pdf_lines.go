package screenplay

import (
	"math"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"backlot/film/pdftext"
)

// printed is one line of a printed page.
type printed struct {
	page   int
	y      float64
	x      float64
	right  float64
	words  []pdftext.Word
	number string // scene number taken from a margin
	inline bool   // the number stands where the heading begins, not in the margin
	mark   bool   // a revision mark stood in the right margin
	gap    float64
	first  bool // of the script text on its page
}

func (l *printed) text() string {
	var out strings.Builder
	for i, w := range l.words {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(w.Text)
	}
	return out.String()
}

func (l *printed) settle() {
	if len(l.words) > 0 {
		l.x, l.right = l.words[0].X, l.words[len(l.words)-1].Right
	}
}

// body is the words of a line without scene numbers that stand apart before or
// after them.
func (l *printed) body() []pdftext.Word {
	words := l.words
	if n := len(words); n > 1 && apart(words[0], words[1], 1.9) && sceneLabel.MatchString(words[0].Text) {
		words = words[1:]
	}
	if n := len(words); n > 1 && apart(words[n-2], words[n-1], 4) && sceneLabel.MatchString(words[n-1].Text) {
		words = words[:n-1]
	}
	return words
}

// apart reports whether more than so many characters would fit between two words.
func apart(a, b pdftext.Word, chars float64) bool {
	char := (a.Right - a.X) / float64(utf8.RuneCountInString(a.Text))
	return b.X-a.Right > chars*char
}

var (
	pageNumber  = regexp.MustCompile(`^[-–(]?\s*(?:[Pp]age )?([0-9]{1,4}[A-Z]{0,3})\s*[-–).]?$`)
	sceneLabel  = regexp.MustCompile(`^\(?([A-Z]{0,3}[0-9]{1,4}[A-Z]{0,3}(?:[.\-][0-9A-Z]{1,3})?)[.)]?$`)
	anyNumber   = regexp.MustCompile(`[0-9]+`)
	continuedOn = regexp.MustCompile(`(?i)^\(?continued:?\)?:?( \(?\d+\)?)?$`)
)

// printedLines groups the words of every page into lines from top to bottom,
// without page numbers, headers, footers and (CONTINUED).
func printedLines(pages []pdftext.Page) (lines []printed, labels []string) {
	repeated := headers(pages)
	labels = make([]string, len(pages))
	all := make([][]printed, len(pages))
	for n := range pages {
		all[n] = pageLines(&pages[n], n)
	}
	headed := headSpace(pages, all)
	for n := range pages {
		first := true
		last := 0.0
		for i, l := range all[n] {
			text := l.text()
			top, bottom := pages[n].Height-l.y, l.y
			if (top < headZone || bottom < footZone) && !likeHeading(withoutNumbers(text)) {
				number, ok := outside(&l, &pages[n], repeated)
				if ok || headed && top < titleZone && below(all[n], i) > 27 {
					if number != "" && (top < headZone || labels[n] == "") {
						labels[n] = number
					}
					continue
				}
			}
			if continuedOn.MatchString(withoutNumbers(text)) {
				continue
			}
			l.first, l.gap = first, last-l.y
			first, last = false, l.y
			lines = append(lines, l)
		}
	}
	return lines, labels
}

// Headers stand above headZone, footers below footZone, in points from the edge;
// above titleZone there is no script in the usual layout.
const (
	headZone  = 90
	titleZone = 62
	footZone  = 60
)

// headSpace reports whether the first line of the pages is a header: on nearly
// all that have one near the edge, space follows it.
func headSpace(pages []pdftext.Page, lines [][]printed) bool {
	near, spaced := 0, 0
	for n := range pages {
		if len(lines[n]) > 1 && pages[n].Height-lines[n][0].y < titleZone {
			near++
			if below(lines[n], 0) > 27 {
				spaced++
			}
		}
	}
	return near > 1 && spaced*10 >= near*9
}

// below is how far the next line stands under line i.
func below(lines []printed, i int) float64 {
	if i+1 >= len(lines) {
		return math.Inf(1)
	}
	return lines[i].y - lines[i+1].y
}

// outside reports whether a line near the edge of a page is a page number or
// stands on many pages, and the page number in it, if it has one.
func outside(l *printed, p *pdftext.Page, repeated map[string]bool) (number string, ok bool) {
	text := l.text()
	if m := pageNumber.FindStringSubmatch(text); m != nil {
		return m[1], true
	}
	for _, w := range l.words {
		if m := pageNumber.FindStringSubmatch(w.Text); m != nil {
			number = m[1]
		}
	}
	if repeated[anyNumber.ReplaceAllString(text, "#")] {
		return number, true
	}
	n := len(l.words)
	return number, p.Height-l.y < titleZone && n > 1 && apart(l.words[n-2], l.words[n-1], 3) &&
		l.words[n-1].X > p.Width*0.7 && pageNumber.MatchString(l.words[n-1].Text)
}

func withoutNumbers(text string) string {
	f := strings.Fields(text)
	for len(f) > 1 && sceneLabel.MatchString(f[0]) {
		f = f[1:]
	}
	for len(f) > 1 && sceneLabel.MatchString(f[len(f)-1]) && !strings.HasPrefix(f[len(f)-1], "(") {
		f = f[:len(f)-1]
	}
	return strings.Join(f, " ")
}

// pageLines groups words that stand on one baseline.
func pageLines(p *pdftext.Page, n int) []printed {
	var out []printed
	for _, w := range p.Words {
		if k := len(out); k > 0 && math.Abs(out[k-1].y-w.Y) < 2.5 {
			out[k-1].words = append(out[k-1].words, w)
			continue
		}
		out = append(out, printed{page: n, y: w.Y, words: []pdftext.Word{w}})
	}
	for i := range out {
		sort.SliceStable(out[i].words, func(a, b int) bool { return out[i].words[a].X < out[i].words[b].X })
		out[i].settle()
	}
	return out
}

// headers finds lines near the top or foot that stand on three or more pages,
// numbers apart.
func headers(pages []pdftext.Page) map[string]bool {
	seen := map[string]int{}
	for n := range pages {
		for _, l := range pageLines(&pages[n], n) {
			if pages[n].Height-l.y < headZone || l.y < footZone {
				seen[anyNumber.ReplaceAllString(l.text(), "#")]++
			}
		}
	}
	out := map[string]bool{}
	for text, n := range seen {
		out[text] = n >= 3 && n*3 >= len(pages)
	}
	return out
}

// columns are where the elements of this script begin, in points.
type columns struct {
	action, speech, cue float64
	right               float64 // right edge of action
	speechRight         float64
	leading             float64
	char                float64 // width of a character
	boldHeads           bool    // scene headings are printed bold
}

// measureColumns finds the columns from how often lines begin where.
func measureColumns(lines []printed) columns {
	c := columns{leading: 12, char: 7.2}
	count, caps, head := map[int]int{}, map[int]int{}, map[int]int{}
	heads, bold := 0, 0
	gaps := map[int]int{}
	for i := range lines {
		l := &lines[i]
		words := l.body()
		at := int(math.Round(words[0].X / 3))
		count[at]++
		text := joinWords(words)
		if !hasLower(text) && len(words) <= 5 {
			caps[at]++
		}
		if likeHeading(withoutNumbers(text)) {
			head[at]++
			heads++
			if fontStyle(words[0].Font)&Bold != 0 {
				bold++
			}
		}
		if l.gap > 6 && l.gap < 20 {
			gaps[int(math.Round(l.gap*4))]++
		}
	}
	c.boldHeads = heads > 0 && bold*10 >= heads*9
	if g := most(gaps, func(int) bool { return true }); g > 0 {
		c.leading = float64(g) / 4
	}
	least := max(2, len(lines)/40)
	a := most(head, func(int) bool { return true })
	if a == 0 {
		for at, n := range count {
			if n >= least && (a == 0 || at < a) {
				a = at
			}
		}
	}
	d := most(count, func(at int) bool { return at > a+12 && at < a+48 })
	if d == 0 {
		d = a + 24
	}
	q := most(caps, func(at int) bool { return at > d+6 && at < a+80 })
	if q == 0 {
		q = a + 48
	}
	c.action, c.speech, c.cue = float64(a)*3, float64(d)*3, float64(q)*3
	for i := range lines {
		l := &lines[i]
		words := l.body()
		if right := words[len(words)-1].Right; math.Abs(words[0].X-c.action) < 6 && right < c.action+460 {
			c.right = max(c.right, right)
		}
		if math.Abs(l.x-c.speech) < 6 && l.right < c.action+400 {
			c.speechRight = max(c.speechRight, l.right)
		}
		for _, w := range l.words {
			if n := len([]rune(w.Text)); n > 6 {
				c.char = (w.Right - w.X) / float64(n)
			}
		}
	}
	return c
}

// most is the key with the highest count that passes; the smaller one of equals.
func most(m map[int]int, ok func(int) bool) int {
	best, n := 0, 0
	for k, v := range m {
		if ok(k) && (v > n || v == n && k < best) {
			best, n = k, v
		}
	}
	return best
}
