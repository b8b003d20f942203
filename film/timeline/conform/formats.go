package conform

import (
	"bytes"

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
		if suite == "fcp7" {
			rule = fcp7Rules(f.Root, want)
		}
		r.verdict(suite, name, differ(f.Root, want), rule)
	}
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

// fcp7Rules: F1, a nested sequence has its tracks; F2, a marker has its comment.
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
