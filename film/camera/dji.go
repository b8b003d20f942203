package camera

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

// djiValue is a value of a DJI subtitle: [iso: 100], [shutter: 1/50.0], or of older aircraft [fnum: 280] for f/2.8.
var djiValue = regexp.MustCompile(`\[?(iso|shutter|fnum|ct|focal_len)\s*:\s*([-\d./]+)`)

// isDJI says whether a text is the subtitles that DJI's cameras write beside a clip.
func isDJI(b []byte) bool {
	head := string(b[:min(len(b), 2000)])
	return strings.Contains(head, " --> ") && djiValue.MatchString(head)
}

// readDJI reads the subtitles of a DJI clip: one for each frame.
func readDJI(b []byte) (*Clip, error) {
	c := &Clip{Source: "dji", Make: "DJI"}
	for _, block := range strings.Split(strings.ReplaceAll(string(b), "\r", ""), "\n\n") {
		if !strings.Contains(block, " --> ") {
			continue
		}
		c.Frames++
		v := row{}
		for _, m := range djiValue.FindAllStringSubmatch(block, -1) {
			v[m[1]] = m[2]
		}
		stop := times(v["fnum"], 100)
		if !strings.Contains(v["fnum"], ".") {
			stop = times(v["fnum"], 1)
		}
		// 35 mm equivalents, as the aircraft states them; older ones in tenths
		focal := times(v["focal_len"], 10)
		if !strings.Contains(v["focal_len"], ".") {
			focal = times(v["focal_len"], 1)
		}
		now := map[string]int{}
		for name, x := range map[string]int{"iso": times(v["iso"], 1), "white_balance_k": times(v["ct"], 1), "t_stop_hundredths": stop, "focal_tenth_mm": focal} {
			keep(now, name, x)
		}
		if c.Frames == 1 {
			c.ISO, c.WhiteBalanceK, c.TStopHundredths, c.FocalTenthMM = now["iso"], now["white_balance_k"], now["t_stop_hundredths"], now["focal_tenth_mm"]
			for _, line := range strings.Split(block, "\n") {
				if d := day(line); d != "" && c.Date == "" && len(line) < 40 {
					c.Date = d
				}
			}
		}
		c.change(now)
	}
	if c.Frames == 0 {
		return nil, fmt.Errorf("dji metadata: line 1: no subtitle; want one for each frame")
	}
	return c, nil
}

// shutter is an angle in tenths of a degree: as stated, or from a time and the rate of the sensor.
func shutter(angle, time string, c *Clip) int {
	if angle != "" && !strings.Contains(angle, "/") {
		return times(angle, 10)
	}
	if time == "" {
		time = angle
	}
	s, ok := ratio(strings.TrimSuffix(strings.TrimSpace(time), "s"))
	r := c.SensorRate
	if r.IsZero() {
		r = c.Rate
	}
	if !ok || s <= 0 || r.IsZero() {
		return 0
	}
	if s > 1 { // 50 is a fiftieth of a second
		s = 1 / s
	}
	return int(math.Round(s * float64(r.Num) / float64(r.Den) * 3600))
}
