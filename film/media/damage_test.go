package media

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backlot/film/rate"
)

// TestLostFrameMovesNothing: in the place of a frame that cannot be decoded stands its neighbour, and it is said; those behind keep their numbers.
func TestLostFrameMovesNothing(t *testing.T) {
	path := footage(t, "A001C001.mov", rate.R25, 30, "-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-c:a", "pcm_s16le", "-timecode", "01:00:00:00")
	var out bytes.Buffer
	if _, err := tools(t).run(t.Context(), command{program: tools(t).FFprobe, stdout: &out,
		args: []string{"-v", "error", "-select_streams", "v", "-show_entries", "packet=pos,size", "-of", "csv=p=0", path}}); err != nil {
		t.Fatal(err)
	}
	size, pos, _ := strings.Cut(strings.Trim(strings.Split(out.String(), "\n")[12], "\r,"), ",")
	at, err1 := strconv.ParseInt(pos, 10, 64)
	length, err2 := strconv.Atoi(size)
	f, err3 := os.OpenFile(path, os.O_WRONLY, 0)
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(make([]byte, length), at); err != nil {
		t.Fatal(err)
	}
	f.Close()
	i := probe(t, path)
	dir := t.TempDir()
	proxy, thumb := filepath.Join(dir, "p.mp4"), filepath.Join(dir, "t.jpg")
	made, err := tools(t).Make(t.Context(), i, Plan{Proxies: []Proxy{{Path: proxy}}, Thumbs: []Thumb{{Path: thumb, Frame: 20}}})
	if err != nil {
		t.Fatal(err)
	}
	want := sequence(30)
	want[12] = 13
	if got := numbers(t, proxy); !slices.Equal(got, want) {
		t.Errorf("%v; want frame 13 in the place of the one that is lost", got)
	}
	if got := number(t, thumb); got != 20 {
		t.Errorf("the thumbnail of frame 20 shows %d", got)
	}
	if len(made.Findings) == 0 {
		t.Error("nothing is said of the frame that was lost")
	}
}

// TestListsAreNoClips: a playlist or a list of files is refused, whatever it is called, before anything it names is opened.
func TestListsAreNoClips(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret.ts"), []byte("the ending"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"joined.mov": "ffconcat version 1.0\nfile 'secret.ts'\n",
		"A001.mp4":   "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.ts\n#EXT-X-ENDLIST\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := tools(t).Probe(t.Context(), path, ProbeOptions{}); err == nil || !strings.Contains(err.Error(), "a list that names other files") {
			t.Errorf("%s: %v; want it said that this is a list", name, err)
		}
	}
}

// TestUnknownSoundIsLeftOut: telephones write a track that nobody else knows beside one that everybody does.
func TestUnknownSoundIsLeftOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "IMG_0042.mov")
	if _, err := tools(t).ffmpeg(t.Context(), command{args: []string{"-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=0.4", "-f", "lavfi", "-i", "sine=d=0.4",
		"-map", "1", "-map", "0", "-map", "1", "-pix_fmt", "yuv420p", "-c:v", "mpeg4", "-c:a", "pcm_s16le", path}}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, []byte("sowt")) // of the first track in the index
	copy(b[at:], "apac")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	i := probe(t, path)
	if len(i.Audio) != 1 || i.Audio[0].Track != 1 || !strings.Contains(findings(i), "does not know the form of this track (apac)") {
		t.Fatalf("sound %+v, %s; want the second track, and a word about the first", i.Audio, findings(i))
	}
	made, err := tools(t).Make(t.Context(), i, Plan{Proxies: []Proxy{{Path: filepath.Join(t.TempDir(), "p.mp4")}}, Waveform: &WaveformOptions{Buckets: 4}})
	if err != nil || len(made.Waveform.Channels) != 1 || made.Waveform.Channels[0].Peak < -20 {
		t.Errorf("%+v, %v; want the tone", made, err)
	}
}

// TestSourceIsNotOverwritten: nothing is put in the place of a camera's original.
func TestSourceIsNotOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "A001C001.mov")
	if err := os.WriteFile(path, []byte("rushes"), 0o600); err != nil {
		t.Fatal(err)
	}
	i := &Info{Path: path, Video: &Video{Rate: rate.R25, Frames: 3, Width: 320, Height: 180}}
	if _, err := tools(t).Proxy(t.Context(), i, Proxy{Path: filepath.Join(filepath.Dir(path), ".", "A001C001.mov")}, nil); err == nil || !strings.Contains(err.Error(), "is the source itself") {
		t.Errorf("%v; want it refused", err)
	}
}

