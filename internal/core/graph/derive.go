package graph

import "slices"

// Consequence is one thing that a change brings about somewhere else: what a
// person must know before they make it.
type Consequence struct {
	What      string   `json:"what"`                // a sentence with the numbers
	Why       []Step   `json:"why,omitempty"`       // the path through the graph from the change to it
	Who       []string `json:"who,omitempty"`       // departments or roles it concerns
	Severity  Severity `json:"severity"`            //
	DecideBy  string   `json:"decide_by,omitempty"` // civil date YYYY-MM-DD: need-by minus lead time
	Cost      *Money   `json:"cost,omitempty"`      // more (positive) or less (negative) than before
	Minutes   int      `json:"minutes,omitempty"`   // of shooting time, more or less
	Documents []string `json:"documents,omitempty"` // to be issued again, such as "one-liner"
	Automatic bool     `json:"automatic,omitempty"` // happens by itself; otherwise a person must act
	Source    string   `json:"source"`              // the derivation that found it
}

// Severity ranks consequences.
type Severity string

// From "good to know" to "somebody must act".
const (
	Info Severity = "info"
	Warn Severity = "warn"
	Must Severity = "must"
)

// Step is one record on the path from a change to its consequence.
type Step struct {
	Record ID     `json:"record"`
	Label  string `json:"label"`
}

// Money is an amount in the smallest unit of a currency.
type Money struct {
	Minor    int64  `json:"minor"`    // such as cents
	Currency string `json:"currency"` // ISO 4217
}

// Derivation finds the consequences that one department's documents and rules
// suffer from a change. It is pure: the same views give the same answer.
type Derivation struct {
	Name string
	// Reads is the kinds whose changes can matter to it; others do not wake it.
	Reads        []Kind
	Consequences func(before, after View, c Change) ([]Consequence, error)
}

// Consequences runs the derivations that a change can matter to, as one audience
// may know its results, worst first.
func Consequences(list []Derivation, before, after View, c Change) ([]Consequence, error) {
	touched := map[Kind]bool{}
	for _, op := range c.Ops {
		touched[op.Kind] = true
	}
	var out []Consequence
	for _, d := range list {
		if !slices.ContainsFunc(d.Reads, func(k Kind) bool { return touched[k] }) {
			continue
		}
		found, err := d.Consequences(before, after, c)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			f.Source = d.Name
			out = append(out, f)
		}
	}
	rank := map[Severity]int{Must: 0, Warn: 1, Info: 2}
	slices.SortStableFunc(out, func(a, b Consequence) int { return rank[a.Severity] - rank[b.Severity] })
	return out, nil
}

// With is the snapshot as it would be after a change that has not landed. The
// change is checked as if it were made now.
func (s *Snapshot) With(c Change, studio *Snapshot) (*Snapshot, error) {
	if err := s.validate(&c, studio); err != nil {
		return nil, err
	}
	next, err := s.folded(c)
	if err == nil {
		err = s.pass(next, &c)
	}
	if err != nil {
		return nil, err
	}
	return next, nil
}

// folded is the snapshot with a change that was made just now.
func (s *Snapshot) folded(c Change) (*Snapshot, error) {
	last := Clock{}
	for i := range c.Ops {
		if rec := s.get(c.Ops[i].Record); rec != nil {
			last = last.observe(rec.last.clock)
		}
	}
	c.Clock = last.after()
	next := s.thaw()
	if _, err := next.apply(&c, s.flatHistory); err != nil {
		return nil, err
	}
	next.judge(&c)
	return next, nil
}

// flatHistory stands for the history of a record where only its present fields
// matter: as one create.
func (s *Snapshot) flatHistory(id ID) ([]stamped, error) {
	rec := s.get(id)
	if rec == nil || !rec.created {
		return nil, nil
	}
	at := stamp{clock: rec.last.clock}
	ops := []stamped{{stamp: at, op: &Op{Record: id, Kind: rec.kindName, Do: Create, Fields: rec.fields, Seal: rec.seal}}}
	switch at.index = 1; {
	case rec.erased:
		ops = append(ops, stamped{stamp: at, op: &Op{Record: id, Kind: rec.kindName, Do: Erase}})
	case rec.deleted:
		ops = append(ops, stamped{stamp: at, op: &Op{Record: id, Kind: rec.kindName, Do: Delete}})
	}
	return ops, nil
}
