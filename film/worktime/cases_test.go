package worktime_test

import (
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/worktime"
)

// days reads the shorthand of the cases, one day a line:
//
//	2027-03-01 07:00-19:30 meal 13:00-14:00 school 09:00-12:00 @location exterior attended
func days(t testing.TB, zone, text string) []worktime.Day {
	t.Helper()
	var out []worktime.Day
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		words := strings.Fields(line)
		d := worktime.Day{Date: civil.MustParse(words[0]), Zone: zone}
		span := spanOf(t, words[1])
		d.Call, d.Dismissed = span.Start, span.End
		for i := 2; i < len(words); i++ {
			switch w := words[i]; {
			case strings.HasPrefix(w, "@"):
				d.Place = w[1:]
			case w == "exterior":
				d.Exterior = true
			case w == "attended":
				d.AttendedSchool = true
			default:
				i++
				s := spanOf(t, words[i])
				switch w {
				case "meal":
					d.Meals = append(d.Meals, worktime.Meal{Span: s})
				case "breakfast":
					d.Meals = append(d.Meals, worktime.Meal{Span: s, NonDeductible: true})
				case "work":
					d.Work = append(d.Work, s)
				case "school":
					d.School = append(d.School, s)
				case "rest":
					d.Rest = append(d.Rest, s)
				default:
					t.Fatalf("%q: unknown word %q", line, w)
				}
			}
		}
		out = append(out, d)
	}
	return out
}

func spanOf(t testing.TB, s string) worktime.Span {
	t.Helper()
	a, b, _ := strings.Cut(s, "-")
	from, err1 := worktime.ParseClock(a)
	to, err2 := worktime.ParseClock(b)
	if err1 != nil || err2 != nil {
		t.Fatalf("span %q: %v %v", s, err1, err2)
	}
	return worktime.Span{Start: from, End: to}
}

