package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// plannerPack is the key of the pack that says how the rules of the stripboard count.
const plannerPack = "planner"

// offloadPack is the key of the pack that says when a camera card may be formatted here.
const offloadPack = "offload"

// Book is the rules of a production as it applies them.
type Book struct {
	Packs   []Force
	Waivers []Waiving
	v       graph.View
}

// Force is a pack in force, with the production's edits in it.
type Force struct {
	ID     graph.ID
	Record production.RulePack
	// Shipped is the pack as it comes with Backlot; nil for a pack of the production's own.
	Shipped *worktime.Pack
	// Pack is what is applied.
	Pack  worktime.Pack
	Edits []Edit
}

// Edit is one rule record of a pack. Problem says why it cannot be applied; "" when it is.
type Edit struct {
	ID      graph.ID
	Record  production.Rule
	By      string
	Was     string // limit of the pack's own rule
	Problem string
}

// Waiving is a waiver record, and what it means to the engine.
type Waiving struct {
	ID      graph.ID
	Record  production.Waiver
	Waiver  worktime.Waiver
	Name    string // of the person; "" for everybody
	Problem string
}

// Read reads the rules of a production. Nothing is dropped in silence: what cannot be applied says
// why.
func Read(v graph.View) (Book, error) {
	shipped, err := worktime.Packs()
	if err != nil {
		return Book{}, err
	}
	b := Book{v: v}
	for id, rec := range graph.All[production.RulePack](v) {
		if rec.Pack == plannerPack || rec.Pack == offloadPack {
			continue
		}
		f := Force{ID: id, Record: rec, Pack: worktime.Pack{Schema: worktime.PackSchema, ID: rec.Pack, Title: rec.Name, Kind: "house", Jurisdiction: rec.Jurisdiction}}
		if i := slices.IndexFunc(shipped, func(p worktime.Pack) bool { return p.ID == rec.Pack }); i >= 0 {
			f.Shipped, f.Pack = &shipped[i], shipped[i]
			f.Pack.Rules = slices.Clone(f.Pack.Rules)
		}
		f.Pack.From, f.Pack.To = latest(f.Pack.From, rec.From), earliest(f.Pack.To, rec.To)
		f.apply(v)
		b.Packs = append(b.Packs, f)
	}
	slices.SortStableFunc(b.Packs, func(x, y Force) int {
		return cmp.Or(strings.Compare(x.Pack.Kind, y.Pack.Kind), strings.Compare(x.Record.Name, y.Record.Name))
	})
	b.readWaivers()
	return b, nil
}

