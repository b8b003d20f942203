// Package wave reads and writes the sound files of recorders and workstations: WAVE, Broadcast Wave, RF64 and BW64, with
// what they say about scene, take, tracks and time.
//
// Sources: EBU Tech 3285 versions 0 to 2 (bext), EBU Tech 3306 (RF64), ITU-R BS.2088 (BW64), the iXML specification by
// Gallery. Nothing is read but the headers until samples are asked for. A file that breaks a rule but can still be
// understood is read, with a finding that says what is wrong where.
package wave

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// The limits. Real headers hold a few kilobytes; an ADM description can hold some megabytes.
const (
	maxChunks  = 4096
	maxPayload = 16 << 20
)

// Chunk is a part of a file.
type Chunk struct {
	ID     string `json:"id"`
	Offset int64  `json:"offset"` // of its first byte after the header
	Size   int64  `json:"size"`   // in bytes, without padding
}

// File is what the headers of a sound file say.
type File struct {
	Form     string             `json:"form"` // RIFF, RF64 or BW64
	Format   Format             `json:"format"`
	Data     Chunk              `json:"data"`            // where the samples are
	Samples  int64              `json:"samples"`         // in each channel
	Bext     *Bext              `json:"bext,omitempty"`  // broadcast extension
	IXML     *IXML              `json:"ixml,omitempty"`  // what the recorder wrote
	Cues     []Cue              `json:"cues,omitempty"`  // in the order of their ids
	ADM      bool               `json:"adm,omitempty"`   // it carries an audio definition model (ITU-R BS.2076)
	Model    *Model             `json:"model,omitempty"` // of the chunks axml and chna
	Info     map[string]string  `json:"info,omitempty"`  // LIST INFO, by four-letter name
	Chunks   []Chunk            `json:"chunks"`          // all, in file order
	Findings []timeline.Finding `json:"findings,omitempty"`
}

// parser reads one file.
type parser struct {
	r       io.ReaderAt
	size    int64
	f       *File
	large   map[string]int64 // sizes that do not fit 32 bits, from ds64
	samples int64            // sample count of ds64
	cues    cueParts
	tracks  []ModelPart // of chna
}

