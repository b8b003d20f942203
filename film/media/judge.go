package media

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// containers are the kinds of file a name's ending promises, as ffmpeg calls them.
var containers = map[string][]string{
	".mov": {"mov"}, ".mp4": {"mov"}, ".m4v": {"mov"}, ".m4a": {"mov"}, ".mxf": {"mxf", "mxf_opatom"}, ".wav": {"wav"}, ".bwf": {"wav"},
	".avi": {"avi"}, ".mkv": {"matroska"}, ".webm": {"matroska"}, ".ts": {"mpegts"}, ".mts": {"mpegts"}, ".m2ts": {"mpegts"},
	".mpg": {"mpeg", "mpegvideo"}, ".aif": {"aiff"}, ".aiff": {"aiff"}, ".flac": {"flac"}, ".mp3": {"mp3"},
}

// judgeName holds the ending of a file's name against what is in it.
func (i *Info) judgeName() {
	ext := strings.ToLower(filepath.Ext(i.Path))
	want, known := containers[ext]
	if !known || slices.Contains(want, i.Container) {
		return
	}
	right := i.Container
	for e, c := range containers {
		if c[0] == i.Container && (right == i.Container || len(e) < len(right) || len(e) == len(right) && e < right) {
			right = e
		}
	}
	if own := "." + i.Container; containers[own] != nil {
		right = own
	}
	i.find(timeline.Wrong, "name", fmt.Sprintf("the name ends in %s, but the file is %s: it was renamed; want a name that ends in %s", ext, i.Container, right))
}

// judgePicture says what a picture is that cannot be shown as it is.
func (i *Info) judgePicture() {
	v := i.Video
	if strings.HasSuffix(i.Container, "_pipe") {
		i.find(timeline.Wrong, "name", "this is one picture and no clip; of the pictures of a shot make one file first (backlot media probe on their folder says how)")
	}
	if v.Codec == "" {
		i.find(timeline.Wrong, "picture", "ffmpeg has no decoder for it; convert it with the camera maker's program first")
	}
	if name := map[string]string{"smpte2084": "PQ", "arib-std-b67": "HLG"}[v.Colour.Transfer]; name != "" {
		i.find(timeline.Note, "colour", "the picture is "+name+", for screens of high dynamic range: a copy without a look is flat and pale; put a table over it that leads to BT.709")
	}
}

// judgeLength holds the lengths of header, picture and sound against each other.
func (i *Info) judgeLength(raw *rawProbe) {
	v := i.Video
	if v.Rate.IsZero() {
		i.find(timeline.Wrong, "rate", "the file does not say how many frames it has a second; say so when it is imported")
		return
	}
	frame := float64(v.Rate.Den) / float64(v.Rate.Num)
	if v.Counted && !v.Variable && i.Wrong() == 0 {
		header := decimal(raw.picture.Duration)
		if header > 0 && math.Abs(header-i.Seconds) > 1.5*frame+0.001*header {
			i.find(timeline.Wrong, "duration", fmt.Sprintf("the header says %.3f s, but %d frames at %s last %.3f s: one of them lies; the frames are believed",
				header, v.Frames, v.Rate.Name(), i.Seconds))
		}
	}
	picture := float64(v.Frames) * frame
	if v.Variable {
		picture = i.Seconds
	}
	for n, a := range i.Audio {
		if a.SampleRate == 0 || a.Samples == 0 || i.Wrong() > 0 { // of a file cut off the lengths mean nothing
			continue
		}
		if d := float64(a.Samples)/float64(a.SampleRate) - picture; math.Abs(d) > max(0.1, 2*frame) {
			i.find(timeline.Doubtful, fmt.Sprintf("sound %d", n+1), fmt.Sprintf("the sound is %.2f s %s than the picture", math.Abs(d), longer(d)))
		}
	}
}

func longer(d float64) string {
	if d > 0 {
		return "longer"
	}
	return "shorter"
}

// findTimecode takes the first code the file has: of its timecode track, of its picture, of itself.
func (i *Info) findTimecode(raw *rawProbe) {
	if i.Video == nil {
		return
	}
	for _, c := range raw.codes() {
		r := i.Video.Rate
		if !c.rate.IsZero() {
			r = c.rate
		}
		base, err := timecode.Of(r, timecode.Drops(c.code))
		if err != nil {
			base, err = timecode.Of(r, false)
		}
		if err != nil {
			continue
		}
		if frame, err := base.Parse(c.code); err == nil {
			i.Timecode = &Timecode{Code: base.Format(frame), Frame: frame, Rate: r, Drop: base.Drop, From: c.from}
			return
		}
	}
}

// code is a timecode as a file has it.
type code struct {
	code, from string
	rate       rate.Rate
}

func (raw *rawProbe) codes() []code {
	var out []code
	for n := range raw.Streams {
		if s := &raw.Streams[n]; s.Tag == "tmcd" && tag(s.Tags, "timecode") != "" {
			out = append(out, code{tag(s.Tags, "timecode"), "track", nearestRate(ratio(s.AvgRate))})
		}
	}
	if raw.picture != nil && tag(raw.picture.Tags, "timecode") != "" {
		out = append(out, code{tag(raw.picture.Tags, "timecode"), "picture", rate.Rate{}})
	}
	if s := tag(raw.Format.Tags, "timecode"); s != "" {
		out = append(out, code{s, "file", rate.Rate{}})
	}
	return out
}

