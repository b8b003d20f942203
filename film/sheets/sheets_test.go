package sheets_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"testing"

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
		t.Errorf("written and read again: %.500v\n%.500v, %v", again, got, err)
	}
}

// TestUSSKeepsWhatItDoesNotKnow writes the sample anew and compares every field of
// it as JSON.
func TestUSSKeepsWhatItDoesNotKnow(t *testing.T) {
	raw := sample(t, "uss/schedule.uss")
	b, err := sheets.ReadUSS(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Calendars) != 1 || len(b.Calendars[0].Events) != 6 || len(b.Calendars[0].DaysOff) != 2 || b.Boards[0].Calendar != b.Calendars[0].ID {
		t.Errorf("calendars %+v", b.Calendars)
	}
	var out bytes.Buffer
	if err := sheets.WriteUSS(&out, b); err != nil {
		t.Fatal(err)
	}
	var was, is any
	if err := json.Unmarshal(raw, &was); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out.Bytes(), &is); err != nil {
		t.Fatal(err)
	}
	for _, d := range lost("", was, is) {
		t.Error(d)
	}
}

// lost lists the fields of one JSON value that another lacks or has otherwise.
func lost(at string, was, is any) []string {
	switch w := was.(type) {
	case map[string]any:
		i, _ := is.(map[string]any)
		var out []string
		for k, v := range w {
			out = append(out, lost(at+"/"+k, v, i[k])...)
		}
		return out
	case []any:
		i, _ := is.([]any)
		if len(w) != len(i) {
			return []string{fmt.Sprintf("%s: %d values; want %d", at, len(i), len(w))}
		}
		var out []string
		for n := range w {
			out = append(out, lost(fmt.Sprintf("%s/%d", at, n), w[n], i[n])...)
		}
		return out
	}
	if !reflect.DeepEqual(was, is) {
		return []string{fmt.Sprintf("%s: %v; want %v", at, is, was)}
	}
	return nil
}

func TestHeadingsBecomeElements(t *testing.T) {
	b := sheets.Book{Categories: []string{"Cast Members"}, Scenes: []sheets.Sheet{{Number: "1", Heading: "INT. KITCHEN - NIGHT", Eighths: 11,
		Elements: map[string][]string{"Cast Members": {"MARA"}, "": {"Fog"}}}}}
	var out bytes.Buffer
	if err := sheets.WriteUSS(&out, b); err != nil {
		t.Fatal(err)
	}
	again, err := sheets.ReadUSS(&out)
	if err != nil || len(again.Scenes) != 1 {
		t.Fatalf("%+v, %v", again, err)
	}
	s := again.Scenes[0]
	if s.Heading != "INT. KITCHEN - NIGHT" || s.Eighths != 11 || s.Elements["Set"][0] != "KITCHEN" || s.Elements[""][0] != "Fog" || s.Elements["Cast Members"][0] != "MARA" {
		t.Errorf("written and read again: %+v", s)
	}
}

// TestDamagedSheets cuts the samples off at twenty places and flips two hundred bits.
func TestDamagedSheets(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for _, name := range []string{"sex/sample-small.sex", "uss/schedule.uss"} {
		raw := sample(t, name)
		for i := range 220 {
			bad := append([]byte(nil), raw...)
			if i < 20 {
				bad = bad[:len(bad)*i/20]
			} else {
				bad[rng.Intn(len(bad))] ^= byte(1 << rng.Intn(8))
			}
			for _, read := range []func(io.Reader) (sheets.Book, error){sheets.ReadSEX, sheets.ReadUSS} {
				b, err := read(bytes.NewReader(bad))
				if err == nil {
					var out bytes.Buffer
					if err := sheets.WriteUSS(&out, b); err != nil {
						t.Errorf("%s damaged: %v", name, err)
					}
				}
			}
		}
	}
}

// feature is a book of 300 scenes.
func feature() sheets.Book {
	b := sheets.Book{Categories: []string{"Cast Members", "Props"}}
	for i := range 300 {
		b.Scenes = append(b.Scenes, sheets.Sheet{Number: fmt.Sprint(i + 1), Page: "1", Heading: "INT. X - DAY", Eighths: pages.Eighths(i % 30),
			Elements: map[string][]string{"Cast Members": {"MARA", "TOM"}, "Props": {"Kettle"}}})
	}
	return b
}

func TestThreeHundredScenesComeBack(t *testing.T) {
	b := feature()
	var out bytes.Buffer
	if err := sheets.WriteSEX(&out, b); err != nil {
		t.Fatal(err)
	}
	again, err := sheets.ReadSEX(&out)
	if err != nil || !reflect.DeepEqual(again, b) {
		t.Fatalf("300 scenes came back as %d, %v", len(again.Scenes), err)
	}
}

// BenchmarkThreeHundredScenes writes and reads a feature; formats.md goal 8 wants
// less than 50 ms.
func BenchmarkThreeHundredScenes(b *testing.B) {
	book := feature()
	for name, f := range map[string]struct {
		write func(io.Writer, sheets.Book) error
		read  func(io.Reader) (sheets.Book, error)
	}{"sex": {sheets.WriteSEX, sheets.ReadSEX}, "uss": {sheets.WriteUSS, sheets.ReadUSS}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				if err := f.write(&out, book); err != nil {
					b.Fatal(err)
				}
				if _, err := f.read(&out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
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
