package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"backlot/film/camera"
	"backlot/film/media"
	"backlot/film/media/cuts"
	"backlot/film/media/sync"
	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// MediaMetaCmd reads camera metadata.
type MediaMetaCmd struct {
	Files []string `arg:"" name:"file" help:"ARRI, RED or Canon tables, Blackmagic dumps, Avid logs, or clips; - is standard input."`
	One   bool     `help:"All files are about one clip: put them together, and say where they differ."`
	JSON  bool     `name:"json" help:"One JSON object a clip."`
}

// Run prints what cameras say; the exit code is 1 if a file cannot be read or something in it cannot be.
func (c *MediaMetaCmd) Run() error { return c.run(os.Stdout) }

func (c *MediaMetaCmd) run(out io.Writer) error {
	var all []camera.Clip
	bad := false
	for _, path := range c.Files {
		clips, err := readCamera(path)
		if err != nil {
			fmt.Fprintf(os.Stderr, "backlot: %s: %v\n", path, err)
			bad = true
			continue
		}
		all = append(all, clips...)
	}
	if c.One && len(all) > 1 {
		all = []camera.Clip{camera.Merge(all...)}
	}
	for _, k := range all {
		bad = bad || anyWrong(k.Findings)
		if c.JSON {
			if err := printJSON(out, k); err != nil {
				return err
			}
			continue
		}
		printCamera(out, k)
	}
	if bad {
		return exitCode(1)
	}
	return nil
}

// readCamera reads a dump, a list, or the tags of a clip.
func readCamera(path string) ([]camera.Clip, error) {
	if path == "-" {
		return camera.Read(os.Stdin)
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".mov", ".mp4", ".mxf", ".m4v", ".braw", ".r3d", ".avi", ".mkv":
		var clip camera.Clip
		err := mediaRun(func(ctx context.Context, t *media.Tools) error {
			info, err := t.Probe(ctx, path, media.ProbeOptions{})
			if err != nil {
				return err
			}
			clip = camera.FromTags(info.Tags)
			clip.Reel, clip.Name = or(clip.Reel, info.Reel), or(clip.Name, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
			if v := info.Video; v != nil {
				clip.Rate, clip.Frames, clip.Width, clip.Height, clip.Codec = v.Rate, v.Frames, v.Width, v.Height, v.Codec
			}
			clip.Findings = append(clip.Findings, info.Findings...)
			return nil
		})
		return []camera.Clip{clip}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return camera.Read(f)
}

func printCamera(out io.Writer, k camera.Clip) {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if k.Scene != "" || k.Take != "" {
		add("scene %s take %s", or(k.Scene, "-"), or(k.Take, "-"))
	}
	if k.Timecode != "" {
		add("begins %s", k.Timecode)
	}
	if k.Frames > 0 {
		add("%d frames at %s", k.Frames, k.Rate.Name())
	}
	if k.Lens != "" || k.FocalTenthMM > 0 {
		add("%s %.4g mm", k.Lens, float64(k.FocalTenthMM)/10)
	}
	if k.TStopHundredths > 0 {
		add("T%.3g", float64(k.TStopHundredths)/100)
	}
	if k.ISO > 0 {
		add("EI %d", k.ISO)
	}
	if k.WhiteBalanceK > 0 {
		add("%d K", k.WhiteBalanceK)
	}
	if k.ShutterTenthDeg > 0 {
		add("%.4g°", float64(k.ShutterTenthDeg)/10)
	}
	if s, ok := k.Span["focus_mm"]; ok {
		add("focus %d to %d mm", s[0], s[1])
	}
	fmt.Fprintf(out, "%s (%s): %s\n", or(k.Name, "clip"), strings.TrimSpace(k.Make+" "+k.Model+" from "+k.Source), strings.Join(parts, ", "))
	printFindings(out, k.Findings)
}

// MediaSyncCmd lays sound to picture.
type MediaSyncCmd struct {
	Picture string `arg:"" help:"Clip with the camera's own sound, or with timecode." type:"existingfile"`
	Sound   string `arg:"" help:"Sound file of the recorder." type:"existingfile"`
	By      string `default:"both" enum:"both,timecode,waveform" help:"How: timecode, waveform, or both, where the waveform proves the timecode."`
	JSON    bool   `name:"json" help:"One JSON object."`
}

// mediaSync is the JSON of a sync.
type mediaSync struct {
	Picture  string             `json:"picture"`
	Sound    string             `json:"sound"`
	Timecode *sync.Match        `json:"timecode,omitempty"`
	Waveform *sync.Match        `json:"waveform,omitempty"`
	Findings []timeline.Finding `json:"findings,omitempty"`
}

// Run prints where the sound lies; the exit code is 1 when it does not belong to the picture, or timecode and waveform disagree.
func (c *MediaSyncCmd) Run() error {
	return mediaRun(func(ctx context.Context, t *media.Tools) error { return c.run(ctx, t, os.Stdout) })
}

func (c *MediaSyncCmd) run(ctx context.Context, t *media.Tools, out io.Writer) error {
	info, err := t.Probe(ctx, c.Picture, media.ProbeOptions{})
	if err != nil {
		return err
	}
	if info.Video == nil {
		return fmt.Errorf("%s: there is no picture in it", c.Picture)
	}
	heard, err := readWave(c.Sound, info.Video.Rate)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Sound, err)
	}
	v := mediaSync{Picture: c.Picture, Sound: c.Sound}
	if c.By != "waveform" {
		m, err := syncByCode(info, heard)
		if v.Timecode, err = m, v.refused(sync.Timecode, err); err != nil {
			return err
		}
	}
	if c.By != "timecode" {
		m, err := c.syncByEar(ctx, t, info, heard)
		if v.Waveform, err = m, v.refused(sync.Waveform, err); err != nil {
			return err
		}
	}
	if a, b := v.Timecode, v.Waveform; a != nil && b != nil && max(a.Frames-b.Frames, b.Frames-a.Frames) > 0.5 {
		v.Findings = append(v.Findings, timeline.Finding{Level: timeline.Wrong, Place: "timecode", Text: fmt.Sprintf("timecode and waveform lie %.1f frames apart; trust the waveform, and ask whether a clock was jammed", a.Frames-b.Frames)})
	}
	if c.JSON {
		err = printJSON(out, v)
	} else {
		v.print(out)
	}
	if err == nil && (v.Timecode == nil && v.Waveform == nil || anyWrong(v.Findings)) {
		return exitCode(1)
	}
	return err
}

