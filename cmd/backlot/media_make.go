package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"backlot/film/media"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// MediaProxyCmd makes a proxy.
type MediaProxyCmd struct {
	MediaSource
	Out     string `arg:"" help:"Where to write; ends in .mp4 or .mov."`
	Height  int    `help:"Height of the picture, such as 1080, 720, 540 or 360; never more than the source's. Without it, that of the source."`
	Quality int    `help:"x264's constant rate factor, 1 (best) to 51; without it 23."`
	Silent  bool   `help:"Leave the sound out."`
	MediaLook
	Sound  string `type:"existingfile" help:"A file of sound that goes with the picture in place of its own."`
	Offset int64  `help:"At which of its samples that sound begins, counted from the first frame; negative when the recorder rolled earlier."`
	MediaTalk
}

// Run makes the proxy.
func (c *MediaProxyCmd) Run() error {
	marks, err := c.marks()
	if err != nil {
		return mediaWrong(err)
	}
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		i, err := c.open(ctx, t)
		if err != nil {
			return err
		}
		plan := media.Plan{Proxies: []media.Proxy{{Path: c.Out, Height: c.Height, Look: c.Look, Burn: marks, Quality: c.Quality, Silent: c.Silent}}}
		if c.Sound != "" {
			plan.Sound = &media.Sound{Path: c.Sound, Offset: c.Offset}
		}
		tell, end := c.progress()
		plan.Progress = tell
		made, err := t.Make(ctx, i, plan)
		end()
		if err != nil {
			return err
		}
		p := made.Proxies[0]
		return c.say(p, fmt.Sprintf("%s: %d x %d, %d frames at %s, %d bytes", p.Path, p.Width, p.Height, p.Frames, i.Video.Rate.Name(), p.Bytes),
			append(i.Findings, made.Findings...))
	})
}

// MediaHLSCmd makes review segments.
type MediaHLSCmd struct {
	MediaSource
	Out    string `arg:"" help:"Folder to make; the playlist is master.m3u8 in it."`
	Height []int  `help:"Heights, several with commas; without it 1080, 720, 540 and 360 as far as the source reaches."`
	MediaLook
	MediaTalk
}

// Run makes the proxies, cuts them, and leaves the segments.
func (c *MediaHLSCmd) Run() error {
	marks, err := c.marks()
	if err != nil {
		return mediaWrong(err)
	}
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		i, err := c.open(ctx, t)
		if err != nil {
			return err
		}
		if i.Video == nil {
			return fmt.Errorf("%s has no picture to review", c.File)
		}
		tmp, err := os.MkdirTemp("", "backlot-hls-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(tmp)
		plan, paths := ladder(i, tmp, c.Height, c.Look, marks)
		tell, end := c.progress()
		plan.Progress = tell
		made, err := t.Make(ctx, i, plan)
		end()
		if err != nil {
			return err
		}
		s, err := t.HLS(ctx, c.Out, paths)
		if err != nil {
			return err
		}
		return c.say(s, streamWords(s), append(i.Findings, made.Findings...))
	})
}

// ladder plans proxies of several heights, of which the first has the sound.
func ladder(i *media.Info, dir string, heights []int, look string, marks []media.Mark) (media.Plan, []string) {
	if len(heights) == 0 {
		heights = media.Ladder(i.Video)
	}
	var plan media.Plan
	var paths []string
	for n, h := range heights {
		path := filepath.Join(dir, fmt.Sprintf("%dp.mp4", h))
		paths = append(paths, path)
		plan.Proxies = append(plan.Proxies, media.Proxy{Path: path, Height: h, Look: look, Burn: marks, Silent: n > 0})
	}
	return plan, paths
}

