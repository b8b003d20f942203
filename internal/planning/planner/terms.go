package planner

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// The terms of a day where the production says nothing, in minutes.
const (
	prepareMin = 60      // from the call to the first set-up
	wrapMin    = 30      // from the last scene to the dismissal
	mealMin    = 45      //
	mealAfter  = 6 * 60  // from the call, and from the end of the meal before
	normalMin  = 10 * 60 // without the meal
	beyondMin  = 3 * 60  // overtime that can be bought
	moveMin    = 45      // of a way nobody measured
	rowDays    = 6       // days running, directive 2003/88/EC, article 5
)

// PlannerPack is the key of the rule pack that says how the rules of the stripboard count here.
const PlannerPack = "planner"

// terms reads money, rules and prices.
func (r *reader) terms() {
	r.currency()
	r.rules = readRules(r)
	c, t := r.c, &r.rules
	if len(t.modes) > 0 {
		c.Rules = t.modes
	}
	meal := t.minutes("meal", mealMin)
	normal := t.minutes("day-normal", 0)
	if normal == 0 {
		normal = cmp.Or(r.unitRec.DayLengthMin, normalMin) + meal
		if r.unitRec.DayLengthMin == 0 {
			r.assume("unit", r.record.Unit.ID, "The unit has no usual length of day: ten hours and the meal are assumed.")
		}
	}
	day := r.crewDay()
	c.Prices = board.Prices{
		Prepare: t.minutes("prepare", prepareMin), Wrap: t.minutes("wrap", wrapMin), Meal: meal, MealAfter: t.minutes("meal-after", mealAfter),
		Normal: normal, Longest: max(normal, t.minutes("long-day", normal+beyondMin)),
		Day: day, Overtime: day * 60 * 3 / 2 / int64(normal), CrewForced: day / 2,
		MoveMinutes: t.minutes("move", moveMin), CrewRest: t.minutes("crew-rest", t.rest), Row: t.count("row", rowDays),
		Flip: t.weight("flip", r),
	}
	c.Prices.Move = r.minuteOfCrew(c.Prices.MoveMinutes)
	c.Prices.DayCall, c.Prices.NightCall = r.usualCalls()
	if day > 0 {
		r.assume("", graph.ID{}, "A day of the crew costs what its weekly and daily deals come to; overtime is assumed at time and a half, a call within the rest at half a day.")
	}
}

// minuteOfCrew is what some minutes of the crew cost, for a move.
func (r *reader) minuteOfCrew(minutes int) int64 {
	p := r.c.Prices
	return p.Day * int64(minutes) / int64(max(1, p.Normal))
}

// crewDay is what a day of the crew of the unit costs: the deals by the day, week and hour of
// everybody who is engaged for a job, not for a part.
func (r *reader) crewDay() int64 {
	if !r.may(production.RightDeals) {
		r.withhold("What the board costs is not counted for you: it needs the right to deals.")
		return 0
	}
	var sum int64
	for id, e := range graph.All[production.Engagement](r.v) {
		if !e.Character.IsZero() || e.Role.IsZero() || e.Status == "cancelled" || e.Status == "wanted" || !e.Unit.IsZero() && e.Unit != r.record.Unit {
			continue
		}
		for _, d := range graph.Referring[production.Deal](r.v, id, "engagement") {
			rate := r.money.in(r, d.Rate, "a deal of the crew")
			switch d.RateUnit {
			case "day":
				sum += rate
			case "week":
				sum += rate / int64(r.daysAWeek())
			case "hour":
				sum += rate * int64(cmp.Or(d.HoursIncluded, 10))
			}
		}
	}
	return sum
}

