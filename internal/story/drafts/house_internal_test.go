package drafts

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"
	"time"

	"backlot/film/pdftext"
	"backlot/film/screenplay"
	"backlot/film/strips"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

const ferry = `Title: The Salt Road

INT. KITCHEN - DAY #1#

MARA lights the stove with a brass lighter.

MARA
It never starts.

EXT. QUAY - NIGHT #2#

The keeper steps off the ferry, alive. TOM sees him.

TOM
Father.

INT. ATTIC - NIGHT #3#

A letter under the floor: burn the boat.

EXT. QUAY - DAWN #4#

Mara and Tom wait.

MARA
Nobody came.
`

// house is a production in memory with people in it, and what a slice asks of the
// house.
type memoryHouse struct {
	t     *testing.T
	ids   *graph.SequentialIDs
	m     *graph.Memory
	clear map[graph.ID][]graph.ID // compartments by account
	kept  map[string][]byte
	s     *service
	now   time.Time
	days  map[graph.ID]strips.Outlook
}

func newHouse(t *testing.T) *memoryHouse {
	h := &memoryHouse{t: t, ids: &graph.SequentialIDs{Prefix: 7}, clear: map[graph.ID][]graph.ID{}, kept: map[string][]byte{},
		now: time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC), days: map[graph.ID]strips.Outlook{}}
	h.m = graph.NewMemory(production.NewRegistry(), graph.Main(h.ids.NewID()), h.ids.NewID(), func() time.Time { return h.now })
	h.s = &service{ids: h.ids, files: h, boards: h, desk: h}
	return h
}

func (h *memoryHouse) Keep(_ context.Context, r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	sum := sha256.Sum256(b)
	id := hex.EncodeToString(sum[:])
	h.kept[id] = b
	return id, err
}

func (h *memoryHouse) Open(_ context.Context, id string) (io.ReadCloser, error) {
	b, ok := h.kept[id]
	if !ok {
		return nil, fault.New(fault.NotFound, "no file %s", id)
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

func (h *memoryHouse) Day(_ graph.View, day graph.ID) (strips.Outlook, error) {
	return h.days[day], nil
}

var everything = map[string]bool{production.RightLedger: true, readRight: true, editRight: true, distributeRight: true}

func (h *memoryHouse) Common(_ context.Context, _ graph.Place, saw func(sealed, compartment graph.ID), accounts ...graph.ID) (graph.View, error) {
	a := graph.Audience{Account: accounts[0], Rights: everything, Clear: map[graph.ID]bool{}, Saw: saw}
	for _, c := range h.clear[accounts[0]] {
		a.Clear[c] = true
	}
	for _, other := range accounts[1:] {
		has := map[graph.ID]bool{}
		for _, c := range h.clear[other] {
			has[c] = true
		}
		for c := range a.Clear {
			if !has[c] {
				delete(a.Clear, c)
			}
		}
	}
	return h.m.Snapshot().View(a), nil
}

func (h *memoryHouse) Ask(context.Context, jobs.Request) (graph.ID, error) { return h.ids.NewID(), nil }

func (h *memoryHouse) Land(_ context.Context, c graph.Change, by graph.ID) error {
	_, err := h.m.Commit(c, by)
	return err
}

// as is the production as somebody with an account may know it.
func (h *memoryHouse) as(account graph.ID) graph.View {
	v, _ := h.Common(context.Background(), graph.Place{}, nil, account)
	return v
}

func (h *memoryHouse) system() graph.View { return h.m.Snapshot().View(graph.System) }

func (h *memoryHouse) do(cause string, run func(e *graph.Edit)) {
	h.t.Helper()
	e := h.system().Edit(h.ids, cause)
	run(e)
	c, err := e.Change()
	if err != nil {
		h.t.Fatal(err)
	}
	h.land(c)
}

func (h *memoryHouse) land(c graph.Change) {
	h.t.Helper()
	if _, err := h.m.Commit(c, graph.ID{}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *memoryHouse) draft(text, version, colour string) (id graph.ID) {
	h.t.Helper()
	script, err := screenplay.Read(strings.NewReader(text), "salt-road.fountain", screenplay.Limits{})
	if err != nil {
		h.t.Fatal(err)
	}
	h.do("Import", func(e *graph.Edit) {
		if id, err = Import(e, h.system(), script, Options{Version: version, RevisionColor: colour}); err != nil {
			e.Fail(err)
		}
	})
	return id
}

// person adds somebody; with clearances they have an account.
func (h *memoryHouse) person(name string, clear ...graph.ID) (party, account graph.ID) {
	if clear != nil {
		account = h.ids.NewID()
		h.clear[account] = clear
	}
	h.do("Engage "+name, func(e *graph.Edit) {
		party = graph.Add(e, production.Party{Type: "person", Name: name, Account: account})
	})
	return party, account
}

func (h *memoryHouse) scene(number string) SceneRow {
	for _, s := range Scenes(h.system()) {
		if s.Number == number {
			return s
		}
	}
	h.t.Fatalf("no scene %s", number)
	return SceneRow{}
}

// seal hides the words of a scene.
func (h *memoryHouse) seal(number string, circle graph.ID) {
	sc := h.scene(number)
	h.do("Seal scene "+number, func(e *graph.Edit) {
		alias := sc.Scene
		alias.Synopsis, alias.TextHash = "Withheld.", ""
		e.Seal(sc.ID, circle, alias)
		for id, b := range graph.Referring[production.Block](h.system(), sc.ID, "scene") {
			if b.Type != "scene_heading" {
				e.Seal(id, circle, nil)
			}
		}
	})
}

// printed is the words on each page of a PDF.
func printed(t *testing.T, pdf []byte) []string {
	t.Helper()
	pages, err := pdftext.Read(pdf, pdftext.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(pages))
	for i, p := range pages {
		for _, w := range p.Words {
			out[i] += w.Text + " "
		}
	}
	return out
}

func documentsFor(name string) documents.Recipient { return documents.Recipient{Name: name} }
