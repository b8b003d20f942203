package conform_test

import (
	"testing"
	"testing/fstest"

	"backlot/film/conform"
	timecode "backlot/film/timecode/conform"
)

func TestAWrongCodeFails(t *testing.T) {
	dir := fstest.MapFS{"vectors.json": {Data: []byte(`{"vectors":[
		{"rate":"30000/1001","drop":true,"frame":1800,"timecode":"00:01:00;02"},
		{"rate":"30000/1001","drop":true,"frame":1800,"timecode":"00:01:00;03"}],
		"codes_that_do_not_exist":[{"rate":"25","timecode":"00:00:00:25"},{"rate":"25","timecode":"00:00:00:24"}]}`)}}
	cases, err := timecode.Run(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []conform.Verdict{conform.Pass, conform.Fail, conform.Pass, conform.Fail}
	for i, c := range cases {
		if i >= len(want) || c.Verdict != want[i] {
			t.Errorf("case %d: %s", i, c)
		}
	}
	if _, err := timecode.Run(fstest.MapFS{}); err == nil {
		t.Error("no error for a folder without vectors")
	}
}
