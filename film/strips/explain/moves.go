package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/live"
	"backlot/film/worktime"
)

// Reason is why some scenes that moved together did so.
type Reason struct {
	// Scenes are the ids of what moved from one day to another; none for a day whose order or call
	// alone changed. Back are those that came the other way when two days exchanged scenes.
	Scenes []string `json:"scenes,omitempty"`
	Back   []string `json:"back,omitempty"`
	// From and To are the days; without a date it is off the board.
	From board.Day `json:"from"`
	To   board.Day `json:"to"`
	live.Change
	// Serves is the hard rule the move mends, or else what it saves most on, as in live.Share.Kind; empty
	// when by itself it only makes way for others.
	Serves string `json:"serves,omitempty"`
	Text   string `json:"text"`
}

// Moves says why a board is as it is after a search or a hand changed it: for all scenes that changed their day,
// block by block, which cost or rule that serves, with the numbers.
//
// The blocks are carried out one after another, each time the one that leaves the fewest hard rules broken and
// then costs least, and what each changes is counted then; a day that is complete takes the order and call it ends
// with, and days that are still different are arranged last. So the sum of all parts is the difference between
// the two boards, as the referee has it; a rule that a part breaks may be mended by a later one.
func Moves(c *board.Case, before, after *board.Board) ([]Reason, error) {
	l, err := live.Open(c, before)
	if err != nil {
		return nil, fmt.Errorf("before: %w", err)
	}
	end, err := live.Open(c, after)
	if err != nil {
		return nil, fmt.Errorf("after: %w", err)
	}
	m := &mover{c: c, now: l, goal: map[board.Day]board.DayPlan{}, number: map[string]string{}}
	for _, s := range c.Scenes {
		m.number[s.ID] = s.Number
	}
	for _, d := range after.Days {
		if _, twice := m.goal[dayOf(d)]; !twice {
			m.goal[dayOf(d)] = d
		}
	}
	if err := m.carry(blocks(c, before, after)); err != nil {
		return nil, err
	}
	if err := m.arrange(after); err != nil {
		return nil, err
	}
	if rest := end.Since(m.now); rest.Delta != 0 || len(rest.Breaks)+len(rest.Mends) > 0 {
		m.reasons = append(m.reasons, m.reason(Reason{}, rest, "days and scenes that stand twice"))
	}
	return m.reasons, nil
}

// mover carries a board from before to after.
type mover struct {
	c       *board.Case
	now     *live.Live
	goal    map[board.Day]board.DayPlan
	number  map[string]string
	reasons []Reason
}

func dayOf(d board.DayPlan) board.Day { return board.Day{Unit: d.Unit, Date: d.Date} }

// blocks are the scenes that changed their day, those from one day to another together, in order of the days. Days
// that exchange scenes make one block.
func blocks(c *board.Case, before, after *board.Board) []Reason {
	from, to := standing(before), standing(after)
	var out []Reason
	for _, s := range inOrder(c, before) {
		a, b := from[s], to[s]
		if a == b {
			continue
		}
		if i := slices.IndexFunc(out, func(r Reason) bool { return r.From == a && r.To == b }); i >= 0 {
			out[i].Scenes = append(out[i].Scenes, s)
		} else if i := slices.IndexFunc(out, func(r Reason) bool { return r.From == b && r.To == a && !a.Date.IsZero() && !b.Date.IsZero() }); i >= 0 {
			out[i].Back = append(out[i].Back, s)
		} else {
			out = append(out, Reason{Scenes: []string{s}, From: a, To: b})
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int {
		return cmp.Or(a.From.Date.Compare(b.From.Date), cmp.Compare(a.From.Unit, b.From.Unit), a.To.Date.Compare(b.To.Date))
	})
	return out
}

// standing is the first day on which each scene stands.
func standing(b *board.Board) map[string]board.Day {
	out := map[string]board.Day{}
	days := slices.Clone(b.Days)
	slices.SortStableFunc(days, func(x, y board.DayPlan) int { return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.Unit, y.Unit)) })
	for _, d := range days {
		for _, s := range d.Scenes {
			if _, ok := out[s]; !ok {
				out[s] = dayOf(d)
			}
		}
	}
	return out
}

