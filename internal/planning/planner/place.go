package planner

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Place writes a board of the engine back into an edit of the strips: their order, the day breaks
// and the calls planned for the days. Day breaks that are bound to a shoot day keep it where the
// day is on its date; banners stay with the scene that follows them. Strips that stand in the right order
// already are not written. A board that leaves out a scene of the line is an Invalid error.
func (p Planner) Place(v graph.View, boardID graph.ID, b *board.Board, ed *graph.Edit) error {
	rec, ok := graph.Get[production.Board](v, boardID)
	if !ok {
		return fault.New(fault.NotFound, "board %s does not exist", boardID)
	}
	days, calendar, err := p.boards.Line(v, boardID)
	if err != nil {
		return err
	}
	w := &writer{v: v, e: ed, board: boardID, days: days, calendar: calendar}
	if err := w.check(b); err != nil {
		return fmt.Errorf("write the days of %s: %w", rec.Name, err)
	}
	w.line(b)
	w.keys()
	return nil
}

// writer is one board on its way back into strips.
type writer struct {
	v        graph.View
	e        *graph.Edit
	board    graph.ID
	days     []strips.Dated // as they stand
	calendar strips.Calendar
	ids      []graph.ID // the strips in their new order
}

// check holds the new board against the line: every scene of it once.
func (w *writer) check(b *board.Board) error {
	stands := map[string]bool{}
	for _, d := range w.days {
		for _, s := range d.Strips {
			if s.Type == strips.SceneStrip {
				stands[s.ID] = false
			}
		}
	}
	for i, d := range b.Days {
		if i > 0 && !b.Days[i-1].Date.Before(d.Date) {
			return fault.New(fault.Invalid, "%s comes after %s: want days in order of date, each once", d.Date, b.Days[i-1].Date)
		}
		for _, id := range d.Scenes {
			if stands[id] {
				return fault.New(fault.Invalid, "strip %s stands twice", id)
			}
			sid, err := graph.ParseID(id)
			s, ok := graph.Get[production.Strip](w.v, sid)
			if err != nil || !ok || s.Board.ID != w.board {
				return fault.New(fault.Invalid, "strip %s is not of this board", id)
			}
			stands[id] = true
		}
	}
	for id, there := range stands {
		if !there {
			s, _ := graph.Get[production.Strip](w.v, graph.MustID(id))
			return fault.New(fault.Invalid, "%s is left out: want every scene of the board", w.v.Label(s.Scene.ID))
		}
	}
	return nil
}

// line writes the new line: banners, scenes and a break for every day, an empty one for each working day
// that is skipped, so that dates come out as the engine meant them.
func (w *writer) line(b *board.Board) {
	plans := map[civil.Date]board.DayPlan{}
	var last civil.Date
	for _, d := range b.Days {
		plans[d.Date] = d
		last = d.Date
	}
	bound, free := w.breaks()
	for d := range bound {
		if last.Before(d) {
			last = d
		}
	}
	if len(w.days) == 0 {
		return
	}
	banners := w.banners()
	for d := w.days[0].Date; !d.After(last); d = d.AddDays(1) {
		plan, shot := plans[d]
		br, has := bound[d]
		if !shot && !has && !w.calendar.Shoots(d) {
			continue
		}
		w.ids = append(w.ids, banners[d.String()]...)
		for _, id := range plan.Scenes {
			w.ids = append(w.ids, banners[id]...)
			w.put(graph.MustID(id))
		}
		if !has && len(free) > 0 {
			br, free = free[0], free[1:]
			has = true
		}
		if !has {
			br = graph.Add(w.e, production.Strip{Board: graph.To[production.Board](w.board), Type: string(strips.DayBreak), Order: graph.Between("", "")})
		}
		w.ids = append(w.ids, br)
		if shot {
			w.call(br, plan)
		}
	}
	for _, br := range free {
		w.e.Delete(br)
	}
}

// put brings a strip onto the line, out of the boneyard if it lies there.
func (w *writer) put(id graph.ID) {
	if s, ok := graph.Get[production.Strip](w.v, id); ok && s.Boneyard {
		graph.Update(w.e, id, func(s *production.Strip) { s.Boneyard = false })
	}
	w.ids = append(w.ids, id)
}

// breaks are the day breaks of the line: those that a shoot day binds to a date, and the others.
func (w *writer) breaks() (bound map[civil.Date]graph.ID, free []graph.ID) {
	bound = map[civil.Date]graph.ID{}
	for _, d := range w.days {
		switch {
		case d.Break == "":
		case d.Day != "":
			bound[d.Date] = graph.MustID(d.Break)
		default:
			free = append(free, graph.MustID(d.Break))
		}
	}
	return bound, free
}

// banners are kept by the scene that follows them, or by the date when none does on that day.
func (w *writer) banners() map[string][]graph.ID {
	out := map[string][]graph.ID{}
	for _, d := range w.days {
		var open []graph.ID
		for _, s := range d.Strips {
			if s.Type == strips.BannerType {
				open = append(open, graph.MustID(s.ID))
			} else if len(open) > 0 {
				out[s.ID], open = append(out[s.ID], open...), nil
			}
		}
		out[d.Date.String()] = append(out[d.Date.String()], open...)
	}
	return out
}

// call notes the call of a day that no shoot day calls yet.
func (w *writer) call(br graph.ID, plan board.DayPlan) {
	s, ok := graph.Get[production.Strip](w.v, br)
	if ok && !s.Day.IsZero() {
		if sd, known := graph.Get[production.ShootDay](w.v, s.Day.ID); known && sd.CrewCallAtMS != 0 {
			return // the shoot day has its own call, which the 2nd assistant director changes
		}
	}
	graph.Update(w.e, br, func(s *production.Strip) { s.CallMin = int(plan.Call) })
}

// keys gives new order keys to the fewest strips: those outside the longest run that is in order.
func (w *writer) keys() {
	old := make([]string, len(w.ids))
	for i, id := range w.ids {
		if s, ok := graph.Get[production.Strip](w.v, id); ok && !s.Boneyard {
			old[i] = s.Order
		}
	}
	kept := rising(old)
	for i := 0; i < len(w.ids); {
		if kept[i] {
			i++
			continue
		}
		end := i
		for end < len(w.ids) && !kept[end] {
			end++
		}
		low, high := "", ""
		if i > 0 {
			low = old[i-1]
		}
		if end < len(w.ids) {
			high = old[end]
		}
		spread(old[i:end], low, high)
		for k := i; k < end; k++ {
			graph.Update(w.e, w.ids[k], func(s *production.Strip) { s.Order = old[k] })
		}
		i = end
	}
}

// spread fills keys evenly, so that a long move does not make long keys.
func spread(keys []string, low, high string) {
	if len(keys) == 0 {
		return
	}
	mid := len(keys) / 2
	keys[mid] = graph.Between(low, high)
	spread(keys[:mid], low, keys[mid])
	spread(keys[mid+1:], keys[mid], high)
}

// rising marks a longest run of keys, in order and not neighbours necessarily, each above the one
// before; empty keys never count.
func rising(keys []string) []bool {
	var tails []int // tails[n] ends the lowest run of n+1
	before := make([]int, len(keys))
	for i, k := range keys {
		if k == "" {
			continue
		}
		n, _ := slices.BinarySearchFunc(tails, k, func(t int, k string) int { return cmp.Compare(keys[t], k) })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	out := make([]bool, len(keys))
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			out[i] = true
		}
	}
	return out
}
