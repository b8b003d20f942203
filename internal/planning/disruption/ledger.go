package disruption

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Ledger is the delay ledger as its reader may know it.
type Ledger struct {
	Entries []Entry `json:"entries" doc:"By date"`
	Causes  []Sum   `json:"causes" doc:"Totals by cause, the costliest in time first"`
	Total   Sum     `json:"total"`
	// Costs says whether the reader may know what delays cost.
	Costs  bool    `json:"costs"`
	Notice []Entry `json:"notice" doc:"Entries the insurer has not been told of, the most urgent first"`
}

// Entry is a line of the delay ledger.
type Entry struct {
	ID         graph.ID           `json:"id"`
	Date       civil.Date         `json:"date"`
	Cause      string             `json:"cause"`
	Text       string             `json:"text"`
	LostMin    int                `json:"lost_min"`
	LostDays   int                `json:"lost_days"`
	BorneBy    string             `json:"borne_by"`
	Status     string             `json:"status"`
	Policy     string             `json:"policy,omitempty"`
	NoticeBy   civil.Date         `json:"notice_by,omitzero"`
	NoticedMS  int64              `json:"noticed_at_ms,omitempty"`
	Claim      string             `json:"claim_number,omitempty"`
	Scenes     []string           `json:"scenes" doc:"Numbers of what could not be shot"`
	Disruption graph.ID           `json:"disruption,omitzero"`
	Evidence   []EvidenceItem     `json:"evidence"`
	Costs      []CostItem         `json:"costs"`
	Sum        []production.Money `json:"sum" doc:"By currency"`
}

// CostItem is one amount of a delay.
type CostItem struct {
	ID     graph.ID         `json:"id"`
	Type   string           `json:"type"`
	Amount production.Money `json:"amount"`
	Source string           `json:"source,omitempty"`
}

// EvidenceItem is a piece of evidence.
type EvidenceItem struct {
	ID       graph.ID `json:"id"`
	Name     string   `json:"name"`
	File     string   `json:"file,omitempty" doc:"Name of the file; empty when it is none"`
	Source   string   `json:"source,omitempty"`
	By       string   `json:"by,omitempty"`
	MadeAtMS int64    `json:"made_at_ms,omitempty"`
	AtMS     int64    `json:"at_ms,omitempty"`
}

// Sum is what was lost.
type Sum struct {
	Cause   string             `json:"cause,omitempty"`
	Entries int                `json:"entries"`
	Days    int                `json:"days"`
	Minutes int                `json:"minutes"`
	Cost    []production.Money `json:"cost" doc:"By currency"`
}

func (s *Sum) add(e Entry) {
	s.Entries++
	s.Days += e.LostDays
	s.Minutes += e.LostMin
	for _, m := range e.Sum {
		s.Cost = plus(s.Cost, m)
	}
}

// plus adds an amount to sums by currency.
func plus(sums []production.Money, m production.Money) []production.Money {
	for i := range sums {
		if sums[i].Currency == m.Currency {
			sums[i].Minor += m.Minor
			return sums
		}
	}
	return append(sums, m)
}

