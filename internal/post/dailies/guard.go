package dailies

import (
	"context"
	"slices"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/notes"
	"backlot/internal/core/production"
)

// screening is footage as one person may watch it: their view decides which clips
// there are, the whole production says which of them are of a closed set, and which
// files show them.
type screening struct {
	v, whole graph.View
	rule     production.ScreeningRule
	ruleID   graph.ID
	closed   map[graph.ID]bool // scenes that the reader may not watch
}

func (s *service) screen(ctx context.Context, v graph.View) (*screening, error) {
	whole, err := s.Desk.Whole(ctx, graph.Main(v.Where().Production))
	if err != nil {
		return nil, err
	}
	return screeningOf(v, whole), nil
}

func screeningOf(v, whole graph.View) *screening {
	c := &screening{v: v, whole: whole, closed: map[graph.ID]bool{}}
	for id, r := range graph.All[production.ScreeningRule](whole) {
		c.rule, c.ruleID = r, id
		break
	}
	return c
}

// guarded reports whether a flag asks that only named people watch the footage.
func guarded(f production.ContentFlag) bool {
	if f.ClosedSet {
		return true
	}
	if f.Level == "mentioned" {
		return false
	}
	return f.Type == "nudity" || f.Type == "simulated_sex" || f.Type == "sexual_violence"
}

// shut reports whether the reader may not watch footage of a scene. The flags are
// read from the whole production: one that the reader may not know guards as well.
func (c *screening) shut(scene graph.ID) bool {
	if was, ok := c.closed[scene]; ok {
		return was
	}
	me, shut := c.v.Audience().Account, false
	for _, f := range graph.Referring[production.ContentFlag](c.whole, scene, "scene") {
		if guarded(f) && (me.IsZero() || !f.Viewers[me.String()]) {
			shut = true
		}
	}
	c.closed[scene] = shut
	return shut
}

// named are the accounts that may watch footage of a clip's scene where only named people may; closed is false where all may
// who watch dailies.
func (c *screening) named(clip production.Clip) (accounts []graph.ID, closed bool) {
	s, ok := slateOf(c.whole, clip)
	if !ok {
		return nil, false
	}
	for _, f := range graph.Referring[production.ContentFlag](c.whole, s.scene, "scene") {
		switch {
		case !guarded(f):
		case !closed:
			accounts, closed = viewersOf(f), true
		default:
			accounts = slices.DeleteFunc(accounts, func(id graph.ID) bool { return !f.Viewers[id.String()] })
		}
	}
	return accounts, closed
}

// within keeps what is said of footage of a closed set to those who may watch it: everybody is then the people named.
func (c *screening) within(clip production.Clip, to notes.Sharing) notes.Sharing {
	if accounts, closed := c.named(clip); closed && to.For == "all" {
		me := c.v.Audience().Account
		to = notes.Sharing{For: "readers", People: slices.DeleteFunc(accounts, func(id graph.ID) bool { return id == me })}
		if len(to.People) == 0 {
			to.For = "me"
		}
	}
	return to
}

// slate is the take of a clip with what it belongs to.
type slate struct {
	take, setup, scene graph.ID
	Take               production.Take
	Setup              production.Setup
	Scene              production.Scene
}

func slateOf(v graph.View, c production.Clip) (s slate, ok bool) {
	s.take = c.Take.ID
	if s.Take, ok = graph.Get[production.Take](v, s.take); !ok {
		return s, false
	}
	s.setup = s.Take.Setup.ID
	if s.Setup, ok = graph.Get[production.Setup](v, s.setup); !ok {
		return s, false
	}
	s.scene = s.Setup.Scene.ID
	s.Scene, ok = graph.Get[production.Scene](v, s.scene)
	return s, ok
}

