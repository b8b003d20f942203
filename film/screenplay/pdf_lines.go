package screenplay

import (
	"math"
	"regexp"
	"sort"
	"strings"

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

var (
	pageNumber  = regexp.MustCompile(`^[-–(]?\s*(?:[Pp]age )?([0-9]{1,4}[A-Z]{0,3})\s*[-–).]?$`)
	sceneLabel  = regexp.MustCompile(`^\(?([A-Z]{0,3}[0-9]{1,4}[A-Z]{0,3}(?:[.\-][0-9A-Z]{1,3})?)[.)]?$`)
	continuedOn = regexp.MustCompile(`(?i)^\(?continued:?\)?:?( \(?\d+\)?)?$`)
)

// printedLines groups the words of every page into lines from top to bottom,
// without page numbers, headers, footers and (CONTINUED).
func printedLines(pages []pdftext.Page) (lines []printed, labels []string) {
	repeated := headers(pages)
	labels = make([]string, len(pages))
	for n := range pages {
		first := true
		last := 0.0
		for _, l := range pageLines(&pages[n], n) {
			text := l.text()
			top, bottom := pages[n].Height-l.y, l.y
			if top < 62 || bottom < 46 {
				for _, w := range l.words {
					if m := pageNumber.FindStringSubmatch(w.Text); m != nil && (top < 62 || labels[n] == "") {
						labels[n] = m[1]
					}
				}
				if top < 62 || pageNumber.MatchString(text) || repeated[text] {
					continue
				}
			}
			if continuedOn.MatchString(withoutNumbers(text)) || repeated[text] && (top < 90 || bottom < 60) {
				continue
			}
			l.first, l.gap = first, last-l.y
			first, last = false, l.y
			lines = append(lines, l)
		}
	}
	return lines, labels
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

// headers finds lines near the top or foot that stand on three or more pages.
func headers(pages []pdftext.Page) map[string]bool {
	seen := map[string]int{}
	for n := range pages {
		for _, l := range pageLines(&pages[n], n) {
			if pages[n].Height-l.y < 90 || l.y < 60 {
				seen[l.text()]++
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
}

// measureColumns finds the columns from how often lines begin where.
func measureColumns(lines []printed) columns {
	c := columns{leading: 12, char: 7.2}
	count, caps, head := map[int]int{}, map[int]int{}, map[int]int{}
	gaps := map[int]int{}
	for i := range lines {
		l := &lines[i]
		at := int(math.Round(l.x / 3))
		count[at]++
		text := l.text()
		if !hasLower(text) && len(l.words) <= 5 {
			caps[at]++
		}
		if likeHeading(text) {
			head[at]++
		}
		if l.gap > 6 && l.gap < 20 {
			gaps[int(math.Round(l.gap*4))]++
		}
	}
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
		if math.Abs(l.x-c.action) < 6 && l.right < c.action+460 {
			c.right = max(c.right, l.right)
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
