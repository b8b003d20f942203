package edl

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// WriteOptions say how a list is written.
type WriteOptions struct {
	Rate rate.Rate // zero: the timeline's
	Drop bool      // drop-frame codes, where the rate has them
	Reel int       // how long a reel name may be; zero is 8, as CMX machines want it
}

// Write writes a timeline as a list, and says what a list cannot hold: each finding is something that was left out or
// changed.
func Write(w io.Writer, n *timeline.Node, o WriteOptions) ([]timeline.Finding, error) {
	if n.Kind != timeline.Timeline || n.Tracks == nil {
		return nil, fmt.Errorf("edit decision list of a %s: want a timeline", n.Kind)
	}
	if o.Rate.IsZero() {
		o.Rate = n.Rate()
	}
	base, err := timecode.Of(o.Rate, o.Drop)
	if err != nil {
		return nil, fmt.Errorf("edit decision list: %w", err)
	}
	if o.Reel == 0 {
		o.Reel = 8
	}
	p := &writer{o: o, base: base, longs: map[string]string{}}
	if n.Start != nil {
		p.origin = n.Start.FramesAt(o.Rate)
	}
	p.tracks(n)
	if len(p.events) == 0 {
		return nil, fmt.Errorf("edit decision list of %q: no clip in it", n.Name)
	}
	sort.SliceStable(p.events, func(i, j int) bool { return p.events[i].in < p.events[j].in })
	fmt.Fprintf(&p.out, "TITLE: %s\nFCM: %s\n", oneLine(n.Name), map[bool]string{true: "DROP FRAME", false: "NON-DROP FRAME"}[o.Drop])
	for i := range p.events {
		p.event(i+1, &p.events[i])
	}
	_, err = w.Write(p.out.Bytes())
	return p.findings, err
}

// recorded is an event to write; from is the clip a transition comes from, if there is one.
type recorded struct {
	clip, from *timeline.Node
	change     *timeline.Node
	channel    string
	in, out    int64 // record frames
	early      int64 // frames the clip begins before its own source range, for a transition that is centred on the cut
	fromEnd    int64 // source frame at which the clip before stops
}

type writer struct {
	o        WriteOptions
	base     timecode.Base
	origin   int64
	events   []recorded
	out      bytes.Buffer
	findings []timeline.Finding
	longs    map[string]string
}

func (p *writer) lost(place, format string, args ...any) {
	p.findings = append(p.findings, timeline.Finding{Level: timeline.Doubtful, Place: place, Text: fmt.Sprintf(format, args...)})
}

func (p *writer) tracks(n *timeline.Node) {
	video, audio := 0, 0
	if k := len(n.Tracks.Markers); k > 0 {
		p.lost(n.Name, "markers on the cut itself (%d); a list has locators on events only", k)
	}
	if media, clips := n.OtherMedia(); media > 0 {
		p.lost(n.Name, "other media (%d) of clips (%d); a list has one of each", media, clips)
	}
	for _, t := range n.Tracks.Children {
		switch {
		case t.Kind != timeline.Track:
			p.lost(t.Name, "a %s beside the tracks; a list has tracks only", t.Kind)
			continue
		case t.Disabled:
			p.lost(t.Name, "a track that is switched off; a list leaves it out")
			continue
		case len(t.Markers) > 0:
			p.lost(t.Name, "markers on a track (%d); a list has locators on events only", len(t.Markers))
		}
		channel := t.Name
		switch {
		case t.TrackKind == timeline.Audio:
			audio++
			if !strings.HasPrefix(channel, "A") || strings.ContainsAny(channel, " \t") {
				channel = fmt.Sprintf("A%d", audio)
			}
			if channel == "A1" {
				channel = "A"
			}
		case t.TrackKind == timeline.Video:
			video++
			if !strings.HasPrefix(channel, "V") || strings.ContainsAny(channel, " \t") {
				channel = "V"
				if video > 1 {
					channel = fmt.Sprintf("V%d", video)
				}
			}
		default:
			p.lost(t.Name, "a track of kind %q; a list has video and audio", t.TrackKind)
			continue
		}
		p.track(t, channel)
	}
}

