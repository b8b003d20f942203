package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"backlot/film/timeline"
)

// Plan is what to make of one source while it is read once.
type Plan struct {
	Proxies   []Proxy
	Filmstrip *Filmstrip
	Thumbs    []Thumb
	Waveform  *WaveformOptions
	// Sound, when set, goes with the picture in place of the source's own.
	Sound *Sound
	// Progress, when set, is called now and then, from one goroutine.
	Progress func(Progress)
}

// Proxy is a copy to look at: H.264 in 8 bits 4:2:0, whole groups of at most half a second with nothing before them needed,
// as many frames at the same rate as the source has, its timecode, sound as AAC, the index first.
type Proxy struct {
	Path   string `json:"path"`   // ends in .mp4 or .mov
	Height int    `json:"height"` // of the picture; 0, or more than there is, is that of the source
	// Look is the path of a .cube table that goes over the picture, tetrahedrally; "" leaves it as it was recorded.
	Look string `json:"look,omitempty"`
	Burn []Mark `json:"burn,omitempty"`
	// Quality is x264's constant rate factor, 1 to 51, lower is better; 0 is 23.
	Quality int  `json:"quality,omitempty"`
	Silent  bool `json:"silent,omitempty"` // leaves the sound out
}

// Sound is a file of sound that belongs to a picture.
type Sound struct {
	Path string `json:"path"`
	// Offset says at which sample the sound begins, counted from the first frame of the picture; a recorder that rolled
	// earlier has a negative one.
	Offset int64 `json:"offset"`
	// Rate is how many samples a second are played, where the file's head says otherwise: 48,048 for what a recorder took
	// that was pulled up; 0 is what the head says.
	Rate int `json:"rate,omitempty"`
	// Channels to mix, counted from 0; none is the first, where recorders keep their mix.
	Channels []int `json:"channels,omitempty"`
}

// Made is what came of a plan.
type Made struct {
	Proxies   []ProxyMade        `json:"proxies,omitempty"`
	Filmstrip *Sheet             `json:"filmstrip,omitempty"`
	Thumbs    []Thumb            `json:"thumbs,omitempty"`
	Waveform  *Waveform          `json:"waveform,omitempty"`
	Findings  []timeline.Finding `json:"findings,omitempty"`
}

// ProxyMade is a proxy that stands at its path.
type ProxyMade struct {
	Proxy
	Width  int   `json:"width"` // and Proxy.Height as it became
	Frames int64 `json:"frames"`
	Bytes  int64 `json:"bytes"`
}

// Ladder is the heights of proxies for a source, highest first: 1080, 720, 540 and 360 as far as the source reaches, and
// at least the source itself.
func Ladder(v *Video) []int {
	_, height := v.Display()
	var out []int
	for _, h := range []int{1080, 720, 540, 360} {
		if h <= height {
			out = append(out, h)
		}
	}
	if len(out) == 0 {
		out = append(out, height-height%2)
	}
	return out
}

// Proxy makes one proxy.
func (t *Tools) Proxy(ctx context.Context, of *Info, p Proxy, progress func(Progress)) (*ProxyMade, error) {
	made, err := t.Make(ctx, of, Plan{Proxies: []Proxy{p}, Progress: progress})
	if err != nil {
		return nil, err
	}
	return &made.Proxies[0], nil
}

// Make carries out a plan in one run of ffmpeg: the source is read and decoded once. Files come into place when the run is
// over and every proxy has as many frames as the source; until then, and after an error, nothing is there.
func (t *Tools) Make(ctx context.Context, of *Info, plan Plan) (*Made, error) {
	if err := plan.check(of); err != nil {
		return nil, err
	}
	r := &making{tools: t, of: of, plan: plan, made: &Made{}}
	defer r.clean()
	if err := r.prepare(); err != nil {
		return nil, fmt.Errorf("make from %s: %w", of.Path, err)
	}
	if r.empty() {
		return r.made, nil
	}
	if err := r.run(ctx); err != nil {
		return nil, fmt.Errorf("make from %s: %w", of.Path, err)
	}
	if err := r.finish(); err != nil {
		return nil, fmt.Errorf("make from %s: %w", of.Path, err)
	}
	return r.made, nil
}

