package conform

import (
	"bytes"
	"strings"

	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
)

// other checks a file of another format: it opens, equals what is expected, and comes back through every format that can be
// written, as far as that format can hold it.
func (r *runner) other(suite, name string, raw []byte) {
	a, want := r.expected(name)
	f, err := cutfile.Parse(raw, name, cutfile.Options{})
	if err != nil {
		r.check(suite, name, err.Error())
		return
	}
	r.check(suite+"-round", name, otioRound(f.Root))
	if want == nil {
		detail := ""
		if a != nil && f.Root == nil {
			detail = "nothing was read"
		}
		r.check(suite+"-opens", name, detail)
	} else {
		rule := ""
		switch suite {
		case "fcp7":
			rule = fcp7Rules(f.Root, want)
		case "aaf":
			rule = aafRules(f.Root, want)
		case "ale":
			rule = aleRules(f.Root, want)
		}
		detail := differ(f.Root, want)
		if suite == "aaf" && detail != "" && markersMoved(f.Root, want) {
			detail, rule = differ(f.Root, want), join(rule, "A3")
		}
		r.verdict(suite, name, detail, rule)
	}
}

// markersMoved takes the markers off a cut and off what is expected, and says whether they were the same, each perhaps on
// another clip or left out where it is not seen (A3).
func markersMoved(n *timeline.Node, want *stored) bool {
	had := map[string]bool{}
	var strip func(w *stored)
	strip = func(w *stored) {
		for _, m := range append(w.Markers, w.StackMarkers...) {
			had[m.Name] = true
		}
		w.Markers, w.StackMarkers = nil, nil
		for _, all := range [][]stored{w.Children, w.Tracks} {
			for i := range all {
				strip(&all[i])
			}
		}
	}
	strip(want)
	same := len(had) > 0
	n.Walk(func(c *timeline.Node) bool {
		for _, m := range c.Markers {
			same = same && had[m.Name]
		}
		c.Markers = nil
		return true
	})
	return same
}

// aleRules: L1, a value is without the blanks around it.
func aleRules(n *timeline.Node, want *stored) (rules string) {
	for i := range want.Children {
		w := &want.Children[i]
		if i < len(n.Children) && w.Name != n.Children[i].Name && strings.TrimSpace(w.Name) == n.Children[i].Name {
			w.Name, rules = n.Children[i].Name, "L1"
		}
		if w.Media != nil && w.Media.URL != strings.TrimSpace(w.Media.URL) {
			w.Media.URL, rules = strings.TrimSpace(w.Media.URL), "L1"
		}
	}
	return rules
}

// otioRound checks that the model of a file is written as .otio and read again without a difference.
func otioRound(n *timeline.Node) string {
	var once, twice bytes.Buffer
	if err := timeline.Write(&once, n, timeline.WriteOptions{}); err != nil {
		return err.Error()
	}
	again, _, err := timeline.Parse(once.Bytes())
	if err != nil {
		return "written as otio: " + err.Error()
	}
	if err := timeline.Write(&twice, again, timeline.WriteOptions{}); err != nil || !bytes.Equal(once.Bytes(), twice.Bytes()) {
		return "written as otio and read, it differs"
	}
	return ""
}

// fcp7Rules: F1, a nested sequence has its tracks; F2, a marker has its comment; F3, a time remap of one speed is a speed.
func fcp7Rules(n *timeline.Node, want *stored) (rules string) {
	kids, marks, expected := n.Children, n.Markers, want.Markers
	if n.Kind == timeline.Timeline && n.Tracks != nil {
		kids, marks, expected = n.Tracks.Children, n.Tracks.Markers, want.StackMarkers
	}
	for i := range expected {
		if i < len(marks) && expected[i].Comment == "" && marks[i].Comment != "" {
			expected[i].Comment = marks[i].Comment
			rules = join(rules, "F2")
		}
	}
	for i := range kids {
		expect := want.Children
		if n.Kind == timeline.Timeline {
			expect = want.Tracks
		}
		if i >= len(expect) {
			break
		}
		for k, e := range kids[i].Effects {
			if w := expect[i].Effects; k < len(w) && e.Schema == timeline.LinearTimeWarp && w[k].Type == timeline.PlainEffect && w[k].Name == e.Name {
				w[k].Type = e.Schema
				rules = join(rules, "F3")
			}
		}
		if kids[i].Kind == timeline.Stack && len(expect[i].Children) == 0 && len(kids[i].Children) > 0 {
			kids[i] = &timeline.Node{Kind: timeline.Stack, Name: kids[i].Name, Source: kids[i].Source, Effects: kids[i].Effects,
				Markers: kids[i].Markers, Disabled: kids[i].Disabled}
			rules = join(rules, "F1")
			continue
		}
		rules = join(rules, fcp7Rules(kids[i], &expect[i]))
	}
	return rules
}

// aafRules: A1, a track has the name of its slot; A2, an effect on several tracks is called what it is; A3, a marker on the
// timecode stands on the cut.
func aafRules(n *timeline.Node, want *stored) (rules string) {
	kids, expect := n.Children, want.Children
	if n.Kind == timeline.Timeline && n.Tracks != nil {
		kids, expect = n.Tracks.Children, want.Tracks
		if len(want.StackMarkers) == 0 && len(n.Tracks.Markers) > 0 {
			n.Tracks.Markers = nil
			rules = join(rules, "A3")
		}
	}
	for i := range min(len(kids), len(expect)) {
		c, w := kids[i], &expect[i]
		if c.Kind == timeline.Track && w.Name == "Sequence" && c.Name != w.Name {
			w.Name = c.Name
			rules = join(rules, "A1")
		}
		if c.Kind == timeline.Stack && len(c.Effects) > 0 && c.Effects[0].Name == c.Name && c.Name != w.Name {
			w.Name = c.Name
			rules = join(rules, "A2")
		}
		if len(w.Markers) == 1 && len(c.Markers) == 0 && w.Range != nil && w.Markers[0].Range.Start[0] < w.Range.Start[0] {
			w.Markers = nil // it has that very marker on a clip, before the clip begins
			rules = join(rules, "A3")
		}
		rules = join(rules, aafRules(c, w))
	}
	return rules
}
