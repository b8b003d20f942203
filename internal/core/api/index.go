package api

import (
	"context"
	"encoding/json"
	"maps"
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

// lexicon is an inverted index of the words in names, and of all words.
type lexicon struct {
	ids   []graph.ID // in the order of kinds and ids
	names postings
	all   postings
}

// postings are sorted words, and for each the records it is in.
type postings struct {
	words []string
	docs  [][]int32
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
				_, p.fresh[op.Record] = everyWord(v, open(snap), op.Record)
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

// everyWord is the words of a record and of its alias: those in the name, and all.
func everyWord(whole, open graph.View, id graph.ID) (names, all []string) {
	for _, v := range []graph.View{whole, open} {
		if rec, ok := v.Record(id); ok {
			names = append(names, tokens(fold(rec.Label))...)
			all = append(all, tokens(textOf(v.Registry(), rec))...)
		}
	}
	all = append(all, names...)
	slices.Sort(names)
	slices.Sort(all)
	return slices.Compact(names), slices.Compact(all)
}

func build(snap *graph.Snapshot) *lexicon {
	all, known := snap.View(graph.System), open(snap)
	l := &lexicon{}
	byName, byWord := map[string][]int32{}, map[string][]int32{}
	for _, info := range snap.Registry().All() {
		for rec := range all.Records(info.Kind) {
			doc := int32(len(l.ids))
			l.ids = append(l.ids, rec.ID)
			names, words := everyWord(all, known, rec.ID)
			for _, word := range names {
				byName[word] = append(byName[word], doc)
			}
			for _, word := range words {
				byWord[word] = append(byWord[word], doc)
			}
		}
	}
	l.names, l.all = sorted(byName), sorted(byWord)
	return l
}

func sorted(docs map[string][]int32) postings {
	p := postings{words: slices.Sorted(maps.Keys(docs))}
	for _, word := range p.words {
		p.docs = append(p.docs, docs[word])
	}
	return p
}

// having marks, of n records, those in which each of the words begins a word.
func (p *postings) having(words []string, n int) []bool {
	var all []bool
	for _, prefix := range words {
		marks := make([]bool, n)
		for i := sort.SearchStrings(p.words, prefix); i < len(p.words) && strings.HasPrefix(p.words[i], prefix); i++ {
			for _, doc := range p.docs[i] {
				marks[doc] = all == nil || all[doc]
			}
		}
		all = marks
	}
	return all
}

// propose calls byName with the records that may hold all the words in their name,
// then byText with the others that may hold them, each until it says stop.
func (p *placeIndex) propose(words []string, byName, byText func(graph.ID) bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	for _, id := range p.changed(words) {
		if !byName(id) {
			break
		}
	}
	names := p.base.names.having(words, len(p.base.ids))
	p.each(names, nil, byName)
	p.each(p.base.all.having(words, len(p.base.ids)), names, byText)
}

// each calls yield with the marked records that have not changed since, but for
// those marked in without.
func (p *placeIndex) each(marks, without []bool, yield func(graph.ID) bool) {
	for doc, in := range marks {
		if !in || without != nil && without[doc] {
			continue
		}
		id := p.base.ids[doc]
		if _, changed := p.fresh[id]; !changed && !yield(id) {
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

// textOf is the text in a record's fields, folded.
func textOf(reg *graph.Registry, rec graph.Record) string {
	var fields map[string]json.RawMessage
	info, err := reg.Info(rec.Kind)
	if err != nil || json.Unmarshal(rec.Fields, &fields) != nil {
		return ""
	}
	var b strings.Builder
	for _, f := range info.Fields {
		var value string
		if searchable(f) && json.Unmarshal(fields[f.Name], &value) == nil && value != "" {
			b.WriteString(value)
			b.WriteByte(' ')
		}
	}
	return fold(b.String())
}

// searchable reports whether a field holds words of people, not order keys, hashes
// or values of a closed list.
func searchable(f graph.Field) bool {
	return f.Ref == "" && f.Type.Kind() == reflect.String && f.Tag.Get("enum") == "" && f.Name != "order" && !strings.HasSuffix(f.Name, "hash")
}