// usualCalls are the middle calls of the days and nights that have one.
func (r *reader) usualCalls() (day, night worktime.Clock) {
	var days, nights []worktime.Clock
	for _, d := range r.out.days {
		if c, ok := r.noted(d); ok {
			if c < nightFrom {
				days = append(days, c)
			} else {
				nights = append(nights, c)
			}
		}
	}
	middle := func(list []worktime.Clock, usual worktime.Clock) worktime.Clock {
		if len(list) == 0 {
			return usual
		}
		slices.Sort(list)
		return list[len(list)/2]
	}
	return middle(days, 7*60), middle(nights, 17*60)
}

// exchange turns amounts into the currency of the production.
type exchange struct {
	to    string
	rates map[string]production.ExchangeRate // by From, the latest
}

func (r *reader) currency() {
	x := exchange{rates: map[string]production.ExchangeRate{}}
	for _, t := range graph.All[production.Title](r.v) {
		x.to = cmp.Or(x.to, t.Currency)
	}
	if x.to == "" {
		x.to = "EUR"
		r.assume("title", graph.ID{}, "The title has no currency: EUR is assumed.")
	}
	for _, e := range graph.All[production.ExchangeRate](r.v) {
		if was, ok := x.rates[e.From]; e.To == x.to && (!ok || !e.Date.Before(was.Date)) {
			x.rates[e.From] = e
		}
	}
	r.money, r.c.Currency = x, x.to
}

// in is an amount in the currency of the case; one without a rate counts nothing and is said.
func (x exchange) in(r *reader, m production.Money, whose string) int64 {
	if m.IsZero() || m.Currency == x.to {
		return m.Minor
	}
	rate, ok := x.rates[m.Currency]
	if !ok {
		if !r.may(production.RightMoney) {
			r.withhold("Amounts in other currencies are not counted for you: rates of exchange need the right to money.")
			return 0
		}
		r.find("title", graph.ID{}, "No rate of exchange from %s to %s: the pay of %s is not in the price", m.Currency, x.to, whose)
		return 0
	}
	out := new(big.Int).Mul(big.NewInt(m.Minor), big.NewInt(rate.RateMillionths))
	down := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(6+m.Digits())), nil)
	up := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(production.Money{Currency: x.to}.Digits())), nil)
	out.Mul(out, up).Div(out, down)
	if !out.IsInt64() {
		return 0
	}
	return out.Int64()
}

// ruleBook is the rules as this production applies them.
type ruleBook struct {
	modes  map[board.RuleID]board.Rule
	own    map[string]production.Rule // of the planner's pack, by key
	rest   int                        // of everybody without a pack, in minutes
	minors []string                   // ids of packs with hours of children that are in force
	packs  []worktime.Pack            // that come with the program
	// applied are the packs as the production applies them, by record.
	applied map[graph.ID]worktime.Pack
}

// readRules reads the packs in force on the first day of the board, and the planner's own.
func readRules(r *reader) ruleBook {
	b := ruleBook{modes: map[board.RuleID]board.Rule{}, own: map[string]production.Rule{}, rest: restMin}
	b.packs, _ = worktime.Packs() // embedded and tested: they can always be read
	b.apply(r)
	on := r.record.Start
	for id, p := range graph.All[production.RulePack](r.v) {
		if !p.Unit.IsZero() && p.Unit != r.record.Unit || !inForce(p.From, p.To, on) {
			continue
		}
		if p.Pack == PlannerPack {
			for rid, rule := range graph.Referring[production.Rule](r.v, id, "pack") {
				if inForce(rule.From, rule.To, on) {
					b.take(r, rid, rule)
				}
			}
			continue
		}
		pack, known := b.applied[id]
		if !known {
			i := slices.IndexFunc(b.packs, func(x worktime.Pack) bool { return x.ID == p.Pack })
			if i < 0 {
				continue
			}
			pack = b.packs[i]
		}
		if slices.ContainsFunc(pack.Rules, func(x worktime.Rule) bool { return slices.Contains(x.Where.Roles, "child") }) {
			b.minors = append(b.minors, pack.ID)
		}
	}
	slices.Sort(b.minors)
	b.minors = slices.Compact(b.minors)
	return b
}

