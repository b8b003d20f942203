package media

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"backlot/film/rate"
)

// TestStillIsTheFrame: the frame that is asked for is the one that comes, whatever lies before it in the file.
func TestStillIsTheFrame(t *testing.T) {
	for n, tt := range []struct {
		name string
		rate rate.Rate
		args []string
	}{
		{"long groups with B-frames.mov", rate.R23976, []string{"-c:v", "libx264", "-preset", "veryfast", "-g", "250", "-bf", "3", "-c:a", "aac"}},
		{"broadcast.mxf", rate.R25, []string{"-c:v", "mpeg2video", "-b:v", "8M", "-g", "12", "-bf", "2", "-c:a", "pcm_s16le"}},
		{"whole frames.mov", rate.R25, []string{"-c:v", "prores", "-c:a", "pcm_s16le"}},
		{"millisecond ticks.mkv", rate.R23976, []string{"-c:v", "libx264", "-preset", "ultrafast", "-g", "48", "-an"}},
		{"stream.ts", rate.R5994, []string{"-c:v", "libx264", "-preset", "ultrafast", "-g", "60", "-c:a", "aac"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if n > 0 && !long() {
				t.Skip("set BACKLOT_LONG to see all containers")
			}
			path := footage(t, tt.name, tt.rate, 131, tt.args...)
			i := probe(t, path)
			if i.Video.Frames != 131 || i.Video.Rate != tt.rate || i.Video.Variable {
				t.Fatalf("probe: %d frames at %s, variable %v; want 131 at %s", i.Video.Frames, i.Video.Rate, i.Video.Variable, tt.rate)
			}
			for _, n := range []int64{1, 99, 130} {
				png := filepath.Join(t.TempDir(), fmt.Sprintf("%d.png", n))
				if err := tools(t).Still(t.Context(), i, Still{Path: png, Frame: n}); err != nil {
					t.Fatal(err)
				}
				if got := number(t, png); got != int(n) {
					t.Errorf("still of frame %d shows %d", n, got)
				}
			}
		})
	}
}

// TestMarksOfAStillCountOn: a strip burned into frame 77 says 77, and the code beside it is that of frame 77.
func TestMarksOfAStillCountOn(t *testing.T) {
	path := footage(t, "a.mov", rate.R2997, 80, append(fast, "-timecode", "00:00:59;00")...)
	i := probe(t, path)
	dir := t.TempDir()
	still := func(name string, marks ...Mark) string {
		s := Still{Path: filepath.Join(dir, name), Frame: 77, Burn: marks}
		if err := tools(t).Still(t.Context(), i, s); err != nil {
			t.Fatal(err)
		}
		return s.Path
	}
	if got := number(t, still("strip.png", Mark{What: Strip})); got != 77 {
		t.Errorf("strip of frame 77 says %d", got)
	}
	// 77 frames after 00:00:59;00 of drop-frame: 30 to the minute, whose codes ;00 and ;01 are left out, then 47 more.
	code, _ := luma(t, still("code.png", Mark{What: SourceTime, At: TopLeft}))
	text, _ := luma(t, still("text.png", Mark{What: Note, Text: "00:01:01;19", At: TopLeft}))
	other, _ := luma(t, still("other.png", Mark{What: Note, Text: "00:01:01;18", At: TopLeft}))
	if !bytes.Equal(code, text) {
		t.Error("the code of frame 77 is not drawn as 00:01:01;19")
	}
	if bytes.Equal(code, other) {
		t.Error("the comparison cannot tell ;19 from ;18")
	}
}
