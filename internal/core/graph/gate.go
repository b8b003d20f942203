package graph

import "slices"

// Gate refuses changes after which several records together would say what is not so, such as a card that is released
// while copies of it are missing. What one record alone may say is for its noun's Validate. Gates judge what is done here
// and what a device sends for a person; changes of other machines have happened.
type Gate struct {
	// Reads are the kinds the gate is about: changes that touch none of them pass unasked.
	Reads []Kind
	// Check compares the whole production before and after a change. Its error says what would be right.
	Check func(before, after View, c Change) error
}

// AddGates adds gates. Whoever puts the program together calls it before the registry is used.
func (r *Registry) AddGates(gates ...Gate) { r.gates = append(r.gates, gates...) }

func (g *Gate) reads(c *Change) bool {
	return slices.ContainsFunc(c.Ops, func(op Op) bool { return slices.Contains(g.Reads, op.Kind) })
}

// pass asks the gates about a change that leads from s to next.
func (s *Snapshot) pass(next *Snapshot, c *Change) error {
	for i := range s.reg.gates {
		if g := &s.reg.gates[i]; g.reads(c) {
			if err := g.Check(s.View(System), next.View(System), *c); err != nil {
				return err
			}
		}
	}
	return nil
}

// Pass asks the gates about a change that was made elsewhere, and is otherwise taken as it is.
func (v View) Pass(c Change) error {
	if !slices.ContainsFunc(v.s.reg.gates, func(g Gate) bool { return g.reads(&c) }) {
		return nil
	}
	next, err := v.s.folded(c)
	if err != nil {
		return err
	}
	return v.s.pass(next, &c)
}
