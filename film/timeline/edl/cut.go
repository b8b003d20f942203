package edl

import (
	"fmt"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// Options say what a list does not say itself.
type Options struct {
	// Rate is what the list is counted at; zero guesses: 29.97 where codes are drop-frame, otherwise the lowest of 24, 25,
	// 30, 50 and 60 whose frames hold all codes.
	Rate rate.Rate
	// Source trusts source timecodes where an edit lasts longer in its source than in the record and no speed explains it;
	// what follows then moves. Otherwise the record counts, as on a tape.
	Source bool
}

// Timeline is the cut of a list: a track for each channel, in the order in which they first occur. Its findings are
// those of the list and of its codes.
func (l *List) Timeline(o Options) (*timeline.Node, []timeline.Finding) {
	c := &cutter{l: l, o: o, findings: append([]timeline.Finding(nil), l.Findings...), tracks: map[string][]*lane{}}
	if c.o.Rate.IsZero() {
		c.o.Rate = l.guess()
		c.find(timeline.Note, 0, "a list has no frame rate; %s is guessed from its codes", c.o.Rate.Name())
	}
	c.float = timeline.Float(c.o.Rate)
	c.out = timeline.New(l.Title)
	c.out.Tracks.Name = "tracks"
	first := int64(math.MaxInt64)
	for i := range l.Events {
		for j := range l.Events[i].Edits {
			first = min(first, c.record(&l.Events[i].Edits[j]))
		}
	}
	for i := range l.Events {
		c.event(&l.Events[i], first)
	}
	if c.taken > maxTaken {
		c.find(timeline.Wrong, 0, "%d more edits whose record is already taken", c.taken-maxTaken)
	}
	if len(l.Comments) > 0 {
		c.out.Metadata = c.out.Metadata.With("cmx_3600", map[string]any{"comments": l.Comments})
	}
	if l.drops() {
		c.out.CountDrop()
	}
	if first > 0 && first < math.MaxInt64 {
		start := timeline.Frames(first, c.o.Rate)
		c.out.Start = &start
	}
	return c.out, c.findings
}

// drops says whether a list counts in drop-frame codes.
func (l *List) drops() bool {
	for i := range l.Events {
		for _, e := range l.Events[i].Edits {
			if e.Drop || strings.Contains(e.RecordIn, ";") {
				return true
			}
		}
	}
	return false
}

// guess is the rate that the codes of a list allow.
func (l *List) guess() rate.Rate {
	most := 0
	for i := range l.Events {
		for _, e := range l.Events[i].Edits {
			for _, s := range []string{e.SourceIn, e.SourceOut, e.RecordIn, e.RecordOut} {
				if timecode.Drops(s) && strings.Contains(s, ";") {
					return rate.R2997
				}
				if n := strings.LastIndexAny(s, ":;.,"); n >= 0 {
					most = max(most, number(s[n+1:]))
				}
			}
		}
	}
	for _, r := range []rate.Rate{rate.R24, rate.R25, rate.R30, rate.R50, rate.R60} {
		if most < r.Nominal() {
			return r
		}
	}
	return rate.R120
}

// lane is a track that is being filled: end is the record frame its children reach to.
type lane struct {
	track *timeline.Node
	end   int64
}

type cutter struct {
	l        *List
	o        Options
	float    float64
	out      *timeline.Node
	tracks   map[string][]*lane // of a channel, the first for what does not overlap
	findings []timeline.Finding
	taken    int // edits whose record is already taken

	semicolons, black, crowded bool // findings that are said once
}

func (c *cutter) find(level timeline.Level, line int, format string, args ...any) {
	c.findings = append(c.findings, timeline.Finding{Level: level, Line: line, Text: fmt.Sprintf(format, args...)})
}

func (c *cutter) record(e *Edit) int64 {
	n, _ := Frame(e.RecordIn, c.o.Rate, e.Drop)
	return n
}

// Frame is the frame of a code as lists write it: a timecode, or a bare count of frames. A code that does not exist at
// the rate gives the frame it would be if seconds had as many, and false.
func Frame(s string, r rate.Rate, drop bool) (int64, bool) {
	var v [4]int64
	part := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if v[part] < 1e12 {
				v[part] = v[part]*10 + int64(c-'0')
			}
		case part < 3:
			part++
		}
	}
	if part == 0 {
		return v[0], true
	}
	n := int64(r.Nominal())
	ok := v[1] < 60 && v[2] < 60 && v[3] < n && v[0] < 1000
	frame := ((min(v[0], 1e6)*60+min(v[1], 1e6))*60+min(v[2], 1e6))*n + min(v[3], 1e6)
	if (drop || strings.Contains(s, ";")) && hasDrop(r) {
		minutes := min(v[0], 1e6)*60 + min(v[1], 1e6)
		out := n / 15 // codes that a minute leaves out, but for every tenth
		frame -= out * (minutes - minutes/10)
		ok = ok && (v[2] > 0 || v[1]%10 == 0 || v[3] >= out)
	}
	return frame, ok
}

