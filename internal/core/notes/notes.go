// Package notes is what every department's notes have in common: who wrote one, who
// reads it, its answers. Where a note stands (on words of a draft, on frames of a
// clip) is for the slices.
//
// A note that is not for everybody is kept to its readers by the graph
// (graph.Edit.KeepTo): for all others neither it nor its answers exist.
package notes

import (
	"slices"
	"strings"

	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Sharing says who reads a note: its writer alone ("me", also when left out),
// people and departments ("readers"), or everybody who reads what it is about ("all").
type Sharing struct {
	For         string     `json:"for,omitempty" enum:"me,readers,all"`
	People      []graph.ID `json:"people,omitempty" doc:"Accounts"`
	Departments []string   `json:"departments,omitempty"`
}

// Readers lists whom a note by writer is kept to; none is everybody. The writer
// always reads it. Readers without a name, and unknown departments, are Invalid.
func (s Sharing) Readers(writer graph.ID) ([]string, error) {
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

// SharingOf is who reads a note as the view knows it. People leaves the writer out.
func SharingOf(v graph.View, id graph.ID, n production.Note) Sharing {
	rec, _ := v.Record(id)
	out := Sharing{For: "all", People: []graph.ID{}, Departments: []string{}}
	if len(rec.Readers) > 0 {
		out.For = "me"
	}
	for _, r := range rec.Readers {
		switch account, department := access.Reader(r); {
		case department != "":
			out.Departments = append(out.Departments, department)
		case account != n.Account:
			out.People = append(out.People, account)
		}
	}
	if len(out.People)+len(out.Departments) > 0 {
		out.For = "readers"
	}
	return out
}

// Signed is an open note by whoever reads the view: the account, the party that
// signs in with it, and name for readers where there is no such party.
func Signed(v graph.View, name string) production.Note {
	n := production.Note{Account: v.Audience().Account, Author: name, Status: "open"}
	for id, p := range graph.All[production.Party](v) {
		if p.Account == n.Account && !n.Account.IsZero() {
			n.By, n.Author = graph.To[production.Party](id), ""
		}
	}
	return n
}

// Writer names the writer of a note as the reader may know them: a party under an
// alias writes under the alias.
func Writer(v graph.View, n production.Note) string {
	if !n.By.IsZero() {
		return v.Label(n.By.ID)
	}
	return n.Author
}

// Mine reports whether whoever reads the view wrote the note.
func Mine(v graph.View, n production.Note) bool {
	me := v.Audience().Account
	return !me.IsZero() && n.Account == me
}

// Add puts a note into an edit under the id that the caller chose, or a new one, kept
// to its readers.
func Add(e *graph.Edit, v graph.View, id graph.ID, n production.Note, to Sharing) error {
	readers, err := to.Readers(v.Audience().Account)
	if err != nil {
		return err
	}
	if id = addAs(e, id, n); readers != nil {
		e.KeepTo(id, readers...)
	}
	return nil
}

func addAs(e *graph.Edit, id graph.ID, n production.Note) graph.ID {
	if id.IsZero() {
		return graph.Add(e, n)
	}
	graph.AddAs(e, id, n)
	return id
}

// Own is a note that the reader may change: their own, or, for a holder of right,
// one that no account wrote (it came with a file). Another's is Denied.
func Own(v graph.View, id graph.ID, right string) (production.Note, error) {
	n, ok := graph.Get[production.Note](v, id)
	aud := v.Audience()
	switch {
	case !ok:
		return n, fault.New(fault.NotFound, "no note %s", id)
	case Mine(v, n), n.Account.IsZero() && right != "" && aud.Has(right):
		return n, nil
	}
	return n, fault.New(fault.Denied, "the note is somebody else's: answer it, or mark it as done")
}

// Share changes who reads a note; right is as for Own. An answer is Invalid: it is
// read by whoever reads what it answers.
func Share(e *graph.Edit, v graph.View, id graph.ID, to Sharing, right string) error {
	n, err := Own(v, id, right)
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
	readers, err := to.Readers(writer)
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

// Answer replies to a note, under the id that the caller chose or a new one. Its
// words reach whom the note reaches: the note owns it.
func Answer(e *graph.Edit, v graph.View, to, id graph.ID, text, name string) error {
	about, ok := graph.Get[production.Note](v, to)
	if !ok || !about.ReplyTo.IsZero() {
		return fault.New(fault.NotFound, "no note %s to answer", to)
	}
	n := Signed(v, name)
	n.About, n.ReplyTo, n.Text = graph.To[graph.Any](to), graph.To[production.Note](to), strings.TrimSpace(text)
	if n.Text == "" {
		return fault.At("text", "an answer has words")
	}
	addAs(e, id, n)
	return nil
}

// Reply is an answer to a note as its reader finds it.
type Reply struct {
	ID   graph.ID `json:"id"`
	Text string   `json:"text"`
	By   string   `json:"by"`
	Mine bool     `json:"mine"`
	AtMS int64    `json:"at_ms"`
}

// Replies lists the answers to a note, oldest first.
func Replies(v graph.View, note graph.ID) []Reply {
	out := []Reply{}
	for id, a := range graph.Referring[production.Note](v, note, "reply_to") {
		said, _ := v.Record(id)
		out = append(out, Reply{id, a.Text, Writer(v, a), Mine(v, a), said.Born.Ms})
	}
	return out
}

// Readers is whom a note can be shared with.
type Readers struct {
	People      []Person     `json:"people"`
	Departments []Department `json:"departments"`
}

// Person is somebody who signs in.
type Person struct {
	Account graph.ID `json:"account"`
	Name    string   `json:"name"`
}

// Department is a part of the crew.
type Department struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Mine  bool   `json:"mine,omitempty"`
}

// ReadersFor lists who signs in, but for the reader themselves and as far as they know
// of them, and the departments.
func ReadersFor(v graph.View) Readers {
	out := Readers{People: []Person{}, Departments: []Department{}}
	aud := v.Audience()
	for _, p := range graph.All[production.Party](v) {
		if !p.Account.IsZero() && p.Account != aud.Account {
			out.People = append(out.People, Person{p.Account, p.Name})
		}
	}
	slices.SortFunc(out.People, func(a, b Person) int { return strings.Compare(a.Name, b.Name) })
	for _, d := range access.Departments() {
		out.Departments = append(out.Departments, Department{d.Name, d.Title, access.InDepartment(aud, d.Name)})
	}
	return out
}
