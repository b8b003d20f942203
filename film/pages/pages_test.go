package pages_test

import (
	"testing"

	"backlot/film/pages"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want pages.Eighths
	}{
		{"2", 16},
		{"4/8", 4},
		{"1 3/8", 11},
		{"1-3/8", 11},
		{" 10 1/8 ", 81},
		{"0", 0},
	} {
		t.Run(tt.in, func(t *testing.T) {
			got, err := pages.Parse(tt.in)
			if err != nil || got != tt.want {
				t.Errorf("Parse(%q) = %v, %v; want %v", tt.in, got, err, tt.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, in := range []string{"", "-1", "8/8", "1 9/8", "1/2", "1.5", "a", "1 3/8 2", "9999999"} {
		if got, err := pages.Parse(in); err == nil {
			t.Errorf("Parse(%q) = %v; want an error", in, got)
		}
	}
}

func TestString(t *testing.T) {
	for e, want := range map[pages.Eighths]string{0: "0", 1: "1/8", 8: "1", 11: "1 3/8", 20: "2 4/8"} {
		if got := e.String(); got != want {
			t.Errorf("Eighths(%d) = %q; want %q", int(e), got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("1 3/8")
	f.Fuzz(func(t *testing.T, s string) {
		e, err := pages.Parse(s)
		if err != nil {
			return
		}
		if again, err := pages.Parse(e.String()); err != nil || again != e {
			t.Errorf("%q reads %d and writes %q, which reads %d, %v", s, int(e), e.String(), int(again), err)
		}
	})
}
