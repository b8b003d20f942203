package volumes

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"backlot/internal/core/fault"
)

// disk is a folder with a copy of a card on it, and a file outside that nobody may reach.
func disk(t *testing.T) (dir string, s Set) {
	t.Helper()
	top := t.TempDir()
	dir = filepath.Join(top, "r1")
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "day1/A012/CLIPS/A012C001.mov"), "frames")
	write(filepath.Join(top, "secret.txt"), "deal memo")
	s, err := New([]Volume{{Name: "r1", Dir: dir, Medium: "raid", Site: "truck"}})
	if err != nil {
		t.Fatal(err)
	}
	return dir, s
}

// TestFind: the file of a stored copy is found by the volume's name, the copy's folder and the clip.
func TestFind(t *testing.T) {
	dir, s := disk(t)
	p, err := s.Find("r1", "day1/A012", "CLIPS/A012C001.mov")
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := filepath.EvalSymlinks(filepath.Join(dir, "day1/A012/CLIPS/A012C001.mov")); p != want {
		t.Errorf("found %s, want %s", p, want)
	}
	f, err := s.Open("r1", "day1/A012", "CLIPS/A012C001.mov")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); err != nil || string(b) != "frames" {
		t.Errorf("reads %q (%v)", b, err)
	}
}

// TestNothingOutsideIsTouched: neither dots nor links lead out of a volume, whether reading, listing or
// writing.
func TestNothingOutsideIsTouched(t *testing.T) {
	dir, s := disk(t)
	if runtime.GOOS != "windows" {
		for link, to := range map[string]string{"out": "..", "day1/A012/secret.mov": "../../../secret.txt", "abs": filepath.Dir(dir)} {
			if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct{ folder, name string }{
		{"..", "secret.txt"}, {"day1/../..", "secret.txt"}, {"", "../secret.txt"}, {"/", "secret.txt"}, {"day1", "/etc/passwd"},
		{"out", "secret.txt"}, {"", "out/secret.txt"}, {"abs", "secret.txt"}, {"day1/A012", "secret.mov"},
	} {
		if f, err := s.Open("r1", tt.folder, tt.name); err == nil {
			f.Close()
			t.Errorf("%q %q was opened", tt.folder, tt.name)
		}
		if p, err := s.Find("r1", tt.folder, tt.name); err == nil {
			t.Errorf("%q %q was found as %s", tt.folder, tt.name, p)
		}
		if list, err := s.List("r1", tt.folder); err == nil && tt.folder != "" && !strings.HasPrefix(tt.folder, "day1") {
			t.Errorf("%q was listed: %v", tt.folder, list)
		}
	}
	for _, folder := range []string{"out", "abs"} {
		d, err := s.Folder("r1", folder)
		if err != nil {
			t.Fatal(err)
		}
		if out, err := d.Output("A012/x.mov", 1, false); err == nil {
			out.Close()
			t.Errorf("wrote through the link %s", folder)
		}
		if err := d.Mkdir("made"); err == nil {
			t.Errorf("made a folder through the link %s", folder)
		}
		if err := d.Remove("secret.txt"); err == nil {
			t.Errorf("removed a file through the link %s", folder)
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "secret.txt")); err != nil {
		t.Error(err)
	}
	if list, err := s.List("r1", ""); err != nil || len(list) != 1 || list[0].Name != "day1" {
		t.Errorf("lists %v (%v), want day1 and no links", list, err)
	}
}

func TestParse(t *testing.T) {
	for in, want := range map[string]Volume{
		"r1=/mnt/r1":                      {"r1", "/mnt/r1", "disk", "", ""},
		"r1=/mnt/r1/=raid":                {"r1", "/mnt/r1", "raid", "", ""},
		"shuttle-2=/mnt/s 2=ssd@stage 4":  {"shuttle-2", "/mnt/s 2", "ssd", "stage 4", ""},
		"cards=/media/dit=card":           {"cards", "/media/dit", "card", "", ""},
		"odd=/mnt/a=b/c=raid@the truck":   {"odd", "/mnt/a=b/c", "raid", "the truck", ""},
		"t1=/ltfs/t1=lto:BL0001L8@vault":  {"t1", "/ltfs/t1", "lto", "vault", "BL0001L8"},
		"b.2_x=/mnt/../mnt/lto=lto@vault": {"b.2_x", "/mnt/lto", "lto", "vault", ""},
	} {
		if got, err := Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %+v, %v; want %+v", in, got, err, want)
		}
	}
	for in, want := range map[string]string{
		"/mnt/r1":                              "want NAME=FOLDER",
		"r1=":                                  "want NAME=FOLDER",
		"../r1=/mnt/r1":                        "want up to 40",
		"r 1=/mnt/r1":                          "want up to 40",
		"r1=/mnt/r1=floppy":                    "want one of card, raid",
		"all=/":                                "the whole machine",
		"x=/a=raid@" + strings.Repeat("s", 81): "at most 80",
	} {
		if _, err := Parse(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q): %v; want %q", in, err, want)
		}
	}
}

// TestVolumesStandAlone: two copies on one disk folder are one copy, so volumes may not overlap.
func TestVolumesStandAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(dir, filepath.Join(dir, "again")); err != nil {
		t.Skip("no links here:", err)
	}
	for _, tt := range [][]string{
		{"a=" + dir, "A=" + t.TempDir()}, {"a=" + dir, "b=" + dir}, {"a=" + dir, "b=" + filepath.Join(dir, "inner")}, {"a=" + filepath.Join(dir, "again"), "b=" + dir},
	} {
		if _, err := ParseAll(tt); err == nil {
			t.Errorf("%v were taken", tt)
		}
	}
	if s, err := ParseAll([]string{"a=" + filepath.Join(dir, "r1"), "b=" + filepath.Join(dir, "r10")}); err != nil || len(s.All()) != 2 {
		t.Errorf("neighbours were refused: %v", err)
	}
}

func TestADiskThatIsNotThere(t *testing.T) {
	s, err := ParseAll([]string{"r1=" + filepath.Join(t.TempDir(), "pulled") + "=raid"})
	if err != nil {
		t.Fatal(err)
	}
	if st := s.States()[0]; st.Mounted || !strings.Contains(st.Problem, "is the disk mounted") {
		t.Errorf("state %+v", st)
	}
	if _, err := s.Find("r1", "", "a.mov"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("find on a pulled disk: %v", err)
	}
	if _, err := s.Find("r9", "", "a.mov"); !fault.Is(err, fault.NotFound) || !strings.Contains(err.Error(), "it has r1") {
		t.Errorf("a volume of another machine: %v", err)
	}
	if _, err := (Set{}).Find("r1", "", "a.mov"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a machine without volumes: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"r1=/mnt/r1=raid@truck", "a=b", "=", "x=/a=b/c", "a=/..", "r1=/mnt/r1=raid@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := Parse(text)
		if err == nil && (!filepath.IsAbs(v.Dir) || v.check() != nil || !nameForm.MatchString(v.Name)) {
			t.Errorf("Parse(%q) = %+v", text, v)
		}
	})
}
