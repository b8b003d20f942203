package graph

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// loadMain reads the present state of a production from its record table.
func (s *Store) loadMain(ctx context.Context, production ID) (*Snapshot, error) {
	snap := newSnapshot(s.reg, Main(production))
	const head = `
		SELECT seq
		FROM production
		WHERE id = ?`
	if err := s.db.QueryRow(ctx, head, production.String()).Scan(&snap.seq); err != nil {
		return nil, missingProduction(production, err)
	}
	recs, err := s.readRecords(ctx, production)
	if err != nil {
		return nil, fmt.Errorf("open production %s: %w", production, err)
	}
	snap.fill(recs)
	if err := s.readRestricted(ctx, snap); err != nil {
		return nil, err
	}
	return snap, nil
}

type rawRecord struct{ id, kind, fields, meta sql.RawBytes }

// readRecords reads rows on one core and unpacks them on the others.
func (s *Store) readRecords(ctx context.Context, production ID) ([]*record, error) {
	const list = `
		SELECT id, kind, fields, meta
		FROM record
		WHERE production = ?
		ORDER BY id`
	rows, err := s.db.Query(ctx, list, production.String())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	const size = 2048
	type chunk struct {
		n     int
		bytes []byte
		ends  []int
		recs  []*record
		err   error
	}
	work := make(chan *chunk, 4)
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)-1) {
		wg.Go(func() {
			for c := range work {
				c.recs, c.err = s.unpackChunk(c.bytes, c.ends)
			}
		})
	}
	var raw rawRecord
	all := []*chunk{new(chunk)}
	for rows.Next() {
		if err = rows.Scan(&raw.id, &raw.kind, &raw.fields, &raw.meta); err != nil {
			break
		}
		c := all[len(all)-1]
		for _, b := range []sql.RawBytes{raw.id, raw.kind, raw.fields, raw.meta} {
			c.bytes = append(c.bytes, b...)
			c.ends = append(c.ends, len(c.bytes))
		}
		if c.n++; c.n == size {
			work <- c
			all = append(all, &chunk{bytes: make([]byte, 0, len(c.bytes)+len(c.bytes)/8), ends: make([]int, 0, 4*size)})
		}
	}
	work <- all[len(all)-1]
	close(work)
	wg.Wait()
	if err == nil {
		err = rows.Err()
	}
	out := make([]*record, 0, len(all)*size)
	for _, c := range all { // in the order of ids, as they were read
		out = append(out, c.recs...)
		if err == nil {
			err = c.err
		}
	}
	return out, err
}

func (s *Store) unpackChunk(b []byte, ends []int) ([]*record, error) {
	recs := make([]record, len(ends)/4)
	out := make([]*record, len(recs))
	start := 0
	for i := range recs {
		cut := func(j int) []byte {
			part := b[start:ends[4*i+j]:ends[4*i+j]]
			start = ends[4*i+j]
			return part
		}
		if err := recs[i].unpack(s.reg, cut(0), cut(1), cut(2), cut(3)); err != nil {
			return nil, err
		}
		out[i] = &recs[i]
	}
	return out, nil
}

// unpack reads a row of the record table; it keeps fields.
func (r *state) unpack(reg *Registry, id, kind, fields, meta []byte) error {
	if !r.id.parse(id) {
		return fmt.Errorf("record id %q is damaged", id)
	}
	if r.kind = reg.kinds[Kind(kind)]; r.kind != nil {
		r.kindName = r.kind.Kind
	} else {
		r.kindName = Kind(kind)
	}
	if len(fields) > 0 {
		r.fields = fields
	}
	version, err := r.readMeta(meta)
	if err != nil {
		return fmt.Errorf("record %s: %w", id, err)
	}
	if r.kind != nil && version < r.kind.Version && r.fields != nil {
		f := folder{reg: reg, rec: *r}
		r.fields = canonical(f.upgrade(version, r.fields))
	}
	r.indexRefs()
	return nil
}

