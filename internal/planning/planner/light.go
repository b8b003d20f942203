package planner

import (
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/light"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
)

// DayFacts is what surrounds a day of the board: its clock, its light, and who and what is not to
// be had.
type DayFacts struct {
	Day  int        `json:"day"` // index on the board
	Date civil.Date `json:"date"`
	// Call, Wrap: on the wall of where it is shot, past midnight as 25:30; zero on a day without scenes.
	Call  worktime.Clock `json:"call,omitzero"`
	Wrap  worktime.Clock `json:"wrap,omitzero"`
	Light *DayLight      `json:"light,omitempty"`
	// Away are the people of the board, the places and the things that are not to be had that day.
	Away []Absent `json:"away,omitempty"`
}

// Absent is somebody or something that is not to be had on a day. Why is told to nobody here.
type Absent struct {
	Name string `json:"name"`
	What string `json:"what" enum:"person,thing,place"`
	// Needed: a strip of the day wants it.
	Needed bool `json:"needed"`
}

// DayLight is the sun at the place of a day, in minutes after midnight of its date.
type DayLight struct {
	Place string `json:"place"`
	// Sun is "crosses", or "always above" (polar day), or "always below" (polar night).
	Sun     light.State `json:"sun"`
	Dawn    int         `json:"dawn"` // civil
	Sunrise int         `json:"sunrise"`
	Sunset  int         `json:"sunset"`
	Dusk    int         `json:"dusk"` // civil
	Runs    []Run       `json:"runs"`
}

// Run is a strip on the clock of its day.
type Run struct {
	Strip graph.ID     `json:"strip"`
	From  int          `json:"from"` // minutes after midnight
	To    int          `json:"to"`
	Light strips.Light `json:"light"`
	// Sun says that the scene needs the sky; Fits that it finds the light it wants, or needs none.
	Sun  bool `json:"sun"`
	Fits bool `json:"fits"`
}

// dayFacts gives every day of the board its light, its clock and who is not free.
func (r *Reading) dayFacts() []DayFacts {
	out := make([]DayFacts, 0, len(r.days))
	for i, d := range r.days {
		f := DayFacts{Day: i, Date: d.Date, Away: r.away(d.Date)}
		if k := slices.IndexFunc(r.Board.Days, func(p board.DayPlan) bool { return p.Date == d.Date }); k >= 0 {
			runs, wrap := r.clock(r.Board.Days[k])
			f.Call, f.Wrap = r.Board.Days[k].Call, worktime.Clock(wrap)
			f.Light = r.light(d.Date, runs)
		}
		out = append(out, f)
	}
	return out
}

// clock plays a day as package film/strips/board describes it, and gives when its scenes run and when
// the unit is dismissed.
func (r *Reading) clock(p board.DayPlan) ([]Run, int) {
	prices := r.Case.Prices
	now, hungry := int(p.Call), int(p.Call)+prices.MealAfter
	pass := func(minutes int) {
		for now += minutes; now > hungry; hungry += prices.Meal + prices.MealAfter {
			now += prices.Meal
		}
	}
	pass(prices.Prepare)
	runs := make([]Run, 0, len(p.Scenes))
	last := ""
	for _, id := range p.Scenes {
		s := r.sceneOf(id)
		if last != "" && last != s.Place {
			pass(r.moveMinutes(last, s.Place))
		}
		last = s.Place
		from := now
		pass(s.Minutes)
		runs = append(runs, Run{Strip: graph.MustID(id), From: from, To: now, Light: s.Light})
	}
	return runs, now + prices.Wrap
}

func (r *Reading) moveMinutes(from, to string) int {
	for _, m := range r.Case.Moves {
		if m.From == from && m.To == to || m.From == to && m.To == from {
			return m.Minutes
		}
	}
	return r.Case.Prices.MoveMinutes
}

// light is the sun over the place where most of the day is shot, and how its scenes lie in it.
func (r *Reading) light(date civil.Date, runs []Run) *DayLight {
	minutes := map[string]int{}
	main := ""
	for i := range runs {
		s := r.sceneOf(runs[i].Strip.String())
		p := r.placeOf(s.Place)
		runs[i].Sun = s.Outside() || !p.Blackout
		runs[i].Fits = true
		if runs[i].Sun {
			runs[i].Fits = board.Fits(r.sky(date, p, s.Light), worktime.Clock(runs[i].From), worktime.Clock(runs[i].To))
		}
		minutes[s.Place] += s.Minutes
		if main == "" || minutes[s.Place] > minutes[main] {
			main = s.Place
		}
	}
	p, zone := r.placeOf(main), r.zone
	if z, err := time.LoadLocation(p.Zone); err == nil && p.Zone != "" {
		zone = z
	}
	day, err := light.Of(date, light.Place{Lat: p.Lat, Lon: p.Lon}, zone)
	if err != nil {
		return nil
	}
	midnight := date.In(zone)
	at := func(e light.Edge) int {
		if e.State != light.Crosses {
			return 0
		}
		return int(e.At.Sub(midnight) / time.Minute)
	}
	return &DayLight{
		Place: p.Name, Sun: day.Sun.Morning.State, Runs: runs,
		Dawn: at(day.Civil.Morning), Sunrise: at(day.Sun.Morning), Sunset: at(day.Sun.Evening), Dusk: at(day.Civil.Evening),
	}
}

func (r *Reading) placeOf(id string) *board.Place {
	i := slices.IndexFunc(r.Case.Places, func(p board.Place) bool { return p.ID == id })
	if i < 0 {
		return &board.Place{}
	}
	return &r.Case.Places[i]
}

// away lists who and what is not to be had on a date, needed ones first.
func (r *Reading) away(date civil.Date) []Absent {
	var cast, places []string
	for _, d := range r.Board.Days {
		if d.Date == date {
			for _, id := range d.Scenes {
				s := r.sceneOf(id)
				cast, places = append(cast, s.Cast...), append(places, s.Place)
			}
		}
	}
	var out []Absent
	for _, p := range r.Case.People {
		if _, waits := r.waits[p.Name]; !p.CanWork(date) && !waits {
			what := "person"
			if r.kinds[r.people[p.Name]] == "item" {
				what = "thing"
			}
			out = append(out, Absent{p.Name, what, slices.Contains(cast, p.ID)})
		}
	}
	for _, p := range r.Case.Places {
		if !p.CanUse(date) || !p.Allowed(date) {
			out = append(out, Absent{p.Name, "place", slices.Contains(places, p.ID)})
		}
	}
	slices.SortStableFunc(out, func(a, b Absent) int {
		switch {
		case a.Needed == b.Needed:
			return 0
		case a.Needed:
			return -1
		}
		return 1
	})
	return out
}
