package graph

import (
	"bytes"
	"slices"
	"strings"
)

// Audience is what one person may know: their rights, and the compartments they
// are cleared for. The zero Audience knows open records of kinds that need no right.
type Audience struct {
	Account ID
	All     bool            // the program itself, for backup, sync and derivations without a reader
	Rights  map[string]bool // right names, such as "money.read"
	Clear   map[ID]bool     // compartments

	// Saw is told of each sealed record the audience is let through to, with its
	// compartment, often more than once and from several goroutines; it may be nil.
	Saw func(sealed, compartment ID)

	stranger bool // no record that is kept to readers is theirs, whatever their rights say
}

// System is the audience that knows everything. Nothing it reads may reach a person.
var System = Audience{All: true}

// Has reports whether the audience holds a right; "" is a right of everybody.
func (a *Audience) Has(right string) bool { return right == "" || a.All || a.Rights[right] }

func (a *Audience) cleared(seal *Seal) bool {
	return seal == nil || a.All || len(seal.Readers) == 0 && a.Clear[seal.Compartment] || a.among(seal.Readers)
}

// among reports whether the audience is one of the readers.
func (a *Audience) among(readers []string) bool {
	return !a.stranger && slices.ContainsFunc(readers, func(r string) bool { return a.Rights[r] })
}

// sight is how an audience sees a record.
type sight int

const (
	absent sight = iota
	aliased
	plain
)

func (s *Snapshot) sight(a *Audience, r *record) sight {
	switch {
	case r == nil || !r.live() || r.kind == nil || !a.Has(r.kind.Read):
		return absent
	case s.shade.Len() == 0:
		return plain
	}
	sh, ok := s.shade.Get(shadow{id: r.id})
	if !ok {
		return plain
	}
	return s.through(a, r, sh.guards, false)
}

// formerSight is how an audience would see a deleted record if it came back.
func (s *Snapshot) formerSight(a *Audience, r *record) sight {
	if r == nil || !r.created || r.kind == nil || !a.Has(r.kind.Read) {
		return absent
	}
	return s.through(a, r, s.guards(r), true)
}

// through is how an audience sees a record behind its guards. One whose owner is
// gone is gone with it. former asks for the record as it was before it was deleted.
func (s *Snapshot) through(a *Audience, r *record, guards []ID, former bool) sight {
	seen := plain
	for _, g := range guards {
		guard := s.get(g)
		switch {
		case g.IsZero() || guard == nil:
			return absent
		case a.cleared(guard.seal):
			if a.Saw != nil && guard.seal != nil && !guard.seal.Compartment.IsZero() {
				a.Saw(g, guard.seal.Compartment)
			}
		case len(guard.seal.Alias) == 0, guard.seal.Cut && !(former && g == r.id):
			return absent
		case g == r.id:
			seen = aliased
		}
	}
	return seen
}

// restriction says who may know of a change that not everybody may know of: those
// who meet one of its needs.
type restriction struct {
	seq   Seq
	needs []need
}

// need is a right to read the kind, clearances for every compartment, and to be
// among every circle of readers.
type need struct {
	right        string
	compartments []ID
	circles      [][]string
}

func (n need) met(a *Audience) bool {
	if !a.Has(n.right) {
		return false
	}
	for _, c := range n.compartments {
		if !a.All && !a.Clear[c] {
			return false
		}
	}
	for _, c := range n.circles {
		if !a.All && !a.among(c) {
			return false
		}
	}
	return true
}

// restrictionOf works out who may know of a change, from the state it leaves; ok
// is false when everybody may.
func (s *Snapshot) restrictionOf(c *Change) (_ restriction, ok bool) {
	var r restriction
	for i := range c.Ops {
		n, open := s.needOf(&c.Ops[i])
		needs := []need{n}
		if !open && hides(&c.Ops[i]) { // it vanishes for those who knew it: they may know that much
			n, open = s.needBefore(&c.Ops[i])
			needs = append(needs, n)
		}
		if open {
			return restriction{}, false
		}
		for _, n := range needs {
			if !slices.ContainsFunc(r.needs, n.equal) {
				r.needs = append(r.needs, n)
			}
		}
	}
	return r, true
}

func (n need) equal(m need) bool {
	return n.right == m.right && slices.Equal(n.compartments, m.compartments) && slices.EqualFunc(n.circles, m.circles, slices.Equal[[]string])
}