func (p *Plan) check(of *Info) error {
	if of.Video == nil && (len(p.Proxies) > 0 || len(p.Thumbs) > 0 || p.Filmstrip != nil) {
		return fmt.Errorf("%s has no picture: want a waveform of it, nothing else", of.Path)
	}
	if of.Video != nil && of.Video.Rate.IsZero() {
		return fmt.Errorf("%s has no frame rate; set Info.Video.Rate to what the camera ran at", of.Path)
	}
	if p.Waveform != nil && len(of.Audio) == 0 {
		return fmt.Errorf("%s has no sound: want no waveform of it", of.Path)
	}
	paths := map[string]bool{}
	for _, x := range p.Proxies {
		if err := x.check(); err != nil {
			return err
		}
		if err := of.itself(x.Path); err != nil {
			return err
		}
		if paths[x.Path] {
			return fmt.Errorf("two proxies would be %s; want a path for each", x.Path)
		}
		paths[x.Path] = true
	}
	for _, x := range p.Thumbs {
		if err := x.check(of); err != nil {
			return err
		}
	}
	return nil
}

// itself refuses to put anything in the place of the file it is made from.
func (i *Info) itself(path string) error {
	a, err := os.Stat(path)
	if err != nil {
		return nil //nolint:nilerr // there is nothing to be lost
	}
	if b, err := os.Stat(i.Path); err == nil && os.SameFile(a, b) {
		return fmt.Errorf("%s is the source itself, and would be lost; want another path", path)
	}
	return nil
}

func (p Proxy) check() error {
	if e := strings.ToLower(filepath.Ext(p.Path)); e != ".mp4" && e != ".mov" {
		return fmt.Errorf("proxy %s: want a path that ends in .mp4 or .mov", p.Path)
	}
	if p.Height < 0 || p.Height > 8640 || p.Height%2 != 0 {
		return fmt.Errorf("proxy of height %d: want an even number up to 8640, or 0 for that of the source", p.Height)
	}
	if p.Quality < 0 || p.Quality > 51 {
		return fmt.Errorf("proxy of quality %d: want 1 (best) to 51, or 0 for 23", p.Quality)
	}
	for _, m := range p.Burn {
		if err := m.check(); err != nil {
			return err
		}
	}
	return nil
}

// making is a plan that is being carried out.
type making struct {
	tools *Tools
	of    *Info
	plan  Plan
	made  *Made
	// dir takes texts; parts are the files that are written, and the names they will have.
	dir    string
	parts  []part
	rungs  []string // where each proxy is written
	graph  []string
	output []string // arguments of all outputs
	said   []string
	wave   *waveBuilder
}

type part struct{ tmp, path string }

// part is where to write a file until it is whole: beside its place, so that it can be renamed, and with its ending, by which
// ffmpeg knows the format.
func (r *making) part(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".backlot-*"+filepath.Ext(path))
	if err != nil {
		return "", err
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	r.parts = append(r.parts, part{f.Name(), path})
	return f.Name(), nil
}

func (r *making) clean() {
	for _, p := range r.parts {
		os.Remove(p.tmp)
	}
	if r.dir != "" {
		os.RemoveAll(r.dir)
	}
}

func tempDir() (string, error) { return os.MkdirTemp("", "backlot-media-*") }

func (r *making) empty() bool { return len(r.output) == 0 }

func (r *making) prepare() error {
	var err error
	if r.dir, err = tempDir(); err != nil {
		return err
	}
	if err := r.tools.Need(r.needs()); err != nil {
		return err
	}
	if err := r.pictures(); err != nil {
		return err
	}
	if r.plan.Waveform != nil {
		r.waveform()
	}
	return nil
}

