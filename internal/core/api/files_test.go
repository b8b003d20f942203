package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"testing"

	"backlot/internal/core/api"
)

func (b *browser) raw(method, path string, body []byte, headers ...string) *http.Response {
	b.lot.t.Helper()
	req, err := http.NewRequest(method, b.lot.url+path, bytes.NewReader(body))
	b.lot.check(err)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := b.client.Do(req)
	b.lot.check(err)
	b.lot.t.Cleanup(func() { res.Body.Close() })
	return res
}

func TestAFileArrivesInPiecesAndIsReadThroughItsRecord(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada, jo := l.person("Ada", "producer"), l.person("Jo", "crew")
		content := bytes.Repeat([]byte("signed on the quay\n"), 4000)
		tus := []string{"Tus-Resumable", "1.0.0"}
		begun := ada.raw("POST", "/api/uploads/", nil, append(tus, "Upload-Length", fmt.Sprint(len(content)))...)
		if begun.StatusCode != 201 {
			t.Fatalf("begin = %s", begun.Status)
		}
		where := begun.Header.Get("Location")
		patch := append(tus, "Content-Type", "application/offset+octet-stream")
		if res := ada.raw("PATCH", where, content[:10_000], append(patch, "Upload-Offset", "0")...); res.StatusCode != 204 {
			t.Fatalf("first piece = %s", res.Status)
		}
		if res := jo.raw("HEAD", where, nil, tus...); res.StatusCode != 404 {
			t.Errorf("somebody else asks for the upload = %s; want 404", res.Status)
		}
		last := ada.raw("PATCH", where, content[10_000:], append(patch, "Upload-Offset", "10000")...)
		sum := sha256.Sum256(content)
		id := hex.EncodeToString(sum[:])
		if last.StatusCode != 204 || last.Header.Get(api.FileHeader) != id {
			t.Fatalf("last piece = %s, file %q; want %s", last.Status, last.Header.Get(api.FileHeader), id)
		}
		party := ada.add("party", fields{"name": "Mara del Río", "type": "person"})
		grant := ada.add("grant", fields{"type": "release", "name": "Mara's release", "grantor": party, "file_hash": id})
		path := "/api/productions/" + l.film.String() + "/records/" + grant.String() + "/files/file_hash"
		got := ada.raw("GET", path, nil)
		body, err := io.ReadAll(got.Body)
		l.check(err)
		if got.StatusCode != 200 || !bytes.Equal(body, content) {
			t.Errorf("download = %s, %d bytes", got.Status, len(body))
		}
		if part := ada.raw("GET", path, nil, "Range", "bytes=0-5"); part.StatusCode != 206 {
			t.Errorf("a range = %s", part.Status)
		}
		if res := ada.raw("GET", path, nil, "If-None-Match", got.Header.Get("ETag")); res.StatusCode != 304 {
			t.Errorf("again = %s; want 304", res.Status)
		}
		if res := jo.raw("GET", path, nil); res.StatusCode != 404 {
			t.Errorf("crew, who may not read releases = %s; want 404", res.Status)
		}
		if res := ada.raw("GET", "/api/productions/"+l.film.String()+"/records/"+grant.String()+"/files/name", nil); res.StatusCode != 404 {
			t.Errorf("a field that is no file = %s; want 404", res.Status)
		}
	})
}
