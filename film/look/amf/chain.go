package amf

import (
	"fmt"
	"strings"

	"backlot/film/look"
	"backlot/film/look/space"
)

// Chain makes the look of the transforms that the pictures do not have yet, from the first to the last, in the light of ACES
// between them. Files are asked of open, which may be nil. What cannot be made here, because the id is of a transform that
// this package does not know or the file is not there, is listed in missing and left out: an output transform of ACES always
// is, and a screen then wants a rendering of space.Render or a table of the transform.
func (p Pipeline) Chain(open func(file string) (*look.Chain, error)) (c *look.Chain, missing []string) {
	c = look.Of(p.Description)
	for _, t := range p.Transforms {
		if t.Applied || t.Kind == Here {
			continue
		}
		part, err := t.chain(open)
		if err != nil {
			missing = append(missing, fmt.Sprintf("line %d: %s transform: %v", t.Line, t.Kind, err))
			continue
		}
		c = look.Join(c.Name, c, part)
	}
	return c, missing
}

func (t Transform) chain(open func(string) (*look.Chain, error)) (*look.Chain, error) {
	switch {
	case t.CDL != nil:
		from, err := known(t.From)
		if err != nil {
			return nil, err
		}
		to, err := from.Inverse()
		if err != nil {
			return nil, err
		}
		if t.To != "" {
			if to, err = known(t.To); err != nil {
				return nil, err
			}
		}
		return look.Join(t.Description, to, look.Of("", t.CDL), from), nil
	case t.File != "" && t.From == "":
		if open == nil {
			return nil, fmt.Errorf("file %s was not given", t.File)
		}
		return open(t.File)
	case t.File != "":
		return nil, fmt.Errorf("the correction is in %s; want it in the file itself", t.File)
	case len(t.IDs) == 1:
		return known(t.IDs[0])
	}
	return nil, fmt.Errorf("%s is not known here", strings.TrimSpace(strings.Join(append(t.IDs, t.UUID), " ")))
}

// conversions are the ids of transforms between ACES and spaces that are known, by what their names have in common.
var conversions = []struct{ part, from, to string }{
	{"ACEScsc.Academy.ACEScct_to_ACES.", "acescct", "aces"},
	{"ACEScsc.Academy.ACES_to_ACEScct.", "aces", "acescct"},
	{"ACEScsc.Academy.ACEScg_to_ACES.", "acescg", "aces"},
	{"ACEScsc.Academy.ACES_to_ACEScg.", "aces", "acescg"},
	{"CSC.Academy.ACEScct_to_ACES.", "acescct", "aces"},
	{"CSC.Academy.ACES_to_ACEScct.", "aces", "acescct"},
	{"IDT.ARRI.Alexa-v3-logC-EI160.", "logc3-ei160", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI200.", "logc3-ei200", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI250.", "logc3-ei250", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI320.", "logc3-ei320", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI400.", "logc3-ei400", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI500.", "logc3-ei500", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI640.", "logc3-ei640", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI800.", "logc3-ei800", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI1000.", "logc3-ei1000", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI1280.", "logc3-ei1280", "aces"},
	{"IDT.ARRI.Alexa-v3-logC-EI1600.", "logc3-ei1600", "aces"},
	{"Input.ARRI.LogC3_EI800.", "logc3", "aces"},
	{"IDT.ARRI.ARRI-LogC4.", "logc4", "aces"},
	{"Input.ARRI.LogC4.", "logc4", "aces"},
	{"IDT.Sony.SLog3_SGamut3.", "slog3", "aces"},
	{"IDT.Sony.SLog3_SGamut3Cine.", "slog3-cine", "aces"},
	{"Input.Sony.SLog3_SGamut3.", "slog3", "aces"},
	{"Input.Sony.SLog3_SGamut3Cine.", "slog3-cine", "aces"},
	{"IDT.RED.Log3G10_REDWideGamutRGB.", "log3g10", "aces"},
	{"Input.RED.Log3G10_REDWideGamutRGB.", "log3g10", "aces"},
}

func known(id string) (*look.Chain, error) {
	for _, k := range conversions {
		if !strings.Contains(id, ":"+k.part) {
			continue
		}
		from, err := space.Find(k.from)
		if err != nil {
			return nil, err
		}
		to, err := space.Find(k.to)
		if err != nil {
			return nil, err
		}
		return space.Convert(from, to), nil
	}
	return nil, fmt.Errorf("%s is not known here", id)
}
