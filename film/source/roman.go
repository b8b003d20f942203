package source

import "strconv"

func itoa(n int) string { return strconv.Itoa(n) }

// roman writes n from 1 to 399 in Roman numerals.
func roman(n int) string {
	out := ""
	for _, d := range []struct {
		value int
		sign  string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.value {
			out += d.sign
			n -= d.value
		}
	}
	return out
}
