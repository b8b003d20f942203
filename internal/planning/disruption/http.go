package disruption

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"backlot/film/civil"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const (
	base   = "/api/productions/{production}/disruptions"
	one    = base + "/{disruption}"
	ledger = "/api/productions/{production}/delays"
)

func (s *service) routes(m *web.Mux) {
	web.Query(m, "GET "+base, RightRead, s.list, web.Summary("Disruptions, the open ones first"))
	web.Query(m, "GET "+base+"/choices", RightRead, s.choices, web.Summary("What a report can name: places, people, strips, new scenes"))
	web.Action(m, "POST "+base+"/impact", RightRead, func(ctx context.Context, in ReportIn) (Impact, error) {
		v := web.ViewOf(ctx)
		d, err := in.record(v)
		if err != nil {
			return Impact{}, err
		}
		if d.Type == "overrun" || d.Type == "new_scene" {
			return Impact{}, fault.New(fault.Invalid, "what is owed is reckoned once it is reported")
		}
		return s.impactOf(v, d)
	}, web.Summary("What a disruption would hit, before it is reported"))
	web.Command(m, "POST "+base, RightReport, func(_ context.Context, v graph.View, in ReportIn) (graph.Change, error) {
		return s.report(v, in, m.Now())
	}, web.Summary("Report a disruption"))
	web.Query(m, "GET "+one, RightRead, s.read, web.Fresh(), web.Summary("A disruption: what it hits, its approvals, evidence and papers"))
	web.Command(m, "PATCH "+one, RightReport, func(_ context.Context, v graph.View, in struct {
		oneIn
		PatchIn
	}) (graph.Change, error) {
		return s.patch(v, in.Disruption.ID, in.PatchIn)
	}, web.Summary("Change what is said of a disruption, or close it"))
	web.Command(m, "POST "+base+"/evidence", RightReport, func(_ context.Context, v graph.View, in EvidenceIn) (graph.Change, error) {
		return s.handIn(v, in, m.Now())
	}, web.Summary("Hand in evidence of a disruption or delay"))
	web.Command(m, "DELETE "+base+"/evidence/{evidence}", RightReport, func(_ context.Context, v graph.View, in struct {
		Evidence graph.Ref[production.Evidence] `path:"evidence"`
	}) (graph.Change, error) {
		return s.takeBack(v, in.Evidence.ID)
	}, web.Summary("Take evidence back"))
	s.wayRoutes(m)
	s.ledgerRoutes(m)
}

func (s *service) wayRoutes(m *web.Mux) {
	web.Action(m, "POST "+one+"/ways", RightPlan, func(ctx context.Context, in struct {
		oneIn
		WaysIn
	}) (jobOut, error) {
		job, err := s.ask(ctx, web.ViewOf(ctx), in.Disruption.ID, in.WaysIn, m.Now())
		return jobOut{job}, err
	}, web.Summary("Work out ways out: a job"))
	web.Query(m, "GET "+one+"/ways", RightRead, func(ctx context.Context, v graph.View, in oneIn) (waysOutAnswer, error) {
		list, err := s.cards(ctx, v, in.Disruption.ID)
		return waysOutAnswer{list}, err
	}, web.Fresh(), web.Summary("Ways out, each with what it costs, moves and breaks"))
	web.Command(m, "POST "+one+"/choose", RightPlan, func(ctx context.Context, v graph.View, in struct {
		oneIn
		ChooseIn
	}) (graph.Change, error) {
		return s.choose(ctx, v, in.Disruption.ID, in.ChooseIn)
	}, web.Summary("Put a way up for approval"))
	web.Command(m, "POST "+one+"/answers", RightApprove, func(_ context.Context, v graph.View, in struct {
		oneIn
		AnswerIn
	}) (graph.Change, error) {
		return s.answer(v, in.Disruption.ID, in.AnswerIn, m.Now())
	}, web.Summary("Approve or refuse a way out, by the person who was asked"))
	web.Action(m, "POST "+one+"/force", RightPlan, func(ctx context.Context, in struct {
		oneIn
		Keep bool `json:"keep,omitempty" doc:"Keep the branches of the other ways"`
	}) (web.Landed, error) {
		v := web.ViewOf(ctx)
		if !v.Where().Branch.IsZero() {
			return web.Landed{}, fault.New(fault.Invalid, "a way out comes into force on the main line: this is a branch")
		}
		c, err := s.force(ctx, v, in.Disruption.ID, in.Keep, m.Now())
		if err != nil {
			return web.Landed{}, err
		}
		return web.Landed{Seq: v.Seq() + 1, Change: c.ID}, nil
	}, web.Summary("Put the approved way out into force"))
	web.Command(m, "POST "+one+"/copies", RightPlan, func(ctx context.Context, v graph.View, in oneIn) (graph.Change, error) {
		return s.handOut(ctx, v, in.Disruption.ID, m.Now())
	}, web.Summary("Hand out the call sheets that changed, to those they concern"))
	web.Raw(m, "GET "+one+"/claim.zip", RightRead, s.zipFile, web.Timeout(0), web.Summary("Claim file with its evidence"))
}

