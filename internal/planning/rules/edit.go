package rules

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// PackIn puts a pack in force.
type PackIn struct {
	Key  string                     `json:"key" maxLength:"60" doc:"Of a pack that comes with Backlot; or a new key for a pack of one's own"`
	Name string                     `json:"name,omitempty" maxLength:"120" doc:"The pack's own title when left out"`
	From civil.Date                 `json:"from,omitzero"`
	To   civil.Date                 `json:"to,omitzero"`
	Unit graph.Ref[production.Unit] `json:"unit,omitzero" doc:"Every unit when left out"`
}

func addPack(v graph.View, ids graph.IDs, in PackIn) (graph.Change, error) {
	shipped, err := worktime.Packs()
	if err != nil {
		return graph.Change{}, err
	}
	rec := production.RulePack{Name: in.Name, Pack: in.Key, From: in.From, To: in.To, Unit: in.Unit}
	if i := slices.IndexFunc(shipped, func(p worktime.Pack) bool { return p.ID == in.Key }); i >= 0 {
		rec.Name, rec.Jurisdiction = cmp.Or(in.Name, shipped[i].Title), shipped[i].Jurisdiction
	} else if in.Name == "" {
		return graph.Change{}, fault.At("name", "%q is no pack that comes with Backlot; a pack of your own needs a name", in.Key)
	}
	if in.Key == plannerPack {
		return graph.Change{}, fault.At("key", "%q is how the rules of the stripboard count; change those instead", in.Key)
	}
	for _, old := range graph.All[production.RulePack](v) {
		if old.Pack == in.Key && old.Unit == in.Unit && overlap(old.From, old.To, in.From, in.To) {
			return graph.Change{}, fault.New(fault.Conflict, "%s is in force on these days already", old.Name)
		}
	}
	e := v.Edit(ids, rec.Name+" is in force")
	graph.Add(e, rec)
	return e.Change()
}

func overlap(a, b, c, d civil.Date) bool {
	return (b.IsZero() || c.IsZero() || !b.Before(c)) && (d.IsZero() || a.IsZero() || !d.Before(a))
}

// PackEdit changes when and for whom a pack is in force, or takes another in its place, such as the
// next year's agreement.
type PackEdit struct {
	Key  *string                     `json:"key,omitempty" maxLength:"60" doc:"Another pack in its place, such as the next agreement"`
	Name *string                     `json:"name,omitempty" maxLength:"120"`
	From *civil.Date                 `json:"from,omitempty"`
	To   *civil.Date                 `json:"to,omitempty"`
	Unit *graph.Ref[production.Unit] `json:"unit,omitempty"`
}

func editPack(v graph.View, ids graph.IDs, id graph.ID, in PackEdit) (graph.Change, error) {
	old, ok := graph.Get[production.RulePack](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "rule pack %s does not exist", id)
	}
	e := v.Edit(ids, "Change "+old.Name)
	graph.Update(e, id, func(p *production.RulePack) {
		if in.Key != nil && *in.Key != p.Pack {
			p.Pack = *in.Key
			if shipped, err := worktime.Packs(); err == nil {
				if i := slices.IndexFunc(shipped, func(x worktime.Pack) bool { return x.ID == p.Pack }); i >= 0 {
					p.Name, p.Jurisdiction = shipped[i].Title, shipped[i].Jurisdiction
				}
			}
		}
		set(&p.Name, in.Name)
		set(&p.From, in.From)
		set(&p.To, in.To)
		set(&p.Unit, in.Unit)
	})
	return e.Change()
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func removePack(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	old, ok := graph.Get[production.RulePack](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "rule pack %s does not exist", id)
	}
	for _, e := range graph.Referring[production.Engagement](v, id, "rule_pack") {
		if e.Status != "cancelled" {
			return graph.Change{}, fault.New(fault.Conflict, "%s is named by engagements, such as that of %s; end it on a day instead, or give them another first", old.Name, v.Label(e.Party.ID))
		}
	}
	e := v.Edit(ids, old.Name+" is no longer in force")
	e.Delete(id)
	return e.Change()
}

// RuleIn is the production's own edit of a rule, or a rule of its own.
type RuleIn struct {
	Key      string                      `json:"key" maxLength:"80" doc:"Of the pack's rule; or any name for a rule of one's own"`
	Quantity string                      `json:"quantity,omitempty" doc:"What a rule of one's own limits, such as rest.daily"`
	Value    string                      `json:"value,omitempty" maxLength:"40" doc:"The limit, as 11h, 20:00 or 6"`
	Severity string                      `json:"severity,omitempty" enum:"info,cost,warning,forbidden"`
	Text     string                      `json:"text,omitempty" maxLength:"500"`
	From     civil.Date                  `json:"from,omitzero" doc:"First day it holds"`
	To       civil.Date                  `json:"to,omitzero"`
	AgreedBy graph.Ref[production.Party] `json:"agreed_by,omitzero" doc:"Who agreed to it"`
	Reason   string                      `json:"reason" maxLength:"500" doc:"Why it differs"`
}

