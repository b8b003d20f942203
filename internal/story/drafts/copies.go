package drafts

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// Desk does for the slice what a view cannot.
type Desk interface {
	// Common is the production as all of several accounts may know it: with the
	// rights of the first, and the clearances that every one of them has. The zero
	// account, and one that is no member, have none. saw is told of every sealed record
	// that is let through, and of its compartment.
	Common(ctx context.Context, at graph.Place, saw func(sealed, compartment graph.ID), accounts ...graph.ID) (graph.View, error)
	// Ask asks for a job and gives its id.
	Ask(ctx context.Context, r jobs.Request) (graph.ID, error)
	// Land puts a change into the production, once for each change id.
	Land(ctx context.Context, c graph.Change, by graph.ID) error
}

// copiesJob is the job that draws copies and writes down who has them.
const copiesJob = "drafts.copies"

// maxCopies bounds one handing out.
const maxCopies = 400

// HandOutIn says who gets which script.
type HandOutIn struct {
	Recipients []graph.ID `json:"recipients,omitempty" maxItems:"400" doc:"People, by their party"`
	List       graph.ID   `json:"list,omitzero" doc:"Everybody on this distribution list as well"`
	Pages      string     `json:"pages,omitempty" enum:"all,revised" doc:"all when left out; revised: only pages that the draft changed"`
	Channel    string     `json:"channel,omitempty" enum:"print,mail,drive,app" doc:"How they get it; print when left out"`
	Note       string     `json:"note,omitempty" maxLength:"500" doc:"Why, for the list of copies"`
}

// handOut is the job's arguments.
type handOut struct {
	HandOutIn
	Draft graph.ID `json:"draft"`
	AtMS  int64    `json:"at_ms"`
}

// recipients are the people that in names, each once, by name.
func (in HandOutIn) recipients(v graph.View) ([]graph.ID, error) {
	names := map[graph.ID]string{}
	add := func(id graph.ID) bool {
		p, ok := graph.Get[production.Party](v, id)
		if ok {
			names[id] = p.Name
		}
		return ok
	}
	for _, id := range in.Recipients {
		if !add(id) {
			return nil, fault.At("body.recipients", "no person %s in this production", id)
		}
	}
	if !in.List.IsZero() {
		list, ok := graph.Get[production.DistributionList](v, in.List)
		if !ok {
			return nil, fault.At("body.list", "no distribution list %s", in.List)
		}
		onList(v, list, func(id graph.ID) { add(id) })
	}
	out := make([]graph.ID, 0, len(names))
	for id := range names {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b graph.ID) int {
		return cmp.Or(strings.Compare(names[a], names[b]), strings.Compare(a.String(), b.String()))
	})
	switch {
	case len(out) == 0:
		return nil, fault.At("body.recipients", "nobody is named: choose people, or a list with somebody on it")
	case len(out) > maxCopies:
		return nil, fault.At("body.recipients", "%d copies at once: want at most %d; hand out by department", len(out), maxCopies)
	}
	return out, nil
}

// onList goes through the people of a distribution list: those named, and those
// engaged in its departments.
func onList(v graph.View, list production.DistributionList, yield func(graph.ID)) {
	for text, on := range list.Parties {
		if id, err := graph.ParseID(text); err == nil && on {
			yield(id)
		}
	}
	for _, e := range graph.All[production.Engagement](v) {
		if list.Departments[e.Department.ID.String()] && !e.Party.IsZero() {
			yield(e.Party.ID)
		}
	}
}

// distribute asks for the job that draws the copies.
func (s *service) distribute(ctx context.Context, v graph.View, draft graph.ID, in HandOutIn, now time.Time) (graph.ID, error) {
	if _, ok := graph.Get[production.Draft](v, draft); !ok {
		return graph.ID{}, fault.New(fault.NotFound, "no draft %s", draft)
	}
	people, err := in.recipients(v)
	if err != nil {
		return graph.ID{}, err
	}
	if !v.Where().Branch.IsZero() {
		return graph.ID{}, fault.New(fault.Invalid, "copies are handed out from the main line: this is a branch")
	}
	in.Recipients, in.List = people, graph.ID{}
	return s.desk.Ask(ctx, jobs.Request{Kind: copiesJob, Args: handOut{in, draft, now.UnixMilli()}, Production: v.Where().Production,
		AskedBy: v.Audience().Account, Priority: jobs.Urgent})
}

