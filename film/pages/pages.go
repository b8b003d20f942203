// Package pages measures script the way a breakdown does: in eighths of a page.
//
// One page is about one minute of screen time, and a scene shorter than an
// eighth still counts as one. Everything here is pure: no clock, no files.
package pages

import (
	"fmt"
	"strconv"
	"strings"
)

// Eighths is a length of script in eighths of a page, so 11 reads "1 3/8".
// It is never negative; the zero value is an empty scene. Lengths add as
// integers: 1/8 + 7/8 is "1".
type Eighths int

// Page is one whole page.
const Page Eighths = 8

// String writes e the way a breakdown sheet does: "4/8", "2", "1 3/8", "0".
func (e Eighths) String() string {
	whole, part := int(e)/8, int(e)%8
	switch {
	case part == 0:
		return strconv.Itoa(whole)
	case whole == 0:
		return strconv.Itoa(part) + "/8"
	default:
		return strconv.Itoa(whole) + " " + strconv.Itoa(part) + "/8"
	}
}

// Pages is e in pages as a decimal, for charts and rates; never add these up.
func (e Eighths) Pages() float64 { return float64(e) / 8 }

// Parse reads "2", "4/8", "1 3/8" or "1-3/8". A part of eight or more, a sign or
// any other fraction is an error that says what would be right.
func Parse(s string) (Eighths, error) {
	text := strings.TrimSpace(s)
	bad := fmt.Errorf("page count %q: want whole pages and eighths, such as \"1 3/8\"", s)
	whole, part := 0, 0
	head, frac := text, ""
	if i := strings.LastIndexAny(text, " -"); i >= 0 {
		head, frac = strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1:])
	} else if strings.Contains(text, "/") {
		head, frac = "", text
	}
	if head == "" && frac == "" {
		return 0, bad
	}
	if head != "" {
		n, err := digits(head)
		if err != nil {
			return 0, bad
		}
		whole = n
	}
	if frac != "" {
		num, ok := strings.CutSuffix(frac, "/8")
		n, err := digits(strings.TrimSpace(num))
		if !ok || err != nil || n > 7 {
			return 0, bad
		}
		part = n
	}
	return Eighths(whole*8 + part), nil
}

func digits(s string) (int, error) {
	if s == "" || len(s) > 6 || strings.TrimLeft(s, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(s)
}
