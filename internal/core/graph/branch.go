package graph

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
)

// Branch is a what-if world: a named list of changes over the main line as it was
// at Base. It costs what differs.
type Branch struct {
	ID      ID        `json:"id"`
	Name    string    `json:"name"`
	Base    Seq       `json:"-"` // counts changes not everybody may know of
	Seq     Seq       `json:"-"`
	Author  ID        `json:"author,omitzero"`
	Created time.Time `json:"created"`
	State   string    `json:"state" enum:"open,merged,dropped"`
}

// CreateBranch begins a branch of the main line as it is now.
func (s *Store) CreateBranch(ctx context.Context, production, id ID, name string, author ID) (Branch, error) {
	if name == "" {
		return Branch{}, fault.At("name", "a branch needs a name that says what if, such as \"storm takes day 37\"")
	}
	main, err := s.Snapshot(ctx, Main(production))
	if err != nil {
		return Branch{}, err
	}
	b := Branch{ID: id, Name: name, Base: main.seq, Author: author, Created: s.opts.Now().UTC().Truncate(time.Millisecond), State: "open"}
	return b, s.insertBranch(ctx, s.db, production, b)
}

type execer interface {
	Exec(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func (s *Store) insertBranch(ctx context.Context, x execer, production ID, b Branch) error {
	const insert = `
		INSERT INTO branch (production, id, name, base, seq, author, created_ms, state)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	_, err := x.Exec(ctx, insert, production.String(), b.ID.String(), b.Name, int64(b.Base), int64(b.Seq), b.Author.String(), b.Created.UnixMilli(), b.State)
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "branch %s exists already", b.ID)
	}
	return err
}

// Branches lists a production's branches by the time they were made.
func (s *Store) Branches(ctx context.Context, production ID) ([]Branch, error) {
	const list = `
		SELECT id, name, base, seq, author, created_ms, state
		FROM branch
		WHERE production = ?
		ORDER BY created_ms, id`
	rows, err := s.db.Query(ctx, list, production.String())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Branch
	for rows.Next() {
		var b Branch
		var id, author string
		var ms int64
		if err := rows.Scan(&id, &b.Name, &b.Base, &b.Seq, &author, &ms, &b.State); err != nil {
			return nil, err
		}
		if b.ID, err = ParseID(id); err != nil {
			return nil, err
		}
		if b.Author, err = ParseID(author); err != nil {
			return nil, err
		}
		b.Created = time.UnixMilli(ms).UTC()
		out = append(out, b)
	}
	return out, rows.Err()
}

// Branch reads one branch.
func (s *Store) Branch(ctx context.Context, at Place) (Branch, error) {
	list, err := s.Branches(ctx, at.Production)
	if err != nil {
		return Branch{}, err
	}
	for _, b := range list {
		if b.ID == at.Branch {
			return b, nil
		}
	}
	return Branch{}, fault.New(fault.NotFound, "no branch %s", at.Branch)
}

// DropBranch closes a branch without merging; its changes stay readable.
func (s *Store) DropBranch(ctx context.Context, at Place) error {
	return s.closeBranch(ctx, at, "dropped")
}

func (s *Store) closeBranch(ctx context.Context, at Place, state string) error {
	const set = `
		UPDATE branch
		SET state = ?
		WHERE production = ? AND id = ? AND state = 'open'`
	res, err := s.db.Exec(ctx, set, state, at.Production.String(), at.Branch.String())
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.Conflict, "branch %s is not open", at.Branch)
	}
	return nil
}

func (s *Store) loadBranch(ctx context.Context, l *lane) (*Snapshot, error) {
	b, err := s.Branch(ctx, l.where)
	if err != nil {
		return nil, err
	}
	base, err := s.At(ctx, Main(l.where.Production), b.Base)
	if err != nil {
		return nil, err
	}
	l.base = b.Base
	snap := base.thaw()
	snap.where, snap.seq = l.where, 0
	snap.restricted.Clear()
	return snap, catchUp(ctx, s.db, l, snap)
}

// MergePlan is what merging a branch would do to the main line.
type MergePlan struct {
	Ops       []Op       `json:"ops"`
	Conflicts []Conflict `json:"conflicts"` // Kept is the main line's value, Lost the branch's
}

// Settlement decides one conflict of a merge.
type Settlement struct {
	Record ID              `json:"record"`
	Field  string          `json:"field"`
	Take   string          `json:"take" enum:"main,branch,value"`
	Value  json.RawMessage `json:"value,omitempty"` // for take "value"
}

// PlanMerge compares three ways, field by field: the main line where the branch
// left it, the main line now, and the branch. A field that both changed to
// different values is a conflict, unless settled.
func (s *Store) PlanMerge(ctx context.Context, at Place, settled []Settlement) (MergePlan, error) {
	b, err := s.Branch(ctx, at)
	if err != nil {
		return MergePlan{}, err
	}
	ours, err := s.Snapshot(ctx, at)
	if err != nil {
		return MergePlan{}, err
	}
	main, err := s.Snapshot(ctx, Main(at.Production))
	if err != nil {
		return MergePlan{}, err
	}
	base, err := s.At(ctx, Main(at.Production), b.Base)
	if err != nil {
		return MergePlan{}, err
	}
	touched, err := s.touchedAfter(ctx, at, 0)
	if err != nil {
		return MergePlan{}, err
	}
	m := merger{settled: settled}
	for _, t := range touched {
		m.record(t, base.get(t.record), main.get(t.record), ours.get(t.record))
	}
	return m.plan, m.err
}

// merger builds a plan record by record.
type merger struct {
	plan    MergePlan
	settled []Settlement
	err     error
}

func (m *merger) record(t touch, base, main, branch *record) {
	was, now, want := base != nil && base.live(), main != nil && main.live(), branch.live()
	op := Op{Record: t.record, Kind: t.kind}
	if branch.kind != nil {
		op.Version = branch.kind.Version
	}
	switch {
	case want && !was && main == nil:
		op.Do, op.Fields, op.Seal = Create, branch.fields, branch.seal
		m.plan.Ops = append(m.plan.Ops, op)
	case !want && was && now:
		if !sameJSON(base.fields, main.fields) && !m.takes(t, "", main.fields, jsonNull) {
			return
		}
		op.Do, op.Seen = Delete, main.last.change
		m.plan.Ops = append(m.plan.Ops, op)
	case want && was && !now && main != nil:
		if sameJSON(base.fields, branch.fields) || !m.takes(t, "", jsonNull, branch.fields) {
			return
		}
		op.Do = Restore
		m.plan.Ops = append(m.plan.Ops, op)
		m.fields(op, main.fields, main.fields, branch.fields)
	case want && now:
		from := main.fields
		if was {
			from = base.fields
		}
		m.fields(op, from, main.fields, branch.fields)
		m.seal(op, base, main, branch)
	}
}

func (m *merger) seal(op Op, base, main, branch *record) {
	same := func(a, b *Seal) bool {
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		return string(x) == string(y)
	}
	if base != nil && same(base.seal, branch.seal) || same(main.seal, branch.seal) {
		return
	}
	op.Do, op.Seal, op.BeforeSeal = SealDo, branch.seal, main.seal
	m.plan.Ops = append(m.plan.Ops, op)
}

func (m *merger) fields(op Op, base, main, branch json.RawMessage) {
	patch, before, err := diffPatch(base, branch)
	if err != nil || patch == nil {
		m.fail(err)
		return
	}
	disagreements("", main, before, patch, func(path string, current, want json.RawMessage) {
		t := touch{op.Record, op.Kind}
		if current == nil {
			current = jsonNull
		}
		choice, ok := m.choice(t, path)
		switch {
		case !ok:
			m.plan.Conflicts = append(m.plan.Conflicts, Conflict{Record: t.record, Kind: t.kind, Field: path, Kept: current, Lost: want})
			patch = setPath(patch, path, current)
		case choice.Take == "main":
			patch = setPath(patch, path, current)
		case choice.Take == "value":
			patch = setPath(patch, path, canonical(choice.Value))
		}
	})
	if sameJSON(canonical(mergePatch(main, patch)), main) {
		return
	}
	op.Do, op.Fields, op.Before = Patch, patch, beforeOf(main, patch)
	m.plan.Ops = append(m.plan.Ops, op)
}

// takes asks whether the branch's side of a conflict over existence is taken; an
// unsettled one goes into the plan.
func (m *merger) takes(t touch, field string, kept, lost json.RawMessage) bool {
	choice, ok := m.choice(t, field)
	if !ok {
		m.plan.Conflicts = append(m.plan.Conflicts, Conflict{Record: t.record, Kind: t.kind, Field: field, Kept: kept, Lost: lost})
	}
	return ok && choice.Take == "branch"
}

func (m *merger) choice(t touch, field string) (Settlement, bool) {
	for _, c := range m.settled {
		if c.Record == t.record && c.Field == field {
			return c, true
		}
	}
	return Settlement{}, false
}

func (m *merger) fail(err error) {
	if m.err == nil && err != nil {
		m.err = fmt.Errorf("merge: %w", err)
	}
}

// setPath writes one leaf of a patch.
func setPath(patch json.RawMessage, path string, value json.RawMessage) json.RawMessage {
	o, err := parseObject(patch)
	if err != nil {
		return patch
	}
	for i, m := range o {
		if m.name == path {
			o[i].raw = value
			return o.bytes()
		}
		if rest, ok := cutPath(path, m.name); ok {
			o[i].raw = setPath(m.raw, rest, value)
			return o.bytes()
		}
	}
	return patch
}

func cutPath(path, name string) (rest string, ok bool) {
	if len(path) > len(name) && path[:len(name)] == name && path[len(name)] == '.' {
		return path[len(name)+1:], true
	}
	return "", false
}

// Merge brings a branch home as one change of the main line and closes it. A
// conflict that is not settled is a Conflict error; ask PlanMerge for the list.
func (s *Store) Merge(ctx context.Context, at Place, settled []Settlement, author ID) (Change, error) {
	b, err := s.Branch(ctx, at)
	if err != nil {
		return Change{}, err
	}
	if b.State != "open" {
		return Change{}, fault.New(fault.Conflict, "branch %q is %s already", b.Name, b.State)
	}
	plan, err := s.PlanMerge(ctx, at, settled)
	if err != nil {
		return Change{}, err
	}
	if len(plan.Conflicts) > 0 {
		return Change{}, fault.New(fault.Conflict, "merge %q: %d fields were changed differently on the main line; settle each one first", b.Name, len(plan.Conflicts))
	}
	if len(plan.Ops) == 0 {
		return Change{}, s.closeBranch(ctx, at, "merged")
	}
	c := Change{ID: s.opts.IDs.NewID(), Production: at.Production, Cause: "Merge " + b.Name, Merges: at.Branch, Ops: plan.Ops}
	landed, err := s.Land(ctx, c, author)
	if err != nil {
		return Change{}, err
	}
	return landed, s.closeBranch(ctx, at, "merged")
}
