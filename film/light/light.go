// Package light tells when there is daylight: sunrise, sunset, twilight, golden hour, the height of
// the sun and the phase of the moon, for a civil date, a place and its time zone.
//
// A call sheet prints these times and a schedule puts EXT DAY scenes between them. The algorithm is
// that of the NOAA solar calculator (gml.noaa.gov/grad/solcalc, after Jean Meeus, Astronomical
// Algorithms): good to about a minute between the polar circles from 1901 to 2099, less good near
// the poles, where refraction decides. Hills, houses and weather are not known here.
package light

import (
	"fmt"
	"math"
	"time"

	"backlot/film/civil"
)

// Place is a point on the earth in degrees: north and east are positive.
type Place struct {
	Lat float64 `json:"lat"` // -90 to 90
	Lon float64 `json:"lon"` // -180 to 180
}

// State says whether the sun crosses a height in half a day.
type State string

// The states. Above and Below are the polar day and the polar night of that height.
const (
	Crosses State = "crosses"
	Above   State = "always above"
	Below   State = "always below"
)

// Edge is the moment the sun crosses a height, before or after noon. At is zero unless it does.
type Edge struct {
	State State     `json:"state"`
	At    time.Time `json:"at,omitzero"`
}

// Span is the part of a day in which the sun is higher than a given height.
type Span struct {
	Morning Edge `json:"morning"`
	Evening Edge `json:"evening"`
}

// Heights of the centre of the sun in degrees.
const (
	Horizon      = -0.833 // upper rim on the horizon, mean refraction
	CivilHeight  = -6.0
	NauticalDark = -12.0
	FullDark     = -18.0
	GoldenHeight = 6.0 // a convention among photographers, not of astronomers
)

// Day is the light of one civil date. The times are those around the solar noon nearest to clock
// noon, so at high latitudes a sunset can fall after midnight and bear the next date.
type Day struct {
	Date       civil.Date `json:"date"`
	Place      Place      `json:"place"`
	Noon       time.Time  `json:"noon"`       // sun highest
	NoonHeight float64    `json:"noonHeight"` // degrees above the horizon, without refraction
	Sun        Span       `json:"sun"`        // sunrise and sunset
	Civil      Span       `json:"civil"`      // dawn and dusk: work outside without lamps
	Nautical   Span       `json:"nautical"`
	Dark       Span       `json:"dark"`   // astronomical twilight; outside it the sky is black
	Golden     Span       `json:"golden"` // golden hour runs from sunrise to Morning and from Evening to sunset
	Daylight   Hours      `json:"daylight"`
	Moon       Moon       `json:"moon"`
}

// Hours is a length of time; JSON shows it as "14h28m0s".
type Hours time.Duration

// MarshalText writes the duration to the second.
func (h Hours) MarshalText() ([]byte, error) {
	return []byte(time.Duration(h).Round(time.Second).String()), nil
}

// Of computes the light of a date in a time zone. The date must be given, the place must be on the
// earth, and years outside 1800 to 2200 are refused because the algorithm does not hold there.
func Of(d civil.Date, p Place, zone *time.Location) (Day, error) {
	switch {
	case !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180):
		return Day{}, fmt.Errorf("place %v, %v: want a latitude from -90 to 90 and a longitude from -180 to 180", p.Lat, p.Lon)
	case zone == nil:
		return Day{}, fmt.Errorf("light of %s: want a time zone, such as Europe/Berlin", d)
	case d.Year < 1800 || d.Year > 2200:
		return Day{}, fmt.Errorf("light of %q: want a date in the years 1800 to 2200", d)
	}
	noonByClock := time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, zone)
	c := around(noonByClock, p)
	day := Day{Date: d, Place: p, Noon: c.noon.In(zone), NoonHeight: c.height(c.noon)}
	span := func(height float64) Span {
		return Span{Morning: c.edge(height, +1, zone), Evening: c.edge(height, -1, zone)}
	}
	day.Sun, day.Civil, day.Nautical = span(Horizon), span(CivilHeight), span(NauticalDark)
	day.Dark, day.Golden = span(FullDark), span(GoldenHeight)
	day.Daylight = Hours(daylight(day.Sun, c.noon))
	day.Moon = MoonAt(noonByClock)
	return day, nil
}

