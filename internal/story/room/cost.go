package room

import (
	"cmp"
	"slices"

	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Cost is what a card, or a column of cards, asks of the production. It is computed from the breakdown of
// the scenes the cards became; cards without scenes add what they say of themselves, and Rough says so.
type Cost struct {
	Rough         bool               `json:"rough" doc:"A part of it is what cards without scenes say of themselves, not the breakdown"`
	Scenes        int                `json:"scenes"`
	Eighths       int                `json:"eighths"`
	Length        string             `json:"length" doc:"Pages as crews write them: 1 3/8"`
	Seconds       int                `json:"seconds" doc:"Screen time; a minute a page where the script has no better"`
	ShootMin      int                `json:"shoot_min" doc:"Estimated minutes on set"`
	Cast          []CastCost         `json:"cast"`
	CastDays      int                `json:"cast_days" doc:"Days of cast on the board that is shot; one for whoever is not planned yet"`
	CastPay       []production.Money `json:"cast_pay" doc:"Those days at day rates, by currency, of whoever's deal the reader may know"`
	FreedDays     int                `json:"freed_days" doc:"Days of cast that nobody would be called for without these scenes"`
	FreedPay      []production.Money `json:"freed_pay" doc:"Those days at day rates"`
	Sets          []SetCost          `json:"sets"`
	Night         int                `json:"night" doc:"Scenes by night"`
	Exterior      int                `json:"exterior" doc:"Scenes outside"`
	Stunts        int                `json:"stunts"`
	Effects       int                `json:"effects" doc:"Special effects"`
	VisualEffects int                `json:"visual_effects"`
	Animals       int                `json:"animals"`
	Children      int                `json:"children" doc:"Characters under eighteen"`
	Crowd         int                `json:"crowd" doc:"Background players, at least"`
	Vehicles      int                `json:"vehicles"`
	Needs         []string           `json:"needs" doc:"What cards without scenes say they will need"`
	OnlyHere      []OnlyHere         `json:"only_here" doc:"Elements no other scene needs"`
	OnlyHereCost  []production.Money `json:"only_here_cost" doc:"Their estimates, by currency"`
}

// CastCost is a character a card needs on set.
type CastCost struct {
	ID     graph.ID         `json:"id"`
	Name   string           `json:"name"`
	Number string           `json:"number,omitempty"`
	Days   int              `json:"days"`
	Rate   production.Money `json:"rate,omitzero" doc:"Of a working day"`
}

// SetCost is a set a card plays in.
type SetCost struct {
	ID   graph.ID `json:"id,omitzero"`
	Name string   `json:"name"`
	New  bool     `json:"new" doc:"No other scene plays there"`
}

// OnlyHere is an element that would not be needed without the card.
type OnlyHere struct {
	ID       graph.ID         `json:"id"`
	Name     string           `json:"name"`
	Category string           `json:"category"`
	Estimate production.Money `json:"estimate,omitzero"`
}

// ledger is the breakdown, the schedule and the deals as costs are counted from, read once.
type ledger struct {
	b        *book
	uses     map[graph.ID][]production.Use // by scene
	usedIn   map[graph.ID][]graph.ID       // scenes by element
	playedIn map[string][]graph.ID         // scenes by set
	elements map[graph.ID]production.Element
	rank     map[graph.ID]int // elements by name: sorted once, not for every card
	days     map[graph.ID][]int
	rates    map[graph.ID]production.Money
}

func newLedger(b *book, plan Plan) *ledger {
	l := &ledger{b: b, uses: map[graph.ID][]production.Use{}, usedIn: map[graph.ID][]graph.ID{}, playedIn: map[string][]graph.ID{}, elements: map[graph.ID]production.Element{}, rank: map[graph.ID]int{}}
	for id, s := range graph.All[production.Scene](b.v) {
		if !s.Omitted {
			l.playedIn[setKey(s)] = append(l.playedIn[setKey(s)], id)
		}
	}
	for _, u := range graph.All[production.Use](b.v) {
		s, ok := graph.Get[production.Scene](b.v, u.Scene.ID)
		if !ok || s.Omitted || u.Element.IsZero() || !onSet(u) {
			continue
		}
		l.uses[u.Scene.ID] = append(l.uses[u.Scene.ID], u)
		if at := l.usedIn[u.Element.ID]; !slices.Contains(at, u.Scene.ID) {
			l.usedIn[u.Element.ID] = append(at, u.Scene.ID)
		}
	}
	l.rankElements()
	if plan != nil {
		l.days, l.rates = plan.ShootingDays(b.v), plan.DayRates(b.v)
	}
	return l
}

func (l *ledger) rankElements() {
	order := make([]graph.ID, 0, len(l.usedIn))
	for id := range l.usedIn {
		l.elements[id], _ = graph.Get[production.Element](l.b.v, id)
		order = append(order, id)
	}
	slices.SortFunc(order, func(x, y graph.ID) int {
		return cmp.Or(cmp.Compare(l.elements[x].Name, l.elements[y].Name), byID(x, y))
	})
	for i, id := range order {
		l.rank[id] = i
	}
}

// newEmptyLedger counts pages only: for questions in which nobody asks for more.
func newEmptyLedger(b *book) *ledger { return &ledger{b: b} }

func setKey(s production.Scene) string {
	if !s.Set.IsZero() {
		return s.Set.String()
	}
	return s.SetName
}

// of counts what cards ask for together: a scene, a person, a set that several share counts once.
func (l *ledger) of(cards ...*card) Cost {
	out := Cost{Cast: []CastCost{}, CastPay: []production.Money{}, FreedPay: []production.Money{}, Sets: []SetCost{}, Needs: []string{}, OnlyHere: []OnlyHere{}, OnlyHereCost: []production.Money{}}
	var scenes, people []graph.ID
	for _, c := range cards {
		for _, s := range c.scenes {
			if !slices.Contains(scenes, s) {
				scenes = append(scenes, s)
			}
		}
		if len(c.scenes) == 0 {
			l.guess(&out, c, &people)
		}
	}
	eighths := pages.Eighths(out.Eighths)
	for _, id := range scenes {
		s, _ := graph.Get[production.Scene](l.b.v, id)
		eighths += s.LengthEighths
		l.scene(&out, s, scenes)
	}
	out.Scenes, out.Eighths, out.Length = len(scenes), int(eighths), eighths.String()
	l.needed(&out, scenes, &people)
	l.cast(&out, scenes, people)
	return out
}

// guess adds what a card without scenes says of itself.
func (l *ledger) guess(out *Cost, c *card, people *[]graph.ID) {
	out.Rough = true
	out.Eighths += int(c.LengthEighths)
	out.Seconds += secondsOf(int(c.LengthEighths))
	for need := range c.Needs {
		if !slices.Contains(out.Needs, need) {
			out.Needs = append(out.Needs, need)
		}
	}
	slices.Sort(out.Needs)
	for _, p := range c.characters {
		if !slices.Contains(*people, p) {
			*people = append(*people, p)
		}
	}
	for _, id := range c.things {
		e, _ := graph.Get[production.Element](l.b.v, id)
		if e.Category == "set" && !slices.ContainsFunc(out.Sets, func(s SetCost) bool { return s.ID == id }) {
			out.Sets = append(out.Sets, SetCost{ID: id, Name: e.Name, New: len(l.playedIn[id.String()]) == 0})
		}
	}
}

// secondsOf is a minute a page: the rule of thumb for text that was not timed.
func secondsOf(eighths int) int { return eighths * 60 / 8 }

func (l *ledger) scene(out *Cost, s production.Scene, scenes []graph.ID) {
	out.Seconds += cmp.Or(s.EstimatedSeconds, secondsOf(int(s.LengthEighths)))
	out.ShootMin += s.EstimatedShootMin
	if s.TimeOfDay == "NIGHT" || s.TimeOfDay == "EVENING" {
		out.Night++
	}
	if s.IntExt == "EXT" || s.IntExt == "INT/EXT" {
		out.Exterior++
	}
	name := cmp.Or(s.SetName, s.Heading)
	if e, ok := graph.Get[production.Element](l.b.v, s.Set.ID); ok {
		name = e.Name
	}
	if name == "" || slices.ContainsFunc(out.Sets, func(o SetCost) bool { return o.ID == s.Set.ID && o.Name == name }) {
		return
	}
	out.Sets = append(out.Sets, SetCost{ID: s.Set.ID, Name: name, New: allIn(l.playedIn[setKey(s)], scenes)})
}

// allIn reports whether every scene of a list is one of scenes.
func allIn(list, scenes []graph.ID) bool {
	return !slices.ContainsFunc(list, func(id graph.ID) bool { return !slices.Contains(scenes, id) })
}

// needed counts what the scenes need, and what nobody else needs.
func (l *ledger) needed(out *Cost, scenes []graph.ID, people *[]graph.ID) {
	quantity := map[graph.ID]int{}
	var order []graph.ID
	for _, s := range scenes {
		for _, u := range l.uses[s] {
			if _, seen := quantity[u.Element.ID]; !seen {
				order = append(order, u.Element.ID)
			}
			quantity[u.Element.ID] = max(quantity[u.Element.ID], u.Quantity, 1)
		}
	}
	slices.SortFunc(order, func(x, y graph.ID) int { return l.rank[x] - l.rank[y] })
	for _, id := range order {
		e := l.elements[id]
		switch e.Category {
		case "character":
			if !slices.Contains(*people, id) {
				*people = append(*people, id)
			}
			continue
		case "set":
			continue
		case "stunt", "action":
			out.Stunts++
		case "sfx":
			out.Effects++
		case "vfx":
			out.VisualEffects++
		case "animal", "livestock":
			out.Animals += quantity[id]
		case "background":
			out.Crowd += quantity[id]
		case "vehicle":
			out.Vehicles += quantity[id]
		}
		if allIn(l.usedIn[id], scenes) {
			out.OnlyHere = append(out.OnlyHere, OnlyHere{id, e.Name, e.Category, e.Estimate})
			out.OnlyHereCost = plus(out.OnlyHereCost, e.Estimate, 1)
		}
	}
}

// cast counts people and their days. A day counts as freed when all that a person does on it is in scenes.
func (l *ledger) cast(out *Cost, scenes, people []graph.ID) {
	slices.SortFunc(people, l.b.byCast)
	for _, id := range people {
		e, _ := graph.Get[production.Element](l.b.v, id)
		if e.AgeYears > 0 && e.AgeYears < 18 {
			out.Children++
		}
		here, elsewhere := map[int]bool{}, map[int]bool{}
		for _, s := range l.usedIn[id] {
			on := elsewhere
			if slices.Contains(scenes, s) {
				on = here
			}
			for _, d := range l.days[s] {
				on[d] = true
			}
		}
		c := CastCost{ID: id, Name: e.Name, Number: e.Number, Days: max(len(here), 1), Rate: l.rates[id]}
		out.Cast = append(out.Cast, c)
		out.CastDays += c.Days
		out.CastPay = plus(out.CastPay, c.Rate, c.Days)
		for d := range here {
			if !elsewhere[d] {
				out.FreedDays++
				out.FreedPay = plus(out.FreedPay, c.Rate, 1)
			}
		}
	}
}

// plus adds n times an amount to sums by currency, which stay in the order of their codes.
func plus(sums []production.Money, m production.Money, n int) []production.Money {
	if m.IsZero() || n == 0 {
		return sums
	}
	m.Minor *= int64(n)
	for i := range sums {
		if sums[i].Currency == m.Currency {
			sums[i].Minor += m.Minor
			return sums
		}
	}
	sums = append(sums, m)
	slices.SortFunc(sums, func(a, b production.Money) int { return cmp.Compare(a.Currency, b.Currency) })
	return sums
}
