package cut

import (
	"cmp"
	"slices"

	"backlot/film/timeline/diff"
	"backlot/film/timeline/recut"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// pair is two versions of the cut with what became of every shot.
type pair struct {
	old, now *cut
	result   *diff.Result
	rows     []row
	where    recut.Map // frames of both counted from 0
}

// row is what became of one shot, with the records on both sides.
type row struct {
	*diff.Change
	old, now *item // nil when added or removed
}

// any is the item as it is, or was.
func (r row) any() *item {
	if r.now != nil {
		return r.now
	}
	return r.old
}

// compare reads two versions. A zero from is the version that to was made from.
func compare(v graph.View, from, to graph.ID) (*pair, error) {
	now, err := read(v, to)
	if err != nil {
		return nil, err
	}
	if from.IsZero() {
		from = now.line.Previous.ID
	}
	if from.IsZero() {
		return nil, fault.New(fault.Invalid, "%s was made from no other version: choose one to compare with", now.line.Name)
	}
	old, err := read(v, from)
	if err != nil {
		return nil, err
	}
	return pairOf(old, now), nil
}

func pairOf(old, now *cut) *pair {
	p := &pair{old: old, now: now}
	// Both are counted from the first frame of their cut, for a new version may begin at another code.
	a, b := *old.node, *now.node
	a.Start, b.Start = nil, nil
	p.result = diff.Timelines(&a, &b)
	for i := range p.result.Changes {
		c := &p.result.Changes[i]
		r := row{Change: c}
		if c.Old != nil {
			it := old.items[old.of[c.Old.Node]]
			r.old = &it
		}
		if c.New != nil {
			it := now.items[now.of[c.New.Node]]
			r.now = &it
		}
		p.rows = append(p.rows, r)
	}
	p.where = recut.Of(p.result)
	return p
}

// ShotRow is what became of a shot between two versions.
type ShotRow struct {
	Kind    diff.Kind `json:"kind" enum:"same,shifted,moved,shortened,lengthened,slipped,retimed,added,removed"`
	Moved   bool      `json:"moved"`
	Split   bool      `json:"split"`
	Track   string    `json:"track"`
	Name    string    `json:"name"`
	Media   string    `json:"media"`
	Old     graph.ID  `json:"old,omitzero"`
	New     graph.ID  `json:"new,omitzero"`
	OldAt   int64     `json:"old_at"` // frames from the first of the cut; -1 when it was not there
	NewAt   int64     `json:"new_at"`
	OldLong int64     `json:"old_long"`
	NewLong int64     `json:"new_long"`
	OldCode string    `json:"old_code"`
	NewCode string    `json:"new_code"`
	Head    int64     `json:"head"`   // source frames more, or fewer, at its beginning
	Tail    int64     `json:"tail"`   // likewise at its end
	Shift   int64     `json:"shift"`  // frames of the cut later, or earlier
	Before  int64     `json:"before"` // frames of the source left before it; -1 when not known
	After   int64     `json:"after"`
	Scene   string    `json:"scene"`
	Speed   float64   `json:"speed"`
}

// Comparison is two versions side by side.
type Comparison struct {
	From    VersionItem    `json:"from"`
	To      VersionItem    `json:"to"`
	Counts  map[string]int `json:"counts"`
	Shots   []ShotRow      `json:"shots"`
	Ripples []Ripple       `json:"ripples"`
	Totals  []RippleTotal  `json:"totals"`
	Prices  bool           `json:"prices"` // false: the reader may not know prices
}

func (p *pair) shotRows(v graph.View) []ShotRow {
	out := []ShotRow{}
	for _, r := range p.rows {
		it := r.any()
		one := ShotRow{Kind: r.Kind, Moved: r.Moved, Split: r.Split, Head: r.Head, Tail: r.Tail, Shift: r.Shift, OldAt: -1, NewAt: -1, Before: -1, After: -1,
			Track: it.track, Name: it.Name, Scene: sceneNumber(v, it.Scene.ID)}
		if r.old != nil {
			one.Old, one.OldAt, one.OldLong, one.OldCode = r.old.id, r.Change.Old.Start, r.old.LengthFrames, p.old.code(r.old.StartFrames)
			one.Media, one.Before, one.After, one.Speed = r.Change.Old.Media, r.Change.Old.Head, r.Change.Old.Tail, r.Change.Old.Speed
		}
		if r.now != nil {
			one.New, one.NewAt, one.NewLong, one.NewCode = r.now.id, r.Change.New.Start, r.now.LengthFrames, p.now.code(r.now.StartFrames)
			one.Media, one.Before, one.After, one.Speed = r.Change.New.Media, r.Change.New.Head, r.Change.New.Tail, r.Change.New.Speed
		}
		out = append(out, one)
	}
	return out
}

func sceneNumber(v graph.View, id graph.ID) string {
	sc, _ := graph.Get[production.Scene](v, id)
	return sc.Number
}

// compareOf is the answer of the compare page.
func compareOf(v graph.View, from, to graph.ID) (Comparison, error) {
	p, err := compare(v, from, to)
	if err != nil {
		return Comparison{}, err
	}
	out := Comparison{From: versionItem(v, p.old.id, p.old.line), To: versionItem(v, p.now.id, p.now.line), Counts: map[string]int{}, Shots: p.shotRows(v), Prices: mayPrice(v)}
	for k, n := range p.result.Counts() {
		out.Counts[string(k)] = n
	}
	out.Ripples = ripples(v, p)
	out.Totals = totals(out.Ripples)
	return out, nil
}

// carry takes what was spotted on the version before to where its picture is in the new one. What lost its picture stays
// behind; the comparison lists it.
func carry(e *graph.Edit, v graph.View, p *pair) {
	for _, c := range cuesOf(v, p.old.id) {
		s := p.where.Stretch(c.StartFrames, c.StartFrames+max(c.LengthFrames, 1))
		if s.State == recut.Lost || c.Status == "dropped" {
			continue
		}
		n := c.Cue
		n.Timeline = graph.To[production.Timeline](p.now.id)
		n.StartFrames, n.LengthFrames = s.From, s.To-s.From
		if c.LengthFrames == 0 {
			n.LengthFrames = 0
		}
		graph.Add(e, n)
	}
}

// cue is a cue with its record's id.
type cue struct {
	id graph.ID
	production.Cue
}

// cuesOf lists the cues of a cut in order.
func cuesOf(v graph.View, id graph.ID) []cue {
	var out []cue
	for c, rec := range graph.Referring[production.Cue](v, id, "timeline") {
		out = append(out, cue{c, rec})
	}
	slices.SortStableFunc(out, func(a, b cue) int {
		return cmp.Or(cmp.Compare(a.StartFrames, b.StartFrames), cmp.Compare(a.Number, b.Number))
	})
	return out
}
