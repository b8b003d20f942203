package dailies

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Selects is what there is to watch of a day, in the order of the story.
type Selects struct {
	Days []Day    `json:"days" doc:"With footage, the newest first"`
	Day  graph.ID `json:"day,omitzero" doc:"The day of the clips; left out: those without a day"`
	Rows []Row    `json:"rows"`
	// Burned says that the reader's copies bear their name.
	Burned bool `json:"burned"`
	// Closed lists scenes of a closed set, for who says who may watch them.
	Closed []Closed                  `json:"closed"`
	Rule   *production.ScreeningRule `json:"rule,omitempty" doc:"For who sets it"`
}

// Day is a shooting day with footage.
type Day struct {
	ID     graph.ID   `json:"id,omitzero" doc:"Left out: footage without a day"`
	Date   civil.Date `json:"date,omitzero"`
	Number int        `json:"number,omitempty"`
	Unit   string     `json:"unit,omitempty"`
	Clips  int        `json:"clips"`
}

// Row is a clip in the list.
type Row struct {
	ID     graph.ID `json:"id"`
	Name   string   `json:"name"`
	Camera string   `json:"camera,omitempty"`
	Roll   string   `json:"roll,omitempty"`
	Day    graph.ID `json:"day,omitzero"`
	Slate
	Rate        string  `json:"rate,omitempty" doc:"Frames a second: 24000/1001"`
	StartFrames int64   `json:"start_frames"`
	Drop        bool    `json:"drop,omitempty"`
	Frames      int64   `json:"frames"`
	State       string  `json:"state" enum:"none,making,ready" doc:"Of the viewing copy"`
	Progress    float64 `json:"progress,omitempty" doc:"While it is made, 0 to 1"`
	Again       bool    `json:"again,omitempty" doc:"The recorder's sound came after the copy was made"`
	Thumb       bool    `json:"thumb"`
	Watched     bool    `json:"watched" doc:"By the reader"`
	Notes       int     `json:"notes"`
	Open        int     `json:"open" doc:"Notes that wait for an answer"`
	Selects     int     `json:"selects"`
	Outtakes    int     `json:"outtakes"`
}

// Slate is what the slate says of a clip; empty where no take is known.
type Slate struct {
	Scene       graph.ID `json:"scene,omitzero"`
	Number      string   `json:"number,omitempty" doc:"Of the scene"`
	Heading     string   `json:"heading,omitempty"`
	Setup       graph.ID `json:"setup,omitzero"`
	SlateText   string   `json:"slate,omitempty"`
	Description string   `json:"description,omitempty"`
	Take        graph.ID `json:"take,omitzero"`
	TakeNumber  int      `json:"take_number,omitempty"`
	Suffix      string   `json:"suffix,omitempty"`
	Status      string   `json:"status,omitempty"`
	NGReason    string   `json:"ng_reason,omitempty"`
	Circled     bool     `json:"circled"`
	Complete    bool     `json:"complete,omitempty"`
	TakeNote    string   `json:"take_note,omitempty"`
}

// Closed is a scene of which only named people watch footage.
type Closed struct {
	Scene   graph.ID   `json:"scene"`
	Number  string     `json:"number"`
	Heading string     `json:"heading"`
	Types   []string   `json:"types" doc:"What the scene contains"`
	Viewers []graph.ID `json:"viewers" doc:"Accounts"`
}

// item is a clip with what it is sorted by.
type item struct {
	id    graph.ID
	clip  production.Clip
	roll  production.Roll
	day   graph.ID
	slate slate
	known bool // a take
}

// items lists the pictures that the reader may watch.
func (c *screening) items() []item {
	var out []item
	for id, clip := range graph.All[production.Clip](c.v) {
		it := itemOf(c.v, id, clip)
		if !pictures(it.roll) || !c.may(id) {
			continue
		}
		out = append(out, it)
	}
	slices.SortStableFunc(out, inStory)
	return out
}

// pictures reports whether a roll holds what can be watched.
func pictures(r production.Roll) bool {
	return r.Type == "camera" || r.Type == "witness" || r.Type == "film"
}

func itemOf(v graph.View, id graph.ID, clip production.Clip) item {
	it := item{id: id, clip: clip}
	it.roll, _ = graph.Get[production.Roll](v, clip.Roll.ID)
	it.slate, it.known = slateOf(v, clip)
	if it.day = it.roll.Day.ID; it.known && !it.slate.Setup.Day.IsZero() {
		it.day = it.slate.Setup.Day.ID
	}
	return it
}

// inStory sorts as the story goes: scene, setup, take, camera. What no take is known of
// comes last, by roll and name.
func inStory(a, b item) int {
	if a.known != b.known {
		if a.known {
			return -1
		}
		return 1
	}
	if !a.known {
		return cmp.Or(cmp.Compare(a.roll.Name, b.roll.Name), cmp.Compare(a.clip.Name, b.clip.Name))
	}
	return cmp.Or(cmp.Compare(a.slate.Scene.Order, b.slate.Scene.Order), byNumbers(a.slate.Setup.Slate, b.slate.Setup.Slate),
		cmp.Compare(a.slate.Take.Number, b.slate.Take.Number), cmp.Compare(a.slate.Take.Suffix, b.slate.Take.Suffix),
		cmp.Compare(a.roll.Camera, b.roll.Camera), cmp.Compare(a.clip.Name, b.clip.Name))
}

