package dailies

import (
	"cmp"
	"context"
	"fmt"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Clip is a clip with everything that is known beside its picture.
type Clip struct {
	Row
	Facts  []Fact     `json:"facts" doc:"What camera and lens did"`
	Media  Media      `json:"media"`
	Sound  *Heard     `json:"sound,omitempty" doc:"What is heard with the picture"`
	Look   string     `json:"look,omitempty" doc:"Name of the look it was shot with"`
	Notes  []NoteRow  `json:"note_list"`
	Ranges []RangeRow `json:"ranges"`
}

// Fact is a value of the camera or lens, written as crews write it.
type Fact struct {
	Name  string `json:"name" enum:"lens,focal,stop,ei,white_balance,shutter,filters,height,tilt,focus,sensor_rate,format"`
	Value string `json:"value"`
}

// Media is where the picture is, for this reader.
type Media struct {
	// State says whether the reader can watch it: there is no copy yet, a copy with their
	// name must be made first, or it is ready.
	State   string `json:"state" enum:"none,own_needed,ready"`
	Video   string `json:"video,omitempty" doc:"Address of an mp4"`
	Small   string `json:"small,omitempty" doc:"Address of a lower one, for slow networks"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	Frames  int64  `json:"frames,omitempty"`
	Rate    string `json:"rate,omitempty"`
	Thumb   string `json:"thumb,omitempty"`
	Strip   *Strip `json:"filmstrip,omitempty"`
	Wave    string `json:"waveform,omitempty" doc:"Address of the peaks of the sound"`
	Cube    string `json:"cube,omitempty" doc:"Address of the look as a .cube"`
	Baked   bool   `json:"baked,omitempty" doc:"There is a copy with the look burned in"`
	Burned  bool   `json:"burned" doc:"The reader's name is in the picture"`
	Version int64  `json:"version,omitempty" doc:"Grows when copies are made again"`
}

// Strip is a picture of small pictures.
type Strip struct {
	Src     string `json:"src"`
	Width   int    `json:"width"`
	Height  int    `json:"height"`
	Columns int    `json:"columns"`
	Count   int    `json:"count"`
	Every   int64  `json:"every"`
}

type clipIn struct {
	Clip graph.Ref[production.Clip] `path:"clip"`
}

func (s *service) clip(ctx context.Context, v graph.View, in clipIn) (Clip, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return Clip{}, err
	}
	clip, err := c.clip(in.Clip.ID)
	if err != nil {
		return Clip{}, err
	}
	it := itemOf(v, in.Clip.ID, clip)
	out := Clip{Row: s.row(c, it, c.watched()[it.id]), Facts: facts(v, it), Media: c.media(it), Sound: c.heard(it.id), Notes: notesOn(ctx, v, it.id), Ranges: rangesOf(v, it.id)}
	if _, look, ok := lookOf(v, it.slate); ok {
		out.Look = look.Name
	}
	return out, nil
}

// media says where the pictures of a clip are, for the reader.
func (c *screening) media(it item) Media {
	at := fmt.Sprintf("/api/productions/%s/dailies/clips/%s/media/", c.v.Where().Production, it.id)
	has := c.copies(it.id)
	m := Media{State: "none", Burned: c.burned(), Baked: has.baked()}
	if _, _, ok := lookOf(c.v, it.slate); ok {
		m.Cube = at + "cube"
	}
	best, ok := has.proxy(0, false)
	if !ok {
		return m
	}
	m.Version = best.AtMS
	to := func(what string) string { return fmt.Sprintf("%s%s?v=%d", at, what, m.Version) }
	m.State, m.Video, m.Width, m.Height, m.Frames, m.Rate = "ready", to("video"), best.Width, best.Height, best.LengthFrames, best.Rate.String()
	if low, _ := has.proxy(1, false); low.Hash != best.Hash {
		m.Small = to("video") + fmt.Sprintf("&height=%d", low.Height)
	}
	if m.Burned {
		m.Small, m.Baked = "", false
		if !has.current() {
			m.State, m.Video = "own_needed", ""
		}
	}
	if has.thumb != nil {
		m.Thumb = to("thumb")
	}
	if s := has.strip; s != nil && s.StepFrames > 0 {
		m.Strip = &Strip{Src: to("filmstrip"), Width: s.Width, Height: s.Height, Columns: s.Columns,
			Count: int((s.LengthFrames + s.StepFrames - 1) / s.StepFrames), Every: s.StepFrames}
	}
	if has.waveform != nil {
		m.Wave = to("waveform")
	}
	return m
}

// lookOf is the look that a take is seen through: its own, else that of its setup, else
// that of the whole production. The newest counts.
func lookOf(v graph.View, s slate) (id graph.ID, look production.Look, ok bool) {
	rank := -1
	for at, l := range graph.All[production.Look](v) {
		r := 0
		switch {
		case !l.Take.IsZero() && l.Take.ID == s.take:
			r = 2
		case !l.Setup.IsZero() && l.Setup.ID == s.setup:
			r = 1
		case !l.Take.IsZero() || !l.Setup.IsZero():
			continue
		}
		if r >= rank {
			id, look, ok, rank = at, l, true, r
		}
	}
	return id, look, ok
}

// facts are what the file says of camera and lens, and where it says nothing, what was
// logged on set.
func facts(v graph.View, it item) []Fact {
	c, l := it.clip, production.Recording{}
	if it.known {
		for _, r := range graph.Referring[production.Recording](v, it.slate.take, "take") {
			if r.Camera == it.roll.Camera {
				l = r
			}
		}
	}
	out := []Fact{}
	text := func(name, value string) {
		if value != "" {
			out = append(out, Fact{name, value})
		}
	}
	number := func(name, format string, n int, by float64) {
		if n != 0 {
			out = append(out, Fact{name, fmt.Sprintf(format, float64(n)/by)})
		}
	}
	text("lens", cmp.Or(c.Lens, l.Lens))
	number("focal", "%g mm", cmp.Or(c.FocalTenthMM, l.FocalTenthMM), 10)
	number("stop", "T%g", cmp.Or(c.TStopHundredths, l.TStopHundredths), 100)
	number("ei", "EI %g", cmp.Or(c.ISO, l.ISO), 1)
	number("white_balance", "%g K", cmp.Or(c.WhiteBalanceK, l.WhiteBalanceK), 1)
	number("shutter", "%g°", cmp.Or(c.ShutterTenthDeg, l.ShutterTenthDeg), 10)
	text("filters", cmp.Or(c.Filters, l.Filters))
	number("height", "%g m", cmp.Or(c.HeightMM, l.HeightMM), 1000)
	number("tilt", "%g°", cmp.Or(c.TiltTenthDeg, l.TiltTenthDeg), 10)
	number("focus", "%g m", cmp.Or(c.FocusMM, l.FocusMM), 1000)
	if r := c.SensorRate; !r.IsZero() && r != c.Rate {
		text("sensor_rate", r.String())
	}
	text("format", c.Format)
	return out
}
