package api

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountSearch(m *web.Mux) {
	web.Query(m, "GET /api/productions/{production}/search", web.Member, s.find, web.Summary("Find records by words in their names and texts"))
}

type findIn struct {
	Q     string     `query:"q" maxLength:"200" doc:"Words, or beginnings of words; capitals and accents do not matter"`
	Kind  graph.Kind `query:"kind" doc:"Only records of this kind"`
	Limit int        `query:"limit" minimum:"1" maximum:"50" doc:"20 when left out"`
}

// SearchHit is one record found.
type SearchHit struct {
	ID     graph.ID   `json:"id"`
	Kind   graph.Kind `json:"kind"`
	Title  string     `json:"title"`
	Detail string     `json:"detail,omitempty" doc:"What kind it is"`
	Href   string     `json:"href,omitempty" doc:"Page of the app that shows it"`
}

// hit is a record with how well it fits.
type hit struct {
	rec   graph.Record
	label string // folded
	score int
}

// These bound how many known records one search ranks: found by their names, and by
// their texts. Records that the reader may not know do not count: their number must
// not show.
const (
	rankedByName = 1500
	rankedByText = 400
)

func (s *service) find(ctx context.Context, v graph.View, in findIn) ([]SearchHit, error) {
	words := tokens(fold(in.Q))
	out := []SearchHit{}
	if len(words) == 0 {
		return out, nil
	}
	snap, err := s.Store.Snapshot(ctx, v.Where())
	if err != nil {
		return nil, err
	}
	place := s.search.of(v.Where())
	if err := place.update(ctx, s.Store, snap); err != nil {
		return nil, err
	}
	for _, h := range rank(v, place, words, in.Kind, cmp.Or(in.Limit, 20)) {
		out = append(out, s.hitItem(v, h.rec))
	}
	return out, nil
}

// rank looks at what the index proposes through the reader's eyes, best first.
func rank(v graph.View, place *placeIndex, words []string, kind graph.Kind, limit int) []hit {
	var hits []hit
	look := func(budget int) func(graph.ID) bool {
		return func(id graph.ID) bool {
			rec, ok := v.Record(id)
			if !ok || kind != "" && rec.Kind != kind {
				return true
			}
			if h, ok := scoreOf(v.Registry(), rec, words); ok {
				hits = append(hits, h)
				budget--
			}
			return budget > 0
		}
	}
	place.propose(words, look(rankedByName), look(rankedByText))
	slices.SortFunc(hits, func(a, b hit) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return cmp.Or(naturalFolded(a.label, b.label), bytes.Compare(a.rec.ID[:], b.rec.ID[:]))
	})
	return hits[:min(limit, len(hits))]
}

// scoreOf says how well a record fits: whole words before beginnings, its name
// before its text, the beginning of the name before the rest, short names before long.
func scoreOf(reg *graph.Registry, rec graph.Record, words []string) (hit, bool) {
	h := hit{rec: rec, label: fold(rec.Label)}
	inLabel := tokens(h.label)
	var inText []string // read only when the name does not say it
	for _, word := range words {
		best := 8 * fits(inLabel, word)
		if best == 0 {
			if inText == nil {
				inText = tokens(textOf(reg, rec))
			}
			best = fits(inText, word)
		}
		if best == 0 {
			return h, false
		}
		h.score += 10 * best
	}
	if strings.HasPrefix(strings.Join(inLabel, " "), strings.Join(words, " ")) {
		h.score += 100
	}
	h.score -= min(len(h.label), 80) / 4
	return h, true
}

// fits is 2 for the whole word, 1 for its beginning, 0 when it does not occur.
func fits(list []string, word string) int {
	best := 0
	for _, have := range list {
		if have == word {
			return 2
		}
		if strings.HasPrefix(have, word) {
			best = 1
		}
	}
	return best
}

func (s *service) hitItem(v graph.View, rec graph.Record) SearchHit {
	out := SearchHit{ID: rec.ID, Kind: rec.Kind, Title: rec.Label}
	if info, err := v.Registry().Info(rec.Kind); err == nil {
		out.Detail = info.Title
	}
	if s.Page != nil {
		out.Href = s.Page(v, rec)
	}
	return out
}
