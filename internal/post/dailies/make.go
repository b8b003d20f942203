package dailies

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"backlot/film/media"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// Jobs of the slice.
const (
	makeJob = "dailies.make"
	ownJob  = "dailies.own"
)

// thumbAt is where in a clip its thumbnail is taken, in hundredths of its length: after
// the slate.
const thumbAt = 40

// makeArgs asks for the copies of one clip.
type makeArgs struct {
	Clip graph.ID `json:"clip"`
	Bake bool     `json:"bake,omitempty"` // also a proxy with the look burned in
	File string   `json:"file,omitempty"` // original in the library, for one that was uploaded
}

type makeIn struct {
	Clips []graph.ID `json:"clips" minItems:"1" maxItems:"1000"`
	Bake  bool       `json:"bake,omitempty" doc:"Also a copy with the look burned in, for players without one"`
	File  string     `json:"file,omitempty" doc:"Id of an uploaded original, for one clip; left out: the copies of its roll"`
}

// Asked is the jobs that were asked for.
type Asked struct {
	Jobs []graph.ID `json:"jobs"`
}

// ask asks for one job a clip; the queue bounds how many run at once.
func (s *service) ask(ctx context.Context, v graph.View, in makeIn) (Asked, error) {
	out := Asked{Jobs: []graph.ID{}}
	if in.File != "" && len(in.Clips) != 1 {
		return out, fault.At("file", "one file for %d clips: want one clip", len(in.Clips))
	}
	if !v.Where().Branch.IsZero() {
		return out, fault.New(fault.Invalid, "viewing copies are made on the main line: this is a branch")
	}
	c, err := s.screen(ctx, v)
	if err != nil {
		return out, err
	}
	for _, id := range in.Clips {
		if _, err := c.clip(id); err != nil {
			return out, err
		}
	}
	for _, id := range in.Clips {
		job, err := s.Desk.Ask(ctx, jobs.Request{Kind: makeJob, Args: makeArgs{id, in.Bake, in.File}, Production: v.Where().Production,
			AskedBy: v.Audience().Account, Key: id.String()})
		if err != nil {
			return out, err
		}
		out.Jobs = append(out.Jobs, job)
	}
	return out, nil
}

// Wanted lists the jobs that make copies of the pictures that have none, or none with the recorder's sound that came later, and
// whose originals are on this machine, the newest first. v is the whole production.
func Wanted(v graph.View, originals Originals) []jobs.Request {
	s := &service{Wants: Wants{Originals: originals}}
	c := &screening{v: v, whole: v, closed: map[graph.ID]bool{}}
	var out []jobs.Request
	for id, clip := range graph.All[production.Clip](v) {
		roll, _ := graph.Get[production.Roll](v, clip.Roll.ID)
		best, made := c.copies(id).proxy(0, false)
		if made && !newerSound(v, clip, best) || !pictures(roll) {
			continue
		}
		if _, err := s.original(context.Background(), v, clip, "", ""); err == nil {
			out = append(out, jobs.Request{Kind: makeJob, Args: makeArgs{Clip: id}, Production: v.Where().Production, Priority: jobs.Bulk, Key: id.String()})
		}
	}
	slices.Reverse(out)
	return out
}

// makeCopies is the job.
func (s *service) makeCopies(ctx context.Context, run *jobs.Run) error {
	var in makeArgs
	if err := run.Args(&in); err != nil {
		return err
	}
	s.progress(in.Clip, 0)
	defer s.progress(in.Clip, -1)
	err := s.copiesOf(ctx, graph.Main(run.Production), run.ID, run.AskedBy, in, func(p media.Progress) {
		s.progress(in.Clip, p.Fraction())
		run.Progress(p.Fraction(), "")
	})
	if err != nil {
		return err
	}
	return run.Result(map[string]any{"clip": in.Clip})
}

