package dood

import (
	"cmp"
	"slices"

	"backlot/film/civil"
)

// pause is a stretch between two days on which a person is engaged, by index of the day.
type pause struct{ from, to int }

func (p pause) days() int { return p.to - p.from }

type rowMaker struct {
	person Person
	days   []Day
	terms  Terms
	cells  []Cell
	hand   []Kind // a drop or pick-up ordered by hand, by day
	found  []Finding
}

func compute(p Person, days []Day, terms Terms) (Row, []Finding) {
	m := &rowMaker{person: p, days: days, terms: terms, cells: make([]Cell, len(days)), hand: make([]Kind, len(days))}
	starts, finishes := m.place()
	first, last := m.employment(starts, finishes)
	row := Row{Person: p, Cells: m.cells}
	if first >= 0 {
		m.cells[first] |= Cell(MarkStart)
		m.cells[last] |= Cell(MarkFinish)
		m.gaps(first, last, &row.Totals)
		row.Totals.Start, row.Totals.Finish = days[first].Date, days[last].Date
	}
	m.count(&row.Totals)
	return row, m.found
}

// place writes the events into the cells and returns the contracted start and finish, -1 if none.
func (m *rowMaker) place() (start, finish int) {
	start, finish = -1, -1
	marks := map[Kind]Mark{
		Work: MarkWork, Hold: MarkHold, Idle: MarkIdle, Travel: MarkTravel,
		Rehearsal: MarkRehearsal, Fitting: MarkFitting, Holiday: MarkHoliday,
	}
	for _, e := range m.person.Events {
		i := m.index(e.Date)
		if i < 0 {
			m.note(e.Date, "lies more than six years after the first day of the chart and is left out")
			continue
		}
		switch e.Kind {
		case ContractStart:
			if start < 0 || i < start {
				start = i
			}
		case ContractFinish:
			finish = max(finish, i)
		case Drop, PickUp:
			m.hand[i] = e.Kind
		default:
			m.cells[i] |= Cell(marks[e.Kind])
		}
	}
	for i, c := range m.cells { // who works is not waiting
		if c.Has(MarkWork) {
			m.cells[i] &^= Cell(MarkHold | MarkIdle | MarkHoliday)
		}
	}
	return start, finish
}

func (m *rowMaker) index(d civil.Date) int {
	i := d.Sub(m.days[0].Date)
	if i >= len(m.days) {
		return -1
	}
	return i
}

func (m *rowMaker) note(d civil.Date, message string) {
	m.found = append(m.found, Finding{Person: m.person.ID, Date: d, Message: message})
}

// engaged says that the person is employed on a day by what happens on it.
func (m *rowMaker) engaged(i int) bool {
	c := m.cells[i]
	if c.Has(MarkWork | MarkHold | MarkIdle) {
		return true
	}
	return slices.ContainsFunc(m.terms.Engages, func(k Kind) bool {
		return k == Travel && c.Has(MarkTravel) || k == Rehearsal && c.Has(MarkRehearsal) || k == Fitting && c.Has(MarkFitting)
	})
}