// TestEveryKindOfFootage: shapes, depths, codecs and names that cards bring; of each a proxy of all frames in order and in its shape, a
// thumbnail, a filmstrip and the form of its sound, or one finding.
func TestEveryKindOfFootage(t *testing.T) {
	if !long() {
		t.Skip("set BACKLOT_LONG to see footage of every kind")
	}
	x264 := []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"}
	for _, tt := range []struct {
		name          string
		rate          rate.Rate
		frames        int
		width, height int // of the proxy
		finding       string
		args          []string
	}{
		{"one frame.mov", rate.R24, 1, 320, 180, "", x264},
		{"two frames.mxf", rate.R25, 2, 320, 180, "", []string{"-c:v", "mpeg2video", "-c:a", "pcm_s16le"}},
		{"odd.mov", rate.R25, 20, 214, 120, "", []string{"-vf", "scale=215:121", "-pix_fmt", "yuv444p", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s24le"}},
		{"prores.mov", rate.R25, 20, 320, 180, "", []string{"-c:v", "prores", "-pix_fmt", "yuv422p10le", "-c:a", "pcm_s24le"}},
		{"anamorphic.mov", rate.R23976, 20, 640, 180, "", append([]string{"-vf", "setsar=2"}, x264...)},
		{"interlaced.mov", rate.R2997, 20, 320, 180, "", append([]string{"-flags", "+ildct+ilme", "-x264-params", "tff=1"}, x264...)},
		{"10 bit 4:2:2 'log'.mov", rate.R23976, 20, 320, 180, "", []string{"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv422p10le", "-c:a", "pcm_s24le"}},
		{"hlg.mov", rate.R25, 20, 320, 180, "HLG", append([]string{"-pix_fmt", "yuv420p10le", "-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc"}, x264...)},
		{"pq.mov", rate.R25, 20, 320, 180, "PQ", append([]string{"-pix_fmt", "yuv420p10le", "-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"}, x264...)},
		{"prores 4444 100%.mov", rate.R24, 20, 320, 180, "", []string{"-c:v", "prores_ks", "-profile:v", "4", "-pix_fmt", "yuva444p10le", "-c:a", "pcm_s24le"}},
		{"dnxhr [hqx],;.mxf", rate.R23976, 20, 320, 180, "", []string{"-c:v", "dnxhd", "-profile:v", "dnxhr_hqx", "-pix_fmt", "yuv422p10le", "-c:a", "pcm_s24le"}},
		{"line\nbreak and 🎬.mov", rate.R25, 20, 320, 180, "", x264},
		{"high speed.mov", rate.R11988, 40, 320, 180, "", append([]string{"-timecode", "01:00:00;00"}, x264...)},
		{"telephone.mov", rate.R30, 20, 180, 320, "", x264},
		{"eight tracks.mxf", rate.R25, 20, 320, 180, "", []string{"-map", "0", "-map", "1", "-map", "1", "-map", "1", "-map", "1", "-map", "1", "-map", "1", "-map", "1", "-map", "1",
			"-c:v", "mpeg2video", "-c:a", "pcm_s16le"}},
		{"picture only.mov", rate.R25, 20, 320, 180, "", append(x264[:4:4], "-an")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := footage(t, tt.name, tt.rate, tt.frames, tt.args...)
			if tt.width < tt.height { // held upright
				turned := filepath.Join(t.TempDir(), tt.name)
				if _, err := tools(t).ffmpeg(t.Context(), command{args: []string{"-i", src, "-c", "copy", "-metadata:s:v:0", "rotate=90", turned}}); err != nil {
					t.Fatal(err)
				}
				src = turned
			}
			i := probe(t, src)
			if i.Video.Rate != tt.rate || i.Video.Frames != int64(tt.frames) || i.Video.Variable || i.Wrong() > 0 || !strings.Contains(findings(i), tt.finding) {
				t.Fatalf("%+v: %s", i.Video, findings(i))
			}
			dir := filepath.Join(t.TempDir(), "50% of "+strings.TrimSuffix(tt.name, filepath.Ext(tt.name)))
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			path := func(name string) string { return filepath.Join(dir, name) }
			plan := Plan{Proxies: []Proxy{{Path: path("p.mp4"), Burn: []Mark{{What: SourceTime}, {What: Name, Text: tt.name}, {What: Number, At: Top}}}},
				Thumbs: []Thumb{{Path: path("t.jpg"), Frame: int64(tt.frames) - 1}}, Filmstrip: &Filmstrip{Path: path("f.jpg")}}
			if len(i.Audio) > 0 {
				plan.Waveform = &WaveformOptions{Buckets: 8}
			}
			made, err := tools(t).Make(t.Context(), i, plan)
			if err != nil {
				t.Fatal(err)
			}
			if p := made.Proxies[0]; p.Frames != int64(tt.frames) || p.Width != tt.width || p.Height != tt.height || len(made.Findings) > 0 {
				t.Errorf("%+v %v; want %d frames of %d x %d", p, made.Findings, tt.frames, tt.width, tt.height)
			}
			if w := made.Waveform; w != nil && len(w.Channels) != len(i.Audio) {
				t.Errorf("%d forms of %d tracks", len(w.Channels), len(i.Audio))
			}
			s, err := tools(t).HLS(t.Context(), path("hls"), []string{path("p.mp4")})
			if err != nil || s.Sound != (len(i.Audio) > 0) {
				t.Errorf("segments: %+v, %v", s, err)
			}
			if err := tools(t).Still(t.Context(), i, Still{Path: path("s.png"), Frame: int64(tt.frames) / 2}); err != nil {
				t.Fatal(err)
			}
			if tt.width > tt.height { // on its side the strip cannot be read
				if a, b, c := number(t, path("t.jpg")), number(t, path("s.png")), numbers(t, path("p.mp4")); a != tt.frames-1 || b != tt.frames/2 || !slices.Equal(c, sequence(tt.frames)) {
					t.Errorf("thumbnail %d, still %d, proxy %v; want the last, the middle, and all of %d frames", a, b, c, tt.frames)
				}
			}
			if left, _ := filepath.Glob(filepath.Join(strings.ReplaceAll(dir, "[", `\[`), ".backlot*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}
