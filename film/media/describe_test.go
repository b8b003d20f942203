package media

import (
	"bytes"
	"image/jpeg"
	"testing"

	"backlot/film/offload"
	"backlot/film/rate"
)

var _ offload.Describer = Describer{}

// TestDescribeForTheCardsReport: the report of a copy says what a clip is and shows the middle of it.
func TestDescribeForTheCardsReport(t *testing.T) {
	path := footage(t, "A003C005.mov", rate.R23976, 51, append(fast, "-timecode", "10:12:33:00")...)
	d := Describer{Tools: tools(t), Width: 160}
	c, err := d.Describe(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := jpeg.Decode(bytes.NewReader(c.Picture))
	if err != nil || p.Bounds().Dx() != 160 || p.Bounds().Dy() != 90 {
		t.Errorf("picture %v (%v); want 160 x 90", p, err)
	}
	if c.Format != "320×180 h264" || c.Rate != "24000/1001" || c.Timecode != "10:12:33:00" || c.Frames != 51 || c.Note != "" {
		t.Errorf("%+v", c)
	}
	if c, err := d.Describe(t.Context(), "A003.ale"); c != nil || err != nil {
		t.Errorf("a log is described as %+v, %v", c, err)
	}
}
