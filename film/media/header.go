package media

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	"backlot/film/timeline"
)

// judgeHeader says what the header alone gives away of a file whose frames were not counted.
func (i *Info) judgeHeader() {
	if r := i.Video.Rate; !r.IsZero() && !slices.Contains(knownRates, r) {
		i.find(timeline.Wrong, "rate", fmt.Sprintf("the header gives %.3f frames a second on the mean, and no camera runs at that: the frame rate varies, or the header lies; "+
			"count the frames (backlot media probe), and make them even (backlot media proxy) before it is cut", timeline.Float(r)))
	}
	if i.Container != "mov" {
		return
	}
	if name, says, is, ok := cutBox(i.Path); ok {
		i.find(timeline.Wrong, "length", fmt.Sprintf("the file was cut off: its part %q should have %d bytes, %d are there; copy it again from the card", name, says, is))
	}
}

// maxBoxes bounds how many parts of a file are looked at; a recording has a handful.
const maxBoxes = 4096

// cutBox is the part of a QuickTime or MP4 file that reaches over its end, if one does. Parts ("boxes") are a length of four bytes
// and a name, then their content; length 1 says that eight bytes of length follow, 0 that the part goes to the end
// (ISO/IEC 14496-12, 4.2).
func cutBox(path string) (name string, says, is int64, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, 0, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", 0, 0, false
	}
	var head [16]byte
	for at, n := int64(0), 0; n < maxBoxes && at < info.Size(); n++ {
		got, err := f.ReadAt(head[:], at)
		if err != nil && err != io.EOF || got < 8 {
			return "", 0, 0, false
		}
		length := int64(binary.BigEndian.Uint32(head[:4]))
		if length == 1 && got == 16 {
			long := binary.BigEndian.Uint64(head[8:])
			if long > math.MaxInt64 {
				return "", 0, 0, false
			}
			length = int64(long)
		}
		switch {
		case length == 0: // to the end
			return "", 0, 0, false
		case length < 8: // no box: something else follows the last
			return "", 0, 0, false
		case length > info.Size()-at:
			return string(head[4:8]), length, info.Size() - at, true
		}
		at += length
	}
	return "", 0, 0, false
}
