package cut

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"backlot/film/timeline/cutfile"
	"backlot/film/timeline/lists"
	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// packJob is the job that packs turnovers.
const packJob = "cut.pack"

// packIn says what to hand over.
type packIn struct {
	Cut         graph.ID `json:"cut"`
	From        graph.ID `json:"from,omitzero"`
	Departments []string `json:"departments"`
	AtMS        int64    `json:"at_ms"`
}

type askPackIn struct {
	Timeline    graph.Ref[production.Timeline] `path:"timeline"`
	From        graph.Ref[production.Timeline] `json:"from,omitzero" doc:"Version the departments have; left out: the one this was made from"`
	Departments []string                       `json:"departments" minItems:"1" maxItems:"5" doc:"vfx, sound, music, colour, titles"`
}

type askedOut struct {
	Job graph.ID `json:"job"`
}

// askPack asks for the job.
func (s *service) askPack(ctx context.Context, v graph.View, in askPackIn) (askedOut, error) {
	if _, ok := graph.Get[production.Timeline](v, in.Timeline.ID); !ok {
		return askedOut{}, fault.New(fault.NotFound, "no cut %s", in.Timeline)
	}
	for i, d := range in.Departments {
		if _, ok := packers[d]; !ok {
			return askedOut{}, fault.At(fmt.Sprintf("body.departments[%d]", i), "no turnover for %q: want vfx, sound, music, colour or titles", d)
		}
	}
	if !v.Where().Branch.IsZero() {
		return askedOut{}, fault.New(fault.Invalid, "turnovers are handed over from the main line: this is a branch")
	}
	job, err := s.desk.Ask(ctx, jobs.Request{Kind: packJob, Args: packIn{in.Timeline.ID, in.From.ID, in.Departments, s.now().UnixMilli()}, Production: v.Where().Production, AskedBy: v.Audience().Account, Priority: jobs.Urgent})
	return askedOut{job}, err
}

// packers give the lists of a department.
var packers = map[string]func(graph.View, *cut, *pair) []packed{
	forVFX: func(v graph.View, c *cut, p *pair) []packed {
		out := []packed{{name: "count-sheet.csv", table: countSheet(v, c, graph.ID{})}, {name: "pull-list.csv", table: lists.Pull(c.node, handles)}, {name: "setup-data.csv", table: setupSheet(v, c, graph.ID{})}}
		for _, vendor := range vendorsIn(v, c) {
			name := fileName(v.Label(vendor))
			out = append(out, packed{name: path.Join("vendors", name, "count-sheet.csv"), table: countSheet(v, c, vendor)}, packed{name: path.Join("vendors", name, "setup-data.csv"), table: setupSheet(v, c, vendor)})
			if p != nil {
				out = append(out, packed{name: path.Join("vendors", name, "changes.csv"), table: vendorChanges(v, p, vendor)})
			}
			if doc, err := ordersPaper(v, vendor, c.id); err == nil && hasTable(doc) {
				out = append(out, packed{name: path.Join("vendors", name, "change-orders.pdf"), paper: &doc})
			}
		}
		return out
	},
	forSound: func(v graph.View, c *cut, _ *pair) []packed {
		return []packed{{name: "cues.csv", table: cueSheet(v, c, "adr", "foley", "effect", "ambience", "voice_over")}}
	},
	forMusic: func(v graph.View, c *cut, _ *pair) []packed {
		return []packed{{name: "music.csv", table: musicSheet(v, c)}}
	},
	forColour: func(_ graph.View, c *cut, _ *pair) []packed {
		return []packed{{name: "pull-list.csv", table: lists.Pull(c.node, handles)}}
	},
	forTitles: func(v graph.View, c *cut, _ *pair) []packed {
		return []packed{{name: "titles.csv", table: cueSheet(v, c, "title", "subtitle")}}
	},
}

// hasTable reports whether a paper has more to say than that there is nothing.
func hasTable(doc documents.Document) bool {
	return slices.ContainsFunc(doc.Blocks, func(b documents.Block) bool { _, ok := b.(documents.Table); return ok })
}

// packed is a list or a paper on its way into a pack.
type packed struct {
	name  string
	table *lists.Table
	paper *documents.Document
}

func (p packed) body() ([]byte, error) {
	if p.paper != nil {
		file, err := documents.Render(*p.paper, documents.AsPDF, documents.Recipient{})
		return file.Body, err
	}
	var b bytes.Buffer
	err := p.table.CSV(&b)
	return b.Bytes(), err
}

// vendorsIn are the vendors with a shot in a cut.
func vendorsIn(v graph.View, c *cut) []graph.ID {
	set := map[graph.ID]bool{}
	for o := range places(c, markersOf(v, c.id), ordersOf(v)) {
		if o.vendor != "" {
			set[o.Vendor.ID] = true
		}
	}
	return sortedIDs(set)
}

