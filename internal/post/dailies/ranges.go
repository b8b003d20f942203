package dailies

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// RangeRow is a stretch of a clip that somebody marked.
type RangeRow struct {
	ID     graph.ID `json:"id"`
	Type   string   `json:"type"`
	Reason string   `json:"reason,omitempty"`
	Text   string   `json:"text,omitempty"`
	Frame  int64    `json:"frame"`
	Length int64    `json:"length"`
	Mine   bool     `json:"mine"`
}

func rangesOf(v graph.View, clip graph.ID) []RangeRow {
	out := []RangeRow{}
	me := v.Audience().Account
	for id, r := range graph.Referring[production.ClipRange](v, clip, "clip") {
		out = append(out, RangeRow{id, r.Type, r.Reason, r.Text, r.AtFrames, r.LengthFrames, !me.IsZero() && r.Account == me})
	}
	slices.SortStableFunc(out, func(a, b RangeRow) int { return cmp.Or(cmp.Compare(a.Frame, b.Frame), cmp.Compare(a.Length, b.Length)) })
	return out
}

type addRangeIn struct {
	Clip   graph.Ref[production.Clip] `path:"clip"`
	ID     graph.ID                   `json:"id,omitzero" doc:"Chosen by the caller; left out: a new one"`
	Type   string                     `json:"type" enum:"select,alternate,outtake,avoid,sync"`
	Reason string                     `json:"reason,omitempty"`
	Text   string                     `json:"text,omitempty" maxLength:"2000"`
	Frame  int64                      `json:"frame" minimum:"0"`
	Length int64                      `json:"length" minimum:"1"`
}

func (s *service) addRange(ctx context.Context, v graph.View, in addRangeIn) (graph.Change, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return graph.Change{}, err
	}
	clip, err := c.clip(in.Clip.ID)
	if err != nil {
		return graph.Change{}, err
	}
	if err := inClip(clip, in.Frame, in.Length); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, "Mark frames of "+clip.Name)
	r := production.ClipRange{Clip: in.Clip, Type: in.Type, Reason: in.Reason, Text: strings.TrimSpace(in.Text), AtFrames: in.Frame, LengthFrames: in.Length,
		Account: v.Audience().Account}
	if in.ID.IsZero() {
		in.ID = s.IDs.NewID()
	}
	graph.AddAs(e, in.ID, r)
	if accounts, closed := c.named(clip); closed {
		readers := make([]string, len(accounts))
		for i, id := range accounts {
			readers[i] = access.ReaderAccount(id)
		}
		e.KeepTo(in.ID, readers...) // nobody else finds its words by searching
	}
	return e.Change()
}

type patchRangeIn struct {
	Range  graph.Ref[production.ClipRange] `path:"range"`
	Type   string                          `json:"type,omitempty"`
	Reason *string                         `json:"reason,omitempty"`
	Text   *string                         `json:"text,omitempty" maxLength:"2000"`
	Frame  *int64                          `json:"frame,omitempty" minimum:"0"`
	Length *int64                          `json:"length,omitempty" minimum:"1"`
}

func (s *service) patchRange(ctx context.Context, v graph.View, in patchRangeIn) (graph.Change, error) {
	r, clip, err := s.rangeOn(ctx, v, in.Range.ID)
	if err != nil {
		return graph.Change{}, err
	}
	if in.Type != "" {
		r.Type = in.Type
		if in.Type != "outtake" {
			r.Reason = ""
		}
	}
	if in.Reason != nil {
		r.Reason = *in.Reason
	}
	if in.Text != nil {
		r.Text = strings.TrimSpace(*in.Text)
	}
	if in.Frame != nil {
		r.AtFrames = *in.Frame
	}
	if in.Length != nil {
		r.LengthFrames = *in.Length
	}
	if err := inClip(clip, r.AtFrames, r.LengthFrames); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, "Change a mark on "+clip.Name)
	graph.Update(e, in.Range.ID, func(old *production.ClipRange) { *old = r })
	return e.Change()
}

type rangeIn struct {
	Range graph.Ref[production.ClipRange] `path:"range"`
}

func (s *service) dropRange(ctx context.Context, v graph.View, in rangeIn) (graph.Change, error) {
	_, clip, err := s.rangeOn(ctx, v, in.Range.ID)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, "Take a mark off "+clip.Name)
	e.Delete(in.Range.ID)
	return e.Change()
}