func streamWords(s *media.Stream) string {
	var sizes []string
	for _, r := range s.Rungs {
		sizes = append(sizes, fmt.Sprintf("%s %.1f Mbit/s", r.Name, float64(r.Bandwidth)/1e6))
	}
	return fmt.Sprintf("%s: %s; %d segments, %.3f s", s.Master, strings.Join(sizes, ", "), s.Rungs[0].Segments, s.Rungs[0].Seconds)
}

// MediaThumbsCmd takes thumbnails.
type MediaThumbsCmd struct {
	MediaSource
	Out   string  `arg:"" help:"Folder for the pictures, NAME-FRAME.jpg." type:"existingdir"`
	Frame []int64 `help:"Frames to take, counted from 0, several with commas."`
	Count int     `default:"5" help:"Without frames: how many, evenly over the clip."`
	Width int     `default:"320" help:"Width of a picture."`
	MediaTalk
}

// Run takes them.
func (c *MediaThumbsCmd) Run() error {
	if c.Width < 16 || c.Width > 8192 || c.Count < 1 || c.Count > 1000 || len(c.Frame) > 1000 {
		return mediaWrong(fmt.Errorf("%d thumbnails, %d wide: want 1 to 1000, 16 to 8192 wide", max(c.Count, len(c.Frame)), c.Width))
	}
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		i, err := c.open(ctx, t)
		if err != nil {
			return err
		}
		if i.Video == nil {
			return fmt.Errorf("%s has no picture", c.File)
		}
		frames := c.Frame
		for n := range c.Count {
			if len(c.Frame) == 0 { // in the middle of each part: the first frame is often a slate out of focus
				frames = append(frames, (2*int64(n)+1)*i.Video.Frames/(2*int64(c.Count)))
			}
		}
		stem := strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))
		var plan media.Plan
		var lines []string
		for _, f := range frames {
			path := filepath.Join(c.Out, fmt.Sprintf("%s-%06d.jpg", stem, f))
			plan.Thumbs = append(plan.Thumbs, media.Thumb{Path: path, Frame: f, Width: c.Width})
			lines = append(lines, path)
		}
		tell, end := c.progress()
		plan.Progress = tell
		made, err := t.Make(ctx, i, plan)
		end()
		if err != nil {
			return err
		}
		return c.say(made.Thumbs, strings.Join(lines, "\n"), append(i.Findings, made.Findings...))
	})
}

// MediaFilmstripCmd makes a filmstrip.
type MediaFilmstripCmd struct {
	MediaSource
	Out   string `arg:"" help:"Where to write the JPEG; its JSON goes beside it."`
	Width int    `default:"160" help:"Width of one picture."`
	Step  int64  `help:"Frames from one picture to the next; without it, so many that --most pictures are enough."`
	Most  int    `default:"100" help:"How many pictures there may be."`
	MediaTalk
}

// Run makes it.
func (c *MediaFilmstripCmd) Run() error {
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		i, err := c.open(ctx, t)
		if err != nil {
			return err
		}
		tell, end := c.progress()
		s, err := t.Filmstrip(ctx, i, media.Filmstrip{Path: c.Out, Width: c.Width, Step: c.Step, Most: c.Most}, tell)
		end()
		if err != nil {
			return err
		}
		return c.say(s, fmt.Sprintf("%s: %d pictures of %d x %d, one every %d frames", c.Out, s.Count, s.Width, s.Height, s.Step), i.Findings)
	})
}

// MediaStillCmd takes a still.
type MediaStillCmd struct {
	MediaSource
	Out   string `arg:"" help:"Where to write; ends in .png or .jpg."`
	Frame string `name:"at" default:"0" help:"The frame: its number from 0, or its timecode."`
	Width int    `help:"Scale down to this width."`
	MediaLook
	MediaTalk
}

