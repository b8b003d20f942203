package slate_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"backlot/film/slate"
)

func TestLettersSkipIAndO(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: "A", 8: "H", 9: "J", 13: "N", 14: "P", 24: "Z", 25: "AA", 33: "AJ", 48: "AZ", 49: "BA"} {
		if got := slate.Letters(n); got != want {
			t.Errorf("setup %d has the letters %q; want %q", n, got, want)
		}
	}
}

func TestNextSlate(t *testing.T) {
	for _, tt := range []struct {
		by    slate.Numbering
		scene string
		used  []string
		want  string
	}{
		{slate.ByScene, "42", nil, "42"},
		{slate.ByScene, "42", []string{"42"}, "42A"},
		{slate.ByScene, "42", []string{"42", "42A", "42H"}, "42J"},
		{slate.ByScene, "42", []string{"42Z"}, "42AA"},
		{slate.ByScene, "4", []string{"42", "42A"}, "4"},
		{slate.ByScene, "42A", []string{"42", "42A"}, "42AA"}, // the second setup of 42 took its first slate
		{slate.ByScene, "42", []string{"42", "42PU"}, "42PV"},
		{slate.ByScene, "A43", []string{"43", "43A"}, "A43"},
		{slate.Running, "42", nil, "1"},
		{slate.Running, "42", []string{"1", "2", "127"}, "128"},
	} {
		if got := slate.Next(tt.by, tt.scene, tt.used); got != tt.want {
			t.Errorf("%s, scene %s after %v: %q; want %q", tt.by, tt.scene, tt.used, got, tt.want)
		}
	}
}

// TestADayOfSetups: no slate is proposed twice, and none has an I or an O.
func TestADayOfSetups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := rapid.SampledFrom([]slate.Numbering{slate.ByScene, slate.Running}).Draw(t, "by")
		var used []string
		seen := map[string]bool{}
		for range rapid.IntRange(1, 80).Draw(t, "setups") {
			s := slate.Next(by, fmt.Sprint(rapid.IntRange(1, 4).Draw(t, "scene")), used)
			if seen[s] || strings.ContainsAny(s, "IO") {
				t.Fatalf("%q after %v", s, used)
			}
			seen[s], used = true, append(used, s)
		}
	})
}

func TestWaysToWriteASlate(t *testing.T) {
	for _, s := range []string{"42A", "042a", "Scene 42 A", "sc42A", "42-A", "0042_A", "SLATE 42A"} {
		if !slate.Same(s, "42A") {
			t.Errorf("%q is %q; want 42A", s, slate.Plain(s))
		}
	}
	for _, pair := range [][2]string{{"42", "42A"}, {"A42", "42A"}, {"", ""}, {"1", "10"}, {"100", "1"}} {
		if slate.Same(pair[0], pair[1]) {
			t.Errorf("%q and %q count as one slate", pair[0], pair[1])
		}
	}
	for s, want := range map[string]string{"0": "0", "00": "0", "SC": "SC", "Test": "TEST"} {
		if got := slate.Plain(s); got != want {
			t.Errorf("%q is %q; want %q", s, got, want)
		}
	}
}

func TestWaysToWriteATake(t *testing.T) {
	for in, want := range map[string]string{"3": "3", "T03": "3", "take 3": "3", "Take 3 PU": "3PU", "03ser": "3SER", "tk12": "12"} {
		n, suffix, ok := slate.Take(in)
		if got := fmt.Sprint(n) + suffix; !ok || got != want {
			t.Errorf("%q reads as %s, %v; want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "0", "x", "T", "3.5x9", "99999"} {
		if n, s, ok := slate.Take(in); ok {
			t.Errorf("%q reads as take %d%s", in, n, s)
		}
	}
}

func TestSlateAndTakeInAName(t *testing.T) {
	for in, want := range map[string]string{
		"42A-T03.wav": "42A 3", "42A_3.WAV": "42A 3", "42AT03PU.wav": "42A 3PU", "SC042A-TK3.wav": "42A 3", "42A_3_2.wav": "42A 3",
		"A42-T1.wav": "A42 1", "127T2.wav": "127 2", "42A-T03_Boom.wav": "42A 3",
	} {
		s, n, suffix, ok := slate.FromName(in)
		if got := fmt.Sprintf("%s %d%s", s, n, suffix); !ok || got != want {
			t.Errorf("%s says %s, %v; want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"A001C003_270222_R1AB.mov", "A001_C003_0222K5.R3D", "ZOOM0001.wav", "270222-roomtone.wav", ""} {
		if s, n, _, ok := slate.FromName(in); ok {
			t.Errorf("%q says slate %q take %d; it says neither", in, s, n)
		}
	}
}

func TestClipsOfCameras(t *testing.T) {
	for in, want := range map[string]string{
		"A001C003_270222_R1AB.mxf": "A001 3", "A001_C003_0222K5.R3D": "A001 3", "b012c010": "B012 10", "A001C003_270222AB_CANON.MXF": "A001 3",
	} {
		r, n, ok := slate.Clip(in)
		if got := fmt.Sprintf("%s %d", r, n); !ok || got != want {
			t.Errorf("%s is clip %s, %v; want %s", in, got, ok, want)
		}
	}
	for _, pair := range [][2]string{{"A001C003", "A001_C003_0222K5.R3D"}, {"A1C003", "A001C003_270222_R1AB.mov"}, {"ZOOM0001", "zoom0001.WAV"}} {
		if !slate.SameClip(pair[0], pair[1]) {
			t.Errorf("%s is not %s", pair[0], pair[1])
		}
	}
	if slate.SameClip("A001C003", "A001C004_270222_R1AB.mov") || slate.SameClip("A001C003", "B001C003.mov") {
		t.Error("another clip counts as the one logged")
	}
	for _, tt := range [][3]string{
		{"A001", "", "A001C001"}, {"A001", "A001C003_270222_R1AB.mov", "A001C004"}, {"A002", "A001C003", "A002C001"}, {"", "", ""}, {"A001", "A001C999", "A001C1000"},
	} {
		if got := slate.NextClip(tt[0], tt[1]); got != tt[2] {
			t.Errorf("after %q on %q comes %q; want %q", tt[1], tt[0], got, tt[2])
		}
	}
	for in, want := range map[string]string{"A012": "A013", "S999": "S1000", "Day3": "Day4", "card": "card2"} {
		if got := slate.NextRoll(in); got != want {
			t.Errorf("after roll %s comes %s; want %s", in, got, want)
		}
	}
}

// FuzzNames: no name makes a reader fail, and what is read means itself when written again.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"42A-T03.wav", "A001C003_270222_R1AB.mov", "Scene 042-a", "T03PU", "", "0", "ÅÄÖ_3", "42A_3_2.wav", "0A00", ".\n0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p := slate.Plain(s); slate.Plain(p) != p && !strings.HasPrefix(p, "S") {
			t.Errorf("%q is %q, which is %q", s, p, slate.Plain(p))
		}
		if sl, n, suffix, ok := slate.FromName(s); ok {
			again, m, end, ok := slate.FromName(fmt.Sprintf("%s-T%d%s.wav", sl, n, suffix))
			if !ok || again != sl || m != n || end != suffix {
				t.Errorf("%q says %s %d%s, which reads as %s %d%s", s, sl, n, suffix, again, m, end)
			}
		}
		if r, n, ok := slate.Clip(s); ok && !slate.SameClip(fmt.Sprintf("%sC%03d", r, n), s) {
			t.Errorf("%q is not clip %d of %s", s, n, r)
		}
		slate.Take(s)
		slate.NextRoll(s)
	})
}