// addRule changes a rule of a pack in force. What cannot be applied is refused, with the reason.
func addRule(v graph.View, ids graph.IDs, pack graph.ID, in RuleIn) (graph.Change, error) {
	b, err := Read(v)
	if err != nil {
		return graph.Change{}, err
	}
	i := slices.IndexFunc(b.Packs, func(f Force) bool { return f.ID == pack })
	if i < 0 {
		return graph.Change{}, fault.New(fault.NotFound, "rule pack %s does not exist", pack)
	}
	if in.Reason == "" {
		return graph.Change{}, fault.At("reason", "reason is missing: say why the production does it another way")
	}
	f := b.Packs[i]
	text := in.Text
	if k := slices.IndexFunc(f.Pack.Rules, func(r worktime.Rule) bool { return r.ID == in.Key }); k >= 0 && text == "" {
		r := f.Pack.Rules[k]
		r.Limit = cmp.Or(in.Value, r.Limit)
		text = sentence(r)
	}
	rec := production.Rule{
		Pack: graph.To[production.RulePack](pack), Key: in.Key, Text: cmp.Or(text, in.Key), Quantity: in.Quantity, Value: in.Value, Severity: in.Severity,
		From: in.From, To: in.To, AgreedBy: in.AgreedBy, Reason: in.Reason,
	}
	trial := f
	trial.Edits = nil
	if trial.Shipped != nil {
		trial.Pack.Rules = slices.Clone(trial.Shipped.Rules)
	} else {
		trial.Pack.Rules = nil
	}
	if why := trial.fits(v, rec); why != "" {
		return graph.Change{}, fault.At("value", "%s", why)
	}
	e := v.Edit(ids, fmt.Sprintf("%s: %s", f.Record.Name, rec.Text))
	graph.Add(e, rec)
	return e.Change()
}

// fits says why a record cannot be applied beside those there are, or "".
func (f *Force) fits(v graph.View, rec production.Rule) string {
	if !f.has(rec.Key) {
		return f.own(rec)
	}
	for _, old := range graph.Referring[production.Rule](v, f.ID, "pack") {
		if old.Key == rec.Key && old.From == rec.From {
			return fmt.Sprintf("%s is changed from the same day already; change or remove that edit", rec.Key)
		}
		if old.Key == rec.Key && old.From.Before(rec.From) && !old.To.IsZero() && !old.To.Before(rec.From) {
			return fmt.Sprintf("%s is changed until %s already; begin after it", rec.Key, old.To)
		}
	}
	_, err := f.Pack.Amend(worktime.Amendment{Pack: f.Pack.ID, Rule: rec.Key, Limit: rec.Value, Severity: severity(rec.Severity), From: rec.From, To: rec.To, By: "trial", Reason: rec.Reason})
	if err != nil {
		return err.Error()
	}
	return ""
}

func removeRule(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	r, ok := graph.Get[production.Rule](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "rule %s does not exist", id)
	}
	e := v.Edit(ids, fmt.Sprintf("%s is as its pack says again", r.Key))
	e.Delete(id)
	return e.Change()
}

// ModeIn says how a rule of the stripboard counts.
type ModeIn struct {
	Mode   string           `json:"mode" enum:"hard,buy,soft,off"`
	Weight production.Money `json:"weight,omitzero" doc:"What breaking a soft rule once weighs"`
	From   civil.Date       `json:"from,omitzero"`
	Reason string           `json:"reason,omitempty" maxLength:"500"`
}

// inviolable are rules of the stripboard that nobody can loosen: without them there is no plan.
var inviolable = []board.RuleID{board.Complete, board.Frozen, board.TwoPlaces}