// byNumbers compares slates as people count: 4 before 4A before 4AA, and 9 before 10.
func byNumbers(a, b string) int {
	for a != "" && b != "" {
		x, restA := leading(a)
		y, restB := leading(b)
		n, errA := strconv.Atoi(x)
		m, errB := strconv.Atoi(y)
		switch {
		case errA == nil && errB == nil && n != m:
			return cmp.Compare(n, m)
		case errA == nil && errB == nil:
		case len(x) != len(y) && errA != nil && errB != nil:
			return cmp.Compare(len(x), len(y)) // Z before AA
		default:
			if c := strings.Compare(x, y); c != 0 {
				return c
			}
		}
		a, b = restA, restB
	}
	return cmp.Compare(len(a), len(b))
}

// leading takes the run of digits, or of anything else, off the front.
func leading(s string) (run, rest string) {
	digits := unicode.IsDigit(rune(s[0]))
	for i, r := range s {
		if unicode.IsDigit(r) != digits {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

type selectsIn struct {
	Day     graph.ID `query:"day" kind:"shoot_day" doc:"Left out: the newest with footage"`
	Without bool     `query:"without_day" doc:"Footage of which no day is known"`
}

func (s *service) selects(ctx context.Context, v graph.View, in selectsIn) (Selects, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return Selects{}, err
	}
	items := c.items()
	out := Selects{Days: days(v, items), Day: in.Day, Rows: []Row{}, Burned: c.burned(), Closed: c.closedScenes()}
	if out.Day.IsZero() && !in.Without && len(out.Days) > 0 {
		out.Day = out.Days[0].ID
	}
	if a := v.Audience(); a.Has(ruleRight) {
		out.Rule = &c.rule
	}
	watched := c.watched()
	for _, it := range items {
		if it.day == out.Day {
			out.Rows = append(out.Rows, s.row(c, it, watched[it.id]))
		}
	}
	return out, nil
}

func days(v graph.View, items []item) []Day {
	out := []Day{}
	at := map[graph.ID]int{}
	for _, it := range items {
		i, ok := at[it.day]
		if !ok {
			d, _ := graph.Get[production.ShootDay](v, it.day)
			i = len(out)
			at[it.day] = i
			out = append(out, Day{ID: it.day, Date: d.Date, Number: d.Number, Unit: v.Label(d.Unit.ID)})
		}
		out[i].Clips++
	}
	slices.SortStableFunc(out, func(a, b Day) int {
		return cmp.Or(strings.Compare(b.Date.String(), a.Date.String()), strings.Compare(a.Unit, b.Unit))
	})
	return out
}

// watched is the clips that the reader has seen.
func (c *screening) watched() map[graph.ID]bool {
	out := map[graph.ID]bool{}
	me := c.v.Audience().Account
	for _, w := range graph.All[production.Watched](c.v) {
		if w.Account == me {
			out[w.Clip.ID] = true
		}
	}
	return out
}

func (s *service) row(c *screening, it item, watched bool) Row {
	row := Row{ID: it.id, Name: it.clip.Name, Camera: it.roll.Camera, Roll: it.roll.Name, Day: it.day, Slate: slateText(it), Rate: it.clip.Rate.String(),
		StartFrames: it.clip.TimecodeStartFrames, Drop: it.clip.DropFrame, Frames: it.clip.LengthFrames, State: "none", Watched: watched}
	has := c.copies(it.id)
	row.Thumb = has.thumb != nil
	if best, ok := has.proxy(0, false); ok {
		row.State, row.Again = "ready", newerSound(c.whole, it.clip, best)
	}
	if far, ok := s.far(it.id); ok {
		row.State, row.Progress = "making", far
	}
	for _, n := range graph.Referring[production.Note](c.v, it.id, "about") {
		if n.ReplyTo.IsZero() {
			row.Notes++
			if n.Status == "open" || n.Status == "" {
				row.Open++
			}
		}
	}
	for _, r := range graph.Referring[production.ClipRange](c.v, it.id, "clip") {
		switch r.Type {
		case "select":
			row.Selects++
		case "outtake":
			row.Outtakes++
		}
	}
	return row
}

func slateText(it item) Slate {
	if !it.known {
		return Slate{}
	}
	s := it.slate
	return Slate{Scene: s.scene, Number: s.Scene.Number, Heading: s.Scene.Heading, Setup: s.setup, SlateText: s.Setup.Slate, Description: s.Setup.Description,
		Take: s.take, TakeNumber: s.Take.Number, Suffix: s.Take.Suffix, Status: s.Take.Status, NGReason: s.Take.NGReason, Circled: s.Take.Circled,
		Complete: s.Take.Complete, TakeNote: s.Take.Note}
}

// closedScenes lists the scenes of a closed set that the reader knows of, for a reader
// who says who may watch them.
func (c *screening) closedScenes() []Closed {
	out := []Closed{}
	if a := c.v.Audience(); !a.Has(ruleRight) {
		return out
	}
	at := map[graph.ID]int{}
	for _, f := range graph.All[production.ContentFlag](c.v) {
		scene, ok := graph.Get[production.Scene](c.v, f.Scene.ID)
		if !ok || !guarded(f) {
			continue
		}
		i, seen := at[f.Scene.ID]
		if !seen {
			i = len(out)
			at[f.Scene.ID] = i
			out = append(out, Closed{Scene: f.Scene.ID, Number: scene.Number, Heading: scene.Heading, Types: []string{}, Viewers: viewersOf(f)})
		}
		out[i].Types = append(out[i].Types, f.Type)
		out[i].Viewers = slices.DeleteFunc(out[i].Viewers, func(id graph.ID) bool { return !f.Viewers[id.String()] })
	}
	slices.SortFunc(out, func(a, b Closed) int { return byNumbers(a.Number, b.Number) })
	return out
}

func viewersOf(f production.ContentFlag) []graph.ID {
	out := []graph.ID{}
	for text, on := range f.Viewers {
		if id, err := graph.ParseID(text); err == nil && on {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(a, b graph.ID) int { return strings.Compare(a.String(), b.String()) })
	return out
}