// copiesOf reads the original once and puts what it makes in place of what there was. The
// change has the id given: done twice, it counts once.
func (s *service) copiesOf(ctx context.Context, at graph.Place, id, by graph.ID, in makeArgs, far func(media.Progress)) error {
	tools, err := s.ffmpeg(ctx)
	if errors.Is(err, media.ErrMissing) {
		return fault.Mark(fault.Invalid, err)
	} else if err != nil {
		return err
	}
	v, err := s.Desk.Whole(ctx, at)
	if err != nil {
		return err
	}
	clip, ok := graph.Get[production.Clip](v, in.Clip)
	if !ok {
		return fault.New(fault.NotFound, "the clip is no longer in this production")
	}
	dir, err := os.MkdirTemp("", "backlot-dailies-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	original, err := s.original(ctx, v, clip, in.File, dir)
	if err != nil {
		return err
	}
	made, err := s.draw(ctx, tools, v, clip, original, dir, in.Bake, far)
	if err != nil {
		return err
	}
	if err := s.keepAll(ctx, made, in.Clip); err != nil {
		return err
	}
	return s.replace(ctx, at, id, by, in.Clip, made)
}

// original is the path of the file that a camera made: what was uploaded, or a copy of
// its roll on a volume of this machine, the best proved first.
func (s *service) original(ctx context.Context, v graph.View, clip production.Clip, file, dir string) (string, error) {
	if file != "" {
		return s.toDisk(ctx, file, filepath.Join(dir, "original"+path.Ext(clip.Name)))
	}
	return Original(v, s.Originals, clip)
}

// Original is the path of the file that a camera made, in a copy of its roll on a volume of this machine, the best
// proved first. NotFound says what is missing. v is the whole production.
func Original(v graph.View, originals Originals, clip production.Clip) (string, error) {
	var stored []production.StoredCopy
	for _, c := range graph.Referring[production.StoredCopy](v, clip.Roll.ID, "roll") {
		if c.Status != "damaged" && c.Status != "erased" {
			stored = append(stored, c)
		}
	}
	slices.SortStableFunc(stored, func(a, b production.StoredCopy) int { return proof(b) - proof(a) })
	reason := fault.New(fault.NotFound, "no copy of the roll is known: offload the card, or upload the clip")
	for _, c := range stored {
		found, err := originals.Find(c.Label, c.Path, path.Join(clip.Path, clip.Name))
		if err == nil {
			return found, nil
		}
		reason = fault.New(fault.NotFound, "the original is on no volume of this machine: %w", err)
	}
	return "", reason
}

// proof is how well a copy is proved.
func proof(c production.StoredCopy) int {
	if c.Status == "verified" {
		return 2
	}
	if c.Status == "" {
		return 1
	}
	return 0
}

// toDisk writes a file of the library where ffmpeg can seek in it.
func (s *service) toDisk(ctx context.Context, id, name string) (string, error) {
	r, err := s.Files.Open(ctx, id)
	if err != nil {
		return "", err
	}
	defer r.Close() //nolint:errcheck // it was only read
	f, err := os.Create(name)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(f, r)
	return name, errors.Join(err, f.Close())
}

// product is a file that was made, with the record that will tell of it.
type product struct {
	path string
	r    production.Rendition
}

// draw makes proxies, thumbnail, strip and sound shape in one reading of the original.
func (s *service) draw(ctx context.Context, t *media.Tools, v graph.View, clip production.Clip, original, dir string, bake bool, far func(media.Progress)) ([]product, error) {
	info, err := t.Probe(ctx, original, media.ProbeOptions{})
	if err != nil {
		return nil, fault.Mark(fault.Invalid, err)
	}
	if info.Video == nil || info.Video.Frames == 0 {
		return nil, fault.New(fault.Invalid, "the file has no picture that can be shown: copy it again from the card")
	}
	plan := media.Plan{Progress: far,
		Thumbs:    []media.Thumb{{Path: filepath.Join(dir, "thumb.jpg"), Frame: (info.Video.Frames - 1) * thumbAt / 100}},
		Filmstrip: &media.Filmstrip{Path: filepath.Join(dir, "strip.jpg")}}
	for _, h := range rungs(info.Video) {
		plan.Proxies = append(plan.Proxies, media.Proxy{Path: filepath.Join(dir, fmt.Sprintf("proxy-%d.mp4", h)), Height: h})
	}
	sound, err := s.heardWith(ctx, t, v, clip, info, dir)
	if err != nil {
		return nil, err
	}
	if plan.Sound = sound.lay; sound.how == "camera" {
		plan.Waveform = &media.WaveformOptions{}
	}
	var look graph.ID
	if bake {
		if look, err = s.bakeInto(ctx, v, clip, dir, &plan); err != nil {
			return nil, err
		}
	}
	made, err := t.Make(ctx, info, plan)
	if err == nil && sound.lay != nil {
		made.Waveform, err = shapeOf(ctx, t, made.Proxies[0].Path)
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, fault.Mark(fault.Invalid, err) // a second try would read the same file
	}
	return s.products(dir, info, made, look, sound)
}

// shapeOf is the shape of the sound of a copy: that of what was laid under the picture.
func shapeOf(ctx context.Context, t *media.Tools, path string) (*media.Waveform, error) {
	info, err := t.Probe(ctx, path, media.ProbeOptions{Quick: true})
	if err != nil {
		return nil, err
	}
	return t.Waveform(ctx, info, media.WaveformOptions{}, nil)
}

// rungs are the heights that are made: the highest of the ladder, and one for slow
// networks where it is much higher.
func rungs(v *media.Video) []int {
	all := media.Ladder(v)
	out := all[:1:1]
	if low := all[len(all)-1]; len(all) > 1 && low*2 <= out[0] {
		out = append(out, low)
	}
	return out
}

// bakeInto adds a proxy with the look of the take, and gives the look.
func (s *service) bakeInto(ctx context.Context, v graph.View, clip production.Clip, dir string, plan *media.Plan) (graph.ID, error) {
	sl, _ := slateOf(v, clip)
	id, look, ok := lookOf(v, sl)
	if !ok {
		return id, nil
	}
	cube, err := s.cube(ctx, look)
	if err != nil {
		return id, err
	}
	file := filepath.Join(dir, "look.cube")
	if err := os.WriteFile(file, cube, 0o600); err != nil {
		return id, err
	}
	p := plan.Proxies[0]
	p.Path, p.Look = filepath.Join(dir, "look.mp4"), file
	plan.Proxies = append(plan.Proxies, p)
	return id, nil
}

func (s *service) products(dir string, info *media.Info, made *media.Made, look graph.ID, sound heard) ([]product, error) {
	length, rate := info.Video.Frames, info.Video.Rate
	var out []product
	for _, p := range made.Proxies {
		r := production.Rendition{Type: "proxy", MediaType: "video/mp4", Width: p.Width, Height: p.Height, LengthFrames: p.Frames, Rate: rate}
		sound.keep(&r)
		if p.Look != "" {
			r.Look = graph.To[production.Look](look)
		}
		out = append(out, product{p.Path, r})
	}
	for _, t := range made.Thumbs {
		out = append(out, product{t.Path, production.Rendition{Type: "thumbnail", MediaType: "image/jpeg", Width: t.Width}})
	}
	if f := made.Filmstrip; f != nil {
		out = append(out, product{filepath.Join(dir, f.Image), production.Rendition{Type: "filmstrip", MediaType: "image/jpeg", Width: f.Width, Height: f.Height,
			Columns: f.Columns, StepFrames: f.Step, LengthFrames: length, Rate: rate}})
	}
	if made.Waveform != nil {
		b, err := json.Marshal(made.Waveform)
		if err != nil {
			return nil, err
		}
		file := filepath.Join(dir, "wave.json")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			return nil, err
		}
		out = append(out, product{file, production.Rendition{Type: "waveform", MediaType: "application/json"}})
	}
	return out, nil
}

