package files

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"backlot/internal/core/fault"
)

// UploadOptions are what an upload handler asks its surroundings.
type UploadOptions struct {
	// Prefix is the path of the handler, ending in "/"; uploads live below it.
	Prefix string
	// Authorise says who sends a request, or refuses it by an error with a kind.
	// It is asked for every request: with a zero Upload.ID before one is made (Size
	// and Meta are what the sender claims), with the upload afterwards. Only the
	// owner of an upload gets near it again; for others it does not exist.
	Authorise func(ctx context.Context, r *http.Request, up Upload) (owner string, err error)
	// Finished is told once that all bytes are stored as up.File. Until it has
	// returned nil, the sender is not told either, and asking again tries again; so
	// it must bear being called twice. Finished runs under the sender's request.
	Finished func(ctx context.Context, up Upload) error
	// Expire is how long an upload waits for its next byte; zero: 48 hours.
	Expire time.Duration
	Log    *slog.Logger
}

const (
	tusVersion    = "1.0.0"
	tusExtensions = "creation,checksum,termination,expiration"
	statusDiffers = 460 // of the checksum extension: what came is not what was sent
)

type handler struct {
	l    *Library
	opt  UploadOptions
	up   *uploads
	mu   sync.Mutex
	busy map[string]*holder
}

// holder is a request that works on an upload.
type holder struct {
	interrupt func()
	gone      chan struct{}
}

// Uploads gives a handler of the tus protocol, version 1.0.0: resumable uploads
// with creation, checksum, termination and expiration (tus.io/protocols). State is
// in the database and the backend, so any node continues what another began.
func (l *Library) Uploads(opt UploadOptions) http.Handler {
	if opt.Expire == 0 {
		opt.Expire = 48 * time.Hour
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	return &handler{
		l: l, opt: opt, busy: map[string]*holder{},
		up: &uploads{l: l, ttl: opt.Expire, sums: map[string]*sum{}},
	}
}

// ServeHTTP answers OPTIONS and POST at the prefix, HEAD, PATCH and DELETE below.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Tus-Resumable", tusVersion)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	method := r.Method
	if o := r.Header.Get("X-HTTP-Method-Override"); method == http.MethodPost && o != "" {
		method = o
	}
	if method == http.MethodOptions {
		h.options(w)
		return
	}
	if got := r.Header.Get("Tus-Resumable"); got != tusVersion {
		w.Header().Set("Tus-Version", tusVersion)
		http.Error(w, fmt.Sprintf("Tus-Resumable %q: want %s", got, tusVersion), http.StatusPreconditionFailed)
		return
	}
	id, below := strings.CutPrefix(r.URL.Path, h.opt.Prefix)
	var err error
	switch {
	case !below || strings.Contains(id, "/"):
		err = fault.New(fault.NotFound, "no upload here")
	case id == "" && method == http.MethodPost:
		err = h.create(w, r)
	case id != "" && (method == http.MethodHead || method == http.MethodPatch || method == http.MethodDelete):
		err = h.resume(w, r, method, id)
	default:
		w.Header().Set("Allow", "OPTIONS, POST, HEAD, PATCH, DELETE")
		err = &httpError{http.StatusMethodNotAllowed, "method " + method + " does nothing here"}
	}
	if err != nil {
		h.fail(w, r, err)
	}
}

func (h *handler) options(w http.ResponseWriter) {
	w.Header().Set("Tus-Version", tusVersion)
	w.Header().Set("Tus-Extension", tusExtensions)
	w.Header().Set("Tus-Checksum-Algorithm", strings.Join(checksumNames(), ","))
	if h.l.opt.MaxFile > 0 {
		w.Header().Set("Tus-Max-Size", strconv.FormatInt(h.l.opt.MaxFile, 10))
	}
	w.WriteHeader(http.StatusNoContent)
}

// httpError is an answer that no fault kind stands for.
type httpError struct {
	status int
	text   string
}

func (e *httpError) Error() string { return e.text }

// fail answers with a status for the kind of error.
func (h *handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, text := http.StatusInternalServerError, err.Error()
	special, ok := errors.AsType[*httpError](err)
	switch kind := fault.KindOf(err); {
	case ok:
		status = special.status
	case errors.Is(err, errExpired):
		status = http.StatusGone
	case kind == fault.Invalid:
		status = http.StatusBadRequest
	case kind == fault.NotFound:
		status = http.StatusNotFound
	case kind == fault.Conflict:
		status = http.StatusConflict
	case kind == fault.Denied:
		status = http.StatusForbidden
	case kind == fault.Signin:
		status = http.StatusUnauthorized
	case kind == fault.TooMany:
		status = http.StatusTooManyRequests
	case kind == fault.Unavailable:
		status = http.StatusInsufficientStorage
	default:
		h.opt.Log.Error("upload", "path", r.URL.Path, "error", err)
		text = "internal error"
	}
	http.Error(w, text, status)
}

