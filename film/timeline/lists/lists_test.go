package lists_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/diff"
	"backlot/film/timeline/edl"
	"backlot/film/timeline/lists"
)

func list(t *testing.T, s string) *timeline.Node {
	t.Helper()
	l, err := edl.Parse([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	n, _ := l.Timeline(edl.Options{Rate: rate.R24})
	return n
}

const cut = `TITLE: R1
001  A001C001 V C 01:00:10:00 01:00:12:00 01:00:00:00 01:00:02:00
* VFX 117_GUD_0030 wire removal
* LOC: 01:00:00:12 GREEN  look here
002  A001C001 V C 01:00:12:04 01:00:13:00 01:00:02:00 01:00:02:20
003  A002C007 V C 02:00:00:00 02:00:01:00 01:00:02:20 01:00:03:20
004  MX_12 A C 00:00:00:00 00:00:02:00 01:00:01:00 01:00:03:00
`

func TestLists(t *testing.T) {
	n := list(t, cut)
	for _, tt := range []struct {
		name string
		give *lists.Table
		want []string
	}{
		{"parts that touch with handles are pulled once", lists.Pull(n, 4),
			[]string{"A001C001  A001C001  01:00:09:20  01:00:13:04  80      2", "3 parts of 3 media, 164 frames"}},
		{"an effects shot is bid with handles", lists.VFX(n, nil, 8), []string{"117_GUD_0030", "01:00:10:00  01:00:12:00  48      64", "1 effects shots, 64 frames"}},
		{"music", lists.Music(n, regexp.MustCompile("MX")), []string{"MX_12", "2.0", "music under 00:00:02:00 of 00:00:03:20 (52.2 %)"}},
		{"a marker is listed where it stands in the cut", lists.Markers(n), []string{"01:00:00:12  V1", "green   look here", "1 markers"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := tt.give.Text(&b); err != nil {
				t.Fatal(err)
			}
			for _, want := range tt.want {
				if !strings.Contains(b.String(), want) {
					t.Errorf("%q is not in\n%s", want, b.String())
				}
			}
		})
	}
}

func TestChangeList(t *testing.T) {
	later := strings.Replace(cut, "003  A002C007 V C 02:00:00:00 02:00:01:00 01:00:02:20 01:00:03:20\n", "", 1)
	r := diff.Timelines(list(t, cut), list(t, later))
	var text, csv, js bytes.Buffer
	table := lists.Changes(r, false)
	for _, err := range []error{table.Text(&text), table.CSV(&csv), table.JSON(&js)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(text.String(), "removed  V1     003") || !strings.Contains(text.String(), "runs 00:00:02:20, was 00:00:03:20 (-24 frames)") {
		t.Errorf("change list\n%s", text.String())
	}
	if !strings.HasPrefix(csv.String(), "change,track,clip,media,") || !strings.Contains(js.String(), `"change": "removed"`) {
		t.Errorf("csv %q, json %q", csv.String(), js.String())
	}
}
