package planner

import (
	"cmp"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// placeFor is where a strip is shot: its own place, or that of the set. A set that has none yet
// counts as a place of its own.
func (r *reader) placeFor(rec production.Strip, full production.Scene, s strips.Strip) string {
	id := rec.Place.ID
	if _, ok := graph.Get[production.Place](r.v, id); !ok {
		id = r.shotAt(full.Set.ID)
	}
	if !id.IsZero() {
		r.place(id)
		return id.String()
	}
	name := cmp.Or(s.Scene.Where(), "scene "+s.Scene.Number)
	key := "set:" + strings.ToUpper(name)
	if !slices.ContainsFunc(r.c.Places, func(p board.Place) bool { return p.ID == key }) {
		r.c.Places = append(r.c.Places, board.Place{ID: key, Name: name, Lat: r.base.Latitude, Lon: r.base.Longitude, Zone: r.base.TimeZone, Blackout: true})
		kind, at := graph.Kind("scene"), graph.MustID(s.Scene.ID)
		if !full.Set.IsZero() {
			kind, at = "element", full.Set.ID
		}
		r.assume(kind, at, "Nobody has chosen where %s is shot: a place of its own near %s is assumed, free every day.", name, cmp.Or(r.base.Name, "0° N 0° E"))
	}
	return key
}

// shotAt is the place of a set: of a location, stage or build that is not rejected.
func (r *reader) shotAt(set graph.ID) graph.ID {
	for _, x := range graph.Referring[production.Realisation](r.v, set, "element") {
		if x.Status == "rejected" || x.Method != "location" && x.Method != "stage" && x.Method != "built_set" {
			continue
		}
		if _, ok := graph.Get[production.Place](r.v, x.Place.ID); ok {
			return x.Place.ID
		}
	}
	return graph.ID{}
}

// stands says whether a place of the case is a stage, whose interiors stand by for bad weather.
func (r *reader) stands(place string) bool {
	if strings.HasPrefix(place, "set:") {
		return false
	}
	p, _ := graph.Get[production.Place](r.v, graph.MustID(place))
	return p.Type == "stage"
}

func (r *reader) place(id graph.ID) {
	if r.placeOf[id] {
		return
	}
	r.placeOf[id] = true
	rec, _ := graph.Get[production.Place](r.v, id)
	p := board.Place{ID: id.String(), Name: rec.Name, Lat: rec.Latitude, Lon: rec.Longitude, Zone: rec.TimeZone, Blackout: rec.Windows != "stay_open", DayRate: r.money.in(r, rec.DayFee, rec.Name)}
	if rec.Latitude == 0 && rec.Longitude == 0 {
		p.Lat, p.Lon = r.base.Latitude, r.base.Longitude
		r.assume("place", id, "%s has no coordinates: the light of %s is assumed.", rec.Name, cmp.Or(r.base.Name, "0° N 0° E"))
	}
	if rec.Windows == "" && rec.Type != "stage" {
		r.assume("place", id, "Windows of %s: that they can be covered, so that night is shot by day inside, is assumed.", rec.Name)
	}
	if rec.AccessFromMin != 0 || rec.AccessToMin != 0 {
		p.Open, p.Close = worktime.Clock(rec.AccessFromMin), worktime.Clock(rec.AccessToMin)
		if p.Close == 0 {
			p.Close = 48 * 60
		}
		if p.Close < p.Open {
			p.Close += 24 * 60
		}
	}
	p.Free = r.placeDates(id, rec)
	p.Permit = r.permits(id, rec.Name)
	r.c.Places = append(r.c.Places, p)
}

// within lists a place and those it lies in.
func (r *reader) within(id graph.ID) []graph.ID {
	var out []graph.ID
	for !id.IsZero() && !slices.Contains(out, id) {
		out = append(out, id)
		rec, _ := graph.Get[production.Place](r.v, id)
		id = rec.Within.ID
	}
	return out
}

// placeDates are the days a place can be used: its bookings and available days where it has any,
// without its unavailable days. None means always.
func (r *reader) placeDates(id graph.ID, rec production.Place) []board.Span {
	var can []board.Span
	var cannot []board.Span
	for _, at := range r.within(id) {
		for _, b := range graph.Referring[production.Booking](r.v, at, "place") {
			if b.Status != "released" {
				can = append(can, board.Span{From: b.From, To: b.To})
				if b.Status == "asked" || b.Status == "hold" {
					r.assume("place", id, "%s is not confirmed for %s to %s: that it will be is assumed.", rec.Name, b.From, b.To)
				}
			}
		}
		for aid, a := range graph.Referring[production.Availability](r.v, at, "place") {
			span := board.Span{From: a.From, To: a.To}
			switch {
			case a.Type == "available" || a.Type == "hold":
				can = append(can, span)
			case a.Type == "tentative":
				r.assume("availability", aid, "%s is only tentatively to be had from %s to %s: that it can be is assumed.", rec.Name, a.From, a.To)
			case a.FromMin != 0 || a.ToMin != 0:
				r.assume("availability", aid, "%s is not to be had for a part of %s to %s: the rest of the day is thought to do.", rec.Name, a.From, a.To)
			default:
				cannot = append(cannot, span)
			}
		}
	}
	return r.without(can, cannot)
}

// without takes days away from spans. No span at all is every day, so days taken from it leave the
// open stretches between them; nothing left is a span in which no film is shot.
func (r *reader) without(can, cannot []board.Span) []board.Span {
	if len(cannot) == 0 {
		return can
	}
	if len(can) == 0 {
		can = []board.Span{{}}
	}
	for _, c := range cannot {
		var next []board.Span
		for _, s := range can {
			if !s.To.IsZero() && s.To.Before(c.From) || !s.From.IsZero() && s.From.After(c.To) {
				next = append(next, s)
				continue
			}
			if s.From.IsZero() || s.From.Before(c.From) {
				next = append(next, board.Span{From: s.From, To: c.From.AddDays(-1)})
			}
			if s.To.IsZero() || s.To.After(c.To) {
				next = append(next, board.Span{From: c.To.AddDays(1), To: s.To})
			}
		}
		can = next
	}
	if len(can) == 0 {
		return []board.Span{never}
	}
	return can
}

// never is a span of a day before there was film, for what is wanted and not there: an empty list would
// mean that nothing is wanted.
var never = board.Span{From: civil.Of(1800, 1, 1), To: civil.Of(1800, 1, 1)}

// permits are the days that permits cover, of the place or of what it lies in. A permit that is
// needed or asked for and not given yet covers no day.
func (r *reader) permits(id graph.ID, name string) []board.Span {
	if !r.v.Audience().All && !r.may(production.RightConsent) {
		r.withhold("Permits are not checked for you: they need the right to see consents and permits.")
		return nil
	}
	var out []board.Span
	wanted := false
	for _, at := range r.within(id) {
		for gid, g := range graph.Referring[production.Grant](r.v, at, "about") {
			if g.Type != "permit" && g.Type != "location_agreement" {
				continue
			}
			switch g.Status {
			case "signed", "agreed":
				out = append(out, board.Span{From: g.From, To: g.To})
			case "refused", "expired", "revoked", "void":
				wanted = true
			default:
				wanted = true
				r.assume("grant", gid, "%q for %s is %s, not given: it covers no day yet.", g.Name, name, cmp.Or(g.Status, "noted"))
			}
		}
	}
	if len(out) == 0 && wanted {
		return []board.Span{never}
	}
	return out
}

// may says whether the reader holds a right.
func (r *reader) may(right string) bool {
	a := r.v.Audience()
	return a.All || a.Has(right)
}

// moves are the ways between the places of the case that somebody measured. What a move costs is
// the crew's time.
func (r *reader) moves() {
	for i, a := range r.c.Places {
		for _, b := range r.c.Places[:i] {
			if n, ok := r.way(a.ID, b.ID); ok {
				r.c.Moves = append(r.c.Moves, board.Move{From: b.ID, To: a.ID, Minutes: n, Price: r.minuteOfCrew(n), Kind: kindOfMove(n)})
			}
		}
	}
	near := map[[2]string]bool{}
	for _, m := range r.c.Moves {
		near[[2]string{m.From, m.To}], near[[2]string{m.To, m.From}] = true, true
	}
	for _, d := range r.out.days {
		last := ""
		for _, s := range d.Strips {
			at := r.placeOfStrip(s.ID)
			if last != "" && at != "" && at != last && !near[[2]string{last, at}] {
				r.assume("place", placeID(at), "No travel time between %s and %s: %d minutes are assumed.", r.placeName(last), r.placeName(at), r.c.Prices.MoveMinutes)
			}
			if at != "" {
				last = at
			}
		}
	}
}

func (r *reader) placeOfStrip(strip string) string {
	for _, s := range r.c.Scenes {
		if s.ID == strip {
			return s.Place
		}
	}
	return ""
}

func (r *reader) placeName(id string) string {
	for _, p := range r.c.Places {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

// placeID is the record of a place of the case; zero for one that nobody has chosen.
func placeID(id string) graph.ID {
	if strings.HasPrefix(id, "set:") {
		return graph.ID{}
	}
	return graph.MustID(id)
}

// way is the shortest of the measured ways between two places, directly or over one place
// between, such as a base.
func (r *reader) way(a, b string) (int, bool) {
	x, y := placeID(a), placeID(b)
	if x.IsZero() || y.IsZero() {
		return 0, false
	}
	from, to := r.routes(x), r.routes(y)
	best, ok := from[y]
	for over, n := range from {
		if m, known := to[over]; known && (!ok || n+m < best) {
			best, ok = n+m, true
		}
	}
	return best, ok
}

// routes are the measured ways from a place, in either direction.
func (r *reader) routes(id graph.ID) map[graph.ID]int {
	out := map[graph.ID]int{}
	keep := func(to graph.ID, n int) {
		if was, ok := out[to]; !ok || n < was {
			out[to] = n
		}
	}
	for _, x := range graph.Referring[production.Route](r.v, id, "from") {
		keep(x.To.ID, x.Minutes)
	}
	for _, x := range graph.Referring[production.Route](r.v, id, "to") {
		keep(x.From.ID, x.Minutes)
	}
	return out
}

// kindOfMove names a move as the trade does, by how long it takes.
func kindOfMove(minutes int) string {
	switch {
	case minutes < 15:
		return "stage"
	case minutes < 30:
		return "push"
	case minutes < 60:
		return "stakebed"
	}
	return "full"
}
