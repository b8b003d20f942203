package cut

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backlot/film/media"
	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// renderJob is the job that renders reels.
const renderJob = "cut.render"

// reelType is what a rendition of a whole cut is.
const reelType = "reel"

// renderIn says which cut is rendered.
type renderIn struct {
	Timeline graph.ID `json:"timeline"`
}

// Rendered is a reel as its job leaves it behind. What is missing has a slug in the picture that says so.
type Rendered struct {
	Timeline graph.ID        `json:"timeline"`
	Width    int             `json:"width"`
	Height   int             `json:"height"`
	Rate     rate.Rate       `json:"rate"`
	Frames   int64           `json:"frames"`
	Bytes    int64           `json:"bytes"`
	Missing  []media.Missing `json:"missing"`
}

// askReel asks for the job. Whoever asks may watch all that the cut shows, for the job tells what is in it.
func (s *service) askReel(ctx context.Context, v graph.View, in timelineIn) (askedOut, error) {
	line, ok := graph.Get[production.Timeline](v, in.Timeline.ID)
	if !ok {
		return askedOut{}, fault.New(fault.NotFound, "no cut %s", in.Timeline)
	}
	if !v.Where().Branch.IsZero() {
		return askedOut{}, fault.New(fault.Invalid, "reels are rendered of the main line: this is a branch")
	}
	whole, c, err := s.whole(ctx, v, in.Timeline.ID)
	if err != nil {
		return askedOut{}, err
	}
	if len(c.of) == 0 {
		return askedOut{}, fault.New(fault.Invalid, "%s is empty: want at least one clip", line.Name)
	}
	if err := s.footage.MayWatch(v, whole, c.clips()); err != nil {
		return askedOut{}, fault.New(fault.Denied, "a reel of %s would show what you may not watch in one file: %w", line.Name, err)
	}
	job, err := s.desk.Ask(ctx, jobs.Request{Kind: renderJob, Args: renderIn{in.Timeline.ID}, Production: v.Where().Production, AskedBy: v.Audience().Account, Key: in.Timeline.ID.String()})
	return askedOut{job}, err
}

// whole is a cut on the main line as the program knows it.
func (s *service) whole(ctx context.Context, v graph.View, id graph.ID) (graph.View, *cut, error) {
	whole, err := s.desk.Whole(ctx, graph.Main(v.Where().Production))
	if err != nil {
		return whole, nil, err
	}
	c, err := read(whole, id)
	return whole, c, err
}

// clips are the clips that a cut shows or sounds, each once.
func (c *cut) clips() []graph.ID {
	set := map[graph.ID]bool{}
	for _, it := range c.items {
		if !it.Clip.IsZero() {
			set[it.Clip.ID] = true
		}
	}
	return sortedIDs(set)
}

// render is the job.
func (s *service) render(ctx context.Context, run *jobs.Run) error {
	var in renderIn
	if err := run.Args(&in); err != nil {
		return err
	}
	made, err := s.reelOf(ctx, graph.Main(run.Production), run.ID, run.AskedBy, in.Timeline, func(p media.Progress) {
		run.Progress(p.Fraction(), fmt.Sprintf("%d of %d frames", p.Frame, p.Frames))
	})
	if err != nil {
		return err
	}
	return run.Result(made)
}

