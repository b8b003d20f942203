package drafts

import (
	"archive/zip"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// record writes down who has which copy. A copy that holds words of a compartment
// is known only to those cleared for it. With several, its delivery, issue and
// document are sealed one each, so that only who is cleared for all of them finds
// it: an owner that may not be known hides what it owns.
func (s *service) record(v graph.View, in handOut, issue graph.ID, drawn []copyOf) (graph.Change, error) {
	d, ok := graph.Get[production.Draft](v, in.Draft)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no draft %s", in.Draft)
	}
	e := v.Edit(s.ids, fmt.Sprintf("Hand out %s of %s", countCopies(len(drawn)), cmp.Or(d.Version, d.Name)))
	kind, name := "script", strings.TrimSpace(d.Name+" "+d.Version)
	if in.Pages == "revised" {
		kind, name = "revision_pages", name+", revised pages"
	}
	document, revision := documentOf(v, in.Draft, kind)
	about := production.Document{Type: kind, Name: name, About: graph.To[graph.Any](in.Draft)}
	if document.IsZero() {
		document = graph.Add(e, about)
	}
	shown := production.Issue{Document: graph.To[production.Document](document), Revision: revision, AtMS: in.AtMS, By: graph.To[production.Party](personOf(v)), Changes: in.Note}
	graph.AddAs(e, issue, shown)
	for _, c := range drawn {
		of, err := c.owner(e, issue, about, shown)
		if err != nil {
			return graph.Change{}, err
		}
		graph.AddAs(e, c.id, production.Delivery{Issue: graph.To[production.Issue](of), Recipient: graph.To[production.Party](c.to), Channel: cmp.Or(in.Channel, "print"),
			MarkID: c.mark, SentAtMS: in.AtMS, Hash: c.hash, Status: "sent"})
		if len(c.circles) > 0 {
			e.Seal(c.id, c.circles[0], nil)
		}
	}
	change, err := e.Change()
	change.ID = issue
	return change, err
}

// owner is the issue a copy belongs to: the one of the handing out, or for a copy
// with the words of several compartments, one of its own that is sealed too.
func (c copyOf) owner(e *graph.Edit, issue graph.ID, about production.Document, shown production.Issue) (graph.ID, error) {
	switch n := len(c.circles); {
	case n < 2:
		return issue, nil
	case n > 3:
		return issue, fault.New(fault.Invalid, "copy %s would hold the words of %d circles: want at most 3; hand the sealed scenes out as sides", c.mark, n)
	case n == 3:
		document := graph.Add(e, about)
		e.Seal(document, c.circles[2], nil)
		shown.Document = graph.To[production.Document](document)
	}
	own := graph.Add(e, shown)
	e.Seal(own, c.circles[1], nil)
	return own, nil
}

// documentOf is the document of a draft's copies, and the number of its next issue.
func documentOf(v graph.View, draft graph.ID, kind string) (document graph.ID, next int) {
	next = 1
	for id, d := range graph.Referring[production.Document](v, draft, "about") {
		if rec, _ := v.Record(id); d.Type != kind || !rec.Compartment.IsZero() {
			continue
		}
		if document.IsZero() {
			document = id
		}
		for _, i := range graph.Referring[production.Issue](v, id, "document") {
			next = max(next, i.Revision+1)
		}
	}
	return document, next
}

// Copy is a copy that was given out.
type Copy struct {
	ID        graph.ID `json:"id"`
	HandOut   graph.ID `json:"hand_out" doc:"The issue; copies of one handing out share it"`
	Draft     graph.ID `json:"draft"`
	Version   string   `json:"version"`
	Document  string   `json:"document" enum:"script,revision_pages"`
	Revision  int      `json:"revision" doc:"Counts the handings out of a draft"`
	Recipient graph.ID `json:"recipient"`
	Name      string   `json:"name"`
	Mark      string   `json:"mark" doc:"Number of the copy, on every page"`
	Channel   string   `json:"channel"`
	Status    string   `json:"status"`
	SentAtMS  int64    `json:"sent_at_ms"`
	BackAtMS  int64    `json:"back_at_ms,omitempty" doc:"When it was acknowledged or came back"`
	By        string   `json:"by,omitempty"`
	Note      string   `json:"note,omitempty"`
	Sealed    bool     `json:"sealed,omitempty" doc:"It holds words of a compartment"`
	hash      string
}

