package callsheet

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// DayIn changes the general part of a sheet. Fields left out stay; times are clock times of the
// unit, "07:30", "00:45+1" after midnight, "" for none.
type DayIn struct {
	CrewCall     *string   `json:"crew_call,omitempty" doc:"Clock time such as 07:30"`
	ShootingCall *string   `json:"shooting_call,omitempty"`
	Lunch        *string   `json:"lunch,omitempty"`
	LunchMin     *int      `json:"lunch_min,omitempty" minimum:"0" maximum:"240"`
	Wrap         *string   `json:"wrap,omitempty" doc:"Clock time; 01:30+1 is after midnight"`
	Base         *graph.ID `json:"unit_base,omitempty"`
	Parking      *graph.ID `json:"parking,omitempty"`
	Hospital     *graph.ID `json:"hospital,omitempty"`
	Weather      *string   `json:"weather,omitempty" maxLength:"500"`
	TempMinC     *int      `json:"temp_min_c,omitempty" minimum:"-60" maximum:"60"`
	TempMaxC     *int      `json:"temp_max_c,omitempty" minimum:"-60" maximum:"60"`
	Message      *string   `json:"message,omitempty" maxLength:"2000"`
	Safety       *string   `json:"safety,omitempty" maxLength:"8000"`
}

// CallIn calls one engagement or department on the day; a second call of the same one replaces it.
type CallIn struct {
	Engagement graph.ID `json:"engagement,omitzero"`
	Department graph.ID `json:"department,omitzero"`
	Pickup     string   `json:"pickup,omitempty"`
	Call       string   `json:"call,omitempty"`
	Makeup     string   `json:"makeup,omitempty"`
	Costume    string   `json:"costume,omitempty"`
	Rehearsal  string   `json:"rehearsal,omitempty"`
	Set        string   `json:"set,omitempty"`
	Count      int      `json:"count,omitempty" minimum:"0" maximum:"10000"`
	Place      graph.ID `json:"place,omitzero"`
	Note       string   `json:"note,omitempty" maxLength:"2000"`
}

var clockForm = regexp.MustCompile(`^([01]?\d|2[0-3])[:.]([0-5]\d)(?:\+([0-2]))?$`)

