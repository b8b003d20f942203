package disruption

import (
	"cmp"
	"slices"

	"backlot/film/strips/board"
	"backlot/film/strips/replan"
	"backlot/film/worktime"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// splinterName is the unit and board that a way with a small unit makes.
const splinterName = "Splinter unit"

// own parts a way's board into the line of the board's unit and the days of another.
func (w *writer) own(b *board.Board) (line board.Board, others []board.DayPlan) {
	line = *b
	line.Days = nil
	unit := ""
	if len(w.t.b.Days) > 0 {
		unit = w.t.b.Days[0].Unit
	}
	for _, day := range b.Days {
		switch {
		case len(day.Scenes) == 0:
		case day.Unit == unit:
			line.Days = append(line.Days, day)
		default:
			others = append(others, day)
		}
	}
	return line, others
}

// splinter gives the days of a small unit a unit, a board and shoot days of their own; on the
// board that was hit their strips go to the boneyard. It does nothing for other ways.
func (w *writer) splinter(v graph.View, way replan.Way) (graph.Change, bool, error) {
	_, days := w.own(way.Board)
	if len(days) == 0 || splinterBoard(v, w.d.Board.ID) != (graph.ID{}) {
		return graph.Change{}, false, nil
	}
	main, _ := graph.Get[production.Board](v, w.d.Board.ID)
	crew, _ := graph.Get[production.Unit](v, main.Unit.ID)
	e := v.Edit(w.s.IDs, "Send a splinter unit")
	unit := graph.Add(e, production.Unit{Name: splinterName, Code: "S", Type: "splinter", TimeZone: cmp.Or(crew.TimeZone, w.t.c.Zone), Language: crew.Language,
		Calendar: crew.Calendar, Country: crew.Country, Start: days[0].Date, End: days[len(days)-1].Date, DayLengthMin: crew.DayLengthMin})
	id := graph.Add(e, production.Board{Name: splinterName, Unit: graph.To[production.Unit](unit), Calendar: main.Calendar, Start: days[0].Date,
		Order: graph.Between(main.Order, ""), Note: splinterNote(w.d.Board.ID)})
	last := ""
	add := func(st production.Strip) {
		last = graph.Between(last, "")
		st.Board, st.Order = graph.To[production.Board](id), last
		graph.Add(e, st)
	}
	for n, day := range days {
		for _, sc := range day.Scenes {
			sid, err := graph.ParseID(sc)
			if err != nil {
				return graph.Change{}, false, err
			}
			was, _ := graph.Get[production.Strip](v, sid)
			copied := was
			copied.Boneyard, copied.Pinned, copied.Day = false, false, graph.Ref[production.ShootDay]{}
			add(copied)
			graph.Update(e, sid, func(r *production.Strip) { r.Boneyard, r.Note = true, splinterName })
		}
		sd := graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](unit), Date: day.Date, Number: n + 1, Type: "shoot", Status: "planned"})
		add(production.Strip{Type: "day_break", Day: graph.To[production.ShootDay](sd), CallMin: int(day.Call)})
	}
	c, err := e.Change()
	return c, true, err
}

// splinterNote marks the board of a splinter unit with the board that it helps out.
func splinterNote(helps graph.ID) string { return "Helps out board " + helps.String() }

// splinterBoard finds the board of a splinter unit that helps out another; zero without one.
func splinterBoard(v graph.View, helps graph.ID) graph.ID {
	var found graph.ID
	for id, b := range graph.All[production.Board](v) {
		if b.Note == splinterNote(helps) {
			found = id
		}
	}
	return found
}

// days writes the line of the board, and moves the calls of shoot days that shoot something else
// to where the way wants them.
func (w *writer) days(v graph.View, way replan.Way) (graph.Change, bool, error) {
	line, _ := w.own(way.Board)
	e := v.Edit(w.s.IDs, "Plan around "+w.d.From.Format("2 Jan"))
	if err := w.s.Planner.Place(v, w.d.Board.ID, &line, e); err != nil {
		return graph.Change{}, false, err
	}
	shootDays := shootDaysOf(v, w.d.Board.ID)
	for _, day := range line.Days {
		i := slices.IndexFunc(w.t.b.Days, func(x board.DayPlan) bool { return x.Date == day.Date })
		sd := shootDays[day.Date]
		if i < 0 || sd.id.IsZero() || sd.record.CrewCallAtMS == 0 || w.t.b.Days[i].Call == day.Call {
			continue
		}
		shift := int64(day.Call-w.t.b.Days[i].Call) * 60_000
		graph.Update(e, sd.id, func(r *production.ShootDay) {
			for _, at := range []*int64{&r.CrewCallAtMS, &r.ShootingCallAtMS, &r.LunchAtMS, &r.WrapAtMS} {
				if *at != 0 {
					*at += shift
				}
			}
		})
	}
	if e.Len() == 0 {
		return graph.Change{}, false, nil
	}
	c, err := e.Change()
	return c, true, err
}

// adopt numbers and binds the days of a board that is shot, so that their call sheets can be made.
func (w *writer) adopt(v graph.View, _ replan.Way) (graph.Change, bool, error) {
	if b, _ := graph.Get[production.Board](v, w.d.Board.ID); !b.Current {
		return graph.Change{}, false, nil
	}
	c, err := w.s.Boards.Adopt(v, w.s.IDs, w.d.Board.ID)
	if fault.Is(err, fault.Invalid) {
		return graph.Change{}, false, nil // nothing would change: the days are bound already
	}
	return c, true, err
}

// together is a board and, where a way made one, the board of its splinter unit, as one case: rules that
// reach over units are judged too.
func (s *service) together(v graph.View, boardID graph.ID) (*board.Case, *board.Board, error) {
	c, b, err := s.Planner.Case(v, boardID)
	if err != nil {
		return nil, nil, err
	}
	other := splinterBoard(v, boardID)
	if other.IsZero() {
		return c, b, nil
	}
	c2, b2, err := s.Planner.Case(v, other)
	if err != nil {
		return nil, nil, err
	}
	all, plan := *c, *b
	all.Scenes = slices.Concat(c.Scenes, c2.Scenes)
	all.People = union(c.People, c2.People, func(p board.Person) string { return p.ID })
	all.Places = union(c.Places, c2.Places, func(p board.Place) string { return p.ID })
	all.Gear = union(c.Gear, c2.Gear, func(g board.Gear) string { return g.ID })
	all.Sets = union(c.Sets, c2.Sets, func(x board.Set) string { return x.Name })
	all.Moves = union(c.Moves, c2.Moves, func(m board.Move) string { return m.From + " " + m.To })
	all.Packs = union(c.Packs, c2.Packs, func(p worktime.Pack) string { return p.ID })
	all.Orders, all.Days, plan.Days = slices.Concat(c.Orders, c2.Orders), slices.Concat(c.Days, c2.Days), slices.Concat(b.Days, b2.Days)
	slices.SortStableFunc(all.Days, func(a, b board.Day) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Unit, b.Unit)) })
	slices.SortStableFunc(plan.Days, func(a, b board.DayPlan) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Unit, b.Unit))
	})
	return &all, &plan, nil
}

func union[T any](a, b []T, key func(T) string) []T {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.ContainsFunc(a, func(y T) bool { return key(y) == key(x) }) {
			out = append(out, x)
		}
	}
	return out
}
