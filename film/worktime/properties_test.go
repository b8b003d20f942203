package worktime_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"backlot/film/civil"
	"backlot/film/worktime"
)

// drawDays makes a plausible run of days: calls between five and fifteen o'clock, eight to
// eighteen hours long, meals in between, some days off.
func drawDays(t *rapid.T) []worktime.Day {
	date := civil.MustParse("2027-03-01")
	var out []worktime.Day
	for range rapid.IntRange(1, 12).Draw(t, "days") {
		call := worktime.Clock(15 * rapid.IntRange(20, 40).Draw(t, "call"))
		length := worktime.Clock(30 * rapid.IntRange(4, 26).Draw(t, "length"))
		d := worktime.Day{
			Date: date, Zone: "America/Los_Angeles", Call: call, Dismissed: call + length,
			Place: rapid.SampledFrom([]string{"studio", "location", "overnight"}).Draw(t, "place"), Exterior: rapid.Bool().Draw(t, "exterior"),
		}
		if length > 240 && rapid.Bool().Draw(t, "meal") {
			start := call + worktime.Clock(30*rapid.IntRange(2, int(length)/30-3).Draw(t, "meal at"))
			d.Meals = []worktime.Meal{{Span: worktime.Span{Start: start, End: start + 45}}}
		}
		out = append(out, d)
		date = date.AddDays(rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "next"))
	}
	return out
}

func drawPerson(t *rapid.T) worktime.Person {
	p := worktime.Person{
		ID: "p", Role: rapid.SampledFrom([]string{"performer", "crew", "child"}).Draw(t, "role"),
		Engagement: rapid.SampledFrom([]string{"day", "weekly"}).Draw(t, "engagement"), Format: "theatrical",
		DayRate: worktime.Money{Minor: 100000, Currency: "USD"},
	}
	if p.Role == "child" {
		p.Born = civil.Of(rapid.IntRange(2010, 2026).Draw(t, "born"), 3, rapid.IntRange(1, 28).Draw(t, "day"))
		p.School = school2027
	}
	return p
}

func drawPacks(t *rapid.T, all []worktime.Pack, label string) []worktime.Pack {
	var out []worktime.Pack
	for _, p := range all {
		if rapid.IntRange(0, 3).Draw(t, label+" "+p.ID) == 0 {
			out = append(out, p)
		}
	}
	return out
}

func judge(t *rapid.T, packs []worktime.Pack, p worktime.Person, days []worktime.Day) worktime.Verdict {
	v, err := worktime.Set{Packs: packs}.Judge(p, days)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func allPacks(t testing.TB) []worktime.Pack {
	t.Helper()
	all, err := worktime.Packs()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestMorePacksNeverAllowMore: whoever is bound by more rules may not do more.
func TestMorePacksNeverAllowMore(t *testing.T) {
	all := allPacks(t)
	rapid.Check(t, func(t *rapid.T) {
		person, days := drawPerson(t), drawDays(t)
		few := drawPacks(t, all, "few")
		many := append(few[:len(few):len(few)], drawPacks(t, all, "more")...)
		if !judge(t, few, person, days).Allowed && judge(t, many, person, days).Allowed {
			t.Fatal("adding packs made a forbidden plan allowed")
		}
	})
}

// TestStricterLimitNeverAllowsMore: a rule with a limit on the protective side forbids at least
// what the milder one forbids.
func TestStricterLimitNeverAllowsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		person, days := drawPerson(t), drawDays(t)
		quantity := rapid.SampledFrom([]string{"rest.daily", "work.day", "presence.day", "work.week", "time.earliest", "time.latest", "days.row", "work.stretch"}).Draw(t, "quantity")
		a, b := rapid.IntRange(1, 14).Draw(t, "a"), rapid.IntRange(1, 14).Draw(t, "b")
		mild, strict := max(a, b), min(a, b)
		if worktime.Quantities[quantity].Least {
			mild, strict = strict, mild
		}
		pack := func(n int) []worktime.Pack {
			limit := fmt.Sprintf("%dh", n)
			switch {
			case strings.HasPrefix(quantity, "time."):
				limit = fmt.Sprintf("%02d:00", n+8)
			case strings.HasPrefix(quantity, "days."):
				limit = fmt.Sprint(n)
			}
			return []worktime.Pack{{Schema: 1, ID: "x", Title: "X", Kind: "house", Rules: []worktime.Rule{{ID: "r", Quantity: quantity, Limit: limit, Severity: worktime.Block, Status: worktime.Verified}}}}
		}
		if judge(t, pack(strict), person, days).Allowed && !judge(t, pack(mild), person, days).Allowed {
			t.Fatalf("%s: %d allows what the milder %d forbids", quantity, strict, mild)
		}
	})
}

