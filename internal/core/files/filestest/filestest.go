// Package filestest is what every files.Backend must do, as tests.
package filestest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
)

// Subject is one empty backend, and a way to flip a bit of a stored file behind
// its back.
type Subject struct {
	Backend files.Backend
	Flip    func(t *testing.T, id files.ID, offset int64)
}

// Run runs all tests. Open makes an empty backend, OpenDB an empty database.
func Run(t *testing.T, open func(t *testing.T) Subject, openDB func(t testing.TB) *db.DB) {
	t.Run("bytes gather and become a file", func(t *testing.T) { testCommit(t, open(t).Backend) })
	t.Run("an append replaces what was not counted", func(t *testing.T) { testReplace(t, open(t).Backend) })
	t.Run("missing things and hostile names", func(t *testing.T) { testMissing(t, open(t).Backend) })
	t.Run("everything held is listed", func(t *testing.T) { testList(t, open(t).Backend) })
	t.Run("what was put is read back", func(t *testing.T) { testRoundTrip(t, library(t, open(t).Backend, openDB, files.Options{})) })
	t.Run("a flipped bit is found and named", func(t *testing.T) {
		s := open(t)
		testFlip(t, s, library(t, s.Backend, openDB, files.Options{}))
	})
	t.Run("a broken put leaves nothing", func(t *testing.T) {
		s := open(t)
		testBrokenPut(t, s, library(t, s.Backend, openDB, files.Options{MaxFile: 9 << 20}))
	})
	t.Run("garbage goes after a day", func(t *testing.T) { testSweep(t, open(t), openDB) })
}

// Content makes n bytes that are the same for the same seed.
func Content(seed uint64, n int) []byte {
	var key [32]byte
	key[0], key[1] = byte(seed), byte(seed>>8)
	p := make([]byte, n)
	rand.NewChaCha8(key).Read(p) //nolint:errcheck // never fails
	return p
}

// IDOf is the id that content must get.
func IDOf(p []byte) files.ID {
	h := sha256.Sum256(p)
	return files.ID(hex.EncodeToString(h[:]))
}

