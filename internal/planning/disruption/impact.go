package disruption

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Impact is what a disruption hits, as far as the reader may know it.
type Impact struct {
	Days    []HitDay    `json:"days" doc:"Days that lose strips"`
	Owed    []HitStrip  `json:"owed" doc:"What is still to be shot and stands on no day"`
	People  []HitPerson `json:"people" doc:"Who was to work in what is hit"`
	Crew    int         `json:"crew" doc:"Engaged for a job, on the unit of the board"`
	Gear    []string    `json:"gear" doc:"Equipment, vehicles, animals, effects and stunts of what is hit"`
	Permits []Permit    `json:"permits"`
	Papers  []OutPaper  `json:"papers" doc:"Out for the days that are hit, or for the board"`
	// Withheld says in sentences what is not counted for this reader.
	Withheld []string `json:"withheld"`
}

// HitDay is a day that loses strips.
type HitDay struct {
	Date   civil.Date `json:"date"`
	Number int        `json:"number,omitempty"`
	Call   string     `json:"call"`
	Strips []HitStrip `json:"strips"`
	Stays  int        `json:"stays" doc:"Strips of the day that are not hit"`
	// Idle is what an hour of waiting costs: what everybody and everything called that day is paid for
	// it. Nil without the right to deals.
	Idle *Idle `json:"idle,omitempty"`
}

// HitStrip is a strip that cannot be shot where it stands.
type HitStrip struct {
	ID      graph.ID `json:"id"`
	Number  string   `json:"number"`
	Set     string   `json:"set"`
	IntExt  string   `json:"int_ext"`
	Light   string   `json:"light"`
	Place   string   `json:"place"`
	Minutes int      `json:"minutes"`
	Length  string   `json:"length" doc:"Pages and eighths"`
}

// HitPerson is somebody who was to work.
type HitPerson struct {
	ID    graph.ID     `json:"id,omitzero" doc:"Engagement"`
	Name  string       `json:"name"`
	Minor bool         `json:"minor,omitempty"`
	Days  []civil.Date `json:"days"`
}

// Permit is a permit for a place that is hit, and until when it holds.
type Permit struct {
	Name   string     `json:"name"`
	Place  string     `json:"place"`
	From   civil.Date `json:"from,omitzero"`
	To     civil.Date `json:"to,omitzero"`
	Status string     `json:"status"`
}

// OutPaper is a paper that was issued.
type OutPaper struct {
	Name  string   `json:"name"`
	Issue int      `json:"issue"`
	Day   graph.ID `json:"day,omitzero" doc:"Shoot day of a call sheet"`
}

// Idle is the cost of an hour of waiting.
type Idle struct {
	Hour   production.Money `json:"hour"`
	Cast   production.Money `json:"cast"`
	Crew   production.Money `json:"crew"`
	Places production.Money `json:"places"`
	Gear   production.Money `json:"gear"`
	Hours  float64          `json:"hours" doc:"Of a normal day, by which rates of a day are divided"`
	// Window is what the hours of the disruption's window cost, where it has one.
	Window production.Money `json:"window,omitzero"`
}

// impactOf says what a disruption hits.
func (s *service) impactOf(v graph.View, d production.Disruption) (Impact, error) {
	t, err := s.reading(v, d, civil.Date{})
	if err != nil {
		return Impact{}, err
	}
	hit, err := t.stopped()
	if err != nil {
		return Impact{}, err
	}
	out := Impact{Days: []HitDay{}, Owed: []HitStrip{}, People: []HitPerson{}, Gear: gearOf(v, hit), Permits: permitsOf(v, t.c, hit), Papers: []OutPaper{}, Withheld: []string{}}
	scenes, shootDays := sceneIndex(t.c), shootDaysOf(v, d.Board.ID)
	for _, day := range t.b.Days {
		one := HitDay{Date: day.Date, Number: shootDays[day.Date].record.Number, Call: day.Call.String(), Strips: []HitStrip{}}
		for _, id := range day.Scenes {
			if hit[id] {
				one.Strips = append(one.Strips, hitStrip(t.c, scenes[id]))
			} else {
				one.Stays++
			}
		}
		if len(one.Strips) == 0 {
			continue
		}
		if may(v, production.RightDeals) {
			one.Idle = idleOf(t.c, day, d)
		}
		out.Days = append(out.Days, one)
		if sd := shootDays[day.Date]; !sd.id.IsZero() {
			out.Papers = append(out.Papers, papersAbout(v, sd.id, true)...)
		}
	}
	if t.event.New != nil {
		out.Owed = append(out.Owed, hitStrip(t.c, t.event.New))
	}
	out.people(v, t, hit)
	out.crew(v, d.Board.ID)
	out.Papers = append(out.Papers, papersAbout(v, d.Board.ID, false)...)
	if !may(v, production.RightDeals) {
		out.Withheld = append(out.Withheld, "What waiting costs is told to those with the right to deals.")
	}
	if !may(v, production.RightConsent) {
		out.Withheld = append(out.Withheld, "Permits are told to those with the right to licences and releases.")
	}
	return out, nil
}

