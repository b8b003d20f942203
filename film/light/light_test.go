package light_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/light"

	"pgregory.net/rapid"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("no time zone data: %v", err)
	}
	return z
}

// TestPublishedTimes compares with almanac values, to two minutes.
func TestPublishedTimes(t *testing.T) {
	for _, tt := range []struct {
		name, zone, date     string
		place                light.Place
		sunrise, sunset, off string // off: the date of sunset when it is not the same
	}{
		{"London, longest day", "Europe/London", "2024-06-20", light.Place{Lat: 51.5074, Lon: -0.1278}, "04:43", "21:21", ""},
		{"Los Angeles, shortest day", "America/Los_Angeles", "2024-12-21", light.Place{Lat: 34.0522, Lon: -118.2437}, "06:55", "16:48", ""},
		{"Sydney, longest day", "Australia/Sydney", "2024-12-21", light.Place{Lat: -33.8688, Lon: 151.2093}, "05:40", "20:05", ""},
		{"Reykjavik, sunset after midnight", "Atlantic/Reykjavik", "2024-06-21", light.Place{Lat: 64.1466, Lon: -21.9426}, "02:55", "00:03", "2024-06-22"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			z := zone(t, tt.zone)
			d, err := light.Of(civil.MustParse(tt.date), tt.place, z)
			if err != nil {
				t.Fatal(err)
			}
			off := tt.off
			if off == "" {
				off = tt.date
			}
			near(t, "sunrise", d.Sun.Morning.At, at(t, tt.date, tt.sunrise, z), 2*time.Minute)
			near(t, "sunset", d.Sun.Evening.At, at(t, off, tt.sunset, z), 2*time.Minute)
		})
	}
}

func at(t *testing.T, date, clock string, z *time.Location) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", date+" "+clock, z)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func near(t *testing.T, what string, got, want time.Time, within time.Duration) {
	t.Helper()
	if d := got.Sub(want); d.Abs() > within {
		t.Errorf("%s at %v; want %v within %v", what, got, want, within)
	}
}

func TestPolarDayAndNight(t *testing.T) {
	z, tromso := zone(t, "Europe/Oslo"), light.Place{Lat: 69.6492, Lon: 18.9553}
	summer, err := light.Of(civil.MustParse("2027-06-21"), tromso, z)
	if err != nil {
		t.Fatal(err)
	}
	if e := summer.Sun.Evening; e.State != light.Above || !e.At.IsZero() || time.Duration(summer.Daylight) != 24*time.Hour {
		t.Errorf("midsummer in Tromsø: %+v, daylight %v; want sun all day", e, time.Duration(summer.Daylight))
	}
	winter, err := light.Of(civil.MustParse("2027-12-21"), tromso, z)
	if err != nil {
		t.Fatal(err)
	}
	if e := winter.Sun.Morning; e.State != light.Below || winter.Daylight != 0 {
		t.Errorf("midwinter in Tromsø: %+v; want no sunrise", e)
	}
	if e := winter.Civil.Morning; e.State != light.Crosses {
		t.Errorf("midwinter in Tromsø has civil twilight around noon; got %+v", e)
	}
	for _, lat := range []float64{90, -90} {
		if _, err := light.Of(civil.MustParse("2027-06-21"), light.Place{Lat: lat}, time.UTC); err != nil {
			t.Errorf("at a pole: %v", err)
		}
	}
}

func TestBadInput(t *testing.T) {
	good := civil.MustParse("2027-06-21")
	for name, f := range map[string]func() error{
		"latitude": func() error { _, err := light.Of(good, light.Place{Lat: 91}, time.UTC); return err },
		"not a number": func() error {
			_, err := light.Of(good, light.Place{Lat: math.NaN()}, time.UTC)
			return err
		},
		"no date": func() error { _, err := light.Of(civil.Date{}, light.Place{}, time.UTC); return err },
		"no zone": func() error { _, err := light.Of(good, light.Place{}, nil); return err },
	} {
		if f() == nil {
			t.Errorf("%s: want an error", name)
		}
	}
}

