package board

import (
	"fmt"
	"slices"
	"strings"
)

// RuleID names something a board can break.
type RuleID string

// The rules. What each asks for is said by Rules.
const (
	Complete     RuleID = "complete"     // every scene once
	Calendar     RuleID = "calendar"     // only on days of the unit
	UnitOf       RuleID = "unit"         // in the unit it is meant for
	Frozen       RuleID = "frozen"       // the past stays
	Pinned       RuleID = "pinned"       // on its day
	Availability RuleID = "availability" // of people
	TwoPlaces    RuleID = "two-places"   // nobody in two units at once
	PlaceDates   RuleID = "place-dates"
	PlaceHours   RuleID = "place-hours"
	Permit       RuleID = "permit"
	SetReady     RuleID = "set-ready"
	Light        RuleID = "light"
	Closed       RuleID = "closed" // weather, a strike, a closed road
	Precedence   RuleID = "precedence"
	LongDay      RuleID = "long-day"  // beyond the ceiling
	Overtime     RuleID = "overtime"  // beyond the normal day
	CastRest     RuleID = "cast-rest" // between two days
	CrewRest     RuleID = "crew-rest"
	Row          RuleID = "row"    // days running
	Minors       RuleID = "minors" // hours of children
	GearTwice    RuleID = "gear"   // in two units at once
	CoverSet     RuleID = "cover"  // an exterior day without a ready interior
	MixedDay     RuleID = "mixed"  // day and night exteriors on one day
	Returning    RuleID = "return" // to a place that was left
)

// Mode is how a rule counts.
type Mode string

// The modes.
const (
	Hard Mode = "hard" // a board that breaks it is not valid
	Buy  Mode = "buy"  // it may be broken at its price, and the board says so
	Soft Mode = "soft" // it weighs Price in the choice and is told
	Off  Mode = "off"
)

// Rule is how a rule counts in a case.
type Rule struct {
	Mode Mode `json:"mode"`
	// Price is what breaking a soft rule once weighs, in money. What breaking a bought rule costs
	// follows from the case: overtime, forced calls.
	Price int64 `json:"price,omitempty"`
}

// DefaultRules is how rules count unless a case says otherwise.
var DefaultRules = map[RuleID]Rule{
	Complete: {Mode: Hard}, Calendar: {Mode: Hard}, UnitOf: {Mode: Hard}, Frozen: {Mode: Hard}, Pinned: {Mode: Hard},
	Availability: {Mode: Hard}, TwoPlaces: {Mode: Hard}, PlaceDates: {Mode: Hard}, PlaceHours: {Mode: Hard},
	Permit: {Mode: Hard}, Closed: {Mode: Hard}, SetReady: {Mode: Hard}, Light: {Mode: Hard}, Precedence: {Mode: Hard}, LongDay: {Mode: Hard},
	Row: {Mode: Hard}, Minors: {Mode: Hard}, GearTwice: {Mode: Hard},
	Overtime: {Mode: Buy}, CastRest: {Mode: Buy}, CrewRest: {Mode: Buy},
	CoverSet: {Mode: Soft}, MixedDay: {Mode: Soft}, Returning: {Mode: Soft},
}

// RuleIDs are all rules in a fixed order.
func RuleIDs() []RuleID {
	out := make([]RuleID, 0, len(DefaultRules))
	for id := range DefaultRules {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// Rule is how a rule counts in the case.
func (c *Case) Rule(id RuleID) Rule {
	if r, ok := c.Rules[id]; ok {
		return r
	}
	return DefaultRules[id]
}

func (c *Case) checkRules() []error {
	var all []error
	for id, r := range c.Rules {
		if _, ok := DefaultRules[id]; !ok {
			names := make([]string, 0, len(DefaultRules))
			for _, n := range RuleIDs() {
				names = append(names, string(n))
			}
			all = append(all, fmt.Errorf("rules: %q is none; want some of %s", id, strings.Join(names, ", ")))
		}
		if !slices.Contains([]Mode{Hard, Buy, Soft, Off}, r.Mode) {
			all = append(all, fmt.Errorf("rules, %s: mode %q: want hard, buy, soft or off", id, r.Mode))
		}
		if r.Price < 0 {
			all = append(all, fmt.Errorf("rules, %s: price %d: want 0 or more", id, r.Price))
		}
	}
	return all
}
