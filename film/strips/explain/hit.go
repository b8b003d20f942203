package explain

import "slices"

// shrink finds, in a list of facts that cannot all hold, a set that still cannot and of which none can be
// spared (QuickXplain, Junker 2004). Facts at the end of the list are rather kept. Clash says whether facts
// exclude each other; more facts never exclude each other less.
func shrink(list []int, clash func([]int) bool) []int {
	if len(list) == 0 || clash(nil) {
		return nil
	}
	var split func(given []int, grown bool, rest []int) []int
	split = func(given []int, grown bool, rest []int) []int {
		if grown && clash(given) {
			return nil
		}
		if len(rest) == 1 {
			return rest
		}
		a, b := rest[:len(rest)/2], rest[len(rest)/2:]
		right := split(slices.Concat(given, a), true, b)
		left := split(slices.Concat(given, right), len(right) > 0, a)
		return slices.Concat(left, right)
	}
	out := split(nil, false, list)
	slices.Sort(out)
	return out
}

// hitting is a smallest set that meets every one of some sets; an empty one among them cannot be met and
// is left out. It is not ok when that takes more than most.
func hitting(sets [][]int, most int) (h []int, ok bool) {
	for size := 0; size <= most && !ok; size++ {
		h, ok = hit(sets, []int{}, size)
	}
	return h, ok
}

func hit(sets [][]int, chosen []int, left int) ([]int, bool) {
	for _, s := range sets {
		if len(s) == 0 || slices.ContainsFunc(s, func(i int) bool { return slices.Contains(chosen, i) }) {
			continue
		}
		if left == 0 {
			return nil, false
		}
		for _, i := range s {
			if h, ok := hit(sets, append(chosen[:len(chosen):len(chosen)], i), left-1); ok {
				return h, true
			}
		}
		return nil, false
	}
	return chosen, true
}

// mostCovers bounds how many equally small conflicts of one scene are told.
const mostCovers = 8

// covers are the smallest sets of facts that close every day: days[k] lists the ways in which day k is
// closed, each a set of facts that do it together. A day without a way cannot be closed, and there is none; nor are sets
// larger than most.
func covers(days [][][]int, most int) [][]int {
	if slices.ContainsFunc(days, func(ways [][]int) bool { return len(ways) == 0 }) {
		return nil
	}
	for size := 1; size <= most; size++ {
		var found [][]int
		closeDays(days, nil, size, &found)
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func closeDays(days [][][]int, chosen []int, size int, found *[][]int) {
	if len(*found) >= mostCovers {
		return
	}
	open := slices.IndexFunc(days, func(ways [][]int) bool {
		return !slices.ContainsFunc(ways, func(w []int) bool { return subset(w, chosen) })
	})
	if open < 0 {
		set := slices.Sorted(slices.Values(chosen))
		if !slices.ContainsFunc(*found, func(f []int) bool { return slices.Equal(f, set) }) {
			*found = append(*found, set)
		}
		return
	}
	for _, w := range days[open] {
		next := chosen[:len(chosen):len(chosen)]
		for _, i := range w {
			if !slices.Contains(next, i) {
				next = append(next, i)
			}
		}
		if len(next) <= size {
			closeDays(days[open:], next, size, found)
		}
	}
}

func subset(a, b []int) bool {
	return !slices.ContainsFunc(a, func(i int) bool { return !slices.Contains(b, i) })
}
