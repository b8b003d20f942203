package offload

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"backlot/film/camera"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
	"backlot/testdata/raced"
)

// TestCopy copies a card to three disks in several hashes. Every file is there with its bytes and its
// time, every digest is right, each copy has a history that verifies, and no trace is left.
func TestCopy(t *testing.T) {
	src := makeCard(t, card)
	disks := []*Dir{openDir(t, t.TempDir()), openDir(t, quickDir(t)), openDir(t, t.TempDir())}
	if err := os.Mkdir(src.path("EMPTY"), 0o755); err != nil {
		t.Fatal(err)
	}
	o := options()
	o.Formats = []hashes.Format{hashes.XXH128, hashes.MD5, hashes.C4, hashes.SHA256, hashes.SHA512}
	var last Progress
	o.Progress = func(p Progress) { last = p }
	var to []Destination
	for _, d := range disks {
		to = append(to, Destination{Volume: d})
	}
	r, err := Copy(context.Background(), src, to, o)
	if err != nil || !r.Good() {
		t.Fatal(err, r)
	}
	for _, f := range r.Files {
		data, err := fs.ReadFile(src, f.Path)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range o.Formats {
			if got, want := f.Sums[format], format.Of(data); got != want {
				t.Errorf("%s %s = %s, want %s", f.Path, format, got, want)
			}
		}
		for i, d := range disks {
			info, err := d.Lstat("A002R2EC/" + f.Path)
			if err != nil || !info.ModTime().Equal(f.Modified) || f.Copies[i] != Copied {
				t.Errorf("%s on %s: %v %s", f.Path, d, err, f.Copies[i])
			}
		}
	}
	for i, d := range disks {
		onlyVerified(t, src, d, r, i)
		if code, err := verifyCode(d.Sub("A002R2EC")); code != 0 {
			t.Errorf("verify: code %d (%v)", code, err)
		}
		if _, err := d.Lstat("A002R2EC/EMPTY"); err != nil {
			t.Errorf("the empty folder is not there: %v", err)
		}
		if left, err := filepath.Glob(d.path("A002R2EC/*/*" + partSuffix)); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
		if _, err := d.Lstat(journalFolder); !notThere(err) {
			t.Errorf("the journal was left behind: %v", err)
		}
	}
	if last.FilesDone != len(card) || last.Copied != r.Bytes || last.Verified != 3*r.Bytes || last.Fraction() != 1 {
		t.Errorf("progress ends at %+v", last)
	}
	if want := []Verification{Direct, Memory, Direct}; r.Copies[1].Verification != want[1] {
		t.Logf("no folder in memory: %s", r.Copies[1].Verification)
	}
}

