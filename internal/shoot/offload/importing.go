package offload

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"backlot/film/offload"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ImportIn is a report that `backlot offload copy --report` wrote on a machine without a network.
type ImportIn struct {
	Content []byte   `json:"content" doc:"The file, in base64"`
	Roll    graph.ID `json:"roll,omitzero" doc:"The roll it is of; that of the card's name, or a new one, when left out"`
	Places  []Place  `json:"places,omitempty" maxItems:"3" doc:"Where its copies lie, in their order; read from the report when left out"`
}

// ImportReport says what a report holds and what would become of it.
type ImportReport struct {
	Card     string            `json:"card"`
	Roll     graph.ID          `json:"roll,omitzero" doc:"The roll it is of; none when it would be new"`
	Host     string            `json:"host,omitempty"`
	AtMS     int64             `json:"at_ms"`
	Files    int               `json:"files"`
	Bytes    int64             `json:"bytes"`
	Clips    int               `json:"clips" doc:"Clips that would be new"`
	Copies   []ImportCopy      `json:"copies"`
	Findings []offload.Finding `json:"findings"`
	Stopped  string            `json:"stopped,omitempty"`
}

// ImportCopy is a copy of a report.
type ImportCopy struct {
	Place
	From     string `json:"from" doc:"The folder on the machine that made it"`
	Complete bool   `json:"complete"`
	Files    int    `json:"files"`
	Bytes    int64  `json:"bytes"`
	ReadBack string `json:"read_back,omitempty"`
}

// readImport reads a report and compares it with what is known.
func readImport(v graph.View, in ImportIn) (ImportReport, *offload.Report, error) {
	r, err := offload.ReadReport(in.Content)
	if err != nil {
		return ImportReport{}, nil, fault.At("body.content", "%w; want the file that backlot offload copy --report wrote", err)
	}
	if err := checkReport(r); err != nil {
		return ImportReport{}, nil, err
	}
	out := ImportReport{Card: r.Card, Roll: in.Roll, Host: r.Host, AtMS: r.Finished.UnixMilli(), Files: len(r.Files), Bytes: r.Bytes, Copies: []ImportCopy{},
		Findings: append([]offload.Finding{}, r.Findings[:min(len(r.Findings), maxFindings)]...), Stopped: r.Stopped}
	if out.Roll.IsZero() {
		out.Roll = rollNamed(v, r.Card)
	} else if _, ok := graph.Get[production.Roll](v, out.Roll); !ok {
		return out, nil, fault.At("body.roll", "no card %s", out.Roll)
	}
	if len(in.Places) > 0 && len(in.Places) != len(r.Copies) {
		return out, nil, fault.At("body.places", "%d places for %s: want one for each", len(in.Places), count(len(r.Copies), "copy", "copies"))
	}
	for i, c := range r.Copies {
		p := placeOf(c)
		if len(in.Places) > 0 {
			p = in.Places[i]
		}
		if p.Path != "" && (strings.HasPrefix(p.Path, "/") || path.Clean(p.Path) != p.Path || strings.HasPrefix(p.Path, "..")) {
			return out, nil, fault.At(fmt.Sprintf("body.places[%d].path", i), "folder %q: want names with slashes between, below the medium", p.Path)
		}
		out.Copies = append(out.Copies, ImportCopy{p, c.Path, c.Complete, c.Verified, c.Bytes, string(c.Verification)})
	}
	known := map[string]bool{}
	for _, c := range clipsOf(v, out.Roll) {
		known[path.Join(c.Record.Path, c.Record.Name)] = true
	}
	for _, f := range r.Files {
		if isClip(f.Path) && f.Sums != nil && !known[f.Path] {
			out.Clips++
		}
	}
	return out, r, nil
}

