package media

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// RawPicture decodes the picture of a file, scaled to width x height in a pixel format of ffmpeg's such as "gray" or
// "yuv444p", frame after frame to w. No frame is left out or doubled.
func (t *Tools) RawPicture(ctx context.Context, path string, width, height int, format string, w io.Writer) error {
	in, err := input(path)
	if err != nil {
		return err
	}
	_, err = t.ffmpeg(ctx, command{stdout: w, args: append(in, "-map", "0:V:0", "-vsync", "passthrough",
		"-vf", fmt.Sprintf("scale=%d:%d:flags=area", width, height), "-pix_fmt", format, "-f", "rawvideo", "pipe:1")})
	return err
}

// RawSound decodes the first channel of a file's first sound track at hertz samples a second, as numbers from -1 to 1.
func (t *Tools) RawSound(ctx context.Context, path string, hertz int) ([]float32, error) {
	in, err := input(path)
	if err != nil {
		return nil, err
	}
	var out floats
	_, err = t.ffmpeg(ctx, command{stdout: &out, args: append(in, "-map", "0:a:0", "-af", "pan=mono|c0=c0", "-ar", fmt.Sprint(hertz), "-f", "f32le", "pipe:1")})
	return out.samples, err
}

// floats gathers samples from bytes.
type floats struct {
	samples []float32
	rest    []byte
}

func (f *floats) Write(b []byte) (int, error) {
	n := len(b)
	if len(f.rest) > 0 {
		b = append(f.rest, b...)
	}
	for ; len(b) >= 4; b = b[4:] {
		f.samples = append(f.samples, math.Float32frombits(binary.LittleEndian.Uint32(b)))
	}
	f.rest = append([]byte(nil), b...)
	return n, nil
}
