package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"unicode"

	"backlot/film/media"
	"backlot/film/rate"
	"backlot/film/timeline"
)

// MediaCmd sees, measures and prepares footage, through ffmpeg.
type MediaCmd struct {
	Probe     MediaProbeCmd     `cmd:"" help:"Say what files or the clips of a card really are: rate, frames counted, timecode, and what is wrong."`
	Proxy     MediaProxyCmd     `cmd:"" help:"Make a copy to look at: same frames, same rate, quick to step through, with a look and burn-ins."`
	HLS       MediaHLSCmd       `cmd:"" name:"hls" help:"Cut a clip into segments for review in the browser, in several sizes."`
	Thumbs    MediaThumbsCmd    `cmd:"" help:"Take small pictures off a clip."`
	Filmstrip MediaFilmstripCmd `cmd:"" help:"Make a sheet of small pictures of a clip, and the JSON that says what is where."`
	Waveform  MediaWaveformCmd  `cmd:"" help:"Measure the shape of a clip's sound."`
	Still     MediaStillCmd     `cmd:"" help:"Take exactly one frame off a clip."`
	Meta      MediaMetaCmd      `cmd:"" help:"Say what cameras say about their clips: lens, stop, exposure index, shutter, filters, serial numbers."`
	Sync      MediaSyncCmd      `cmd:"" help:"Lay a recorder's sound to a clip by timecode and by waveform."`
	Cuts      MediaCutsCmd      `cmd:"" help:"Find where shots begin: hard cuts and dissolves."`
	Ingest    MediaIngestCmd    `cmd:"" help:"Make everything a clip needs to be seen, while it is read once."`
}

// mediaRun is what every command of media needs: the tools, and an end when somebody presses Ctrl-C.
func mediaRun(do func(ctx context.Context, t *media.Tools) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	t, err := media.Find(ctx, media.Options{})
	if err != nil {
		return err
	}
	return do(ctx, t)
}

// mediaWrong says what is wrong with the command line.
func mediaWrong(err error) error {
	fmt.Fprintln(os.Stderr, "backlot: media:", err)
	return exitCode(2)
}

// MediaTalk says how a command talks.
type MediaTalk struct {
	JSON  bool `name:"json" help:"Print the result as JSON."`
	Quiet bool `short:"q" help:"No progress."`
}

// progress prints to standard error how far a run is.
func (c MediaTalk) progress() (tell func(media.Progress), end func()) {
	if c.Quiet {
		return nil, func() {}
	}
	return func(p media.Progress) {
		fmt.Fprintf(os.Stderr, "\r\033[K%3.0f %%  frame %d of %d", 100*p.Fraction(), p.Frame, p.Frames)
	}, func() { fmt.Fprint(os.Stderr, "\r\033[K") }
}

// say prints the result as JSON, or the line for people, and what there is to know beside it.
func (c MediaTalk) say(v any, line string, findings []timeline.Finding) error {
	for _, f := range findings {
		fmt.Fprintln(os.Stderr, f)
	}
	if c.JSON {
		return printJSON(os.Stdout, v)
	}
	fmt.Println(line)
	return nil
}

// MediaProbeCmd looks at files.
type MediaProbeCmd struct {
	Files []string `arg:"" name:"file" help:"Clips, or folders of them." type:"existingpath"`
	Quick bool     `help:"Believe the headers: frames are not counted."`
	JSON  bool     `name:"json" help:"Print JSON: clips, files that cannot be read, and what differs among them."`
}

// mediaProbe is the JSON of a probe.
type mediaProbe struct {
	Clips   []*media.Info      `json:"clips"`
	Refused []mediaRefused     `json:"refused"`
	Mixed   []timeline.Finding `json:"mixed"`
}

type mediaRefused struct {
	Path string `json:"path"`
	Why  string `json:"why"`
}

// Run prints what each file is; the exit code is 1 if one cannot be read, or something is wrong.
func (c *MediaProbeCmd) Run() error {
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		files, refused, err := mediaFiles(c.Files)
		if err != nil {
			return err
		}
		if len(files)+len(refused) == 0 {
			return fmt.Errorf("%s: there is no file of sound or picture in it", strings.Join(c.Files, ", "))
		}
		out := mediaProbe{Clips: []*media.Info{}, Refused: refused}
		for _, path := range files {
			i, err := t.Probe(ctx, path, media.ProbeOptions{Quick: c.Quick})
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				out.Refused = append(out.Refused, mediaRefused{path, strings.TrimPrefix(err.Error(), "probe "+path+": ")})
				continue
			}
			out.Clips = append(out.Clips, i)
		}
		out.Mixed = media.Mixed(out.Clips)
		if c.JSON {
			err = printJSON(os.Stdout, out)
		} else {
			out.print(os.Stdout)
		}
		if err == nil && out.wrong() {
			return exitCode(1)
		}
		return err
	})
}

