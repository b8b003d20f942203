package documents_test

import (
	"strings"
	"testing"

	"backlot/internal/core/documents"

	"pgregory.net/rapid"
)

func TestWrapLosesNothingAndFits(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcWi  -/éŁЖ東\n")), 0, 120, -1)
	rapid.Check(t, func(t *rapid.T) {
		s, width := letters.Draw(t, "text"), rapid.Float64Range(12, 300).Draw(t, "width")
		typ := documents.Type{Size: 9}
		lines := documents.Wrap(s, width, typ)
		for _, line := range lines {
			if len([]rune(line)) > 1 && typ.Measure(line) > width+0.01 {
				t.Fatalf("line %q is %.1f wide; want at most %.1f", line, typ.Measure(line), width)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := squeeze(strings.Join(lines, " ")), squeeze(s); got != want {
			t.Fatalf("wrapped %q; want %q", got, want)
		}
	})
}

func TestWrapBreaksAtSpaces(t *testing.T) {
	got := documents.Wrap("Marta finds the logbook", 60, documents.Type{Size: 9})
	if strings.Join(got, "|") != "Marta finds|the logbook" {
		t.Errorf("wrapped as %q", got)
	}
}
