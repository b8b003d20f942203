package worktime

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"backlot/film/civil"
)

// Status says how well the text of a rule is known.
type Status string

// The statuses: V was read in the cited page; P was read in a secondary, partial or old copy; U
// was found nowhere and only warns.
const (
	Verified   Status = "V"
	Partial    Status = "P"
	Unverified Status = "U"
)

// PackSchema is the version of the stored form of a pack.
const PackSchema = 1

// Pack is the dated rules of one law, agreement or production.
type Pack struct {
	Schema       int        `json:"schema"`
	ID           string     `json:"id"`
	Title        string     `json:"title"`
	Kind         string     `json:"kind"` // "law", "agreement" or "house"
	Jurisdiction string     `json:"jurisdiction,omitempty"`
	From         civil.Date `json:"from,omitzero"` // first day in force; zero: as far back as anybody asks
	To           civil.Date `json:"to,omitzero"`   // last day in force; zero: until further notice
	Note         string     `json:"note,omitempty"`
	// Sources maps the marks that rules cite to addresses.
	Sources map[string]string `json:"sources,omitempty"`
	Rules   []Rule            `json:"rules"`
}

// Rule is one threshold.
type Rule struct {
	ID       string `json:"id"`
	Quantity string `json:"quantity"` // a key of Quantities
	// Limit is a length ("10h"), a clock ("22:00"), a count ("6") or an age ("15d"), as the
	// quantity asks; empty for a duty.
	Limit    string   `json:"limit,omitempty"`
	Where    When     `json:"where,omitzero"`
	Relax    []Relax  `json:"relax,omitempty"`
	Severity Severity `json:"severity"`
	Penalty  *Penalty `json:"penalty,omitempty"`
	Text     string   `json:"text,omitempty"` // of a duty, and what the limit does not say
	Status   Status   `json:"status"`
	Citation string   `json:"citation"`
	Source   []string `json:"source,omitempty"` // keys of Pack.Sources
	// From and To narrow the days of the pack.
	From civil.Date `json:"from,omitzero"`
	To   civil.Date `json:"to,omitzero"`

	// Over is from which presence on a break is due, or the shortest pause that interrupts a
	// stretch of work.
	Over Minutes `json:"over,omitempty"`
	// Free is how much meal time does not count as presence.
	Free Minutes `json:"free,omitempty"`
	// Windows are spans of the day, "09:30-11:30": those that are allowed, or those that are night.
	Windows []string `json:"windows,omitempty"`
	// Weekdays are the days of the week a rule forbids, such as "Sunday".
	Weekdays []string `json:"weekdays,omitempty"`
	// Weeks is over how many weeks an average is taken.
	Weeks int `json:"weeks,omitempty"`
	// Amended says who changed the rule for this production and why.
	Amended string `json:"amended,omitempty"`
}

// Relax is a milder limit that holds in named circumstances.
type Relax struct {
	Limit string `json:"limit"`
	When  When   `json:"when"`
	// Count says how often; zero is always. It is counted over Days days, or over the work week.
	Count int    `json:"count,omitempty"`
	Days  int    `json:"days,omitempty"`
	Apart bool   `json:"apart,omitempty"` // never on two days running
	Text  string `json:"text"`
}

// Penalty is the price of a broken rule.
type Penalty struct {
	// Steps are premiums on the hours beyond the limit, in percent of the hourly rate, counted in
	// started Increments.
	Steps     []Step  `json:"steps,omitempty"`
	Increment Minutes `json:"increment,omitempty"`
	// DayHours is how many hours a day rate pays for, when no hourly rate is given.
	DayHours int `json:"day_hours,omitempty"`
	// Fees are fixed sums for each started Increment beyond the limit; the last repeats.
	Fees []Money `json:"fees,omitempty"`
	// AtMost makes the price one day's pay or this sum, whichever is less.
	AtMost Money `json:"at_most,omitzero"`
	// DayPercent is a share of a day's pay on top of it.
	DayPercent int    `json:"day_percent,omitempty"`
	Text       string `json:"text,omitempty"` // when nobody published the sum
}

// Step is a premium from one hour of the day to another.
type Step struct {
	From    Minutes `json:"from"`
	To      Minutes `json:"to,omitempty"` // zero: to the end
	Percent int     `json:"percent"`      // 150 is time and a half
}

//go:embed packs/*.json
var packFiles embed.FS

