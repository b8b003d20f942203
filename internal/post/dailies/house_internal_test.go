package dailies

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/jobs"
)

// footage is a kitchen shot with two cameras, and a bedroom that is a closed set.
const footage = `{"records": [
 {"id": "unit", "kind": "unit", "fields": {"name": "Main unit", "time_zone": "Europe/Oslo"}},
 {"id": "day1", "kind": "shoot_day", "fields": {"unit": "unit", "date": "2027-03-01", "number": 1}},
 {"id": "s10", "kind": "scene", "fields": {"number": "10", "order": "b", "heading": "EXT. QUAY - DAY"}},
 {"id": "s4", "kind": "scene", "fields": {"number": "4", "order": "a", "heading": "INT. KITCHEN - NIGHT"}},
 {"id": "s22", "kind": "scene", "fields": {"number": "22", "order": "c", "heading": "INT. BEDROOM - NIGHT"}},
 {"id": "flag", "kind": "content_flag", "fields": {"scene": "s22", "type": "simulated_sex", "closed_set": true}},
 {"id": "ada", "kind": "party", "fields": {"name": "Ada Berg", "type": "person", "account": "ada-account"}},
 {"id": "ivo", "kind": "party", "fields": {"name": "Ivo Dahl", "type": "person", "account": "ivo-account"}},
 {"id": "u4AA", "kind": "setup", "fields": {"scene": "s4", "slate": "4AA", "day": "day1"}},
 {"id": "u4Z", "kind": "setup", "fields": {"scene": "s4", "slate": "4Z", "day": "day1"}},
 {"id": "u10", "kind": "setup", "fields": {"scene": "s10", "slate": "10", "day": "day1"}},
 {"id": "u22", "kind": "setup", "fields": {"scene": "s22", "slate": "22", "day": "day1"}},
 {"id": "t4AA1", "kind": "take", "fields": {"setup": "u4AA", "number": 1}},
 {"id": "t4Z2", "kind": "take", "fields": {"setup": "u4Z", "number": 2, "circled": true}},
 {"id": "t4Z10", "kind": "take", "fields": {"setup": "u4Z", "number": 10}},
 {"id": "t10", "kind": "take", "fields": {"setup": "u10", "number": 1}},
 {"id": "t22", "kind": "take", "fields": {"setup": "u22", "number": 1}},
 {"id": "rA", "kind": "roll", "fields": {"name": "A001", "type": "camera", "camera": "A", "day": "day1"}},
 {"id": "rB", "kind": "roll", "fields": {"name": "B001", "type": "camera", "camera": "B", "day": "day1"}},
 {"id": "rS", "kind": "roll", "fields": {"name": "S001", "type": "sound", "camera": "S", "day": "day1"}},
 {"id": "c1", "kind": "clip", "fields": {"roll": "rA", "take": "t10", "name": "A001C001.mov", "rate": "24000/1001", "length_frames": 48}},
 {"id": "c2", "kind": "clip", "fields": {"roll": "rB", "take": "t4Z2", "name": "B001C002.mov", "rate": "24000/1001", "length_frames": 48}},
 {"id": "c3", "kind": "clip", "fields": {"roll": "rA", "take": "t4Z2", "name": "A001C002.mov", "rate": "24000/1001", "length_frames": 48, "timecode_start_frames": 1728000}},
 {"id": "c4", "kind": "clip", "fields": {"roll": "rA", "take": "t4Z10", "name": "A001C003.mov", "rate": "24000/1001", "length_frames": 48}},
 {"id": "c5", "kind": "clip", "fields": {"roll": "rA", "take": "t4AA1", "name": "A001C004.mov", "rate": "24000/1001", "length_frames": 48}},
 {"id": "c6", "kind": "clip", "fields": {"roll": "rA", "take": "t22", "name": "A001C005.mov", "rate": "24000/1001", "length_frames": 48}},
 {"id": "c7", "kind": "clip", "fields": {"roll": "rA", "name": "A001C006.mov", "rate": "24000/1001", "length_frames": 48}},
 {"id": "snd", "kind": "clip", "fields": {"roll": "rS", "take": "t10", "name": "10-T01.WAV"}}
]}`

