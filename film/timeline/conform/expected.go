package conform

import (
	"fmt"
	"math"
	"strings"

	"backlot/film/timeline"
)

// stored is a timeline as OpenTimelineIO read it, from expected/otio.
type stored struct {
	Type         string      `json:"type"`
	Name         string      `json:"name"`
	Range        *span       `json:"range"`
	Duration     *[2]float64 `json:"duration"`
	Children     []stored    `json:"children"`
	Tracks       []stored    `json:"tracks"`
	Start        *[2]float64 `json:"global_start"`
	StackMarkers []mark      `json:"stack_markers"`
	Kind         string      `json:"kind"`
	Enabled      *bool       `json:"enabled"`
	Effects      []effect    `json:"effects"`
	Markers      []mark      `json:"markers"`
	Media        *media      `json:"media"`
	Transition   string      `json:"transition"`
	InOffset     *[2]float64 `json:"in_offset"`
	OutOffset    *[2]float64 `json:"out_offset"`
}

type span struct {
	Start    [2]float64 `json:"start"`
	Duration [2]float64 `json:"duration"`
}

type effect struct {
	Type   string   `json:"type"`
	Name   string   `json:"name"`
	Scalar *float64 `json:"scalar"`
}

type mark struct {
	Name    string `json:"name"`
	Color   string `json:"color"`
	Comment string `json:"comment"`
	Range   span   `json:"range"`
}

type media struct {
	Type      string `json:"type"`
	URL       string `json:"url"`
	Name      string `json:"name"`
	Generator string `json:"generator"`
	Available *span  `json:"available"`
}

// near says whether two numbers are the same as far as a file with six digits can tell.
func near(a, b float64) bool {
	return math.Abs(a-b) <= 1e-5*math.Max(1, math.Max(math.Abs(a), math.Abs(b)))
}

func sameTime(got timeline.Time, want [2]float64) bool {
	if near(got.Value, want[0]) && (near(got.Rate, want[1]) || want[0] == 0) {
		return true
	}
	return false
}

func timeDiff(what string, got *timeline.Time, want *[2]float64) string {
	switch {
	case got == nil && want == nil:
		return ""
	case got == nil:
		return fmt.Sprintf("no %s; want %v at %v", what, want[0], want[1])
	case want == nil:
		return fmt.Sprintf("%s %v at %v; want none", what, got.Value, got.Rate)
	case !sameTime(*got, *want):
		return fmt.Sprintf("%s %v at %v; want %v at %v", what, got.Value, got.Rate, want[0], want[1])
	}
	return ""
}

func rangeDiff(what string, got *timeline.Range, want *span) string {
	switch {
	case got == nil && want == nil:
		return ""
	case got == nil:
		return fmt.Sprintf("no %s; want %v+%v", what, want.Start[0], want.Duration[0])
	case want == nil:
		return fmt.Sprintf("%s %v+%v; want none", what, got.Start.Value, got.Duration.Value)
	}
	if d := timeDiff(what+" start", &got.Start, &want.Start); d != "" {
		return d
	}
	return timeDiff(what+" length", &got.Duration, &want.Duration)
}

// differ is the first difference of a node from what is expected, with its place, or "".
func differ(got *timeline.Node, want *stored) string {
	if got == nil {
		return "nothing; want a " + want.Type
	}
	if d := differHere(got, want); d != "" {
		return fmt.Sprintf("%s %q: %s", want.Type, want.Name, d)
	}
	children, expect := got.Children, want.Children
	if got.Kind == timeline.Timeline {
		if got.Tracks != nil {
			children = got.Tracks.Children
		}
		expect = want.Tracks
	}
	if len(children) != len(expect) {
		return fmt.Sprintf("%s %q: %d children; want %d", want.Type, want.Name, len(children), len(expect))
	}
	for i := range expect {
		if d := differ(children[i], &expect[i]); d != "" {
			return fmt.Sprintf("%s %q child %d: %s", want.Type, want.Name, i+1, d)
		}
	}
	return ""
}

