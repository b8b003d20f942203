package offload

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
	"backlot/testdata/raced"
)

// card is a small camera card: clips of several blocks, sidecars, an empty file, a folder.
var card = map[string]int{
	"CLIPS/A002C001_141024_R2EC.mov": 1<<20 + 300_001, // past the page cache, and not a whole block
	"CLIPS/A002C002_141024_R2EC.mov": 200_000,
	"CLIPS/A002C003_141024_R2EC.mov": 65536,
	"CLIPS/A002C003_141024_R2EC.xml": 71,
	"REPORT/lens.csv":                4097,
	"A002R2EC.ale":                   1,
}

// biggest is the file most faults strike.
const biggest = "CLIPS/A002C001_141024_R2EC.mov"

func makeCard(t *testing.T, files map[string]int) *Dir {
	t.Helper()
	root := filepath.Join(quickDir(t), "A002R2EC")
	for name, n := range files {
		data := make([]byte, n)
		seed := [32]byte{byte(n), byte(n >> 8), byte(len(name))}
		_, _ = rand.NewChaCha8(seed).Read(data)
		writeFile(t, filepath.Join(root, name), data)
	}
	return openDir(t, root)
}

// quickDir is a folder in memory, where there is one: hundreds of copies need not wait for a disk.
func quickDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "offload")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, time.Time{}, time.Date(2026, 1, 16, 9, 0, 0, 123456789, time.UTC)); err != nil {
		t.Fatal(err)
	}
}

