package callsheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/light"
	"backlot/film/strips"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Days lists the shoot days of the production by date, then by unit.
func Days(v graph.View) []graph.ID {
	type key struct {
		id   graph.ID
		date civil.Date
	}
	var all []key
	for id, d := range graph.All[production.ShootDay](v) {
		if d.Type != "off" && d.Type != "holiday" {
			all = append(all, key{id, d.Date})
		}
	}
	slices.SortStableFunc(all, func(a, b key) int { return a.date.Compare(b.date) })
	out := make([]graph.ID, len(all))
	for i, k := range all {
		out[i] = k.id
	}
	return out
}

// Compose makes the sheet of a shoot day. What is not known yet is left blank and listed in Open.
func Compose(v graph.View, boards Boards, day graph.ID) (Sheet, error) {
	c, err := compose(v, boards, day)
	if err != nil {
		return Sheet{}, err
	}
	return c.sheet, nil
}

// compose is Compose with whom the rows of the sheet call.
func compose(v graph.View, boards Boards, day graph.ID) (*composer, error) {
	record, ok := graph.Get[production.ShootDay](v, day)
	if !ok {
		return nil, fault.New(fault.NotFound, "shoot day %s does not exist", day)
	}
	look, err := boards.Day(v, day)
	if err != nil {
		return nil, fmt.Errorf("call sheet of %s: %w", record.Date, err)
	}
	c := &composer{v: v, id: day, day: record, today: look.Today, codes: look.Codes, calls: callsOf(v, day)}
	c.unit, _ = graph.Get[production.Unit](v, record.Unit.ID)
	if c.zone, err = time.LoadLocation(c.unit.TimeZone); err != nil {
		c.zone = time.UTC
		c.miss("unit %s has the unknown time zone %q: times are in UTC", c.unit.Name, c.unit.TimeZone)
	}
	c.general(look.Shooting)
	c.places()
	c.scenes()
	c.people()
	c.groups()
	c.departments()
	c.advance(look.Next)
	c.crew()
	c.issue()
	return c, nil
}

type composer struct {
	v     graph.View
	id    graph.ID
	day   production.ShootDay
	unit  production.Unit
	zone  *time.Location
	today strips.Dated
	codes map[string]string
	calls []production.Call
	sheet Sheet

	// Engagements behind the rows of sheet.Cast and sheet.Background, in their order; zero where
	// nobody is engaged.
	cast, background []graph.ID
}

func callsOf(v graph.View, day graph.ID) []production.Call {
	var out []production.Call
	for _, c := range graph.Referring[production.Call](v, day, "day") {
		out = append(out, c)
	}
	return out
}

func (c *composer) miss(format string, args ...any) {
	c.sheet.Open = append(c.sheet.Open, fmt.Sprintf(format, args...))
}

// clock writes an instant as the unit's clock shows it; "+1" is the next morning.
func (c *composer) clock(ms int64) string {
	if ms == 0 {
		return ""
	}
	return clockOn(time.UnixMilli(ms).In(c.zone), c.day.Date)
}

func clockOn(t time.Time, date civil.Date) string {
	out := t.Format("15:04")
	if n := civil.OfTime(t).Sub(date); n != 0 && !date.IsZero() {
		out += fmt.Sprintf("%+d", n)
	}
	return out
}

func (c *composer) general(total int) {
	s := &c.sheet
	s.Production = production.NameOf(c.v)
	for _, t := range graph.All[production.Title](c.v) {
		if co, ok := graph.Get[production.Company](c.v, t.Company.ID); ok {
			s.Company = co.Name
		}
		break
	}
	s.Unit, s.Language = c.unit.Name, c.unit.Language
	s.Letter = c.unit.Country == "US" || c.unit.Country == "CA" || c.unit.Country == "MX"
	s.Date, s.Day, s.Days, s.Kind = c.day.Date, c.day.Number, total, cmp.Or(c.day.Type, "shoot")
	s.CrewCall, s.ShootingCall = c.clock(c.day.CrewCallAtMS), c.clock(c.day.ShootingCallAtMS)
	s.Wrap, s.Lunch = c.clock(c.day.WrapAtMS), c.clock(c.day.LunchAtMS)
	if s.Lunch != "" && c.day.LunchMin > 0 {
		s.Lunch += fmt.Sprintf(", %d min", c.day.LunchMin)
	}
	s.Message, s.Safety = c.day.Message, c.day.Safety
	s.Weather = c.day.Weather
	if c.day.TempMinC != 0 || c.day.TempMaxC != 0 {
		s.Weather = strings.TrimSpace(fmt.Sprintf("%s %d to %d °C", s.Weather, c.day.TempMinC, c.day.TempMaxC))
	}
	if s.CrewCall == "" {
		c.miss("no crew call")
	}
}

func (c *composer) places() {
	c.sheet.Base, c.sheet.Parking = c.spot(c.day.Base.ID), c.spot(c.day.Parking.ID)
	c.sheet.Hospital = c.spot(c.day.Hospital.ID)
	if c.sheet.Hospital.Name == "" {
		c.miss("no hospital")
	}
	byName := map[string]graph.ID{}
	for id, p := range graph.All[production.Place](c.v) {
		if _, taken := byName[p.Name]; !taken {
			byName[p.Name] = id
		}
	}
	sun := []graph.ID{}
	for _, name := range c.today.Totals.Places {
		if id, ok := byName[name]; ok {
			c.sheet.Places = append(c.sheet.Places, c.spot(id))
			sun = append(sun, id)
		}
	}
	c.light(append(sun, c.day.Base.ID, c.day.Hospital.ID))
}

