package graph

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"backlot/internal/core/fault"
)

// Seq numbers the changes of one place (a production or one of its branches) in
// the order they landed here: 1, 2, 3 ... without gaps. 0 is before the first.
type Seq int64

// Place is where changes go: a production, and a branch of it or the zero ID for
// the main line.
type Place struct{ Production, Branch ID }

// Main is the main line of a production.
func Main(production ID) Place { return Place{Production: production} }

// Clock is a hybrid logical clock: milliseconds since 1970 in UTC, and a counter
// for changes within one millisecond or made while the wall clock stood still.
type Clock struct {
	Ms int64  `json:"ms"`
	N  uint32 `json:"n,omitempty"`
}

// Time is the clock's wall time in UTC.
func (c Clock) Time() time.Time { return time.UnixMilli(c.Ms).UTC() }

func (c Clock) compare(d Clock) int {
	if x := cmp.Compare(c.Ms, d.Ms); x != 0 {
		return x
	}
	return cmp.Compare(c.N, d.N)
}

// Do is what an operation does to its record.
type Do string

// The operations.
const (
	Create  Do = "create"  // Fields is the whole record
	Patch   Do = "patch"   // Fields is a merge patch (RFC 7396)
	Delete  Do = "delete"  // the record goes; it can come back
	Restore Do = "restore" // a deleted record comes back as it was
	SealDo  Do = "seal"    // the record enters a compartment, or leaves all when Seal is nil
	Settle  Do = "settle"  // a person decided a conflict; Fields holds the decided values
	Erase   Do = "erase"   // the record's content is gone for good, everywhere
)

// Seal puts a record into a compartment: only people cleared for it know the
// record. Others see nothing, or a record with the fields of Alias. Or it keeps a
// record to Readers, whom one person chose without making a secret of the
// production's: any one of them lets an audience know it that has it among its
// Rights, such as "account:0de3..." and "department:costume".
type Seal struct {
	Compartment ID              `json:"compartment,omitzero"`
	Readers     []string        `json:"readers,omitempty"` // sorted; then Compartment is zero
	Alias       json.RawMessage `json:"alias,omitempty"`   // whole fields shown to the uncleared, or empty: absent
	Cut         bool            `json:"cut,omitempty"`     // the uncleared deleted the alias, and can bring it back
}

// Op is one operation of a change on one record.
type Op struct {
	Record     ID              `json:"record"`
	Kind       Kind            `json:"kind"`
	Do         Do              `json:"do"`
	Version    int             `json:"v,omitempty"`      // schema version of the kind that Fields is written in
	Fields     json.RawMessage `json:"fields,omitempty"` // for Create, Patch and Settle
	Before     json.RawMessage `json:"before,omitempty"` // what the author saw in the fields of a Patch; absent ones are null
	Seen       ID              `json:"seen,omitzero"`    // last change of the record that the author knew, for Delete and Settle
	Seal       *Seal           `json:"seal,omitempty"`
	BeforeSeal *Seal           `json:"before_seal,omitempty"`
	Erased     string          `json:"erased,omitempty"` // SHA-256 of the operation as it was, once its content is erased
}

// Change is one atomic edit: all of its operations land, or none.
type Change struct {
	ID         ID     `json:"id"`
	Production ID     `json:"production"`
	Branch     ID     `json:"branch,omitzero"`
	Seq        Seq    `json:"seq,omitempty"` // set when it lands; differs between servers
	Author     ID     `json:"author,omitzero"`
	Device     ID     `json:"device,omitzero"`
	Clock      Clock  `json:"clock"`
	Cause      string `json:"cause"` // a sentence a person can read
	Reverts    ID     `json:"reverts,omitzero"`
	Merges     ID     `json:"merges,omitzero"` // the branch this change brought home
	Ops        []Op   `json:"ops"`
}

// Where is the place the change belongs to.
func (c *Change) Where() Place { return Place{c.Production, c.Branch} }

// The most that one change may hold: an import of a whole season fits.
const (
	maxOps   = 500_000
	maxCause = 2_000 // bytes
)