func (s *service) rangeOn(ctx context.Context, v graph.View, id graph.ID) (production.ClipRange, production.Clip, error) {
	r, ok := graph.Get[production.ClipRange](v, id)
	if ok {
		if clip, err := s.watchable(ctx, v, r.Clip.ID); err == nil {
			return r, clip, nil
		}
	}
	return r, production.Clip{}, fault.New(fault.NotFound, "no mark %s on footage", id)
}

type watchedIn struct {
	Clips   []graph.ID `json:"clips" minItems:"1" maxItems:"500"`
	Watched bool       `json:"watched"`
}

// markWatched notes what the reader has seen, for themselves only.
func (s *service) markWatched(ctx context.Context, v graph.View, in watchedIn) (graph.Change, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return graph.Change{}, err
	}
	me := v.Audience().Account
	if me.IsZero() {
		return graph.Change{}, fault.New(fault.Denied, "only somebody who signed in has watched anything")
	}
	e := v.Edit(s.IDs, "Watch footage")
	for _, id := range in.Clips {
		if _, err := c.clip(id); err != nil {
			return graph.Change{}, err
		}
		had := false
		for mark, w := range graph.Referring[production.Watched](v, id, "clip") {
			if w.Account == me {
				if had = true; !in.Watched {
					e.Delete(mark)
				}
			}
		}
		if in.Watched && !had {
			mark := graph.Add(e, production.Watched{Clip: graph.To[production.Clip](id), Account: me, AtMS: s.Now().UnixMilli()})
			e.KeepTo(mark, access.ReaderAccount(me))
		}
	}
	return e.Change()
}

type viewersIn struct {
	Scene    graph.Ref[production.Scene] `path:"scene"`
	Accounts []graph.ID                  `json:"accounts" maxItems:"200"`
}

// setViewers names who may watch footage of a closed set.
func (s *service) setViewers(_ context.Context, v graph.View, in viewersIn) (graph.Change, error) {
	scene, ok := graph.Get[production.Scene](v, in.Scene.ID)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no scene %s", in.Scene.ID)
	}
	known := map[graph.ID]bool{}
	for _, p := range graph.All[production.Party](v) {
		known[p.Account] = true
	}
	viewers := map[string]bool{}
	for _, a := range in.Accounts {
		if a.IsZero() || !known[a] && a != v.Audience().Account {
			return graph.Change{}, fault.At("accounts", "no person of this production signs in as %s", a)
		}
		viewers[a.String()] = true
	}
	e := v.Edit(s.IDs, "Say who watches footage of scene "+scene.Number)
	any := false
	for id, f := range graph.Referring[production.ContentFlag](v, in.Scene.ID, "scene") {
		if guarded(f) {
			any = true
			graph.Update(e, id, func(f *production.ContentFlag) { f.Viewers = viewers })
		}
	}
	if !any {
		return graph.Change{}, fault.New(fault.Invalid, "scene %s is no closed set: everybody who watches dailies may watch it; flag it in the breakdown first", scene.Number)
	}
	return e.Change()
}

type ruleIn struct {
	BurnIn string `json:"burn_in" enum:"by_right,everybody,nobody"`
	Notice string `json:"notice,omitempty" maxLength:"120" doc:"A line burned in as well"`
}

// setRule says whose copies have a name burned in.
func (s *service) setRule(ctx context.Context, v graph.View, in ruleIn) (graph.Change, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, "Say whose viewing copies have a name burned in")
	want := production.ScreeningRule{BurnIn: in.BurnIn, Notice: strings.TrimSpace(in.Notice)}
	if c.ruleID.IsZero() {
		graph.AddAs(e, ruleID(v), want)
	} else {
		graph.Update(e, c.ruleID, func(r *production.ScreeningRule) { *r = want })
	}
	return e.Change()
}

// ruleID is the same on every device, so that two who set the rule at once make one.
func ruleID(v graph.View) graph.ID {
	sum := sha256.Sum256(fmt.Appendf(nil, "screening rule of %s", v.Where().Production))
	var id graph.ID
	copy(id[:], sum[:])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80 // RFC 9562, version 8
	return id
}