func hitStrip(c *board.Case, sc *board.Scene) HitStrip {
	id, _ := graph.ParseID(sc.ID)
	return HitStrip{ID: id, Number: sc.Number, Set: sc.Set, IntExt: sc.IntExt, Light: string(sc.Light), Place: placeName(c, sc.Place), Minutes: sc.Minutes, Length: sc.Eighths.String()}
}

func placeName(c *board.Case, id string) string {
	for i := range c.Places {
		if c.Places[i].ID == id {
			return c.Places[i].Name
		}
	}
	return ""
}

// people lists who was to work in what is hit, by name.
func (out *Impact) people(v graph.View, t trouble, hit map[string]bool) {
	days := map[string][]civil.Date{}
	scenes := sceneIndex(t.c)
	add := func(who string, on ...civil.Date) {
		for _, d := range on {
			if !slices.Contains(days[who], d) {
				days[who] = append(days[who], d)
			}
		}
	}
	for _, day := range t.b.Days {
		for _, id := range day.Scenes {
			if hit[id] {
				for _, who := range scenes[id].Cast {
					add(who, day.Date)
				}
			}
		}
	}
	for i := range t.c.People {
		p := &t.c.People[i]
		if len(days[p.ID]) == 0 {
			continue
		}
		one := HitPerson{Name: p.Name, Days: days[p.ID], Minor: !p.Born.IsZero()}
		if id, err := graph.ParseID(p.ID); err == nil {
			if e, ok := graph.Get[production.Engagement](v, id); ok {
				party, _ := graph.Get[production.Party](v, e.Party.ID)
				one.ID, one.Minor = id, one.Minor || party.Minor
			}
		}
		out.People = append(out.People, one)
	}
	slices.SortFunc(out.People, func(a, b HitPerson) int { return cmp.Compare(a.Name, b.Name) })
}

// crew counts who is engaged for a job on the unit of a board.
func (out *Impact) crew(v graph.View, boardID graph.ID) {
	b, _ := graph.Get[production.Board](v, boardID)
	for _, e := range graph.All[production.Engagement](v) {
		if e.Character.IsZero() && !e.Role.IsZero() && e.Status != "cancelled" && e.Status != "wanted" && (e.Unit.IsZero() || e.Unit == b.Unit) {
			out.Crew++
		}
	}
}

// idleOf is the cost of an hour of a day: what everybody and everything called that day is paid for
// a normal day, by its hours.
func idleOf(c *board.Case, day board.DayPlan, d production.Disruption) *Idle {
	scenes := sceneIndex(c)
	people, places, gear := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, id := range day.Scenes {
		places[scenes[id].Place] = true
		for _, who := range scenes[id].Cast {
			people[who] = true
		}
		for _, g := range scenes[id].Gear {
			gear[g] = true
		}
	}
	minutes := int64(max(c.Prices.Normal-c.Prices.Meal, 60))
	hour := func(daily int64) production.Money {
		return production.Money{Minor: (daily*60 + minutes/2) / minutes, Currency: c.Currency}
	}
	var cast, room, kit int64
	for i := range c.People {
		if p := &c.People[i]; people[p.ID] {
			cast += cmp.Or(p.DayRate, p.WeekRate/5)
		}
	}
	for i := range c.Places {
		if places[c.Places[i].ID] {
			room += c.Places[i].DayRate
		}
	}
	for i := range c.Gear {
		if gear[c.Gear[i].ID] {
			kit += c.Gear[i].DayRate
		}
	}
	out := &Idle{Cast: hour(cast), Crew: hour(c.Prices.Day), Places: hour(room), Gear: hour(kit), Hour: hour(cast + c.Prices.Day + room + kit), Hours: float64(minutes) / 60}
	if window := int64(d.WindowToMin - d.WindowFromMin); d.WindowToMin > 0 {
		out.Window = production.Money{Minor: out.Hour.Minor * window / 60, Currency: c.Currency}
	}
	return out
}

