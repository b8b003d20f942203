package cut

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/assemble"
	"backlot/film/timeline/cutfile"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// plan is the circled takes of the production, with the scenes in script order. Scenes nobody has shot are left out
// unless all is asked for.
func (s *service) plan(v graph.View, name string, all bool) (*assemble.Plan, error) {
	p := &assemble.Plan{Name: name}
	scenes, shot := s.line(v).scenes, map[graph.ID]bool{}
	for _, t := range graph.All[production.Take](v) {
		set, ok := graph.Get[production.Setup](v, t.Setup.ID)
		if ok {
			shot[set.Scene.ID] = true
		}
	}
	type one struct {
		take production.Take
		set  production.Setup
		clip production.Clip
		roll production.Roll
	}
	var list []one
	rates := map[rate.Rate]int{}
	for _, c := range graph.All[production.Clip](v) {
		t, ok := graph.Get[production.Take](v, c.Take.ID)
		set, okSet := graph.Get[production.Setup](v, t.Setup.ID)
		if !ok || !okSet || c.LengthFrames == 0 || c.Rate.IsZero() {
			continue
		}
		roll, _ := graph.Get[production.Roll](v, c.Roll.ID)
		list = append(list, one{t, set, c, roll})
		if roll.Type != "sound" {
			rates[c.Rate]++
		}
	}
	if len(list) == 0 {
		return nil, fault.New(fault.Conflict, "no take has a clip yet: match clips to takes first")
	}
	for r, n := range rates {
		if n > rates[p.Rate] || n == rates[p.Rate] && r.Num > p.Rate.Num {
			p.Rate = r
		}
	}
	if p.Rate.IsZero() {
		p.Rate = list[0].clip.Rate
	}
	for _, id := range scenes {
		if all || shot[id] {
			p.Scenes = append(p.Scenes, sceneNumber(v, id))
		}
	}
	b, err := timecode.Of(p.Rate, false)
	if err != nil {
		return nil, fault.New(fault.Invalid, "clips at %s have no timecode to lay them by: %w", p.Rate, err)
	}
	for _, o := range list {
		from := o.clip.Rate.Convert(o.clip.TimecodeStartFrames, p.Rate)
		p.Takes = append(p.Takes, assemble.Take{Scene: sceneNumber(v, o.set.Scene.ID), Setup: o.set.Slate, Take: o.take.Number, Circled: o.take.Circled, Camera: o.roll.Camera,
			Sound: o.roll.Type == "sound", Clip: o.clip.Name, File: address(v, o.clip), Reel: o.roll.Name, Start: b.Format(from), End: b.Format(from + o.clip.Rate.Convert(o.clip.LengthFrames, p.Rate)), Note: o.take.Note})
	}
	slices.SortStableFunc(p.Takes, func(a, b assemble.Take) int {
		return cmp.Or(cmp.Compare(a.Scene, b.Scene), cmp.Compare(a.Setup, b.Setup), cmp.Compare(a.Take, b.Take), cmp.Compare(a.Clip, b.Clip))
	})
	return p, nil
}

type assembleIn struct {
	Name string `json:"name,omitempty" maxLength:"200" doc:"Assembly and its number when left out"`
	All  bool   `json:"all,omitempty" doc:"Also a second of nothing for each scene that was not shot"`
}

// assemble lays the circled takes in script order, as a version of the cut.
func (s *service) assemble(v graph.View, in assembleIn, now time.Time) (graph.Change, error) {
	number := 1
	for _, t := range graph.All[production.Timeline](v) {
		if t.Type == "assembly" {
			number = max(number, t.Number+1)
		}
	}
	name := cmp.Or(in.Name, fmt.Sprintf("Assembly %d", number))
	p, err := s.plan(v, name, in.All)
	if err != nil {
		return graph.Change{}, err
	}
	n, _, err := assemble.Timeline(p)
	if err != nil {
		return graph.Change{}, fault.New(fault.Invalid, "%w", err)
	}
	_, r := timeline.Shots(n)
	line := production.Timeline{Name: name, Type: "assembly", Number: number, Rate: r, Format: "assembly", StartFrames: n.Start.FramesAt(r), LengthFrames: length(n, r), AtMS: now.UnixMilli()}
	e := v.Edit(s.ids, "Lay "+name+" from the circled takes")
	write(e, v, graph.ID{}, line, n, nil)
	return e.Change()
}

type fileIn struct {
	Timeline graph.Ref[production.Timeline] `path:"timeline"`
	Format   string                         `query:"format" enum:"otio,edl,fcp7,fcpx,original" doc:"otio when left out; original: the list as it was imported"`
}

// file is a cut as a list.
func (s *service) file(ctx context.Context, v graph.View, in fileIn) (web.Document, error) {
	c, err := read(v, in.Timeline.ID)
	if err != nil {
		return web.Document{}, err
	}
	if in.Format == "original" {
		return s.original(ctx, c)
	}
	f := cutfile.Format(cmp.Or(in.Format, "otio"))
	body, err := c.write(f)
	if err != nil {
		return web.Document{}, err
	}
	return web.Document{Name: fileName(c.line.Name) + endings[f], Type: "application/octet-stream", Body: body}, nil
}

func (s *service) original(ctx context.Context, c *cut) (web.Document, error) {
	if c.line.FileHash == "" {
		return web.Document{}, fault.New(fault.NotFound, "%s was not imported from a file", c.line.Name)
	}
	r, err := s.files.Open(ctx, c.line.FileHash)
	if err != nil {
		return web.Document{}, fmt.Errorf("open the list of %s: %w", c.line.Name, err)
	}
	defer r.Close() //nolint:errcheck // it was only read
	body, err := io.ReadAll(io.LimitReader(r, maxList))
	return web.Document{Name: cmp.Or(c.line.FileName, "cut"), Type: "application/octet-stream", Body: body}, err
}

var endings = map[cutfile.Format]string{cutfile.OTIO: ".otio", cutfile.EDL: ".edl", cutfile.FCP7: ".xml", cutfile.FCPX: ".fcpxml"}

// write is the cut in a format.
func (c *cut) write(f cutfile.Format) ([]byte, error) {
	var out bytes.Buffer
	if _, err := cutfile.Write(&out, c.node, f, cutfile.Options{Rate: c.line.Rate}); err != nil {
		return nil, fault.New(fault.Invalid, "%s as %s: %w", c.line.Name, f, err)
	}
	return out.Bytes(), nil
}

// fileName is a name without what file systems refuse.
func fileName(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r < ' ' || r == '/' || r == '\\' || r == ':' || r == '*' || r == '?' || r == '"' || r == '<' || r == '>' || r == '|' {
			out[i] = '-'
		}
	}
	return string(out)
}
