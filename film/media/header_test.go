package media

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/rate"
)

// TestWhatTheHeaderGivesAway: of a card that is only looked at quickly, a clip that was cut off behind its index and a rate
// that varies are noticed without counting a frame.
func TestWhatTheHeaderGivesAway(t *testing.T) {
	whole := footage(t, "A001C001.mov", rate.R25, 60, append(fast, "-movflags", "+faststart")...)
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, b []byte) string {
		p := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(p, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	varies := filepath.Join(t.TempDir(), "phone.mp4")
	if _, err := tools(t).run(t.Context(), command{program: tools(t).FFmpeg, args: []string{"-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x36:rate=30:duration=4",
		"-vf", "select='not(mod(n,3))+lt(n,40)'", "-fps_mode", "vfr", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", varies}}); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ path, want string }{
		"whole":   {whole, ""},
		"cut off": {write("A001C002.mov", data[:len(data)-2000]), `was cut off: its part "mdat" should have`},
		"varies":  {varies, "no camera runs at that"},
	} {
		c, err := Describer{Tools: tools(t)}.Describe(t.Context(), tt.path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(c.Note, tt.want) || tt.want == "" && c.Note != "" {
			t.Errorf("%s: %q; want %q", name, c.Note, tt.want)
		}
	}
}

func FuzzCutBox(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x10ftypqt  \x00\x00\x00\x00\x00\x00\x01\x00mdat"))
	f.Add([]byte("\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x20"))
	f.Add([]byte("\x00\x00\x00\x00free"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p := filepath.Join(t.TempDir(), "x.mov")
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, says, is, ok := cutBox(p); ok && (says <= is || is > int64(len(data))) {
			t.Errorf("a part of %d bytes, %d there, of a file of %d", says, is, len(data))
		}
	})
}
