package cutfile_test

import (
	"bytes"
	"fmt"
	"math"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
	"backlot/testdata/raced"
)

var rates = []rate.Rate{rate.R23976, rate.R24, rate.R25, rate.R2997, rate.R30, rate.R50, rate.R60}

// drawCut is a cut as editors make them: a spine, a track above, two of sound; speeds, dissolves, gaps and markers.
func drawCut(t *rapid.T) *timeline.Node {
	r := rapid.SampledFrom(rates).Draw(t, "rate")
	n := timeline.New(rapid.StringMatching(`[A-Z][A-Za-z0-9 &<>"]{0,12}[a-z]`).Draw(t, "title"))
	start := timeline.Frames(rapid.Int64Range(0, 3600*24).Draw(t, "start"), r)
	n.Start = &start
	for k, kind := range []string{timeline.Video, timeline.Video, timeline.Audio, timeline.Audio} {
		track := n.AddTrack([]string{"V", "V2", "A1", "A2"}[k], kind)
		for i := range rapid.IntRange(1, 6).Draw(t, "clips") {
			if rapid.IntRange(0, 3).Draw(t, "gap") == 0 {
				track.Children = append(track.Children, &timeline.Node{Kind: timeline.Gap,
					Source: timeline.Between(0, rapid.Int64Range(1, 80).Draw(t, "hole"), r)})
			}
			c := &timeline.Node{Kind: timeline.Clip, Name: fmt.Sprintf("%d%c-%d", 10+k, 'A'+i, i+1)}
			from := rapid.Int64Range(0, 80000).Draw(t, "in")
			length := rapid.Int64Range(30, 200).Draw(t, "length")
			c.Source = timeline.Between(from, from+length, r)
			c.Show(timeline.Media{Schema: timeline.ExternalReference, Name: c.Name, URL: fmt.Sprintf("file:///cards/A%03d/A%03dC%03d.mov", k, k, i),
				Available: timeline.Between(max(0, from-100), from+2000, r)})
			if rapid.IntRange(0, 4).Draw(t, "fast") == 0 {
				c.Effects = []*timeline.Effect{{Schema: timeline.LinearTimeWarp, Effect: timeline.LinearTimeWarp, Scalar: rapid.SampledFrom([]float64{0.5, 2, -1}).Draw(t, "speed")}}
			}
			last := len(track.Children) - 1
			if k == 0 && last >= 0 && track.Children[last].Kind == timeline.Clip && rapid.IntRange(0, 3).Draw(t, "dissolve") == 0 {
				track.Children = append(track.Children, &timeline.Node{Kind: timeline.Transition, Name: "SMPTE_Dissolve", Shape: "SMPTE_Dissolve",
					InOffset: timeline.Frames(0, r), OutOffset: timeline.Frames(rapid.Int64Range(2, 20).Draw(t, "frames"), r)})
			}
			track.Children = append(track.Children, c)
		}
	}
	return n
}

// says lists what every one of these formats holds of a cut: which clip of which file stands where, from which frame, how
// long and how fast.
func says(n *timeline.Node, dissolves bool) []string {
	shots, r := timeline.Shots(n)
	out := []string{r.String()}
	for _, s := range shots {
		out = append(out, fmt.Sprintf("%t %s %s at %d-%d source %d speed %.2f", s.Audio, s.Name, s.Media, s.Start, s.End, s.In,
			math.Round(s.Speed*100)/100))
	}
	sort.Strings(out[1:]) // formats order tracks as they like
	if dissolves {
		for _, t := range n.Tracks.Children {
			for _, c := range t.Children {
				if c.Kind == timeline.Transition {
					out = append(out, fmt.Sprintf("dissolve of %g", c.InOffset.Value+c.OutOffset.Value))
				}
			}
		}
	}
	return out
}

// TestThereAndBack: a cut that is written in a format and read again is the cut it was.
func TestThereAndBack(t *testing.T) {
	for _, to := range []cutfile.Format{cutfile.OTIO, cutfile.EDL, cutfile.FCP7, cutfile.FCPX} {
		t.Run(string(to), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				n := drawCut(t)
				var b bytes.Buffer
				if _, err := cutfile.Write(&b, n, to, cutfile.Options{}); err != nil {
					t.Fatal(err)
				}
				text := b.String()
				f, err := cutfile.Parse(b.Bytes(), "x."+string(to), cutfile.Options{Rate: n.Rate()})
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				if f.Format != to {
					t.Fatalf("%s is taken for %s", to, f.Format)
				}
				got, want := says(f.Root.Timelines()[0], true), says(n, true)
				for i := range max(len(got), len(want)) {
					if i >= len(got) || i >= len(want) || got[i] != want[i] {
						t.Fatalf("line %d of\n%q, want\n%q\n%s", i, got, want, text)
					}
				}
			})
		})
	}
}

// TestEveryPair: a cut that goes from one format to another, and on to a third, is the cut it was.
func TestEveryPair(t *testing.T) {
	raced.Skip(t)
	formats := []cutfile.Format{cutfile.OTIO, cutfile.EDL, cutfile.FCP7, cutfile.FCPX}
	rapid.Check(t, func(t *rapid.T) {
		first := drawCut(t)
		want, n := says(first, true), first
		for _, to := range rapid.SliceOfN(rapid.SampledFrom(formats), 3, 3).Draw(t, "formats") {
			var b bytes.Buffer
			if _, err := cutfile.Write(&b, n, to, cutfile.Options{}); err != nil {
				t.Fatal(err)
			}
			f, err := cutfile.Parse(b.Bytes(), "x."+string(to), cutfile.Options{Rate: first.Rate()})
			if err != nil {
				t.Fatalf("%s: %v", to, err)
			}
			n = f.Root.Timelines()[0]
			if got := says(n, true); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("as %s\n%q, want\n%q", to, got, want)
			}
		}
	})
}

// TestLogThereAndBack: a log has no places, but clips with their source.
func TestLogThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawCut(t)
		var b bytes.Buffer
		if _, err := cutfile.Write(&b, n, cutfile.ALE, cutfile.Options{}); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		f, err := cutfile.Parse(b.Bytes(), "x.ale", cutfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		clips := func(n *timeline.Node) (out []string) {
			n.Walk(func(c *timeline.Node) bool {
				if c.Kind == timeline.Clip {
					out = append(out, fmt.Sprintf("%s %s %g+%g %s", c.Name, c.Shown().URL, c.Source.Start.Value, c.Source.Duration.Value, c.Source.Start.Ratio()))
				}
				return true
			})
			return out
		}
		got, want := clips(f.Root), clips(n)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got %q\nwant %q\n%s", got, want, text)
		}
	})
}
