package disruption

import (
	"fmt"
	"strings"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
)

// Verdict is one question about a way, answered with the numbers.
type Verdict struct {
	Topic string `json:"topic" enum:"rest,minors,light,people,places,sets,hours,moves,weather"`
	// State is good; known where the plan breaks the same already and no more; worse where the way adds to
	// it.
	State string `json:"state" enum:"good,known,worse"`
	Text  string `json:"text"`
}

// topics are the questions, with the rules that answer them and the sentence when all is well.
var topics = []struct {
	topic string
	rules []board.RuleID
	good  func(p *pair) string
}{
	{"weather", []board.RuleID{board.Closed}, func(p *pair) string { return "Nothing stands where the disruption makes it impossible." }},
	{"rest", []board.RuleID{board.CastRest, board.CrewRest, board.Row}, func(p *pair) string {
		return fmt.Sprintf("Everybody has their rest: %s over %s, and the crew.", count(len(p.c2.People), "person", "people"), count(p.now.Days, "day", "days"))
	}},
	{"minors", []board.RuleID{board.Minors}, func(p *pair) string {
		if n := children(p.c2); n > 0 {
			return fmt.Sprintf("The hours of %s are kept.", count(n, "child", "children"))
		}
		return "No children work on this board."
	}},
	{"light", []board.RuleID{board.Light}, func(p *pair) string {
		return fmt.Sprintf("All %s stand in their light.", count(outside(p.c2), "exterior", "exteriors"))
	}},
	{"people", []board.RuleID{board.Availability, board.TwoPlaces, board.GearTwice}, func(p *pair) string {
		return "Everybody is free on their days and in one place at a time."
	}},
	{"places", []board.RuleID{board.PlaceDates, board.PlaceHours, board.Permit}, func(p *pair) string {
		return "Places are open, and permits cover their days."
	}},
	{"sets", []board.RuleID{board.SetReady, board.Precedence, board.Pinned}, func(p *pair) string {
		return "Sets stand, and what must come first comes first."
	}},
	{"hours", []board.RuleID{board.LongDay, board.Overtime}, func(p *pair) string { return "No day is longer than a normal one." }},
}

func children(c *board.Case) int {
	n := 0
	for i := range c.People {
		if !c.People[i].Born.IsZero() {
			n++
		}
	}
	return n
}

func outside(c *board.Case) int {
	n := 0
	for i := range c.Scenes {
		if c.Scenes[i].Outside() {
			n++
		}
	}
	return n
}

// verdicts answers every question about a way.
func (p *pair) verdicts() []Verdict {
	out := make([]Verdict, 0, len(topics)+1)
	for _, t := range topics {
		was, is := of(p.old, t.rules), of(p.now, t.rules)
		fresh := added(was, is)
		switch {
		case len(is) == 0:
			out = append(out, Verdict{t.topic, "good", t.good(p)})
		case len(fresh) == 0:
			out = append(out, Verdict{t.topic, "known", fmt.Sprintf("As before: %s, such as: %s", count(len(is), "breach", "breaches"), sentence(is[0].Text))})
		default:
			out = append(out, Verdict{t.topic, "worse", sentence(fresh[0].Text) + more(len(fresh)-1)})
		}
	}
	return append(out, p.companyMoves())
}

// companyMoves compares the moves within days.
func (p *pair) companyMoves() Verdict {
	n := p.now.MoveCount - p.old.MoveCount
	text := fmt.Sprintf("%s within days", count(p.now.MoveCount, "move", "moves"))
	switch {
	case n > 0:
		return Verdict{"moves", "worse", fmt.Sprintf("%s, %d more than before.", text, n)}
	case n < 0:
		return Verdict{"moves", "good", fmt.Sprintf("%s, %d fewer than before.", text, -n)}
	}
	return Verdict{"moves", "good", text + ", as before."}
}

func of(r check.Report, rules []board.RuleID) []check.Violation {
	var out []check.Violation
	for _, x := range r.Violations {
		for _, id := range rules {
			if x.Rule == id {
				out = append(out, x)
			}
		}
	}
	return out
}

// added are the breaches that one list has beyond another.
func added(was, is []check.Violation) []check.Violation {
	left := map[breach]int{}
	for _, x := range was {
		left[breachOf(x)]++
	}
	var out []check.Violation
	for _, x := range is {
		if left[breachOf(x)]--; left[breachOf(x)] < 0 {
			out = append(out, x)
		}
	}
	return out
}

func sentence(s string) string {
	s = strings.TrimRight(s, ". ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func more(n int) string {
	if n < 1 {
		return ""
	}
	return fmt.Sprintf(" And %d more.", n)
}