// inOrder are all scenes of the case as a board has them, then those that are not on it.
func inOrder(c *board.Case, b *board.Board) []string {
	var out []string
	seen := map[string]bool{}
	add := func(id string) {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	for _, d := range b.Days {
		for _, s := range d.Scenes {
			add(s)
		}
	}
	for _, s := range c.Scenes {
		add(s.ID)
	}
	return out
}

// mostChoices is up to how many blocks the best next one is looked for among all that are left; beyond
// that they are carried out in order of their days.
const mostChoices = 100

// carry carries out all blocks.
func (m *mover) carry(left []Reason) error {
	for len(left) > 0 {
		best := -1
		var then *live.Live
		for i := range left {
			n, err := m.moved(left[i])
			if err != nil {
				return err
			}
			if best < 0 || n.Hard() < then.Hard() || n.Hard() == then.Hard() && n.Cost() < then.Cost() {
				best, then = i, n
			}
			if len(left) > mostChoices {
				break
			}
		}
		r := left[best]
		m.reasons = append(m.reasons, m.reason(r, then.Since(m.now), m.title(r)))
		m.now = then
		left = slices.Delete(left, best, best+1)
	}
	return nil
}

// moved is the board with one block carried out.
func (m *mover) moved(r Reason) (*live.Live, error) {
	b := m.now.Board()
	gone := slices.Concat(r.Scenes, r.Back)
	var days []board.DayPlan
	change := func(at board.Day, add []string) {
		if at.Date.IsZero() {
			return
		}
		i := slices.IndexFunc(b.Days, func(d board.DayPlan) bool { return dayOf(d) == at })
		d := board.DayPlan{Unit: at.Unit, Date: at.Date}
		if i >= 0 {
			d = b.Days[i]
		}
		d.Scenes = slices.DeleteFunc(d.Scenes, func(s string) bool { return slices.Contains(gone, s) })
		goal := m.goal[at]
		empty := len(d.Scenes) == 0
		d.Scenes = append(d.Scenes, add...)
		if empty || complete(d, goal) {
			d.Call = goal.Call
		}
		rank := func(s string) int { // as the day will be; what is still to leave comes last
			if k := slices.Index(goal.Scenes, s); k >= 0 {
				return k
			}
			return len(goal.Scenes)
		}
		slices.SortStableFunc(d.Scenes, func(x, y string) int { return rank(x) - rank(y) })
		days = append(days, d)
	}
	change(r.From, r.Back)
	change(r.To, r.Scenes)
	return m.now.Replace(days...)
}

// complete says whether a day has the scenes it ends with.
func complete(d, goal board.DayPlan) bool {
	return len(d.Scenes) == len(goal.Scenes) && !slices.ContainsFunc(d.Scenes, func(s string) bool { return !slices.Contains(goal.Scenes, s) })
}

// arrange gives every day the order and call it ends with.
func (m *mover) arrange(after *board.Board) error {
	for _, was := range m.now.Board().Days {
		goal, stays := m.goal[dayOf(was)]
		if !stays || len(goal.Scenes) == 0 || slices.Equal(goal.Scenes, was.Scenes) && goal.Call == was.Call || twice(after, dayOf(was)) {
			continue
		}
		n, err := m.now.Replace(goal)
		if err != nil {
			return err
		}
		what := "the order on " + was.Date.String() + " is " + m.list(goal.Scenes)
		if slices.Equal(goal.Scenes, was.Scenes) {
			what = fmt.Sprintf("the call on %s is %s instead of %s", was.Date, goal.Call, was.Call)
		} else if goal.Call != was.Call {
			what += fmt.Sprintf(", the call %s instead of %s", goal.Call, was.Call)
		}
		at := dayOf(was)
		m.reasons = append(m.reasons, m.reason(Reason{From: at, To: at}, n.Since(m.now), what))
		m.now = n
	}
	return nil
}

func twice(b *board.Board, at board.Day) bool {
	n := 0
	for _, d := range b.Days {
		if dayOf(d) == at && len(d.Scenes) > 0 {
			n++
		}
	}
	return n > 1
}

// reason completes a reason with what it changes.
func (m *mover) reason(r Reason, change live.Change, what string) Reason {
	r.Change = change
	for _, v := range slices.Backward(change.Mends) {
		if v.Mode == board.Hard {
			r.Serves = string(v.Rule)
		}
	}
	if r.Serves == "" {
		if i := slices.IndexFunc(change.Shares, func(s live.Share) bool { return s.Amount < 0 }); i >= 0 {
			r.Serves = change.Shares[i].Kind
		}
	}
	r.Text = what + ": " + change.Say(m.c.Currency)
	if r.Serves == "" && len(r.Scenes) > 0 {
		r.Text += "; it makes way for other moves"
	}
	return r
}

func (m *mover) title(r Reason) string {
	switch {
	case r.From.Date.IsZero():
		return m.named(r.Scenes, "comes", "come") + " on the board on " + m.day(r.To, r.From)
	case r.To.Date.IsZero():
		return m.named(r.Scenes, "leaves", "leave") + " the board"
	case len(r.Back) > 0:
		return m.named(r.Scenes, "goes", "go") + " from " + m.day(r.From, r.To) + " to " + m.day(r.To, r.From) + ", " + m.named(r.Back, "comes", "come") + " back"
	}
	return m.named(r.Scenes, "goes", "go") + " from " + m.day(r.From, r.To) + " to " + m.day(r.To, r.From)
}

// day names a day, and its unit where the other is of another.
func (m *mover) day(d, other board.Day) string {
	if d.Unit != other.Unit && !other.Date.IsZero() {
		return d.Date.String() + " of unit " + d.Unit
	}
	return d.Date.String()
}

func (m *mover) named(ids []string, one, many string) string {
	if len(ids) == 1 {
		return "scene " + m.list(ids) + " " + one
	}
	return "scenes " + m.list(ids) + " " + many
}

// list writes scene numbers as people say them.
func (m *mover) list(ids []string) string {
	numbers := make([]string, len(ids))
	for i, id := range ids {
		numbers[i] = m.number[id]
	}
	return and(numbers)
}

func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// clock and date are how sentences of this package write times.
func clock(minutes int) string { return worktime.Clock(minutes).String() }

func length(minutes int) string { return worktime.Minutes(minutes).String() }

func span(s board.Span) string {
	switch {
	case s.From.IsZero() && s.To.IsZero():
		return "always"
	case s.From.IsZero():
		return "up to " + s.To.String()
	case s.To.IsZero():
		return "from " + s.From.String() + " on"
	case s.From == s.To:
		return "on " + s.From.String()
	}
	return "from " + s.From.String() + " to " + s.To.String()
}

func later(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}
