package compare

// align pairs equal tokens of a and b in order, as many as patience allows:
// tokens that occur once in both are anchors, and small gaps between anchors are
// solved exactly. It stays close to linear on any input.
func align(a, b []uint64) [][2]int {
	var out [][2]int
	alignRange(a, b, 0, len(a), 0, len(b), &out, 0)
	return out
}

const (
	exactCells = 1 << 18 // largest table for the exact solution
	deepest    = 64
)

func alignRange(a, b []uint64, a0, a1, b0, b1 int, out *[][2]int, depth int) {
	for a0 < a1 && b0 < b1 && a[a0] == b[b0] {
		*out = append(*out, [2]int{a0, b0})
		a0, b0 = a0+1, b0+1
	}
	tail := 0
	for a1-tail > a0 && b1-tail > b0 && a[a1-1-tail] == b[b1-1-tail] {
		tail++
	}
	a1, b1 = a1-tail, b1-tail
	if a0 < a1 && b0 < b1 {
		anchors := unique(a, b, a0, a1, b0, b1)
		switch {
		case len(anchors) > 0 && depth < deepest:
			pa, pb := a0, b0
			for _, an := range anchors {
				alignRange(a, b, pa, an[0], pb, an[1], out, depth+1)
				*out = append(*out, an)
				pa, pb = an[0]+1, an[1]+1
			}
			alignRange(a, b, pa, a1, pb, b1, out, depth+1)
		case (a1-a0)*(b1-b0) <= exactCells:
			exact(a, b, a0, a1, b0, b1, out)
		}
	}
	for i := range tail {
		*out = append(*out, [2]int{a1 + i, b1 + i})
	}
}

// unique finds the longest rising run of tokens that occur once on both sides.
func unique(a, b []uint64, a0, a1, b0, b1 int) [][2]int {
	type seen struct{ na, nb, ia, ib int }
	count := make(map[uint64]seen, a1-a0)
	for i := a0; i < a1; i++ {
		s := count[a[i]]
		s.na, s.ia = s.na+1, i
		count[a[i]] = s
	}
	for j := b0; j < b1; j++ {
		if s, ok := count[b[j]]; ok {
			s.nb, s.ib = s.nb+1, j
			count[b[j]] = s
		}
	}
	var pairs [][2]int
	for i := a0; i < a1; i++ {
		if s := count[a[i]]; s.na == 1 && s.nb == 1 {
			pairs = append(pairs, [2]int{i, s.ib})
		}
	}
	return rising(pairs)
}

// rising is the longest subsequence of pairs that rises on the second side.
func rising(pairs [][2]int) [][2]int {
	if len(pairs) == 0 {
		return nil
	}
	var tops []int // index of the last pair of the best run of each length
	prev := make([]int, len(pairs))
	for i, p := range pairs {
		lo, hi := 0, len(tops)
		for lo < hi {
			mid := (lo + hi) / 2
			if pairs[tops[mid]][1] < p[1] {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		prev[i] = -1
		if lo > 0 {
			prev[i] = tops[lo-1]
		}
		if lo == len(tops) {
			tops = append(tops, i)
		} else {
			tops[lo] = i
		}
	}
	out := make([][2]int, len(tops))
	for i, at := len(tops)-1, tops[len(tops)-1]; i >= 0; i, at = i-1, prev[at] {
		out[i] = pairs[at]
	}
	return out
}

// exact is the longest common subsequence by table.
func exact(a, b []uint64, a0, a1, b0, b1 int, out *[][2]int) {
	n, m := a1-a0, b1-b0
	table := make([]int32, (n+1)*(m+1))
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if a[a0+i] == b[b0+j] {
				table[i*(m+1)+j] = table[(i+1)*(m+1)+j+1] + 1
			} else {
				table[i*(m+1)+j] = max(table[(i+1)*(m+1)+j], table[i*(m+1)+j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case a[a0+i] == b[b0+j]:
			*out = append(*out, [2]int{a0 + i, b0 + j})
			i, j = i+1, j+1
		case table[(i+1)*(m+1)+j] >= table[i*(m+1)+j+1]:
			i++
		default:
			j++
		}
	}
}
