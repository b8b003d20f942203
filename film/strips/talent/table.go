package talent

import "sync"

// table remembers the cheapest cost at which each state was met, so that no state is searched twice
// unless it comes again cheaper. It grows as it fills, up to its limit, and then replaces.
type table struct {
	shards [tableShards]shard
}

const tableShards = 64

// entry is one state, exactly; two fill a cache line.
type entry struct {
	rest, left, right uint64
	worth             int64 // cost+1; zero is empty
}

type shard struct {
	sync.Mutex
	entries []entry
	used    int
	most    int // entries
	_       [64]byte
}

func newTable(bytes int64) *table {
	t := &table{}
	most := 1
	for int64(most)*2*32*tableShards <= bytes {
		most *= 2
	}
	for i := range t.shards {
		t.shards[i].most = max(most, 8)
		t.shards[i].entries = make([]entry, 8)
	}
	return t
}

func (t *table) clear() {
	for i := range t.shards {
		t.shards[i].entries = make([]entry, 8)
		t.shards[i].used = 0
	}
}

func hash(rest, left, right uint64) uint64 {
	h := rest * 0x9e3779b97f4a7c15
	h ^= h >> 32
	h = (h + left) * 0xbf58476d1ce4e5b9
	h ^= h >> 29
	h = (h + right) * 0x94d049bb133111eb
	return h ^ h>>32
}

// visit tells whether a state is worth searching at a cost, and remembers it if so.
func (t *table) visit(rest, left, right uint64, cost int64) bool {
	if left > right {
		left, right = right, left // an order and its reverse cost the same
	}
	h := hash(rest, left, right)
	s := &t.shards[h>>58]
	s.Lock()
	defer s.Unlock()
	return s.visit(h, entry{rest, left, right, cost + 1})
}

const probes = 4

func (s *shard) visit(h uint64, e entry) bool {
	mask := uint64(len(s.entries) - 1)
	at := h & mask &^ (probes - 1)
	worst := at
	for i := range uint64(probes) {
		x := &s.entries[at+i]
		if x.rest == e.rest && x.left == e.left && x.right == e.right && x.worth != 0 {
			if x.worth <= e.worth {
				return false
			}
			x.worth = e.worth
			return true
		}
		if x.worth == 0 {
			*x = e
			s.used++
			if s.used*4 > len(s.entries)*3 {
				s.grow()
			}
			return true
		}
		// Prefer to lose the state with least left to search.
		if size(x) < size(&s.entries[worst]) {
			worst = at + i
		}
	}
	if len(s.entries) < s.most {
		s.grow()
		return s.visit(h, e)
	}
	s.entries[worst] = e
	return true
}

func (s *shard) grow() {
	if len(s.entries) >= s.most {
		return
	}
	old := s.entries
	s.entries = make([]entry, len(old)*2)
	s.used = 0
	mask := uint64(len(s.entries) - 1)
	for _, e := range old {
		if e.worth == 0 {
			continue
		}
		at := hash(e.rest, e.left, e.right) & mask &^ (probes - 1)
		for i := range uint64(probes) {
			if s.entries[at+i].worth == 0 {
				s.entries[at+i] = e
				s.used++
				break
			}
		}
	}
}

func size(e *entry) int { return open(e.rest) }
