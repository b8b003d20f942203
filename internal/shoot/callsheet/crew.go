package callsheet

import (
	"cmp"
	"slices"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// crew lists everybody who works without playing, by department, with their call: their own, that
// of their department, or the crew call less the department's pre-call.
func (c *composer) crew() {
	personal, shared := map[graph.ID]int64{}, map[graph.ID]int64{}
	for _, call := range c.calls {
		if !call.Engagement.IsZero() {
			personal[call.Engagement.ID] = cmp.Or(call.CallAtMS, call.SetAtMS)
		} else {
			shared[call.Department.ID] = call.CallAtMS
		}
	}
	type member struct {
		CrewRow
		order string
		head  bool
	}
	groups := map[graph.ID][]member{}
	for id, e := range graph.All[production.Engagement](c.v) {
		if !e.Character.IsZero() || e.Status == "cancelled" || e.Status == "wanted" || e.Status == "wrapped" || !c.covers(e) || !c.ours(e) {
			continue
		}
		role, _ := graph.Get[production.Role](c.v, e.Role.ID)
		dept := cmp.Or(e.Department.ID, role.Department.ID)
		party, ok := graph.Get[production.Party](c.v, e.Party.ID)
		if !ok {
			continue
		}
		d, _ := graph.Get[production.Department](c.v, dept)
		at := cmp.Or(personal[id], shared[dept])
		if at == 0 && c.day.CrewCallAtMS != 0 {
			at = c.day.CrewCallAtMS - int64(d.PreCallMin)*60_000
		}
		groups[dept] = append(groups[dept], member{
			CrewRow: CrewRow{Role: role.Name, Name: party.Name, Phone: c.phone(e.Party.ID), Call: c.clock(at)},
			order:   role.Order, head: e.HeadOfDepartment,
		})
	}
	type ordered struct {
		CrewGroup
		order string
	}
	var out []ordered
	for dept, list := range groups {
		slices.SortFunc(list, func(a, b member) int {
			return cmp.Or(-compareBool(a.head, b.head), cmp.Compare(a.order, b.order), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Name, b.Name))
		})
		d, _ := graph.Get[production.Department](c.v, dept)
		g := ordered{CrewGroup{Name: cmp.Or(d.Name, "Crew")}, d.Order}
		for _, m := range list {
			g.Rows = append(g.Rows, m.CrewRow)
		}
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b ordered) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.Name, b.Name)) })
	for _, g := range out {
		c.sheet.Crew = append(c.sheet.Crew, g.CrewGroup)
	}
}

// ours says that an engagement is for this unit or for all.
func (c *composer) ours(e production.Engagement) bool {
	return e.Unit.IsZero() || e.Unit == c.day.Unit
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// phone is the number a person lets stand on lists, as far as the reader may know contacts.
func (c *composer) phone(party graph.ID) string {
	best := ""
	for _, k := range graph.Referring[production.Contact](c.v, party, "party") {
		if k.OnLists && (k.Type == "mobile" || k.Type == "phone" && best == "") {
			best = k.Value
		}
	}
	return best
}
