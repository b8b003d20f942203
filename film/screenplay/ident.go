package screenplay

import "github.com/zeebo/xxh3"

const idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// identify gives every block without an id one made from its content and its
// occurrence among equal blocks.
func identify(blocks []Block) {
	seen := make(map[uint64]uint32, len(blocks))
	buf := make([]byte, 0, 12*len(blocks))
	for i := range blocks {
		if blocks[i].ID != "" {
			continue
		}
		h := contentHash(&blocks[i])
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
}

// contentHash is a digest of what a reader sees of a block.
func contentHash(b *Block) uint64 {
	h := xxh3.HashString(b.Text)
	h ^= xxh3.HashString(string(b.Type)) * 31
	if b.Key != "" {
		h += xxh3.HashString(b.Key) * 17
	}
	return h
}

// fingerprint is a digest of everything a writer puts out, to know an untouched script.
func (s *Script) fingerprint() uint64 {
	h := uint64(len(s.Blocks))
	add := func(v uint64) { h = (h^v)*0x9e3779b97f4a7c15 + 1 }
	for i := range s.Blocks {
		b := &s.Blocks[i]
		add(contentHash(b))
		add(uint64(b.Level)<<32 | uint64(b.Space)<<8 | uint64(len(b.Dual)))
		if b.Number != "" {
			add(xxh3.HashString(b.Number))
		}
		for _, r := range b.Runs {
			add(uint64(r.Start)<<32 | uint64(r.End))
			add(uint64(r.Style) ^ xxh3.HashString(r.Revision)<<8 ^ xxh3.HashString(r.Tag))
		}
		for _, n := range b.Notes {
			add(uint64(n.At) ^ xxh3.HashString(n.Text))
		}
		if b.Omitted || b.NewPage {
			add(3)
		}
	}
	for _, r := range s.Revisions {
		add(xxh3.HashString(r.ID + "\x00" + r.Name + "\x00" + r.Color + "\x00" + r.Page))
	}
	for _, t := range s.Definitions {
		add(xxh3.HashString(t.ID + "\x00" + t.Category + "\x00" + t.Label))
	}
	add(uint64(len(s.Tags))<<32 | uint64(len(s.LockedPages)))
	return h
}

// untouched gives the bytes the script was read from if nothing was changed since.
func (s *Script) untouched(format string) ([]byte, bool) {
	if s.origin == nil || s.Format != format || s.fingerprint() != s.origin.mark {
		return nil, false
	}
	return s.origin.raw, true
}
