package media

import (
	"bytes"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// shot adds a clip to a track: frames of a medium, by its timecode.
func shot(track *timeline.Node, name string, r rate.Rate, in, out int64) *timeline.Node {
	c := &timeline.Node{Kind: timeline.Clip, Name: name, Source: timeline.Between(in, out, r)}
	c.Show(timeline.Media{Schema: timeline.ExternalReference, URL: "file:///elsewhere/" + name + ".mov"})
	track.Children = append(track.Children, c)
	return c
}

func gap(track *timeline.Node, r rate.Rate, frames int64) *timeline.Node {
	g := &timeline.Node{Kind: timeline.Gap, Source: timeline.Between(0, frames, r)}
	track.Children = append(track.Children, g)
	return g
}

// TestRenderIsTheCut: every frame of the reel is the frame of the source that the cut says, through cuts, speeds, overlays
// and holes, and what is missing is listed and is not black.
func TestRenderIsTheCut(t *testing.T) {
	r := rate.R23976
	a := footage(t, "A001C001.mov", r, 60, append(fast, "-timecode", "01:00:00:00")...)
	b := footage(t, "A001C002_0612.mov", r, 40, append(fast, "-timecode", "02:00:00:00")...)
	day := int64(86400)
	cut := timeline.New("reel")
	start := timeline.Frames(day, r)
	cut.Start = &start
	v1 := cut.AddTrack("V1", timeline.Video)
	shot(v1, "A001C001", r, day+5, day+15)          // 0
	shot(v1, "A001C002", r, 2*day+30, 2*day+34)     // 10, known by the beginning of its file's name
	g := gap(v1, r, 5)                              // 14
	back := shot(v1, "A001C001", r, day+20, day+26) // 19, backwards
	back.Effects = []*timeline.Effect{{Schema: timeline.LinearTimeWarp, Scalar: -1}}
	fastShot := shot(v1, "A001C001", r, day+10, day+14) // 25, twice as fast
	fastShot.Effects = []*timeline.Effect{{Schema: timeline.LinearTimeWarp, Scalar: 2}}
	slow := shot(v1, "A001C001", r, day+30, day+36) // 29, half as fast
	slow.Effects = []*timeline.Effect{{Schema: timeline.LinearTimeWarp, Scalar: 0.5}}
	held := shot(v1, "A001C001", r, day+40, day+43) // 35, one frame held
	held.Effects = []*timeline.Effect{{Schema: timeline.FreezeFrame}}
	shot(v1, "NOWHERE", r, 0, 4)            // 38, missing
	shot(v1, "A001C001", r, day+56, day+64) // 42, of which the file has four
	g.Markers = []*timeline.Marker{{Name: "Scene 13 was not shot"}}
	v2 := cut.AddTrack("V2", timeline.Video)
	gap(v2, r, 3)
	shot(v2, "A001C002", r, 2*day, 2*day+2) // over frames 3 and 4

	lib, err := Index(filepath.Dir(a), filepath.Dir(b))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "reel.mp4")
	made, err := tools(t).Render(t.Context(), cut, Reel{Path: path, Find: lib.Find})
	if err != nil {
		t.Fatal(err)
	}
	want := []int{5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 30, 31, 32, 33, 0, 0, 0, 0, 0, 25, 24, 23, 22, 21, 20, 10, 12, 14, 16,
		30, 30, 31, 31, 32, 32, 40, 40, 40, 0, 0, 0, 0, 56, 57, 58, 59, 0, 0, 0, 0}
	if got := numbers(t, path); !slices.Equal(got, want) {
		t.Errorf("reel shows\n%v, want\n%v", got, want)
	}
	if len(made.Missing) != 2 || made.Missing[0].Media != "NOWHERE" || made.Missing[0].From != "01:00:01:14" || made.Missing[0].Frames != 4 ||
		!strings.Contains(made.Missing[1].Why, "4 frames of this shot; the file has 60") {
		t.Errorf("missing: %+v", made.Missing)
	}
	i := probe(t, path)
	if i.Video.Frames != 50 || i.Video.Rate != r || i.Video.Variable || i.Timecode == nil || i.Timecode.Code != "01:00:00:00" {
		t.Errorf("reel: %+v %+v; want 50 frames at 23.976 from 01:00:00:00", i.Video, i.Timecode)
	}
	if got := findings(i); got != "" {
		t.Errorf("reel: %s", got)
	}
}

// TestDissolveAndSound: a dissolve takes the frames beyond the cut from both shots and passes evenly from one to the other;
// a cut without sound tracks sounds like its pictures, at their level and in their place.
func TestDissolveAndSound(t *testing.T) {
	r := rate.R25
	dir := t.TempDir()
	make := func(name, colour, sound string) {
		if _, err := tools(t).ffmpeg(t.Context(), command{args: []string{"-f", "lavfi", "-i", "color=c=" + colour + ":s=320x180:r=25:d=2", "-f", "lavfi", "-i", sound,
			"-t", "2", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le", filepath.Join(dir, name)}}); err != nil {
			t.Fatal(err)
		}
	}
	make("BLACK.mov", "black", "sine=frequency=480:sample_rate=48000")
	make("WHITE.mov", "white", "anullsrc=r=48000:cl=mono")
	cut := timeline.New("dissolve")
	v := cut.AddTrack("V1", timeline.Video)
	shot(v, "BLACK", r, 10, 30)
	v.Children = append(v.Children, &timeline.Node{Kind: timeline.Transition, Shape: "SMPTE_Dissolve", InOffset: timeline.Frames(4, r), OutOffset: timeline.Frames(5, r)})
	shot(v, "WHITE", r, 10, 30)
	lib, err := Index(dir)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "reel.mp4")
	made, err := tools(t).Render(t.Context(), cut, Reel{Path: path, Find: lib.Find})
	if err != nil {
		t.Fatal(err)
	}
	if made.Frames != 40 || len(made.Missing) != 0 || len(made.Findings) != 0 {
		t.Errorf("%+v; want 40 frames, nothing missing", made)
	}
	var raw bytes.Buffer
	if _, err := tools(t).ffmpeg(t.Context(), command{stdout: &raw, args: []string{"-i", path, "-vf", "scale=2:2", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"}}); err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		got, want := raw.Bytes()[6*n], 16.0 // frames 16 to 24 are a tenth further each
		if n >= 16 {
			want += min(1, float64(n-15)/10) * 219
		}
		if math.Abs(float64(got)-want) > 3 {
			t.Errorf("frame %d has a luma of %d; want %.0f", n, got, want)
		}
	}
	i := probe(t, path)
	w, err := tools(t).Waveform(t.Context(), i, WaveformOptions{Buckets: 40}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Channels) != 2 {
		t.Fatalf("%d channels; want two", len(w.Channels))
	}
	// The sound of a dissolve goes on with the shot that ends: black sounds to frame 25. ffmpeg's tone is at 18 dB below full scale.
	if c := w.Channels[1]; c.Max[10] < 14 || c.Max[10] > 18 || c.Max[23] < 14 || c.Max[27] > 1 {
		t.Errorf("sound %v; want a tone of 16 for 25 frames, then nothing", c.Max)
	}
}
