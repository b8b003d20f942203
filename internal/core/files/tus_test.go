package files_test

import (
	"bytes"
	"context"
	"crypto/sha1" //nolint:gosec // the protocol's
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
	"backlot/internal/core/files/filestest"
)

// site is a server with an upload handler, restartable.
type site struct {
	t        *testing.T
	l        *files.Library
	url      string
	mu       sync.Mutex
	finished []files.Upload
	refuse   error // by Finished
}

func newSite(t *testing.T, d *db.DB, root string, opt files.Options) *site {
	s := &site{t: t, l: library(t, d, root, opt)}
	h := s.l.Uploads(files.UploadOptions{
		Prefix: "/api/uploads/",
		Authorise: func(_ context.Context, r *http.Request, _ files.Upload) (string, error) {
			if r.Header.Get("X-Who") == "" {
				return "", fault.New(fault.Signin, "sign in first")
			}
			return r.Header.Get("X-Who"), nil
		},
		Finished: func(_ context.Context, up files.Upload) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.refuse != nil {
				return s.refuse
			}
			s.finished = append(s.finished, up)
			return nil
		},
	})
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// send makes one request as ada; headers are name, value, ...
func (s *site) send(method, path string, body io.Reader, headers ...string) *http.Response {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Tus-Resumable", "1.0.0")
	r.Header.Set("X-Who", "ada")
	if method == http.MethodPatch {
		r.Header.Set("Content-Type", "application/offset+octet-stream")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	text, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if res.StatusCode >= 400 {
		s.t.Logf("%s %s: %d %s", method, path, res.StatusCode, bytes.TrimSpace(text))
	}
	return res
}

func (s *site) want(res *http.Response, status int, headers ...string) *http.Response {
	s.t.Helper()
	if res.StatusCode != status {
		s.t.Errorf("%s %s = %d; want %d", res.Request.Method, res.Request.URL.Path, res.StatusCode, status)
	}
	for i := 0; i < len(headers); i += 2 {
		if got := res.Header.Get(headers[i]); got != headers[i+1] {
			s.t.Errorf("%s %s: %s = %q; want %q", res.Request.Method, res.Request.URL.Path, headers[i], got, headers[i+1])
		}
	}
	return res
}

func (s *site) create(size int) string {
	s.t.Helper()
	res := s.want(s.send("POST", "/api/uploads/", nil, "Upload-Length", strconv.Itoa(size),
		"Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte("../../Día 1/A001.mov"))+",empty"), 201)
	if res.Header.Get("Upload-Expires") == "" {
		s.t.Error("no Upload-Expires")
	}
	return res.Header.Get("Location")
}

func (s *site) done() []files.Upload {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.finished
}

func TestUploadInPieces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newSite(t, d, t.TempDir(), files.Options{MaxFile: 1 << 30})
		s.want(s.send("OPTIONS", "/api/uploads/", nil), 204, "Tus-Version", "1.0.0", "Tus-Max-Size", "1073741824",
			"Tus-Extension", "creation,checksum,termination,expiration", "Tus-Checksum-Algorithm", "sha1,md5,sha256")
		content := filestest.Content(1, 3<<20)
		at := s.create(len(content))
		s.want(s.send("HEAD", at, nil), 200, "Upload-Offset", "0", "Upload-Length", "3145728", "Cache-Control", "no-store",
			"Upload-Metadata", "empty,filename "+base64.StdEncoding.EncodeToString([]byte("../../Día 1/A001.mov")))
		s.want(s.send("PATCH", at, bytes.NewReader(content[:1000]), "Upload-Offset", "0"), 204, "Upload-Offset", "1000")
		s.want(s.send("PATCH", at, bytes.NewReader(content[:1000]), "Upload-Offset", "0"), 409)
		if len(s.done()) != 0 {
			t.Error("finished too early")
		}
		s.want(s.send("PATCH", at, io.MultiReader(bytes.NewReader(content[1000:])), "Upload-Offset", "1000"), 204, "Upload-Offset", "3145728")
		s.want(s.send("HEAD", at, nil), 200, "Upload-Offset", "3145728")
		s.want(s.send("PATCH", at, nil, "Upload-Offset", "3145728"), 204)
		done := s.done()
		if len(done) != 1 || done[0].File.ID != filestest.IDOf(content) || done[0].Owner != "ada" || done[0].Meta["filename"] != "../../Día 1/A001.mov" {
			t.Fatalf("finished = %+v; want one upload of ada's with the content's id", done)
		}
		if err := s.l.Verify(t.Context(), done[0].File.ID); err != nil {
			t.Error(err)
		}
		empty := s.create(0)
		s.want(s.send("HEAD", empty, nil), 200, "Upload-Offset", "0")
		if len(s.done()) != 2 {
			t.Error("an empty file is not finished at once")
		}
	})
}

