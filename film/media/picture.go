package media

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"backlot/film/rate"
)

// group is the proxies of one look: the picture is scaled and coloured once for all of them.
type group struct {
	look   string
	rungs  []int // of Plan.Proxies
	height int   // of the highest
}

// pictures builds the graph of all pictures, and their outputs. It goes from the source to one branch for each look, and from
// there to the rungs; small pictures are taken off the first branch, which has a look if anything has.
func (r *making) pictures() error {
	v := r.of.Video
	if v == nil || len(r.plan.Proxies)+len(r.plan.Thumbs) == 0 && r.plan.Filmstrip == nil {
		return nil
	}
	groups := r.groups()
	small := len(r.plan.Thumbs)
	if r.plan.Filmstrip != nil {
		small++
	}
	if len(groups) == 0 {
		groups = []group{{height: min(540, displayHeight(v))}}
	}
	r.graph = append(r.graph, "[0:V:0]"+onGrid(v)+split(len(groups), "g"))
	r.rungs = make([]string, len(r.plan.Proxies))
	for n, g := range groups {
		width, height := fit(v, g.height)
		chain := fmt.Sprintf("[g%d]%s", n, colour(v, width, height, g.look))
		branches := len(g.rungs)
		if n == 0 {
			branches += small
		}
		r.graph = append(r.graph, chain+split(branches, fmt.Sprintf("g%db", n)))
		for k, index := range g.rungs {
			label := fmt.Sprintf("g%db%d", n, k)
			if err := r.rung(index, label, g.height); err != nil {
				return err
			}
		}
		if n == 0 {
			if err := r.smalls(fmt.Sprintf("g%db", n), len(g.rungs)); err != nil {
				return err
			}
		}
	}
	return nil
}

// groups parts the proxies by look, those with a look first.
func (r *making) groups() []group {
	var out []group
	at := map[string]int{}
	for n, p := range r.plan.Proxies {
		k, ok := at[p.Look]
		if !ok {
			k = len(out)
			at[p.Look] = k
			out = append(out, group{look: p.Look})
		}
		out[k].rungs = append(out[k].rungs, n)
		out[k].height = max(out[k].height, r.height(p))
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].look != "" && out[j].look == "" })
	return out
}

// height is how high a proxy becomes: as was asked, never more than the source.
func (r *making) height(p Proxy) int {
	h := displayHeight(r.of.Video)
	if p.Height > 0 && p.Height < h {
		h = p.Height
	}
	return h
}

func displayHeight(v *Video) int {
	_, h := v.Display()
	return max(2, h-h%2)
}

// fit is the size of a picture of some height, with the shape of the source and even numbers, which 4:2:0 needs.
func fit(v *Video, height int) (w, h int) {
	dw, dh := v.Display()
	if height >= dh {
		return max(2, dw-dw%2), max(2, dh-dh%2)
	}
	w = (dw*height + dh) / (2 * dh) * 2
	return max(2, w), height
}

// split parts a chain into branches "name0", "name1" ...
func split(n int, name string) string {
	var b strings.Builder
	if n > 1 {
		fmt.Fprintf(&b, ",split=%d", n)
	}
	for k := range n {
		fmt.Fprintf(&b, "[%s%d]", name, k)
	}
	return b.String()
}

// even gives every frame the time an even rate gives it. Of a variable rate frames are left out and repeated to fit.
func even(v *Video) string {
	s := fmt.Sprintf("settb=%d/%d,setpts=N", v.Rate.Den, v.Rate.Num)
	if v.Variable {
		s = fmt.Sprintf("fps=%s,%s", v.Rate, s)
	}
	if v.Interlaced {
		s = "bwdif=mode=send_frame," + s
	}
	return s
}

// onGrid gives every frame its number as its time. Frames that stand evenly have it by the time they were shown at, so that one
// that cannot be decoded does not move those behind it; the others have it by their order.
func onGrid(v *Video) string {
	if v.grid.IsZero() || v.grid != v.Rate || v.Variable {
		return even(v)
	}
	s := fmt.Sprintf("setpts=PTS-%.6f/TB+0.5,settb=%d/%d", v.first, v.Rate.Den, v.Rate.Num)
	if v.Interlaced {
		s = "bwdif=mode=send_frame," + s
	}
	return s
}

// matrices are the names ffmpeg's scaler has for those of H.273.
var matrices = map[string]string{"bt709": "bt709", "smpte170m": "smpte170m", "bt470bg": "bt470bg", "smpte240m": "smpte240m", "fcc": "fcc",
	"bt2020nc": "bt2020", "bt2020c": "bt2020", "bt2020_ncl": "bt2020"}