// checkReport refuses what no copy of ours could have written: a report is believed, so it must at
// least agree with itself.
func checkReport(r *offload.Report) error {
	if len(r.Copies) == 0 || len(r.Files) == 0 {
		return fault.At("body.content", "the report of %s has no files or no copies: nothing was copied", r.Card)
	}
	if _, err := rollName(r.Card); err != nil {
		return fault.At("body.content", "the report is of card %q: want a name that can be that of a folder", r.Card)
	}
	for i, c := range r.Copies {
		whole, bytes := 0, int64(0)
		for _, f := range r.Files {
			if f.Copies[i] != offload.Missing {
				whole, bytes = whole+1, bytes+f.Size
			}
			if f.Copies[i] != offload.Missing && len(f.Sums) == 0 {
				return fault.At("body.content", "%s is called %s on %s without a hash: the report was changed or cut off", f.Path, f.Copies[i], c.Path)
			}
		}
		if whole != c.Verified || bytes != c.Bytes || c.Complete && (whole != len(r.Files) || c.Content == "") {
			return fault.At("body.content", "the copy %s says %d files, its list has %d: the report was changed or cut off", c.Path, c.Verified, whole)
		}
		if c.Complete && c.Content != offload.Content(r.Files, r.Formats) {
			return fault.At("body.content", "the copy %s has a digest that its list of files does not give: the report was changed", c.Path)
		}
		if !slices.Contains([]offload.Verification{"", offload.Direct, offload.Evicted, offload.Memory}, c.Verification) {
			return fault.At("body.content", "the copy %s was read back %q: want direct, evicted or memory", c.Path, c.Verification)
		}
	}
	return nil
}

// placeOf reads where a copy of a foreign machine lies from the folder it was written to: the folder that
// holds the card's goes for the medium's name.
func placeOf(c offload.CopyReport) Place {
	clean := strings.Trim(strings.ReplaceAll(c.Path, `\`, "/"), "/")
	p := Place{Label: path.Base(path.Dir(clean)), Path: path.Base(clean), Medium: c.Media, Site: c.Site}
	if !slices.Contains([]string{"raid", "disk", "ssd", "lto", "cloud"}, p.Medium) {
		p.Medium = "disk"
	}
	if p.Label == "." || p.Label == "/" {
		p.Label = "disk"
	}
	return p
}

func rollNamed(v graph.View, name string) graph.ID {
	var found graph.ID
	for id, r := range graph.All[production.Roll](v) {
		if strings.EqualFold(r.Name, name) && (found.IsZero() || id.Less(found)) {
			found = id
		}
	}
	return found
}

// take brings a report in: its roll when there is none, its clips, its copies.
func (s *service) take(ctx context.Context, v graph.View, in ImportIn, by signer) (graph.Change, error) {
	if !v.Where().Branch.IsZero() {
		return graph.Change{}, fault.New(fault.Conflict, "reports are taken in on the main line: leave the branch first")
	}
	out, r, err := readImport(v, in)
	if err != nil {
		return graph.Change{}, err
	}
	hash, err := s.files.Keep(ctx, bytes.NewReader(in.Content))
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, fmt.Sprintf("Take in the report of %s from %s", r.Card, orText(r.Host, "another machine")))
	card := Card{ID: out.Roll, Name: r.Card, Status: "handed_over", Copies: []Copy{}}
	if out.Roll.IsZero() {
		card.record = production.Roll{Name: r.Card, Type: "camera", Status: "handed_over"}
		card.ID = graph.Add(e, card.record)
	} else if card, err = CardOf(v, out.Roll); err != nil {
		return graph.Change{}, err
	}
	var places []Place
	for _, c := range out.Copies {
		places = append(places, c.Place)
	}
	for _, c := range card.Copies {
		if c.record.ReportHash == hash {
			return graph.Change{}, fault.New(fault.Conflict, "this report of %s was imported before", r.Card)
		}
	}
	x := &recording{v: v, e: e, card: card, report: r, hash: hash, places: places, by: by}
	x.write()
	return e.Change()
}

func orText(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
