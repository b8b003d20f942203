package protools_test

import (
	"testing"

	"backlot/film/timeline/protools"
)

// FuzzParse: no file makes the reader panic or run on, and what the writer writes can be read.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"SESSION NAME:\tx\nSAMPLE RATE:\t48000.0\nSESSION START TIMECODE:\t00:59:55:00\nTIMECODE FORMAT:\t23.976 Frame\nT R A C K  L I S T I N G\nTRACK NAME:\tDX 1\nCHANNEL \tEVENT   \tCLIP NAME\tSTART TIME\tEND TIME\tDURATION\tSTATE\n1\t1\ta\t01:00:00:00\t01:00:05:00\t00:00:05:00\tUnmuted\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n, _, err := protools.Parse(b)
		if err == nil && n == nil {
			t.Error("neither a cut nor an error")
		}
	})
}
