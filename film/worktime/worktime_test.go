package worktime_test

import (
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/worktime"
)

// TestEveryRuleSaysWhereItStands: packs are read as they ship; ReadPack already refuses a rule
// without citation, and one of status U that blocks.
func TestEveryRuleSaysWhereItStands(t *testing.T) {
	want := []string{
		"eu-working-time", "fr-minors", "gb-eng-minors", "gb-wls-minors", "de-minors", "house", "iatse-basic",
		"pact-bectu-tv-2023", "sag-aftra-tv-theatrical", "us-ca-minors", "us-nm-minors", "us-ny-minors", "au-nsw-minors",
	}
	have := map[string]worktime.Pack{}
	for _, p := range allPacks(t) {
		have[p.ID] = p
	}
	for _, id := range want {
		p, ok := have[id]
		if !ok {
			t.Errorf("pack %s is missing", id)
		}
		for _, r := range p.Rules {
			if r.Status == worktime.Unverified && r.Severity != worktime.Warn && r.Severity != worktime.Info {
				t.Errorf("%s/%s is unverified and would do more than warn", id, r.ID)
			}
			if p.Kind != "house" && r.Status != worktime.Unverified && len(r.Source) == 0 {
				t.Errorf("%s/%s names no source", id, r.ID)
			}
		}
	}
}

func TestBadInputSaysWhatWouldBeRight(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`{"packs":["sag"],"person":{},"days":[]}`, `"sag" is none; want some of`},
		{`{"packs":["us-ca-minors"],"person":{"id":"Ada","role":"child"},"days":[]}`, "Ada: a child's date of birth is missing"},
		{`{"packs":[],"person":{"id":"p","role":"crew"},"days":[{"date":"2027-03-01","call":"07:00","dismissed":"02:00"}]}`, "p, 2027-03-01: dismissed 02:00 is not after the call 07:00; after midnight write 24:00 and more"},
		{`{"packs":[],"person":{"id":"p","role":"crew"},"days":[{"date":"2027-03-01","call":"7","dismissed":"12:00"}]}`, `time "7": want hours and minutes`},
		{`{"packs":[],"person":{"id":"p","role":"crew"},"days":[{"date":"2027-03-01","zone":"Oslo","call":"07:00","dismissed":"12:00"}]}`, `zone "Oslo": want a time zone such as Europe/Oslo`},
		{`{"packs":[],"person":{"id":"p","role":"crew"},"days":[{"date":"2027-03-01","call":"07:00","dismissed":"27:00"},{"date":"2027-03-02","call":"02:00","dismissed":"12:00"}]}`, "p, 2027-03-02: called at 02:00 before being dismissed the day before"},
		{`{"packs":[],"person":{"id":"p","role":"crew"},"days":[{"date":"2027-03-01","call":"07:00","dismissed":"12:00","meals":[{"start":"11:30","end":"12:30"}]}]}`, "11:30 to 12:30 does not lie between the call 07:00 and the dismissal 12:00"},
		{`{"packs":[],"person":{"id":"p","role":"crew"},"days":[{"date":"2027-03-01","call":"07:00","dismissed":"12:00"},{"date":"2027-03-01","call":"14:00","dismissed":"18:00"}]}`, "the day stands there twice"},
		{`{"packs":[],"person":{"id":"p","role":"crew"},"dayz":[]}`, `unknown field "dayz"`},
	} {
		t.Run(tt.want, func(t *testing.T) {
			c, err := worktime.ReadCase(strings.NewReader(tt.in))
			if err == nil {
				_, err = c.Judge()
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v; want it to say %q", err, tt.want)
			}
		})
	}
}

func TestAWaiverShowsWhoAllowedIt(t *testing.T) {
	c := worktime.Case{
		Packs:  []string{"us-nm-minors"},
		Person: worktime.Person{ID: "ada", Role: "child", Born: civil.MustParse("2020-06-10"), School: school2027},
		Days:   days(t, "America/Denver", "2027-03-04 14:00-22:30"),
		Waive: []worktime.Waiver{{
			Pack: "us-nm-minors", Rule: "latest-school-eve", From: civil.MustParse("2027-03-01"), To: civil.MustParse("2027-03-05"),
			By: "the Department of Workforce Solutions", Reason: "night exterior, permit 4711",
		}},
	}
	v, err := c.Judge()
	if err != nil {
		t.Fatal(err)
	}
	if got := summary(v); got != "2027-03-04 block us-nm-minors/hours-6y-9y\n2027-03-04 warn us-nm-minors/latest-school-eve" {
		t.Fatalf("got %s", got)
	}
	if text := v.Findings[len(v.Findings)-1].Text; !strings.Contains(text, "permit 4711") {
		t.Errorf("the finding %q does not name the permit", text)
	}
}

func TestAmendmentsHoldFromTheirDay(t *testing.T) {
	c := worktime.Case{
		Packs:  []string{"house"},
		Person: worktime.Person{ID: "g", Role: "crew"},
		Days:   days(t, "Europe/Oslo", "2027-03-01 07:00-18:00\n2027-03-02 07:00-18:00"),
		Amend: []worktime.Amendment{{
			Pack: "house", Rule: "day", Limit: "10h", From: civil.MustParse("2027-03-02"), By: "the line producer", Reason: "people are tired",
		}},
	}
	v, err := c.Judge()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := summary(v), "2027-03-02 warn house/day"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	c.Packs, c.Amend[0].Pack, c.Amend[0].Rule, c.Amend[0].Limit = []string{"de-minors"}, "de-minors", "work-6", "5h"
	if _, err := c.Judge(); err == nil || !strings.Contains(err.Error(), "a law is not made milder") {
		t.Errorf("a production amended a law: %v", err)
	}
}

func TestSupervisionRoundsGroupsUp(t *testing.T) {
	all := allPacks(t)
	var england worktime.Set
	for _, p := range all {
		if p.ID == "gb-eng-minors" {
			england.Packs = append(england.Packs, p)
		}
	}
	kids := make([]worktime.Person, 13)
	for i := range kids {
		kids[i] = worktime.Person{ID: "k", Role: "child", Born: civil.MustParse("2016-01-10"), School: school2027}
	}
	needs, err := england.Supervision(civil.MustParse("2027-03-01"), kids)
	if err != nil {
		t.Fatal(err)
	}
	if len(needs) != 2 || needs[0].Adults != 2 || needs[0].Who != "chaperone" || needs[1].Adults != 3 {
		t.Errorf("13 children at 1:12 and, on a school day, 1:6: got %+v", needs)
	}
}

func TestMoneyRoundTrips(t *testing.T) {
	for _, s := range []string{"900.00 USD", "8.50 USD", "1200 JPY", "0.05 GBP"} {
		m, err := worktime.ParseMoney(s)
		if err != nil || m.String() != s {
			t.Errorf("%q reads as %q, %v", s, m, err)
		}
	}
	for _, s := range []string{"900", "9,00 USD", "1.5 JPY", "12 usd", "1.-5 USD", ""} {
		if m, err := worktime.ParseMoney(s); err == nil {
			t.Errorf("%q reads as %v; want an error", s, m)
		}
	}
}
