package media

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Stream is a review copy cut into segments for the browser (HTTP Live Streaming, RFC 8216, with fragmented MP4): a master
// playlist, a folder for each height, and one for the sound. Segments last two seconds, each can be played by itself, and
// frame 0 is at 0.
type Stream struct {
	Master string `json:"master"` // path of master.m3u8
	Rungs  []Rung `json:"rungs"`  // highest first
	Sound  bool   `json:"sound"`
	// Files are all files, with slashes, from the folder of the master playlist.
	Files []string `json:"files"`
}

// Rung is one size of a stream.
type Rung struct {
	Name      string  `json:"name"` // "720p", its folder
	Width     int     `json:"width"`
	Height    int     `json:"height"`
	Rate      string  `json:"rate"`
	Bandwidth int64   `json:"bandwidth"` // bits a second of the largest segment, without sound
	Codec     string  `json:"codec"`     // as browsers call it, "avc1.64001f"
	Segments  int     `json:"segments"`
	Seconds   float64 `json:"seconds"`
}

// HLS cuts proxies of one clip, made with one plan, into segments in a new folder. Nothing is encoded again. The sound is
// that of the first proxy that has any.
func (t *Tools) HLS(ctx context.Context, dir string, proxies []string) (*Stream, error) {
	if _, err := os.Stat(dir); err == nil {
		return nil, fmt.Errorf("segments into %s: the folder exists; want a new one", dir)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".backlot-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	s, err := t.segment(ctx, tmp, proxies)
	if err != nil {
		return nil, fmt.Errorf("segments into %s: %w", dir, err)
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return nil, err
	}
	if err := os.Rename(tmp, dir); err != nil {
		return nil, err
	}
	s.Master = filepath.Join(dir, "master.m3u8")
	return s, nil
}

func (t *Tools) segment(ctx context.Context, dir string, proxies []string) (*Stream, error) {
	s := &Stream{}
	of, sound, err := t.rungs(ctx, s, proxies)
	if err != nil {
		return nil, err
	}
	args, variants, last := []string(nil), []string(nil), []string(nil)
	for n, p := range proxies {
		in, err := input(p)
		if err != nil {
			return nil, err
		}
		args = append(args, in...)
		last = append(last, "-map", fmt.Sprintf("%d:v:0", n))
		variants = append(variants, fmt.Sprintf("v:%d,name:%s", n, s.Rungs[n].Name))
	}
	if sound >= 0 {
		s.Sound = true
		// The first packet of AAC only wakes the decoder up and lies before 0; ffmpeg would move the picture for its sake.
		last = append(last, "-map", fmt.Sprintf("%d:a:0", sound), "-bsf:a", `noise=drop=lt(pts\,0)`)
		variants = append(variants, "a:0,name:sound")
	}
	v := of.Video
	two := float64(2*v.Rate.Nominal()) * float64(v.Rate.Den) / float64(v.Rate.Num)
	args = append(append(args, last...), "-c", "copy", "-map_metadata", "-1", "-map_metadata:s:v", "-1", "-f", "hls", "-hls_time", fmt.Sprintf("%.6f", two),
		"-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments", "-hls_fmp4_init_filename", "init.mp4",
		"-var_stream_map", strings.Join(variants, " "), "-hls_segment_filename", filepath.Join("%v", "%05d.m4s"), filepath.Join("%v", "index.m3u8"))
	// In the folder itself, for ffmpeg would take a per cent sign in its name for a number.
	if _, err := t.ffmpeg(ctx, command{args: args, dir: dir}); err != nil {
		return nil, err
	}
	if err := s.measure(dir); err != nil {
		return nil, err
	}
	if err := s.master(dir); err != nil {
		return nil, err
	}
	return s, s.list(dir)
}

// rungs looks at the proxies. They have to begin their groups at the same frames, or players could not change between them.
func (t *Tools) rungs(ctx context.Context, s *Stream, proxies []string) (of *Info, sound int, err error) {
	if len(proxies) == 0 {
		return nil, 0, errors.New("want at least one proxy")
	}
	sound = -1
	names := map[string]bool{}
	for n, p := range proxies {
		i, err := t.Probe(ctx, p, ProbeOptions{})
		if err != nil {
			return nil, 0, err
		}
		v := i.Video
		if v == nil || v.Codec != "h264" || v.Keys == 0 || v.Keys > int64(gop(v.Rate)) {
			return nil, 0, fmt.Errorf("%s is no proxy: want H.264 with a key frame at least every 12 frames, as backlot media proxy makes it", p)
		}
		if of == nil {
			of = i
		} else if v.Frames != of.Video.Frames || v.Rate != of.Video.Rate {
			return nil, 0, fmt.Errorf("%s has %d frames at %s, %s has %d at %s: want proxies of one clip", p, v.Frames, v.Rate.Name(), proxies[0], of.Video.Frames, of.Video.Rate.Name())
		}
		if sound < 0 && len(i.Audio) > 0 {
			sound = n
		}
		name := fmt.Sprintf("%dp", v.Height)
		if names[name] {
			return nil, 0, fmt.Errorf("two proxies are %d high: want one of each size", v.Height)
		}
		names[name] = true
		s.Rungs = append(s.Rungs, Rung{Name: name, Width: v.Width, Height: v.Height, Rate: v.Rate.String()})
	}
	return of, sound, nil
}

// measure takes from the playlists and the files how many bits a second a player needs.
func (s *Stream) measure(dir string) error {
	for n := range s.Rungs {
		r := &s.Rungs[n]
		bits, seconds, count, err := loudest(filepath.Join(dir, r.Name))
		if err != nil {
			return err
		}
		r.Bandwidth, r.Seconds, r.Segments = bits, seconds, count
		head, err := fs.Glob(os.DirFS(filepath.Join(dir, r.Name)), "init*.mp4") // not of the path: a bracket in it would be a pattern
		if err != nil || len(head) != 1 {
			return fmt.Errorf("%s: want one init segment, got %d", r.Name, len(head))
		}
		b, err := os.ReadFile(filepath.Join(dir, r.Name, head[0]))
		if err != nil {
			return err
		}
		// ISO/IEC 14496-15: after the name of the box come its version, then profile, compatibility and level.
		at := bytes.Index(b, []byte("avcC"))
		if at < 0 || at+8 > len(b) {
			return fmt.Errorf("%s: the init segment has no avcC box", r.Name)
		}
		r.Codec = fmt.Sprintf("avc1.%02x%02x%02x", b[at+5], b[at+6], b[at+7])
	}
	return nil
}

// loudest is the highest rate of a playlist's segments in bits a second, how long it plays, and how many segments it has.
func loudest(dir string) (bits int64, seconds float64, count int, err error) {
	b, err := os.ReadFile(filepath.Join(dir, "index.m3u8"))
	if err != nil {
		return 0, 0, 0, err
	}
	length := 0.0
	for l := bufio.NewScanner(bytes.NewReader(b)); l.Scan(); {
		line := strings.TrimSpace(l.Text())
		if text, ok := strings.CutPrefix(line, "#EXTINF:"); ok {
			length, _ = strconv.ParseFloat(strings.TrimSuffix(text, ","), 64)
			continue
		}
		if line == "" || line[0] == '#' || length <= 0 {
			continue
		}
		info, err := os.Stat(filepath.Join(dir, line))
		if err != nil {
			return 0, 0, 0, err
		}
		// A last segment of a few frames says nothing about the line.
		bits = max(bits, int64(math.Ceil(8*float64(info.Size())/max(length, 1))))
		seconds += length
		count++
	}
	if count == 0 {
		return 0, 0, 0, fmt.Errorf("%s: the playlist has no segments", dir)
	}
	return bits, seconds, count, nil
}

// master writes the master playlist (RFC 8216, 4.3.4).
func (s *Stream) master(dir string) error {
	var b strings.Builder
	b.WriteString("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n")
	sound, codec, group := int64(0), "", ""
	if s.Sound {
		bits, _, _, err := loudest(filepath.Join(dir, "sound"))
		if err != nil {
			return err
		}
		sound, codec, group = bits, ",mp4a.40.2", `,AUDIO="sound"`
		b.WriteString("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"Sound\",DEFAULT=YES,AUTOSELECT=YES,URI=\"sound/index.m3u8\"\n")
	}
	for _, r := range s.Rungs {
		num, den, _ := strings.Cut(r.Rate, "/")
		fps := decimal(num) / max(1, decimal(den))
		fmt.Fprintf(&b, "#EXT-X-STREAM-INF:BANDWIDTH=%d,RESOLUTION=%dx%d,FRAME-RATE=%.3f,CODECS=\"%s%s\"%s\n%s/index.m3u8\n",
			r.Bandwidth+sound, r.Width, r.Height, fps, r.Codec, codec, group, r.Name)
	}
	return os.WriteFile(filepath.Join(dir, "master.m3u8"), []byte(b.String()), 0o644)
}

func (s *Stream) list(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		s.Files = append(s.Files, filepath.ToSlash(rel))
		return err
	})
}
