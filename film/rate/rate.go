// Package rate is the speed of pictures and sound as a ratio of whole numbers.
//
// 23.976 is not a number of frames per second; 24000/1001 is. Arithmetic on ratios is exact, so a
// frame of the last reel stands where it stood in the first. Everything here is pure.
package rate

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Rate is frames or samples per second as Num/Den in lowest terms. Its text is "24" or
// "24000/1001"; the zero value is "not set".
type Rate struct {
	Num int
	Den int
}

// The rates pictures are shot and shown at.
var (
	R23976 = Rate{24000, 1001}
	R24    = Rate{24, 1}
	R25    = Rate{25, 1}
	R2997  = Rate{30000, 1001}
	R30    = Rate{30, 1}
	R47952 = Rate{48000, 1001}
	R48    = Rate{48, 1}
	R50    = Rate{50, 1}
	R5994  = Rate{60000, 1001}
	R60    = Rate{60, 1}
	R11988 = Rate{120000, 1001}
	R120   = Rate{120, 1}
)

// names are what cameras and lists call the rates that are no whole number.
var names = map[string]Rate{
	"23.976": R23976, "23.98": R23976, "23.97": R23976, "29.97": R2997, "47.952": R47952, "47.95": R47952,
	"59.94": R5994, "119.88": R11988,
}

// Of reduces a ratio to lowest terms. Numbers below one give the zero rate.
func Of(num, den int) Rate {
	if num < 1 || den < 1 {
		return Rate{}
	}
	d := gcd(num, den)
	return Rate{num / d, den / d}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// Parse reads "24", "24000/1001", "25.00" and the camera names 23.976, 23.98, 29.97, 47.952, 59.94 and
// 119.88. The empty text is the zero rate.
func Parse(s string) (Rate, error) {
	if s == "" {
		return Rate{}, nil
	}
	if r, ok := names[s]; ok {
		return r, nil
	}
	num, den, ratio := strings.Cut(s, "/")
	if !ratio {
		num = strings.TrimSuffix(strings.TrimRight(num, "0"), ".") // 25.00
		if !strings.Contains(s, ".") {
			num = s
		}
	}
	r := Rate{Den: 1}
	var err error
	if r.Num, err = strconv.Atoi(num); err == nil && ratio {
		r.Den, err = strconv.Atoi(den)
	}
	if err != nil || r.Num <= 0 || r.Den <= 0 {
		return Rate{}, fmt.Errorf("rate %q: want frames per second such as 24, 23.976 or 24000/1001", s)
	}
	return Of(r.Num, r.Den), nil
}

// IsZero reports whether the rate is not set.
func (r Rate) IsZero() bool { return r == Rate{} }

// String gives "24" or "24000/1001", "" when not set.
func (r Rate) String() string {
	switch {
	case r.IsZero():
		return ""
	case r.Den == 1:
		return strconv.Itoa(r.Num)
	}
	return fmt.Sprintf("%d/%d", r.Num, r.Den)
}

// Name is what people say: "23.976", "29.97", "24".
func (r Rate) Name() string {
	if r.Den < 2 {
		return r.String()
	}
	s := strconv.FormatFloat(float64(r.Num)/float64(r.Den), 'f', 3, 64)
	if len(s) > 4 && s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	return s
}

// Nominal is the whole number a timecode counts to: 24 for 23.976.
func (r Rate) Nominal() int {
	if r.Den == 0 {
		return 0
	}
	return (r.Num + r.Den - 1) / r.Den
}

// FramesToMS is the length of n frames in whole milliseconds, rounded half away from zero. Lengths
// beyond what an int64 of milliseconds holds are cut off there.
func (r Rate) FramesToMS(n int64) int64 { return r.scale(n, 1000*int64(r.Den), int64(r.Num)) }

// MSToFrames is the frame that a time in milliseconds falls on, rounded half away from zero.
func (r Rate) MSToFrames(ms int64) int64 { return r.scale(ms, int64(r.Num), 1000*int64(r.Den)) }

// Convert is the frame of another rate at the same instant, rounded half away from zero.
func (r Rate) Convert(n int64, to Rate) int64 {
	return r.scale(n, int64(r.Den)*int64(to.Num), int64(r.Num)*int64(to.Den))
}

// scale is n*num/den in 128 bits, rounded half away from zero; an unset rate gives zero.
func (r Rate) scale(n, num, den int64) int64 {
	if den == 0 || num == 0 {
		return 0
	}
	sign := int64(1)
	if n < 0 {
		sign, n = -1, -n
	}
	hi, lo := bits.Mul64(uint64(n), uint64(num))
	lo, carry := bits.Add64(lo, uint64(den)/2, 0)
	hi += carry
	if hi >= uint64(den) {
		return sign * (1<<63 - 1)
	}
	q, _ := bits.Div64(hi, lo, uint64(den))
	if q > 1<<63-1 {
		q = 1<<63 - 1
	}
	return sign * int64(q)
}

// MarshalText writes String.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what Parse reads.
func (r *Rate) UnmarshalText(b []byte) error {
	got, err := Parse(string(b))
	*r = got
	return err
}
