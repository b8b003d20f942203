package media

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// ProbeOptions say how closely to look.
type ProbeOptions struct {
	// Quick reads the header only. It is for a card that is read otherwise: frames are not counted, and
	// neither a variable rate nor a file that was cut off is noticed where only its frames show it.
	Quick bool
}

// Probe says what a file is. A file that is no sound or picture, or cannot be opened, is an error; whatever is wrong with
// one that can is in its findings.
func (t *Tools) Probe(ctx context.Context, path string, o ProbeOptions) (*Info, error) {
	stat, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	switch {
	case stat.IsDir():
		return nil, fmt.Errorf("probe %s: this is a folder; want a file", path)
	case stat.Size() == 0:
		return nil, fmt.Errorf("probe %s: the file is empty (0 bytes); copy it again from the card", path)
	}
	in, err := input(path)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	said, err := t.run(ctx, command{program: t.FFprobe, stdout: &out,
		args: append([]string{"-v", "error", "-show_format", "-show_streams", "-of", "json"}, in...)})
	if err != nil {
		return nil, fmt.Errorf("probe %s: %w", path, err)
	}
	i, raw, err := readProbe(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("probe %s: %w", path, err)
	}
	i.Path, i.Size = path, stat.Size()
	if !o.Quick && i.Video != nil {
		if err := t.count(ctx, i, raw.picture); err != nil {
			return nil, fmt.Errorf("probe %s: count frames: %w", path, err)
		}
	}
	i.judge(raw, said)
	return i, nil
}

// rawProbe is the JSON of ffprobe, as far as it is used.
type rawProbe struct {
	Streams []rawStream `json:"streams"`
	Format  struct {
		Name     string            `json:"format_name"`
		Start    string            `json:"start_time"`
		Duration string            `json:"duration"`
		Tags     map[string]string `json:"tags"`
	} `json:"format"`

	picture *rawStream // the track Info.Video is of
}

type rawStream struct {
	Index       int               `json:"index"`
	Type        string            `json:"codec_type"`
	Codec       string            `json:"codec_name"`
	Tag         string            `json:"codec_tag_string"`
	Profile     string            `json:"profile"`
	Width       int               `json:"width"`
	Height      int               `json:"height"`
	Aspect      string            `json:"sample_aspect_ratio"`
	PixelFormat string            `json:"pix_fmt"`
	Field       string            `json:"field_order"`
	Primaries   string            `json:"color_primaries"`
	Transfer    string            `json:"color_transfer"`
	Matrix      string            `json:"color_space"`
	Range       string            `json:"color_range"`
	BitsRaw     string            `json:"bits_per_raw_sample"`
	Bits        int               `json:"bits_per_sample"`
	SampleRate  string            `json:"sample_rate"`
	Channels    int               `json:"channels"`
	Layout      string            `json:"channel_layout"`
	RFrameRate  string            `json:"r_frame_rate"`
	AvgRate     string            `json:"avg_frame_rate"`
	TimeBase    string            `json:"time_base"`
	Start       string            `json:"start_time"`
	StartTicks  int64             `json:"start_pts"`
	Ticks       int64             `json:"duration_ts"`
	Duration    string            `json:"duration"`
	Frames      string            `json:"nb_frames"`
	Bitrate     string            `json:"bit_rate"`
	Disposition map[string]int    `json:"disposition"`
	Tags        map[string]string `json:"tags"`
	SideData    []struct {
		Rotation json.Number `json:"rotation"`
	} `json:"side_data_list"`
}