// TestMoreRestKeepsLegalPlansLegal: sending a person home earlier never makes a plan illegal or
// dearer, as long as the day keeps its meals and lessons.
func TestMoreRestKeepsLegalPlansLegal(t *testing.T) {
	all := allPacks(t)
	rapid.Check(t, func(t *rapid.T) {
		person, days := drawPerson(t), drawDays(t)
		packs := drawPacks(t, all, "packs")
		before := judge(t, packs, person, days)
		i := rapid.IntRange(0, len(days)-1).Draw(t, "which")
		rested := append([]worktime.Day(nil), days...)
		d := rested[i]
		least := d.Call + 30
		for _, m := range d.Meals {
			least = max(least, m.End+15)
		}
		if least >= d.Dismissed {
			return
		}
		d.Dismissed = worktime.Clock(rapid.IntRange(int(least), int(d.Dismissed)).Draw(t, "home"))
		rested[i] = d
		after := judge(t, packs, person, rested)
		if before.Allowed && !after.Allowed {
			t.Fatalf("going home at %s instead of %s on %s made the plan illegal: %v", d.Dismissed, days[i].Dismissed, d.Date, after.Findings)
		}
		for _, sum := range after.Cost {
			if j := slices.IndexFunc(before.Cost, func(m worktime.Money) bool { return m.Currency == sum.Currency }); j < 0 || before.Cost[j].Minor < sum.Minor {
				t.Fatalf("going home at %s instead of %s on %s made the plan dearer: %v, was %v", d.Dismissed, days[i].Dismissed, d.Date, after.Cost, before.Cost)
			}
		}
	})
}

// TestOrderOfDaysDoesNotMatter: days come from many hands.
func TestOrderOfDaysDoesNotMatter(t *testing.T) {
	all := allPacks(t)
	rapid.Check(t, func(t *rapid.T) {
		person, days := drawPerson(t), drawDays(t)
		packs := drawPacks(t, all, "packs")
		shuffled := rapid.Permutation(days).Draw(t, "order")
		a, _ := json.Marshal(judge(t, packs, person, days))
		b, _ := json.Marshal(judge(t, packs, person, shuffled))
		if !bytes.Equal(a, b) {
			t.Fatalf("the verdict depends on the order of the days:\n%s\n%s", a, b)
		}
	})
}

func FuzzReadCase(f *testing.F) {
	f.Add([]byte(`{"packs":["house","us-ca-minors"],"person":{"id":"k","role":"child","born":"2020-01-10"},"days":[{"date":"2027-03-01","zone":"Europe/Oslo","call":"07:00","dismissed":"15:00","meals":[{"start":"12:00","end":"12:30"}],"work":[{"start":"08:00","end":"09:00"}]}]}`))
	f.Add([]byte(`{"own":[{"schema":1,"id":"x","title":"X","kind":"house","rules":[{"id":"r","quantity":"rest.daily","limit":"11h","severity":"block","status":"V","citation":""}]}],"packs":[],"person":{"id":"p","role":"crew"},"days":[]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := worktime.ReadCase(bytes.NewReader(b))
		if err != nil {
			return
		}
		if v, err := c.Judge(); err == nil {
			if _, err := json.Marshal(v); err != nil {
				t.Fatal(err)
			}
		}
	})
}