func (p *writer) track(t *timeline.Node, channel string) {
	at := p.origin
	var before *timeline.Node
	var change *timeline.Node
	for i, c := range t.Children {
		if c.Kind == timeline.Transition {
			if change = c; i+1 == len(t.Children) {
				p.lost(c.Name, "a transition at the end of a track; a list has transitions into clips only")
			}
			continue
		}
		length := c.Duration().FramesAt(p.o.Rate)
		if c.Kind == timeline.Gap || c.Kind == timeline.Unknown || c.Disabled {
			switch {
			case c.Kind == timeline.Unknown:
				p.lost(c.Name, "an object that only another program knows; a list leaves it out")
			case c.Disabled:
				p.lost(c.Name, "a clip that is switched off; a list leaves it out")
			}
			if change != nil {
				p.lost(change.Name, "a transition into nothing; a list has transitions into clips only")
			}
			at, before, change = at+length, nil, nil
			continue
		}
		e := recorded{clip: c, channel: channel, in: at, out: at + length}
		if change != nil {
			e.change, e.from = change, before
			e.early = change.InOffset.FramesAt(p.o.Rate)
			if before != nil && before.Source != nil {
				e.fromEnd = before.Source.End().FramesAt(p.o.Rate) - e.early
			}
			e.in -= e.early
		}
		if i+1 < len(t.Children) && t.Children[i+1].Kind == timeline.Transition && i+2 < len(t.Children) {
			e.out -= t.Children[i+1].InOffset.FramesAt(p.o.Rate)
		}
		if c.Kind != timeline.Clip {
			p.lost(c.Name, "a nested %s; written as one event", c.Kind)
		}
		if len(c.Children) > 0 || e.out > e.in {
			p.events = append(p.events, e)
		}
		at, before, change = at+length, c, nil
	}
}

// oneLine is a text on one line, as comments want it.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (p *writer) code(frame int64) string { return p.base.Format(frame) }

func (p *writer) event(number int, e *recorded) {
	c := e.clip
	var m listed
	c.Metadata.Into(&m, "cmx_3600")
	speed := c.Speed()
	var start int64
	if r := c.Trimmed(); r != nil {
		start = r.Start.FramesAt(p.o.Rate) - int64(float64(e.early)*speed)
	}
	length := e.out - e.in
	sourceOut := start + length
	if speed != 1 && speed > 0 {
		sourceOut = start + int64(float64(length)*speed+0.5)
	}
	reel := p.reel(c, m)
	shape, operand := "C", "   "
	if e.change != nil {
		shape, operand = p.change(e, number)
	}
	p.row(number, reel, e.channel, shape, operand, start, sourceOut, e.in, e.out)
	if speed != 1 || hasWarp(c) {
		fmt.Fprintf(&p.out, "M2   %-8s       %s                %s\n", reel, speedText(speed*timeline.Float(p.o.Rate)), p.code(start))
	}
	p.comments(e, m, speed)
}

func hasWarp(c *timeline.Node) bool {
	for _, e := range c.Effects {
		if e.Schema == timeline.LinearTimeWarp {
			return true
		}
	}
	return false
}

func (p *writer) row(number int, reel, channel, shape, operand string, in, out, recIn, recOut int64) {
	fmt.Fprintf(&p.out, "%03d  %-8s %-5s %-4s %s %s %s %s %s\n", number, reel, channel, shape, operand,
		p.code(in), p.code(out), p.code(recIn), p.code(recOut))
}

// change writes the line a transition comes from and gives the shape and length of the edit that it is into.
func (p *writer) change(e *recorded, number int) (shape, operand string) {
	shape = e.change.Metadata.Text("cmx_3600", "transition")
	if shape == "" {
		shape = "D"
		if strings.Contains(e.change.Shape, "Wipe") {
			shape = "W001"
		} else if !strings.Contains(e.change.Shape, "Dissolve") {
			p.lost(e.change.Name, "a transition of shape %q; a list has dissolves, wipes and keys: written as a dissolve", e.change.Shape)
		}
	}
	from, at := "BL", int64(0)
	if e.from != nil {
		var m listed
		e.from.Metadata.Into(&m, "cmx_3600")
		from, at = p.reel(e.from, m), e.fromEnd
	}
	p.row(number, from, e.channel, "C", "   ", at, at, e.in, e.in)
	length := e.change.InOffset.FramesAt(p.o.Rate) + e.change.OutOffset.FramesAt(p.o.Rate)
	return shape, fmt.Sprintf("%03d", length)
}

