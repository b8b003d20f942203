package offload

import (
	"cmp"
	"context"
	"path"
	"slices"
	"time"

	"backlot/film/offload"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const base = "/api/productions/{production}/offload"

func (s *service) cardRoutes(m *web.Mux) {
	by := func(ctx context.Context, v graph.View) signer {
		return signer{v.Audience().Account, cmp.Or(nameOf(v, v.Audience().Account), web.NameOf(ctx)), m.Now()}
	}
	web.Query(m, "GET "+base+"/cards", RightRead, s.cards, web.Summary("Camera cards with their copies and whether they may be formatted"))
	web.Query(m, "GET "+base+"/cards/{roll}", RightRead, s.card, web.Summary("One card: its files, what was found, and the steps of its life"))
	web.Command(m, "POST "+base+"/cards", RightEdit, func(ctx context.Context, v graph.View, in ReceiveIn) (graph.Change, error) {
		return receive(v, s.ids, in, by(ctx, v))
	}, web.Summary("Take in a card"))
	web.Command(m, "POST "+base+"/cards/{roll}/steps", RightEdit, func(ctx context.Context, v graph.View, in struct {
		rollIn
		Step string `json:"step" enum:"handed_over,received,sent,returned,formatted,remark"`
		StepIn
	}) (graph.Change, error) {
		return addStep(v, s.ids, in.Roll.ID, in.Step, in.StepIn, by(ctx, v))
	}, web.Summary("Write down that a card changed hands"))
	web.Command(m, "POST "+base+"/cards/{roll}/release", RightRelease, func(ctx context.Context, v graph.View, in struct {
		rollIn
		StepIn
	}) (graph.Change, error) {
		return release(v, s.ids, in.Roll.ID, in.StepIn, by(ctx, v))
	}, web.Strict(), web.Summary("Release a card to be formatted: refused until nothing is wanting"))
	web.Action(m, "POST "+base+"/reports/read", RightEdit, func(ctx context.Context, in ImportIn) (ImportReport, error) {
		out, _, err := readImport(web.ViewOf(ctx), in)
		return out, err
	}, web.MaxBody(maxUpload), web.Summary("What the report of another machine holds; nothing is changed"))
	web.Command(m, "POST "+base+"/reports", RightEdit, func(ctx context.Context, v graph.View, in ImportIn) (graph.Change, error) {
		return s.take(ctx, v, in, by(ctx, v))
	}, web.MaxBody(maxUpload), web.Summary("Take in the report of a copy that was made on another machine"))
}

// maxUpload bounds a report that is taken in.
const maxUpload = 64 << 20

func (s *service) copyRoutes(m *web.Mux) {
	web.Query(m, "GET "+base+"/volumes", RightRead, s.listVolumes, web.Fresh(), web.Summary("Disks of this machine that cards are read from and copied to"))
	web.Query(m, "GET "+base+"/volumes/{volume}", RightEdit, s.listFolder, web.Fresh(), web.Summary("What is in a folder of a volume"))
	web.Action(m, "POST "+base+"/copies", RightEdit, func(ctx context.Context, in CopyIn) (askedOut, error) {
		id, err := s.ask(ctx, web.ViewOf(ctx), in)
		return askedOut{id}, err
	}, web.Summary("Copy a card to one to three disks, as a job"))
	web.Action(m, "POST "+base+"/copies/{copy}/check", RightEdit, func(ctx context.Context, in struct {
		Copy graph.Ref[production.StoredCopy] `path:"copy"`
	}) (askedOut, error) {
		id, err := s.askCheck(ctx, web.ViewOf(ctx), in.Copy.ID)
		return askedOut{id}, err
	}, web.Summary("Read a copy back from its disk, as a job"))
}

type askedOut struct {
	Job graph.ID `json:"job"`
}

type rollIn struct {
	Roll graph.Ref[production.Roll] `path:"roll"`
}

type cardsOut struct {
	Cards []Card       `json:"cards"`
	Rule  offload.Rule `json:"rule"`
	Days  []DayChoice  `json:"days" doc:"Shoot days a card can be of"`
}

// DayChoice is a shoot day to choose.
type DayChoice struct {
	ID   graph.ID `json:"id"`
	Name string   `json:"name"`
}

func (s *service) cards(_ context.Context, v graph.View, _ struct{}) (cardsOut, error) {
	rule, _ := RuleOf(v)
	out := cardsOut{Cards: Cards(v), Rule: rule, Days: []DayChoice{}}
	for _, d := range shootDays(v) {
		out.Days = append(out.Days, DayChoice{d.ID, d.name()})
	}
	return out, nil
}

// CardAnswer is a card with all that is known of it.
type CardAnswer struct {
	Card
	Files    []File        `json:"files"`
	More     int           `json:"more,omitempty" doc:"Files that are not listed here; the paper has them all"`
	Findings []ClipFinding `json:"findings"`
	Steps    []Step        `json:"steps"`
}

// File is a file of a card.
type File struct {
	Path   string               `json:"path"`
	Size   int64                `json:"size"`
	Hash   string               `json:"hash,omitempty"`
	Note   string               `json:"note,omitempty" doc:"What the file is, in words"`
	Take   string               `json:"take,omitempty" doc:"Slate and take, once it is matched"`
	Copies []offload.FileStatus `json:"copies"`
}

// Step is a step in the life of a card.
type Step struct {
	ID graph.ID `json:"id"`
	production.RollStep
	Signed string `json:"signed,omitempty" doc:"Who wrote it down"`
}

// maxFiles bounds how many files the page lists.
const maxFiles = 2000

func (s *service) card(ctx context.Context, v graph.View, in rollIn) (CardAnswer, error) {
	c, err := CardOf(v, in.Roll.ID)
	if err != nil {
		return CardAnswer{}, err
	}
	out := CardAnswer{Card: c, Files: []File{}, Findings: append([]ClipFinding{}, judgeClips(v, c)...), Steps: []Step{}}
	for _, x := range stepsOf(v, c.ID) {
		out.Steps = append(out.Steps, Step{x.ID, x.Record, nameOf(v, x.Record.Account)})
	}
	takes := takesOf(v, c)
	if r := s.latest(ctx, c); r != nil {
		out.Findings = append(out.Findings, againstReport(c, r)...)
		for _, f := range r.Findings {
			out.Findings = append(out.Findings, ClipFinding{Severity: f.Severity, Path: f.Path, Where: f.Destination, Message: f.Message})
		}
		for _, f := range r.Files {
			out.Files = append(out.Files, File{Path: f.Path, Size: f.Size, Hash: hashText(r, f), Note: clipNote(f.Clip), Take: takes[f.Path], Copies: f.Copies})
		}
	} else {
		for _, x := range c.clips {
			name := path.Join(x.Record.Path, x.Record.Name)
			out.Files = append(out.Files, File{Path: name, Size: x.Record.SizeBytes, Hash: x.Record.Hash, Note: x.Record.Format, Take: takes[name], Copies: []offload.FileStatus{}})
		}
	}
	if n := len(out.Files) - maxFiles; n > 0 {
		out.Files, out.More = out.Files[:maxFiles], n
	}
	rank := map[offload.Severity]int{offload.Fault: 0, offload.Warning: 1, offload.Note: 2}
	slices.SortStableFunc(out.Findings, func(a, b ClipFinding) int { return cmp.Compare(rank[a.Severity], rank[b.Severity]) })
	out.Findings = once(out.Findings)
	return out, nil
}

// once leaves out a finding about a file that says the same as one before it.
func once(list []ClipFinding) []ClipFinding {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(f ClipFinding) bool {
		key := f.Path + "\n" + f.Where + "\n" + f.Message
		was := seen[key]
		seen[key] = true
		return was
	})
}

