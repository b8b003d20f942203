package takes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/match"
	"backlot/film/timecode"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Matching is what was found out about the files of a day.
type Matching struct {
	match.Result
	Takes   []MatchTake `json:"takes"`
	Clips   []MatchClip `json:"clips"`
	Waiting int         `json:"waiting" doc:"Sure pairs that nobody has taken yet"`
}

// MatchTake is a take among the day's.
type MatchTake struct {
	ID       graph.ID `json:"id"`
	Setup    graph.ID `json:"setup"`
	Slate    string   `json:"slate"`
	Number   int      `json:"number"`
	Suffix   string   `json:"suffix,omitempty"`
	AtMS     int64    `json:"at_ms,omitempty"`
	LengthMS int64    `json:"length_ms,omitempty"`
	Circled  bool     `json:"circled,omitempty"`
	Cameras  []string `json:"cameras" doc:"Cameras that were logged on it"`
}

// MatchClip is a file among the day's.
type MatchClip struct {
	ID       graph.ID `json:"id"`
	Name     string   `json:"name"`
	Camera   string   `json:"camera"`
	Roll     string   `json:"roll"`
	Timecode string   `json:"timecode,omitempty"`
	LengthMS int64    `json:"length_ms,omitempty"`
	Said     string   `json:"said,omitempty" doc:"Scene and take as the file says"`
	Take     graph.ID `json:"take,omitzero" doc:"Take it was given to"`
}

// LinkIn gives files to takes.
type LinkIn struct {
	Sure  bool   `json:"sure,omitempty" doc:"All pairs that are sure; links may be left out"`
	Links []Link `json:"links,omitempty" maxItems:"2000"`
}

// Link is a file and its take; a link without a take frees the file.
type Link struct {
	Clip graph.ID `json:"clip"`
	Take graph.ID `json:"take,omitzero"`
}

// ClockIn confirms by how much the timecode of a device is ahead on a day.
type ClockIn struct {
	Camera  string `json:"camera" maxLength:"2"`
	AheadMS int64  `json:"ahead_ms" minimum:"-86400000" maximum:"86400000" doc:"0 trusts the timecode again"`
}

// matchDay matches the takes of a day with the files on its rolls.
func matchDay(v graph.View, on graph.ID) (Matching, error) {
	d, err := openDay(v, on)
	if err != nil {
		return Matching{}, err
	}
	out := Matching{Takes: []MatchTake{}, Clips: []MatchClip{}}
	var takes []match.Take
	for _, s := range setupsOf(v, on) {
		for _, t := range s.Takes {
			row := MatchTake{ID: t.ID, Setup: s.ID, Slate: s.Slate, Number: t.Number, Suffix: t.Suffix, AtMS: t.AtMS, LengthMS: t.LengthMS, Circled: t.Circled, Cameras: []string{}}
			one := match.Take{ID: t.ID.String(), Slate: s.Slate, Number: t.Number, Suffix: t.Suffix, LengthMS: t.LengthMS, Timed: t.AtMS > 0, Rolled: map[string]match.Rolled{}}
			if one.Timed {
				one.StartMS = d.clock(t.AtMS)
			}
			for _, c := range t.Cameras {
				row.Cameras = append(row.Cameras, c.Camera)
				one.Rolled[c.Camera] = match.Rolled{Roll: c.RollName, Clip: c.ClipName}
			}
			out.Takes, takes = append(out.Takes, row), append(takes, one)
		}
	}
	clips, offsets := out.addClips(v, on)
	out.Result = match.Day(takes, clips, match.Options{Offsets: offsets})
	for _, p := range out.Result.Sure() {
		at := slices.IndexFunc(out.Clips, func(c MatchClip) bool { return c.ID.String() == p.Clip })
		if out.Clips[at].Take.IsZero() {
			out.Waiting++
		}
	}
	out.plain()
	return out, nil
}

// plain makes lists that are empty lists for those who read them.
func (m *Matching) plain() {
	if m.Pairs == nil {
		m.Pairs = []match.Pair{}
	}
	if m.Findings == nil {
		m.Findings = []match.Finding{}
	}
	if m.Clocks == nil {
		m.Clocks = []match.Clock{}
	}
}