// hasDrop says whether there is a drop-frame count at a rate.
func hasDrop(r rate.Rate) bool { return r.Den == 1001 && r.Nominal()%30 == 0 }

// frame is Frame, with a finding for a code that does not exist.
func (c *cutter) frame(s string, e *Edit) int64 {
	n, ok := Frame(s, c.o.Rate, e.Drop)
	if !ok {
		c.find(timeline.Wrong, e.Line, "timecode %s does not exist at %s frames per second", s, c.o.Rate.Name())
	}
	if !c.semicolons && !hasDrop(c.o.Rate) && strings.Contains(s, ";") {
		c.semicolons = true
		c.find(timeline.Doubtful, e.Line, "%s is a drop-frame code, and %s frames per second have none; is the rate right?", s, c.o.Rate.Name())
	}
	return n
}

func (c *cutter) event(ev *Event, origin int64) {
	for i := range ev.Edits {
		e := &ev.Edits[i]
		in, out := c.frame(e.RecordIn, e), c.frame(e.RecordOut, e)
		if i == 0 && len(ev.Edits) > 1 && in == out {
			continue // where a transition comes from; that stands in the list already
		}
		if out < in {
			c.find(timeline.Wrong, e.Line, "the record ends at %s, before it begins at %s; left out", e.RecordOut, e.RecordIn)
			continue
		}
		clip := c.clip(ev, i, out-in)
		names := trackNames(e.Channels)
		for n, name := range names {
			if n > 0 {
				copied := *clip
				clip = &copied
			}
			c.place(name, clip, c.transition(ev, i, clip), in, origin, e)
		}
	}
}

// trackNames are the tracks of a channel field: the shorthands of CMX 3600 name several, all others name themselves.
func trackNames(s string) []string {
	switch s {
	case "A":
		return []string{"A1"}
	case "AA":
		return []string{"A1", "A2"}
	case "B":
		return []string{"V", "A1"}
	case "A2/V":
		return []string{"V", "A2"}
	case "AA/V":
		return []string{"V", "A1", "A2"}
	}
	return []string{s}
}

// clip makes the clip of an edit that lasts so many frames in the record.
func (c *cutter) clip(ev *Event, i int, lasts int64) *timeline.Node {
	e := &ev.Edits[i]
	in, out := c.frame(e.SourceIn, e), c.frame(e.SourceOut, e)
	n := &timeline.Node{Kind: timeline.Clip, Name: ev.Label}
	n.Show(c.media(ev, e, in, out))
	switch m := n.Shown(); {
	case ev.Name(i) != "":
		n.Name = ev.Name(i)
	case i > 0 && len(ev.Edits) > 1 && ev.FromName != "":
		n.Name = ev.FromName
	case m.URL != "":
		n.Name = strings.TrimSuffix(path.Base(ev.FromFile), path.Ext(ev.FromFile))
	}
	n.Source = timeline.Between(in, in+c.speed(n, ev, i, out-in, lasts), c.o.Rate)
	c.markers(n, ev, i, in)
	n.Metadata = c.metadata(ev, i)
	return n
}

// speed puts the effects on a clip that explain why it lasts longer or shorter than its source, and gives how long it is.
func (c *cutter) speed(n *timeline.Node, ev *Event, i int, source, lasts int64) int64 {
	e := &ev.Edits[i]
	if ev.Freeze && i == len(ev.Edits)-1 {
		n.Effects = append(n.Effects, &timeline.Effect{Schema: timeline.FreezeFrame, Effect: timeline.FreezeFrame})
		n.Name = strings.TrimSuffix(n.Name, " FF")
		return lasts
	}
	if m := ev.motion(i); m != nil {
		// a speed has one decimal: 24.0 in a list of 23.976 is as shot, unless the lengths say otherwise
		if s := m.Speed / c.float; math.Abs(m.Speed-c.float) > 0.05 || source != lasts {
			n.Effects = append(n.Effects, &timeline.Effect{Schema: timeline.LinearTimeWarp, Effect: timeline.LinearTimeWarp, Scalar: s})
		}
		return lasts
	}
	if source == lasts {
		return lasts
	}
	if e.Black() && !c.o.Source {
		if !c.black {
			c.black = true
			c.find(timeline.Note, e.Line, "black lasts %d frames in its source and %d in the record; the record counts", source, lasts)
		}
		return lasts
	}
	count := "the record counts"
	if c.o.Source {
		count = "the source counts"
	}
	c.find(timeline.Doubtful, e.Line, "the source lasts %d frames, the record %d, and no M2 says why; %s", source, lasts, count)
	if c.o.Source {
		return max(source, 0)
	}
	return lasts
}

