package fonts

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
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
		{"call 東", Inter, "inter-latin droid-sans-fallback-400"},
		{"call ᠮ", Inter, "inter-latin -"},
		{"ليلى", Courier, "noto-naskh-arabic-400"},
		{"Nokia هاتف 3310", Courier, "courier-prime-latin courier-prime-latin noto-naskh-arabic-400"},
		{"मीरा।", Courier, "noto-sans-devanagari-400"},
		{"민지 34", Inter, "droid-sans-fallback-400 inter-latin"},
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
	if got := string(Missing("東 café ᠮ 東 🎬")); got != "ᠮ🎬" {
		t.Errorf("missing = %q; want %q", got, "ᠮ🎬")
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

func TestArabicLettersJoin(t *testing.T) {
	run := Runs("بيت", Courier, Regular)
	if len(run) != 1 || len(run[0].Clusters) != 3 {
		t.Fatalf("runs %+v; want one of three letters", run)
	}
	// from left to right on paper: the last letter first
	for i, want := range []struct {
		letter string
		form   int
	}{{"ت", 3}, {"ي", 2}, {"ب", 1}} {
		c := run[0].Clusters[i]
		if c.Text != want.letter || !c.Spelled || c.Glyphs[0].Form != want.form {
			t.Errorf("cluster %d: %+v; want %s in form %d", i, c, want.letter, want.form)
		}
	}
	said := ""
	for _, c := range Runs("لا", Courier, Regular)[0].Clusters {
		said = c.Text + said
		if c.Spelled {
			t.Errorf("the ligature of lam and alef is spelled by %q", c.Text)
		}
	}
	if said != "لا" {
		t.Errorf("the ligature of lam and alef says %q", said)
	}
}

func TestDirectionFollowsTheFirstLetter(t *testing.T) {
	for _, tt := range []struct{ in, want string }{ // runs from left to right
		{"هاتف Nokia.", ".|Nokia|هاتف"},
		{"Nokia هاتف.", "Nokia|هاتف|."},
		{FromRight + "Nokia هاتف.", "هاتف.|Nokia"},
	} {
		var got []string
		for _, r := range Runs(tt.in, Courier, Regular) {
			got = append(got, strings.TrimSpace(r.Text))
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%q stands as %s; want %s", tt.in, g, tt.want)
		}
	}
}

// FuzzRuns: every letter of a text is in its runs once, whatever is mixed in it.
func FuzzRuns(f *testing.F) {
	for _, s := range []string{"INT. CAFÉ", "هاتف Nokia (3310).", "क्षण भर।", "東京（34）", "ไป", "\u202e\u2066abc", "בית 7:45", FromRight} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 400 {
			return
		}
		count := func(text string) map[rune]int {
			out := map[rune]int{}
			for _, r := range norm.NFC.String(text) {
				if r = plain(r); r > ' ' {
					out[r]++
				}
			}
			return out
		}
		shown := ""
		for _, r := range Runs(s, Courier, Bold) {
			switch {
			case r.Reads != "":
				shown += r.Reads
			case r.Clusters != nil:
				for _, c := range r.Clusters {
					shown += c.Text
				}
			default:
				shown += r.Text
			}
		}
		want, got := 0, 0
		for _, n := range count(s) {
			want += n
		}
		for _, n := range count(shown) {
			got += n
		}
		if want != got {
			t.Errorf("%q has %d letters, its runs %d: %q", s, want, got, shown)
		}
	})
}