// TestAgain: a copy of what is there already reads both and adds a generation that verifies; a
// different file is left alone and named.
func TestAgain(t *testing.T) {
	src, dst := makeCard(t, card), openDir(t, quickDir(t))
	run := func() *Report {
		t.Helper()
		o := options()
		r, err := Copy(context.Background(), src, []Destination{{Volume: dst}}, o)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	run()
	r := run()
	if !r.Good() || r.Files[0].Copies[0] != Present || !strings.HasPrefix(r.Copies[0].Generation, "0002_") {
		t.Errorf("again: %v, %s, generation %s", r.Findings, r.Files[0].Copies[0], r.Copies[0].Generation)
	}
	for _, size := range []int{70, 71} { // another size, and another content of the same
		other := bytes.Repeat([]byte("x"), size)
		writeFile(t, dst.path("A002R2EC/CLIPS/A002C003_141024_R2EC.xml"), other)
		r = run()
		if r.Good() || !named(r, "CLIPS/A002C003_141024_R2EC.xml", dst.String()) {
			t.Errorf("another file of %d bytes: %v", size, r.Findings)
		}
		if got, _ := fs.ReadFile(dst, "A002R2EC/CLIPS/A002C003_141024_R2EC.xml"); !bytes.Equal(got, other) {
			t.Error("the file that was there was overwritten")
		}
	}
}

// TestHistoryTravels copies a card that has a history, then the copy, then the copy with a damaged
// file: the history goes on, and damage that happened before the copy is found by it.
func TestHistoryTravels(t *testing.T) {
	src, travel, server := makeCard(t, card), openDir(t, quickDir(t)), openDir(t, quickDir(t))
	o := options()
	o.Formats = []hashes.Format{hashes.XXH64}
	if r, err := Copy(context.Background(), src, []Destination{{Volume: travel}}, o); err != nil || !r.Good() {
		t.Fatal(err, r)
	}
	o = options()
	o.Formats = []hashes.Format{hashes.MD5}
	o.Now = func() time.Time { return time.Date(2026, 1, 17, 14, 30, 0, 0, time.UTC) }
	for range 2 { // the second time the history on the server is longer than that of the card
		r, err := Copy(context.Background(), travel.Sub("A002R2EC"), []Destination{{Volume: server}}, o)
		if err != nil || !r.Good() {
			t.Fatal(err, r)
		}
		o.Now = func() time.Time { return time.Date(2026, 1, 18, 14, 30, 0, 0, time.UTC) }
	}
	h, err := mhl.Load(server.Sub("A002R2EC"))
	if err != nil || len(h.Generations) != 3 || h.Generations[1].Process != "transfer" {
		t.Fatalf("%v: %d generations", err, len(h.Generations))
	}
	for _, m := range h.Mentions(biggest) {
		t.Log(m.Generation, m.Entry.Hashes)
	}
	if got := h.Known(biggest); len(got) != 2 {
		t.Errorf("known by %v, want xxh64 and md5", got)
	}
	if err := flip(4000)(travel.path("A002R2EC/REPORT/lens.csv")); err != nil {
		t.Fatal(err)
	}
	third := openDir(t, quickDir(t))
	r, err := Copy(context.Background(), travel.Sub("A002R2EC"), []Destination{{Volume: third}}, o)
	if err != nil || r.Good() || !named(r, "REPORT/lens.csv", "") {
		t.Errorf("damage before the copy: %v %v", err, r.Findings)
	}
	if code, _ := verifyCode(third.Sub("A002R2EC")); code != mhl.CodeMismatch {
		t.Errorf("the copy of the damage verifies with code %d, want %d", code, mhl.CodeMismatch)
	}
}

// TestCancelled stops a copy and goes on: what was verified is not copied again.
func TestCancelled(t *testing.T) {
	src, dst := makeCard(t, card), openDir(t, quickDir(t))
	ctx, cancel := context.WithCancel(context.Background())
	slow := &disk{Dir: dst}
	done := 0
	slow.call = func(op, _ string) error {
		if op == "publish" {
			if done++; done == 3 {
				cancel()
			}
		}
		return nil
	}
	r, err := Copy(ctx, src, []Destination{{Volume: slow}}, options())
	if err != nil || r.Good() || r.Stopped == "" || r.Copies[0].Complete {
		t.Fatalf("%v: %+v", err, r)
	}
	onlyVerified(t, src, dst, r, 0)
	again, err := Copy(context.Background(), src, []Destination{{Volume: dst}}, options())
	if err != nil || !again.Good() {
		t.Fatal(err, again.Findings)
	}
	resumed := 0
	for _, f := range again.Files {
		if f.Copies[0] == Resumed {
			resumed++
		}
	}
	if resumed < 3 {
		t.Errorf("%d files resumed, want at least the 3 that were verified", resumed)
	}
}

// TestKilled kills a copy in another process, at several moments, and goes on in this one.
func TestKilled(t *testing.T) {
	if dst := os.Getenv("OFFLOAD_TEST_TO"); dst != "" {
		o := options()
		o.Now, o.Progress = time.Now, func(Progress) {}
		if _, err := Copy(context.Background(), openDir(t, os.Getenv("OFFLOAD_TEST_FROM")), []Destination{{Volume: openDir(t, dst)}}, o); err != nil {
			t.Fatal(err)
		}
		return
	}
	raced.Skip(t)
	files := maps.Clone(card)
	for i := range 40 {
		files[fmt.Sprintf("CLIPS/B%03d.mov", i)] = 100_000
	}
	src := makeCard(t, files)
	for _, after := range []time.Duration{5, 20, 40, 80} {
		dst := openDir(t, t.TempDir())
		cmd := exec.Command(os.Args[0], "-test.run", "^TestKilled$")
		cmd.Env = append(os.Environ(), "OFFLOAD_TEST_FROM="+src.String(), "OFFLOAD_TEST_TO="+dst.String())
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			if _, err := dst.Lstat(journalFolder); err == nil {
				break // it has begun
			}
		}
		time.Sleep(after * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		r, err := Copy(context.Background(), src, []Destination{{Volume: dst}}, options())
		if err != nil || !r.Good() {
			t.Fatalf("after %d ms: %v %v", after, err, r.Findings)
		}
		onlyVerified(t, src, dst, r, 0)
		if code, err := verifyCode(dst.Sub("A002R2EC")); code != 0 {
			t.Errorf("after %d ms: verify code %d (%v)", after, code, err)
		}
	}
}

// TestPlan: what can be known beforehand is said beforehand.
func TestPlan(t *testing.T) {
	exfat := func(tr Traits) Traits {
		tr.FileSystem, tr.FoldsCase, tr.WideNames, tr.Forbidden, tr.WindowsEnds = "exfat", true, true, onWindows, true
		return tr
	}
	for name, tt := range map[string]struct {
		files  map[string]int
		traits func(Traits) Traits
		path   string
		want   string
	}{
		"case":            {map[string]int{"A.mov": 1, "a.mov": 2}, exfat, "a.mov", "is the same name as A.mov on a exfat disk"},
		"accents":         {map[string]int{"\u00e9.mov": 1, "e\u0301.mov": 2}, exfat, "", "is the same name as"},
		"question mark":   {map[string]int{"what?.mov": 1}, exfat, "what?.mov", "has '?'"},
		"colon":           {map[string]int{"a/10:15.mov": 1}, exfat, "a/10:15.mov", "has ':'"},
		"ends in a dot":   {map[string]int{"a./b.mov": 1}, exfat, "a./b.mov", "ends in a dot"},
		"long name":       {map[string]int{strings.Repeat("n", 245): 1}, nil, strings.Repeat("n", 245), "is too long"},
		"long path":       {map[string]int{strings.Repeat("folder/", 40) + "x.mov": 1}, exfat, "", "more than 260 characters"},
		"too large":       {map[string]int{"a.mov": 9}, func(tr Traits) Traits { tr.FileSystem, tr.MaxFile = "vfat", 8; return tr }, "a.mov", "holds files up to 8 bytes"},
		"nothing in it":   {map[string]int{"a.mov": 0}, nil, "a.mov", "is empty"},
		"accents on ext4": {map[string]int{"\u00e9.mov": 1, "e\u0301.mov": 2}, nil, "", "differs from"},
	} {
		t.Run(name, func(t *testing.T) {
			d := &disk{Dir: openDir(t, quickDir(t)), traits: tt.traits}
			r, err := Copy(context.Background(), makeCard(t, tt.files), []Destination{{Volume: d}}, options())
			if err != nil {
				t.Fatal(err)
			}
			found := slices.ContainsFunc(r.Findings, func(f Finding) bool {
				return (tt.path == "" || f.Path == tt.path) && strings.Contains(f.Message, tt.want)
			})
			if !found {
				t.Errorf("want %q about %s in %v", tt.want, tt.path, r.Findings)
			}
		})
	}
}

// TestCannotBegin: some things make a copy senseless from the start, and nothing is written.
func TestCannotBegin(t *testing.T) {
	src := makeCard(t, card)
	for name, tt := range map[string]struct {
		to   func(d *disk) []Destination
		opt  func(*Options)
		want string
	}{
		"read-only": {func(d *disk) []Destination {
			d.traits = func(tr Traits) Traits { tr.ReadOnly = true; return tr }
			return []Destination{{Volume: d}}
		}, nil, "is read-only"},
		"full": {func(d *disk) []Destination {
			d.traits = func(tr Traits) Traits { tr.Free = 1000; return tr }
			return []Destination{{Volume: d}}
		}, nil, "has 1.0 kB free, and the card needs 1.6 MB"},
		"onto itself":    {func(*disk) []Destination { return []Destination{{Volume: src}} }, nil, "inside one another"},
		"given twice":    {func(d *disk) []Destination { return []Destination{{Volume: d}, {Volume: d}} }, nil, "is given twice"},
		"no destination": {func(*disk) []Destination { return nil }, nil, "want one to three"},
		"four":           {func(d *disk) []Destination { return slices.Repeat([]Destination{{Volume: d}}, 4) }, nil, "want one to three"},
		"no name":        {func(d *disk) []Destination { return []Destination{{Volume: d}} }, func(o *Options) { o.Card = "../x" }, "want a folder name"},
		"no clock":       {func(d *disk) []Destination { return []Destination{{Volume: d}} }, func(o *Options) { o.Now = nil }, "no clock"},
	} {
		t.Run(name, func(t *testing.T) {
			d, o := &disk{Dir: openDir(t, quickDir(t))}, options()
			if tt.opt != nil {
				tt.opt(&o)
			}
			_, err := Copy(context.Background(), src, tt.to(d), o)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
			if list, _ := fs.ReadDir(d, "."); len(list) > 0 {
				t.Errorf("%v was written", list)
			}
		})
	}
	if _, err := Copy(context.Background(), openDir(t, t.TempDir()), []Destination{{Volume: openDir(t, t.TempDir())}}, options()); err == nil {
		t.Error("an empty card is copied")
	}
}

// TestFullDisk fills a real file system of 8 MB. It needs the right to mount.
func TestFullDisk(t *testing.T) {
	at := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1500k", "none", at).CombinedOutput(); err != nil {
		t.Skipf("cannot mount: %v %s", err, out)
	}
	t.Cleanup(func() {
		if err := exec.Command("umount", at).Run(); err != nil {
			t.Error(err)
		}
	})
	src, other := makeCard(t, card), openDir(t, quickDir(t))
	small := &disk{Dir: openDir(t, at), traits: func(tr Traits) Traits { tr.Free = -1; return tr }} // as if it could not be told before
	r, err := Copy(context.Background(), src, []Destination{{Volume: small}, {Volume: other}}, options())
	if err != nil {
		t.Fatal(err)
	}
	full := slices.ContainsFunc(r.Findings, func(f Finding) bool { return strings.Contains(f.Message, "the disk is full") })
	if r.Copies[0].Complete || !r.Copies[1].Complete || !full {
		t.Errorf("complete %v and %v: %v", r.Copies[0].Complete, r.Copies[1].Complete, r.Findings)
	}
	onlyVerified(t, src, small.Dir, r, 0)
}

