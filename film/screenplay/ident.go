package screenplay

import "github.com/zeebo/xxh3"

const idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// identify gives every block without an id one made from its content and its
// occurrence among equal blocks, and returns the fingerprint of the script.
func (s *Script) identify() uint64 {
	blocks := s.Blocks
	seen := make(map[uint64]uint32, min(len(blocks), 1<<16))
	buf := make([]byte, 0, 12*len(blocks))
	d := newDigest(s)
	for i := range blocks {
		h := contentHash(&blocks[i])
		d.block(&blocks[i], h)
		if blocks[i].ID != "" {
			continue
		}
		n := seen[h]
		seen[h] = n + 1
		if n > 0 {
			h = (h ^ uint64(n)) * 0x9e3779b97f4a7c15
			h ^= h >> 29
		}
		for range 12 {
			buf = append(buf, idAlphabet[h&31])
			h >>= 5
		}
	}
	all := string(buf)
	for i := range blocks {
		if blocks[i].ID == "" {
			blocks[i].ID, all = all[:12], all[12:]
		}
	}
	return uint64(d)
}

// contentHash is a digest of what a reader sees of a block.
func contentHash(b *Block) uint64 {
	h := xxh3.HashString(b.Text)
	for i := 0; i < len(b.Type); i++ {
		h = (h ^ uint64(b.Type[i])) * 1099511628211
	}
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
func (s *Script) untouched(format string) ([]byte, bool) {
	if s.origin == nil || s.Format != format || s.fingerprint() != s.origin.mark {
		return nil, false
	}
	return s.origin.raw, true
}
