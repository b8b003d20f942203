package look

import (
	"errors"
	"fmt"
	"math"

	"backlot/film/pixel"
)

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

// Step grades pixels.
func (c *CDL) Step() pixel.Step {
	numbers := pixel.CDL{Slope: c.Slope, Offset: c.Offset, Power: c.Power, Saturation: c.Saturation, Clamp: c.Clamp}
	if c.reverse {
		return pixel.Undo(numbers)
	}
	return pixel.Correction(numbers)
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