// Read reads the headers of a file of size bytes. An error means that it is no sound file this package knows, or that it
// cannot be read; everything else is a finding.
func Read(r io.ReaderAt, size int64) (*File, error) {
	p := &parser{r: r, size: size, f: &File{}, large: map[string]int64{}}
	if err := p.head(); err != nil {
		return nil, err
	}
	if err := p.walk(); err != nil {
		return nil, err
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	return p.f, nil
}

func (p *parser) note(level timeline.Level, place, format string, args ...any) {
	p.f.Findings = append(p.f.Findings, timeline.Finding{Level: level, Place: place, Text: fmt.Sprintf(format, args...)})
}

// bytes reads n bytes at an offset.
func (p *parser) bytes(offset, n int64) ([]byte, error) {
	b := make([]byte, n)
	if _, err := p.r.ReadAt(b, offset); err != nil {
		return nil, fmt.Errorf("sound file: %d bytes at byte %d: %w", n, offset, err)
	}
	return b, nil
}

func (p *parser) head() error {
	switch {
	case p.size == 0:
		return fmt.Errorf("sound file: it is empty")
	case p.size < 12:
		return fmt.Errorf("sound file: %d bytes; a WAVE file has at least 12", p.size)
	}
	b, err := p.bytes(0, 12)
	if err != nil {
		return err
	}
	p.f.Form = string(b[:4])
	switch p.f.Form {
	case "RIFF", "RF64", "BW64":
	case "RIFX", "FORM":
		return fmt.Errorf("sound file: byte 0: %s is big-endian; want RIFF, RF64 or BW64", p.f.Form)
	default:
		return fmt.Errorf("sound file: byte 0: %q; want RIFF, RF64 or BW64", b[:4])
	}
	switch form := string(b[8:12]); {
	case form == "WAVE":
	case strings.HasPrefix(form, "WAV"):
		p.note(timeline.Wrong, "byte 8", "form %q; want \"WAVE\"", form)
	default:
		return fmt.Errorf("sound file: byte 8: form %q; want \"WAVE\"", form)
	}
	if n := int64(binary.LittleEndian.Uint32(b[4:])); p.f.Form == "RIFF" && n+8 != p.size {
		switch {
		case n+8 > p.size:
			p.note(timeline.Wrong, "byte 4", "the file says it has %d bytes and has %d: it is cut short, or its recorder lost power", n+8, p.size)
		case p.size-(n+8) > 1:
			p.note(timeline.Doubtful, "byte 4", "%d bytes follow the end that the file states", p.size-(n+8))
		}
	}
	return nil
}

// walk lists the chunks and reads those that are understood.
func (p *parser) walk() error {
	at := int64(12)
	for at+8 <= p.size {
		if len(p.f.Chunks) >= maxChunks {
			return fmt.Errorf("sound file: byte %d: more than %d chunks", at, maxChunks)
		}
		b, err := p.bytes(at, 8)
		if err != nil {
			return err
		}
		c := Chunk{string(b[:4]), at + 8, int64(binary.LittleEndian.Uint32(b[4:]))}
		if c.Size == 0xffffffff {
			if n, ok := p.large[c.ID]; ok {
				c.Size = n
			} else if p.f.Form != "RIFF" {
				p.note(timeline.Wrong, fmt.Sprintf("byte %d", at), "chunk %q leaves its size to a ds64 chunk, and there is none; taken to the end of the file", c.ID)
				c.Size = p.size - c.Offset
			}
		}
		if !printable(c.ID) {
			p.note(timeline.Doubtful, fmt.Sprintf("byte %d", at), "chunk name %q; the rest of the file is passed over", c.ID)
			return nil
		}
		if c.Size > p.size-c.Offset {
			p.note(timeline.Wrong, fmt.Sprintf("byte %d", at), "chunk %q says it has %d bytes; %d are left", c.ID, c.Size, p.size-c.Offset)
			c.Size = p.size - c.Offset
		}
		p.f.Chunks = append(p.f.Chunks, c)
		if err := p.chunk(c); err != nil {
			return err
		}
		at = c.Offset + c.Size
		if c.Size%2 == 1 && at == p.size {
			p.note(timeline.Doubtful, fmt.Sprintf("byte %d", at), "chunk %q has an odd length and no padding byte", c.ID)
		}
		at += c.Size % 2
	}
	return nil
}

func printable(id string) bool {
	for i := range len(id) {
		if id[i] < ' ' || id[i] > '~' {
			return false
		}
	}
	return true
}

// chunk reads a chunk that is understood; others are only listed.
func (p *parser) chunk(c Chunk) error {
	place := fmt.Sprintf("byte %d", c.Offset-8)
	switch c.ID {
	case "ds64", "fmt ", "bext", "iXML", "cue ", "LIST", "axml", "chna":
	case "data":
		if p.f.Data.ID != "" {
			p.note(timeline.Doubtful, place, "a second data chunk; the first one counts")
			return nil
		}
		p.f.Data = c
		return nil
	case "bxml", "sxml": // compressed, or one after the other in time: noticed only
		p.f.ADM = true
		return nil
	default:
		return nil
	}
	if c.Size > maxPayload {
		p.note(timeline.Wrong, place, "chunk %q has %d bytes; more than %d is not read", c.ID, c.Size, maxPayload)
		return nil
	}
	b, err := p.bytes(c.Offset, c.Size)
	if err != nil {
		return err
	}
	switch c.ID {
	case "ds64":
		p.ds64(b, place)
	case "fmt ":
		return p.format(b, place)
	case "bext":
		p.f.Bext = p.bext(b, place)
	case "iXML":
		p.f.IXML = p.ixml(b, place)
	case "axml":
		p.axml(b, place)
	case "chna":
		p.f.ADM = true
		p.chna(b, place)
	case "cue ":
		p.cues.points(p, b, place)
	case "LIST":
		p.list(b, place)
	}
	return nil
}

// ds64 holds the sizes that 32 bits cannot (EBU Tech 3306).
func (p *parser) ds64(b []byte, place string) {
	if len(b) < 28 {
		p.note(timeline.Wrong, place, "ds64 has %d bytes; want at least 28", len(b))
		return
	}
	size := func(b []byte) int64 { return int64(min(binary.LittleEndian.Uint64(b), 1<<62)) }
	if n := size(b); n+8 > p.size {
		p.note(timeline.Wrong, place, "the file says it has %d bytes and has %d: it is cut short", n+8, p.size)
	}
	p.large["data"], p.samples = size(b[8:]), size(b[16:])
	for t := b[28:]; len(t) >= 12; t = t[12:] {
		p.large[string(t[:4])] = size(t[4:])
	}
}

// finish checks what the parts say about each other.
func (p *parser) finish() error {
	f := p.f
	if f.Format.Channels == 0 {
		return fmt.Errorf("sound file: no fmt chunk in it; want one before the data")
	}
	f.Cues = p.cues.list()
	if f.Data.ID == "" {
		p.note(timeline.Wrong, "", "no data chunk: there is no sound in it")
		return nil
	}
	block := int64(f.Format.BlockAlign)
	f.Samples = f.Data.Size / block
	if rest := f.Data.Size % block; rest != 0 {
		p.note(timeline.Wrong, fmt.Sprintf("byte %d", f.Data.Offset-8), "data ends %d bytes into a sample frame of %d", rest, block)
	}
	if p.samples != 0 && f.Form != "RIFF" && f.Format.Linear() && p.samples != f.Samples {
		p.note(timeline.Doubtful, "ds64", "it counts %d samples; the data holds %d", p.samples, f.Samples)
	}
	if p.f.Form == "RF64" && len(p.f.Chunks) > 0 && p.f.Chunks[0].ID != "ds64" {
		p.note(timeline.Doubtful, "byte 12", "the first chunk is %q; RF64 wants ds64 there, with the sizes", p.f.Chunks[0].ID)
	}
	p.model()
	p.agree()
	return nil
}

// agree reports contradictions between what recorder, broadcast extension and format say.
func (p *parser) agree() {
	f, x := p.f, p.f.IXML
	if x == nil {
		return
	}
	if n := len(x.Tracks); n > 0 && n != f.Format.Channels {
		p.note(timeline.Doubtful, "iXML", "%d tracks are named; the file has %d channels", n, f.Format.Channels)
	}
	if s := x.Speed; s != nil {
		if s.SampleRate != 0 && s.SampleRate != f.Format.SampleRate {
			p.note(timeline.Doubtful, "iXML", "FILE_SAMPLE_RATE is %d; the format says %d", s.SampleRate, f.Format.SampleRate)
		}
		if s.BitDepth != 0 && s.BitDepth != f.Format.Bits {
			p.note(timeline.Doubtful, "iXML", "AUDIO_BIT_DEPTH is %d; the format says %d", s.BitDepth, f.Format.Bits)
		}
		if s.HasStamp && f.Bext != nil && s.Stamp != f.Bext.TimeReference {
			p.note(timeline.Doubtful, "iXML", "it starts %d samples after midnight; the broadcast extension says %d", s.Stamp, f.Bext.TimeReference)
		}
	}
}

// Start is where the file begins, in samples since midnight, and the rate that these samples are counted at; ok is false
// when nothing says so. The broadcast extension goes before iXML.
func (f *File) Start() (samples int64, sampleRate int, ok bool) {
	sampleRate = f.Format.SampleRate
	if f.IXML != nil && f.IXML.Speed != nil && f.IXML.Speed.StampRate > 0 {
		sampleRate = f.IXML.Speed.StampRate
	}
	switch {
	case f.Bext != nil:
		return f.Bext.TimeReference, sampleRate, true
	case f.IXML != nil && f.IXML.Speed != nil && f.IXML.Speed.HasStamp:
		return f.IXML.Speed.Stamp, sampleRate, true
	}
	return 0, sampleRate, false
}

// Base is the timecode the recorder counted in; ok is false when the file does not say.
func (f *File) Base() (timecode.Base, bool) {
	if f.IXML == nil || f.IXML.Speed == nil || f.IXML.Speed.Rate.IsZero() {
		return timecode.Base{}, false
	}
	b, err := timecode.Of(f.IXML.Speed.Rate, f.IXML.Speed.Drop)
	return b, err == nil
}

// Timecode is the frame a file begins in when samples since midnight are counted in frames of r, and how many samples
// after the start of this frame it begins. 48,000 samples a second are 2002 samples a frame at 24000/1001: exact.
func (f *File) Timecode(r rate.Rate) (frame, rest int64, ok bool) {
	samples, sr, ok := f.Start()
	if !ok || r.IsZero() {
		return 0, 0, false
	}
	return FrameOf(samples, sr, r)
}

// FrameOf is the frame of r in which a sample lies, and how many samples after the frame's start it does, rounded down.
// It is exact for 100 years of samples; ok is false beyond.
func FrameOf(sample int64, sampleRate int, r rate.Rate) (frame, rest int64, ok bool) {
	if r.IsZero() || r.Den > 1<<20 || sampleRate < 1 || sample < 0 || sample > 1<<60/int64(r.Num) {
		return 0, 0, false
	}
	perSecond := int64(sampleRate) * int64(r.Den)
	frame = sample * int64(r.Num) / perSecond
	return frame, sample - SampleOf(frame, sampleRate, r), true
}

// SampleOf is the first sample that lies in a frame of r. Frames must not be negative.
func SampleOf(frame int64, sampleRate int, r rate.Rate) int64 {
	n := frame * int64(sampleRate) * int64(r.Den)
	return (n + int64(r.Num) - 1) / int64(r.Num)
}
