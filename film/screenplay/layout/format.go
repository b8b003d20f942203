package layout

import (
	"math"
	"strconv"
	"strings"

	"backlot/film/screenplay"
)

// Indent is where an element stands across the page, in character cells from the
// left edge of the paper, and how many empty lines stand before it.
type Indent struct {
	Left  int `json:"left"`
	Right int `json:"right"` // the cell after the last
	Space int `json:"space"`
}

func (i Indent) wide() int { return i.Right - i.Left }

// Format is the form of the pages of one script: where every element stands and
// what is printed around page breaks.
type Format struct {
	Heading       Indent `json:"heading"`
	Action        Indent `json:"action"`
	Cue           Indent `json:"cue"`
	Speech        Indent `json:"speech"`
	Parenthetical Indent `json:"parenthetical"`
	Transition    Indent `json:"transition"`
	Top           int    `json:"top"`  // lines above the first of the script
	Body          int    `json:"body"` // lines of script on a full page
	// Points is the height between the margins, of which eighths are parts: 652 where
	// 54 lines of 12 points stand on a page and 4 points are left over.
	Points      int    `json:"points"`
	NumberLeft  int    `json:"number_left"`  // column of scene numbers on the left
	NumberRight int    `json:"number_right"` // and on the right
	More        string `json:"more"`
	Contd       string `json:"contd"`
	SceneFoot   string `json:"scene_foot"`
	SceneHead   string `json:"scene_head"`
	Continued   bool   `json:"continued"` // the scene's words above stand around page breaks
	AnyLine     bool   `json:"any_line"`  // paragraphs break at any line, not at sentences
	// Scheme is how scenes put between locked numbers are numbered.
	Scheme Scheme `json:"scheme"`
}

// Standard is the form of a feature script on a paper: the margins that Final
// Draft's and Fade In's screenplay templates set, moved to the usual inch and a half
// on the left. Action 1.5 to 7.5 inches, speech 2.5 to 6, parenthetical 3 to 5.5,
// cue 3.5, transition flush right at 7.5, 54 lines to a page; on A4 the right
// margin stays an inch, and a page has 58 lines. Published tables differ by a
// tenth or two (docs/manual/pages.md).
func Standard(p Paper) Format {
	f := Format{
		Heading: Indent{15, 75, 2}, Action: Indent{15, 75, 1}, Cue: Indent{35, 73, 1}, Speech: Indent{25, 60, 0},
		Parenthetical: Indent{30, 55, 0}, Transition: Indent{55, 75, 1}, Top: 6, Body: 54, Points: 648, NumberLeft: 8, NumberRight: 75,
		More: "(MORE)", Contd: "(CONT'D)", SceneFoot: "(CONTINUED)", SceneHead: "CONTINUED:",
	}
	if p == A4 {
		f.Heading.Right, f.Action.Right, f.Transition.Right = 73, 73, 73
		f.Body, f.Points, f.NumberRight = 58, 58*12, 74
	}
	return f
}

// FormatOf is the form that a Final Draft or Fade In file states for itself, where
// it states one and paper is the size it was made for; otherwise the standard one.
// What is not stated, or cannot be (margins off the paper), is taken from the
// standard.
func FormatOf(s *screenplay.Script, paper Paper) Format {
	std := Standard(paper)
	if s.Format != "fdx" || s.Kept == nil {
		return std
	}
	f := std
	for _, raw := range s.Kept.Parts {
		f.elements(raw)
		f.breaks(raw)
		f.page(raw, paper)
	}
	if !f.possible(paper) {
		return std
	}
	return f
}

// elements reads <ElementSettings>.
func (f *Format) elements(raw string) {
	into := map[string]*Indent{"Scene Heading": &f.Heading, "Action": &f.Action, "Character": &f.Cue,
		"Dialogue": &f.Speech, "Parenthetical": &f.Parenthetical, "Transition": &f.Transition}
	for each := range tags(raw, "ElementSettings") {
		to := into[attribute(each.attrs, "Type")]
		if to == nil {
			continue
		}
		end := strings.Index(each.rest, "</ElementSettings>")
		for spec := range tags(each.rest[:max(end, 0)], "ParagraphSpec") {
			to.read(spec.attrs)
		}
	}
	f.Action.Space, f.Heading.Space = max(f.Action.Space, 0), max(f.Heading.Space, 0)
}

