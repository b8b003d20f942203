package offload

import (
	"backlot/film/camera"
	"backlot/film/offload"
	"backlot/internal/core/production"
)

// onRecord is what a clip's record says of slate, lens and exposure.
func onRecord(c production.Clip) camera.Clip {
	out := camera.Clip{Source: "the record", Scene: c.SaidScene, Take: c.SaidTake, Lens: c.Lens, Filters: c.Filters, SensorRate: c.SensorRate,
		FocalTenthMM: c.FocalTenthMM, TStopHundredths: c.TStopHundredths, ISO: c.ISO, WhiteBalanceK: c.WhiteBalanceK, ShutterTenthDeg: c.ShutterTenthDeg,
		HeightMM: c.HeightMM, FocusMM: c.FocusMM}
	if c.TiltTenthDeg != 0 {
		out.TiltTenthDeg = &c.TiltTenthDeg
	}
	return out
}

// told is what a file says, as far as a clip's record has a place for it. Reports of other machines are read too: what no
// camera can mean is left out.
func told(s *camera.Clip) camera.Clip {
	out := camera.Clip{Source: "the file", Scene: s.Scene, Take: s.Take, Lens: s.Lens, Filters: s.Filters, FocalTenthMM: max(0, s.FocalTenthMM),
		TStopHundredths: max(0, s.TStopHundredths), ISO: max(0, s.ISO), WhiteBalanceK: max(0, s.WhiteBalanceK), ShutterTenthDeg: max(0, s.ShutterTenthDeg),
		HeightMM: max(0, s.HeightMM), FocusMM: max(0, s.FocusMM)}
	if s.SensorRate != s.Rate {
		out.SensorRate = s.SensorRate
	}
	if out.ShutterTenthDeg > 3600 {
		out.ShutterTenthDeg = 0
	}
	if t := s.TiltTenthDeg; t != nil && *t >= -900 && *t <= 900 {
		out.TiltTenthDeg = t
	}
	return out
}

// fillSaid takes onto a record what a file says and the record leaves open.
func fillSaid(c *production.Clip, s *camera.Clip) {
	x := camera.Merge(onRecord(*c), told(s))
	c.SaidScene, c.SaidTake, c.Lens, c.Filters, c.SensorRate = x.Scene, x.Take, x.Lens, x.Filters, x.SensorRate
	c.FocalTenthMM, c.TStopHundredths, c.ISO, c.WhiteBalanceK, c.ShutterTenthDeg = x.FocalTenthMM, x.TStopHundredths, x.ISO, x.WhiteBalanceK, x.ShutterTenthDeg
	c.HeightMM, c.FocusMM = x.HeightMM, x.FocusMM
	if x.TiltTenthDeg != nil {
		c.TiltTenthDeg = *x.TiltTenthDeg
	}
}

// contradictions are where a record, say from a camera report, and the file do not agree.
func contradictions(name string, c clipOf, s *camera.Clip) []ClipFinding {
	var out []ClipFinding
	for _, f := range camera.Merge(onRecord(c.Record), told(s)).Findings {
		out = append(out, ClipFinding{Severity: offload.Warning, Path: name, Clip: c.ID, Message: f.Place + ": " + f.Text})
	}
	return out
}
