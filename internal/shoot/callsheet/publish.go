package callsheet

import (
	"context"
	"fmt"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// issueOf is an issue record with its id.
type issueOf struct {
	ID     graph.ID
	Record production.Issue
}

// issuesOf finds the document of a day's call sheet and its issues, the latest last.
func issuesOf(v graph.View, day graph.ID) (document graph.ID, list []issueOf) {
	for id, d := range graph.Referring[production.Document](v, day, "about") {
		if d.Type != "call_sheet" || !document.IsZero() {
			continue
		}
		document = id
		for iid, i := range graph.Referring[production.Issue](v, id, "document") {
			at := len(list)
			for at > 0 && list[at-1].Record.Revision > i.Revision {
				at--
			}
			list = append(list[:at], append([]issueOf{{iid, i}}, list[at:]...)...)
		}
	}
	return document, list
}

// issue marks the sheet as a working copy after the last issue.
func (c *composer) issue() {
	if _, list := issuesOf(c.v, c.id); len(list) > 0 {
		c.sheet.Last = list[len(list)-1].Record.Revision
	}
}

// publish freezes the call sheet of a day as its next issue. It is made from what everybody with the
// publisher's rights may know, never from what only a circle knows: a paper that is handed round
// must not carry a secret. Publishing what has not changed is a conflict.
func (s *service) publish(ctx context.Context, v graph.View, day graph.ID, now time.Time) (graph.Change, error) {
	sheet, err := Compose(v.Uncleared(), s.boards, day)
	if err != nil {
		return graph.Change{}, err
	}
	document, list := issuesOf(v, day)
	sheet.Issue, sheet.Last = 1, 0
	if n := len(list); n > 0 {
		last := list[n-1].Record
		sheet.Issue = last.Revision + 1
		if before, err := s.load(ctx, last.Hash); err == nil {
			sheet.Changes = Differences(before.Sheet, sheet)
			if len(sheet.Changes) == 0 {
				return graph.Change{}, fault.New(fault.Conflict, "nothing changed since issue %d", last.Revision)
			}
		}
	}
	frozen, err := freeze(sheet, now)
	if err != nil {
		return graph.Change{}, fmt.Errorf("publish call sheet of %s: %w", sheet.Date, err)
	}
	hash, err := s.keep(ctx, frozen)
	if err != nil {
		return graph.Change{}, fmt.Errorf("publish call sheet of %s: %w", sheet.Date, err)
	}
	e := v.Edit(s.ids, fmt.Sprintf("Publish call sheet of day %d, issue %d", sheet.Day, sheet.Issue))
	if document.IsZero() {
		document = graph.Add(e, production.Document{Type: "call_sheet", Name: sheet.name(), About: graph.To[graph.Any](day)})
	}
	graph.Add(e, production.Issue{
		Document: graph.To[production.Document](document), Revision: sheet.Issue, AtMS: now.UnixMilli(), By: graph.To[production.Party](partyOf(v)),
		Hash: hash, Changes: strings.Join(sheet.Changes, "\n"),
	})
	if d, ok := graph.Get[production.ShootDay](v, day); ok && (d.Status == "" || d.Status == "planned") {
		graph.Update(e, day, func(r *production.ShootDay) { r.Status = "called" })
	}
	return e.Change()
}

func (s Sheet) name() string {
	return fmt.Sprintf("Call sheet day %d, %s", s.Day, s.Date.Format("2 Jan 2006"))
}

// partyOf is the person behind the account that reads the view.
func partyOf(v graph.View) graph.ID {
	account := v.Audience().Account
	if account.IsZero() {
		return graph.ID{}
	}
	for id, p := range graph.All[production.Party](v) {
		if p.Account == account {
			return id
		}
	}
	return graph.ID{}
}

// find gives one issue of a day.
func find(v graph.View, day graph.ID, revision int) (production.Issue, error) {
	_, list := issuesOf(v, day)
	for _, i := range list {
		if i.Record.Revision == revision {
			return i.Record, nil
		}
	}
	return production.Issue{}, fault.New(fault.NotFound, "call sheet has no issue %d: it has %d", revision, len(list))
}