// refused turns a refusal into a finding; other errors end the command.
func (v *mediaSync) refused(how sync.Method, err error) error {
	if err == nil || !errors.Is(err, sync.ErrNoMatch) {
		return err
	}
	v.Findings = append(v.Findings, timeline.Finding{Level: timeline.Doubtful, Place: string(how), Text: err.Error()})
	return nil
}

func syncByCode(info *media.Info, heard *waveInfo) (*sync.Match, error) {
	start, hertz, ok := heard.Start()
	if !ok || info.Timecode == nil {
		return nil, fmt.Errorf("sync by timecode: the picture or the sound has none: %w", sync.ErrNoMatch)
	}
	base, _ := heard.Base()
	m, err := sync.ByTimecode(sync.Picture{Start: info.Timecode.Frame, Frames: info.Video.Frames, Base: timecode.Base{Rate: info.Video.Rate, Drop: info.Timecode.Drop}},
		sync.Sound{Start: start, Samples: heard.Samples, SampleRate: heard.Format.SampleRate, StampRate: hertz, Base: base})
	if err != nil {
		return nil, err
	}
	return &m, nil
}

func (c *MediaSyncCmd) syncByEar(ctx context.Context, t *media.Tools, info *media.Info, heard *waveInfo) (*sync.Match, error) {
	if len(info.Audio) == 0 {
		return nil, fmt.Errorf("sync by waveform: the camera recorded no sound: %w", sync.ErrNoMatch)
	}
	a, err := t.RawSound(ctx, c.Picture, sync.Hertz)
	if err != nil {
		return nil, err
	}
	b, err := t.RawSound(ctx, c.Sound, sync.Hertz)
	if err != nil {
		return nil, err
	}
	m, err := sync.ByWaveform(a, b, info.Video.Rate, heard.Format.SampleRate)
	if err != nil {
		return nil, err
	}
	return &m, nil
}

func (v *mediaSync) print(out io.Writer) {
	for _, m := range []*sync.Match{v.Timecode, v.Waveform} {
		if m == nil {
			continue
		}
		fmt.Fprintf(out, "by %s: the picture begins at sample %d of the sound (%.3f frames), %.0f %% of it has sound, confidence %.2f", m.Method, m.Sample, m.Frames, 100*m.Covers, m.Confidence)
		if m.DriftPPM != 0 {
			fmt.Fprintf(out, ", the sound runs %.0f millionths long", m.DriftPPM)
		}
		fmt.Fprintln(out)
	}
	printFindings(out, v.Findings)
}

// MediaCutsCmd finds where shots begin.
type MediaCutsCmd struct {
	File string `arg:"" help:"Clip or reel." type:"existingfile"`
	JSON bool   `name:"json" help:"One JSON object."`
}

// mediaCuts is the JSON of the shots of a reel.
type mediaCuts struct {
	File string     `json:"file"`
	Rate rate.Rate  `json:"rate"`
	Cuts []mediaCut `json:"cuts"`
}

type mediaCut struct {
	cuts.Cut
	Timecode string `json:"timecode"`
}

// Run prints hard cuts and dissolves.
func (c *MediaCutsCmd) Run() error {
	return mediaRun(func(ctx context.Context, t *media.Tools) error { return c.run(ctx, t, os.Stdout) })
}

func (c *MediaCutsCmd) run(ctx context.Context, t *media.Tools, out io.Writer) error {
	info, err := t.Probe(ctx, c.File, media.ProbeOptions{})
	if err != nil {
		return err
	}
	if info.Video == nil {
		return fmt.Errorf("%s: there is no picture in it", c.File)
	}
	r, w := io.Pipe()
	go func() {
		w.CloseWithError(t.RawPicture(ctx, c.File, cuts.Width, cuts.Height, "yuv444p", w))
	}()
	found, err := cuts.Find(r)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	v := mediaCuts{File: c.File, Rate: info.Video.Rate, Cuts: []mediaCut{}}
	base, start := timecode.Base{Rate: info.Video.Rate}, int64(0)
	if info.Timecode != nil {
		base, start = info.Timecode.Base(), info.Timecode.Frame
	}
	for _, k := range found {
		v.Cuts = append(v.Cuts, mediaCut{k, base.Format(start + k.Frame)})
	}
	if c.JSON {
		return printJSON(out, v)
	}
	for _, k := range v.Cuts {
		fmt.Fprintf(out, "%s  frame %6d  %s", k.Timecode, k.Frame, k.Kind)
		if k.Kind == cuts.Dissolve {
			fmt.Fprintf(out, " %d to %d", k.From, k.To)
		}
		fmt.Fprintf(out, "  %.2f\n", k.Score)
	}
	fmt.Fprintf(out, "%s: %d cuts\n", c.File, len(v.Cuts))
	return nil
}
