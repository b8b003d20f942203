package fcpx

import (
	"fmt"
	"math"
	"sort"
	"strconv"

	"backlot/film/timeline"
)

// layer collects the items of a sequence with their lanes and places.
type layer struct{ all []placed }

type placed struct {
	lane   int
	at     float64
	length float64
	audio  bool
	node   *timeline.Node
}

// tracks makes a track of each lane, lowest first.
func (p *reader) tracks(l *layer) []*timeline.Node {
	lanes := map[int][]placed{}
	for _, x := range l.all {
		lanes[x.lane] = append(lanes[x.lane], x)
	}
	var order []int
	for k := range lanes {
		order = append(order, k)
	}
	sort.Ints(order)
	var out []*timeline.Node
	for _, k := range order {
		out = append(out, p.track(strconv.Itoa(k), lanes[k])...)
	}
	return out
}

// maxBeside is how many tracks the items of one lane make that overlap in time. Real projects have a handful.
const maxBeside = 64

// laid is a track that is being filled, with the frame it reaches to.
type laid struct {
	node *timeline.Node
	end  float64
}

// track lays the items of a lane. Connected clips of one lane may overlap in time; those that do go onto a track beside.
func (p *reader) track(name string, items []placed) []*timeline.Node {
	sort.SliceStable(items, func(i, j int) bool { return items[i].at < items[j].at })
	empty := func() *laid {
		return &laid{node: &timeline.Node{Kind: timeline.Track, Name: name, TrackKind: timeline.Audio}}
	}
	tracks := []*laid{empty()}
	var changes []placed
	lost := 0
	for _, x := range items {
		if x.node.Kind == timeline.Transition {
			changes = append(changes, x)
			continue
		}
		if x.at < -0.01 && !p.behead(&x) {
			continue
		}
		i := 0
		for i < len(tracks) && x.at < tracks[i].end-0.01 {
			i++
		}
		if i == maxBeside {
			lost++
			continue
		}
		if i == len(tracks) {
			tracks = append(tracks, empty())
		}
		tracks[i].put(x, timeline.Float(p.rate))
	}
	if lost > 0 {
		p.findings = append(p.findings, timeline.Finding{Level: timeline.Wrong, Place: "lane " + name,
			Text: fmt.Sprintf("more than %d clips at one time; %d are left out", maxBeside, lost)})
	}
	p.changes(tracks[0].node, changes)
	var out []*timeline.Node
	for _, t := range tracks {
		out = append(out, t.node)
	}
	return out
}

// put adds an item to a track, with a gap before it where there is one.
func (t *laid) put(x placed, rate float64) {
	if x.at > t.end+0.01 {
		t.node.Children = append(t.node.Children, &timeline.Node{Kind: timeline.Gap,
			Source: &timeline.Range{Start: timeline.Time{Rate: rate}, Duration: timeline.Time{Value: x.at - t.end, Rate: rate}}})
	}
	if !x.audio && x.node.Kind != timeline.Gap {
		t.node.TrackKind = timeline.Video
	}
	t.node.Children = append(t.node.Children, x.node)
	t.end = x.at + x.length
}

// behead takes off an item what stands before the first frame of the sequence, and says whether anything is left of it.
func (p *reader) behead(x *placed) bool {
	if x.at+x.length <= 0.01 || x.node.Source == nil {
		p.findings = append(p.findings, timeline.Finding{Level: timeline.Wrong, Place: x.node.Name,
			Text: fmt.Sprintf("stands %g frames before the sequence begins; left out", -x.at)})
		return false
	}
	s := *x.node.Source
	s.Start.Value -= x.at
	s.Duration.Value += x.at
	x.node.Source, x.length, x.at = &s, x.length+x.at, 0
	return true
}

// changes puts transitions at the cuts they stand over: each at the nearest to its middle, one at a cut.
func (p *reader) changes(t *timeline.Node, all []placed) {
	if len(all) == 0 {
		return
	}
	cuts := make([]float64, 0, len(t.Children)+1)
	at := 0.0
	for _, c := range t.Children {
		cuts = append(cuts, at)
		at += c.Duration().Value
	}
	cuts = append(cuts, at)
	float := timeline.Float(p.rate)
	over := map[int]*timeline.Node{}
	for _, x := range all {
		middle := x.at + x.length/2
		i := min(sort.SearchFloat64s(cuts, middle), len(cuts)-1)
		if i > 0 && middle-cuts[i-1] <= math.Abs(cuts[i]-middle) {
			i = sort.SearchFloat64s(cuts, cuts[i-1])
		}
		if over[i] != nil {
			continue
		}
		in := min(max(cuts[i]-x.at, 0), x.length)
		x.node.InOffset, x.node.OutOffset = timeline.Time{Value: in, Rate: float}, timeline.Time{Value: x.length - in, Rate: float}
		over[i] = x.node
	}
	out := make([]*timeline.Node, 0, len(t.Children)+len(over))
	for i := range cuts {
		if over[i] != nil {
			out = append(out, over[i])
		}
		if i < len(t.Children) {
			out = append(out, t.Children[i])
		}
	}
	t.Children = out
}