// read takes what a ParagraphSpec states. Inches become the cells that the words
// fill: a left margin between two cells is the one before it.
func (i *Indent) read(attrs string) {
	left, okL := inches(attribute(attrs, "LeftIndent"))
	right, okR := inches(attribute(attrs, "RightIndent"))
	if okL && okR && right > left {
		i.Left = int(left * 10)
		i.Right = i.Left + int(math.Round((right-left)*100))/10
	}
	if points, err := strconv.ParseFloat(attribute(attrs, "SpaceBefore"), 64); err == nil && points >= 0 && points <= 120 {
		i.Space = int(math.Round(points / 12))
	}
}

// breaks reads what is printed around page breaks, and the scene numbers.
func (f *Format) breaks(raw string) {
	text := func(to *string, attrs, name string) {
		if v := strings.TrimSpace(attribute(attrs, name)); v != "" && len(v) <= 20 {
			*to = v
		}
	}
	for t := range tags(raw, "DialogueBreaks") {
		text(&f.More, t.attrs, "DialogueBottom")
		text(&f.Contd, t.attrs, "DialogueTop")
	}
	for t := range tags(raw, "SceneBreaks") {
		text(&f.SceneFoot, t.attrs, "SceneBottom")
		text(&f.SceneHead, t.attrs, "SceneTop")
		f.Continued = attribute(t.attrs, "SceneBottomOfPage") == "Yes" || attribute(t.attrs, "SceneTopOfNext") == "Yes"
	}
	for t := range tags(raw, "SceneNumberOptions") {
		if at, ok := inches(attribute(t.attrs, "LeftLocation")); ok {
			f.NumberLeft = int(at * 10)
		}
		if at, ok := inches(attribute(t.attrs, "RightLocation")); ok {
			f.NumberRight = int(math.Round(at * 10))
		}
		if strings.HasPrefix(attribute(t.attrs, "NumberScheme"), "A") {
			f.Scheme = Before
		}
	}
}

// page reads <PageLayout>: margins in points above and below the script.
func (f *Format) page(raw string, paper Paper) {
	for t := range tags(raw, "PageLayout") {
		top, err1 := strconv.ParseFloat(attribute(t.attrs, "TopMargin"), 64)
		bottom, err2 := strconv.ParseFloat(attribute(t.attrs, "BottomMargin"), 64)
		high := 792.0
		if paper == A4 {
			high = 841.89
		}
		if err1 == nil && err2 == nil && top >= 36 && bottom >= 0 && top+bottom <= high/2 {
			f.Top, f.Points = int(math.Round(top/12)), int(high-top-bottom)
			f.Body = f.Points / 12
		}
		if v := attribute(t.attrs, "BreakDialogueAndActionAtSentences"); v == "No" || v == "False" {
			f.AnyLine = true
		}
	}
}

// possible reports whether every element has room on the paper.
func (f *Format) possible(p Paper) bool {
	rows, cols := paperSize(p)
	for _, i := range []Indent{f.Heading, f.Action, f.Cue, f.Speech, f.Parenthetical, f.Transition} {
		if i.Left < 0 || i.Right > cols || i.wide() < 10 {
			return false
		}
	}
	return f.Points >= f.Body*12 && f.Body >= 20 && f.Top >= 3 && f.Top+f.Body <= rows && f.NumberLeft >= 0 && f.NumberRight < cols-2
}

func inches(text string) (float64, bool) {
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil && v >= 0 && v < 20
}

// tag is an opening tag found in raw XML, and what follows it.
type tag struct{ attrs, rest string }

// tags finds the elements of a name; it is for the settings of a file that was
// already read as well-formed, not for documents.
func tags(raw, name string) func(yield func(tag) bool) {
	return func(yield func(tag) bool) {
		for {
			at := strings.Index(raw, "<"+name)
			if at < 0 {
				return
			}
			raw = raw[at+len(name)+1:]
			end := strings.IndexByte(raw, '>')
			if end < 0 {
				return
			}
			if end > 0 && raw[0] != ' ' && raw[0] != '\n' && raw[0] != '\t' && raw[0] != '\r' {
				continue
			}
			if !yield(tag{raw[:end], raw[end+1:]}) {
				return
			}
		}
	}
}

// attribute is the value of an attribute in raw XML, entities of quotes undone.
func attribute(attrs, name string) string {
	for rest := attrs; ; {
		at := strings.Index(rest, name+"=")
		if at < 0 || at+len(name)+2 > len(rest) {
			return ""
		}
		whole := at == 0 || strings.ContainsRune(" \t\r\n", rune(rest[at-1]))
		quote := rest[at+len(name)+1]
		rest = rest[at+len(name)+2:]
		if !whole {
			continue
		}
		if end := strings.IndexByte(rest, quote); end >= 0 {
			return strings.NewReplacer("&apos;", "'", "&quot;", `"`, "&amp;", "&").Replace(rest[:end])
		}
		return ""
	}
}
