package drafts

import (
	"context"

	"backlot/internal/core/graph"
	"backlot/internal/core/notes"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

func (s *service) noteRoutes(m *web.Mux) {
	const base = "/api/productions/{production}/notes"
	web.Query(m, "GET /api/productions/{production}/drafts/{draft}/notes", readRight, s.notes, web.Summary("Notes and highlights on a draft, where they stand in it"))
	web.Query(m, "GET "+base+"/readers", noteRight, s.readers, web.Summary("Whom a note can be shared with"))
	web.Command(m, "POST "+base, noteRight, s.addNote, web.Summary("Write a note on the script, or highlight words"))
	web.Command(m, "PATCH "+base+"/{note}", noteRight, s.patchNote, web.Summary("Change a note, mark it as done, or hold it to other words"))
	web.Command(m, "PUT "+base+"/{note}/readers", noteRight, s.shareNote, web.Summary("Choose who reads a note"))
	web.Command(m, "POST "+base+"/{note}/replies", noteRight, s.reply, web.Summary("Answer a note"))
	web.Command(m, "DELETE "+base+"/{note}", noteRight, s.dropNote, web.Summary("Delete a note of one's own"))
}

func (s *service) notes(_ context.Context, v graph.View, in draftIn) (Notes, error) {
	return NotesOf(v, in.Draft.ID)
}

// readers lists who signs in, as far as the reader knows of them, and departments.
func (s *service) readers(_ context.Context, v graph.View, _ struct{}) (notes.Readers, error) {
	return notes.ReadersFor(v), nil
}

type addNoteIn struct {
	ID    graph.ID                    `json:"id,omitzero" doc:"Chosen by the caller; left out: a new one"`
	Block graph.Ref[production.Block] `json:"block"`
	Start int                         `json:"start" minimum:"0" doc:"First character of the paragraph"`
	End   int                         `json:"end" minimum:"1" doc:"Character after the last"`
	Text  string                      `json:"text,omitempty" maxLength:"20000"`
	Color string                      `json:"color,omitempty" enum:"yellow,green,blue,pink,orange"`
	Type  string                      `json:"type,omitempty" enum:"remark,question,request,correction,praise,continuity,sound,camera,performance"`
	notes.Sharing
}

// The causes of changes say nothing of a note: they are read where its words are not.
func (s *service) addNote(ctx context.Context, v graph.View, in addNoteIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Note on the script")
	if err := addNote(e, v, in, web.NameOf(ctx)); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

type noteIn struct {
	Note graph.Ref[production.Note] `path:"note"`
}

type patchNoteIn struct {
	Note   graph.Ref[production.Note]  `path:"note"`
	Text   *string                     `json:"text,omitempty" maxLength:"20000"`
	Color  *string                     `json:"color,omitempty"`
	Type   *string                     `json:"type,omitempty"`
	Status string                      `json:"status,omitempty" enum:"open,done,declined"`
	Block  graph.Ref[production.Block] `json:"block,omitzero" doc:"With start and end: other words to hold it to"`
	Start  int                         `json:"start,omitempty"`
	End    int                         `json:"end,omitempty"`
}

func (s *service) patchNote(_ context.Context, v graph.View, in patchNoteIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Change a note on the script")
	if err := changeNote(e, v, in); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

type shareNoteIn struct {
	Note graph.Ref[production.Note] `path:"note"`
	notes.Sharing
}

func (s *service) shareNote(_ context.Context, v graph.View, in shareNoteIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Choose who reads a note on the script")
	if err := notes.Share(e, v, in.Note.ID, in.Sharing, editRight); err != nil {
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
	e := v.Edit(s.ids, "Answer a note on the script")
	if err := notes.Answer(e, v, in.Note.ID, in.ID, in.Text, web.NameOf(ctx)); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

func (s *service) dropNote(_ context.Context, v graph.View, in noteIn) (graph.Change, error) {
	if _, err := notes.Own(v, in.Note.ID, editRight); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Delete a note on the script")
	e.Delete(in.Note.ID)
	return e.Change()
}
