// Package worktime says whether a person may work the days somebody planned, why not, what it
// costs, and which rule decided.
//
// The rules are data: packs of dated records with a source and a status, kept in the folder
// packs and explained in docs/rules. A person is bound by several packs at once (the law where
// the work is, the agreement of the union, the production's own rules); of several limits on one
// quantity the most protective wins, and the answer names it. A rule whose text nobody found
// (status U) only ever warns.
//
// Everything is pure: the same person, days and packs give the same verdict.
package worktime

import "backlot/film/civil"

// Severity is what a broken rule means.
type Severity string

// The severities, from worst to mildest.
const (
	Block Severity = "block" // it may not be done: law, child limits, safety
	Price Severity = "price" // it may be done at a price, with consent: penalties, overtime
	Warn  Severity = "warn"  // somebody has to look at it
	Info  Severity = "info"  // a duty that comes with the work: a permit, a trust account
)

// worse ranks severities: the higher, the worse.
func (s Severity) worse() int {
	switch s {
	case Block:
		return 3
	case Price:
		return 2
	case Warn:
		return 1
	}
	return 0
}

// Finding is one rule that the days break, or a duty they bring.
type Finding struct {
	Date     civil.Date `json:"date"` // the day it is about; zero for the person as a whole
	Quantity string     `json:"quantity"`
	Severity Severity   `json:"severity"`
	// Text is the verdict in a sentence with the numbers.
	Text  string `json:"text"`
	Got   string `json:"got,omitempty"`
	Limit string `json:"limit,omitempty"`
	// Pack and Rule are the ids of the rule that won; Yields lists "pack/rule" of the milder
	// ones that are broken as well.
	Pack   string   `json:"pack"`
	Rule   string   `json:"rule"`
	Yields []string `json:"yields,omitempty"`
	Cost   *Money   `json:"cost,omitempty"`
	// Unpriced says why a price is not known: a rate that nobody gave.
	Unpriced string `json:"unpriced,omitempty"`
	Status   Status `json:"status"`
	Citation string `json:"citation,omitempty"`
}

// Limit is the rule in force for a quantity on a day, whether broken or not.
type Limit struct {
	Date     civil.Date `json:"date"`
	Quantity string     `json:"quantity"`
	Severity Severity   `json:"severity"`
	Pack     string     `json:"pack"`
	Rule     string     `json:"rule"`
	Got      string     `json:"got"`
	Limit    string     `json:"limit"`
	Relaxed  string     `json:"relaxed,omitempty"` // why a milder limit than the usual one holds
	Yields   []string   `json:"yields,omitempty"`  // milder rules of other packs
}

// Verdict is the answer for a person and a span of days.
type Verdict struct {
	Person   string    `json:"person"`
	Allowed  bool      `json:"allowed"` // no finding blocks; it may still cost
	Findings []Finding `json:"findings"`
	Limits   []Limit   `json:"limits"`
	Cost     []Money   `json:"cost"` // the prices added up, one sum a currency
}
