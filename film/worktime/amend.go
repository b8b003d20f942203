package worktime

import (
	"fmt"
	"slices"

	"backlot/film/civil"
)

// Amendment is one change a production makes to a rule, from a day on.
type Amendment struct {
	Pack     string     `json:"pack"`
	Rule     string     `json:"rule"`
	Limit    string     `json:"limit,omitempty"` // empty: as it was
	Severity Severity   `json:"severity,omitempty"`
	From     civil.Date `json:"from,omitzero"`
	To       civil.Date `json:"to,omitzero"`
	By       string     `json:"by"`
	Reason   string     `json:"reason"`
}

// Amend gives the pack as the production applies it: the old rule holds before and after the days
// of the amendment. A law that blocks cannot be amended to something milder; that takes a Waiver
// with the permit named.
func (p Pack) Amend(a Amendment) (Pack, error) {
	i := slices.IndexFunc(p.Rules, func(r Rule) bool { return r.ID == a.Rule })
	if i < 0 || a.Pack != p.ID {
		return p, fmt.Errorf("amend %s/%s: pack %s has no such rule", a.Pack, a.Rule, p.ID)
	}
	old := p.Rules[i]
	q := Quantities[old.Quantity]
	next := old
	if a.Limit != "" {
		next.Limit, next.Relax = a.Limit, nil
	}
	if a.Severity != "" {
		next.Severity = a.Severity
	}
	next.Amended = fmt.Sprintf("by %s: %s", a.By, a.Reason)
	if err := next.check(p); err != nil {
		return p, fmt.Errorf("amend %s/%s: %w", a.Pack, a.Rule, err)
	}
	if p.Kind == "law" && old.Severity == Block && (next.Severity != Block || milder(q, next.Limit, old.Limit)) {
		return p, fmt.Errorf("amend %s/%s: a law is not made milder by a production; record the permit as a waiver", a.Pack, a.Rule)
	}
	out := p
	out.Rules = slices.Delete(slices.Clone(p.Rules), i, i+1)
	next.From, next.To = later(old.From, a.From), earlier(old.To, a.To)
	out.Rules = append(out.Rules, next)
	if !a.From.IsZero() {
		before := old
		before.ID, before.To = old.ID+"-before-"+a.From.String(), earlier(old.To, a.From.AddDays(-1))
		out.Rules = append(out.Rules, before)
	}
	if !a.To.IsZero() {
		after := old
		after.ID, after.From = old.ID+"-after-"+a.To.String(), later(old.From, a.To.AddDays(1))
		out.Rules = append(out.Rules, after)
	}
	return out, out.Check()
}

func milder(q Quantity, now, was string) bool {
	if q.unit == ageUnit || q.unit == noUnit {
		return now != was
	}
	a, _ := q.parse(now) // both were checked
	b, _ := q.parse(was)
	return q.stricter(b, a)
}

func later(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// earlier treats the zero date as the end of time.
func earlier(a, b civil.Date) civil.Date {
	switch {
	case a.IsZero():
		return b
	case b.IsZero() || a.Before(b):
		return a
	}
	return b
}
