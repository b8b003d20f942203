package conform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"backlot/film/timeline"
	"backlot/film/timeline/edl"
)

// events is a list as pycmx read it.
type events struct {
	Title  string `json:"title"`
	Error  string `json:"error"`
	Events []struct {
		Number int
		Edits  []edit
	}
}

type edit struct {
	Line       int      `json:"line"`
	Source     string   `json:"source"`
	SrcIn      string   `json:"src_in"`
	SrcOut     string   `json:"src_out"`
	RecIn      string   `json:"rec_in"`
	RecOut     string   `json:"rec_out"`
	Video      bool     `json:"video"`
	Audio      []int    `json:"audio"`
	Black      bool     `json:"black"`
	Transition string   `json:"transition"`
	Operand    string   `json:"transition_operand"`
	ClipName   string   `json:"clip_name"`
	SourceFile string   `json:"source_file"`
	SOP        string   `json:"asc_sop"`
	Sat        *float64 `json:"asc_sat"`
}

// edl checks a list event by event and as a timeline. What the other readers refuse has to open with a finding.
func (r *runner) edl(name string, raw []byte) {
	l, err := edl.Parse(raw)
	if err != nil {
		r.check("edl-opens", name, err.Error())
		return
	}
	r.check("edl-opens", name, "")
	if b, err := fs.ReadFile(r.dir, "expected/pycmx/"+name+".json"); err == nil {
		var want events
		if err := json.Unmarshal(b, &want); err == nil && want.Error == "" {
			detail, rule := eventsDiff(l, &want)
			r.verdict("edl-events", name, detail, rule)
		}
	}
	a, want := r.expected(name)
	if a == nil {
		return
	}
	n, findings := l.Timeline(edl.Options{Rate: a.rate(), Source: a.Ignore})
	if want == nil {
		detail := ""
		if len(findings) == 0 {
			detail = "opens without a finding; OpenTimelineIO says " + a.Error
		}
		r.check("edl-refused", name, detail)
	} else {
		rules := edlRules(n, want)
		r.verdict("edl-timeline", name, differ(n, want), rules)
	}
	whole, _ := l.Timeline(edl.Options{Rate: a.rate()})
	r.check("edl-round", name, edlRound(whole))
}

// verdict is a pass without a rule, and ruled with one.
func (r *runner) verdict(suite, name, detail, rule string) {
	if detail == "" && rule != "" {
		r.ruled(suite, name, "RULINGS.md "+rule)
		return
	}
	r.check(suite, name, detail)
}

// eventsDiff is the first difference from pycmx's reading, and the rulings that had to be called on.
func eventsDiff(l *edl.List, want *events) (detail, rules string) {
	if l.Title != want.Title {
		return fmt.Sprintf("title %q; want %q", l.Title, want.Title), ""
	}
	if len(l.Events) != len(want.Events) {
		return fmt.Sprintf("%d events; want %d", len(l.Events), len(want.Events)), ""
	}
	for i := range l.Events {
		ev, w := &l.Events[i], &want.Events[i]
		if len(w.Edits) == 0 && len(ev.Edits) == 1 && ev.Number == w.Number {
			rules = join(rules, "E5")
			continue
		}
		if ev.Number != w.Number || len(ev.Edits) != len(w.Edits) {
			return fmt.Sprintf("event %d with %d edits; want %d with %d", ev.Number, len(ev.Edits), w.Number, len(w.Edits)), ""
		}
		for j := range ev.Edits {
			e := &ev.Edits[j]
			got := edit{Line: e.Line, Source: e.Reel, SrcIn: e.SourceIn, SrcOut: e.SourceOut, RecIn: e.RecordIn, RecOut: e.RecordOut,
				Video: e.Video(), Audio: e.Audio(), Black: e.Black(), Transition: string(e.Transition), Operand: e.Operand,
				ClipName: ev.Name(j), SourceFile: ev.Source, SOP: ev.SOP, Sat: ev.Sat}
			d, rule := editDiff(got, w.Edits[j])
			if d != "" {
				return fmt.Sprintf("line %d: %s", e.Line, d), ""
			}
			rules = join(rules, rule)
		}
	}
	return "", rules
}

func join(rules, rule string) string {
	if rule == "" || strings.Contains(rules, rule) {
		return rules
	}
	return strings.TrimPrefix(rules+", "+rule, ", ")
}

func editDiff(got, want edit) (detail, rule string) {
	if !slices.Equal(got.Audio, want.Audio) {
		for _, a := range got.Audio {
			if !slices.Contains(want.Audio, a) {
				return fmt.Sprintf("audio %v; want %v", got.Audio, want.Audio), ""
			}
		}
		rule = "E1" // pycmx adds the channels of events before
	}
	if (got.Sat == nil) != (want.Sat == nil) || got.Sat != nil && *got.Sat != *want.Sat {
		return "ASC_SAT differs", ""
	}
	if want.ClipName == "" && got.ClipName != "" || want.SourceFile == "" && got.SourceFile != "" {
		want.ClipName, want.SourceFile = got.ClipName, got.SourceFile
		rule = join(rule, "E6")
	}
	got.Audio, want.Audio, got.Sat, want.Sat = nil, nil, nil, nil
	a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want)
	if a != b {
		return a + "; want " + b, ""
	}
	return "", rule
}

