package live

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/worktime"
)

// Change is what differs between two boards of a case.
type Change struct {
	Delta int64 `json:"delta"` // of the total cost
	// Breaks are the rules that are broken now and were not, Mends those that were and are not. A
	// rule that is broken at the same time by the same scene or person with other numbers is neither;
	// what that costs is in Delta.
	Breaks []check.Violation `json:"breaks"`
	Mends  []check.Violation `json:"mends"`
	// Shares are what Delta is made of, the greatest first; their sum is Delta.
	Shares []Share `json:"shares"`
}

// Share is one thing that costs more or less than before.
type Share struct {
	// Kind is cast, moves, overtime, forced, days, places, gear, flips or soft, as in check.Cost; travel is part of
	// cast.
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"` // whose, or of what
	Amount int64  `json:"amount"`
	Text   string `json:"text"` // with the numbers
}

// Say puts the change in a sentence: which hard rules it mends and breaks, what it saves or costs, and the three greatest
// shares of that.
func (c Change) Say(currency string) string {
	text := ""
	hard := func(list []check.Violation, word string) {
		if i := slices.IndexFunc(list, isHard); i >= 0 {
			text += word + ": " + list[i].Text + "; "
		}
	}
	hard(c.Mends, "mends")
	hard(c.Breaks, "breaks")
	switch {
	case c.Delta < 0:
		text += "saves " + money(-c.Delta, currency)
	case c.Delta > 0:
		text += "costs " + money(c.Delta, currency) + " more"
	default:
		text += "costs the same"
	}
	for i, s := range c.Shares {
		switch {
		case i == 0:
			text += ": " + s.Text
		case i < 3:
			text += ", " + s.Text
		case i == 3:
			text += ", and more"
		}
	}
	return text
}

func money(n int64, currency string) string {
	return worktime.Money{Minor: n, Currency: currency}.String()
}

// Since says what differs from an earlier board that this one came from by Move or Replace.
func (l *Live) Since(was *Live) Change {
	c := l.since(was)
	c.Shares = l.f.shares(was.ledger(), l.ledger())
	return c
}

// since is Since without the shares.
func (l *Live) since(was *Live) Change {
	c := Change{Delta: l.Cost() - was.Cost(), Breaks: []check.Violation{}, Mends: []check.Violation{}, Shares: []Share{}}
	had := map[*tally]bool{}
	for _, t := range was.tallies() {
		had[t] = true
	}
	var more, less []note
	for _, t := range l.tallies() {
		if had[t] {
			delete(had, t)
			continue
		}
		more = append(more, t.breaks...)
	}
	for _, t := range was.tallies() {
		if had[t] {
			less = append(less, t.breaks...)
		}
	}
	more, less = apart(more, less, func(n note) check.Violation { return n.Violation })
	more, less = apart(more, less, func(n note) check.Violation {
		return check.Violation{Rule: n.Rule, Unit: n.Unit, Date: n.Date, Scene: n.Scene, Person: n.Person}
	})
	for _, list := range [][]note{more, less} {
		slices.SortFunc(list, func(a, b note) int { return cmp.Or(cmp.Compare(a.rank, b.rank), a.compare(b)) })
	}
	for _, n := range more {
		c.Breaks = append(c.Breaks, n.Violation)
	}
	for _, n := range less {
		c.Mends = append(c.Mends, n.Violation)
	}
	return c
}

// apart takes out of two lists what is in both by a key, as often as it is.
func apart(a, b []note, key func(note) check.Violation) (onlyA, onlyB []note) {
	count := map[check.Violation]int{}
	for _, n := range b {
		count[key(n)]++
	}
	for _, n := range a {
		if k := key(n); count[k] > 0 {
			count[k]--
		} else {
			onlyA = append(onlyA, n)
		}
	}
	for _, n := range b {
		if k := key(n); count[k] > 0 {
			count[k]--
			onlyB = append(onlyB, n)
		}
	}
	return onlyA, onlyB
}

// entry names a line of the ledger.
type entry struct{ kind, name string }

// figure is what a line comes to: money, and how often or how many days.
type figure struct {
	amount  int64
	n, more int // days held and worked, days and runs, or how often
}

// ledger is where the money of a board goes, line by line. The lines add up to its cost.
func (l *Live) ledger() map[entry]figure {
	f, out := l.f, map[entry]figure{}
	add := func(kind, name string, amount int64, n, more int) {
		e := out[entry{kind, name}]
		out[entry{kind, name}] = figure{e.amount + amount, e.n + n, e.more + more}
	}
	for _, d := range l.days {
		add("days", d.plan.Unit, d.cost.Days, 1, 0)
		add("moves", "", d.cost.Moves, d.moves, 0)
		if d.cost.Overtime > 0 {
			add("overtime", d.plan.Date.String(), d.cost.Overtime, 1, 0)
		}
	}
	for i, p := range l.people {
		name := f.people[i].Name
		add("cast", name, p.cost.Cast+p.cost.Travel, p.holdDays, len(p.worked))
		if p.cost.Forced > 0 {
			add("forced", name, p.cost.Forced, bought(&p.tally, board.CastRest), 0)
		}
	}
	for _, u := range l.units {
		for _, x := range u.places {
			add("places", f.c.Places[x.index].Name, x.cost, x.days, x.runs)
		}
		for _, x := range u.gear {
			add("gear", f.c.Gear[x.index].Name, x.cost, x.days, x.runs)
		}
		if u.cost.Forced > 0 {
			add("forced", "the crew", u.cost.Forced, bought(&u.tally, board.CrewRest), 0)
		}
		if pr := f.c.Prices.Flip; u.cost.Flips > 0 {
			add("flips", "", u.cost.Flips, int(u.cost.Flips/pr), 0)
		}
	}
	for _, t := range l.tallies() {
		for _, n := range t.breaks {
			if n.Mode == board.Soft && n.Cost > 0 {
				add("soft", string(n.Rule), n.Cost, 1, 0)
			}
		}
	}
	return out
}

