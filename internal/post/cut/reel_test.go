package cut

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backlot/film/media"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// screenroom is a house with footage in a folder, and people who may not watch some of it.
type screenroom struct {
	f     *film
	dir   string
	shut  map[graph.ID]bool // clips that nobody may watch
	asked []jobs.Request
}

func (r *screenroom) Original(_ graph.View, c production.Clip) (string, error) {
	file := filepath.Join(r.dir, c.Name)
	if _, err := os.Stat(file); err != nil {
		return "", fault.New(fault.NotFound, "%s is on no volume", c.Name)
	}
	return file, nil
}

func (r *screenroom) MayWatch(_, _ graph.View, clips []graph.ID) error {
	if i := slices.IndexFunc(clips, func(id graph.ID) bool { return r.shut[id] }); i >= 0 {
		return fault.New(fault.NotFound, "no clip %s", clips[i])
	}
	return nil
}

func (r *screenroom) Common(context.Context, graph.Place, func(a, b graph.ID), ...graph.ID) (graph.View, error) {
	return r.f.view(), nil
}

func (r *screenroom) Whole(context.Context, graph.Place) (graph.View, error) { return r.f.view(), nil }

func (r *screenroom) Ask(_ context.Context, q jobs.Request) (graph.ID, error) {
	r.asked = append(r.asked, q)
	return graph.RandomIDs{}.NewID(), nil
}

func (r *screenroom) Land(_ context.Context, c graph.Change, by graph.ID) error {
	_, err := r.f.m.Commit(c, by)
	return err
}

// tape is 24 frames of one colour and a tone, as the clip of a take.
func (r *screenroom) tape(take, colour string) {
	t := r.f.t
	t.Helper()
	clip, _ := graph.Get[production.Clip](r.f.view(), r.f.id["clip "+take])
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color="+colour+":size=128x72:rate=24", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
		"-frames:v", "24", "-t", "1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-y", filepath.Join(r.dir, clip.Name))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("make a tape: %v %s", err, out)
	}
}

// colours is the middle of every frame of a film: red, blue, or grey.
func colours(t *testing.T, file string) string {
	t.Helper()
	raw, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-i", file, "-vf", "crop=8:8:4:4,scale=1:1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for ; len(raw) >= 3; raw = raw[3:] {
		switch {
		case raw[0] > 150 && raw[2] < 80:
			out.WriteByte('r')
		case raw[2] > 150 && raw[0] < 80:
			out.WriteByte('b')
		case raw[0] > 30 && raw[0] < 70 && raw[2] > 30:
			out.WriteByte('-') // a slug
		default:
			out.WriteByte('?')
		}
	}
	return out.String()
}

// TestAReelShowsTheCut: every shot for as long as it lasts in the cut; what is missing is a slug, and is listed with
// its reason; a second reel takes the place of the first.
func TestAReelShowsTheCut(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is missing: " + media.Install)
	}
	f := newFilm(t)
	room := &screenroom{f: f, dir: t.TempDir(), shut: map[graph.ID]bool{}}
	f.svc.desk, f.svc.footage = room, room
	kept := f.svc.files.(shelfOfFiles)
	room.tape("4A-2", "red")
	room.tape("4B-1", "blue")
	line := f.bring("Cut 1", piece{"4A-2", 4, 6}, piece{"6A-1", 0, 4}, piece{"4B-1", 2, 5}, piece{"STOCK_STORM", 0, 3})
	in := timelineIn{graph.To[production.Timeline](line)}
	ctx, at := t.Context(), f.view().Where()

	if r, err := f.svc.reel(ctx, f.view(), in); err != nil || r.Video != "" {
		t.Errorf("before it is rendered: %+v, %v; want no reel", r, err)
	}
	if _, err := f.svc.askReel(ctx, f.view(), in); err != nil || len(room.asked) != 1 || room.asked[0].Kind != renderJob {
		t.Fatalf("asked for %+v, %v; want one job %s", room.asked, err, renderJob)
	}
	var last media.Progress
	made, err := f.svc.reelOf(ctx, at, graph.RandomIDs{}.NewID(), graph.ID{}, line, func(p media.Progress) { last = p })
	if err != nil {
		t.Fatal(err)
	}
	if made.Frames != 18 || made.Width != 128 || made.Height != 72 || last.Frame != 18 || last.Frames != 18 {
		t.Errorf("made %+v, told %+v; want 18 frames of 128 x 72", made, last)
	}
	if len(made.Missing) != 2 || made.Missing[0].From != "01:00:00:06" || made.Missing[0].Frames != 4 || !strings.Contains(made.Missing[0].Why, "is on no volume") ||
		made.Missing[1].From != "01:00:00:15" || !strings.Contains(made.Missing[1].Why, "no clip of this production") {
		t.Errorf("missing %+v; want 4 frames at 01:00:00:06 on no volume, and the storm at 01:00:00:15 as no clip", made.Missing)
	}
	rec, err := f.svc.reelFor(ctx, f.view(), line)
	if err != nil || rec.LengthFrames != 18 || rec.Rate != made.Rate || rec.Type != "reel" || rec.Timeline.ID != line {
		t.Fatalf("the reel is written down as %+v, %v", rec, err)
	}
	body := kept[strings.TrimPrefix(rec.Hash, libraryMark)]
	if kind := http.DetectContentType(body); kind != "video/mp4" || int64(len(body)) != rec.SizeBytes {
		t.Errorf("%d bytes of %s are kept; want %d of video/mp4", len(body), kind, rec.SizeBytes)
	}
	file := filepath.Join(t.TempDir(), "reel.mp4")
	if err := os.WriteFile(file, bytes.Clone(body), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := colours(t, file); got != "rrrrrr----bbbbb---" {
		t.Errorf("the reel shows %s; want 6 red, 4 of a slug, 5 blue, 3 of a slug", got)
	}

	if _, err := f.svc.reelOf(ctx, at, graph.RandomIDs{}.NewID(), graph.ID{}, line, nil); err != nil || f.view().Count("rendition") != 1 {
		t.Errorf("rendered again: %d reels, %v; want one", f.view().Count("rendition"), err)
	}
	room.shut[f.id["clip 4B-1"]] = true
	if r, err := f.svc.reel(ctx, f.view(), in); err != nil || r.Video != "" {
		t.Errorf("who may not watch one of its clips gets %+v, %v", r, err)
	}
	if _, err := f.svc.askReel(ctx, f.view(), in); !fault.Is(err, fault.Denied) || len(room.asked) != 1 {
		t.Errorf("who may not watch one of its clips asks for a reel: %v; want it denied", err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := f.svc.reelOf(stopped, at, graph.RandomIDs{}.NewID(), graph.ID{}, line, nil); err == nil || f.view().Count("rendition") != 1 {
		t.Errorf("a stopped job: %v, %d reels; want an error and the reel there was", err, f.view().Count("rendition"))
	}
}
