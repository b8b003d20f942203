package dailies

import (
	"encoding/json"
	"math"
	"slices"

	"backlot/internal/core/fault"
)

// drawing is what the player draws on a frame (web/src/kit/player/drawing.ts): version
// 1, shapes in coordinates of 0 to 1 of the picture, lines in thousandths of its height.
type drawing struct {
	Version int     `json:"version"`
	Shapes  []shape `json:"shapes"`
}

type shape struct {
	Tool   string  `json:"tool"`
	Colour string  `json:"colour"`
	Width  float64 `json:"width"`
	Points []point `json:"points"`
	From   *point  `json:"from"`
	To     *point  `json:"to"`
	At     *point  `json:"at"`
	Text   string  `json:"text"`
}

type point [2]float64

// More than a person draws on one frame.
const (
	mostShapes = 500
	mostPoints = 5000
)

// checkDrawing refuses a text that is no drawing; "" is none.
func checkDrawing(text string) error {
	if text == "" {
		return nil
	}
	var d drawing
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return fault.At("drawing", "the drawing is no JSON of shapes: %w", err)
	}
	if d.Version != 1 {
		return fault.At("drawing", "drawing of version %d: want 1", d.Version)
	}
	if len(d.Shapes) == 0 || len(d.Shapes) > mostShapes {
		return fault.At("drawing", "drawing of %d shapes: want 1 to %d, or no drawing", len(d.Shapes), mostShapes)
	}
	for i, s := range d.Shapes {
		if !s.valid() {
			return fault.At("drawing", "shape %d: want a pen with points, an arrow or box with from and to, or a text with at, in coordinates of 0 to 1", i+1)
		}
	}
	return nil
}

var colours = []string{"red", "yellow", "green", "blue", "white", "black"}

func (s shape) valid() bool {
	if !slices.Contains(colours, s.Colour) || !(s.Width > 0 && s.Width <= 1000) {
		return false
	}
	switch s.Tool {
	case "pen":
		return len(s.Points) > 0 && len(s.Points) <= mostPoints && !slices.ContainsFunc(s.Points, point.outside)
	case "arrow", "box":
		return s.From != nil && s.To != nil && !s.From.outside() && !s.To.outside()
	case "text":
		return s.At != nil && !s.At.outside() && len(s.Text) <= 2000
	}
	return false
}

// outside reports whether a point is far off the picture; lines may leave it a little.
func (p point) outside() bool {
	return slices.ContainsFunc(p[:], func(n float64) bool { return math.IsNaN(n) || n < -0.5 || n > 1.5 })
}