// may reports whether the reader may watch a clip that their view shows them. What
// no take is known of could be anything: it is for those who sort it.
func (c *screening) may(id graph.ID) bool {
	clip, ok := graph.Get[production.Clip](c.whole, id)
	if !ok {
		return false
	}
	s, matched := slateOf(c.whole, clip)
	if !matched {
		a := c.v.Audience()
		return a.Has(makeRight)
	}
	return !c.shut(s.scene)
}

// clip is a clip that the reader may watch; any other is NotFound, as one that never was.
func (c *screening) clip(id graph.ID) (production.Clip, error) {
	clip, ok := graph.Get[production.Clip](c.v, id)
	if !ok || !c.may(id) {
		return clip, fault.New(fault.NotFound, "no clip %s", id)
	}
	return clip, nil
}

// MayWatch is nil when the reader of v may watch all of these clips in one file without their name in it: a clip that
// is not for them is NotFound, and who gets copies with their name only is Denied. whole is the production as the
// program knows it.
func MayWatch(v, whole graph.View, clips []graph.ID) error {
	c := screeningOf(v, whole)
	if c.burned() {
		return fault.New(fault.Denied, "copies for you bear your name, and this file would not: ask for the right to watch dailies without a name burned in")
	}
	for _, id := range clips {
		if _, err := c.clip(id); err != nil {
			return err
		}
	}
	return nil
}

// burned reports whether the reader gets copies with their name only.
func (c *screening) burned() bool {
	a := c.v.Audience()
	switch c.rule.BurnIn {
	case "nobody":
		return false
	case "everybody":
		return true
	}
	return !a.Has(cleanRight)
}

// copies are the files that show a clip: the clean ones, and the copy of one account.
type copies struct {
	proxies                []production.Rendition // clean, highest first, those without a look before those with one
	thumb, strip, waveform *production.Rendition
	own                    *production.Rendition
}

// copies are the files of a clip, with the copy of the reader.
func (c *screening) copies(clip graph.ID) copies {
	return copiesIn(c.whole, clip, c.v.Audience().Account)
}

// copiesIn finds the files of a clip in the whole production.
func copiesIn(whole graph.View, clip, account graph.ID) copies {
	var out copies
	for _, r := range graph.Referring[production.Rendition](whole, clip, "clip") {
		switch {
		case !r.Viewer.IsZero():
			if r.Viewer == account && (out.own == nil || r.AtMS > out.own.AtMS) {
				out.own = &r
			}
		case r.Type == "proxy":
			out.proxies = append(out.proxies, r)
		case r.Type == "thumbnail":
			out.thumb = &r
		case r.Type == "filmstrip":
			out.strip = &r
		case r.Type == "waveform":
			out.waveform = &r
		}
	}
	slices.SortStableFunc(out.proxies, highestFirst)
	return out
}

// highestFirst puts proxies without a look before those with one, and then the highest first.
func highestFirst(a, b production.Rendition) int {
	if a.Look.IsZero() != b.Look.IsZero() {
		if a.Look.IsZero() {
			return -1
		}
		return 1
	}
	return b.Height - a.Height
}

// current reports whether the reader's own copy is of the footage as it is shown now.
func (c copies) current() bool {
	return c.own != nil && len(c.proxies) > 0 && c.own.AtMS >= c.proxies[0].AtMS
}

// proxy is the clean file of a height: the lowest that reaches it, or the highest there
// is; 0 is the highest. look asks for one with the look burned in, where there is one.
func (c copies) proxy(height int, look bool) (production.Rendition, bool) {
	var best production.Rendition
	found := false
	for _, r := range c.proxies { // the highest first
		if look && r.Look.IsZero() && c.baked() || !look && !r.Look.IsZero() && found {
			continue
		}
		if !found || height > 0 && r.Height >= height {
			best, found = r, true
		}
	}
	return best, found
}

// baked reports whether there is a proxy with the look burned in.
func (c copies) baked() bool {
	return slices.ContainsFunc(c.proxies, func(r production.Rendition) bool { return !r.Look.IsZero() })
}