func (s *service) ledgerRoutes(m *web.Mux) {
	web.Query(m, "GET "+ledger, RightRead, func(_ context.Context, v graph.View, _ struct{}) (Ledger, error) { return LedgerOf(v), nil }, web.Summary("Delay ledger"))
	web.Command(m, "POST "+ledger, RightLedger, func(_ context.Context, v graph.View, in DelayIn) (graph.Change, error) {
		return s.addDelay(v, in, m.Now())
	}, web.Summary("Enter a delay"))
	web.Command(m, "PATCH "+ledger+"/{delay}", RightLedger, func(_ context.Context, v graph.View, in struct {
		delayIn
		DelayIn
	}) (graph.Change, error) {
		return s.patchDelay(v, in.Delay.ID, in.DelayIn, m.Now())
	}, web.Summary("Change a line of the delay ledger"))
	web.Command(m, "DELETE "+ledger+"/{delay}", RightLedger, func(_ context.Context, v graph.View, in delayIn) (graph.Change, error) {
		return s.drop(v, in.Delay.ID, "delay")
	}, web.Summary("Remove a line of the delay ledger"))
	web.Command(m, "POST "+ledger+"/{delay}/costs", RightLedger, func(_ context.Context, v graph.View, in struct {
		delayIn
		CostIn
	}) (graph.Change, error) {
		return s.addCost(v, in.Delay.ID, in.CostIn)
	}, web.Summary("Enter what a delay cost"))
	web.Command(m, "DELETE "+ledger+"/costs/{cost}", RightLedger, func(_ context.Context, v graph.View, in struct {
		Cost graph.Ref[production.DelayCost] `path:"cost"`
	}) (graph.Change, error) {
		return s.drop(v, in.Cost.ID, "delay_cost")
	}, web.Summary("Remove a cost of a delay"))
}

type oneIn struct {
	Disruption graph.Ref[production.Disruption] `path:"disruption"`
}

type delayIn struct {
	Delay graph.Ref[production.Delay] `path:"delay"`
}

type jobOut struct {
	Job graph.ID `json:"job"`
}

type waysOutAnswer struct {
	Ways []Card `json:"ways"`
}

// Item is a disruption in the list.
type Item struct {
	ID          graph.ID   `json:"id"`
	Type        string     `json:"type"`
	Name        string     `json:"name"`
	From        civil.Date `json:"from"`
	To          civil.Date `json:"to,omitzero"`
	WindowFrom  int        `json:"window_from_min,omitempty"`
	WindowTo    int        `json:"window_to_min,omitempty"`
	Probability int        `json:"probability_percent,omitempty"`
	Place       string     `json:"place,omitempty"`
	ReportedBy  string     `json:"reported_by,omitempty"`
	ReportedMS  int64      `json:"reported_at_ms"`
	// State is where it stands: reported, ways (worked out), asked (for approval), approved, decided, closed.
	State   string `json:"state" enum:"reported,ways,asked,approved,decided,closed"`
	Outcome string `json:"outcome,omitempty"`
	Ways    int    `json:"ways" doc:"Ways out that can be chosen"`
}

type listOut struct {
	Disruptions []Item `json:"disruptions"`
}

func itemOf(v graph.View, id graph.ID, d production.Disruption) Item {
	place, _ := graph.Get[production.Place](v, d.Place.ID)
	by, _ := graph.Get[production.Party](v, d.ReportedBy.ID)
	out := Item{ID: id, Type: d.Type, Name: d.Name, From: d.From, To: d.To, WindowFrom: d.WindowFromMin, WindowTo: d.WindowToMin, Probability: d.ProbabilityPercent, Place: place.Name,
		ReportedBy: by.Name, ReportedMS: d.ReportedAtMS, Outcome: d.Outcome, State: "reported"}
	for _, sc := range graph.Referring[production.Scenario](v, id, "about") {
		if sc.Outcome == "open" || sc.Outcome == "" {
			out.Ways++
		}
	}
	switch {
	case d.Outcome != "":
		out.State = "closed"
	case d.DecidedAtMS != 0:
		out.State = "decided"
	case !d.Chosen.IsZero() && approved(v, id, d) == nil:
		out.State = "approved"
	case !d.Chosen.IsZero():
		out.State = "asked"
	case out.Ways > 0:
		out.State = "ways"
	}
	return out
}

