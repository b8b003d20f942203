package graph

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBetweenSortsWhateverTheListWentThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := Orders(rapid.IntRange(0, 200).Draw(t, "strips"))
		for range rapid.IntRange(1, 150).Draw(t, "moves") {
			// a few places are inserted at again and again, as people do
			at := rapid.IntRange(0, min(len(keys), 3)).Draw(t, "at")
			if rapid.Bool().Draw(t, "end") {
				at = len(keys) - min(at, len(keys))
			}
			lo, hi := "", ""
			if at > 0 {
				lo = keys[at-1]
			}
			if at < len(keys) {
				hi = keys[at]
			}
			k := Between(lo, hi)
			if k == "" || k <= lo || hi != "" && k >= hi || strings.HasSuffix(k, "0") {
				t.Fatalf("Between(%q, %q) = %q", lo, hi, k)
			}
			keys = slices.Insert(keys, at, k)
		}
	})
}

func TestKeysStayShort(t *testing.T) {
	ends := Orders(40)
	for name, next := range map[string]func(last string) string{
		"appending":                  func(k string) string { return Between(k, "") },
		"prepending":                 func(k string) string { return Between("", k) },
		"always before one strip":    func(k string) string { return Between(max(k, ends[20]), ends[21]) },
		"always after one strip":     func(k string) string { return Between(ends[20], map[bool]string{true: ends[21], false: k}[k == ""]) },
		"appending to a made list":   func(k string) string { return Between(max(k, ends[39]), "") },
		"appending after a division": func(k string) string { return Between(max(k, "zzzV5k"), "") },
	} {
		t.Run(name, func(t *testing.T) {
			k, longest := "", 0
			for range 10_000 {
				k = next(k)
				longest = max(longest, len(k))
			}
			if longest > 12 {
				t.Errorf("the longest of 10,000 keys has %d characters; want at most 12", longest)
			}
		})
	}
}

func TestOrdersAreSortedAndDistinct(t *testing.T) {
	for _, n := range []int{0, 1, 2, 60, 61, 62, 63, 3843, 3844, 25000} {
		keys := Orders(n)
		if len(keys) != n || !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != n || slices.Contains(keys, "") {
			t.Errorf("Orders(%d) is not %d different keys in order", n, n)
		}
	}
}

func FuzzBetween(f *testing.F) {
	f.Add("", "")
	f.Add("A", "A01")
	f.Add("zz", "")
	f.Add("", "0001")
	f.Fuzz(func(t *testing.T, a, b string) {
		k := Between(a, b) // keys that are not ours must do no harm
		ours := func(s string) bool {
			return strings.Trim(s, orderDigits) == "" && !strings.HasSuffix(s, "0")
		}
		if k == "" || ours(a) && ours(b) && (k <= a || a < b && k >= b) {
			t.Errorf("Between(%q, %q) = %q", a, b, k)
		}
	})
}
