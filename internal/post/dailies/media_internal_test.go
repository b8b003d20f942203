package dailies

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"backlot/film/look"
	"backlot/film/media"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/production"
)

// tape is 24 frames of 23.976 with timecode and a tone, as a camera makes them.
func tape(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is missing: " + media.Install)
	}
	file := filepath.Join(t.TempDir(), "A001C002.mov")
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24000/1001", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
		"-frames:v", "24", "-t", "1.001", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-timecode", "20:00:00:00", "-y", file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("make a tape: %v %s", err, out)
	}
	return file
}

// TestViewingCopies makes the copies of a clip from an uploaded original and one for a
// viewer, and plays them: who must not have the clean picture gets their own and no other.
func TestViewingCopies(t *testing.T) {
	h := newHouse(t)
	ctx, clip := context.Background(), graphtest.ID("c3")
	f, err := os.Open(tape(t))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	upload, err := h.Keep(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	far := func(media.Progress) {}
	at := h.m.Snapshot().View(graph.System).Where()
	if err := h.s.copiesOf(ctx, at, graph.RandomIDs{}.NewID(), graph.ID{}, makeArgs{Clip: graphtest.ID("c4")}, far); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a clip whose roll has no copy: %v", err)
	}
	if err := h.s.copiesOf(ctx, at, graph.RandomIDs{}.NewID(), graph.ID{}, makeArgs{Clip: clip, File: upload}, far); err != nil {
		t.Fatal(err)
	}
	see := func(a graph.Audience) Media {
		c, err := h.s.clip(ctx, h.as(a), clipIn{graph.To[production.Clip](clip)})
		if err != nil {
			t.Fatal(err)
		}
		return c.Media
	}
	office := see(desk)
	if office.State != "ready" || office.Frames != 24 || office.Rate != "24000/1001" || office.Strip == nil || office.Strip.Count != 24 || office.Wave == "" || office.Thumb == "" || office.Burned {
		t.Errorf("the office sees %+v", office)
	}
	if m := see(ada); m.State != "own_needed" || m.Video != "" || !m.Burned {
		t.Errorf("Ada, before her copy is made, sees %+v", m)
	}
	if n := h.as(ada).Count("rendition") + h.as(desk).Count("rendition"); n != 0 {
		t.Errorf("people know of %d files by their addresses; want none", n)
	}
	chosen := func(a graph.Audience) (production.Rendition, error) {
		c, err := h.s.screen(ctx, h.as(a))
		if err != nil {
			t.Fatal(err)
		}
		return c.choose(clip, "video", "", true)
	}
	if r, err := chosen(ada); fault.KindOf(err) != fault.NotFound {
		t.Errorf("Ada gets %+v, %v", r, err)
	}
	own, err := h.s.askOwn(ctx, h.as(ada), clip)
	if err != nil || own.Ready || len(h.asked) != 1 {
		t.Errorf("her copy is asked for: %+v, %v, %d jobs", own, err, len(h.asked))
	}
	if err := h.s.ownCopy(ctx, at, graph.RandomIDs{}.NewID(), ada.Account, ownArgs{clip, ada.Account}, far); err != nil {
		t.Fatal(err)
	}
	hers, err := chosen(ada)
	if err != nil || hers.Viewer != ada.Account || hers.LengthFrames != 24 {
		t.Errorf("Ada gets %+v, %v", hers, err)
	}
	clean, err := chosen(desk)
	if err != nil || !clean.Viewer.IsZero() || bytes.Equal(h.kept[libraryID(hers.Hash)], h.kept[libraryID(clean.Hash)]) {
		t.Errorf("the office gets %+v, %v", clean, err)
	}
	if r, err := chosen(ivo); fault.KindOf(err) != fault.NotFound {
		t.Errorf("Ivo gets Ada's copy: %+v, %v", r, err)
	}
	if info := http.DetectContentType(h.kept[libraryID(hers.Hash)]); info != "video/mp4" {
		t.Errorf("Ada's copy is %s", info)
	}

	// Copies made again take those with names away.
	h.now = h.now.Add(1)
	if err := h.s.copiesOf(ctx, at, graph.RandomIDs{}.NewID(), graph.ID{}, makeArgs{Clip: clip, File: upload}, far); err != nil {
		t.Fatal(err)
	}
	if m := see(ada); m.State != "own_needed" {
		t.Errorf("after the copies were made again Ada sees %+v", m)
	}
}