// employment returns the first and last day of employment, -1 when the person is never engaged.
func (m *rowMaker) employment(start, finish int) (first, last int) {
	first, last = -1, -1
	for i := range m.cells {
		if m.engaged(i) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	switch {
	case start >= 0 && first >= 0 && first < start:
		m.note(m.days[first].Date, "is engaged before the contracted start on "+m.days[start].Date.String())
	case start >= 0:
		first = start
	}
	switch {
	case finish >= 0 && last > finish:
		m.note(m.days[last].Date, "is engaged after the contracted finish on "+m.days[finish].Date.String())
	case finish >= 0:
		last = finish
	}
	if first < 0 {
		first = last
	}
	if last < first {
		last = first
	}
	return first, last
}

// gaps drops the pauses that may be dropped and fills the others.
func (m *rowMaker) gaps(first, last int, totals *Totals) {
	pauses := m.pauses(first, last)
	dropped := m.dropped(pauses)
	m.unused(pauses)
	for _, p := range pauses {
		if slices.Contains(dropped, p) {
			m.cells[p.from] |= Cell(MarkDrop)
			m.cells[p.to] |= Cell(MarkPickUp)
			totals.Drops++
			for i := p.from + 1; i < p.to; i++ {
				if m.days[i].Number > 0 {
					totals.Dropped++
				}
			}
			continue
		}
		for i := p.from + 1; i < p.to; i++ {
			m.fill(i)
		}
	}
	for _, i := range []int{first, last} { // contracted start and finish without shooting
		m.fill(i)
	}
}

func (m *rowMaker) pauses(first, last int) []pause {
	var out []pause
	from := first
	for i := first + 1; i <= last; i++ {
		if i == last || m.engaged(i) {
			if i > from+1 {
				out = append(out, pause{from, i})
			}
			from = i
		}
	}
	return out
}

// dropped chooses the pauses that become drops: those ordered by hand, then the longest that the
// terms allow. Employment that was contracted without shooting is not dropped at its ends.
func (m *rowMaker) dropped(pauses []pause) []pause {
	var out, can []pause
	for _, p := range pauses {
		switch {
		case m.hand[p.from] == Drop || m.hand[p.to] == PickUp:
			out = append(out, p)
			if m.terms.DropAfter > 0 && p.days() <= m.terms.DropAfter {
				m.note(m.days[p.from].Date, "is dropped by hand for a pause that the terms pay: the pick-up must be more than "+plural(m.terms.DropAfter)+" later, it is "+plural(p.days())+" later")
			}
		case m.terms.DropAfter > 0 && p.days() > m.terms.DropAfter && m.engaged(p.from) && m.engaged(p.to):
			can = append(can, p)
		}
	}
	slices.SortStableFunc(can, func(a, b pause) int { return cmp.Compare(b.days(), a.days()) })
	if m.terms.MaxDrops > 0 {
		can = can[:min(len(can), max(0, m.terms.MaxDrops-len(out)))]
	}
	return append(out, can...)
}

// unused reports drops and pick-ups ordered by hand that bound no pause.
func (m *rowMaker) unused(pauses []pause) {
	bounds := map[int]Kind{}
	for _, p := range pauses {
		if m.hand[p.from] == Drop {
			bounds[p.from] = Drop
		}
		if m.hand[p.to] == PickUp {
			bounds[p.to] = PickUp
		}
	}
	for i, k := range m.hand {
		if k != "" && bounds[i] != k {
			m.note(m.days[i].Date, "has a "+string(k)+" that bounds no pause: want it on the last day worked before a pause, or the first day after")
		}
	}
}

// fill makes an empty day inside the employment a hold, or what the terms call it.
func (m *rowMaker) fill(i int) {
	const something = MarkWork | MarkHold | MarkIdle | MarkTravel | MarkRehearsal | MarkFitting | MarkHoliday
	if m.cells[i].Has(something) {
		return
	}
	day := m.days[i]
	switch {
	case day.Holiday:
		m.cells[i] |= Cell(MarkHoliday)
	case day.Number == 0 && !m.terms.HoldOnDaysOff && !m.cells[i].Has(MarkStart|MarkFinish):
		return
	case m.terms.Gap == GapIdle:
		m.cells[i] |= Cell(MarkIdle)
	case m.terms.Gap != GapBlank:
		m.cells[i] |= Cell(MarkHold)
	}
}

func (m *rowMaker) count(t *Totals) {
	for _, c := range m.cells {
		for _, k := range []struct {
			mark Mark
			n    *int
		}{
			{MarkWork, &t.Work}, {MarkHold, &t.Hold}, {MarkIdle, &t.Idle}, {MarkTravel, &t.Travel},
			{MarkRehearsal, &t.Rehearsal}, {MarkFitting, &t.Fitting}, {MarkHoliday, &t.Holiday},
		} {
			if c.Has(k.mark) {
				*k.n++
			}
		}
		paid := MarkWork | MarkHold | MarkTravel | MarkRehearsal | MarkFitting
		if m.terms.PayHolidays {
			paid |= MarkHoliday
		}
		if c.Has(paid) {
			t.Total++
		}
	}
}
