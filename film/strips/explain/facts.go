package explain

import (
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
)

// Kind is what sort of record a fact is.
type Kind string

// The kinds. What stands for the production as a whole (the days, the ceiling, another rule) has no record.
const (
	Pinned    Kind = "pinned"     // a scene to a day
	UnitOf    Kind = "unit"       // a scene to a unit
	Sky       Kind = "light"      // the light a scene needs
	Free      Kind = "free"       // the spans in which a person can work
	Away      Kind = "away"       // a day on which a person cannot
	Hours     Kind = "minors"     // a child's hours
	Dates     Kind = "dates"      // of a place
	Permit    Kind = "permit"     // of a place
	Access    Kind = "access"     // the hours of a place
	Ready     Kind = "set-ready"  // the day a set is there
	Struck    Kind = "set-struck" // the day a set is gone
	Closing   Kind = "closed"     // a storm, a strike, a closed road
	Sequence  Kind = "order"      // of two scenes
	FrozenDay Kind = "frozen"     // a day of the past
	Calendar  Kind = "calendar"   // the days there are
	Ceiling   Kind = "day-length" // the longest day
	OtherRule Kind = "rule"       // rest, rows, two units at once and what else the case counts as hard
)

// Fact is something in the case that a person can change and that binds the board.
type Fact struct {
	Kind Kind         `json:"kind"`
	Rule board.RuleID `json:"rule"` // that makes it binding
	// ID is the record: of the scene, person, place or set (by name); of an order the scene that
	// comes first, with Other after it; of a frozen day the unit.
	ID    string     `json:"id,omitempty"`
	Other string     `json:"other,omitempty"`
	Date  civil.Date `json:"date,omitzero"` // of an away day, a closing, a frozen day
	Text  string     `json:"text"`          // a sentence that names the record and what it says

	index int // of the record in its list of the case
}

// factList is all facts of a case, and where to find them.
type factList struct {
	c   *board.Case
	all []Fact
	at  map[key]int
}

// key names a fact: its kind, the number of its record and the date.
type key struct {
	kind  Kind
	rule  board.RuleID
	index int
	date  civil.Date
}

// factsOf lists what binds the boards of a case: what no rule counts as hard is left out.
func factsOf(c *board.Case) *factList {
	l := &factList{c: c, at: map[key]int{}}
	for i := range c.Scenes {
		l.ofScene(i, &c.Scenes[i])
	}
	for i := range c.People {
		l.ofPerson(i, &c.People[i])
	}
	for i := range c.Places {
		l.ofPlace(i, &c.Places[i])
	}
	for i, s := range c.Sets {
		if !s.Ready.IsZero() {
			l.add(i, Fact{Kind: Ready, Rule: board.SetReady, ID: s.Name, Text: fmt.Sprintf("The set %s is ready on %s.", s.Name, s.Ready)})
		}
		if !s.Strike.IsZero() {
			l.add(i, Fact{Kind: Struck, Rule: board.SetReady, ID: s.Name, Text: fmt.Sprintf("The set %s is struck on %s.", s.Name, s.Strike)})
		}
	}
	for i, x := range c.Shut {
		l.add(i, Fact{Kind: Closing, Rule: board.Closed, ID: x.Place, Date: x.Date, Text: l.closing(x)})
	}
	for i, o := range c.Orders {
		l.add(i, Fact{Kind: Sequence, Rule: board.Precedence, ID: o.Before, Other: o.After, Text: l.order(o)})
	}
	l.ofDays()
	for _, id := range board.RuleIDs() {
		if text := ruleTexts[id]; text != "" && (id != board.Row || c.Prices.Row > 0) {
			l.add(0, Fact{Kind: OtherRule, Rule: id, Text: fmt.Sprintf(text, l.limit(id))})
		}
	}
	return l
}

// add takes up a fact if its rule is hard.
func (l *factList) add(index int, f Fact) {
	if l.c.Rule(f.Rule).Mode != board.Hard {
		return
	}
	f.index = index
	k := f.key()
	if _, twice := l.at[k]; !twice {
		l.at[k] = len(l.all)
		l.all = append(l.all, f)
	}
}

func (f Fact) key() key {
	k := key{kind: f.Kind, index: f.index, date: f.Date}
	if f.Kind == OtherRule {
		k.rule = f.Rule
	}
	if f.Kind == FrozenDay || f.Kind == Away || f.Kind == Closing {
		return k
	}
	k.date = civil.Date{}
	return k
}

