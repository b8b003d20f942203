package screenplay

import (
	"math/bits"

	"github.com/zeebo/xxh3"
)

const (
	idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"
	idLength   = 12
	idBatch    = 512 // blocks whose ids are made at once: few enough to stay in the cache
)

// tally counts how often each hash was seen, in one open-addressed table: a map
// of as many entries costs three times as long. A place holds the upper bits of
// the hash and the count in its lower 24; 0 is a free place.
type tally struct {
	places []uint64
	shift  int
}

const tallyCount = 1<<24 - 1

func newTally(n int) tally {
	size := bits.Len(uint(n + n/2 + 1))
	return tally{make([]uint64, 1<<size), 64 - size}
}

// add counts a hash and returns how often it was seen before.
func (t *tally) add(h uint64) uint64 {
	i := int(h * 0x9e3779b97f4a7c15 >> t.shift)
	h &^= tallyCount
	for t.places[i] != 0 && t.places[i]&^tallyCount != h {
		i = (i + 1) & (len(t.places) - 1)
	}
	n := t.places[i] & tallyCount
	t.places[i] = h | n + 1
	return n
}

// identify gives every block without an id one made from its content and its
// occurrence among equal blocks, and returns the fingerprint of the script.
func (s *Script) identify() uint64 {
	seen := newTally(len(s.Blocks))
	d := newDigest(s)
	var ids [idBatch * idLength]byte
	for rest := s.Blocks; len(rest) > 0; {
		batch := rest[:min(len(rest), idBatch)]
		rest = rest[len(batch):]
		for i := range batch {
			h := contentHash(&batch[i])
			d.block(&batch[i], h)
			if batch[i].ID != "" {
				continue
			}
			if n := seen.add(h); n > 0 {
				h = (h ^ n) * 0x9e3779b97f4a7c15
				h ^= h >> 29
			}
			id := ids[i*idLength : (i+1)*idLength]
			for k := range id {
				id[k] = idAlphabet[h&31]
				h >>= 5
			}
		}
		all := string(ids[:len(batch)*idLength])
		for i := range batch {
			if batch[i].ID == "" {
				batch[i].ID = all[i*idLength : (i+1)*idLength]
			}
		}
	}
	return uint64(d)
}

// typeSeed keeps blocks of the same words and another type apart.
func typeSeed(t Type) uint64 {
	var first, last uint64
	if len(t) > 0 {
		first, last = uint64(t[0]), uint64(t[len(t)-1])
	}
	return (first<<16 | last<<8 | uint64(len(t))) * 0x9e3779b97f4a7c15
}

// contentHash is a digest of what a reader sees of a block.
func contentHash(b *Block) uint64 {
	h := xxh3.HashString(b.Text) ^ typeSeed(b.Type)
	if b.Key != "" {
		h += xxh3.HashString(b.Key) * 17
	}
	return h
}

// digest is one in the making of everything a writer puts out.
type digest uint64

func (p *digest) add(v uint64) { *p = (*p^digest(v))*0x9e3779b97f4a7c15 + 1 }

func newDigest(s *Script) digest {
	p := digest(len(s.Blocks))
	for _, r := range s.Revisions {
		p.add(xxh3.HashString(r.ID + "\x00" + r.Name + "\x00" + r.Color + "\x00" + r.Page))
	}
	for _, t := range s.Definitions {
		p.add(xxh3.HashString(t.ID + "\x00" + t.Category + "\x00" + t.Label))
	}
	p.add(uint64(len(s.Tags))<<32 | uint64(len(s.LockedPages)))
	return p
}

func (p *digest) block(b *Block, hash uint64) {
	p.add(hash ^ uint64(b.Level)<<32 ^ uint64(b.Space)<<8 ^ uint64(len(b.Dual)))
	if b.Number != "" {
		p.add(xxh3.HashString(b.Number))
	}
	for _, r := range b.Runs {
		p.add(uint64(r.Start)<<32 | uint64(r.End))
		p.add(uint64(r.Style) ^ xxh3.HashString(r.Revision)<<8 ^ xxh3.HashString(r.Tag))
	}
	for _, n := range b.Notes {
		p.add(uint64(n.At) ^ xxh3.HashString(n.Text))
	}
	if b.Omitted || b.NewPage {
		p.add(3)
	}
}

// fingerprint is a digest of everything a writer puts out, to know an untouched script.
func (s *Script) fingerprint() uint64 {
	p := newDigest(s)
	for i := range s.Blocks {
		p.block(&s.Blocks[i], contentHash(&s.Blocks[i]))
	}
	return uint64(p)
}

// untouched gives the bytes the script was read from if nothing was changed since.
func (s *Script) untouched(format string) (string, bool) {
	if s.origin == nil || s.Format != format || s.fingerprint() != s.origin.mark {
		return "", false
	}
	return s.origin.raw, true
}
