package space

import "fmt"

// spaces are all of them in the order they are listed.
var spaces = list()

func list() []Space {
	out := []Space{
		{"aces", "ACES2065-1", "SMPTE ST 2065-1", false, ap0, nil},
		{"acescg", "ACEScg", "Academy S-2014-004", false, ap1, nil},
		{"acescct", "ACEScct", "Academy S-2016-001", false, ap1, acesCCT},
	}
	const arri3 = "ARRI, ALEXA Log C Curve: Usage in VFX (2017)"
	out = append(out, Space{"logc3", "ARRI LogC3 EI 800, ARRI Wide Gamut 3", arri3, false, awg3, logC3(800)})
	for _, p := range logC3Table {
		out = append(out, Space{fmt.Sprintf("logc3-ei%d", p.ei), fmt.Sprintf("ARRI LogC3 EI %d, ARRI Wide Gamut 3", p.ei), arri3, false, awg3, logC3(p.ei)})
	}
	return append(out,
		Space{"logc4", "ARRI LogC4, ARRI Wide Gamut 4", "ARRI LogC4 Specification (2022)", false, awg4, logC4},
		Space{"slog3", "Sony S-Log3, S-Gamut3", "Sony, Technical Summary for S-Gamut3/S-Log3 (2014)", false, sgamut3, sLog3},
		Space{"slog3-cine", "Sony S-Log3, S-Gamut3.Cine", "Sony, Technical Summary for S-Gamut3/S-Log3 (2014)", false, sgamut3c, sLog3},
		Space{"vlog", "Panasonic V-Log, V-Gamut", "Panasonic, V-Log/V-Gamut Reference Manual (2014)", false, vgamut, vLog},
		Space{"clog2", "Canon Log 2, Cinema Gamut", "Canon, Canon Log Gamma Curves (2018), v1.2", false, cgamut, canonLog2},
		Space{"clog3", "Canon Log 3, Cinema Gamut", "Canon, Canon Log Gamma Curves (2018), v1.2", false, cgamut, canonLog3},
		Space{"log3g10", "RED Log3G10, REDWideGamutRGB", "RED, REDWideGamutRGB and Log3G10 (2017)", false, rwg, log3G10},
		Space{"bmd5", "Blackmagic Film Gen 5, Wide Gamut Gen 5", "Blackmagic Generation 5 Color Science (2021)", false, bmd5, filmGen5},
		Space{"rec709", "Rec.709, BT.1886 gamma 2.4", "ITU-R BT.709-6, BT.1886", true, rec709, gamma(2.4)},
		Space{"srgb", "sRGB", "IEC 61966-2-1", true, rec709, srgb},
		Space{"p3-d65", "P3-D65, gamma 2.6", "SMPTE EG 432-1", true, p3d65, gamma(2.6)},
		Space{"rec2020", "Rec.2020, BT.1886 gamma 2.4", "ITU-R BT.2020-2, BT.1886", true, rec2020, gamma(2.4)},
	)
}
