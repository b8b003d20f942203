package api

import (
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/files"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

// uploadPath is where files arrive in pieces; they belong to nobody's production
// until a record refers to them.
const uploadPath = "/api/uploads/"

func (s *service) mountFiles(m *web.Mux) {
	uploads := s.Files.Uploads(files.UploadOptions{Prefix: uploadPath, Authorise: uploader, Finished: uploaded})
	serve := func(w http.ResponseWriter, r *http.Request) error {
		uploads.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), headerKey{}, w.Header())))
		return nil
	}
	limits := []web.Option{web.MaxBody(0), web.Timeout(0)}
	for pattern, summary := range map[string]string{
		"OPTIONS " + uploadPath + "{$}":     "What the upload of files can do (tus 1.0)",
		"POST " + uploadPath + "{$}":        "Begin to upload a file (tus 1.0)",
		"HEAD " + uploadPath + "{upload}":   "How far an upload is",
		"PATCH " + uploadPath + "{upload}":  "The next bytes of an upload",
		"DELETE " + uploadPath + "{upload}": "Give an upload up",
	} {
		web.Raw(m, pattern, web.SignedIn, serve, append(limits, web.Summary(summary))...)
	}
	web.Raw(m, "GET /api/productions/{production}/records/{id}/files/{field}", web.Member, s.download, web.Timeout(0),
		web.Summary("The file that a field of a record names"))
}

type headerKey struct{}

// FileHeader is the header of the answer to the last bytes of an upload: the id of
// the stored file, to be put into a record's field.
const FileHeader = "Backlot-File"

// uploader is the account of the request: nobody else gets near the upload again.
func uploader(ctx context.Context, _ *http.Request, _ files.Upload) (string, error) {
	if id := web.PersonOf(ctx).Account; !id.IsZero() {
		return id.String(), nil
	}
	return "", fault.New(fault.Signin, "sign in first")
}

func uploaded(ctx context.Context, up files.Upload) error {
	if h, ok := ctx.Value(headerKey{}).(http.Header); ok {
		h.Set(FileHeader, string(up.File.ID))
	}
	return nil
}

// download answers with a file only through a record that the reader may know, and
// the field of it that names the file.
func (s *service) download(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r.Context())
	id, err := graph.ParseID(r.PathValue("id"))
	if err != nil {
		return fault.At("path.id", "%w", err)
	}
	rec, ok := v.Record(id)
	if !ok {
		return fault.New(fault.NotFound, "no record %s", id)
	}
	file, err := fileOf(v, rec, r.PathValue("field"))
	if err != nil {
		return err
	}
	info, err := s.Files.Stat(r.Context(), file)
	if err != nil {
		return err
	}
	content, err := s.Files.Reader(r.Context(), file)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	if err := web.Audited(r.Context()); err != nil {
		return err
	}
	w.Header().Set("ETag", `"`+string(file)+`"`)
	web.ServeDocument(w, r, fileName(rec.Label, info.MIME), info.MIME, shown(info.MIME))
	http.ServeContent(w, r, "", time.Time{}, content)
	return nil
}

// fileOf is the file that a field names. Only fields for files count: any other
// text would let its writer reach any file.
func fileOf(v graph.View, rec graph.Record, field string) (files.ID, error) {
	info, err := v.Registry().Info(rec.Kind)
	if err != nil {
		return "", err
	}
	known := slices.ContainsFunc(info.Fields, func(f graph.Field) bool { return f.Name == field })
	if !known || field != "hash" && field != "file_hash" && field != "photo_hash" {
		return "", fault.New(fault.NotFound, "a %s has no file %q", info.Title, field)
	}
	var fields map[string]json.RawMessage
	var text string
	if json.Unmarshal(rec.Fields, &fields) != nil || json.Unmarshal(fields[field], &text) != nil || text == "" {
		return "", fault.New(fault.NotFound, "%s has no file in %q", rec.Label, field)
	}
	id, err := files.ParseID(text)
	if err != nil {
		return "", fault.New(fault.NotFound, "%s names no stored file in %q", rec.Label, field)
	}
	return id, nil
}

// fileName is the record's label with the usual ending of the type.
func fileName(label, kind string) string {
	endings, err := mime.ExtensionsByType(kind)
	if err != nil || len(endings) == 0 {
		return label
	}
	slices.Sort(endings)
	return label + endings[len(endings)-1]
}

// shown reports whether a browser may show the type in place.
func shown(kind string) bool {
	return strings.HasPrefix(kind, "image/") && !strings.Contains(kind, "svg") || strings.HasPrefix(kind, "video/") || strings.HasPrefix(kind, "audio/") ||
		strings.HasPrefix(kind, "application/pdf") || strings.HasPrefix(kind, "text/plain")
}