// apply brings the packs with rules or changes of the production's own into the case. What of them
// cannot be applied is a finding.
func (b *ruleBook) apply(r *reader) {
	if r.hours == nil {
		return
	}
	packs, problems, err := r.hours.Packs(r.v)
	if err != nil {
		r.find("rule_pack", graph.ID{}, "The rule packs of the production cannot be read, so those that come with Backlot count unchanged: %v", err)
		return
	}
	b.applied = packs
	for id, why := range problems {
		r.find("rule", id, "%s is not applied: %s", r.v.Label(id), why)
	}
	for id, p := range graph.All[production.RulePack](r.v) {
		pack, ok := packs[id]
		twice := slices.ContainsFunc(r.c.Packs, func(x worktime.Pack) bool { return x.ID == pack.ID })
		if ok && !twice && (p.Unit.IsZero() || p.Unit == r.record.Unit) && len(pack.Rules) > 0 {
			r.c.Packs = append(r.c.Packs, pack)
		}
	}
}

func inForce(from, to, on civil.Date) bool {
	return (from.IsZero() || on.IsZero() || !on.Before(from)) && (to.IsZero() || on.IsZero() || !on.After(to))
}

func (b *ruleBook) take(r *reader, id graph.ID, rule production.Rule) {
	b.own[rule.Key] = rule
	if rule.Mode == "" {
		return
	}
	if _, known := board.DefaultRules[board.RuleID(rule.Key)]; !known {
		r.find("rule", id, "%q is no rule of the stripboard: want one such as overtime, cover or light", rule.Key)
		return
	}
	b.modes[board.RuleID(rule.Key)] = board.Rule{Mode: board.Mode(rule.Mode), Price: r.money.in(r, rule.Weight, rule.Key)}
}

// minutes is a length the planner's pack gives under a key, such as "11h", or the usual.
func (b *ruleBook) minutes(key string, usual int) int {
	if m, err := worktime.ParseMinutes(b.own[key].Value); err == nil {
		return int(m)
	}
	return usual
}

func (b *ruleBook) count(key string, usual int) int {
	if n, err := strconv.Atoi(b.own[key].Value); err == nil && n > 0 {
		return n
	}
	return usual
}

func (b *ruleBook) weight(key string, r *reader) int64 {
	return r.money.in(r, b.own[key].Weight, key)
}

// restOf is the daily rest of a performer under their pack, as the production applies it on the
// first day of the board; zero when the pack has none.
func (b *ruleBook) restOf(r *reader, id graph.ID) int {
	pack, ok := b.applied[id]
	if !ok {
		rec, _ := graph.Get[production.RulePack](r.v, id)
		i := slices.IndexFunc(b.packs, func(x worktime.Pack) bool { return x.ID == rec.Pack })
		if i < 0 {
			return 0
		}
		pack = b.packs[i]
	}
	for _, x := range pack.Rules {
		roles := x.Where.Roles
		if x.Quantity == "rest.daily" && inForce(x.From, x.To, r.record.Start) && (len(roles) == 0 || slices.Contains(roles, "performer")) {
			return lengthOf(x.Limit)
		}
	}
	return 0
}

// lengthOf reads "11h" and "660", both eleven hours; zero for what is neither.
func lengthOf(s string) int {
	if m, err := worktime.ParseMinutes(s); err == nil {
		return int(m)
	}
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return max(0, n)
}

// drops are the terms on which a person of a pack may be dropped and picked up again, as the
// day-out-of-days reads them.
func (b *ruleBook) drops(r *reader, pack graph.ID) (after, most int) {
	for _, rule := range graph.Referring[production.Rule](r.v, pack, "pack") {
		n, err := strconv.Atoi(rule.Value)
		if err != nil || n < 0 {
			continue
		}
		switch rule.Key {
		case "dood.drop_after_days":
			after = n
		case "dood.max_drops":
			most = n
		}
	}
	return after, most
}
