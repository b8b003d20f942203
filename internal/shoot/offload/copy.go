package offload

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"backlot/film/offload"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/volumes"
)

// copyJob is the job that copies a card.
const copyJob = "offload.copy"

// Spot is a folder of a volume.
type Spot struct {
	Volume string `json:"volume" minLength:"1" maxLength:"40"`
	Folder string `json:"folder,omitempty" maxLength:"1000" doc:"Below the volume, with slashes; empty is the volume itself"`
}

func (s Spot) String() string { return path.Join(s.Volume, s.Folder) }

// CopyIn says what to copy where.
type CopyIn struct {
	Roll    graph.ID `json:"roll"`
	From    Spot     `json:"from" doc:"The card, or a copy that is whole"`
	To      []Spot   `json:"to" minItems:"1" maxItems:"3" doc:"The card gets a folder of its name in each"`
	Formats []string `json:"formats,omitempty" maxItems:"6" doc:"Hash formats: xxh128 (when left out), xxh3, xxh64, md5, sha1, sha256, sha512, c4"`
}

// Copying is how a copy goes, and what came of it: the result of the job.
type Copying struct {
	Roll     graph.ID          `json:"roll"`
	Card     string            `json:"card"`
	To       []string          `json:"to"`
	Files    int               `json:"files"`
	Done     int               `json:"files_done"`
	Bytes    int64             `json:"bytes"`
	Copied   int64             `json:"copied" doc:"Bytes read and written"`
	Verified int64             `json:"verified" doc:"Bytes read back, over all copies"`
	Rate     int64             `json:"bytes_per_second"`
	LeftMS   int64             `json:"left_ms" doc:"0 when it cannot be told"`
	Current  string            `json:"current,omitempty" doc:"The file worked on last"`
	Outcome  string            `json:"outcome" enum:"copying,complete,faults,stopped"`
	Stopped  string            `json:"stopped,omitempty"`
	Findings []offload.Finding `json:"findings"`
	Clips    int               `json:"clips" doc:"Clips that are new"`
}

// ask asks for a copy, after looking at what can be known beforehand.
func (s *service) ask(ctx context.Context, v graph.View, in CopyIn) (graph.ID, error) {
	c, err := onMain(v, in.Roll)
	if err != nil {
		return graph.ID{}, err
	}
	if _, err := rollName(c.Name); err != nil {
		return graph.ID{}, err
	}
	if _, err := s.destinations(in); err != nil {
		return graph.ID{}, err
	}
	if _, err := formatsOf(in.Formats); err != nil {
		return graph.ID{}, err
	}
	var to []string
	for _, t := range in.To {
		to = append(to, t.String())
	}
	slices.Sort(to)
	return s.desk.Ask(ctx, jobs.Request{Kind: copyJob, Args: in, Production: v.Where().Production, AskedBy: v.Audience().Account, Class: jobs.IO,
		Priority: jobs.Urgent, Key: in.Roll.String() + " " + strings.Join(to, " ")})
}

func formatsOf(names []string) ([]hashes.Format, error) {
	var out []hashes.Format
	for _, n := range names {
		f, err := hashes.Parse(n)
		if err != nil {
			return nil, fault.At("body.formats", "%w", err)
		}
		out = append(out, f)
	}
	return out, nil
}

// destinations opens where copies go.
func (s *service) destinations(in CopyIn) ([]offload.Destination, error) {
	if in.From.Volume == "" {
		return nil, fault.At("body.from.volume", "no card: want the volume and folder it is in")
	}
	source, err := s.volumes.Get(in.From.Volume)
	if err != nil {
		return nil, err
	}
	if !source.State().Mounted {
		return nil, fault.New(fault.Conflict, "volume %s is not mounted: want the card in its reader", source.Name)
	}
	var out []offload.Destination
	for i, t := range in.To {
		vol, err := s.volumes.Get(t.Volume)
		if err != nil {
			return nil, err
		}
		state := vol.State()
		switch {
		case !vol.Writable():
			return nil, fault.At(fmt.Sprintf("body.to[%d]", i), "volume %s holds cards and is never written to: want a disk for copies", t.Volume)
		case !state.Mounted:
			return nil, fault.New(fault.Conflict, "volume %s is not mounted: want its disk, or another volume", t.Volume)
		case state.ReadOnly:
			return nil, fault.New(fault.Conflict, "volume %s is read-only: want one that can be written to", t.Volume)
		}
		d, err := s.volumes.Folder(t.Volume, t.Folder)
		if err != nil {
			return nil, err
		}
		if t.Folder != "" {
			top, err := s.volumes.Folder(t.Volume, "")
			if err == nil {
				err = top.Mkdir(t.Folder)
			}
			if err != nil {
				return nil, fault.New(fault.Conflict, "folder %s cannot be made: %w", t, err)
			}
		}
		out = append(out, offload.Destination{Volume: labelled{d, vol}, Media: vol.Medium, Site: vol.Site})
	}
	return out, nil
}

// labelled is a folder of a volume whose medium is told from others as the volume says.
type labelled struct {
	*offload.Dir
	of volumes.Volume
}

// Traits are those of the disk, with the medium's own label where it has one.
func (l labelled) Traits() (offload.Traits, error) {
	t, err := l.Dir.Traits()
	t.Device = l.of.Disk(t.Device)
	return t, err
}