func library(t *testing.T, b files.Backend, openDB func(t testing.TB) *db.DB, opt files.Options) *files.Library {
	t.Helper()
	d := openDB(t)
	if err := d.Migrate(context.Background(), files.Migrations...); err != nil {
		t.Fatal(err)
	}
	if opt.KeepFree == 0 {
		opt.KeepFree = 1
	}
	return files.New(d, b, opt)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func readAll(t *testing.T, r io.ReadCloser, err error) []byte {
	t.Helper()
	must(t, err)
	p, err := io.ReadAll(r)
	must(t, errors.Join(err, r.Close()))
	return p
}

func testCommit(t *testing.T, b files.Backend) {
	ctx := context.Background()
	for n, sizes := range [][]int{{0}, {1}, {5 << 20, 7, 1 << 20}, {8 << 20, 8 << 20, 1 << 20}} {
		stage, content := fmt.Sprintf("take-%d", n), []byte(nil)
		for _, size := range sizes {
			p := Content(uint64(n), size)
			must(t, b.Append(ctx, stage, int64(len(content)), p))
			content = append(content, p...)
		}
		r, err := b.Staged(ctx, stage)
		if got := readAll(t, r, err); !bytes.Equal(got, content) {
			t.Fatalf("staged %v: %d bytes differ from %d", sizes, len(got), len(content))
		}
		id := IDOf(content)
		if _, err := b.Open(ctx, id, 0); !fault.Is(err, fault.NotFound) {
			t.Errorf("before commit: %v; want not found", err)
		}
		must(t, b.Commit(ctx, stage, id, int64(len(content))))
		for _, from := range []int64{0, 1, int64(len(content)) / 2} {
			if from >= int64(len(content)) {
				continue
			}
			r, err := b.Open(ctx, id, from)
			if got := readAll(t, r, err); !bytes.Equal(got, content[from:]) {
				t.Errorf("file %v from %d: %d bytes, wrong content", sizes, from, len(got))
			}
		}
		if _, err := b.Staged(ctx, stage); !fault.Is(err, fault.NotFound) {
			t.Errorf("the stage after commit: %v; want not found", err)
		}
		must(t, b.Append(ctx, stage, 0, content)) // the same content again, under any stage
		must(t, b.Commit(ctx, stage, id, int64(len(content))))
		must(t, b.Remove(ctx, id))
		must(t, b.Remove(ctx, id))
	}
}

func testReplace(t *testing.T, b files.Backend) {
	ctx := context.Background()
	want := []byte("scene one, take two")
	must(t, b.Append(ctx, "s", 0, []byte("scene one, ")))
	must(t, b.Append(ctx, "s", 11, []byte("take one, which nobody counted")))
	must(t, b.Append(ctx, "s", 11, []byte("take ")))
	must(t, b.Append(ctx, "s", 16, []byte("two")))
	if err := b.Commit(ctx, "s", IDOf(want), int64(len(want))+1); err == nil {
		t.Error("a stage shorter than its file became one")
	}
	must(t, b.Commit(ctx, "s", IDOf(want), int64(len(want))))
	r, err := b.Open(ctx, IDOf(want), 0)
	if got := readAll(t, r, err); string(got) != string(want) {
		t.Errorf("file = %q; want %q", got, want)
	}
	must(t, b.Discard(ctx, "s"))
	must(t, b.Append(ctx, "s", 0, want))
	must(t, b.Discard(ctx, "s"))
	if _, err := b.Staged(ctx, "s"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a discarded stage: %v; want not found", err)
	}
}

func testMissing(t *testing.T, b files.Backend) {
	ctx := context.Background()
	id := IDOf([]byte("never shot"))
	if _, err := b.Open(ctx, id, 0); !fault.Is(err, fault.NotFound) {
		t.Errorf("open: %v; want not found", err)
	}
	if err := b.Commit(ctx, "none", id, 0); err == nil {
		t.Error("a stage that does not exist became a file")
	}
	for _, bad := range []files.ID{"", "..", "../../etc/passwd", files.ID(strings.Repeat("A", 64)), id + "/x"} {
		if _, err := b.Open(ctx, bad, 0); !fault.Is(err, fault.Invalid) {
			t.Errorf("open %q: %v; want invalid", bad, err)
		}
		if err := b.Remove(ctx, bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("remove %q: %v; want invalid", bad, err)
		}
	}
	for _, bad := range []string{"", "..", "a/b", "A", "a.b", strings.Repeat("a", 65)} {
		if err := b.Append(ctx, bad, 0, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("stage %q: %v; want invalid", bad, err)
		}
	}
}

func testList(t *testing.T, b files.Backend) {
	ctx := context.Background()
	want := map[string]int64{}
	for n := range 5 {
		p := Content(uint64(n), 100+n)
		must(t, b.Append(ctx, "x", 0, p))
		must(t, b.Commit(ctx, "x", IDOf(p), int64(len(p))))
		want[string(IDOf(p))] = int64(len(p))
	}
	must(t, b.Append(ctx, "unfinished", 0, []byte("12345")))
	want["unfinished"] = 5
	got := map[string]int64{}
	must(t, b.List(ctx, func(o files.Object) error {
		got[string(o.ID)+o.Stage] += o.Size
		if age := time.Since(o.Modified); age < -time.Hour || age > time.Hour {
			t.Errorf("%s%s was modified %s ago", o.ID, o.Stage, age)
		}
		return nil
	}))
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("list = %v; want %v", got, want)
	}
	stop := errors.New("enough")
	if err := b.List(ctx, func(files.Object) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("list stopped with %v; want the caller's error", err)
	}
	if n, err := b.Space(ctx); err != nil || n < -1 {
		t.Errorf("space = %d, %v", n, err)
	}
}

func testRoundTrip(t *testing.T, l *files.Library) {
	ctx := context.Background()
	for _, size := range []int{0, 1, 511, 1<<20 - 1, 1 << 20, 1<<20 + 1, 17<<20 + 3} {
		content := Content(uint64(size), size)
		id, err := l.Put(ctx, io.MultiReader(bytes.NewReader(content))) // of unknown size
		must(t, err)
		if id != IDOf(content) {
			t.Errorf("%d bytes: id %s; want the SHA-256", size, id)
		}
		again, err := l.PutSized(ctx, bytes.NewReader(content), int64(size))
		must(t, err)
		if again.ID != id || again.Size != int64(size) {
			t.Errorf("put again: %+v", again)
		}
		r, err := l.Open(ctx, id)
		if got := readAll(t, r, err); !bytes.Equal(got, content) {
			t.Errorf("%d bytes read back differ", size)
		}
		for _, span := range [][2]int{{0, size}, {size / 3, size / 3}, {max(size-5, 0), min(5, size)}, {size, 0}} {
			r, err := l.Range(ctx, id, int64(span[0]), int64(span[1]))
			if got := readAll(t, r, err); !bytes.Equal(got, content[span[0]:span[0]+span[1]]) {
				t.Errorf("bytes %v of %d differ", span, size)
			}
		}
		if _, err := l.Range(ctx, id, 1, int64(size)); !fault.Is(err, fault.Invalid) {
			t.Errorf("a range past the end: %v; want invalid", err)
		}
	}
	used, err := l.Used(ctx)
	if want := int64(512 + 3<<20 + 17<<20 + 3); err != nil || used != want {
		t.Errorf("used = %d, %v; want %d", used, err, want)
	}
	n, err := l.VerifyAll(ctx, func(i files.Info, err error) { t.Errorf("%s: %v", i.ID, err) })
	if err != nil || n != 7 {
		t.Errorf("verified %d, %v; want 7", n, err)
	}
}

