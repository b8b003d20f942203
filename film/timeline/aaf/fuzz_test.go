package aaf_test

import (
	"testing"

	"backlot/film/timeline/aaf"
)

// FuzzParse: no file makes the reader panic or run on.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n, _, err := aaf.Parse(b)
		if err == nil && n == nil {
			t.Error("neither a cut nor an error")
		}
	})
}