// from is how the scaler has to read a picture. Where the file does not say its matrix, it is BT.709's, as in all digital
// cameras; the scaler itself would take that of standard definition.
func (c Colour) from() string {
	m := matrices[c.Matrix]
	if m == "" {
		m = "bt709"
	}
	r := "tv"
	if c.Range == "pc" {
		r = "pc"
	}
	return "in_color_matrix=" + m + ":in_range=" + r
}

// colour scales a picture and puts the look on it. Tables are applied to 16 bits: ffmpeg's path for 8 is three times slower.
func colour(v *Video, width, height int, look string) string {
	if look == "" {
		return fmt.Sprintf("scale=%d:%d:flags=bicubic:%s:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p", width, height, v.Colour.from())
	}
	return fmt.Sprintf("scale=%d:%d:flags=bicubic:%s,setsar=1,format=gbrp16,lut3d=file=%s:interp=tetrahedral,scale=out_color_matrix=bt709:out_range=tv:flags=bicubic,format=yuv420p",
		width, height, v.Colour.from(), quote(look))
}

// rung adds a proxy: its branch of the graph, and its output.
func (r *making) rung(index int, from string, above int) error {
	p := r.plan.Proxies[index]
	width, height := fit(r.of.Video, r.height(p))
	var chain []string
	if height != above {
		chain = append(chain, fmt.Sprintf("scale=%d:%d:flags=bicubic", width, height))
	}
	burn, err := r.burn(p.Burn, width, height)
	if err != nil {
		return err
	}
	if burn != "" {
		chain = append(chain, burn)
	}
	if len(chain) == 0 {
		chain = append(chain, "null")
	}
	r.graph = append(r.graph, fmt.Sprintf("[%s]%s[p%d]", from, strings.Join(chain, ","), index))
	tmp, err := r.part(p.Path)
	if err != nil {
		return err
	}
	r.rungs[index] = tmp
	out := []string{"-map", fmt.Sprintf("[p%d]", index)}
	if !p.Silent {
		out = append(out, r.sound(fmt.Sprintf("s%d", index))...)
	}
	out = append(out, encode(r.of.Video.Rate, p.Quality)...)
	if t := r.of.Timecode; t != nil {
		out = append(out, "-timecode", t.counted(r.of.Video.Rate).Code)
	}
	if r.of.Reel != "" { // ffmpeg writes no reel onto a timecode track of its own; this tag is Final Cut Pro's
		out = append(out, "-metadata", "com.apple.proapps.reel="+r.of.Reel)
	}
	r.output = append(r.output, append(out, "-map_metadata", "-1", "-map_chapters", "-1", "-y", "file:"+tmp)...)
	return nil
}

func (r *making) burn(marks []Mark, width, height int) (string, error) {
	if len(marks) == 0 {
		return "", nil
	}
	font, err := r.tools.Font()
	if err != nil {
		return "", err
	}
	dir, err := filepath.Abs(filepath.Join(r.dir, strconv.Itoa(len(r.graph))))
	if err != nil {
		return "", err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	b := &burner{marks: marks, font: font, dir: dir, width: width, height: height, rate: r.of.Video.Rate, code: r.of.Timecode}
	return b.filters()
}

// group of pictures: how many frames lie between key frames. Two seconds, the length of a segment for the browser, hold a
// whole number of groups, and a player that steps back decodes at most half a second.
func gop(r rate.Rate) int {
	two := 2 * max(1, r.Nominal())
	for n := 12; n > 1; n-- {
		if two%n == 0 {
			return n
		}
	}
	return 1
}

// encode are the arguments of a proxy's picture and sound.
func encode(r rate.Rate, quality int) []string {
	return append(encodePicture(r, quality), "-video_track_timescale", timescale(r),
		"-c:a", "aac", "-b:a", "160k", "-ar", "48000", "-movflags", "+faststart+use_metadata_tags")
}

// encodePicture are the arguments of a picture. There are no B-frames, so that the first frame is at zero without an edit
// list, which players treat in different ways.
func encodePicture(r rate.Rate, quality int) []string {
	if quality == 0 {
		quality = 23
	}
	n := strconv.Itoa(gop(r))
	return []string{"-c:v", "libx264", "-preset", "veryfast", "-crf", strconv.Itoa(quality), "-pix_fmt", "yuv420p", "-profile:v", "high",
		"-g", n, "-keyint_min", n, "-sc_threshold", "0", "-bf", "0", "-flags", "+cgop", "-r", r.String(), "-fps_mode", "cfr",
		"-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"}
}

// timescale is in how many parts of a second a file counts, so that a frame lasts a whole number of them.
func timescale(r rate.Rate) string {
	scale := r.Num
	for scale < 10000 {
		scale *= 10
	}
	return strconv.Itoa(scale)
}