// memoryHouse is a production in memory, and what the slice asks of the house.
type memoryHouse struct {
	t     *testing.T
	m     *graph.Memory
	kept  map[string][]byte
	asked []jobs.Request
	disks map[string]string // files on volumes of this machine, by name
	now   time.Time
	s     *service
}

func newHouse(t *testing.T) *memoryHouse {
	text := footage
	for _, account := range []string{"ada-account", "ivo-account"} {
		text = strings.ReplaceAll(text, `"`+account+`"`, `"`+graphtest.ID(account).String()+`"`)
	}
	h := &memoryHouse{t: t, m: graphtest.Parse(t, []byte(text)), kept: map[string][]byte{}, now: time.Date(2027, 3, 1, 20, 0, 0, 0, time.UTC)}
	now := func() time.Time { return h.now }
	h.s = &service{Wants: Wants{IDs: graph.RandomIDs{}, Files: h, Originals: h, Desk: h, Now: now}, rooms: newRooms(graph.RandomIDs{}, now), making: map[graph.ID]float64{}}
	return h
}

func (h *memoryHouse) Keep(_ context.Context, r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	sum := sha256.Sum256(b)
	id := hex.EncodeToString(sum[:])
	h.kept[id] = b
	return id, err
}

type seekable struct{ *bytes.Reader }

func (seekable) Close() error { return nil }

func (h *memoryHouse) Open(_ context.Context, id string) (io.ReadCloser, error) {
	b, ok := h.kept[id]
	if !ok {
		return nil, fault.New(fault.NotFound, "no file %s", id)
	}
	return seekable{bytes.NewReader(b)}, nil
}

func (h *memoryHouse) Find(volume, folder, name string) (string, error) {
	if p, ok := h.disks[name]; ok {
		return p, nil
	}
	return "", fault.New(fault.NotFound, "%s is not on volume %s", name, volume)
}

func (h *memoryHouse) Whole(context.Context, graph.Place) (graph.View, error) {
	return h.m.Snapshot().View(graph.System), nil
}

func (h *memoryHouse) Beside(_ context.Context, v graph.View, _ graph.ID) (graph.View, error) {
	return h.m.Snapshot().View(v.Audience()), nil
}

func (h *memoryHouse) NameOf(context.Context, graph.ID) string { return "Ada Berg" }

func (h *memoryHouse) Ask(_ context.Context, r jobs.Request) (graph.ID, error) {
	h.asked = append(h.asked, r)
	return graph.RandomIDs{}.NewID(), nil
}

func (h *memoryHouse) Land(_ context.Context, c graph.Change, by graph.ID) error {
	_, err := h.m.Commit(c, by)
	return err
}

// person is somebody with an account and rights beside those of all who watch.
func person(account string, rights ...string) graph.Audience {
	a := graph.Audience{Account: graphtest.ID(account), Rights: map[string]bool{readRight: true, noteRight: true}, Clear: map[graph.ID]bool{}}
	a.Rights[access.ReaderAccount(a.Account)] = true
	for _, r := range rights {
		a.Rights[r] = true
	}
	return a
}

func (h *memoryHouse) as(a graph.Audience) graph.View { return h.m.Snapshot().View(a) }

// land puts what a command answers into the production.
func (h *memoryHouse) land(c graph.Change, err error) {
	h.t.Helper()
	if err == nil {
		_, err = h.m.Commit(c, graph.ID{})
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *memoryHouse) names(a graph.Audience) []string {
	h.t.Helper()
	list, err := h.s.selects(h.t.Context(), h.as(a), selectsIn{Day: graphtest.ID("day1")})
	if err != nil {
		h.t.Fatal(err)
	}
	out := []string{}
	for _, r := range list.Rows {
		out = append(out, r.Name)
	}
	return out
}
