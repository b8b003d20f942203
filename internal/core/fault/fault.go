// Package fault marks what kind of error a person is looking at.
//
// A kind is set once, where the decision is made; code above wraps with %w and
// never matches text. An unmarked error is internal: it is logged in full and
// shown as "internal error".
package fault

import (
	"errors"
	"fmt"
)

// Kind says whose move it is after an error.
type Kind int

// The kinds. Internal is the zero value: our defect, not the caller's.
const (
	Internal    Kind = iota
	Invalid          // the input is wrong; the text says what would be right
	NotFound         // no such thing, or none that this person may know of
	Conflict         // the state moved on since the caller looked
	Denied           // the person may not do this
	Signin           // nobody is signed in
	TooMany          // rate limit; try again later
	Unavailable      // a resource is missing or full: disk, database, ffmpeg
)

var names = [...]string{"internal", "invalid", "not found", "conflict", "denied", "sign in", "too many requests", "unavailable"}

// String gives the kind's name in lower case.
func (k Kind) String() string { return names[k] }

// Error is an error with a kind and, for bad input, the field it is about.
type Error struct {
	Kind  Kind
	Field string // JSON path of the offending input such as "ops[2].fields.number", or ""
	Err   error
}

func (e *Error) Error() string { return e.Err.Error() }

// Unwrap gives the error that was marked.
func (e *Error) Unwrap() error { return e.Err }

// New formats an error of kind k; %w works as in fmt.Errorf.
func New(k Kind, format string, args ...any) error {
	return &Error{Kind: k, Err: fmt.Errorf(format, args...)}
}

// At is an Invalid error about one field of the input.
func At(field, format string, args ...any) error {
	return &Error{Kind: Invalid, Field: field, Err: fmt.Errorf(format, args...)}
}

// Mark gives err the kind k; a nil err stays nil.
func Mark(k Kind, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Kind: k, Err: err}
}

// KindOf is the kind of the outermost marked error in err's chain, or Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is of kind k.
func Is(err error, k Kind) bool { return err != nil && KindOf(err) == k }

// FieldOf is the input field an error is about, or "".
func FieldOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Field
	}
	return ""
}
