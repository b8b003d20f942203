package callsheet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// people lists the cast of the day: everybody in its scenes, and everybody else of the cast who is
// called (doubles, stand-ins, a fitting between scenes).
func (c *composer) people() {
	calls := map[graph.ID]production.Call{}
	for _, call := range c.calls {
		if !call.Engagement.IsZero() {
			calls[call.Engagement.ID] = call
		}
	}
	done := map[graph.ID]bool{}
	for _, id := range c.today.Totals.Cast {
		c.character(graph.MustID(id), calls, done)
	}
	for id, call := range calls {
		e, ok := graph.Get[production.Engagement](c.v, id)
		if ok && !done[id] && !e.Character.IsZero() && e.Capacity != "background" {
			done[id] = true
			c.castRow(e.Character.ID, e, call)
		}
	}
	slices.SortFunc(c.sheet.Cast, func(a, b CastRow) int {
		return cmp.Or(cmp.Compare(castNumber(a.Number), castNumber(b.Number)), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Character, b.Character), cmp.Compare(a.Actor, b.Actor))
	})
	c.missingCalls()
}

// character adds a row for everybody engaged to play a character, or one without a name.
func (c *composer) character(id graph.ID, calls map[graph.ID]production.Call, done map[graph.ID]bool) {
	found := false
	for eid, e := range graph.Referring[production.Engagement](c.v, id, "character") {
		plays := e.Capacity == "" || e.Capacity == "performer" || e.Capacity == "puppeteer" || e.Capacity == "handler"
		if !plays || e.Status == "cancelled" || e.Status == "wanted" || done[eid] || !c.covers(e) {
			continue
		}
		found, done[eid] = true, true
		c.castRow(id, e, calls[eid])
	}
	if !found {
		c.castRow(id, production.Engagement{}, production.Call{})
	}
}

// covers says that an engagement holds on the day.
func (c *composer) covers(e production.Engagement) bool {
	return (e.Start.IsZero() || !e.Start.After(c.day.Date)) && (e.End.IsZero() || !e.End.Before(c.day.Date))
}

func (c *composer) castRow(character graph.ID, e production.Engagement, call production.Call) {
	el, _ := graph.Get[production.Element](c.v, character)
	party, _ := graph.Get[production.Party](c.v, e.Party.ID)
	row := CastRow{
		Number: cmp.Or(e.CastNumber, el.Number), Character: el.Name, Actor: party.Name, Code: cmp.Or(call.Code, c.codes[character.String()]),
		Pickup: c.clock(call.PickupAtMS), Call: c.clock(call.CallAtMS), Makeup: c.clock(call.MakeupAtMS), Costume: c.clock(call.CostumeAtMS),
		Rehearsal: c.clock(call.RehearsalAtMS), Set: c.clock(call.SetAtMS), Note: call.Note,
	}
	if e.Capacity != "" && e.Capacity != "performer" {
		row.Character += " (" + strings.ReplaceAll(e.Capacity, "_", " ") + ")"
	}
	if party.Minor {
		row.Note = strings.Join(filled("minor", row.Note), "; ")
	}
	c.sheet.Cast = append(c.sheet.Cast, row)
}

func (c *composer) missingCalls() {
	for _, r := range c.sheet.Cast {
		who := cmp.Or(r.Actor, r.Character)
		switch {
		case r.Actor == "":
			c.miss("nobody is engaged to play %s", r.Character)
		case r.Call == "" && r.Makeup == "" && r.Set == "":
			c.miss("%s has no call", who)
		}
	}
}

// castNumber reads the leading digits of a cast number; those without one come last.
func castNumber(s string) int {
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(s[:end])
	if err != nil {
		return 1 << 30
	}
	return n
}