// check refuses what no machine may store; it does not ask whether the records exist.
func (c *Change) check() error {
	switch {
	case c.ID.IsZero() || c.Production.IsZero():
		return fault.At("id", "a change needs an id and a production")
	case len(c.Ops) == 0:
		return fault.At("ops", "a change needs at least one operation")
	case len(c.Ops) > maxOps:
		return fault.At("ops", "a change of %d operations: want at most %d; send it in parts", len(c.Ops), maxOps)
	case len(c.Cause) > maxCause || !utf8.ValidString(c.Cause) || strings.ContainsRune(c.Cause, 0):
		return fault.At("cause", "a cause is a sentence of at most %d bytes in UTF-8, without the character U+0000", maxCause)
	case c.Clock.Ms < 0:
		return fault.At("clock", "clock %d: want milliseconds since 1970", c.Clock.Ms)
	}
	for i := range c.Ops {
		if err := c.Ops[i].check(); err != nil {
			return fault.At(fmt.Sprintf("ops[%d]", i), "%w", err)
		}
	}
	return nil
}

func (op *Op) check() error {
	if op.Record.IsZero() || op.Kind == "" || len(op.Kind) > 64 || strings.ContainsFunc(string(op.Kind), notKindRune) {
		return fmt.Errorf("an operation needs a record id and a kind such as \"scene\"")
	}
	switch op.Do {
	case Create, Patch, Settle:
		if op.Erased != "" {
			break
		}
		if err := checkObject(op.Fields); err != nil {
			return fmt.Errorf("%s of %s: %w", op.Do, op.Record, err)
		}
		if len(op.Before) > 0 {
			if err := checkObject(op.Before); err != nil {
				return fmt.Errorf("%s of %s, before: %w", op.Do, op.Record, err)
			}
		}
	case SealDo, Delete, Restore, Erase:
	default:
		return fmt.Errorf("operation %q: want create, patch, delete, restore, seal, settle or erase", op.Do)
	}
	for _, s := range []*Seal{op.Seal, op.BeforeSeal} {
		if s != nil && len(s.Alias) > 0 {
			if err := checkObject(s.Alias); err != nil {
				return fmt.Errorf("%s of %s, alias: %w", op.Do, op.Record, err)
			}
		}
		if s != nil && len(s.Readers) > 0 {
			if err := checkReaders(s); err != nil {
				return fmt.Errorf("%s of %s: %w", op.Do, op.Record, err)
			}
		}
	}
	return nil
}

// maxReaders bounds a circle: larger ones are a department, or a compartment.
const maxReaders = 100

func checkReaders(s *Seal) error {
	if !s.Compartment.IsZero() || len(s.Readers) > maxReaders || !slices.IsSorted(s.Readers) {
		return fmt.Errorf("readers: want at most %d, sorted, and no compartment beside them", maxReaders)
	}
	for _, r := range s.Readers {
		what, who, ok := strings.Cut(r, ":")
		if !ok || what == "" || who == "" || len(r) > 100 || strings.ContainsFunc(what+who, notReaderRune) {
			return fmt.Errorf("reader %q: want what it is, a colon and its name, such as \"department:costume\"", r)
		}
	}
	return nil
}

func notReaderRune(r rune) bool { return notKindRune(r) && r != '-' }

func notKindRune(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' }

// normal rewrites the operations' JSON as it is kept. It works on copies.
func (c *Change) normal() {
	c.Ops = slices.Clone(c.Ops)
	for i := range c.Ops {
		op := &c.Ops[i]
		op.Seal, op.BeforeSeal = op.Seal.normal(), op.BeforeSeal.normal()
		if op.Do == Create {
			op.Fields = canonical(op.Fields)
		} else if len(op.Fields) > 0 {
			op.Fields = canonicalPatch(op.Fields)
		}
		if len(op.Before) > 0 {
			op.Before = canonicalPatch(op.Before)
		}
	}
}

func (s *Seal) normal() *Seal {
	if s == nil || len(s.Alias) == 0 {
		return s
	}
	return &Seal{s.Compartment, s.Readers, canonical(s.Alias), s.Cut}
}

// stamp is the place of an operation in the one order that all machines fold in.
type stamp struct {
	clock  Clock
	device ID
	change ID
	index  int
}

func (s stamp) compare(t stamp) int {
	if x := s.clock.compare(t.clock); x != 0 {
		return x
	}
	if x := bytes.Compare(s.device[:], t.device[:]); x != 0 {
		return x
	}
	if x := bytes.Compare(s.change[:], t.change[:]); x != 0 {
		return x
	}
	return cmp.Compare(s.index, t.index)
}

// stamped is an operation with its place in the order.
type stamped struct {
	stamp
	op     *Op
	author ID
}

func (c *Change) stamped(i int) stamped {
	return stamped{stamp{c.Clock, c.Device, c.ID, i}, &c.Ops[i], c.Author}
}
