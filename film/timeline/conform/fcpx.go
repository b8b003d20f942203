package conform

import (
	"fmt"
	"math"

	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
	"backlot/film/timeline/xmltree"
)

// fcpx checks a file against the facts of its own XML, taken apart from our reader: every project is a timeline of the
// rate of its format whose spine is as long as its sequence says, and every marker of a clip in a spine is there. What
// OpenTimelineIO reads is not a measure here (RULINGS.md X1).
func (r *runner) fcpx(name string, raw []byte) {
	f, err := cutfile.Parse(raw, name, cutfile.Options{})
	if err != nil {
		r.check("fcpx", name, err.Error())
		return
	}
	root, err := xmltree.Parse(raw)
	if err != nil {
		r.check("fcpx", name, err.Error())
		return
	}
	detail := projects(root, f.Root.Timelines())
	if _, want := r.expected(name); want != nil && detail == "" && differ(f.Root, want) == "" {
		r.check("fcpx", name, "")
	} else {
		r.verdict("fcpx", name, detail, "X1")
	}
	r.check("fcpx-round", name, otioRound(f.Root))
}

func projects(root *xmltree.Elem, have []*timeline.Node) string {
	resources := map[string]*xmltree.Elem{}
	for _, e := range root.Get("resources").Kids() {
		resources[e.Attr("id")] = e
	}
	var want []*xmltree.Elem
	var walk func(*xmltree.Elem)
	walk = func(e *xmltree.Elem) {
		for _, c := range e.Children {
			if c.Name == "project" {
				want = append(want, c)
				continue
			}
			walk(c)
		}
	}
	walk(root)
	if len(have) != len(want) {
		return fmt.Sprintf("%d timelines; want %d projects", len(have), len(want))
	}
	for i, p := range want {
		if d := project(p, have[i], resources); d != "" {
			return fmt.Sprintf("project %q: %s", p.Attr("name"), d)
		}
	}
	return ""
}

func project(p *xmltree.Elem, n *timeline.Node, resources map[string]*xmltree.Elem) string {
	s := p.Get("sequence")
	if n.Name != p.Attr("name") {
		return fmt.Sprintf("named %q", n.Name)
	}
	var num, den float64
	if _, err := fmt.Sscanf(resources[s.Attr("format")].Attr("frameDuration"), "%g/%gs", &num, &den); err == nil {
		if got := timeline.Float(n.Rate()); math.Abs(got-den/num) > 0.001 && !empty(n) {
			return fmt.Sprintf("at %v frames per second; want %v", got, den/num)
		}
	}
	for _, t := range n.Tracks.Children {
		if t.Name != "0" {
			continue
		}
		length := 0.0
		for _, c := range t.Children {
			if c.Kind != timeline.Transition {
				length += c.Duration().Seconds()
			}
		}
		if end := spineEnd(s, resources); math.Abs(length-end) > 0.05 {
			return fmt.Sprintf("the spine lasts %.3f s; want %.3f", length, end)
		}
		break
	}
	got, want := 0, 0
	for _, t := range n.Tracks.Children {
		for _, c := range t.Children {
			got += len(c.Markers)
		}
	}
	for _, spine := range s.All("spine") {
		want += marks(spine)
	}
	if got != want {
		return fmt.Sprintf("%d markers; want %d", got, want)
	}
	return ""
}

// spineEnd is where the last item of a sequence's spine ends, in seconds. An item without a length is as long as its pick or as
// what it shows; one without a place follows the one before.
func spineEnd(s *xmltree.Elem, resources map[string]*xmltree.Elem) float64 {
	start := sec(s.Attr("tcStart"))
	end, next := start, start
	for _, c := range s.Get("spine").Kids() {
		at, item := next, c
		if c.Attr("offset") != "" {
			at = sec(c.Attr("offset"))
		}
		switch c.Name {
		case "audition":
			if len(c.Children) == 0 {
				continue
			}
			item = c.Children[0]
		case "gap", "asset-clip", "clip", "video", "audio", "title", "ref-clip", "sync-clip", "mc-clip":
		default:
			continue
		}
		length := item.Attr("duration")
		shown := resources[item.Attr("ref")]
		for _, from := range []*xmltree.Elem{shown, shown.Get("sequence"), shown.Get("multicam")} {
			if length == "" {
				length = from.Attr("duration")
			}
		}
		next = at + sec(length)
		end = math.Max(end, next)
	}
	return end - start
}

func empty(n *timeline.Node) bool { return len(n.Tracks.Children) == 0 }

func sec(s string) float64 {
	var a, b float64
	if n, _ := fmt.Sscanf(s, "%g/%gs", &a, &b); n == 2 && b != 0 {
		return a / b
	}
	if n, _ := fmt.Sscanf(s, "%gs", &a); n == 1 {
		return a
	}
	return 0
}

// marks counts the markers of the items in a spine and connected to them. Those of what a clip holds, of the clips of an
// audition that were not picked, and of transitions are not the item's.
func marks(e *xmltree.Elem) int {
	n := 0
	for _, c := range e.Children {
		switch c.Name {
		case "marker", "chapter-marker":
			if e.Name != "transition" {
				n++
			}
		case "audition":
			for _, pick := range c.Children {
				n += marks(pick)
				break
			}
		case "spine", "gap", "asset-clip", "clip", "video", "audio", "title", "ref-clip", "sync-clip", "mc-clip":
			inside := (e.Name == "clip" || e.Name == "sync-clip") && c.Attr("lane") == ""
			if !inside {
				n += marks(c)
			}
		}
	}
	return n
}
