package replan

import (
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// Document is a paper that a way makes out of date.
type Document struct {
	Kind string     `json:"kind"`           // call sheet, one-liner, day out of days
	Date civil.Date `json:"date,omitzero"`  // of a call sheet
	Unit string     `json:"unit,omitempty"` // of a call sheet
	// Rows are the people whose row of the day out of days changes, by name.
	Rows []string `json:"rows,omitempty"`
}

// Hold is a booking that a way does not keep: a person or place wanted on days outside the stretch,
// first day to last, for which the board before had them.
type Hold struct {
	Kind  string       `json:"kind"` // person, place
	ID    string       `json:"id"`
	Name  string       `json:"name"`
	Dates []civil.Date `json:"dates"`
}

// touched says which papers, bookings and people a way touches.
func (r *replanner) touched(w *Way) {
	w.Documents, w.Broken, w.Told = []Document{}, []Hold{}, []string{}
	units := map[board.Day]bool{}
	for _, b := range []*board.Board{r.was, w.Board} {
		for _, d := range b.Days {
			day := board.Day{Unit: d.Unit, Date: d.Date}
			if len(d.Scenes) > 0 && !units[day] && !sameDay(r.was, w.Board, day) {
				units[day] = true
				w.Documents = append(w.Documents, Document{Kind: "call sheet", Date: d.Date, Unit: d.Unit})
			}
		}
	}
	if len(units) == 0 {
		return
	}
	slices.SortFunc(w.Documents, func(a, b Document) int { return a.Date.Compare(b.Date) })
	w.Documents = append(w.Documents, Document{Kind: "one-liner"})
	var rows []string
	for _, p := range w.Case.People {
		plays := func(s *board.Scene) bool { return slices.Contains(s.Cast, p.ID) }
		was, is := r.dates(r.was, plays), r.dates(w.Board, plays)
		if !slices.Equal(was, is) {
			rows = append(rows, p.Name)
		}
		if !slices.Equal(was, is) || slices.ContainsFunc(is, func(d civil.Date) bool { return r.callChanged(w.Board, d, plays) }) {
			w.Told = append(w.Told, p.Name)
		}
		w.broken("person", p.ID, p.Name, was, is)
	}
	for _, p := range w.Case.Places {
		there := func(s *board.Scene) bool { return s.Place == p.ID }
		w.broken("place", p.ID, p.Name, r.dates(r.was, there), r.dates(w.Board, there))
	}
	if len(rows) > 0 {
		w.Documents = append(w.Documents, Document{Kind: "day out of days", Rows: rows})
	}
}

// broken notes the days outside a booking.
func (w *Way) broken(kind, id, name string, was, is []civil.Date) {
	if len(was) == 0 || len(is) == 0 {
		return
	}
	h := Hold{Kind: kind, ID: id, Name: name}
	for _, d := range is {
		if d.Before(was[0]) || d.After(was[len(was)-1]) {
			h.Dates = append(h.Dates, d)
		}
	}
	if len(h.Dates) > 0 {
		w.Broken = append(w.Broken, h)
	}
}

// dates are the days of a board, in order, on which a scene of a kind is shot.
func (r *replanner) dates(b *board.Board, of func(*board.Scene) bool) []civil.Date {
	var out []civil.Date
	for _, d := range b.Days {
		if slices.ContainsFunc(d.Scenes, func(id string) bool { return of(r.scene(id)) }) && !slices.Contains(out, d.Date) {
			out = append(out, d.Date)
		}
	}
	slices.SortFunc(out, civil.Date.Compare)
	return out
}

// callChanged says whether a day on which somebody works is shot otherwise than before.
func (r *replanner) callChanged(b *board.Board, date civil.Date, of func(*board.Scene) bool) bool {
	return slices.ContainsFunc(b.Days, func(d board.DayPlan) bool {
		return d.Date == date && slices.ContainsFunc(d.Scenes, func(id string) bool { return of(r.scene(id)) }) &&
			!sameDay(r.was, b, board.Day{Unit: d.Unit, Date: d.Date})
	})
}

// sameDay says whether two boards shoot a day the same way.
func sameDay(a, b *board.Board, day board.Day) bool {
	of := func(b *board.Board) *board.DayPlan {
		i := slices.IndexFunc(b.Days, func(d board.DayPlan) bool { return d.Unit == day.Unit && d.Date == day.Date && len(d.Scenes) > 0 })
		if i < 0 {
			return nil
		}
		return &b.Days[i]
	}
	x, y := of(a), of(b)
	if x == nil || y == nil {
		return x == y
	}
	return x.Call == y.Call && slices.Equal(x.Scenes, y.Scenes)
}

// because says why a way is worth a look, with its numbers.
func (r *replanner) because(w *Way) string {
	why := map[string]string{
		"least": "it changes as little as pays",
		"best":  "it is the cheapest that a long search finds where each scene that moves has a small price",
		"cover": "the day is saved: an interior that stood by is shot in place of what cannot be",
		"swap":  "two whole days trade places, so few people hear of a change",
		"fit":   "no day is added: there is room where the place is rigged anyway",
		"push":  "nothing else moves; what was lost waits for the end",
		"split": "a small unit catches up while the main unit keeps its days",
	}[w.Name]
	text := fmt.Sprintf("%s; %d of %d other scenes move", why, w.Moved, w.others)
	if n := len(w.Broken); n > 0 {
		text += fmt.Sprintf(", %d bookings are left", n)
	}
	if n := len(w.Asks); n > 0 {
		text += fmt.Sprintf(", and it needs %d things granted that are not yet", n)
	}
	return text
}
