package files_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
	"backlot/internal/core/files/filestest"
	"backlot/internal/core/files/local"
)

func library(t *testing.T, d *db.DB, root string, opt files.Options) *files.Library {
	t.Helper()
	b, err := local.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Migrate(context.Background(), files.Migrations...); err != nil {
		t.Fatal(err)
	}
	if opt.KeepFree == 0 {
		opt.KeepFree = 1
	}
	return files.New(d, b, opt)
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]string{
		"":                         "text/plain; charset=utf-8",
		"INT. KITCHEN - DAY":       "text/plain; charset=utf-8",
		"%PDF-1.7":                 "application/pdf",
		"SDPX\x00\x00\x20\x00":     "image/x-dpx",
		"\x76\x2f\x31\x01":         "image/x-exr",
		"\x00\x00\x00\x14ftypqt  ": "video/quicktime",
		"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom": "video/mp4",
		"RF64\xff\xff\xff\xffWAVEds64":                     "audio/wav",
		"RIFF\x00\x00\x00\x00WAVEfmt ":                     "audio/wave",
		"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01": "application/mxf",
		"\x00\x00\x00\x44RED2":                             "video/x-red",
	} {
		if got := files.Sniff([]byte(head)); got != want {
			t.Errorf("Sniff(%q) = %s; want %s", head, got, want)
		}
	}
}

func FuzzParseID(f *testing.F) {
	f.Add(strings.Repeat("a", 64))
	f.Add("../../../etc/passwd")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := files.ParseID(s)
		if err == nil && (string(id) != s || len(s) != 64 || strings.ContainsAny(s, "/\\.ABCDEF")) {
			t.Errorf("ParseID(%q) = %q", s, id)
		}
	})
}

func TestQuota(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := library(t, d, t.TempDir(), files.Options{Quota: 1000})
		if _, err := l.PutBytes(t.Context(), make([]byte, 900)); err != nil {
			t.Fatal(err)
		}
		if _, err := l.PutBytes(t.Context(), make([]byte, 200)); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "quota") {
			t.Errorf("over the quota: %v; want unavailable", err)
		}
		if _, err := l.PutBytes(t.Context(), []byte("small")); err != nil {
			t.Errorf("within the quota: %v", err)
		}
	})
}

// Content that is put while it is swept is there afterwards.
func TestPutWhileSwept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		root, ctx := t.TempDir(), t.Context()
		l := library(t, d, root, files.Options{})
		sweeper := library(t, d, root, files.Options{})
		for round := range 20 {
			content := []byte(fmt.Sprint("take ", round))
			if _, err := l.PutBytes(ctx, content); err != nil {
				t.Fatal(err)
			}
			var done sync.WaitGroup
			if _, err := d.Exec(ctx, "UPDATE file SET stored_ms = 1"); err != nil { // long ago
				t.Fatal(err)
			}
			done.Go(func() {
				if _, err := sweeper.Sweep(ctx, func(files.ID) bool { return false }); err != nil {
					t.Error(err)
				}
			})
			done.Go(func() {
				if _, err := l.PutBytes(ctx, content); err != nil {
					t.Error(err)
				}
			})
			done.Wait()
			if err := l.Verify(ctx, filestest.IDOf(content)); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
		}
	})
}

func TestManyPutTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := library(t, d, t.TempDir(), files.Options{})
		var done sync.WaitGroup
		for range 8 {
			done.Go(func() {
				for n := range 5 {
					if _, err := l.PutBytes(t.Context(), filestest.Content(uint64(n), 10_000)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		done.Wait()
		n, err := l.VerifyAll(t.Context(), func(i files.Info, err error) { t.Error(err) })
		if err != nil || n != 5 {
			t.Errorf("%d files, %v; want 5", n, err)
		}
	})
}
