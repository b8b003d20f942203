package media

import (
	"fmt"
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

// cutBox is the box of a QuickTime or MP4 file that reaches over its end, if one does. What follows the last box is not looked at.
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
	for at, n := int64(0), 0; n < maxBoxes && at < info.Size(); n++ {
		b, err := next(f, at, info.Size())
		if err != nil {
			return "", 0, 0, false
		}
		if b.length > info.Size()-at {
			return b.name, b.length, info.Size() - at, true
		}
		at += b.length
	}
	return "", 0, 0, false
}