func (p *mediaProbe) wrong() bool {
	for _, c := range p.Clips {
		if c.Wrong() > 0 {
			return true
		}
	}
	for _, f := range p.Mixed {
		if f.Level == timeline.Wrong {
			return true
		}
	}
	return len(p.Refused) > 0
}

func (p *mediaProbe) print(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, c := range p.Clips {
		picture, code := "no picture", ""
		if v := c.Video; v != nil {
			picture = fmt.Sprintf("%s %d x %d\t%s\t%d frames", v.Codec, v.Width, v.Height, v.Rate.Name(), v.Frames)
		} else {
			picture = fmt.Sprintf("no picture\t\t%.2f s", c.Seconds)
		}
		if c.Timecode != nil {
			code = c.Timecode.Code
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", onLine(c.Path), picture, code, soundWords(c), c.Reel)
	}
	tw.Flush()
	for _, c := range p.Clips {
		for _, f := range c.Findings {
			fmt.Fprintf(w, "%s: %s\n", onLine(c.Path), f)
		}
	}
	for _, r := range p.Refused {
		fmt.Fprintf(w, "%s: wrong: %s\n", onLine(r.Path), r.Why)
	}
	for _, f := range p.Mixed {
		fmt.Fprintln(w, f)
	}
}

// onLine is a path on one line: a name may have line breaks in it.
func onLine(path string) string {
	if strings.ContainsFunc(path, unicode.IsControl) {
		return strconv.Quote(path)
	}
	return path
}

func soundWords(c *media.Info) string {
	if len(c.Audio) == 0 {
		return "no sound"
	}
	channels := 0
	for _, a := range c.Audio {
		channels += a.Channels
	}
	return fmt.Sprintf("%d x %d Hz", channels, c.Audio[0].SampleRate)
}

// mediaFiles are files, and for a folder the sound and picture files in it; sequences of pictures in it are refused.
func mediaFiles(paths []string) (out []string, refused []mediaRefused, err error) {
	refused = []mediaRefused{}
	var others []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, nil, err
		}
		if !info.IsDir() {
			out = append(out, p)
			continue
		}
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || !d.Type().IsRegular():
			case media.IsMedia(path):
				out = append(out, path)
			default:
				others = append(others, path)
			}
			return err
		})
		if err != nil {
			return nil, nil, err
		}
	}
	for _, s := range media.Sequences(others) {
		refused = append(refused, mediaRefused{s.Path(), s.Why()})
	}
	return out, refused, nil
}

// MediaLook is how a picture is to look.
type MediaLook struct {
	Look string   `type:"existingfile" help:"A .cube table to put over the picture, as backlot look bake makes it."`
	Burn []string `sep:"none" help:"What to burn in, several times: timecode, frame, strip, name=42A T3, text=..., recipient=Ada Berg; with @PLACE: top-left, top, top-right, centre, bottom-left, bottom, bottom-right."`
}

func (c MediaLook) marks() ([]media.Mark, error) {
	var out []media.Mark
	for _, s := range c.Burn {
		m, err := media.ParseMark(s)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// MediaSource is a clip, and what it does not say itself.
type MediaSource struct {
	File string `arg:"" help:"The clip." type:"existingfile"`
	Rate string `help:"Frames a second, for a file that does not say, or lies."`
}

func (c MediaSource) open(ctx context.Context, t *media.Tools) (*media.Info, error) {
	i, err := t.Probe(ctx, c.File, media.ProbeOptions{})
	if err != nil || c.Rate == "" {
		return i, err
	}
	r, err := rate.Parse(c.Rate)
	if err != nil {
		return nil, mediaWrong(err)
	}
	if i.Video == nil {
		return nil, mediaWrong(fmt.Errorf("%s has no picture: a rate says nothing about it", c.File))
	}
	i.Video.Rate = r
	return i, nil
}

// MediaWaveformCmd measures sound.
type MediaWaveformCmd struct {
	MediaSource
	Out     string `arg:"" optional:"" help:"Where to write the JSON; without it, or with -, standard output."`
	Buckets int    `default:"2000" help:"How many parts the sound is cut into."`
	Quiet   bool   `short:"q" help:"No progress."`
}

// Run writes the waveform.
func (c *MediaWaveformCmd) Run() error {
	if c.Buckets < 1 || c.Buckets > 1_000_000 {
		return mediaWrong(fmt.Errorf("%d buckets: want 1 to 1000000", c.Buckets))
	}
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		i, err := c.open(ctx, t)
		if err != nil {
			return err
		}
		tell, end := MediaTalk{Quiet: c.Quiet}.progress()
		w, err := t.Waveform(ctx, i, media.WaveformOptions{Buckets: c.Buckets}, tell)
		end()
		if err != nil {
			return err
		}
		b, err := json.Marshal(w)
		if err != nil {
			return err
		}
		return writeOut(c.Out, append(b, '\n'))
	})
}
