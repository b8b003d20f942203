package outtakes

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"backlot/film/civil"
	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

type pickIn struct {
	Clip   graph.Ref[production.Clip] `json:"clip"`
	ID     graph.ID                   `json:"id,omitzero" doc:"Chosen by the caller; left out: a new one"`
	Frame  int64                      `json:"frame" minimum:"0"`
	Length int64                      `json:"length" minimum:"1"`
}

// add puts frames of a take at the end of the reel.
func (s *service) add(ctx context.Context, v graph.View, in pickIn) (graph.Change, error) {
	r, err := s.read(ctx, v)
	if err != nil {
		return graph.Change{}, err
	}
	c, ok := graph.Get[production.Clip](v, in.Clip.ID)
	if ok {
		_, ok = r.piece(pick{OuttakePick: production.OuttakePick{Clip: in.Clip}})
	}
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no clip %s of a take for the outtakes", in.Clip.ID)
	}
	if in.Frame+in.Length > c.LengthFrames {
		return graph.Change{}, fault.At("length", "frames %d to %d of %s: it has %d", in.Frame, in.Frame+in.Length, c.Name, c.LengthFrames)
	}
	last := ""
	for _, p := range r.picks {
		if p.Clip.ID == in.Clip.ID && p.AtFrames < in.Frame+in.Length && in.Frame < p.AtFrames+p.LengthFrames {
			return graph.Change{}, fault.New(fault.Conflict, "%s is in the reel already", c.Name)
		}
		last = p.Order
	}
	e := v.Edit(s.ids, "Put "+c.Name+" into the gag reel")
	want := production.OuttakePick{Clip: in.Clip, AtFrames: in.Frame, LengthFrames: in.Length, Order: graph.Between(last, "")}
	if in.ID.IsZero() {
		in.ID = s.ids.NewID()
	}
	graph.AddAs(e, in.ID, want)
	return e.Change()
}

type moveIn struct {
	Pick  graph.Ref[production.OuttakePick] `path:"pick"`
	After graph.ID                          `json:"after,omitzero" doc:"Piece to stand behind; left out: the first"`
}

// move puts a piece behind another one.
func (s *service) move(ctx context.Context, v graph.View, in moveIn) (graph.Change, error) {
	r, err := s.read(ctx, v)
	if err != nil {
		return graph.Change{}, err
	}
	name := ""
	rest := make([]pick, 0, len(r.picks))
	for _, p := range r.picks {
		if p.id != in.Pick.ID {
			rest = append(rest, p)
		} else if piece, ok := r.piece(p); ok {
			name = piece.Name
		}
	}
	if name == "" {
		return graph.Change{}, fault.New(fault.NotFound, "no piece %s in the reel", in.Pick.ID)
	}
	low, high, found := "", "", in.After.IsZero()
	for _, p := range rest {
		if found {
			high = p.Order
			break
		}
		if p.id == in.After {
			low, found = p.Order, true
		}
	}
	if !found {
		return graph.Change{}, fault.At("after", "no piece %s in the reel", in.After)
	}
	if high != "" && high <= low { // two people made one order key: the piece between them goes after both
		high = ""
	}
	e := v.Edit(s.ids, "Move "+name+" in the gag reel")
	graph.Update(e, in.Pick.ID, func(p *production.OuttakePick) { p.Order = graph.Between(low, high) })
	return e.Change()
}

type dropIn struct {
	Pick graph.Ref[production.OuttakePick] `path:"pick"`
}

// drop takes a piece out of the reel; the take stays a candidate.
func (s *service) drop(ctx context.Context, v graph.View, in dropIn) (graph.Change, error) {
	r, err := s.read(ctx, v)
	if err != nil {
		return graph.Change{}, err
	}
	for _, p := range r.picks {
		if piece, ok := r.piece(p); ok && p.id == in.Pick.ID {
			e := v.Edit(s.ids, "Take "+piece.Name+" out of the gag reel")
			e.Delete(p.id)
			return e.Change()
		}
	}
	return graph.Change{}, fault.New(fault.NotFound, "no piece %s in the reel", in.Pick.ID)
}

type reelIn struct {
	Format string `query:"format" enum:"otio,edl,fcp7" doc:"otio when left out"`
}

// reel is the gag reel for a cutting program, if everyone and everything in it is cleared at this moment.
func (s *service) reel(ctx context.Context, v graph.View, in reelIn) (web.Document, error) {
	r, err := s.read(ctx, v)
	if err != nil {
		return web.Document{}, err
	}
	if err := r.released(civil.OfTime(s.now())); err != nil {
		return web.Document{}, err
	}
	to := cutfile.OTIO
	name, kind := "gag-reel.otio", "application/json"
	switch in.Format {
	case "edl":
		to, name, kind = cutfile.EDL, "gag-reel.edl", "text/plain; charset=utf-8"
	case "fcp7":
		to, name, kind = cutfile.FCP7, "gag-reel.xml", "application/xml"
	}
	var b bytes.Buffer
	_, err = cutfile.Write(&b, r.timeline(), to, cutfile.Options{})
	return web.Document{Name: name, Type: kind, Body: b.Bytes()}, err
}

// released is nil when the reel may leave. The whole production decides; what the error names, the reader may know.
func (r *reading) released(today civil.Date) error {
	page := r.page()
	if len(page.Reel) == 0 {
		return fault.New(fault.Conflict, "the reel is empty: put takes into it first")
	}
	truth := newReading(r.whole, r.whole, today).page()
	if truth.State == Clear && len(truth.Reel) == len(page.Reel) {
		return nil
	}
	var named []string
	for _, piece := range page.Reel {
		if piece.State != Missing {
			continue
		}
		_, scene := r.owner(piece.Take)
		needs, _ := r.scene(scene)
		for _, n := range needs {
			if n.State == Missing {
				named = append(named, piece.Slate+": "+sentence(n))
			}
		}
	}
	if len(named) == 0 { // what is missing is not the reader's to know
		return fault.New(fault.Conflict, "the reel is not cleared: somebody who may read every clearance of this production can say why")
	}
	more := ""
	if len(named) > 8 {
		more = fmt.Sprintf("; and %d more", len(named)-8)
		named = named[:8]
	}
	return fault.New(fault.Conflict, "the reel is not cleared: %s%s", strings.Join(named, "; "), more)
}

// owner is the setup and the scene of a take.
func (r *reading) owner(take graph.ID) (setup, scene graph.ID) {
	t, _ := graph.Get[production.Take](r.v, take)
	set, _ := graph.Get[production.Setup](r.v, t.Setup.ID)
	return t.Setup.ID, set.Scene.ID
}

// timeline lays the pieces end to end.
func (r *reading) timeline() *timeline.Node {
	root := timeline.New("Gag reel")
	track := root.AddTrack("V1", timeline.Video)
	for _, p := range r.picks {
		piece, ok := r.piece(p)
		if !ok {
			continue
		}
		c, _ := graph.Get[production.Clip](r.v, p.Clip.ID)
		start := c.TimecodeStartFrames
		n := &timeline.Node{Kind: timeline.Clip, Name: piece.Slate, Source: timeline.Between(start+p.AtFrames, start+p.AtFrames+p.LengthFrames, c.Rate)}
		n.Show(timeline.Media{Schema: timeline.ExternalReference, Name: c.Name, URL: c.Name, Available: timeline.Between(start, start+c.LengthFrames, c.Rate)})
		track.Children = append(track.Children, n)
	}
	return root
}
