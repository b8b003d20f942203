// Command demomedia makes the footage of two shooting days of the demo production, for scripts/demo-media.
//
// What it makes is described in docs/manual/sound-and-metadata.md.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"backlot/film/wave"
)

func main() {
	jobs := flag.Int("jobs", 2, "clips made at once")
	few := flag.Int("few", 0, "make only the first clips of each scene, for tests; 0 makes all")
	font := flag.String("font", "internal/core/documents/fonts/inter-latin-700-normal.ttf", "font file")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "demomedia: want a folder to write to")
		os.Exit(2)
	}
	if err := run(context.Background(), flag.Arg(0), *font, *jobs, *few); err != nil {
		fmt.Fprintln(os.Stderr, "demomedia:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out, font string, jobs, few int) error {
	work, err := os.MkdirTemp("", "demo-media")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if font, err = filepath.Abs(font); err != nil {
		return err
	}
	say := newSpeaker(work)
	m, spoken, err := plan(say.speak)
	if err == nil {
		err = say.err
	}
	if err != nil {
		return err
	}
	m.Speech = say.name()
	if few > 0 {
		m.keep(few)
	}
	s := &studio{m: m, spoken: spoken, out: out, paint: &painter{out, work, font}}
	if err := s.sounds(); err != nil {
		return err
	}
	if err := s.pictures(ctx, jobs); err != nil {
		return err
	}
	if err := s.papers(); err != nil {
		return err
	}
	if err := s.faults(ctx); err != nil {
		return err
	}
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "manifest.json"), append(b, '\n'), 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d setups, %d takes, %d clips, %d sound files, %d faults; speech by %s\n", out, len(m.Setups), len(m.Takes), len(m.Clips), len(m.Sounds), len(m.Faults), m.Speech)
	return nil
}

// studio makes what the manifest lists.
type studio struct {
	m      *manifest
	spoken map[*take][]voice
	out    string
	paint  *painter
}

// keep leaves the first takes of each scene.
func (m *manifest) keep(n int) {
	seen, kept := map[string]int{}, map[string]bool{}
	var takes []*take
	for _, t := range m.Takes {
		if seen[t.Scene]++; seen[t.Scene] <= n {
			takes = append(takes, t)
			for _, name := range append(append([]string{}, t.Clips...), t.Sounds...) {
				kept[name] = true
			}
		}
	}
	m.Takes = takes
	var clips []*clip
	for _, k := range m.Clips {
		if kept[k.Name] {
			clips = append(clips, k)
		}
	}
	var sounds []*sound
	for _, s := range m.Sounds {
		if kept[s.Name] {
			sounds = append(sounds, s)
		}
	}
	m.Clips, m.Sounds = clips, sounds
}

func (m *manifest) take(slate string, number int) *take {
	for _, t := range m.Takes {
		if t.Slate == slate && t.Number == number {
			return t
		}
	}
	return nil
}

// people are who can be seen in a setup: everyone who speaks in it, but the radio.
func (m *manifest) people(slate string) []string {
	var out []string
	for _, s := range m.Setups {
		if s.Slate != slate {
			continue
		}
		seen := map[string]bool{"RADIO VOICE": true}
		for _, l := range s.Lines {
			if !seen[l.Character] {
				seen[l.Character] = true
				out = append(out, l.Character)
			}
		}
	}
	return out
}

// file makes the folder of a path below the output folder.
func (s *studio) file(path string) (string, error) {
	full := filepath.Join(s.out, filepath.FromSlash(path))
	return full, os.MkdirAll(filepath.Dir(full), 0o755)
}

func (s *studio) sounds() error {
	for i, k := range s.m.Sounds {
		t := s.m.take(k.Slate, k.Take)
		n, err := s.sound(k, t, noise(9001+i))
		if err != nil {
			return err
		}
		k.Bytes = n
	}
	return nil
}