// judgeTimecode says where codes are absent, impossible, or at odds.
func (i *Info) judgeTimecode(raw *rawProbe) {
	all := raw.codes()
	if len(all) == 0 {
		i.find(timeline.Doubtful, "timecode", "there is no timecode; the clip can be matched by its sound or by hand only")
		return
	}
	for _, c := range all {
		r := i.Video.Rate
		if !c.rate.IsZero() {
			r = c.rate
		}
		base, err := timecode.Of(r, timecode.Drops(c.code))
		if err == nil {
			_, err = base.Parse(c.code)
		}
		if err != nil {
			i.find(timeline.Wrong, "timecode", fmt.Sprintf("of the %s: %v", c.from, err))
		}
		if c.code != all[0].code {
			i.find(timeline.Wrong, "timecode", fmt.Sprintf("the %s says %s, the %s says %s; the %s is believed: compare with the slate", all[0].from, all[0].code, c.from, c.code, all[0].from))
		}
	}
	t, v := i.Timecode, i.Video
	if t == nil {
		return
	}
	if t.Rate != v.Rate && !v.Rate.IsZero() && !v.Variable {
		i.find(timeline.Doubtful, "timecode", fmt.Sprintf("the timecode counts at %s, the picture runs at %s", t.Rate.Name(), v.Rate.Name()))
	}
	if day := t.Base().Day(); t.Frame+v.Frames > day {
		i.find(timeline.Note, "timecode", "the timecode runs over midnight in this clip")
	}
}

// judgeSound looks at a file of sound alone.
func (i *Info) judgeSound() {
	a := i.Audio[0]
	if a.SampleRate == 0 {
		return
	}
	if i.TimeReference >= 86400*int64(a.SampleRate) {
		i.find(timeline.Wrong, "time_reference", fmt.Sprintf("the sound begins at sample %d, later than midnight at %d a second: the recorder's rate was changed after the clock was set", i.TimeReference, a.SampleRate))
	}
	if i.Container != "wav" {
		return
	}
	if says, is, ok := waveData(i.Path); ok && says > is {
		i.find(timeline.Wrong, "length", fmt.Sprintf("the header says %d bytes of sound, %d are there: the file was cut off; copy it again from the card", says, is))
	}
}

// waveData is how many bytes of sound the header of a RIFF file promises, and how many there are. Chunks are eight bytes of
// name and length, then their content, padded to an even length (Microsoft and IBM, RIFF, 1991).
func waveData(path string) (says, is int64, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, 0, false
	}
	var head [12]byte
	if _, err := io.ReadFull(f, head[:]); err != nil || string(head[:4]) != "RIFF" || string(head[8:]) != "WAVE" {
		return 0, 0, false
	}
	for at, n := int64(12), 0; n < 256; n++ {
		if _, err := f.ReadAt(head[:8], at); err != nil {
			return 0, 0, false
		}
		length := int64(binary.LittleEndian.Uint32(head[4:8]))
		if string(head[:4]) == "data" {
			if length == math.MaxUint32 || length == 0 { // written while recording: to the end of the file
				return 0, 0, false
			}
			return length, min(length, info.Size()-at-8), true
		}
		at += 8 + length + length%2
	}
	return 0, 0, false
}

// Mixed says which clips of a card differ from most of them: in their rate, which is always a mistake, or in their raster. Place
// is the clip's path.
func Mixed(clips []*Info) []timeline.Finding {
	var out []timeline.Finding
	type raster struct{ w, h int }
	rates, rasters := map[rate.Rate]int{}, map[raster]int{}
	for _, c := range clips {
		if c.Video != nil && !c.Video.Rate.IsZero() {
			rates[c.Video.Rate]++
			rasters[raster{c.Video.Width, c.Video.Height}]++
		}
	}
	usual := most(rates, func(a, b rate.Rate) bool { return timeline.Float(a) < timeline.Float(b) })
	size := most(rasters, func(a, b raster) bool { return a.w*a.h < b.w*b.h })
	for _, c := range clips {
		if c.Video == nil || c.Video.Rate.IsZero() {
			continue
		}
		if c.Video.Rate != usual {
			out = append(out, timeline.Finding{Level: timeline.Wrong, Place: c.Path, Text: fmt.Sprintf(
				"runs at %s, the other %d clips at %s; was the camera set back?", c.Video.Rate.Name(), rates[usual], usual.Name())})
		}
		if got := (raster{c.Video.Width, c.Video.Height}); got != size {
			out = append(out, timeline.Finding{Level: timeline.Doubtful, Place: c.Path, Text: fmt.Sprintf(
				"is %d x %d, the other %d clips are %d x %d", got.w, got.h, rasters[size], size.w, size.h)})
		}
	}
	return out
}

// most is the key with the highest count; of several the least.
func most[K comparable](counts map[K]int, less func(a, b K) bool) K {
	var best K
	for k, n := range counts {
		if n > counts[best] || n == counts[best] && less(k, best) {
			best = k
		}
	}
	return best
}
