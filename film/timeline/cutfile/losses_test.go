package cutfile_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
)

// plain is a cut of two clips that every format holds.
func plain() *timeline.Node {
	n := timeline.New("Reel 1")
	t := n.AddTrack("V", timeline.Video)
	for i := range 2 {
		c := &timeline.Node{Kind: timeline.Clip, Name: fmt.Sprintf("%dA-1", i+1), Source: timeline.Between(int64(100+i*500), int64(148+i*500), rate.R24)}
		c.Show(timeline.Media{Schema: timeline.ExternalReference, Name: fmt.Sprintf("c%d", i), URL: fmt.Sprintf("file:///c%d.mov", i), Available: timeline.Between(0, 2000, rate.R24)})
		t.Children = append(t.Children, c)
	}
	return n
}

// things are what a cut may have beyond clips one after another, and what says, once it is written and read again, that it is
// still there.
var things = []struct {
	name  string
	add   func(n, track *timeline.Node)
	there func(n *timeline.Node) bool
}{
	{"a marker on a clip", func(n, t *timeline.Node) {
		t.Children[0].Markers = []*timeline.Marker{{Name: "fix", Color: "RED", Range: *timeline.Between(110, 110, rate.R24)}}
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return c.Kind == timeline.Clip && len(c.Markers) == 1 })
	}},
	{"a marker that lasts", func(n, t *timeline.Node) {
		t.Children[0].Markers = []*timeline.Marker{{Name: "fix", Color: "RED", Range: *timeline.Between(110, 130, rate.R24)}}
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return len(c.Markers) == 1 && c.Markers[0].Range.Duration.Value == 20 })
	}},
	{"a marker's colour", func(n, t *timeline.Node) {
		t.Children[0].Markers = []*timeline.Marker{{Name: "fix", Color: "CYAN", Range: *timeline.Between(110, 110, rate.R24)}}
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return len(c.Markers) == 1 && c.Markers[0].Color == "CYAN" })
	}},
	{"a marker on the cut", func(n, t *timeline.Node) {
		n.Tracks.Markers = []*timeline.Marker{{Name: "fix", Range: *timeline.Between(10, 10, rate.R24)}}
	}, func(n *timeline.Node) bool { return len(n.Tracks.Markers) == 1 }},
	{"a marker on a track", func(n, t *timeline.Node) {
		t.Markers = []*timeline.Marker{{Name: "fix", Range: *timeline.Between(10, 10, rate.R24)}}
	}, func(n *timeline.Node) bool { return len(n.Tracks.Children[0].Markers) == 1 }},
	{"a clip that is switched off", func(n, t *timeline.Node) { t.Children[1].Disabled = true },
		func(n *timeline.Node) bool { return has(n, func(c *timeline.Node) bool { return c.Disabled }) }},
	{"a track that is switched off", func(n, t *timeline.Node) {
		up := n.AddTrack("V2", timeline.Video)
		up.Disabled = true
		up.Children = plain().Tracks.Children[0].Children
	}, func(n *timeline.Node) bool { return has(n, func(c *timeline.Node) bool { return c.Disabled }) }},
	{"a nested stack", func(n, t *timeline.Node) {
		t.Children = append(t.Children, &timeline.Node{Kind: timeline.Stack, Name: "inner", Source: timeline.Between(0, 48, rate.R24), Children: plain().Tracks.Children})
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool {
			return c.Kind == timeline.Stack && c.Name == "inner" && len(c.Children) > 0
		})
	}},
	{"a speed", func(n, t *timeline.Node) {
		t.Children[0].Effects = []*timeline.Effect{{Schema: timeline.LinearTimeWarp, Effect: timeline.LinearTimeWarp, Scalar: 2}}
	}, func(n *timeline.Node) bool { return has(n, func(c *timeline.Node) bool { return c.Speed() == 2 }) }},
	{"a freeze", func(n, t *timeline.Node) {
		t.Children[0].Effects = []*timeline.Effect{{Schema: timeline.FreezeFrame, Effect: timeline.FreezeFrame}}
	}, func(n *timeline.Node) bool { return has(n, func(c *timeline.Node) bool { return c.Speed() == 0 }) }},
	{"an effect that is no speed", func(n, t *timeline.Node) {
		t.Children[0].Effects = []*timeline.Effect{{Schema: timeline.PlainEffect, Name: "Blur", Effect: "blur"}}
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return len(c.Effects) == 1 && c.Effects[0].Name == "Blur" })
	}},
	{"a dissolve", func(n, t *timeline.Node) { t.Children = between(t.Children, "SMPTE_Dissolve", 0, 12) },
		func(n *timeline.Node) bool {
			return has(n, func(c *timeline.Node) bool { return c.Shape == "SMPTE_Dissolve" })
		}},
	{"a wipe", func(n, t *timeline.Node) { t.Children = between(t.Children, "SMPTE_Wipe", 0, 12) },
		func(n *timeline.Node) bool {
			return has(n, func(c *timeline.Node) bool { return c.Shape == "SMPTE_Wipe" })
		}},
	{"a transition of its own kind", func(n, t *timeline.Node) { t.Children = between(t.Children, "Custom_Transition", 6, 6) },
		func(n *timeline.Node) bool {
			return has(n, func(c *timeline.Node) bool { return c.Shape == "Custom_Transition" })
		}},
	{"a dissolve off the middle", func(n, t *timeline.Node) { t.Children = between(t.Children, "SMPTE_Dissolve", 3, 9) },
		func(n *timeline.Node) bool {
			return has(n, func(c *timeline.Node) bool {
				return c.Kind == timeline.Transition && c.InOffset.Value+c.OutOffset.Value == 12
			})
		}},
	{"a fade out", func(n, t *timeline.Node) {
		t.Children = append(t.Children, &timeline.Node{Kind: timeline.Transition, Name: "f", Shape: "SMPTE_Dissolve", InOffset: timeline.Frames(12, rate.R24), OutOffset: timeline.Frames(0, rate.R24)})
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return c.Kind == timeline.Transition })
	}},
	{"a dissolve above the spine", func(n, t *timeline.Node) {
		up := n.AddTrack("V2", timeline.Video)
		up.Children = between(plain().Tracks.Children[0].Children, "SMPTE_Dissolve", 0, 12)
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return c.Kind == timeline.Transition })
	}},
	{"a proxy beside the original", func(n, t *timeline.Node) {
		c := t.Children[0]
		c.Media = append(c.Media, timeline.Media{Key: "proxy", Schema: timeline.ExternalReference, URL: "file:///p.mov"})
	}, func(n *timeline.Node) bool { return has(n, func(c *timeline.Node) bool { return len(c.Media) == 2 }) }},
	{"a series of stills", func(n, t *timeline.Node) {
		t.Children[0].Show(timeline.Media{Schema: timeline.ImageSequenceReference, URL: "file:///k10", Available: timeline.Between(0, 200, rate.R24),
			Sequence: &timeline.Stills{Prefix: "k10.", Suffix: ".exr", First: 1001, Step: 1, Rate: 24, Padding: 4}})
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return c.Shown() != nil && c.Shown().Sequence != nil })
	}},
	{"something generated", func(n, t *timeline.Node) {
		t.Children[0].Show(timeline.Media{Schema: timeline.GeneratorReference, Name: "Slug", Generator: "Slug"})
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return c.Shown() != nil && c.Shown().Generator == "Slug" })
	}},
	{"an object of another program", func(n, t *timeline.Node) {
		t.Children = append(t.Children, &timeline.Node{Kind: timeline.Unknown, Name: "g", Raw: timeline.Raw(`{"OTIO_SCHEMA":"Gizmo.1","name":"g"}`)})
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return c.Kind == timeline.Unknown })
	}},
	{"captions beside picture and sound", func(n, t *timeline.Node) {
		n.AddTrack("ST", "Subtitle").Children = plain().Tracks.Children[0].Children
	}, func(n *timeline.Node) bool {
		return has(n, func(c *timeline.Node) bool { return c.TrackKind == "Subtitle" })
	}},
}

