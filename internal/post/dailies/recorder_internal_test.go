package dailies

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backlot/film/media"
	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/wave"
	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/production"
)

const hertz = 48000

// recorder writes a file of a recorder that began at a code, counted at 23.976, and took as many samples a second as took
// says; 0 is what the file says.
func recorder(t *testing.T, code string, samples []float32, took int) string {
	t.Helper()
	film := timecode.Base{Rate: rate.R23976}
	file := filepath.Join(t.TempDir(), "4Z-T02.WAV")
	var b bytes.Buffer
	f := &wave.File{Format: wave.Format{SampleRate: hertz, Bits: 16}, Bext: &wave.Bext{TimeReference: wave.SampleOf(frameOf(t, film, code), hertz, film.Rate)}}
	if took != 0 {
		f.IXML = &wave.IXML{Speed: &wave.Speed{Rate: film.Rate, SampleRate: hertz, Digitizer: took, StampRate: hertz}}
	}
	if err := wave.Write(&b, f, [][]float32{samples}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// clapAt is silence with a short burst of 1 kHz.
func clapAt(at, samples int) []float32 {
	out := make([]float32, samples)
	for i := at; i < at+hertz/20; i++ {
		out[i] = float32(0.8 * math.Sin(2*math.Pi*1000*float64(i)/hertz))
	}
	return out
}

// talk is noise in syllables with pauses, never twice the same.
func talk(seed uint64, samples int) []float32 {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]float32, samples)
	for at := 0; at < samples; {
		loud, n := 0.1+0.5*r.Float64(), int((0.06+0.2*r.Float64())*hertz)
		for i := at; i < min(at+n, samples); i++ {
			out[i] = float32(loud * math.Sin(math.Pi*float64(i-at)/float64(n)) * (2*r.Float64() - 1))
		}
		at += n + int(0.2*r.Float64()*hertz)
	}
	return out
}

// scratch is a camera's clip of at most 96 frames with the sound that its microphone heard; nil is a camera without one.
func scratch(t *testing.T, samples []float32) string {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is missing: " + media.Install)
	}
	file := filepath.Join(t.TempDir(), "A001C002.mov")
	args := []string{"-v", "error", "-f", "lavfi", "-i", "color=gray:size=160x90:rate=24000/1001"}
	if samples != nil {
		args = append(args, "-i", recorder(t, "00:00:00:00", samples, 0), "-c:a", "pcm_s16le", "-shortest")
	}
	args = append(args, "-frames:v", "96", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-timecode", "20:00:00:00", "-y", file)
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", args...).CombinedOutput(); err != nil {
		t.Fatalf("make a clip: %v %s", err, out)
	}
	return file
}

// withRecorder is a house in which the take of clip c3 has a recorder's file.
func withRecorder(t *testing.T, sound string) *memoryHouse {
	h := newHouse(t)
	h.disks = map[string]string{"4Z-T02.WAV": sound}
	e := h.as(graph.System).Edit(graph.RandomIDs{}, "Sound")
	graph.Add(e, production.Clip{Roll: graph.To[production.Roll](graphtest.ID("rS")), Take: graph.To[production.Take](graphtest.ID("t4Z2")), Name: "4Z-T02.WAV"})
	graph.Add(e, production.StoredCopy{Roll: graph.To[production.Roll](graphtest.ID("rS")), Medium: "disk", Label: "SHUTTLE"})
	h.land(e.Change())
	return h
}

