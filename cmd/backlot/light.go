package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata" // zones also on machines without a zone database

	"backlot/film/civil"
	"backlot/film/light"
)

// LightCmd prints sunrise, sunset and twilight of dates at a place.
type LightCmd struct {
	Lat  float64 `required:"" help:"Degrees north, such as 59.91; south is negative."`
	Lon  float64 `required:"" help:"Degrees east, such as 10.75; west is negative."`
	Date string  `required:"" help:"First date, such as 2027-03-01."`
	Days int     `default:"1" help:"Number of days."`
	Zone string  `default:"UTC" help:"Time zone of the place, such as Europe/Oslo."`
	JSON bool    `name:"json" help:"Print JSON instead of a table."`
}

// Run prints the days in order, one a line, or as a JSON list.
func (c *LightCmd) Run() error { return c.print(os.Stdout) }

func (c *LightCmd) print(w io.Writer) error {
	date, err := civil.Parse(c.Date)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return fmt.Errorf("time zone %q: want a name such as Europe/Oslo", c.Zone)
	}
	if c.Days < 1 || c.Days > 1000 {
		return fmt.Errorf("days %d: want 1 to 1000", c.Days)
	}
	list := make([]light.Day, 0, c.Days)
	for i := range c.Days {
		d, err := light.Of(date.AddDays(i), light.Place{Lat: c.Lat, Lon: c.Lon}, zone)
		if err != nil {
			return err
		}
		list = append(list, d)
	}
	if c.JSON {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(list)
	}
	if _, err := fmt.Fprintln(w, "date        dawn   sunrise golden  noon   golden  sunset dusk   daylight moon"); err != nil {
		return err
	}
	for _, d := range list {
		_, err := fmt.Fprintf(w, "%s  %-6s %-7s %-7s %-6s %-7s %-6s %-6s %-8s %.0f%% %s\n", d.Date,
			lightEdge(d.Civil.Morning), lightEdge(d.Sun.Morning), lightEdge(d.Golden.Morning), d.Noon.Format("15:04"),
			lightEdge(d.Golden.Evening), lightEdge(d.Sun.Evening), lightEdge(d.Civil.Evening),
			clockHours(time.Duration(d.Daylight)), d.Moon.Lit*100, d.Moon.Phase)
		if err != nil {
			return err
		}
	}
	return nil
}

func lightEdge(e light.Edge) string {
	switch e.State {
	case light.Above:
		return "up"
	case light.Below:
		return "down"
	}
	return e.At.Format("15:04")
}

func clockHours(d time.Duration) string {
	d = d.Round(time.Minute)
	return fmt.Sprintf("%dh%02d", d/time.Hour, d%time.Hour/time.Minute)
}
