package api

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"sort"
	"strings"
	"sync"

	"backlot/internal/core/graph"
)

// index finds the records in which words occur, for every place that is searched.
// It knows everything, sealed records too, so it only ever proposes: what it
// proposes is looked at again through the reader's view, and counts for nothing
// when the reader may not know it.
type index struct {
	mu     sync.Mutex
	places map[graph.Place]*placeIndex
	used   []graph.Place // the latest used last
}

const placesKept = 64

func newIndex() *index { return &index{places: map[graph.Place]*placeIndex{}} }

// of is the index of a place, which may have to be brought up to date.
func (x *index) of(at graph.Place) *placeIndex {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.places[at]
	if p == nil {
		p = &placeIndex{}
		x.places[at] = p
	}
	x.used = append(slices.DeleteFunc(x.used, func(u graph.Place) bool { return u == at }), at)
	if len(x.used) > placesKept {
		delete(x.places, x.used[0])
		x.used = x.used[1:]
	}
	return p
}

// placeIndex is the words of one place as they were at seq.
type placeIndex struct {
	mu    sync.RWMutex
	seq   graph.Seq
	base  *lexicon
	fresh map[graph.ID][]string // words of records changed since base was made
}

// rebuildAt is how many changed records are searched one by one before the
// lexicon is made anew.
const rebuildAt = 4000

// lexicon is an inverted index: sorted words, and for each the records it is in.
type lexicon struct {
	words []string
	docs  [][]int32
	ids   []graph.ID // in the order of kinds and ids
}

// update brings the index up to a snapshot.
func (p *placeIndex) update(ctx context.Context, store *graph.Store, snap *graph.Snapshot) error {
	p.mu.RLock()
	current := p.base != nil && p.seq >= snap.Seq()
	p.mu.RUnlock()
	if current {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.base == nil || len(p.fresh) > rebuildAt || snap.Seq()-p.seq > rebuildAt {
		p.base, p.fresh, p.seq = build(snap), map[graph.ID][]string{}, snap.Seq()
		return nil
	}
	v := snap.View(graph.System)
	for p.seq < snap.Seq() {
		list, err := store.Changes(ctx, snap.Where(), p.seq, 500)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, c := range list {
			for _, op := range c.Ops {
				p.fresh[op.Record] = everyWord(v, open(snap), op.Record)
			}
			p.seq = c.Seq
		}
	}
	return nil
}

// open is the snapshot as somebody sees it who holds every right and no clearance:
// aliases stand in for sealed records.
func open(snap *graph.Snapshot) graph.View {
	rights := map[string]bool{}
	for _, info := range snap.Registry().All() {
		rights[info.Read] = true
	}
	return snap.View(graph.Audience{Rights: rights})
}

// everyWord is the words of a record and of its alias.
func everyWord(all, open graph.View, id graph.ID) []string {
	var words []string
	for _, v := range []graph.View{all, open} {
		if rec, ok := v.Record(id); ok {
			label, text := textOf(v.Registry(), rec)
			words = append(words, tokens(label)...)
			words = append(words, tokens(text)...)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func build(snap *graph.Snapshot) *lexicon {
	all, known := snap.View(graph.System), open(snap)
	l := &lexicon{}
	byWord := map[string][]int32{}
	for _, info := range snap.Registry().All() {
		for rec := range all.Records(info.Kind) {
			doc := int32(len(l.ids))
			l.ids = append(l.ids, rec.ID)
			for _, word := range everyWord(all, known, rec.ID) {
				byWord[word] = append(byWord[word], doc)
			}
		}
	}
	l.words = make([]string, 0, len(byWord))
	for word := range byWord {
		l.words = append(l.words, word)
	}
	slices.Sort(l.words)
	l.docs = make([][]int32, len(l.words))
	for i, word := range l.words {
		l.docs[i] = byWord[word]
	}
	return l
}

// having marks the records in which a word begins with prefix.
func (l *lexicon) having(prefix string) []bool {
	marks := make([]bool, len(l.ids))
	for i := sort.SearchStrings(l.words, prefix); i < len(l.words) && strings.HasPrefix(l.words[i], prefix); i++ {
		for _, doc := range l.docs[i] {
			marks[doc] = true
		}
	}
	return marks
}

// propose calls yield with the records that may hold all the words, until it says
// stop.
func (p *placeIndex) propose(words []string, yield func(graph.ID) bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	var all []bool
	for _, word := range words {
		marks := p.base.having(word)
		for i := range all {
			marks[i] = marks[i] && all[i]
		}
		all = marks
	}
	for _, id := range p.changed(words) {
		if !yield(id) {
			return
		}
	}
	for doc, in := range all {
		if !in {
			continue
		}
		if _, changed := p.fresh[p.base.ids[doc]]; !changed && !yield(p.base.ids[doc]) {
			return
		}
	}
}

// changed are the records changed since the lexicon was made that may hold all the
// words, by id.
func (p *placeIndex) changed(words []string) []graph.ID {
	var out []graph.ID
	for id, has := range p.fresh {
		if holdsAll(has, words) {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(a, b graph.ID) int { return strings.Compare(string(a[:]), string(b[:])) })
	return out
}

// holdsAll reports whether each word begins one of the sorted words has.
func holdsAll(has, words []string) bool {
	for _, word := range words {
		i, _ := slices.BinarySearch(has, word)
		if i == len(has) || !strings.HasPrefix(has[i], word) {
			return false
		}
	}
	return true
}

// textOf is a record's label and the text in its fields, folded.
func textOf(reg *graph.Registry, rec graph.Record) (label, text string) {
	var fields map[string]json.RawMessage
	info, err := reg.Info(rec.Kind)
	if err != nil || json.Unmarshal(rec.Fields, &fields) != nil {
		return fold(rec.Label), ""
	}
	var b strings.Builder
	for _, f := range info.Fields {
		var value string
		if searchable(f) && json.Unmarshal(fields[f.Name], &value) == nil && value != "" {
			b.WriteString(value)
			b.WriteByte(' ')
		}
	}
	return fold(rec.Label), fold(b.String())
}

// searchable reports whether a field holds words of people, not order keys, hashes
// or values of a closed list.
func searchable(f graph.Field) bool {
	return f.Ref == "" && f.Type.Kind() == reflect.String && f.Tag.Get("enum") == "" && f.Name != "order" && !strings.HasSuffix(f.Name, "hash")
}
