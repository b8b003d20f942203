package graph

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

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
	if name == "" || !utf8.ValidString(name) || strings.ContainsRune(name, 0) {
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
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := lockPlace(ctx, tx, at); err != nil {
			return err
		}
		return setBranchState(ctx, tx, at, state)
	})
}

func setBranchState(ctx context.Context, tx *db.Tx, at Place, state string) error {
	const set = `
		UPDATE branch
		SET state = ?
		WHERE production = ? AND id = ?`
	_, err := tx.Exec(ctx, set, state, at.Production.String(), at.Branch.String())
	return err
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
	if l.base != b.Base {
		l.base = b.Base
	}
	snap := base.thaw()
	snap.where, snap.seq = l.where, 0
	snap.restricted.Clear()
	_, err = catchUp(ctx, s.db, l, snap)
	return snap, err
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
	plan, _, err := s.planMerge(ctx, at, settled)
	return plan, err
}

// planMerge also gives the number of the branch's last change the plan knows of.
func (s *Store) planMerge(ctx context.Context, at Place, settled []Settlement) (MergePlan, Seq, error) {
	b, err := s.Branch(ctx, at)
	if err != nil {
		return MergePlan{}, 0, err
	}
	ours, err := s.Snapshot(ctx, at)
	if err != nil {
		return MergePlan{}, 0, err
	}
	main, err := s.Snapshot(ctx, Main(at.Production))
	if err != nil {
		return MergePlan{}, 0, err
	}
	base, err := s.At(ctx, Main(at.Production), b.Base)
	if err != nil {
		return MergePlan{}, 0, err
	}
	touched, err := s.touched(ctx, at, 0, ours.seq)
	if err != nil {
		return MergePlan{}, 0, err
	}
	m := merger{settled: map[choiceAt]Settlement{}}
	for i, c := range settled {
		if c.Take == "value" && !json.Valid(c.Value) || c.Take != "value" && c.Take != "main" && c.Take != "branch" {
			return MergePlan{}, 0, fault.At(fmt.Sprintf("settled[%d].take", i), "take %q: want main, branch, or value with a value", c.Take)
		}
		m.settled[choiceAt{c.Record, c.Field}] = c
	}
	for _, id := range touched {
		m.record(base.get(id), main.get(id), ours.get(id))
	}
	return m.plan, ours.seq, m.err
}

// merger builds a plan record by record.
type merger struct {
	plan    MergePlan
	settled map[choiceAt]Settlement
	err     error
}

type choiceAt struct {
	record ID
	field  string
}

// record plans one record that the branch touched. base and main are nil where
// they do not know it.
func (m *merger) record(base, main, branch *record) {
	if branch == nil || main != nil && main.erased || branch.erased {
		return
	}
	was, now, want := base != nil && base.live(), main != nil && main.live(), branch.live()
	op := Op{Record: branch.id, Kind: branch.kindName}
	if branch.kind != nil {
		op.Version = branch.kind.Version
	}
	switch {
	case want && now:
		var from json.RawMessage
		if base != nil {
			from = base.fields
		}
		m.fields(op, from, main.fields, branch.fields)
		m.seal(op, base, main, branch)
	case want && (main == nil || !main.created):
		op.Do, op.Fields, op.Seal = Create, branch.fields, branch.seal
		m.plan.Ops = append(m.plan.Ops, op)
	case want: // deleted on the main line, before or after the branch left it
		if was && (sameJSON(base.fields, branch.fields) || !m.takes(op, jsonNull, branch.fields)) {
			return
		}
		op.Do = Restore
		m.plan.Ops = append(m.plan.Ops, op)
		m.fields(op, main.fields, main.fields, branch.fields)
		m.seal(op, base, main, branch)
	case was && now: // deleted on the branch
		if !sameJSON(base.fields, main.fields) && !m.takes(op, main.fields, jsonNull) {
			return
		}
		op.Do, op.Seen = Delete, main.last.change
		m.plan.Ops = append(m.plan.Ops, op)
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
	op.Do, op.Version, op.Seal, op.BeforeSeal = SealDo, 0, branch.seal, main.seal
	m.plan.Ops = append(m.plan.Ops, op)
}

func (m *merger) fields(op Op, base, main, branch json.RawMessage) {
	patch, before, err := diffPatch(base, branch)
	if err != nil || patch == nil {
		m.fail(err)
		return
	}
	disagreements("", main, before, patch, func(path string, current, want json.RawMessage) {
		if current == nil {
			current = jsonNull
		}
		choice, ok := m.settled[choiceAt{op.Record, path}]
		switch {
		case !ok:
			m.plan.Conflicts = append(m.plan.Conflicts, Conflict{Record: op.Record, Kind: op.Kind, Field: path, Kept: current, Lost: want})
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
func (m *merger) takes(op Op, kept, lost json.RawMessage) bool {
	choice, ok := m.settled[choiceAt{op.Record, ""}]
	if !ok {
		m.plan.Conflicts = append(m.plan.Conflicts, Conflict{Record: op.Record, Kind: op.Kind, Kept: kept, Lost: lost})
	}
	return ok && choice.Take == "branch"
}

func (m *merger) fail(err error) {
	if m.err == nil && err != nil {
		m.err = fmt.Errorf("merge: %w", err)
	}
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
	plan, seq, err := s.planMerge(ctx, at, settled)
	if err != nil {
		return Change{}, err
	}
	if len(plan.Conflicts) > 0 {
		return Change{}, fault.New(fault.Conflict, "merge %q: %d fields were changed differently on the main line; settle each one first", b.Name, len(plan.Conflicts))
	}
	if len(plan.Ops) == 0 {
		return Change{}, s.closeBranch(ctx, at, "merged")
	}
	c := Change{ID: s.opts.IDs.NewID(), Production: at.Production, Cause: "Merge " + shortCause(b.Name), Merges: at.Branch, Ops: plan.Ops}
	return s.send(ctx, landing{change: c, merges: seq}, author)
}
