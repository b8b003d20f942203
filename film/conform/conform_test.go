package conform_test

import (
	"testing"

	"backlot/film/conform"
)

func TestLines(t *testing.T) {
	for _, tt := range []struct {
		give conform.Case
		want string
	}{
		{conform.Check("edl", "a.edl", ""), "pass  edl               a.edl"},
		{conform.Check("edl", "a.edl", "2 events; want 3"), "fail  edl               a.edl: 2 events; want 3"},
		{conform.Case{Verdict: conform.Ruled, Suite: "edl", Name: "a.edl", Detail: "R1"}, "ruled edl               a.edl: R1"},
	} {
		if got := tt.give.String(); got != tt.want {
			t.Errorf("%+v prints %q; want %q", tt.give, got, tt.want)
		}
	}
}

func TestSummary(t *testing.T) {
	got := conform.Summary([]conform.Case{conform.Check("a", "b", ""), conform.Check("a", "c", "no"), {Verdict: conform.Ruled}})
	if want := "1 passed, 1 failed, 1 ruled"; got != want {
		t.Errorf("summary %q; want %q", got, want)
	}
}
