package camera

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"sort"
	"strconv"
	"strings"

	"backlot/film/rate"
)

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// said is a text, or nothing where a camera writes that it does not know.
func said(s string) string {
	s = strings.TrimSpace(s)
	switch strings.ToLower(s) {
	case "", "--", "-", "n.a.", "n/a", "none", "unknown", "no scene name":
		return ""
	}
	return s
}

// decimal reads the number a text begins with, after a T or an f and before a unit.
func decimal(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == 'T' || s[0] == 't' || s[0] == 'f' || s[0] == 'F') {
		s = strings.TrimLeft(s[1:], "/ ")
	}
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' || s[end] == '-' && end == 0 || s[end] == '+' && end == 0) {
		end++
	}
	v, err := strconv.ParseFloat(s[:end], 64)
	if err != nil || math.Abs(v) > 1e9 {
		return 0, false
	}
	return v, true
}

// ratio reads a fraction "50/1" or a number.
func ratio(s string) (float64, bool) {
	num, den, ok := strings.Cut(strings.TrimSpace(s), "/")
	a, okA := decimal(num)
	if !ok {
		return a, okA
	}
	b, okB := decimal(den)
	if !okA || !okB || b == 0 || math.Abs(a/b) > 1e9 {
		return 0, false
	}
	return a / b, true
}

// times is a number that is not negative in another unit, rounded; 0 when there is none.
func times(s string, by float64) int {
	v, ok := ratio(s)
	if !ok || v < 0 || v*by > 1<<40 {
		return 0
	}
	return int(math.Round(v * by))
}

// tstop reads an aperture in hundredths: "T2.3", "2.8", or as ARRI writes it in steps from whole stops, "1.4 + 7/10". Whole stops are powers of the
// root of two, which people round; the sum is worked out from the true one.
func tstop(s string) int {
	whole, part, ok := strings.Cut(s, "+")
	v, good := decimal(whole)
	if !good || v <= 0 || v > 128 {
		return 0
	}
	if ok {
		tenths, good := ratio(part)
		if !good || tenths < 0 || tenths > 1 {
			return 0
		}
		stop := math.Round(2 * math.Log2(v)) // 1.4 is 1, 2 is 2, 2.8 is 3 ...
		v = math.Pow(2, (stop+tenths)/2)
	}
	return int(math.Round(v * 100))
}

// fps reads a rate; decimals such as 23.976 become the ratio that is meant.
func fps(s string) rate.Rate {
	s = strings.TrimSpace(s)
	if r, err := rate.Parse(s); err == nil {
		return r
	}
	v, ok := ratio(s)
	if !ok || v <= 0 || v > 20000 {
		return rate.Rate{}
	}
	for _, r := range []rate.Rate{rate.R23976, rate.R2997, rate.R47952, rate.R5994, rate.R11988} {
		if math.Abs(v*float64(r.Den)/float64(r.Num)-1) < 3e-5 {
			return r
		}
	}
	return rate.Of(int(math.Round(v*1000)), 1000)
}

// angle reads degrees in tenths. Cameras write 409.5 and the like when their sensor does not know.
func angle(s string) *int {
	v, ok := decimal(s)
	if !ok || v < -180 || v > 180 {
		return nil
	}
	n := int(math.Round(v * 10))
	return &n
}

// stops reads a neutral density filter: stops, or as a density of tenths such as "ND 0.6" or "ND.6", where 0.3 is a stop.
func stops(s string, density bool) *int {
	s = strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "ND"))
	if strings.EqualFold(s, "clear") || strings.HasPrefix(s, "NO ") {
		return new(int)
	}
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	v, ok := decimal(s)
	if !ok || v < 0 || v > 20 {
		return nil
	}
	if density {
		v /= 0.3
	}
	n := int(math.Round(v * 10))
	return &n
}

// float32hex reads four bytes in hexadecimal, big-endian, as a floating-point number.
func float32hex(s string) (float64, bool) {
	b, err := hex.DecodeString(strings.TrimPrefix(strings.TrimSpace(s), "0x"))
	if err != nil || len(b) != 4 {
		return 0, false
	}
	v := float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
	return v, !math.IsNaN(v) && math.Abs(v) < 1e9
}

// day reads a date with any separator as yyyy-mm-dd.
func day(s string) string {
	f := strings.FieldsFunc(strings.TrimSpace(s), func(r rune) bool { return r < '0' || r > '9' })
	if len(f) < 3 || len(f[0]) != 4 || len(f[1]) != 2 || len(f[2]) < 2 {
		return ""
	}
	return f[0] + "-" + f[1] + "-" + f[2][:2]
}