// Packs are all packs that come with Backlot, by id. The list is the caller's own, the rules in it
// are shared and must not be written to.
func Packs() ([]Pack, error) {
	all, err := shipped()
	return slices.Clone(all), err
}

// shipped reads the packs once.
var shipped = sync.OnceValues(func() ([]Pack, error) {
	names, err := packFiles.ReadDir("packs")
	if err != nil {
		return nil, err
	}
	var out []Pack
	for _, f := range names {
		b, err := packFiles.ReadFile(path.Join("packs", f.Name()))
		if err != nil {
			return nil, err
		}
		p, err := ReadPack(bytes.NewReader(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Pack) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
})

// ReadPack reads a pack from JSON and checks it.
func ReadPack(r io.Reader) (Pack, error) {
	var p Pack
	in := json.NewDecoder(r)
	in.DisallowUnknownFields()
	if err := in.Decode(&p); err != nil {
		return Pack{}, fmt.Errorf("rule pack: %w", err)
	}
	return p, p.Check()
}

// Check reports every rule that says nothing sensible, by its id and field.
func (p Pack) Check() error {
	var all []error
	if p.Schema < 1 || p.Schema > PackSchema {
		all = append(all, fmt.Errorf("pack %s: schema %d: want 1 to %d", p.ID, p.Schema, PackSchema))
	}
	if p.ID == "" || p.Title == "" || !slices.Contains([]string{"law", "agreement", "house"}, p.Kind) {
		all = append(all, fmt.Errorf("pack %q: want an id, a title and a kind of law, agreement or house", p.ID))
	}
	seen := map[string]bool{}
	for _, r := range p.Rules {
		if seen[r.ID] {
			all = append(all, fmt.Errorf("pack %s: two rules have the id %q", p.ID, r.ID))
		}
		seen[r.ID] = true
		if err := r.check(p); err != nil {
			all = append(all, fmt.Errorf("pack %s, rule %s: %w", p.ID, r.ID, err))
		}
	}
	return errors.Join(all...)
}

func (r Rule) check(p Pack) error {
	q, ok := Quantities[r.Quantity]
	switch {
	case r.ID == "":
		return errors.New("id: every rule needs one")
	case !ok:
		return fmt.Errorf("quantity %q: want one of %s", r.Quantity, strings.Join(quantityNames(), ", "))
	case !slices.Contains([]Severity{Block, Price, Warn, Info}, r.Severity):
		return fmt.Errorf("severity %q: want block, price, warn or info", r.Severity)
	case !slices.Contains([]Status{Verified, Partial, Unverified}, r.Status):
		return fmt.Errorf("status %q: want V, P or U", r.Status)
	case r.Citation == "" && p.Kind != "house":
		return errors.New("citation: say where the rule stands")
	case r.Status == Unverified && r.Severity.worse() > Warn.worse():
		return errors.New("severity: a rule nobody has found (status U) may only warn")
	}
	if _, err := q.parse(r.Limit); err != nil {
		return fmt.Errorf("limit: %w", err)
	}
	for _, x := range r.Relax {
		if _, err := q.parse(x.Limit); err != nil {
			return fmt.Errorf("relax: %w", err)
		}
		if err := x.When.check(); err != nil {
			return fmt.Errorf("relax: %w", err)
		}
	}
	for _, w := range r.Windows {
		if _, err := parseWindow(w); err != nil {
			return err
		}
	}
	for _, id := range r.Source {
		if p.Sources[id] == "" {
			return fmt.Errorf("source %q: the pack names no such source", id)
		}
	}
	return r.Where.check()
}

// inForce says whether a rule of the pack holds on a day.
func (p Pack) inForce(r Rule, d civil.Date) bool {
	within := func(from, to civil.Date) bool {
		return (from.IsZero() || !d.Before(from)) && (to.IsZero() || !d.After(to))
	}
	return within(p.From, p.To) && within(r.From, r.To)
}

// window is a span of a day in wall clock minutes; to may lie past midnight.
type window struct{ from, to Clock }

func parseWindow(s string) (window, error) {
	a, b, ok := strings.Cut(s, "-")
	from, err1 := ParseClock(a)
	to, err2 := ParseClock(b)
	if !ok || err1 != nil || err2 != nil || to <= from {
		return window{}, fmt.Errorf("window %q: want two times, the later one past midnight as 24:00 and more, such as 23:00-30:00", s)
	}
	return window{from, to}, nil
}