func (c *composer) spot(id graph.ID) Spot {
	p, ok := graph.Get[production.Place](c.v, id)
	if !ok {
		return Spot{}
	}
	out := Spot{Name: p.Name, Address: strings.Join(filled(p.Address, p.City), ", ")}
	if p.Type == "hospital" {
		out.Phone = p.Emergency
	}
	return out
}

func filled(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// light finds the sun at the first of the places that has coordinates.
func (c *composer) light(places []graph.ID) {
	for _, id := range places {
		for range 8 { // a set stands on a stage, a stage on a lot
			p, ok := graph.Get[production.Place](c.v, id)
			if !ok {
				break
			}
			if p.Latitude != 0 || p.Longitude != 0 {
				c.sun(p)
				return
			}
			id = p.Within.ID
		}
	}
	c.miss("no place of the day has coordinates: sun times are left out")
}

func (c *composer) sun(p production.Place) {
	d, err := light.Of(c.day.Date, light.Place{Lat: p.Latitude, Lon: p.Longitude}, c.zone)
	if err != nil {
		c.miss("sun times: %v", err)
		return
	}
	edge := func(e light.Edge) string {
		switch e.State {
		case light.Above:
			return "up all day"
		case light.Below:
			return "below all day"
		}
		return clockOn(e.At.Round(time.Minute), c.day.Date)
	}
	c.sheet.Light = Light{
		At: p.Name, Dawn: edge(d.Civil.Morning), Sunrise: edge(d.Sun.Morning), Sunset: edge(d.Sun.Evening), Dusk: edge(d.Civil.Evening),
		Moon: fmt.Sprintf("%s, %.0f %% lit", d.Moon.Phase, d.Moon.Lit*100),
	}
}

func (c *composer) scenes() {
	for _, s := range c.today.Strips {
		c.sheet.Strips = append(c.sheet.Strips, c.strip(s))
	}
	c.sheet.Pages, c.sheet.Minutes = c.today.Totals.Eighths.String(), c.today.Totals.Minutes
	if c.today.Totals.Scenes == 0 && c.day.Type == "shoot" {
		c.miss("no scenes: the day stands on no board, or is empty there")
	}
}

// strip is a strip of the board in words.
func (c *composer) strip(s strips.Strip) Strip {
	if s.Type == strips.BannerType {
		return Strip{Banner: s.Text, Minutes: s.Minutes}
	}
	id, _ := graph.ParseID(s.Scene.ID)
	r, _ := graph.Get[production.Scene](c.v, id)
	story, _ := graph.Get[production.StoryDay](c.v, r.StoryDay.ID)
	out := Strip{
		Scene: strings.TrimSpace(s.Scene.Number + " " + s.Part), IntExt: s.Scene.IntExt, Set: s.Scene.Set, Synopsis: r.Synopsis, Time: r.TimeOfDay,
		StoryDay: story.Label, Length: s.Length(), Place: s.Scene.Place, Colour: strips.Classic.Of(s.Scene).Colour, Minutes: s.Duration(), Flags: c.flags(id),
	}
	for _, p := range s.Scene.Cast {
		out.Cast = append(out.Cast, c.mark(p))
	}
	return out
}

// mark names a character on a strip: the cast number, or the name without one.
func (c *composer) mark(id string) string {
	e, _ := graph.Get[production.Element](c.v, graph.MustID(id))
	return cmp.Or(e.Number, e.Name)
}

// publicFlags are the flags of a scene that everybody on set must know. Others show only as a
// closed set: what happens behind the door is nobody's business.
var publicFlags = map[string]string{
	"weapons": "weapons", "fire": "fire", "water": "water", "height": "heights", "strobe": "strobe light",
	"smoking": "smoking", "minor_present": "minor on set", "animal_in_peril": "animal action",
}

func (c *composer) flags(scene graph.ID) []string {
	var out []string
	closed := false
	for _, f := range graph.Referring[production.ContentFlag](c.v, scene, "scene") {
		closed = closed || f.ClosedSet
		if name := publicFlags[f.Type]; name != "" && f.Level != "mentioned" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	if closed {
		out = append([]string{"CLOSED SET"}, out...)
	}
	return out
}

// advanceDays is how many shooting days ahead a sheet looks.
const advanceDays = 3

func (c *composer) advance(next []strips.Dated) {
	for _, d := range next {
		if len(c.sheet.Advance) == advanceDays {
			return
		}
		if d.Shoot == 0 {
			continue
		}
		a := Advance{Title: fmt.Sprintf("Day %d · %s", d.Shoot, d.Date.Format("Mon 2 Jan")), Pages: d.Totals.Eighths.String()}
		for _, s := range d.Strips {
			a.Strips = append(a.Strips, c.strip(s))
		}
		c.sheet.Advance = append(c.sheet.Advance, a)
	}
}