// putMode changes how a rule of the stripboard counts; as usual again removes the edit.
func putMode(v graph.View, ids graph.IDs, key string, in ModeIn) (graph.Change, error) {
	usual, ok := board.DefaultRules[board.RuleID(key)]
	switch {
	case !ok:
		return graph.Change{}, fault.New(fault.NotFound, "the stripboard has no rule %q", key)
	case slices.Contains(inviolable, board.RuleID(key)) && in.Mode != string(usual.Mode):
		return graph.Change{}, fault.At("mode", "%s stays hard: without it there is no plan", key)
	case in.Mode == string(board.Buy) && usual.Mode != board.Buy:
		return graph.Change{}, fault.At("mode", "%s has no price at which it could be broken: want hard, soft or off", key)
	case in.Mode == string(board.Soft) && in.Weight.Minor <= 0 && usual.Mode != board.Soft:
		return graph.Change{}, fault.At("weight", "weight is missing: say what breaking it once is worth, such as 20000.00 NOK")
	}
	e := v.Edit(ids, fmt.Sprintf("Stripboard: %s counts as %s", key, in.Mode))
	var pack, old graph.ID
	for id, p := range graph.All[production.RulePack](v) {
		if p.Pack == plannerPack {
			pack = id
			for rid, r := range graph.Referring[production.Rule](v, id, "pack") {
				if r.Key == key {
					old = rid
				}
			}
		}
	}
	if pack.IsZero() {
		pack = graph.Add(e, production.RulePack{Name: "Rules of the stripboard", Pack: plannerPack})
	}
	back := in.Mode == string(usual.Mode) && in.Weight.IsZero()
	switch {
	case back && !old.IsZero():
		e.Delete(old)
	case back:
		return graph.Change{}, fault.New(fault.Conflict, "%s counts as %s already", key, in.Mode)
	case !old.IsZero():
		graph.Update(e, old, func(r *production.Rule) { r.Mode, r.Weight, r.From, r.Reason = in.Mode, in.Weight, in.From, in.Reason })
	default:
		graph.Add(e, production.Rule{Pack: graph.To[production.RulePack](pack), Key: key, Text: planTexts[board.RuleID(key)], Mode: in.Mode, Weight: in.Weight, From: in.From, Reason: in.Reason})
	}
	return e.Change()
}

// WaiverIn is one exception.
type WaiverIn struct {
	Pack       graph.Ref[production.RulePack]   `json:"pack"`
	Rule       string                           `json:"rule" maxLength:"80" doc:"Id of the pack's rule"`
	Engagement graph.Ref[production.Engagement] `json:"engagement,omitzero" doc:"Everybody when left out"`
	From       civil.Date                       `json:"from"`
	To         civil.Date                       `json:"to,omitzero" doc:"The same day when left out"`
	GrantedBy  graph.Ref[production.Party]      `json:"granted_by" doc:"Who agreed"`
	Reason     string                           `json:"reason" maxLength:"500"`
	Consent    string                           `json:"consent" maxLength:"300" doc:"Number of the permit, or the paper the person signed"`
	ConsentOn  civil.Date                       `json:"consent_on" doc:"Day the consent was given"`
}

func addWaiver(v graph.View, ids graph.IDs, in WaiverIn) (graph.Change, error) {
	b, err := Read(v)
	if err != nil {
		return graph.Change{}, err
	}
	i := slices.IndexFunc(b.Packs, func(f Force) bool { return f.ID == in.Pack.ID })
	switch {
	case i < 0:
		return graph.Change{}, fault.At("pack", "rule pack %s is not in force", in.Pack.ID)
	case !slices.ContainsFunc(b.Packs[i].Pack.Rules, func(r worktime.Rule) bool { return r.ID == in.Rule }):
		return graph.Change{}, fault.At("rule", "%s has no rule %q", b.Packs[i].Record.Name, in.Rule)
	case in.From.IsZero():
		return graph.Change{}, fault.At("from", "from is missing: a waiver is for a day or some days")
	case in.Consent == "" || in.ConsentOn.IsZero():
		return graph.Change{}, fault.At("consent", "consent is missing: name the permit or the paper that was signed, and its date")
	case in.ConsentOn.After(in.From):
		return graph.Change{}, fault.At("consent_on", "consent of %s comes after the first day, %s: it must be given before", in.ConsentOn, in.From)
	}
	e := v.Edit(ids, fmt.Sprintf("Waiver of %s/%s", b.Packs[i].Record.Name, in.Rule))
	graph.Add(e, production.Waiver{
		Pack: in.Pack, RuleKey: in.Rule, Engagement: in.Engagement, From: in.From, To: cmp.Or(in.To, in.From),
		GrantedBy: in.GrantedBy, Reason: in.Reason, Consent: in.Consent, ConsentOn: in.ConsentOn,
	})
	return e.Change()
}

func removeWaiver(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	if _, ok := graph.Get[production.Waiver](v, id); !ok {
		return graph.Change{}, fault.New(fault.NotFound, "waiver %s does not exist", id)
	}
	e := v.Edit(ids, "A waiver is withdrawn")
	e.Delete(id)
	return e.Change()
}