// create is POST: it makes an upload of a given length.
func (h *handler) create(w http.ResponseWriter, r *http.Request) error {
	if r.Header.Get("Upload-Defer-Length") != "" {
		return fault.New(fault.Invalid, "Upload-Defer-Length: say the Upload-Length at once")
	}
	size, err := parseCount(r.Header.Get("Upload-Length"))
	if err != nil {
		return fault.New(fault.Invalid, "Upload-Length: %w", err)
	}
	up := Upload{Size: size}
	if up.Meta, err = parseMetadata(r.Header.Values("Upload-Metadata")); err != nil {
		return err
	}
	if up.Owner, err = h.opt.Authorise(r.Context(), r, up); err != nil {
		return err
	}
	if err := h.l.fits(size); err != nil {
		return &httpError{http.StatusRequestEntityTooLarge, err.Error()}
	}
	if err := h.l.Room(r.Context(), size); err != nil {
		return err
	}
	if up, err = h.up.create(r.Context(), up); err != nil {
		return err
	}
	if size == 0 {
		if err := h.complete(r.Context(), &up, newSum()); err != nil {
			return err
		}
	}
	w.Header().Set("Location", h.opt.Prefix+up.ID)
	setExpires(w, up)
	w.WriteHeader(http.StatusCreated)
	return nil
}

func setExpires(w http.ResponseWriter, up Upload) {
	w.Header().Set("Upload-Expires", time.UnixMilli(up.ExpiresMS).UTC().Format(http.TimeFormat))
}

// resume is everything about an upload that exists. It interrupts an older
// request on the same upload, whose connection may be dead without knowing it.
func (h *handler) resume(w http.ResponseWriter, r *http.Request, method, id string) error {
	up, err := h.up.get(r.Context(), id)
	if err != nil {
		return err
	}
	owner, err := h.opt.Authorise(r.Context(), r, up)
	if err != nil {
		return err
	}
	if owner != up.Owner {
		return fault.New(fault.NotFound, "upload %s does not exist", id)
	}
	release, err := h.hold(w, r, id)
	if err != nil {
		return err
	}
	defer release()
	if up, err = h.up.get(r.Context(), id); err != nil { // as the older request left it
		return err
	}
	switch method {
	case http.MethodHead:
		return h.head(w, r, up)
	case http.MethodDelete:
		if err := h.up.drop(r.Context(), id); err != nil {
			return err
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	default:
		return h.patch(w, r, up)
	}
}

// hold makes a request the only one on an upload in this process.
func (h *handler) hold(w http.ResponseWriter, r *http.Request, id string) (release func(), err error) {
	control := http.NewResponseController(w)
	mine := &holder{gone: make(chan struct{}), interrupt: func() {
		control.SetReadDeadline(time.Unix(1, 0)) //nolint:errcheck // then the older request ends by itself
	}}
	timeout := time.After(10 * time.Second)
	for {
		h.mu.Lock()
		older := h.busy[id]
		if older == nil {
			h.busy[id] = mine
			h.mu.Unlock()
			return func() {
				h.mu.Lock()
				delete(h.busy, id)
				h.mu.Unlock()
				close(mine.gone)
			}, nil
		}
		h.mu.Unlock()
		older.interrupt()
		select {
		case <-older.gone:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		case <-timeout:
			return nil, &httpError{http.StatusLocked, "another request still works on this upload: try again"}
		}
	}
}

// head tells how far an upload is. One that is complete, but whose end could not
// be told to the program, is told now.
func (h *handler) head(w http.ResponseWriter, r *http.Request, up Upload) error {
	if up.Offset == up.Size && !up.told {
		s, err := h.up.sum(r.Context(), up)
		if up.File.ID != "" {
			s, err = nil, nil
		}
		if err != nil {
			return err
		}
		if err := h.complete(r.Context(), &up, s); err != nil {
			return err
		}
	}
	w.Header().Set("Upload-Offset", strconv.FormatInt(up.Offset, 10))
	w.Header().Set("Upload-Length", strconv.FormatInt(up.Size, 10))
	if len(up.Meta) > 0 {
		w.Header().Set("Upload-Metadata", formatMetadata(up.Meta))
	}
	setExpires(w, up)
	w.WriteHeader(http.StatusOK)
	return nil
}

// complete stores a whole upload as a file and tells the program.
func (h *handler) complete(ctx context.Context, up *Upload, s *sum) error {
	ctx = context.WithoutCancel(ctx) // the sender may leave; the work is worth finishing
	if up.File.ID == "" {
		if err := h.up.finish(ctx, up, s); err != nil {
			return err
		}
	}
	if err := h.opt.Finished(ctx, *up); err != nil {
		return err
	}
	return h.up.setTold(ctx, up)
}
