package drafts

import (
	"strings"
	"unicode/utf8"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/notes"
	"backlot/internal/core/production"
)

// hold puts a note onto a stretch of a paragraph.
func hold(v graph.View, n *production.Note, block graph.ID, start, end int) error {
	b, ok := graph.Get[production.Block](v, block)
	if !ok {
		return fault.At("block", "no paragraph %s", block)
	}
	length := utf8.RuneCountInString(b.Text)
	if start < 0 || start >= end || end > length {
		return fault.At("end", "characters %d to %d: want a stretch of the paragraph, which has %d characters", start, end, length)
	}
	n.About = graph.To[graph.Any](block)
	n.StartRune, n.EndRune, n.Words = start, end, cut(b.Text, start, end)
	return nil
}

// addNote writes a note, for its readers only.
func addNote(e *graph.Edit, v graph.View, in addNoteIn, name string) error {
	n := notes.Signed(v, name)
	n.Text, n.Color, n.Type = strings.TrimSpace(in.Text), in.Color, in.Type
	if err := hold(v, &n, in.Block.ID, in.Start, in.End); err != nil {
		return err
	}
	return notes.Add(e, v, in.ID, n, in.Sharing)
}

// changeNote is what a person may change of a note: its writer everything, every
// reader whether it is done.
func changeNote(e *graph.Edit, v graph.View, in patchNoteIn) error {
	n, ok := graph.Get[production.Note](v, in.Note.ID)
	if !ok {
		return fault.New(fault.NotFound, "no note %s", in.Note.ID)
	}
	if in.Text != nil || in.Color != nil || in.Type != nil || !in.Block.ID.IsZero() {
		if _, err := notes.Own(v, in.Note.ID, editRight); err != nil {
			return err
		}
	}
	if in.Text != nil {
		n.Text = strings.TrimSpace(*in.Text)
	}
	if in.Color != nil {
		n.Color = *in.Color
	}
	if in.Type != nil {
		n.Type = *in.Type
	}
	if in.Status != "" {
		n.Status = in.Status
	}
	if !in.Block.ID.IsZero() {
		if err := hold(v, &n, in.Block.ID, in.Start, in.End); err != nil {
			return err
		}
	}
	graph.Update(e, in.Note.ID, func(old *production.Note) { *old = n })
	return nil
}
