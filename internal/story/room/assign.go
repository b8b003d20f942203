package room

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// AssignIn gives a writer something to write.
type AssignIn struct {
	Writer graph.ID   `json:"writer" doc:"Party who writes"`
	Task   string     `json:"task" enum:"beats,outline,treatment,draft,scene,rewrite,polish,research"`
	About  graph.ID   `json:"about,omitzero" kind:"*" doc:"Episode, card, scene or draft; left out is the whole"`
	Given  civil.Date `json:"given,omitzero"`
	Due    civil.Date `json:"due,omitzero"`
	Note   string     `json:"note,omitempty" maxLength:"2000"`
}

func assign(v graph.View, ids graph.IDs, in AssignIn) (graph.Change, error) {
	p, ok := graph.Get[production.Party](v, in.Writer)
	if !ok {
		return graph.Change{}, fault.At("body.writer", "party %s does not exist", in.Writer)
	}
	b := newBook(v)
	if !in.About.IsZero() {
		rec, ok := v.Record(in.About)
		if !ok || !slices.Contains([]graph.Kind{"episode", "card", "scene", "draft"}, rec.Kind) {
			return graph.Change{}, fault.At("body.about", "%s cannot be written: want an episode, card, scene or draft", in.About)
		}
	}
	about := ""
	if !in.About.IsZero() {
		about = " of " + b.openly(in.About)
	}
	e := v.Edit(ids, fmt.Sprintf("Assign %s%s to %s", in.Task, about, p.Name))
	graph.Add(e, production.Assignment{
		Writer: graph.To[production.Party](in.Writer), Task: in.Task, About: graph.To[graph.Any](in.About), Given: in.Given, Due: in.Due, Note: in.Note, Status: "assigned",
	})
	return e.Change()
}

// AssignmentIn changes an assignment. Fields left out stay. Who writes may say where it stands; the rest is
// for who gives assignments.
type AssignmentIn struct {
	Writer      *graph.ID   `json:"writer,omitempty"`
	Task        *string     `json:"task,omitempty" enum:"beats,outline,treatment,draft,scene,rewrite,polish,research"`
	Given       *civil.Date `json:"given,omitempty"`
	Due         *civil.Date `json:"due,omitempty"`
	Note        *string     `json:"note,omitempty" maxLength:"2000"`
	Status      *string     `json:"status,omitempty" enum:"assigned,writing,delivered,accepted,withdrawn"`
	Delivered   *graph.ID   `json:"delivered,omitempty" doc:"Draft that was delivered"`
	DeliveredOn *civil.Date `json:"delivered_on,omitempty"`
}

func (in AssignmentIn) terms() bool {
	status := in.Status != nil && (*in.Status == "accepted" || *in.Status == "withdrawn")
	return in.Writer != nil || in.Task != nil || in.Given != nil || in.Due != nil || status
}

func changeAssignment(v graph.View, ids graph.IDs, id graph.ID, in AssignmentIn) (graph.Change, error) {
	a, ok := graph.Get[production.Assignment](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "assignment %s does not exist", id)
	}
	aud := v.Audience()
	if in.terms() && !aud.Has(RightAssign) {
		return graph.Change{}, fault.New(fault.Denied, "who writes what by when, and whether it is accepted, is for who gives assignments; you may say that it is being written or delivered")
	}
	if !in.terms() && !aud.Has(RightAssign) && me(v) != a.Writer {
		return graph.Change{}, fault.New(fault.Denied, "this is the assignment of %s: they say where it stands, or who gives assignments", newBook(v).nameOf(a.Writer.ID))
	}
	e := v.Edit(ids, "Change the "+a.Task+" assignment")
	graph.Update(e, id, func(r *production.Assignment) {
		setRef(&r.Writer, in.Writer)
		set(&r.Task, in.Task)
		set(&r.Given, in.Given)
		set(&r.Due, in.Due)
		set(&r.Note, in.Note)
		set(&r.Status, in.Status)
		setRef(&r.Delivered, in.Delivered)
		set(&r.DeliveredOn, in.DeliveredOn)
		if in.Delivered != nil && !in.Delivered.IsZero() && in.Status == nil && (r.Status == "assigned" || r.Status == "writing") {
			r.Status = "delivered"
		}
	})
	return e.Change()
}

func removeAssignment(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	a, ok := graph.Get[production.Assignment](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "assignment %s does not exist", id)
	}
	e := v.Edit(ids, "Delete the "+a.Task+" assignment")
	e.Delete(id)
	return e.Change()
}

// AssignmentItem is an assignment as pages show it.
type AssignmentItem struct {
	ID          graph.ID   `json:"id"`
	Writer      graph.ID   `json:"writer"`
	WriterName  string     `json:"writer_name"`
	Mine        bool       `json:"mine" doc:"The reader writes it"`
	Task        string     `json:"task"`
	About       graph.ID   `json:"about,omitzero"`
	AboutKind   graph.Kind `json:"about_kind,omitempty"`
	AboutLabel  string     `json:"about_label,omitempty"`
	Given       civil.Date `json:"given,omitzero"`
	Due         civil.Date `json:"due,omitzero"`
	Note        string     `json:"note,omitempty"`
	Status      string     `json:"status"`
	Late        int        `json:"late" doc:"Days it is, or was, delivered after it was due, as of today"`
	Overdue     bool       `json:"overdue" doc:"Due before today and not delivered"`
	Delivered   graph.ID   `json:"delivered,omitzero"`
	DraftLabel  string     `json:"draft_label,omitempty"`
	DeliveredOn civil.Date `json:"delivered_on,omitzero"`
}

// assignments lists what is to be written: what is open by due date, then what is done.
func assignments(b *book, today civil.Date) []AssignmentItem {
	out := []AssignmentItem{}
	mine := me(b.v)
	for id, a := range graph.All[production.Assignment](b.v) {
		item := AssignmentItem{
			ID: id, Writer: a.Writer.ID, WriterName: b.nameOf(a.Writer.ID), Mine: !mine.IsZero() && mine == a.Writer, Task: a.Task, About: a.About.ID, Given: a.Given, Due: a.Due,
			Note: a.Note, Status: cmp.Or(a.Status, "assigned"), Delivered: a.Delivered.ID, DraftLabel: b.v.Label(a.Delivered.ID), DeliveredOn: a.DeliveredOn,
		}
		if rec, ok := b.v.Record(a.About.ID); ok {
			item.AboutKind, item.AboutLabel = rec.Kind, rec.Label
		}
		item.Overdue, item.Late = overdue(a, today)
		out = append(out, item)
	}
	slices.SortFunc(out, func(x, y AssignmentItem) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), compareDue(x.Due, y.Due), strings.Compare(x.WriterName, y.WriterName), byID(x.ID, y.ID))
	})
	return out
}

// overdue is whether an assignment should have been delivered before today, and by how many days it is late.
func overdue(a production.Assignment, today civil.Date) (bool, int) {
	switch {
	case a.Due.IsZero() || a.Status == "withdrawn":
		return false, 0
	case !a.DeliveredOn.IsZero():
		return false, max(0, a.DeliveredOn.Sub(a.Due))
	case today.IsZero() || a.Status == "delivered" || a.Status == "accepted" || !today.After(a.Due):
		return false, 0
	}
	return true, today.Sub(a.Due)
}

func rank(a AssignmentItem) int {
	return map[string]int{"delivered": 1, "accepted": 2, "withdrawn": 3}[a.Status]
}

// compareDue puts what has no date last.
func compareDue(a, b civil.Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero() || !b.IsZero() && a.After(b):
		return 1
	}
	return -1
}
