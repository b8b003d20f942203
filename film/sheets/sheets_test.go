package sheets_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"backlot/film/pages"
	"backlot/film/sheets"
)

func sample(t testing.TB, path string) []byte {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "scheduling", path))
	if err != nil {
		t.Skipf("no scheduling data: %v", err)
	}
	return raw
}

func TestSEX(t *testing.T) {
	raw := sample(t, "sex/sample-small.sex")
	got, err := sheets.ReadSEX(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var want sheets.Book
	if err := json.Unmarshal(sample(t, "sex/sample-small.expected.json"), &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("reads %+v; want %+v", got, want)
	}
	var out bytes.Buffer
	if err := sheets.WriteSEX(&out, got); err != nil {
		t.Fatal(err)
	}
	again, err := sheets.ReadSEX(&out)
	if err != nil || !reflect.DeepEqual(again, got) {
		t.Errorf("written and read again: %+v, %v", again, err)
	}
}

func TestUSS(t *testing.T) {
	got, err := sheets.ReadUSS(bytes.NewReader(sample(t, "uss/schedule.uss")))
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, s := range got.Scenes {
		if s.Number == "89PT1" {
			found = true
			if s.Eighths != 2 || s.Minutes != 95 {
				t.Errorf("scene 89PT1 is %s pages and %d minutes; want 2/8 and 95", s.Eighths, s.Minutes)
			}
		}
	}
	if !found || len(got.Scenes) != 3 {
		t.Errorf("sheets %+v", got.Scenes)
	}
	var out bytes.Buffer
	if err := sheets.WriteUSS(&out, got); err != nil {
		t.Fatal(err)
	}
	again, err := sheets.ReadUSS(&out)
	got.Findings, again.Findings = nil, nil
	if err != nil || !reflect.DeepEqual(again, got) {
		t.Errorf("written and read again: %+v\n%+v, %v", again, got, err)
	}
}

func TestThreeHundredScenesInFiftyMilliseconds(t *testing.T) {
	b := sheets.Book{Categories: []string{"Cast Members", "Props"}}
	for i := range 300 {
		b.Scenes = append(b.Scenes, sheets.Sheet{Number: fmt.Sprint(i + 1), Page: "1", Heading: "INT. X - DAY", Eighths: pages.Eighths(i % 30),
			Elements: map[string][]string{"Cast Members": {"MARA", "TOM"}, "Props": {"Kettle"}}})
	}
	start := time.Now()
	var out bytes.Buffer
	if err := sheets.WriteSEX(&out, b); err != nil {
		t.Fatal(err)
	}
	again, err := sheets.ReadSEX(&out)
	if err != nil || !reflect.DeepEqual(again, b) {
		t.Fatalf("300 scenes came back as %d, %v", len(again.Scenes), err)
	}
	t.Logf("write and read: %v", time.Since(start))
}

func FuzzReadSEX(f *testing.F) {
	f.Add([]byte("SSI*\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00Cast\x00\x00#\x00\x00\x00\x08\x00\x03\x00\x01\x00\x00\x00\x0b\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := sheets.ReadSEX(bytes.NewReader(raw))
		if err != nil || len(b.Categories) > 255 {
			return
		}
		var out bytes.Buffer
		sheets.WriteSEX(&out, b)
	})
}

func FuzzReadUSS(f *testing.F) {
	f.Add([]byte(`{"universalScheduleStandard":{"version":"0.1.0","breakdowns":[{"type":"scene","pages":0.25}]}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := sheets.ReadUSS(bytes.NewReader(raw))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := sheets.WriteUSS(&out, b); err != nil {
			t.Fatal(err)
		}
	})
}
