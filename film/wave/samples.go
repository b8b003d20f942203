package wave

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// Floats reads samples first to first+n of all channels from r, the file that was read, as numbers from -1 to 1: one slice a channel.
// Samples after the end are left out.
func (f *File) Floats(r io.ReaderAt, first, n int64) ([][]float32, error) {
	if !f.Format.Linear() || f.Format.BlockAlign != f.Format.Channels*f.Format.Bits/8 {
		return nil, fmt.Errorf("sound file: samples of format %d with %d bits: want whole numbers of 8 to 32 bits or floating point", f.Format.kind(), f.Format.Bits)
	}
	if first < 0 || n < 0 {
		return nil, fmt.Errorf("sound file: samples %d to %d: want none before the start", first, first+n)
	}
	n = max(min(n, f.Samples-first), 0)
	block := int64(f.Format.BlockAlign)
	b := make([]byte, n*block)
	if n > 0 {
		if _, err := r.ReadAt(b, f.Data.Offset+first*block); err != nil {
			return nil, fmt.Errorf("sound file: %d samples from %d on: %w", n, first, err)
		}
	}
	out := make([][]float32, f.Format.Channels)
	for c := range out {
		out[c] = make([]float32, n)
	}
	size := f.Format.Bits / 8
	get := f.Format.decoder()
	for i := range n {
		for c := range out {
			at := i*block + int64(c*size)
			out[c][i] = get(b[at : at+int64(size)])
		}
	}
	return out, nil
}

// decoder reads one sample.
func (f Format) decoder() func([]byte) float32 {
	switch {
	case f.Float() && f.Bits == 64:
		return func(b []byte) float32 { return float32(math.Float64frombits(binary.LittleEndian.Uint64(b))) }
	case f.Float():
		return func(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }
	case f.Bits == 8:
		return func(b []byte) float32 { return (float32(b[0]) - 128) / 128 }
	case f.Bits == 16:
		return func(b []byte) float32 { return float32(int16(binary.LittleEndian.Uint16(b))) / (1 << 15) }
	case f.Bits == 24:
		return func(b []byte) float32 {
			return float32(int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24)>>8) / (1 << 23)
		}
	default:
		return func(b []byte) float32 { return float32(int32(binary.LittleEndian.Uint32(b))) / (1 << 31) }
	}
}
