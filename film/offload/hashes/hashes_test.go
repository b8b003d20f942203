package hashes_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"backlot/film/offload/hashes"
)

// data is the folder of shared media samples; the test is skipped where it is missing.
func data(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.FromSlash("../../../../shared/data")
	}
	dir = filepath.Join(dir, "media")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no shared data: set BACKLOT_DATA")
	}
	return dir
}

func TestVectors(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(data(t), "hashes", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []map[string]any }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) == 0 {
		t.Fatal("no vectors")
	}
	for _, v := range file.Vectors {
		in := hashes.Sample(int(v["length"].(float64)))
		for _, f := range hashes.All() {
			name := string(f)
			if f == hashes.XXH3 {
				name = "xxh3_64"
			}
			if got, want := f.Of(in), v[name]; got != want {
				t.Errorf("%s of %d bytes = %s, want %s", f, len(in), got, want)
			}
			// however the bytes arrive, the digest is the same
			h := f.New()
			for rest := in; len(rest) > 0; {
				n := min(len(rest), 1+len(rest)%7919)
				h.Write(rest[:n])
				rest = rest[n:]
			}
			if got := f.Text(h.Sum(nil)); got != v[name] {
				t.Errorf("%s of %d bytes in pieces = %s, want %s", f, len(in), got, v[name])
			}
		}
	}
}

func FuzzBytes(f *testing.F) {
	f.Add("c4", hashes.C4.Of(nil))
	f.Add("xxh64", "ef46db3751d8e999")
	f.Add("md5", "D41D8CD98F00B204E9800998ECF8427E")
	f.Add("c4", "c4zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")
	f.Fuzz(func(t *testing.T, name, text string) {
		format, err := hashes.Parse(name)
		if err != nil {
			return
		}
		b, err := format.Bytes(text)
		if err != nil {
			return
		}
		again, err := format.Bytes(format.Text(b))
		if err != nil || string(again) != string(b) {
			t.Errorf("%s %q: written and read again gives %x, want %x (%v)", format, text, again, b, err)
		}
	})
}

func TestBytesRefuses(t *testing.T) {
	for _, tt := range []struct {
		format hashes.Format
		text   string
	}{
		{hashes.XXH64, ""}, {hashes.XXH64, "ef46db3751d8e99"}, {hashes.MD5, "ef46db3751d8e999"}, {hashes.XXH128, "not a digest"},
		{hashes.C4, "c4"}, {hashes.C4, "c4" + hashes.C4.Of(nil)[2:89] + "0"},
		{hashes.C4, "c4zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"},
	} {
		if b, err := tt.format.Bytes(tt.text); err == nil {
			t.Errorf("%s %q is read as %x, want an error", tt.format, tt.text, b)
		}
	}
}
