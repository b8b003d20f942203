package dailies

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"

	"backlot/film/media"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// ownArgs asks for the copy of one account; its name is read when it is made.
type ownArgs struct {
	Clip    graph.ID `json:"clip"`
	Account graph.ID `json:"account"`
}

// Own says whether the reader's copy is there, or which job makes it.
type Own struct {
	Ready bool     `json:"ready"`
	Job   graph.ID `json:"job,omitzero"`
}

// askOwn asks for the reader's own copy of a clip, unless it is there or they see the
// clean one. Asking twice gives the same job.
func (s *service) askOwn(ctx context.Context, v graph.View, clip graph.ID) (Own, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return Own{}, err
	}
	if _, err := c.clip(clip); err != nil {
		return Own{}, err
	}
	has, me := c.copies(clip), v.Audience().Account
	switch {
	case len(has.proxies) == 0:
		return Own{}, fault.New(fault.NotFound, "there is no viewing copy of this clip yet")
	case !c.burned() || has.current():
		return Own{Ready: true}, nil
	case me.IsZero():
		return Own{}, fault.New(fault.Denied, "a copy bears the name of its viewer: sign in to have one")
	}
	job, err := s.Desk.Ask(ctx, jobs.Request{Kind: ownJob, Args: ownArgs{clip, me}, Production: v.Where().Production, AskedBy: me,
		Priority: jobs.Urgent, Key: clip.String() + " " + me.String()})
	return Own{Job: job}, err
}

// makeOwn is the job.
func (s *service) makeOwn(ctx context.Context, run *jobs.Run) error {
	var in ownArgs
	if err := run.Args(&in); err != nil {
		return err
	}
	err := s.ownCopy(ctx, graph.Main(run.Production), run.ID, run.AskedBy, in, func(p media.Progress) { run.Progress(p.Fraction(), "") })
	if err != nil {
		return err
	}
	return run.Result(map[string]any{"clip": in.Clip})
}

// ownCopy burns name, date, clip and timecode into a copy for one viewer.
func (s *service) ownCopy(ctx context.Context, at graph.Place, id, by graph.ID, in ownArgs, far func(media.Progress)) error {
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
	clean, there := copiesIn(v, in.Clip, in.Account).proxy(0, false)
	if !ok || !there {
		return fault.New(fault.NotFound, "there is no viewing copy of the clip any more")
	}
	dir, err := os.MkdirTemp("", "backlot-own-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	made, err := s.burn(ctx, tools, v, clip, clean, in.Account, dir, far)
	if err != nil {
		return err
	}
	if err := s.keepAll(ctx, made, in.Clip); err != nil {
		return err
	}
	return s.recordOwn(ctx, at, id, by, in, clean, made[0].r)
}

// burn draws the marks of one viewer into a clean proxy.
func (s *service) burn(ctx context.Context, t *media.Tools, v graph.View, clip production.Clip, clean production.Rendition, account graph.ID, dir string, far func(media.Progress)) ([]product, error) {
	source, err := s.toDisk(ctx, libraryID(clean.Hash), filepath.Join(dir, "clean.mp4"))
	if err != nil {
		return nil, err
	}
	info, err := t.Probe(ctx, source, media.ProbeOptions{})
	if err != nil {
		return nil, err
	}
	name := cmp.Or(s.Desk.NameOf(ctx, account), account.String())
	made, err := t.Make(ctx, info, media.Plan{Progress: far, Proxies: []media.Proxy{{Path: filepath.Join(dir, "own.mp4"), Burn: marks(v, clip, info, name, s.Now().UTC().Format("2 Jan 2006"))}}})
	if err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, fault.Mark(fault.Invalid, err)
	}
	p := made.Proxies[0]
	return []product{{p.Path, production.Rendition{Type: "proxy", MediaType: "video/mp4", Width: p.Width, Height: p.Height, LengthFrames: p.Frames,
		Rate: info.Video.Rate, Viewer: account}}}, nil
}

// marks are what stands in the copy of one viewer.
func marks(v graph.View, clip production.Clip, info *media.Info, name, date string) []media.Mark {
	out := []media.Mark{{What: media.Recipient, Text: name}, {What: media.Name, Text: clip.Name}, {What: media.Note, Text: name + " · " + date}}
	if info.Timecode != nil {
		out = append(out, media.Mark{What: media.SourceTime})
	} else {
		out = append(out, media.Mark{What: media.Number})
	}
	for _, r := range graph.All[production.ScreeningRule](v) {
		if r.Notice != "" {
			out = append(out, media.Mark{What: media.Note, Text: r.Notice, At: media.Bottom})
		}
	}
	return out
}

// recordOwn writes down the copy of a viewer, if the footage is still the same.
func (s *service) recordOwn(ctx context.Context, at graph.Place, id, by graph.ID, in ownArgs, clean, made production.Rendition) error {
	v, err := s.Desk.Whole(ctx, at)
	if err != nil {
		return err
	}
	if now, ok := copiesIn(v, in.Clip, in.Account).proxy(0, false); !ok || now.Hash != clean.Hash {
		return fault.New(fault.Unavailable, "the viewing copies were made again meanwhile")
	}
	e := v.Edit(s.IDs, "Make a viewing copy with a name")
	for old, r := range graph.Referring[production.Rendition](v, in.Clip, "clip") {
		if r.Viewer == in.Account {
			e.Delete(old)
		}
	}
	graph.Add(e, made)
	change, err := e.Change()
	if err != nil {
		return err
	}
	change.ID = id
	return s.Desk.Land(ctx, change, by)
}