// runCopy is the job.
func (s *service) runCopy(ctx context.Context, run *jobs.Run) error {
	var in CopyIn
	if err := run.Args(&in); err != nil {
		return err
	}
	v, err := s.desk.Common(ctx, graph.Main(run.Production), nil, run.AskedBy)
	if err != nil {
		return err
	}
	c, err := CardOf(v, in.Roll)
	if err != nil {
		return err
	}
	x := &copying{s: s, run: run, in: in, card: c, out: Copying{Roll: c.ID, Card: c.Name, Outcome: "copying", To: []string{}, Findings: []offload.Finding{}}}
	for _, t := range in.To {
		x.out.To = append(x.out.To, t.String())
	}
	report, err := x.copy(ctx)
	if err != nil {
		return err
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, jobs.ErrCancelled) {
		return cause // the journal knows what is done; it goes on when the program is back
	}
	return x.conclude(context.WithoutCancel(ctx), report)
}

// copying is one copy under way.
type copying struct {
	s    *service
	run  *jobs.Run
	in   CopyIn
	card Card
	out  Copying
}

func (x *copying) copy(ctx context.Context) (*offload.Report, error) {
	to, err := x.s.destinations(x.in)
	if err != nil {
		return nil, err
	}
	source, err := x.s.volumes.Folder(x.in.From.Volume, x.in.From.Folder)
	if err != nil {
		return nil, err
	}
	formats, err := formatsOf(x.in.Formats)
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname() // a history without a host is still a history
	r, err := offload.Copy(ctx, source, to, offload.Options{Card: x.card.Name, Formats: formats, Now: time.Now, Progress: x.tell,
		Creator: mhl.Creator{Tool: "backlot", Host: host}, Describe: describer(ctx)})
	if err != nil {
		return nil, fault.New(fault.Conflict, "nothing was copied: %w", named(x.s.volumes, err))
	}
	return r, nil
}

// tell says how far the copy is.
func (x *copying) tell(p offload.Progress) {
	x.out.Files, x.out.Done, x.out.Bytes, x.out.Copied, x.out.Verified = p.Files, p.FilesDone, p.Bytes, p.Copied, p.Verified
	x.out.Rate, x.out.LeftMS, x.out.Current = int64(p.Rate), p.Left.Milliseconds(), p.Current
	if x.run.Result(x.out) == nil {
		x.run.Progress(0.98*p.Fraction(), fmt.Sprintf("%d of %d files, %s/s", p.FilesDone, p.Files, offload.Size(int64(p.Rate))))
	}
}

// conclude keeps the report and writes down what it proves. The change has the id of the job, so that one
// that runs again writes nothing twice.
func (x *copying) conclude(ctx context.Context, r *offload.Report) error {
	name := x.s.plainPaths(r, x.in)
	hash, err := x.s.keepReport(ctx, r)
	if err != nil {
		return err
	}
	v, err := x.s.desk.Common(ctx, graph.Main(x.run.Production), nil, x.run.AskedBy)
	if err != nil {
		return err
	}
	card, err := CardOf(v, x.card.ID)
	if err != nil {
		return err
	}
	var places []Place
	for _, t := range x.in.To {
		vol, err := x.s.volumes.Get(t.Volume)
		if err != nil {
			return err
		}
		places = append(places, Place{Label: t.Volume, Path: path.Join(t.Folder, name), Medium: vol.Medium, Site: vol.Site})
	}
	rec := &recording{v: v, e: v.Edit(x.s.ids, "Copy "+card.Name), card: card, report: r, hash: hash, places: places,
		by: signer{x.run.AskedBy, nameOf(v, x.run.AskedBy), time.Now()}}
	x.out.Clips = rec.write()
	change, err := rec.e.Change()
	if err != nil {
		return err
	}
	change.ID = x.run.ID
	if err := x.s.desk.Land(ctx, change, x.run.AskedBy); err != nil {
		return err
	}
	return x.run.Result(x.outcome(r))
}

// maxFindings bounds what a job's result tells; the report has them all.
const maxFindings = 200

func (x *copying) outcome(r *offload.Report) Copying {
	x.out.Files, x.out.Bytes, x.out.Current, x.out.LeftMS = len(r.Files), r.Bytes, "", 0
	x.out.Findings = append([]offload.Finding{}, r.Findings[:min(len(r.Findings), maxFindings)]...)
	switch {
	case r.Stopped != "":
		x.out.Outcome, x.out.Stopped = "stopped", r.Stopped
	case r.Good():
		x.out.Outcome = "complete"
	default:
		x.out.Outcome = "faults"
	}
	return x.out
}

// plainPaths writes volumes in place of folders of the machine into a report: where this machine keeps
// its disks is nobody's business, and no help on another one. It gives the name of the card's folder.
func (s *service) plainPaths(r *offload.Report, in CopyIn) (card string) {
	card = r.Card
	names := map[string]string{}
	for _, t := range append([]Spot{in.From}, in.To...) {
		if d, err := s.volumes.Folder(t.Volume, t.Folder); err == nil {
			names[d.String()] = t.String()
		}
	}
	r.Source = in.From.String()
	for i := range r.Copies {
		r.Copies[i].Path = path.Join(in.To[i].String(), card)
	}
	for i, f := range r.Findings {
		if to, ok := names[f.Destination]; ok {
			r.Findings[i].Destination = to
		}
		r.Findings[i].Message = namedText(s.volumes, f.Message)
	}
	r.Stopped = namedText(s.volumes, r.Stopped)
	return card
}

// named words an error with the names of volumes.
func named(set volumes.Set, err error) error { return errors.New(namedText(set, err.Error())) }

func namedText(set volumes.Set, text string) string {
	for _, v := range set.All() {
		text = strings.ReplaceAll(text, v.Dir, v.Name)
	}
	return text
}
