package edl_test

import (
	"fmt"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/edl"
)

func TestWhatIsWrongIsSaidByLine(t *testing.T) {
	for _, tt := range []struct{ name, list, want string }{
		{"a minute of 75 seconds", "001  A001 V C 01:00:75:00 01:00:76:00 01:00:00:00 01:00:01:00", "line 1: timecode 01:00:75:00 does not exist"},
		{"no transition", "001  A001 V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\n002  A001 V 01:00:00:00 01:00:01:00 01:00:01:00 01:00:02:00", "line 2: "},
		{"a record that runs backwards", "001  A001 V C 01:00:00:00 01:00:01:00 01:00:01:00 01:00:00:00", "line 1: the record ends"},
		{"two clips at one place", "001 A V C 1:0:0:0 1:0:1:0 1:0:0:0 1:0:1:0\n002 B V C 1:0:0:0 1:0:1:0 1:0:0:0 1:0:1:0", "line 2: the record at 1:0:0:0 is already taken"},
		{"longer than its record, without M2", "001 A V C 01:00:00:00 01:00:02:00 01:00:00:00 01:00:01:00", "the source lasts 48 frames, the record 24"},
		{"two reels of one name", "001 A001C001 V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\n* SOURCE FILE: A001C001_230101_R1\n" +
			"002 A001C001 V C 01:00:00:00 01:00:01:00 01:00:01:00 01:00:02:00\n* SOURCE FILE: A001C001_230202_R9", `line 3: reel "A001C001" is`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := edl.Parse([]byte(tt.list))
			if err != nil {
				t.Fatal(err)
			}
			_, findings := l.Timeline(edl.Options{Rate: rate.R24})
			for _, f := range findings {
				if strings.Contains(f.String(), tt.want) {
					return
				}
			}
			t.Errorf("findings %v; want %q", findings, tt.want)
		})
	}
	if _, err := edl.Parse([]byte("TITLE: nothing")); err == nil {
		t.Error("a list without events opens")
	}
}

// TestReverseAndKeys: an M2 of -25 at 25 frames per second runs backwards; a key keeps its layer.
func TestReverseAndKeys(t *testing.T) {
	l, err := edl.Parse([]byte("001  106857 V C 09:13:03:09 09:13:05:11 10:00:32:03 10:00:34:05\rM2   106857        -025.0                09:13:03:09\r" +
		"002  A V C 00:00:00:00 00:00:01:00 10:00:34:05 10:00:35:05\r002  B V K B 010 00:00:00:00 00:00:01:00 10:00:35:05 10:00:36:05"))
	if err != nil {
		t.Fatal(err)
	}
	n, _ := l.Timeline(edl.Options{})
	shots, r := timeline.Shots(n)
	if r != rate.R25 && r != rate.R24 {
		t.Errorf("rate %s", r)
	}
	n, _ = l.Timeline(edl.Options{Rate: rate.R25})
	if shots, _ = timeline.Shots(n); len(shots) != 3 || shots[0].Speed != -1 {
		t.Errorf("%d shots, the first at speed %v; want 3 and -1", len(shots), shots[0].Speed)
	}
	if e := l.Events[1].Edits[1]; e.Transition != 'K' || e.Key != 'B' || e.Operand != "010" {
		t.Errorf("key %c %c %s; want K B 010", e.Transition, e.Key, e.Operand)
	}
}

func BenchmarkParse(b *testing.B) {
	var s strings.Builder
	s.WriteString("TITLE:   R4\nFCM: NON-DROP FRAME\n")
	for i := range 20000 {
		h, m, sec := i/3600%24, i/60%60, i%60
		fmt.Fprintf(&s, "%06d  A%03dC%03d V     C        %02d:%02d:%02d:00 %02d:%02d:%02d:23 %02d:%02d:%02d:00 %02d:%02d:%02d:23 \n* FROM CLIP NAME:  92-%dA* \n* SOURCE FILE: A%03dC%03d_170614_R287\n",
			i, i%999, i%100, h, m, sec, h, m, sec, h, m, sec, h, m, sec, i%9, i%999, i%100)
	}
	raw := []byte(s.String())
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := edl.Parse(raw); err != nil {
			b.Fatal(err)
		}
	}
}
