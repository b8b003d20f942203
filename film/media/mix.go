package media

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"backlot/film/timeline"
)

// mixRate is the rate a reel's sound is mixed at.
const mixRate = 48000

// mix adds up the sound of a cut in a file of stereo samples, as long as the picture; "" when nothing sounds.
func (r *rendering) mix(ctx context.Context, list []piece) (string, error) {
	heard := r.heard(list)
	if len(heard) == 0 {
		return "", nil
	}
	path := filepath.Join(r.dir, "mix.f32")
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if err := f.Truncate(8 * r.sample(r.made.Frames)); err != nil {
		return "", err
	}
	for _, h := range heard {
		if err := r.addSound(ctx, f, h); err != nil {
			return "", fmt.Errorf("sound of %s at %s: %w", h.shot.Name, r.base.Format(r.start+h.start), err)
		}
	}
	return path, nil
}

// hearing is a stretch of the cut in which a shot's sound is heard.
type hearing struct {
	shot       *timeline.Shot
	start, end int64
}

// heard are the shots of the audio tracks; of a cut without any, what the pictures carry themselves.
func (r *rendering) heard(list []piece) []hearing {
	var out []hearing
	tracks := false
	for n := range r.shots {
		s := &r.shots[n]
		if !s.Audio {
			continue
		}
		tracks = true
		if r.found[key(s)] != nil {
			out = append(out, hearing{s, s.Start, s.End})
		}
	}
	if tracks {
		return out
	}
	for _, p := range list {
		if i := r.foundOf(p.a); i != nil && len(i.Audio) > 0 && len(p.words) == 0 {
			out = append(out, hearing{p.a, p.start, p.end})
		}
	}
	return out
}

func (r *rendering) foundOf(s *timeline.Shot) *Info {
	if s == nil {
		return nil
	}
	return r.found[key(s)]
}

// sample is where a record frame begins in the mix.
func (r *rendering) sample(frame int64) int64 {
	return int64(math.Round(float64(frame) * mixRate * float64(r.made.Rate.Den) / float64(r.made.Rate.Num)))
}

// addSound adds a stretch of a shot's sound to the mix.
func (r *rendering) addSound(ctx context.Context, f *os.File, h hearing) error {
	i := r.found[key(h.shot)]
	if h.shot.Speed != 1 {
		r.made.Findings = append(r.made.Findings, timeline.Finding{Level: timeline.Note, Place: r.base.Format(r.start + h.start),
			Text: fmt.Sprintf("the sound of %s is left out: it runs at %g times its speed", h.shot.Name, h.shot.Speed)})
		return nil
	}
	at, samples := r.sample(h.start), r.sample(h.end)-r.sample(h.start)
	from := r.soundStart(i, h)
	if from < 0 { // the file begins later than the shot
		skip := int64(math.Round(-from * mixRate))
		at, samples, from = at+skip, samples-skip, 0
	}
	if samples <= 0 {
		r.miss(h.shot, "the sound of this part is not in the file")
		return nil
	}
	in, err := input(i.Path)
	if err != nil {
		return err
	}
	// Sound of one channel goes to both sides at its level, as of more than two the first; ffmpeg would take 3 dB off.
	chain := "pan=stereo|c0=c0|c1=c0"
	if i.Audio[0].Channels == 2 {
		chain = "pan=stereo|c0=c0|c1=c1"
	}
	args := append([]string{"-ss", fmt.Sprintf("%.6f", from)}, in...)
	args = append(args, "-map", fmt.Sprintf("0:a:%d", i.Audio[0].Track), "-af",
		fmt.Sprintf("%s,aresample=%d,asetpts=PTS-STARTPTS,atrim=end_sample=%d", chain, mixRate, samples),
		"-c:a", "pcm_f32le", "-f", "f32le", "pipe:1")
	m := &adder{file: f, at: 8 * at, end: 8 * (at + samples)}
	if _, err := r.tools.ffmpeg(ctx, command{args: args, stdout: m}); err != nil {
		return err
	}
	if m.err == nil && m.end-m.at > 8*r.sample(1) {
		lacks := (m.end - m.at) / 8
		r.made.Missing = append(r.made.Missing, Missing{Track: h.shot.Track, Name: h.shot.Name, Media: h.shot.Media,
			From: r.base.Format(r.start + h.start), Frames: h.end - h.start, Why: fmt.Sprintf("the sound ends %.2f s too early", float64(lacks)/mixRate)})
	}
	return m.err
}

// soundStart is where in a file, in seconds, a stretch of sound begins. A recorder's file counts samples from midnight.
func (r *rendering) soundStart(i *Info, h hearing) float64 {
	s := h.shot
	src := s.Source
	if src.IsZero() {
		src = r.made.Rate
	}
	in := float64(s.In) * float64(src.Den) / float64(src.Num)
	start := 0.0
	if m := s.Node.Shown(); m != nil && m.Available != nil {
		start = m.Available.Start.Seconds()
	}
	if i.TimeReference >= 0 && len(i.Audio) > 0 && i.Audio[0].SampleRate > 0 {
		own := float64(i.TimeReference) / float64(i.Audio[0].SampleRate)
		if in >= own-1 && in < own+i.Seconds {
			start = own
		}
	}
	if t := i.Timecode; t != nil {
		own := float64(t.Frame) * float64(t.Rate.Den) / float64(t.Rate.Num)
		if in >= own-1 && in < own+i.Seconds {
			start = own
		}
	}
	return in - start + float64(h.start-s.Start)*float64(r.made.Rate.Den)/float64(r.made.Rate.Num)
}

// adder adds samples to those that a file already has.
type adder struct {
	file    io.ReadWriteSeeker
	at, end int64
	rest    []byte
	err     error
}

// Write takes samples, and leaves out what goes past the end.
func (m *adder) Write(b []byte) (int, error) {
	taken := len(b)
	b = append(m.rest, b...)
	whole := len(b) - len(b)%8
	m.rest = append([]byte(nil), b[whole:]...)
	b = b[:min(int64(whole), max(0, m.end-m.at))]
	if m.err != nil || len(b) == 0 {
		return taken, nil
	}
	was := make([]byte, len(b))
	if _, m.err = m.file.Seek(m.at, io.SeekStart); m.err != nil {
		return taken, nil
	}
	if _, m.err = io.ReadFull(m.file, was); m.err != nil {
		return taken, nil
	}
	for n := 0; n < len(b); n += 4 {
		v := math.Float32frombits(binary.LittleEndian.Uint32(b[n:])) + math.Float32frombits(binary.LittleEndian.Uint32(was[n:]))
		binary.LittleEndian.PutUint32(was[n:], math.Float32bits(v))
	}
	if _, m.err = m.file.Seek(m.at, io.SeekStart); m.err == nil {
		_, m.err = m.file.Write(was)
	}
	m.at += int64(len(b))
	return taken, nil
}
