package cut

import (
	"cmp"
	"slices"

	"backlot/film/screenplay"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Scripts gives the draft the production works from, with the record of each block by block id; ok is false before the
// first import.
type Scripts func(graph.View) (_ *screenplay.Script, blocks map[string]graph.ID, ok bool)

// Runtime is how long the cut is, act by act and scene by scene, beside what the script said.
type Runtime struct {
	Acts     []ActTime   `json:"acts"`
	Scenes   []SceneTime `json:"scenes"` // of the script, in its order, and those of the cut that it does not have
	Cut      int64       `json:"cut"`    // frames
	Script   int         `json:"script"` // seconds by the script's timing
	Forecast int         `json:"forecast"`
	Target   int         `json:"target"` // seconds the buyer wants; 0 when nobody said
}

// ActTime is an act, as the script's sections part it.
type ActTime struct {
	Name     string `json:"name"`
	Scenes   int    `json:"scenes"`
	InCut    int    `json:"in_cut"` // scenes of it that are in the cut
	Cut      int64  `json:"cut"`    // frames
	Script   int    `json:"script"` // seconds
	Forecast int    `json:"forecast"`
}

// SceneTime is a scene of the script and of the cut.
type SceneTime struct {
	ID       graph.ID   `json:"id"`
	Number   string     `json:"number"`
	Heading  string     `json:"heading"`
	Act      int        `json:"act"`
	At       int64      `json:"at"`    // frame of the cut where it first is seen; -1 when it is not in the cut
	Order    int        `json:"order"` // place among the scenes of the cut, from 1; 0 when it is not in it
	Moved    bool       `json:"moved"` // stands out of the script's order
	Cut      int64      `json:"cut"`   // frames
	Script   int        `json:"script"`
	Forecast int        `json:"forecast"`
	Takes    []TakeUsed `json:"takes"`
}

// TakeUsed is a take that is seen in a scene.
type TakeUsed struct {
	ID      graph.ID `json:"id"`
	Name    string   `json:"name"`
	Circled bool     `json:"circled"`
	Frames  int64    `json:"frames"`
	Pieces  int      `json:"pieces"`
}

// scriptSeconds is what the script says a scene lasts: as somebody timed it, else a minute a page.
func scriptSeconds(s production.Scene) int {
	if s.EstimatedSeconds > 0 {
		return s.EstimatedSeconds
	}
	return (int(s.LengthEighths)*60 + 4) / 8
}

// acts are the sections of the first level, and the act of each scene. A script without sections is one act.
func (s *service) acts(v graph.View) (names []string, of map[graph.ID]int) {
	of = map[graph.ID]int{}
	script, blocks, ok := s.script(v)
	if ok {
		for i := range script.Blocks {
			b := &script.Blocks[i]
			if b.Type == screenplay.Section && b.Level <= 1 {
				names = append(names, b.Text)
				continue
			}
			rec, known := graph.Get[production.Block](v, blocks[b.ID])
			if !known || rec.Scene.IsZero() {
				continue
			}
			if _, seen := of[rec.Scene.ID]; !seen {
				if len(names) == 0 {
					names = append(names, "")
				}
				of[rec.Scene.ID] = len(names) - 1
			}
		}
	}
	if len(names) == 0 {
		names = []string{""}
	}
	return names, of
}

// runtime times a cut.
func (s *service) runtime(v graph.View, c *cut) Runtime {
	names, act := s.acts(v)
	out := Runtime{Scenes: []SceneTime{}, Cut: c.line.LengthFrames}
	for _, n := range names {
		out.Acts = append(out.Acts, ActTime{Name: n})
	}
	if e, ok := graph.Get[production.Episode](v, c.line.Episode.ID); ok {
		out.Target = e.TargetSeconds
	}
	at := map[graph.ID]int{}
	for id, sc := range graph.All[production.Scene](v) {
		if !sc.Omitted && sc.Episode.ID == c.line.Episode.ID {
			out.Scenes = append(out.Scenes, SceneTime{ID: id, Number: sc.Number, Heading: sc.Heading, Act: act[id], At: -1, Script: scriptSeconds(sc), Takes: []TakeUsed{}})
		}
	}
	slices.SortStableFunc(out.Scenes, func(a, b SceneTime) int {
		x, _ := graph.Get[production.Scene](v, a.ID)
		y, _ := graph.Get[production.Scene](v, b.ID)
		return cmp.Compare(x.Order, y.Order)
	})
	for i := range out.Scenes {
		at[out.Scenes[i].ID] = i
	}
	inOrder := cutScenes(v, c, out.Scenes, at)
	moved(inOrder, out.Scenes)
	forecast(&out, c)
	return out
}

// cutScenes writes what is seen of each scene, and gives the scenes in the order of the cut.
func cutScenes(v graph.View, c *cut, scenes []SceneTime, at map[graph.ID]int) []int {
	var order []int
	for _, p := range c.seen() {
		k, ok := at[p.Scene.ID]
		if !ok {
			continue
		}
		sc := &scenes[k]
		if sc.At < 0 {
			sc.At = p.from
			order = append(order, k)
			sc.Order = len(order)
		}
		sc.Cut += p.to - p.from
		sc.use(v, p)
	}
	return order
}

func (sc *SceneTime) use(v graph.View, p seen) {
	clip, _ := graph.Get[production.Clip](v, p.Clip.ID)
	take, ok := graph.Get[production.Take](v, clip.Take.ID)
	if !ok {
		return
	}
	k := slices.IndexFunc(sc.Takes, func(t TakeUsed) bool { return t.ID == clip.Take.ID })
	if k < 0 {
		k = len(sc.Takes)
		sc.Takes = append(sc.Takes, TakeUsed{ID: clip.Take.ID, Name: takeName(v, clip.Take.ID), Circled: take.Circled})
	}
	sc.Takes[k].Frames += p.to - p.from
	sc.Takes[k].Pieces++
}

// moved marks the scenes that are not on the longest run of the cut that keeps the script's order.
func moved(order []int, scenes []SceneTime) {
	best := make([]int, len(order))
	from := make([]int, len(order))
	last := -1
	for i := range order {
		best[i], from[i] = 1, -1
		for k := range i {
			if order[k] < order[i] && best[k]+1 > best[i] {
				best[i], from[i] = best[k]+1, k
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	keeps := map[int]bool{}
	for ; last >= 0; last = from[last] {
		keeps[order[last]] = true
	}
	for _, k := range order {
		scenes[k].Moved = !keeps[k]
	}
}

// forecast is the cut's length where a scene is cut; the others play as much longer or shorter than the script says as
// those that are cut.
func forecast(r *Runtime, c *cut) {
	cutMS, scriptMS := int64(0), int64(0)
	for _, s := range r.Scenes {
		if s.Cut > 0 {
			cutMS += c.line.Rate.FramesToMS(s.Cut)
			scriptMS += int64(s.Script) * 1000
		}
	}
	for i := range r.Scenes {
		s := &r.Scenes[i]
		switch {
		case s.Cut > 0:
			s.Forecast = int((c.line.Rate.FramesToMS(s.Cut) + 500) / 1000)
		case scriptMS > 0:
			s.Forecast = int((int64(s.Script)*cutMS + scriptMS/2) / scriptMS)
		default:
			s.Forecast = s.Script
		}
		a := &r.Acts[min(s.Act, len(r.Acts)-1)]
		a.Scenes++
		a.Cut += s.Cut
		a.Script += s.Script
		a.Forecast += s.Forecast
		if s.Cut > 0 {
			a.InCut++
		}
		r.Script += s.Script
		r.Forecast += s.Forecast
	}
}
