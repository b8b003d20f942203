package media

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// movie is what the index of an MP4 or QuickTime file says of its picture (ISO/IEC 14496-12). Files that we wrote we read
// ourselves: a program that is started to count what another has just counted costs a twentieth of a proxy.
type movie struct {
	size          int64
	width, height int   // as it is shown
	frames        int64 // samples of the picture
	// scale is ticks a second, ticks how many each frame lasts; 0 when they last differently. Of the last frame nothing is asked.
	scale, ticks int64
}

// openMovie reads the index of a file.
func openMovie(path string) (*movie, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	m, err := readMovie(f, info.Size())
	if err != nil {
		return nil, fmt.Errorf("index of the file: %w", err)
	}
	return m, nil
}

// maxIndex bounds an index: a day of pictures at 60 a second, with sound, has one of 60 MB.
const maxIndex = 256 << 20

var errIndex = errors.New("it is damaged")

// maxBoxes bounds how many boxes of a file are looked at; a recording has a handful.
const maxBoxes = 4096

// outer is a box a file is made of: where it begins, where its content does, and how long it says it is, which may be more than there is.
type outer struct {
	name                string
	at, content, length int64
}

// next is the box at a place of a file: a length of four bytes and a name, then the content; length 1 says that eight bytes of length
// follow, 0 that the box goes to the end (ISO/IEC 14496-12, 4.2). What is shorter than its own head is no box.
func next(r io.ReaderAt, at, size int64) (outer, error) {
	var head [16]byte
	if n, err := r.ReadAt(head[:], at); n < 8 {
		return outer{}, fmt.Errorf("box at byte %d: %w", at, err)
	}
	b := outer{string(head[4:8]), at, at + 8, int64(binary.BigEndian.Uint32(head[:]))}
	switch b.length {
	case 0:
		b.length = size - at
	case 1:
		b.length, b.content = int64(binary.BigEndian.Uint64(head[8:])), at+16
	}
	if b.length < b.content-at {
		return outer{}, fmt.Errorf("the box at byte %d has %d bytes", at, b.length)
	}
	return b, nil
}

// readMovie finds the index among the boxes of a file, and what it says of the picture. Everything the index points to has
// to lie in the file.
func readMovie(r io.ReaderAt, size int64) (*movie, error) {
	for at, n := int64(0), 0; at < size && n < maxBoxes; n++ {
		found, err := next(r, at, size)
		if err != nil {
			return nil, err
		}
		if found.length > size-at {
			return nil, fmt.Errorf("the box at byte %d has %d bytes, the file ends at %d", at, found.length, size)
		}
		if found.name == "moov" {
			if found.length > maxIndex {
				return nil, fmt.Errorf("%d bytes; want at most %d", found.length, maxIndex)
			}
			b := make([]byte, at+found.length-found.content)
			if _, err := r.ReadAt(b, found.content); err != nil {
				return nil, err
			}
			m := &movie{size: size}
			return m, m.tracks(b)
		}
		at += found.length
	}
	return nil, errors.New("there is none (moov)")
}

// tracks reads the tracks of an index; the first picture counts.
func (m *movie) tracks(moov []byte) error {
	for _, trak := range boxes(moov, "trak") {
		mdia := box(trak, "mdia")
		stbl := box(mdia, "minf", "stbl")
		if err := inside(stbl, m.size); err != nil {
			return err
		}
		if handler := box(mdia, "hdlr"); m.frames > 0 || len(handler) < 12 || string(handler[8:12]) != "vide" {
			continue
		}
		if err := m.picture(box(trak, "tkhd"), box(mdia, "mdhd"), stbl); err != nil {
			return err
		}
	}
	return nil
}

