package look

import (
	"errors"
	"fmt"
	"math"
)

// The weights of Rec.709 luma, by which ASC CDL saturates.
const lumaR, lumaG, lumaB = 0.2126, 0.7152, 0.0722

// CDL is a colour correction as the ASC Color Decision List has it: out = (in × slope + offset) ^ power for each of red,
// green and blue, then saturation around Rec.709 luma. Source: ASC Color Decision List Transfer Functions and
// Interchange Syntax 1.2, section 3.
type CDL struct {
	ID          string     // as the list names it
	Description []string   // remarks that go with it
	Slope       [3]float64 // at least 0; 1 changes nothing
	Offset      [3]float64 // 0 changes nothing
	Power       [3]float64 // above 0; 1 changes nothing
	Saturation  float64    // at least 0; 1 changes nothing
	// Clamp limits to 0 to 1 before the power and after the saturation, as version 1.2 says. Without it, as ACES and
	// OpenColorIO use .cc files, light above 1 and below 0 lives on, and the power leaves what is negative alone.
	Clamp bool

	reverse bool
}

// NewCDL is the correction that changes nothing.
func NewCDL() *CDL {
	return &CDL{Slope: [3]float64{1, 1, 1}, Power: [3]float64{1, 1, 1}, Saturation: 1}
}

// Check says what is impossible about a correction.
func (c *CDL) Check() error {
	for i, name := range [3]string{"red", "green", "blue"} {
		if !(c.Slope[i] >= 0) || math.IsInf(c.Slope[i], 0) {
			return fmt.Errorf("slope of %s is %g; want 0 or more", name, c.Slope[i])
		}
		if math.IsNaN(c.Offset[i]) || math.IsInf(c.Offset[i], 0) {
			return fmt.Errorf("offset of %s is %g; want a number", name, c.Offset[i])
		}
		if !(c.Power[i] > 0) || math.IsInf(c.Power[i], 0) {
			return fmt.Errorf("power of %s is %g; want more than 0", name, c.Power[i])
		}
	}
	if !(c.Saturation >= 0) || math.IsInf(c.Saturation, 0) {
		return fmt.Errorf("saturation is %g; want 0 or more", c.Saturation)
	}
	return nil
}

// Apply grades pixels.
func (c *CDL) Apply(rgb []float32) {
	if c.reverse {
		c.undo(rgb)
		return
	}
	for i := 0; i+2 < len(rgb); i += 3 {
		var v [3]float64
		for k := range 3 {
			x := float64(rgb[i+k])*c.Slope[k] + c.Offset[k]
			v[k] = c.power(x, c.Power[k])
		}
		luma := lumaR*v[0] + lumaG*v[1] + lumaB*v[2]
		for k := range 3 {
			rgb[i+k] = float32(c.limit(luma + c.Saturation*(v[k]-luma)))
		}
	}
}

func (c *CDL) undo(rgb []float32) {
	sat := 1 / c.Saturation
	for i := 0; i+2 < len(rgb); i += 3 {
		var v [3]float64
		for k := range 3 {
			v[k] = c.limit(float64(rgb[i+k]))
		}
		luma := lumaR*v[0] + lumaG*v[1] + lumaB*v[2]
		for k := range 3 {
			x := c.power(luma+sat*(v[k]-luma), 1/c.Power[k])
			rgb[i+k] = float32(c.limit((x - c.Offset[k]) / c.Slope[k]))
		}
	}
}

func (c *CDL) limit(v float64) float64 {
	if c.Clamp {
		return clamp01(v)
	}
	return v
}

func (c *CDL) power(v, p float64) float64 {
	v = c.limit(v)
	if p == 1 || v <= 0 {
		return v
	}
	return math.Pow(v, p)
}

// Inverse undoes the correction; a slope or a saturation of 0 has no inverse.
func (c *CDL) Inverse() (Op, error) {
	if c.Slope[0] == 0 || c.Slope[1] == 0 || c.Slope[2] == 0 {
		return nil, errors.New("a slope of 0 makes all light one value")
	}
	if c.Saturation == 0 {
		return nil, errors.New("a saturation of 0 takes all colour away")
	}
	inv := *c
	inv.reverse = !c.reverse
	return &inv, nil
}

// Describe gives slope, offset, power and saturation.
func (c *CDL) Describe() string {
	s := "ASC CDL"
	if c.reverse {
		s = "inverse ASC CDL"
	}
	if c.ID != "" {
		s += " " + c.ID
	}
	s += " slope " + three(c.Slope) + " offset " + three(c.Offset) + " power " + three(c.Power) + fmt.Sprintf(" saturation %g", c.Saturation)
	if c.Clamp {
		s += ", limited to 0 to 1"
	}
	return s
}

func three(v [3]float64) string { return fmt.Sprintf("%g %g %g", v[0], v[1], v[2]) }