// special are the categories that are hired by the day and stand idle with a scene.
var special = []string{"stunt", "action", "animal", "livestock", "creature", "vehicle", "weapon", "sfx", "equipment", "camera", "background"}

// gearOf lists what is hired for the strips that are hit, as the breakdown has it.
func gearOf(v graph.View, hit map[string]bool) []string {
	scenes := map[graph.ID]bool{}
	for id := range hit {
		if sid, err := graph.ParseID(id); err == nil {
			st, _ := graph.Get[production.Strip](v, sid)
			scenes[st.Scene.ID] = true
		}
	}
	out := []string{}
	for _, u := range graph.All[production.Use](v) {
		el, ok := graph.Get[production.Element](v, u.Element.ID)
		if !ok || !scenes[u.Scene.ID] || !slices.Contains(special, el.Category) {
			continue
		}
		name := el.Name
		if u.Quantity > 1 {
			name = fmt.Sprintf("%s (%d)", name, u.Quantity)
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// permitsOf lists permits and agreements for the places of the strips that are hit.
func permitsOf(v graph.View, c *board.Case, hit map[string]bool) []Permit {
	places := map[string]bool{}
	for i := range c.Scenes {
		if hit[c.Scenes[i].ID] {
			places[c.Scenes[i].Place] = true
		}
	}
	out := []Permit{}
	for _, g := range graph.All[production.Grant](v) {
		if g.Type != "permit" && g.Type != "location_agreement" || !places[g.About.ID.String()] {
			continue
		}
		out = append(out, Permit{Name: g.Name, Place: placeName(c, g.About.ID.String()), From: g.From, To: g.To, Status: cmp.Or(g.Status, "needed")})
	}
	return out
}

// papersAbout lists what was issued about a record: the latest issue of each paper. Only call sheets,
// or only schedules.
func papersAbout(v graph.View, about graph.ID, sheets bool) []OutPaper {
	var out []OutPaper
	for id, doc := range graph.Referring[production.Document](v, about, "about") {
		if sheets != (doc.Type == "call_sheet") || !sheets && !slices.Contains([]string{"one_liner", "schedule", "day_out_of_days"}, doc.Type) {
			continue
		}
		if last, ok := lastIssue(v, id); ok {
			p := OutPaper{Name: doc.Name, Issue: last.Revision}
			if sheets {
				p.Day = about
			}
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b OutPaper) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// lastIssue is the latest issue of a document that was not withdrawn; ok is false without one.
func lastIssue(v graph.View, document graph.ID) (last production.Issue, ok bool) {
	for _, i := range graph.Referring[production.Issue](v, document, "document") {
		if i.Withdrawn == "" && i.Revision > last.Revision {
			last, ok = i, true
		}
	}
	return last, ok
}

// shootDay is a shoot day with its id.
type shootDay struct {
	id     graph.ID
	record production.ShootDay
}

// shootDaysOf are the shoot days that the breaks of a board are bound to, by date.
func shootDaysOf(v graph.View, boardID graph.ID) map[civil.Date]shootDay {
	out := map[civil.Date]shootDay{}
	for _, st := range graph.Referring[production.Strip](v, boardID, "board") {
		if sd, ok := graph.Get[production.ShootDay](v, st.Day.ID); ok && st.Type == "day_break" {
			out[sd.Date] = shootDay{st.Day.ID, sd}
		}
	}
	return out
}
