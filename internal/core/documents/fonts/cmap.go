package fonts

import (
	"encoding/binary"
	"slices"
)

// format4Table writes a cmap table with one subtable, Unicode BMP in format 4
// (OpenType 1.9, cmap): runs of characters whose glyphs follow one another.
func format4Table(codes map[rune]int) []byte {
	type segment struct{ start, end, delta int }
	keys := make([]rune, 0, len(codes))
	for r := range codes {
		if r > 0 && r < 0xffff {
			keys = append(keys, r)
		}
	}
	slices.Sort(keys)
	var list []segment
	for _, r := range keys {
		delta := (codes[r] - int(r)) & 0xffff
		if n := len(list) - 1; n >= 0 && list[n].end+1 == int(r) && list[n].delta == delta {
			list[n].end++
			continue
		}
		list = append(list, segment{int(r), int(r), delta})
	}
	list = append(list, segment{0xffff, 0xffff, 1})
	var out []byte
	put := func(v int) { out = binary.BigEndian.AppendUint16(out, uint16(v)) }
	for _, v := range []int{0, 1, 3, 1, 0, 12} { // version, tables; platform 3, encoding 1, offset 12
		put(v)
	}
	n := len(list)
	search, log := 1, 0
	for search*2 <= n {
		search, log = search*2, log+1
	}
	for _, v := range []int{4, 16 + 8*n, 0, 2 * n, 2 * search, log, 2 * (n - search)} {
		put(v)
	}
	for _, s := range list {
		put(s.end)
	}
	put(0)
	for _, s := range list {
		put(s.start)
	}
	for _, s := range list {
		put(s.delta)
	}
	for range list {
		put(0)
	}
	return out
}
