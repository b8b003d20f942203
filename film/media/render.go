package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// Reel is how a cut is rendered to one file.
type Reel struct {
	Path string // ends in .mp4 or .mov
	// Height of the picture; 0 is that of the first medium that is found, at most 1080.
	Height int
	// Look is the path of a .cube table that goes over every shot.
	Look string
	// Burn is what is burned in. Codes and numbers are those of the record; a Name without a text is that of each shot.
	Burn []Mark
	// Quality is x264's constant rate factor; 0 is 23.
	Quality int
	// Find says where the medium of a shot may lie, best first; nothing means that it is missing.
	Find func(timeline.Shot) []string
	// Progress, when set, is told how many frames of the reel are there.
	Progress func(Progress)
}

// ReelMade is a reel that stands at its path.
type ReelMade struct {
	Path   string    `json:"path"`
	Width  int       `json:"width"`
	Height int       `json:"height"`
	Rate   rate.Rate `json:"rate"`
	Frames int64     `json:"frames"`
	Bytes  int64     `json:"bytes"`
	// Missing is what could not be shown or heard; in the picture a slug says so.
	Missing  []Missing          `json:"missing"`
	Findings []timeline.Finding `json:"findings,omitempty"`
}

// Missing is a part of a cut without its medium.
type Missing struct {
	Track  string `json:"track"`
	Name   string `json:"name"`
	Media  string `json:"media"`
	From   string `json:"from"` // record timecode
	Frames int64  `json:"frames"`
	Why    string `json:"why"`
}

// Render makes one file of a cut: the shots of the upper tracks over those of the lower, dissolves, changes of speed, and the
// sound of all audio tracks, or of the picture's own files where the cut has no sound. Gaps are black, or say what their markers
// say; what is missing is a slug with its name, and is listed.
func (t *Tools) Render(ctx context.Context, cut *timeline.Node, reel Reel) (*ReelMade, error) {
	if err := (Proxy{Path: reel.Path, Height: reel.Height, Quality: reel.Quality}).check(); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	for _, m := range reel.Burn {
		if m.What == Name && m.Text == "" {
			continue
		}
		if err := m.check(); err != nil {
			return nil, fmt.Errorf("render: %w", err)
		}
	}
	if err := t.Need([]string{"scale", "settb", "setpts", "fps", "xfade", "drawtext", "lut3d", "reverse", "tpad"}, []string{"libx264", "aac"}); err != nil {
		return nil, err
	}
	r := &rendering{tools: t, reel: reel, cut: cut, probed: map[string]*Info{}, refused: map[string]string{}, found: map[string]*Info{}}
	defer r.making.clean()
	if err := r.all(ctx); err != nil {
		return nil, fmt.Errorf("render %s: %w", cut.Name, err)
	}
	return &r.made, nil
}

// rendering is a reel that is being made.
type rendering struct {
	making
	tools   *Tools
	reel    Reel
	cut     *timeline.Node
	made    ReelMade
	shots   []timeline.Shot
	base    timecode.Base
	start   int64 // record frame of the first picture, from midnight
	width   int
	height  int
	probed  map[string]*Info  // by path
	refused map[string]string // path and why
	found   map[string]*Info  // by shot: track and start
	done    int64
}

func (r *rendering) all(ctx context.Context) error {
	var err error
	if r.dir, err = tempDir(); err != nil {
		return err
	}
	var list []piece
	list, r.shots, r.made.Rate = pieces(r.cut)
	if len(list) == 0 {
		return errors.New("the cut is empty: want at least one clip")
	}
	if r.cut.Start != nil {
		r.start = r.cut.Start.FramesAt(r.made.Rate)
	}
	if r.base, err = timecode.Of(r.made.Rate, r.cut.Drop()); err != nil {
		return err
	}
	r.made.Missing = []Missing{}
	r.made.Frames = list[len(list)-1].end
	if err := r.search(ctx); err != nil {
		return err
	}
	r.size()
	list = cutUp(list, r.where)
	picture := filepath.Join(r.dir, "picture.h264")
	if err := r.picture(ctx, list, picture); err != nil {
		return err
	}
	sound, err := r.mix(ctx, list)
	if err != nil {
		return err
	}
	return r.mux(ctx, picture, sound)
}

func key(s *timeline.Shot) string { return fmt.Sprintf("%s/%d", s.Track, s.Start) }