// instant reads a clock time of a day. A time that the clocks skip in spring is an error.
func (d dayOf) instant(field, s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	m := clockForm.FindStringSubmatch(s)
	if m == nil {
		return 0, fault.At("body."+field, "%s %q: want a clock time such as 07:30, or 00:45+1 after midnight", field, s)
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	plus, _ := strconv.Atoi(m[3])
	date := d.record.Date.AddDays(plus)
	t := time.Date(date.Year, date.Month, date.Day, hour, minute, 0, 0, d.zone)
	if t.Hour() != hour || t.Minute() != minute {
		return 0, fault.At("body."+field, "%s %s does not exist on %s in %s: the clocks go forward", field, s, date, d.zone)
	}
	return t.UnixMilli(), nil
}

type dayOf struct {
	id     graph.ID
	record production.ShootDay
	zone   *time.Location
}

func openDay(v graph.View, id graph.ID) (dayOf, error) {
	d, ok := graph.Get[production.ShootDay](v, id)
	if !ok {
		return dayOf{}, fault.New(fault.NotFound, "shoot day %s does not exist", id)
	}
	unit, _ := graph.Get[production.Unit](v, d.Unit.ID)
	zone, err := time.LoadLocation(unit.TimeZone)
	if err != nil {
		return dayOf{}, fault.New(fault.Conflict, "unit %s has the unknown time zone %q: set one such as Europe/Oslo", unit.Name, unit.TimeZone)
	}
	return dayOf{id, d, zone}, nil
}

func editDay(v graph.View, ids graph.IDs, day graph.ID, in DayIn) (graph.Change, error) {
	d, err := openDay(v, day)
	if err != nil {
		return graph.Change{}, err
	}
	times := map[string]int64{}
	for field, s := range map[string]*string{"crew_call": in.CrewCall, "shooting_call": in.ShootingCall, "lunch": in.Lunch, "wrap": in.Wrap} {
		if s == nil {
			continue
		}
		if times[field], err = d.instant(field, *s); err != nil {
			return graph.Change{}, err
		}
	}
	e := v.Edit(ids, "Change the call sheet of "+d.record.Date.Format("2 Jan 2006"))
	graph.Update(e, day, func(r *production.ShootDay) {
		for field, to := range map[string]*int64{"crew_call": &r.CrewCallAtMS, "shooting_call": &r.ShootingCallAtMS, "lunch": &r.LunchAtMS, "wrap": &r.WrapAtMS} {
			if ms, ok := times[field]; ok {
				*to = ms
			}
		}
		for to, id := range map[*graph.Ref[production.Place]]*graph.ID{&r.Base: in.Base, &r.Parking: in.Parking, &r.Hospital: in.Hospital} {
			if id != nil {
				*to = graph.To[production.Place](*id)
			}
		}
		set(&r.LunchMin, in.LunchMin)
		set(&r.Weather, in.Weather)
		set(&r.TempMinC, in.TempMinC)
		set(&r.TempMaxC, in.TempMaxC)
		set(&r.Message, in.Message)
		set(&r.Safety, in.Safety)
	})
	return e.Change()
}

func set[T any](to *T, v *T) {
	if v != nil {
		*to = *v
	}
}

func callPeople(v graph.View, ids graph.IDs, day graph.ID, in CallIn) (graph.Change, error) {
	d, err := openDay(v, day)
	if err != nil {
		return graph.Change{}, err
	}
	call := production.Call{
		Day: graph.To[production.ShootDay](day), Engagement: graph.To[production.Engagement](in.Engagement), Department: graph.To[production.Department](in.Department),
		Count: in.Count, Place: graph.To[production.Place](in.Place), Note: in.Note,
	}
	for _, f := range []struct {
		name, text string
		to         *int64
	}{
		{"pickup", in.Pickup, &call.PickupAtMS}, {"call", in.Call, &call.CallAtMS}, {"makeup", in.Makeup, &call.MakeupAtMS},
		{"costume", in.Costume, &call.CostumeAtMS}, {"rehearsal", in.Rehearsal, &call.RehearsalAtMS}, {"set", in.Set, &call.SetAtMS},
	} {
		if *f.to, err = d.instant(f.name, f.text); err != nil {
			return graph.Change{}, err
		}
	}
	who, err := called(v, in)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("Call %s on %s", who, d.record.Date.Format("2 Jan")))
	for id, c := range graph.Referring[production.Call](v, day, "day") {
		if c.Engagement == call.Engagement && c.Department == call.Department {
			graph.Update(e, id, func(r *production.Call) {
				call.Code = r.Code
				*r = call
			})
			return e.Change()
		}
	}
	graph.Add(e, call)
	return e.Change()
}

// called names who is called and checks that it is somebody.
func called(v graph.View, in CallIn) (string, error) {
	if in.Engagement.IsZero() == in.Department.IsZero() {
		return "", fault.At("body.engagement", "want either an engagement or a department to call")
	}
	if !in.Department.IsZero() {
		if d, ok := graph.Get[production.Department](v, in.Department); ok {
			return d.Name, nil
		}
		return "", fault.At("body.department", "department %s does not exist", in.Department)
	}
	e, ok := graph.Get[production.Engagement](v, in.Engagement)
	if !ok {
		return "", fault.At("body.engagement", "engagement %s does not exist", in.Engagement)
	}
	p, _ := graph.Get[production.Party](v, e.Party.ID)
	return p.Name, nil
}

func uncall(v graph.View, ids graph.IDs, call graph.ID) (graph.Change, error) {
	if _, ok := graph.Get[production.Call](v, call); !ok {
		return graph.Change{}, fault.New(fault.NotFound, "call %s does not exist", call)
	}
	e := v.Edit(ids, "Take a call back")
	e.Delete(call)
	return e.Change()
}
