package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"backlot/internal/core/fault"
)

// Problem is an error as a caller sees it (RFC 9457).
type Problem struct {
	Type   string         `json:"type,omitempty" doc:"What sort of problem, such as urn:backlot:conflict"`
	Title  string         `json:"title" doc:"The problem's sort in words"`
	Status int            `json:"status" doc:"HTTP status"`
	Detail string         `json:"detail,omitempty" doc:"What went wrong here, and what would be right"`
	Errors []FieldProblem `json:"errors,omitempty" doc:"The fields that were refused"`
}

// FieldProblem is one refused field.
type FieldProblem struct {
	Location string `json:"location" doc:"Where, such as body.scenes[0].eighths"`
	Message  string `json:"message" doc:"What would be right"`
}

// refused is an error that lists several fields.
type refused struct{ fields []FieldProblem }

func (r *refused) Error() string {
	if len(r.fields) == 1 {
		return r.fields[0].Location + ": " + r.fields[0].Message
	}
	return "several fields are not right"
}

var statuses = map[fault.Kind]int{
	fault.Internal:    http.StatusInternalServerError,
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.NotFound:    http.StatusNotFound,
	fault.Conflict:    http.StatusConflict,
	fault.Denied:      http.StatusForbidden,
	fault.Signin:      http.StatusUnauthorized,
	fault.TooMany:     http.StatusTooManyRequests,
	fault.Unavailable: http.StatusServiceUnavailable,
}

// problemOf turns an error into what the caller may see of it.
func problemOf(err error) Problem {
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		return Problem{Type: "urn:backlot:too-large", Title: "Request Entity Too Large", Status: http.StatusRequestEntityTooLarge,
			Detail: err.Error()}
	case errors.Is(err, context.DeadlineExceeded):
		return Problem{Type: "urn:backlot:unavailable", Title: "Service Unavailable", Status: http.StatusServiceUnavailable,
			Detail: "this took too long and was stopped; nothing was changed: try again, or ask for less at once"}
	}
	kind := fault.KindOf(err)
	p := Problem{Type: "urn:backlot:" + strings.ReplaceAll(kind.String(), " ", "-"), Status: statuses[kind]}
	p.Title = http.StatusText(p.Status)
	if kind == fault.Internal {
		p.Detail = "internal error"
		return p
	}
	p.Detail = err.Error()
	if list, ok := errors.AsType[*refused](err); ok {
		p.Errors = list.fields
	} else if field := FieldOf(err); field != "" {
		p.Errors = []FieldProblem{{Location: locate(field), Message: err.Error()}}
	}
	return p
}

// FieldOf is the field an error is about, wherever in its chain that was said, or "".
func FieldOf(err error) string {
	for err != nil {
		marked, ok := errors.AsType[*fault.Error](err)
		if !ok {
			return ""
		}
		if marked.Field != "" {
			return marked.Field
		}
		err = marked.Err
	}
	return ""
}

// locate puts "body." in front of a field that does not say which part of the
// request it is in.
func locate(field string) string {
	for _, part := range []string{"body", "path.", "query.", "header."} {
		if strings.HasPrefix(field, part) {
			return field
		}
	}
	return "body." + field
}

func writeProblem(w http.ResponseWriter, p Problem) {
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Length", "Content-Encoding", "Content-Disposition", "Last-Modified"} {
		h.Del(name)
	}
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="backlot"`)
	}
	w.WriteHeader(p.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(p) // the caller went away: nothing to do
}
