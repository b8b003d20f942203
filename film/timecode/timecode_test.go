package timecode_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"backlot/film/rate"
	"backlot/film/timecode"
)

func base(t testing.TB, r rate.Rate, drop bool) timecode.Base {
	t.Helper()
	b, err := timecode.Of(r, drop)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCodes(t *testing.T) {
	for _, tt := range []struct {
		rate  rate.Rate
		drop  bool
		frame int64
		code  string
	}{
		{rate.R24, false, 86400, "01:00:00:00"},
		{rate.R25, false, 24, "00:00:00:24"},
		{rate.R2997, true, 1799, "00:00:59;29"},
		{rate.R2997, true, 1800, "00:01:00;02"},
		{rate.R2997, true, 17981, "00:09:59;29"},
		{rate.R2997, true, 17982, "00:10:00;00"},
		{rate.R2997, true, 107892, "01:00:00;00"}, // an hour of the clock, 3.6 ms short
		{rate.R2997, true, 2589407, "23:59:59;29"},
		{rate.R2997, false, 2591999, "23:59:59:29"},
		{rate.R5994, true, 3600, "00:01:00;04"},
		{rate.R11988, true, 7200, "00:01:00;008"},
		{rate.R120, false, 119, "00:00:00:119"},
	} {
		b := base(t, tt.rate, tt.drop)
		if got := b.Format(tt.frame); got != tt.code {
			t.Errorf("frame %d at %s: %s, want %s", tt.frame, tt.rate.Name(), got, tt.code)
		}
		if got, err := b.Parse(tt.code); err != nil || got != tt.frame {
			t.Errorf("%s at %s: frame %d, %v; want %d", tt.code, tt.rate.Name(), got, err, tt.frame)
		}
	}
}

func TestPastMidnight(t *testing.T) {
	b := base(t, rate.R2997, true)
	if got := b.Format(b.Day()); got != "00:00:00;00" {
		t.Errorf("the frame after 24 hours is %s; the clock goes round", got)
	}
	if got := b.FormatLong(b.Day() + 1800); got != "24:01:00;02" {
		t.Errorf("a length over 24 hours is %s, want 24:01:00;02", got)
	}
	if got := b.Format(-1); got != "23:59:59;29" {
		t.Errorf("the frame before zero is %s, want 23:59:59;29", got)
	}
}

func TestImpossibleCodesAreRefused(t *testing.T) {
	for _, tt := range []struct {
		rate rate.Rate
		drop bool
		code string
	}{
		{rate.R2997, true, "00:01:00;00"}, {rate.R2997, true, "00:59:00;01"}, {rate.R5994, true, "00:01:00;03"},
		{rate.R24, false, "00:00:00:24"}, {rate.R25, false, "00:00:60:00"}, {rate.R25, false, "00:60:00:00"},
		{rate.R24, false, "1:2:3"}, {rate.R24, false, "aa:00:00:00"}, {rate.R24, false, ""}, {rate.R24, false, "00:00:00:00:00"},
	} {
		if got, err := base(t, tt.rate, tt.drop).Parse(tt.code); err == nil {
			t.Errorf("%q at %s reads as frame %d; it does not exist", tt.code, tt.rate.Name(), got)
		}
	}
	if _, err := timecode.Of(rate.R24, true); err == nil {
		t.Error("24 frames per second have no drop-frame")
	}
	if _, err := timecode.Of(rate.Rate{}, false); err == nil {
		t.Error("no rate has no timecode")
	}
}

// TestEveryFrameOfADayReadsBack: no two frames share a code and none is lost, at any rate.
func TestEveryFrameOfADayReadsBack(t *testing.T) {
	rates := []rate.Rate{rate.R23976, rate.R24, rate.R25, rate.R2997, rate.R30, rate.R48, rate.R50, rate.R5994, rate.R60, rate.R11988, rate.R120}
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(rates).Draw(t, "rate")
		b, err := timecode.Of(r, r.Den == 1001 && r.Nominal()%30 == 0 && rapid.Bool().Draw(t, "drop"))
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.Int64Range(-400*b.Day(), 400*b.Day()).Draw(t, "frame")
		if got, err := b.Parse(b.FormatLong(n)); err != nil || got != n {
			t.Fatalf("frame %d writes as %s and reads as %d, %v", n, b.FormatLong(n), got, err)
		}
	})
}

func TestFeet(t *testing.T) {
	for _, tt := range []struct {
		gauge timecode.Gauge
		frame int64
		want  string
	}{
		{timecode.Film35, 200, "12+08"}, {timecode.Film16, 45, "1+05"}, {timecode.Film353, 21, "0+21"}, {timecode.Film353, 22, "1+00"},
		{timecode.Film353, 64, "3+00"}, {timecode.Film35, -17, "-1+01"},
	} {
		if got := tt.gauge.Feet(tt.frame); got != tt.want {
			t.Errorf("frame %d of %s: %s, want %s", tt.frame, tt.gauge.Name, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		g := rapid.SampledFrom([]timecode.Gauge{timecode.Film35, timecode.Film353, timecode.Film16}).Draw(t, "gauge")
		n := rapid.Int64Range(-1<<30, 1<<30).Draw(t, "frame")
		if got, err := g.ParseFeet(g.Feet(n)); err != nil || got != n {
			t.Fatalf("frame %d writes as %s and reads as %d, %v", n, g.Feet(n), got, err)
		}
	})
	for _, s := range []string{"12+16", "12", "a+b", "0+22"} {
		if n, err := timecode.Film35.ParseFeet(s); err == nil {
			t.Errorf("%q reads as %d", s, n)
		}
	}
}

// TestVectors compares with the codes on which three programs agree (timecode/vectors.json).
func TestVectors(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	b, err := os.ReadFile(filepath.Join(dir, "timecode", "vectors.json"))
	if err != nil {
		t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
	}
	var file struct {
		Vectors []struct {
			Rate     rate.Rate `json:"rate"`
			Drop     bool      `json:"drop"`
			Frame    int64     `json:"frame"`
			Timecode string    `json:"timecode"`
		} `json:"vectors"`
		Impossible []struct {
			Rate     rate.Rate `json:"rate"`
			Drop     bool      `json:"drop"`
			Timecode string    `json:"timecode"`
		} `json:"codes_that_do_not_exist"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) == 0 || len(file.Impossible) == 0 {
		t.Fatal("no vectors in the file")
	}
	for _, v := range file.Vectors {
		tc := base(t, v.Rate, v.Drop)
		if got := tc.Format(v.Frame); got != v.Timecode {
			t.Errorf("frame %d at %s: %s, want %s", v.Frame, v.Rate, got, v.Timecode)
		}
		if got, err := tc.Parse(v.Timecode); err != nil || got != v.Frame {
			t.Errorf("%s at %s: frame %d, %v; want %d", v.Timecode, v.Rate, got, err, v.Frame)
		}
	}
	for _, v := range file.Impossible {
		if got, err := base(t, v.Rate, v.Drop).Parse(v.Timecode); err == nil {
			t.Errorf("%s at %s reads as frame %d", v.Timecode, v.Rate, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("01:00:00:00", true)
	f.Add("-10:59:59;29", false)
	f.Fuzz(func(t *testing.T, s string, drop bool) {
		b := base(t, rate.R2997, drop)
		if n, err := b.Parse(s); err == nil {
			if back, err := b.Parse(b.FormatLong(n)); err != nil || back != n {
				t.Errorf("%q reads as %d, which writes as %s", s, n, b.FormatLong(n))
			}
		}
	})
}