// has says whether something in a cut is so.
func has(n *timeline.Node, is func(*timeline.Node) bool) bool {
	found := false
	n.Walk(func(c *timeline.Node) bool {
		found = found || is(c)
		return true
	})
	return found
}

func between(clips []*timeline.Node, shape string, in, out int64) []*timeline.Node {
	t := &timeline.Node{Kind: timeline.Transition, Name: "x", Shape: shape, InOffset: timeline.Frames(in, rate.R24), OutOffset: timeline.Frames(out, rate.R24)}
	return []*timeline.Node{clips[0], t, clips[1]}
}

// TestNothingIsLostInSilence: what a cut has is in the file that is written, or a finding says that it is not. The table of the
// manual says which (docs/manual/cut.md).
func TestNothingIsLostInSilence(t *testing.T) {
	formats := []cutfile.Format{cutfile.OTIO, cutfile.EDL, cutfile.FCP7, cutfile.FCPX, cutfile.ALE}
	for _, x := range things {
		var row []string
		for _, to := range formats {
			n := plain()
			x.add(n, n.Tracks.Children[0])
			var b bytes.Buffer
			findings, err := cutfile.Write(&b, n, to, cutfile.Options{})
			if err != nil {
				t.Errorf("%s as %s: %v", x.name, to, err)
				continue
			}
			f, err := cutfile.Parse(b.Bytes(), "x."+string(to), cutfile.Options{Rate: rate.R24})
			if err != nil {
				t.Errorf("%s as %s: %v", x.name, to, err)
				continue
			}
			kept := len(f.Root.Timelines()) > 0 && x.there(f.Root.Timelines()[0])
			switch {
			case kept && len(findings) == 0:
				row = append(row, "kept")
			case kept:
				row = append(row, "partly")
			case len(findings) == 0:
				t.Errorf("%s as %s: gone, and no finding says so\n%s", x.name, to, b.String())
			default:
				row = append(row, "said")
			}
		}
		t.Logf("%-36s %s", x.name, strings.Join(row, " "))
	}
}
