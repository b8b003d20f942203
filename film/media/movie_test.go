package media

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

// boxed is a box of the file format: its length, its name, its content.
func boxed(name string, content ...[]byte) []byte {
	b := bytes.Join(content, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(b))), name...), b...)
}

// words are numbers of 32 bits.
func words(n ...uint32) []byte {
	var b []byte
	for _, v := range n {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// film is a file of three frames of four bytes, 1001 ticks each, 24000 to the second; data lies behind the index.
func film(times, places []byte) []byte {
	head := make([]byte, 84)
	binary.BigEndian.PutUint32(head[76:], 640<<16)
	binary.BigEndian.PutUint32(head[80:], 360<<16)
	stbl := boxed("stbl", boxed("stts", times), boxed("stsc", words(0, 1, 1, 3, 1)), boxed("stsz", words(0, 0, 3, 4, 4, 4)), places)
	moov := boxed("moov", boxed("trak", boxed("tkhd", head), boxed("mdia", boxed("mdhd", words(0, 0, 0, 24000, 3003, 0)),
		boxed("hdlr", words(0, 0), []byte("vide"), words(0, 0, 0)), boxed("minf", stbl))))
	return append(moov, boxed("mdat", make([]byte, 12))...)
}

// TestIndexOfAMovie: frames are counted, their pace is found, and an index that points out of the file is not believed.
func TestIndexOfAMovie(t *testing.T) {
	even, at := words(0, 1, 3, 1001), boxed("stco", words(0, 1, 300))
	for _, tt := range []struct {
		name, err string
		ticks     int64
		file      []byte
	}{
		{"whole", "", 1001, film(even, at)},
		{"last frame is longer", "", 1001, film(words(0, 2, 2, 1001, 1, 2002), at)},
		{"uneven", "", 0, film(words(0, 2, 1, 1001, 2, 2002), at)},
		{"a frame without a time", "3 frames have a length, 2 a time", 0, film(words(0, 1, 2, 1001), at)},
		{"data cut off", "the file at ", 0, film(even, boxed("stco", words(0, 1, 1000)))},
		{"no places", "it is damaged", 0, film(even, nil)},
		{"cut off", "bytes, the file ends at", 0, film(even, at)[:200]},
		{"no index", "there is none", 0, boxed("mdat", make([]byte, 40))},
	} {
		m, err := readMovie(bytes.NewReader(tt.file), int64(len(tt.file)))
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: %v; want %q", tt.name, err, tt.err)
			}
			continue
		}
		if err != nil || m.frames != 3 || m.width != 640 || m.height != 360 || m.scale != 24000 || m.ticks != tt.ticks {
			t.Errorf("%s: %+v, %v", tt.name, m, err)
		}
	}
}

// FuzzMovie: whatever is in a file, its index is read or refused.
func FuzzMovie(f *testing.F) {
	even, at := words(0, 1, 3, 1001), boxed("stco", words(0, 1, 300))
	f.Add(film(even, at))
	f.Add(film(words(0, 2, 1, 1001, 2, 2002), boxed("co64", words(0, 1, 0, 300))))
	f.Add(film(words(0, 0xffffffff), boxed("stco", words(0, 0xffffffff))))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := readMovie(bytes.NewReader(b), int64(len(b)))
		if err == nil && m.frames < 0 {
			t.Errorf("%d frames", m.frames)
		}
	})
}
