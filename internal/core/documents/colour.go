package documents

import (
	"fmt"
	"strconv"
	"strings"
)

// Colour is an opaque colour of ink or paper. The zero value is "none": no fill, or black ink.
type Colour uint32

const opaque = 0xff000000

// Ink colours used by every paper.
const (
	Black Colour = opaque
	White Colour = opaque | 0xffffff
	Grey  Colour = opaque | 0x6b7280 // captions, page furniture
	Rule  Colour = opaque | 0xb8bec8 // table lines
	Shade Colour = opaque | 0xeef0f3 // table headings
)

// RGB returns the colour of three components from 0 to 255.
func RGB(r, g, b uint8) Colour {
	return opaque | Colour(r)<<16 | Colour(g)<<8 | Colour(b)
}

// Hex reads "#rrggbb"; the empty string is none.
func Hex(s string) (Colour, error) {
	if s == "" {
		return 0, nil
	}
	digits, ok := strings.CutPrefix(s, "#")
	v, err := strconv.ParseUint(digits, 16, 24)
	if !ok || err != nil || len(digits) != 6 {
		return 0, fmt.Errorf("colour %q: want # and six hexadecimal digits, such as #ffd966", s)
	}
	return opaque | Colour(v), nil
}

// String is "#rrggbb", or "" for none.
func (c Colour) String() string {
	if c == 0 {
		return ""
	}
	return fmt.Sprintf("#%06x", uint32(c)&0xffffff)
}

func (c Colour) rgb() (r, g, b int) {
	return int(c >> 16 & 0xff), int(c >> 8 & 0xff), int(c & 0xff)
}

// Ink returns black or white, whichever reads better on c (relative luminance of WCAG 2.2, with
// the crossover where both contrasts are equal).
func (c Colour) Ink() Colour {
	if c == 0 {
		return Black
	}
	r, g, b := c.rgb()
	if 0.2126*linear(r)+0.7152*linear(g)+0.0722*linear(b) < 0.179 {
		return White
	}
	return Black
}

func linear(v int) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	// A cubic through the sRGB curve; its error is far below what Ink decides on.
	return f * (f*(f*0.305306011+0.682171111) + 0.012522878)
}