// motion is the M2 line of an edit: the one with its reel and source code, else the last of the event for its last edit.
func (ev *Event) motion(i int) *Motion {
	for j := range ev.Motion {
		m := &ev.Motion[j]
		if e := &ev.Edits[i]; m.Reel == e.Reel && m.Code == e.SourceIn {
			return m
		}
	}
	for j := range ev.Motion {
		for k := range ev.Edits {
			if ev.Motion[j].Reel == ev.Edits[k].Reel && ev.Motion[j].Code == ev.Edits[k].SourceIn {
				return nil // it is the other edit's
			}
		}
	}
	if len(ev.Motion) > 0 && i == len(ev.Edits)-1 {
		return &ev.Motion[len(ev.Motion)-1]
	}
	return nil
}

var stills = regexp.MustCompile(`^(.*\.)\[([0-9]+)-([0-9]+)\](\.\w+)$`)

func (c *cutter) media(ev *Event, e *Edit, in, out int64) timeline.Media {
	switch {
	case e.Black():
		return timeline.Media{Schema: timeline.GeneratorReference, Generator: "black"}
	case e.Reel == "BARS":
		return timeline.Media{Schema: timeline.GeneratorReference, Generator: "SMPTEBars"}
	case ev.FromFile == "":
		return timeline.Media{Schema: timeline.MissingReference}
	}
	if m := stills.FindStringSubmatch(ev.FromFile); m != nil {
		dir, prefix := path.Split(m[1])
		return timeline.Media{Schema: timeline.ImageSequenceReference, URL: strings.TrimSuffix(dir, "/"),
			Available: timeline.Between(in, max(in, out), c.o.Rate),
			Sequence: &timeline.Stills{Prefix: prefix, Suffix: m[4], First: number(m[2]), Step: 1, Rate: c.float,
				Padding: len(m[2])}}
	}
	return timeline.Media{Schema: timeline.ExternalReference, URL: ev.FromFile}
}

var colors = map[string]bool{"PINK": true, "RED": true, "ORANGE": true, "YELLOW": true, "GREEN": true, "CYAN": true, "BLUE": true,
	"PURPLE": true, "MAGENTA": true, "BLACK": true, "WHITE": true}

// markers puts locators on the clip. A locator is at a code of the record, a marker in the time of its clip's source.
func (c *cutter) markers(n *timeline.Node, ev *Event, i int, sourceIn int64) {
	if i != len(ev.Edits)-1 {
		return
	}
	for _, loc := range ev.Locators {
		at, ok := Frame(loc.Code, c.o.Rate, ev.Edits[i].Drop)
		if !ok {
			c.find(timeline.Doubtful, loc.Line, "locator at %s: no such code at %s frames per second", loc.Code, c.o.Rate.Name())
		}
		start := sourceIn + at - c.record(&ev.Edits[i])
		color := strings.ToUpper(loc.Color)
		if !colors[color] {
			color = "RED"
		}
		meta := timeline.Raw(nil).With("cmx_3600", map[string]string{"color": loc.Color, "timecode": loc.Code})
		n.Markers = append(n.Markers, &timeline.Marker{Name: loc.Text, Color: color, Metadata: meta,
			Range: timeline.Range{Start: timeline.Frames(start, c.o.Rate), Duration: timeline.Frames(0, c.o.Rate)}})
	}
}

// listed is what a clip keeps of its event beyond the model, under cmx_3600.
type listed struct {
	Event    string      `json:"event,omitempty"`
	Line     int         `json:"line,omitempty"`
	Reel     string      `json:"reel,omitempty"`
	Long     string      `json:"reel_name,omitempty"`
	To       string      `json:"to_clip_name,omitempty"` // of a cut, which comes from one clip only
	Source   string      `json:"source_file,omitempty"`
	Comments []string    `json:"comments,omitempty"`
	Effect   string      `json:"effect,omitempty"`
	Split    string      `json:"split,omitempty"`
	Also     []int       `json:"audio,omitempty"`
	Frames   *FrameCount `json:"frames,omitempty"`
}

type cdl struct {
	Sat float64 `json:"asc_sat"`
	SOP struct {
		Slope  [3]float64 `json:"slope"`
		Offset [3]float64 `json:"offset"`
		Power  [3]float64 `json:"power"`
	} `json:"asc_sop"`
}

