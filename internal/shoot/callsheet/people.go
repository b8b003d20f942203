package callsheet

import (
	"cmp"
	"fmt"
	"maps"
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
	var rows []castRow
	for _, id := range c.today.Totals.Cast {
		rows = append(rows, c.character(graph.MustID(id), calls, done)...)
	}
	for id, call := range calls {
		e, ok := graph.Get[production.Engagement](c.v, id)
		if ok && !done[id] && !e.Character.IsZero() && e.Capacity != "background" {
			done[id] = true
			rows = append(rows, castRow{c.castRow(e.Character.ID, e, call), id})
		}
	}
	slices.SortFunc(rows, func(a, b castRow) int {
		return cmp.Or(cmp.Compare(castNumber(a.Number), castNumber(b.Number)), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Character, b.Character), cmp.Compare(a.Actor, b.Actor))
	})
	for _, r := range rows {
		c.sheet.Cast = append(c.sheet.Cast, r.CastRow)
		c.cast = append(c.cast, r.engagement)
	}
	c.missingCalls()
}

// castRow is a row with the engagement it calls, zero when nobody is engaged.
type castRow struct {
	CastRow
	engagement graph.ID
}

// character gives a row for everybody engaged to play a character, or one without a name.
func (c *composer) character(id graph.ID, calls map[graph.ID]production.Call, done map[graph.ID]bool) []castRow {
	var rows []castRow
	for eid, e := range graph.Referring[production.Engagement](c.v, id, "character") {
		plays := e.Capacity == "" || e.Capacity == "performer" || e.Capacity == "puppeteer" || e.Capacity == "handler"
		if !plays || e.Status == "cancelled" || e.Status == "wanted" || done[eid] || !c.covers(e) {
			continue
		}
		done[eid] = true
		rows = append(rows, castRow{c.castRow(id, e, calls[eid]), eid})
	}
	if rows == nil {
		rows = append(rows, castRow{CastRow: c.castRow(id, production.Engagement{}, production.Call{})})
	}
	return rows
}

// covers says that an engagement holds on the day.
func (c *composer) covers(e production.Engagement) bool {
	return (e.Start.IsZero() || !e.Start.After(c.day.Date)) && (e.End.IsZero() || !e.End.Before(c.day.Date))
}

func (c *composer) castRow(character graph.ID, e production.Engagement, call production.Call) CastRow {
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
	return row
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

// groupRow is a row of background with the engagement it calls, zero when there is none.
type groupRow struct {
	GroupRow
	engagement graph.ID
}

// groups lists background: the largest number that any scene of the day needs.
func (c *composer) groups() {
	rows := map[graph.ID]*groupRow{}
	for scene := range c.dayScenes() {
		for _, u := range graph.Referring[production.Use](c.v, scene, "scene") {
			e, ok := graph.Get[production.Element](c.v, u.Element.ID)
			if !ok || e.Category != "background" {
				continue
			}
			if rows[u.Element.ID] == nil {
				rows[u.Element.ID] = c.group(u.Element.ID, e.Name)
			}
			r := rows[u.Element.ID]
			r.Count = max(r.Count, u.Quantity, 1)
		}
	}
	for _, call := range c.calls {
		e, ok := graph.Get[production.Engagement](c.v, call.Engagement.ID)
		r, known := rows[e.Character.ID]
		if !ok || !known {
			continue
		}
		r.Call, r.Set, r.Note, r.engagement = c.clock(call.CallAtMS), c.clock(call.SetAtMS), call.Note, call.Engagement.ID
		r.Count = cmp.Or(call.Count, r.Count)
		if p, ok := graph.Get[production.Place](c.v, call.Place.ID); ok {
			r.Place = p.Name
		}
	}
	list := slices.SortedFunc(maps.Values(rows), func(a, b *groupRow) int { return cmp.Or(cmp.Compare(a.What, b.What), cmp.Compare(a.Count, b.Count)) })
	for _, r := range list {
		c.sheet.Background = append(c.sheet.Background, r.GroupRow)
		c.background = append(c.background, r.engagement)
	}
}

// group is the row of a group that is not called yet, with the engagement that could be.
func (c *composer) group(element graph.ID, name string) *groupRow {
	out := &groupRow{GroupRow: GroupRow{What: name}}
	for id, e := range graph.Referring[production.Engagement](c.v, element, "character") {
		if e.Status != "cancelled" && e.Status != "wanted" && c.covers(e) {
			out.engagement = id
			break
		}
	}
	return out
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
