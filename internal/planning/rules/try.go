package rules

import (
	"fmt"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/worktime"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// TryIn asks whether a person may work some hours.
type TryIn struct {
	Engagement graph.Ref[production.Engagement] `json:"engagement,omitzero" doc:"Judged by the packs that bind it; or"`
	Packs      []string                         `json:"packs,omitempty" maxItems:"20" doc:"by these packs, by key"`
	Role       string                           `json:"role" enum:"performer,background,stunt,crew,driver,child"`
	Terms      string                           `json:"terms,omitempty" enum:"day,three-day,weekly" doc:"How the person is engaged"`
	Format     string                           `json:"format,omitempty" enum:"theatrical,television,low-budget,theatre,model"`
	Born       civil.Date                       `json:"born,omitzero" doc:"Needed for a child"`
	DayRate    production.Money                 `json:"day_rate,omitzero" doc:"To price what costs"`
	Days       []TryDay                         `json:"days" minItems:"1" maxItems:"60"`
}

// TryDay is one day of work. Times are those of the wall; after midnight they go on, as 25:30.
type TryDay struct {
	Date      civil.Date `json:"date"`
	Zone      string     `json:"zone,omitempty" doc:"Time zone, such as Europe/Oslo; that of the main unit when left out"`
	Call      string     `json:"call" doc:"07:00"`
	Dismissed string     `json:"dismissed" doc:"19:30, or 25:30 for half past one the next morning"`
	Meals     []TrySpan  `json:"meals,omitempty" maxItems:"8"`
	School    []TrySpan  `json:"school,omitempty" maxItems:"8" doc:"Taught on set"`
	Rest      []TrySpan  `json:"rest,omitempty" maxItems:"8"`
	Place     string     `json:"place,omitempty" enum:"studio,nearby,location,overnight"`
	Exterior  bool       `json:"exterior,omitempty"`
}

// TrySpan is a stretch of a day.
type TrySpan struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

// TryOut is the answer.
type TryOut struct {
	Allowed  bool     `json:"allowed" doc:"Nothing forbids it; it may still cost"`
	Findings []Breach `json:"findings"`
	Cost     []string `json:"cost" doc:"One sum a currency"`
}

// try judges hours with the rules as this production applies them.
func try(v graph.View, in TryIn) (TryOut, error) {
	b, err := Read(v)
	if err != nil {
		return TryOut{}, err
	}
	set := b.Set(in.Engagement.ID)
	if len(in.Packs) > 0 {
		if set.Packs, err = b.packs(in.Packs); err != nil {
			return TryOut{}, err
		}
	}
	person := worktime.Person{ID: "try", Name: "The person", Role: in.Role, Engagement: in.Terms, Format: in.Format, Born: in.Born, DayRate: worktime.Money(in.DayRate)}
	if !in.Engagement.IsZero() {
		person.ID = in.Engagement.ID.String()
	}
	days, err := tryDays(v, in.Days)
	if err != nil {
		return TryOut{}, err
	}
	verdict, err := set.Judge(person, days)
	if err != nil {
		return TryOut{}, fault.Mark(fault.Invalid, err)
	}
	out := TryOut{Allowed: verdict.Allowed, Findings: []Breach{}, Cost: []string{}}
	for _, f := range verdict.Findings {
		x := Breach{Date: f.Date, Severity: f.Severity, Text: f.Text, Pack: f.Pack, Rule: f.Rule, Citation: f.Citation, Status: f.Status}
		if f.Cost != nil {
			x.Cost = f.Cost.String()
		}
		out.Findings = append(out.Findings, x)
	}
	for _, m := range verdict.Cost {
		out.Cost = append(out.Cost, m.String())
	}
	return out, nil
}

// packs are packs as they are applied here, or as they come with Backlot.
func (b Book) packs(keys []string) ([]worktime.Pack, error) {
	shipped, err := worktime.Packs()
	if err != nil {
		return nil, err
	}
	for _, f := range b.Packs { // the production's own reading first
		shipped = slices.Insert(shipped, 0, f.Pack)
	}
	var out []worktime.Pack
	for _, key := range keys {
		i := slices.IndexFunc(shipped, func(p worktime.Pack) bool { return p.ID == key })
		if i < 0 {
			return nil, fault.At("packs", "rule pack %q: there is none of that key", key)
		}
		out = append(out, shipped[i])
	}
	return out, nil
}

func tryDays(v graph.View, list []TryDay) ([]worktime.Day, error) {
	usual := ""
	for _, u := range graph.All[production.Unit](v) {
		if usual == "" || u.Type == "main" {
			usual = u.TimeZone
		}
	}
	out := make([]worktime.Day, len(list))
	for i, d := range list {
		at := func(field, s string) (worktime.Clock, error) {
			c, err := worktime.ParseClock(s)
			if err != nil {
				return 0, fault.At(fmt.Sprintf("days[%d].%s", i, field), "%w", err)
			}
			return c, nil
		}
		day := worktime.Day{Date: d.Date, Zone: d.Zone, Place: d.Place, Exterior: d.Exterior}
		if day.Zone == "" {
			day.Zone = usual
		}
		if _, err := time.LoadLocation(day.Zone); err != nil {
			return nil, fault.At(fmt.Sprintf("days[%d].zone", i), "zone %q: want a name such as Europe/Oslo", day.Zone)
		}
		spans := func(field string, list []TrySpan) (out []worktime.Span, err error) {
			for _, s := range list {
				var span worktime.Span
				if span.Start, err = at(field, s.Start); err != nil {
					return nil, err
				}
				if span.End, err = at(field, s.End); err != nil {
					return nil, err
				}
				out = append(out, span)
			}
			return out, nil
		}
		meals, err := spans("meals", d.Meals)
		if err != nil {
			return nil, err
		}
		for _, s := range meals {
			day.Meals = append(day.Meals, worktime.Meal{Span: s})
		}
		if day.School, err = spans("school", d.School); err != nil {
			return nil, err
		}
		if day.Rest, err = spans("rest", d.Rest); err != nil {
			return nil, err
		}
		if day.Call, err = at("call", d.Call); err != nil {
			return nil, err
		}
		if day.Dismissed, err = at("dismissed", d.Dismissed); err != nil {
			return nil, err
		}
		out[i] = day
	}
	return out, nil
}