func latest(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func earliest(a, b civil.Date) civil.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// apply works the rule records into the pack, in order of their first day, so that a later edit of
// the same rule takes over where it begins.
func (f *Force) apply(v graph.View) {
	for id, r := range graph.Referring[production.Rule](v, f.ID, "pack") {
		by := "the production"
		if p, ok := graph.Get[production.Party](v, r.AgreedBy.ID); ok {
			by = p.Name
		}
		f.Edits = append(f.Edits, Edit{ID: id, Record: r, By: by})
	}
	slices.SortStableFunc(f.Edits, func(a, b Edit) int {
		return cmp.Or(strings.Compare(a.Record.Key, b.Record.Key), a.Record.From.Compare(b.Record.From))
	})
	target, until := map[string]string{}, map[string]civil.Date{}
	for i := range f.Edits {
		e := &f.Edits[i]
		r := e.Record
		if !f.has(r.Key) {
			e.Problem = f.own(r)
			continue
		}
		if last, again := until[r.Key]; again && (last.IsZero() || !r.From.After(last)) {
			e.Problem = fmt.Sprintf("two edits of %s hold on %s; end the one before the other begins", r.Key, cmp.Or(r.From.String(), "the same days"))
			continue
		}
		a := worktime.Amendment{Pack: f.Pack.ID, Rule: cmp.Or(target[r.Key], r.Key), Limit: r.Value, Severity: severity(r.Severity), From: r.From, To: r.To, By: e.By, Reason: cmp.Or(r.Reason, "no reason given")}
		if next, ok := f.follows(i); ok && (a.To.IsZero() || !a.To.Before(next)) {
			a.To = next.AddDays(-1)
		}
		was := f.Pack.Rules[slices.IndexFunc(f.Pack.Rules, func(x worktime.Rule) bool { return x.ID == a.Rule })]
		e.Was = was.Limit
		amended, err := f.Pack.Amend(a)
		if err != nil {
			e.Problem = err.Error()
			continue
		}
		f.Pack = amended
		until[r.Key] = a.To
		if !a.To.IsZero() {
			target[r.Key] = a.Rule + "-after-" + a.To.String()
		}
	}
}

func (f *Force) has(key string) bool {
	return f.Shipped != nil && slices.ContainsFunc(f.Shipped.Rules, func(r worktime.Rule) bool { return r.ID == key })
}

// follows is the first day of the next edit of the same rule.
func (f *Force) follows(i int) (civil.Date, bool) {
	if i+1 < len(f.Edits) && f.Edits[i+1].Record.Key == f.Edits[i].Record.Key && f.Edits[i+1].Record.From.After(f.Edits[i].Record.From) {
		return f.Edits[i+1].Record.From, true
	}
	return civil.Date{}, false
}

// own adds a rule of the production's own, and says why it cannot.
func (f *Force) own(r production.Rule) string {
	if strings.HasPrefix(r.Key, "dood.") {
		return "" // how gaps are held and dropped: the day-out-of-days reads it
	}
	if r.Quantity == "" {
		return fmt.Sprintf("%s measures nothing, so nobody checks it; say what it limits, such as rest.daily", r.Key)
	}
	next := f.Pack
	next.Rules = append(slices.Clone(f.Pack.Rules), worktime.Rule{
		ID: r.Key, Quantity: r.Quantity, Limit: r.Value, Severity: cmp.Or(severity(r.Severity), worktime.Warn), Text: r.Text,
		Status: worktime.Verified, Citation: cmp.Or(r.Source, f.Record.Name), From: r.From, To: r.To,
	})
	if err := next.Check(); err != nil {
		return err.Error()
	}
	f.Pack = next
	return ""
}

// severities maps what a record says of a breach to what the engine says; "" stays "".
var severities = map[string]worktime.Severity{"forbidden": worktime.Block, "cost": worktime.Price, "warning": worktime.Warn, "info": worktime.Info}

func severity(s string) worktime.Severity { return severities[s] }

func (b *Book) readWaivers() {
	for id, w := range graph.All[production.Waiver](b.v) {
		one := Waiving{ID: id, Record: w, Waiver: worktime.Waiver{Rule: w.RuleKey, From: w.From, To: cmp.Or(w.To, w.From), Reason: w.Reason}}
		if rule, ok := graph.Get[production.Rule](b.v, w.Rule.ID); ok {
			one.Waiver.Rule = rule.Key
			w.Pack = rule.Pack
		}
		if pack, ok := graph.Get[production.RulePack](b.v, w.Pack.ID); ok {
			one.Waiver.Pack = pack.Pack
		}
		if d, ok := graph.Get[production.ShootDay](b.v, w.Day.ID); ok {
			one.Waiver.From, one.Waiver.To = d.Date, d.Date
		}
		if e, ok := graph.Get[production.Engagement](b.v, w.Engagement.ID); ok {
			one.Waiver.Person, one.Name = w.Engagement.ID.String(), b.v.Label(e.Party.ID)
		}
		by, _ := graph.Get[production.Party](b.v, w.GrantedBy.ID)
		one.Waiver.By = cmp.Or(by.Name, "somebody")
		if w.Consent != "" {
			one.Waiver.Reason += " (" + w.Consent + ")"
		}
		switch {
		case one.Waiver.Pack == "" || one.Waiver.Rule == "":
			one.Problem = "it names no rule of a pack in force, so it allows nothing"
		case one.Waiver.From.IsZero():
			one.Problem = "it names no day, so it allows nothing"
		}
		b.Waivers = append(b.Waivers, one)
	}
	slices.SortStableFunc(b.Waivers, func(x, y Waiving) int { return x.Waiver.From.Compare(y.Waiver.From) })
}

// Set is what binds an engagement: the agreement it names, and every law and house rule in force
// for its unit. A zero engagement is bound by the latter only.
func (b Book) Set(engagement graph.ID) worktime.Set {
	e, _ := graph.Get[production.Engagement](b.v, engagement)
	var s worktime.Set
	for _, f := range b.Packs {
		if f.Binds(e) {
			s.Packs = append(s.Packs, f.Pack)
		}
	}
	for _, w := range b.Waivers {
		if w.Problem == "" {
			s.Waivers = append(s.Waivers, w.Waiver)
		}
	}
	return s
}

// Binds says whether a pack binds an engagement.
func (f Force) Binds(e production.Engagement) bool {
	if e.RulePack.ID == f.ID && !f.ID.IsZero() {
		return true
	}
	everybody := f.Pack.Kind == "law" || f.Pack.ID == "house"
	return everybody && (f.Record.Unit.IsZero() || e.Unit.IsZero() || f.Record.Unit == e.Unit)
}
