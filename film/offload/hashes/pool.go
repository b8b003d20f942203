package hashes

import (
	"hash"
	"slices"
	"sync"
)

// Pool hashes the streams of several files in slow formats. Where the processor has vectors for a
// format, blocks of up to four streams are hashed at once, as they come: a stream that is alone does
// not wait for others. The zero value is ready; a Pool needs no closing.
type Pool struct {
	mu     sync.Mutex
	groups map[Format]*group
}

// Stream is the digest of one file under way. Add and Sum are for one goroutine at a time.
type Stream struct {
	hash  hash.Hash
	group *group
	// length is how much was hashed; only the goroutine of the group looks at it.
	length int64
	queue  []piece    // under group.mu, as is what follows
	moved  *sync.Cond // the queue became shorter
}

type piece struct {
	data []byte
	done func()
}

// group is the streams that one goroutine hashes: all of a format that has lanes, or only one.
type group struct {
	lanes *lanes

	mu      sync.Mutex
	waiting []*Stream // have a piece, in the order in which it is their turn
	running bool
}

// Stream begins a digest.
func (p *Pool) Stream(f Format) *Stream {
	g := p.group(f)
	return &Stream{hash: f.New(), group: g, moved: sync.NewCond(&g.mu)}
}

func (p *Pool) group(f Format) *group {
	if f == C4 {
		f = SHA512 // the same digest, written otherwise
	}
	l := lanesOf(f)
	if l == nil {
		return &group{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.groups == nil {
		p.groups = map[Format]*group{}
	}
	if p.groups[f] == nil {
		p.groups[f] = &group{lanes: l}
	}
	return p.groups[f]
}

// ahead is how many pieces of a stream may wait, so that its reader does not run away.
const ahead = 2

// Add hashes data after what was added before. It waits while two pieces are not begun yet; done is
// called when data is no longer needed, and must not wait.
func (s *Stream) Add(data []byte, done func()) {
	g := s.group
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(s.queue) > ahead {
		s.moved.Wait()
	}
	s.queue = append(s.queue, piece{data, done})
	if len(s.queue) == 1 {
		g.waiting = append(g.waiting, s)
	}
	if !g.running {
		g.running = true
		go g.run()
	}
}

// Sum is the digest of all that was added, as hash.Hash has it.
func (s *Stream) Sum() []byte {
	s.group.mu.Lock()
	defer s.group.mu.Unlock()
	for len(s.queue) > 0 {
		s.moved.Wait()
	}
	return s.hash.Sum(nil)
}

// turn is how much of a stream is hashed before others may join it: short enough that they need not
// wait long, long enough that taking turns costs nothing.
const turn = 256 << 10

// run hashes until no stream has anything left.
func (g *group) run() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.waiting) > 0 {
		n := min(width, len(g.waiting))
		set := slices.Clone(g.waiting[:n])
		g.waiting = slices.Delete(g.waiting, 0, n)
		// a stream's first piece is only touched here while the stream is not waiting; Add appends
		pieces := make([]piece, n)
		for i, s := range set {
			pieces[i] = s.queue[0]
		}
		g.mu.Unlock()
		g.take(set, pieces)
		g.mu.Lock()
		for i, s := range set {
			g.advance(s, pieces[i])
		}
	}
	g.running = false
}

// advance notes what is left of a stream's first piece.
func (g *group) advance(s *Stream, left piece) {
	if len(left.data) > 0 {
		s.queue[0] = left
	} else {
		s.queue = slices.Delete(s.queue, 0, 1)
		if left.done != nil {
			left.done()
		}
		s.moved.Broadcast()
	}
	if len(s.queue) > 0 {
		g.waiting = append(g.waiting, s)
	}
}

// little is what is hashed by itself: less would cut short the turn of those beside it.
const little = 16 << 10

// take hashes a turn of each piece, together where that can be, and cuts it off the piece.
func (g *group) take(set []*Stream, pieces []piece) {
	var to []*Stream
	var from []*piece
	n := turn
	for i, s := range set {
		p := &pieces[i]
		if g.lanes == nil {
			s.write(p, turn)
			continue
		}
		if part := int(s.length % int64(g.lanes.block)); part > 0 {
			s.write(p, g.lanes.block-part)
		}
		if len(p.data) < little {
			s.write(p, little)
			continue
		}
		to, from, n = append(to, s), append(from, p), min(n, len(p.data))
	}
	if len(to) == 0 {
		return
	}
	if len(to) < g.lanes.least {
		for i, s := range to {
			s.write(from[i], turn)
		}
		return
	}
	g.together(to, from, n-n%g.lanes.block)
}

// together hashes n bytes of each piece, whole blocks, side by side.
func (g *group) together(to []*Stream, from []*piece, n int) {
	var hashes []resumable
	var data [][]byte
	for i, s := range to {
		hashes, data = append(hashes, s.hash.(resumable)), append(data, from[i].data[:n])
		from[i].data = from[i].data[n:]
		s.length += int64(n)
	}
	if err := g.lanes.write(hashes, data, n); err != nil {
		panic("hashes: a state that was proved is refused: " + err.Error()) // lanesOf gives no others
	}
}

// write hashes up to n bytes of a piece and cuts them off.
func (s *Stream) write(p *piece, n int) {
	n = min(n, len(p.data))
	s.hash.Write(p.data[:n])
	p.data = p.data[n:]
	s.length += int64(n)
}
