package media

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// Still is one frame as a picture.
type Still struct {
	Path  string `json:"path"`  // ends in .png or .jpg; a PNG of a source of more than 8 bits has 16
	Frame int64  `json:"frame"` // from 0
	// Width scales the picture down; 0 keeps all of it.
	Width int `json:"width,omitempty"`
	// Look is the path of a .cube table; "" leaves the picture as it was recorded.
	Look string `json:"look,omitempty"`
	Burn []Mark `json:"burn,omitempty"`
}

// Thumb takes one small picture off a clip. For several of one clip a Plan reads it once only.
func (t *Tools) Thumb(ctx context.Context, of *Info, x Thumb) error {
	if x.Width == 0 {
		x.Width = 320
	}
	return t.Still(ctx, of, Still{Path: x.Path, Frame: x.Frame, Width: x.Width})
}

// Filmstrip makes the sheet of small pictures of a clip.
func (t *Tools) Filmstrip(ctx context.Context, of *Info, f Filmstrip, progress func(Progress)) (*Sheet, error) {
	made, err := t.Make(ctx, of, Plan{Filmstrip: &f, Progress: progress})
	if err != nil {
		return nil, err
	}
	return made.Filmstrip, nil
}

// Still takes exactly one frame.
func (t *Tools) Still(ctx context.Context, of *Info, s Still) error {
	if of.Video == nil {
		return fmt.Errorf("still of %s: there is no picture in it", of.Path)
	}
	if err := s.check(of); err != nil {
		return fmt.Errorf("still of %s: %w", of.Path, err)
	}
	r := &making{tools: t, of: of, made: &Made{}}
	defer r.clean()
	if err := r.still(ctx, s); err != nil {
		return fmt.Errorf("still of %s, frame %d: %w", of.Path, s.Frame, err)
	}
	return nil
}

func (s Still) check(of *Info) error {
	switch strings.ToLower(filepath.Ext(s.Path)) {
	case ".png", ".jpg", ".jpeg":
	default:
		return fmt.Errorf("%s: want a path that ends in .png or .jpg", s.Path)
	}
	if s.Width < 0 || s.Width > 1<<15 {
		return fmt.Errorf("width %d: want up to 32768, or 0 for all of it", s.Width)
	}
	if of.Video.Rate.IsZero() {
		return fmt.Errorf("there is no frame rate; set Info.Video.Rate to what the camera ran at")
	}
	for _, m := range s.Burn {
		if err := m.check(); err != nil {
			return err
		}
	}
	if err := of.itself(s.Path); err != nil {
		return err
	}
	return of.holds(s.Frame)
}

func (r *making) still(ctx context.Context, s Still) error {
	var err error
	if r.dir, err = tempDir(); err != nil {
		return err
	}
	v := r.of.Video
	dw, _ := v.Display()
	width, height := fit(v, displayHeight(v))
	if s.Width > 0 && s.Width < dw {
		width = max(2, s.Width-s.Width%2)
		height = max(2, (width*displayHeight(v)/dw+1)/2*2)
	}
	seek, pick := r.of.seek(s.Frame)
	chain := []string{pick, "scale=" + fmt.Sprintf("%d:%d:flags=bicubic:%s", width, height, v.Colour.from()), "setsar=1"}
	if s.Look != "" {
		chain = append(chain, "format=gbrp16", "lut3d=file="+quote(s.Look)+":interp=tetrahedral")
	}
	codec := []string{"-c:v", "mjpeg", "-q:v", "2"}
	last := "scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p"
	if strings.EqualFold(filepath.Ext(s.Path), ".png") {
		codec, last = []string{"-c:v", "png"}, "format=rgb24"
		if v.Bits > 8 {
			last = "format=rgb48"
		}
	}
	if err := r.stillMarks(s, width, height, &chain); err != nil {
		return err
	}
	in, err := input(r.of.Path)
	if err != nil {
		return err
	}
	tmp, err := r.part(s.Path)
	if err != nil {
		return err
	}
	args := append(append(seek, in...), "-map", "0:V:0", "-vf", strings.Join(append(chain, last), ","), "-frames:v", "1", "-an")
	args = append(append(args, codec...), "-update", "1", "-f", "image2", "-y", "file:"+tmp)
	if r.said, err = r.tools.ffmpeg(ctx, command{args: args}); err != nil {
		return err
	}
	return r.place()
}

// timed says whether a container knows the time of every frame. Those of streams and tapes (MPEG) do not: there ffmpeg counts from the
// beginning of whichever tracks it reads.
func (i *Info) timed() bool {
	return i.Container == "mov" || i.Container == "mxf" || i.Container == "matroska"
}

// seek is how to come to a frame: the arguments before the input, and the filter that picks it. Where a container knows the
// time of every frame, ffmpeg decodes from the key frame before, which is exact; half a frame early, no rounding matters.
func (i *Info) seek(frame int64) (args []string, pick string) {
	v := i.Video
	if v.Variable || v.Interlaced || !i.timed() || frame < 2*int64(max(1, v.Rate.Nominal())) {
		return nil, onGrid(v) + "," + i.taking(frame)
	}
	at := v.Start + (float64(frame)-0.5)*float64(v.Rate.Den)/float64(v.Rate.Num)
	return []string{"-ss", fmt.Sprintf("%.6f", at)}, "null"
}

// stillMarks burns marks into a still, whose first picture is number Frame.
func (r *making) stillMarks(s Still, width, height int, chain *[]string) error {
	if len(s.Burn) == 0 {
		return nil
	}
	font, err := r.tools.Font()
	if err != nil {
		return err
	}
	b := &burner{marks: s.Burn, font: font, dir: r.dir, width: width, height: height, rate: r.of.Video.Rate, first: s.Frame}
	if t := r.of.Timecode; t != nil {
		c := *t.counted(r.of.Video.Rate)
		c.Frame += s.Frame
		c.Code = c.Base().Format(c.Frame)
		b.code = &c
	}
	burn, err := b.filters()
	*chain = append(*chain, burn)
	return err
}