// dayScenes are the ids of the day's scenes with the numbers people say.
func (c *composer) dayScenes() map[graph.ID]string {
	out := map[graph.ID]string{}
	for _, s := range c.today.Strips {
		if id, err := graph.ParseID(s.Scene.ID); err == nil && !id.IsZero() {
			out[id] = s.Scene.Number
		}
	}
	return out
}

// groups lists background: the largest number that any scene of the day needs.
func (c *composer) groups() {
	rows := map[graph.ID]GroupRow{}
	for scene := range c.dayScenes() {
		for _, u := range graph.Referring[production.Use](c.v, scene, "scene") {
			e, ok := graph.Get[production.Element](c.v, u.Element.ID)
			if !ok || e.Category != "background" {
				continue
			}
			r := rows[u.Element.ID]
			r.What, r.Count = e.Name, max(r.Count, u.Quantity, 1)
			rows[u.Element.ID] = r
		}
	}
	for _, call := range c.calls {
		e, ok := graph.Get[production.Engagement](c.v, call.Engagement.ID)
		r, known := rows[e.Character.ID]
		if !ok || !known {
			continue
		}
		r.Call, r.Set, r.Note = c.clock(call.CallAtMS), c.clock(call.SetAtMS), call.Note
		r.Count = cmp.Or(call.Count, r.Count)
		if p, ok := graph.Get[production.Place](c.v, call.Place.ID); ok {
			r.Place = p.Name
		}
		rows[e.Character.ID] = r
	}
	for _, r := range rows {
		c.sheet.Background = append(c.sheet.Background, r)
	}
	slices.SortFunc(c.sheet.Background, func(a, b GroupRow) int { return cmp.Or(cmp.Compare(a.What, b.What), cmp.Compare(a.Count, b.Count)) })
}

// departments lists what the scenes of the day need, category by category, with the scenes.
func (c *composer) departments() {
	scenes := c.dayScenes()
	type item struct {
		name     string
		quantity int
		in       []string
	}
	need := map[string]map[graph.ID]*item{}
	for _, s := range c.today.Strips { // in shooting order
		id, err := graph.ParseID(s.Scene.ID)
		if err != nil || id.IsZero() {
			continue
		}
		for _, u := range graph.Referring[production.Use](c.v, id, "scene") {
			e, ok := graph.Get[production.Element](c.v, u.Element.ID)
			if !ok || e.Category == "character" || e.Category == "background" || e.Category == "set" {
				continue
			}
			if need[e.Category] == nil {
				need[e.Category] = map[graph.ID]*item{}
			}
			it := need[e.Category][u.Element.ID]
			if it == nil {
				it = &item{name: e.Name}
				need[e.Category][u.Element.ID] = it
			}
			it.quantity = max(it.quantity, u.Quantity)
			if !slices.Contains(it.in, scenes[id]) {
				it.in = append(it.in, scenes[id])
			}
		}
	}
	for _, cat := range production.Categories() {
		var list []string
		for _, it := range need[cat.Key] {
			text := it.name
			if it.quantity > 1 {
				text += fmt.Sprintf(" (%d)", it.quantity)
			}
			list = append(list, text+" [sc. "+strings.Join(it.in, ", ")+"]")
		}
		if len(list) > 0 {
			slices.Sort(list)
			c.sheet.Departments = append(c.sheet.Departments, Department{Name: cat.Plural, Needs: strings.Join(list, "; ")})
		}
	}
	c.departmentNotes()
}

// departmentNotes adds the notes of calls to whole departments.
func (c *composer) departmentNotes() {
	var notes []Department
	for _, call := range c.calls {
		d, ok := graph.Get[production.Department](c.v, call.Department.ID)
		if ok && call.Note != "" {
			notes = append(notes, Department{Name: d.Name, Call: c.clock(call.CallAtMS), Needs: call.Note})
		}
	}
	slices.SortStableFunc(notes, func(a, b Department) int { return cmp.Compare(a.Name, b.Name) })
	c.sheet.Departments = append(notes, c.sheet.Departments...)
}
