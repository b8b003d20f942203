package graph

import (
	"testing"
	"time"
)

type cameo struct {
	Name string `json:"name"`
}

func (cameo) Kind() Kind { return "cameo" }

var cameos = NewRegistry(Register(KindInfo{Version: 1, Title: "Cameo"}, func(c cameo) string { return c.Name }))

func commit(t *testing.T, m *Memory, e *Edit) Change {
	t.Helper()
	c, err := e.Change()
	if err == nil {
		c, err = m.Commit(c, ID{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSealingAnOpenRecordIsKnownAsItsVanishing(t *testing.T) {
	ids := &SequentialIDs{Prefix: 7}
	vault, other := ids.NewID(), ids.NewID()
	m := NewMemory(cameos, Main(ids.NewID()), ids.NewID(), time.Now)
	e := m.Snapshot().View(System).Edit(ids, "Add the president")
	id := Add(e, cameo{"The president"})
	commit(t, m, e)
	before := m.Snapshot()

	e = before.View(System).Edit(ids, "Hide that the president comes")
	e.Seal(id, vault, nil)
	c := commit(t, m, e)

	crew := m.Snapshot().View(Audience{})
	if crew.Seq() != 2 {
		t.Errorf("the crew counts %d changes; want 2: a page that showed the record must be read again", crew.Seq())
	}
	told, ok := crew.Told(c)
	if !ok || told.Cause != withheld || len(told.Ops) != 1 || told.Ops[0].Do != Delete || told.Ops[0].Label != "" {
		t.Errorf("the crew is told %+v, %v; want a nameless deletion", told, ok)
	}
	if _, ok := Get[cameo](before.SealedAs(m.Snapshot()).View(Audience{}), id); ok {
		t.Error("the crew reads the president in the past")
	}
	if _, ok := Get[cameo](before.SealedAs(m.Snapshot()).View(Audience{Clear: map[ID]bool{vault: true}}), id); !ok {
		t.Error("the cleared do not read the president in the past")
	}

	e = m.Snapshot().View(System).Edit(ids, "Move to another vault")
	e.Seal(id, other, nil)
	c = commit(t, m, e)
	if crew := m.Snapshot().View(Audience{}); crew.Seq() != 2 {
		t.Errorf("the crew counts %d; want 2: it knew nothing of the record", crew.Seq())
	}
	told, ok = m.Snapshot().View(Audience{Clear: map[ID]bool{vault: true}}).Told(c)
	if !ok || told.Ops[0].Do != Delete {
		t.Errorf("those of the old compartment are told %+v, %v; want a deletion", told, ok)
	}
	if _, ok := m.Snapshot().View(Audience{Clear: map[ID]bool{other: true}}).Told(c); !ok {
		t.Error("those of the new compartment are told nothing")
	}
}

func TestWhatIsKeptToReadersIsForThemAlone(t *testing.T) {
	ids := &SequentialIDs{Prefix: 8}
	vault := ids.NewID()
	m := NewMemory(cameos, Main(ids.NewID()), ids.NewID(), time.Now)
	mara := Audience{Account: ID{1}, Rights: map[string]bool{"account:mara": true}, Saw: func(ID, ID) { t.Error("reading one's own note was written down as reading a secret") }}
	costume := Audience{Account: ID{2}, Rights: map[string]bool{"account:jun": true, "department:costume": true}}
	owner := Audience{Account: ID{3}, Rights: map[string]bool{"account:olga": true, "role:owner": true}, Clear: map[ID]bool{vault: true, {}: true}}
	reads := func(id ID, a Audience) bool {
		_, ok := Get[cameo](m.Snapshot().View(a), id)
		return ok
	}

	e := m.Snapshot().View(mara).Edit(ids, "Note to myself: the president looks tired")
	id := Add(e, cameo{"The president looks tired"})
	e.KeepTo(id, "account:mara")
	c := commit(t, m, e)
	if !reads(id, mara) || reads(id, costume) || reads(id, owner) {
		t.Errorf("mara %v, costume %v, owner %v; want it read by mara alone, not even by an owner", reads(id, mara), reads(id, costume), reads(id, owner))
	}
	if n := m.Snapshot().View(owner).Seq(); n != 0 {
		t.Errorf("the owner counts %d changes; want 0", n)
	}
	if _, ok := m.Snapshot().View(costume).Told(c); ok {
		t.Error("the costume department is told of the note")
	}
	if _, ok := Get[cameo](m.Snapshot().View(mara).Uncleared(), id); ok {
		t.Error("what is handed to everybody holds a private note")
	}

	e = m.Snapshot().View(mara).Edit(ids, "Share it with costume")
	e.KeepTo(id, "account:mara", "department:costume")
	c = commit(t, m, e)
	if told, ok := m.Snapshot().View(costume).Told(c); !reads(id, costume) || !ok || told.Ops[0].Do != Create {
		t.Errorf("costume reads it %v and is told %+v; want it to appear", reads(id, costume), told)
	}

	e = m.Snapshot().View(mara).Edit(ids, "Take it back")
	e.KeepTo(id, "account:mara")
	c = commit(t, m, e)
	if told, ok := m.Snapshot().View(costume).Told(c); reads(id, costume) || !ok || told.Ops[0].Do != Delete || told.Ops[0].Label != "" {
		t.Errorf("costume still reads it %v, is told %+v; want a nameless deletion", reads(id, costume), told)
	}
	for _, r := range m.Snapshot().restricted.Items() {
		if back, err := decodeRestriction(r.seq, r.encode()); err != nil || len(back.needs) != len(r.needs) || !back.needs[0].equal(r.needs[0]) {
			t.Errorf("%q comes back from the store as %+v, %v", r.encode(), back, err)
		}
	}
	e = m.Snapshot().View(mara).Edit(ids, "Nobody")
	e.KeepTo(id)
	if _, err := e.Change(); err == nil {
		t.Error("a record was kept to nobody")
	}
}
