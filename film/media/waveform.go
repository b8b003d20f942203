package media

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
)

// WaveformOptions say how finely sound is measured.
type WaveformOptions struct {
	// Buckets is how many parts the sound is cut into; 0 is 2000. There are fewer where there are fewer samples.
	Buckets int
}

// Waveform is the shape of a sound: of each channel and of each bucket the lowest and the highest sample and their root mean
// square. 127 is full scale.
type Waveform struct {
	SampleRate int   `json:"sample_rate"`
	Samples    int64 `json:"samples"` // of a channel
	PerBucket  int64 `json:"samples_per_bucket"`
	// Channels are those of all sound tracks, in order.
	Channels []Channel `json:"channels"`
}

// Channel is one channel of a waveform.
type Channel struct {
	// Peak and Level are the highest sample and the root mean square of all, in dB below full scale; -144 is silence.
	Peak  float64 `json:"peak_db"`
	Level float64 `json:"level_db"`
	Min   []int8  `json:"min"`
	Max   []int8  `json:"max"`
	RMS   []int8  `json:"rms"`
}

// Waveform measures the sound of a file.
func (t *Tools) Waveform(ctx context.Context, of *Info, o WaveformOptions, progress func(Progress)) (*Waveform, error) {
	made, err := t.Make(ctx, of, Plan{Waveform: &o, Progress: progress})
	if err != nil {
		return nil, err
	}
	return made.Waveform, nil
}

// waveform adds the output the waveform is drawn from: all channels of all tracks as floating point on standard output.
func (r *making) waveform() {
	tracks := r.of.Audio
	channels, hertz, from := 0, tracks[0].SampleRate, ""
	for n, a := range tracks {
		channels += a.Channels
		if a.SampleRate != hertz {
			r.graph = append(r.graph, fmt.Sprintf("%saresample=%d[wa%d]", a.label(), hertz, n))
			from += fmt.Sprintf("[wa%d]", n)
			continue
		}
		from += a.label()
	}
	var longest int64
	for _, a := range tracks {
		longest = max(longest, a.Samples)
	}
	r.wave = newWaveBuilder(channels, hertz, longest, r.plan.Waveform.Buckets)
	if len(tracks) > 1 {
		r.graph = append(r.graph, fmt.Sprintf("%samerge=inputs=%d[wave]", from, len(tracks)))
		from = "[wave]"
	} else {
		from = strings.Trim(from, "[]")
	}
	r.output = append(r.output, "-map", from, "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1")
}

// waveBuilder gathers buckets from interleaved samples.
type waveBuilder struct {
	w       Waveform
	n       int64 // samples in the bucket that is being filled
	low     []float32
	high    []float32
	square  []float64
	all     []float64
	loudest []float32
}

func newWaveBuilder(channels, hertz int, samples int64, buckets int) *waveBuilder {
	if buckets <= 0 {
		buckets = 2000
	}
	b := &waveBuilder{w: Waveform{SampleRate: hertz, Channels: make([]Channel, channels)},
		low: make([]float32, channels), high: make([]float32, channels), square: make([]float64, channels),
		all: make([]float64, channels), loudest: make([]float32, channels)}
	b.w.PerBucket = max(1, (samples+int64(buckets)-1)/int64(buckets))
	for n := range b.w.Channels {
		b.w.Channels[n].Min, b.w.Channels[n].Max, b.w.Channels[n].RMS = []int8{}, []int8{}, []int8{}
	}
	return b
}

// read takes in samples to the end.
func (b *waveBuilder) read(r io.Reader) error {
	channels := len(b.w.Channels)
	frame := 4 * channels
	buf := make([]byte, frame*4096)
	have := 0
	for {
		n, err := r.Read(buf[have:])
		have += n
		whole := have - have%frame
		b.take(buf[:whole])
		copy(buf, buf[whole:have])
		have -= whole
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (b *waveBuilder) take(buf []byte) {
	for len(buf) > 0 {
		for c := range b.w.Channels {
			v := math.Float32frombits(binary.LittleEndian.Uint32(buf[4*c:]))
			if v != v {
				v = 0
			}
			if b.n == 0 {
				b.low[c], b.high[c], b.square[c] = v, v, 0
			}
			b.low[c], b.high[c] = min(b.low[c], v), max(b.high[c], v)
			b.square[c] += float64(v) * float64(v)
		}
		buf = buf[4*len(b.w.Channels):]
		b.w.Samples++
		if b.n++; b.n == b.w.PerBucket {
			b.flush()
		}
	}
}

func (b *waveBuilder) flush() {
	for c := range b.w.Channels {
		ch := &b.w.Channels[c]
		ch.Min, ch.Max = append(ch.Min, scale(b.low[c])), append(ch.Max, scale(b.high[c]))
		ch.RMS = append(ch.RMS, scale(float32(math.Sqrt(b.square[c]/float64(b.n)))))
		b.all[c] += b.square[c]
		b.loudest[c] = max(b.loudest[c], b.high[c], -b.low[c])
	}
	b.n = 0
}

func scale(v float32) int8 { return int8(math.Round(float64(max(-1, min(1, v))) * 127)) }

func (b *waveBuilder) finish() *Waveform {
	if b.n > 0 {
		b.flush()
	}
	for c := range b.w.Channels {
		b.w.Channels[c].Peak = decibels(float64(b.loudest[c]))
		b.w.Channels[c].Level = decibels(math.Sqrt(b.all[c] / float64(max(1, b.w.Samples))))
	}
	return &b.w
}

// decibels is a level against full scale, to a hundredth.
func decibels(v float64) float64 {
	if v < 6.4e-8 {
		return -144
	}
	return math.Round(2000*math.Log10(v)) / 100
}

// Peaks is the waveform in so many buckets, made of those that there are: for a view that is narrower than the measure.
func (w *Waveform) Peaks(channel, buckets int) (low, high []int8, err error) {
	if channel < 0 || channel >= len(w.Channels) || buckets < 1 {
		return nil, nil, fmt.Errorf("channel %d in %d buckets: want 0 to %d, and at least one", channel, buckets, len(w.Channels)-1)
	}
	c := w.Channels[channel]
	buckets = min(buckets, len(c.Min))
	for n := range buckets {
		from, to := n*len(c.Min)/buckets, (n+1)*len(c.Min)/buckets
		lo, hi := c.Min[from], c.Max[from]
		for k := from + 1; k < to; k++ {
			lo, hi = min(lo, c.Min[k]), max(hi, c.Max[k])
		}
		low, high = append(low, lo), append(high, hi)
	}
	return low, high, nil
}