// picture reads size, count and pace.
func (m *movie) picture(track, media, stbl []byte) error {
	sizes, times := box(stbl, "stsz"), box(stbl, "stts")
	if len(track) < 84 || len(media) < 24 || len(sizes) < 12 || len(times) < 8 {
		return errIndex
	}
	m.width, m.height = int(be32(track, len(track)-8)>>16), int(be32(track, len(track)-4)>>16)
	m.frames, m.scale = be32(sizes, 8), be32(media, 12)
	if media[0] == 1 && len(media) >= 36 { // two times of 64 bits lie before it
		m.scale = be32(media, 20)
	}
	rows := table(times, 8, be32(times, 4), 8)
	if rows == nil && m.frames > 0 {
		return errIndex
	}
	var counted int64
	for n := 0; n < len(rows); n += 8 {
		count, ticks := be32(rows, n), be32(rows, n+4)
		if n == 0 {
			m.ticks = ticks
		}
		last := n+8 == len(rows) && count == 1
		if ticks != m.ticks && !last {
			m.ticks = 0
		}
		counted += count
	}
	if counted != m.frames {
		return fmt.Errorf("%d frames have a length, %d a time", m.frames, counted)
	}
	return nil
}

// inside says whether all samples of a track lie in the file: where its chunks begin (stco), how many samples each has (stsc),
// and how long those are (stsz).
func inside(stbl []byte, size int64) error {
	sizes, runs, chunks, width := box(stbl, "stsz"), box(stbl, "stsc"), box(stbl, "stco"), int64(4)
	if chunks == nil {
		chunks, width = box(stbl, "co64"), 8
	}
	if len(sizes) < 12 || len(runs) < 8 || len(chunks) < 8 {
		return errIndex
	}
	fixed, count := be32(sizes, 4), be32(sizes, 8)
	lengths := table(sizes, 12, count, 4)
	places := table(chunks, 8, be32(chunks, 4), width)
	rows := table(runs, 8, be32(runs, 4), 12)
	if fixed == 0 && lengths == nil && count > 0 {
		return errIndex
	}
	sample, each := int64(0), int64(0)
	for n := int64(0); n < int64(len(places))/width; n++ {
		if len(rows) >= 12 && be32(rows, 0) == n+1 {
			each, rows = be32(rows, 4), rows[12:]
		}
		each = min(each, count-sample)
		end := be32(places, int(n*width))
		if width == 8 {
			end = end<<32 | be32(places, int(n*width)+4)
		}
		begin := end
		if fixed > 0 {
			if each > size/fixed {
				return fmt.Errorf("chunk %d has %d samples of %d bytes, the file %d bytes", n+1, each, fixed, size)
			}
			end += each * fixed
		} else {
			for k := sample; k < sample+each; k++ {
				end += be32(lengths, int(4*k))
			}
		}
		sample += each
		if begin < 0 || end < begin || end > size {
			return fmt.Errorf("chunk %d ends at byte %d, the file at %d: it was cut off", n+1, end, size)
		}
	}
	if sample < count {
		return fmt.Errorf("%d samples have a length, %d a place", count, sample)
	}
	return nil
}

// table is the rows of a table of so many entries of so many bytes; nil when the box is shorter.
func table(b []byte, from int, entries, width int64) []byte {
	if entries <= 0 || entries > int64(len(b)-from)/width {
		return nil
	}
	return b[from : int64(from)+entries*width]
}

// box is the content of the first box of a name, in the first box of the name before it; nil when there is none.
func box(b []byte, names ...string) []byte {
	for _, name := range names {
		all := boxes(b, name)
		if len(all) == 0 {
			return nil
		}
		b = all[0]
	}
	return b
}

// boxes are the contents of all boxes of a name.
func boxes(b []byte, name string) [][]byte {
	var out [][]byte
	for len(b) >= 8 {
		length := be32(b, 0)
		if length < 8 || length > int64(len(b)) {
			break
		}
		if string(b[4:8]) == name {
			out = append(out, b[8:length])
		}
		b = b[length:]
	}
	return out
}

func be32(b []byte, at int) int64 { return int64(binary.BigEndian.Uint32(b[at:])) }