// latest is the report that was made last, or nil when there is none that can be read.
func (s *service) latest(ctx context.Context, c Card) *offload.Report {
	var best *offload.Report
	seen := map[string]bool{}
	for _, x := range c.Copies {
		h := x.record.ReportHash
		if h == "" || seen[h] {
			continue
		}
		seen[h] = true
		if r, err := s.loadReport(ctx, h); err == nil && (best == nil || r.Finished.After(best.Finished)) {
			best = r
		}
	}
	return best
}

// takesOf names the takes of a card's clips by the path of their files.
func takesOf(v graph.View, c Card) map[string]string {
	out := map[string]string{}
	for _, x := range c.clips {
		if t, ok := graph.Get[production.Take](v, x.Record.Take.ID); ok {
			setup, _ := graph.Get[production.Setup](v, t.Setup.ID)
			out[path.Join(x.Record.Path, x.Record.Name)] = slateTake(setup.Slate, t)
		}
	}
	return out
}

// VolumeItem is a disk of this machine.
type VolumeItem struct {
	Name       string `json:"name"`
	Medium     string `json:"medium"`
	Site       string `json:"site,omitempty"`
	Mounted    bool   `json:"mounted"`
	ReadOnly   bool   `json:"read_only,omitempty"`
	Writable   bool   `json:"writable" doc:"Copies may be put on it"`
	Free       int64  `json:"free" doc:"Bytes; -1 when unknown"`
	Total      int64  `json:"total" doc:"Bytes; -1 when unknown"`
	FileSystem string `json:"file_system,omitempty"`
	Problem    string `json:"problem,omitempty"`
	// Shares is a volume on the same disk, so that copies on both count once.
	Shares string `json:"shares,omitempty"`
}