func differHere(got *timeline.Node, want *stored) string {
	kind := got.Kind.String()
	if got.Kind == timeline.Collection {
		kind = "Collection"
	}
	if kind != want.Type {
		return fmt.Sprintf("a %s %q", kind, got.Name)
	}
	if got.Name != want.Name && got.Name != strings.TrimSpace(want.Name) { // blanks around a name say nothing
		return fmt.Sprintf("named %q", got.Name)
	}
	for _, d := range []string{
		timeDiff("global start", got.Start, want.Start),
		rangeDiff("range", got.Source, want.Range),
		durationDiff(got, want),
		effectsDiff(got.Effects, want.Effects),
		marksDiff(got.Markers, want.Markers),
	} {
		if d != "" {
			return d
		}
	}
	if want.Enabled != nil && *want.Enabled == got.Disabled {
		return fmt.Sprintf("switched off is %t", got.Disabled)
	}
	switch got.Kind {
	case timeline.Timeline:
		if got.Tracks != nil {
			return marksDiff(got.Tracks.Markers, want.StackMarkers)
		}
	case timeline.Track:
		if got.TrackKind != want.Kind {
			return fmt.Sprintf("of kind %s; want %s", got.TrackKind, want.Kind)
		}
	case timeline.Clip:
		return mediaDiff(got.Shown(), want.Media)
	case timeline.Transition:
		if got.Shape != want.Transition {
			return fmt.Sprintf("shape %s; want %s", got.Shape, want.Transition)
		}
		if d := timeDiff("in offset", &got.InOffset, want.InOffset); d != "" {
			return d
		}
		return timeDiff("out offset", &got.OutOffset, want.OutOffset)
	}
	return ""
}

func durationDiff(got *timeline.Node, want *stored) string {
	if want.Duration == nil || got.Kind == timeline.Timeline || got.Kind == timeline.Transition {
		return ""
	}
	d := got.Duration()
	return timeDiff("length", &d, want.Duration)
}

func effectsDiff(got []*timeline.Effect, want []effect) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d effects; want %d", len(got), len(want))
	}
	for i, e := range got {
		w := want[i]
		if e.Schema != w.Type || e.Name != w.Name {
			return fmt.Sprintf("effect %s %q; want %s %q", e.Schema, e.Name, w.Type, w.Name)
		}
		if w.Scalar != nil && !near(e.Scalar, *w.Scalar) {
			return fmt.Sprintf("speed %v; want %v", e.Scalar, *w.Scalar)
		}
	}
	return ""
}

func marksDiff(got []*timeline.Marker, want []mark) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d markers; want %d", len(got), len(want))
	}
	for i, m := range got {
		w := want[i]
		if m.Name != w.Name || !strings.EqualFold(m.Color, w.Color) || m.Comment != w.Comment {
			return fmt.Sprintf("marker %q %s %q; want %q %s %q", m.Name, m.Color, m.Comment, w.Name, w.Color, w.Comment)
		}
		if d := rangeDiff("marker", &m.Range, &w.Range); d != "" {
			return d
		}
	}
	return ""
}

func mediaDiff(got *timeline.Media, want *media) string {
	if want == nil {
		return ""
	}
	if got == nil {
		got = &timeline.Media{Schema: timeline.MissingReference}
	}
	if got.Schema != want.Type {
		return fmt.Sprintf("shows a %s; want a %s", got.Schema, want.Type)
	}
	if got.URL != want.URL && got.Sequence == nil {
		return fmt.Sprintf("media at %q; want %q", got.URL, want.URL)
	}
	if got.Name != want.Name || got.Generator != want.Generator {
		return fmt.Sprintf("media %q %q; want %q %q", got.Name, got.Generator, want.Name, want.Generator)
	}
	return rangeDiff("media range", got.Available, want.Available)
}
