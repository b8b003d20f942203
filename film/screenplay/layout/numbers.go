package layout

import (
	"strconv"
	"strings"
)

// Scheme is how a page or a scene is numbered that comes between two numbers that
// must not change.
type Scheme string

// The schemes in use. They differ in what comes between 12 and 12A, and the last
// in what comes between 12 and 13.
const (
	// Prefix: 12A between 12 and 13, A12A between 12 and 12A. The zero value.
	Prefix Scheme = ""
	// Doubled: 12A between 12 and 13, 12AA between 12 and 12A, 12BA before 12B
	// (johnaugust.com, "What are A Scenes and B Scenes", 2004: 95, 95AA, 95AB, 95A).
	Doubled Scheme = "doubled"
	// Digits: 12A between 12 and 13, 12A1 between 12A and 12B, A12 between 12 and
	// 12A (Movie Magic Screenwriter 6.5 help, "Multi-Locked").
	Digits Scheme = "digits"
	// Before: A13 between 12 and 13, so that no slate reads like another set-up of
	// 12 (same page of johnaugust.com: 47, A48, 48). Final Draft calls it "A1".
	Before Scheme = "before"
)

// letters are those used in numbers: I and O are left out, as they read as 1 and 0.
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"

// Between is the number of what is put after prev and before next; next is "" at
// the end. taken reports the numbers that are in use; the answer is not among them.
func (s Scheme) Between(prev, next string, taken func(string) bool) string {
	for _, stem := range s.stems(prev, next) {
		for n := range 3 * len(letters) {
			if got := stem.nth(n); !taken(got) && got != prev && got != next {
				return got
			}
			if stem.stop != "" && stem.nth(n) == stem.stop {
				break
			}
		}
	}
	// Numbers like this come from files that are wrong already, or from a thirtieth
	// insertion in one place: any free number will do.
	for n := 0; ; n++ {
		if got := prev + letter(n) + "1"; !taken(got) {
			return got
		}
	}
}

// stem makes a run of numbers: a letter or digit between two fixed ends.
type stem struct {
	head, tail string
	digit      bool
	first      int
	stop       string // the number that the run must stay before
}

func (s stem) nth(n int) string {
	if s.digit {
		return s.head + strconv.Itoa(n+s.first+1) + s.tail
	}
	return s.head + letter(n+s.first) + s.tail
}

// stems lists the runs to try, the best first.
func (s Scheme) stems(prev, next string) []stem {
	p, n := parts(prev), parts(next)
	before := stem{tail: next}
	again := next != "" && len(prev) > len(next) && strings.HasSuffix(prev, next)
	if again { // A13 was put before 13 in the same way: now B13
		before.first = place(prev[:len(prev)-len(next)]) + 1
	}
	front := []stem{before, {head: "A", tail: next}}
	switch {
	case prev == "", s == Before && next != "":
		return front
	case next == "" || p.digits != n.digits:
		out := []stem{{head: p.digits, first: placeAfter(p.suffix)}}
		if next != "" {
			return append(out, front...)
		}
		return out
	case again:
		return front
	}
	var out []stem
	if n.prefix == "" && n.rest == "" && p.rest == "" && len(p.suffix) <= 1 && len(n.suffix) == 1 && placeAfter(p.suffix) < place(n.suffix) {
		out = append(out, stem{head: p.digits, first: placeAfter(p.suffix), stop: next}) // 12B between 12A and 12C
	}
	switch {
	case s == Doubled && len(p.suffix) > len(n.suffix): // 12AB after 12AA, before 12A
		out = append(out, stem{head: p.digits + n.suffix, first: placeAfter(p.suffix[len(n.suffix):])})
	case s == Doubled:
		out = append(out, stem{head: next})
	case s == Digits && p.rest != "":
		out = append(out, stem{head: p.digits + p.suffix, digit: true, first: len(p.rest)})
	case s == Digits && p.suffix != "":
		out = append(out, stem{head: prev, digit: true})
	case s == Digits:
		out = append(out, stem{tail: p.digits, first: placeAfter(p.prefix)})
	}
	return append(out, front...)
}

// number is a page or scene number in its parts: A12BA is prefix A, digits 12,
// suffix BA; in 12A2 the 2 is the rest.
type number struct{ prefix, digits, suffix, rest string }

func parts(n string) number {
	const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits := strings.TrimLeft(n, upper)
	suffix := strings.TrimLeft(digits, "0123456789")
	rest := strings.TrimLeft(suffix, upper)
	return number{n[:len(n)-len(digits)], digits[:len(digits)-len(suffix)], suffix[:len(suffix)-len(rest)], rest}
}

// placeAfter is the place of the letter after s; that of A after "".
func placeAfter(s string) int {
	if s == "" {
		return 0
	}
	return place(s) + 1
}

// letter is the nth letter of numbers from 0: A to Z, then AA, AB ...
func letter(n int) string {
	if n < len(letters) {
		return letters[n : n+1]
	}
	return letter(n/len(letters)-1) + letters[n%len(letters):n%len(letters)+1]
}

// place is the inverse of letter; letters not used count as the one before.
func place(s string) int {
	n := 0
	for i := range len(s) {
		at := strings.IndexByte(letters, s[i])
		for c := s[i]; at < 0 && c > 'A'; c-- {
			at = strings.IndexByte(letters, c)
		}
		n = n*len(letters) + max(at, 0) + 1
	}
	return n - 1
}
