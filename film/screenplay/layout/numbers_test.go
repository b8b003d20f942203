package layout_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"backlot/film/screenplay/layout"
)

func TestBetween(t *testing.T) {
	for _, tt := range []struct {
		scheme     layout.Scheme
		prev, next string
		taken      string // one more number in use
		want       string
	}{
		{layout.Prefix, "12", "13", "", "12A"},
		{layout.Prefix, "12A", "13", "", "12B"},
		{layout.Prefix, "12H", "13", "", "12J"}, // no I
		{layout.Prefix, "12Z", "13", "", "12AA"},
		{layout.Prefix, "12", "12A", "", "A12A"},
		{layout.Prefix, "A12A", "12A", "", "B12A"},
		{layout.Prefix, "12", "A12A", "12A", "AA12A"},
		{layout.Prefix, "A12A", "B12A", "12A", "AB12A"},
		{layout.Prefix, "12A", "12B", "", "A12B"},
		{layout.Prefix, "12A", "12D", "", "12B"},
		{layout.Prefix, "97", "", "", "97A"},
		{layout.Prefix, "", "1", "", "A1"},
		{layout.Prefix, "12", "14", "12A", "12B"}, // 12A was used and cut
		{layout.Doubled, "95", "96", "", "95A"},
		{layout.Doubled, "95", "95A", "", "95AA"},
		{layout.Doubled, "95AA", "95A", "", "95AB"},
		{layout.Doubled, "12A", "12B", "", "12BA"},
		{layout.Digits, "94B", "94C", "", "94B1"},
		{layout.Digits, "94B1", "94C", "", "94B2"},
		{layout.Digits, "67", "67A", "", "A67"},
		{layout.Before, "47", "48", "", "A48"},
		{layout.Before, "A48", "48", "", "B48"},
		{layout.Before, "47", "A48", "", "AA48"},
		{layout.Before, "97", "", "", "97A"},
	} {
		t.Run(fmt.Sprintf("%s %s %s", tt.prev, tt.next, tt.scheme), func(t *testing.T) {
			got := tt.scheme.Between(tt.prev, tt.next, func(n string) bool { return n == tt.prev || n == tt.next || n == tt.taken })
			if got != tt.want {
				t.Errorf("between %q and %q: %q; want %q", tt.prev, tt.next, got, tt.want)
			}
		})
	}
}

func TestNumbersAreNeverUsedTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scheme := rapid.SampledFrom([]layout.Scheme{layout.Prefix, layout.Doubled, layout.Digits, layout.Before}).Draw(t, "scheme")
		list := []string{"1", "2", "3"}
		used := map[string]bool{"1": true, "2": true, "3": true}
		for range rapid.IntRange(1, 60).Draw(t, "insertions") {
			at := rapid.IntRange(0, len(list)).Draw(t, "at")
			prev, next := "", ""
			if at > 0 {
				prev = list[at-1]
			}
			if at < len(list) {
				next = list[at]
			}
			n := scheme.Between(prev, next, func(n string) bool { return used[n] })
			if n == "" || used[n] {
				t.Fatalf("between %q and %q of %v: %q", prev, next, list, n)
			}
			used[n] = true
			list = append(list[:at], append([]string{n}, list[at:]...)...)
		}
	})
}
