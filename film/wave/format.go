package wave

import (
	"encoding/binary"
	"fmt"

	"backlot/film/timeline"
)

// Format is how samples are stored.
type Format struct {
	Tag        int `json:"tag"` // 1 whole numbers, 3 floating point, 65534 said by SubFormat; others are compressed
	SubFormat  int `json:"sub_format,omitempty"`
	Channels   int `json:"channels"`
	SampleRate int `json:"sample_rate"`
	ByteRate   int `json:"byte_rate"`
	BlockAlign int `json:"block_align"` // bytes of one sample of all channels
	Bits       int `json:"bits"`
	ValidBits  int `json:"valid_bits,omitempty"`
	Speakers   int `json:"speakers,omitempty"` // mask of the extensible format
}

// The tags of samples that are not compressed.
const (
	tagWhole      = 1
	tagFloat      = 3
	tagExtensible = 65534
)

// kind is the tag that counts.
func (f Format) kind() int {
	if f.Tag == tagExtensible {
		return f.SubFormat
	}
	return f.Tag
}

// Float says whether samples are floating-point numbers.
func (f Format) Float() bool { return f.kind() == tagFloat }

// Linear says whether samples are not compressed, so that Samples can read them.
func (f Format) Linear() bool {
	switch f.kind() {
	case tagWhole:
		return f.Bits == 8 || f.Bits == 16 || f.Bits == 24 || f.Bits == 32
	case tagFloat:
		return f.Bits == 32 || f.Bits == 64
	}
	return false
}

// format reads the fmt chunk.
func (p *parser) format(b []byte, place string) error {
	if len(b) < 14 {
		return fmt.Errorf("sound file: %s: fmt has %d bytes; want at least 16", place, len(b))
	}
	if p.f.Format.Channels != 0 {
		p.note(timeline.Doubtful, place, "a second fmt chunk; the first one counts")
		return nil
	}
	u16 := func(i int) int { return int(binary.LittleEndian.Uint16(b[i:])) }
	f := Format{Tag: u16(0), Channels: u16(2), SampleRate: int(binary.LittleEndian.Uint32(b[4:])), ByteRate: int(binary.LittleEndian.Uint32(b[8:])), BlockAlign: u16(12)}
	if len(b) >= 16 {
		f.Bits = u16(14)
	}
	switch {
	case f.Channels == 0 || f.BlockAlign == 0 || f.SampleRate == 0:
		return fmt.Errorf("sound file: %s: fmt says %d channels, %d samples a second, %d bytes a sample frame; want more than none", place, f.Channels, f.SampleRate, f.BlockAlign)
	case f.Tag == tagExtensible && len(b) < 40:
		p.note(timeline.Wrong, place, "the extensible format has %d bytes; want 40; taken for whole numbers", len(b))
		f.SubFormat = tagWhole
	case f.Tag == tagExtensible:
		f.ValidBits, f.Speakers, f.SubFormat = u16(18), int(binary.LittleEndian.Uint32(b[20:])), u16(24)
		if f.SubFormat == 0 {
			p.note(timeline.Doubtful, place, "the extensible format does not name its coding; taken for whole numbers")
			f.SubFormat = tagWhole
		}
	}
	if n := len(b); n != 16 && n != 18 && n != 40 && f.Linear() {
		p.note(timeline.Doubtful, place, "fmt has %d bytes; want 16, 18 or 40 for samples that are not compressed", n)
	}
	if f.Linear() {
		if want := f.Channels * f.Bits / 8; f.BlockAlign != want {
			p.note(timeline.Wrong, place, "a sample frame has %d bytes; %d channels of %d bits make %d", f.BlockAlign, f.Channels, f.Bits, want)
		}
		if want := f.SampleRate * f.BlockAlign; f.ByteRate != want {
			p.note(timeline.Doubtful, place, "%d bytes a second; %d sample frames of %d bytes make %d", f.ByteRate, f.SampleRate, f.BlockAlign, want)
		}
	}
	p.f.Format = f
	return nil
}
