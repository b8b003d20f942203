package board

import (
	"fmt"
	"strings"
	"time"

	"backlot/film/civil"
)

// contradictions are facts of a case that exclude each other whatever the board: each names the
// records. Facts that only together leave no board are the business of package explain.
func (c *Case) contradictions() []error {
	var all []error
	complain := func(format string, args ...any) { all = append(all, fmt.Errorf(format, args...)) }
	may := map[Day]bool{}
	zone, zoneErr := time.LoadLocation(c.Zone)
	for i, d := range c.Days {
		may[d] = true
		// An island that crossed the date line has no such day, and clocks can skip an hour but no noon.
		if zoneErr != nil {
			continue // said already
		}
		if noon := time.Date(d.Date.Year, d.Date.Month, d.Date.Day, 12, 0, 0, 0, zone); civil.Of(noon.Year(), noon.Month(), noon.Day()) != d.Date {
			complain("days[%d]: there was no %s in %s", i, d.Date, c.Zone)
		}
	}
	for _, s := range c.Sets {
		if !s.Ready.IsZero() && !s.Strike.IsZero() && !s.Strike.After(s.Ready) {
			complain("set %s: struck on %s, ready on %s; want the strike after", s.Name, s.Strike, s.Ready)
		}
	}
	for _, p := range c.People {
		if p.DayRate < 0 || p.WeekRate < 0 || p.Travel < 0 || p.Forced < 0 || p.Rest < 0 || p.Ready < 0 || p.Off < 0 {
			complain("person %s: a rate, rest or time is below zero", p.Name)
		}
	}
	all = append(all, c.checkPast(may)...)
	if circle := c.circle(); len(circle) > 0 {
		complain("orders: scenes %s each have to come before the next, and the last before the first", strings.Join(circle, ", "))
	}
	return all
}

// checkPast looks at the days that may no longer change.
func (c *Case) checkPast(may map[Day]bool) []error {
	var all []error
	known, shot := map[string]string{}, map[string]DayPlan{}
	for _, s := range c.Scenes {
		known[s.ID] = s.Number
	}
	for _, d := range c.Past {
		if c.Frozen.IsZero() || d.Date.After(c.Frozen) {
			continue
		}
		if !may[Day{d.Unit, d.Date}] {
			all = append(all, fmt.Errorf("past: %s of unit %q is no day of the case", d.Date, d.Unit))
		}
		for _, id := range d.Scenes {
			number, ok := known[id]
			if !ok {
				all = append(all, fmt.Errorf("past, %s: scene %q is not in the case", d.Date, id))
			} else if was, twice := shot[id]; twice {
				all = append(all, fmt.Errorf("past: scene %s was shot on %s and again on %s; want a part of its own for what was shot again", number, was.Date, d.Date))
			}
			shot[id] = d
		}
	}
	return all
}

// circle is a circle of orders, as numbers of scenes; nil when the orders can be kept.
func (c *Case) circle() []string {
	then := map[string][]string{}
	number := map[string]string{}
	for _, s := range c.Scenes {
		number[s.ID] = s.Number
	}
	for _, o := range c.Orders {
		then[o.Before] = append(then[o.Before], o.After)
	}
	const open, done = 1, 2
	mark := map[string]int{}
	var path, found []string
	var walk func(id string)
	walk = func(id string) {
		mark[id] = open
		path = append(path, id)
		for _, next := range then[id] {
			if found != nil {
				return
			}
			switch mark[next] {
			case open:
				for i := len(path) - 1; ; i-- {
					found = append([]string{number[path[i]]}, found...)
					if path[i] == next {
						return
					}
				}
			case 0:
				walk(next)
			}
		}
		path = path[:len(path)-1]
		mark[id] = done
	}
	for _, o := range c.Orders {
		if mark[o.Before] == 0 && found == nil {
			walk(o.Before)
		}
	}
	return found
}
