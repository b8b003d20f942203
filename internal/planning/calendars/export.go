package calendars

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/ical"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// Whose is whose calendar is asked for; none of them is everybody's.
type Whose struct {
	Party graph.Ref[production.Party] `query:"party" doc:"Calendar of a person"`
	Place graph.Ref[production.Place] `query:"place" doc:"Calendar of a place"`
	Item  graph.Ref[production.Item]  `query:"item" doc:"Calendar of an item"`
	Unit  graph.Ref[production.Unit]  `query:"unit" doc:"Calendar of a unit"`
}

// Export writes a calendar: work, holds, travel, activities, bookings, days off. An entry keeps its
// UID when it moves; days and activities that were cancelled are written as cancelled, so that they
// leave the calendars they were read into. Times are those of the unit, in its zone. Private
// reasons are never written.
func Export(v graph.View, boards Boards, whose Whose) (web.Document, error) {
	r, err := newReader(v, boards)
	if err != nil {
		return web.Document{}, err
	}
	id := cmp.Or(whose.Party.ID, whose.Place.ID, whose.Item.ID, whose.Unit.ID)
	title := production.NameOf(v)
	if !id.IsZero() {
		if title = v.Label(id); title == "" {
			return web.Document{}, fault.New(fault.NotFound, "%s does not exist", id)
		}
		title += ", " + production.NameOf(v)
	}
	x := exporter{reader: r, out: ical.Calendar{Name: title, Prodid: "-//Backlot//Calendars//EN", Method: "PUBLISH", Refresh: time.Hour}}
	switch {
	case id.IsZero():
		x.units()
		x.everybody()
	case !whose.Unit.ID.IsZero():
		x.unit(id)
	default:
		x.row(id, "")
	}
	x.finish()
	var b bytes.Buffer
	if err := ical.Write(&b, x.out.Component()); err != nil {
		return web.Document{}, err
	}
	return web.Document{Name: fileName(title) + ".ics", Type: "text/calendar; charset=utf-8", Body: b.Bytes()}, nil
}

