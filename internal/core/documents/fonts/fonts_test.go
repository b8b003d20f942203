package fonts

import (
	"strings"
	"testing"
)

func TestRunsChooseAFileForEveryLetter(t *testing.T) {
	for _, tt := range []struct {
		in     string
		family Family
		want   string // file of each run, "-" for none
	}{
		{"INT. CAFÉ - DAY", Courier, "courier-prime-latin"},
		{"Łódź", Courier, "courier-prime-latin-ext courier-prime-latin courier-prime-latin-ext"},
		{"Ксения", Courier, "inter-cyrillic"},
		{"Αθήνα", Inter, "inter-greek"},
		{"Nguyễn", Inter, "inter-latin inter-vietnamese inter-latin"},
		{"e\u0301", Inter, "inter-latin"},
		{"call 東", Inter, "inter-latin -"},
	} {
		t.Run(tt.in, func(t *testing.T) {
			var got []string
			for _, r := range Runs(tt.in, tt.family, Regular) {
				name := "-"
				if r.Face != nil {
					name = strings.TrimSuffix(r.Face.Name, "-400-normal")
				}
				got = append(got, name)
			}
			if g := strings.Join(got, " "); g != tt.want {
				t.Errorf("runs of %q are set in %s; want %s", tt.in, g, tt.want)
			}
		})
	}
}

func TestCourierIsMonospaced(t *testing.T) {
	// 10 characters an inch at 12 point is 600 thousandths, on which page counts rest.
	for _, s := range []string{"i", "W", "é", "ł", "—"} {
		for _, style := range []Style{Regular, Bold, Italic, Bold | Italic} {
			if got := Width(s, Courier, style); got < 599 || got > 601 {
				t.Errorf("width of %q, style %d = %v; want 600", s, style, got)
			}
		}
	}
}

func TestMissingLettersAreReported(t *testing.T) {
	if got := string(Missing("東 café 京 東 🎬")); got != "東京🎬" {
		t.Errorf("missing = %q; want %q", got, "東京🎬")
	}
}

func TestWidthIsTheSumOfRuns(t *testing.T) {
	for _, s := range []string{"plain", "Łódź, Ксения", "a\u0301b", "", "東"} {
		var want float64
		for _, r := range Runs(s, Inter, Bold) {
			want += r.Width
		}
		if got := Width(s, Inter, Bold); got < want-0.01 || got > want+0.01 {
			t.Errorf("width of %q = %v; want %v", s, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	face := faces(Inter, Regular)[2]
	f.Add(face.TTF)
	f.Fuzz(func(_ *testing.T, b []byte) {
		if len(b) < 1<<17 {
			_, _ = parse(b)
		}
	})
}