func (p *writer) comments(e *recorded, m listed, speed float64) {
	c := e.clip
	say := func(format string, args ...any) { fmt.Fprintf(&p.out, "* "+format+"\n", args...) }
	name := oneLine(c.Name)
	frozen := false
	for _, x := range c.Effects {
		switch x.Schema {
		case timeline.FreezeFrame:
			frozen = true
		case timeline.LinearTimeWarp:
		default:
			p.lost(c.Name, "effect %q; a list has speeds and freeze frames only", x.Name)
		}
	}
	if e.change != nil {
		from := ""
		if e.from != nil {
			from = oneLine(e.from.Name)
		}
		say("FROM CLIP NAME: %s", from)
		say("TO CLIP NAME: %s", name)
	} else {
		say("FROM CLIP NAME: %s", name)
		if m.To != "" {
			say("TO CLIP NAME: %s", oneLine(m.To))
		}
	}
	if frozen {
		say("FREEZE FRAME")
	}
	if shown := c.Shown(); shown != nil {
		switch {
		case shown.Schema == timeline.ExternalReference:
			say("FROM CLIP: %s", oneLine(shown.URL))
		case shown.Sequence != nil:
			last := shown.Sequence.First
			if shown.Available != nil {
				last += int(shown.Available.Duration.Value) - 1
			}
			say("FROM CLIP: %s[%0*d-%0*d]%s", path.Join(shown.URL, shown.Sequence.Prefix), shown.Sequence.Padding, shown.Sequence.First,
				shown.Sequence.Padding, last, shown.Sequence.Suffix)
		}
	}
	if m.Source != "" {
		say("SOURCE FILE: %s", oneLine(m.Source))
	}
	p.gradeAndMarks(e, m, speed)
}

func (p *writer) gradeAndMarks(e *recorded, m listed, speed float64) {
	c := e.clip
	say := func(format string, args ...any) { fmt.Fprintf(&p.out, "* "+format+"\n", args...) }
	var g cdl
	if c.Metadata.Into(&g, "cdl") {
		s := g.SOP
		say("ASC_SOP (%g %g %g)(%g %g %g)(%g %g %g)", s.Slope[0], s.Slope[1], s.Slope[2], s.Offset[0], s.Offset[1], s.Offset[2],
			s.Power[0], s.Power[1], s.Power[2])
		say("ASC_SAT %g", g.Sat)
	}
	var start int64
	if r := c.Trimmed(); r != nil {
		start = r.Start.FramesAt(p.o.Rate)
	}
	for _, k := range c.Markers {
		color := k.Metadata.Text("cmx_3600", "color")
		if color == "" {
			color = k.Color
		}
		if color == "" {
			color = "RED"
		}
		if k.Range.Duration.Value > 1 {
			p.lost(c.Name, "marker %q lasts %g frames; a locator is a point", k.Name, k.Range.Duration.Value)
		}
		offset := k.Range.Start.FramesAt(p.o.Rate) - start
		if speed != 0 && speed != 1 && k.Metadata.Text("cmx_3600", "timecode") == "" {
			offset = int64(float64(offset) / speed)
		}
		text := oneLine(strings.TrimSpace(k.Name + " " + k.Comment))
		say("LOC: %s %-7s %s", p.code(e.in+e.early+offset), oneLine(color), text)
	}
	if f := m.Frames; f != nil {
		say("FRMC START: %d FRMC END: %d FRMC DURATION: %d", f.Start, f.End, f.Duration)
	}
	for _, s := range m.Comments {
		say("%s", oneLine(s))
	}
}

// reel is the short name of a clip's source: what the list it came from said, or the beginning of the file's name. Two
// sources never get one name.
func (p *writer) reel(c *timeline.Node, m listed) string {
	shown := c.Shown()
	if shown != nil && shown.Schema == timeline.GeneratorReference {
		switch shown.Generator {
		case "black":
			return "BL"
		case "SMPTEBars":
			return "BARS"
		}
		p.lost(c.Name, "generator %q; a list has black and bars only", shown.Generator)
	}
	name := m.Reel
	if name == "" && m.Line > 0 {
		return "AX"
	}
	if name != "" {
		return name
	}
	long := c.Name
	if shown != nil && shown.URL != "" {
		long = path.Base(shown.URL)
	}
	clean := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 32
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-':
			return r
		}
		return -1
	}, strings.TrimSuffix(long, path.Ext(long)))
	if clean == "" {
		return "AX"
	}
	for i := 0; ; i++ {
		short := clean[:min(len(clean), p.o.Reel)]
		if i > 0 {
			tail := fmt.Sprint(i)
			short = clean[:min(len(clean), max(p.o.Reel-len(tail), 1))] + tail
		}
		if was, ok := p.longs[short]; !ok || was == long {
			p.longs[short] = long
			return short
		}
	}
}
