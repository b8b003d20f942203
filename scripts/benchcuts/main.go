// Command benchcuts measures film/media/cuts beside ffmpeg's scdet on reels with a known truth, for scripts/bench-cuts.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"backlot/film/media"
	"backlot/film/media/cuts"
	"backlot/film/media/cuts/reel"
)

const width, height = 160, 90

func main() {
	first := flag.Uint64("first", 101, "first seed")
	reels := flag.Int("reels", 2, "how many reels of 38 hard cuts and 7 dissolves")
	flag.Parse()
	if err := run(context.Background(), *first, *reels); err != nil {
		fmt.Fprintln(os.Stderr, "benchcuts:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, first uint64, reels int) error {
	dir, err := os.MkdirTemp("", "benchcuts")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	tools, err := media.Find(ctx, media.Options{})
	if err != nil {
		return err
	}
	var ours reel.Score
	theirs := map[string]*reel.Score{"5": {}, "10": {}, "15": {}}
	var busy time.Duration
	frames := 0
	for seed := range reels {
		m := reel.Make(first+uint64(seed), 38, 7)
		path := filepath.Join(dir, fmt.Sprintf("%d.mp4", seed))
		if err := encode(ctx, m, path); err != nil {
			return err
		}
		frames += m.Frames
		var raw bytes.Buffer
		if err := tools.RawPicture(ctx, path, cuts.Width, cuts.Height, "yuv444p", &raw); err != nil {
			return err
		}
		began := time.Now()
		found, err := cuts.Find(&raw)
		if err != nil {
			return err
		}
		busy += time.Since(began)
		var hard, soft []int
		for _, c := range found {
			if c.Kind == cuts.Hard {
				hard = append(hard, int(c.Frame))
			} else {
				soft = append(soft, int(c.Frame))
			}
		}
		s := m.Judge(hard, soft)
		ours.Add(s)
		for _, f := range append(s.WrongAt, s.MissedAt...) {
			fmt.Printf("# seed %d frame %d: %s\n", first+uint64(seed), f, m.What(f))
		}
		for limit, sum := range theirs {
			hard, err := scdet(ctx, path, limit)
			if err != nil {
				return err
			}
			// what it finds inside a dissolve may count as the dissolve
			sum.Add(m.Judge(hard, hard))
		}
	}
	row := func(name string, s reel.Score) {
		fmt.Printf("| %s | %d | %d | %d | %.3f | %d of %d | %d of %d |\n", name, s.Found, s.Cuts-s.Found, s.Wrong, s.F1(), s.Blends, s.Dissolves, s.Fooled, s.Flashes)
	}
	fmt.Printf("| %d hard cuts, %d frames | found | missed | wrong | F1 | dissolves | flashes taken for cuts |\n|---|---|---|---|---|---|---|\n", ours.Cuts, frames)
	row("backlot", ours)
	for _, limit := range []string{"5", "10", "15"} {
		row("ffmpeg scdet "+limit, *theirs[limit])
	}
	fmt.Printf("%.1f ms a frame (wall), middles of dissolves off by %.1f frames on average, %d invented\n", busy.Seconds()*1000/float64(frames), float64(ours.Off)/float64(max(ours.Blends, 1)), ours.Invent)
	return nil
}

// encode paints a reel and compresses it as dailies are.
func encode(ctx context.Context, m *reel.Reel, path string) error {
	cmd := exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv444p", "-s", fmt.Sprintf("%dx%d", width, height), "-r", "24", "-i", "-",
		"-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", path)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	b := make([]byte, 3*width*height)
	for n := range m.Frames {
		m.Paint(n, width, height, b)
		if _, err := in.Write(b); err != nil {
			break // ffmpeg says why
		}
	}
	in.Close()
	return cmd.Wait()
}

var sceneTime = regexp.MustCompile(`lavfi\.scd\.time: ([0-9.]+)`)

// scdet lists the frames at which ffmpeg sees a new scene.
func scdet(ctx context.Context, path, limit string) ([]int, error) {
	cmd := exec.CommandContext(ctx, "ffmpeg", "-hide_banner", "-i", path, "-vf", "scdet=t="+limit, "-f", "null", "-")
	var said bytes.Buffer
	cmd.Stderr, cmd.Stdout = &said, io.Discard
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("scdet: %w: %s", err, said.Bytes())
	}
	var out []int
	for _, m := range sceneTime.FindAllSubmatch(said.Bytes(), -1) {
		at, err := strconv.ParseFloat(string(m[1]), 64)
		if err != nil {
			return nil, err
		}
		out = append(out, int(at*24+0.5))
	}
	return out, nil
}
