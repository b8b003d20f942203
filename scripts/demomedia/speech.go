package main

import (
	"bytes"
	"fmt"
	"math"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"

	"backlot/film/wave"
)

// voice is a spoken line at 48 kHz.
type voice struct {
	character string
	samples   []float32
}

// speaker says lines with espeak-ng, or as tones where it is missing.
type speaker struct {
	program string // "" for tones
	dir     string
	err     error
}

func newSpeaker(dir string) *speaker {
	program, err := exec.LookPath("espeak-ng")
	if err != nil {
		program = ""
	}
	return &speaker{program: program, dir: dir}
}

func (s *speaker) name() string {
	if s.program == "" {
		return "tones"
	}
	return "espeak-ng"
}

// cast is how each person sounds: voice of espeak-ng, pitch from 0 to 99, and the tone that stands in for it.
var cast = map[string]struct {
	voice string
	pitch int
	hertz float64
}{
	"ADA":         {"en+f4", 78, 440},
	"SOLVEIG":     {"en+f2", 45, 330},
	"KROGH":       {"en+m3", 22, 150},
	"IVO":         {"en+m1", 38, 196},
	"RADIO VOICE": {"en+m7", 50, 260},
}

// speak says a line; every take of it has another pace.
func (s *speaker) speak(l line, takeIndex int) voice {
	c := cast[l.Character]
	if s.program == "" {
		return voice{l.Character, tone(c.hertz, len(l.Text), takeIndex)}
	}
	out := filepath.Join(s.dir, "line.wav")
	pace := 172 + []int{0, -9, 6, -16, 11}[takeIndex%5]
	cmd := exec.Command(s.program, "-v", c.voice, "-p", fmt.Sprint(c.pitch), "-s", fmt.Sprint(pace), "-w", out, l.Text)
	if msg, err := cmd.CombinedOutput(); err != nil {
		s.err = fmt.Errorf("say %q: %w: %s", l.Text, err, msg)
		return voice{l.Character, tone(c.hertz, len(l.Text), takeIndex)}
	}
	b, err := os.ReadFile(out)
	if err != nil {
		s.err = err
		return voice{}
	}
	r := bytes.NewReader(b)
	f, err := wave.Read(r, r.Size())
	if err != nil {
		s.err = err
		return voice{}
	}
	v, err := f.Floats(r, 0, f.Samples)
	if err != nil {
		s.err = err
		return voice{}
	}
	return voice{l.Character, resample(v[0], f.Format.SampleRate)}
}

// tone is what stands in for a line: syllables of a tone, about as long as it takes to say.
func tone(hertz float64, letters, takeIndex int) []float32 {
	n := letters * (3000 + 90*takeIndex)
	out := make([]float32, n)
	for i := range out {
		t := float64(i) / sampleRate
		syllable := math.Max(0, math.Sin(2*math.Pi*4*t+float64(takeIndex)))
		out[i] = float32(0.5 * syllable * math.Sin(2*math.Pi*hertz*t*(1+0.02*math.Sin(3*t))))
	}
	return out
}

// resample brings samples to 48 kHz with a windowed sinc of 16 samples either side, one table for each place between two samples.
func resample(in []float32, from int) []float32 {
	const taps = 32
	g := big.NewInt(0).GCD(nil, nil, big.NewInt(int64(from)), big.NewInt(sampleRate)).Int64()
	up, down := sampleRate/g, int64(from)/g
	table := make([]float64, up*taps)
	for phase := range up {
		for t := range taps {
			d := float64(phase)/float64(up) - float64(t-taps/2+1)
			w := 1.0
			if d != 0 {
				w = math.Sin(math.Pi*d) / (math.Pi * d) * (0.5 + 0.5*math.Cos(math.Pi*d/(taps/2+0.5)))
			}
			table[phase*taps+int64(t)] = w
		}
	}
	padded := append(append(make([]float32, taps), in...), make([]float32, taps)...)
	out := make([]float32, int64(len(in))*up/down)
	for i := range out {
		at := int64(i) * down
		first := at/up - taps/2 + 1 + taps
		var sum float64
		for t, w := range table[at%up*taps : at%up*taps+taps] {
			sum += w * float64(padded[first+int64(t)])
		}
		out[i] = float32(sum)
	}
	return out
}

// noise is a repeatable source of samples from -1 to 1.
type noise uint64

func (n *noise) next() float32 {
	*n ^= *n << 13
	*n ^= *n >> 7
	*n ^= *n << 17
	return float32(int64(*n)>>40) / (1 << 23)
}

// clap is the sound of the sticks: of every take another, as in life.
func clap(t *take) []float32 {
	seed := noise(t.StartFrame*7919 + int64(t.Number))
	out := make([]float32, 2400)
	for i := range out {
		out[i] = 0.9 * seed.next() * float32(math.Exp(-float64(i)/380))
	}
	return out
}

func mixIn(to, from []float32, at int64, gain float32) {
	for i, v := range from {
		if j := at + int64(i); j >= 0 && j < int64(len(to)) {
			to[j] += gain * v
		}
	}
}

// record makes the tracks of a sound clip.
func record(s *sound, t *take, spoken []voice, seed noise) [][]float32 {
	tracks := make([][]float32, len(s.Tracks))
	toCamera := t.StartFrame*perFrame - s.StartSample
	for i, name := range s.Tracks {
		level := []float32{0.0015, 0.003}[min(i, 1)]
		tracks[i] = make([]float32, s.Samples)
		for j := range tracks[i] {
			tracks[i][j] = level * seed.next()
		}
		mixIn(tracks[i], clap(t), s.ClapSample, []float32{0.8, 0.7, 0.15}[min(i, 2)])
		for k, v := range spoken {
			gain := []float32{0.7, 0.55, 0.06}[min(i, 2)]
			if v.character == name {
				gain = 0.8
			}
			mixIn(tracks[i], v.samples, toCamera+int64(t.Lines[k].AtFrame)*perFrame, gain)
		}
	}
	return tracks
}

// scratch is what the microphone on a camera hears.
func scratch(k *clip, t *take, spoken []voice, seed noise) []float32 {
	out := make([]float32, k.Frames*perFrame)
	for i := range out {
		out[i] = 0.02 * seed.next()
	}
	late := (k.StartFrame - t.StartFrame) * perFrame
	if len(t.Sounds) > 0 {
		mixIn(out, clap(t), int64(k.ClapFrame)*perFrame, 0.5)
	}
	for i, v := range spoken {
		mixIn(out, v.samples, int64(t.Lines[i].AtFrame)*perFrame-late, 0.3)
	}
	return out
}
