// Package revision issues a later draft of a locked script: scenes and pages keep
// their numbers, what is new gets numbers between them, what is gone is omitted, and
// every changed line is marked.
//
// Everything here is pure: two scripts in, a script and its pages out.
package revision

import (
	"fmt"
	"strings"
)

// Color is one step of a ladder: its name and what its paper looks like on a screen.
type Color struct {
	Name string `json:"name"`
	RGB  string `json:"rgb"` // "#rrggbb"
}

// Ladder is the order of paper colours of a production, the first draft first.
type Ladder struct {
	Name   string  `json:"name"`
	Colors []Color `json:"colors"`
	// Again is the index of the colour that follows the last: 0 where white pages come
	// again ("Double White"), 1 where the next is "2nd Blue".
	Again int `json:"again"`
	// Word counts the rounds: "2nd" gives "2nd Blue", "3rd Blue"; "Double" gives
	// "Double Blue", "Triple Blue".
	Word string `json:"word"`
}

// The papers, as light as a page one must be able to read.
var (
	white     = Color{"White", "#ffffff"}
	blue      = Color{"Blue", "#d3e6fb"}
	pink      = Color{"Pink", "#fbd9e5"}
	yellow    = Color{"Yellow", "#fff7c2"}
	green     = Color{"Green", "#d8f0d3"}
	goldenrod = Color{"Goldenrod", "#f8dfa0"}
	buff      = Color{"Buff", "#f5e6cc"}
	salmon    = Color{"Salmon", "#fbd3c8"}
	cherry    = Color{"Cherry", "#f6c3cb"}
	tan       = Color{"Tan", "#e6d7bf"}
	gray      = Color{"Gray", "#e2e4e8"}
	ivory     = Color{"Ivory", "#fdf9ea"}
)

// Ladders are the ones a production chooses from; it may also bring its own. The
// guilds recommend an order, no one enforces it (sources: docs/manual/pages.md).
func Ladders() []Ladder {
	return []Ladder{
		{"standard", []Color{white, blue, pink, yellow, green, goldenrod, buff, salmon, cherry, tan}, 1, "2nd"},
		{"wga", []Color{white, blue, pink, yellow, green, goldenrod, buff, salmon, cherry}, 1, "2nd"},
		{"double", []Color{white, blue, pink, yellow, green, goldenrod, buff, salmon, cherry, tan, gray, ivory}, 0, "Double"},
		{"uk", []Color{white, pink, blue, green, yellow, goldenrod, buff, salmon, cherry, tan}, 0, "Double"},
	}
}

// LadderNamed finds one of Ladders; an unknown name is an error that lists them.
func LadderNamed(name string) (Ladder, error) {
	var names []string
	for _, l := range Ladders() {
		if l.Name == name {
			return l, nil
		}
		names = append(names, l.Name)
	}
	return Ladder{}, fmt.Errorf("revision colours %q: want %s, or a list such as White,Blue,Pink", name, strings.Join(names, ", "))
}

// LadderOf makes a ladder of colour names parted by commas, or finds one of Ladders.
// Names it does not know are white paper with that name on it.
func LadderOf(text string) (Ladder, error) {
	if !strings.Contains(text, ",") {
		return LadderNamed(text)
	}
	l := Ladder{Name: "own", Word: "2nd", Again: 1}
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name == "" {
			return Ladder{}, fmt.Errorf("revision colours %q: want a name between all commas", text)
		}
		l.Colors = append(l.Colors, known(name))
	}
	return l, nil
}

func known(name string) Color {
	for _, c := range []Color{white, blue, pink, yellow, green, goldenrod, buff, salmon, cherry, tan, gray, ivory} {
		if strings.EqualFold(c.Name, name) {
			return c
		}
	}
	return Color{name, white.RGB}
}

// At is the colour of revision n; 0 is the first draft. After the last colour the
// ladder begins again with its name counted: "2nd Blue".
func (l Ladder) At(n int) Color {
	if len(l.Colors) == 0 || n < 0 {
		return white
	}
	if n < len(l.Colors) {
		return l.Colors[n]
	}
	again := min(max(l.Again, 0), len(l.Colors)-1)
	n -= len(l.Colors)
	round := len(l.Colors) - again
	c := l.Colors[again+n%round]
	c.Name = l.count(n/round+2) + " " + c.Name
	return c
}

func (l Ladder) count(round int) string {
	if l.Word == "Double" && round <= 4 {
		return [...]string{"Double", "Triple", "Quadruple"}[round-2]
	}
	end := "th"
	switch {
	case round%100/10 == 1:
	case round%10 == 1:
		end = "st"
	case round%10 == 2:
		end = "nd"
	case round%10 == 3:
		end = "rd"
	}
	return fmt.Sprint(round, end)
}
