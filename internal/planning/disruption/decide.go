package disruption

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/film/strips/check"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ChooseIn puts a way up for approval.
type ChooseIn struct {
	Scenario  graph.ID   `json:"scenario" doc:"The way"`
	Approvers []graph.ID `json:"approvers" minItems:"1" maxItems:"6" doc:"Who has to approve, by party: as a rule the showrunner and the line producer"`
	Why       string     `json:"why,omitempty" maxLength:"2000" doc:"For those who are asked"`
}

// choose puts a way up for approval. Approvals asked for another way are withdrawn.
func (s *service) choose(ctx context.Context, v graph.View, id graph.ID, in ChooseIn) (graph.Change, error) {
	d, err := open(v, id)
	if err != nil {
		return graph.Change{}, err
	}
	sc, ok := graph.Get[production.Scenario](v, in.Scenario)
	if !ok || sc.About.ID != id || sc.Outcome != "open" {
		return graph.Change{}, fault.At("body.scenario", "that is no open way out of %q: choose one of its cards", d.Name)
	}
	c := Card{ID: in.Scenario, Branch: sc.BranchID}
	if err := s.fill(ctx, v, d, &c); err != nil {
		return graph.Change{}, err
	}
	if len(c.Forbidden) > 0 {
		return graph.Change{}, fault.New(fault.Conflict, "this way breaks a rule that may not be broken: %s", c.Forbidden[0].Text)
	}
	e := v.Edit(s.IDs, "Ask for approval of a way out")
	for _, a := range approvalsOf(v, id) {
		if a.record.Answer == "" || a.record.About.ID != in.Scenario {
			graph.Update(e, a.id, func(r *production.Decision) { r.Answer = "withdrawn" })
		}
	}
	graph.Update(e, id, func(r *production.Disruption) { r.Chosen = graph.To[production.Scenario](in.Scenario) })
	seen := map[graph.ID]bool{}
	for i, who := range in.Approvers {
		if _, ok := graph.Get[production.Party](v, who); !ok || seen[who] {
			return graph.Change{}, fault.At(fmt.Sprintf("body.approvers[%d]", i), "want different people of this production")
		}
		seen[who] = true
		graph.Add(e, production.Decision{Name: sc.Question, About: graph.To[graph.Any](in.Scenario), Type: "approval", AskedBy: partyOf(v), Decider: graph.To[production.Party](who),
			DecideBy: d.From, Reason: in.Why, Predicted: predicted(c)})
	}
	return e.Change()
}

// predicted is the effect of a way in words, without money, which fewer people may know.
func predicted(c Card) string {
	parts := []string{fmt.Sprintf("%+d shooting days", c.DeltaDays), fmt.Sprintf("%s change their day", count(len(c.Moves), "strip", "strips")), fmt.Sprintf("%d %% of the others keep theirs", c.Kept)}
	if n := len(c.Documents); n > 0 {
		parts = append(parts, count(n, "paper", "papers")+" to issue again")
	}
	return strings.Join(parts, ", ")
}

// approval is a decision somebody was asked for.
type approval struct {
	id     graph.ID
	record production.Decision
}

// approvalsOf are the approvals asked for the ways of a disruption that were not withdrawn.
func approvalsOf(v graph.View, disruption graph.ID) []approval {
	var out []approval
	for sid := range graph.Referring[production.Scenario](v, disruption, "about") {
		for id, d := range graph.Referring[production.Decision](v, sid, "about") {
			if d.Type == "approval" && d.Answer != "withdrawn" {
				out = append(out, approval{id, d})
			}
		}
	}
	slices.SortFunc(out, func(a, b approval) int { return cmp.Compare(a.id.String(), b.id.String()) })
	return out
}

// AnswerIn answers an approval.
type AnswerIn struct {
	Decision graph.ID `json:"decision"`
	Answer   string   `json:"answer" enum:"yes,no,changes"`
	Reason   string   `json:"reason,omitempty" maxLength:"2000"`
}