// TestPulledFromAFullDisk: unfinished files of a copy that was cut short fill the disk; the next run begins all the same.
func TestPulledFromAFullDisk(t *testing.T) {
	src, dir := makeCard(t, card), quickDir(t)
	left := filepath.Join(dir, options().Card, "left.mov"+partSuffix)
	if err := os.MkdirAll(filepath.Dir(left), 0o755); err != nil {
		t.Fatal(err)
	}
	part := ""
	for name := range card {
		part = filepath.Join(dir, options().Card, filepath.FromSlash(name)+partSuffix)
	}
	if err := os.MkdirAll(filepath.Dir(part), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{part, left} {
		if err := os.WriteFile(name, []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	full := &disk{Dir: openDir(t, dir), traits: func(tr Traits) Traits {
		if _, err := os.Stat(part); err == nil {
			tr.Free = 3
		}
		return tr
	}}
	r, err := Copy(context.Background(), src, []Destination{{Volume: full}}, options())
	if err != nil || !r.Copies[0].Complete {
		t.Fatalf("%v, %+v", err, r)
	}
	if _, err := os.Stat(left); err != nil {
		t.Errorf("what is not of this card is gone: %v", err)
	}
}

// TestSparse copies a clip of 10 GB that takes no room, to see that nothing counts in 32 bits.
func TestSparse(t *testing.T) {
	if os.Getenv("BACKLOT_LONG") == "" {
		t.Skip("writes 10 GB: set BACKLOT_LONG")
	}
	const size = 10<<30 + 5
	src, dst := makeCard(t, map[string]int{"A.mov": 1}), openDir(t, t.TempDir())
	if err := os.Truncate(src.path("A.mov"), size); err != nil {
		t.Fatal(err)
	}
	o := options()
	o.block, o.Formats = 0, []hashes.Format{hashes.XXH128, hashes.XXH64}
	r, err := Copy(context.Background(), src, []Destination{{Volume: dst}}, o)
	if err != nil || !r.Good() || r.Bytes != size {
		t.Fatal(err, r)
	}
	if err := flip(9 << 30)(dst.path("A002R2EC/A.mov")); err != nil {
		t.Fatal(err)
	}
	if code, _ := verifyCode(dst.Sub("A002R2EC")); code != mhl.CodeMismatch {
		t.Errorf("a bit flipped at 9 GB: code %d, want %d", code, mhl.CodeMismatch)
	}
}

func TestSafeToFormat(t *testing.T) {
	good := func(media, site, device string) CopyReport {
		return CopyReport{Media: media, Site: site, Device: device, Complete: true, Verification: Direct, Content: "xxh128:a"}
	}
	with := func(c CopyReport, f func(*CopyReport)) CopyReport { f(&c); return c }
	raid, ssd, lto := good("raid", "stage", "8:1"), good("ssd", "stage", "8:17"), good("lto", "vault", "9:0")
	for name, tt := range map[string]struct {
		copies []CopyReport
		want   string // "" is safe
	}{
		"three, two kinds, one elsewhere": {[]CopyReport{raid, ssd, lto}, ""},
		"read back from the cache":        {[]CopyReport{raid, ssd, with(lto, func(c *CopyReport) { c.Verification = Evicted })}, ""},
		"none":                            {nil, "0 of 3"},
		"two":                             {[]CopyReport{raid, lto}, "2 of 3 verified copies"},
		"one kind":                        {[]CopyReport{raid, good("raid", "stage", "8:33"), good("raid", "vault", "8:65")}, "1 of 2 kinds"},
		"all in one place":                {[]CopyReport{raid, ssd, with(lto, func(c *CopyReport) { c.Site = "stage" })}, "no copy elsewhere"},
		"two folders on one disk":         {[]CopyReport{raid, raid, lto}, "2 of 3 verified copies"},
		"one disk under two names":        {[]CopyReport{raid, with(ssd, func(c *CopyReport) { c.Device = raid.Device }), lto}, "2 of 3 verified copies"},
		"one not complete":                {[]CopyReport{raid, ssd, with(lto, func(c *CopyReport) { c.Complete = false })}, "2 of 3"},
		"one in memory":                   {[]CopyReport{raid, ssd, with(lto, func(c *CopyReport) { c.Verification = Memory })}, "2 of 3"},
		"one not read back":               {[]CopyReport{raid, ssd, with(lto, func(c *CopyReport) { c.Verification = "" })}, "2 of 3"},
		"one of other content":            {[]CopyReport{raid, ssd, with(lto, func(c *CopyReport) { c.Content = "xxh128:b" })}, "differ in what they hold"},
		"nothing said of media and place": {[]CopyReport{good("", "", "1"), good("", "", "2"), good("", "", "3")}, "0 of 2 kinds"},
	} {
		v := ThreeTwoOne().Judge(tt.copies)
		if v.Safe != (tt.want == "") || !strings.Contains(v.String(), tt.want) {
			t.Errorf("%s: %s, want %q", name, v, tt.want)
		}
	}
}

func TestReportAsJSON(t *testing.T) {
	r, err := Copy(context.Background(), makeCard(t, card), []Destination{{Volume: openDir(t, quickDir(t)), Media: "ssd", Site: "stage"}}, options())
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadReport(data)
	if err != nil {
		t.Fatal(err)
	}
	if twice, _ := json.Marshal(again); !bytes.Equal(twice, data) {
		t.Errorf("read and written again it is\n%s, was\n%s", twice, data)
	}
	for _, bad := range []string{"", "{}", `{"version":2,"card":"a"}`, `{"version":1}`, `{"version":1,"card":"a","files":[{"path":"x","copies":["copied"]}]}`} {
		if _, err := ReadReport([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

type viewer struct{}

func (viewer) List(_ context.Context, path string) ([]camera.Clip, error) {
	if filepath.Ext(path) != ".csv" {
		return nil, nil
	}
	return []camera.Clip{{Source: "ale", Name: "A002C001", ISO: 1600, Lens: "Signature 40", WhiteBalanceK: 4300}, {Source: "ale", Name: "B001C001", ISO: 400}}, nil
}

func (viewer) Describe(_ context.Context, path string) (*Clip, error) {
	switch filepath.Ext(path) {
	case ".mov":
		if strings.Contains(path, "C002") {
			return nil, errors.New("moov atom not found")
		}
		clip := &Clip{Format: "ProRes 4444 3840x2160", Rate: "24000/1001", Timecode: "10:15:00:00"}
		if strings.Contains(path, "C001") {
			clip.Said = &camera.Clip{Source: "the file", ISO: 800}
		}
		return clip, nil
	}
	return nil, nil
}

// TestDescribe: what a clip is goes into the report, and one that cannot be played is pointed out.
func TestDescribe(t *testing.T) {
	o := options()
	o.Describe = viewer{}
	r, err := Copy(context.Background(), makeCard(t, card), []Destination{{Volume: openDir(t, quickDir(t))}}, o)
	if err != nil || !r.Good() {
		t.Fatal(err, r)
	}
	for _, f := range r.Files {
		if want := strings.HasSuffix(f.Path, ".mov") && !strings.Contains(f.Path, "C002"); (f.Clip != nil) != want {
			t.Errorf("%s: clip %v", f.Path, f.Clip)
		}
	}
	for _, want := range []string{"moov atom", "iso: the file says 800, REPORT/lens.csv says 1600"} {
		if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Severity == Warning && strings.Contains(f.Message, want) }) {
			t.Errorf("%q is not pointed out: %v", want, r.Findings)
		}
	}
	for _, f := range r.Files {
		if strings.Contains(f.Path, "C003") && f.Clip != nil && f.Clip.Said != nil {
			t.Errorf("%s: nobody spoke of it: %+v", f.Path, f.Clip.Said)
		}
		if c := f.Clip; strings.HasSuffix(f.Path, "C001_141024_R2EC.mov") && (c.Said.ISO != 800 || c.Said.WhiteBalanceK != 4300 || c.Lens != "Signature 40") {
			t.Errorf("%s: %+v of %+v; want the file's index and the list's white balance and lens", f.Path, c.Said, c)
		}
	}
}

func FuzzJournal(f *testing.F) {
	line, _ := json.Marshal(record{"a.mov", 5, time.Now(), hashes.Sums{hashes.XXH64: hashes.XXH64.Of(nil)}, Direct})
	f.Add(append([]byte("{\"journal\":1,\"card\":\"A\"}\n"), line...))
	f.Add([]byte("{\"journal\":2,\"card\":\"A\"}\n"))
	f.Add([]byte("{\"sealing\":[\"x\"]}\n{\"path\":"))
	f.Fuzz(func(t *testing.T, data []byte) {
		done, _, err := readJournal(data, "A")
		if err != nil {
			return
		}
		for name, r := range done {
			if name != r.Path || !r.valid() {
				t.Errorf("%q is believed: %+v", name, r)
			}
		}
	})
}

func FuzzReport(f *testing.F) {
	f.Add([]byte(`{"version":1,"card":"A","copies":[{"path":"x"}],"files":[{"path":"a","copies":["copied"]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ReadReport(data)
		if err != nil {
			return
		}
		r.Good()
		_ = ThreeTwoOne().Judge(r.Copies).String()
	})
}
