package rate_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"backlot/film/rate"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]rate.Rate{
		"24": {24, 1}, "23.976": {24000, 1001}, "23.98": {24000, 1001}, "29.97": {30000, 1001}, "24000/1001": {24000, 1001},
		"48/2": {24, 1}, "25.00": {25, 1}, "30": {30, 1}, "": {}, "120": {120, 1}, "100.0": {100, 1},
	} {
		if got, err := rate.Parse(in); err != nil || got != want {
			t.Errorf("%q reads as %v, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"x", "24/0", "-24", "0", "24.5", "/", "1001/"} {
		if got, err := rate.Parse(in); err == nil {
			t.Errorf("%q reads as %v", in, got)
		}
	}
}

func TestNamesAndNominal(t *testing.T) {
	for r, want := range map[rate.Rate]struct {
		name    string
		nominal int
	}{
		rate.R23976: {"23.976", 24}, rate.R2997: {"29.97", 30}, rate.R11988: {"119.88", 120}, rate.R25: {"25", 25}, {}: {"", 0},
	} {
		if r.Name() != want.name || r.Nominal() != want.nominal {
			t.Errorf("%v is called %q and counts to %d; want %q, %d", r, r.Name(), r.Nominal(), want.name, want.nominal)
		}
	}
}

// TestAnHourAt23976: 86,400 frames of 24 last 3,603.6 seconds.
func TestAnHourAt23976(t *testing.T) {
	if got := rate.R23976.FramesToMS(86400); got != 3603600 {
		t.Errorf("86400 frames = %d ms; want 3603600", got)
	}
}

// TestExactOverDays compares conversions with rational arithmetic, over weeks of frames.
func TestExactOverDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) rate.Rate {
			return rapid.SampledFrom([]rate.Rate{rate.R23976, rate.R24, rate.R25, rate.R2997, rate.R5994, rate.R11988, rate.R120, {48000, 1}}).Draw(t, name)
		}
		a, b := draw("from"), draw("to")
		n := rapid.Int64Range(-1<<40, 1<<40).Draw(t, "frame")
		exact := new(big.Rat).Mul(big.NewRat(n, 1), big.NewRat(int64(a.Den)*int64(b.Num), int64(a.Num)*int64(b.Den)))
		off := new(big.Rat).Sub(exact, big.NewRat(a.Convert(n, b), 1))
		if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("frame %d at %s is %s at %s, got %d", n, a, exact.FloatString(3), b, a.Convert(n, b))
		}
		if a == b && a.Convert(n, b) != n {
			t.Fatal("a rate does not convert to itself")
		}
		if ms := a.FramesToMS(n); a.MSToFrames(ms) != n && a.Num/a.Den < 500 {
			t.Fatalf("frame %d at %s is %d ms, which is frame %d", n, a, ms, a.MSToFrames(ms))
		}
	})
}
