package drafts

import (
	"slices"
	"strings"
	"unicode/utf8"

	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Sharing says who reads a note: its writer alone ("me", also when left out),
// people and departments ("readers"), or everybody who reads the script ("all").
type Sharing struct {
	For         string     `json:"for,omitempty" enum:"me,readers,all"`
	People      []graph.ID `json:"people,omitempty" doc:"Accounts"`
	Departments []string   `json:"departments,omitempty"`
}

// readers lists whom a note is kept to; none is everybody. The writer always reads it.
func (s Sharing) readers(writer graph.ID) ([]string, error) {
	out := []string{access.ReaderAccount(writer)}
	switch s.For {
	case "all":
		return nil, nil
	case "", "me":
		return out, nil
	}
	if len(s.People)+len(s.Departments) == 0 {
		return nil, fault.At("people", "a note for readers names none: want people or departments, or \"me\"")
	}
	for _, p := range s.People {
		out = append(out, access.ReaderAccount(p))
	}
	for _, d := range s.Departments {
		if !slices.ContainsFunc(access.Departments(), func(known access.Department) bool { return known.Name == d }) {
			return nil, fault.At("departments", "no department %q: want one such as \"costume\"", d)
		}
		out = append(out, access.ReaderDepartment(d))
	}
	return out, nil
}

// signed is a note by whoever writes: the account, the party that signs in with it, and the name
// for readers where there is no such party.
func signed(v graph.View, name string) production.Note {
	n := production.Note{Account: v.Audience().Account, Author: name, Status: "open"}
	for id, p := range graph.All[production.Party](v) {
		if p.Account == n.Account && !n.Account.IsZero() {
			n.By, n.Author = graph.To[production.Party](id), ""
		}
	}
	return n
}

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
	readers, err := in.readers(v.Audience().Account)
	if err != nil {
		return err
	}
	n := signed(v, name)
	n.Text, n.Color, n.Type = strings.TrimSpace(in.Text), in.Color, in.Type
	if err := hold(v, &n, in.Block.ID, in.Start, in.End); err != nil {
		return err
	}
	id := addAs(e, in.ID, n)
	if readers != nil {
		e.KeepTo(id, readers...)
	}
	return nil
}

// addAs adds a note under the id the caller chose, or a new one.
func addAs(e *graph.Edit, id graph.ID, n production.Note) graph.ID {
	if id.IsZero() {
		return graph.Add(e, n)
	}
	graph.AddAs(e, id, n)
	return id
}

// ownNote is a note that the reader may change: their own, or, for who imports
// drafts, one that came with a file.
func ownNote(v graph.View, id graph.ID) (production.Note, error) {
	n, ok := graph.Get[production.Note](v, id)
	aud := v.Audience()
	switch {
	case !ok:
		return n, fault.New(fault.NotFound, "no note %s", id)
	case mine(v, n), n.Account.IsZero() && aud.Has(editRight):
		return n, nil
	}
	return n, fault.New(fault.Denied, "the note is somebody else's: answer it, or mark it as done")
}

// share changes who reads a note.
func share(e *graph.Edit, v graph.View, id graph.ID, to Sharing) error {
	n, err := ownNote(v, id)
	if err != nil {
		return err
	}
	if !n.ReplyTo.IsZero() {
		return fault.New(fault.Invalid, "an answer is read by whoever reads the note it answers")
	}
	writer := n.Account
	if writer.IsZero() {
		writer = v.Audience().Account
	}
	readers, err := to.readers(writer)
	if err != nil {
		return err
	}
	rec, _ := v.Record(id)
	slices.Sort(readers)
	switch readers = slices.Compact(readers); {
	case slices.Equal(readers, rec.Readers):
	case readers == nil:
		e.Reveal(id)
	default:
		e.KeepTo(id, readers...)
	}
	return nil
}

// changeNote is what a person may change of a note: its writer everything, every
// reader whether it is done.
func changeNote(e *graph.Edit, v graph.View, in patchNoteIn) error {
	n, ok := graph.Get[production.Note](v, in.Note.ID)
	if !ok {
		return fault.New(fault.NotFound, "no note %s", in.Note.ID)
	}
	if in.Text != nil || in.Color != nil || in.Type != nil || !in.Block.ID.IsZero() {
		if _, err := ownNote(v, in.Note.ID); err != nil {
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

// answer replies to a note. Its words reach whom the note reaches: the note owns it.
func answer(e *graph.Edit, v graph.View, to graph.ID, id graph.ID, text, name string) error {
	about, ok := graph.Get[production.Note](v, to)
	if !ok || !about.ReplyTo.IsZero() {
		return fault.New(fault.NotFound, "no note %s to answer", to)
	}
	n := signed(v, name)
	n.About, n.ReplyTo, n.Text = graph.To[graph.Any](to), graph.To[production.Note](to), strings.TrimSpace(text)
	if n.Text == "" {
		return fault.At("text", "an answer has words")
	}
	addAs(e, id, n)
	return nil
}