func (m *Matching) addClips(v graph.View, on graph.ID) (clips []match.Clip, offsets map[string]int64) {
	offsets = map[string]int64{}
	for rid, r := range graph.Referring[production.Roll](v, on, "day") {
		device := deviceOfRoll(r)
		if r.ClockAheadMS != 0 {
			offsets[device] = r.ClockAheadMS
		}
		for id, c := range graph.Referring[production.Clip](v, rid, "roll") {
			one, row := clipFor(id, c, r, device)
			m.Clips, clips = append(m.Clips, row), append(clips, one)
		}
	}
	slices.SortStableFunc(m.Clips, func(a, b MatchClip) int {
		return cmp.Or(compareCameras(a.Camera, b.Camera), strings.Compare(a.Timecode, b.Timecode), strings.Compare(a.Name, b.Name))
	})
	return clips, offsets
}

func clipFor(id graph.ID, c production.Clip, r production.Roll, device string) (match.Clip, MatchClip) {
	one := match.Clip{
		ID: id.String(), Name: c.Name, Device: device, Roll: r.Name, StartFrame: c.TimecodeStartFrames, Frames: c.LengthFrames,
		SaidSlate: c.SaidScene, SaidTake: c.SaidTake, TakeID: c.Take.String(),
	}
	row := MatchClip{ID: id, Name: c.Name, Camera: device, Roll: r.Name, Take: c.Take.ID, LengthMS: c.Rate.FramesToMS(c.LengthFrames)}
	one.LengthMS = row.LengthMS
	if base, err := timecode.Of(c.Rate, c.DropFrame); err == nil && c.LengthFrames > 0 {
		one.Base, row.Timecode = base, base.Format(c.TimecodeStartFrames)
	}
	if c.SaidScene != "" || c.SaidTake != "" {
		row.Said = strings.TrimSpace(c.SaidScene + " " + c.SaidTake)
	}
	return one, row
}

// link gives files to takes: those named, and all sure ones when that was asked.
func link(v graph.View, ids graph.IDs, on graph.ID, in LinkIn) (graph.Change, error) {
	links := slices.Clone(in.Links)
	if in.Sure {
		m, err := matchDay(v, on)
		if err != nil {
			return graph.Change{}, err
		}
		for _, p := range m.Result.Sure() {
			clip, take := graph.MustID(p.Clip), graph.MustID(p.Take)
			if c, _ := graph.Get[production.Clip](v, clip); c.Take.IsZero() {
				links = append(links, Link{Clip: clip, Take: take})
			}
		}
	}
	if len(links) == 0 {
		return graph.Change{}, fault.New(fault.Conflict, "no clip to give: nothing more is sure")
	}
	e := v.Edit(ids, linkCause(v, links))
	for _, l := range links {
		if _, ok := graph.Get[production.Clip](v, l.Clip); !ok {
			return graph.Change{}, fault.At("body.links", "clip %s does not exist", l.Clip)
		}
		if _, ok := graph.Get[production.Take](v, l.Take); !ok && !l.Take.IsZero() {
			return graph.Change{}, fault.At("body.links", "take %s does not exist", l.Take)
		}
		graph.Update(e, l.Clip, func(c *production.Clip) { c.Take = graph.To[production.Take](l.Take) })
	}
	return e.Change()
}

func linkCause(v graph.View, links []Link) string {
	if len(links) > 1 {
		return fmt.Sprintf("Give %d clips to their takes", len(links))
	}
	c, _ := graph.Get[production.Clip](v, links[0].Clip)
	t, ok := graph.Get[production.Take](v, links[0].Take)
	if !ok {
		return "Take clip " + c.Name + " from its take"
	}
	return "Give clip " + c.Name + " to " + takeName(v, t)
}

// confirmClock takes it for true that the timecode of a device was ahead on a day.
func confirmClock(v graph.View, ids graph.IDs, on graph.ID, in ClockIn) (graph.Change, error) {
	camera, err := cameraLetter(in.Camera)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("The timecode of %s is off by %.1f s", camera, float64(in.AheadMS)/1000))
	found := false
	for id, r := range graph.Referring[production.Roll](v, on, "day") {
		if deviceOfRoll(r) == camera {
			found = true
			graph.Update(e, id, func(r *production.Roll) { r.ClockAheadMS = in.AheadMS })
		}
	}
	if !found {
		return graph.Change{}, fault.At("body.camera", "camera %s has no roll on this day", camera)
	}
	return e.Change()
}