func (c *cutter) metadata(ev *Event, i int) timeline.Raw {
	e := &ev.Edits[i]
	m := listed{Event: ev.Label, Line: e.Line, Reel: e.Reel, Source: ev.SourceFile(i), Comments: ev.Comments, Effect: ev.Effect,
		Split: ev.Split, Also: ev.Also, Frames: ev.Frames, Long: ev.Reels[e.Reel]}
	if len(ev.Edits) == 1 && e.Transition == 'C' && ev.FromName != "" {
		m.To = ev.ToName
	}
	if m.Reel == "AX" {
		m.Reel = "" // AX is any source without a reel
	}
	raw := timeline.Raw(nil).With("cmx_3600", m)
	v, ok := sop(ev.SOP)
	if !ok && ev.Sat == nil {
		return raw
	}
	g := cdl{Sat: 1}
	g.SOP.Slope, g.SOP.Power = [3]float64{1, 1, 1}, [3]float64{1, 1, 1}
	if ok {
		copy(g.SOP.Slope[:], v[0:3])
		copy(g.SOP.Offset[:], v[3:6])
		copy(g.SOP.Power[:], v[6:9])
	}
	if ev.Sat != nil {
		g.Sat = *ev.Sat
	}
	return raw.With("cdl", g)
}

// transition is what an edit begins with, or nil for a cut. In a list a transition begins where its edit begins, and takes
// its length from the clip before.
func (c *cutter) transition(ev *Event, i int, clip *timeline.Node) *timeline.Node {
	e := &ev.Edits[i]
	if e.Transition == 'C' || e.Transition == 'K' && number(e.Operand) == 0 {
		return nil
	}
	name := map[byte]string{'D': "SMPTE_Dissolve", 'W': "SMPTE_Wipe", 'K': "Key"}[e.Transition]
	t := &timeline.Node{Kind: timeline.Transition, Shape: name, Name: name + " to " + clip.Name,
		InOffset: timeline.Frames(0, c.o.Rate), OutOffset: timeline.Frames(int64(number(e.Operand)), c.o.Rate)}
	if ev.FromName != "" && ev.ToName != "" {
		t.Name = name + " from " + ev.FromName + " to " + ev.ToName
	}
	kind := string(e.Transition)
	switch {
	case e.Transition == 'W':
		kind = fmt.Sprintf("W%03d", e.Wipe)
	case e.Key > 0:
		kind += string(e.Key)
	}
	t.Metadata = timeline.Raw(nil).With("cmx_3600", map[string]any{"transition": kind, "transition_duration": number(e.Operand)})
	return t
}

// maxBeside is how many tracks the edits of one channel make that overlap in the record, and maxTaken how many of those edits a
// finding is made of each. Real lists have a few.
const (
	maxBeside = 64
	maxTaken  = 100
)

// place puts a clip onto a track at its record frame: its channel's, or one beside it where that is taken.
func (c *cutter) place(name string, clip, before *timeline.Node, in, origin int64, e *Edit) {
	lanes := c.tracks[name]
	i := 0
	for i < len(lanes) && !c.o.Source && in < lanes[i].end {
		i++
	}
	if i == maxBeside {
		if !c.crowded {
			c.crowded = true
			c.find(timeline.Wrong, e.Line, "more than %d edits at one time on %s; the rest is left out", maxBeside, e.Channels)
		}
		return
	}
	if i > 0 {
		if c.taken++; c.taken <= maxTaken {
			c.find(timeline.Wrong, e.Line, "the record at %s is already taken on %s; put on a track beside it", e.RecordIn, name)
		}
	}
	if i == len(lanes) {
		kind := timeline.Video
		if strings.HasPrefix(name, "A") {
			kind = timeline.Audio
		}
		called := name
		if i > 0 {
			called = fmt.Sprintf("%s (%d)", name, i+1)
		}
		lanes = append(lanes, &lane{c.out.AddTrack(called, kind), origin})
		c.tracks[name] = lanes
	}
	at := lanes[i]
	if in > at.end {
		at.track.Children = append(at.track.Children, &timeline.Node{Kind: timeline.Gap,
			Source: timeline.Between(0, in-at.end, c.o.Rate)})
		at.end = in
	}
	if before != nil {
		at.track.Children = append(at.track.Children, before)
	}
	at.track.Children = append(at.track.Children, clip)
	at.end += int64(clip.Source.Duration.Value)
}

// speedText is a speed in frames a second as M2 lines have it.
func speedText(f float64) string {
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	s := strconv.FormatFloat(f, 'f', 1, 64)
	return sign + strings.Repeat("0", max(0, 5-len(s))) + s
}