// The connection is cut in the middle, the server restarts, and the sender goes on.
func TestResumeAfterCutAndRestart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		root := t.TempDir()
		s := newSite(t, d, root, files.Options{})
		content := filestest.Content(2, 20<<20)
		at := s.create(len(content))
		ctx, cancel := context.WithCancel(t.Context())
		pr, pw := io.Pipe()
		r, _ := http.NewRequestWithContext(ctx, "PATCH", s.url+at, pr)
		r.Header = http.Header{"Tus-Resumable": {"1.0.0"}, "X-Who": {"ada"}, "Upload-Offset": {"0"}, "Content-Type": {"application/offset+octet-stream"}}
		r.ContentLength = int64(len(content))
		gone := make(chan bool)
		go func() {
			defer close(gone)
			if res, err := http.DefaultClient.Do(r); err == nil {
				res.Body.Close()
			}
		}()
		if _, err := pw.Write(content[:9<<20+123]); err != nil {
			t.Fatal(err)
		}
		cancel()
		pw.CloseWithError(errors.New("the cable was pulled"))
		<-gone

		again := newSite(t, d, root, files.Options{}) // nothing in memory
		var offset int
		for end := time.Now().Add(30 * time.Second); offset < 8<<20; {
			res := again.want(again.send("HEAD", at, nil), 200)
			offset, _ = strconv.Atoi(res.Header.Get("Upload-Offset"))
			if time.Now().After(end) {
				t.Fatalf("offset %d after the cut; want at least the 8 MiB that came whole", offset)
			}
		}
		for offset < len(content) {
			next := min(offset+5<<20, len(content))
			res := again.send("PATCH", at, bytes.NewReader(content[offset:next]), "Upload-Offset", strconv.Itoa(offset))
			if res.StatusCode == 409 { // the old server was still writing
				res = again.send("HEAD", at, nil)
			} else {
				again.want(res, 204)
			}
			offset, _ = strconv.Atoi(res.Header.Get("Upload-Offset"))
		}
		done := again.done()
		if len(done) != 1 || done[0].File.ID != filestest.IDOf(content) {
			t.Fatalf("finished = %+v; want the content", done)
		}
		if err := again.l.Verify(t.Context(), done[0].File.ID); err != nil {
			t.Error(err)
		}
	})
}

// A connection that hangs is interrupted by the sender who comes back.
func TestNewRequestInterruptsTheHangingOne(t *testing.T) {
	s := newSite(t, dbtest.OpenSQLite(t), t.TempDir(), files.Options{})
	content := filestest.Content(3, 9<<20)
	at := s.create(len(content))
	pr, pw := io.Pipe()
	defer pw.Close()
	r, _ := http.NewRequestWithContext(t.Context(), "PATCH", s.url+at, pr)
	r.Header = http.Header{"Tus-Resumable": {"1.0.0"}, "X-Who": {"ada"}, "Upload-Offset": {"0"}, "Content-Type": {"application/offset+octet-stream"}}
	go func() {
		if res, err := http.DefaultClient.Do(r); err == nil {
			res.Body.Close()
		}
	}()
	if _, err := pw.Write(content[:1<<20]); err != nil { // and then silence
		t.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); len(s.done()) == 0 && time.Now().Before(end); { // as a client does
		offset, _ := strconv.Atoi(s.want(s.send("HEAD", at, nil), 200).Header.Get("Upload-Offset"))
		s.send("PATCH", at, bytes.NewReader(content[offset:]), "Upload-Offset", strconv.Itoa(offset))
	}
	if done := s.done(); len(done) != 1 || done[0].File.ID != filestest.IDOf(content) {
		t.Errorf("finished = %+v", done)
	}
}

func TestChecksum(t *testing.T) {
	s := newSite(t, dbtest.OpenSQLite(t), t.TempDir(), files.Options{})
	content := filestest.Content(4, 9<<20)
	at := s.create(len(content))
	sum := sha1.Sum(content)
	right := "sha1 " + base64.StdEncoding.EncodeToString(sum[:])
	wrong := bytes.Clone(content)
	wrong[5] ^= 1
	s.want(s.send("PATCH", at, bytes.NewReader(wrong), "Upload-Offset", "0", "Upload-Checksum", right), 460)
	s.want(s.send("HEAD", at, nil), 200, "Upload-Offset", "0")
	for _, bad := range []string{"crc32 AAAA", "sha1", "sha1 AAAA", "sha1 !!!"} {
		s.want(s.send("PATCH", at, bytes.NewReader(content), "Upload-Offset", "0", "Upload-Checksum", bad), 400)
	}
	s.want(s.send("PATCH", at, bytes.NewReader(content), "Upload-Offset", "0", "Upload-Checksum", right), 204)
	if done := s.done(); len(done) != 1 || done[0].File.ID != filestest.IDOf(content) {
		t.Errorf("finished = %+v; want the right content", done)
	}
}