// find is the number of a fact, -1 when nothing of the kind binds.
func (l *factList) find(kind Kind, index int, date civil.Date) int {
	if i, ok := l.at[key{kind: kind, index: index, date: date}]; ok {
		return i
	}
	return -1
}

func (l *factList) rule(id board.RuleID) int {
	if i, ok := l.at[key{kind: OtherRule, rule: id}]; ok {
		return i
	}
	return -1
}

func (l *factList) ofScene(i int, s *board.Scene) {
	if !s.Pinned.IsZero() {
		l.add(i, Fact{Kind: Pinned, Rule: board.Pinned, ID: s.ID, Text: fmt.Sprintf("Scene %s is pinned to %s.", s.Number, s.Pinned)})
	}
	if s.Unit != "" {
		l.add(i, Fact{Kind: UnitOf, Rule: board.UnitOf, ID: s.ID, Text: fmt.Sprintf("Scene %s belongs to unit %s.", s.Number, s.Unit)})
	}
	place := &l.c.Places[l.place(s.Place)]
	switch {
	case s.Outside():
		l.add(i, Fact{Kind: Sky, Rule: board.Light, ID: s.ID, Text: fmt.Sprintf("Scene %s plays outside by %s at %s and takes %s.", s.Number, s.Light, place.Name, length(s.Minutes))})
	case !place.Blackout:
		l.add(i, Fact{Kind: Sky, Rule: board.Light, ID: s.ID, Text: fmt.Sprintf("Scene %s plays by %s behind the open windows of %s and takes %s.", s.Number, s.Light, place.Name, length(s.Minutes))})
	}
}

func (l *factList) ofPerson(i int, p *board.Person) {
	if len(p.Free) > 0 {
		l.add(i, Fact{Kind: Free, Rule: board.Availability, ID: p.ID, Text: p.Name + " can work " + spans(p.Free) + "."})
	}
	for _, d := range p.Away {
		l.add(i, Fact{Kind: Away, Rule: board.Availability, ID: p.ID, Date: d, Text: fmt.Sprintf("%s is away on %s.", p.Name, d)})
	}
	if !p.Born.IsZero() {
		l.add(i, Fact{Kind: Hours, Rule: board.Minors, ID: p.ID, Text: fmt.Sprintf("%s, born on %s, is a child under the rules of %s.", p.Name, p.Born, and(p.Packs))})
	}
}

func (l *factList) ofPlace(i int, p *board.Place) {
	if len(p.Free) > 0 {
		l.add(i, Fact{Kind: Dates, Rule: board.PlaceDates, ID: p.ID, Text: p.Name + " can be used " + spans(p.Free) + "."})
	}
	if len(p.Permit) > 0 {
		l.add(i, Fact{Kind: Permit, Rule: board.Permit, ID: p.ID, Text: "The permit for " + p.Name + " holds " + spans(p.Permit) + "."})
	}
	if p.Open != 0 || p.Close != 0 {
		l.add(i, Fact{Kind: Access, Rule: board.PlaceHours, ID: p.ID, Text: fmt.Sprintf("%s is open from %s to %s.", p.Name, p.Open, p.Close)})
	}
}

func (l *factList) ofDays() {
	c := l.c
	if n := len(c.Days); n > 0 {
		l.add(0, Fact{Kind: Calendar, Rule: board.Calendar, Text: fmt.Sprintf("There are %d shooting days, from %s to %s.", n, c.Days[0].Date, c.Days[n-1].Date)})
	} else {
		l.add(0, Fact{Kind: Calendar, Rule: board.Calendar, Text: "There are no shooting days."})
	}
	l.add(0, Fact{Kind: Ceiling, Rule: board.LongDay, Text: fmt.Sprintf("A day lasts at most %s, with %s before the first shot and %s after the last.", length(c.Prices.Longest), length(c.Prices.Prepare), length(c.Prices.Wrap))})
	if c.Frozen.IsZero() {
		return
	}
	days := slices.Clone(c.Days)
	for _, p := range c.Past {
		days = append(days, dayOf(p))
	}
	for _, d := range days {
		if !d.Date.After(c.Frozen) {
			l.add(l.unit(d.Unit), Fact{Kind: FrozenDay, Rule: board.Frozen, ID: d.Unit, Date: d.Date, Text: fmt.Sprintf("%s of unit %s is frozen as it was shot.", d.Date, d.Unit)})
		}
	}
}