// Run takes it.
func (c *MediaStillCmd) Run() error {
	marks, err := c.marks()
	if err != nil {
		return mediaWrong(err)
	}
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		i, err := c.open(ctx, t)
		if err != nil {
			return err
		}
		frame, err := frameOf(i, c.Frame)
		if err != nil {
			return mediaWrong(err)
		}
		s := media.Still{Path: c.Out, Frame: frame, Width: c.Width, Look: c.Look, Burn: marks}
		if err := t.Still(ctx, i, s); err != nil {
			return err
		}
		return c.say(s, fmt.Sprintf("%s: frame %d", c.Out, frame), i.Findings)
	})
}

// frameOf is the frame of a clip that a number or a timecode means.
func frameOf(i *media.Info, s string) (int64, error) {
	if !strings.ContainsAny(s, ":;") {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("frame %q: want a number from 0, or a timecode", s)
		}
		return n, nil
	}
	if i.Timecode == nil {
		return 0, fmt.Errorf("timecode %s: the clip has none; want the number of a frame", s)
	}
	n, err := timecode.Base{Rate: i.Timecode.Rate, Drop: i.Timecode.Drop}.Parse(s)
	if err != nil {
		return 0, err
	}
	n -= i.Timecode.Frame
	if n < 0 || n >= i.Video.Frames {
		return 0, fmt.Errorf("timecode %s is not in the clip; want %s to %s", s, i.Timecode.At(0), i.Timecode.At(i.Video.Frames-1))
	}
	return n, nil
}

// MediaIngestCmd makes everything at once.
type MediaIngestCmd struct {
	MediaSource
	Out     string `arg:"" help:"Folder to make."`
	Height  []int  `help:"Heights of the proxies, several with commas; without it 1080, 720, 540 and 360 as far as the source reaches."`
	Buckets int    `default:"2000" help:"Parts of the waveform."`
	MediaLook
	MediaTalk
}

// mediaIngest is the JSON of an ingest.
type mediaIngest struct {
	*media.Made
	Info   *media.Info   `json:"info"`
	Stream *media.Stream `json:"stream,omitempty"`
}

// Run reads the clip once and makes proxies, segments, a thumbnail, a filmstrip and a waveform.
func (c *MediaIngestCmd) Run() error {
	marks, err := c.marks()
	if err != nil {
		return mediaWrong(err)
	}
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		i, err := c.open(ctx, t)
		if err != nil {
			return err
		}
		if err := os.Mkdir(c.Out, 0o755); err != nil {
			return fmt.Errorf("%w; want a new folder", err)
		}
		var plan media.Plan
		var paths []string
		if i.Video != nil {
			plan, paths = ladder(i, c.Out, c.Height, c.Look, marks)
			plan.Thumbs = []media.Thumb{{Path: filepath.Join(c.Out, "thumb.jpg"), Frame: i.Video.Frames / 2, Width: 320}}
			plan.Filmstrip = &media.Filmstrip{Path: filepath.Join(c.Out, "filmstrip.jpg")}
		}
		if len(i.Audio) > 0 {
			plan.Waveform = &media.WaveformOptions{Buckets: c.Buckets}
		}
		tell, end := c.progress()
		plan.Progress = tell
		made, err := t.Make(ctx, i, plan)
		end()
		if err != nil {
			return err
		}
		return c.finish(ctx, t, mediaIngest{Made: made, Info: i}, paths)
	})
}

func (c *MediaIngestCmd) finish(ctx context.Context, t *media.Tools, out mediaIngest, paths []string) error {
	line := c.Out + ":"
	if len(paths) > 0 {
		s, err := t.HLS(ctx, filepath.Join(c.Out, "hls"), paths)
		if err != nil {
			return err
		}
		out.Stream = s
		line += fmt.Sprintf(" %d proxies, segments, thumbnail, filmstrip", len(paths))
	}
	if out.Waveform != nil {
		if err := writeJSONFile(filepath.Join(c.Out, "waveform.json"), out.Waveform); err != nil {
			return err
		}
		line += " and waveform"
	}
	return c.say(out, line, append([]timeline.Finding(nil), append(out.Info.Findings, out.Findings...)...))
}