// search finds and looks at the media of all shots.
func (r *rendering) search(ctx context.Context) error {
	for n := range r.shots {
		s := &r.shots[n]
		var why []string
		if s.Node.Kind != timeline.Clip {
			r.miss(s, "a nested sequence: render it by itself, or flatten the cut in the cutting room")
			continue
		}
		for _, path := range r.reel.Find(*s) {
			i, err := r.probe(ctx, path)
			switch {
			case ctx.Err() != nil:
				return context.Cause(ctx)
			case err != "":
				why = append(why, err)
			case !s.Audio && i.Video == nil:
				why = append(why, path+" has no picture")
			case s.Audio && len(i.Audio) == 0:
				why = append(why, path+" has no sound")
			case r.found[key(s)] == nil || !covers(r.found[key(s)], s) && covers(i, s):
				r.found[key(s)] = i
			}
		}
		if r.found[key(s)] == nil {
			if len(why) == 0 {
				why = []string{"no file of this name was found"}
			}
			r.miss(s, strings.Join(why, "; "))
		}
	}
	return nil
}

// covers says whether the timecode of a file covers the beginning of a shot: of two files of one name that one is meant.
func covers(i *Info, s *timeline.Shot) bool {
	if i.Timecode == nil || i.Video == nil || s.Source.IsZero() {
		return false
	}
	at := s.Source.Convert(s.In, i.Timecode.Rate) - i.Timecode.Frame
	return at >= 0 && at < i.Video.Frames
}

func (r *rendering) probe(ctx context.Context, path string) (*Info, string) {
	if i, ok := r.probed[path]; ok {
		return i, r.refused[path]
	}
	i, err := r.tools.Probe(ctx, path, ProbeOptions{})
	if err != nil {
		r.refused[path] = err.Error()
	} else if i.Video != nil && i.Video.Rate.IsZero() {
		r.refused[path] = path + " has no frame rate"
	} else if i.Video != nil && i.Video.Rate != r.made.Rate {
		r.made.Findings = append(r.made.Findings, timeline.Finding{Level: timeline.Doubtful, Place: path, Text: fmt.Sprintf(
			"runs at %s, the cut at %s: frames are left out or repeated", i.Video.Rate.Name(), r.made.Rate.Name())})
	}
	r.probed[path] = i
	return i, r.refused[path]
}

func (r *rendering) miss(s *timeline.Shot, why string) {
	r.made.Missing = append(r.made.Missing, Missing{Track: s.Track, Name: s.Name, Media: s.Media,
		From: r.base.Format(r.start + s.Start), Frames: s.Length(), Why: why})
}

func (r *rendering) where(s *timeline.Shot) *sourceOf {
	i := r.found[key(s)]
	if i == nil {
		return nil
	}
	p := place(i, s, r.made.Rate)
	return &p
}

// size takes the shape of the first picture that is found.
func (r *rendering) size() {
	r.width, r.height = 1280, 720
	for n := range r.shots {
		i := r.found[key(&r.shots[n])]
		if i == nil || i.Video == nil || r.shots[n].Audio {
			continue
		}
		h := r.reel.Height
		if h == 0 {
			h = 1080
		}
		r.width, r.height = fit(i.Video, min(h, displayHeight(i.Video)))
		break
	}
	if r.reel.Height > 0 && r.height != r.reel.Height {
		r.width, r.height = (r.width*r.reel.Height/r.height)/2*2, r.reel.Height
	}
	r.made.Width, r.made.Height = r.width, r.height
}

// picture encodes all pieces, one behind the other, into a bare stream. Each begins with a key frame, and all are encoded alike.
func (r *rendering) picture(ctx context.Context, list []piece, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for n := range list {
		p := &list[n]
		if p.a != nil && len(p.words) > 0 {
			r.made.Missing = append(r.made.Missing, Missing{Track: p.a.Track, Name: p.a.Name, Media: p.a.Media,
				From: r.base.Format(r.start + p.start), Frames: p.frames(), Why: strings.ToLower(p.words[0]) + ": " + p.words[len(p.words)-1]})
		}
		if err := r.piece(ctx, p, f); err != nil {
			f.Close()
			return fmt.Errorf("at %s: %w", r.base.Format(r.start+p.start), err)
		}
		r.done += p.frames()
	}
	return f.Close()
}