type volumesOut struct {
	Volumes []VolumeItem `json:"volumes"`
}

func (s *service) listVolumes(context.Context, graph.View, struct{}) (volumesOut, error) {
	return volumesOut{s.volumeItems()}, nil
}

func (s *service) volumeItems() []VolumeItem {
	out := []VolumeItem{}
	disks := map[string]string{}
	for _, x := range s.volumes.States() {
		item := VolumeItem{Name: x.Name, Medium: x.Medium, Site: x.Site, Mounted: x.Mounted, ReadOnly: x.ReadOnly, Writable: x.Writable() && x.Mounted && !x.ReadOnly,
			Free: x.Free, Total: x.Total, FileSystem: x.FileSystem, Problem: x.Problem}
		if x.Device != "" && x.Writable() {
			if item.Shares = disks[x.Device]; item.Shares == "" {
				disks[x.Device] = x.Name
			}
		}
		out = append(out, item)
	}
	return out
}

// FolderItem is a folder or file of a volume.
type FolderItem struct {
	Name   string `json:"name"`
	Folder bool   `json:"folder"`
	Size   int64  `json:"size,omitempty"`
}

type folderOut struct {
	Entries []FolderItem `json:"entries"`
}

func (s *service) listFolder(_ context.Context, _ graph.View, in struct {
	Volume string `path:"volume"`
	Folder string `query:"folder" maxLength:"1000" doc:"Below the volume; empty is the volume itself"`
}) (folderOut, error) {
	list, err := s.volumes.List(in.Volume, in.Folder)
	out := folderOut{Entries: []FolderItem{}}
	for _, e := range list {
		out.Entries = append(out.Entries, FolderItem{e.Name, e.Folder, e.Size})
	}
	return out, err
}

func (s *service) forecastRoutes(m *web.Mux) {
	web.Query(m, "GET "+base+"/forecast", RightRead, func(_ context.Context, v graph.View, in ForecastIn) (Forecast, error) {
		return forecast(v, in, s.volumeItems(), today(m.Now())), nil
	}, web.Fresh(), web.Summary("How much disk the rest of the shoot will need, and when each volume is full"))
}

// instant words a moment in a unit's words on paper.
func instant(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format("2006-01-02 15:04 UTC")
}
