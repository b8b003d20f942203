package cutfile_test

import (
	"fmt"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
)

// feature is something that a format allows, in a small file of our own, and what a cut says of it.
type feature struct {
	name, file string
	want       string    // see summary
	finding    string    // what one of the findings has to say; "" if there must be none but notes
	rate       rate.Rate // of a list
	has        func(f *cutfile.File) bool
}

// summary is a cut in lines: each track, and below it its children with their first frame and length; |transitions| with
// what they take before and after the cut.
func summary(n *timeline.Node) string {
	var b strings.Builder
	var write func(n *timeline.Node, indent string)
	write = func(n *timeline.Node, indent string) {
		b.WriteString(indent)
		switch n.Kind {
		case timeline.Transition:
			fmt.Fprintf(&b, "|%s %g+%g|", n.Shape, n.InOffset.Value, n.OutOffset.Value)
		case timeline.Track:
			fmt.Fprintf(&b, "%s %s", n.TrackKind, n.Name)
		case timeline.Gap:
			fmt.Fprintf(&b, "gap %g", n.Duration().Value)
		default:
			b.WriteString(n.Name)
			if n.Kind == timeline.Stack {
				b.WriteString(" (stack)")
			}
			if n.Source != nil {
				fmt.Fprintf(&b, " %g+%g", n.Source.Start.Value, n.Source.Duration.Value)
			}
			if s := n.Speed(); s != 1 {
				fmt.Fprintf(&b, " x%.4g", s)
			}
		}
		if n.Disabled {
			b.WriteString(" off")
		}
		for _, m := range n.Markers {
			fmt.Fprintf(&b, " <%s %g>", m.Name, m.Range.Start.Value)
		}
		b.WriteByte('\n')
		for _, c := range n.Children {
			write(c, indent+"  ")
		}
	}
	for _, t := range n.Timelines() {
		for _, c := range t.Tracks.Children {
			write(c, "")
		}
	}
	if len(n.Timelines()) == 0 {
		for _, c := range n.Children {
			write(c, "")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func checkFeatures(t *testing.T, ending string, all []feature) {
	t.Helper()
	for _, tt := range all {
		t.Run(tt.name, func(t *testing.T) {
			f, err := cutfile.Parse([]byte(tt.file), "x"+ending, cutfile.Options{Rate: tt.rate})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := summary(f.Root), strings.TrimSpace(tt.want); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			found := tt.finding == ""
			for _, x := range f.Findings {
				if tt.finding == "" && x.Level != timeline.Note {
					t.Errorf("finding %s; want none", x)
				}
				found = found || strings.Contains(x.String(), tt.finding)
			}
			if !found {
				t.Errorf("findings %v; want %q", f.Findings, tt.finding)
			}
			if tt.has != nil && !tt.has(f) {
				t.Error("something beyond the shape is missing")
			}
		})
	}
}