// edlRules changes what OpenTimelineIO expects where RULINGS.md says it is wrong, and names the rulings.
func edlRules(n *timeline.Node, want *stored) string {
	rules := ""
	if n.Start != nil && want.Start == nil {
		want.Start = &[2]float64{n.Start.Value, n.Start.Rate}
		rules = join(rules, "E2")
	}
	for i := range want.Tracks {
		if i < len(n.Tracks.Children) {
			rules = join(rules, trackRules(n, n.Tracks.Children[i], &want.Tracks[i]))
		}
	}
	return rules
}

// trackRules: E2, the record start of a track is the timeline's and a gap, not a range before the track begins; E3, a
// marker is in its clip's own time; E4, an M2 line counts even where source and record are equally long.
func trackRules(n, t *timeline.Node, want *stored) (rules string) {
	if want.Range != nil && t.Source == nil {
		start, lead := 0.0, 0.0
		if n.Start != nil {
			start = n.Start.Value
		}
		if len(t.Children) > len(want.Children) && t.Children[0].Kind == timeline.Gap {
			g := t.Children[0]
			lead = g.Source.Duration.Value
			want.Children = append([]stored{{Type: "Gap", Range: &span{want.Range.Duration, [2]float64{lead, g.Source.Duration.Rate}}}},
				want.Children...)
			want.Children[0].Range.Start[0] = 0
			if want.Duration != nil {
				want.Duration[0] += lead
			}
		}
		if near(start+lead, -want.Range.Start[0]) {
			want.Range = nil
			rules = join(rules, "E2")
		}
	}
	for i := range want.Children {
		if i >= len(t.Children) {
			break
		}
		c, w := t.Children[i], &want.Children[i]
		rules = join(rules, clipRules(c, w))
	}
	return rules
}

// clipRules: E3 and E4; E7, a locator may have an hour of one digit; E8, a cut shows the clip it is said to come from.
func clipRules(c *timeline.Node, w *stored) (rules string) {
	if len(w.Effects) == 0 && len(c.Effects) == 1 && c.Effects[0].Schema == timeline.FreezeFrame {
		w.Effects = []effect{{Type: timeline.FreezeFrame}}
		w.Name = strings.TrimSuffix(w.Name, " FF")
		rules = join(rules, "E4")
	}
	if w.Type == "Clip" && c.Name != w.Name && c.Metadata.Text("cmx_3600", "to_clip_name") == w.Name {
		w.Name = c.Name
		rules = join(rules, "E8")
	}
	if len(w.Markers) == 0 && len(c.Markers) > 0 && c.Metadata.Text("cmx_3600", "event") != "" {
		for _, m := range c.Markers {
			at := [2]float64{m.Range.Start.Value, m.Range.Start.Rate}
			w.Markers = append(w.Markers, mark{m.Name, m.Color, m.Comment, span{at, [2]float64{0, at[1]}}})
		}
		rules = join(rules, "E7")
	}
	for j := range w.Markers {
		if j < len(c.Markers) && !sameTime(c.Markers[j].Range.Start, w.Markers[j].Range.Start) {
			w.Markers[j].Range.Start = [2]float64{c.Markers[j].Range.Start.Value, c.Markers[j].Range.Start.Rate}
			rules = join(rules, "E3")
		}
	}
	if len(w.Effects) == 0 && len(c.Effects) == 1 && c.Effects[0].Schema == timeline.LinearTimeWarp && c.Effects[0].Scalar != 1 {
		scalar := c.Effects[0].Scalar
		w.Effects = []effect{{Type: timeline.LinearTimeWarp, Scalar: &scalar}}
		rules = join(rules, "E4")
	}
	return rules
}

// edlRound checks that a list written from a timeline reads as that timeline, as far as a list can hold it.
func edlRound(n *timeline.Node) string {
	var once bytes.Buffer
	if _, err := edl.Write(&once, n, edl.WriteOptions{Reel: 128}); err != nil {
		return err.Error()
	}
	l, err := edl.Parse(once.Bytes())
	if err != nil {
		return err.Error()
	}
	again, _ := l.Timeline(edl.Options{Rate: n.Rate()})
	return sameCut(again, n)
}

// sameCut compares what every format of a cut can hold: tracks, and clips with name, place, length, speed and media.
func sameCut(got, want *timeline.Node) string {
	a, b := lines(got), lines(want)
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return fmt.Sprintf("%d clips; want %d, missing %s", len(a), len(b), b[i])
		case i >= len(b):
			return fmt.Sprintf("%d clips; want %d, too many from %s", len(a), len(b), a[i])
		case a[i] != b[i]:
			return fmt.Sprintf("clip %d is %s; want %s", i+1, a[i], b[i])
		}
	}
	return ""
}

func lines(n *timeline.Node) []string {
	var out []string
	for i, t := range n.Tracks.Children {
		at := 0.0
		for _, c := range t.Children {
			if c.Kind == timeline.Transition {
				out = append(out, fmt.Sprintf("track %d %s %g+%g", i+1, c.Shape, c.InOffset.Value, c.OutOffset.Value))
				continue
			}
			d := c.Duration()
			if c.Kind == timeline.Clip && d.Value > 0 {
				out = append(out, fmt.Sprintf("track %d %q at %g source %g+%g speed %.3g", i+1, c.Name, at, c.Source.Start.Value, d.Value,
					math.Round(c.Speed()*100)/100))
			}
			at += d.Value
		}
	}
	return out
}