// TestAgainstSuncalc compares with another program (testdata/README.md), to two minutes and one
// degree; near the polar circles a crossing that one of the two just misses is not compared.
func TestAgainstSuncalc(t *testing.T) {
	var cases []struct {
		Place, Date                  string
		Lat, Lon                     float64
		At                           time.Time
		Noon                         time.Time
		Sunrise, Sunset, Dawn, Dusk  *time.Time
		GoldenMorning, GoldenEvening *time.Time
		Lit, Altitude, Azimuth       float64
	}
	b, err := os.ReadFile("testdata/suncalc.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, c := range cases {
		// A zone of the place's own solar time keeps the date that of the other program.
		local := time.FixedZone("mean solar", int(c.Lon*240))
		d, err := light.Of(civil.MustParse(c.Date), light.Place{Lat: c.Lat, Lon: c.Lon}, local)
		if err != nil {
			t.Fatal(err)
		}
		name := c.Place + " " + c.Date
		near(t, name+" noon", d.Noon, c.Noon, 90*time.Second)
		for what, pair := range map[string]struct {
			got  light.Edge
			want *time.Time
		}{
			"sunrise": {d.Sun.Morning, c.Sunrise}, "sunset": {d.Sun.Evening, c.Sunset},
			"dawn": {d.Civil.Morning, c.Dawn}, "dusk": {d.Civil.Evening, c.Dusk},
			"golden morning": {d.Golden.Morning, c.GoldenMorning}, "golden evening": {d.Golden.Evening, c.GoldenEvening},
		} {
			if pair.want == nil || pair.got.State != light.Crosses {
				if (pair.want == nil) != (pair.got.State != light.Crosses) {
					t.Errorf("%s %s: %+v; the other program says %v", name, what, pair.got, pair.want)
				}
				continue
			}
			within := 2 * time.Minute
			if math.Abs(c.Lat) > 60 {
				within = 6 * time.Minute
			}
			near(t, name+" "+what, pair.got.At, *pair.want, within)
			compared++
		}
		p := light.At(c.At, light.Place{Lat: c.Lat, Lon: c.Lon})
		if math.Abs(p.Height-c.Altitude) > 0.5 {
			t.Errorf("%s: sun at height %.2f; want %.2f", name, p.Height, c.Altitude)
		}
		if gap := math.Abs(math.Mod(p.Azimuth-c.Azimuth+540, 360) - 180); gap > 1 && c.Altitude < 80 {
			t.Errorf("%s: sun at azimuth %.2f; want %.2f", name, p.Azimuth, c.Azimuth)
		}
		if lit := light.MoonAt(c.At).Lit; math.Abs(lit-c.Lit) > 0.02 {
			t.Errorf("%s: moon lit %.3f; want %.3f", name, lit, c.Lit)
		}
	}
	if compared < 300 {
		t.Errorf("only %d times compared; want most of %d", compared, len(cases)*6)
	}
}

func TestFullMoonOfJanuary2027(t *testing.T) {
	m := light.MoonAt(time.Date(2027, 1, 22, 12, 17, 0, 0, time.UTC))
	if m.Phase != "full moon" || m.Lit < 0.99 {
		t.Errorf("moon = %+v; want full", m)
	}
}

func TestOrderOfTheDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := light.Place{Lat: rapid.Float64Range(-60, 60).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon")}
		d := civil.Of(2027, time.January, 1).AddDays(rapid.IntRange(-9000, 9000).Draw(t, "day"))
		hours := int(math.Round(p.Lon / 15))
		day, err := light.Of(d, p, time.FixedZone("", hours*3600))
		if err != nil {
			t.Fatal(err)
		}
		order := []light.Edge{day.Civil.Morning, day.Sun.Morning, day.Sun.Evening, day.Civil.Evening}
		last := time.Time{}
		for i, e := range order {
			if e.State != light.Crosses {
				continue
			}
			if !e.At.After(last) {
				t.Fatalf("event %d at %v is not after %v", i, e.At, last)
			}
			last = e.At
		}
		if civil.OfTime(day.Noon) != d {
			t.Fatalf("noon %v lies on another date than %v", day.Noon, d)
		}
	})
}
