package offload

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"backlot/film/offload"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Place is where a copy of a report lies: its medium by name, and the folder below it.
type Place struct {
	Label  string `json:"label" minLength:"1" maxLength:"80" doc:"Name of the medium; a volume of this machine goes by the same name"`
	Path   string `json:"path,omitempty" maxLength:"1000" doc:"Folder of the copy on it"`
	Medium string `json:"medium" enum:"raid,disk,ssd,lto,cloud"`
	Site   string `json:"site,omitempty" maxLength:"80" doc:"Name of the place where it is kept"`
}

// keepReport puts a report into the library and gives its address.
func (s *service) keepReport(ctx context.Context, r *offload.Report) (string, error) {
	data, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	return s.files.Keep(ctx, bytes.NewReader(data))
}

// maxReport bounds a report in memory: some 300,000 files.
const maxReport = 128 << 20

// loadReport reads a kept report.
func (s *service) loadReport(ctx context.Context, hash string) (*offload.Report, error) {
	f, err := s.files.Open(ctx, hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxReport))
	if err != nil {
		return nil, err
	}
	return offload.ReadReport(data)
}

// recording writes what a report came to into the production.
type recording struct {
	v      graph.View
	e      *graph.Edit
	card   Card
	report *offload.Report
	hash   string  // of the kept report
	places []Place // of its copies, in order
	by     signer
	sites  map[string]graph.ID // places made on the way
}

// write brings clips, copies and the state of the roll up to date. Nothing is called verified that the
// report does not prove. It gives how many clips are new.
func (x *recording) write() (clips int) {
	clips = writeClips(x.e, x.v, x.card.ID, x.report)
	var names []string
	for i, c := range x.report.Copies {
		if c.Verified > 0 || c.Complete {
			x.copy(c, x.places[i], x.faults(i))
			names = append(names, x.places[i].Label)
		}
	}
	if len(x.report.Files) > 0 {
		x.card.record.Fault = x.faults(-1)
	}
	x.card.settle(x.e, x.v, x.report.Bytes)
	note := fmt.Sprintf("%s, %s, to %s", count(len(x.report.Files), "file", "files"), offload.Size(x.report.Bytes), cmp.Or(strings.Join(names, ", "), "no disk"))
	if x.report.Stopped != "" {
		note += "; stopped: " + x.report.Stopped
	}
	if n := x.report.Faults(); n > 0 {
		note += "; " + count(n, "fault", "faults")
	}
	if x.report.Host != "" {
		note += "; on " + x.report.Host
	}
	at := x.by.now
	if !x.report.Finished.IsZero() {
		at = x.report.Finished
	}
	graph.Add(x.e, StepIn{AtMS: at.UnixMilli(), Note: note}.step(x.card.ID, "copied", x.by))
	return clips
}

// settle writes where a roll stands now that its copies are what the card holds.
func (c *Card) settle(e *graph.Edit, v graph.View, bytes int64) {
	c.judge(v)
	status := "handed_over"
	switch {
	case c.Status == "released":
		status = "released"
	case c.Verdict.Safe:
		status = "verified"
	case slices.ContainsFunc(c.Copies, func(x Copy) bool { return x.Status == "verified" }):
		status = "copied"
	}
	graph.Update(e, c.ID, func(r *production.Roll) {
		r.Status, r.SizeBytes, r.Fault = status, max(r.SizeBytes, bytes), c.record.Fault
	})
}

// faults are those of a destination, or with -1 those of the card.
func (x *recording) faults(i int) string {
	at := ""
	if i >= 0 {
		at = x.report.Copies[i].Path
	}
	var out []string
	for _, f := range x.report.Findings {
		if f.Severity == offload.Fault && (i < 0 && f.Destination == "" || i >= 0 && f.Destination != "" && (at == f.Destination || at == path.Join(f.Destination, x.report.Card))) {
			out = append(out, strings.TrimPrefix(f.Path+": ", ": ")+f.Message)
		}
	}
	return clipText(out)
}

// clipText joins lines up to what a record holds.
func clipText(lines []string) string {
	const limit = 3500
	var out []string
	size := 0
	for i, l := range lines {
		if size += len(l) + 1; size > limit {
			out = append(out, fmt.Sprintf("and %d more", len(lines)-i))
			break
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n")
}

// copy writes one copy: over what is on record of it, or new.
func (x *recording) copy(c offload.CopyReport, at Place, faults string) {
	site := x.site(at.Site)
	set := func(r *production.StoredCopy) {
		r.Medium, r.Label, r.Path, r.Fault = at.Medium, at.Label, at.Path, faults
		r.Status, r.VerifiedAtMS, r.Hash, r.ReadBack = "copying", 0, "", ""
		if !site.IsZero() {
			r.Site = graph.To[production.Place](site)
		}
		if c.Complete {
			when := c.At
			if when.IsZero() {
				when = x.report.Finished
			}
			r.Status, r.VerifiedAtMS, r.Hash, r.ReadBack = "verified", when.UnixMilli(), c.Content, string(c.Verification)
		}
		r.Device, r.Files, r.SizeBytes, r.ReportHash = c.Device, c.Verified, c.Bytes, x.hash
	}
	for i, old := range x.card.Copies {
		if old.Label == at.Label && old.Path == at.Path {
			graph.Update(x.e, old.ID, set)
			set(&old.record)
			x.card.Copies[i] = copyOf(old.ID, old.record, cmp.Or(at.Site, old.Site))
			return
		}
	}
	r := production.StoredCopy{Roll: graph.To[production.Roll](x.card.ID)}
	set(&r)
	x.card.Copies = append(x.card.Copies, copyOf(graph.Add(x.e, r), r, at.Site))
}

// site finds the place that a site's name means, and makes it when there is none.
func (x *recording) site(name string) graph.ID {
	name = strings.TrimSpace(name)
	if name == "" {
		return graph.ID{}
	}
	if id, ok := x.sites[strings.ToLower(name)]; ok {
		return id
	}
	var found graph.ID
	for id, p := range graph.All[production.Place](x.v) {
		if strings.EqualFold(p.Name, name) && (found.IsZero() || id.Less(found)) {
			found = id
		}
	}
	if found.IsZero() {
		found = graph.Add(x.e, production.Place{Name: name, Type: "storage"})
	}
	if x.sites == nil {
		x.sites = map[string]graph.ID{}
	}
	x.sites[strings.ToLower(name)] = found
	return found
}

// onMain gives a card of the main line: copies lie on disks, and no branch has other disks.
func onMain(v graph.View, id graph.ID) (Card, error) {
	if !v.Where().Branch.IsZero() {
		return Card{}, fault.New(fault.Conflict, "copies are made and written down on the main line: leave the branch first")
	}
	return CardOf(v, id)
}
