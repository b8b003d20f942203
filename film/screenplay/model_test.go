package screenplay_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"backlot/film/screenplay"
)

// TestTheModelAsJSONReadsBack reads the JSON of every sample as a script file.
func TestTheModelAsJSONReadsBack(t *testing.T) {
	for _, path := range samples(t, ".fountain", ".fdx", ".xml") {
		want := open(t, path)
		raw, err := json.MarshalIndent(want, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		got, err := screenplay.Read(bytes.NewReader(raw), "x.json", screenplay.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if d := diff(skeleton(want), skeleton(got)); d != "" || got.Format != want.Format {
			t.Errorf("%s: read as %s: %s", path, got.Format, d)
		}
	}
}