// daylight is the time the sun is up in the 24 hours around noon.
func daylight(s Span, noon time.Time) time.Duration {
	half := func(e Edge) time.Duration {
		switch e.State {
		case Crosses:
			return noon.Sub(e.At).Abs()
		case Above:
			return 12 * time.Hour
		}
		return 0
	}
	return half(s.Morning) + half(s.Evening)
}

// course is the path of the sun around one noon.
type course struct {
	place    Place
	midnight time.Time // of Greenwich, from which minutes count
	noon     time.Time
}

// around finds the solar noon nearest to an instant.
func around(t time.Time, p Place) course {
	c := course{place: p, midnight: t.UTC().Truncate(24 * time.Hour)}
	noon := t
	for range 3 {
		noon = c.at(720-4*p.Lon, noon)
	}
	if off := noon.Sub(t); off > 12*time.Hour {
		c.midnight = c.midnight.Add(-24 * time.Hour)
	} else if off < -12*time.Hour {
		c.midnight = c.midnight.Add(24 * time.Hour)
	}
	c.noon = c.at(720-4*p.Lon, noon)
	for range 3 {
		c.noon = c.at(720-4*p.Lon, c.noon)
	}
	return c
}

// at turns minutes of mean solar time into an instant with the equation of time of near.
func (c course) at(minutes float64, near time.Time) time.Time {
	_, equation := sun(near)
	return c.midnight.Add(time.Duration((minutes - equation) * float64(time.Minute)))
}

// edge finds the crossing of a height before (+1) or after (-1) noon. Each round uses the sun of
// the instant that the last round found.
func (c course) edge(height float64, side float64, zone *time.Location) Edge {
	t, state := c.noon, Crosses
	for range 8 {
		dec, _ := sun(t)
		angle, s := hourAngle(height, c.place.Lat, dec)
		state = s
		t = c.at(720-4*(c.place.Lon+side*angle), t)
	}
	if state != Crosses {
		return Edge{State: state}
	}
	return Edge{State: Crosses, At: t.In(zone).Round(time.Second)}
}

// hourAngle returns how far, in degrees, the earth turns between noon and a height of the sun.
// Where the sun stays above or below, the angle is that of midnight or noon.
func hourAngle(height, lat, declination float64) (float64, State) {
	lat = max(-89.9999, min(89.9999, lat))
	cos := (sin(height) - sin(lat)*sin(declination)) / (math.Cos(rad(lat)) * math.Cos(rad(declination)))
	switch {
	case cos > 1:
		return 0, Below
	case cos < -1:
		return 180, Above
	}
	return deg(math.Acos(cos)), Crosses
}

func (c course) height(t time.Time) float64 { return At(t, c.place).Height }

// Position is where the sun stands, in degrees, without refraction.
type Position struct {
	Height  float64 `json:"height"`  // above the horizon
	Azimuth float64 `json:"azimuth"` // from north over east, 0 to 360
}

// At returns where the sun stands at an instant.
func At(t time.Time, p Place) Position {
	dec, equation := sun(t)
	u := t.UTC()
	minutes := float64(u.Hour()*60+u.Minute()) + float64(u.Second())/60 + float64(u.Nanosecond())/6e10
	angle := rad(math.Mod(minutes+equation+4*p.Lon, 1440)/4 - 180)
	lat, d := rad(p.Lat), rad(dec)
	height := math.Asin(max(-1, min(1, math.Sin(lat)*math.Sin(d)+math.Cos(lat)*math.Cos(d)*math.Cos(angle))))
	azimuth := math.Atan2(math.Sin(angle), math.Cos(angle)*math.Sin(lat)-math.Tan(d)*math.Cos(lat))
	return Position{Height: deg(height), Azimuth: math.Mod(deg(azimuth)+540, 360)}
}
