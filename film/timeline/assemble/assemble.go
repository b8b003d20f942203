// Package assemble lays the circled takes end to end in script order: the assembly an editor starts from.
package assemble

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// Plan is what an assembly is made from. It is read from JSON; unknown fields are refused, for a misspelt one would leave
// takes out in silence.
type Plan struct {
	Name string `json:"name"`
	// Rate is what the film is cut at, such as "24" or "24000/1001".
	Rate rate.Rate `json:"rate"`
	// Start is the timecode of the first frame; empty is 01:00:00:00.
	Start string `json:"start,omitempty"`
	// Scenes are the numbers of the scenes in script order. Without them scenes are put in the order of their numbers.
	Scenes []string `json:"scenes,omitempty"`
	Takes  []Take   `json:"takes"`
}

// Take is one take as one camera saw it, or as the recorder heard it.
type Take struct {
	Scene string `json:"scene"`
	// Setup is the letter or the slate of the setup within the scene.
	Setup   string `json:"setup,omitempty"`
	Take    int    `json:"take"`
	Circled bool   `json:"circled,omitempty"`
	// Camera is A, B ...; the first of a take is put on the lowest track.
	Camera string `json:"camera,omitempty"`
	// Sound says that the clip is sound only.
	Sound bool   `json:"sound,omitempty"`
	Clip  string `json:"clip,omitempty"`
	File  string `json:"file,omitempty"`
	Reel  string `json:"reel,omitempty"`
	// Start and End are timecodes of the clip: its first frame, and the frame after its last.
	Start string `json:"start"`
	End   string `json:"end"`
	// In and Out are the part to use, from "action" to "cut"; empty is all of it.
	In   string `json:"in,omitempty"`
	Out  string `json:"out,omitempty"`
	Note string `json:"note,omitempty"`
}

// Read reads a plan. Errors name the take and the field.
func Read(r io.Reader) (*Plan, error) {
	p := &Plan{}
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(p); err != nil {
		return nil, fmt.Errorf("assembly plan: %w", err)
	}
	if p.Rate.IsZero() {
		return nil, fmt.Errorf("assembly plan: no rate; want frames per second such as \"24\" or \"24000/1001\"")
	}
	return p, nil
}

// clip is a take with its codes as frames.
type clip struct {
	*Take
	start, end, in, out int64
}

// Timeline is the assembly: the circled takes of every scene, setup by setup. Cameras of one take lie above each other in
// sync by timecode, sound below. A scene without a circled take has a second of nothing with a marker, so that its hole is seen.
func Timeline(p *Plan) (*timeline.Node, []timeline.Finding, error) {
	a := &assembler{plan: p, n: timeline.New(p.Name), tracks: map[string]*timeline.Node{}, ends: map[string]int64{}}
	var err error
	if a.base, err = timecode.Of(p.Rate, false); err != nil {
		return nil, nil, fmt.Errorf("assembly plan: %w", err)
	}
	if p.Start == "" {
		p.Start = "01:00:00:00"
	}
	first, err := a.code(p.Start)
	if err != nil {
		return nil, nil, fmt.Errorf("assembly plan: start: %w", err)
	}
	start := timeline.Frames(first, p.Rate)
	a.n.Start = &start
	scenes, err := a.scenes()
	if err != nil {
		return nil, nil, err
	}
	a.track("V1", timeline.Video)
	for _, s := range a.order(scenes) {
		a.scene(s, scenes[s])
	}
	return a.n, a.findings, nil
}

type assembler struct {
	plan     *Plan
	base     timecode.Base
	n        *timeline.Node
	tracks   map[string]*timeline.Node
	ends     map[string]int64
	at       int64
	findings []timeline.Finding
}

func (a *assembler) find(place, format string, args ...any) {
	a.findings = append(a.findings, timeline.Finding{Level: timeline.Doubtful, Place: place, Text: fmt.Sprintf(format, args...)})
}

// code reads a code at the plan's rate; a semicolon is drop frame.
func (a *assembler) code(s string) (int64, error) {
	if timecode.Drops(s) {
		b, err := timecode.Of(a.plan.Rate, true)
		if err != nil {
			return 0, err
		}
		return b.Parse(s)
	}
	return a.base.Parse(s)
}