func testFlip(t *testing.T, s Subject, l *files.Library) {
	ctx := context.Background()
	content := Content(7, 3<<20+100)
	info, err := l.PutBytes(ctx, content)
	must(t, err)
	s.Flip(t, info.ID, 2<<20+50)
	r, err := l.Reader(ctx, info.ID)
	must(t, err)
	defer r.Close()
	got, err := io.ReadAll(r)
	if !errors.Is(err, files.ErrDamaged) || !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), string(info.ID)) ||
		!strings.Contains(err.Error(), "bytes 2097152 to 3145727") || !bytes.Equal(got, content[:2<<20]) {
		t.Errorf("reading: %d good bytes, %v; want two blocks and the place", len(got), err)
	}
	sound, err := l.Range(ctx, info.ID, 3<<20, 100) // the rest still works
	if got := readAll(t, sound, err); !bytes.Equal(got, content[3<<20:]) {
		t.Error("the sound part differs")
	}
	var bad []files.ID
	if _, err := l.VerifyAll(ctx, func(i files.Info, _ error) { bad = append(bad, i.ID) }); err != nil || !slices.Equal(bad, []files.ID{info.ID}) {
		t.Errorf("verify names %v, %v", bad, err)
	}
	if _, err := l.PutBytes(ctx, content); err != nil {
		t.Fatal(err)
	}
	if err := l.Verify(ctx, info.ID); err != nil {
		t.Errorf("put again after the damage: %v; want it healed", err)
	}
	must(t, s.Backend.Remove(ctx, info.ID))
	if err := l.Verify(ctx, info.ID); !errors.Is(err, files.ErrDamaged) || !strings.Contains(err.Error(), "missing") {
		t.Errorf("a missing file: %v", err)
	}
}

// brokenReader gives some bytes and then an error.
type brokenReader struct{ left int }

func (b *brokenReader) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, errors.New("the card was pulled")
	}
	n := min(len(p), b.left)
	b.left -= n
	return n, nil
}

func testBrokenPut(t *testing.T, s Subject, l *files.Library) {
	ctx := context.Background()
	if _, err := l.Put(ctx, &brokenReader{left: 9 << 20}); err == nil || !strings.Contains(err.Error(), "the card was pulled") {
		t.Errorf("a broken source: %v", err)
	}
	if _, err := l.Put(ctx, bytes.NewReader(make([]byte, 10<<20))); !fault.Is(err, fault.Invalid) {
		t.Errorf("too large, size unknown: %v; want invalid", err)
	}
	if _, err := l.PutSized(ctx, strings.NewReader("x"), 10<<20); !fault.Is(err, fault.Invalid) {
		t.Errorf("too large: %v; want invalid", err)
	}
	if _, err := l.PutSized(ctx, strings.NewReader("four"), 5); !fault.Is(err, fault.Invalid) {
		t.Errorf("shorter than announced: %v; want invalid", err)
	}
	must(t, s.Backend.List(ctx, func(o files.Object) error {
		t.Errorf("left behind: %+v", o)
		return nil
	}))
}

func testSweep(t *testing.T, s Subject, openDB func(t testing.TB) *db.DB) {
	ctx := context.Background()
	now := time.Now()
	l := library(t, s.Backend, openDB, files.Options{Now: func() time.Time { return now }})
	kept, err := l.PutBytes(ctx, []byte("the take in the cut"))
	must(t, err)
	garbage, err := l.PutBytes(ctx, []byte("a proxy nobody needs"))
	must(t, err)
	again, err := l.PutBytes(ctx, []byte("put again today"))
	must(t, err)
	must(t, s.Backend.Append(ctx, "put-broken", 0, []byte("12345")))
	keep := func(id files.ID) bool { return id == kept.ID }
	if swept, err := l.Sweep(ctx, keep); err != nil || swept != (files.Swept{}) {
		t.Fatalf("swept on the first day: %+v, %v", swept, err)
	}
	now = now.Add(25 * time.Hour)
	_, err = l.PutBytes(ctx, []byte("put again today"))
	must(t, err)
	swept, err := l.Sweep(ctx, keep)
	if want := (files.Swept{Files: 1, Bytes: garbage.Size, Parts: 1}); err != nil || swept != want {
		t.Fatalf("swept %+v, %v; want %+v", swept, err, want)
	}
	for id, want := range map[files.ID]bool{kept.ID: true, garbage.ID: false, again.ID: true} {
		if err := l.Verify(ctx, id); (err == nil) != want {
			t.Errorf("after the sweep: %v; want it there: %v", err, want)
		}
	}
	_, err = l.PutBytes(ctx, []byte("a proxy nobody needs"))
	must(t, err)
	must(t, l.Verify(ctx, garbage.ID))
}
