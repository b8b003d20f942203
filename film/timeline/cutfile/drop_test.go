package cutfile

import (
	"bytes"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline/lists"
)

const dropList = `TITLE: EPISODE 4
FCM: DROP FRAME
001  A003C005 V     C        10:00:59;20 10:01:00;10 01:00:59;20 01:01:00;10
* FROM CLIP NAME: =HYPERLINK("http://example.com")
002  A003C006 V     C        10:02:00;02 10:02:01;02 01:01:00;10 01:01:01;10
`

// TestDropFrameStays: a list of a broadcaster counts in drop-frame codes, and so do the lists and cuts made of it.
func TestDropFrameStays(t *testing.T) {
	f, err := Open(strings.NewReader(dropList), "ep4.edl", Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := f.Root.Timelines()[0]
	if n.Rate() != rate.R2997 || !n.Drop() {
		t.Fatalf("at %s, drop %v; want 29.97 drop-frame", n.Rate().Name(), n.Drop())
	}
	for _, to := range []Format{EDL, FCP7, FCPX, OTIO} {
		var b bytes.Buffer
		if _, err := Write(&b, f.Root, to, Options{}); err != nil {
			t.Fatal(err)
		}
		back, err := Open(&b, "back", Options{Rate: map[bool]rate.Rate{true: rate.R2997}[to == EDL]})
		if err != nil || !back.Root.Timelines()[0].Drop() {
			t.Errorf("%s forgets that the cut counts in drop-frame (%v)", to, err)
			continue
		}
		var again bytes.Buffer
		if _, err := Write(&again, back.Root, EDL, Options{}); err != nil {
			t.Fatal(err)
		}
		if s := again.String(); !strings.Contains(s, "FCM: DROP FRAME") || !strings.Contains(s, "01:00:59;20 01:01:00;10") {
			t.Errorf("a list made of %s says\n%s", to, s)
		}
	}
	var pull bytes.Buffer
	if err := lists.Pull(n, 8).CSV(&pull); err != nil {
		t.Fatal(err)
	}
	// Eight frames before 10:00:59;20 and after 10:01:00;10, which is the 8th frame of its minute.
	if s := pull.String(); !strings.Contains(s, "10:00:59;12,10:01:00;18,") {
		t.Errorf("pull list\n%s\nwant its codes in drop-frame", s)
	}
}

// TestListOfAnotherCount: a cut at 23.976 becomes a broadcaster's list at 29.97 in drop-frame codes: the instants stay.
func TestListOfAnotherCount(t *testing.T) {
	f, err := Open(strings.NewReader("TITLE: A\n001  A001 V C 01:00:00:00 01:00:10:00 01:00:00:00 01:00:10:00\n"), "a.edl", Options{Rate: rate.R23976})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := Write(&b, f.Root, EDL, Options{To: rate.R2997, Drop: true}); err != nil {
		t.Fatal(err)
	}
	// 86400 frames at 23.976 are 108000 at 29.97, whose drop-frame code is 108 later: 01:00:03;18.
	if s := b.String(); !strings.Contains(s, "01:00:03;18 01:00:13;18") {
		t.Errorf("%s\nwant 01:00:03;18 to 01:00:13;18", s)
	}
	if _, err := Write(&b, f.Root, EDL, Options{Drop: true}); err == nil {
		t.Error("23.976 has no drop-frame codes; want a refusal")
	}
}

// TestCellsAreInert: a clip that calls itself a formula is not computed by the spreadsheet it is opened in.
func TestCellsAreInert(t *testing.T) {
	list := lists.Table{Columns: []string{"a"}, Rows: [][]string{{"=1+1"}, {"@SUM(A1)"}, {"+12"}, {"-3"}, {"-cmd|' /C calc'!A1"}, {"42A"}}}
	var b bytes.Buffer
	if err := list.CSV(&b); err != nil {
		t.Fatal(err)
	}
	if want := "a\n'=1+1\n'@SUM(A1)\n+12\n-3\n'-cmd|' /C calc'!A1\n42A\n"; b.String() != want {
		t.Errorf("%q; want %q", b.String(), want)
	}
}
