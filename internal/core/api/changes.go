package api

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountChanges(m *web.Mux) {
	const base = "/api/productions/{production}/"
	web.Query(m, "GET "+base+"changes", web.Member, s.history, web.Summary("What was changed, newest first"))
	web.Query(m, "GET "+base+"changes/{change}", web.Member, s.change, web.Summary("One change"))
	web.Command(m, "POST "+base+"changes/{change}/undo", web.Member, s.undo, web.Summary("Take a change back"))
	web.Command(m, "POST "+base+"changes/{change}/redo", web.Member, s.redo, web.Summary("Bring back a change that was undone"))
	web.Query(m, "GET "+base+"conflicts", web.Member, s.conflicts, web.Summary("Fields that two people changed without knowing of each other"))
	web.Command(m, "POST "+base+"conflicts/settle", web.Member, s.settle, web.Summary("Decide a conflict"))
	web.Query(m, "GET "+base+"sync", web.Member, s.pull, web.Summary("For devices: records that changed since a bookmark"))
	web.Action(m, "POST "+base+"sync", web.Member, s.push, web.MaxBody(16<<20), web.Summary("For devices: changes made without a network"))
}

// Author is a person as others see them.
type Author struct {
	ID   graph.ID `json:"id,omitzero"`
	Name string   `json:"name"`
}

func (s *service) author(ctx context.Context, id graph.ID) Author {
	return Author{id, s.names.Of(ctx, id)}
}

// ChangeItem is a change as the reader may know it.
type ChangeItem struct {
	ID      graph.ID       `json:"id"`
	Seq     graph.Seq      `json:"seq" doc:"As counted for the reader"`
	Cause   string         `json:"cause"`
	Author  Author         `json:"author"`
	At      time.Time      `json:"at"`
	Kinds   []graph.Kind   `json:"kinds"`
	Records []graph.ID     `json:"records"`
	Ops     []graph.ToldOp `json:"ops" doc:"At most 100"`
	Reverts graph.ID       `json:"reverts,omitzero"`
	Merges  graph.ID       `json:"merges,omitzero"`
}

const opsShown = 100

func (s *service) changeItem(ctx context.Context, told graph.Told) ChangeItem {
	out := ChangeItem{ID: told.ID, Seq: told.Seq, Cause: told.Cause, Author: s.author(ctx, told.Author), At: told.Clock.Time(), Kinds: []graph.Kind{},
		Records: []graph.ID{}, Ops: []graph.ToldOp{}, Reverts: told.Reverts, Merges: told.Merges}
	for _, op := range told.Ops {
		if !slices.Contains(out.Kinds, op.Kind) {
			out.Kinds = append(out.Kinds, op.Kind)
		}
		if len(out.Records) < opsShown && !slices.Contains(out.Records, op.Record) {
			out.Records = append(out.Records, op.Record)
		}
	}
	out.Ops = append(out.Ops, told.Ops[:min(len(told.Ops), opsShown)]...)
	return out
}

// told is changes as the reader may know them; others are left out.
func (s *service) told(ctx context.Context, v graph.View, changes []graph.Change) []ChangeItem {
	out := []ChangeItem{}
	for _, c := range changes {
		if told, ok := v.Told(c); ok && len(told.Ops) > 0 {
			out = append(out, s.changeItem(ctx, told))
		}
	}
	return out
}

type historyIn struct {
	Before graph.Seq  `query:"before" minimum:"0" doc:"Older than this number; left out: from the latest"`
	Limit  int        `query:"limit" minimum:"1" maximum:"500" doc:"50 when left out"`
	Record graph.ID   `query:"record" kind:"*" doc:"Only changes of this record"`
	Kind   graph.Kind `query:"kind" doc:"Only changes of records of this kind"`
	Author graph.ID   `query:"author" doc:"Only changes by this account"`
}

func (in historyIn) wants(t graph.Told) bool {
	if !in.Author.IsZero() && t.Author != in.Author {
		return false
	}
	if in.Record.IsZero() && in.Kind == "" {
		return true
	}
	return slices.ContainsFunc(t.Ops, func(op graph.ToldOp) bool {
		return (in.Record.IsZero() || op.Record == in.Record) && (in.Kind == "" || op.Kind == in.Kind)
	})
}

// ChangePage is one page of the history.
type ChangePage struct {
	Changes []ChangeItem `json:"changes"`
	Next    graph.Seq    `json:"next,omitempty" doc:"Give it as before for the next page; left out on the last"`
}