func openDir(t *testing.T, path string) *Dir {
	t.Helper()
	d, err := OpenDir(path)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func options() Options {
	var tick atomic.Int64
	start := time.Date(2026, 1, 16, 12, 0, 0, 0, time.UTC)
	return Options{Card: "A002R2EC", block: 64 << 10, Creator: mhl.Creator{Host: "dit-cart", Tool: "backlot", ToolVersion: "test"},
		Now: func() time.Time { return start.Add(time.Duration(tick.Add(1)) * time.Millisecond) }}
}

// disk is a folder whose files or calls can be made to fail.
type disk struct {
	*Dir
	mu     sync.Mutex
	output func(name string, o Output) (Output, error) // what becomes of a new file
	input  func(name string, i Input) (Input, error)
	call   func(op, name string) error // before every call
	traits func(Traits) Traits
}

func (d *disk) ask(op, name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.call == nil {
		return nil
	}
	return d.call(op, name)
}

func (d *disk) Lstat(name string) (fs.FileInfo, error) {
	if err := d.ask("lstat", name); err != nil {
		return nil, err
	}
	return d.Dir.Lstat(name)
}

func (d *disk) Traits() (Traits, error) {
	if err := d.ask("traits", "."); err != nil {
		return Traits{}, err
	}
	t, err := d.Dir.Traits()
	if d.traits != nil {
		t = d.traits(t)
	}
	return t, err
}

func (d *disk) Input(name string, direct bool) (Input, error) {
	if err := d.ask("input", name); err != nil {
		return nil, err
	}
	in, err := d.Dir.Input(name, direct)
	if err != nil || d.input == nil {
		return in, err
	}
	return d.input(name, in)
}

func (d *disk) Output(name string, size int64, direct bool) (Output, error) {
	if err := d.ask("output", name); err != nil {
		return nil, err
	}
	out, err := d.Dir.Output(name, size, direct)
	if err != nil || d.output == nil {
		return out, err
	}
	return d.output(name, out)
}

func (d *disk) Publish(from, to string, at time.Time) error {
	if err := d.ask("publish", to); err != nil {
		return err
	}
	return d.Dir.Publish(from, to, at)
}

// badOutput is an output with one thing wrong.
type badOutput struct {
	Output
	write func(p []byte, off int64) (int, error)
	sync  func() error
	close func() error
}

func (b badOutput) WriteAt(p []byte, off int64) (int, error) {
	if b.write != nil {
		return b.write(p, off)
	}
	return b.Output.WriteAt(p, off)
}

func (b badOutput) Sync() error {
	if b.sync != nil {
		return b.sync()
	}
	return b.Output.Sync()
}

func (b badOutput) Close() error {
	err := b.Output.Close()
	if b.close != nil {
		return b.close()
	}
	return err
}

type badInput struct {
	Input
	read func(p []byte, off int64) (int, error)
}

func (b badInput) ReadAt(p []byte, off int64) (int, error) { return b.read(p, off) }

// onDisk spoils a file on the disk itself, once it was written and closed.
func onDisk(d *disk, target string, spoil func(path string) error) {
	d.output = func(name string, o Output) (Output, error) {
		if !strings.HasSuffix(name, target+partSuffix) {
			return o, nil
		}
		return badOutput{Output: o, close: func() error { return spoil(d.Dir.path(name)) }}, nil
	}
}

func flip(at int64) func(string) error {
	return func(path string) error {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		b := []byte{0}
		if _, err := f.ReadAt(b, at); err != nil {
			return err
		}
		b[0] ^= 1 << (at % 8)
		_, err = f.WriteAt(b, at)
		return errors.Join(err, f.Close())
	}
}

// targetFaults are what a destination can do to a file.
func targetFaults() map[string]func(d *disk, file string, size int64) {
	perWrite := func(f func(o Output) func([]byte, int64) (int, error)) func(*disk, string, int64) {
		return func(d *disk, file string, _ int64) {
			d.output = func(name string, o Output) (Output, error) {
				if !strings.HasSuffix(name, file+partSuffix) {
					return o, nil
				}
				return badOutput{Output: o, write: f(o)}, nil
			}
		}
	}
	call := func(op string, err error) func(*disk, string, int64) {
		return func(d *disk, file string, _ int64) {
			d.call = func(o, name string) error {
				if o == op && strings.Contains(name, file) {
					return &fs.PathError{Op: op, Path: name, Err: err}
				}
				return nil
			}
		}
	}
	out := map[string]func(*disk, string, int64){
		"bit flipped at the start": func(d *disk, f string, _ int64) { onDisk(d, f, flip(0)) },
		"bit flipped at the end":   func(d *disk, f string, n int64) { onDisk(d, f, flip(n-1)) },
		"bit flipped in between":   func(d *disk, f string, n int64) { onDisk(d, f, flip(n/2)) },
		"torn: the second half never arrived": func(d *disk, f string, n int64) {
			onDisk(d, f, func(p string) error { return errors.Join(os.Truncate(p, n/2), os.Truncate(p, n)) })
		},
		"cut short on the disk": func(d *disk, f string, n int64) {
			onDisk(d, f, func(p string) error { return os.Truncate(p, n-1) })
		},
		"longer on the disk": func(d *disk, f string, n int64) {
			onDisk(d, f, func(p string) error { return os.Truncate(p, n+1) })
		},
		"empty on the disk": func(d *disk, f string, n int64) {
			onDisk(d, f, func(p string) error { return os.Truncate(p, 0) })
		},
		"gone from the disk":  func(d *disk, f string, _ int64) { onDisk(d, f, os.Remove) },
		"renamed on the disk": func(d *disk, f string, _ int64) { onDisk(d, f, func(p string) error { return os.Rename(p, p+"x") }) },
		"short write": perWrite(func(o Output) func([]byte, int64) (int, error) {
			return func(p []byte, off int64) (int, error) { return o.WriteAt(p[:len(p)/2], off) }
		}),
		"write that lies": perWrite(func(o Output) func([]byte, int64) (int, error) {
			return func(p []byte, off int64) (int, error) {
				if off == 0 {
					return len(p), nil
				}
				return o.WriteAt(p, off)
			}
		}),
		"block changed on the way": perWrite(func(o Output) func([]byte, int64) (int, error) {
			return func(p []byte, off int64) (int, error) {
				return o.WriteAt(alignedCopy(p), off)
			}
		}),
		"write error": perWrite(func(Output) func([]byte, int64) (int, error) {
			return func([]byte, int64) (int, error) { return 0, syscall.EIO }
		}),
		"full disk": perWrite(func(Output) func([]byte, int64) (int, error) {
			return func([]byte, int64) (int, error) { return 0, syscall.ENOSPC }
		}),
		"no room to reserve": call("output", syscall.ENOSPC),
		"not allowed":        call("output", syscall.EACCES),
		"became read-only":   call("output", syscall.EROFS),
		"rename error":       call("publish", syscall.EIO),
		"unreadable later":   call("input", syscall.EIO),
		"sync error": func(d *disk, f string, _ int64) {
			d.output = func(name string, o Output) (Output, error) {
				if strings.HasSuffix(name, f+partSuffix) {
					return badOutput{Output: o, sync: func() error { return syscall.EIO }}, nil
				}
				return o, nil
			}
		},
		"close error": func(d *disk, f string, _ int64) { onDisk(d, f, func(string) error { return syscall.EIO }) },
		"read error when read back": func(d *disk, f string, _ int64) {
			d.input = func(name string, in Input) (Input, error) {
				if strings.HasSuffix(name, f+partSuffix) {
					return badInput{in, func([]byte, int64) (int, error) { return 0, syscall.EIO }}, nil
				}
				return in, nil
			}
		},
	}
	return out
}

// alignedCopy spoils one byte of a block without losing its alignment.
func alignedCopy(p []byte) []byte {
	r := newRing(1, int64(roundUp(len(p)+1)))
	b := (<-r.free).buf[:len(p)]
	copy(b, p)
	b[len(b)/3] ^= 4
	return b
}

// TestTargetFaults strikes every kind of file of a card with every fault a disk can have, on the first
// or the second of two destinations. The fault is found and named with its file, the struck copy is
// not called complete, the other one is, and nothing but verified files has a name.
func TestTargetFaults(t *testing.T) {
	n := 0
	for what, inject := range targetFaults() {
		for file, size := range card {
			for struck := range 2 {
				if (raced.On || testing.Short()) && (len(what)+size+struck)%5 != 0 {
					continue
				}
				if small := size < 3; small && strings.Contains(what, "half") || small && what == "short write" && size < 2 {
					continue // there is no half of a byte
				}
				n++
				t.Run(fmt.Sprintf("%s/%s/%d", what, filepath.Base(file), struck), func(t *testing.T) {
					src := makeCard(t, card)
					disks := [2]*disk{{Dir: openDir(t, quickDir(t))}, {Dir: openDir(t, quickDir(t))}}
					inject(disks[struck], file, int64(size))
					r, err := Copy(context.Background(), src, []Destination{{Volume: disks[0]}, {Volume: disks[1]}}, options())
					if err != nil {
						t.Fatal(err)
					}
					if r.Good() || r.Copies[struck].Complete {
						t.Errorf("the copy is called complete")
					}
					if !r.Copies[1-struck].Complete {
						t.Errorf("the other copy is not complete: %v", r.Findings)
					}
					if !named(r, file, disks[struck].String()) {
						t.Errorf("%s is not named: %v", file, r.Findings)
					}
					onlyVerified(t, src, disks[struck].Dir, r, struck)
				})
			}
		}
	}
	t.Logf("%d faults", n)
}

func named(r *Report, file, destination string) bool {
	for _, f := range r.Findings {
		if f.Severity == Fault && f.Path == file && f.Destination == destination {
			return true
		}
	}
	return false
}

// onlyVerified checks that what has a file's name is that file, and what is said to be there is.
func onlyVerified(t *testing.T, src, dst *Dir, r *Report, i int) {
	t.Helper()
	for _, f := range r.Files {
		want, err := fs.ReadFile(src, f.Path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := fs.ReadFile(dst, r.Card+"/"+f.Path)
		switch {
		case f.Copies[i] == Missing && err == nil:
			t.Errorf("%s has its name though it is not verified", f.Path)
		case f.Copies[i] != Missing && (err != nil || !bytes.Equal(got, want)):
			t.Errorf("%s is called %s and is not what is on the card (%v)", f.Path, f.Copies[i], err)
		}
	}
}

// TestSourceFaults changes the card under the copy. The file is named and ends up nowhere.
func TestSourceFaults(t *testing.T) {
	once := func(f func()) func(Input) func([]byte, int64) (int, error) {
		return func(in Input) func([]byte, int64) (int, error) {
			var o sync.Once
			return func(p []byte, off int64) (int, error) {
				n, err := in.ReadAt(p, off)
				o.Do(f)
				return n, err
			}
		}
	}
	for name, fault := range map[string]func(path string) func(Input) func([]byte, int64) (int, error){
		"grows": func(p string) func(Input) func([]byte, int64) (int, error) {
			return once(func() { _ = os.Truncate(p, 5<<20) })
		},
		"shrinks": func(p string) func(Input) func([]byte, int64) (int, error) {
			return once(func() { _ = os.Truncate(p, 0) })
		},
		"is written to": func(p string) func(Input) func([]byte, int64) (int, error) {
			return once(func() { _ = flip(0)(p) })
		},
		"is replaced": func(p string) func(Input) func([]byte, int64) (int, error) {
			return once(func() { _ = errors.Join(os.Remove(p), os.WriteFile(p, []byte("other"), 0o644)) })
		},
		"is removed": func(p string) func(Input) func([]byte, int64) (int, error) {
			return once(func() { _ = os.Remove(p) })
		},
		"cannot be read": func(string) func(Input) func([]byte, int64) (int, error) {
			return func(Input) func([]byte, int64) (int, error) {
				return func([]byte, int64) (int, error) { return 0, syscall.EIO }
			}
		},
		"ends early": func(string) func(Input) func([]byte, int64) (int, error) {
			return func(in Input) func([]byte, int64) (int, error) {
				return func(p []byte, off int64) (int, error) { return 0, nil }
			}
		},
	} {
		for file, size := range card {
			if raced.On && size > 100 {
				continue
			}
			t.Run(name+"/"+filepath.Base(file), func(t *testing.T) {
				src := &disk{Dir: makeCard(t, card)}
				src.input = func(n string, in Input) (Input, error) {
					if n != file {
						return in, nil
					}
					return badInput{in, fault(src.Dir.path(file))(in)}, nil
				}
				dst := openDir(t, quickDir(t))
				r, err := Copy(context.Background(), src, []Destination{{Volume: dst}}, options())
				if err != nil {
					t.Fatal(err)
				}
				if r.Good() || r.Copies[0].Complete || !named(r, file, "") {
					t.Errorf("not found: complete %v, %v", r.Copies[0].Complete, r.Findings)
				}
				if _, err := dst.Lstat("A002R2EC/" + file); err == nil {
					t.Errorf("%s is on the destination", file)
				}
				if _, err := dst.Lstat("A002R2EC/ascmhl"); err == nil {
					t.Errorf("a history was written for a copy that is not complete")
				}
			})
		}
	}
}

// TestYanked pulls a disk after every number of calls there are, and plugs it in again: the first run
// says the disk is gone and finishes the other copy, the second makes both complete, and reads no
// file from the card that both have.
func TestYanked(t *testing.T) {
	src := makeCard(t, card)
	for after := 1; after <= 40; after++ {
		if raced.On && after%8 != 0 {
			continue
		}
		a, b := &disk{Dir: openDir(t, quickDir(t))}, openDir(t, quickDir(t))
		calls := -8 // the plan's own
		a.call = func(op, name string) error {
			if calls++; calls > after {
				return &fs.PathError{Op: op, Path: name, Err: syscall.EIO}
			}
			return nil
		}
		r, err := Copy(context.Background(), src, []Destination{{Volume: a}, {Volume: b}}, options())
		if err != nil {
			continue // pulled before anything began
		}
		if calls <= after {
			break // it was complete before
		}
		if r.Good() || !r.Copies[1].Complete {
			t.Errorf("pulled after %d calls: %v", after, r.Findings)
		}
		onlyVerified(t, src, a.Dir, r, 0)
		a.call = nil
		again, err := Copy(context.Background(), src, []Destination{{Volume: a}, {Volume: b}}, options())
		if err != nil || !again.Good() {
			t.Errorf("plugged in again after %d calls: %v %v", after, err, again.Findings)
			continue
		}
		onlyVerified(t, src, a.Dir, again, 0)
	}
}

// TestOtherDisk mounts another disk where the first was. Nothing more is written there.
func TestOtherDisk(t *testing.T) {
	src, n := makeCard(t, card), 0
	a := &disk{Dir: openDir(t, quickDir(t))}
	a.traits = func(tr Traits) Traits {
		if n++; n > 3 {
			tr.Device = "other"
		}
		return tr
	}
	r, err := Copy(context.Background(), src, []Destination{{Volume: a}}, options())
	if err != nil || r.Good() {
		t.Fatal(err, "the copy is called good")
	}
	found := false
	for _, f := range r.Findings {
		found = found || strings.Contains(f.Message, "another disk is mounted there now")
	}
	if !found {
		t.Errorf("not named: %v", r.Findings)
	}
}

// TestVerifyFaults spoils a finished copy in every way and asks for its history.
func TestVerifyFaults(t *testing.T) {
	const mov = "A002R2EC/CLIPS/A002C002_141024_R2EC.mov"
	manifest := func(d *Dir) string {
		list, _ := fs.Glob(d, "A002R2EC/ascmhl/*.mhl")
		return d.path(list[0])
	}
	for name, tt := range map[string]struct {
		spoil func(d *Dir) error
		code  int
	}{
		"nothing":           {func(*Dir) error { return nil }, 0},
		"bit flipped":       {func(d *Dir) error { return flip(77_777)(d.path(mov)) }, mhl.CodeMismatch},
		"cut short":         {func(d *Dir) error { return os.Truncate(d.path(mov), 100) }, mhl.CodeMismatch},
		"emptied":           {func(d *Dir) error { return os.Truncate(d.path(mov), 0) }, mhl.CodeMismatch},
		"removed":           {func(d *Dir) error { return os.Remove(d.path(mov)) }, mhl.CodeMissing},
		"folder removed":    {func(d *Dir) error { return os.RemoveAll(d.path("A002R2EC/REPORT")) }, mhl.CodeMissing},
		"added":             {func(d *Dir) error { return os.WriteFile(d.path("A002R2EC/x.mov"), nil, 0o644) }, mhl.CodeNew},
		"renamed":           {func(d *Dir) error { return os.Rename(d.path(mov), d.path(mov)+"x") }, mhl.CodeNew},
		"two exchanged":     {func(d *Dir) error { return exchange(d.path(mov), d.path("A002R2EC/REPORT/lens.csv")) }, mhl.CodeMismatch},
		"manifest changed":  {func(d *Dir) error { return flip(700)(manifest(d)) }, mhl.CodeModifiedManifest},
		"manifest cut":      {func(d *Dir) error { return os.Truncate(manifest(d), 300) }, mhl.CodeModifiedManifest},
		"manifest missing":  {func(d *Dir) error { return os.Remove(manifest(d)) }, mhl.CodeMissingManifest},
		"no chain file":     {func(d *Dir) error { return os.Remove(d.path("A002R2EC/ascmhl/ascmhl_chain.xml")) }, mhl.CodeNoChain},
		"no history at all": {func(d *Dir) error { return os.RemoveAll(d.path("A002R2EC/ascmhl")) }, mhl.CodeNoHistory},
	} {
		t.Run(name, func(t *testing.T) {
			dst := openDir(t, quickDir(t))
			r, err := Copy(context.Background(), makeCard(t, card), []Destination{{Volume: dst}}, options())
			if err != nil || !r.Good() {
				t.Fatal(err, r.Findings)
			}
			if err := tt.spoil(dst); err != nil {
				t.Fatal(err)
			}
			got, err := verifyCode(dst.Sub("A002R2EC"))
			if got != tt.code {
				t.Errorf("code %d, want %d (%v)", got, tt.code, err)
			}
		})
	}
}

func exchange(a, b string) error {
	return errors.Join(os.Rename(a, a+"~"), os.Rename(b, a), os.Rename(a+"~", b))
}

func verifyCode(d *Dir) (int, error) {
	s, err := mhl.Begin(d, mhl.Options{Name: "A002R2EC"})
	var broken *mhl.Broken
	if errors.As(err, &broken) {
		return broken.Code, err
	}
	if err != nil {
		return -1, err
	}
	sums := map[string]hashes.Sums{}
	if err := SumFiles(context.Background(), d, s.WantedToVerify(), func(f Summed) { sums[f.Path] = f.Sums }); err != nil {
		return -1, err
	}
	r, err := s.Verify(sums)
	if errors.As(err, &broken) {
		return broken.Code, err
	}
	if err != nil {
		return -1, err
	}
	return r.Code, nil
}
