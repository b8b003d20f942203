package planner

import (
	"cmp"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Make-up and wardrobe before the first scene and after the last, and the rest due between two
// days, in minutes, where nothing else is agreed. The rest is that of directive 2003/88/EC, article 3.
const (
	readyMin = 45
	offMin   = 20
	restMin  = 11 * 60
)

// person is the id in the case of who plays a character: the engagement, or the character itself
// while nobody is engaged.
func (r *reader) person(character graph.ID) string {
	if p, ok := r.castOf[character.String()]; ok {
		return p
	}
	el, ok := graph.Get[production.Element](r.v, character)
	if !ok {
		r.castOf[character.String()] = ""
		return ""
	}
	id, e := r.engaged(character)
	if id.IsZero() {
		r.castOf[character.String()] = character.String()
		r.add(board.Person{ID: character.String(), Name: el.Name, Ready: readyMin, Off: offMin, Rest: r.rules.rest}, character, "element", el.Name)
		r.assume("element", character, "Nobody is engaged for %s: free every day and without pay is assumed.", el.Name)
		return character.String()
	}
	r.castOf[character.String()] = id.String()
	if slices.ContainsFunc(r.c.People, func(p board.Person) bool { return p.ID == id.String() }) {
		return id.String() // plays two parts
	}
	party, _ := graph.Get[production.Party](r.v, e.Party.ID)
	p := board.Person{ID: id.String(), Name: cmp.Or(party.Name, el.Name), Ready: readyMin, Off: offMin, Rest: cmp.Or(r.rules.restOf(r, e.RulePack.ID), r.rules.rest)}
	if ready, off := r.chair(id); ready > 0 {
		p.Ready, p.Off = ready+readyMin/3, max(off, offMin)
	}
	r.dates(&p, id, e)
	r.pay(&p, id, e)
	if party.Minor {
		r.child(&p, e)
	}
	r.add(p, id, "engagement", el.Name)
	return id.String()
}

// add puts a person into the case under a name that no other has.
func (r *reader) add(p board.Person, record graph.ID, kind graph.Kind, part string) {
	if _, taken := r.out.people[p.Name]; taken {
		p.Name += " (" + part + ")"
	}
	r.out.people[p.Name], r.out.kinds[record] = record, kind
	r.c.People = append(r.c.People, p)
}

// engaged finds who plays a character on set: the firmest engagement, then the first made.
func (r *reader) engaged(character graph.ID) (graph.ID, production.Engagement) {
	firmness := []string{"working", "signed", "accepted", "offered", "", "wanted", "wrapped"}
	var best graph.ID
	var found production.Engagement
	for id, e := range graph.Referring[production.Engagement](r.v, character, "character") {
		if e.Status == "cancelled" || !slices.Contains([]string{"", "performer", "guest", "puppeteer"}, e.Capacity) {
			continue
		}
		if best.IsZero() || slices.Index(firmness, e.Status) < slices.Index(firmness, found.Status) {
			best, found = id, e
		}
	}
	return best, found
}

// chair is the minutes in and out of prosthetics, when a make-up of the engagement takes longer
// than the usual.
func (r *reader) chair(engagement graph.ID) (ready, off int) {
	for _, x := range graph.Referring[production.Realisation](r.v, engagement, "engagement") {
		ready, off = max(ready, x.ApplyMin), max(off, x.RemoveMin)
	}
	return ready, off
}

// dates are the days on which a person can work: those of the engagement, of what is noted as
// available, and without those on which they cannot.
func (r *reader) dates(p *board.Person, id graph.ID, e production.Engagement) {
	switch {
	case !e.Start.IsZero() && !e.End.IsZero() && e.End.Before(e.Start):
		r.find("engagement", id, "The engagement of %s ends on %s, before it begins on %s: until that is mended its dates are not held", p.Name, e.End, e.Start)
	case !e.Start.IsZero() || !e.End.IsZero():
		p.Free = []board.Span{{From: e.Start, To: e.End}}
	}
	p.Free = r.availability(p.Name, e.Party.ID, "party", p.Free)
}

// availability narrows the days of a person or thing by what is noted about it.
func (r *reader) availability(name string, of graph.ID, field string, free []board.Span) []board.Span {
	var can, cannot []board.Span
	for id, a := range graph.Referring[production.Availability](r.v, of, field) {
		span := board.Span{From: a.From, To: a.To}
		switch {
		case a.Type == "available":
			can = append(can, span)
		case a.Type == "hold" || a.Type == "school":
		case a.Type == "tentative":
			r.assume("availability", id, "%s is only tentatively to be had from %s to %s: free is assumed.", name, a.From, a.To)
		case a.FromMin != 0 || a.ToMin != 0:
			r.assume("availability", id, "%s is not to be had for a part of %s to %s: the rest of the day is thought to do.", name, a.From, a.To)
		default:
			cannot = append(cannot, span)
		}
	}
	for _, c := range can {
		for _, n := range cannot {
			if !n.From.After(c.To) && !n.To.Before(c.From) {
				r.find("party", of, "%s is noted as available and as not available on %s: not available counts", name, later(c.From, n.From))
			}
		}
	}
	if len(can) > 0 {
		free = both(free, can)
	}
	return r.without(free, cannot)
}

func later(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// both are the days that lie in a span of each list; an empty list is every day.
func both(a, b []board.Span) []board.Span {
	if len(a) == 0 {
		return b
	}
	var out []board.Span
	for _, x := range a {
		for _, y := range b {
			s := board.Span{From: later(x.From, y.From), To: x.To}
			if s.To.IsZero() || !y.To.IsZero() && y.To.Before(s.To) {
				s.To = y.To
			}
			if s.To.IsZero() || !s.To.Before(s.From) {
				out = append(out, s)
			}
		}
	}
	if len(out) == 0 {
		return []board.Span{never}
	}
	return out
}

// pay reads the deal in force: the latest one that the reader may know.
func (r *reader) pay(p *board.Person, id graph.ID, e production.Engagement) {
	if !r.may(production.RightDeals) {
		return
	}
	var best production.Deal
	var deal graph.ID
	for did, d := range graph.Referring[production.Deal](r.v, id, "engagement") {
		if deal.IsZero() || !d.From.Before(best.From) {
			best, deal = d, did
		}
	}
	if deal.IsZero() {
		r.assume("engagement", id, "%s has no deal: no pay is counted.", p.Name)
		return
	}
	rate := r.money.in(r, best.Rate, p.Name)
	p.Guarantee = e.GuaranteedDays
	switch best.RateUnit {
	case "day":
		p.DayRate, p.Forced = rate, rate
	case "hour":
		p.DayRate = rate * int64(cmp.Or(best.HoursIncluded, 10))
		p.Forced = p.DayRate
	case "week":
		p.WeekRate, p.Forced = rate, rate/int64(r.daysAWeek())
		p.Guarantee = (e.GuaranteedDays + r.daysAWeek() - 1) / r.daysAWeek()
	default:
		r.assume("deal", deal, "%s is paid by the %s: that does not depend on the board and is not in its price.", p.Name, best.RateUnit)
		p.Guarantee = 0
	}
	p.DropAfter, p.MaxDrops = r.rules.drops(r, e.RulePack.ID)
}

func (r *reader) daysAWeek() int {
	n := 0
	for _, works := range r.calendar.Workdays {
		if works {
			n++
		}
	}
	return cmp.Or(n, 5)
}

// child gives a minor the packs that bind them, their age and their school.
func (r *reader) child(p *board.Person, e production.Engagement) {
	party := e.Party.ID
	for _, x := range graph.Referring[production.Private](r.v, party, "party") {
		if !x.Birth.IsZero() {
			p.Born = x.Birth
		}
	}
	if p.Born.IsZero() {
		if !r.may(production.RightPeople) {
			r.withhold("The hours of children are not checked for you: dates of birth need the right to private facts.")
			return
		}
		r.find("party", party, "%s is a minor without a date of birth: no rule on hours can be chosen", p.Name)
		return
	}
	p.Packs = slices.Clone(r.rules.minors)
	if own := r.rules.applied[e.RulePack.ID]; len(own.Rules) > 0 && !slices.Contains(p.Packs, own.ID) {
		p.Packs = append(p.Packs, own.ID)
	}
	if len(p.Packs) == 0 {
		p.Packs = []string{packOfCountry(r.unitRec.Country)}
		r.assume("party", party, "No rule pack for children is in force: the hours of %s are assumed for %s.", p.Packs[0], p.Name)
	}
	p.School = r.school(party, p.Name)
}

// packOfCountry is the pack of children's hours of a country, and for countries without one that of
// California, which gives hours for every age.
func packOfCountry(country string) string {
	switch country {
	case "GB":
		return "gb-eng-minors"
	case "DE", "AT":
		return "de-minors"
	case "FR", "BE":
		return "fr-minors"
	case "AU":
		return "au-nsw-minors"
	case "CA":
		return "ca-bc-minors"
	}
	return "us-ca-minors"
}

// school is a child's own school days where they are noted, else those of the calendar.
func (r *reader) school(party graph.ID, name string) *worktime.School {
	first, last := r.out.days[0].Date, r.out.days[len(r.out.days)-1].Date.AddDays(30)
	s := &worktime.School{}
	for _, a := range graph.Referring[production.Availability](r.v, party, "party") {
		if a.Type == "school" {
			s.Terms = append(s.Terms, worktime.Term{From: a.From, To: a.To})
		}
	}
	if len(s.Terms) == 0 {
		s.Terms = []worktime.Term{{From: first.AddDays(-30), To: last}}
		r.assume("party", party, "No school days of %s are noted: every weekday is assumed but the holidays of the calendar.", name)
	}
	id := cmp.Or(r.record.Calendar.ID, r.unitRec.Calendar.ID)
	for _, d := range graph.Referring[production.CalendarDay](r.v, id, "calendar") {
		if d.Type == "holiday" || d.Type == "school_off" {
			s.Off = append(s.Off, d.Date)
		}
	}
	slices.SortFunc(s.Off, civil.Date.Compare)
	return s
}

// bookedNeeds lists by scene the items and animals that can be had on some days only, or are paid
// by the day: they bind a board as people do.
func (r *reader) bookedNeeds() map[graph.ID][]graph.ID {
	of := map[graph.ID]graph.ID{} // element -> item or engagement
	for _, x := range graph.All[production.Realisation](r.v) {
		if x.Item.IsZero() || x.Status == "rejected" || !of[x.Element.ID].IsZero() {
			continue
		}
		if r.booked(x.Item.ID) {
			of[x.Element.ID] = x.Item.ID
		}
	}
	for id, e := range graph.All[production.Engagement](r.v) {
		el, ok := graph.Get[production.Element](r.v, e.Character.ID)
		if ok && el.Category != "character" && e.Status != "cancelled" && of[e.Character.ID].IsZero() {
			of[e.Character.ID] = id
		}
	}
	out := map[graph.ID][]graph.ID{}
	for _, u := range graph.All[production.Use](r.v) {
		if item := of[u.Element.ID]; !item.IsZero() && onSet(u) && !slices.Contains(out[u.Scene.ID], item) {
			out[u.Scene.ID] = append(out[u.Scene.ID], item)
		}
	}
	return out
}

func (r *reader) booked(item graph.ID) bool {
	for range graph.Referring[production.Booking](r.v, item, "item") {
		return true
	}
	for range graph.Referring[production.Availability](r.v, item, "item") {
		return true
	}
	return false
}

// thing puts a booked item, or an engaged animal or creature, among those that have days.
func (r *reader) thing(id graph.ID) {
	if r.gearOf[id] {
		return
	}
	r.gearOf[id] = true
	p := board.Person{ID: id.String()}
	part, kind := "", graph.Kind("engagement")
	if e, ok := graph.Get[production.Engagement](r.v, id); ok {
		party, _ := graph.Get[production.Party](r.v, e.Party.ID)
		el, _ := graph.Get[production.Element](r.v, e.Character.ID)
		p.Name, part = cmp.Or(party.Name, el.Name), el.Name
		r.dates(&p, id, e)
		r.pay(&p, id, e)
	} else if item, ok := graph.Get[production.Item](r.v, id); ok {
		p.Name, part, kind = item.Name, strings.TrimSpace("item "+item.Serial), "item"
		p.WeekRate = r.money.in(r, item.WeekRent, item.Name)
		var can []board.Span
		for _, b := range graph.Referring[production.Booking](r.v, id, "item") {
			if b.Status != "released" {
				can = append(can, board.Span{From: b.From, To: b.To})
			}
		}
		p.Free = r.availability(item.Name, id, "item", can)
	}
	r.add(p, id, kind, part)
}
