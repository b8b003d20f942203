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
