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

// edl checks a list event by event and as a timeline. What the other readers refuse for what is in it has to open with a
// finding; what they refuse because they do not read it is ruled (E9).
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
	if want == nil {
		_, findings := l.Timeline(edl.Options{Rate: a.rate(), Source: a.Ignore})
		detail, rule := "", ""
		if len(findings) == 0 {
			detail = "opens without a finding; OpenTimelineIO says " + a.Error
			if beyond(a.Error) {
				detail, rule = "", "E9"
			}
		}
		r.verdict("edl-refused", name, detail, rule)
	} else {
		detail, rules := timelineDiff(l, a, want)
		if detail != "" && colons(l) { // E10: FCM says drop-frame, the adapter goes by the semicolons
			if _, want := r.expected(name); want != nil {
				if d, more := timelineDiff(asNonDrop(l), a, want); d == "" {
					detail, rules = "", join(more, "E10")
				}
			}
		}
		r.verdict("edl-timeline", name, detail, rules)
	}
	whole, _ := l.Timeline(edl.Options{Rate: a.rate()})
	r.check("edl-round", name, edlRound(whole))
}

func timelineDiff(l *edl.List, a *answer, want *stored) (detail, rules string) {
	n, findings := l.Timeline(edl.Options{Rate: a.rate(), Source: a.Ignore})
	rules = edlRules(n, want)
	for _, f := range findings {
		if n.Name != want.Name && strings.Contains(f.Text, "a second title") {
			want.Name, rules = n.Name, join(rules, "E14")
		}
	}
	return differ(n, want), rules
}

// beyond says whether OpenTimelineIO refused a list for what its reader does not do, rather than for what is wrong in it.
func beyond(reason string) bool {
	for _, limit := range []string{"not supported", "Invalid transition", "Invalid ASC_SOP", "incorrect number of fields", "incorrect edit type",
		"Unknown event type", "Transitions can't be at", "AttributeError", "TypeError", "IndexError", "KeyError", "invalid literal",
		"could not convert", "after SPLIT"} {
		if strings.Contains(reason, limit) {
			return true
		}
	}
	return false
}

// colons says whether a list says that it counts in drop-frame and writes its codes with colons.
func colons(l *edl.List) bool {
	for i := range l.Events {
		for _, e := range l.Events[i].Edits {
			if e.Drop && !strings.Contains(e.RecordIn, ";") {
				return true
			}
		}
	}
	return false
}

// asNonDrop is a list without what FCM says.
func asNonDrop(l *edl.List) *edl.List {
	out := *l
	out.Events = slices.Clone(l.Events)
	for i := range out.Events {
		out.Events[i].Edits = slices.Clone(out.Events[i].Edits)
		for j := range out.Events[i].Edits {
			out.Events[i].Edits[j].Drop = false
		}
	}
	return &out
}

// verdict is a pass without a rule, and ruled with one.
func (r *runner) verdict(suite, name, detail, rule string) {
	if detail == "" && rule != "" {
		r.ruled(suite, name, "RULINGS.md "+rule)
		return
	}
	r.check(suite, name, detail)
}

// eventsDiff is the first difference from pycmx's reading, and the rulings that had to be called on. Edits are compared line
// by line, for pycmx leaves out those that do not stand in columns (E9), and of an event without a comment the last (E5).
func eventsDiff(l *edl.List, want *events) (detail, rules string) {
	if l.Title != want.Title {
		return fmt.Sprintf("title %q; want %q", l.Title, want.Title), ""
	}
	type known struct {
		number int
		edit   edit
	}
	lines, numbers := map[int]known{}, map[int]bool{}
	for _, w := range want.Events {
		numbers[w.Number] = true
		for _, e := range w.Edits {
			lines[e.Line] = known{w.Number, e}
		}
	}
	for i := range l.Events {
		ev := &l.Events[i]
		for j := range ev.Edits {
			e := &ev.Edits[j]
			w, ok := lines[e.Line]
			switch {
			case !ok && numbers[ev.Number] && j == len(ev.Edits)-1:
				rules = join(rules, "E5")
				continue
			case !ok:
				rules = join(rules, "E9")
				continue
			case ev.Number != w.number:
				return fmt.Sprintf("line %d: event %d; want %d", e.Line, ev.Number, w.number), ""
			}
			delete(lines, e.Line)
			got := edit{Line: e.Line, Source: e.Reel, SrcIn: e.SourceIn, SrcOut: e.SourceOut, RecIn: e.RecordIn, RecOut: e.RecordOut,
				Video: e.Video(), Audio: e.Audio(), Black: e.Black(), Transition: e.Kind(), Operand: e.Operand,
				ClipName: ev.Name(j), SourceFile: ev.SourceFile(j), SOP: ev.SOP, Sat: ev.Sat}
			d, rule := editDiff(got, w.edit, e.Channels)
			if d != "" {
				return fmt.Sprintf("line %d: %s", e.Line, d), ""
			}
			rules = join(rules, rule)
		}
	}
	for line, w := range lines {
		return fmt.Sprintf("line %d: nothing; want event %d of reel %q", line, w.number, w.edit.Source), ""
	}
	return "", rules
}

