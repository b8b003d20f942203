package civil_test

import (
	"encoding/json"
	"testing"
	"time"

	"backlot/film/civil"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"2027-03-01", "2027-03-01"},
		{"2028-02-29", "2028-02-29"},
		{"", ""},
	} {
		t.Run(tt.in, func(t *testing.T) {
			got, err := civil.Parse(tt.in)
			if err != nil || got.String() != tt.want {
				t.Errorf("Parse(%q) = %v, %v; want %v", tt.in, got, err, tt.want)
			}
		})
	}
	for _, bad := range []string{"2027-02-29", "1 March 2027", "2027-3-1", "2027-03-01T00:00:00Z"} {
		if got, err := civil.Parse(bad); err == nil {
			t.Errorf("Parse(%q) = %v; want an error", bad, got)
		}
	}
}

func TestDaysAcrossSummerTime(t *testing.T) {
	// The clocks of Berlin jump on 28 March 2027; a calendar does not.
	from, to := civil.MustParse("2027-03-27"), civil.MustParse("2027-03-29")
	if got := to.Sub(from); got != 2 {
		t.Errorf("days = %d; want 2", got)
	}
	if got := from.AddDays(2); got != to {
		t.Errorf("two days on = %v; want %v", got, to)
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := civil.Of(2000, time.January, 1).AddDays(rapid.IntRange(-40000, 40000).Draw(t, "days"))
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		if back := d.AddDays(n).Sub(d); back != n {
			t.Fatalf("%v + %d days - itself = %d", d, n, back)
		}
		b, err := json.Marshal(map[civil.Date]civil.Date{d: d})
		if err != nil {
			t.Fatal(err)
		}
		var got map[civil.Date]civil.Date
		if err := json.Unmarshal(b, &got); err != nil || got[d] != d {
			t.Fatalf("%s reads back as %v, %v", b, got, err)
		}
	})
}
