package cutfile_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
)

func zipped(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, raw := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBundle: a cut comes with its media in one file.
func TestBundle(t *testing.T) {
	var cut bytes.Buffer
	if err := timeline.Write(&cut, plain(), timeline.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	f, err := cutfile.Parse(zipped(t, map[string][]byte{"version.txt": []byte("1.0.0"), "content.otio": cut.Bytes(), "media/c0.mov": []byte("picture")}), "reel.otioz", cutfile.Options{})
	if err != nil || f.Format != cutfile.OTIO || summary(f.Root) != "Video V\n  1A-1 100+48\n  2A-1 600+48" {
		t.Fatalf("%v: %v", err, f)
	}
	for name, tt := range map[string]struct {
		raw  []byte
		want string
	}{
		"another zip": {zipped(t, map[string][]byte{"a.txt": nil}), "no content.otio"},
		"cut off":     {zipped(t, map[string][]byte{"content.otio": cut.Bytes()})[:200], "bundle"},
		"a bomb":      {zipped(t, map[string][]byte{"content.otio": bytes.Repeat([]byte(" "), 3<<20)}), "unfolds to more than"},
	} {
		if _, err := cutfile.Parse(tt.raw, "x.otioz", cutfile.Options{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v; want %q", name, err, tt.want)
		}
	}
}
