package board

import (
	"fmt"
	"time"

	"backlot/film/civil"
	"backlot/film/light"
	"backlot/film/strips"
	"backlot/film/worktime"
)

// Window is a stretch of a day on the wall; it may begin before midnight as a negative and go on
// past the next as more than 24:00.
type Window struct{ From, To int } // minutes after midnight of the date

// Sky gives the stretches of a date in which a scene of a light can be shot outside at a place:
// day from sunrise to sunset; night in the dark before the civil dawn and after the civil dusk;
// dawn from half an hour before the civil dawn to an hour and a half after sunrise, dusk from an
// hour and a half before sunset to half an hour after the civil dusk. The margins at dawn and dusk
// are ours; the light itself is that of package light.
func Sky(d civil.Date, p Place, zone *time.Location, l strips.Light) ([]Window, error) {
	at := light.Place{Lat: p.Lat, Lon: p.Lon}
	if p.Zone != "" && p.Zone != zone.String() {
		there, err := time.LoadLocation(p.Zone)
		if err != nil {
			return nil, fmt.Errorf("light at %s: zone %q: want a time zone such as Europe/Oslo", p.Name, p.Zone)
		}
		zone = there
	}
	day, err := light.Of(d, at, zone)
	if err != nil {
		return nil, fmt.Errorf("light at %s: %w", p.Name, err)
	}
	next, err := light.Of(d.AddDays(1), at, zone)
	if err != nil {
		return nil, fmt.Errorf("light at %s: %w", p.Name, err)
	}
	midnight := d.In(zone)
	min := func(e light.Edge) int { return int(e.At.Sub(midnight) / time.Minute) }
	switch l {
	case strips.Day:
		return sunUp(day.Sun, min), nil
	case strips.Night:
		return sunDown(day.Civil, next.Civil, min), nil
	case strips.Dawn:
		if day.Civil.Morning.State == light.Crosses && day.Sun.Morning.State == light.Crosses {
			return []Window{{min(day.Civil.Morning) - 30, min(day.Sun.Morning) + 90}}, nil
		}
	case strips.Dusk:
		if day.Civil.Evening.State == light.Crosses && day.Sun.Evening.State == light.Crosses {
			return []Window{{min(day.Sun.Evening) - 90, min(day.Civil.Evening) + 30}}, nil
		}
	}
	return nil, nil
}

// wholeDay is a window no plan can leave: the sun neither rises nor sets.
var wholeDay = Window{-24 * 60, 72 * 60}

func sunUp(s light.Span, min func(light.Edge) int) []Window {
	if s.Morning.State != light.Crosses || s.Evening.State != light.Crosses {
		if s.Morning.State == light.Above || s.Evening.State == light.Above {
			return []Window{wholeDay}
		}
		return nil
	}
	return []Window{{min(s.Morning), min(s.Evening)}}
}

func sunDown(today, next light.Span, min func(light.Edge) int) []Window {
	var out []Window
	switch today.Morning.State {
	case light.Crosses:
		out = append(out, Window{wholeDay.From, min(today.Morning)})
	case light.Below:
		return []Window{wholeDay}
	}
	if today.Evening.State == light.Crosses {
		end := wholeDay.To
		if next.Morning.State == light.Crosses {
			end = min(next.Morning)
		}
		out = append(out, Window{min(today.Evening), end})
	}
	return out
}

// Fits says whether a stretch of work lies in one of the windows.
func Fits(windows []Window, from, to worktime.Clock) bool {
	for _, w := range windows {
		if int(from) >= w.From && int(to) <= w.To {
			return true
		}
	}
	return false
}