// scenes groups the takes by scene, with their codes read.
func (a *assembler) scenes() (map[string][]clip, error) {
	out := map[string][]clip{}
	for i := range a.plan.Takes {
		t := &a.plan.Takes[i]
		c := clip{Take: t}
		for _, f := range []struct {
			name, text, other string
			into              *int64
		}{{"start", t.Start, "", &c.start}, {"end", t.End, "", &c.end}, {"in", t.In, t.Start, &c.in}, {"out", t.Out, t.End, &c.out}} {
			s := f.text
			if s == "" {
				s = f.other
			}
			n, err := a.code(s)
			if err != nil {
				return nil, fmt.Errorf("assembly plan: take %d (scene %s, %s-%d): %s: %w", i+1, t.Scene, t.Setup, t.Take, f.name, err)
			}
			*f.into = n
		}
		if t.Scene == "" {
			return nil, fmt.Errorf("assembly plan: take %d has no scene", i+1)
		}
		if c.end < c.start { // the clip runs over midnight
			c.end += a.base.Day()
			if c.out < c.in {
				c.out += a.base.Day()
			}
		}
		if c.in < c.start || c.out > c.end || c.out <= c.in {
			return nil, fmt.Errorf("assembly plan: take %d (scene %s, %s-%d): in %s and out %s; want a part of %s to %s", i+1, t.Scene, t.Setup,
				t.Take, t.In, t.Out, t.Start, t.End)
		}
		out[t.Scene] = append(out[t.Scene], c)
	}
	return out, nil
}

// order is the order of the scenes.
func (a *assembler) order(have map[string][]clip) []string {
	var out []string
	listed := map[string]bool{}
	for _, s := range a.plan.Scenes {
		if !listed[s] {
			listed[s] = true
			out = append(out, s)
		}
	}
	var rest []string
	for s := range have {
		if !listed[s] {
			rest = append(rest, s)
		}
	}
	slices.SortFunc(rest, natural)
	if len(a.plan.Scenes) > 0 {
		for _, s := range rest {
			a.find("scene "+s, "is not among the scenes of the plan; put at the end")
		}
	}
	return append(out, rest...)
}

// natural compares names with numbers in them as people do: 9 before 12, 12 before 12A, A12 before 12.
func natural(a, b string) int {
	na, pa, sa := number(a)
	nb, pb, sb := number(b)
	switch {
	case na != nb:
		return cmp.Compare(na, nb)
	case (pa == "") != (pb == ""):
		if pa != "" {
			return -1
		}
		return 1
	case pa != pb:
		return cmp.Compare(pa, pb)
	}
	return cmp.Compare(sa, sb)
}

func number(s string) (n int, prefix, suffix string) {
	i := 0
	for i < len(s) && (s[i] < '0' || s[i] > '9') {
		i++
	}
	j := i
	for j < len(s) && s[j] >= '0' && s[j] <= '9' && n < 1e8 {
		n = n*10 + int(s[j]-'0')
		j++
	}
	return n, s[:i], s[j:]
}

// scene lays the circled takes of a scene.
func (a *assembler) scene(name string, all []clip) {
	var circled []clip
	for _, c := range all {
		if c.Circled {
			circled = append(circled, c)
		}
	}
	if len(circled) == 0 {
		what := "no take yet"
		if len(all) > 0 {
			what = fmt.Sprintf("none of %d takes circled", len(all))
		}
		a.find("scene "+name, "%s; a second of nothing with a marker stands for it", what)
		a.hole(name, what)
		return
	}
	slices.SortStableFunc(circled, func(x, y clip) int {
		return cmp.Or(natural(x.Setup, y.Setup), cmp.Compare(x.Take.Take, y.Take.Take))
	})
	for len(circled) > 0 {
		n := 1
		for n < len(circled) && circled[n].Setup == circled[0].Setup && circled[n].Take.Take == circled[0].Take.Take {
			n++
		}
		a.take(circled[:n])
		circled = circled[n:]
	}
}