// answer gives the approval of the person who was asked. It is a command like any other, so it can
// be given without a network and lands when there is one.
func (s *service) answer(v graph.View, id graph.ID, in AnswerIn, now time.Time) (graph.Change, error) {
	d, err := open(v, id)
	if err != nil {
		return graph.Change{}, err
	}
	i := slices.IndexFunc(approvalsOf(v, id), func(a approval) bool { return a.id == in.Decision })
	if i < 0 {
		return graph.Change{}, fault.At("body.decision", "no approval is asked for here any more: look again at %q", d.Name)
	}
	asked := approvalsOf(v, id)[i].record
	me := partyOf(v)
	if me.IsZero() || asked.Decider != me && asked.Delegate != me {
		who, _ := graph.Get[production.Party](v, asked.Decider.ID)
		return graph.Change{}, fault.New(fault.Denied, "%s was asked, not you", cmp.Or(who.Name, "somebody else"))
	}
	if in.Answer != "yes" && strings.TrimSpace(in.Reason) == "" {
		return graph.Change{}, fault.At("body.reason", "say why, so that the next plan is a better one")
	}
	e := v.Edit(s.IDs, map[string]string{"yes": "Approve a way out", "no": "Refuse a way out", "changes": "Ask for changes of a way out"}[in.Answer])
	graph.Update(e, in.Decision, func(r *production.Decision) {
		r.Answer, r.AnsweredAtMS = in.Answer, now.UnixMilli()
		if in.Reason != "" {
			r.Reason = in.Reason
		}
	})
	return e.Change()
}

// approved says whether everybody who was asked about the chosen way said yes, and who did not yet.
func approved(v graph.View, id graph.ID, d production.Disruption) error {
	if d.Chosen.IsZero() {
		return fault.New(fault.Conflict, "no way out of %q was chosen yet", d.Name)
	}
	asked := 0
	for _, a := range approvalsOf(v, id) {
		if a.record.About.ID != d.Chosen.ID {
			continue
		}
		asked++
		if a.record.Answer != "yes" {
			who, _ := graph.Get[production.Party](v, a.record.Decider.ID)
			return fault.New(fault.Conflict, "%s has not approved it", cmp.Or(who.Name, "somebody who was asked"))
		}
	}
	if asked == 0 {
		return fault.New(fault.Conflict, "nobody was asked to approve it: choose it again")
	}
	return nil
}

// force puts the approved way into force: what closes the disruption (outcomes, the entry of the delay
// ledger) is written into the branch, and the branch comes home as one change. The
// branches of the other ways are dropped unless keep is set.
func (s *service) force(ctx context.Context, v graph.View, id graph.ID, keep bool, now time.Time) (graph.Change, error) {
	d, err := open(v, id)
	if err != nil {
		return graph.Change{}, err
	}
	if err := approved(v, id, d); err != nil {
		return graph.Change{}, err
	}
	sc, ok := graph.Get[production.Scenario](v, d.Chosen.ID)
	if !ok || sc.BranchID.IsZero() {
		return graph.Change{}, fault.New(fault.Conflict, "the chosen way is not there any more: choose another")
	}
	at, by := graph.Place{Production: v.Where().Production, Branch: sc.BranchID}, v.Audience().Account
	if err := s.stillLawful(ctx, v, d, sc.BranchID); err != nil {
		return graph.Change{}, err
	}
	priced, err := s.Desk.Priced(ctx, graph.Main(at.Production), by)
	if err != nil {
		return graph.Change{}, err
	}
	there, err := s.Desk.Priced(ctx, at, by)
	if err != nil {
		return graph.Change{}, err
	}
	p, err := s.pair(priced, there, d)
	if err != nil {
		return graph.Change{}, err
	}
	if known, _ := graph.Get[production.Disruption](there, id); known.DecidedAtMS == 0 {
		c, err := s.closing(priced, there, id, d, now)
		if err != nil {
			return graph.Change{}, err
		}
		if err := s.Desk.Land(ctx, c, by); err != nil {
			return graph.Change{}, err
		}
	}
	landed, err := s.Branches.Merge(ctx, v, sc.BranchID)
	if err != nil {
		return landed, err
	}
	if err := s.price(ctx, graph.Main(at.Production), id, by, p); err != nil || keep {
		return landed, err
	}
	return landed, s.dropOthers(ctx, v, id, d)
}

// dropOthers closes the branches of the ways that were not chosen.
func (s *service) dropOthers(ctx context.Context, v graph.View, id graph.ID, d production.Disruption) error {
	for other, rec := range graph.Referring[production.Scenario](v, id, "about") {
		if other == d.Chosen.ID || rec.BranchID.IsZero() || rec.Outcome != "open" {
			continue
		}
		if err := s.Branches.Drop(ctx, graph.Place{Production: v.Where().Production, Branch: rec.BranchID}); err != nil {
			return err
		}
	}
	return nil
}