func join(rules, rule string) string {
	if rule == "" || strings.Contains(rules, rule) {
		return rules
	}
	return strings.TrimPrefix(rules+", "+rule, ", ")
}

func editDiff(got, want edit, channels string) (detail, rule string) {
	if !cmx[channels] { // E1: pycmx knows the channels of CMX 3600, and of other fields one track of sound
		want.Audio, want.Video = got.Audio, got.Video
		rule = "E1"
	}
	if !slices.Equal(got.Audio, want.Audio) {
		for _, a := range got.Audio {
			if !slices.Contains(want.Audio, a) {
				return fmt.Sprintf("audio %v; want %v", got.Audio, want.Audio), ""
			}
		}
		rule = "E1" // pycmx adds the channels of events before
	}
	if want.SOP == "" && got.SOP != "" || want.Sat == nil && got.Sat != nil || want.Transition == "" || got.Black && got.Source == "BLACK" {
		want.SOP, want.Sat, want.Black = got.SOP, got.Sat, got.Black
		if want.Transition == "" {
			want.Transition = got.Transition
		}
		rule = join(rule, "E9") // a grade with exponents, a key with a blank in it, and black by its long name
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

// cmx are the channel fields that CMX 3600 has.
var cmx = map[string]bool{"V": true, "A": true, "A2": true, "AA": true, "B": true, "A2/V": true, "AA/V": true, "NONE": true}

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
	for i := 0; i < len(want.Children) && i < len(t.Children); i++ {
		c, w := t.Children[i], &want.Children[i]
		next := i+1 < len(t.Children) && t.Children[i+1].Kind == timeline.Transition
		switch {
		case w.Type == "Gap" && c.Kind == timeline.Clip && next && near(w.length(), c.Duration().Value):
			*w = like(c) // E11: the clip that a transition comes from is shown until then
			rules = join(rules, "E11")
		case w.Type == "Clip" && c.Kind == timeline.Transition: // E12: a transition may stand on one line
			want.Children = slices.Insert(want.Children, i, like(c))
			rules = join(rules, "E12")
			continue
		}
		if i > 0 && t.Children[i-1].Kind == timeline.Transition && warped(w) && (len(c.Effects) == 0 || c.Speed() != *w.Effects[0].Scalar) {
			w.Effects = like(c).Effects // E4: an M2 line is of the reel and the code it names
			rules = join(rules, "E4")
		}
		rules = join(rules, clipRules(c, w))
	}
	return rules
}

func warped(w *stored) bool {
	return len(w.Effects) == 1 && w.Effects[0].Type == timeline.LinearTimeWarp && w.Effects[0].Scalar != nil
}

func (w *stored) length() float64 {
	if w.Range == nil {
		return 0
	}
	return w.Range.Duration[0]
}

// like is a node as OpenTimelineIO would have read it if it had.
func like(n *timeline.Node) stored {
	pair := func(t timeline.Time) *[2]float64 { return &[2]float64{t.Value, t.Rate} }
	w := stored{Type: n.Kind.String(), Name: n.Name, Transition: n.Shape}
	if n.Kind == timeline.Transition {
		w.InOffset, w.OutOffset = pair(n.InOffset), pair(n.OutOffset)
		return w
	}
	if n.Source != nil {
		w.Range = &span{*pair(n.Source.Start), *pair(n.Source.Duration)}
	}
	for _, e := range n.Effects {
		w.Effects = append(w.Effects, effect{Type: e.Schema, Name: e.Name, Scalar: &e.Scalar})
	}
	w.Markers = marksOf(n)
	return w
}

func marksOf(n *timeline.Node) (out []mark) {
	for _, m := range n.Markers {
		at, d := m.Range.Start, m.Range.Duration
		out = append(out, mark{m.Name, m.Color, m.Comment, span{[2]float64{at.Value, at.Rate}, [2]float64{d.Value, d.Rate}}})
	}
	return out
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
	if len(w.Markers) < len(c.Markers) && c.Metadata.Text("cmx_3600", "event") != "" && subset(w.Markers, c.Markers) {
		w.Markers = marksOf(c)
		rules = join(rules, "E7")
	}
	if w.Media != nil && strings.HasPrefix(w.Media.URL, "IS A") { // E13
		w.Media = nil
		rules = join(rules, "E13")
	}
	if w.Name == "None" && c.Kind == timeline.Clip {
		w.Name = c.Name
		rules = join(rules, "E12")
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

// subset says whether all markers of one list are among the other's, by name.
func subset(few []mark, all []*timeline.Marker) bool {
	names := map[string]int{}
	for _, m := range all {
		names[m.Name]++
	}
	for _, m := range few {
		if names[m.Name]--; names[m.Name] < 0 {
			return false
		}
	}
	return true
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