// sound writes a file as a recorder does.
func (s *studio) sound(k *sound, t *take, seed noise) (int64, error) {
	date := map[int]string{6: "2027-03-01", 7: "2027-03-02"}[t.Day]
	x := &wave.IXML{
		Project: s.m.Production, Scene: k.Slate, Take: fmt.Sprint(k.Take), Tape: k.Roll, Note: t.Note, Circled: t.Circled,
		NoGood: t.Status == "no_good", FalseStart: t.Status == "false_start", FileUID: "BL" + k.Roll + k.Slate + fmt.Sprint(k.Take),
		Speed:      &wave.Speed{Master: base.Rate, Current: base.Rate, Rate: base.Rate, SampleRate: sampleRate, Digitizer: sampleRate, BitDepth: 24, StampRate: sampleRate, Stamp: k.StartSample, HasStamp: true},
		TotalFiles: 1, FamilyUID: "BL" + k.Roll + k.Slate + fmt.Sprint(k.Take), Index: "1",
	}
	for i, name := range k.Tracks {
		n := fmt.Sprint(i + 1)
		x.Tracks = append(x.Tracks, wave.Track{Channel: n, Interleave: n, Name: name})
	}
	if k.ClapSample > 0 {
		x.SyncPoints = []wave.SyncPoint{{Type: "RELATIVE", Function: "SLATE_GENERIC", Comment: "clap", Sample: k.ClapSample}}
	}
	at := k.StartSample / sampleRate
	f := &wave.File{Format: wave.Format{SampleRate: sampleRate, Bits: 24}, IXML: x, Bext: &wave.Bext{
		Description: fmt.Sprintf("sSPEED=023.976-ND\r\nsSCENE=%s\r\nsTAKE=%d\r\nsTAPE=%s\r\nsNOTE=%s\r\n", k.Slate, k.Take, k.Roll, t.Note),
		Originator:  "Backlot demo", Date: date, Time: fmt.Sprintf("%02d:%02d:%02d", at/3600, at/60%60, at%60), TimeReference: k.StartSample, CodingHistory: "A=PCM,F=48000,W=24,M=mono,T=demo\r\n",
	}}
	var b bytes.Buffer
	if err := wave.Write(&b, f, record(k, t, s.spoken[t], seed)); err != nil {
		return 0, err
	}
	path, err := s.file(k.Path)
	if err != nil {
		return 0, err
	}
	return int64(b.Len()), os.WriteFile(path, b.Bytes(), 0o644)
}

// camera makes a clip with what its microphone heard.
func (s *studio) camera(ctx context.Context, k *clip, t *take, path string, extra ...string) error {
	full, err := s.file(path)
	if err != nil {
		return err
	}
	var heard []voice
	shown := &take{}
	if t != nil {
		heard, shown = s.spoken[t], t
	}
	var b bytes.Buffer
	f := &wave.File{Format: wave.Format{SampleRate: sampleRate, Bits: 16}}
	if err := wave.Write(&b, f, [][]float32{scratch(k, shown, heard, noise(k.StartFrame+int64(k.Camera[0])))}); err != nil {
		return err
	}
	sound := filepath.Join(s.paint.work, k.Name+".wav")
	if err := os.WriteFile(sound, b.Bytes(), 0o644); err != nil {
		return err
	}
	if err := s.paint.clip(ctx, k, t, s.m.people(k.Slate), sound, full, extra...); err != nil {
		return err
	}
	st, err := os.Stat(full)
	if err != nil {
		return err
	}
	k.Bytes = st.Size()
	return nil
}

// pictures makes all clips, some at once.
func (s *studio) pictures(ctx context.Context, jobs int) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	var next atomic.Int64
	for range max(jobs, 1) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(s.m.Clips) || ctx.Err() != nil {
					return
				}
				k := s.m.Clips[i]
				if err := s.camera(ctx, k, s.m.take(k.Slate, k.Take), k.Path); err != nil {
					cancel(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}
