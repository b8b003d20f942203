package planner

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Standing is who works on which days of a board.
type Standing struct {
	Board graph.ID `json:"board"`
	// Undated says why nothing can be said yet; empty when it can.
	Undated string         `json:"undated,omitempty"`
	People  []PersonDays   `json:"people"`
	Dates   []StandingDate `json:"dates"`
}

// StandingDate is a day of a board with its strips in order.
type StandingDate struct {
	Date   civil.Date `json:"date"`
	Strips []graph.ID `json:"strips"`
}

// PersonDays is one person on a board.
type PersonDays struct {
	Record graph.ID     `json:"record"`
	Name   string       `json:"name"`
	Work   []civil.Date `json:"work"`
	// Span is the number of calendar days from the first to the last day of work.
	Span int `json:"span"`
}

func (s *service) standing(_ context.Context, v graph.View, in boardIn) (Standing, error) {
	out := Standing{Board: in.Board.ID, People: []PersonDays{}, Dates: []StandingDate{}}
	r, err := s.Read(v, in.Board.ID)
	if why := undated(err); why != "" {
		out.Undated = why
		return out, nil
	}
	if err != nil {
		return out, err
	}
	works := map[string][]civil.Date{}
	scene := map[string]*board.Scene{}
	for i := range r.Case.Scenes {
		scene[r.Case.Scenes[i].ID] = &r.Case.Scenes[i]
	}
	for _, d := range r.Board.Days {
		day := StandingDate{Date: d.Date}
		for _, id := range d.Scenes {
			day.Strips = append(day.Strips, graph.MustID(id))
			for _, p := range scene[id].Cast {
				if list := works[p]; len(list) == 0 || list[len(list)-1] != d.Date {
					works[p] = append(list, d.Date)
				}
			}
		}
		out.Dates = append(out.Dates, day)
	}
	for _, p := range r.Case.People {
		list := works[p.ID]
		if _, waits := r.waits[p.Name]; waits || len(list) == 0 { // an activity that a scene waits for is nobody
			continue
		}
		out.People = append(out.People, PersonDays{Record: r.people[p.Name], Name: p.Name, Work: list, Span: list[len(list)-1].Sub(list[0]) + 1})
	}
	return out, nil
}

// Moves is how a board on a branch differs from the main line.
type Moves struct {
	Undated string    `json:"undated,omitempty"`
	Moves   []Moved   `json:"moves"`
	Reasons []Serving `json:"reasons" doc:"What the moves serve, in the order in which they were weighed"`
}

// Moved is a strip that stands on another day.
type Moved struct {
	Strip   graph.ID   `json:"strip"`
	Number  string     `json:"number"`
	Set     string     `json:"set"`
	Eighths int        `json:"eighths"`
	From    civil.Date `json:"from,omitzero" doc:"Empty: it was not on the board"`
	To      civil.Date `json:"to,omitzero" doc:"Empty: it is off the board"`
}

// Serving is what one move, or several that go together, serve.
type Serving struct {
	Strips  []graph.ID        `json:"strips"`
	Numbers []string          `json:"numbers"`
	Text    string            `json:"text"`
	Delta   *production.Money `json:"delta,omitempty" doc:"What the board costs more (or less, when negative) by it; left out for who may not know"`
}

func (s *service) moves(ctx context.Context, v graph.View, in boardIn) (Moves, error) {
	out := Moves{Moves: []Moved{}, Reasons: []Serving{}}
	main, err := s.desk.Beside(ctx, v, graph.ID{})
	if err != nil {
		return out, err
	}
	now, err := s.Read(v, in.Board.ID)
	if why := undated(err); why != "" {
		out.Undated = why
		return out, nil
	}
	if err != nil {
		return out, err
	}
	was, err := s.Read(main, in.Board.ID)
	if why := undated(err); why != "" {
		out.Undated = why
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Moves = append(out.Moves, movedStrips(was, now)...)
	reasons, err := s.reasons(v, was, now)
	out.Reasons = append(out.Reasons, reasons...)
	return out, err
}

// movedStrips lists what stands on another day, in the order of the days it comes to.
func movedStrips(was, now *Reading) []Moved {
	from, to := datesOf(was.Board), datesOf(now.Board)
	var out []Moved
	seen := map[string]bool{}
	for _, r := range []*Reading{now, was} {
		for _, sc := range r.Case.Scenes {
			if seen[sc.ID] || from[sc.ID] == to[sc.ID] {
				continue
			}
			seen[sc.ID] = true
			out = append(out, Moved{Strip: graph.MustID(sc.ID), Number: sc.Number, Set: sc.Set, Eighths: int(sc.Eighths), From: from[sc.ID], To: to[sc.ID]})
		}
	}
	slices.SortStableFunc(out, func(a, b Moved) int {
		return cmp.Or(a.To.Compare(b.To), a.From.Compare(b.From), strings.Compare(a.Number, b.Number))
	})
	return out
}

// datesOf says on which day each scene stands.
func datesOf(b *board.Board) map[string]civil.Date {
	out := map[string]civil.Date{}
	for _, d := range b.Days {
		for _, id := range d.Scenes {
			out[id] = d.Date
		}
	}
	return out
}