// ruleTexts are the rules that bind without a record of their own.
var ruleTexts = map[board.RuleID]string{
	board.TwoPlaces: "Nobody works in two units at once%s.", board.GearTwice: "Gear is in no more units at once than there are of it%s.",
	board.Row: "A unit works at most %s days running.", board.Overtime: "A day lasts at most %s.", board.CrewRest: "The crew rests at least %s.",
	board.CastRest: "Everybody of the cast rests as long as their contract says%s.", board.CoverSet: "Every exterior day has an interior that stands by%s.",
	board.MixedDay: "Day and night exteriors are not shot on one day%s.", board.Returning: "No unit comes back to a place it left%s.",
}

func (l *factList) limit(id board.RuleID) string {
	switch id {
	case board.Row:
		return fmt.Sprint(l.c.Prices.Row)
	case board.Overtime:
		return length(l.c.Prices.Normal)
	case board.CrewRest:
		return length(l.c.Prices.CrewRest)
	}
	return ""
}

func (l *factList) closing(x board.Shut) string {
	where, what := "anywhere", "nothing is shot"
	if x.Place != "" {
		where = "at " + l.c.Places[l.place(x.Place)].Name
	}
	if x.Outside {
		what = "nothing is shot outside"
	}
	return fmt.Sprintf("On %s %s %s: %s.", x.Date, what, where, x.Reason)
}

func (l *factList) order(o board.Order) string {
	text := fmt.Sprintf("Scene %s is shot before scene %s", l.number(o.Before), l.number(o.After))
	if o.Days > 0 {
		text += fmt.Sprintf(", by at least %d days", o.Days)
	}
	if o.Reason != "" {
		text += ": " + o.Reason
	}
	return text + "."
}

func (l *factList) place(id string) int {
	return slices.IndexFunc(l.c.Places, func(p board.Place) bool { return p.ID == id })
}

func (l *factList) scene(id string) int {
	return slices.IndexFunc(l.c.Scenes, func(s board.Scene) bool { return s.ID == id })
}

func (l *factList) number(id string) string { return l.c.Scenes[l.scene(id)].Number }

// unit is the number of a unit, by the first day it has.
func (l *factList) unit(name string) int {
	return slices.IndexFunc(l.c.Days, func(d board.Day) bool { return d.Unit == name })
}

func spans(list []board.Span) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = span(s)
	}
	return and(words)
}

// broken are the facts that a board does not keep: for every hard rule the referee finds broken, all
// facts that may be why. Base says that a scene is missing or stands twice, which no fact excuses.
func (l *factList) broken(b *board.Board) (facts []int, base bool) {
	r, err := check.Board(l.c, b)
	if err != nil {
		return nil, true
	}
	seen := map[int]bool{}
	for _, v := range r.Violations {
		if v.Mode != board.Hard {
			continue
		}
		list := l.behind(v)
		if len(list) == 0 {
			return nil, true
		}
		for _, i := range list {
			if !seen[i] {
				seen[i] = true
				facts = append(facts, i)
			}
		}
	}
	slices.Sort(facts)
	return facts, false
}

// behind are the facts that may be why a rule is broken; none for a scene that is missing.
func (l *factList) behind(v check.Violation) []int {
	var out []int
	for i, f := range l.all {
		if f.Rule == v.Rule && l.concerns(f, v) {
			out = append(out, i)
		}
	}
	return out
}

// concerns says whether a fact may be what a violation of its rule is about. Where names are not
// unique it says yes to all that bear them.
func (l *factList) concerns(f Fact, v check.Violation) bool {
	scene := func(ok func(s *board.Scene) bool) bool {
		return slices.ContainsFunc(l.c.Scenes, func(s board.Scene) bool { return s.Number == v.Scene && ok(&s) })
	}
	switch f.Kind {
	case Pinned, UnitOf, Sky:
		return scene(func(s *board.Scene) bool { return s.ID == f.ID })
	case Free, Hours:
		return l.c.People[f.index].Name == v.Person
	case Away:
		return l.c.People[f.index].Name == v.Person && f.Date == v.Date
	case Dates, Permit, Access:
		return scene(func(s *board.Scene) bool { return s.Place == f.ID })
	case Ready, Struck:
		return scene(func(s *board.Scene) bool { return s.Set == f.ID })
	case Closing:
		return scene(func(s *board.Scene) bool { return l.c.Shut[f.index].Stops(s, v.Date) })
	case Sequence:
		return scene(func(s *board.Scene) bool { return s.ID == f.Other })
	case FrozenDay:
		return f.ID == v.Unit && f.Date == v.Date
	}
	return true
}