// copied makes the copies of c3 and gives what the office is told of the sound, and the sound of the copy.
func copied(t *testing.T, h *memoryHouse, original string) (Heard, []float32) {
	t.Helper()
	ctx := context.Background()
	f, err := os.Open(original)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	upload, err := h.Keep(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	at := h.as(graph.System).Where()
	if err := h.s.copiesOf(ctx, at, graph.RandomIDs{}.NewID(), graph.ID{}, makeArgs{Clip: graphtest.ID("c3"), File: upload}, func(media.Progress) {}); err != nil {
		t.Fatal(err)
	}
	c, err := h.s.clip(ctx, h.as(desk), clipIn{clipRef("c3")})
	if err != nil || c.Sound == nil || c.Media.Wave == "" {
		t.Fatalf("the office sees %+v, %v; want a sound and its shape", c, err)
	}
	best, _ := copiesIn(h.as(graph.System), graphtest.ID("c3"), graph.ID{}).proxy(0, false)
	file := filepath.Join(t.TempDir(), "copy.mp4")
	if err := os.WriteFile(file, h.kept[libraryID(best.Hash)], 0o600); err != nil {
		t.Fatal(err)
	}
	tools, err := h.s.ffmpeg(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got, err := tools.RawSound(ctx, file, hertz)
	if err != nil {
		t.Fatal(err)
	}
	return *c.Sound, got
}

// begins is the first sample that is loud.
func begins(samples []float32) int {
	for i, v := range samples {
		if v > 0.3 || v < -0.3 {
			return i
		}
	}
	return -1
}

// TestRecorderByTimecode: a recorder that rolled twelve frames before the camera is heard, a clap half a second into the take at
// half a second of the copy. One that was pulled up to 48,048 samples a second is played at these, so that a clap three seconds
// in is not heard 3 ms late.
func TestRecorderByTimecode(t *testing.T) {
	camera := scratch(t, nil)
	for _, tt := range []struct {
		name     string
		at, took int // sample of the file the clap is written at
		want     int // sample of the copy
		note     string
	}{
		{name: "48.048 kHz", at: 12*2004 + 3*48048, took: 48048, want: 3 * hertz, note: "recorded at 48048 samples a second, and played so"},
		{name: "48 kHz", at: 12*2002 + hertz/2, want: hertz / 2},
	} {
		if tt.took == 0 && os.Getenv("BACKLOT_LONG") == "" {
			continue // the same, and easier: make test-long
		}
		h := withRecorder(t, recorder(t, "19:59:59:12", clapAt(tt.at, 6*hertz), tt.took))
		told, sound := copied(t, h, camera)
		if told != (Heard{How: "timecode", File: "4Z-T02.WAV", Note: tt.note}) {
			t.Errorf("%s: the page says %+v", tt.name, told)
		}
		if at := begins(sound); at < tt.want-48 || at > tt.want+48 {
			t.Errorf("%s: the clap is heard at sample %d; want %d, within 1 ms", tt.name, at, tt.want)
		}
	}
}

// TestRecorderRefused: a recorder's file that does not belong to the picture, or is not here, leaves the camera's own sound, and the
// page says why.
func TestRecorderRefused(t *testing.T) {
	camera := tape(t)
	for _, tt := range []struct {
		name, sound, why string
		change           func(*memoryHouse)
	}{
		{name: "another hour", sound: recorder(t, "09:00:00:00", clapAt(0, 2*hertz), 0), why: "they do not meet"},
		{name: "no sound file", sound: camera, why: "cannot be read"},
		{name: "not here", why: "on no volume of this machine", change: func(h *memoryHouse) { h.disks = nil }},
		{name: "slow motion", sound: recorder(t, "20:00:00:00", clapAt(0, 2*hertz), 0), why: "the camera ran at 48", change: func(h *memoryHouse) {
			e := h.as(graph.System).Edit(graph.RandomIDs{}, "Slow motion")
			graph.Update(e, graphtest.ID("c3"), func(c *production.Clip) { c.SensorRate = rate.Rate{Num: 48, Den: 1} })
			h.land(e.Change())
		}},
	} {
		h := withRecorder(t, tt.sound)
		if tt.change != nil {
			tt.change(h)
		}
		tools, err := h.s.ffmpeg(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		info, err := tools.Probe(t.Context(), camera, media.ProbeOptions{})
		if err != nil {
			t.Fatal(err)
		}
		v := h.as(graph.System)
		clip, _ := graph.Get[production.Clip](v, graphtest.ID("c3"))
		got, err := h.s.heardWith(t.Context(), tools, v, clip, info, t.TempDir())
		if err != nil || got.how != "camera" || got.lay != nil || got.clip.IsZero() || !strings.Contains(got.note, tt.why) || strings.Contains(got.note, os.TempDir()) {
			t.Errorf("%s: %+v, %v; want the camera's own, because %q", tt.name, got, err, tt.why)
		}
	}
}

// TestRecorderByWaveform: a recorder whose code lies, by an hour or by a second, is laid by what the camera heard too, within half a
// frame, and heard instead of it.
func TestRecorderByWaveform(t *testing.T) {
	take := talk(3, 5*hertz)
	const early = hertz * 3 / 4
	far := make([]float32, 3*hertz+hertz/10)
	for i := range far {
		far[i] = take[early+i] / 8 // the camera stands across the room
	}
	camera := scratch(t, far)
	for code, note := range map[string]string{"21:00:00:00": "", "19:59:58:06": "the timecodes lie 24.0 frames off"} {
		if note == "" && os.Getenv("BACKLOT_LONG") == "" {
			continue // the same, and easier: make test-long
		}
		h := withRecorder(t, recorder(t, code, take, 0))
		told, sound := copied(t, h, camera)
		if told.How != "waveform" || told.File != "4Z-T02.WAV" || told.Note != note {
			t.Errorf("%s: the page says %+v; want it laid by waveform, %q", code, told, note)
			continue
		}
		// The copy has the recorder's samples, as loud as they were, from the picture's first frame on.
		best, where := math.Inf(-1), 0
		for off := -1500; off <= 1500; off += 10 {
			var sum float64
			for i := 2000; i < 50000; i += 3 {
				sum += float64(sound[i]) * float64(take[early+i+off])
			}
			if sum > best {
				best, where = sum, off
			}
		}
		var own, copy float64
		for i := 2000; i < 50000; i++ {
			own += float64(take[early+i] * take[early+i])
			copy += float64(sound[i] * sound[i])
		}
		if where < -1001 || where > 1001 || copy < own/4 {
			t.Errorf("%s: the sound lies %d samples off, with %.2f of its power; want at most half a frame, 1001, and the recorder's own level", code, where, copy/own)
		}
	}
}

// TestSoundThatComesLater: copies made before the sound roll was here are offered to be made again; those that have the
// recorder's sound are not.
func TestSoundThatComesLater(t *testing.T) {
	h := newHouse(t)
	e := h.as(graph.System).Edit(graph.RandomIDs{}, "Copies")
	graph.Add(e, production.Rendition{Clip: clipRef("c3"), Type: "proxy", Hash: "sha256:1", AtMS: h.now.UnixMilli(), Sound: "camera"})
	graph.Add(e, production.Rendition{Clip: clipRef("c1"), Type: "proxy", Hash: "sha256:2", AtMS: h.now.UnixMilli(), Sound: "timecode", SoundClip: clipRef("snd")})
	h.land(e.Change())
	again := func() (out []string) {
		list, err := h.s.selects(t.Context(), h.as(desk), selectsIn{Day: graphtest.ID("day1")})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list.Rows {
			if r.Again {
				out = append(out, r.Name)
			}
		}
		return out
	}
	if got := again(); got != nil {
		t.Errorf("%v are to be made again; want none before there is sound", got)
	}
	e = h.as(graph.System).Edit(graph.RandomIDs{}, "Offload the sound roll")
	graph.Add(e, production.Clip{Roll: graph.To[production.Roll](graphtest.ID("rS")), Take: graph.To[production.Take](graphtest.ID("t4Z2")), Name: "4Z-T02.WAV"})
	h.land(e.Change())
	if got := again(); !slices.Equal(got, []string{"A001C002.mov"}) {
		t.Errorf("%v are to be made again; want A001C002.mov, whose sound has come", got)
	}
}
