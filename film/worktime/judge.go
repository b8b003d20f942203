package worktime

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
)

// Set is what binds a person: packs, and what the production allowed itself.
type Set struct {
	Packs   []Pack
	Waivers []Waiver
}

// Waiver is one exception that somebody entitled to it granted. What it covers still shows, as a
// warning that names it.
type Waiver struct {
	Pack   string     `json:"pack"`
	Rule   string     `json:"rule"`
	Person string     `json:"person,omitempty"` // empty: everybody
	From   civil.Date `json:"from"`
	To     civil.Date `json:"to"`
	By     string     `json:"by"`
	Reason string     `json:"reason"`
}

// hit is one rule measured on one day.
type hit struct {
	pack   *Pack
	rule   *Rule
	sev    Severity
	got    int
	limit  int
	detail string
	relax  string // why limit is not the usual one
	broken bool
}

func (h hit) name() string { return h.pack.ID + "/" + h.rule.ID }

// Judge says whether a person may work some days. Days need not be in order. The error names the
// day and field of input that says nothing sensible; a broken rule is never an error.
func (s Set) Judge(person Person, days []Day) (Verdict, error) { return s.judge(person, days, false) }

// Findings are those of Judge, for who asks so often that the limits that were kept would take too long.
func (s Set) Findings(person Person, days []Day) ([]Finding, error) {
	v, err := s.judge(person, days, true)
	return v.Findings, err
}

// judge leaves out what is kept where only what is broken matters.
func (s Set) judge(person Person, days []Day, brokenOnly bool) (Verdict, error) {
	p, err := newPlan(person, days)
	if err != nil {
		return Verdict{}, err
	}
	v := Verdict{Person: person.ID, Allowed: true, Findings: []Finding{}, Limits: []Limit{}}
	v.Findings = append(v.Findings, s.gaps(p)...)
	v.Findings = append(v.Findings, s.duties(p)...)
	used := map[*Rule]map[int][]int{} // rule -> relaxation -> days
	for i := range p.days {
		for _, group := range s.groups(p, i, used, brokenOnly) {
			v.take(p, i, group, s.Waivers)
		}
	}
	slices.SortStableFunc(v.Findings, func(a, b Finding) int {
		return cmp.Or(a.Date.Compare(b.Date), b.Severity.worse()-a.Severity.worse())
	})
	var costs []Money
	for _, f := range v.Findings {
		if f.Severity == Block {
			v.Allowed = false
		}
		if f.Cost != nil {
			costs = append(costs, *f.Cost)
		}
	}
	v.Cost = sums(costs)
	return v, nil
}

// groups measures every rule in force on day i and puts those together that limit one quantity
// with one severity, the most protective first. Rules of one group compete; groups do not: a
// price never stands in for a law.
func (s Set) groups(p *plan, i int, used map[*Rule]map[int][]int, brokenOnly bool) [][]hit {
	by := map[string][]hit{}
	for pi := range s.Packs {
		pack := &s.Packs[pi]
		for ri := range pack.Rules {
			r := &pack.Rules[ri]
			q := Quantities[r.Quantity]
			if q.measure == nil || !pack.inForce(*r, p.days[i].Date) || !r.Where.holds(p, i, unlessKnownOtherwise) {
				continue
			}
			if h, ok := measure(p, i, pack, r, used); ok && (h.broken || !brokenOnly) {
				key := r.Quantity + " " + string(h.sev)
				by[key] = append(by[key], h)
			}
		}
	}
	out := make([][]hit, 0, len(by))
	for _, group := range by {
		q := Quantities[group[0].rule.Quantity]
		slices.SortStableFunc(group, func(a, b hit) int {
			switch {
			case a.broken != b.broken: // measured by clocks of their own: what is broken comes first
				if a.broken {
					return -1
				}
				return 1
			case a.limit == b.limit:
				return strings.Compare(a.name(), b.name())
			case q.stricter(a.limit, b.limit):
				return -1
			}
			return 1
		})
		out = append(out, group)
	}
	slices.SortFunc(out, func(a, b []hit) int {
		return cmp.Or(strings.Compare(a[0].rule.Quantity, b[0].rule.Quantity), b[0].sev.worse()-a[0].sev.worse())
	})
	return out
}

// measure compares day i with a rule, taking a relaxation when the usual limit is broken, the
// circumstances are known to hold and it has not been used up.
func measure(p *plan, i int, pack *Pack, r *Rule, used map[*Rule]map[int][]int) (hit, bool) {
	q := Quantities[r.Quantity]
	got, detail, ok := q.measure(p, i, *r)
	if !ok {
		return hit{}, false
	}
	h := hit{pack: pack, rule: r, sev: r.Severity, got: got, detail: detail}
	h.limit = limitOf(q, r.Limit, p.person.Born)
	if h.broken = q.breaks(got, h.limit); !h.broken {
		return h, true
	}
	for k, x := range r.Relax {
		limit := limitOf(q, x.Limit, p.person.Born)
		if q.breaks(got, limit) || !x.When.holds(p, i, onlyWhenKnown) || !x.free(p, i, used[r][k]) {
			continue
		}
		if used[r] == nil {
			used[r] = map[int][]int{}
		}
		used[r][k] = append(used[r][k], i)
		h.limit, h.relax, h.broken = limit, x.Text, false
		return h, true
	}
	return h, true
}

