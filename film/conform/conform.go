// Package conform is what every conformance check of the engines says: cases and their verdicts.
//
// An engine's own conform package reads a folder of files made by other programs, compares, and
// answers with cases; `backlot conformance` prints them. Everything here is pure.
package conform

import (
	"fmt"
	"sort"
)

// Verdict is the outcome of a case.
type Verdict string

// The verdicts. A case is ruled when programs disagree and ours follows a ruling that is written
// down in the engine's RULINGS.md.
const (
	Pass  Verdict = "pass"
	Fail  Verdict = "fail"
	Ruled Verdict = "ruled"
)

// Case is one thing that was checked.
type Case struct {
	Verdict Verdict `json:"verdict"`
	Suite   string  `json:"suite"`
	Name    string  `json:"name"`             // file and what of it
	Detail  string  `json:"detail,omitempty"` // why it failed, or which ruling it follows
}

// String is the line the command prints.
func (c Case) String() string {
	s := fmt.Sprintf("%-5s %-17s %s", c.Verdict, c.Suite, c.Name)
	if c.Detail != "" {
		s += ": " + c.Detail
	}
	return s
}

// Check is a case that passes when detail is empty and fails with it otherwise.
func Check(suite, name, detail string) Case {
	if detail == "" {
		return Case{Pass, suite, name, ""}
	}
	return Case{Fail, suite, name, detail}
}

// Count is how many cases have each verdict.
func Count(cases []Case) map[Verdict]int {
	n := map[Verdict]int{}
	for _, c := range cases {
		n[c.Verdict]++
	}
	return n
}

// Summary is the last line the command prints.
func Summary(cases []Case) string {
	n := Count(cases)
	return fmt.Sprintf("%d passed, %d failed, %d ruled", n[Pass], n[Fail], n[Ruled])
}

// Keys lists the keys of a map in order, so that cases come in the same order every time.
func Keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