func (s *service) list(_ context.Context, v graph.View, _ struct{}) (listOut, error) {
	out := listOut{Disruptions: []Item{}}
	for id, d := range graph.All[production.Disruption](v) {
		out.Disruptions = append(out.Disruptions, itemOf(v, id, d))
	}
	over := func(i Item) int {
		if i.State == "decided" || i.State == "closed" {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out.Disruptions, func(a, b Item) int { return cmp.Or(over(a)-over(b), b.From.Compare(a.From)) })
	return out, nil
}

// Answer is a disruption as its page reads it.
type Answer struct {
	Item
	Board     graph.ID       `json:"board"`
	Text      string         `json:"text,omitempty"`
	Source    string         `json:"source,omitempty"`
	Impact    *Impact        `json:"impact,omitempty" doc:"What it hits on the plan as it is; absent once it is decided or closed"`
	Trouble   string         `json:"trouble,omitempty" doc:"Why what it hits cannot be said"`
	Approvals []Approval     `json:"approvals"`
	Evidence  []EvidenceItem `json:"evidence"`
	Delays    []Entry        `json:"delays"`
	Reissue   Reissue        `json:"reissue"`
	Timeline  []Moment       `json:"timeline"`
	Deciders  []Decider      `json:"deciders" doc:"Who can be asked; the usual two first"`
}

// Approval is one person's approval of the chosen way.
type Approval struct {
	ID     graph.ID `json:"id"`
	Who    string   `json:"who"`
	Mine   bool     `json:"mine,omitempty" doc:"The reader was asked"`
	Answer string   `json:"answer,omitempty" enum:"yes,no,changes,deferred"`
	AtMS   int64    `json:"at_ms,omitempty"`
	Reason string   `json:"reason,omitempty"`
	What   string   `json:"what" doc:"Effect predicted when it was asked"`
}

// Decider is somebody who can be asked to approve.
type Decider struct {
	ID    graph.ID `json:"id" doc:"Party"`
	Name  string   `json:"name"`
	Role  string   `json:"role"`
	Usual bool     `json:"usual,omitempty"`
}

func (s *service) read(ctx context.Context, v graph.View, in oneIn) (Answer, error) {
	id := in.Disruption.ID
	d, ok := graph.Get[production.Disruption](v, id)
	if !ok {
		return Answer{}, fault.New(fault.NotFound, "no disruption %s", id)
	}
	out := Answer{Item: itemOf(v, id, d), Board: d.Board.ID, Text: d.Text, Source: d.Source, Approvals: []Approval{}, Evidence: evidenceOf(v, id), Delays: []Entry{},
		Timeline: timelineOf(v, id, d, s.zone(v, d)), Deciders: deciders(v)}
	if d.DecidedAtMS == 0 && d.Outcome == "" {
		hit, err := s.impactOf(v, d)
		if err != nil {
			out.Trouble = err.Error()
		} else {
			out.Impact = &hit
		}
	}
	me := partyOf(v)
	for _, a := range approvalsOf(v, id) {
		if a.record.About.ID != d.Chosen.ID {
			continue
		}
		who, _ := graph.Get[production.Party](v, a.record.Decider.ID)
		out.Approvals = append(out.Approvals, Approval{a.id, who.Name, !me.IsZero() && (a.record.Decider == me || a.record.Delegate == me), a.record.Answer, a.record.AnsweredAtMS, a.record.Reason, a.record.Predicted})
	}
	for did, x := range graph.Referring[production.Delay](v, id, "disruption") {
		out.Delays = append(out.Delays, entryOf(v, did, x))
	}
	var err error
	out.Reissue, err = s.reissue(ctx, v, id, d)
	return out, err
}

// seats are the roles that approve a plan, the usual two of J1 in the first of each row.
var seats = [][]string{{"Showrunner", "Executive producer", "Producer", "Director", "Studio executive"}, {"Line producer", "Unit production manager"}}

// deciders lists the people who can sign in and whose job is one of the seats.
func deciders(v graph.View) []Decider {
	out := []Decider{}
	for _, row := range seats {
		usual := true
		for _, role := range row {
			for _, e := range graph.All[production.Engagement](v) {
				r, ok := graph.Get[production.Role](v, e.Role.ID)
				p, known := graph.Get[production.Party](v, e.Party.ID)
				if !ok || !known || r.Name != role || p.Account.IsZero() || e.Status == "cancelled" {
					continue
				}
				out = append(out, Decider{e.Party.ID, p.Name, role, usual})
				usual = false
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Decider) int {
		if a.Usual == b.Usual {
			return 0
		}
		if a.Usual {
			return -1
		}
		return 1
	})
	return out
}

func (s *service) zipFile(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r.Context())
	id, err := graph.ParseID(r.PathValue("disruption"))
	if err != nil {
		return fault.At("path.disruption", "%w", err)
	}
	d, ok := graph.Get[production.Disruption](v, id)
	if !ok {
		return fault.New(fault.NotFound, "no disruption %s", id)
	}
	if err := web.Audited(r.Context()); err != nil {
		return err
	}
	name := documents.FileName(documents.Meta{Title: "claim", Subtitle: d.Name, Issue: d.From.String()}, "zip")
	web.ServeDocument(w, r, name, "application/zip", false)
	return s.claimZip(r.Context(), v, id, w)
}
