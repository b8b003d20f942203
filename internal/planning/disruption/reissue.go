package disruption

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Reissue is what has to be handed out again since a disruption was decided, and to whom.
type Reissue struct {
	Sheets    []Paper        `json:"sheets" doc:"Call sheets that were out and say something else now"`
	Schedules []SchedulePass `json:"schedules" doc:"Schedules that were out"`
	Delivered int            `json:"delivered" doc:"Copies handed out since; 0 for those without the right to deliveries"`
	Seen      int            `json:"acknowledged" doc:"Of these, acknowledged"`
	Waiting   []string       `json:"waiting" doc:"Who has a copy and has not acknowledged it"`
}

// SchedulePass is a schedule that was out before the decision.
type SchedulePass struct {
	Name  string `json:"name"`
	Was   int    `json:"was" doc:"Issue that was out"`
	Now   int    `json:"now,omitempty" doc:"Issue since; 0 while there is none"`
	Board bool   `json:"board" doc:"About the board of the disruption"`
}

// decided is the moment in which the way of a disruption came home: that of its line in the ledger.
func decided(v graph.View, id graph.ID, d production.Disruption) graph.Clock {
	for delay := range graph.Referring[production.Delay](v, id, "disruption") {
		if rec, ok := v.Record(delay); ok && rec.Born.Ms >= d.DecidedAtMS {
			return rec.Born
		}
	}
	return graph.Clock{Ms: d.DecidedAtMS}
}

func (s *service) reissue(ctx context.Context, v graph.View, id graph.ID, d production.Disruption) (Reissue, error) {
	out := Reissue{Sheets: []Paper{}, Schedules: []SchedulePass{}, Waiting: []string{}}
	if d.DecidedAtMS == 0 {
		return out, nil
	}
	sheets, err := s.Papers.Outdated(ctx, v, decided(v, id, d))
	if err != nil {
		return out, err
	}
	out.Sheets = append(out.Sheets, sheets...)
	for id, doc := range graph.Referring[production.Document](v, d.Board.ID, "about") {
		if !slices.Contains([]string{"one_liner", "schedule", "day_out_of_days"}, doc.Type) {
			continue
		}
		pass := SchedulePass{Name: doc.Name, Board: true}
		for _, i := range graph.Referring[production.Issue](v, id, "document") {
			switch {
			case i.Withdrawn != "":
			case i.AtMS <= d.DecidedAtMS:
				pass.Was = max(pass.Was, i.Revision)
			default:
				pass.Now = max(pass.Now, i.Revision)
			}
		}
		if pass.Was > 0 {
			out.Schedules = append(out.Schedules, pass)
		}
	}
	for _, sheet := range out.Sheets {
		for _, given := range graph.Referring[production.Delivery](v, sheet.NowID, "issue") {
			out.Delivered++
			if given.AcknowledgedAtMS != 0 {
				out.Seen++
			} else if who, ok := graph.Get[production.Party](v, given.Recipient.ID); ok {
				out.Waiting = append(out.Waiting, who.Name)
			}
		}
	}
	slices.Sort(out.Waiting)
	return out, nil
}

// handOut notes a copy of every call sheet issued again for each person whose line on it changed, and
// for nobody else. Whoever has a copy already gets none.
func (s *service) handOut(ctx context.Context, v graph.View, id graph.ID, now time.Time) (graph.Change, error) {
	d, ok := graph.Get[production.Disruption](v, id)
	if !ok || d.DecidedAtMS == 0 {
		return graph.Change{}, fault.New(fault.Conflict, "copies are handed out once a way out is in force")
	}
	r, err := s.reissue(ctx, v, id, d)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, "Hand out what changed to whom it concerns")
	waiting := 0
	for _, sheet := range r.Sheets {
		if sheet.Now == 0 {
			if len(sheet.People) > 0 {
				waiting++
			}
			continue
		}
		for _, who := range sheet.People {
			given := copyID(sheet.NowID, who.ID)
			if _, there := v.Record(given); there || who.ID.IsZero() {
				continue
			}
			graph.AddAs(e, given, production.Delivery{Issue: graph.To[production.Issue](sheet.NowID), Recipient: graph.To[production.Party](who.ID), Channel: "app",
				SentAtMS: now.UnixMilli(), Hash: sheet.Hash, Status: "sent"})
		}
	}
	if e.Len() == 0 && waiting > 0 {
		return graph.Change{}, fault.New(fault.Conflict, "%s to be published again first", count(waiting, "call sheet has", "call sheets have"))
	}
	return e.Change()
}

// copyID is the id of the copy of an issue for a person, so that nobody gets two.
func copyID(issue, party graph.ID) graph.ID {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s", issue, party))
	var id graph.ID
	copy(id[:], sum[:])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
	return id
}