func money(t testing.TB, s string) worktime.Money {
	t.Helper()
	m, err := worktime.ParseMoney(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// school2027 teaches Monday to Friday in the spring of 2027 but for a week of holidays.
var school2027 = &worktime.School{
	Terms: []worktime.Term{{From: civil.MustParse("2027-01-04"), To: civil.MustParse("2027-06-11")}},
	Off:   []civil.Date{civil.MustParse("2027-03-31"), civil.MustParse("2027-04-01"), civil.MustParse("2027-04-02")},
}

// summary is what a case is judged by: every broken rule but the duties, as
// "date severity pack/rule cost".
func summary(v worktime.Verdict) string {
	var b strings.Builder
	for _, f := range v.Findings {
		if f.Quantity == "duty" {
			continue
		}
		b.WriteString(strings.TrimSpace(f.Date.String() + " " + string(f.Severity) + " " + f.Pack + "/" + f.Rule))
		if f.Cost != nil {
			b.WriteString(" " + f.Cost.String())
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

func TestWorkedCases(t *testing.T) {
	dayPlayer := worktime.Person{ID: "p", Role: "performer", Engagement: "day", Format: "theatrical", DayRate: worktime.Money{Minor: 120000, Currency: "USD"}}
	weekly := worktime.Person{ID: "p", Role: "performer", Engagement: "weekly", Format: "theatrical", DayRate: worktime.Money{Minor: 80000, Currency: "USD"}}
	grip := worktime.Person{ID: "g", Role: "crew", DayRate: worktime.Money{Minor: 40000, Currency: "GBP"}}
	child := func(born string) worktime.Person {
		return worktime.Person{ID: "k", Role: "child", Born: civil.MustParse(born), School: school2027}
	}
	for _, tt := range []struct {
		name   string
		packs  string
		person worktime.Person
		zone   string
		days   string
		want   string
	}{
		{
			"eleven and a half hours between two days is a forced call, at the lesser of a day and 900 USD",
			"sag-aftra-tv-theatrical", dayPlayer, "America/Los_Angeles", `
			2027-03-01 11:00-19:30 meal 15:00-15:30
			2027-03-02 07:00-15:30 meal 12:00-12:30`,
			"2027-03-02 price sag-aftra-tv-theatrical/rest-daily 900.00 USD",
		},
		{
			"the same costs a weekly player one day's pay when that is less than 950 USD",
			"sag-aftra-tv-theatrical", weekly, "America/Los_Angeles", `
			2027-03-01 11:00-19:30 meal 15:00-15:30
			2027-03-02 07:00-15:30 meal 12:00-12:30`,
			"2027-03-02 price sag-aftra-tv-theatrical/rest-daily-weekly 800.00 USD",
		},
		{
			"ten hours are enough between two exterior days on location, once in four days",
			"sag-aftra-tv-theatrical", dayPlayer, "America/Los_Angeles", `
			2027-03-01 13:00-21:00 meal 17:00-18:00 @location exterior
			2027-03-02 07:00-15:30 meal 12:00-12:30 @location exterior
			2027-03-03 01:30-09:30 meal 05:00-06:00 @location exterior`,
			"2027-03-03 price sag-aftra-tv-theatrical/rest-daily 900.00 USD",
		},
		{
			"eleven hours twice a week on an overnight location, but not on two days running",
			"sag-aftra-tv-theatrical", dayPlayer, "America/Los_Angeles", `
			2027-03-01 12:00-20:00 meal 16:00-17:00 @overnight
			2027-03-02 07:00-15:00 meal 12:00-13:00 @overnight
			2027-03-03 02:00-10:00 meal 06:00-07:00 @overnight`,
			"2027-03-03 price sag-aftra-tv-theatrical/rest-daily 900.00 USD",
		},
		{
			"54 hours over the weekend do when the Monday call is not before six",
			"sag-aftra-tv-theatrical", dayPlayer, "America/Los_Angeles", `
			2027-03-01 09:00-17:00 meal 13:00-14:00
			2027-03-02 09:00-17:00 meal 13:00-14:00
			2027-03-03 09:00-17:00 meal 13:00-14:00
			2027-03-04 09:00-17:00 meal 13:00-14:00
			2027-03-05 14:30-23:30 meal 19:00-20:00
			2027-03-08 06:00-14:00 meal 11:00-12:00`,
			"",
		},
		{
			"half an hour earlier is too early",
			"sag-aftra-tv-theatrical", dayPlayer, "America/Los_Angeles", `
			2027-03-01 09:00-17:00 meal 13:00-14:00
			2027-03-02 09:00-17:00 meal 13:00-14:00
			2027-03-03 09:00-17:00 meal 13:00-14:00
			2027-03-04 09:00-17:00 meal 13:00-14:00
			2027-03-05 14:30-23:30 meal 19:00-20:00
			2027-03-08 05:30-13:30 meal 11:00-12:00`,
			"2027-03-08 price sag-aftra-tv-theatrical/rest-week 900.00 USD",
		},
		{
			"a first meal 50 minutes late is two half-hours: 25 and 35 USD",
			"sag-aftra-tv-theatrical", weekly, "America/Los_Angeles",
			`2027-03-01 07:00-16:00 meal 13:50-14:30`,
			"2027-03-01 price sag-aftra-tv-theatrical/meal-first 60.00 USD",
		},
		{
			"and 1 h 40 late is four: 25, 35, 50 and 50 USD",
			"sag-aftra-tv-theatrical", weekly, "America/Los_Angeles",
			`2027-03-01 07:00-16:00 meal 14:40-15:20`,
			"2027-03-01 price sag-aftra-tv-theatrical/meal-first 160.00 USD",
		},
		{
			"breakfast on the clock within two hours starts the six hours anew",
			"sag-aftra-tv-theatrical", weekly, "America/Los_Angeles",
			`2027-03-01 07:00-16:00 breakfast 08:30-08:45 meal 14:30-15:15`,
			"",
		},
		{
			"a second meal or the dismissal is due six hours after the first",
			"sag-aftra-tv-theatrical", weekly, "America/Los_Angeles",
			`2027-03-01 07:00-19:10 meal 12:00-13:00`,
			"2027-03-01 price sag-aftra-tv-theatrical/meal-next 25.00 USD",
		},
		{
			"a day player's ninth and tenth hour cost half more, the eleventh double, in tenths of an hour",
			"sag-aftra-tv-theatrical", dayPlayer, "America/Los_Angeles",
			`2027-03-01 07:00-18:40 meal 12:30-13:30`, // 10 h 40: 2 h at 225, 0.7 h at 300
			"2027-03-01 price sag-aftra-tv-theatrical/overtime-day 660.00 USD",
		},
		{
			"the night the clocks go forward is an hour shorter",
			"sag-aftra-tv-theatrical", dayPlayer, "America/Los_Angeles", `
			2027-03-13 11:00-19:00 meal 15:00-16:00
			2027-03-14 07:00-15:00 meal 12:00-13:00`,
			"2027-03-14 price sag-aftra-tv-theatrical/rest-daily 900.00 USD",
		},
		{
			"a British standard day is ten hours; eleven and a bit are paid in quarter hours",
			"pact-bectu-tv-2023", grip, "Europe/London",
			`2024-03-01 07:00-19:05 meal 13:00-14:00`, // 11 h 05: 1 h 15 at 60 GBP
			"2024-03-01 price pact-bectu-tv-2023/day-swd 75.00 GBP",
		},
		{
			"after the three years of the agreement nobody is judged by it",
			"pact-bectu-tv-2023", grip, "Europe/London",
			`2026-03-02 07:00-21:05 meal 13:00-14:00`,
			"",
		},
		{
			"European law asks for eleven hours, and the production may not buy them",
			"eu-working-time pact-bectu-tv-2023", grip, "Europe/London", `
			2024-03-04 09:00-22:30 meal 13:00-14:30 rest 18:00-20:00
			2024-03-05 08:00-17:00 meal 13:00-14:00`,
			"2024-03-05 block eu-working-time/rest-daily\n2024-03-05 warn pact-bectu-tv-2023/turnaround",
		},
		{
			"California: a seven year old works four hours on a school day",
			"us-ca-minors", child("2020-01-10"), "America/Los_Angeles",
			`2027-03-01 09:00-17:00 meal 12:00-12:30 school 09:30-12:00 school 12:30-13:00 rest 13:00-13:30 work 13:30-16:30`,
			"",
		},
		{
			"and half an hour more is too much",
			"us-ca-minors", child("2020-01-10"), "America/Los_Angeles",
			`2027-03-01 08:30-17:00 meal 12:00-12:30 school 09:30-12:00 school 12:30-13:00 rest 13:00-13:30 work 08:30-09:30 work 13:30-17:00`,
			"2027-03-01 block us-ca-minors/work-school-6y-9y",
		},
		{
			"but six hours are allowed in the holidays",
			"us-ca-minors", child("2020-01-10"), "America/Los_Angeles",
			`2027-03-31 09:00-17:00 meal 12:00-12:30 rest 12:30-14:00 work 09:00-12:00 work 14:00-17:00`,
			"",
		},
		{
			"who was at school already may stay three hours less six",
			"us-ca-minors", child("2016-01-10"), "America/Los_Angeles",
			`2027-03-01 15:00-18:30 attended work 15:30-18:00`,
			"2027-03-01 block us-ca-minors/presence-after-school-9y-16y",
		},
		{
			"ten at night before a school day, half past midnight before a free one",
			"us-ca-minors", child("2016-01-10"), "America/Los_Angeles", `
			2027-03-04 14:00-22:30 meal 18:00-18:30 school 14:00-17:00 rest 17:00-18:00 work 18:30-22:00
			2027-03-05 15:30-24:20 meal 19:00-19:30 school 15:30-18:30 rest 18:30-19:00 work 19:30-24:00`,
			"2027-03-04 block us-ca-minors/latest-school-eve",
		},
		{
			"the band changes on the birthday, in the middle of the shoot",
			"us-ca-minors", child("2021-03-02"), "America/Los_Angeles", `
			2027-03-01 09:00-15:30 meal 12:00-12:30 rest 13:00-15:30 work 09:00-12:00 work 12:30-13:00
			2027-03-02 09:00-15:30 meal 12:00-12:30 school 12:30-15:30 work 09:00-12:00`,
			"2027-03-01 block us-ca-minors/work-2y-6y",
		},
		{
			"a baby of fourteen days may not work at all",
			"us-ca-minors", child("2027-03-01"), "America/Los_Angeles",
			`2027-03-15 09:30-11:30 work 10:00-10:20`,
			"2027-03-15 block us-ca-minors/age",
		},
		{
			"at fifteen days it may, for twenty minutes, in the morning or the afternoon",
			"us-ca-minors", child("2027-03-01"), "America/Los_Angeles",
			`2027-03-16 09:30-11:30 work 10:00-10:20 rest 10:20-11:00`,
			"",
		},
		{
			"but not from eleven to half past twelve",
			"us-ca-minors", child("2027-03-01"), "America/Los_Angeles",
			`2027-03-16 11:00-12:30 work 11:10-11:30 rest 11:30-12:00`,
			"2027-03-16 block us-ca-minors/infant-hours",
		},
		{
			"Germany: a child of eight works three hours, home by ten, then fourteen hours free",
			"de-minors", child("2019-01-10"), "Europe/Berlin", `
			2027-03-01 18:00-22:00 work 18:30-21:30
			2027-03-02 11:30-15:00 work 12:00-15:00`,
			"2027-03-02 block de-minors/turnaround",
		},
		{
			"France: no Sundays",
			"fr-minors", child("2017-01-10"), "Europe/Paris",
			`2027-03-07 10:00-14:00 meal 12:00-13:00 work 10:00-11:00 work 13:00-13:45`,
			"2027-03-07 block fr-minors/sunday",
		},
		{
			"New Mexico counts school as presence, and midnight is the end",
			"us-nm-minors", child("2020-06-10"), "America/Denver",
			`2027-03-05 16:00-24:30 school 16:00-18:00`,
			"2027-03-05 block us-nm-minors/hours-6y-9y\n2027-03-05 block us-nm-minors/latest-free-eve",
		},
		{
			"New South Wales: a toddler works two days a week",
			"au-nsw-minors", child("2025-01-10"), "Australia/Sydney", `
			2027-03-01 08:00-12:00
			2027-03-03 08:00-12:00
			2027-03-05 08:00-12:00`,
			"2027-03-05 block au-nsw-minors/week-6mo-3y",
		},
		{
			"England: what nobody could read only warns, what was read blocks",
			"gb-eng-minors", child("2016-01-10"), "Europe/London",
			`2027-03-01 06:30-16:30 meal 11:00-12:00 rest 08:30-09:00 rest 13:30-14:30 school 14:30-16:30`,
			"2027-03-01 block gb-eng-minors/presence-9\n2027-03-01 block gb-eng-minors/work-9\n2027-03-01 warn gb-eng-minors/earliest",
		},
		{
			"Wales: sixteen hours after permitted night-work",
			"gb-wls-minors", child("2016-01-10"), "Europe/London", `
			2027-04-05 19:00-24:00 rest 21:00-22:00 work 22:00-24:00
			2027-04-06 14:00-17:00 work 15:00-16:00`,
			"2027-04-05 warn gb-wls-minors/latest-5\n2027-04-06 block gb-wls-minors/night-rest",
		},
		{
			"two laws bind the child, and the stricter one wins and is named",
			"us-nm-minors us-ca-minors", child("2020-01-10"), "America/Los_Angeles",
			`2027-03-05 08:00-24:15 meal 12:00-13:00 school 09:00-12:00 work 13:00-16:00`,
			"2027-03-05 block us-ca-minors/presence-6y-9y\n2027-03-05 block us-nm-minors/latest-free-eve",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := worktime.Case{Packs: strings.Fields(tt.packs), Person: tt.person, Days: days(t, tt.zone, tt.days)}
			v, err := c.Judge()
			if err != nil {
				t.Fatal(err)
			}
			if got := summary(v); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
				for _, f := range v.Findings {
					t.Log(f.Text)
				}
			}
		})
	}
}