func limitOf(q Quantity, s string, born civil.Date) int {
	if q.unit == ageUnit {
		a, _ := ParseAge(s) // checked when the pack was read
		return a.daysTo(born)
	}
	n, _ := q.parse(s)
	return n
}

// free says whether the relaxation may be used once more on day i.
func (x Relax) free(p *plan, i int, used []int) bool {
	if x.Count == 0 {
		return true
	}
	today, n := p.days[i].Date, 0
	for _, k := range used {
		before := p.days[k].Date
		if x.Apart && before == today.AddDays(-1) {
			return false
		}
		if x.Days > 0 && today.Sub(before) < x.Days || x.Days == 0 && p.week(before) == p.week(today) {
			n++
		}
	}
	return n < x.Count
}

// take adds what a group says to the verdict: the limit in force, and a finding when it is broken.
func (v *Verdict) take(p *plan, i int, group []hit, waivers []Waiver) {
	h, q := group[0], Quantities[group[0].rule.Quantity]
	date := p.days[i].Date
	l := Limit{
		Date: date, Quantity: h.rule.Quantity, Severity: h.sev, Pack: h.pack.ID, Rule: h.rule.ID,
		Got: q.show(h.got), Limit: q.show(h.limit), Relaxed: h.relax,
	}
	var broken []string
	for _, other := range group[1:] {
		l.Yields = append(l.Yields, other.name())
		if other.broken {
			broken = append(broken, other.name())
		}
	}
	v.Limits = append(v.Limits, l)
	if !h.broken {
		return
	}
	f := Finding{
		Date: date, Quantity: h.rule.Quantity, Severity: h.sev, Text: h.sentence(q), Got: l.Got, Limit: l.Limit,
		Pack: h.pack.ID, Rule: h.rule.ID, Yields: broken, Status: h.rule.Status, Citation: h.rule.Citation,
	}
	if w, ok := waived(waivers, f, p.person.ID); ok {
		f.Severity, f.Text = Warn, fmt.Sprintf("%s Allowed by %s: %s.", f.Text, w.By, w.Reason)
	} else if h.rule.Penalty != nil {
		f.Cost, f.Unpriced = h.rule.Penalty.price(p.person, h)
	}
	v.Findings = append(v.Findings, f)
}

func waived(all []Waiver, f Finding, person string) (Waiver, bool) {
	for _, w := range all {
		if w.Pack == f.Pack && w.Rule == f.Rule && (w.Person == "" || w.Person == person) && !f.Date.Before(w.From) && !f.Date.After(w.To) {
			return w, true
		}
	}
	return Waiver{}, false
}

// sentence says what is wrong with the numbers and who asks for what.
func (h hit) sentence(q Quantity) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s: %s", strings.ToUpper(q.Label[:1]), q.Label[1:], q.show(h.got))
	if h.detail != "" {
		b.WriteString(" " + h.detail)
	}
	verb := "allows at most"
	if q.Least {
		verb = "asks for at least"
	}
	fmt.Fprintf(&b, "; %s %s %s", h.pack.Title, verb, q.show(h.limit))
	if h.rule.Text != "" {
		b.WriteString(" (" + h.rule.Text + ")")
	}
	b.WriteByte('.')
	if h.rule.Status == Unverified {
		b.WriteString(" The text of this rule was not found; check it.")
	}
	return b.String()
}

// gaps says which facts are missing that rules ask for.
func (s Set) gaps(p *plan) []Finding {
	if p.person.Role != "child" || p.person.School != nil || len(p.days) == 0 {
		return nil
	}
	return []Finding{{
		Quantity: "duty", Severity: Warn, Status: Verified,
		Text: "No school calendar is known, so every day is judged as a school day.",
	}}
}

// duties are what comes with employing the person at all, said once each.
func (s Set) duties(p *plan) []Finding {
	var out []Finding
	for pi := range s.Packs {
		pack := &s.Packs[pi]
		for _, r := range pack.Rules {
			if r.Quantity != "duty" {
				continue
			}
			i := slices.IndexFunc(p.days, func(d day) bool { return pack.inForce(r, d.Date) })
			if i < 0 || !r.Where.holds(p, i, unlessKnownOtherwise) {
				continue
			}
			out = append(out, Finding{
				Quantity: "duty", Severity: r.Severity, Text: r.Text, Pack: pack.ID, Rule: r.ID,
				Status: r.Status, Citation: r.Citation,
			})
		}
	}
	return out
}
