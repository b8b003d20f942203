package s3_test

import (
	"bytes"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
	"backlot/internal/core/files/filestest"
	"backlot/internal/core/files/s3"
)

// serve starts a real S3 server on loopback.
func serve(t *testing.T) (*s3mem.Backend, s3.Config) {
	t.Helper()
	store := s3mem.New()
	if err := store.CreateBucket("dailies"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(store).Server())
	t.Cleanup(server.Close)
	return store, s3.Config{Endpoint: server.URL, Region: "us-east-1", Bucket: "dailies", Prefix: "backlot/", AccessKey: "k", SecretKey: "s"}
}

func TestBucket(t *testing.T) {
	filestest.Run(t, func(t *testing.T) filestest.Subject {
		store, cfg := serve(t)
		b, err := s3.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		return filestest.Subject{Backend: b, Flip: func(t *testing.T, id files.ID, offset int64) {
			key := "backlot/files/" + string(id[:2]) + "/" + string(id)
			o, err := store.GetObject("dailies", key, nil)
			if err != nil {
				t.Fatal(err)
			}
			p, err := io.ReadAll(o.Contents)
			if err != nil {
				t.Fatal(err)
			}
			p[offset] ^= 4
			if _, err := store.PutObject("dailies", key, map[string]string{}, bytes.NewReader(p), int64(len(p)), nil); err != nil {
				t.Fatal(err)
			}
		}}
	}, dbtest.OpenSQLite)
}

func TestWrongAddress(t *testing.T) {
	_, cfg := serve(t)
	missing := cfg
	missing.Bucket = "rushes"
	if _, err := s3.Open(t.Context(), missing); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "make it first") {
		t.Errorf("a bucket that does not exist: %v", err)
	}
	missing.Endpoint = "s3.example.com"
	if _, err := s3.Open(t.Context(), missing); !fault.Is(err, fault.Invalid) {
		t.Errorf("an address without https: %v", err)
	}
}

func TestStorageGone(t *testing.T) {
	store := s3mem.New()
	if err := store.CreateBucket("dailies"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(store).Server())
	b, err := s3.Open(t.Context(), s3.Config{Endpoint: server.URL, Region: "us-east-1", Bucket: "dailies", AccessKey: "k", SecretKey: "s"})
	if err != nil {
		t.Fatal(err)
	}
	server.Close()
	if err := b.Append(t.Context(), "s", 0, []byte("x")); !fault.Is(err, fault.Unavailable) {
		t.Errorf("storage gone: %v; want unavailable", err)
	}
}
