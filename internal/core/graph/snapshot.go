package graph

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"github.com/tidwall/btree"
)

// Snapshot is a production, or a branch of it, as it was after one change. It is
// immutable: readers never lock, and a snapshot stays valid for whoever holds it.
// To read it, take a View.
type Snapshot struct {
	reg   *Registry
	where Place
	seq   Seq

	copying    sync.Mutex // btree copies mark the tree they copy
	records    *btree.BTreeG[entry]
	opened     map[ID]*record       // as the records were when the place was opened, never changed: the quickest way to most; nil if not opened from a store
	moved      *btree.BTreeG[entry] // those that have changed since; a nil record is none
	byKind     *btree.BTreeG[kindEntry]
	edges      *btree.BTreeG[edge]
	shade      *btree.BTreeG[shadow]
	gone       *btree.BTreeG[ID] // records that are deleted, erased or not created yet
	restricted *btree.BTreeG[restriction]
	disputed   *btree.BTreeG[ID]
	reshaded   map[ID]bool // while it changes: records whose shadow moved
}

type entry struct {
	id  ID
	rec *record
}

type kindEntry struct {
	code uint16
	id   ID
	rec  *record
}

// edge says that record from refers to record to; field is the kind's code and
// the index of the field in it.
type edge struct {
	to    ID
	field uint32
	from  ID
	rec   *record // the record from
}

// shadow lists what hides a record: sealed records it is or is owned by, and the
// zero ID when an owner does not exist.
type shadow struct {
	id     ID
	guards []ID
}

func newSnapshot(reg *Registry, where Place) *Snapshot {
	opts := btree.Options{NoLocks: true}
	byID := func(a, b entry) bool { return a.id.compare(&b.id) < 0 }
	return &Snapshot{
		reg:     reg,
		where:   where,
		records: btree.NewBTreeGOptions(byID, opts),
		moved:   btree.NewBTreeGOptions(byID, opts),
		byKind: btree.NewBTreeGOptions(func(a, b kindEntry) bool {
			if a.code != b.code {
				return a.code < b.code
			}
			return a.id.compare(&b.id) < 0
		}, opts),
		edges:      btree.NewBTreeGOptions(edgeLess, opts),
		shade:      btree.NewBTreeGOptions(func(a, b shadow) bool { return a.id.compare(&b.id) < 0 }, opts),
		gone:       btree.NewBTreeGOptions(ID.Less, opts),
		restricted: btree.NewBTreeGOptions(func(a, b restriction) bool { return a.seq < b.seq }, opts),
		disputed:   btree.NewBTreeGOptions(ID.Less, opts),
	}
}

func edgeLess(a, b edge) bool { return compareEdges(&a, &b) < 0 }

func compareEdges(a, b *edge) int {
	if c := a.to.compare(&b.to); c != 0 {
		return c
	}
	if c := cmp.Compare(a.field, b.field); c != 0 {
		return c
	}
	return a.from.compare(&b.from)
}

// thaw gives a copy that may be changed; it shares all that is not.
func (s *Snapshot) thaw() *Snapshot {
	s.copying.Lock()
	defer s.copying.Unlock()
	return &Snapshot{reg: s.reg, where: s.where, seq: s.seq, records: s.records.Copy(), opened: s.opened, moved: s.moved.Copy(), byKind: s.byKind.Copy(), edges: s.edges.Copy(),
		shade: s.shade.Copy(), gone: s.gone.Copy(), restricted: s.restricted.Copy(), disputed: s.disputed.Copy()}
}

// Seq is the number of the last change in the snapshot. It counts changes that
// not everybody may know of: show people View.Seq.
func (s *Snapshot) Seq() Seq { return s.seq }

// Where is the production and branch the snapshot is of.
func (s *Snapshot) Where() Place { return s.where }

// Registry is the kinds the snapshot was read with.
func (s *Snapshot) Registry() *Registry { return s.reg }

func (s *Snapshot) get(id ID) *record {
	if s.opened == nil {
		e, _ := s.records.Get(entry{id: id})
		return e.rec
	}
	if s.moved.Len() > 0 {
		if e, ok := s.moved.Get(entry{id: id}); ok {
			return e.rec
		}
	}
	return s.opened[id]
}

func (s *Snapshot) set(id ID, rec *record) {
	if rec == nil {
		s.records.Delete(entry{id: id})
	} else {
		s.records.Set(entry{id, rec})
	}
	if s.opened != nil {
		s.moved.Set(entry{id, rec})
	}
}

// put replaces a record and keeps all indices true.
func (s *Snapshot) put(r *record) {
	old := s.get(r.id)
	s.set(r.id, r)
	wasLive := old != nil && old.live()
	if wasLive && old.kind != nil {
		s.unlink(old, r)
	}
	switch {
	case !r.live():
		s.gone.Set(r.id)
	case old != nil && !wasLive:
		s.gone.Delete(r.id)
	}
	if r.live() {
		s.link(r)
	}
	if len(r.conflicts) > 0 {
		s.disputed.Set(r.id)
	} else if old != nil && len(old.conflicts) > 0 {
		s.disputed.Delete(r.id)
	}
	if wasLive != r.live() || old != nil && (old.seal == nil) != (r.seal == nil) || r.seal != nil && old == nil || old != nil && !slices.Equal(old.refs, r.refs) {
		s.reshade(r)
	}
}