// vendorChanges is what a new cut asks of one vendor: its shots and no other's.
func vendorChanges(v graph.View, p *pair, vendor graph.ID) *lists.Table {
	t := &lists.Table{Title: "changes", Columns: []string{"shot", "change", "was", "now", "send at head", "send at tail", "what"}}
	for _, r := range vfxRipples(v, p) {
		if r.order != nil && r.VendorID == vendor {
			t.Rows = append(t.Rows, []string{r.Label, r.Type, fmt.Sprint(r.was), fmt.Sprint(r.now), fmt.Sprint(r.Head), fmt.Sprint(r.Tail), r.What})
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%d shots changed", len(t.Rows)))
	return t
}

// manifest says what is in a pack, with the hash of each file.
type manifest struct {
	Format     string         `json:"format"`
	Production string         `json:"production"`
	Cut        string         `json:"cut"`
	Against    string         `json:"against,omitempty"`
	Length     string         `json:"length"`
	MadeAt     string         `json:"made_at"`
	Files      []manifestFile `json:"files"`
}

type manifestFile struct {
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// packOf is the zip of a turnover: the same view and time give the same bytes.
func packOf(v graph.View, in packIn) ([]byte, *cut, error) {
	c, err := read(v, in.Cut)
	if err != nil {
		return nil, nil, err
	}
	var p *pair
	if in.From.IsZero() {
		in.From = c.line.Previous.ID
	}
	if !in.From.IsZero() {
		old, err := read(v, in.From)
		if err != nil {
			return nil, nil, err
		}
		p = pairOf(old, c)
	}
	m := manifest{Format: "backlot-turnover/1", Production: production.NameOf(v), Cut: c.line.Name, Length: c.base.FormatLong(c.line.LengthFrames), MadeAt: time.UnixMilli(in.AtMS).UTC().Format(time.RFC3339)}
	if p != nil {
		m.Against = p.old.line.Name
	}
	w := &packer{at: time.UnixMilli(in.AtMS).UTC(), m: &m}
	w.zip = zip.NewWriter(&w.out)
	slices.Sort(in.Departments)
	for _, d := range slices.Compact(in.Departments) {
		if err := w.department(v, c, p, d); err != nil {
			return nil, nil, err
		}
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err == nil {
		err = w.put("manifest.json", text)
	}
	if err == nil {
		err = w.zip.Close()
	}
	return w.out.Bytes(), c, err
}

type packer struct {
	out bytes.Buffer
	zip *zip.Writer
	at  time.Time
	m   *manifest
}

func (w *packer) put(name string, body []byte) error {
	f, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: w.at})
	if err == nil {
		_, err = f.Write(body)
	}
	w.m.Files = append(w.m.Files, manifestFile{name, len(body), addressOf(body)})
	return err
}

func (w *packer) department(v graph.View, c *cut, p *pair, name string) error {
	for _, f := range []cutfile.Format{cutfile.OTIO, cutfile.EDL} {
		body, err := c.write(f)
		if err != nil {
			return err
		}
		if err := w.put(path.Join(name, "cut"+endings[f]), body); err != nil {
			return err
		}
	}
	list := append(packers[name](v, c, p), packed{name: "markers.csv", table: lists.Markers(c.node)})
	if p != nil {
		list = append(list, packed{name: "change-list.csv", table: lists.Changes(p.result, true)})
	}
	for _, one := range list {
		body, err := one.body()
		if err == nil {
			err = w.put(path.Join(name, one.name), body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pack is the job: it packs what the one who asked may know, keeps the zip, and writes it down as a version of a package
// that only the production's own people know.
func (s *service) pack(ctx context.Context, run *jobs.Run) error {
	var in packIn
	if err := run.Args(&in); err != nil {
		return err
	}
	v, err := s.desk.Common(ctx, graph.Main(run.Production), nil, run.AskedBy)
	if err != nil {
		return err
	}
	run.Progress(0.1, "Reading the cut")
	body, c, err := packOf(v, in)
	if err != nil {
		return err
	}
	run.Progress(0.8, "Keeping the pack")
	hash, err := s.files.Keep(ctx, bytes.NewReader(body))
	if err != nil {
		return err
	}
	result := map[string]any{"href": fmt.Sprintf("/api/productions/%s/cut/packs/%s/zip", run.Production, run.ID), "bytes": len(body)}
	if _, done := graph.Get[production.Version](v, run.ID); done {
		return run.Result(result)
	}
	e := v.Edit(s.ids, fmt.Sprintf("Hand over %s: %s", c.line.Name, strings.Join(in.Departments, ", ")))
	asset := graph.Add(e, production.Asset{Name: "Turnover of " + c.line.Name + ": " + strings.Join(in.Departments, ", "), Type: "package", Description: "Lists and cut for " + strings.Join(in.Departments, ", ")})
	graph.AddAs(e, run.ID, production.Version{Asset: graph.To[production.Asset](asset), Number: 1, Hash: "sha256:" + hash, FileName: fileName(c.line.Name) + "-turnover.zip", MediaType: "application/zip",
		SizeBytes: int64(len(body)), AtMS: in.AtMS, Status: "final"})
	readers := readersOf(v, graph.ID{})
	if !run.AskedBy.IsZero() {
		readers = append(readers, access.ReaderAccount(run.AskedBy))
	}
	e.KeepTo(asset, readers...)
	change, err := e.Change()
	if err != nil {
		return err
	}
	if err := s.desk.Land(ctx, change, run.AskedBy); err != nil {
		return err
	}
	return run.Result(result)
}

// zip gives a pack as it was made.
func (s *service) zip(w http.ResponseWriter, r *http.Request) error {
	id, err := graph.ParseID(r.PathValue("pack"))
	if err != nil {
		return err
	}
	version, ok := graph.Get[production.Version](web.ViewOf(r.Context()), id)
	hash, kept := strings.CutPrefix(version.Hash, "sha256:")
	if asset, known := graph.Get[production.Asset](web.ViewOf(r.Context()), version.Asset.ID); !ok || !kept || !known || asset.Type != "package" {
		return fault.New(fault.NotFound, "no turnover %s", id)
	}
	f, err := s.files.Open(r.Context(), hash)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	if err := web.Audited(r.Context()); err != nil {
		return err
	}
	web.ServeDocument(w, r, version.FileName, "application/zip", false)
	_, err = io.Copy(w, f)
	return err
}