// TestWhoseCopiesBearAName follows the rule of the production.
func TestWhoseCopiesBearAName(t *testing.T) {
	h := newHouse(t)
	for _, tt := range []struct {
		rule      string
		ada, desk bool
	}{{"", true, false}, {"by_right", true, false}, {"everybody", true, true}, {"nobody", false, false}} {
		if tt.rule != "" {
			h.land(h.s.setRule(t.Context(), h.as(desk), ruleIn{BurnIn: tt.rule, Notice: "Property of the house"}))
		}
		for _, who := range []struct {
			a    graph.Audience
			want bool
		}{{ada, tt.ada}, {desk, tt.desk}} {
			c, err := h.s.screen(t.Context(), h.as(who.a))
			if err != nil || c.burned() != who.want {
				t.Errorf("rule %q: %s has a name burned in: %v, %v; want %v", tt.rule, who.a.Account, c.burned(), err, who.want)
			}
		}
	}
}

// TestWhatStandsInACopy: the name large and once more with the date, the clip, the frame where there is no timecode,
// and the line of the production.
func TestWhatStandsInACopy(t *testing.T) {
	h := newHouse(t)
	h.land(h.s.setRule(t.Context(), h.as(desk), ruleIn{BurnIn: "by_right", Notice: "Property of the house"}))
	clip, _ := graph.Get[production.Clip](h.as(ada), graphtest.ID("c3"))
	got := marks(h.as(graph.System), clip, &media.Info{}, "Ada Berg", "1 Mar 2027")
	want := []media.Mark{{What: media.Recipient, Text: "Ada Berg"}, {What: media.Name, Text: "A001C002.mov"}, {What: media.Note, Text: "Ada Berg · 1 Mar 2027"},
		{What: media.Number}, {What: media.Note, Text: "Property of the house", At: media.Bottom}}
	if !slices.Equal(got, want) {
		t.Errorf("the copy bears %+v; want %+v", got, want)
	}
}

// TestTheLookOfATake: the take's own look comes before the setup's, and that before the production's; its correction
// is baked so that mid grey becomes what ASC CDL makes of it.
func TestTheLookOfATake(t *testing.T) {
	h := newHouse(t)
	e := h.as(graph.System).Edit(graph.RandomIDs{}, "Looks")
	graph.Add(e, production.Look{Name: "Take", Take: graph.To[production.Take](graphtest.ID("t4Z2")), Slope: "1.2 1 0.8", Saturation: "1"})
	graph.Add(e, production.Look{Name: "Setup", Setup: graph.To[production.Setup](graphtest.ID("u4Z"))})
	graph.Add(e, production.Look{Name: "All"})
	h.land(e.Change())
	for clip, want := range map[string]string{"c3": "Take", "c4": "Setup", "c1": "All"} {
		c, err := h.s.clip(t.Context(), h.as(ada), clipIn{clipRef(clip)})
		if err != nil || c.Look != want {
			t.Errorf("%s is seen through %q, %v; want %q", clip, c.Look, err, want)
		}
	}
	clip, _ := graph.Get[production.Clip](h.as(ada), graphtest.ID("c3"))
	sl, _ := slateOf(h.as(ada), clip)
	_, l, _ := lookOf(h.as(ada), sl)
	cube, err := h.s.cube(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	chain, err := look.Read("take.cube", bytes.NewReader(cube))
	if err != nil {
		t.Fatal(err)
	}
	got := chain.At([3]float32{0.5, 0.5, 0.5})
	for i, want := range [3]float32{0.6, 0.5, 0.4} {
		if d := got[i] - want; d > 1e-4 || d < -1e-4 {
			t.Errorf("mid grey becomes %v; want 0.6 0.5 0.4", got)
		}
	}
	l.Transform = "logc3 to rec709"
	if cube, err = h.s.cube(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if chain, err = look.Read("take.cube", bytes.NewReader(cube)); err != nil {
		t.Fatal(err)
	}
	if black, white := chain.At([3]float32{})[1], chain.At([3]float32{1, 1, 1})[1]; black > 0.05 || white < 0.9 {
		t.Errorf("a log picture seen on a screen goes from %v to %v; want nearly black to nearly white", black, white)
	}
	l.Transform = "a camera nobody has"
	if _, err := h.s.cube(t.Context(), l); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an unknown transform: %v", err)
	}
}
