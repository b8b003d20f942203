package wave

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// riffLimit is the size from which on a file has to be RF64.
const riffLimit = 1<<32 - 1

// Write writes a file of 16 or 24 bit whole numbers: bext and iXML where f has them, fmt, then the samples of
// each channel, from -1 to 1 (what is beyond is clipped). It becomes RF64 when it is too long for RIFF. Of f only Format's
// SampleRate and Bits, Bext and IXML count.
func Write(w io.Writer, f *File, channels [][]float32) error {
	bits := f.Format.Bits
	if bits != 16 && bits != 24 {
		return fmt.Errorf("write sound file: %d bits: want 16 or 24", bits)
	}
	if len(channels) == 0 || len(channels) > 1024 || f.Format.SampleRate < 1 {
		return fmt.Errorf("write sound file: %d channels at %d samples a second: want 1 to 1024 channels, and a rate", len(channels), f.Format.SampleRate)
	}
	for i, c := range channels {
		if len(c) != len(channels[0]) {
			return fmt.Errorf("write sound file: channel %d has %d samples and channel 1 %d: want as many", i+1, len(c), len(channels[0]))
		}
	}
	head, err := f.header(len(channels), int64(len(channels[0])))
	if err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	return interleave(w, channels, bits)
}

// header is everything up to the samples.
func (f *File) header(channels int, samples int64) ([]byte, error) {
	block := channels * f.Format.Bits / 8
	data := samples * int64(block)
	var body []byte
	add := func(id string, b []byte) {
		body = binary.LittleEndian.AppendUint32(append(body, id...), uint32(len(b)))
		body = append(body, b...)
		if len(b)%2 == 1 {
			body = append(body, 0)
		}
	}
	if f.Bext != nil {
		b, err := f.Bext.encode()
		if err != nil {
			return nil, err
		}
		add("bext", b)
	}
	if f.IXML != nil {
		add("iXML", f.IXML.encode())
	}
	format := make([]byte, 16)
	binary.LittleEndian.PutUint16(format, tagWhole)
	binary.LittleEndian.PutUint16(format[2:], uint16(channels))
	binary.LittleEndian.PutUint32(format[4:], uint32(f.Format.SampleRate))
	binary.LittleEndian.PutUint32(format[8:], uint32(f.Format.SampleRate*block))
	binary.LittleEndian.PutUint16(format[12:], uint16(block))
	binary.LittleEndian.PutUint16(format[14:], uint16(f.Format.Bits))
	add("fmt ", format)

	total := 4 + int64(len(body)) + 8 + data + data%2 // after the size field
	if total <= riffLimit {
		out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(total))
		out = append(append(out, "WAVE"...), body...)
		return binary.LittleEndian.AppendUint32(append(out, "data"...), uint32(data)), nil
	}
	out := append([]byte("RF64\xff\xff\xff\xffWAVE"), "ds64\x1c\x00\x00\x00"...)
	for _, n := range []int64{total + 36, data, samples} {
		out = binary.LittleEndian.AppendUint64(out, uint64(n))
	}
	out = append(append(out, 0, 0, 0, 0), body...)
	return append(out, "data\xff\xff\xff\xff"...), nil
}

// interleave writes samples, a second at a time, and the padding byte.
func interleave(w io.Writer, channels [][]float32, bits int) error {
	const piece = 48000
	scale := float64(int64(1) << (bits - 1))
	n := len(channels[0])
	var b []byte
	for from := 0; from < n; from += piece {
		b = b[:0]
		for i := from; i < min(from+piece, n); i++ {
			for _, c := range channels {
				v := int32(math.Round(min(max(float64(c[i])*scale, -scale), scale-1)))
				b = append(b, byte(v), byte(v>>8))
				if bits == 24 {
					b = append(b, byte(v>>16))
				}
			}
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	if n*len(channels)*bits/8%2 == 1 {
		_, err := w.Write([]byte{0})
		return err
	}
	return nil
}