// keepAll puts what was made into the library.
func (s *service) keepAll(ctx context.Context, made []product, clip graph.ID) error {
	for i := range made {
		f, err := os.Open(made[i].path)
		if err != nil {
			return err
		}
		info, err := f.Stat()
		if err == nil {
			var id string
			id, err = s.Files.Keep(ctx, f)
			made[i].r.Hash, made[i].r.SizeBytes = libraryMark+id, info.Size()
		}
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		made[i].r.Clip, made[i].r.AtMS = graph.To[production.Clip](clip), s.Now().UnixMilli()
	}
	return nil
}

// replace writes down the new copies of a clip and takes the old ones away, those with
// a name in them as well.
func (s *service) replace(ctx context.Context, at graph.Place, id, by, clip graph.ID, made []product) error {
	v, err := s.Desk.Whole(ctx, at)
	if err != nil {
		return err
	}
	e := v.Edit(s.IDs, "Make viewing copies of footage")
	for old := range graph.Referring[production.Rendition](v, clip, "clip") {
		e.Delete(old)
	}
	for _, p := range made {
		graph.Add(e, p.r)
	}
	change, err := e.Change()
	if err != nil {
		return err
	}
	change.ID = id
	return s.Desk.Land(ctx, change, by)
}

func shortSum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:12])
}

// cubeName is a file name for a look.
func cubeName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:"*?<>|`, r) {
			return '_'
		}
		return r
	}, name) + ".cube"
}
