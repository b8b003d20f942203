package dailies

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/notes"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// NoteRow is a note on frames of a clip as its reader finds it.
type NoteRow struct {
	ID     graph.ID `json:"id"`
	Text   string   `json:"text"`
	Type   string   `json:"type,omitempty"`
	Status string   `json:"status" enum:"open,done,declined,superseded"`
	By     string   `json:"by"`
	Mine   bool     `json:"mine"`
	AtMS   int64    `json:"at_ms"`
	notes.Sharing
	Frame   int64         `json:"frame" doc:"Counted from the clip's first, which is 0"`
	Length  int64         `json:"length,omitempty" doc:"Frames; left out is one"`
	Drawing string        `json:"drawing,omitempty" doc:"Shapes as JSON, in coordinates of 0 to 1"`
	Replies []notes.Reply `json:"replies"`
}

// notesOn lists the notes on a clip that the reader may know, by frame. Reading what
// another person wrote about a performance, for named readers only, goes into the
// access log.
func notesOn(ctx context.Context, v graph.View, clip graph.ID) []NoteRow {
	out := []NoteRow{}
	for id, n := range graph.Referring[production.Note](v, clip, "about") {
		if !n.ReplyTo.IsZero() {
			continue
		}
		rec, _ := v.Record(id)
		row := NoteRow{ID: id, Text: n.Text, Type: n.Type, Status: cmp.Or(n.Status, "open"), By: notes.Writer(v, n), Mine: notes.Mine(v, n), AtMS: rec.Born.Ms,
			Sharing: notes.SharingOf(v, id, n), Frame: n.AtFrames, Length: n.LengthFrames, Drawing: n.Drawing, Replies: notes.Replies(v, id)}
		if n.Type == "performance" && len(rec.Readers) > 0 && !row.Mine {
			web.Saw(ctx, id)
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b NoteRow) int { return cmp.Or(cmp.Compare(a.Frame, b.Frame), cmp.Compare(a.AtMS, b.AtMS)) })
	return out
}

type addNoteIn struct {
	Clip    graph.Ref[production.Clip] `path:"clip"`
	ID      graph.ID                   `json:"id,omitzero" doc:"Chosen by the caller; left out: a new one"`
	Text    string                     `json:"text,omitempty" maxLength:"20000"`
	Type    string                     `json:"type,omitempty" enum:"remark,question,request,correction,praise,continuity,sound,camera,performance"`
	Frame   int64                      `json:"frame" minimum:"0"`
	Length  int64                      `json:"length,omitempty" minimum:"0"`
	Drawing string                     `json:"drawing,omitempty" maxLength:"400000" doc:"Shapes as JSON, in coordinates of 0 to 1"`
	notes.Sharing
}

// The causes of changes say nothing of a note: they are read where its words are not.
func (s *service) addNote(ctx context.Context, v graph.View, in addNoteIn) (graph.Change, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return graph.Change{}, err
	}
	clip, err := c.clip(in.Clip.ID)
	if err != nil {
		return graph.Change{}, err
	}
	n := notes.Signed(v, web.NameOf(ctx))
	n.About = graph.To[graph.Any](in.Clip.ID)
	n.Text, n.Type, n.AtFrames, n.LengthFrames = strings.TrimSpace(in.Text), in.Type, in.Frame, in.Length
	n.Drawing = in.Drawing
	if err := checkDrawing(n.Drawing); err != nil {
		return graph.Change{}, err
	}
	if err := inClip(clip, in.Frame, in.Length); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, "Note on footage")
	if err := notes.Add(e, v, in.ID, n, c.within(clip, in.Sharing)); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

// inClip refuses frames that a clip does not have. A clip of unknown length takes any.
func inClip(c production.Clip, frame, length int64) error {
	if c.LengthFrames > 0 && frame+max(length, 1) > c.LengthFrames {
		return fault.At("frame", "frames %d to %d: %s has frames 0 to %d", frame, frame+max(length, 1)-1, c.Name, c.LengthFrames-1)
	}
	return nil
}

// watchable is a clip that the reader may watch, or NotFound.
func (s *service) watchable(ctx context.Context, v graph.View, id graph.ID) (production.Clip, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return production.Clip{}, err
	}
	return c.clip(id)
}