// readProbe makes an Info of ffprobe's JSON.
func readProbe(b []byte) (*Info, *rawProbe, error) {
	var raw rawProbe
	if err := json.Unmarshal(b, &raw); err != nil {
		return nil, nil, fmt.Errorf("answer of ffprobe: %w", err)
	}
	i := &Info{TimeReference: -1, Tags: map[string]string{}}
	i.Container, _, _ = strings.Cut(raw.Format.Name, ",")
	for k, v := range raw.Format.Tags {
		i.Tags[k] = v
	}
	begin, tracks := decimal(raw.Format.Start), 0
	for n := range raw.Streams {
		s := &raw.Streams[n]
		switch {
		case s.Type == "video" && i.Video == nil && s.Disposition["attached_pic"] == 0 && s.Width > 0:
			i.Video = s.video(begin)
			i.Video.first = begin // until its frames are counted
			raw.picture = s
			for k, v := range s.Tags {
				if _, taken := i.Tags[k]; !taken {
					i.Tags[k] = v
				}
			}
		case s.Type == "audio":
			a := s.audio(begin)
			if a.Track = tracks; a.Codec != "" && a.SampleRate > 0 && a.Channels > 0 {
				i.Audio = append(i.Audio, a)
			} else {
				i.find(timeline.Note, fmt.Sprintf("sound %d", tracks+1), fmt.Sprintf("ffmpeg does not know the form of this track (%s); it is left out", s.Tag))
			}
			tracks++
		}
	}
	if i.Video == nil && len(i.Audio) == 0 {
		return nil, nil, errors.New("there is neither picture nor sound in it that ffmpeg knows; a camera's raw format has to be converted with the maker's program first")
	}
	i.Seconds = decimal(raw.Format.Duration)
	i.identify()
	i.findTimecode(&raw)
	return i, &raw, nil
}

func (s *rawStream) video(begin float64) *Video {
	v := &Video{Codec: s.Codec, Profile: s.Profile, Width: s.Width, Height: s.Height, PixelFormat: s.PixelFormat,
		Colour: Colour{said(s.Primaries), said(s.Transfer), said(s.Matrix), said(s.Range)}}
	v.Aspect = ratio(strings.ReplaceAll(s.Aspect, ":", "/"))
	v.Bits, _ = strconv.Atoi(s.BitsRaw)
	if v.Bits == 0 {
		v.Bits = depth(s.PixelFormat)
	}
	v.Interlaced = s.Field != "" && s.Field != "progressive" && s.Field != "unknown"
	for _, d := range s.SideData {
		if f, err := d.Rotation.Float64(); err == nil && f != 0 {
			v.Turned = ((int(-f) % 360) + 360) % 360 // ffprobe counts against the clock
		}
	}
	v.Rate = nearestRate(ratio(s.AvgRate))
	if v.Rate.IsZero() {
		v.Rate = nearestRate(ratio(s.RFrameRate))
	}
	v.Frames, _ = strconv.ParseInt(s.Frames, 10, 64)
	if base := ratio(s.TimeBase); v.Frames == 0 && !base.IsZero() && !v.Rate.IsZero() {
		ticks := rate.Of(base.Den, base.Num)
		v.Frames = ticks.Convert(s.Ticks, v.Rate)
	}
	if v.Frames == 0 && !v.Rate.IsZero() {
		v.Frames = v.Rate.MSToFrames(int64(decimal(s.Duration)*1000 + 0.5))
	}
	v.Start = max(0, decimal(s.Start)-begin)
	v.Bitrate, _ = strconv.ParseInt(s.Bitrate, 10, 64)
	return v
}

func (s *rawStream) audio(begin float64) Audio {
	a := Audio{Codec: s.Codec, Channels: s.Channels, Layout: s.Layout, Bits: s.Bits, Samples: s.Ticks,
		Title: s.Tags["title"], Start: max(0, decimal(s.Start)-begin)}
	a.SampleRate, _ = strconv.Atoi(s.SampleRate)
	if b, _ := strconv.Atoi(s.BitsRaw); b > 0 {
		a.Bits = b
	}
	if base := ratio(s.TimeBase); a.SampleRate > 0 && !base.IsZero() && (base.Num != 1 || base.Den != a.SampleRate) {
		a.Samples = rate.Of(base.Den, base.Num).Convert(s.Ticks, rate.Of(a.SampleRate, 1))
	}
	return a
}