// open reports whether everybody meets the need.
func (n need) open() bool { return n.right == "" && len(n.compartments) == 0 && len(n.circles) == 0 }

// seal adds what it takes to know what is sealed.
func (n *need) seal(s *Seal) {
	if len(s.Readers) > 0 {
		n.circles = append(n.circles, s.Readers)
	} else {
		n.compartments = append(n.compartments, s.Compartment)
	}
}

// tidy brings a need into the one form that its meaning has.
func (n *need) tidy() {
	slices.SortFunc(n.compartments, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	n.compartments = slices.Compact(n.compartments)
	slices.SortFunc(n.circles, slices.Compare[[]string])
	n.circles = slices.CompactFunc(n.circles, slices.Equal[[]string])
}

// nobody is a right that no person holds: for what only the program may know.
const nobody = "-"

// needOf works out who may know of one operation: those who may know its record,
// and for an alias that came, changed or went, everybody.
func (s *Snapshot) needOf(op *Op) (_ need, open bool) {
	rec := s.get(op.Record)
	if rec == nil || !rec.created || rec.kind == nil {
		return need{right: nobody}, false
	}
	n := need{right: rec.kind.Read}
	for _, g := range s.guards(rec) {
		if g.IsZero() {
			continue
		}
		guard := s.get(g)
		if len(guard.seal.Alias) > 0 && g != op.Record || g == op.Record && op.openly(guard.seal) {
			continue
		}
		n.seal(guard.seal)
	}
	n.tidy()
	return n, n.open()
}

// openly reports whether an operation on a sealed record shows to the uncleared:
// when what they see in its place came, changed or went.
func (op *Op) openly(now *Seal) bool {
	switch op.Do {
	case SealDo, Create, Delete, Restore, Erase:
		return now.shows()
	}
	return false
}

// hides reports whether an operation takes a record away from people who knew it:
// it enters a compartment without an alias, from the open or from another one.
func hides(op *Op) bool {
	return op.Do == SealDo && !op.Seal.shows() &&
		(op.BeforeSeal.shows() || !op.BeforeSeal.sameCircle(op.Seal))
}

// sameCircle reports whether the same people are cleared for both.
func (s *Seal) sameCircle(t *Seal) bool {
	return s.Compartment == t.Compartment && slices.Equal(s.Readers, t.Readers)
}

// needBefore is what it took to know a record before op hid it.
func (s *Snapshot) needBefore(op *Op) (_ need, open bool) {
	n, _ := s.needOf(op)
	if len(op.Seal.Readers) > 0 {
		n.circles = slices.DeleteFunc(n.circles, func(c []string) bool { return slices.Equal(c, op.Seal.Readers) })
	} else {
		n.compartments = slices.DeleteFunc(n.compartments, func(c ID) bool { return c == op.Seal.Compartment })
	}
	if old := op.BeforeSeal; !old.shows() {
		n.seal(old)
	}
	n.tidy()
	return n, n.open()
}

// shows reports whether the uncleared know of anything: the open record, or an
// alias, which they may have cut.
func (s *Seal) shows() bool { return s == nil || len(s.Alias) > 0 }

// encode writes the needs for the store: needs parted by "|", right first, then
// compartments and circles, parted by " "; the readers of a circle parted by ",".
func (r restriction) encode() string {
	parts := make([]string, len(r.needs))
	for i, n := range r.needs {
		words := []string{n.right}
		for _, c := range n.compartments {
			words = append(words, c.String())
		}
		for _, c := range n.circles {
			words = append(words, strings.Join(c, ","))
		}
		parts[i] = strings.Join(words, " ")
	}
	return strings.Join(parts, "|")
}

func decodeRestriction(seq Seq, text string) (restriction, error) {
	r := restriction{seq: seq}
	for part := range strings.SplitSeq(text, "|") {
		words := strings.Split(part, " ")
		n := need{right: words[0]}
		for _, w := range words[1:] {
			if strings.Contains(w, ":") { // an id has none, a reader always
				n.circles = append(n.circles, strings.Split(w, ","))
				continue
			}
			id, err := ParseID(w)
			if err != nil {
				return r, err
			}
			n.compartments = append(n.compartments, id)
		}
		r.needs = append(r.needs, n)
	}
	return r, nil
}

func (r restriction) visible(a *Audience) bool {
	return a.All || slices.ContainsFunc(r.needs, func(n need) bool { return n.met(a) })
}