// piece encodes one piece.
func (r *rendering) piece(ctx context.Context, p *piece, w io.Writer) error {
	var args, graph []string
	switch {
	case p.b != nil || p.mixLength > 0:
		a, in1, err := r.side(p, p.a, 0, "a")
		if err != nil {
			return err
		}
		inputs := 0
		if len(in1) > 0 {
			inputs = 1
		}
		b, in2, err := r.side(p, p.b, inputs, "b")
		if err != nil {
			return err
		}
		args = append(in1, in2...)
		// Frame k of a dissolve of n frames is k+1 of n+1 parts the new picture. The filter blend would not do: from which
		// number it counts frames depends on the version of ffmpeg.
		frame := float64(r.made.Rate.Den) / float64(r.made.Rate.Num)
		graph = append(a, b...)
		graph = append(graph, fmt.Sprintf("[a][b]xfade=transition=fade:duration=%.6f:offset=%.6f[mixed]",
			float64(p.mixLength+1)*frame, -float64(p.start-p.mixStart+1)*frame))
	default:
		a, in, err := r.side(p, p.a, 0, "mixed")
		if err != nil {
			return err
		}
		args, graph = in, a
	}
	burn, err := r.marks(p)
	if err != nil {
		return err
	}
	if burn == "" {
		burn = "null"
	}
	graph = append(graph, fmt.Sprintf("[mixed]%s,format=yuv420p[out]", burn))
	args = append(args, "-filter_complex", strings.Join(graph, ";"), "-map", "[out]", "-frames:v", fmt.Sprint(p.frames()))
	args = append(append(args, encodePicture(r.made.Rate, r.reel.Quality)...), "-f", "h264", "pipe:1")
	c := command{args: args, stdout: w, frames: r.made.Frames}
	if r.reel.Progress != nil {
		c.progress = func(q Progress) {
			r.reel.Progress(Progress{Frame: min(r.made.Frames, r.done+min(q.Frame, p.frames())), Frames: r.made.Frames})
		}
	}
	said, err := r.tools.ffmpeg(ctx, c)
	r.said = append(r.said, said...)
	return err
}

// side is what one shot shows in a piece, as a branch of the graph, and the input it needs.
func (r *rendering) side(p *piece, shot *timeline.Shot, nth int, label string) (graph, args []string, err error) {
	frames := p.frames()
	if p.mixLength > 0 {
		frames++ // with its last frame, xfade would jump to the end of a dissolve
	}
	slug := func(colour string, words []string) ([]string, []string, error) {
		text, err := r.slug(words)
		return []string{fmt.Sprintf("color=c=%s:s=%dx%d:r=%s,trim=end_frame=%d,settb=%d/%d,setpts=N,fps=%s,format=yuv420p%s[%s]", colour, r.width, r.height, r.made.Rate,
			frames, r.made.Rate.Den, r.made.Rate.Num, r.made.Rate, text, label)}, nil, err
	}
	switch {
	case len(p.words) > 0:
		return slug("0x303030", p.words)
	case shot == nil:
		return slug("black", nil)
	}
	s := r.where(shot)
	if s == nil {
		words := []string{"MISSING", shot.Name}
		if stem(shot.Name) != stem(shot.Media) {
			words = append(words, shot.Media)
		}
		return slug("0x303030", words)
	}
	v := s.info.Video
	first, last := s.at(shot, p.start), s.at(shot, p.end-1)
	low := max(0, int64(min(first, last)+1e-6))
	high := min(v.Frames-1, int64(max(first, last)+1e-6))
	if before, after := -min(first, last), max(first, last)-float64(v.Frames-1); before > 0.5 || after > 0.5 {
		r.made.Findings = append(r.made.Findings, timeline.Finding{Level: timeline.Wrong, Place: r.base.Format(r.start + p.start), Text: fmt.Sprintf(
			"%s has no handles for its dissolve: it lacks %.0f frames, and its last one is held", shot.Name, max(before, after))})
	}
	if low > high { // a dissolve into what the file does not have
		return slug("0x303030", []string{"NOT IN THE FILE", shot.Name})
	}
	in, err := input(s.info.Path)
	if err != nil {
		return nil, nil, err
	}
	seek, pick := s.info.seek(low)
	if len(seek) == 0 {
		pick = even(v) + fmt.Sprintf(`,select=gte(n\,%d)`, low)
	}
	chain := fmt.Sprintf("[%d:V:0]%s,trim=end_frame=%d,%s", nth, pick, high-low+1, r.shape(v))
	if s.step < 0 {
		chain += ",reverse"
	}
	begin := first - float64(low) // part of a frame by which the piece begins within the first
	if s.step < 0 {
		begin = float64(high) - first
	}
	chain += "," + pace(s.step, begin, r.made.Rate)
	chain += fmt.Sprintf(",tpad=stop_mode=clone:stop=%d,trim=end_frame=%d,settb=%d/%d,setpts=N,fps=%s[%s]", frames, frames, r.made.Rate.Den, r.made.Rate.Num, r.made.Rate, label)
	return []string{chain}, append(seek, in...), nil
}