// reelOf renders a cut, keeps the file, and puts it in place of the reel there was. The change has the id given: done
// twice, it counts once.
func (s *service) reelOf(ctx context.Context, at graph.Place, id, by, line graph.ID, far func(media.Progress)) (Rendered, error) {
	tools, err := s.ffmpeg(ctx)
	if err != nil {
		return Rendered{}, err
	}
	v, err := s.desk.Whole(ctx, at)
	if err != nil {
		return Rendered{}, err
	}
	c, err := read(v, line)
	if err != nil {
		return Rendered{}, err
	}
	dir, err := os.MkdirTemp("", "backlot-reel-*")
	if err != nil {
		return Rendered{}, err
	}
	defer os.RemoveAll(dir)
	search := &finding{v: v, c: c, footage: s.footage, why: map[string]string{}}
	made, err := tools.Render(ctx, c.node, media.Reel{Path: filepath.Join(dir, "reel.mp4"), Find: search.find, Progress: far})
	if err != nil {
		if ctx.Err() != nil {
			return Rendered{}, context.Cause(ctx)
		}
		return Rendered{}, fault.Mark(fault.Invalid, err) // a second try would read the same files
	}
	search.explain(made.Missing)
	hash, err := s.keepFile(ctx, made.Path)
	if err != nil {
		return Rendered{}, err
	}
	r := production.Rendition{Timeline: graph.To[production.Timeline](line), Type: reelType, Hash: libraryMark + hash, MediaType: "video/mp4", SizeBytes: made.Bytes,
		Width: made.Width, Height: made.Height, LengthFrames: made.Frames, Rate: made.Rate, Clips: map[string]bool{}, AtMS: s.now().UnixMilli()}
	for _, id := range c.clips() {
		r.Clips[id.String()] = true
	}
	return Rendered{line, made.Width, made.Height, made.Rate, made.Frames, made.Bytes, made.Missing}, s.replaceReel(ctx, at, id, by, r)
}

// ffmpeg finds the tools once; while they are missing it looks each time.
func (s *service) ffmpeg(ctx context.Context) (*media.Tools, error) {
	if t := s.tools.Load(); t != nil {
		return t, nil
	}
	t, err := media.Find(ctx, media.Options{})
	if errors.Is(err, media.ErrMissing) {
		return nil, fault.Mark(fault.Invalid, err)
	} else if err != nil {
		return nil, err
	}
	s.tools.CompareAndSwap(nil, t)
	return s.tools.Load(), nil
}

func (s *service) keepFile(ctx context.Context, name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	hash, err := s.files.Keep(ctx, f)
	return hash, errors.Join(err, f.Close())
}

// replaceReel writes down the new reel of a cut and takes the old one away. The cut is read again: rendering is long.
func (s *service) replaceReel(ctx context.Context, at graph.Place, id, by graph.ID, r production.Rendition) error {
	v, err := s.desk.Whole(ctx, at)
	if err != nil {
		return err
	}
	line, ok := graph.Get[production.Timeline](v, r.Timeline.ID)
	if !ok {
		return fault.New(fault.NotFound, "the cut is no longer in this production")
	}
	e := v.Edit(s.ids, "Render a reel of "+line.Name)
	for old, was := range graph.Referring[production.Rendition](v, r.Timeline.ID, "timeline") {
		if was.Type == reelType {
			e.Delete(old)
		}
	}
	graph.Add(e, r)
	change, err := e.Change()
	if err != nil {
		return err
	}
	change.ID = id
	return s.desk.Land(ctx, change, by)
}

// finding looks for the files of the shots of a cut, and remembers why there is none.
type finding struct {
	v       graph.View
	c       *cut
	footage Footage
	paths   []string
	why     map[string]string // by shotKey
}

func shotKey(track, name, medium string) string {
	return track + "\x00" + name + "\x00" + medium
}

// find gives the original of the clip that a shot shows. A shot of no clip of this production is missing, whatever its
// address says: a list from elsewhere must not open files of this machine.
func (f *finding) find(shot timeline.Shot) []string {
	it := f.c.items[f.c.of[shot.Node]]
	clip, ok := graph.Get[production.Clip](f.v, it.Clip.ID)
	reason := "it is no clip of this production: offload the card, or import the cut again when its clips are here"
	if ok {
		path, err := f.footage.Original(f.v, clip)
		if err == nil {
			if !slices.Contains(f.paths, path) {
				f.paths = append(f.paths, path)
			}
			return []string{path}
		}
		reason = err.Error()
	}
	if it.Type == "slug" {
		reason = "the cutting room left a slug here"
	}
	f.why[shotKey(shot.Track, shot.Name, shot.Media)] = reason
	return nil
}

// explain says of what is missing why it is, without telling where files lie on this machine.
func (f *finding) explain(list []media.Missing) {
	for i := range list {
		m := &list[i]
		if why, ok := f.why[shotKey(m.Track, m.Name, m.Media)]; ok {
			m.Why = why
			continue
		}
		for _, p := range f.paths {
			m.Why = strings.ReplaceAll(m.Why, p, filepath.Base(p))
		}
	}
}
