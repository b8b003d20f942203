package api

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

type pullIn struct {
	After graph.Seq `query:"after" minimum:"0" doc:"Bookmark of the last pull; 0: everything"`
}

// Pull is what changed since a bookmark, as the reader may know it.
type Pull struct {
	Bookmark graph.Seq      `json:"bookmark" doc:"Give it as after next time"`
	Whole    bool           `json:"whole,omitempty" doc:"Everything is here: forget what is not"`
	Records  []graph.Record `json:"records" doc:"As they are now"`
	Gone     []graph.ID     `json:"gone" doc:"Deleted, or not to be known any more"`
}

// maxPulled is how many changes a pull follows one by one; a device further behind
// gets everything.
const maxPulled = 10_000

// pull gives a device the present state of what changed, never the changes
// themselves: it can hold nothing that the reader may not know.
func (s *service) pull(ctx context.Context, v graph.View, in pullIn) (Pull, error) {
	out := Pull{Bookmark: v.Seq(), Records: []graph.Record{}, Gone: []graph.ID{}}
	if in.After > v.Seq() {
		return out, fault.At("query.after", "bookmark %d is ahead of the production, which is at %d: pull everything with 0", in.After, v.Seq())
	}
	if in.After == 0 || v.Seq()-in.After > maxPulled {
		out.Whole = true
		for _, info := range v.Registry().All() {
			for rec := range v.Records(info.Kind) {
				out.Records = append(out.Records, rec)
			}
		}
		return out, nil
	}
	list, err := s.Store.Changes(ctx, v.Where(), v.Landed(in.After), 2*maxPulled)
	if err != nil {
		return out, err
	}
	seen := map[graph.ID]bool{}
	for _, c := range list {
		told, _ := v.Told(c)
		for _, op := range told.Ops {
			if seen[op.Record] {
				continue
			}
			seen[op.Record] = true
			if rec, ok := v.Record(op.Record); ok {
				out.Records = append(out.Records, rec)
			} else {
				out.Gone = append(out.Gone, op.Record)
			}
		}
	}
	return out, nil
}

type pushIn struct {
	Device  graph.ID       `json:"device" doc:"The device's own id, the same in every push"`
	Changes []graph.Change `json:"changes" doc:"In the order they were made; only id, clock, cause and ops count"`
}

// Pushed is the outcome of a push.
type Pushed struct {
	New      int       `json:"new" doc:"Changes that were not here yet"`
	Bookmark graph.Seq `json:"bookmark"`
}

// push takes changes that a device made without a network. They keep the device's
// clock, so that the later edit wins whenever it arrives; each is made anew
// through the person's view, so that a device can do no more than its person.
func (s *service) push(ctx context.Context, in pushIn) (Pushed, error) {
	if in.Device.IsZero() || len(in.Changes) == 0 {
		return Pushed{}, fault.At("device", "a push needs the device's id and at least one change")
	}
	v := web.ViewOf(ctx)
	n := 0
	for i := range in.Changes {
		c, err := s.admit(ctx, v, in.Device, &in.Changes[i])
		if err != nil {
			return Pushed{}, fmt.Errorf("changes[%d]: %w", i, err)
		}
		fresh, err := s.Store.Receive(ctx, []graph.Change{c})
		if err != nil {
			return Pushed{}, fmt.Errorf("changes[%d]: %w", i, err)
		}
		n += fresh
		if v, err = s.Store.View(ctx, v.Where(), v.Audience()); err != nil {
			return Pushed{}, err
		}
	}
	return Pushed{New: n, Bookmark: v.Seq()}, nil
}

// admit makes a device's change again with the rights of its person.
func (s *service) admit(ctx context.Context, v graph.View, device graph.ID, in *graph.Change) (graph.Change, error) {
	if in.ID.IsZero() || in.Clock.Ms <= 0 || in.Clock.Ms > time.Now().Add(10*time.Minute).UnixMilli() {
		return graph.Change{}, fault.At("clock", "a change needs an id and the time it was made, not in the future; check the device's clock")
	}
	old, err := s.Store.ChangeByID(ctx, v.Where().Production, in.ID)
	if err == nil && old.Author == web.PersonOf(ctx).Account && old.Device == device {
		return old, nil // sent again: it lands once
	}
	if !fault.Is(err, fault.NotFound) {
		return graph.Change{}, fault.New(fault.Conflict, "change %s is somebody else's; make a fresh id for each change", in.ID)
	}
	e := v.Edit(s.ids, in.Cause)
	for i := range in.Ops {
		if err := admitOp(v, e, &in.Ops[i]); err != nil {
			return graph.Change{}, fmt.Errorf("ops[%d]: %w", i, err)
		}
	}
	c, err := e.Change()
	if err != nil {
		return c, err
	}
	for i := range c.Ops {
		if c.Ops[i].Do == graph.Delete && i < len(in.Ops) && in.Ops[i].Do == graph.Delete {
			c.Ops[i].Seen = in.Ops[i].Seen
		}
	}
	c.ID, c.Clock, c.Device, c.Author = in.ID, in.Clock, device, web.PersonOf(ctx).Account
	return c, v.Pass(c)
}

func admitOp(v graph.View, e *graph.Edit, op *graph.Op) error {
	info, err := v.Registry().Info(op.Kind)
	if err != nil {
		return err
	}
	if err := allow(v, info); err != nil {
		return err
	}
	if err := byHand(info, op.Fields); err != nil {
		return err
	}
	if rec, ok := v.Record(op.Record); ok && rec.Kind != op.Kind {
		return fault.New(fault.Invalid, "record %s is a %s, not a %s", op.Record, rec.Kind, op.Kind)
	}
	switch op.Do {
	case graph.Create:
		e.AddFields(op.Kind, op.Record, op.Fields)
	case graph.Patch:
		var seen json.RawMessage
		if len(op.Before) > 0 {
			seen = op.Before
		}
		e.PatchSeen(op.Kind, op.Record, op.Fields, seen)
	case graph.Delete:
		e.Delete(op.Record)
	case graph.Restore:
		e.Restore(op.Record)
	default:
		return fault.New(fault.Invalid, "operation %q: a device may create, patch, delete and restore; the rest is done online", op.Do)
	}
	return nil
}
