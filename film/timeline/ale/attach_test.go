package ale_test

import (
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/ale"
	"backlot/film/timeline/edl"
)

const dayLog = "Heading\nFIELD_DELIM\tTABS\nFPS\t23.976\n\nColumn\nName\tTape\tStart\tEnd\tScene\tTake\tSource File\n\nData\n" +
	"A004C002\tA004R1AB_LONG\t10:00:00:00\t10:00:30:00\t12A\t3\tA004C002_240311_R1AB.mov\n" +
	"A004C003\tA004R1AB_LONG\t10:05:00:00\t10:05:10:00\t12A\t4\t\n" +
	"B001C001\tB001\t10:00:00:00\t10:00:30:00\t12B\t1\tB001C001.mov\n" +
	"B001C001x\tB001\t10:00:20:00\t10:00:50:00\t12B\t2\tB001C001x.mov\n"

// An editor's list that names eight letters of a reel and no clip, one event a fact.
const reelsOnly = `TITLE: REELS ONLY
FCM: NON-DROP FRAME
001  A004R1AB V     C        10:00:02:00 10:00:04:00 01:00:00:00 01:00:02:00
002  A004R1AB V     C        10:05:01:00 10:05:03:00 01:00:02:00 01:00:04:00
003  A004R1AB V     C        10:00:29:00 10:00:31:00 01:00:04:00 01:00:06:00
004  B001     V     C        10:00:01:00 10:00:02:00 01:00:06:00 01:00:07:00
005  B001     V     C        10:00:21:00 10:00:22:00 01:00:07:00 01:00:08:00
006  X999     V     C        10:00:01:00 10:00:02:00 01:00:08:00 01:00:09:00
`

func TestALogNamesTheClipsOfAListThatHasReelsOnly(t *testing.T) {
	log, _, err := ale.Parse([]byte(dayLog))
	if err != nil {
		t.Fatal(err)
	}
	list, err := edl.Parse([]byte(reelsOnly))
	if err != nil {
		t.Fatal(err)
	}
	cut, _ := list.Timeline(edl.Options{Rate: rate.R24}) // counted at 24, as lists that do not say their rate are
	named, findings := ale.Attach(cut, log, log)
	shots, _ := timeline.Shots(cut)
	for i, want := range []struct {
		media      string
		head, tail int64
		take       string
	}{
		{"A004C002_240311_R1AB", 48, 26 * 24, "3"}, // two seconds into thirty
		{"A004C003", 24, 7 * 24, "4"},              // a row without a file has its name
		{"A004R1AB", -1, -1, ""},                   // runs over the end of its row
		{"B001C001", 24, 28 * 24, "1"},
		{"B001", -1, -1, ""}, // two rows hold it
		{"X999", -1, -1, ""}, // no row
	} {
		s := shots[i]
		if s.Media != want.media || s.Head != want.head || s.Tail != want.tail || s.Node.Metadata.Text("ALE", "Take") != want.take {
			t.Errorf("event %d shows %s with handles %d and %d of take %q; want %+v", i+1, s.Media, s.Head, s.Tail, s.Node.Metadata.Text("ALE", "Take"), want)
		}
	}
	if named != 3 || len(findings) != 1 || !strings.Contains(findings[0].Text, "B001C001 and B001C001x") {
		t.Errorf("%d named, findings %v; want 3, and both rows that hold the fifth", named, findings)
	}
	if again, _ := ale.Attach(cut, log); again != 0 {
		t.Errorf("%d named again; want none, for they have a file now", again)
	}
}