// noteOn is a note on footage that the reader may watch.
func (s *service) noteOn(ctx context.Context, v graph.View, id graph.ID) (production.Note, error) {
	n, ok := graph.Get[production.Note](v, id)
	if !ok {
		return n, fault.New(fault.NotFound, "no note %s", id)
	}
	about := n.About.ID
	if !n.ReplyTo.IsZero() {
		first, _ := graph.Get[production.Note](v, n.ReplyTo.ID)
		about = first.About.ID
	}
	if _, err := s.watchable(ctx, v, about); err != nil {
		return n, fault.New(fault.NotFound, "no note %s on footage", id)
	}
	return n, nil
}

type noteIn struct {
	Note graph.Ref[production.Note] `path:"note"`
}

type patchNoteIn struct {
	Note    graph.Ref[production.Note] `path:"note"`
	Text    *string                    `json:"text,omitempty" maxLength:"20000"`
	Type    *string                    `json:"type,omitempty"`
	Status  string                     `json:"status,omitempty" enum:"open,done,declined"`
	Frame   *int64                     `json:"frame,omitempty" minimum:"0"`
	Length  *int64                     `json:"length,omitempty" minimum:"0"`
	Drawing *string                    `json:"drawing,omitempty" maxLength:"400000"`
}

// patchNote is what a person may change of a note: its writer everything, every reader
// whether it is done.
func (s *service) patchNote(ctx context.Context, v graph.View, in patchNoteIn) (graph.Change, error) {
	n, err := s.noteOn(ctx, v, in.Note.ID)
	if err != nil {
		return graph.Change{}, err
	}
	if in.Text != nil || in.Type != nil || in.Frame != nil || in.Length != nil || in.Drawing != nil {
		if _, err := notes.Own(v, in.Note.ID, ""); err != nil {
			return graph.Change{}, err
		}
	}
	if in.Text != nil {
		n.Text = strings.TrimSpace(*in.Text)
	}
	if in.Type != nil {
		n.Type = *in.Type
	}
	if in.Frame != nil {
		n.AtFrames = *in.Frame
	}
	if in.Length != nil {
		n.LengthFrames = *in.Length
	}
	if in.Drawing != nil {
		n.Drawing = *in.Drawing
		if err := checkDrawing(n.Drawing); err != nil {
			return graph.Change{}, err
		}
	}
	if in.Status != "" {
		n.Status = in.Status
	}
	if clip, ok := graph.Get[production.Clip](v, n.About.ID); ok {
		if err := inClip(clip, n.AtFrames, n.LengthFrames); err != nil {
			return graph.Change{}, err
		}
	}
	e := v.Edit(s.IDs, "Change a note on footage")
	graph.Update(e, in.Note.ID, func(old *production.Note) { *old = n })
	return e.Change()
}

type shareNoteIn struct {
	Note graph.Ref[production.Note] `path:"note"`
	notes.Sharing
}

func (s *service) shareNote(ctx context.Context, v graph.View, in shareNoteIn) (graph.Change, error) {
	n, err := s.noteOn(ctx, v, in.Note.ID)
	if err != nil {
		return graph.Change{}, err
	}
	c, err := s.screen(ctx, v)
	if err != nil {
		return graph.Change{}, err
	}
	clip, _ := graph.Get[production.Clip](v, n.About.ID)
	e := v.Edit(s.IDs, "Choose who reads a note on footage")
	if err := notes.Share(e, v, in.Note.ID, c.within(clip, in.Sharing), ""); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

type replyIn struct {
	Note graph.Ref[production.Note] `path:"note"`
	ID   graph.ID                   `json:"id,omitzero" doc:"Chosen by the caller; left out: a new one"`
	Text string                     `json:"text" minLength:"1" maxLength:"20000"`
}

func (s *service) reply(ctx context.Context, v graph.View, in replyIn) (graph.Change, error) {
	if _, err := s.noteOn(ctx, v, in.Note.ID); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, "Answer a note on footage")
	if err := notes.Answer(e, v, in.Note.ID, in.ID, in.Text, web.NameOf(ctx)); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

func (s *service) dropNote(ctx context.Context, v graph.View, in noteIn) (graph.Change, error) {
	if _, err := s.noteOn(ctx, v, in.Note.ID); err != nil {
		return graph.Change{}, err
	}
	if _, err := notes.Own(v, in.Note.ID, ""); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.IDs, "Delete a note on footage")
	e.Delete(in.Note.ID)
	return e.Change()
}

func (s *service) readers(_ context.Context, v graph.View, _ struct{}) (notes.Readers, error) {
	return notes.ReadersFor(v), nil
}