const (
	historyStep = 256   // changes read at once
	historyScan = 20000 // known changes looked at in one request
)

func (s *service) history(ctx context.Context, v graph.View, in historyIn) (ChangePage, error) {
	limit := cmp.Or(in.Limit, 50)
	page := ChangePage{Changes: []ChangeItem{}}
	last := v.Landed(v.Seq())
	if in.Before > 0 {
		last = min(last, v.Landed(in.Before-1))
	}
	for looked := 0; last > 0; {
		first := max(0, last-historyStep)
		list, err := s.Store.Changes(ctx, v.Where(), first, int(last-first))
		if err != nil {
			return page, err
		}
		for _, c := range slices.Backward(list) {
			told, ok := v.Told(c)
			if !ok {
				continue
			}
			if len(page.Changes) == limit || looked == historyScan {
				page.Next = told.Seq + 1
				return page, nil
			}
			looked++
			if in.wants(told) {
				page.Changes = append(page.Changes, s.changeItem(ctx, told))
			}
		}
		last = first
	}
	return page, nil
}

type changeIn struct {
	Change graph.ID `path:"change"`
	Force  bool     `json:"force,omitempty" doc:"Also take back what somebody has changed since"`
}

// known is a change of the view's place that the reader may know of.
func (s *service) known(ctx context.Context, v graph.View, id graph.ID) (graph.Change, graph.Told, error) {
	missing := fault.New(fault.NotFound, "no change %s", id)
	c, err := s.Store.ChangeByID(ctx, v.Where().Production, id)
	if fault.Is(err, fault.NotFound) {
		err = missing
	}
	if err != nil {
		return c, graph.Told{}, err
	}
	told, ok := v.Told(c)
	if !ok || c.Where() != v.Where() {
		return c, told, missing
	}
	return c, told, nil
}

type changeIDIn struct {
	Change graph.ID `path:"change"`
}

func (s *service) change(ctx context.Context, v graph.View, in changeIDIn) (ChangeItem, error) {
	_, told, err := s.known(ctx, v, in.Change)
	if err != nil {
		return ChangeItem{}, err
	}
	return s.changeItem(ctx, told), nil
}

func (s *service) undo(ctx context.Context, v graph.View, in changeIn) (graph.Change, error) {
	c, told, err := s.known(ctx, v, in.Change)
	if err != nil {
		return graph.Change{}, err
	}
	if err := mayUndo(ctx, v, c, told); err != nil {
		return graph.Change{}, err
	}
	back, err := graph.Revert(v, s.ids, c, in.Force)
	if err != nil {
		return back, err
	}
	return back, mayTakeBack(ctx, v, c, back)
}

// mayTakeBack refuses to undo what was found out about the world, such as that a copy of footage is damaged: it is found
// out again instead. What a person signed is theirs alone to take back.
func mayTakeBack(ctx context.Context, v graph.View, c, back graph.Change) error {
	for _, op := range back.Ops {
		info, err := v.Registry().Info(op.Kind)
		if err != nil {
			return err
		}
		if f := keptIn(info, op.Fields); f != nil && op.Do == graph.Patch {
			return fault.New(fault.Conflict, "%q is not undone: %s of a %s is what was found; want %s", c.Cause, f.Name, strings.ToLower(info.Title), f.Kept)
		}
		if info.Kept != "" && c.Author != web.PersonOf(ctx).Account {
			return fault.New(fault.Denied, "%q was signed by somebody else, who alone may undo it", c.Cause)
		}
	}
	return nil
}

// mayUndo lets people take back what they did themselves, and what others did to
// records that they may write.
func mayUndo(ctx context.Context, v graph.View, c graph.Change, told graph.Told) error {
	if len(told.Ops) != len(c.Ops) {
		return fault.New(fault.Denied, "this change is about more than you may know; somebody who may has to undo it")
	}
	if c.Author == web.PersonOf(ctx).Account {
		return nil
	}
	for _, op := range c.Ops {
		info, err := v.Registry().Info(op.Kind)
		if err != nil {
			return err
		}
		if err := allow(v, info); err != nil {
			return err
		}
	}
	return nil
}

// redo undoes an undo.
func (s *service) redo(ctx context.Context, v graph.View, in changeIn) (graph.Change, error) {
	c, _, err := s.known(ctx, v, in.Change)
	if err != nil {
		return graph.Change{}, err
	}
	if c.Reverts.IsZero() {
		return graph.Change{}, fault.At("path.change", "%q is not an undo; redo takes the id of the undo", c.Cause)
	}
	return s.undo(ctx, v, in)
}
