package media

import (
	"fmt"
	"strings"
)

// sound builds the branch of a proxy's sound, as long as its picture and in step with it, and answers with its arguments.
func (r *making) sound(label string) []string {
	v := r.of.Video
	chain, from := "", ""
	switch s := r.plan.Sound; {
	case s != nil:
		from = "[1:a:0]"
		chain = mixDown(s.Channels) + ","
		if s.Rate > 0 {
			chain += fmt.Sprintf("asetrate=%d,", s.Rate)
		}
		chain += shift(s.Offset)
	case len(r.of.Audio) == 0:
		return nil
	default:
		a := r.of.Audio[0]
		from, chain = a.label(), "anull"
		switch {
		case a.Channels == 1 && len(r.of.Audio) > 1 && r.of.Audio[1].Channels == 1: // cameras write left and right as two tracks
			from, chain = from+r.of.Audio[1].label(), "amerge=inputs=2,aformat=channel_layouts=stereo"
		case a.Channels > 2 && strings.Contains(a.Layout, "."): // 5.1 and the like
			chain = "aformat=channel_layouts=stereo"
		case a.Channels > 2:
			chain = mixDown(nil)
		}
		chain += "," + shift(int64((a.Start-v.Start)*float64(a.SampleRate)))
	}
	seconds := fmt.Sprintf("%.6f", float64(v.Frames)*float64(v.Rate.Den)/float64(v.Rate.Num))
	if v.Variable {
		seconds = fmt.Sprintf("%.6f", r.of.Seconds)
	}
	r.graph = append(r.graph, fmt.Sprintf("%s%s,aresample=48000,apad,atrim=end=%s[%s]", from, chain, seconds, label))
	return []string{"-map", "[" + label + "]"}
}

// label is what a graph of filters calls the track of the first file.
func (a Audio) label() string { return fmt.Sprintf("[0:a:%d]", a.Track) }

// mixDown puts some channels onto one at equal level; none is the first.
func mixDown(channels []int) string {
	if len(channels) == 0 {
		return "pan=mono|c0=c0"
	}
	parts := make([]string, len(channels))
	for n, c := range channels {
		parts[n] = fmt.Sprintf("%.4f*c%d", 1/float64(len(channels)), c)
	}
	return "pan=mono|c0=" + strings.Join(parts, "+")
}

// shift moves sound by some of its samples: silence before it, or its beginning left out.
func shift(samples int64) string {
	switch {
	case samples > 0:
		return fmt.Sprintf("asetpts=PTS-STARTPTS,adelay=%dS:all=1", samples)
	case samples < 0:
		return fmt.Sprintf("atrim=start_sample=%d,asetpts=PTS-STARTPTS", -samples)
	}
	return "asetpts=PTS-STARTPTS"
}