func fileName(title string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|,`, r) || r < ' ' {
			return -1
		}
		if r == ' ' {
			return '-'
		}
		return r
	}, title), "-.")
}

type exporter struct {
	*reader
	out   ical.Calendar
	stamp time.Time
}

// finish gives the entries a number that rises with every change, by which programs know what is
// newer, and puts them into order.
func (x *exporter) finish() {
	for i := range x.out.Events {
		x.out.Events[i].Sequence = int(x.v.Seq())
	}
	slices.SortStableFunc(x.out.Events, func(a, b ical.Event) int {
		return cmp.Or(a.Start.Date.Compare(b.Start.Date), cmp.Compare(a.Start.Second, b.Start.Second), strings.Compare(a.UID, b.UID))
	})
	x.out.Stamp = cmp.Or(x.stamp, time.Unix(0, 0))
}

// seen makes the time stamp that of the youngest record written, so that the same records give the
// same bytes.
func (x *exporter) seen(id graph.ID) {
	if rec, ok := x.v.Record(id); ok && rec.Born.Time().After(x.stamp) {
		x.stamp = rec.Born.Time()
	}
}

func (x *exporter) add(uid string, s Span, title, status string) {
	x.seen(s.Record)
	e := ical.Days(uid+"@backlot", title, s.From, s.To)
	if s.From == s.To && (s.FromMin != 0 || s.ToMin != 0) && s.ToMin > s.FromMin {
		e.Start, e.End = x.at(s.From, s.FromMin), x.at(s.From, s.ToMin)
	}
	e.Status, e.Categories = status, []string{s.Type}
	x.out.Events = append(x.out.Events, e)
}

// at is a minute after midnight of a day on the unit's clock; 24:00 and more is the next day.
func (x *exporter) at(d civil.Date, min int) ical.Time {
	return ical.Clock(d.AddDays(min/1440), min%1440/60, min%60, x.zone)
}

// row writes the calendar of a person, place or item.
func (x *exporter) row(id graph.ID, prefix string) {
	for _, d := range x.work.days[id] {
		x.day(id, d, prefix)
	}
	for _, s := range x.spans[id] {
		title, status := prefix+s.Text, ""
		switch s.Type {
		case "work", "permit":
			continue
		case "unavailable":
			title = prefix + "Not available"
		case "tentative":
			title, status = prefix+"Tentative", "TENTATIVE"
		case "asked":
			title, status = prefix+cmp.Or(s.Text, "Asked for"), "TENTATIVE"
		case "available":
			title = prefix + "Available"
		case "hold":
			title = prefix + "Hold"
		case "travel":
			title = prefix + cmp.Or(s.Text, "Travel")
		case "school":
			title = prefix + "School"
		case "booking":
			title = prefix + cmp.Or(s.Text, "Booked")
		}
		x.add(fmt.Sprintf("%s-%s", s.Record, id), s, title, status)
	}
	x.cancelled(id, prefix)
}

// day writes a working day; with a call of one's own, from the call to the planned wrap.
func (x *exporter) day(id graph.ID, d workDay, prefix string) {
	s := Span{Record: d.day, Type: "work", From: d.date, To: d.date}
	sd, ok := graph.Get[production.ShootDay](x.v, d.day)
	if ok {
		call := sd.CrewCallAtMS
		for _, c := range graph.Referring[production.Call](x.v, d.day, "day") {
			if e, ok := graph.Get[production.Engagement](x.v, c.Engagement.ID); ok && e.Party.ID == id && c.CallAtMS != 0 {
				call = c.CallAtMS
			}
		}
		if call != 0 && sd.WrapAtMS > call {
			date, from := x.wall(call)
			end, to := x.wall(sd.WrapAtMS)
			if date == d.date {
				s.FromMin, s.ToMin = from, to+1440*end.Sub(date)
			}
		}
	}
	x.add(fmt.Sprintf("work-%s-%s", d.key, id), s, prefix+d.words(), "")
}

// cancelled are the activities and shoot days that were called off.
func (x *exporter) cancelled(id graph.ID, prefix string) {
	for aid, a := range graph.All[production.Activity](x.v) {
		if a.Status != "cancelled" {
			continue
		}
		a.Status = ""
		s, ok := x.activity(aid, a)
		for _, at := range graph.Referring[production.Attendance](x.v, aid, "activity") {
			if ok && at.Party.ID == id {
				x.add(fmt.Sprintf("%s-%s", aid, id), s, prefix+a.Name, "CANCELLED")
			}
		}
	}
	for did, d := range graph.All[production.ShootDay](x.v) {
		works := slices.ContainsFunc(x.work.days[id], func(w workDay) bool { return w.day == did })
		if d.Status == "cancelled" && !works {
			x.add(fmt.Sprintf("work-%s-%s", did, id), Span{Record: did, Type: "work", From: d.Date, To: d.Date}, prefix+fmt.Sprintf("Day %d", d.Number), "CANCELLED")
		}
	}
}

func (x *exporter) unit(id graph.ID) {
	u, _ := graph.Get[production.Unit](x.v, id)
	x.zone = cmp.Or(u.TimeZone, x.zone)
	x.row(id, "")
	for day, d := range graph.Referring[production.CalendarDay](x.v, u.Calendar.ID, "calendar") {
		x.add(day.String(), Span{Record: day, Type: d.Type, From: d.Date, To: d.Date}, cmp.Or(d.Name, strings.ReplaceAll(d.Type, "_", " ")), "")
	}
}

func (x *exporter) units() {
	for id := range graph.All[production.Unit](x.v) {
		x.unit(id)
	}
	x.zone = cmp.Or(x.reader.unit.TimeZone, "UTC")
}

// everybody is what is not a unit's day: availability, travel, activities, bookings, by name.
func (x *exporter) everybody() {
	done := map[string]bool{}
	for id, list := range x.spans {
		name := x.v.Label(id)
		for _, s := range list {
			if s.Type == "work" || s.Type == "permit" || name == "" {
				continue
			}
			if key := fmt.Sprintf("%s-%s", s.Record, id); !done[key] {
				done[key] = true
				title := cmp.Or(map[string]string{"unavailable": "not available", "activity": s.Text, "travel": cmp.Or(s.Text, "travel"), "booking": cmp.Or(s.Text, "booked")}[s.Type], strings.ReplaceAll(s.Type, "_", " "))
				x.add(key, s, name+": "+title, "")
			}
		}
	}
}