// metaRest is what few records have.
type metaRest struct {
	Seal      *Seal      `json:"seal,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
}

const (
	flagCreated = 1 << iota
	flagDeleted
	flagErased
)

// writeMeta packs what is kept of a record beside its fields: "1" for the form of
// this text, schema version of the kind, flags, stamp of the last operation, and
// birth; then seal and conflicts as JSON where there are any.
func (r *state) writeMeta() string {
	flags, version := 0, 0
	if r.created {
		flags |= flagCreated
	}
	if r.deleted {
		flags |= flagDeleted
	}
	if r.erased {
		flags |= flagErased
	}
	if r.kind != nil {
		version = r.kind.Version
	}
	text := fmt.Sprintf("1 %d %d %d %d %s %s %d %d %d", version, flags, r.last.clock.Ms, r.last.clock.N,
		r.last.device.orDash(), r.last.change.orDash(), r.last.index, r.born.Ms, r.born.N)
	if r.seal == nil && len(r.conflicts) == 0 {
		return text
	}
	rest, _ := json.Marshal(metaRest{r.seal, r.conflicts})
	return text + " " + string(rest)
}

func (id ID) orDash() string {
	if id.IsZero() {
		return "-"
	}
	return id.String()
}

func (r *state) readMeta(b []byte) (version int, err error) {
	words := strings.SplitN(string(b), " ", 11)
	if len(words) < 10 || words[0] != "1" {
		return 0, fmt.Errorf("meta %q was written by a newer Backlot; update this one", b)
	}
	number := func(i int) int64 {
		n, e := strconv.ParseInt(words[i], 10, 64)
		if err == nil {
			err = e
		}
		return n
	}
	id := func(i int) ID {
		if words[i] == "-" {
			return ID{}
		}
		v, e := ParseID(words[i])
		if err == nil {
			err = e
		}
		return v
	}
	version = int(number(1))
	flags := number(2)
	r.created, r.deleted, r.erased = flags&flagCreated != 0, flags&flagDeleted != 0, flags&flagErased != 0
	r.last = stamp{Clock{number(3), uint32(number(4))}, id(5), id(6), int(number(7))}
	r.born = Clock{number(8), uint32(number(9))}
	if len(words) == 11 {
		var rest metaRest
		if e := json.Unmarshal([]byte(words[10]), &rest); e != nil {
			return version, e
		}
		r.seal, r.conflicts = rest.Seal, rest.Conflicts
	}
	return version, err
}

// fill puts many records at once: first all of them, then what hides them.
func (s *Snapshot) fill(recs []*record) {
	byID := func(a, b *record) int { return a.id.compare(&b.id) }
	if !slices.IsSortedFunc(recs, byID) {
		slices.SortFunc(recs, byID)
	}
	var wg sync.WaitGroup
	var edges []edge
	wg.Go(func() { edges = s.fillEdges(recs) })
	kinds := make([]kindEntry, 0, len(recs))
	s.opened = make(map[ID]*record, len(recs))
	for _, r := range recs {
		s.records.Load(entry{r.id, r})
		s.opened[r.id] = r
		if len(r.conflicts) > 0 {
			s.disputed.Load(r.id)
		}
		if !r.live() {
			s.gone.Load(r.id)
		} else if r.kind != nil {
			kinds = append(kinds, kindEntry{r.kind.code, r.id, r})
		}
	}
	slices.SortStableFunc(kinds, func(a, b kindEntry) int { return int(a.code) - int(b.code) })
	for _, k := range kinds {
		s.byKind.Load(k)
	}
	wg.Wait()
	for _, r := range recs {
		if r.seal != nil {
			s.reshade(r)
		}
	}
	for _, r := range s.orphans(recs, edges) {
		s.reshade(r)
	}
}

func (s *Snapshot) fillEdges(recs []*record) []edge {
	edges := make([]edge, 0, 2*len(recs))
	for _, r := range recs {
		if !r.live() || r.kind == nil {
			continue
		}
		for _, refs := range [][]ref{r.refs, r.aliasRefs} {
			for _, ref := range refs {
				edges = append(edges, edge{ref.to, r.kind.edge(ref.field), r.id, r})
			}
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return compareEdges(&a, &b) })
	edges = slices.Compact(edges)
	for _, e := range edges {
		s.edges.Load(e)
	}
	return edges
}

// orphans lists the records with an owner that does not exist, by walking edges
// and records side by side.
func (s *Snapshot) orphans(recs []*record, edges []edge) (out []*record) {
	i := 0
	for _, e := range edges {
		for i < len(recs) && recs[i].id.compare(&e.to) < 0 {
			i++
		}
		if s.reg.sorted[e.field>>16-1].Fields[e.field&0xffff].Owner && (i == len(recs) || recs[i].id != e.to || !recs[i].live()) {
			out = append(out, e.rec)
		}
	}
	return out
}

func (s *Store) readRestricted(ctx context.Context, snap *Snapshot) error {
	const list = `
		SELECT seq, needs
		FROM change
		WHERE production = ? AND branch = ? AND needs <> ''
		ORDER BY seq`
	rows, err := s.db.Query(ctx, list, snap.where.Production.String(), snap.where.Branch.String())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq Seq
		var needs string
		if err := rows.Scan(&seq, &needs); err != nil {
			return err
		}
		r, err := decodeRestriction(seq, needs)
		if err != nil {
			return err
		}
		snap.restricted.Load(r)
	}
	return rows.Err()
}
