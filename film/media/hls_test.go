package media

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backlot/film/rate"
)

// segments: every segment of every size begins with the same frame, two nominal seconds hold whole groups, and frame 0 is at
// 0 however early the sound's first packet is.
func segments(t *testing.T, r rate.Rate, dir, big, little string) {
	t.Helper()
	s, err := tools(t).HLS(t.Context(), filepath.Join(dir, "hls"), []string{big, little})
	if err != nil {
		t.Fatal(err)
	}
	two := 2 * r.Nominal()
	if want := (109 + two) / two; len(s.Rungs) != 2 || s.Rungs[0].Segments != want || s.Rungs[1].Segments != want || !s.Sound {
		t.Fatalf("stream %+v; want two sizes of %d segments, with sound", s, want)
	}
	for _, rung := range s.Rungs {
		folder := filepath.Join(dir, "hls", rung.Name)
		if got := numbers(t, filepath.Join(folder, "index.m3u8")); !slices.Equal(got, sequence(110)) {
			t.Errorf("%s plays frames %v; want 0 to 109", rung.Name, got)
		}
		// The second segment alone, behind its head, begins with the frame two seconds on.
		head, _ := filepath.Glob(filepath.Join(folder, "init*.mp4"))
		a, err1 := os.ReadFile(head[0])
		b, err2 := os.ReadFile(filepath.Join(folder, "00001.m4s"))
		alone := filepath.Join(t.TempDir(), "alone.mp4")
		if err3 := os.WriteFile(alone, append(a, b...), 0o600); err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(err1, err2, err3)
		}
		if got := numbers(t, alone); len(got) != min(two, 110-two) || got[0] != two {
			t.Errorf("%s: the second segment holds %v; want two seconds of frames from %d", rung.Name, got, two)
		}
	}
	var out bytes.Buffer
	if _, err := tools(t).run(t.Context(), command{program: tools(t).FFprobe, stdout: &out, args: []string{"-v", "error", "-show_format", "-show_streams", "-of", "json", s.Master}}); err != nil {
		t.Fatal(err)
	}
	p, _, err := readProbe(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if p.Video.Start != 0 || len(p.Audio) != 1 || p.Audio[0].Start != 0 {
		t.Errorf("picture begins at %v, sound %+v; want both at 0", p.Video.Start, p.Audio)
	}
	master, err := os.ReadFile(s.Master)
	if err != nil || !strings.Contains(string(master), fmt.Sprintf("RESOLUTION=320x180,FRAME-RATE=%.3f,CODECS=\"avc1.64", float64(r.Num)/float64(r.Den))) {
		t.Errorf("master playlist: %s (%v)", master, err)
	}
	if !slices.Contains(s.Files, "sound/00000.m4s") || !slices.Contains(s.Files, "180p/index.m3u8") {
		t.Errorf("files %v", s.Files)
	}
}
