package cut

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// missingScene is how an assembly marks a scene it has no take of.
var missingScene = regexp.MustCompile(`(?i)^scene .* missing$`)

func codes(orders []*order) map[string]*order {
	out := map[string]*order{}
	for _, o := range orders {
		out[strings.ToUpper(o.Code)] = o
	}
	return out
}

// note is a note with its record's id.
type note struct {
	id graph.ID
	production.Note
}

// notesOf lists the notes on a cut by frame.
func notesOf(v graph.View, id graph.ID) []note {
	var out []note
	for n, rec := range graph.Referring[production.Note](v, id, "about") {
		out = append(out, note{n, rec})
	}
	slices.SortStableFunc(out, func(a, b note) int { return cmp.Compare(a.AtFrames, b.AtFrames) })
	return out
}

// rounds lists the rounds of notes on a cut; notes outside any round come in one without an id.
func rounds(v graph.View, c *cut) []Round {
	out := []Round{}
	at := map[graph.ID]int{}
	for id, r := range graph.Referring[production.NotesRound](v, c.id, "timeline") {
		at[id] = len(out)
		out = append(out, Round{ID: id, Name: r.Name, From: v.Label(r.From.ID), FromID: r.From.ID, Due: r.Due, AnswerDue: r.AnswerDue, Status: cmp.Or(r.Status, "open"), Notes: []RoundNote{}})
	}
	loose := -1
	for _, n := range notesOf(v, c.id) {
		if !n.ReplyTo.IsZero() {
			continue
		}
		k, ok := at[n.Round.ID]
		if !ok {
			if loose < 0 {
				loose = len(out)
				out = append(out, Round{Status: "open", Notes: []RoundNote{}})
			}
			k = loose
		}
		one := RoundNote{ID: n.id, Text: n.Text, By: cmp.Or(v.Label(n.By.ID), n.Author, nameOf(v, n.Account)), At: n.AtFrames, Length: n.LengthFrames, Code: c.code(n.AtFrames),
			Status: cmp.Or(n.Status, "open"), AnsweredIn: n.AnsweredIn.ID, Answer: v.Label(n.AnsweredIn.ID)}
		if one.Status == "open" {
			out[k].Open++
		}
		out[k].Notes = append(out[k].Notes, one)
	}
	return out
}

// nameOf is the person of an account.
func nameOf(v graph.View, account graph.ID) string {
	if account.IsZero() {
		return ""
	}
	for _, p := range graph.All[production.Party](v) {
		if p.Account == account {
			return p.Name
		}
	}
	return ""
}

type roundIn struct {
	Timeline  graph.Ref[production.Timeline] `path:"timeline"`
	Name      string                         `json:"name" minLength:"1" maxLength:"200"`
	From      graph.Ref[production.Party]    `json:"from,omitzero" doc:"Who gives the notes"`
	Due       production.Date                `json:"due,omitzero"`
	AnswerDue production.Date                `json:"answer_due,omitzero"`
}

func (s *service) addRound(v graph.View, in roundIn) (graph.Change, error) {
	if _, ok := graph.Get[production.Timeline](v, in.Timeline.ID); !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no cut %s", in.Timeline)
	}
	e := v.Edit(s.ids, "Ask for notes: "+in.Name)
	graph.Add(e, production.NotesRound{Timeline: in.Timeline, Name: in.Name, From: in.From, Due: in.Due, AnswerDue: in.AnswerDue, Status: "asked"})
	return e.Change()
}

type patchRoundIn struct {
	Round  graph.Ref[production.NotesRound] `path:"round"`
	Name   *string                          `json:"name,omitempty" minLength:"1"`
	Due    *production.Date                 `json:"due,omitempty"`
	Status *string                          `json:"status,omitempty" enum:"asked,open,answered,closed"`
}

func (s *service) patchRound(v graph.View, in patchRoundIn) (graph.Change, error) {
	r, ok := graph.Get[production.NotesRound](v, in.Round.ID)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no round of notes %s", in.Round)
	}
	if in.Status != nil && *in.Status == "closed" {
		for _, n := range graph.Referring[production.Note](v, in.Round.ID, "round") {
			if n.Status == "open" || n.Status == "" {
				return graph.Change{}, fault.New(fault.Conflict, "%s has open notes: answer or decline each before it is closed", r.Name)
			}
		}
	}
	e := v.Edit(s.ids, "Change the notes round "+r.Name)
	graph.Update(e, in.Round.ID, func(r *production.NotesRound) {
		set(&r.Name, in.Name)
		set(&r.Due, in.Due)
		set(&r.Status, in.Status)
	})
	return e.Change()
}

func set[T any](field *T, to *T) {
	if to != nil {
		*field = *to
	}
}

type noteIn struct {
	Timeline graph.Ref[production.Timeline]   `path:"timeline"`
	Round    graph.Ref[production.NotesRound] `json:"round,omitzero"`
	Text     string                           `json:"text" minLength:"1" maxLength:"4000"`
	At       int64                            `json:"at" minimum:"0" doc:"Frame of the cut, from 0"`
	Length   int64                            `json:"length,omitempty" minimum:"0"`
}

func (s *service) addNote(v graph.View, in noteIn, now time.Time) (graph.Change, error) {
	t, ok := graph.Get[production.Timeline](v, in.Timeline.ID)
	switch {
	case !ok:
		return graph.Change{}, fault.New(fault.NotFound, "no cut %s", in.Timeline)
	case in.At >= max(t.LengthFrames, 1):
		return graph.Change{}, fault.At("body.at", "frame %d: %s has frames 0 to %d", in.At, t.Name, t.LengthFrames-1)
	}
	e := v.Edit(s.ids, "Note on "+t.Name+" at "+base(t).Format(t.StartFrames+in.At))
	n := production.Note{About: graph.To[graph.Any](in.Timeline.ID), Text: in.Text, AtFrames: in.At, LengthFrames: in.Length, Round: in.Round, AtMS: now.UnixMilli(), Status: "open"}
	n.Account = v.Audience().Account
	graph.Add(e, n)
	if r, ok := graph.Get[production.NotesRound](v, in.Round.ID); ok && r.Status == "asked" {
		graph.Update(e, in.Round.ID, func(r *production.NotesRound) { r.Status = "open" })
	}
	return e.Change()
}

type answerIn struct {
	Note       graph.Ref[production.Note]      `path:"note"`
	Status     string                          `json:"status" enum:"open,done,declined,superseded"`
	AnsweredIn *graph.Ref[production.Timeline] `json:"answered_in,omitempty" doc:"Version that answers it"`
}

func (s *service) answerNote(v graph.View, in answerIn) (graph.Change, error) {
	n, ok := graph.Get[production.Note](v, in.Note.ID)
	if _, onCut := graph.Get[production.Timeline](v, n.About.ID); !ok || !onCut {
		return graph.Change{}, fault.New(fault.NotFound, "no note %s on a cut", in.Note)
	}
	if in.AnsweredIn != nil && !in.AnsweredIn.IsZero() {
		if _, ok := graph.Get[production.Timeline](v, in.AnsweredIn.ID); !ok {
			return graph.Change{}, fault.At("body.answered_in", "no cut %s", in.AnsweredIn)
		}
	}
	e := v.Edit(s.ids, "Answer the note "+v.Label(in.Note.ID))
	graph.Update(e, in.Note.ID, func(n *production.Note) {
		n.Status = in.Status
		set(&n.AnsweredIn, in.AnsweredIn)
	})
	return e.Change()
}