func TestHostileUploads(t *testing.T) {
	s := newSite(t, dbtest.OpenSQLite(t), t.TempDir(), files.Options{MaxFile: 1000, Quota: 5000})
	post := func(status int, headers ...string) {
		t.Helper()
		s.want(s.send("POST", "/api/uploads/", nil, headers...), status)
	}
	post(412, "Tus-Resumable", "0.2.2", "Upload-Length", "1")
	post(401, "X-Who", "", "Upload-Length", "1")
	post(413, "Upload-Length", "1001")
	post(413, "Upload-Length", "9223372036854775807")
	for _, bad := range []string{"", "-1", "+1", "01", "1e3", "0x10", " ", "9223372036854775808", "1,1"} {
		post(400, "Upload-Length", bad)
	}
	post(400, "Upload-Defer-Length", "1")
	for _, bad := range []string{"name !!!", "na\u00efve QQ==", "a QQ==,a QQ==", ",", "a QQ==,", "name gA==", "a " + strings.Repeat("QUFB", 4000)} {
		post(400, "Upload-Length", "1", "Upload-Metadata", bad)
	}
	at := s.create(10)
	patch := func(status int, body string, headers ...string) {
		t.Helper()
		s.want(s.send("PATCH", at, strings.NewReader(body), headers...), status)
	}
	for _, bad := range []string{"", "-1", "x", "99999999999999999999"} {
		patch(400, "x", "Upload-Offset", bad)
	}
	patch(409, "x", "Upload-Offset", "5")
	patch(415, "x", "Upload-Offset", "0", "Content-Type", "text/plain")
	patch(413, "12345678901", "Upload-Offset", "0")
	s.want(s.send("PATCH", at, io.MultiReader(strings.NewReader("12345678901")), "Upload-Offset", "0"), 400) // of unknown length
	s.want(s.send("HEAD", at, nil), 200, "Upload-Offset", "0")
	for _, path := range []string{at, at + "/x", "/api/uploads/..%2f..%2fetc", "/api/uploads/" + strings.Repeat("0", 32)} {
		if path == at {
			s.want(s.send("PATCH", path, strings.NewReader("1"), "Upload-Offset", "0", "X-Who", "mallory"), 404)
			s.want(s.send("DELETE", path, nil, "X-Who", "mallory"), 404)
			continue
		}
		s.want(s.send("HEAD", path, nil), 404)
	}
	s.want(s.send("PUT", at, nil), 405)
	s.want(s.send("POST", at, nil, "X-HTTP-Method-Override", "DELETE"), 204)
	s.want(s.send("HEAD", at, nil), 404)
}

func TestFinishIsToldAgain(t *testing.T) {
	s := newSite(t, dbtest.OpenSQLite(t), t.TempDir(), files.Options{})
	s.refuse = fault.New(fault.Unavailable, "the production is being moved")
	at := s.create(5)
	s.want(s.send("PATCH", at, strings.NewReader("12345"), "Upload-Offset", "0"), 507)
	s.want(s.send("HEAD", at, nil), 507)
	s.mu.Lock()
	s.refuse = nil
	s.mu.Unlock()
	s.want(s.send("HEAD", at, nil), 200, "Upload-Offset", "5")
	s.want(s.send("HEAD", at, nil), 200, "Upload-Offset", "5")
	if done := s.done(); len(done) != 1 || done[0].File.Size != 5 {
		t.Errorf("finished = %+v; want once", done)
	}
}

func TestUploadsExpire(t *testing.T) {
	now := time.Now()
	opt := files.Options{Now: func() time.Time { return now }}
	s := newSite(t, dbtest.OpenSQLite(t), t.TempDir(), opt)
	at := s.create(10)
	s.want(s.send("PATCH", at, strings.NewReader("12345"), "Upload-Offset", "0"), 204)
	now = now.Add(47 * time.Hour)
	if _, err := s.l.Sweep(t.Context(), func(files.ID) bool { return true }); err != nil {
		t.Fatal(err)
	}
	s.want(s.send("PATCH", at, strings.NewReader("6"), "Upload-Offset", "5"), 204)
	now = now.Add(49 * time.Hour)
	s.want(s.send("PATCH", at, strings.NewReader("7"), "Upload-Offset", "6"), 410)
	if _, err := s.l.Sweep(t.Context(), func(files.ID) bool { return true }); err != nil {
		t.Fatal(err)
	}
	s.want(s.send("HEAD", at, nil), 404)
}