func (a *assembler) track(name, kind string) *timeline.Node {
	if t, ok := a.tracks[name]; ok {
		return t
	}
	t := a.n.AddTrack(name, kind)
	a.tracks[name] = t
	if kind == timeline.Video { // pictures below sound, in the order of their numbers
		slices.SortStableFunc(a.n.Tracks.Children, func(x, y *timeline.Node) int {
			if x.TrackKind != y.TrackKind {
				return cmp.Compare(y.TrackKind, x.TrackKind)
			}
			return natural(x.Name, y.Name)
		})
	}
	return t
}

// fill brings a track up to a frame.
func (a *assembler) fill(name, kind string, to int64) *timeline.Node {
	t := a.track(name, kind)
	if d := to - a.ends[name]; d > 0 {
		t.Children = append(t.Children, &timeline.Node{Kind: timeline.Gap, Source: timeline.Between(0, d, a.plan.Rate)})
		a.ends[name] = to
	}
	return t
}

func (a *assembler) hole(scene, what string) {
	length := int64(a.plan.Rate.Nominal())
	t := a.fill("V1", timeline.Video, a.at+length)
	g := t.Children[len(t.Children)-1]
	g.Markers = append(g.Markers, &timeline.Marker{Name: "SCENE " + scene + " MISSING", Color: "RED", Comment: what,
		Range: timeline.Range{Start: timeline.Frames(0, a.plan.Rate), Duration: timeline.Frames(0, a.plan.Rate)}})
	a.at += length
}

// take lays the cameras and the sound of one take above each other. The first camera, or the sound where there is none,
// says how long it plays; the others follow by timecode.
func (a *assembler) take(all []clip) {
	slices.SortStableFunc(all, func(x, y clip) int {
		if x.Sound != y.Sound {
			if x.Sound {
				return 1
			}
			return -1
		}
		return cmp.Compare(x.Camera, y.Camera)
	})
	lead := all[0]
	length := lead.out - lead.in
	video, audio := 0, 0
	for i, c := range all {
		in, out := c.in, c.out
		if i > 0 { // in sync with the lead
			in, out = max(lead.in, c.start), min(lead.out, c.end)
			if out <= in {
				a.find(label(c.Take), "%s has no timecode in common with %s; left out", clipName(c.Take), clipName(lead.Take))
				continue
			}
		}
		name, kind := "", timeline.Video
		if c.Sound {
			audio++
			name, kind = fmt.Sprintf("A%d", audio), timeline.Audio
		} else {
			video++
			name = fmt.Sprintf("V%d", video)
		}
		at := a.at + in - lead.in
		if i == 0 {
			at = a.at
		}
		t := a.fill(name, kind, at)
		t.Children = append(t.Children, a.clip(c, in, out))
		a.ends[name] = at + out - in
	}
	a.at += length
}

func label(t *Take) string { return fmt.Sprintf("scene %s, %s-%d", t.Scene, t.Setup, t.Take) }

func clipName(t *Take) string {
	if t.Clip != "" {
		return t.Clip
	}
	return strings.TrimSuffix(fmt.Sprintf("%s%s-%d%s", t.Scene, t.Setup, t.Take, t.Camera), "-0")
}

func (a *assembler) clip(c clip, in, out int64) *timeline.Node {
	n := &timeline.Node{Kind: timeline.Clip, Name: clipName(c.Take), Source: timeline.Between(in, out, a.plan.Rate)}
	m := timeline.Media{Schema: timeline.MissingReference, Name: c.Clip, Available: timeline.Between(c.start, c.end, a.plan.Rate)}
	if c.File != "" {
		m.Schema, m.URL = timeline.ExternalReference, c.File
	}
	n.Show(m)
	n.Metadata = timeline.Raw(nil).With("backlot", map[string]any{"scene": c.Scene, "setup": c.Setup, "take": c.Take.Take, "camera": c.Camera})
	if c.Reel != "" {
		n.Metadata = n.Metadata.With("cmx_3600", map[string]string{"reel": c.Reel})
	}
	if c.Note != "" {
		n.Markers = append(n.Markers, &timeline.Marker{Name: c.Note, Color: "YELLOW",
			Range: timeline.Range{Start: timeline.Frames(in, a.plan.Rate), Duration: timeline.Frames(0, a.plan.Rate)}})
	}
	return n
}