// price enters what the way costs more into the ledger, part by part. It is a change of its own: whoever may
// not know money can still take the decision back.
func (s *service) price(ctx context.Context, at graph.Place, id, by graph.ID, p *pair) error {
	v, err := s.Desk.Priced(ctx, at, by)
	if err != nil {
		return err
	}
	lines := differences(p.old.Cost, p.now.Cost)
	var loss int64
	for _, l := range lines {
		loss += l.minor
	}
	if loss <= 0 {
		return nil // a better plan was found on the way: that is no loss, and a person says what the delay cost
	}
	e := v.Edit(s.IDs, "Enter what the plan costs more")
	for delay := range graph.Referring[production.Delay](v, id, "disruption") {
		for _, l := range lines {
			graph.Add(e, production.DelayCost{Delay: graph.To[production.Delay](delay), Type: l.what, Amount: production.Money{Minor: l.minor, Currency: p.c2.Currency}, Source: "plan before and after"})
		}
	}
	if e.Len() == 0 {
		return nil
	}
	c, err := e.Change()
	if err != nil {
		return err
	}
	return s.Desk.Land(ctx, c, by)
}

// stillLawful judges the way once more on the main line as it is now.
func (s *service) stillLawful(ctx context.Context, v graph.View, d production.Disruption, branch graph.ID) error {
	before, after, _, err := s.worlds(ctx, v, d, branch)
	if err != nil {
		return err
	}
	p, err := s.pair(before, after, d)
	if err != nil {
		return err
	}
	if _, bad, _ := p.broken(); len(bad) > 0 {
		return fault.New(fault.Conflict, "the plan has changed since, and with this way it would break a rule: %s; ask for new ways", bad[0].Text)
	}
	return nil
}

// closing is the change of the branch that closes the disruption. before is the main line and there the
// branch.
func (s *service) closing(before, there graph.View, id graph.ID, d production.Disruption, now time.Time) (graph.Change, error) {
	e := there.Edit(s.IDs, "Put a way out into force")
	graph.Update(e, id, func(r *production.Disruption) { r.DecidedAtMS = now.UnixMilli() })
	for sid, sc := range graph.Referring[production.Scenario](there, id, "about") {
		outcome := "rejected"
		if sid == d.Chosen.ID {
			outcome = "chosen"
		}
		if sc.Outcome == "open" {
			graph.Update(e, sid, func(r *production.Scenario) { r.Outcome = outcome })
		}
	}
	entry, err := s.entry(before, id, d)
	if err != nil {
		return graph.Change{}, err
	}
	entry.AtMS, entry.By = now.UnixMilli(), partyOf(there)
	graph.Add(e, entry)
	return e.Change()
}

// causes of delays, by the type of disruption.
var causes = map[string]string{"lost_day": "other", "weather": "weather", "sick": "cast", "lost_place": "location", "overrun": "other", "new_scene": "script"}

// entry is the line of the delay ledger that a disruption leaves.
func (s *service) entry(v graph.View, id graph.ID, d production.Disruption) (production.Delay, error) {
	t, err := s.reading(v, d, d.From.AddDays(-1))
	if err != nil {
		return production.Delay{}, err
	}
	hit, err := t.stopped()
	if err != nil {
		return production.Delay{}, err
	}
	out := production.Delay{Date: d.From, Cause: causes[d.Type], Text: d.Name, Disruption: graph.To[production.Disruption](id), Strips: map[string]bool{}, BorneBy: "undecided", Status: "none"}
	out.Day = graph.To[production.ShootDay](shootDaysOf(v, d.Board.ID)[d.From].id)
	scenes := sceneIndex(t.c)
	for _, day := range t.b.Days {
		lost, minutes := 0, 0
		for _, sc := range day.Scenes {
			if hit[sc] {
				lost, minutes = lost+1, minutes+scenes[sc].Minutes
				out.Strips[sc] = true
			}
		}
		if lost == len(day.Scenes) && lost > 0 {
			out.LostDays++
		} else {
			out.LostMin += minutes
		}
	}
	if t.event.New != nil {
		out.LostMin += t.event.New.Minutes
	}
	return out, nil
}

// line is one part of what a plan costs more or less.
type line struct {
	what  string
	minor int64
}

// differences are the parts of the cost that a way changes.
func differences(was, is check.Cost) []line {
	var out []line
	for _, l := range []line{
		{"cast", is.Cast - is.Holds - was.Cast + was.Holds}, {"holds", is.Holds - was.Holds}, {"travel", is.Travel - was.Travel}, {"moves", is.Moves - was.Moves + is.Flips - was.Flips},
		{"overtime", is.Overtime - was.Overtime}, {"rest", is.Forced - was.Forced}, {"days", is.Days - was.Days}, {"places", is.Places - was.Places}, {"gear", is.Gear - was.Gear},
	} {
		if l.minor != 0 {
			out = append(out, l)
		}
	}
	return out
}