// pace makes frames of a source those of the record: record frame k shows source frame begin + k x step, rounded down.
func pace(step, begin float64, r rate.Rate) string {
	if step < 0 {
		step = -step
	}
	if step == 1 && begin < 1e-6 || step == 0 {
		return fmt.Sprintf("settb=%d/%d,setpts=N", r.Den, r.Num)
	}
	// A millionth early, so that a frame that is due exactly now is not late by a rounding.
	return fmt.Sprintf("settb=1/%d,setpts=%s,fps=%s:start_time=0:round=up", 1000*r.Num,
		quote(fmt.Sprintf("max(0,floor(((N-%.6f)/%.9f-0.000001)*%d))", begin, step, 1000*r.Den)), r)
}

// shape fits any picture into the reel's, with black at its sides where shapes differ, and puts the look on it.
func (r *rendering) shape(v *Video) string {
	dw, dh := v.Display()
	w, h := r.width, max(2, (r.width*dh+dw)/(2*dw)*2)
	if h > r.height {
		w, h = max(2, (r.height*dw+dh)/(2*dh)*2), r.height
	}
	s := colour(v, w, h, r.reel.Look)
	if w != r.width || h != r.height {
		s += fmt.Sprintf(",pad=%d:%d:-1:-1", r.width, r.height)
	}
	return s
}

// slug writes words in the middle of a picture.
func (r *rendering) slug(words []string) (string, error) {
	var marks []Mark
	for _, w := range words {
		if s := strings.ToValidUTF8(strings.TrimSpace(w), "?"); s != "" {
			marks = append(marks, Mark{What: Note, Text: firstLetters(s, 60), At: Centre})
		}
	}
	text, err := r.draw(marks, 0)
	if text != "" {
		text = "," + text
	}
	return text, err
}

func firstLetters(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// marks burns in what the reel asks for.
func (r *rendering) marks(p *piece) (string, error) {
	var marks []Mark
	for _, m := range r.reel.Burn {
		if m.What == Name && m.Text == "" {
			if p.a == nil || len(p.words) > 0 || strings.TrimSpace(p.a.Name) == "" {
				continue
			}
			m.Text = firstLetters(strings.ToValidUTF8(p.a.Name, "?"), maxText)
		}
		marks = append(marks, m)
	}
	return r.draw(marks, p.start)
}

func (r *rendering) draw(marks []Mark, first int64) (string, error) {
	if len(marks) == 0 {
		return "", nil
	}
	font, err := r.tools.Font()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(r.dir, "text-*")
	if err != nil {
		return "", err
	}
	code := &Timecode{Code: r.base.Format(r.start + first), Frame: r.start + first, Rate: r.made.Rate, Drop: r.base.Drop}
	b := &burner{marks: marks, font: font, dir: dir, width: r.width, height: r.height, rate: r.made.Rate, first: first, code: code}
	return b.filters()
}

// mux puts picture and sound into the file.
func (r *rendering) mux(ctx context.Context, picture, sound string) error {
	tmp, err := r.part(r.reel.Path)
	if err != nil {
		return err
	}
	// A bare stream has no times: every packet is given its own. The file keeps the count of the bare stream, 1200000 a second, of
	// which a frame lasts a whole number at every rate: ffmpeg 5.1 tells this filter that count, whatever the file has.
	times := fmt.Sprintf("setts=ts=round(N*%d/%d/TB):duration=round(%d/%d/TB)", r.made.Rate.Den, r.made.Rate.Num, r.made.Rate.Den, r.made.Rate.Num)
	args := []string{"-framerate", r.made.Rate.String(), "-i", "file:" + picture}
	if sound != "" {
		args = append(args, "-f", "f32le", "-ar", fmt.Sprint(mixRate), "-ac", "2", "-i", "file:"+sound, "-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "192k")
	}
	args = append(args, "-c:v", "copy", "-bsf:v", times,
		"-timecode", r.base.Format(r.start), "-movflags", "+faststart", "-y", "file:"+tmp)
	said, err := r.tools.ffmpeg(ctx, command{args: args})
	if err != nil {
		return err
	}
	for _, s := range append(r.said, said...) {
		r.made.Findings = append(r.made.Findings, timeline.Finding{Level: timeline.Doubtful, Text: "ffmpeg: " + s})
	}
	m, err := openMovie(tmp)
	if err != nil {
		return err
	}
	if m.frames != r.made.Frames {
		return fmt.Errorf("the reel has not the %d frames of the cut; is a source damaged? %s", r.made.Frames, strings.Join(r.said, "; "))
	}
	r.made.Bytes, r.made.Path = m.size, r.reel.Path
	return r.place()
}