func (s *Snapshot) link(r *record) {
	if r.kind == nil {
		return
	}
	s.byKind.Set(kindEntry{r.kind.code, r.id, r})
	for _, ref := range r.refs {
		s.edges.Set(edge{ref.to, r.kind.edge(ref.field), r.id, r})
	}
	for _, ref := range r.aliasRefs {
		s.edges.Set(edge{ref.to, r.kind.edge(ref.field), r.id, r})
	}
}

func (s *Snapshot) unlink(old, now *record) {
	same := now.live() && now.kind == old.kind
	if !same {
		s.byKind.Delete(kindEntry{code: old.kind.code, id: old.id})
	}
	for _, refs := range [][]ref{old.refs, old.aliasRefs} {
		for _, ref := range refs {
			if !same || !slices.Contains(now.refs, ref) {
				s.edges.Delete(edge{to: ref.to, field: old.kind.edge(ref.field), from: old.id})
			}
		}
	}
}

func (k *KindInfo) edge(field uint16) uint32 { return uint32(k.code)<<16 | uint32(field) }

// reshade works out again what hides a record and all that it owns.
func (s *Snapshot) reshade(r *record) {
	seen := map[ID]bool{r.id: true}
	for queue := []*record{r}; len(queue) > 0; queue = queue[1:] {
		next := queue[0]
		s.shadow(next)
		for _, child := range s.owned(next.id) {
			if !seen[child.id] {
				seen[child.id] = true
				queue = append(queue, child)
			}
		}
	}
}

func (s *Snapshot) shadow(r *record) {
	if s.reshaded != nil {
		s.reshaded[r.id] = true
	}
	if guards := s.guards(r); len(guards) > 0 {
		s.shade.Set(shadow{r.id, guards})
	} else {
		s.shade.Delete(shadow{id: r.id})
	}
}

// guards finds what hides a record: itself when it is sealed, the sealed records
// that own it or only hide it, and the zero ID first when an owner does not exist.
// Owners that two devices made into a ring do not hang it.
func (s *Snapshot) guards(r *record) []ID {
	w := climb{s: s, seen: map[ID]bool{r.id: true}}
	w.up(r, true)
	for len(w.outlived) > 0 { // what is above those hides too, but need not be there
		id := w.outlived[0]
		w.outlived = w.outlived[1:]
		if rec := s.get(id); rec != nil && !w.seen[id] {
			w.seen[id] = true
			w.up(rec, false)
		}
	}
	slices.SortFunc(w.guards, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(w.guards)
}

// climb goes up from a record to all that hide it.
type climb struct {
	s        *Snapshot
	seen     map[ID]bool
	guards   []ID
	outlived []ID // reached over a reference that hides and does not own
}

// up climbs from r; needed says that what is above must exist.
func (w *climb) up(r *record, needed bool) {
	for queue := []*record{r}; len(queue) > 0; queue = queue[1:] {
		next := queue[0]
		if next.seal != nil {
			w.guards = append(w.guards, next.id)
		}
		for _, ref := range next.refs {
			if !ref.owner {
				if ref.hides {
					w.outlived = append(w.outlived, ref.to)
				}
				continue
			}
			if w.seen[ref.to] {
				continue
			}
			w.seen[ref.to] = true
			owner := w.s.get(ref.to)
			if needed && (owner == nil || !owner.live()) {
				w.guards = append(w.guards, ID{})
			}
			if owner != nil { // a secret that was deleted still hides that it was there
				queue = append(queue, owner)
			}
		}
	}
}

// owned lists the live records that id owns or hides.
func (s *Snapshot) owned(id ID) []*record {
	var out []*record
	s.edges.Ascend(edge{to: id}, func(e edge) bool {
		if e.to != id {
			return false
		}
		field := uint16(e.field & 0xffff)
		if f := &s.reg.sorted[e.field>>16-1].Fields[field]; f.Hides {
			if child := e.rec; slices.Contains(child.refs, ref{id, field, f.Owner, true}) {
				out = append(out, child)
			}
		}
		return true
	})
	return out
}

// historian gives all operations of a record that have landed, in any order.
type historian func(id ID) ([]stamped, error)

// apply folds one more change into a thawed snapshot and reports the records it
// touched. hist is asked when the change comes later than its clock says.
func (s *Snapshot) apply(c *Change, hist historian) ([]*record, error) {
	touched := make([]*record, 0, len(c.Ops))
	for i := range c.Ops {
		op := c.stamped(i)
		rec, ok := extend(s.reg, s.get(op.op.Record), op)
		if !ok {
			ops, err := hist(op.op.Record)
			if err != nil {
				return nil, err
			}
			for j := range c.Ops[:i+1] {
				if c.Ops[j].Record == op.op.Record {
					ops = append(ops, c.stamped(j))
				}
			}
			rec = fold(s.reg, ops)
		}
		s.put(rec)
		touched = append(touched, rec)
	}
	s.seq++
	return touched, nil
}

// judge notes who may know of the change just applied.
func (s *Snapshot) judge(c *Change) {
	if r, ok := s.restrictionOf(c); ok {
		r.seq = s.seq
		s.restricted.Set(r)
	}
}

// remove forgets a record, as before its first operation.
func (s *Snapshot) remove(id ID) {
	old := s.get(id)
	if old == nil {
		return
	}
	s.put(&record{state: newState(s.reg, id, old.kindName)})
	s.set(id, nil)
	s.gone.Delete(id)
	s.shade.Delete(shadow{id: id})
}
