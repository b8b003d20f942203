package cut

import (
	"cmp"
	"slices"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Link is one record on the way from a frame to the words it began as.
type Link struct {
	Kind  graph.Kind `json:"kind"`
	ID    graph.ID   `json:"id"`
	Label string     `json:"label"`
}

// Lineage is where something comes from, and where it went.
type Lineage struct {
	// Chain leads from the frame to the revision: cut, item, clip, take, setup, scene, draft, as far as they are known.
	Chain []Link `json:"chain"`
	// Lines of the script that the take covers, or the one asked for.
	Lines []Link `json:"lines"`
	// Uses are the places in cuts, in the order of the latest cut first.
	Uses []Use `json:"uses"`
	// Source is the frame of the clip, from its first; -1 when no frame was asked for.
	Source int64 `json:"source"`
}

type lineageIn struct {
	Cut    graph.Ref[production.Timeline] `query:"cut" doc:"Ask for a frame of this cut"`
	Frame  int64                          `query:"frame" minimum:"0" doc:"Frame of the cut, from 0"`
	Record graph.ID                       `query:"record" kind:"*" doc:"Or ask for a line, scene, setup, take, clip or piece of a cut"`
}

// lineage answers both ways.
func (s *service) lineage(v graph.View, in lineageIn) (Lineage, error) {
	t := &tracer{s: s, v: v, out: Lineage{Chain: []Link{}, Lines: []Link{}, Uses: []Use{}, Source: -1}}
	if in.Record.IsZero() {
		return t.frame(in.Cut.ID, in.Frame)
	}
	rec, ok := v.Record(in.Record)
	if !ok {
		return t.out, fault.New(fault.NotFound, "no record %s", in.Record)
	}
	switch rec.Kind {
	case "timeline_item":
		it, _ := graph.Get[production.TimelineItem](v, in.Record)
		tr, _ := graph.Get[production.TimelineTrack](v, it.Track.ID)
		t.link("timeline", tr.Timeline.ID)
		t.item(in.Record, it)
		t.uses(func(id graph.ID, _ production.TimelineItem) bool { return id == in.Record })
	case "clip":
		t.clip(in.Record)
		t.uses(func(_ graph.ID, it production.TimelineItem) bool { return it.Clip.ID == in.Record })
	case "take":
		t.take(in.Record)
		t.usesOfTakes(map[graph.ID]bool{in.Record: true})
	case "setup":
		t.setup(in.Record, graph.ID{})
		t.usesOfTakes(takesIn(v, in.Record))
	case "scene":
		t.scene(in.Record)
		t.uses(func(_ graph.ID, it production.TimelineItem) bool { return it.Scene.ID == in.Record })
	case "block":
		return t.out, t.block(in.Record)
	default:
		return t.out, fault.At("query.record", "%s is a %s: want a line, scene, setup, take, clip or piece of a cut", v.Label(in.Record), rec.Kind)
	}
	return t.out, nil
}

type tracer struct {
	s   *service
	v   graph.View
	l   *lined
	out Lineage
}

func (t *tracer) link(kind graph.Kind, id graph.ID) bool {
	label := t.v.Label(id)
	if kind == "take" {
		label = takeName(t.v, id)
	}
	if label == "" {
		return false
	}
	t.out.Chain = append(t.out.Chain, Link{kind, id, label})
	return true
}

// frame begins at a frame of a cut.
func (t *tracer) frame(id graph.ID, frame int64) (Lineage, error) {
	c, err := read(t.v, id)
	if err != nil {
		return t.out, err
	}
	t.link("timeline", id)
	for _, p := range c.seen() {
		if frame >= p.from && frame < p.to {
			t.item(p.id, p.TimelineItem)
			t.out.Source = sourceFrame(p.item, frame)
			t.out.Uses = append(t.out.Uses, Use{Cut: c.id, CutName: c.line.Name, Item: p.id, Track: p.track, At: p.StartFrames, Code: c.code(p.StartFrames), Frames: p.LengthFrames})
			return t.out, nil
		}
	}
	if frame >= c.line.LengthFrames {
		return t.out, fault.At("query.frame", "frame %d: %s has frames 0 to %d", frame, c.line.Name, c.line.LengthFrames-1)
	}
	return t.out, nil // nothing is seen there
}

// sourceFrame is the frame of the source seen at a frame of the cut, from the clip's first.
func sourceFrame(it item, frame int64) int64 {
	into := frame - it.StartFrames
	switch {
	case it.Freeze:
		into = 0
	case it.SpeedBP < 0:
		return it.SourceInFrames + it.SourceLengthFrames - 1 - into*int64(-it.SpeedBP)/10000
	case it.SpeedBP > 0:
		into = into * int64(it.SpeedBP) / 10000
	}
	return it.SourceInFrames + into
}

func (t *tracer) item(id graph.ID, it production.TimelineItem) {
	t.link("timeline_item", id)
	if clip, ok := graph.Get[production.Clip](t.v, it.Clip.ID); ok && !clip.Take.IsZero() {
		t.clip(it.Clip.ID)
		return
	}
	t.link("clip", it.Clip.ID)
	if !it.Scene.IsZero() {
		t.scene(it.Scene.ID)
	}
}

func (t *tracer) clip(id graph.ID) {
	t.link("clip", id)
	if c, ok := graph.Get[production.Clip](t.v, id); ok && !c.Take.IsZero() {
		t.take(c.Take.ID)
	}
}

func (t *tracer) take(id graph.ID) {
	t.link("take", id)
	if rec, ok := graph.Get[production.Take](t.v, id); ok {
		t.setup(rec.Setup.ID, id)
	}
}

// setup goes on to the lines that a setup, or one take of it, covers.
func (t *tracer) setup(id, take graph.ID) {
	t.link("setup", id)
	set, ok := graph.Get[production.Setup](t.v, id)
	if !ok {
		return
	}
	t.scene(set.Scene.ID)
	for i, b := range t.lined().blocks {
		for _, tr := range t.lined().covers[i] {
			if tr.setup == id && (tr.take.IsZero() || take.IsZero() || tr.take == take) && spoken(b.Block) {
				t.out.Lines = append(t.out.Lines, Link{"block", b.id, b.Text})
				break
			}
		}
	}
}

// scene goes on to the draft its words stand in, and its revision.
func (t *tracer) scene(id graph.ID) {
	if !t.link("scene", id) {
		return
	}
	for _, b := range t.lined().blocks {
		if b.Scene.ID == id {
			t.link("draft", b.Draft.ID)
			return
		}
	}
}

func (t *tracer) lined() *lined {
	if t.l == nil {
		t.l = t.s.line(t.v)
	}
	return t.l
}

// block begins at a line of the script: the takes that cover it, and where they are.
func (t *tracer) block(id graph.ID) error {
	i, ok := t.lined().find(t.v, id)
	if !ok {
		return fault.At("query.record", "the paragraph is not in the draft the production works from")
	}
	b := t.lined().blocks[i]
	t.link("scene", b.Scene.ID)
	t.link("draft", b.Draft.ID)
	t.out.Lines = append(t.out.Lines, Link{"block", b.id, b.Text})
	takes := map[graph.ID]bool{}
	for _, tr := range t.lined().covers[i] {
		for id := range takesIn(t.v, tr.setup) {
			if tr.take.IsZero() || tr.take == id {
				takes[id] = true
			}
		}
	}
	t.usesOfTakes(takes)
	return nil
}

func takesIn(v graph.View, setup graph.ID) map[graph.ID]bool {
	out := map[graph.ID]bool{}
	for id := range graph.Referring[production.Take](v, setup, "setup") {
		out[id] = true
	}
	return out
}

func (t *tracer) usesOfTakes(takes map[graph.ID]bool) {
	clips := map[graph.ID]bool{}
	for id := range takes {
		for c := range graph.Referring[production.Clip](t.v, id, "take") {
			clips[c] = true
		}
	}
	t.uses(func(_ graph.ID, it production.TimelineItem) bool { return clips[it.Clip.ID] && !it.Clip.IsZero() })
}

// uses lists the pieces of all cuts that fit, the latest cut first.
func (t *tracer) uses(fits func(graph.ID, production.TimelineItem) bool) {
	for _, version := range versions(t.v) {
		line, _ := graph.Get[production.Timeline](t.v, version.ID)
		var list []Use
		for id, tr := range graph.Referring[production.TimelineTrack](t.v, version.ID, "timeline") {
			for item, it := range graph.Referring[production.TimelineItem](t.v, id, "track") {
				if fits(item, it) {
					list = append(list, Use{Cut: version.ID, CutName: line.Name, Item: item, Track: tr.Name, At: it.StartFrames, Code: base(line).Format(line.StartFrames + it.StartFrames), Frames: it.LengthFrames})
				}
			}
		}
		slices.SortStableFunc(list, func(a, b Use) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Track, b.Track)) })
		t.out.Uses = append(t.out.Uses, list...)
	}
}