func bought(t *tally, rule board.RuleID) int {
	n := 0
	for _, b := range t.breaks {
		if b.Rule == rule {
			n++
		}
	}
	return n
}

// shares are the lines that differ between two ledgers, the greatest first.
func (f *film) shares(was, now map[entry]figure) []Share {
	out := []Share{}
	add := func(e entry) {
		a, b := was[e], now[e]
		if d := b.amount - a.amount; d != 0 {
			out = append(out, Share{Kind: e.kind, Name: e.name, Amount: d, Text: f.tell(e, a, b) + " (" + f.signed(d) + ")"})
		}
	}
	for e := range now {
		add(e)
	}
	for e := range was {
		if _, ok := now[e]; !ok {
			add(e)
		}
	}
	size := func(s Share) int64 { return max(s.Amount, -s.Amount) }
	slices.SortFunc(out, func(a, b Share) int {
		return cmp.Or(cmp.Compare(size(b), size(a)), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (f *film) signed(n int64) string {
	if n < 0 {
		return money(n, f.c.Currency)
	}
	return "+" + money(n, f.c.Currency)
}

// tell puts a line that changed in words.
func (f *film) tell(e entry, a, b figure) string {
	n := b.n - a.n
	switch e.kind {
	case "days":
		if len(f.units) > 1 {
			return by(n, "shooting day", "shooting days") + " of unit " + e.name
		}
		return by(n, "shooting day", "shooting days")
	case "moves":
		if n == 0 {
			return "other moves"
		}
		return by(n, "move", "moves")
	case "overtime":
		switch {
		case b.amount == 0:
			return "no overtime on " + e.name
		case a.amount == 0:
			return "overtime on " + e.name
		}
		return moreOf(b.amount-a.amount) + " overtime on " + e.name
	case "cast":
		return castWords(e.name, a, b)
	case "forced":
		return by(n, "forced call", "forced calls") + " of " + e.name
	case "places":
		return placeWords(e.name, a, b)
	case "gear":
		if n == 0 {
			return by(b.more-a.more, "delivery", "deliveries") + " of " + e.name
		}
		return by(n, "day", "days") + " of " + e.name
	case "flips":
		return by(n, "turn between day and night", "turns between day and night")
	}
	return softWords(board.RuleID(e.name), n)
}

// castWords tells how much more or less somebody works and waits.
func castWords(name string, a, b figure) string {
	var parts []string
	if n := b.n - a.n; n != 0 {
		parts = append(parts, by(n, "hold day", "hold days"))
	}
	if n := b.more - a.more; n != 0 {
		parts = append(parts, by(n, "work day", "work days"))
	}
	if len(parts) == 0 {
		return "pay and travel of " + name
	}
	return strings.Join(parts, " and ") + " for " + name
}

// placeWords tells whether a place is shot out, come back to, or used longer.
func placeWords(name string, a, b figure) string {
	days, runs := b.n-a.n, b.more-a.more
	switch {
	case b.n == 0:
		return name + " is not needed"
	case runs < 0 && b.more == 1:
		return name + " is shot out in one go"
	case runs < 0:
		return by(runs, "return", "returns") + " to " + name
	case days == 0 && runs > 0:
		return by(runs, "return", "returns") + " to " + name
	}
	text := by(days, "day", "days") + " at " + name
	if runs > 0 && a.n > 0 {
		text += " and " + by(runs, "return", "returns")
	}
	return text
}

// softWords tells what is done against a soft rule.
func softWords(rule board.RuleID, n int) string {
	switch rule {
	case board.CoverSet:
		return by(n, "exterior day without a cover set", "exterior days without a cover set")
	case board.MixedDay:
		return by(n, "day with day and night exteriors", "days with day and night exteriors")
	case board.Returning:
		return by(n, "return to a place", "returns to a place")
	}
	return by(n, "break of the rule "+string(rule), "breaks of the rule "+string(rule))
}

// by writes a number of things more or fewer.
func by(n int, one, many string) string {
	size, word := n, "more"
	if n < 0 {
		size, word = -n, "fewer"
	}
	if size == 1 {
		return "1 " + word + " " + one
	}
	return fmt.Sprintf("%d %s %s", size, word, many)
}

func moreOf(n int64) string {
	if n < 0 {
		return "less"
	}
	return "more"
}