// Copies lists the copies of scripts that were given out, the latest first.
func Copies(v graph.View) []Copy {
	out := []Copy{}
	for id, d := range graph.All[production.Delivery](v) {
		i, ok := graph.Get[production.Issue](v, d.Issue.ID)
		if !ok {
			continue
		}
		doc, ok := graph.Get[production.Document](v, i.Document.ID)
		if !ok || doc.Type != "script" && doc.Type != "revision_pages" {
			continue
		}
		draft, _ := graph.Get[production.Draft](v, doc.About.ID)
		to, _ := graph.Get[production.Party](v, d.Recipient.ID)
		by, _ := graph.Get[production.Party](v, i.By.ID)
		rec, _ := v.Record(id)
		out = append(out, Copy{ID: id, HandOut: d.Issue.ID, Draft: doc.About.ID, Version: draft.Version, Document: doc.Type, Revision: i.Revision, Recipient: d.Recipient.ID,
			Name: to.Name, Mark: d.MarkID, Channel: d.Channel, Status: d.Status, SentAtMS: d.SentAtMS, BackAtMS: d.AcknowledgedAtMS, By: by.Name, Note: i.Changes,
			Sealed: !rec.Compartment.IsZero(), hash: d.Hash})
	}
	slices.SortFunc(out, func(a, b Copy) int {
		return cmp.Or(cmp.Compare(b.SentAtMS, a.SentAtMS), strings.Compare(a.Name, b.Name), strings.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

// CopyIn changes where a copy stands.
type CopyIn struct {
	Status string `json:"status" enum:"sent,acknowledged,recalled" doc:"recalled: it came back"`
}

// mark writes that a copy was acknowledged or came back.
func (s *service) mark(v graph.View, id graph.ID, in CopyIn, now time.Time) (graph.Change, error) {
	i := slices.IndexFunc(Copies(v), func(c Copy) bool { return c.ID == id })
	if i < 0 {
		return graph.Change{}, fault.New(fault.NotFound, "no copy %s", id)
	}
	c := Copies(v)[i]
	words := map[string]string{"acknowledged": "is acknowledged", "recalled": "came back", "sent": "is out again"}
	e := v.Edit(s.ids, "Copy "+c.Mark+" "+words[in.Status])
	graph.Update(e, id, func(d *production.Delivery) {
		d.Status, d.AcknowledgedAtMS = in.Status, 0
		if in.Status != "sent" {
			d.AcknowledgedAtMS = max(now.UnixMilli(), d.SentAtMS)
		}
	})
	return e.Change()
}

// handOutOf lists the copies of one handing out that the view may know; those with
// an issue of their own are found by what they share with it.
func handOutOf(v graph.View, issue graph.ID) []Copy {
	shown, ok := graph.Get[production.Issue](v, issue)
	if !ok {
		return nil
	}
	doc, _ := graph.Get[production.Document](v, shown.Document.ID)
	return slices.DeleteFunc(Copies(v), func(c Copy) bool {
		return c.HandOut != issue && (c.Draft != doc.About.ID || c.Document != doc.Type || c.SentAtMS != shown.AtMS || c.Revision != shown.Revision)
	})
}

// fileName is the name of a copy's file.
func (c Copy) fileName() string {
	return documents.FileName(documents.Meta{Production: c.Name, Title: c.Version, Subtitle: c.Mark}, documents.AsPDF)
}

// writeZip puts the copies of a handing out into one archive, as they were kept.
func (s *service) writeZip(ctx context.Context, w io.Writer, list []Copy) error {
	z := zip.NewWriter(w)
	for _, c := range list {
		part, err := z.CreateHeader(&zip.FileHeader{Name: c.fileName(), Method: zip.Store, Modified: time.UnixMilli(c.SentAtMS).UTC()})
		if err != nil {
			return err
		}
		if err := s.copyFile(ctx, part, c.hash); err != nil {
			return fmt.Errorf("copy %s: %w", c.Mark, err)
		}
	}
	return z.Close()
}

func (s *service) copyFile(ctx context.Context, w io.Writer, hash string) error {
	r, err := s.files.Open(ctx, hash)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(w, r)
	return err
}

func countCopies(n int) string {
	if n == 1 {
		return "a copy"
	}
	return fmt.Sprintf("%d copies", n)
}