// said is a value of ffprobe, "" when it only says that it does not know.
func said(s string) string {
	if s == "unknown" || s == "unspecified" || s == "reserved" {
		return ""
	}
	return s
}

// decimal reads a number; what is none is 0.
func decimal(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != f || f > 1e9 || f < -1e9 {
		return 0
	}
	return f
}

// ratio reads "24000/1001"; what is none is the zero rate.
func ratio(s string) rate.Rate {
	a, b, ok := strings.Cut(s, "/")
	if !ok {
		return rate.Rate{}
	}
	num, err1 := strconv.Atoi(a)
	den, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil {
		return rate.Rate{}
	}
	return rate.Of(num, den)
}

// depth is the bits of a component by the name of a pixel format: 8 unless it says 9 to 16.
func depth(format string) int {
	format = strings.TrimSuffix(strings.TrimSuffix(format, "le"), "be")
	for n := 16; n >= 9; n-- {
		if strings.HasSuffix(format, strconv.Itoa(n)) && !strings.HasPrefix(format, "nv") {
			return n
		}
	}
	return 8
}

// tag is the first of some tags that says anything. Containers write their names in capitals or not.
func tag(tags map[string]string, names ...string) string {
	for _, n := range names {
		for k, v := range tags {
			if strings.EqualFold(k, n) && strings.TrimSpace(v) != "" {
				return strings.TrimSpace(v)
			}
		}
	}
	return ""
}

// identify takes names and the camera off the tags.
func (i *Info) identify() {
	i.Reel = tag(i.Tags, "reel_name", "com.apple.quicktime.reelname", "com.apple.proapps.reel", "material_package_reel", "TAPE", "reel")
	i.Clip = tag(i.Tags, "com.apple.proapps.clipname", "com.apple.quicktime.displayname", "material_package_name", "clip_name", "title")
	i.Camera = Camera{
		Make:   tag(i.Tags, "com.apple.quicktime.make", "com.apple.proapps.manufacturer", "make", "manufacturer", "company_name"),
		Model:  tag(i.Tags, "com.apple.quicktime.model", "com.apple.proapps.modelname", "model", "com.apple.quicktime.camera.identifier", "product_name"),
		Serial: tag(i.Tags, "com.apple.proapps.serialno", "com.apple.quicktime.camera.serial", "serial_number"),
		Lens:   tag(i.Tags, "com.apple.quicktime.camera.lens_model", "lens_model", "lens"),
	}
	if i.Camera.Make == "FFmpeg" {
		i.Camera = Camera{}
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05"} {
		if at, err := time.Parse(layout, tag(i.Tags, "com.apple.quicktime.creationdate", "creation_time", "modification_date")); err == nil && at.Year() > 1970 {
			i.Created = at.UTC()
			break
		}
	}
	if day, clock := i.Tags["date"], i.Tags["creation_time"]; i.Created.IsZero() && day != "" {
		if at, err := time.Parse("2006-01-02 15:04:05", day+" "+strings.ReplaceAll(clock, "-", ":")); err == nil {
			i.Created = at
		}
	}
	if n, err := strconv.ParseInt(tag(i.Tags, "time_reference"), 10, 64); err == nil && n >= 0 {
		i.TimeReference = n
	}
}

// judge collects what is wrong with a file once all is known.
func (i *Info) judge(raw *rawProbe, complaints []string) {
	i.judgeName()
	if i.Video != nil {
		i.judgePicture()
		i.judgeLength(raw)
		i.judgeTimecode(raw)
		if !i.Video.Counted {
			i.judgeHeader()
		}
	} else {
		i.judgeSound()
	}
	for _, c := range complaints {
		i.find(timeline.Doubtful, "", "ffprobe: "+c)
	}
}