// LedgerOf reads the delay ledger.
func LedgerOf(v graph.View) Ledger {
	out := Ledger{Entries: []Entry{}, Causes: []Sum{}, Notice: []Entry{}, Costs: may(v, production.RightMoney), Total: Sum{Cost: []production.Money{}}}
	byCause := map[string]*Sum{}
	for id, d := range graph.All[production.Delay](v) {
		e := entryOf(v, id, d)
		out.Entries = append(out.Entries, e)
		out.Total.add(e)
		if byCause[d.Cause] == nil {
			byCause[d.Cause] = &Sum{Cause: d.Cause, Cost: []production.Money{}}
		}
		byCause[d.Cause].add(e)
		if e.NoticedMS == 0 && !e.NoticeBy.IsZero() {
			out.Notice = append(out.Notice, e)
		}
	}
	slices.SortFunc(out.Entries, func(a, b Entry) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID.String(), b.ID.String())) })
	slices.SortFunc(out.Notice, func(a, b Entry) int {
		return cmp.Or(a.NoticeBy.Compare(b.NoticeBy), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	for _, cause := range slices.Sorted(maps.Keys(byCause)) {
		out.Causes = append(out.Causes, *byCause[cause])
	}
	slices.SortStableFunc(out.Causes, func(a, b Sum) int { return cmp.Or(b.Days-a.Days, b.Minutes-a.Minutes) })
	return out
}

func entryOf(v graph.View, id graph.ID, d production.Delay) Entry {
	out := Entry{ID: id, Date: d.Date, Cause: d.Cause, Text: d.Text, LostMin: d.LostMin, LostDays: d.LostDays, BorneBy: cmp.Or(d.BorneBy, "undecided"), Status: cmp.Or(d.Status, "none"),
		Policy: v.Label(d.Policy.ID), NoticeBy: d.NoticeBy, NoticedMS: d.NoticedAtMS, Claim: d.ClaimNumber, Scenes: scenesOf(v, d.Strips), Disruption: d.Disruption.ID,
		Evidence: append(evidenceOf(v, id), evidenceOf(v, d.Disruption.ID)...), Costs: []CostItem{}, Sum: []production.Money{}}
	for cid, c := range graph.Referring[production.DelayCost](v, id, "delay") {
		out.Costs = append(out.Costs, CostItem{cid, c.Type, c.Amount, c.Source})
		out.Sum = plus(out.Sum, c.Amount)
	}
	return out
}

// scenesOf are the numbers of strips, in order.
func scenesOf(v graph.View, strips map[string]bool) []string {
	out := []string{}
	for text := range strips {
		id, _ := graph.ParseID(text)
		st, ok := graph.Get[production.Strip](v, id)
		if sc, known := graph.Get[production.Scene](v, st.Scene.ID); ok && known {
			name := sc.Number
			if st.Part != "" {
				name += " " + st.Part
			}
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(len(a)-len(b), cmp.Compare(a, b)) })
	return out
}

// evidenceOf lists the evidence about a disruption or delay, in the order it was handed in.
func evidenceOf(v graph.View, about graph.ID) []EvidenceItem {
	out := []EvidenceItem{}
	if about.IsZero() {
		return out
	}
	for id, e := range graph.Referring[production.Evidence](v, about, "about") {
		by, _ := graph.Get[production.Party](v, e.By.ID)
		item := EvidenceItem{ID: id, Name: e.Name, Source: e.Source, By: by.Name, MadeAtMS: e.MadeAtMS, AtMS: e.AtMS}
		if e.FileHash != "" {
			item.File = cmp.Or(e.FileName, e.Name)
		}
		out = append(out, item)
	}
	return out
}

// DelayIn is a line of the ledger as somebody types it. Fields left out stay.
type DelayIn struct {
	Date     *civil.Date `json:"date,omitempty"`
	Cause    *string     `json:"cause,omitempty" enum:"weather,cast,camera,lighting,sound,art,costume,makeup,stunts,effects,animal,minor,location,transport,safety,creative,script,authority,other"`
	Text     *string     `json:"text,omitempty" minLength:"1" maxLength:"500"`
	LostMin  *int        `json:"lost_min,omitempty" minimum:"0" maximum:"100000"`
	LostDays *int        `json:"lost_days,omitempty" minimum:"0" maximum:"1000"`
	BorneBy  *string     `json:"borne_by,omitempty" enum:"production,insurer,location,vendor,studio,shared,undecided"`
	Status   *string     `json:"status,omitempty" enum:"none,noticed,claimed,paid,refused"`
	NoticeBy *civil.Date `json:"notice_by,omitempty" doc:"Last date to tell the insurer; a policy says it"`
	Claim    *string     `json:"claim_number,omitempty" maxLength:"80"`
	Policy   *graph.ID   `json:"policy,omitempty" doc:"Insurance, by its grant"`
}

func (in DelayIn) write(r *production.Delay, now time.Time) {
	set(&r.Date, in.Date)
	set(&r.Cause, in.Cause)
	set(&r.Text, in.Text)
	set(&r.LostMin, in.LostMin)
	set(&r.LostDays, in.LostDays)
	set(&r.BorneBy, in.BorneBy)
	set(&r.NoticeBy, in.NoticeBy)
	set(&r.ClaimNumber, in.Claim)
	if in.Policy != nil {
		r.Policy = graph.To[production.Grant](*in.Policy)
	}
	if in.Status != nil {
		r.Status = *in.Status
		if r.Status != "none" && r.NoticedAtMS == 0 {
			r.NoticedAtMS = now.UnixMilli()
		}
		if r.Status == "none" {
			r.NoticedAtMS = 0
		}
	}
}

// addDelay enters a delay that follows from no reported disruption.
func (s *service) addDelay(v graph.View, in DelayIn, now time.Time) (graph.Change, error) {
	d := production.Delay{BorneBy: "undecided", Status: "none", AtMS: now.UnixMilli(), By: partyOf(v)}
	in.write(&d, now)
	if d.LostMin == 0 && d.LostDays == 0 {
		return graph.Change{}, fault.At("body.lost_min", "nothing is lost: want minutes or days")
	}
	if err := d.Validate(); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, fmt.Sprintf("Enter a delay on %s", d.Date.Format("2 Jan")))
	graph.Add(e, d)
	return e.Change()
}

func (s *service) patchDelay(v graph.View, id graph.ID, in DelayIn, now time.Time) (graph.Change, error) {
	d, ok := graph.Get[production.Delay](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no delay %s", id)
	}
	e := v.Edit(s.IDs, fmt.Sprintf("Change the delay of %s", d.Date.Format("2 Jan")))
	graph.Update(e, id, func(r *production.Delay) { in.write(r, now) })
	return e.Change()
}

// CostIn is one amount of a delay.
type CostIn struct {
	Type   string `json:"type" enum:"cast,holds,travel,moves,overtime,rest,days,places,gear,idle,other"`
	Amount string `json:"amount" doc:"Such as 12500.00 NOK; negative is less than without the delay"`
	Source string `json:"source,omitempty" maxLength:"200" doc:"How it is known: time sheets, an invoice and its number"`
}

func (s *service) addCost(v graph.View, delay graph.ID, in CostIn) (graph.Change, error) {
	d, ok := graph.Get[production.Delay](v, delay)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no delay %s", delay)
	}
	if !may(v, production.RightMoney) {
		return graph.Change{}, fault.New(fault.Denied, "what delays cost is kept by those with the right to money")
	}
	amount, err := production.ParseMoney(in.Amount)
	if err != nil {
		return graph.Change{}, fault.At("body.amount", "%w", err)
	}
	e := v.Edit(s.IDs, fmt.Sprintf("Enter a cost of the delay of %s", d.Date.Format("2 Jan")))
	graph.Add(e, production.DelayCost{Delay: graph.To[production.Delay](delay), Type: in.Type, Amount: amount, Source: in.Source})
	return e.Change()
}

func (s *service) drop(v graph.View, id graph.ID, what string) (graph.Change, error) {
	rec, ok := v.Record(id)
	if !ok || string(rec.Kind) != what {
		return graph.Change{}, fault.New(fault.NotFound, "no such %s: %s", what, id)
	}
	e := v.Edit(s.IDs, "Remove "+rec.Label+" from the delay ledger")
	e.Delete(id)
	return e.Change()
}