// drawCopies is the job.
func (s *service) drawCopies(ctx context.Context, run *jobs.Run) error {
	var in handOut
	if err := run.Args(&in); err != nil {
		return err
	}
	err := s.handOut(ctx, graph.Main(run.Production), run.ID, run.AskedBy, in, func(n int) {
		run.Step(n, len(in.Recipients), fmt.Sprintf("Copy %d of %d", n, len(in.Recipients)))
	})
	if err != nil {
		return err
	}
	return run.Result(map[string]any{"href": fmt.Sprintf("/api/productions/%s/copies/%s/zip", run.Production, run.ID), "copies": len(in.Recipients)})
}

// handOut draws each copy from what its recipient and whoever hands it out may
// both know, keeps the bytes, and writes down in one change who has which. The
// change and its issue have the id given, so that doing it twice gives nothing
// twice. step is told which copy is drawn, from 1.
func (s *service) handOut(ctx context.Context, at graph.Place, id, by graph.ID, in handOut, step func(n int)) error {
	v, err := s.desk.Common(ctx, at, nil, by)
	if err != nil {
		return err
	}
	if _, done := graph.Get[production.Issue](v, id); done {
		return nil
	}
	var drawn []copyOf
	for i, who := range in.Recipients {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		step(i + 1)
		party, ok := graph.Get[production.Party](v, who)
		if !ok {
			return fault.New(fault.NotFound, "somebody on the list is no longer in this production: choose again")
		}
		c, err := s.drawCopy(ctx, at, in, by, who, party)
		if err != nil {
			return err
		}
		drawn = append(drawn, c)
	}
	change, err := s.record(v, in, id, drawn)
	if err != nil {
		return err
	}
	return s.desk.Land(ctx, change, by)
}

// copyOf is one drawn copy.
type copyOf struct {
	id      graph.ID // of its delivery record
	to      graph.ID
	mark    string
	hash    string
	circles []graph.ID // compartments whose words it holds
}

// drawCopy draws and keeps the copy of one person.
func (s *service) drawCopy(ctx context.Context, at graph.Place, in handOut, by, who graph.ID, party production.Party) (copyOf, error) {
	c := copyOf{id: s.ids.NewID(), to: who}
	c.mark = MarkOf(c.id)
	circles := map[graph.ID]bool{}
	v, err := s.desk.Common(ctx, at, func(_, compartment graph.ID) { circles[compartment] = true }, by, party.Account)
	if err != nil {
		return c, err
	}
	pdf, err := DrawCopy(v, in.Draft, in.Pages, party.Name, c.mark, time.UnixMilli(in.AtMS))
	if err != nil {
		return c, err
	}
	for id := range circles {
		c.circles = append(c.circles, id)
	}
	slices.SortFunc(c.circles, func(a, b graph.ID) int { return strings.Compare(a.String(), b.String()) })
	c.hash, err = s.files.Keep(ctx, bytes.NewReader(pdf))
	return c, err
}

// DrawCopy draws a draft for one recipient as the view knows it, with their name and
// the number of the copy on every page. pages is "all" (or empty) or "revised".
func DrawCopy(v graph.View, draft graph.ID, pages, name, mark string, at time.Time) ([]byte, error) {
	doc, err := copyPaper(v, draft, pages)
	if err != nil {
		return nil, err
	}
	pdf, err := documents.RenderPDF(doc, documents.Recipient{Name: name, Detail: "Copy " + mark + " · " + at.UTC().Format("2 Jan 2006")})
	return pdf.Bytes, err
}

// copyPaper is the script that a copy shows.
func copyPaper(v graph.View, draft graph.ID, which string) (documents.Document, error) {
	if which != "revised" {
		return describeScript(v, draft)
	}
	b, err := bookOf(v, draft)
	if err != nil {
		return documents.Document{}, err
	}
	set := b.Set.Revised()
	if len(set.Pages) == 0 {
		return documents.Document{}, fault.New(fault.Invalid, "%s has no revised page: hand out the whole script", b.draft.Version)
	}
	set.Title, set.Scenes = nil, beginningOn(set)
	return documents.Screenplay(scriptMeta(b.draft, "Revised pages"), b.Script, set), nil
}

// beginningOn lists the scenes that begin on one of the pages that were kept.
func beginningOn(set layout.Result) []layout.Scene {
	index := map[string]int{}
	for i, p := range set.Pages {
		index[p.Number] = i
	}
	var out []layout.Scene
	for _, sc := range set.Scenes {
		if i, ok := index[sc.Page]; ok {
			sc.Index = i
			out = append(out, sc)
		}
	}
	return out
}

// crockford are letters and digits that cannot be taken for one another.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// MarkOf is the number of a copy, such as "7QK-2MDX". It comes from the record's
// id, not from a count: a count would tell how many copies there are that
// the reader must not know of.
func MarkOf(id graph.ID) string {
	sum := sha256.Sum256(id[:])
	text := crockford.EncodeToString(sum[:5])
	return text[:3] + "-" + text[3:]
}