// needs are the filters and encoders of the plan.
func (r *making) needs() (filters, encoders []string) {
	if len(r.plan.Proxies) > 0 {
		filters = append(filters, "scale", "setpts", "settb", "aresample")
		if s := r.plan.Sound; s != nil && s.Rate > 0 {
			filters = append(filters, "asetrate")
		}
		encoders = append(encoders, "libx264", "aac")
	}
	for _, p := range r.plan.Proxies {
		if p.Look != "" {
			filters = append(filters, "lut3d")
		}
		if len(p.Burn) > 0 {
			filters = append(filters, "drawtext", "drawbox")
		}
	}
	if r.plan.Filmstrip != nil || len(r.plan.Thumbs) > 0 {
		filters = append(filters, "select", "tile")
		encoders = append(encoders, "mjpeg")
	}
	return filters, encoders
}

func (r *making) run(ctx context.Context) error {
	args, err := input(r.of.Path)
	if err != nil {
		return err
	}
	if s := r.plan.Sound; s != nil {
		in, err := input(s.Path)
		if err != nil {
			return err
		}
		args = append(args, in...)
	}
	if len(r.graph) > 0 {
		args = append(args, "-filter_complex", strings.Join(r.graph, ";"))
	}
	c := command{args: append(args, r.output...), progress: r.plan.Progress}
	if r.of.Video != nil {
		c.frames = r.of.Video.Frames
	}
	if r.wave == nil {
		r.said, err = r.tools.ffmpeg(ctx, c)
		return err
	}
	pr, pw := io.Pipe()
	c.stdout = pw
	done := make(chan error, 1)
	go func() {
		err := r.wave.read(pr)
		pr.CloseWithError(err)
		done <- err
	}()
	r.said, err = r.tools.ffmpeg(ctx, c)
	pw.Close()
	if waving := <-done; err == nil {
		err = waving
	}
	return err
}

// finish counts what was made and puts it in place.
func (r *making) finish() error {
	for n, p := range r.plan.Proxies {
		m, err := openMovie(r.rungs[n])
		if err != nil {
			return fmt.Errorf("proxy %s: %w", p.Path, err)
		}
		if err := r.compare(p, m); err != nil {
			return err
		}
		p.Height = m.height
		r.made.Proxies = append(r.made.Proxies, ProxyMade{p, m.width, m.frames, m.size})
	}
	if r.wave != nil {
		r.made.Waveform = r.wave.finish()
	}
	for _, c := range r.said {
		r.made.Findings = append(r.made.Findings, timeline.Finding{Level: timeline.Doubtful, Text: "ffmpeg: " + c})
	}
	return r.place()
}

// place gives everything that was written its name.
func (r *making) place() error {
	for _, p := range r.parts {
		if info, err := os.Stat(p.tmp); err != nil || info.Size() == 0 {
			return fmt.Errorf("%s: ffmpeg wrote nothing; is the source damaged?", p.path)
		}
		if err := os.Chmod(p.tmp, 0o644); err != nil {
			return err
		}
		if err := os.Rename(p.tmp, p.path); err != nil {
			return err
		}
	}
	return nil
}

// compare holds a proxy against its source. Of a damaged source less comes out than its header says, which is a finding; of
// a good one it would be our fault. Every frame has to last as long as the rate says.
func (r *making) compare(p Proxy, got *movie) error {
	want := r.of.Video
	if got.frames == 0 {
		return errors.New("the proxy has no picture; is the source damaged?")
	}
	if got.ticks*int64(want.Rate.Num) != got.scale*int64(want.Rate.Den) && got.frames > 1 {
		return fmt.Errorf("proxy %s: its frames do not follow each other at %s", filepath.Base(p.Path), want.Rate.Name())
	}
	if want.Variable || got.frames == want.Frames {
		return nil
	}
	text := fmt.Sprintf("proxy %s has %d frames, the source %d", filepath.Base(p.Path), got.frames, want.Frames)
	if r.of.Wrong() > 0 || !want.Counted || len(r.said) > 0 {
		r.made.Findings = append(r.made.Findings, timeline.Finding{Level: timeline.Wrong, Place: "frames", Text: text})
		return nil
	}
	return errors.New(text)
}
